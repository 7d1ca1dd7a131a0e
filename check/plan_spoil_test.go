package check

import (
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// spoilRegion is a region with one of everything: two zones and a place in
// none, three classes of need, a floor, a scope, a reach, goods that keep for
// two periods, and less than is needed.
func spoilRegion() *hinterland.Region {
	r := &hinterland.Region{
		Places: []hinterland.Place{
			{Code: "a1", Zone: "A"},
			{Code: "a2", Zone: "A"},
			{Code: "b1", Zone: "B"},
			{Code: "b2", Zone: "B"},
			{Code: "far"},
		},
		Parties: []hinterland.Party{
			{Code: "dairy", Place: "a1"},
			{Code: "mill", Place: "a2"},
			{Code: "shop", Place: "b1"},
			{Code: "school", Place: "b2"},
			{Code: "camp", Place: "far"},
		},
		Goods: []hinterland.Good{
			{Code: "food", Unit: "t", Currency: "CNY"},
			{
				Code: "milk", Parent: "food", Unit: "t", Currency: "CNY", Decimals: 1,
				Freight: 100_000, Storage: 500_000, Keeps: 2,
			},
		},
		Offers: []hinterland.Offer{
			{Party: "dairy", Good: "milk", Period: 1, Quantity: 9, Price: 3_000_000},
			{Party: "mill", Good: "milk", Period: 2, Quantity: 4, Price: 2_000_000},
			{Party: "mill", Good: "milk", Period: 5, Quantity: 3, Price: 2_000_000},
			{Party: "school", Good: "milk", Period: 2, Quantity: 3, Price: 4_000_000},
		},
		Needs: []hinterland.Need{
			{Party: "shop", Good: "milk", Period: 2, Priority: 1, Quantity: 6},
			{Party: "shop", Good: "milk", Period: 2, Priority: 2, Quantity: 6},
			{Party: "school", Good: "milk", Period: 3, Priority: 2, Quantity: 4},
			{Party: "dairy", Good: "milk", Period: 2, Priority: 2, Quantity: 5},
			{Party: "camp", Good: "milk", Period: 2, Priority: 3, Quantity: 2},
			{Party: "mill", Good: "milk", Period: 9, Priority: 3, Quantity: 2},
		},
		Floors: []hinterland.Floor{
			{From: "dairy", To: "camp", Good: "milk", Period: 2, Quantity: 3},
		},
		Scopes: []hinterland.Scope{
			{Buyer: "shop", Good: "food", Place: "b2", First: 2, Last: 2, Exclusive: true},
		},
		Reach: []hinterland.Reach{{Good: "milk", Hectometres: 900}},
	}
	spoilDistances(r)
	for i := range r.Offers {
		r.Offers[i].Row = i + 2
	}
	for i := range r.Needs {
		r.Needs[i].Row = i + 2
	}
	return r
}

// spoilDistances puts the places on a line, far one out of reach of the rest
// but for a1.
func spoilDistances(r *hinterland.Region) {
	at := map[hinterland.PlaceCode]int64{"far": 0, "a1": 900, "a2": 1000, "b1": 1110, "b2": 1300}
	for _, from := range r.Places {
		for _, to := range r.Places {
			if from.Code != to.Code {
				r.Distances = append(r.Distances, hinterland.Distance{
					From: from.Code, To: to.Code,
					Hectometres: max(at[from.Code]-at[to.Code], at[to.Code]-at[from.Code]),
				})
			}
		}
	}
}

// A spoiled is a plan that is right but for one thing, and what must be said
// of it.
type spoiled struct {
	name  string
	says  hinterland.Reason
	spoil func(*hinterland.Plan)
}

// lineOf finds a line by its ends.
func lineOf(p *hinterland.Plan, from, to hinterland.PartyCode) *hinterland.Line {
	at := slices.IndexFunc(
		p.Lines,
		func(l hinterland.Line) bool { return l.From == from && l.To == to },
	)
	return &p.Lines[at]
}

func spoiledLines() []spoiled {
	return []spoiled{
		{"a quantity is lowered", "plan.share.met", func(p *hinterland.Plan) {
			lineOf(p, "mill", "shop").Quantity--
		}},
		{"a quantity is raised", "plan.share.met", func(p *hinterland.Plan) {
			lineOf(p, "school", "school").Quantity++
		}},
		{"more is taken than the lot has", "plan.lot.oversold", func(p *hinterland.Plan) {
			lineOf(p, "dairy", "shop").Quantity += 5
		}},
		{"a need gets more than it needs", "plan.share.over", func(p *hinterland.Plan) {
			lineOf(p, "school", "school").Quantity = 0
			lineOf(p, "school", "shop").Quantity++
		}},
		{"a line carries nothing", "plan.line.empty", func(p *hinterland.Plan) {
			p.Lines[0].Quantity = 0
		}},
		{
			"a unit cost is wrong",
			"plan.line.cost",
			func(p *hinterland.Plan) { p.Lines[0].UnitCost++ },
		},
		{
			"a ship period is wrong",
			"plan.line.ship",
			func(p *hinterland.Plan) { p.Lines[0].ShipPeriod-- },
		},
		{
			"the seller is unknown",
			"code.unknown",
			func(p *hinterland.Plan) { p.Lines[0].From = "nobody" },
		},
		{
			"the buyer is unknown",
			"code.unknown",
			func(p *hinterland.Plan) { p.Lines[0].To = "nobody" },
		},
		{
			"the good is unknown",
			"code.unknown",
			func(p *hinterland.Plan) { p.Lines[0].Good = "butter" },
		},
		{
			"the seller offers no such lot",
			"plan.line.offer",
			func(p *hinterland.Plan) { p.Lines[0].Price++ },
		},
		{"the buyer has no such need", "plan.line.need", func(p *hinterland.Plan) {
			lineOf(p, "dairy", "shop").Priority = 3
		}},
		{"there is no such floor", "plan.line.floor", func(p *hinterland.Plan) {
			lineOf(p, "dairy", "shop").Reason = hinterland.LineFloor
		}},
		{"a line stands twice", "key.twice", func(p *hinterland.Plan) {
			l := lineOf(p, "mill", "shop")
			l.Quantity--
			again := *l
			again.Quantity = 1
			p.Lines = append(p.Lines, again)
		}},
	}
}

func spoiledWays() []spoiled {
	return []spoiled{
		{"goods arrive before they are offered", "plan.closed.late", func(p *hinterland.Plan) {
			lineOf(p, "mill", "shop").OfferPeriod = 5
		}},
		{"goods are kept for too long", "plan.closed.storage", func(p *hinterland.Plan) {
			l := lineOf(p, "mill", "shop")
			l.To, l.Period, l.Priority = "mill", 9, 3
		}},
		{"goods come from too far away", "plan.closed.reach", func(p *hinterland.Plan) {
			l := lineOf(p, "mill", "shop")
			l.To, l.Priority = "camp", 3
		}},
		{"an exclusive scope is passed over", "plan.closed.scope", func(p *hinterland.Plan) {
			l := lineOf(p, "school", "shop")
			l.To, l.Period, l.Priority = "dairy", 2, 2
		}},
		{"a reason is changed", "plan.reason", func(p *hinterland.Plan) {
			lineOf(p, "mill", "shop").Reason = hinterland.LineTie
		}},
	}
}

func spoiledShares() []spoiled {
	return []spoiled{
		{
			"a share is missing",
			"plan.share.missing",
			func(p *hinterland.Plan) { p.Shares = p.Shares[1:] },
		},
		{"a share stands twice", "key.twice", func(p *hinterland.Plan) {
			p.Shares = append(p.Shares, p.Shares[0])
		}},
		{
			"a share is of no need",
			"plan.line.need",
			func(p *hinterland.Plan) { p.Shares[0].Period++ },
		},
		{
			"a share says another need",
			"plan.share.needed",
			func(p *hinterland.Plan) { p.Shares[0].Needed++ },
		},
		{
			"a share says another sum",
			"plan.share.met",
			func(p *hinterland.Plan) { p.Shares[0].Met++ },
		},
		{"an own is more than is met", "plan.own.taken", func(p *hinterland.Plan) {
			p.Shares[0].Own = p.Shares[0].Met + 1
		}},
		{"an own is less than a floor brings", "plan.own.floor", func(p *hinterland.Plan) {
			p.Shares[0].Own = 0
		}},
	}
}

func spoiledShortfalls() []spoiled {
	return []spoiled{
		{"a shortfall is missing", "plan.short.missing", func(p *hinterland.Plan) {
			p.Shortfalls = p.Shortfalls[1:]
		}},
		{"a shortfall is too many", "plan.short.extra", func(p *hinterland.Plan) {
			s := p.Shortfalls[0]
			s.Party, s.Period, s.Priority = "shop", 2, 1
			p.Shortfalls = append(p.Shortfalls, s)
		}},
		{"a shortfall says another quantity", "plan.short.quantity", func(p *hinterland.Plan) {
			p.Shortfalls[0].Quantity++
		}},
		{"a shortfall has another reason", "plan.short.reason", func(p *hinterland.Plan) {
			p.Shortfalls[0].Reason = hinterland.ShortLate
		}},
		{"a shortfall has another worth", "plan.short.worth", func(p *hinterland.Plan) {
			p.Shortfalls[0].Worth++
		}},
	}
}

func spoiledPrices() []spoiled {
	return []spoiled{
		{"a price is missing", "plan.price.missing", func(p *hinterland.Plan) {
			p.Potentials = p.Potentials[1:]
		}},
		{
			"a price is of nothing",
			"plan.price.extra",
			func(p *hinterland.Plan) { p.Potentials[0].Price++ },
		},
		{"a price stands twice", "key.twice", func(p *hinterland.Plan) {
			p.Potentials = append(p.Potentials, p.Potentials[0])
		}},
		{"a price is out of all proportion", "plan.price.size", func(p *hinterland.Plan) {
			p.Potentials[0].Cost = 1 << 62
		}},
		{
			"a floor's price is lowered",
			"plan.price.line",
			func(p *hinterland.Plan) { p.Potentials[0].Cost-- },
		},
		{
			"a floor's price is raised",
			"plan.price.way",
			func(p *hinterland.Plan) { p.Potentials[0].Cost++ },
		},
		{"goods left over have a price", "plan.price.idle", func(p *hinterland.Plan) {
			priceOf(p, "mill", 5).Cost = 7
		}},
		{"an offer has a price below 0", "plan.price.below", func(p *hinterland.Plan) {
			priceOf(p, "mill", 2).Zone = -1
		}},
	}
}

func spoiledSums() []spoiled {
	return []spoiled{
		{"a class is summed up wrong", "plan.sum", func(p *hinterland.Plan) {
			p.Goods[0].Classes[1].Met++
		}},
		{"a class is left out", "plan.sum.missing", func(p *hinterland.Plan) {
			p.Goods[0].Classes = p.Goods[0].Classes[1:]
		}},
		{"a class is invented", "plan.sum.extra", func(p *hinterland.Plan) {
			p.Goods[0].Classes = append(p.Goods[0].Classes, hinterland.ClassSum{Priority: 7})
		}},
		{"the cost is wrong", "plan.sum", func(p *hinterland.Plan) { p.Goods[0].Cost.SetInt64(1) }},
		{
			"the crossing is wrong",
			"plan.sum",
			func(p *hinterland.Plan) { p.Goods[0].Crossing = nil },
		},
		{"a wish is left out", "plan.sum", func(p *hinterland.Plan) {
			p.Goods[0].Levels = p.Goods[0].Levels[1:]
		}},
		{
			"the currency is another",
			"plan.sum",
			func(p *hinterland.Plan) { p.Goods[0].Currency = "USD" },
		},
		{"a good is not summed up", "plan.sum.entries", func(p *hinterland.Plan) { p.Goods = nil }},
		{"a parent of goods is summed up", "plan.sum.entries", func(p *hinterland.Plan) {
			p.Goods = append(p.Goods, hinterland.GoodSummary{Good: "food", Currency: "CNY"})
		}},
		{"the policy is none", "plan.policy", func(p *hinterland.Plan) { p.Policy = "last" }},
	}
}

func priceOf(p *hinterland.Plan, party hinterland.PartyCode, period hinterland.Period,
) *hinterland.Potential {
	at := slices.IndexFunc(p.Potentials, func(row hinterland.Potential) bool {
		return row.Side == hinterland.OfferSide && row.Party == party && row.Period == period
	})
	return &p.Potentials[at]
}

func spoilPlan(t *testing.T) (*hinterland.Region, *hinterland.Plan) {
	t.Helper()
	region := spoilRegion()
	if faults := region.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	b := newBrute(region, hinterland.ZonesFirst)
	return region, b.plan(b.flows[0], b.met)
}

// Of the two goods one is a mere parent, about which the plan claims nothing.
func TestPlanThatIsNotSpoiledIsAccepted(t *testing.T) {
	region, plan := spoilPlan(t)
	v := judged(region, plan)
	if len(v.Findings) > 0 || v.Claims == 0 || v.Goods != 1 || v.Lines != len(plan.Lines) {
		t.Fatalf("%+v: %s", v, bruteTold(v))
	}
}

func TestSpoiledPlansAreRefusedForTheRightReason(t *testing.T) {
	for _, c := range slices.Concat(spoiledLines(), spoiledWays(), spoiledShares(),
		spoiledShortfalls(), spoiledPrices(), spoiledSums()) {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			region, plan := spoilPlan(t)
			c.spoil(plan)
			v := judged(region, plan)
			if !bruteHas(v, c.says) {
				t.Errorf("want %s, got %s", c.says, bruteTold(v))
			}
		})
	}
}

