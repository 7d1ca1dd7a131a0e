package office

import (
	"errors"

	"hinterland"
)

// ReverseEvent takes back an event that should not have been recorded, by an
// event of its own: both stay to be seen. One of which the other side has said
// something is reversed only after that.
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
	if e, err = t.unanswered(&e, "event.received"); err != nil {
		return err
	}
	if err := t.unsettled(&e); err != nil {
		return err
	}
	reversal := e
	reversal.ID, reversal.Kind = next[hinterland.Event](t), hinterland.Reversal
	reversal.About = e.ID
	reversal.Day, reversal.Reason, reversal.Note = t.Today, a.Reason, ""
	reversal.ToldTo, reversal.Extra, reversal.Returned = t.toldTo(e.Party), 0, 0
	if err := t.AddEvent(reversal); err != nil {
		return err
	}
	if err := t.Reverse(e.ID, reversal.ID); err != nil {
		return err
	}
	switch e.Kind {
	case hinterland.Return:
		if e.GivesBack() {
			return t.moveBack(&e, -e.Quantity)
		}
		return t.MoveReturned(e.About, -e.Quantity)
	case hinterland.Payment:
		paid := e.PaidRow()
		paid.Amount = -e.Paid.Minor
		return t.MovePaid(paid)
	case hinterland.Receipt:
		return t.unreceive(&e)
	}
	return t.unsend(&e)
}

// unsend makes an item what it was without a delivery.
func (t *Turn) unsend(e *hinterland.Event) error {
	item, err := t.MoveItem(e.Agreement, e.Item, hinterland.Move{Sent: -e.Quantity})
	if err != nil {
		return err
	}
	parts, err := t.Fulfilments(e.ID)
	if err != nil {
		return err
	}
	return t.deal(&item, func(due []hinterland.Commitment) error {
		hinterland.Unsend(due, parts)
		return nil
	}, untold)
}

// unreceive makes what a receipt is about what it was without it. What had been
// sent beyond the ceiling may go there again.
func (t *Turn) unreceive(e *hinterland.Event) error {
	of, err := t.Event(e.About)
	if err == nil && of.GivesBack() {
		err = t.moveBack(e, e.Short+e.Rejected)
	}
	if err != nil || of.Kind == hinterland.Return {
		return err
	}
	if of.Kind == hinterland.Payment {
		paid := of.PaidRow()
		paid.Came = -e.Paid.Minor
		return t.MovePaid(paid)
	}
	item, err := t.MoveItem(e.Agreement, e.Item, hinterland.Move{
		Sent: e.Short + e.Rejected, Received: -e.Quantity, Beyond: of.Extra > 0,
	})
	if err != nil {
		return t.refilled(e, err)
	}
	parts, err := t.Fulfilments(of.ID)
	if err != nil {
		return err
	}
	return t.deal(&item, func(due []hinterland.Commitment) error {
		hinterland.Unreceive(due, parts, e.Quantity)
		return nil
	}, untold)
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
		if o.Sends() && o.Item == e.Item && o.ID > e.ID && o.Reversed == 0 {
			since = append(since, o.ID.String())
		}
	}
	if len(since) == 0 {
		return err
	}
	return hinterland.Refuse(hinterland.Conflict, "event.refilled",
		hinterland.Args{"deliveries": since})
}
