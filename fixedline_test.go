package hinterland

import "testing"

// TestAFixingIsWeighedWithWhatIsStatedAndAgreed goes to each bound and one step beyond.
func TestAFixingIsWeighedWithWhatIsStatedAndAgreed(t *testing.T) {
	region := func(keeps int, floors ...Floor) *Region {
		return &Region{
			Places: []Place{{Code: "p"}}, Parties: []Party{{Code: "a", Place: "p"}, {Code: "b"}},
			Goods: []Good{{Code: "g", Decimals: 1, Keeps: keeps}}, Floors: floors,
		}
	}
	stated := []Statement{
		{Kind: Offered, Party: "a", Good: "g", Amounts: "10,20,30"},
		{Kind: Offered, Party: "b", Good: "g", Amounts: "99,99,99"},
		{Kind: Needed, Party: "b", Good: "g", Amounts: "0,40,60", Priority: 1},
		{Kind: Needed, Party: "b", Good: "g", Amounts: "0,0,1", Priority: 2},
		{Kind: Needed, Party: "b", Good: "h", Amounts: "99,99,99", Priority: 1},
	}
	floor := Floor{From: "a", To: "b", Good: "g", Period: 2, Quantity: 70}
	for name, c := range map[string]struct {
		in     *Region
		period Period
		q      Quantity
		reason Reason
		says   Figure
	}{
		"all that is offered by then, and keeps":  {region(Forever), 3, 60, "", ""},
		"a step more":                             {region(Forever), 3, 61, "fixed.offered", "6"},
		"what keeps one period":                   {region(1), 3, 50, "", ""},
		"a step more than keeps":                  {region(1), 3, 51, "fixed.offered", "5"},
		"what does not keep":                      {region(0), 2, 21, "fixed.offered", "2"},
		"nothing is needed then":                  {region(Forever), 1, 1, "fixed.needed", "0"},
		"nothing, where nothing is needed":        {region(Forever), 1, 0, "", ""},
		"what was agreed on, offered or not":      {region(0, floor), 2, 70, "", ""},
		"less than that":                          {region(0, floor), 2, 69, "fixed.floor", "7"},
		"as much as is agreed for another period": {region(0, floor), 3, 30, "", ""},
	} {
		f := Fixing{From: "a", To: "b", Good: "g", Period: c.period, Quantity: c.q}
		ix := c.in.Index()
		refusal := c.in.Bars(ix, &f)
		if refusal == nil {
			refusal = c.in.Exceeds(ix, &f, stated)
		}
		switch {
		case refusal == nil && c.reason == "":
		case refusal == nil || refusal.Reason != c.reason:
			t.Errorf("%s: %v", name, refusal)
		case refusal.Args["least"] != c.says && refusal.Args["most"] != c.says:
			t.Errorf("%s: it says %v", name, refusal.Args)
		}
	}
}

// TestAFixingStandsBesideTheScopesOfItsTaker fixes past an exclusive scope.
func TestAFixingStandsBesideTheScopesOfItsTaker(t *testing.T) {
	r := &Region{
		Places: []Place{{Code: "p"}}, Parties: []Party{{Code: "a", Place: "p"}, {Code: "b"}},
		Goods:  []Good{{Code: "g"}},
		Scopes: []Scope{{Buyer: "b", Good: "g", Place: "p", First: 1, Last: 2, Exclusive: true}},
	}
	for f, barred := range map[Fixing]bool{
		{From: "a", To: "b", Good: "g", Period: 1, Quantity: 1}: false,
		{From: "a", To: "a", Good: "g", Period: 2, Quantity: 1}: true,
		{From: "a", To: "a", Good: "g", Period: 2}:              false,
		{From: "a", To: "a", Good: "g", Period: 3, Quantity: 1}: false,
	} {
		if got := r.Bars(r.Index(), &f); (got != nil) != barred {
			t.Errorf("%+v: %v", f, got)
		}
	}
}

// TestALineHasAKey spoils one part of a key after the other.
func TestALineHasAKey(t *testing.T) {
	good := FixedLine{
		Horizon: "y", Fixing: Fixing{Good: "g", From: "a", To: "b", Period: MaxPeriod},
	}
	if faults := good.CheckKey(); len(faults) != 0 {
		t.Errorf("a key is refused: %v", faults)
	}
	for column, spoil := range map[string]func(*FixedLine){
		"horizon": func(f *FixedLine) { f.Horizon = "" },
		"good":    func(f *FixedLine) { f.Good = "a b" },
		"from":    func(f *FixedLine) { f.From = "" },
		"to":      func(f *FixedLine) { f.To = "\n" },
	} {
		spoiled := good
		spoil(&spoiled)
		if faults := spoiled.CheckKey(); len(faults) != 1 || faults[0].At.Column != column {
			t.Errorf("%s is spoiled: %v", column, faults)
		}
	}
	for period, fine := range map[Period]bool{
		-1: false, 0: false, 1: true, MaxPeriod: true, MaxPeriod + 1: false,
	} {
		f := good
		f.Period = period
		if faults := f.CheckKey(); (len(faults) == 0) != fine {
			t.Errorf("period %d: %v", period, faults)
		}
	}
}

// TestWhoIsNamedByAFixingOnlyIsConcerned keeps both of its parties, and no other.
func TestWhoIsNamedByAFixingOnlyIsConcerned(t *testing.T) {
	r := Region{Fixings: []Fixing{{From: "a", To: "b", Good: "g", Period: 1}}}
	all := []Party{{Code: "a"}, {Code: "b"}, {Code: "c"}}
	if left := r.Concerned(all); len(left) != 2 || left[0].Code != "a" || left[1].Code != "b" {
		t.Errorf("concerned are %v", left)
	}
}
