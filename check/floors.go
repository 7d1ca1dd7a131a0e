package check

import (
	"cmp"
	"slices"

	"hinterland"
)

// FloorLacks lists the floors and fixings that a plan does not honour in full,
// by good, seller, receiver and period, each with what is missing and what
// stands in the way; a floor before the fixing that it is part of. Region and
// plan must have passed Plan.
//
// As much of the floors is honoured as is possible, so a floor that some lot
// of the seller's could serve lacks supply: all of such lots goes to floors.
// One that none could serve has a rule that closes them all, or else the first
// of those that close some.
func FloorLacks(region *hinterland.Region, plan *hinterland.Plan) []hinterland.FloorLack {
	type key struct {
		good     hinterland.GoodCode
		from, to hinterland.PartyCode
		period   hinterland.Period
	}
	brought := map[key]hinterland.Quantity{}
	for i := range plan.Lines {
		if l := &plan.Lines[i]; byPromise(l) {
			brought[key{l.Good, l.From, l.To, l.Period}] += l.Quantity
		}
	}
	var lacks []hinterland.FloorLack
	add := func(f hinterland.Floor, fixed bool) {
		lack := f.Quantity - brought[key{f.Good, f.From, f.To, f.Period}]
		if lack > 0 {
			lacks = append(lacks, hinterland.FloorLack{Floor: f, Fixed: fixed, Quantity: lack})
		}
	}
	for _, f := range region.Floors {
		add(f, false)
	}
	for _, f := range region.Fixings {
		add(hinterland.Floor{
			From: f.From, To: f.To, Good: f.Good, Period: f.Period, Quantity: f.Quantity,
			Row: f.Row,
		}, true)
	}
	if len(lacks) > 0 {
		giveFloorReasons(region, lacks)
	}
	slices.SortStableFunc(lacks, func(a, b hinterland.FloorLack) int {
		return cmp.Or(cmp.Compare(a.Floor.Good, b.Floor.Good),
			cmp.Compare(a.Floor.From, b.Floor.From), cmp.Compare(a.Floor.To, b.Floor.To),
			cmp.Compare(a.Floor.Period, b.Floor.Period))
	})
	return lacks
}

// giveFloorReasons says of each lack what stands in the way.
func giveFloorReasons(region *hinterland.Region, lacks []hinterland.FloorLack) {
	c := &planCheck{PlanVerdict: &PlanVerdict{}, ground: newPlanGround(region)}
	goods := map[hinterland.GoodCode]*planGood{}
	for _, papers := range c.sortPapers(region, &hinterland.Plan{}) {
		if slices.ContainsFunc(lacks, func(l hinterland.FloorLack) bool {
			return l.Floor.Good == papers.good.Code
		}) {
			goods[papers.good.Code] = newPlanGood(c, papers)
		}
	}
	for i := range lacks {
		f := &lacks[i].Floor
		g := goods[f.Good]
		node := g.findFloor(c.ground.number[f.From], c.ground.number[f.To], int(f.Period))
		lacks[i].Reason = g.floorReason(&g.nodes[node])
	}
}

// floorReason is what keeps the seller's lots from a floor: supply if some of
// them could go there, or if there are none.
func (g *planGood) floorReason(floor *planNode) hinterland.ShortReason {
	var all, some planRules
	for i := range g.lots {
		if g.lots[i].party != floor.seller {
			continue
		}
		closed := g.way(&g.lots[i], floor).closed
		if closed == 0 {
			return hinterland.ShortSupply
		}
		if some == 0 {
			all = closed
		}
		all &= closed
		some |= closed
	}
	if all == 0 {
		all = some
	}
	for i, reason := range []hinterland.ShortReason{
		hinterland.ShortFixed, hinterland.ShortScope, hinterland.ShortReach,
		hinterland.ShortStorage, hinterland.ShortLate,
	} { // in the order of planRules
		if all&(1<<i) != 0 {
			return reason
		}
	}
	return hinterland.ShortSupply
}
