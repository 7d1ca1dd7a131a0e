package hinterland

import (
	"slices"
	"testing"
)

// valley is a small region that passes Check: two zones of one place each
// under a root, a mill, a farm and an office, grain with wheat under it.
func valley() *Region {
	return &Region{
		Places: []Place{
			{Code: "root", Row: 2},
			{Code: "east", Parent: "root", Zone: "a", Lon: 1_000_000, Row: 3},
			{Code: "west", Parent: "root", Zone: "b", Row: 4},
		},
		Parties: []Party{
			{Code: "farm", Place: "east", Row: 2},
			{Code: "mill", Place: "west", Row: 3},
			{Code: "office", Place: "west", Row: 4},
		},
		Goods: []Good{
			{Code: "grain", Currency: "CNY", Row: 2},
			{Code: "wheat", Parent: "grain", Currency: "CNY", Freight: 1_000_000, Row: 3},
		},
		Offers: []Offer{{Party: "farm", Good: "wheat", Period: 1, Quantity: 10, Price: 1, Row: 2}},
		Needs: []Need{
			{Party: "mill", Good: "wheat", Period: 1, Priority: 1, Quantity: 5, Row: 2},
			{Party: "mill", Good: "wheat", Period: 1, Priority: 2, Quantity: 5, Row: 3},
		},
		Distances: []Distance{{From: "east", To: "west", Hectometres: 100, Row: 2}},
		Floors: []Floor{
			{From: "farm", To: "mill", Good: "wheat", Period: 1, Quantity: 3, Row: 2},
		},
		Scopes: []Scope{
			{
				Buyer:     "mill",
				Good:      "grain",
				Place:     "east",
				First:     1,
				Last:      6,
				Exclusive: true,
				Row:       2,
			},
			{Buyer: "office", Good: "wheat", Place: "root", First: 3, Last: 4, Row: 3},
		},
		Reach: []Reach{{Good: "wheat", Hectometres: 5000, Row: 2}},
	}
}

func TestARegionThatKeepsTheRulesPasses(t *testing.T) {
	if faults := valley().Check(); len(faults) > 0 {
		t.Fatalf("refused: %v", faults)
	}
	if faults := (&Region{}).Check(); len(faults) > 0 {
		t.Errorf("the empty region is refused: %v", faults)
	}
}

// fixed is a fixing of what the farm sends in period 1.
func fixed(to PartyCode, q Quantity) Fixing {
	return Fixing{From: "farm", To: to, Good: "wheat", Period: 1, Quantity: q, Row: 2}
}

