package hinterland

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// fineTerms are terms of a kind that nothing is wrong with.
func fineTerms(kind AgreementKind) Terms {
	t := Terms{
		Kind: kind, Class: ForYear, Title: "T", Parties: []PartyCode{"a", "b"}, From: 1, Last: 365,
		Tasks:    []TaskTerms{{Party: "a", What: "Call", When: "Every ten days", Speak: "b"}},
		Remedies: []Remedy{{For: IsLate, Text: "A hundredth for each day."}},
	}
	if kind == LiaisonAgreement {
		return t
	}
	t.Items = []ItemTerms{{
		Number: 1, From: "a", To: "b", Good: "g", Effort: Firm, Floor: "1", Ceiling: "2",
		Price: "3", Currency: "CNY", Schedule: []Scheduled{{Due: 5, Quantity: "1"}},
	}}
	if kind == SupportAgreement {
		t.Items[0].Right = ToOwn
	}
	return t
}

// told are the reasons of refusals, each with its column.
func told(faults Refusals) string {
	var words []string
	for _, f := range faults {
		words = append(words, f.At.Column+" "+string(f.Reason))
	}
	return strings.Join(words, ", ")
}

func TestTermsOfEveryKindMayStand(t *testing.T) {
	for _, kind := range []AgreementKind{
		LiaisonAgreement, PurchaseContract, SupportAgreement, LabourGuarantee,
	} {
		terms := fineTerms(kind)
		if faults := terms.Check(); len(faults) > 0 {
			t.Errorf("%s: %s", kind, told(faults))
		}
	}
}

// TestTermsThatCannotStandAreRefused is Long: it is a table of cases.
func TestTermsThatCannotStandAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		kind   AgreementKind
		change func(*Terms, *ItemTerms)
		want   string
	}{
		"an unknown kind": {
			PurchaseContract, func(t *Terms, _ *ItemTerms) { t.Kind = "x" },
			"kind agreement.kind",
		},
		"no class": {
			PurchaseContract, func(t *Terms, _ *ItemTerms) { t.Class = "" },
			"class agreement.class",
		},
		"a liaison agreement of nothing": {
			LiaisonAgreement, func(t *Terms, _ *ItemTerms) { t.Tasks = nil },
			"tasks agreement.tasks",
		},
		"a contract of nothing": {
			PurchaseContract, func(t *Terms, _ *ItemTerms) { t.Items = nil },
			"items agreement.empty",
		},
		"a labour guarantee of tasks": {
			LabourGuarantee, func(t *Terms, _ *ItemTerms) { t.Items = nil },
			"items agreement.empty",
		},
		"support by tasks alone": {
			SupportAgreement, func(t *Terms, _ *ItemTerms) { t.Items = nil },
			"",
		},
		"support of nothing": {
			SupportAgreement, func(t *Terms, _ *ItemTerms) { t.Items, t.Tasks = nil, nil },
			"items agreement.empty",
		},
		"a task of a stranger, spoken of with nobody, at no time": {
			LiaisonAgreement, func(t *Terms, _ *ItemTerms) {
				t.Tasks[0] = TaskTerms{Party: "c", What: "Call"}
			},
			"tasks.1.party item.party, tasks.1.speak item.party, tasks.1.when cell.blank",
		},
		"two remedies for one failing, and one for none": {
			LiaisonAgreement, func(t *Terms, _ *ItemTerms) {
				t.Remedies = append(t.Remedies, t.Remedies[0], Remedy{For: "rain", Text: "x"})
			},
			"remedies.2.for agreement.remedy, remedies.3.for agreement.remedy",
		},
		"no effort": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) { i.Effort = "" },
			"items.1.effort item.effort",
		},
		"best effort": {PurchaseContract, func(_ *Terms, i *ItemTerms) { i.Effort = Best }, ""},
		"a price without currency": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) { i.Currency = "" },
			"items.1.currency currency.form",
		},
		"a currency without price": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) { i.Price = "" },
			"items.1.currency currency.form",
		},
		"a floor and the market": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) { i.Market = "Changsha" }, "",
		},
		"a market without floor": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) {
				i.Market, i.Price, i.Currency = "Changsha", "", ""
			},
			"items.1.price price.market",
		},
		"grades beside a price, and one twice": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) {
				i.Grades = []Grade{{"First", "4"}, {"First", "3"}}
			},
			"items.1.grades price.grades, items.1.grades.2.name grade.twice",
		},
		"grades alone": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) {
				i.Price, i.Grades = "", []Grade{{"First", "4"}, {"Second", "3"}}
			}, "",
		},
		"support without a right": {
			SupportAgreement, func(_ *Terms, i *ItemTerms) { i.Right = "" },
			"items.1.right item.right",
		},
		"a sale to use": {
			PurchaseContract, func(_ *Terms, i *ItemTerms) { i.Right = ToUse },
			"items.1.right item.right",
		},
		"a loan without end": {
			SupportAgreement, func(_ *Terms, i *ItemTerms) { i.Right = ToUse },
			"items.1.back item.back",
		},
		"a gift that is given back": {
			SupportAgreement, func(_ *Terms, i *ItemTerms) { i.Back = 9 }, "items.1.back item.back",
		},
		"a loan back on the day it comes": {
			SupportAgreement, func(_ *Terms, i *ItemTerms) { i.Right, i.Back = ToUse, 5 },
			"items.1.back item.back.early",
		},
		"a loan back the day after": {
			SupportAgreement, func(_ *Terms, i *ItemTerms) { i.Right, i.Back = ToUse, 6 }, "",
		},
	} {
		terms := fineTerms(tt.kind)
		item := &ItemTerms{}
		if len(terms.Items) > 0 {
			item = &terms.Items[0]
		}
		if tt.change(&terms, item); told(terms.Check()) != tt.want {
			t.Errorf("%s: got %q, want %q", name, told(terms.Check()), tt.want)
		}
	}
}

