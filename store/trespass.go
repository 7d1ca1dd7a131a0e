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

// boughts is no table but what a join returns: g counts as scarce, i is an item
// of it or of what is under it, l where its supplier is.
func boughts() table[hinterland.Bought] {
	const sent = "coalesce((SELECT CAST(sum(e.quantity) AS bigint) FROM event e " +
		"WHERE e.region = $1 AND e.agreement = i.agreement AND e.item = i.number " +
		"AND e.kind = 'delivery' AND e.reversed = 0 AND e.day "
	const due = "FROM commitment c WHERE c.region = $1 AND c.agreement = i.agreement " +
		"AND c.item = i.number AND c.quantity > 0), 0)"
	return table[hinterland.Bought]{
		columns: []string{
			"i.agreement", "i.number", "i.from_party", "i.to_party", "g.code", "i.good", "i.price",
			"i.currency", "l.code", "l.path", "coalesce((SELECT min(c.due) " + due,
			"coalesce((SELECT max(c.due) + 1 " + due, sent + "BETWEEN $3 AND $2), 0)",
			sent + "BETWEEN $4 AND $3 - 1), 0)",
		},
		fields: func(b *hinterland.Bought) []any {
			return []any{
				&b.Agreement, &b.Item, &b.From, &b.To, &b.Scarce, &b.Good, &b.Price, &b.Currency,
				&b.Place, &b.PlacePath, &b.Term.From, &b.Term.To, &b.Lately, &b.Before,
			}
		},
	}
}

// BoughtScarce implements hinterland.TrespassBook.
func (t *tx) BoughtScarce(today hinterland.Day) ([]hinterland.Bought, error) {
	in := boughts()
	return scan(t, in, "SELECT "+in.list()+" FROM scarcity s CROSS JOIN good g CROSS JOIN good u "+
		"CROSS JOIN item i CROSS JOIN agreement a CROSS JOIN party p CROSS JOIN place l "+
		"WHERE s.region = $1 AND s.reason <> '' AND g.region = $1 AND g.code = s.good "+
		"AND u.region = $1 AND "+under("u.path", "g.path")+" "+
		"AND i.region = $1 AND i.good = u.code "+
		"AND a.region = $1 AND a.id = i.agreement AND a.in_force > 0 AND a.ended > $2 "+
		"AND p.region = $1 AND p.code = i.from_party AND l.region = $1 AND l.code = p.place "+
		"ORDER BY i.agreement, i.number, g.code",
		[]any{today, today - hinterland.RivalDays + 1, today - 2*hinterland.RivalDays + 1})
}
