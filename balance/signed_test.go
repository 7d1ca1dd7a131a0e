package balance

import (
	"testing"

	"hinterland"
)

// A small region: one seller with two lots, one buyer, a floor between them.
func signedRegion() *hinterland.Region {
	return &hinterland.Region{
		Places:  []hinterland.Place{{Code: "p"}, {Code: "q", Lon: 1_000_000}},
		Parties: []hinterland.Party{{Code: "a", Place: "p"}, {Code: "b", Place: "q"}},
		Goods:   []hinterland.Good{{Code: "g", Currency: "CNY", Keeps: 1}},
		Offers: []hinterland.Offer{
			{Party: "a", Good: "g", Period: 1, Quantity: 9, Price: 1},
			{Party: "a", Good: "g", Period: 3, Quantity: 9, Price: 1},
		},
		Needs: []hinterland.Need{
			{Party: "b", Good: "g", Period: 2, Priority: 1, Quantity: 5},
			{Party: "b", Good: "g", Period: 4, Priority: 1, Quantity: 5},
		},
		Floors: []hinterland.Floor{{From: "a", To: "b", Good: "g", Period: 2, Quantity: 3}},
	}
}

func TestSignedLinesCountWhereTheirWayIsStillOpen(t *testing.T) {
	line := func(offer, period hinterland.Period, units hinterland.Quantity) hinterland.Line {
		return hinterland.Line{
			From: "a", To: "b", Good: "g", Price: 1, OfferPeriod: offer, Period: period,
			Priority: 1, Quantity: units,
		}
	}
	floor := line(1, 2, 2)
	floor.Reason = hinterland.LineFloor
	fixed := line(1, 2, 2)
	fixed.Reason = hinterland.LineFixed
	dearer := line(1, 2, 2)
	dearer.Price = 2
	cases := []struct {
		name string
		line hinterland.Line
		want map[way]int64
	}{
		{"a need", line(1, 2, 2), map[way]int64{{0, 0}: 2}},
		{"a floor", floor, map[way]int64{{0, 2}: 2}},
		{"a floor that was fixed then", fixed, map[way]int64{{0, 2}: 2}},
		{"nothing", line(1, 2, 0), map[way]int64{}},
		{"kept too long by now", line(1, 4, 2), map[way]int64{}},
		{"too late", line(3, 2, 2), map[way]int64{}},
		{"no such need", line(1, 1, 2), map[way]int64{}},
		{"no such offer", line(2, 2, 2), map[way]int64{}},
		{"at another price", dearer, map[way]int64{}},
	}
	for _, c := range cases {
		region := signedRegion()
		region.Signed = []hinterland.Line{c.line}
		p := problemOf(region, hinterland.ZonesFirst)
		if !p.near || len(p.signed) != len(c.want) {
			t.Errorf("%s: signed %v, want %v", c.name, p.signed, c.want)
		}
		for w, units := range c.want {
			if p.signed[w] != units {
				t.Errorf("%s: signed %v, want %v", c.name, p.signed, c.want)
			}
		}
	}
}

func TestPlacesInNoZoneAreNotAZone(t *testing.T) {
	region := signedRegion()
	p := problemOf(region, hinterland.ZonesFirst)
	if p.home(0, 0) || p.crosses(0, 0) {
		t.Errorf("home %v, crosses %v; in no zone a way is neither", p.home(0, 0), p.crosses(0, 0))
	}
	region.Places[0].Zone, region.Places[1].Zone = "z", "z"
	p = problemOf(region, hinterland.ZonesFirst)
	if !p.home(0, 0) || p.crosses(0, 0) {
		t.Errorf("home %v, crosses %v inside a zone", p.home(0, 0), p.crosses(0, 0))
	}
}

func TestAFloorCountsAsOwnAndItsLinesAsTheNeedsPriority(t *testing.T) {
	region := signedRegion()
	plan, err := Solve(t.Context(), region, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s := plan.Shares[0]; s.Met != 5 || s.Own != 3 {
		t.Errorf("met %d, own %d; want 5 and the floor's 3", s.Met, s.Own)
	}
	region.Floors[0].Quantity = 7
	if plan, err = Solve(t.Context(), region, Options{}); err != nil {
		t.Fatal(err)
	}
	got := map[int]hinterland.Quantity{}
	for _, l := range plan.Lines {
		if l.Reason == hinterland.LineFloor {
			got[l.Priority] += l.Quantity
		}
	}
	if got[1] != 5 || got[0] != 2 {
		t.Errorf("a floor of 7 for a need of 5 brings %v", got)
	}
}

func TestEqualSharesTakeNothingOfAFloor(t *testing.T) {
	region := signedRegion()
	region.Parties = append(region.Parties, hinterland.Party{Code: "c", Place: "q"})
	region.Offers[0].Quantity = 12
	region.Needs = []hinterland.Need{
		{Party: "b", Good: "g", Period: 2, Priority: 1, Quantity: 10},
		{Party: "c", Good: "g", Period: 2, Priority: 1, Quantity: 10},
	}
	region.Floors[0].Quantity = 8
	for _, policy := range policies() {
		plan, err := Solve(t.Context(), region, Options{Zones: policy})
		if err != nil {
			t.Fatal(err)
		}
		if b, c := plan.Shares[0].Met, plan.Shares[1].Met; b != 8 || c != 4 {
			t.Errorf("zones %s: b gets %d and c %d of 12; the floor is b's 8", policy, b, c)
		}
	}
}
