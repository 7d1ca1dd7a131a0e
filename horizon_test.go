package hinterland

import (
	"slices"
	"testing"
)

func on(t *testing.T, text string) Day {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPeriodsHaveTheDaysThatTheirKindSays(t *testing.T) {
	for name, c := range map[string]struct {
		kind   PeriodKind
		from   string
		period Period
		first  string
		last   string
	}{
		"a week over New Year":        {Weeks, "2026-12-28", 1, "2026-12-28", "2027-01-03"},
		"the week after it":           {Weeks, "2026-12-28", 2, "2027-01-04", "2027-01-10"},
		"a week over a leap day":      {Weeks, "2028-02-28", 1, "2028-02-28", "2028-03-05"},
		"the first ten days":          {TenDays, "2027-01-01", 1, "2027-01-01", "2027-01-10"},
		"eleven days in January":      {TenDays, "2027-01-01", 3, "2027-01-21", "2027-01-31"},
		"eight days in February":      {TenDays, "2027-01-01", 6, "2027-02-21", "2027-02-28"},
		"nine days in February":       {TenDays, "2028-02-21", 1, "2028-02-21", "2028-02-29"},
		"ten days in April":           {TenDays, "2027-04-11", 2, "2027-04-21", "2027-04-30"},
		"ten days in the new year":    {TenDays, "2026-12-21", 2, "2027-01-01", "2027-01-10"},
		"the last ten days of a year": {TenDays, "2027-01-01", 36, "2027-12-21", "2027-12-31"},
		"a month of 31 days":          {Months, "2027-01-01", 1, "2027-01-01", "2027-01-31"},
		"a month of 28 days":          {Months, "2027-01-01", 2, "2027-02-01", "2027-02-28"},
		"a month of 29 days":          {Months, "2027-01-01", 14, "2028-02-01", "2028-02-29"},
		"a month of 30 days":          {Months, "2027-01-01", 4, "2027-04-01", "2027-04-30"},
		"a month of the year after":   {Months, "2026-11-01", 3, "2027-01-01", "2027-01-31"},
		"a month of 2100":             {Months, "2100-02-01", 1, "2100-02-01", "2100-02-28"},
		"one over New Year":           {Quarters, "2026-11-01", 1, "2026-11-01", "2027-01-31"},
		"a year of 366 days":          {Years, "2027-03-01", 1, "2027-03-01", "2028-02-29"},
		"the second year":             {Years, "2027-01-01", 2, "2028-01-01", "2028-12-31"},
	} {
		h := Horizon{From: on(t, c.from), Kind: c.kind, Periods: int(c.period)}
		days := h.Days(c.period)
		if days.From.String() != c.first || days.Last().String() != c.last {
			t.Errorf("%s: %s to %s", name, days.From, days.Last())
		}
		if h.Last() != days.Last() {
			t.Errorf("%s: the horizon ends on %s", name, h.Last())
		}
		for d, want := range map[Day]Period{
			days.From: c.period, days.Last(): c.period, days.To: 0, h.From - 1: 0,
			days.From - 1: c.period - 1,
		} {
			if got := h.PeriodOn(d); got != want {
				t.Errorf("%s: %s is in period %d, want %d", name, d, got, want)
			}
		}
	}
}

func TestPeriodsFollowOneAnotherWithoutGap(t *testing.T) {
	for _, kind := range PeriodKinds() {
		h := Horizon{From: on(t, "2026-12-21"), Kind: kind, Periods: MaxPeriods}
		if kind != Weeks && kind != TenDays {
			h.From = on(t, "2026-12-01")
		}
		for p := Period(1); p < MaxPeriods; p++ {
			if h.Days(p).To != h.Days(p+1).From || h.Days(p).To <= h.Days(p).From {
				t.Fatalf("%s: period %d is %v, the next %v", kind, p, h.Days(p), h.Days(p+1))
			}
		}
	}
}

func TestAHorizonIsRefusedWhere(t *testing.T) {
	year := Horizon{
		Code: "2027", Name: Name{English: "The year"}, Class: ForYear, From: on(t, "2027-01-01"),
		Kind: Months, Periods: 12, Closed: Forevermore,
	}
	if faults := year.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	for name, c := range map[string]struct {
		change func(h *Horizon)
		want   []Reason
	}{
		"it has no name": {func(h *Horizon) { h.Name = Name{} }, []Reason{"cell.blank"}},
		"it has no code": {func(h *Horizon) { h.Code = "" }, []Reason{"code.form"}},
		"nobody knows such a span": {
			func(h *Horizon) { h.Kind = "day" }, []Reason{"horizon.period"},
		},
		"it has no period":  {func(h *Horizon) { h.Periods = 0 }, []Reason{"number.range"}},
		"it has one period": {func(h *Horizon) { h.Periods = 1 }, nil},
		"it has as many as may be": {
			func(h *Horizon) { h.Kind, h.Class, h.Periods = Weeks, ForYears, MaxPeriods }, nil,
		},
		"it has one more": {
			func(h *Horizon) { h.Kind, h.Class, h.Periods = Weeks, ForYears, MaxPeriods+1 },
			[]Reason{"number.range"},
		},
		"it is for a task": {
			func(h *Horizon) { h.Class = ForTask }, []Reason{"horizon.class"},
		},
		"a month begins on the 2nd": {func(h *Horizon) { h.From++ }, []Reason{"horizon.begin"}},
		"ten days begin on the 11th": {
			func(h *Horizon) { h.Kind, h.From = TenDays, h.From+10 }, nil,
		},
		"ten days begin on the 12th": {
			func(h *Horizon) { h.Kind, h.From = TenDays, h.From+11 }, []Reason{"horizon.begin"},
		},
		"a week begins on any day": {func(h *Horizon) { h.Kind, h.From = Weeks, h.From+3 }, nil},
		"a short one is a year":    {func(h *Horizon) { h.Class = ForShort }, nil},
		"a short one is longer": {
			func(h *Horizon) { h.Class, h.Periods = ForShort, 13 }, []Reason{"horizon.days"},
		},
		"an annual one lasts 35 months": {func(h *Horizon) { h.Periods = 35 }, nil},
		"an annual one lasts three years": {
			func(h *Horizon) { h.Periods = 36 }, []Reason{"horizon.days"},
		},
		"a standing one lasts five years": {
			func(h *Horizon) { h.Class, h.Periods = ForYears, 60 }, nil,
		},
		"a standing one lasts longer": {
			func(h *Horizon) { h.Class, h.Periods = ForYears, 61 }, []Reason{"horizon.days"},
		},
		"it ends on the last day that people may write": {
			func(h *Horizon) { h.From = on(t, "2199-01-01") }, nil,
		},
		"it ends after that": {
			func(h *Horizon) { h.From, h.Periods = on(t, "2199-01-01"), 13 },
			[]Reason{"day.range"},
		},
	} {
		h := year
		c.change(&h)
		var got []Reason
		for _, f := range h.Check() {
			got = append(got, f.Reason)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestADayOnWhichNoPeriodBeginsIsAnsweredWithThoseBesideIt(t *testing.T) {
	h := Horizon{
		Code: "x", Name: Name{English: "X"}, Class: ForShort, From: on(t, "2028-02-25"),
		Kind: TenDays, Periods: 2,
	}
	faults := h.Check()
	if len(faults) != 1 || faults[0].Args["before"] != on(t, "2028-02-21") ||
		faults[0].Args["after"] != on(t, "2028-03-01") {
		t.Errorf("%v", faults[0].Args)
	}
}
