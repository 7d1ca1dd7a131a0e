package office

import (
	"slices"

	"hinterland"
)

// GiveAdvance is the word of an item's taker that it gave its supplier something
// before delivery: so much of a good, or money, worth a value that is recovered
// later.
type GiveAdvance struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Item      int                                 `json:"item"`
	Day       hinterland.Day                      `json:"day"`
	Good      hinterland.GoodCode                 `json:"good,omitempty"`
	Quantity  string                              `json:"quantity,omitempty"`
	Value     string                              `json:"value"`
	Currency  string                              `json:"currency"`
	Rate      string                              `json:"rate,omitempty"`
	Note      string                              `json:"note,omitempty"`
}

// Check implements Act.
func (a *GiveAdvance) Check() hinterland.Refusals {
	faults := checkNote(a.Note)
	faults = append(faults, checkSaid("quantity", a.Quantity)...)
	faults = append(faults, checkSaid("value", a.Value)...)
	faults = append(faults, checkSaid("rate", a.Rate)...)
	if _, refusal := hinterland.CurrencyPlaces(a.Currency); refusal != nil {
		faults = append(faults, refusal)
	}
	if (a.Good == "") != (a.Quantity == "") {
		faults = append(faults, invalid("advance.good").In(hinterland.At("quantity", a.Quantity)))
	}
	return faults
}

// Side implements Act.
func (a *GiveAdvance) Side(t *Turn) (hinterland.PartyCode, error) {
	item, err := t.item(a.Agreement, a.Item)
	return item.To, err
}

// Do implements Act.
func (a *GiveAdvance) Do(t *Turn) error {
	item, err := t.item(a.Agreement, a.Item)
	if err != nil {
		return err
	}
	if err := t.mayAdvance(a, &item); err != nil {
		return err
	}
	given := hinterland.Advance{
		Agreement: a.Agreement, ID: next[hinterland.Advance](t), Item: a.Item, From: item.To,
		To: item.From, Good: a.Good, Currency: a.Currency, Day: a.Day, Note: a.Note,
	}
	if given.Value, err = sumOf("value", a.Value, a.Currency); err != nil {
		return err
	}
	if a.Good != "" {
		good, err := t.Good(a.Good)
		if err != nil {
			return err
		}
		if _, err := someQuantity("quantity", a.Quantity, &good); err != nil {
			return err
		}
		given.Quantity, given.Unit = a.Quantity, good.Unit
	}
	if a.Rate != "" {
		rate, err := hinterland.ParseDecimal(a.Rate, hinterland.MoneyPlaces)
		given.Rate = hinterland.Money(rate)
		if err == nil && (rate < 1 || given.Rate > hinterland.MaxUnitCost) {
			err = invalid("sum.none")
		}
		if err != nil {
			return pointed(err, "rate", a.Rate)
		}
	}
	return t.AddAdvance(given)
}

// mayAdvance refuses an advance under an agreement that has ended, on a day that
// cannot be, or in another currency than the item's price.
func (t *Turn) mayAdvance(a *GiveAdvance, item *hinterland.Item) error {
	agreement, err := t.Agreement(a.Agreement)
	if err != nil {
		return err
	}
	if agreement.Ended <= t.Today {
		return hinterland.Refuse(hinterland.Conflict, "advance.ended", nil).
			In(hinterland.At("agreement", a.Agreement.String()))
	}
	if item.Currency != "" && item.Currency != a.Currency {
		return hinterland.Refuse(hinterland.Invalid, "sum.currencies",
			hinterland.Args{"one": item.Currency, "other": a.Currency}).
			In(hinterland.At("currency", a.Currency))
	}
	return t.checkEvent(&hinterland.Event{Agreement: a.Agreement, Day: a.Day})
}

// RecoverAdvance keeps a part of an advance back from what was received: so
// much as is said, or as the rate gives. From one receipt an advance is
// recovered once.
type RecoverAdvance struct {
	Advance hinterland.ID[hinterland.Advance] `json:"advance"`
	Receipt hinterland.ID[hinterland.Event]   `json:"receipt"`
	Amount  string                            `json:"amount,omitempty"`
}

// Check implements Act.
func (a *RecoverAdvance) Check() hinterland.Refusals { return checkSaid("amount", a.Amount) }

// Side implements Act.
func (a *RecoverAdvance) Side(t *Turn) (hinterland.PartyCode, error) {
	given, err := t.advance(a.Advance)
	return given.From, err
}

