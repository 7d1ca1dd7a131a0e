package office

import (
	"slices"

	"hinterland"
)

// RecordDelivery is the supplier's word that a quantity of an item went off
// on a day, or was worked, where the item is labour. It counts for what is due,
// the earliest first; For says of which commitments how much, where that is not
// meant. Beyond the ceiling it goes only where Extra says so: what does is kept
// apart.
type RecordDelivery struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Item      int                                 `json:"item"`
	Day       hinterland.Day                      `json:"day"`
	Quantity  string                              `json:"quantity"`
	For       []hinterland.Scheduled              `json:"for,omitempty"`
	Extra     bool                                `json:"extra,omitempty"`
	Note      string                              `json:"note,omitempty"`
}

// Check implements Act.
func (a *RecordDelivery) Check() hinterland.Refusals {
	faults := append(checkFigure("quantity", a.Quantity), checkNote(a.Note)...)
	for n, p := range a.For {
		faults = append(faults,
			checkFigure(numberedField("for", n)+".quantity", p.Quantity)...)
	}
	if len(a.For) > hinterland.MaxScheduled {
		faults = append(faults, hinterland.Refuse(hinterland.Invalid, "schedule.length",
			hinterland.Args{"most": hinterland.MaxScheduled}).In(hinterland.At("for", "")))
	}
	return faults
}

// checkFigure refuses what is no number, before anything says what it counts.
func checkFigure(column, text string) hinterland.Refusals {
	return oneFault(hinterland.CheckDecimal(column, text))
}

// checkSaid is checkFigure of what may be left blank, or is told of as blank.
func checkSaid(column, text string) hinterland.Refusals {
	if text == "" {
		return nil
	}
	return checkFigure(column, text)
}

// checkNote refuses a note that is no text.
func checkNote(note string) hinterland.Refusals {
	if note == "" {
		return nil
	}
	return oneFault(hinterland.CheckText("note", note, hinterland.MaxNote))
}

// Side implements Act.
func (a *RecordDelivery) Side(t *Turn) (hinterland.PartyCode, error) {
	item, err := t.item(a.Agreement, a.Item)
	return item.From, err
}

func (a *RecordDelivery) agreement(*Turn) (hinterland.ID[hinterland.Agreement], error) {
	return a.Agreement, nil
}

// Do implements Act.
func (a *RecordDelivery) Do(t *Turn) error {
	e, good, err := a.event(t)
	if err != nil {
		return err
	}
	e.ID = next[hinterland.Event](t)
	parts, err := a.parts(&e, &good)
	if err != nil {
		return err
	}
	if err := t.doubt(&e); err != nil {
		return err
	}
	return t.send(&e, parts, a.Extra)
}

// event is what the delivery records, but for its number, and of which good.
func (a *RecordDelivery) event(t *Turn) (e hinterland.Event, of hinterland.Good, err error) {
	item, err := t.item(a.Agreement, a.Item)
	if err != nil {
		return e, of, err
	}
	if of, err = t.Good(item.Good); err != nil {
		return e, of, err
	}
	e = hinterland.Event{
		Kind: hinterland.SendingOf(&of), Agreement: a.Agreement, Item: a.Item, Day: a.Day,
		Note: a.Note, Party: item.From, ToldTo: t.toldTo(item.From),
	}
	e.Quantity, err = t.quantityOn(&e, a.Quantity, &of)
	return e, of, err
}

// parts are what the delivery was split to.
func (a *RecordDelivery) parts(
	e *hinterland.Event, good *hinterland.Good,
) ([]hinterland.Fulfilment, error) {
	var parts []hinterland.Fulfilment
	for n, p := range a.For {
		q, err := someQuantity(numberedField("for", n)+".quantity", p.Quantity, good)
		if err != nil {
			return nil, err
		}
		parts = append(parts, hinterland.Fulfilment{
			Event: e.ID, Agreement: e.Agreement, Item: e.Item, Due: p.Due, Quantity: q, Meant: q,
		})
	}
	return parts, nil
}

// send records that something went off, split to some commitments or not, and
// beyond the ceiling if that is said. Once the item is held it is asked what
// may have changed till then: who suspends or closes the agreement holds it
// too, and who gives somebody else the scope.
func (t *Turn) send(
	e *hinterland.Event, parts []hinterland.Fulfilment, beyond bool,
) error {
	by := hinterland.Move{Sent: e.Quantity, Beyond: beyond}
	item, err := t.MoveItem(e.Agreement, e.Item, by)
	if err != nil {
		return err
	}
	terms, err := t.sendable(e)
	if err != nil {
		return err
	}
	if err := t.keepDeliveryInScope(terms.Kind, e); err != nil {
		return err
	}
	before := max(item.Sent+item.Extra-e.Quantity-item.Ceiling, 0)
	e.Extra = item.Extra - before
	if err := t.AddEvent(*e); err != nil {
		return err
	}
	if len(parts) == 0 {
		return t.count(&item, e.ID, asMeant, sentFor)
	}
	err = t.deal(&item, func(due []hinterland.Commitment) error {
		faults := hinterland.CheckSplit(parts, e.Quantity, due)
		hinterland.Send(due, parts)
		return faults.Err()
	}, untold)
	for i := 0; i < len(parts) && err == nil; i++ {
		err = t.AddFulfilment(parts[i])
	}
	return err
}

// asMeant leaves what is meant for commitments as it is.
func asMeant([]hinterland.Commitment) error { return nil }

// untold tells nobody of a commitment that has changed.
func untold(_, _ hinterland.Commitment) error { return nil }

