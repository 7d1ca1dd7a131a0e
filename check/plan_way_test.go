package check

import (
	"testing"

	"hinterland"
)

// wayRegion has one seller and two buyers; the good costs 1 per kilometre and
// 0.5 per period waited.
func wayRegion() *hinterland.Region {
	return &hinterland.Region{
		Places: []hinterland.Place{
			{Code: "town"},
			{Code: "hill", Parent: "county"},
			{Code: "county"},
			{Code: "pole", Lat: 90_000_000},
			{Code: "equator", Lon: 20_000_000},
		},
		Parties: []hinterland.Party{
			{Code: "buyer", Place: "town"},
			{Code: "rival", Place: "town"},
			{Code: "seller", Place: "hill"},
			{Code: "bear", Place: "pole"},
			{Code: "boat", Place: "equator"},
		},
		Goods: []hinterland.Good{
			{Code: "wood", Unit: "t", Currency: "CNY"},
			{
				Code: "plank", Parent: "wood", Unit: "t", Currency: "CNY",
				Freight: 1_000_000, Storage: 500_000, Keeps: hinterland.Forever,
			},
		},
		Offers: []hinterland.Offer{
			{Party: "seller", Good: "plank", Period: 2, Quantity: 9, Price: 7},
		},
		Needs: []hinterland.Need{
			{Party: "buyer", Good: "plank", Period: 6, Priority: 1, Quantity: 1},
		},
		Distances: []hinterland.Distance{{From: "hill", To: "town", Hectometres: 123}},
	}
}

// onlyWay is the way from the only lot of wayRegion to the only need.
func onlyWay(t *testing.T, r *hinterland.Region) planWay {
	t.Helper()
	if faults := r.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	g := bruteNetwork(r, hinterland.ZonesIgnore)
	if g.papers.good.Code != "plank" {
		// Goods are sorted by code; wood comes last.
		c := g.planCheck
		g = newPlanGood(c, c.sortPapers(r, &hinterland.Plan{})[0])
	}
	return g.way(&g.lots[0], &g.nodes[0])
}

