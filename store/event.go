package store

import "hinterland"

func events() table[hinterland.Event] {
	return table[hinterland.Event]{
		name: "event",
		columns: []string{
			"id", "kind", "agreement", "item", "about", "day", "quantity", "short", "rejected",
			"reason", "note", "party", "told_to", "reversed", "extra", "returned", "to_party",
			"paid", "currency", "missing",
		},
		keys: 1,
		fields: func(e *hinterland.Event) []any {
			return []any{
				&e.ID, &e.Kind, &e.Agreement, &e.Item, &e.About, &e.Day, &e.Quantity, &e.Short,
				&e.Rejected, &e.Reason, &e.Note, &e.Party, &e.ToldTo, &e.Reversed, &e.Extra,
				&e.Returned, &e.To, &e.Paid.Minor, &e.Paid.Currency, &e.Missing,
			}
		},
		later: []any{int64(0), int64(0), "", int64(0), "", int64(0)},
	}
}

func fulfilments() table[hinterland.Fulfilment] {
	return table[hinterland.Fulfilment]{
		name:    "fulfilment",
		columns: []string{"event", "agreement", "item", "due", "quantity", "meant"},
		keys:    4,
		fields: func(f *hinterland.Fulfilment) []any {
			return []any{&f.Event, &f.Agreement, &f.Item, &f.Due, &f.Quantity, &f.Meant}
		},
		later: []any{int64(0)},
	}
}

// Event implements hinterland.EventBook.
func (t *tx) Event(id hinterland.ID[hinterland.Event]) (hinterland.Event, error) {
	return get(t, events(), "event.unknown", "id = $2", id)
}

// Events implements hinterland.EventBook.
func (t *tx) Events(
	agreement hinterland.ID[hinterland.Agreement],
) ([]hinterland.Event, error) {
	in := events()
	return scan(t, in, in.orderedSQL("agreement = $2", "day DESC, id DESC"), []any{agreement})
}

// AddEvent implements hinterland.EventBook.
func (t *tx) AddEvent(e hinterland.Event) error {
	added, err := insert(t, events(), &e)
	if err == nil && !added {
		err = hinterland.Refuse(hinterland.Conflict, "receipt.twice",
			hinterland.Args{"delivery": e.About.String()})
	}
	return err
}

// Reverse implements hinterland.EventBook.
func (t *tx) Reverse(id, by hinterland.ID[hinterland.Event]) error {
	rows, err := update(t, events(), "reversed = $3", "id = $2 AND reversed = 0", id, by)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "event.reversed",
			hinterland.Args{"value": id.String()})
	}
	return err
}

// Twins implements hinterland.EventBook.
func (t *tx) Twins(of *hinterland.Event) ([]hinterland.ID[hinterland.Event], error) {
	var twins []hinterland.ID[hinterland.Event]
	err := t.session.query(t.ctx, "SELECT id FROM event WHERE region = $1 AND agreement = $2 "+
		"AND day = $3 AND item = $4 AND kind = $5 AND quantity = $6 AND paid = $7 "+
		"AND reversed = 0 ORDER BY id LIMIT $8", t.args(of.Agreement, of.Day, of.Item, of.Kind,
		of.Quantity, of.Paid.Minor, hinterland.MaxTwins), func(scan scanner) error {
		var id hinterland.ID[hinterland.Event]
		err := scan(&id)
		twins = append(twins, id)
		return err
	})
	return twins, err
}

// Fulfilments implements hinterland.EventBook.
func (t *tx) Fulfilments(
	id hinterland.ID[hinterland.Event],
) ([]hinterland.Fulfilment, error) {
	return find(t, fulfilments(), "event = $2", id)
}

// AddFulfilment implements hinterland.EventBook.
func (t *tx) AddFulfilment(f hinterland.Fulfilment) error {
	added, err := insert(t, fulfilments(), &f)
	return taken(added, err, "record.twice", f.Event.String())
}

// Answers implements hinterland.AnswerBook.
func (t *tx) Answers(id hinterland.ID[hinterland.Event]) ([]hinterland.Event, error) {
	return find(t, events(), "about = $2 AND about > 0 AND reversed = 0 AND kind <> 'reversal'", id)
}

// MoveReturned implements hinterland.AnswerBook.
func (t *tx) MoveReturned(
	receipt hinterland.ID[hinterland.Event], by hinterland.Quantity,
) error {
	rows, err := update(t, events(), "returned = returned + $3", "id = $2 AND reversed = 0 "+
		"AND kind = 'receipt' AND returned + $3 BETWEEN 0 AND rejected", receipt, by)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "return.most", nil)
	}
	return err
}
