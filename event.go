package hinterland

// An EventKind says what happened.
type EventKind string

// The kinds of event. A delivery is the word of whoever sends, a receipt the
// word of whoever takes; where the two differ, the difference shows.
const (
	Delivery EventKind = "delivery"
	Receipt  EventKind = "receipt"
	Reversal EventKind = "reversal" // takes a delivery or a receipt back
)

// An Event is one thing that happened under an item of an agreement. A
// receipt is About a delivery and divides what that brought: Quantity was
// taken, Short did not come, Rejected came and was sent back for Reason. A
// reversal is About the event that it takes back, and has its quantities.
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
}

// CheckReceipt refuses a receipt that does not divide its delivery: what was
// received, short and rejected is together what was sent. Something short or
// rejected needs a reason.
func (e *Event) CheckReceipt(of *Event) Refusals {
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
		faults.add(Refuse(Invalid, "receipt.sum", nil).In(Where{Column: "received"}))
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

// EventBook is what the records can answer and take about events.
type EventBook interface {
	// Event returns an event, or a refusal of kind NotFound.
	Event(id ID[Event]) (Event, error)
	// Events returns the events under an agreement, the latest day first.
	Events(agreement ID[Agreement]) ([]Event, error)
	// AddEvent records e. It refuses a second receipt of a delivery, unless
	// the first was taken back.
	AddEvent(e Event) error
	// Reverse notes by which reversal an event was taken back, and refuses an
	// event that has been taken back already.
	Reverse(id, by ID[Event]) error
	// Fulfilments returns what an event counts for, by the day it was due.
	Fulfilments(id ID[Event]) ([]Fulfilment, error)
	// AddFulfilment records f.
	AddFulfilment(f Fulfilment) error
	// Twins returns the first events that stand of the same kind, item, day and
	// quantity as one that is to be recorded, in the order of their numbers.
	Twins(of *Event) ([]ID[Event], error)
}
