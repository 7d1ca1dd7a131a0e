package hinterland

// A Stage is what acts have made of an agreement for good. What its days make
// of it beside that is its State.
type Stage string

// The stages. An agreement that is open can still be kept; rows that are older
// than stages are open.
const (
	OpenStage      Stage = ""
	DraftStage     Stage = "draft"
	FulfilledStage Stage = "fulfilled"
	BreachedStage  Stage = "breached"
)

// A State is how an agreement stands on a day.
type State string

// The states. Before it is drafted or proposed, and when its draft was dropped,
// there is no agreement.
const (
	NoAgreement  State = ""
	IsDraft      State = "draft"     // seen by its own party only
	IsProposed   State = "proposed"  // no text has all assents
	IsInForce    State = "inforce"   // one has
	IsSuspended  State = "suspended" // nothing becomes late, nothing is sent
	IsFulfilled  State = "fulfilled" // closed, every firm floor received
	IsBreached   State = "breached"  // declared so by who suffered it
	IsTerminated State = "terminated"
)

// On is the state of an agreement on a day. An end and a suspension come and go
// with their days, by themselves.
func (a *Agreement) On(day Day) State {
	switch {
	case a.Stage == DraftStage:
		return IsDraft
	case a.Stage == FulfilledStage:
		return IsFulfilled
	case a.Stage == BreachedStage:
		return IsBreached
	case a.Ended <= day:
		return IsTerminated
	case a.InForce == 0:
		return IsProposed
	case a.Paused.Has(day):
		return IsSuspended
	}
	return IsInForce
}

// Over reports whether an agreement has ended by a day, in whatever way: it was
// kept or broken, or its last day is past.
func (a *Agreement) Over(day Day) bool {
	switch a.On(day) {
	case IsFulfilled, IsBreached, IsTerminated:
		return true
	}
	return false
}

// Falls is the day on which what is due on a day is due indeed: what falls into
// a suspension, on the day that ends it. A suspension that follows another
// without a day between takes it in, so that one is enough to know.
func (a *Agreement) Falls(due Day) Day {
	if a.Paused.Has(due) {
		return a.Paused.To
	}
	return due
}

// Expects reports whether what falls due on a day is to be sent at all: nothing is
// once the agreement has ended, and nothing more once it is closed as kept.
func (a *Agreement) Expects(falls Day) bool {
	return falls < a.Ended && a.Stage != FulfilledStage
}

// Deferred are commitments with the days on which they fall due indeed.
func (a *Agreement) Deferred(due []Commitment) []Commitment {
	deferred := make([]Commitment, len(due))
	for i, c := range due {
		deferred[i] = c
		deferred[i].Due = a.Falls(c.Due)
	}
	return deferred
}

// Pause suspends an agreement from a day until another, which is the first that
// is no more of it.
func (a *Agreement) Pause(from, until Day) {
	if a.Paused.Has(from) || a.Paused.To == from && from > 0 {
		from = a.Paused.From
	}
	a.Paused = Term{From: from, To: until}
}

// A Footing is how a party stands to an agreement, as bits: it may be several
// things at once.
type Footing int

// The footings.
const (
	Author      Footing = 1 << iota // who drafts or proposes it
	Member                          // who is named by its last text, or bound by it
	Binding                         // who is bound by the text in force, anybody named before
	Missing                         // whose assent is missing, and not alone
	LastMissing                     // whose assent alone is missing
	Pauser                          // who suspended it
	Sufferer                        // to whom something firm is late
	Keeping                         // who plans for the region, and so keeps plans
)

// A Step is what an act makes of an agreement: done in a state by a side, it
// leads to another state, or the same.
type Step struct {
	From State
	Act  string
	By   Footing
	To   State
}

// Steps is the table of what can become of agreements. What does not stand in it
// is refused. All manners of assent are one act here, on the side of who gives
// it. What a state says of days hangs on days: an end or a suspension is reached
// when its day comes. Receipts and reversals are not in it: what is under way
// comes, whatever becomes of the agreement. It is Long: it is a table.
func Steps() []Step {
	return []Step{
		{NoAgreement, "draft-agreement", Author, IsDraft},
		{NoAgreement, "propose-agreement", Author, IsProposed},

		{IsDraft, "amend-agreement", Member, IsDraft},
		{IsDraft, "propose-draft", Member, IsProposed},
		{IsDraft, "drop-draft", Member, NoAgreement},

		{IsProposed, "amend-agreement", Member, IsProposed},
		{IsProposed, "offer-assent-link", Missing | LastMissing, IsProposed},
		{IsProposed, "assent", Missing, IsProposed},
		{IsProposed, "assent", LastMissing, IsInForce},
		{IsProposed, "record-delivery", Member, IsProposed},
		{IsProposed, "end-agreement", Binding, IsTerminated},

		{IsInForce, "amend-agreement", Member, IsInForce},
		{IsInForce, "offer-assent-link", Missing | LastMissing, IsInForce},
		{IsInForce, "assent", Missing | LastMissing, IsInForce},
		{IsInForce, "record-delivery", Member, IsInForce},
		{IsInForce, "suspend-agreement", Binding, IsSuspended},
		{IsInForce, "close-agreement", Binding, IsFulfilled},
		{IsInForce, "declare-breach", Sufferer, IsBreached},
		{IsInForce, "end-agreement", Binding, IsTerminated},

		{IsSuspended, "amend-agreement", Member, IsSuspended},
		{IsSuspended, "offer-assent-link", Missing | LastMissing, IsSuspended},
		{IsSuspended, "assent", Missing | LastMissing, IsSuspended},
		{IsSuspended, "suspend-agreement", Pauser, IsSuspended},
		{IsSuspended, "resume-agreement", Pauser, IsInForce},
		{IsSuspended, "close-agreement", Binding, IsFulfilled},
		{IsSuspended, "end-agreement", Binding, IsTerminated},
	}
}

// lead is the state that an act of a side leads to by a table, and whether it leads
// there; known is that it would lead somewhere on another side.
func lead(steps []Step, from State, act string, by Footing) (to State, leads, known bool) {
	for _, step := range steps {
		if step.From != from || step.Act != act {
			continue
		}
		if step.By&by != 0 {
			return step.To, true, true
		}
		known = true
	}
	return from, false, known
}

// After is the state that an act of a side leads to from a state, or why it
// leads nowhere.
func (s State) After(act string, by Footing) (State, *Refusal) {
	to, leads, known := lead(Steps(), s, act, by)
	if leads {
		return to, nil
	}
	if known {
		return s, Refuse(Conflict, "agreement.side", nil)
	}
	if s == NoAgreement || s == IsTerminated {
		return s, Refuse(Conflict, "state.terminated", nil)
	}
	// lang: refusal.state.draft refusal.state.proposed refusal.state.inforce
	// lang: refusal.state.suspended refusal.state.fulfilled refusal.state.breached
	// lang: remedy.state.draft remedy.state.proposed remedy.state.inforce
	// lang: remedy.state.suspended remedy.state.fulfilled remedy.state.breached
	return s, Refuse(Conflict, Reason("state."+string(s)), nil)
}

// Ask refuses an act of a side on a day. An agreement that has ended is told by
// the day.
func (a *Agreement) Ask(act string, by Footing, day Day) *Refusal {
	_, refusal := a.On(day).After(act, by)
	if refusal != nil && refusal.Reason == "state.terminated" {
		return Refuse(Conflict, "agreement.ended", Args{"day": a.Ended})
	}
	return refusal
}
