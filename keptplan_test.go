package hinterland

import (
	"fmt"
	"slices"
	"testing"
)

// aMadePlan has two givers of salt, of which one uses some itself, and cloth
// that nobody gets enough of.
func aMadePlan() (*Region, *Plan) {
	r := &Region{
		Parties: []Party{{Code: "a", Place: "p"}, {Code: "b", Place: "p"}, {Code: "c"}},
		Places:  []Place{{Code: "p"}},
		Goods:   []Good{{Code: "cloth", Unit: "m"}, {Code: "salt", Unit: "t"}},
		Offers: []Offer{
			{Party: "a", Good: "salt", Period: 3, Quantity: 5, Price: 7},
			{Party: "a", Good: "salt", Period: 1, Quantity: 9, Price: 7},
			{Party: "b", Good: "salt", Period: 1, Quantity: 4, Price: 8},
		},
	}
	line := func(from, to PartyCode, period Period, q Quantity) Line {
		return Line{
			From: from, To: to, Good: "salt", Price: 7, OfferPeriod: period, ShipPeriod: period,
			Period: period, Priority: 1, Quantity: q, UnitCost: 9, Reason: LineCost,
		}
	}
	p := &Plan{
		Policy: ZonesPrefer,
		Lines: []Line{
			line("a", "b", 3, 5), line("a", "b", 1, 6), line("a", "a", 1, 1),
			line("c", "c", 1, 1),
		},
		Shares: []Share{
			{Party: "c", Good: "cloth", Period: 2, Priority: 2, Needed: 8, Met: 1},
			{Party: "c", Good: "cloth", Period: 2, Priority: 1, Needed: 2, Met: 2, Own: 1},
			{Party: "b", Good: "salt", Period: 1, Priority: 1, Needed: 6, Met: 6},
		},
		Shortfalls: []Shortfall{{
			Party: "c", Good: "cloth", Period: 2, Priority: 2, Quantity: 7,
			Reason: ShortSupply, Worth: 2,
		}},
		Potentials: []Potential{
			{Good: "salt", Side: OfferSide, Party: "a", Period: 1, Price: 7, Cost: -3},
		},
		Goods: []GoodSummary{{Good: "salt"}, {Good: "cloth"}},
	}
	return r, p
}

func TestAPlanIsKeptInWideRowsAndReadBack(t *testing.T) {
	r, p := aMadePlan()
	k := KeptPlan{ID: 7, Horizon: "h", Policy: ZonesPrefer, MadeFrom: "d"}
	rows, err := k.Keep(r, p)
	if err != nil {
		t.Fatal(err)
	}
	var lines []Line
	for i := range rows.Allocations {
		a := &rows.Allocations[i]
		lines = append(lines, a.Unpack()...)
		sum := Quantity(0)
		for _, l := range a.Unpack() {
			sum += l.Quantity
		}
		if sum != a.Quantity || a.Plan != 7 {
			t.Errorf("%+v says another sum than its lines, %d", a, sum)
		}
	}
	p.Sort()
	if !slices.Equal(lines, p.Lines) || len(rows.Allocations) != 3 {
		t.Errorf("lines are read back as %v", lines)
	}
	if got := fmt.Sprint(rows.Shares[0].Unpack()); len(rows.Shares) != 2 || got !=
		"[{{c cloth 2 1 2 2 1 0}  0} {{c cloth 2 2 8 1 0 0} supply 2}]" {
		t.Errorf("shares are read back as %s", got)
	}
	if s := rows.Shares[0]; s.Needed != 10 || s.Met != 3 || s.Unpack()[1].Short() != 7 {
		t.Errorf("they sum up to %+v", s)
	}
	if len(rows.Goods) != 2 || rows.Goods[1].Offered != "13,0,5" ||
		rows.Goods[1].Unpack().Good != "salt" || rows.Goods[0].Proof != "[]" ||
		rows.Goods[1].Proof != `[["offer","a","",1,7,0,0,-3]]` {
		t.Errorf("goods are %+v", rows.Goods)
	}
}

