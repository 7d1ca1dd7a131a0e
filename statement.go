package hinterland

import (
	"slices"
	"strings"
)

// A StatementKind says whether something is offered or needed.
type StatementKind string

// The kinds of statement.
const (
	Offered StatementKind = "offer"
	Needed  StatementKind = "need"
)

// A Statement says what a party offers or needs of a good in the periods of a
// horizon. Of an offer, Price is what one unit costs at its party's own gate,
// and Priority is 0; of a need, Priority is from 1, the most urgent, to
// MaxPriority, and Price is 0. Horizon, kind, good, party, priority and price
// together are its key. What is there when the horizon begins is an offer in
// its first period.
type Statement struct {
	Horizon  HorizonCode
	Kind     StatementKind
	Good     GoodCode
	Party    PartyCode
	Priority int
	Price    Money
	Amounts  Series
	Total    Quantity // of all periods
}

// State makes what is stated of the quantities of periods, which are texts of
// decimals. It refuses what is no quantity of the good, more periods than
// there are, nothing at all, and a sum beyond MaxTotal, each by the field of
// an act.
func (s *Statement) State(texts []string, of *Good, periods int) Refusals {
	var faults Refusals
	if len(texts) > periods {
		faults.add(Refuse(Invalid, "statement.periods", Args{"count": periods}).
			In(Where{Column: "quantities"}))
		return faults
	}
	amounts := make([]Quantity, len(texts))
	for i, text := range texts {
		at := Where{Column: "quantities." + FormatDecimal(int64(i)+1, 0), Value: clip(text)}
		steps, err := ParseDecimal(text, of.Decimals)
		if refusal, ok := err.(*Refusal); ok {
			faults.add(refusal.In(at))
		} else if Quantity(steps) > MaxTotal-s.Total {
			faults.add(Refuse(Invalid, "total.size", Args{"good": of.Code}).In(at))
			break
		}
		amounts[i] = Quantity(steps)
		s.Total += amounts[i]
	}
	if len(faults) == 0 && s.Total == 0 {
		faults.add(Refuse(Invalid, "statement.nothing", nil).In(Where{Column: "quantities"}))
	}
	s.Amounts = SeriesOf(amounts)
	return faults
}

// Check refuses a priority or a price that is none, and either where the
// other is asked for.
func (s *Statement) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("horizon", s.Horizon))
	faults.add(CheckCode("party", s.Party))
	faults.add(CheckCode("good", s.Good))
	priority := Where{Column: "priority", Value: FormatDecimal(int64(s.Priority), 0)}
	switch {
	case s.Kind == Needed && (s.Priority < 1 || s.Priority > MaxPriority):
		faults.add(Refuse(Invalid, "number.range", Args{"low": 1, "high": MaxPriority}).
			In(priority))
	case s.Kind == Offered && s.Price > MaxUnitCost:
		faults.add(Refuse(Invalid, "cost.size",
			Args{"most": Figure(FormatDecimal(int64(MaxUnitCost), MoneyPlaces))}).
			In(Where{Column: "price", Value: FormatDecimal(int64(s.Price), MoneyPlaces)}))
	}
	return faults
}

// Offers are the rows that a plan knows of an offer, one for each period of
// which something is offered.
func (s *Statement) Offers() []Offer {
	var rows []Offer
	for i, q := range s.Amounts.Quantities() {
		if q > 0 {
			rows = append(rows, Offer{
				Party: s.Party, Good: s.Good, Period: Period(i + 1), Quantity: q, Price: s.Price,
			})
		}
	}
	return rows
}

// Needs are the rows that a plan knows of a need, one for each period in which
// something is needed.
func (s *Statement) Needs() []Need {
	var rows []Need
	for i, q := range s.Amounts.Quantities() {
		if q > 0 {
			rows = append(rows, Need{
				Party: s.Party, Good: s.Good, Period: Period(i + 1), Quantity: q,
				Priority: s.Priority,
			})
		}
	}
	return rows
}

