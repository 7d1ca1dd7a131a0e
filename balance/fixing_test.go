package balance

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// pair is a region of two sellers, of whom a is the cheaper, and two buyers,
// each of whom needs 5 in period 1; b the more urgently.
func pair(fixings ...hinterland.Fixing) *hinterland.Region {
	for i := range fixings {
		fixings[i].From, fixings[i].Good, fixings[i].Period = "a", "g", 1
	}
	return &hinterland.Region{
		Places: []hinterland.Place{{Code: "p"}},
		Parties: []hinterland.Party{
			{Code: "a", Place: "p"},
			{Code: "b", Place: "p"},
			{Code: "c", Place: "p"},
			{Code: "d", Place: "p"},
		},
		Goods: []hinterland.Good{{Code: "g", Currency: "CNY", Keeps: hinterland.Forever}},
		Offers: []hinterland.Offer{
			{Party: "a", Good: "g", Period: 1, Quantity: 6, Price: 1},
			{Party: "c", Good: "g", Period: 1, Quantity: 2, Price: 2},
		},
		Needs: []hinterland.Need{
			{Party: "b", Good: "g", Period: 1, Priority: 1, Quantity: 5},
			{Party: "d", Good: "g", Period: 1, Priority: 2, Quantity: 5},
		},
		Fixings: fixings,
	}
}

// told writes a plan's lines and shortfalls in short.
func told(plan *hinterland.Plan) string {
	var words []string
	for _, l := range plan.Lines {
		words = append(words,
			fmt.Sprintf("%s-%s/%d %d %s", l.From, l.To, l.Priority, l.Quantity, l.Reason))
	}
	for _, s := range plan.Shortfalls {
		words = append(words, fmt.Sprintf("%s lacks %d %s %d", s.Party, s.Quantity, s.Reason,
			s.Worth))
	}
	return strings.Join(words, ", ")
}

// Long: a table of one row for each thing that a fixing can do.
func TestWhatIsFixedComesAndNothingElse(t *testing.T) {
	to := func(party hinterland.PartyCode, q hinterland.Quantity) hinterland.Fixing {
		return hinterland.Fixing{To: party, Quantity: q}
	}
	floor := func(party hinterland.PartyCode, q hinterland.Quantity) []hinterland.Floor {
		return []hinterland.Floor{{From: "a", To: party, Good: "g", Period: 1, Quantity: q}}
	}
	for _, c := range []struct {
		name    string
		fixings []hinterland.Fixing
		floors  []hinterland.Floor
		want    string
	}{
		{"nothing is fixed", nil, nil, "a-b/1 3 class, a-d/2 3 tie, c-b/1 2 tie, " +
			"d lacks 2 supply 2"},
		{
			"less than would come",
			[]hinterland.Fixing{to("b", 2)},
			nil,
			"a-b/1 2 fixed, a-d/2 4 class, c-b/1 2 class, b lacks 1 fixed 1, d lacks 1 fixed 1",
		},
		{
			"nothing, which closes the way",
			[]hinterland.Fixing{to("b", 0)},
			nil,
			"a-d/2 5 class, c-b/1 2 class, b lacks 3 fixed 1",
		},
		{
			"more than is needed",
			[]hinterland.Fixing{to("b", 6)},
			nil,
			"a-b/0 1 fixed, a-b/1 5 fixed, c-d/2 2 class, d lacks 3 fixed 2",
		},
		{
			"more than there is",
			[]hinterland.Fixing{to("d", 7)},
			nil,
			"a-d/0 1 fixed, a-d/2 5 fixed, c-b/1 2 class, b lacks 3 supply 1",
		},
		{
			"what comes without it",
			[]hinterland.Fixing{to("b", 5)},
			nil,
			"a-b/1 5 fixed, a-d/2 1 class, c-d/2 2 class, d lacks 2 supply 2",
		},
		{
			"two share what there is",
			[]hinterland.Fixing{to("b", 4), to("d", 8)},
			nil,
			"a-b/1 2 fixed, a-d/2 4 fixed, c-b/1 2 class, b lacks 1 supply 1, d lacks 1 supply 2",
		},
		{
			"more than a floor",
			[]hinterland.Fixing{to("d", 3)},
			floor("d", 2),
			"a-b/1 3 class, a-d/2 3 fixed, c-b/1 2 class, d lacks 2 supply 2",
		},
		{
			"no more than a floor",
			[]hinterland.Fixing{to("d", 5)},
			floor("d", 5),
			"a-b/1 1 class, a-d/2 5 fixed, c-b/1 2 class, b lacks 2 supply 1",
		},
		{
			"a floor of the same", nil, floor("d", 5),
			"a-b/1 1 class, a-d/2 5 floor, c-b/1 2 class, b lacks 2 floor 1",
		},
		{
			"where nothing is needed",
			[]hinterland.Fixing{to("c", 3)},
			nil,
			"a-b/1 3 class, a-c/0 3 fixed, c-b/1 2 class, d lacks 5 fixed 2",
		},
		{
			"a party's own use",
			[]hinterland.Fixing{to("a", 6)},
			nil,
			"a-a/0 6 fixed, c-b/1 2 class, b lacks 3 fixed 1, d lacks 5 fixed 1",
		},
	} {
		region := pair(c.fixings...)
		region.Floors = c.floors
		if faults := region.Check(); len(faults) > 0 {
			t.Fatalf("%s: %v", c.name, faults)
		}
		plan, err := Solve(t.Context(), region, Options{Zones: hinterland.ZonesIgnore})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(plan); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