// TestAPartHasWhatPassesBetweenParties: who only uses what is its own signs
// nothing.
func TestAPartHasWhatPassesBetweenParties(t *testing.T) {
	r, p := aMadePlan()
	keep := func(change func(*KeptPlan, *Plan)) (*KeptPlan, *KeptRows) {
		k := &KeptPlan{ID: 7, Horizon: "h", Policy: ZonesPrefer, MadeFrom: "d"}
		other := *p
		other.Lines = slices.Clone(p.Lines)
		change(k, &other)
		rows, err := k.Keep(r, &other)
		if err != nil {
			t.Fatal(err)
		}
		return k, rows
	}
	k, rows := keep(func(*KeptPlan, *Plan) {})
	if len(rows.Parts) != 2 || rows.Parts[0].Party != "a" || rows.Parts[1].Party != "b" {
		t.Fatalf("parts are %v", rows.Parts)
	}
	if rows.Parts[1].Digest != k.PartDigest("b", rows.Allocations[1:2], rows.Shares[1:]) {
		t.Error("the part is not told by its rows")
	}
	for name, tt := range map[string]struct {
		change func(*KeptPlan, *Plan)
		parts  string // whose parts become others
		says   bool
	}{
		"nothing": {func(*KeptPlan, *Plan) {}, "", false},
		"the order of lines": {
			func(_ *KeptPlan, p *Plan) { slices.Reverse(p.Lines) }, "", false,
		},
		"another title":   {func(k *KeptPlan, _ *Plan) { k.Title = "x" }, "", false},
		"another number":  {func(k *KeptPlan, _ *Plan) { k.ID = 8 }, "ab", true},
		"another horizon": {func(k *KeptPlan, _ *Plan) { k.Horizon = "x" }, "ab", true},
		"another input":   {func(k *KeptPlan, _ *Plan) { k.MadeFrom = "x" }, "ab", true},
		"own use":         {func(_ *KeptPlan, p *Plan) { p.Lines[2].Quantity++ }, "a", true},
		"a price": {
			func(_ *KeptPlan, p *Plan) { p.Lines[1].Price++ }, "ab", true,
		},
		"a stranger's use": {func(_ *KeptPlan, p *Plan) { p.Lines[3].Quantity++ }, "", true},
	} {
		other, got := keep(tt.change)
		changed := ""
		for i := range got.Parts {
			if got.Parts[i].Digest != rows.Parts[i].Digest {
				changed += string(got.Parts[i].Party)
			}
		}
		if changed != tt.parts || (other.Says != k.Says) != tt.says {
			t.Errorf("%s: parts of %q are others, the plan %v", name, changed,
				other.Says != k.Says)
		}
	}
}

func TestAPlanWhoseSharesDoNotGoTogetherIsNotKept(t *testing.T) {
	r, p := aMadePlan()
	p.Shortfalls[0].Quantity--
	k := KeptPlan{}
	if _, err := k.Keep(r, p); len(RefusalsIn(err)) != 1 {
		t.Errorf("it is kept: %v", err)
	}
	p.Shortfalls = nil
	if _, err := k.Keep(r, p); len(RefusalsIn(err)) != 1 {
		t.Errorf("without its shortfall it is kept: %v", err)
	}
}

func TestWhatNobodyHasWrittenReadsAsNothing(t *testing.T) {
	for _, text := range []Packed{"", "x", "{}", `[["a"]]`, `[1]`} {
		a, s := Allocation{Lines: text}, KeptShare{Lines: text}
		if len(a.Unpack()) != 0 || len(s.Unpack()) != 0 {
			t.Errorf("%q reads as %v, %v", text, a.Unpack(), s.Unpack())
		}
	}
	g := KeptGood{Good: "salt", Summary: "x"}
	if g.Unpack().Good != "salt" {
		t.Error("a good without summary has lost its name")
	}
}

