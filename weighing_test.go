package hinterland

import (
	"math/big"
	"slices"
	"testing"
)

// weighed is a plan of flour in which mill gives so much to each of some takers in
// period 1, of what each needs.
func weighed(needed Quantity, to map[PartyCode]Quantity) *Plan {
	p := &Plan{Goods: []GoodSummary{{Good: "flour", Cost: big.NewInt(int64(len(to)))}}}
	for _, party := range sortedKeys(to) {
		q := to[party]
		if q > 0 {
			p.Lines = append(p.Lines, Line{
				From: "mill", To: party, Good: "flour", Period: 1, Priority: 2, Quantity: q,
				Reason: LineCost,
			})
		}
		p.Shares = append(p.Shares, Share{
			Party: party, Good: "flour", Period: 1, Priority: 2, Needed: needed, Met: q,
		})
		if q < needed {
			p.Shortfalls = append(p.Shortfalls, Shortfall{
				Party: party, Good: "flour", Period: 1, Priority: 2, Quantity: needed - q,
				Reason: ShortFixed,
			})
		}
	}
	return p
}

func TestWhatALineCostsIsWhoLosesAndWhatMoves(t *testing.T) {
	was := weighed(10, map[PartyCode]Quantity{"a": 10, "b": 10, "c": 4, "d": 5})
	is := weighed(10, map[PartyCode]Quantity{"a": 9, "b": 0, "c": 10, "d": 5})
	w, err := Weigh(was, is)
	if err != nil {
		t.Fatal(err)
	}
	var needs []string
	for _, n := range w.Needs {
		needs = append(needs, string(n.Party)+" "+FormatDecimal(int64(n.Was), 0)+" "+
			FormatDecimal(int64(n.Met), 0)+" "+string(n.Reason))
	}
	want := []string{"a 10 9 fixed", "b 10 0 fixed", "c 4 10 "}
	if !slices.Equal(needs, want) {
		t.Errorf("needs are %q", needs)
	}
	var lines []string
	for _, l := range w.Lines {
		lines = append(lines, string(l.To)+" "+string(l.Kind())+" "+string(l.Motive))
	}
	if want := []string{"a less short", "b gone short", "c more "}; !slices.Equal(lines, want) {
		t.Errorf("lines are %q", lines)
	}
	if w.Kept != 1 || w.Was.Good != "flour" {
		t.Errorf("%d are kept of %q", w.Kept, w.Was.Good)
	}
}

func TestAGoodThatWasNotPlannedBeforeIsAllNew(t *testing.T) {
	w, err := Weigh(&Plan{}, weighed(3, map[PartyCode]Quantity{"a": 3}))
	if err != nil || len(w.Needs) != 1 || len(w.Lines) != 1 || w.Was.Cost != nil {
		t.Errorf("%+v, %v", w, err)
	}
	same := weighed(3, map[PartyCode]Quantity{"a": 3})
	if w, err = Weigh(same, same); err != nil || len(w.Needs)+len(w.Lines) > 0 || w.Kept != 1 {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestALineIsTakenOutOfWhatIsFixed(t *testing.T) {
	all := []Fixing{
		{From: "a", To: "b", Good: "g", Period: 1},
		{From: "a", To: "b", Good: "g", Period: 2},
		{From: "b", To: "a", Good: "g", Period: 1},
		{From: "a", To: "b", Good: "h", Period: 1},
	}
	rest := (&Fixing{From: "a", To: "b", Good: "g", Period: 1, Quantity: 7}).Without(all)
	if !slices.Equal(rest, all[1:]) || len(all) != 4 {
		t.Errorf("%v is left of %v", rest, all)
	}
}
