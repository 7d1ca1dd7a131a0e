package main

import (
	"slices"

	"hinterland"
	"hinterland/check"
	"hinterland/lang"
)

// tellFloors says which floors, and then which fixings, a plan does not honour
// in full, good by good and reason by reason: an agreement that is broken is
// told before anything that is only short. It says nothing where all are
// honoured.
func (c *console) tellFloors(region *hinterland.Region, plan *hinterland.Plan) error {
	lacks := check.FloorLacks(region, plan)
	index := region.Index()
	if err := c.tellLacks(index, lacks, false, len(region.Floors)); err != nil {
		return err
	}
	return c.tellLacks(index, lacks, true, len(region.Fixings))
}

// tellLacks tells what is lacking of floors, or of fixings.
func (c *console) tellLacks(
	index *hinterland.Index, lacks []hinterland.FloorLack, fixed bool, all int,
) error {
	lacks = slices.DeleteFunc(slices.Clone(lacks), func(l hinterland.FloorLack) bool {
		return l.Fixed != fixed
	})
	if len(lacks) == 0 {
		return nil
	}
	key := "floors"
	if fixed {
		key = "fixings"
	}
	// lang: floors.broken floors.good fixings.broken fixings.good
	if err := c.print(c.say.Say(key+".broken", lang.Args{
		"count": len(lacks), "all": all,
	})); err != nil {
		return err
	}
	for _, sum := range hinterland.SumFloorLacks(lacks) {
		g := index.Good[sum.Good]
		// lang: floors.why.supply floors.why.reach floors.why.storage
		// lang: floors.why.too-late floors.why.scope
		if err := c.print(c.say.Say(key+".good", lang.Args{
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
