package store

import "hinterland"

func grants() table[hinterland.Grant] {
	return table[hinterland.Grant]{
		name: "grant_made", // grant is a word of SQL
		columns: []string{
			"id", "fund", "application", "party", "currency", "amount", "revoked", "drawn",
			"repaid", "day", "schedule",
		},
		keys: 1,
		fields: func(g *hinterland.Grant) []any {
			return []any{
				&g.ID, &g.Fund, &g.Application, &g.Party, &g.Currency, &g.Amount, &g.Revoked,
				&g.Drawn, &g.Repaid, &g.Day, &g.Schedule,
			}
		},
	}
}

// Grant implements hinterland.GrantBook.
func (t *tx) Grant(id hinterland.ID[hinterland.Grant]) (hinterland.Grant, error) {
	return get(t, grants(), "grant.unknown", "id = $2", id)
}

// Grants implements hinterland.GrantBook.
func (t *tx) Grants(fund hinterland.ID[hinterland.Fund]) ([]hinterland.Grant, error) {
	return find(t, grants(), "fund = $2", fund)
}

// AddGrant implements hinterland.GrantBook.
func (t *tx) AddGrant(g hinterland.Grant) error {
	added, err := insert(t, grants(), &g)
	return taken(added, err, "record.twice", g.ID.String())
}

// MoveGrant implements hinterland.GrantBook.
func (t *tx) MoveGrant(
	id hinterland.ID[hinterland.Grant], by hinterland.GrantMove,
) error {
	rows, err := update(t, grants(), "revoked = revoked + $3, drawn = drawn + $4, "+
		"repaid = repaid + $5", "id = $2 AND revoked + $3 >= 0 "+
		"AND drawn + $4 BETWEEN repaid + $5 AND amount - revoked - $3 AND repaid + $5 >= 0",
		id, by.Revoked, by.Drawn, by.Repaid)
	if err != nil || len(rows) > 0 {
		return err
	}
	g, err := t.Grant(id)
	if err != nil {
		return err
	}
	free := func(minor int64) hinterland.Args {
		sum := hinterland.Sum{Minor: minor, Currency: g.Currency}
		return hinterland.Args{"free": sum.Figure(), "currency": g.Currency}
	}
	if by.Revoked+by.Drawn > g.Undrawn() {
		return hinterland.Refuse(hinterland.Conflict, "grant.undrawn", free(g.Undrawn()))
	}
	return hinterland.Refuse(hinterland.Conflict, "grant.owed", free(g.Drawn-g.Repaid))
}

func instalments() table[hinterland.Instalment] {
	return table[hinterland.Instalment]{
		name: "instalment",
		columns: []string{
			"id", "fund", "grant_made", "kind", "day", "currency", "amount", "use", "note",
			"party", "told_to", "reversed",
		},
		keys: 1,
		fields: func(i *hinterland.Instalment) []any {
			return []any{
				&i.ID, &i.Fund, &i.Grant, &i.Kind, &i.Day, &i.Currency, &i.Amount, &i.Use, &i.Note,
				&i.Party, &i.ToldTo, &i.Reversed,
			}
		},
	}
}

// Instalment implements hinterland.InstalmentBook.
func (t *tx) Instalment(
	id hinterland.ID[hinterland.Instalment],
) (hinterland.Instalment, error) {
	return get(t, instalments(), "instalment.unknown", "id = $2", id)
}

// Instalments implements hinterland.InstalmentBook.
func (t *tx) Instalments(
	fund hinterland.ID[hinterland.Fund],
) ([]hinterland.Instalment, error) {
	in := instalments()
	return scan(t, in, in.orderedSQL("fund = $2", "day DESC, id DESC"), []any{fund})
}

// AddInstalment implements hinterland.InstalmentBook.
func (t *tx) AddInstalment(i hinterland.Instalment) error {
	added, err := insert(t, instalments(), &i)
	return taken(added, err, "record.twice", i.ID.String())
}

// ReverseInstalment implements hinterland.InstalmentBook.
func (t *tx) ReverseInstalment(
	id hinterland.ID[hinterland.Instalment], reason string,
) error {
	_, err := takeBack(t, instalments(), id, reason)
	return err
}

// takeBack notes of a row that stands why it was taken back, and returns it.
func takeBack[T, N any](
	t *tx, in table[T], id hinterland.ID[N], reason string,
) (row T, err error) {
	rows, err := update(t, in, "reversed = $3", "id = $2 AND reversed = ''", id, reason)
	if err = taken(len(rows) > 0, err, "instalment.reversed", id.String()); err == nil {
		row = rows[0]
	}
	return row, err
}
