package office

import (
	"cmp"

	"hinterland"
)

// RecordPayment is the word of who pays that money went to another party of an
// agreement: for an item, whose taker pays its supplier, or for the whole, from
// one party to another.
type RecordPayment struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Item      int                                 `json:"item,omitempty"`
	From      hinterland.PartyCode                `json:"from,omitempty"`
	To        hinterland.PartyCode                `json:"to,omitempty"`
	Day       hinterland.Day                      `json:"day"`
	Amount    string                              `json:"amount"`
	Currency  string                              `json:"currency"`
	Note      string                              `json:"note,omitempty"`
}

// Check implements Act.
func (a *RecordPayment) Check() hinterland.Refusals {
	faults := append(checkFigure("amount", a.Amount), checkNote(a.Note)...)
	for _, side := range []struct {
		column string
		party  hinterland.PartyCode
	}{{"from", a.From}, {"to", a.To}} {
		switch {
		case a.Item == 0 && side.party == "":
			faults = append(faults, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).
				In(hinterland.At(side.column, "")))
		case a.Item != 0 && side.party != "":
			faults = append(faults, hinterland.Refuse(hinterland.Invalid, "payment.sides", nil).
				In(hinterland.At(side.column, string(side.party))))
		}
	}
	return faults
}

// Side implements Act.
func (a *RecordPayment) Side(t *Turn) (hinterland.PartyCode, error) {
	from, _, err := a.sides(t)
	return from, err
}

// sides are who pays whom. An item is paid in the currency of its price.
func (a *RecordPayment) sides(t *Turn) (from, to hinterland.PartyCode, err error) {
	if a.Item == 0 {
		return a.From, a.To, nil
	}
	item, err := t.item(a.Agreement, a.Item)
	if err == nil && a.Currency != item.Currency && a.Currency != "" && item.Currency != "" {
		err = hinterland.Refuse(hinterland.Conflict, "payment.currency",
			hinterland.Args{"currency": item.Currency}).In(hinterland.At("currency", a.Currency))
	}
	return item.To, item.From, err
}

func (a *RecordPayment) agreement(*Turn) (hinterland.ID[hinterland.Agreement], error) {
	return a.Agreement, nil
}

// Do implements Act.
func (a *RecordPayment) Do(t *Turn) error {
	found, err := t.membersOf(a.Agreement)
	if err != nil {
		return err
	}
	from, to, err := a.sides(t)
	if err != nil {
		return err
	}
	sum, err := readSum("amount", a.Amount, a.Currency)
	if err != nil {
		return err
	}
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Payment, Agreement: a.Agreement,
		Item: a.Item, Day: a.Day, Note: a.Note, Party: from, To: to, Paid: sum,
		ToldTo: t.toldTo(from),
	}
	if faults := e.CheckPayment(found.signers()); len(faults) > 0 {
		return faults.Err()
	}
	if err := t.checkEvent(&e); err != nil {
		return err
	}
	if err := t.AddEvent(e); err != nil {
		return err
	}
	paid := e.PaidRow()
	paid.Amount = sum.Minor
	return t.MovePaid(paid)
}

// readSum reads a sum of money.
func readSum(column, text, currency string) (hinterland.Sum, error) {
	sum, err := hinterland.ParseSum(text, currency)
	for _, r := range refusalsIn(err) {
		if r.At.Column == "" {
			r.In(hinterland.At(column, text))
		}
	}
	return sum, err
}

// ConfirmPayment is the word of who is paid on a payment: how much of it came,
// and, where that is not all, why.
type ConfirmPayment struct {
	Payment hinterland.ID[hinterland.Event] `json:"payment"`
	Day     hinterland.Day                  `json:"day"`
	Came    string                          `json:"came"`
	Reason  string                          `json:"reason,omitempty"`
	Note    string                          `json:"note,omitempty"`
}

// Check implements Act.
func (a *ConfirmPayment) Check() hinterland.Refusals {
	return append(checkFigure("came", a.Came), checkWords(a.Reason, a.Note)...)
}

// Side implements Act.
func (a *ConfirmPayment) Side(t *Turn) (hinterland.PartyCode, error) {
	e, err := t.eventOf(a.Payment, hinterland.Payment, "event.no-payment")
	return e.To, err
}

func (a *ConfirmPayment) agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error) {
	e, err := t.event(a.Payment)
	return e.Agreement, err
}

// eventOf finds an event of a kind, or refuses for the reason given.
func (t *Turn) eventOf(
	id hinterland.ID[hinterland.Event], kind hinterland.EventKind, reason hinterland.Reason,
) (hinterland.Event, error) {
	e, err := t.event(id)
	if err == nil && e.Kind != kind {
		err = hinterland.Refuse(hinterland.Conflict, reason,
			hinterland.Args{"value": id.String()})
	}
	return e, err
}

// Do implements Act.
func (a *ConfirmPayment) Do(t *Turn) error {
	payment, err := t.eventOf(a.Payment, hinterland.Payment, "event.no-payment")
	if err != nil {
		return err
	}
	if payment, err = t.unanswered(&payment, "receipt.twice"); err != nil {
		return err
	}
	came, err := readSum("came", a.Came, payment.Paid.Currency)
	if err != nil {
		return err
	}
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Receipt, Agreement: payment.Agreement,
		Item: payment.Item, About: payment.ID, Day: a.Day, Reason: a.Reason, Note: a.Note,
		Party: payment.To, ToldTo: t.toldTo(payment.To), Paid: came,
		Missing: payment.Paid.Minor - came.Minor,
	}
	err = t.checkEvent(&e)
	if err = cmp.Or(err, e.CheckPaid(&payment).Err()); err != nil {
		return err
	}
	if err := t.AddEvent(e); err != nil {
		return err
	}
	paid := payment.PaidRow()
	paid.Came = came.Minor
	return t.MovePaid(paid)
}
