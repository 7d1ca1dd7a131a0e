package office

import (
	"slices"

	"hinterland"
)

// RecordDelivery is the supplier's word that a quantity of an item went off
// on a day. It counts for what is due, the earliest first.
type RecordDelivery struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Item      int                                 `json:"item"`
	Day       hinterland.Day                      `json:"day"`
	Quantity  string                              `json:"quantity"`
	Note      string                              `json:"note,omitempty"`
}

// Check implements Act.
func (a *RecordDelivery) Check() hinterland.Refusals { return checkNote(a.Note) }

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
	item, err := t.item(a.Agreement, a.Item)
	if err != nil {
		return err
	}
	quantity, err := t.quantity("quantity", a.Quantity, item.Good)
	if err != nil {
		return err
	}
	e := hinterland.Event{
		ID: next[hinterland.Event](t), Kind: hinterland.Delivery, Agreement: a.Agreement,
		Item: a.Item, Day: a.Day, Quantity: quantity, Note: a.Note,
		Party: item.From, ToldTo: t.toldTo(item.From),
	}
	if err := t.checkEvent(&e); err != nil {
		return err
	}
	if item, err = t.MoveItem(a.Agreement, a.Item, hinterland.Move{Sent: quantity}); err != nil {
		return err
	}
	if err := t.AddEvent(e); err != nil {
		return err
	}
	return t.count(&item, e.ID, func(before, after hinterland.Commitment) hinterland.Quantity {
		return after.Sent - before.Sent
	})
}

// count deals an item's commitments anew after an event and records what the
// event counts for, by how each has changed.
func (t *Turn) count(
	item *hinterland.Item, event hinterland.ID[hinterland.Event],
	gained func(before, after hinterland.Commitment) hinterland.Quantity,
) error {
	return t.deal(item, func(before, after hinterland.Commitment) error {
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
// it, and tells of each that changes.
func (t *Turn) deal(
	item *hinterland.Item, tell func(before, after hinterland.Commitment) error,
) error {
	due, err := t.Commitments(item.Agreement, item.Number)
	if err != nil {
		return err
	}
	for i, c := range item.Deal(due) {
		if c == due[i] {
			continue
		}
		if err := t.PutCommitment(c); err != nil {
			return err
		}
		if err := tell(due[i], c); err != nil {
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

// quantity reads a quantity above nothing, in whole steps of a good.
func (t *Turn) quantity(
	column, text string, code hinterland.GoodCode,
) (hinterland.Quantity, error) {
	q, err := t.quantityFrom(column, text, code)
	if err == nil && (q < 1 || q > hinterland.MaxTotal) {
		err = hinterland.Refuse(hinterland.Invalid, "quantity.none", nil).
			In(hinterland.Where{Column: column, Value: text})
	}
	return q, err
}

// quantityFrom reads a quantity, nothing included, in whole steps of a good.
func (t *Turn) quantityFrom(
	column, text string, code hinterland.GoodCode,
) (hinterland.Quantity, error) {
	good, err := t.Good(code)
	if err != nil {
		return 0, err
	}
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
	agreement, err := t.Agreement(e.Agreement)
	if err != nil {
		return err
	}
	promised := agreement.InForce // whose items there are
	if promised == 0 {
		promised = agreement.Latest
	}
	version, err := t.Version(e.Agreement, promised)
	if err != nil {
		return err
	}
	terms, err := readTerms(version)
	if err != nil {
		return err
	}
	if refusal := e.CheckDay(&terms, t.Today); refusal != nil {
		return refusal
	}
	return t.doubt(e)
}
