package office

import "hinterland"

// RecordReturn is the taker's word that what a receipt rejected went back to
// its supplier, who can receive it like any delivery.
type RecordReturn struct {
	Receipt  hinterland.ID[hinterland.Event] `json:"receipt"`
	Day      hinterland.Day                  `json:"day"`
	Quantity string                          `json:"quantity"`
	Note     string                          `json:"note,omitempty"`
}

// Check implements Act.
func (a *RecordReturn) Check() hinterland.Refusals {
	return append(checkFigure("quantity", a.Quantity), checkNote(a.Note)...)
}

// Side implements Act.
func (a *RecordReturn) Side(t *Turn) (hinterland.PartyCode, error) {
	e, err := t.eventOf(a.Receipt, hinterland.Receipt, "event.no-receipt")
	return e.Party, err
}

func (a *RecordReturn) agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error) {
	e, err := t.event(a.Receipt)
	return e.Agreement, err
}

// Do implements Act.
func (a *RecordReturn) Do(t *Turn) error {
	receipt, err := t.eventOf(a.Receipt, hinterland.Receipt, "event.no-receipt")
	if err != nil {
		return err
	}
	if _, err := t.HoldAgreement(receipt.Agreement); err != nil {
		return err
	}
	if receipt, err = t.standing(receipt.ID); err != nil {
		return err
	}
	of, item, err := t.delivery(receipt.About)
	if err != nil {
		return err
	}
	if !of.Sends() {
		return hinterland.Refuse(hinterland.Conflict, "event.no-receipt",
			hinterland.Args{"value": receipt.ID.String()})
	}
	good, err := t.Good(item.Good)
	if err != nil {
		return err
	}
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Return, Agreement: receipt.Agreement,
		Item: receipt.Item, About: receipt.ID, Day: a.Day, Note: a.Note,
		Party: receipt.Party, ToldTo: t.toldTo(receipt.Party),
	}
	if e.Quantity, err = t.quantityOn(&e, a.Quantity, &good); err != nil {
		return err
	}
	if err := t.checkEvent(&e); err != nil {
		return err
	}
	if faults := e.CheckReturn(&receipt, &good); len(faults) > 0 {
		return faults.Err()
	}
	if err := t.AddEvent(e); err != nil {
		return err
	}
	return t.MoveReturned(receipt.ID, e.Quantity)
}

// GiveBack is the taker's word that so much of what it was lent went back to
// who lent it, who can receive it like any delivery. It is said whatever has
// become of the agreement.
type GiveBack struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Item      int                                 `json:"item"`
	Day       hinterland.Day                      `json:"day"`
	Quantity  string                              `json:"quantity"`
	Note      string                              `json:"note,omitempty"`
}

// Check implements Act.
func (a *GiveBack) Check() hinterland.Refusals {
	return append(checkFigure("quantity", a.Quantity), checkNote(a.Note)...)
}

// Side implements Act.
func (a *GiveBack) Side(t *Turn) (hinterland.PartyCode, error) {
	item, err := t.item(a.Agreement, a.Item)
	return item.To, err
}

func (a *GiveBack) agreement(*Turn) (hinterland.ID[hinterland.Agreement], error) {
	return a.Agreement, nil
}

// Do implements Act.
func (a *GiveBack) Do(t *Turn) error {
	item, err := t.item(a.Agreement, a.Item)
	if err != nil {
		return err
	}
	if _, err := t.HoldAgreement(a.Agreement); err != nil {
		return err
	}
	good, err := t.Good(item.Good)
	if err != nil {
		return err
	}
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Return, Agreement: a.Agreement,
		Item: a.Item, Day: a.Day, Note: a.Note, Party: item.To,
		ToldTo: t.toldTo(item.To),
	}
	if e.Quantity, err = t.quantityOn(&e, a.Quantity, &good); err != nil {
		return err
	}
	if err := t.checkEvent(&e); err != nil {
		return err
	}
	if err := t.moveBack(&e, e.Quantity); err != nil {
		return pointed(err, "quantity", a.Quantity)
	}
	return t.AddEvent(e)
}

// moveBack moves how much of what was lent is back. It is asked when the item is
// held whether anything of it is lent: its terms may just have changed.
func (t *Turn) moveBack(e *hinterland.Event, by hinterland.Quantity) error {
	item, err := t.MoveItem(e.Agreement, e.Item, hinterland.Move{Back: by})
	if err == nil && by > 0 && item.Back == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "item.own", hinterland.Args{"item": e.Item}).
			In(hinterland.At("item", hinterland.FormatDecimal(int64(e.Item), 0)))
	}
	return err
}