// Long: a table of one row for each rule and its boundary.
func TestWhatClosesAWay(t *testing.T) {
	scope := func(buyer hinterland.PartyCode, first, last hinterland.Period) hinterland.Scope {
		return hinterland.Scope{
			Buyer: buyer, Good: "wood", Place: "county", First: first, Last: last, Exclusive: true,
		}
	}
	for _, c := range []struct {
		name   string
		change func(*hinterland.Region)
		want   planWay
	}{
		{"nothing closes it", func(*hinterland.Region) {}, planWay{ship: 6, cost: 14_300_007}},
		{"a scope of the buyer's own", func(r *hinterland.Region) {
			r.Scopes = append(r.Scopes, scope("buyer", 1, 9))
		}, planWay{ship: 6, cost: 14_300_007}},
		{"an announced scope", func(r *hinterland.Region) {
			r.Scopes = append(r.Scopes, scope("rival", 1, 9))
			r.Scopes[0].Exclusive = false
		}, planWay{ship: 6, cost: 14_300_007}},
		{"a scope from the period after the offer", func(r *hinterland.Region) {
			r.Scopes = append(r.Scopes, scope("rival", 3, 9))
		}, planWay{ship: 2, cost: 12_300_007}},
		{"two scopes with a period between", func(r *hinterland.Region) {
			r.Scopes = append(r.Scopes, scope("rival", 1, 3), scope("bear", 5, 6))
		}, planWay{ship: 4, cost: 13_300_007}},
		{"scopes within scopes", func(r *hinterland.Region) {
			r.Scopes = append(r.Scopes, scope("rival", 5, 6), scope("rival", 4, 9),
				scope("rival", 3, 4))
		}, planWay{ship: 2, cost: 12_300_007}},
		{"a scope up to the offer", func(r *hinterland.Region) {
			r.Scopes = append(r.Scopes, scope("rival", 2, 6))
		}, planWay{closed: planScope, ship: 1}},
		{"the last period that the good keeps", func(r *hinterland.Region) {
			r.Goods[1].Keeps = 4
		}, planWay{ship: 6, cost: 14_300_007}},
		{"a period longer than the good keeps", func(r *hinterland.Region) {
			r.Goods[1].Keeps = 3
		}, planWay{closed: planStorage, ship: 6}},
		{"the farthest that the good goes", func(r *hinterland.Region) {
			r.Reach = append(r.Reach, hinterland.Reach{Good: "plank", Hectometres: 123})
		}, planWay{ship: 6, cost: 14_300_007}},
		{"farther than the good goes", func(r *hinterland.Region) {
			r.Reach = append(r.Reach, hinterland.Reach{Good: "plank", Hectometres: 122})
		}, planWay{closed: planReach, ship: 6}},
		{"a fixing of the two in that period", func(r *hinterland.Region) {
			r.Fixings = []hinterland.Fixing{
				{From: "seller", To: "buyer", Good: "plank", Period: 6, Quantity: 0},
			}
		}, planWay{closed: planFixed, ship: 6}},
		{"a fixing of another period, and one of another buyer", func(r *hinterland.Region) {
			r.Fixings = []hinterland.Fixing{
				{From: "seller", To: "buyer", Good: "plank", Period: 5, Quantity: 1},
				{From: "seller", To: "rival", Good: "plank", Period: 6, Quantity: 1},
			}
		}, planWay{ship: 6, cost: 14_300_007}},
		{"offered too late", func(r *hinterland.Region) {
			r.Offers[0].Period = 7
		}, planWay{closed: planLate, ship: 6}},
		{"offered too late, and another's at the time of need", func(r *hinterland.Region) {
			r.Offers[0].Period = 7
			r.Scopes = append(r.Scopes, scope("rival", 6, 6))
		}, planWay{closed: planLate | planScope, ship: 5}},
		{"too far away and kept too long", func(r *hinterland.Region) {
			r.Reach = append(r.Reach, hinterland.Reach{Good: "plank", Hectometres: 1})
			r.Goods[1].Keeps = 0
		}, planWay{closed: planReach | planStorage, ship: 6}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := wayRegion()
			c.change(r)
			if got := onlyWay(t, r); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestUnitCostIsRoundedOnceHalfToEven(t *testing.T) {
	for _, c := range []struct {
		price, freight hinterland.Money
		want           int64
	}{
		{0, 5, 2},  // 5 × 0.5 = 2.5
		{1, 5, 4},  // 3.5
		{0, 15, 8}, // 7.5
		{0, 3, 2},  // 1.5
		{0, 1, 0},  // 0.5
		{1, 1, 2},  // 1.5
		{0, 4, 2},
	} {
		r := wayRegion()
		r.Goods[1].Freight, r.Goods[1].Storage, r.Offers[0].Price = c.freight, 0, c.price
		r.Distances[0].Hectometres = 5
		if got := onlyWay(t, r).cost; got != c.want {
			t.Errorf(
				"price %d and %d a kilometre over 0.5 km: %d, want %d",
				c.price,
				c.freight,
				got,
				c.want,
			)
		}
	}
}

func TestDistancesThatNobodyMeasured(t *testing.T) {
	gr := newPlanGround(wayRegion())
	at := func(code hinterland.PartyCode) int { return gr.parties[gr.number[code]].place }
	for _, c := range []struct {
		from, to hinterland.PartyCode
		want     int64
	}{
		{"buyer", "rival", 0},       // the same place
		{"seller", "buyer", 123},    // listed
		{"buyer", "seller", 0},      // the way back is not: both lie at 0, 0
		{"buyer", "bear", 135_102},  // a quarter round the earth: 10,007.557 km
		{"bear", "buyer", 135_102},  // and back
		{"buyer", "boat", 30_023},   // 20 degrees of the equator: 2,223.902 km
		{"boat", "seller", 30_023},  // the same
		{"boat", "bear", 135_102},   // the pole is as far from everywhere on it
		{"seller", "bear", 135_102}, //
	} {
		if got := gr.hectometres(at(c.from), at(c.to)); got != c.want {
			t.Errorf("from %s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
}

func TestSetsOfSmallNumbers(t *testing.T) {
	sets := newPlanSets(2, 130)
	for _, i := range []int{0, 63, 64, 129} {
		sets[0].add(i)
	}
	sets[1].add(64)
	var members []int
	for i := sets[0].next(0); i >= 0; i = sets[0].next(i + 1) {
		members = append(members, i)
	}
	if len(members) != 4 || members[1] != 63 || members[2] != 64 || members[3] != 129 {
		t.Errorf("members %d", members)
	}
	if !sets[0].meets(sets[1]) || sets[1].has(63) || sets[1].next(65) != -1 {
		t.Error("the sets are mixed up")
	}
	if planOther(sets[1], 64) || !planOther(sets[1], 63) || !planOther(sets[0], 0) {
		t.Error("a member beside one is overlooked or invented")
	}
}
