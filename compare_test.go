package hinterland

import (
	"slices"
	"testing"
)

// TestCompareTellsWhatIsDifferent is Long: it is a table of cases.
func TestCompareTellsWhatIsDifferent(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Terms, *ItemTerms)
		want   []Difference
	}{
		"nothing": {func(*Terms, *ItemTerms) {}, nil},
		"the order of parties": {
			func(t *Terms, _ *ItemTerms) { t.Parties = []PartyCode{"b", "a"} }, nil,
		},
		"fields of the agreement": {
			func(t *Terms, _ *ItemTerms) { t.Title, t.Last, t.Class = "U", 9, ForShort },
			[]Difference{
				{0, "class", "", "annual", "short"},
				{0, "title", "", "T", "U"},
				{0, "last", "", "1971-01-01", "1970-01-10"},
			},
		},
		"a party that comes and one that goes": {
			func(t *Terms, _ *ItemTerms) { t.Parties = []PartyCode{"a", "c"} },
			[]Difference{{0, "parties", "", "b", ""}, {0, "parties", "", "", "c"}},
		},
		"one date more and another quantity": {
			func(_ *Terms, i *ItemTerms) {
				i.Schedule = []Scheduled{{Due: 5, Quantity: "2"}, {Due: 6, Quantity: "1"}}
			},
			[]Difference{
				{1, "schedule", "1970-01-06", "1", "2"}, {1, "schedule", "1970-01-07", "", "1"},
			},
		},
		"a price by grade": {
			func(_ *Terms, i *ItemTerms) { i.Price, i.Grades = "", []Grade{{"First", "4"}} },
			[]Difference{{1, "price", "", "3", ""}, {1, "grades", "First", "", "4"}},
		},
		"firm in old words": {func(_ *Terms, i *ItemTerms) { i.Effort = "" }, nil},
		"a best effort, to use": {
			func(_ *Terms, i *ItemTerms) { i.Effort, i.Right, i.Back = Best, ToUse, 9 },
			[]Difference{
				{1, "effort", "", "firm", "best"},
				{1, "right", "", "", "use"},
				{1, "back", "", "", "1970-01-10"},
			},
		},
		"an item that is gone": {
			func(t *Terms, _ *ItemTerms) { t.Items = nil }, []Difference{{1, "good", "", "g", ""}},
		},
		"a task that is done at another time, before one that is new": {
			func(t *Terms, _ *ItemTerms) {
				t.Tasks = append(t.Tasks,
					TaskTerms{Party: "b", What: "Pay", When: "Soon", Speak: "a"})
				t.Tasks[0].When = "Daily"
			},
			[]Difference{
				{0, "tasks.when", "1", "Every ten days", "Daily"},
				{0, "tasks.party", "2", "", "b"},
				{0, "tasks.what", "2", "", "Pay"},
				{0, "tasks.when", "2", "", "Soon"},
				{0, "tasks.speak", "2", "", "a"},
			},
		},
		"another remedy": {
			func(t *Terms, _ *ItemTerms) { t.Remedies = []Remedy{{IsPoor, "Back."}} },
			[]Difference{
				{0, "remedies", "late", "A hundredth for each day.", ""},
				{0, "remedies", "quality", "", "Back."},
			},
		},
	} {
		was, is := fineTerms(PurchaseContract), fineTerms(PurchaseContract)
		tt.change(&is, &is.Items[0])
		if got := Compare(&was, &is); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// TestCompareBackwardsIsTheSameTurnedRound compares two texts both ways.
func TestCompareBackwardsIsTheSameTurnedRound(t *testing.T) {
	was, is := fineTerms(PurchaseContract), fineTerms(SupportAgreement)
	is.Items[0].Floor, is.Text = "2", "More"
	there, back := Compare(&was, &is), Compare(&is, &was)
	for i := range back {
		back[i].Was, back[i].Is = back[i].Is, back[i].Was
	}
	if len(there) != 4 || !slices.Equal(there, back) {
		t.Errorf("there %v, back %v", there, back)
	}
}