// Rows are those of spoilRegion in the order of camp, dairy, mill, school,
// and shop with priority 1 and 2; the best plan gives them 2, 5, 0, 1, 6, 1.
func TestPlansThatAreWorseInOneWishAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		met  []int64
		says hinterland.Reason
	}{
		{"goods lie idle while a need is short", []int64{2, 5, 0, 1, 6, 0}, "plan.class.idle"},
		{"a need goes short for a less urgent one", []int64{2, 5, 0, 1, 5, 2}, "plan.class.urgent"},
		{"a unit more than its share", []int64{2, 5, 0, 0, 6, 2}, "plan.share.unequal"},
		{"another zone comes first", []int64{2, 4, 0, 2, 6, 1}, "plan.own.taken"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			b := newBrute(spoilRegion(), hinterland.ZonesFirst)
			if best := []int64{2, 5, 0, 1, 6, 1}; !slices.Equal(b.met, best) {
				t.Fatalf("the best plan gives %d, not %d", b.met, best)
			}
			flow := b.cheapest(b.allFlows(b.wants(c.met)))[0]
			if v := judged(spoilRegion(), b.plan(flow, c.met)); !bruteHas(v, c.says) {
				t.Errorf("want %s, got %s", c.says, bruteTold(v))
			}
		})
	}
}

