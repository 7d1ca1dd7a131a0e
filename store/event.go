package store

import (
	"strings"

	"hinterland"
)

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
func (t *tx) AddEvent(all ...hinterland.Event) error {
	if len(all) != 1 {
		return insertNew(t, events(), all)
	}
	in, e := events(), all[0]
	twice := hinterland.Refuse(hinterland.Conflict, "receipt.twice",
		hinterland.Args{"delivery": e.About.String()})
	if e.About == 0 {
		return later(t, in, in.addSQL(), &e, unlessTaken(twice))
	}
	added, err := insert(t, in, &e)
	if err == nil && !added {
		err = twice
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
func (t *tx) Twins(of ...hinterland.Event) ([][]hinterland.ID[hinterland.Event], error) {
	twins := make([][]hinterland.ID[hinterland.Event], len(of))
	if len(of) == 1 {
		var err error
		twins[0], err = t.twinsOf(&of[0])
		return twins, err
	}
	alike := map[string][]int{} // which of them are asked about in the same words
	var asked []string
	for n := range of {
		e := &of[n]
		key := twinKey(e)
		if alike[key] == nil {
			asked = append(asked, key)
		}
		alike[key] = append(alike[key], n)
	}
	number := func(i string) string { return "CAST(j.value ->> " + i + " AS bigint)" }
	err := t.session.query(t.ctx, "SELECT agreement, day, item, kind, quantity, paid, currency, "+
		"party, to_party, found.id FROM "+t.dialect.inTurn("event",
		"region = $1 AND agreement = "+number("0")+" AND day = "+number("1")+" AND item = "+
			number("2")+" AND kind = j.value ->> 3 AND quantity = "+number("4")+" AND paid = "+
			number("5")+" AND currency = j.value ->> 6 AND party = j.value ->> 7 "+
			"AND to_party = j.value ->> 8 AND reversed = 0")+" ORDER BY found.id",
		t.args("["+strings.Join(asked, ",")+"]"),
		func(scan scanner) error {
			var e hinterland.Event
			err := scan(&e.Agreement, &e.Day, &e.Item, &e.Kind, &e.Quantity, &e.Paid.Minor,
				&e.Paid.Currency, &e.Party, &e.To, &e.ID)
			for _, n := range alike[twinKey(&e)] {
				if len(twins[n]) < hinterland.MaxTwins {
					twins[n] = append(twins[n], e.ID)
				}
			}
			return err
		})
	return twins, err
}

// twinsOf asks for those of one event: without a list, whose reading takes SQLite longer
// than the rest of the question. It would also prepare the statement anew for each kind
// that it is asked of, if it saw that indexes of one kind might serve: hence the cast.
func (t *tx) twinsOf(e *hinterland.Event) (twins []hinterland.ID[hinterland.Event], err error) {
	err = t.session.query(t.ctx, "SELECT id FROM event WHERE region = $1 AND agreement = $2 "+
		"AND day = $3 AND item = $4 AND kind = CAST($5 AS text) AND quantity = $6 "+
		"AND paid = $7 AND currency = $8 AND party = $9 AND to_party = $10 AND reversed = 0 "+
		"ORDER BY id LIMIT $11", t.args(append(twinFields(e), hinterland.MaxTwins)...),
		func(scan scanner) error {
			var id hinterland.ID[hinterland.Event]
			err := scan(&id)
			twins = append(twins, id)
			return err
		})
	return twins, err
}

// twinKey is what events have in common that look the same.
func twinKey(e *hinterland.Event) string { return keyJSON(twinFields(e)) }

func twinFields(e *hinterland.Event) []any {
	return []any{
		e.Agreement, e.Day, e.Item, e.Kind, e.Quantity, e.Paid.Minor, e.Paid.Currency, e.Party,
		e.To,
	}
}

// Fulfilments implements hinterland.EventBook.
func (t *tx) Fulfilments(
	id hinterland.ID[hinterland.Event],
) ([]hinterland.Fulfilment, error) {
	return find(t, fulfilments(), "event = $2", id)
}

// AddFulfilment implements hinterland.EventBook.
func (t *tx) AddFulfilment(parts ...hinterland.Fulfilment) error {
	if len(parts) != 1 {
		return insertNew(t, fulfilments(), parts)
	}
	in := fulfilments()
	return later(t, in, in.addSQL(), &parts[0], unlessTaken(hinterland.Refuse(
		hinterland.Conflict, "record.twice", hinterland.Args{"value": parts[0].Event.String()})))
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
