package hinterland

import (
	"slices"
	"testing"
)

func day(t *testing.T, text string) Day {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestATaskBecomesAStandingAgreement makes terms for three years of what was due
// in autumn and in spring.
func TestATaskBecomesAStandingAgreement(t *testing.T) {
	terms := fineTerms(PurchaseContract)
	terms.Class, terms.From, terms.Last = ForTask, day(t, "2025-09-01"), day(t, "2026-05-31")
	terms.Items[0].Floor, terms.Items[0].Ceiling = "1.5", "20"
	terms.Items[0].Schedule = []Scheduled{
		{day(t, "2025-10-31"), "1"}, {day(t, "2026-03-15"), "0.5"},
	}
	got := terms.AsStanding(day(t, "2027-01-01"))
	if faults := got.Check(); len(faults) > 0 {
		t.Error(told(faults))
	}
	item := got.Items[0]
	var days []string
	for _, s := range item.Schedule {
		days = append(days, s.Due.String()+" "+s.Quantity)
	}
	want := []string{
		"2027-03-15 0.5", "2027-10-31 1", "2028-03-15 0.5", "2028-10-31 1", "2029-03-15 0.5",
		"2029-10-31 1",
	}
	if !slices.Equal(days, want) || item.Floor != "4.5" || item.Ceiling != "60" ||
		got.Last.String() != "2029-12-31" {
		t.Errorf("got %v to %s, %s to %s", days, got.Last, item.Floor, item.Ceiling)
	}
	if _, _, faults := item.Promise(1, &Good{Decimals: 1}); len(faults) > 0 {
		t.Error(told(faults))
	}
	if terms.Items[0].Floor != "1.5" || len(terms.Items[0].Schedule) != 2 {
		t.Error("the former terms are other ones now")
	}
}

// TestALongScheduleIsMovedAndNotRepeated renews terms of two years.
func TestALongScheduleIsMovedAndNotRepeated(t *testing.T) {
	terms := fineTerms(SupportAgreement)
	terms.From, terms.Last = day(t, "2025-01-01"), day(t, "2026-12-31")
	terms.Items[0].Right, terms.Items[0].Back = ToUse, day(t, "2027-06-30")
	terms.Items[0].Schedule = []Scheduled{{day(t, "2026-06-30"), "1"}}
	item := terms.AsStanding(day(t, "2027-01-01")).Items[0]
	if len(item.Schedule) != 1 || item.Schedule[0].Due.String() != "2028-06-29" ||
		item.Floor != "1" || item.Back != 0 {
		t.Errorf("got %+v", item)
	}
}

// TestATitleNamesTheYearsOfItsTerm renews terms of 2025 to 2026, and of 2026 alone.
func TestATitleNamesTheYearsOfItsTerm(t *testing.T) {
	for _, tt := range []struct{ from, title, want string }{
		{"2026-01-01", "Ramie, 2026", "Ramie, 2027–2029"},
		{"2026-01-01", "2026年苎麻供应", "2027–2029年苎麻供应"},
		{"2026-01-01", "Ramie for the mill", "Ramie for the mill"},
		{"2026-01-01", "", ""},
		{"2026-01-01", "Since 2025, now 2026", "Since 2025, now 2027–2029"},
		{"2026-01-01", "No. 2026-14 of 2026.", "No. 2026-14 of 2027–2029."},
		{"2026-01-01", "120260 t, 14/2026", "120260 t, 14/2026"},
		{"2025-09-01", "Ramie 2025–2026", "Ramie 2027–2029"},
		{"2025-09-01", "2025至2026年", "2027–2029年"},
		{"2025-09-01", "Ramie 2025/26", "Ramie 2027–2029"},
		{"2025-09-01", "Ramie 2025/27", "Ramie 2025/27"},
		{"2025-09-01", "Autumn 2025", "Autumn 2027–2029"},
	} {
		terms := fineTerms(PurchaseContract)
		terms.Title, terms.From, terms.Last = tt.title, day(t, tt.from), day(t, "2026-12-31")
		if got := terms.AsStanding(day(t, "2027-01-01")).Title; got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.title, got, tt.want)
		}
	}
	year := Terms{Title: "2026", From: day(t, "2026-05-01"), Last: day(t, "2026-05-02")}
	if got := retitled(&year, 2027, 2027); got != "2027" {
		t.Errorf("one year becomes %s", got)
	}
}
