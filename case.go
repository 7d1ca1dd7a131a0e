package hinterland

import "slices"

// A CaseKind says what a case is about.
type CaseKind string

// The kinds of case. A conflict is raised by a party; the others open by
// themselves.
const (
	OverdueCase    CaseKind = "overdue"    // a firm commitment was not sent in full by its day
	UntakenCase    CaseKind = "untaken"    // the taker says nothing of a delivery
	DifferenceCase CaseKind = "difference" // a receipt is not what was sent
	ConflictCase   CaseKind = "conflict"
)

// CaseKinds lists every kind.
func CaseKinds() []CaseKind {
	return []CaseKind{OverdueCase, UntakenCase, DifferenceCase, ConflictCase}
}

// A CaseClosing says how a case was closed.
type CaseClosing string

// The ways to close a case. Whoever rules on cases later closes them in a way
// of their own.
const (
	ClosedByAgreement CaseClosing = "agreed"    // all whom it concerns have agreed
	Withdrawn         CaseClosing = "withdrawn" // by who raised it
	EndedByItself     CaseClosing = "ended"     // what it opened for is over
)

// The outcomes of a case that ended by itself. Of any other the outcome is
// what people wrote.
const (
	OutcomeKept     = "kept"     // it was sent at last
	OutcomeVoid     = "void"     // it is not due any more: the terms are others
	OutcomeAnswered = "answered" // the taker has said what came
	OutcomeReversed = "reversed" // the delivery or the receipt was taken back
	OutcomeReturned = "returned" // what was rejected was returned
)

// UntakenDays is how many days a taker may say nothing of a delivery before
// that is a case. CaseDays is how many days there are to see to a case that
// opens by itself.
const (
	UntakenDays = 14
	CaseDays    = 14
)

// A Case is something that parties have to settle: what it is about, who sees
// to it by when, and how it was closed. Those whom it concerns are told apart.
type Case struct {
	ID        ID[Case]
	Kind      CaseKind
	Agreement ID[Agreement] // 0 where it is about none
	Item      int           // 0 where it is about none
	Due       Day           // of a commitment that was not kept; else 0
	Event     ID[Event]     // 0 where it is about none
	Good      GoodCode
	Text      string    // in the words of who raised it
	Raised    PartyCode // by whom; empty: by the office itself
	Opened    Day
	Owner     PartyCode
	Person    ID[Person] // who sees to it for the owner; 0 where nobody is named
	Deadline  Day
	Proposal  ID[Remark] // to close it, which stands now; 0 for none
	Closing   CaseClosing
	Outcome   string
	Closed    Day // 0 while it is open
}

// Open reports whether a case is not closed.
func (c *Case) Open() bool { return c.Closing == "" }

// Close closes a case on a day.
func (c *Case) Close(how CaseClosing, outcome string, on Day) {
	c.Closing, c.Outcome, c.Closed = how, outcome, on
}

// CheckDeadline refuses a deadline that is over.
func (c *Case) CheckDeadline(today Day) *Refusal {
	if c.Deadline >= today && c.Deadline != Forevermore {
		return nil
	}
	return Refuse(Invalid, "case.deadline", Args{"today": today}).
		In(Where{Column: "deadline", Value: c.Deadline.String()})
}

// A Cause is what a case opens for by itself. There is one case for a cause,
// unless the cause has ended by itself and come again.
type Cause struct {
	Kind  CaseKind
	Item  int
	Due   Day
	Event ID[Event]
}

// Cause is what a case was opened for.
func (c *Case) Cause() Cause { return Cause{c.Kind, c.Item, c.Due, c.Event} }

// A Performance is what was promised under an agreement and what has come of it.
type Performance struct {
	Agreement   Agreement
	Items       []Item
	Commitments []Commitment
	Events      []Event
}

// Causes are all that there are on a day, in the order of what they are about:
// firm commitments that are late, deliveries that nobody has answered for
// UntakenDays, receipts that differ from what was sent or paid.
func (p *Performance) Causes(day Day) []Cause {
	var causes []Cause
	for _, c := range p.Commitments {
		if p.Agreement.Falls(c.Due) < day && c.Sent < c.Quantity && p.binds(c.Item) {
			causes = append(causes, Cause{Kind: OverdueCase, Item: c.Item, Due: c.Due})
		}
	}
	for i := range p.Events {
		e := &p.Events[i]
		switch {
		case e.Reversed != 0:
		case e.Sends() && e.Day+UntakenDays <= day && !p.answered(e.ID):
			causes = append(causes, Cause{Kind: UntakenCase, Item: e.Item, Event: e.ID})
		case e.Differs():
			causes = append(causes, Cause{Kind: DifferenceCase, Item: e.Item, Event: e.ID})
		}
	}
	return causes
}

// binds reports whether an item is firm.
func (p *Performance) binds(number int) bool {
	return slices.ContainsFunc(p.Items, func(i Item) bool {
		return i.Number == number && i.Effort.Binds()
	})
}

// answered reports whether a receipt of a delivery stands.
func (p *Performance) answered(delivery ID[Event]) bool {
	return slices.ContainsFunc(p.Events, func(e Event) bool {
		return e.Kind == Receipt && e.About == delivery && e.Reversed == 0
	})
}