// TestAClassIsHeldToItsTerm takes terms of so many days that just fit and just
// do not.
func TestAClassIsHeldToItsTerm(t *testing.T) {
	for _, tt := range []struct {
		class AgreementClass
		days  Day
		want  string
	}{
		{ForTask, 1, ""},
		{ForTask, 3000, ""},
		{ForShort, 366, ""},
		{ForShort, 367, "class class.short"},
		{ForYear, 1094, ""},
		{ForYear, 1095, "class class.annual"},
		{ForYears, 1094, "class class.standing"},
		{ForYears, 1095, ""},
		{ForYears, 1827, ""},
		{ForYears, 1828, "class class.standing"},
	} {
		terms := fineTerms(LiaisonAgreement)
		terms.Class, terms.From, terms.Last = tt.class, 10, 9+tt.days
		if got := told(terms.Check()); got != tt.want {
			t.Errorf("%s for %d days: got %q, want %q", tt.class, tt.days, got, tt.want)
		}
	}
}

func TestALabourGuaranteeIsOfLabour(t *testing.T) {
	labour, purchase := fineTerms(LabourGuarantee), fineTerms(PurchaseContract)
	smith, ramie := Good{Class: LabourClass}, Good{Class: "fibre"}
	if labour.Takes(&smith) != nil || purchase.Takes(&ramie) != nil ||
		purchase.Takes(&smith) != nil {
		t.Error("what may be promised is refused")
	}
	if labour.Takes(&ramie) == nil {
		t.Error("fibre passes for labour")
	}
}

// TestAPromiseReadsItsPrices holds prices to their bound, that of a grade too.
func TestAPromiseReadsItsPrices(t *testing.T) {
	good := Good{Decimals: 1}
	for _, tt := range []struct{ price, grade, want string }{
		{"10000000", "10000000", ""},
		{"10000000.000001", "", "price item.price"},
		{"", "10000000.000001", "grades.1.price item.price"},
		{"", "x", "grades.1.price number.form"},
	} {
		item := fineTerms(PurchaseContract).Items[0]
		item.Price = tt.price
		if tt.grade != "" {
			item.Grades = []Grade{{"First", tt.grade}}
		}
		if _, _, faults := item.Promise(1, &good); told(faults) != tt.want {
			t.Errorf("%s and %s: got %q, want %q", tt.price, tt.grade, told(faults), tt.want)
		}
	}
}

// TestAnOldTextIsReadAsItWas reads terms that know no class and no effort: they
// promise what they promised, and freeze to the same text as far as it goes.
func TestAnOldTextIsReadAsItWas(t *testing.T) {
	const old = `{"kind":"purchase","title":"T","parties":["a","b"],"from":"2026-01-01",` +
		`"last":"2026-12-31","items":[{"number":1,"from":"a","to":"b","good":"g","floor":"1",` +
		`"ceiling":"2","schedule":[{"due":"2026-06-30","quantity":"1"}]}]}`
	var frozen Frozen
	if err := json.Unmarshal([]byte(old), &frozen); err != nil {
		t.Fatal(err)
	}
	item, _, faults := frozen.Items[0].Promise(1, &Good{})
	if len(faults) > 0 || item.Effort != Firm || item.Class != "" ||
		!frozen.Items[0].Effort.Binds() {
		t.Errorf("read as %+v, %v", item, faults)
	}
	if slices.Contains(Failings(), "") || Best.Binds() {
		t.Error("a best effort binds")
	}
}

func TestAnItemOfNothingIsRefused(t *testing.T) {
	item := fineTerms(PurchaseContract).Items[0]
	item.Floor, item.Ceiling = "0", "0"
	if _, _, faults := item.Promise(1, &Good{}); told(faults) != "ceiling item.bounds" {
		t.Errorf("got %q", told(faults))
	}
}
