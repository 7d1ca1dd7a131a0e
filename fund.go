package hinterland

import (
	"cmp"
	"encoding/json"
	"slices"
)

// FundTerms are what a fund is for: who keeps it, how much is to come together
// in it, for how long and for which uses, and who may ask for some of it:
// Eligible names them, else whoever meets the Condition, as the trustee finds.
// The target is written as decimals in Currency.
type FundTerms struct {
	Name      Name        `json:"name"`
	Trustee   PartyCode   `json:"trustee"`
	Currency  string      `json:"currency"`
	Low       string      `json:"low"`
	High      string      `json:"high"`
	From      Day         `json:"from"`
	Last      Day         `json:"last"`
	Purposes  []string    `json:"purposes"`
	Eligible  []PartyCode `json:"eligible,omitempty"`
	Condition string      `json:"condition,omitempty"`
}

// The most that one fund may list.
const (
	MaxPurposes   = 20
	MaxEligible   = 500
	MaxRepayments = 120
)

// Open makes the fund that terms describe, and tells every fault of theirs.
func (t *FundTerms) Open(id ID[Fund]) (Fund, Refusals) {
	faults := t.Name.Check("name")
	f := Fund{
		ID: id, Name: t.Name, Trustee: t.Trustee, Currency: t.Currency, From: t.From,
		Last: t.Last, Closed: Forevermore,
	}
	if _, refusal := CurrencyPlaces(t.Currency); refusal != nil {
		return f, append(append(faults, refusal), t.checkLists()...)
	}
	for _, bound := range []struct {
		column, text string
		into         *int64
	}{{"low", t.Low, &f.Low}, {"high", t.High, &f.High}} {
		sum, err := ParseSum(bound.text, t.Currency)
		if refusal, ok := err.(*Refusal); ok {
			faults.add(refusal.In(Where{Column: bound.column, Value: clip(bound.text)}))
		}
		*bound.into = sum.Minor
	}
	if len(faults) == 0 && (f.High < 1 || f.Low > f.High) {
		faults.add(Refuse(Invalid, "fund.target", nil).
			In(Where{Column: "high", Value: clip(t.High)}))
	}
	if t.Last < t.From {
		faults.add(Refuse(Invalid, "term.backwards", Args{"from": t.From}).
			In(Where{Column: "last", Value: t.Last.String()}))
	}
	text, err := json.Marshal(t)
	if err != nil {
		panic("hinterland: terms are plain data: " + err.Error())
	}
	f.Terms = string(text)
	return f, append(faults, t.checkLists()...)
}

// checkLists refuses uses that are none or stand twice, and a fund that does not
// say who may ask.
func (t *FundTerms) checkLists() Refusals {
	var faults Refusals
	if n := len(t.Purposes); n == 0 || n > MaxPurposes {
		faults.add(Refuse(Invalid, "fund.purposes", Args{"most": MaxPurposes}).
			In(Where{Column: "purposes"}))
	}
	for i, p := range t.Purposes {
		fault := CheckText("purposes", p, MaxName)
		if fault == nil && slices.Contains(t.Purposes[:i], p) {
			fault = Refuse(Conflict, "fund.purpose.twice", nil)
		}
		if fault != nil {
			column := "purposes." + FormatDecimal(int64(i)+1, 0)
			faults.add(fault.In(Where{Column: column, Value: clip(p)}))
		}
	}
	if len(t.Eligible) == 0 && t.Condition == "" || len(t.Eligible) > MaxEligible {
		faults.add(Refuse(Invalid, "fund.eligible", Args{"most": MaxEligible}).
			In(Where{Column: "eligible"}))
	}
	return faults
}

// A Fund is money that several parties bring together for a purpose. All of it
// is in one currency and counted in its smallest unit: Low to High is what is
// aimed at, Pledged what parties have promised to bring, Granted what is
// promised to those who asked, Drawn what they have had of it, and Repaid what
// they have given back. What was repaid can be granted again, so that
//
//	granted ≤ pledged + repaid,  drawn ≤ granted,  repaid ≤ drawn.
//
// Terms is a FundTerms as JSON, frozen when the fund was opened. Closed is the
// day from which nothing is pledged, asked for or granted any more.
type Fund struct {
	ID         ID[Fund]
	Name       Name
	Trustee    PartyCode
	Currency   string
	Low, High  int64
	From, Last Day
	Closed     Day
	Terms      string
	Pledged    int64
	Granted    int64
	Drawn      int64
	Repaid     int64
}

// Sum is so many of the smallest units of the fund's currency.
func (f *Fund) Sum(minor int64) Sum { return Sum{Minor: minor, Currency: f.Currency} }

// Free is what can be granted.
func (f *Fund) Free() int64 { return f.Pledged + f.Repaid - f.Granted }

// Reach is -1, 0 or 1 as what is pledged lies below, within or above the target.
func (f *Fund) Reach() int {
	if f.Pledged >= f.Low && f.Pledged <= f.High {
		return 0
	}
	return cmp.Compare(f.Pledged, f.Low)
}

// CheckDay refuses what is not to be done with a fund on a day: outside its
// term, or once it has been closed.
func (f *Fund) CheckDay(today Day) *Refusal {
	switch {
	case today >= f.Closed:
		return Refuse(Conflict, "fund.closed", Args{"last": f.Closed - 1})
	case today < f.From || today > f.Last:
		return Refuse(Conflict, "fund.term", Args{"from": f.From, "last": f.Last})
	}
	return nil
}

// A FundMove changes what has come of a fund.
type FundMove struct {
	Pledged, Granted, Drawn, Repaid int64
}