func TestExchangeOfTwoUnitsThatCostsMoreIsRefused(t *testing.T) {
	b := newBrute(spoilRegion(), hinterland.ZonesFirst)
	worse := 0
	for _, flow := range b.allFlows(b.wants(b.met)) {
		if b.bruteIsBest(flow) {
			continue
		}
		worse++
		v := judged(spoilRegion(), b.plan(flow, b.met))
		if !bruteHas(v, "plan.price.line", "plan.price.way") {
			t.Fatalf("a plan that costs more: %s", bruteTold(v))
		}
	}
	if worse == 0 {
		t.Error("every plan costs the same; the region tests nothing")
	}
}

func TestFloorThatIsPassedOverIsRefused(t *testing.T) {
	b := newBrute(spoilRegion(), hinterland.ZonesFirst)
	b.floors[b.firstFloor]--
	b.countFloors()
	flow := b.cheapest(b.allFlows(b.wants(b.met)))[0]
	if v := judged(spoilRegion(), b.plan(flow, b.met)); !bruteHas(v, "plan.floor.more") {
		t.Errorf("want plan.floor.more, got %s", bruteTold(v))
	}
}

func TestFloorThatBringsMoreThanWasPromisedIsRefused(t *testing.T) {
	b := newBrute(spoilRegion(), hinterland.ZonesFirst)
	b.floors[b.firstFloor]++
	b.countFloors()
	b.own = b.counts
	met := b.best(b.counts, b.high(), func(x []int64) bool {
		return bruteFits(b.supply, b.room, b.wants(x))
	}, b.base())
	flow := b.cheapest(b.allFlows(b.wants(met)))[0]
	if v := judged(spoilRegion(), b.plan(flow, met)); !bruteHas(v, "plan.floor.over") {
		t.Errorf("want plan.floor.over, got %s", bruteTold(v))
	}
}