// A Series is a quantity for each period from the first on, in whole steps and
// parted by commas, so that the year of a good is one row of records. Periods
// behind the last that is not nought are left out: a horizon may be given more.
type Series string

// SeriesOf writes quantities as a series.
func SeriesOf(amounts []Quantity) Series {
	for len(amounts) > 0 && amounts[len(amounts)-1] == 0 {
		amounts = amounts[:len(amounts)-1]
	}
	texts := make([]string, len(amounts))
	for i, q := range amounts {
		texts[i] = FormatDecimal(int64(q), 0)
	}
	return Series(strings.Join(texts, ","))
}

// Quantities reads a series. What SeriesOf cannot have written, which the
// records refuse to hold, reads as nothing.
func (s Series) Quantities() []Quantity {
	if s == "" {
		return nil
	}
	var amounts []Quantity
	for text := range strings.SplitSeq(string(s), ",") {
		steps, err := ParseDecimal(text, 0)
		if err != nil {
			steps = 0
		}
		amounts = append(amounts, Quantity(steps))
	}
	return amounts
}

// Add adds the quantities of a series to sums of the same periods, of which
// there have to be enough.
func (s Series) Add(sums []Quantity) {
	for i, q := range s.Quantities() {
		sums[i] += q
	}
}

// A StatementQuery asks for statements of one horizon and kind. What is empty
// narrows nothing: Good and Place take in what lies under them, Class is that
// of goods. Statements come by good and party, or, where a place is asked
// for, by party and good.
type StatementQuery struct {
	Horizon HorizonCode
	Kind    StatementKind
	Party   PartyCode
	Good    GoodCode
	Place   PlaceCode
	Class   string
	After   Mark
	Limit   int
}

// A Mark is how far a list of statements has been read: up to the statements
// of a party of a good, of which so many have been met already. It names no
// price.
type Mark struct {
	Party PartyCode
	Good  GoodCode
	Met   int
}

// MarkAfter is the mark behind a list of statements that was read from a mark
// on.
func MarkAfter(list []Statement, from Mark) Mark {
	if len(list) == 0 {
		return from
	}
	last := list[len(list)-1]
	m := Mark{Party: last.Party, Good: last.Good}
	for _, s := range slices.Backward(list) {
		if s.Party != m.Party || s.Good != m.Good {
			return m
		}
		m.Met++
	}
	if from.Party == m.Party && from.Good == m.Good { // all of it is of that pair
		m.Met += from.Met
	}
	return m
}

// StatementBook is what the records can answer and take about what parties
// offer and need.
type StatementBook interface {
	// Statement returns the one that has the key of another, or a refusal of
	// kind NotFound.
	Statement(key Statement) (Statement, error)
	// Statements returns those that a query asks for.
	Statements(q StatementQuery) ([]Statement, error)
	// StatedTotal is the sum of all that is offered, or needed, of a good in
	// a horizon.
	StatedTotal(h HorizonCode, kind StatementKind, good GoodCode) (Quantity, error)
	// PutStatement records s in the place of the one with its key, if there
	// is one. Whoever puts one has held its good.
	PutStatement(s Statement) error
	// DropStatement takes out the one that has the key of another.
	DropStatement(key Statement) error
	// StatementsOf returns all that is offered and needed of a good in a
	// horizon, by their keys.
	StatementsOf(h HorizonCode, good GoodCode) ([]Statement, error)
}

// Market reads what is offered and needed of a good in a horizon, as a plan
// knows it.
func Market(
	book StatementBook, h HorizonCode, good GoodCode,
) (offers []Offer, needs []Need, err error) {
	stated, err := book.StatementsOf(h, good)
	for _, s := range stated {
		if s.Kind == Offered {
			offers = append(offers, s.Offers()...)
		} else {
			needs = append(needs, s.Needs()...)
		}
	}
	return offers, needs, err
}
