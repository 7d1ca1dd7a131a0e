package hinterland

// An EventKind says what happened.
type EventKind string

// The kinds of event. A delivery is the word of whoever sends, a receipt the
// word of whoever takes; where the two differ, the difference shows.
const (
	Delivery EventKind = "delivery"
	Work     EventKind = "work" // a delivery of labour
	Receipt  EventKind = "receipt"
	Return   EventKind = "return" // of what a receipt rejected, or of what was lent
	Payment  EventKind = "payment"
	Reversal EventKind = "reversal" // takes any other back
)

// SendingOf is the kind of event by which a good is sent.
func SendingOf(g *Good) EventKind {
	if g.Class == LabourClass {
		return Work
	}
	return Delivery
}

// An Event is one thing that happened under an agreement: under an item of it,
// or, with Item 0, under the whole, as a payment can. A receipt is About what
// was sent and divides it: Quantity was taken, Short did not come, Rejected
// came and is not kept, for Reason. A receipt about a payment divides that
// into Paid and what is Missing of it. A return is About the receipt that
// rejected; one of what was lent is about none. A reversal is About the event
// that it takes back, and has its quantities.
type Event struct {
	ID        ID[Event]
	Kind      EventKind
	Agreement ID[Agreement]
	Item      int
	About     ID[Event]
	Day       Day
	Quantity  Quantity
	Short     Quantity
	Rejected  Quantity
	Reason    string
	Note      string
	Party     PartyCode // whose word it is
	ToldTo    PartyCode // the party that wrote it down for one without account
	Reversed  ID[Event] // the reversal that took it back
	Extra     Quantity  // of Quantity, what went beyond the ceiling when it was recorded
	Returned  Quantity  // of Rejected, what was returned since
	To        PartyCode // whom a payment goes to
	Paid      Sum       // of a payment, and of a receipt about one
	Missing   int64     // of a payment, in its smallest unit, what did not come
}

// Sends reports whether the event is about goods or labour going off, which
// its taker receives.
func (e *Event) Sends() bool { return e.Kind == Delivery || e.Kind == Work }

// GivesBack reports whether the event is about what was lent going back.
func (e *Event) GivesBack() bool { return e.Kind == Return && e.About == 0 }

// Differs reports whether the event is the word of one side that contradicts
// the other's, and nothing has settled it: what did not come, and what was
// rejected and not returned.
func (e *Event) Differs() bool {
	return e.Kind == Receipt && e.Reversed == 0 &&
		(e.Short > 0 || e.Rejected > e.Returned || e.Missing > 0)
}

// CheckReceipt refuses a receipt that does not divide its delivery: what was
// received, short and rejected is together what was sent. Something short or
// rejected needs a reason.
func (e *Event) CheckReceipt(of *Event, g *Good) Refusals {
	var faults Refusals
	rest := of.Quantity
	for _, part := range []Quantity{e.Quantity, e.Short, e.Rejected} {
		if part < 0 || rest < 0 || part > rest {
			rest = -1 // however large: the sum would not fit
		} else {
			rest -= part
		}
	}
	if rest != 0 {
		faults.add(Refuse(Invalid, "receipt.sum", g.told(of.Quantity)).
			In(Where{Column: "received"}))
	}
	if e.Short+e.Rejected > 0 && e.Reason == "" {
		faults.add(Refuse(Invalid, "receipt.reason", nil).In(Where{Column: "reason"}))
	}
	if e.Day < of.Day {
		faults.add(Refuse(Invalid, "receipt.early", Args{"day": of.Day}).
			In(Where{Column: "day", Value: e.Day.String()}))
	}
	return faults
}

// told is a quantity of a good for who is refused one.
func (g *Good) told(q Quantity) Args {
	return Args{"quantity": q.figure(g.Decimals), "unit": g.Unit}
}

// CheckDay refuses a day that has not come, or lies before the agreement: an
// event has happened, and happened under it.
func (e *Event) CheckDay(terms *Terms, today Day) *Refusal {
	switch {
	case e.Day > today:
		return Refuse(Invalid, "event.future", Args{"today": today}).
			In(Where{Column: "day", Value: e.Day.String()})
	case e.Day < terms.From:
		return Refuse(Invalid, "event.before", Args{"from": terms.From}).
			In(Where{Column: "day", Value: e.Day.String()})
	}
	return nil
}

// MaxTwins is how many events that are like a new one are told of.
const MaxTwins = 5

// CheckReturn refuses a return that is of no receipt, of nothing, of more than
// that rejected and that has not been returned, or before it.
func (e *Event) CheckReturn(of *Event, g *Good) Refusals {
	var faults Refusals
	if left := of.Rejected - of.Returned; e.Quantity < 1 || e.Quantity > left {
		faults.add(Refuse(Invalid, "return.left", g.told(left)).In(Where{Column: "quantity"}))
	}
	if e.Day < of.Day {
		faults.add(Refuse(Invalid, "receipt.early", Args{"day": of.Day}).
			In(Where{Column: "day", Value: e.Day.String()}))
	}
	return faults
}

// EventBook is what the records can answer and take about events.
type EventBook interface {
	// Event returns an event, or a refusal of kind NotFound.
	Event(id ID[Event]) (Event, error)
	// Events returns the events under an agreement, the latest day first.
	Events(agreement ID[Agreement]) ([]Event, error)
	// AddEvent records events. It refuses a second receipt of a delivery, unless
	// the first was taken back. Several at once have to be new.
	AddEvent(events ...Event) error
	// Reverse notes by which reversal an event was taken back, and refuses an
	// event that has been taken back already.
	Reverse(id, by ID[Event]) error
	// Fulfilments returns what an event counts for, by the day it was due.
	Fulfilments(id ID[Event]) ([]Fulfilment, error)
	// AddFulfilment records what events count for; several at once have to be
	// new.
	AddFulfilment(parts ...Fulfilment) error
	// Twins returns, for each of some events that are to be recorded, the first
	// that stand of the same kind, item, day and quantity, or sum, that are the
	// word of the same party and go to the same, in the order of their numbers.
	Twins(of ...Event) ([][]ID[Event], error)
}

// AnswerBook is what the records can answer and take about what is said of
// events by later ones.
type AnswerBook interface {
	// Answers returns the events about another that stand, by number.
	Answers(id ID[Event]) ([]Event, error)
	// MoveReturned changes how much of what a receipt rejected was returned. It
	// refuses to return more, and a receipt that was taken back.
	MoveReturned(receipt ID[Event], by Quantity) error
}