func TestOwnWhereZonesDoNotComeFirstIsRefused(t *testing.T) {
	b := newBrute(spoilRegion(), hinterland.ZonesPrefer)
	plan := b.plan(b.flows[0], b.met)
	plan.Shares[0].Own = 1
	if v := judged(spoilRegion(), plan); !bruteHas(v, "plan.own.none") {
		t.Errorf("want plan.own.none, got %s", bruteTold(v))
	}
}

func TestFloorThatCountsAgainstTheWrongNeedIsRefused(t *testing.T) {
	region := spoilRegion()
	region.Needs = append(region.Needs, hinterland.Need{
		Party: "camp", Good: "milk", Period: 2, Priority: 2, Quantity: 2, Row: 8,
	})
	b := newBrute(region, hinterland.ZonesIgnore)
	plan := b.plan(b.flows[0], b.met)
	for i := range plan.Lines {
		if l := &plan.Lines[i]; l.To == "camp" && l.Priority > 0 {
			l.Priority = 5 - l.Priority // 2 and 3 change places
		}
	}
	for i := range plan.Shares {
		if s := &plan.Shares[i]; s.Party == "camp" {
			s.Met = 3 - s.Met
		}
	}
	if v := judged(region, plan); !bruteHas(v, "plan.floor.count") {
		t.Errorf("want plan.floor.count, got %s", bruteTold(v))
	}
}

func TestFindingsOfOneKindAreCountedAndNotAllTold(t *testing.T) {
	region, plan := spoilPlan(t)
	for range 3 * maxPlanFindings {
		plan.Lines = append(plan.Lines, hinterland.Line{From: "nobody", To: "shop", Good: "milk"})
	}
	v := judged(region, plan)
	if len(v.Findings) != maxPlanFindings || v.Untold != 2*maxPlanFindings {
		t.Errorf("%d told, %d not", len(v.Findings), v.Untold)
	}
}
