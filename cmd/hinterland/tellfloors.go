package main

import (
	"hinterland"
	"hinterland/check"
	"hinterland/lang"
)

// tellFloors says which floors a plan does not honour in full, good by good
// and reason by reason: an agreement that is broken is told before anything
// that is only short. It says nothing where all are honoured.
func (c *console) tellFloors(region *hinterland.Region, plan *hinterland.Plan) error {
	lacks := check.FloorLacks(region, plan)
	if len(lacks) == 0 {
		return nil
	}
	if err := c.print(c.say.Say("floors.broken", lang.Args{
		"count": len(lacks), "all": len(region.Floors),
	})); err != nil {
		return err
	}
	index := region.Index()
	for _, sum := range hinterland.SumFloorLacks(lacks) {
		g := index.Good[sum.Good]
		// lang: floors.why.supply floors.why.reach floors.why.storage
		// lang: floors.why.too-late floors.why.scope
		if err := c.print(c.say.Say("floors.good", lang.Args{
			"good":  c.say.Name(g.Name.English, g.Name.Chinese, string(g.Code)),
			"count": sum.Floors, "unit": g.Unit,
			"lack":     c.say.Number(hinterland.FormatTotal(sum.Quantity, g.Decimals)),
			"promised": c.say.Number(hinterland.FormatTotal(sum.Promised, g.Decimals)),
			"why":      c.say.Say("floors.why."+string(sum.Reason), nil),
		})); err != nil {
			return err
		}
	}
	return nil
}