// A Pledge is a party's word to bring a sum into a fund. Withdrawn is what of it
// the party has taken back, which it can as long as it is not granted.
type Pledge struct {
	ID        ID[Pledge]
	Fund      ID[Fund]
	Party     PartyCode
	Currency  string
	Amount    int64
	Withdrawn int64
	Day       Day
	Note      string
}

// An Application says how much a party needs of a fund, for what use and why.
type Application struct {
	ID        ID[Application]
	Fund      ID[Fund]
	Party     PartyCode
	Currency  string
	Amount    int64
	Granted   int64
	Withdrawn int64
	Use       string
	Reason    string
	Day       Day
	ToldTo    PartyCode // the trustee that wrote it down for a party without account
}

// Open is what has neither been granted nor withdrawn.
func (a *Application) Open() int64 { return a.Amount - a.Granted - a.Withdrawn }

// A Repayment is a sum that is to be given back by a day.
type Repayment struct {
	Due    Day    `json:"due"`
	Amount string `json:"amount"`
}

// A Grant promises a party money of a fund in answer to its application.
// Revoked is what of it was taken back before it was drawn. Schedule is a list
// of Repayment as JSON; what it does not ask back is not to be repaid.
type Grant struct {
	ID          ID[Grant]
	Fund        ID[Fund]
	Application ID[Application]
	Party       PartyCode
	Currency    string
	Amount      int64
	Revoked     int64
	Drawn       int64
	Repaid      int64
	Day         Day
	Schedule    string
}

// Undrawn is what can still be drawn.
func (g *Grant) Undrawn() int64 { return g.Amount - g.Revoked - g.Drawn }

// PlanRepayment puts a schedule into the grant. It refuses days that do not
// follow one another or lie outside a fund's term, sums of nothing, and more
// than is granted.
func (g *Grant) PlanRepayment(f *Fund, schedule []Repayment) Refusals {
	var faults Refusals
	left := g.Amount
	for i, r := range schedule {
		due := Where{Column: numbered("schedule", i, "due"), Value: r.Due.String()}
		if r.Due < f.From || r.Due > f.Last {
			faults.add(Refuse(Invalid, "schedule.term", Args{"from": f.From, "last": f.Last}).
				In(due))
		} else if i > 0 && r.Due <= schedule[i-1].Due {
			faults.add(Refuse(Invalid, "schedule.order", nil).In(due))
		}
		at := Where{Column: numbered("schedule", i, "amount"), Value: clip(r.Amount)}
		sum, err := ParseSum(r.Amount, g.Currency)
		refusal, refused := err.(*Refusal)
		if !refused && (sum.Minor < 1 || sum.Minor > left) {
			refusal = Refuse(Invalid, "grant.schedule", nil)
		}
		if refusal != nil {
			faults.add(refusal.In(at))
			continue
		}
		left -= sum.Minor
	}
	if len(schedule) > MaxRepayments {
		faults.add(Refuse(Invalid, "schedule.length", Args{"most": MaxRepayments}).
			In(Where{Column: "schedule"}))
	}
	text, err := json.Marshal(schedule)
	if err != nil {
		panic("hinterland: schedules are plain data: " + err.Error())
	}
	g.Schedule = string(text)
	return faults
}

// Late is how much should have been given back before a day and was not: never
// more than was drawn, since nobody gives back what they have not had.
func (g *Grant) Late(schedule []Repayment, day Day) int64 {
	due := int64(0)
	for _, r := range schedule {
		if sum, err := ParseSum(r.Amount, g.Currency); err == nil && r.Due < day {
			due += sum.Minor
		}
	}
	return max(0, min(due, g.Drawn)-g.Repaid)
}

// LateSince is the first day on which something of what is late before a day should
// have been given back; 0 where nothing is.
func (g *Grant) LateSince(schedule []Repayment, day Day) Day {
	for i, r := range schedule {
		if g.Late(schedule[:i+1], day) > 0 {
			return r.Due
		}
	}
	return 0
}

// A GrantMove changes what has come of a grant.
type GrantMove struct {
	Revoked, Drawn, Repaid int64
}

// An InstalmentKind says which way money of a grant went.
type InstalmentKind string

// The kinds of instalment. A drawdown is the word of who has the money, a
// repayment that of the trustee: each owns up to what it then owes.
const (
	Drawdown InstalmentKind = "drawdown"
	Payback  InstalmentKind = "repayment"
)

// An Instalment is a sum of a grant that was drawn for a use or given back.
// Reversed says why it was taken back, and is empty while it stands.
type Instalment struct {
	ID       ID[Instalment]
	Fund     ID[Fund]
	Grant    ID[Grant]
	Kind     InstalmentKind
	Day      Day
	Currency string
	Amount   int64
	Use      string
	Note     string
	Party    PartyCode // whose word it is
	ToldTo   PartyCode // the party that wrote it down for one without account
	Reversed string
}

// ShareEvenly deals what is free out among those who want some: nobody gets less
// than somebody else unless they want no more (max–min fairness). Of units that
// cannot be shared each goes to the earliest in the list who still wants one.
func ShareEvenly(free int64, wants []int64) []int64 {
	got := make([]int64, len(wants))
	order := make([]int, len(wants))
	for i := range order {
		order[i] = i
	}
	// The least wanted first: of what is left, each takes an equal part or, if
	// that is less, all that it wants. Those who take a part come last, and the
	// earliest of them takes first what the parts are too large by.
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(wants[a], wants[b]) })
	for n, i := range order {
		part := free / int64(len(order)-n)
		if wants[i] > part {
			rest := free - part*int64(len(order)-n)
			over := slices.Clone(order[n:])
			slices.Sort(over)
			for _, j := range over {
				got[j] = part
				if rest > 0 {
					got[j], rest = part+1, rest-1
				}
			}
			return got
		}
		got[i] = max(wants[i], 0)
		free -= got[i]
	}
	return got
}
