package check

import (
	"slices"
	"testing"

	"hinterland"
)

// twoLots has a need that either of two lots can meet at the same cost, an
// earlier plan that met it from the first, and a lot that comes too late.
func twoLots() *hinterland.Region {
	signed := func(party hinterland.PartyCode, period hinterland.Period) hinterland.Line {
		return hinterland.Line{
			From: party, To: "shop", Good: "salt", OfferPeriod: period, ShipPeriod: 2, Period: 2,
			Priority: 1, Quantity: 1, Reason: hinterland.LineTie,
		}
	}
	return &hinterland.Region{
		Places: []hinterland.Place{{Code: "p"}},
		Parties: []hinterland.Party{
			{Code: "east", Place: "p"}, {Code: "west", Place: "p"}, {Code: "shop", Place: "p"},
		},
		Goods: []hinterland.Good{{Code: "salt", Unit: "t", Currency: "CNY", Keeps: 9}},
		Offers: []hinterland.Offer{
			{Party: "east", Good: "salt", Period: 2, Quantity: 1},
			{Party: "west", Good: "salt", Period: 2, Quantity: 1},
			{Party: "west", Good: "salt", Period: 3, Quantity: 1},
		},
		Needs: []hinterland.Need{
			{Party: "shop", Good: "salt", Period: 2, Priority: 1, Quantity: 1},
		},
		Signed: []hinterland.Line{signed("east", 2), signed("west", 3), signed("gone", 2)},
	}
}

// The prices are the best there are for the worse plan: only the way that
// carries less than was signed betrays it.
func TestPlanThatLeavesWhatWasSignedIsRefused(t *testing.T) {
	b := newBrute(twoLots(), hinterland.ZonesIgnore)
	if v := judged(twoLots(), b.plan(b.flows[0], b.met)); len(v.Findings) > 0 {
		t.Fatalf("the plan that was signed: %s", bruteTold(v))
	}
	flows := b.allFlows(b.wants(b.met))
	at := slices.IndexFunc(flows, func(flow [][]int64) bool { return flow[1][0] == 1 })
	plan := b.plan(flows[at], b.met)
	for i := range plan.Potentials {
		plan.Potentials[i].Signed = 0
		if plan.Potentials[i].Side == hinterland.NeedSide {
			plan.Potentials[i].Signed = 1
		}
	}
	v := judged(twoLots(), plan)
	if len(v.Findings) != 1 || !bruteHas(v, "plan.price.way") {
		t.Errorf("want only plan.price.way, got %s", bruteTold(v))
	}
}

func TestSignedLinesWithoutAnOpenWayArePassedOver(t *testing.T) {
	b := newBrute(twoLots(), hinterland.ZonesIgnore)
	plan := b.plan(b.flows[0], b.met)
	if moved := plan.Goods[0].Moved.Int64(); moved != 0 {
		t.Errorf("%d moved, want 0", moved)
	}
	plan.Goods[0].Moved.SetInt64(1)
	if v := judged(twoLots(), plan); !bruteHas(v, "plan.sum") {
		t.Errorf("want plan.sum, got %s", bruteTold(v))
	}
}

// What a floor brought before is compared with what it brings now, and not
// with other lines between the same two.
func TestSignedFloorsAreComparedWithFloors(t *testing.T) {
	region := twoLots()
	region.Floors = []hinterland.Floor{
		{From: "west", To: "shop", Good: "salt", Period: 2, Quantity: 1},
	}
	region.Signed = region.Signed[:1]
	region.Signed[0].From, region.Signed[0].Reason = "west", hinterland.LineFloor
	b := newBrute(region, hinterland.ZonesIgnore)
	plan := b.plan(b.flows[0], b.met)
	if v := judged(region, plan); len(v.Findings) > 0 || plan.Goods[0].Moved.Sign() != 0 {
		t.Errorf("%v moved, %s", plan.Goods[0].Moved, bruteTold(v))
	}
	region.Signed[0].Reason = hinterland.LineCost
	b = newBrute(region, hinterland.ZonesIgnore)
	plan = b.plan(b.flows[0], b.met)
	if v := judged(region, plan); len(v.Findings) > 0 || plan.Goods[0].Moved.Int64() != 2 {
		t.Errorf("%v moved, want 2; %s", plan.Goods[0].Moved, bruteTold(v))
	}
}

// Under first, what is left over is shared by how much each lacks beyond its
// own: of three units the hamlet gets two of the four that it lacks, the town
// one of two. By how much each needs, the hamlet would get all three.
func TestSharesOfWhatIsLeftOverCountFromTheirOwn(t *testing.T) {
	region := &hinterland.Region{
		Places: []hinterland.Place{{Code: "mine"}, {Code: "t", Zone: "T"}, {Code: "h", Zone: "H"}},
		Parties: []hinterland.Party{
			{Code: "hamlet", Place: "h"}, {Code: "pit", Place: "mine"}, {Code: "town", Place: "t"},
		},
		Goods: []hinterland.Good{{Code: "coal", Unit: "t", Currency: "CNY"}},
		Offers: []hinterland.Offer{
			{Party: "pit", Good: "coal", Period: 1, Quantity: 3},
			{Party: "town", Good: "coal", Period: 1, Quantity: 2},
		},
		Needs: []hinterland.Need{
			{Party: "hamlet", Good: "coal", Period: 1, Priority: 1, Quantity: 4},
			{Party: "town", Good: "coal", Period: 1, Priority: 1, Quantity: 4},
		},
	}
	b := newBrute(region, hinterland.ZonesFirst)
	if want := []int64{2, 3}; !slices.Equal(b.met, want) {
		t.Fatalf("the best plan gives %d, want %d", b.met, want)
	}
	if v := judged(region, b.plan(b.flows[0], b.met)); len(v.Findings) > 0 {
		t.Errorf("the best plan: %s", bruteTold(v))
	}
	other := []int64{3, 2}
	flow := b.cheapest(b.allFlows(b.wants(other)))[0]
	if v := judged(region, b.plan(flow, other)); !bruteHas(v, "plan.share.unequal") {
		t.Errorf("want plan.share.unequal, got %s", bruteTold(v))
	}
}
