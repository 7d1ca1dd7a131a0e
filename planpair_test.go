package hinterland

import (
	"fmt"
	"testing"
)

// draftOfYear is what the plan of a year comes to between a and b.
func draftOfYear(t *testing.T, agreed ...Floor) Terms {
	t.Helper()
	r, p := aMadePlan()
	r.Goods[1].Decimals, r.Goods[1].Currency = 1, "CNY"
	dear := p.Lines[0]
	dear.Price, dear.Quantity = 8_500_000, 2
	p.Lines = append(p.Lines, dear)
	k := KeptPlan{ID: 7, Horizon: "h", Title: "The year"}
	rows, err := k.Keep(r, p)
	if err != nil {
		t.Fatal(err)
	}
	from, err := ParseDay("2027-01-01")
	if err != nil {
		t.Fatal(err)
	}
	h := Horizon{Code: "h", Class: ForYear, From: from, Kind: Months, Periods: 12}
	terms := k.Draft(&h, rows.Allocations, agreed, r.Index(), "b", "a")
	if len(terms.Items) > 0 {
		if faults := terms.Check(); len(faults) > 0 {
			t.Error(faults)
		}
	}
	return terms
}

func TestAPlanComesToTermsBetweenTwoOfItsParties(t *testing.T) {
	terms := draftOfYear(t)
	if terms.Title != "The year" || terms.Class != ForYear || terms.Kind != PurchaseContract ||
		fmt.Sprint(terms.From, terms.Last, terms.Parties) != "2027-01-01 2027-12-31 [b a]" {
		t.Errorf("they are of %+v", terms)
	}
	got := ""
	for _, i := range terms.Items {
		got += fmt.Sprintln(i.Number, i.From, i.To, i.Good, i.Effort, i.Floor, i.Ceiling, i.Price,
			i.Currency, i.Schedule)
	}
	want := `1 a b salt firm 1.1 1.1 0.000007 CNY [{2027-01-31 0.6} {2027-03-31 0.5}]
2 a b salt firm 0.2 0.2 8.5 CNY [{2027-03-31 0.2}]
`
	if got != want {
		t.Errorf("they are\n%swant\n%s", got, want)
	}
}

// TestWhatIsAgreedOnAlreadyIsNotDraftedAgain takes from the cheapest first, and
// one step beyond all of a price.
func TestWhatIsAgreedOnAlreadyIsNotDraftedAgain(t *testing.T) {
	floor := func(period Period, q Quantity) Floor {
		return Floor{From: "a", To: "b", Good: "salt", Period: period, Quantity: q, Row: 3}
	}
	for want, agreed := range map[string][]Floor{
		"1.1 0.2 ": {{From: "b", To: "a", Good: "salt", Period: 1, Quantity: 9}, floor(2, 9)},
		"0.6 0.2 ": {floor(3, 5)},
		"0.6 0.1 ": {floor(3, 4), floor(3, 2)},
		"0.1 ":     {floor(1, 5), floor(3, 99)},
		"":         {floor(1, 6), floor(3, 7)},
	} {
		got := ""
		for _, i := range draftOfYear(t, agreed...).Items {
			got += i.Floor + " "
		}
		if got != want {
			t.Errorf("beyond %v there is %q, want %q", agreed, got, want)
		}
	}
}

func TestWhatHasNoCurrencyOrCostsNothingIsSettledElsewhere(t *testing.T) {
	h := Horizon{From: 20_820, Kind: Weeks, Periods: 2}
	due := map[Period]Quantity{1: 5}
	for name, tt := range map[string]struct {
		price    Money
		currency string
	}{"free": {0, "CNY"}, "without currency": {5, ""}, "older than currencies": {5, "none"}} {
		o := offering{price: tt.price}
		if item := o.item(&h, &Good{Currency: tt.currency}, due); item.Price+item.Currency != "" {
			t.Errorf("%s: %+v", name, item)
		}
	}
}

func TestAPairIsTwoPartiesInTheirOrder(t *testing.T) {
	for _, p := range []PlanPair{{One: "a", Other: "a"}, {One: "b", Other: "a"}, {One: "a"}} {
		if len(p.Check()) == 0 {
			t.Errorf("%+v is one", p)
		}
	}
	p := PlanPair{One: "a", Other: "b"}
	if faults := p.Check(); len(faults) > 0 {
		t.Error(faults)
	}
}
