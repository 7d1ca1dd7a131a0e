package hinterland

import (
	"slices"
	"sort"
	"time"
)

// A HorizonCode names a horizon.
type HorizonCode string

// A PeriodKind is how long each period of a horizon is.
type PeriodKind string

// The kinds of period. A month has three spans of ten days, of which the last
// takes what is left of it: 8 to 11 days.
const (
	Weeks    PeriodKind = "week"
	TenDays  PeriodKind = "ten-days"
	Months   PeriodKind = "month"
	Quarters PeriodKind = "quarter"
	Years    PeriodKind = "year"
)

// PeriodKinds lists every kind of period, the shortest first.
func PeriodKinds() []PeriodKind { return []PeriodKind{Weeks, TenDays, Months, Quarters, Years} }

// HorizonClasses lists for how long a horizon may plan.
func HorizonClasses() []AgreementClass { return []AgreementClass{ForShort, ForYear, ForYears} }

// MaxPeriods is how many periods a horizon may have: five years of weeks.
const MaxPeriods = 261

// A Horizon is what a plan is made for: so many periods from a first day on.
// Closed is the first day on which nothing is stated for it any more,
// Forevermore while it is open.
type Horizon struct {
	Code    HorizonCode
	Name    Name
	Class   AgreementClass
	From    Day
	Kind    PeriodKind
	Periods int
	Closed  Day
}

// Check refuses a horizon that is none: whose periods begin in the middle of
// what they are called by, are none or too many, or make another span than the
// class says.
func (h *Horizon) Check() Refusals {
	faults := h.Name.Check("name")
	faults.add(CheckCode("code", h.Code))
	at := func(column, value string) Where { return Where{Column: column, Value: clip(value)} }
	known := slices.Contains(PeriodKinds(), h.Kind)
	if !known {
		faults.add(Refuse(Invalid, "horizon.period", nil).In(at("period", string(h.Kind))))
	}
	if h.Periods < 1 || h.Periods > MaxPeriods {
		faults.add(Refuse(Invalid, "number.range", Args{"low": 1, "high": MaxPeriods}).
			In(at("periods", FormatDecimal(int64(h.Periods), 0))))
		known = false
	}
	if !slices.Contains(HorizonClasses(), h.Class) {
		faults.add(Refuse(Invalid, "horizon.class", nil).In(at("class", string(h.Class))))
		known = false
	}
	if !known {
		return faults
	}
	if h.begin(0) != h.From {
		faults.add(Refuse(Invalid, "horizon.begin",
			Args{"before": h.begin(0), "after": h.begin(1)}).
			In(at("from", h.From.String())))
	}
	if h.Last() > maxDay {
		faults.add(Refuse(Invalid, "day.range", nil).In(at("periods", "")))
		return faults
	}
	if h.Class.checkDays(int64(h.Last())-int64(h.From)+1) != nil {
		faults.add(Refuse(Invalid, "horizon.days", Args{"last": h.Last()}).
			In(at("class", string(h.Class))))
	}
	return faults
}

// begin is the first day of the period that n others come before. The first
// period begins on From; of one that does not begin on a day on which its kind
// can, begin(0) is the last such day before From, and begin(1) the next after.
func (h *Horizon) begin(n int) Day {
	first := time.Unix(int64(h.From)*86_400, 0).UTC()
	month := func(months, day int) Day {
		at := time.Date(first.Year(), first.Month()+time.Month(months), day, 0, 0, 0, 0, time.UTC)
		return Day(at.Unix() / 86_400)
	}
	switch h.Kind {
	case TenDays:
		third := min((first.Day()-1)/10, 2) + n
		return month(third/3, third%3*10+1)
	case Months:
		return month(n, 1)
	case Quarters:
		return month(3*n, 1)
	case Years:
		return month(12*n, 1)
	}
	return h.From + Day(7*n)
}

// Days are the days of a period.
func (h *Horizon) Days(p Period) Term {
	return Term{From: h.begin(int(p) - 1), To: h.begin(int(p))}
}

// Last is the last day of the last period.
func (h *Horizon) Last() Day { return h.begin(h.Periods) - 1 }

// PeriodOn is the period that a day lies in; 0 of a day before the first and
// after the last.
func (h *Horizon) PeriodOn(d Day) Period {
	if d < h.From || d > h.Last() {
		return 0
	}
	after := sort.Search(h.Periods, func(n int) bool { return h.begin(n) > d })
	return Period(after)
}

// HorizonBook is what the records can answer and take about horizons.
type HorizonBook interface {
	// Horizon returns a horizon, or a refusal of kind NotFound. In an act it
	// stays as it is until that is done.
	Horizon(code HorizonCode) (Horizon, error)
	// Horizons returns at most limit horizons after a code, by code.
	Horizons(after HorizonCode, limit int) ([]Horizon, error)
	// AddHorizon records h and refuses a code that is taken.
	AddHorizon(h Horizon) error
	// ChangeHorizon records another state of a horizon.
	ChangeHorizon(h Horizon) error
}