// Do implements Act. The agreement is held, so that nobody takes the receipt back
// meanwhile, and the account of the advance stays as it is read.
func (a *RecoverAdvance) Do(t *Turn) error {
	given, err := t.heldAdvance(a.Advance)
	if err != nil {
		return err
	}
	e, err := t.event(a.Receipt)
	if err != nil {
		return err
	}
	if e.Agreement != given.Agreement || e.Item != given.Item || e.Reversed != 0 ||
		e.Kind != hinterland.Receipt {
		return hinterland.Refuse(hinterland.Conflict, "settlement.receipt", nil).
			In(hinterland.At("receipt", a.Receipt.String()))
	}
	item, err := t.item(given.Agreement, given.Item)
	if err != nil {
		return err
	}
	good, err := t.Good(item.Good)
	if err != nil {
		return err
	}
	most, err := given.Recoverable(e.Quantity, &good)
	if err != nil {
		return err
	}
	minor, err := sumOrAll("amount", a.Amount, given.Sum(most))
	if err == nil && minor > most && given.Rate > 0 {
		err = pointed(hinterland.Refuse(hinterland.Conflict, "settlement.rate", hinterland.Args{
			"free": given.Sum(most).Figure(), "currency": given.Currency,
		}), "amount", a.Amount)
	}
	if err != nil {
		return err
	}
	return t.settle(&given, hinterland.Settlement{
		Kind: hinterland.ByRecovery, About: e.ID, Day: e.Day, Amount: minor,
	})
}

// ReturnAdvance is the word of who gave an advance that a part of it came back.
type ReturnAdvance struct {
	Advance hinterland.ID[hinterland.Advance] `json:"advance"`
	Day     hinterland.Day                    `json:"day"`
	Amount  string                            `json:"amount"`
	Reason  string                            `json:"reason"`
}

// Check implements Act.
func (a *ReturnAdvance) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount),
		oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))...)
}

// Side implements Act.
func (a *ReturnAdvance) Side(t *Turn) (hinterland.PartyCode, error) {
	given, err := t.advance(a.Advance)
	return given.From, err
}

// Do implements Act.
func (a *ReturnAdvance) Do(t *Turn) error {
	given, err := t.heldAdvance(a.Advance)
	if err != nil {
		return err
	}
	if err := t.checkEvent(&hinterland.Event{Agreement: given.Agreement, Day: a.Day}); err != nil {
		return err
	}
	minor, err := sumOf("amount", a.Amount, given.Currency)
	if err != nil {
		return err
	}
	return t.settle(&given, hinterland.Settlement{
		Kind: hinterland.ByReturn, Day: a.Day, Amount: minor, Reason: a.Reason,
	})
}

// WriteOffAdvance gives a part of an advance up, or all that is open, by whoever
// gave it.
type WriteOffAdvance struct {
	Advance hinterland.ID[hinterland.Advance] `json:"advance"`
	Amount  string                            `json:"amount,omitempty"`
	Reason  string                            `json:"reason"`
}

// Check implements Act.
func (a *WriteOffAdvance) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount),
		oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))...)
}

// Side implements Act.
func (a *WriteOffAdvance) Side(t *Turn) (hinterland.PartyCode, error) {
	given, err := t.advance(a.Advance)
	return given.From, err
}

// Do implements Act.
func (a *WriteOffAdvance) Do(t *Turn) error {
	given, err := t.heldAdvance(a.Advance)
	if err != nil {
		return err
	}
	minor, err := sumOrAll("amount", a.Amount, given.Sum(given.Open()))
	if err != nil {
		return err
	}
	return t.settle(&given, hinterland.Settlement{
		Kind: hinterland.ByWriteOff, Day: t.Today, Amount: minor, Reason: a.Reason,
	})
}

// ReverseSettlement opens again what a settlement closed that should not have
// been recorded. It stays to be seen.
type ReverseSettlement struct {
	Settlement hinterland.ID[hinterland.Settlement] `json:"settlement"`
	Reason     string                               `json:"reason"`
}

// Check implements Act.
func (a *ReverseSettlement) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *ReverseSettlement) Side(t *Turn) (hinterland.PartyCode, error) {
	s, err := t.Settlement(a.Settlement)
	if err != nil {
		return "", err
	}
	given, err := t.advance(s.Advance)
	if isRefusal(err, hinterland.NotFound) {
		err = hinterland.Refuse(hinterland.NotFound, "settlement.unknown",
			hinterland.Args{"value": a.Settlement.String()})
	}
	return given.From, err
}

// Do implements Act. The agreement is held: nobody reckons meanwhile how much
// can be recovered.
func (a *ReverseSettlement) Do(t *Turn) error {
	s, err := t.Settlement(a.Settlement)
	if err != nil {
		return err
	}
	if _, err := t.HoldAgreement(s.Agreement); err != nil {
		return err
	}
	if err := t.MoveAdvance(s.Advance, s.Move(-s.Amount)); err != nil {
		return pointed(err, "settlement", s.ID.String())
	}
	return t.Tx.ReverseSettlement(s.ID, a.Reason)
}

