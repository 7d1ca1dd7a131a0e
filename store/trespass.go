package store

import "hinterland"

func regulations() table[hinterland.Regulation] {
	return table[hinterland.Regulation]{
		name:    "regulation",
		columns: []string{"subject", "rule"},
		keys:    1,
		fields:  func(r *hinterland.Regulation) []any { return []any{&r.Subject, &r.Rule} },
	}
}

func trespasses() table[hinterland.Trespass] {
	return table[hinterland.Trespass]{
		name: "trespass",
		columns: []string{
			"agreement", "item", "event", "scope", "from_party", "to_party", "good", "day",
		},
		keys: 4,
		fields: func(s *hinterland.Trespass) []any {
			return []any{
				&s.Agreement, &s.Item, &s.Event, &s.Scope, &s.From, &s.To, &s.Good, &s.Day,
			}
		},
	}
}

func scarcities() table[hinterland.Scarcity] {
	return table[hinterland.Scarcity]{
		name:    "scarcity",
		columns: []string{"good", "reason"},
		keys:    1,
		fields:  func(s *hinterland.Scarcity) []any { return []any{&s.Good, &s.Reason} },
	}
}

// Scarcities implements hinterland.TrespassBook.
func (t *tx) Scarcities() ([]hinterland.Scarcity, error) {
	return find(t, scarcities(), "reason <> ''")
}

// PutScarcity implements hinterland.TrespassBook.
func (t *tx) PutScarcity(s hinterland.Scarcity) error { return put(t, scarcities(), &s) }

// Regulation implements hinterland.TrespassBook.
func (t *tx) Regulation(s hinterland.Subject) (hinterland.Regulation, error) {
	rows, err := find(t, regulations(), "subject = $2", s)
	if err != nil || len(rows) == 0 {
		return hinterland.CustomOf(s), err
	}
	return rows[0], nil
}

// PutRegulation implements hinterland.TrespassBook.
func (t *tx) PutRegulation(r hinterland.Regulation) error { return put(t, regulations(), &r) }

// PutTrespass implements hinterland.TrespassBook.
func (t *tx) PutTrespass(s hinterland.Trespass) error { return put(t, trespasses(), &s) }

// Trespasses implements hinterland.TrespassBook.
func (t *tx) Trespasses(near hinterland.PartyCode, limit int) ([]hinterland.Trespass, error) {
	in := trespasses()
	return scan(t, in, in.orderedSQL("($2 = '' OR from_party = $2 OR to_party = $2 OR EXISTS ("+
		"SELECT 1 FROM scope s WHERE s.region = $1 AND s.id = trespass.scope AND s.buyer = $2))",
		"day DESC, agreement DESC, item, event, scope")+" LIMIT $3", []any{near, limit})
}
