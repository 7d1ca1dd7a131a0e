package office

import "hinterland"

// RecordReceipt is the taker's word on a delivery, on work, or on a return:
// how much of it was taken, how much did not come and how much was rejected,
// and why. What was short or rejected of a delivery is due again.
type RecordReceipt struct {
	Delivery hinterland.ID[hinterland.Event] `json:"delivery"`
	Day      hinterland.Day                  `json:"day"`
	Received string                          `json:"received"`
	Short    string                          `json:"short,omitempty"`
	Rejected string                          `json:"rejected,omitempty"`
	Reason   string                          `json:"reason,omitempty"`
	Note     string                          `json:"note,omitempty"`
}

// Check implements Act.
func (a *RecordReceipt) Check() hinterland.Refusals {
	faults := checkFigure("received", a.Received)
	if a.Short != "" {
		faults = append(faults, checkFigure("short", a.Short)...)
	}
	if a.Rejected != "" {
		faults = append(faults, checkFigure("rejected", a.Rejected)...)
	}
	return append(faults, checkWords(a.Reason, a.Note)...)
}

// checkWords refuses a reason and a note that are said and are no texts.
func checkWords(reason, note string) hinterland.Refusals {
	faults := checkNote(note)
	if reason != "" {
		faults = append(faults,
			oneFault(hinterland.CheckText("reason", reason, hinterland.MaxName))...)
	}
	return faults
}

// Side implements Act.
func (a *RecordReceipt) Side(t *Turn) (hinterland.PartyCode, error) {
	e, item, err := t.delivery(a.Delivery)
	return takerOf(&e, &item), err
}

// takerOf is who receives what an event sent: a return goes back to the supplier.
func takerOf(e *hinterland.Event, item *hinterland.Item) hinterland.PartyCode {
	if e.Kind == hinterland.Return {
		return item.From
	}
	return item.To
}

func (a *RecordReceipt) agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error) {
	e, err := t.event(a.Delivery)
	return e.Agreement, err
}

// delivery finds what was sent, and the item that it was of.
func (t *Turn) delivery(
	id hinterland.ID[hinterland.Event],
) (hinterland.Event, hinterland.Item, error) {
	e, err := t.event(id)
	if err == nil && !e.Sends() && e.Kind != hinterland.Return {
		err = hinterland.Refuse(hinterland.Conflict, "event.no-delivery",
			hinterland.Args{"value": id.String()})
	}
	if err != nil {
		return e, hinterland.Item{}, err
	}
	item, err := t.item(e.Agreement, e.Item)
	return e, item, err
}

// Do implements Act.
func (a *RecordReceipt) Do(t *Turn) error {
	delivery, item, err := t.delivery(a.Delivery)
	if err != nil {
		return err
	}
	if delivery, err = t.unanswered(&delivery, "receipt.twice"); err != nil {
		return err
	}
	taker := takerOf(&delivery, &item)
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Receipt, Agreement: item.Agreement,
		Item: item.Number, About: delivery.ID, Day: a.Day, Reason: a.Reason, Note: a.Note,
		Party: taker, ToldTo: t.toldTo(taker),
	}
	good, err := t.Good(item.Good)
	if err != nil {
		return err
	}
	if err := a.read(&good, &e); err != nil {
		return err
	}
	if err := t.checkEvent(&e); err != nil {
		return err
	}
	if faults := e.CheckReceipt(&delivery, &good); len(faults) > 0 {
		return faults.Err()
	}
	if delivery.Sends() {
		return t.receive(&e)
	}
	if delivery.GivesBack() {
		if err := t.moveBack(&e, -e.Short-e.Rejected); err != nil {
			return err
		}
	}
	return t.AddEvent(e)
}

// unanswered holds the agreement of an event, and with it every other word on
// its events, and returns the event as it is then. It refuses one that was taken
// back, and, for the reason given, one of which something was said that stands.
func (t *Turn) unanswered(
	e *hinterland.Event, reason hinterland.Reason,
) (hinterland.Event, error) {
	if _, err := t.HoldAgreement(e.Agreement); err != nil {
		return *e, err
	}
	answers, err := t.Answers(e.ID)
	if err == nil && len(answers) > 0 {
		err = hinterland.Refuse(hinterland.Conflict, reason, hinterland.Args{
			"delivery": e.ID.String(), "receipt": answers[0].ID.String(),
		})
	}
	if err != nil {
		return *e, err
	}
	return t.standing(e.ID)
}

// standing finds an event that has not been taken back.
func (t *Turn) standing(id hinterland.ID[hinterland.Event]) (hinterland.Event, error) {
	e, err := t.Event(id)
	if err == nil && e.Reversed != 0 {
		err = hinterland.Refuse(hinterland.Conflict, "event.reversed",
			hinterland.Args{"value": id.String()})
	}
	return e, err
}

// read fills in the quantities of a receipt. A blank one is nothing.
func (a *RecordReceipt) read(good *hinterland.Good, e *hinterland.Event) error {
	for _, part := range []struct {
		column, text string
		into         *hinterland.Quantity
	}{
		{"received", a.Received, &e.Quantity},
		{"short", a.Short, &e.Short},
		{"rejected", a.Rejected, &e.Rejected},
	} {
		if part.text == "" && part.column != "received" {
			continue
		}
		q, err := anyQuantity(part.column, part.text, good)
		if err != nil {
			return err
		}
		*part.into = q
	}
	return nil
}

// receive records a receipt and what it moves. What was short or rejected is
// due again, and what others sent beyond the schedule counts for it first.
func (t *Turn) receive(e *hinterland.Event) error {
	by := hinterland.Move{Sent: -e.Short - e.Rejected, Received: e.Quantity}
	item, err := t.MoveItem(e.Agreement, e.Item, by)
	if err != nil {
		return err
	}
	if err := t.AddEvent(*e); err != nil {
		return err
	}
	parts, err := t.Fulfilments(e.About)
	if err != nil {
		return err
	}
	return t.count(&item, e.ID, func(due []hinterland.Commitment) error {
		hinterland.Receive(due, parts, e.Quantity)
		return nil
	}, receivedFor)
}
