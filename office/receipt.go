package office

import "hinterland"

// RecordReceipt is the taker's word on a delivery: how much of it was taken,
// how much did not come and how much was rejected, and why. What was short or
// rejected is due again.
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
	faults := checkNote(a.Note)
	if a.Reason != "" {
		faults = append(faults,
			oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))...)
	}
	return faults
}

// Side implements Act.
func (a *RecordReceipt) Side(t *Turn) (hinterland.PartyCode, error) {
	_, item, err := t.delivery(a.Delivery)
	return item.To, err
}

func (a *RecordReceipt) agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error) {
	e, err := t.event(a.Delivery)
	return e.Agreement, err
}

// delivery finds a delivery and the item that it was of.
func (t *Turn) delivery(
	id hinterland.ID[hinterland.Event],
) (hinterland.Event, hinterland.Item, error) {
	e, err := t.event(id)
	if err == nil && e.Kind != hinterland.Delivery {
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
	if err := t.holdDelivery(&delivery, "receipt.twice"); err != nil {
		return err
	}
	if delivery, err = t.Event(a.Delivery); err != nil { // as it is now that it is held
		return err
	}
	if delivery.Reversed != 0 {
		return hinterland.Refuse(hinterland.Conflict, "event.reversed",
			hinterland.Args{"value": delivery.ID.String()})
	}
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Receipt, Agreement: item.Agreement,
		Item: item.Number, About: delivery.ID, Day: a.Day, Reason: a.Reason, Note: a.Note,
		Party: item.To, ToldTo: t.toldTo(item.To),
	}
	if err := a.read(t, item.Good, &e); err != nil {
		return err
	}
	if err := t.checkEvent(&e); err != nil {
		return err
	}
	if faults := e.CheckReceipt(&delivery); len(faults) > 0 {
		return faults.Err()
	}
	return t.receive(&e)
}

// read fills in the quantities of a receipt. A blank one is nothing.
func (a *RecordReceipt) read(t *Turn, good hinterland.GoodCode, e *hinterland.Event) error {
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
		q, err := t.quantityFrom(part.column, part.text, good)
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
	return t.count(&item, e.ID, func(before, after hinterland.Commitment) hinterland.Quantity {
		return after.Received - before.Received
	})
}