// Outcome is how a cause came to its end that is there no more.
func (p *Performance) Outcome(of Cause) string {
	if of.Kind == OverdueCase {
		for _, c := range p.Commitments {
			if c.Item == of.Item && c.Due == of.Due && c.Quantity > 0 && c.Sent >= c.Quantity {
				return OutcomeKept
			}
		}
		return OutcomeVoid
	}
	switch e := p.event(of.Event); {
	case e == nil || e.Reversed != 0:
		return OutcomeReversed
	case of.Kind == DifferenceCase:
		return OutcomeReturned
	}
	return OutcomeAnswered
}

// event finds an event; nil if it has been undone.
func (p *Performance) event(id ID[Event]) *Event {
	for i := range p.Events {
		if p.Events[i].ID == id {
			return &p.Events[i]
		}
	}
	return nil
}

// Sides are who has to see to a cause and who waits for it: the supplier to what
// is late or differs, the taker to a delivery that it has not answered, who pays to
// a payment that did not come in full. Good is empty where it is about money.
func (p *Performance) Sides(of Cause) (owner, other PartyCode, good GoodCode, found bool) {
	if e := p.event(of.Event); e != nil && e.Missing > 0 {
		if paid := p.event(e.About); paid != nil {
			return paid.Party, paid.To, "", true
		}
	}
	i := slices.IndexFunc(p.Items, func(i Item) bool { return i.Number == of.Item })
	if i < 0 {
		return "", "", "", false
	}
	item := &p.Items[i]
	if of.Kind == UntakenCase {
		return item.To, item.From, item.Good, true
	}
	return item.From, item.To, item.Good, true
}

// A Concern joins a party to a case that concerns it.
type Concern struct {
	Case  ID[Case]
	Party PartyCode
	Open  int // 1 while the case is open, so that what is open is found at once
}

// A RemarkKind says what a remark does.
type RemarkKind string

// The kinds of remark.
const (
	Commented      RemarkKind = "comment"
	Assigned       RemarkKind = "assigned" // another owner or deadline
	ClosingOffered RemarkKind = "proposed" // to close the case on a text
	ClosingAgreed  RemarkKind = "agreed"   // to a proposal
)

// A Remark is one step of a case's history. How a case was raised and closed
// says the case itself.
type Remark struct {
	ID        ID[Remark]
	Case      ID[Case]
	Agreement ID[Agreement] // that the case is about
	Kind      RemarkKind
	About     ID[Remark] // the proposal that is agreed to; else 0
	Text      string
	Document  string    // on which another's word rests
	Party     PartyCode // whose word it is
	ToldTo    PartyCode // the party that wrote it down for one without account
	Person    ID[Person]
	At        Instant
	Owner     PartyCode // of the case from then on, if that or the deadline was said
	Deadline  Day
}

// A CaseQuery says which cases are meant. What is left out does not matter.
type CaseQuery struct {
	Party  PartyCode // whom they concern
	Owner  PartyCode
	Kind   CaseKind
	Open   bool // open ones only
	Closed bool // closed ones only
	Late   Day  // open ones whose deadline is before this day
	Before ID[Case]
	Limit  int
}

// CaseBook is what the records can answer and take about cases.
type CaseBook interface {
	// Case returns a case, or a refusal of kind NotFound.
	Case(id ID[Case]) (Case, error)
	// HoldCase does so and keeps others from it until the act is done.
	HoldCase(id ID[Case]) (Case, error)
	// Cases returns those of a query that are older than one, the latest first.
	Cases(q CaseQuery) ([]Case, error)
	// CasesUnder returns those about an agreement that concern a party, or all
	// if that is empty, the latest first.
	CasesUnder(agreement ID[Agreement], party PartyCode) ([]Case, error)
	// CasesWaiting returns at most limit open cases that a party owns, or whose
	// closing waits for its word, by deadline.
	CasesWaiting(party PartyCode, limit int) ([]Case, error)
	// AddCase records c; false means that there is a case of its cause.
	AddCase(c Case) (bool, error)
	// ChangeCase records another state of a case that is held.
	ChangeCase(c Case) error
}

// CaseWorkBook is what the records can answer and take about the work on cases.
type CaseWorkBook interface {
	// Concerned returns whom some cases concern, by case and party.
	Concerned(cases ...ID[Case]) ([]Concern, error)
	// PutConcern joins a party to a case, or says that it is open no more.
	PutConcern(c Concern) error
	// Remarks returns those on a case, the earliest first.
	Remarks(id ID[Case]) ([]Remark, error)
	// AddRemark records r and refuses a second agreement of a party to one
	// proposal.
	AddRemark(r Remark) error
	// Suspects returns at most limit agreements after one, by number, in which
	// on a day a case may have to open or may have ended by itself.
	Suspects(day Day, after ID[Agreement], limit int) ([]ID[Agreement], error)
	// AnyCase reports whether there is a case that concerns one of some parties.
	AnyCase(parties ...PartyCode) (bool, error)
}
