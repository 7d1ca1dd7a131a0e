package office

import (
	"errors"
	"strings"

	"hinterland"
)

// ReverseEvent takes back a delivery or a receipt that should not have been
// recorded, by an event of its own: both stay to be seen. A delivery that was
// received is reversed only after its receipt.
type ReverseEvent struct {
	Event  hinterland.ID[hinterland.Event] `json:"event"`
	Reason string                          `json:"reason"`
}

// Check implements Act.
func (a *ReverseEvent) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act. A word is taken back by whoever gave it.
func (a *ReverseEvent) Side(t *Turn) (hinterland.PartyCode, error) {
	e, err := t.event(a.Event)
	return e.Party, err
}

func (a *ReverseEvent) agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error) {
	e, err := t.event(a.Event)
	return e.Agreement, err
}

// Do implements Act.
func (a *ReverseEvent) Do(t *Turn) error {
	e, err := t.event(a.Event)
	if err != nil {
		return err
	}
	if e.Kind == hinterland.Reversal {
		return hinterland.Refuse(hinterland.Conflict, "event.reversal", nil)
	}
	if err := t.holdDelivery(&e, "event.received"); err != nil {
		return err
	}
	by := hinterland.Move{Sent: -e.Quantity}
	if e.Kind == hinterland.Receipt {
		by = hinterland.Move{Sent: e.Short + e.Rejected, Received: -e.Quantity}
	}
	reversal := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Reversal, Agreement: e.Agreement,
		Item: e.Item, About: e.ID, Day: t.Today, Quantity: e.Quantity, Short: e.Short,
		Rejected: e.Rejected, Reason: a.Reason, Party: e.Party, ToldTo: t.toldTo(e.Party),
	}
	if err := t.AddEvent(reversal); err != nil {
		return err
	}
	if err := t.Reverse(e.ID, reversal.ID); err != nil {
		return err
	}
	item, err := t.MoveItem(e.Agreement, e.Item, by)
	if err != nil {
		return t.refilled(&e, err)
	}
	return t.deal(&item, func(_, _ hinterland.Commitment) error { return nil })
}

// refilled names the deliveries that have taken the room in which what was
// short or rejected would have to stand again, if it was for that that a
// receipt could not be reversed.
func (t *Turn) refilled(e *hinterland.Event, err error) error {
	var no *hinterland.Refusal
	if !errors.As(err, &no) || no.Reason != "item.ceiling" {
		return err
	}
	events, failed := t.Events(e.Agreement)
	if failed != nil {
		return failed
	}
	var since []string
	for _, o := range events {
		if o.Kind == hinterland.Delivery && o.Item == e.Item && o.ID > e.ID && o.Reversed == 0 {
			since = append(since, o.ID.String())
		}
	}
	if len(since) == 0 {
		return err
	}
	return hinterland.Refuse(hinterland.Conflict, "event.refilled",
		hinterland.Args{"deliveries": strings.Join(since, ", ")})
}

// holdDelivery holds the agreement of an event, and with it every other word
// on its deliveries. It refuses a delivery that has a receipt, for the reason
// given.
func (t *Turn) holdDelivery(e *hinterland.Event, reason hinterland.Reason) error {
	if _, err := t.HoldAgreement(e.Agreement); err != nil {
		return err
	}
	events, err := t.Events(e.Agreement)
	if err != nil {
		return err
	}
	for _, o := range events {
		if o.Kind == hinterland.Receipt && o.About == e.ID && o.Reversed == 0 {
			return hinterland.Refuse(hinterland.Conflict, reason, hinterland.Args{
				"delivery": e.ID.String(), "receipt": o.ID.String(),
			})
		}
	}
	return nil
}