// sentFor and receivedFor are how much more was sent or received for a
// commitment.
func sentFor(before, after hinterland.Commitment) hinterland.Quantity {
	return after.Sent - before.Sent
}

func receivedFor(before, after hinterland.Commitment) hinterland.Quantity {
	return after.Received - before.Received
}

// sendable refuses a delivery on a day on which nothing is sent under an
// agreement, and returns the heading of its terms. What went off before an agreement
// was suspended or ended may still be recorded.
func (t *Turn) sendable(e *hinterland.Event) (*hinterland.Terms, error) {
	agreement, terms, err := t.agreementText(e.Agreement)
	if err != nil {
		return nil, err
	}
	if refusal := e.CheckDay(terms, t.Today); refusal != nil {
		return nil, refusal
	}
	refusal := agreement.Ask("record-delivery", hinterland.Member, e.Day)
	if refusal != nil {
		return nil, refusal.In(hinterland.Where{Column: "day", Value: e.Day.String()})
	}
	return terms, nil
}

// count deals an item's commitments anew after an event and records what the
// event counts for, by how each has changed.
func (t *Turn) count(
	item *hinterland.Item, event hinterland.ID[hinterland.Event],
	change func([]hinterland.Commitment) error,
	gained func(before, after hinterland.Commitment) hinterland.Quantity,
) error {
	return t.deal(item, change, func(before, after hinterland.Commitment) error {
		quantity := gained(before, after)
		if quantity <= 0 {
			return nil
		}
		return t.AddFulfilment(hinterland.Fulfilment{
			Event: event, Agreement: after.Agreement, Item: after.Item, Due: after.Due,
			Quantity: quantity,
		})
	})
}

// deal makes the commitments of an item that was moved say what has come of
// it, once what is meant for them has changed, and tells of each that changes.
func (t *Turn) deal(
	item *hinterland.Item, change func([]hinterland.Commitment) error,
	tell func(before, after hinterland.Commitment) error,
) error {
	before, err := t.Commitments(item.Agreement, item.Number)
	if err != nil {
		return err
	}
	due := slices.Clone(before)
	if err := change(due); err != nil {
		return err
	}
	for i, c := range item.Deal(due) {
		if c == before[i] {
			continue
		}
		if err := t.PutCommitment(c); err != nil {
			return err
		}
		if err := tell(before[i], c); err != nil {
			return err
		}
	}
	return nil
}

// item finds an item of an agreement, or refuses. It is read once in a turn,
// for what of it never changes: its good and its two sides.
func (t *Turn) item(
	agreement hinterland.ID[hinterland.Agreement], number int,
) (hinterland.Item, error) {
	key := itemKey{agreement, number}
	if item, met := t.items[key]; met {
		return item, nil
	}
	if _, err := t.membersOf(agreement); err != nil {
		return hinterland.Item{}, err
	}
	items, err := t.Items(agreement)
	if err != nil {
		return hinterland.Item{}, err
	}
	at := slices.IndexFunc(items, func(i hinterland.Item) bool { return i.Number == number })
	if at >= 0 {
		if t.items == nil {
			t.items = map[itemKey]hinterland.Item{}
		}
		t.items[key] = items[at]
		return items[at], nil
	}
	return hinterland.Item{}, hinterland.Refuse(hinterland.NotFound, "item.unknown",
		hinterland.Args{"value": number})
}

// An itemKey names an item.
type itemKey struct {
	agreement hinterland.ID[hinterland.Agreement]
	number    int
}

// someQuantity reads a quantity above nothing, in whole steps of a good.
func someQuantity(
	column, text string, good *hinterland.Good,
) (hinterland.Quantity, error) {
	q, err := anyQuantity(column, text, good)
	if err == nil && (q < 1 || q > hinterland.MaxTotal) {
		err = hinterland.Refuse(hinterland.Invalid, "quantity.none", nil).
			In(hinterland.Where{Column: column, Value: text})
	}
	return q, err
}

// quantityOn reads the quantity of an event. If it is none, it is told at once what
// is wrong with the day.
func (t *Turn) quantityOn(
	e *hinterland.Event, text string, good *hinterland.Good,
) (hinterland.Quantity, error) {
	q, err := someQuantity("quantity", text, good)
	if faults := refusalsIn(err); len(faults) > 0 {
		err = append(faults, refusalsIn(t.checkDay(e))...).Err()
	}
	return q, err
}

// anyQuantity reads a quantity, nothing included, in whole steps of a good.
func anyQuantity(
	column, text string, good *hinterland.Good,
) (hinterland.Quantity, error) {
	steps, err := hinterland.ParseDecimal(text, good.Decimals)
	if refusal, ok := err.(*hinterland.Refusal); ok {
		return 0, refusal.In(hinterland.Where{Column: column, Value: text})
	}
	return hinterland.Quantity(steps), err
}

// toldTo is the party that writes down another's word; empty if the actor's
// party gives its own.
func (t *Turn) toldTo(party hinterland.PartyCode) hinterland.PartyCode {
	if party == t.Actor.Party {
		return ""
	}
	return t.Actor.Party
}

// checkEvent refuses an event on a day on which it cannot have happened, and a
// doubtful one.
func (t *Turn) checkEvent(e *hinterland.Event) error {
	if err := t.checkDay(e); err != nil {
		return err
	}
	return t.doubt(e)
}

// checkDay refuses an event on a day on which it cannot have happened.
func (t *Turn) checkDay(e *hinterland.Event) error {
	_, terms, err := t.agreementText(e.Agreement)
	if err != nil {
		return err
	}
	if refusal := e.CheckDay(terms, t.Today); refusal != nil {
		return refusal
	}
	return nil
}