func TestWhatMayBeFixed(t *testing.T) {
	for name, f := range map[string]Fixing{
		"no more than a floor":            fixed("mill", 3),
		"nothing against a scope":         fixed("office", 0),
		"what a party has of its own use": {From: "mill", To: "mill", Good: "wheat", Period: 9},
	} {
		r := valley()
		r.Fixings = []Fixing{f}
		if faults := r.Check(); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

// Long: one row for each rule, each with the fault that breaks it.
func TestEachRuleOfARegionIsToldWithItsCell(t *testing.T) {
	tests := []struct {
		name   string
		spoil  func(*Region)
		reason Reason
		at     Where
	}{
		{
			"a code is used twice", func(r *Region) { r.Places[2].Code = "east" }, "key.code",
			Where{PlacesTable, 4, "code", "east"},
		},
		{
			"a parent is unknown", func(r *Region) { r.Places[1].Parent = "north" }, "code.unknown",
			Where{PlacesTable, 3, "parent", "north"},
		},
		{
			"a place is its own ancestor",
			func(r *Region) { r.Places[0].Parent = "east" }, "tree.loop",
			Where{PlacesTable, 2, "parent", "east"},
		},
		{
			"a latitude is beyond the pole",
			func(r *Region) { r.Places[1].Lat = 90_000_001 }, "degrees.range",
			Where{PlacesTable, 3, "lat", "90.000001"},
		},
		{
			"a longitude is beyond the date line",
			func(r *Region) { r.Places[1].Lon = -180_000_001 },
			"degrees.range",
			Where{PlacesTable, 3, "lon", "-180.000001"},
		},
		{
			"a party is nowhere", func(r *Region) { r.Parties[0].Place = "north" }, "code.unknown",
			Where{PartiesTable, 2, "place", "north"},
		},
		{
			"a good has an unknown parent",
			func(r *Region) { r.Goods[0].Parent = "food" }, "code.unknown",
			Where{GoodsTable, 2, "parent", "food"},
		},
		{
			"a good is its own ancestor",
			func(r *Region) { r.Goods[0].Parent = "wheat" }, "tree.loop",
			Where{GoodsTable, 2, "parent", "wheat"},
		},
		{
			"an offer is made twice", func(r *Region) { r.Offers = append(r.Offers, r.Offers[0]) },
			"key.offer",
			Where{OffersTable, 2, "party", "farm"},
		},
		{
			"an offer is of an unknown good", func(r *Region) { r.Offers[0].Good = "rice" },
			"code.unknown",
			Where{OffersTable, 2, "good", "rice"},
		},
		{
			"an offer is dearer than can be added up",
			func(r *Region) { r.Offers[0].Price = MaxUnitCost + 1 },
			"cost.size",
			Where{OffersTable, 2, "price", "10000000.000001"},
		},
		{
			"freight makes it too dear", func(r *Region) { r.Goods[1].Freight = MaxUnitCost },
			"cost.size",
			Where{OffersTable, 2, "price", "0.000001"},
		},
		{
			"waiting makes it too dear", func(r *Region) { r.Goods[1].Storage = MaxUnitCost + 1 },
			"cost.size",
			Where{OffersTable, 2, "price", "0.000001"},
		},
		{
			"offers add up to too much", func(r *Region) { r.Offers[0].Quantity = MaxTotal + 1 },
			"total.size",
			Where{OffersTable, 2, "good", "wheat"},
		},
		{
			"needs add up to too much", func(r *Region) { r.Needs[0].Quantity = MaxTotal - 7 },
			"total.size",
			Where{FloorsTable, 2, "good", "wheat"},
		},
		{
			"waiting for a late floor makes it too dear",
			func(r *Region) {
				r.Goods[1].Storage, r.Floors[0].Period = MaxUnitCost/10, 12
				r.Scopes = nil
			},
			"cost.size",
			Where{OffersTable, 2, "price", "0.000001"},
		},
		{
			"signed lines add up to too much",
			func(r *Region) { r.Signed = []Line{{Good: "wheat", Quantity: MaxTotal + 1, Row: 2}} },
			"total.size",
			Where{SignedTable, 2, "good", "wheat"},
		},
		{
			"a need is stated twice", func(r *Region) { r.Needs[1].Priority = 1 }, "key.need",
			Where{NeedsTable, 3, "party", "mill"},
		},
		{
			"a need is of an unknown party",
			func(r *Region) { r.Needs[0].Party = "town" }, "code.unknown",
			Where{NeedsTable, 2, "party", "town"},
		},
		{
			"a distance is from an unknown place",
			func(r *Region) { r.Distances[0].From = "north" },
			"code.unknown",
			Where{DistancesTable, 2, "from", "north"},
		},
		{
			"a distance is to an unknown place", func(r *Region) { r.Distances[0].To = "north" },
			"code.unknown",
			Where{DistancesTable, 2, "to", "north"},
		},
		{
			"a distance is listed twice",
			func(r *Region) { r.Distances = append(r.Distances, r.Distances[0]) },
			"key.twice",
			Where{DistancesTable, 2, "from", "east"},
		},
		{
			"a place is away from itself",
			func(r *Region) { r.Distances[0].To = "east" }, "distance.self",
			Where{DistancesTable, 2, "km", "10"},
		},
		{
			"a floor is promised to oneself",
			func(r *Region) { r.Floors[0].From = "mill" }, "floor.self",
			Where{FloorsTable, 2, "to", "mill"},
		},
		{
			"a floor is to an unknown party",
			func(r *Region) { r.Floors[0].To = "town"; r.Scopes = nil },
			"code.unknown",
			Where{FloorsTable, 2, "to", "town"},
		},
		{
			"a fixing stands twice",
			func(r *Region) {
				r.Fixings = []Fixing{fixed("mill", 5), fixed("mill", 6)}
				r.Fixings[1].Row = 3
			}, "key.twice",
			Where{FixingsTable, 3, "from", "farm"},
		},
		{
			"a fixing is from an unknown party",
			func(r *Region) {
				r.Fixings = []Fixing{fixed("mill", 5)}
				r.Fixings[0].From = "wolf"
			}, "code.unknown",
			Where{FixingsTable, 2, "from", "wolf"},
		},
		{
			"a fixing is to an unknown party",
			func(r *Region) { r.Fixings = []Fixing{fixed("wolf", 0)} }, "code.unknown",
			Where{FixingsTable, 2, "to", "wolf"},
		},
		{
			"a fixing is less than a floor",
			func(r *Region) { r.Fixings = []Fixing{fixed("mill", 2)} }, "fixing.floor",
			Where{FixingsTable, 2, "from", "farm"},
		},
		{
			"a fixing is against a scope",
			func(r *Region) { r.Fixings = []Fixing{fixed("office", 1)} }, "fixing.scope",
			Where{FixingsTable, 2, "to", "office"},
		},
		{
			"fixings pass what is exact",
			func(r *Region) { r.Fixings = []Fixing{fixed("mill", MaxTotal)} }, "total.size",
			Where{FixingsTable, 2, "good", "wheat"},
		},
		{
			"waiting for a late fixing makes it too dear",
			func(r *Region) {
				r.Goods[1].Storage = MaxUnitCost / MaxPeriod
				r.Offers[0].Price = MaxUnitCost / 2
				r.Fixings = []Fixing{fixed("farm", 0)}
				r.Fixings[0].Period = MaxPeriod
			}, "cost.size",
			Where{OffersTable, 2, "price", "5000000"},
		},
		{
			"a floor is against a scope",
			func(r *Region) { r.Floors[0].To = "office" }, "floor.scope",
			Where{FloorsTable, 2, "to", "office"},
		},
		{
			"two exclusive scopes overlap through both trees",
			func(r *Region) { r.Scopes[1].Exclusive = true },
			"scope.overlap",
			Where{ScopesTable, 3, "buyer", "office"},
		},
		{
			"a scope ends before it begins",
			func(r *Region) { r.Scopes[1].Last = 2 }, "scope.backwards",
			Where{ScopesTable, 3, "to_period", "2"},
		},
		{
			"a scope is of an unknown buyer",
			func(r *Region) { r.Scopes[1].Buyer = "town" }, "code.unknown",
			Where{ScopesTable, 3, "buyer", "town"},
		},
		{
			"a scope is for an unknown good",
			func(r *Region) { r.Scopes[1].Good = "rice" }, "code.unknown",
			Where{ScopesTable, 3, "good", "rice"},
		},
		{
			"a scope is for an unknown place",
			func(r *Region) { r.Scopes[1].Place = "north" }, "code.unknown",
			Where{ScopesTable, 3, "place", "north"},
		},
		{
			"a reach is given twice",
			func(r *Region) { r.Reach = append(r.Reach, r.Reach[0]) }, "key.twice",
			Where{ReachTable, 2, "good", "wheat"},
		},
		{
			"a reach is of an unknown good",
			func(r *Region) { r.Reach[0].Good = "rice" }, "code.unknown",
			Where{ReachTable, 2, "good", "rice"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := valley()
			test.spoil(r)
			faults := r.Check()
			if !slices.ContainsFunc(faults, func(f *Refusal) bool {
				return f.Reason == test.reason && f.At == test.at
			}) {
				t.Errorf("want %s at %v, got:\n%v", test.reason, test.at, faults)
			}
		})
	}
}

func TestScopesOverlapOnlyWhereTheyShareAll(t *testing.T) {
	ix := valley().Index()
	mill := Scope{Buyer: "mill", Good: "grain", Place: "east", First: 2, Last: 4}
	tests := []struct {
		name  string
		other Scope
		want  bool
	}{
		{
			"the good lies under, the place above",
			Scope{Good: "wheat", Place: "root", First: 4, Last: 9},
			true,
		},
		{
			"the last period is the first of the other",
			Scope{Good: "grain", Place: "east", First: 4, Last: 4},
			true,
		},
		{"the day after", Scope{Good: "grain", Place: "east", First: 5, Last: 9}, false},
		{"the day before", Scope{Good: "grain", Place: "east", First: 1, Last: 1}, false},
		{"the next place", Scope{Good: "grain", Place: "west", First: 1, Last: 9}, false},
		{"a good of its own", Scope{Good: "coal", Place: "east", First: 1, Last: 9}, false},
	}
	for _, test := range tests {
		if got := mill.Overlaps(ix, &test.other); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		if got := test.other.Overlaps(ix, &mill); got != test.want {
			t.Errorf("%s, asked the other way: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestABuyerDoesNotStandInItsOwnWay(t *testing.T) {
	r := valley()
	r.Scopes[1].Exclusive, r.Scopes[1].Buyer = true, "mill"
	if faults := r.Check(); len(faults) > 0 {
		t.Errorf("refused: %v", faults)
	}
}

func TestFaultsAreToldInOneOrder(t *testing.T) {
	r := valley()
	r.Needs[1].Party, r.Needs[0].Party, r.Places[1].Parent = "x", "y", "z"
	faults := r.Check()
	if !slices.IsSortedFunc(faults, func(a, b *Refusal) int {
		if a.At.File != b.At.File {
			return len(a.At.File) - len(b.At.File) // needs.csv before places.csv
		}
		return a.At.Line - b.At.Line
	}) || len(faults) < 3 {
		t.Errorf("not in order: %v", faults)
	}
}

func TestUnitCostIsRoundedOnce(t *testing.T) {
	g := &Good{Freight: 3, Storage: 4}
	tests := []struct {
		name        string
		price       Money
		hectometres int64
		waited      Period
		want        Money
	}{
		{"nothing to add", 7, 0, 0, 7},
		{"half a millionth goes to the even one below", 2, 5, 0, 4}, // 2 + 1.5 = 3.5
		{"and to the even one above", 3, 5, 0, 4},                   // 3 + 1.5 = 4.5
		{"waiting is paid by the period", 0, 10, 3, 15},
	}
	for _, test := range tests {
		if got := UnitCost(g, test.price, test.hectometres, test.waited); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

func TestNamesOfAPlanSortFromTheLeft(t *testing.T) {
	p := Plan{
		Lines: []Line{
			{From: "b"},
			{From: "a", To: "b", Period: 2},
			{From: "a", To: "b", Period: 1},
		},
	}
	p.Sort()
	if p.Lines[0].Period != 1 || p.Lines[2].From != "b" {
		t.Errorf("sorted as %+v", p.Lines)
	}
}