// settle records a settlement of an advance, whose numbers are still to be given.
func (t *Turn) settle(given *hinterland.Advance, s hinterland.Settlement) error {
	s.ID, s.Advance = next[hinterland.Settlement](t), given.ID
	s.Agreement, s.Currency = given.Agreement, given.Currency
	if err := t.MoveAdvance(given.ID, s.Move(s.Amount)); err != nil {
		return pointed(err, "amount", given.Sum(s.Amount).String())
	}
	return t.AddSettlement(s)
}

// advance finds an advance under an agreement that the actor sees.
func (t *Turn) advance(
	id hinterland.ID[hinterland.Advance],
) (hinterland.Advance, error) {
	a, err := t.Advance(id)
	if err != nil {
		return a, err
	}
	if _, err = t.membersOf(a.Agreement); isRefusal(err, hinterland.NotFound) {
		err = hinterland.Refuse(hinterland.NotFound, "advance.unknown",
			hinterland.Args{"value": id.String()})
	}
	return a, err
}

// heldAdvance is advance, with the agreement held first.
func (t *Turn) heldAdvance(
	id hinterland.ID[hinterland.Advance],
) (hinterland.Advance, error) {
	a, err := t.advance(id)
	if err != nil {
		return a, err
	}
	if _, err := t.HoldAgreement(a.Agreement); err != nil {
		return a, err
	}
	return t.Advance(id)
}

// unsettled refuses to take a receipt back from which an advance was recovered.
func (t *Turn) unsettled(e *hinterland.Event) error {
	settlements, err := t.Settlements(e.Agreement)
	at := slices.IndexFunc(settlements, func(s hinterland.Settlement) bool {
		return s.About == e.ID && s.Reversed == ""
	})
	if err == nil && at >= 0 {
		err = hinterland.Refuse(hinterland.Conflict, "event.settled",
			hinterland.Args{"settlement": settlements[at].ID.String()})
	}
	return err
}

// AdvancesOf are the advances under an agreement that the actor sees, and what
// became of them.
func (v *View) AdvancesOf(
	d *Dossier,
) ([]hinterland.Advance, []hinterland.Settlement, error) {
	advances, err := v.tx.Advances(d.ID)
	if err != nil || len(advances) == 0 {
		return nil, nil, err
	}
	v.advances = advances
	settlements, err := v.tx.Settlements(d.ID)
	return advances, settlements, err
}

// Advance implements hinterland.AdvanceBook.
func (r *reread) Advance(
	id hinterland.ID[hinterland.Advance],
) (hinterland.Advance, error) {
	for _, a := range r.v.advances {
		if a.ID == id {
			return a, nil
		}
	}
	return r.Tx.Advance(id)
}

// Advance is one advance and the agreement that it was given under.
func (v *View) Advance(
	id hinterland.ID[hinterland.Advance],
) (hinterland.Advance, *Dossier, error) {
	a, err := v.tx.Advance(id)
	if err != nil {
		return a, nil, err
	}
	d, err := v.Agreement(a.Agreement)
	if isRefusal(err, hinterland.NotFound) {
		err = hinterland.Refuse(hinterland.NotFound, "advance.unknown",
			hinterland.Args{"value": id.String()})
	}
	return a, d, err
}

// advanceKinds are the acts on advances.
func advanceKinds() []Kind {
	return []Kind{
		{
			Name: "give-advance", New: func() Act { return &GiveAdvance{} },
			Example: `{"agreement":"5","item":1,"day":"2026-11-20","good":"ramie",` +
				`"quantity":"2.5","value":"600","currency":"CNY","rate":"8.5"}`,
		},
		{
			Name: "recover-advance", New: func() Act { return &RecoverAdvance{} },
			Example: `{"advance":"29","receipt":"28","amount":"10"}`,
		},
		{
			Name: "return-advance", New: func() Act { return &ReturnAdvance{} },
			Example: `{"advance":"29","day":"2026-11-25","amount":"50.5","reason":"Left over"}`,
		},
		{
			Name: "write-off-advance", New: func() Act { return &WriteOffAdvance{} },
			Example: `{"advance":"29","amount":"20","reason":"Lost to hail"}`,
		},
		{
			Name: "reverse-settlement", New: func() Act { return &ReverseSettlement{} },
			Example: `{"settlement":"30","reason":"Written down twice"}`,
		},
	}
}
