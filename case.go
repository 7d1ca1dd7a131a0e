package hinterland

// A CaseKind says what a case is about.
type CaseKind string

// The kinds of case. A conflict is raised by a party; the others open by
// themselves.
const (
	OverdueCase    CaseKind = "overdue"    // a firm commitment was not sent in full by its day
	RiskCase       CaseKind = "risk"       // at the pace of its deliveries it will not be
	UntakenCase    CaseKind = "untaken"    // the taker says nothing of a delivery
	DifferenceCase CaseKind = "difference" // a receipt is not what was sent
	OffScopeCase   CaseKind = "off-scope"  // another alone may buy it there
	KeptBackCase   CaseKind = "kept-back"  // what was lent is not back by its day
	ConflictCase   CaseKind = "conflict"
)

// CaseKinds lists every kind.
func CaseKinds() []CaseKind {
	return []CaseKind{
		OverdueCase, RiskCase, UntakenCase, DifferenceCase, OffScopeCase, KeptBackCase,
		ConflictCase,
	}
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
	OutcomePaced    = "paced"    // as much goes off as has to
	OutcomeDue      = "due"      // its day has come: it is kept now, or late
	OutcomeInScope  = "inscope"  // what was off scope was taken back or is promised no more
	OutcomeBack     = "back"     // what was lent is back
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
	Due       Day           // of a commitment that is not kept, or will not be; else 0
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
	Closed    Day            // 0 while it is open
	Scope     ID[DatedScope] // that a purchase is off; 0 where it is about none
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
	File      string    // the digest of its scan; empty where none is kept
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

// A CaseWait is a case that waits for a party. Asked is 1 where a proposal to close
// it waits for that party's word, and 0 where the party only owns it.
type CaseWait struct {
	Case
	Asked int
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
	CasesWaiting(party PartyCode, limit int) ([]CaseWait, error)
	// AddCase records c; false means that there is a case of its cause.
	AddCase(c Case) (bool, error)
	// ChangeCase records another state of a case that is held.
	ChangeCase(c Case) error
}

// A CaseCount is how many cases of a kind are open, and how many of them are past
// their deadline.
type CaseCount struct {
	Kind       CaseKind
	Open, Late int64
}

// CaseCountBook is what the records can answer about all cases at once.
type CaseCountBook interface {
	// CaseCounts returns those of the kinds of which some are open on a day, by kind.
	CaseCounts(today Day) ([]CaseCount, error)
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
	// TrespassesUnder returns the purchases off scope under an agreement, by
	// item, delivery and scope.
	TrespassesUnder(agreement ID[Agreement]) ([]Trespass, error)
}