// TestWhatTheRecordsForbidOfAPlan changes what a plan rests on.
func TestWhatTheRecordsForbidOfAPlan(t *testing.T) {
	h := &Horizon{From: 0, Kind: Weeks, Periods: 4}
	for name, tt := range map[string]struct {
		change func(*Region)
		want   string
	}{
		"nothing": {func(*Region) {}, ""},
		"an offer of another": {
			func(r *Region) { r.Offers[2].Quantity = 0 }, "",
		},
		"less than is given": {
			func(r *Region) { r.Offers[1].Quantity = 6 }, "plan.offer to a",
		},
		"exactly what is given": {func(r *Region) { r.Offers[1].Quantity = 7 }, ""},
		"a later offer is gone": {
			func(r *Region) { r.Offers = r.Offers[1:] }, "plan.offer to b",
		},
		"another price": {
			func(r *Region) { r.Offers[0].Price++ }, "plan.offer to b",
		},
		"another unit": {
			func(r *Region) { r.Goods[1].Unit = "kg" },
			"plan.unit to b plan.unit to b plan.unit to a",
		},
		"the good is gone": {
			func(r *Region) { r.Goods = r.Goods[:1] },
			"plan.unit to b plan.unit to b plan.unit to a",
		},
		"an exclusive scope of who gets it": {
			func(r *Region) { r.Scopes = []Scope{aShut("b", 3, 3)} }, "",
		},
		"of another": {
			func(r *Region) { r.Scopes = []Scope{aShut("c", 3, 4)} }, "plan.scope to b",
		},
		"of another at another time": {
			func(r *Region) { r.Scopes = []Scope{aShut("c", 2, 2)} }, "",
		},
	} {
		r, p := aMadePlan()
		was := r.Index()
		was.Good = map[GoodCode]*Good{"salt": {Code: "salt", Unit: "t"}}
		tt.change(r)
		got := ""
		for _, f := range r.Forbid(h, was, p.Lines[:3]) {
			got += fmt.Sprint(" ", f.Reason, " to ", f.Args["to"])
		}
		if got != "" {
			got = got[1:]
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func aShut(buyer PartyCode, first, last Period) Scope {
	return Scope{
		Buyer: buyer, Good: "salt", Place: "p", First: first, Last: last, Exclusive: true,
	}
}

func TestNoMoreLinesAreToldThanSomebodyReads(t *testing.T) {
	r, p := aMadePlan()
	was := r.Index()
	r.Offers = nil
	var lines []Line
	for range maxForbidden + 5 {
		lines = append(lines, p.Lines[0])
	}
	h := &Horizon{Kind: Weeks, Periods: 4}
	if got := len(r.Forbid(h, was, lines)); got != maxForbidden {
		t.Errorf("%d lines are told", got)
	}
}

// TestTheTableOfPlansHangsTogether holds it to what that of agreements is held
// to.
func TestTheTableOfPlansHangsTogether(t *testing.T) {
	type key struct {
		from State
		act  string
	}
	reached, seen := map[State]bool{NoPlan: true}, map[key]Footing{}
	for _, s := range PlanSteps() {
		k := key{s.From, s.Act}
		if s.By == 0 || seen[k]&s.By != 0 || !reached[s.From] {
			t.Errorf("%v has two ways, or none", s)
		}
		seen[k] |= s.By
		reached[s.To] = true
		if s.From == IsClosed || s.From == IsWithdrawn {
			t.Errorf("%v leaves what is over", s)
		}
	}
	if len(reached) != 6 {
		t.Errorf("%d states are reached: %v", len(reached), reached)
	}
	k := KeptPlan{State: IsProposed}
	if _, refusal := k.Ask("sign-plan", Keeping); refusal.Reason != "plan.side" {
		t.Errorf("who plans signs: %v", refusal)
	}
	k.State = IsClosed
	if to, refusal := k.Ask("sign-plan", Missing); refusal.Reason != "plan.closed" ||
		to != IsClosed {
		t.Errorf("it leads to %q, %v", to, refusal)
	}
}
