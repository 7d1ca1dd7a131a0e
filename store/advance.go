package store

import "hinterland"

func advances() table[hinterland.Advance] {
	return table[hinterland.Advance]{
		name: "advance",
		columns: []string{
			"agreement", "id", "item", "from_party", "to_party", "good", "quantity", "unit",
			"currency", "value", "rate", "day", "note", "recovered", "returned", "written_off",
		},
		keys: 2,
		fields: func(a *hinterland.Advance) []any {
			return []any{
				&a.Agreement, &a.ID, &a.Item, &a.From, &a.To, &a.Good, &a.Quantity, &a.Unit,
				&a.Currency, &a.Value, &a.Rate, &a.Day, &a.Note, &a.Recovered, &a.Returned,
				&a.WrittenOff,
			}
		},
	}
}

// Advance implements hinterland.AdvanceBook.
func (t *tx) Advance(id hinterland.ID[hinterland.Advance]) (hinterland.Advance, error) {
	return get(t, advances(), "advance.unknown", "id = $2", id)
}

// Advances implements hinterland.AdvanceBook.
func (t *tx) Advances(
	agreement hinterland.ID[hinterland.Agreement],
) ([]hinterland.Advance, error) {
	return find(t, advances(), "agreement = $2", agreement)
}

// AdvancesBetween implements hinterland.AdvanceBook. PostgreSQL adds in a wider
// type.
func (t *tx) AdvancesBetween(
	party, with hinterland.PartyCode,
) ([]hinterland.Advance, error) {
	in := table[hinterland.Advance]{fields: func(a *hinterland.Advance) []any {
		return []any{
			&a.From, &a.To, &a.Currency, &a.Value, &a.Recovered, &a.Returned, &a.WrittenOff,
		}
	}}
	sums := ""
	for _, column := range []string{"value", "recovered", "returned", "written_off"} {
		sums += ", CAST(sum(" + column + ") AS bigint)"
	}
	return scan(t, in, "SELECT from_party, to_party, currency"+sums+" FROM ("+
		between("SELECT p.* FROM advance p WHERE p.region = $1", "from_party", "to_party", "p")+
		") AS a GROUP BY from_party, to_party, currency "+
		"ORDER BY from_party, to_party, currency", []any{party, with})
}

// AddAdvance implements hinterland.AdvanceBook.
func (t *tx) AddAdvance(a hinterland.Advance) error {
	added, err := insert(t, advances(), &a)
	return taken(added, err, "record.twice", a.ID.String())
}

// MoveAdvance implements hinterland.AdvanceBook. The bounds are part of the
// statement: two acts at once cannot settle the same open sum.
func (t *tx) MoveAdvance(
	id hinterland.ID[hinterland.Advance], by hinterland.AdvanceMove,
) error {
	rows, err := update(t, advances(), "recovered = recovered + $3, returned = returned + $4, "+
		"written_off = written_off + $5", "id = $2 AND recovered + $3 >= 0 "+
		"AND returned + $4 >= 0 AND written_off + $5 >= 0 "+
		"AND recovered + $3 + returned + $4 + written_off + $5 <= value",
		id, by.Recovered, by.Returned, by.WrittenOff)
	if err != nil || len(rows) > 0 {
		return err
	}
	a, err := t.Advance(id)
	if err == nil {
		err = hinterland.Refuse(hinterland.Conflict, "advance.open", hinterland.Args{
			"free": a.Sum(a.Open()).Figure(), "currency": a.Currency,
		})
	}
	return err
}

func settlements() table[hinterland.Settlement] {
	return table[hinterland.Settlement]{
		name: "settlement",
		columns: []string{
			"id", "agreement", "advance", "kind", "about", "day", "currency", "amount", "reason",
			"reversed",
		},
		keys: 1,
		fields: func(s *hinterland.Settlement) []any {
			return []any{
				&s.ID, &s.Agreement, &s.Advance, &s.Kind, &s.About, &s.Day, &s.Currency,
				&s.Amount, &s.Reason, &s.Reversed,
			}
		},
	}
}

// Settlement implements hinterland.SettlementBook.
func (t *tx) Settlement(
	id hinterland.ID[hinterland.Settlement],
) (hinterland.Settlement, error) {
	return get(t, settlements(), "settlement.unknown", "id = $2", id)
}

// Settlements implements hinterland.SettlementBook.
func (t *tx) Settlements(
	agreement hinterland.ID[hinterland.Agreement],
) ([]hinterland.Settlement, error) {
	in := settlements()
	return scan(t, in, in.orderedSQL("agreement = $2", "day DESC, id DESC"), []any{agreement})
}

// A keptBack says from which receipt an advance is recovered. It is gone once the
// settlement is taken back; as long as it is there the receipt stays.
type keptBack struct {
	agreement  hinterland.ID[hinterland.Agreement]
	advance    hinterland.ID[hinterland.Advance]
	receipt    hinterland.ID[hinterland.Event]
	settlement hinterland.ID[hinterland.Settlement]
}

func recoveries() table[keptBack] {
	return table[keptBack]{
		name:    "recovery",
		columns: []string{"agreement", "advance", "receipt", "settlement"},
		keys:    3,
		fields: func(k *keptBack) []any {
			return []any{&k.agreement, &k.advance, &k.receipt, &k.settlement}
		},
	}
}

func keptBackBy(s *hinterland.Settlement) *keptBack {
	return &keptBack{s.Agreement, s.Advance, s.About, s.ID}
}

// AddSettlement implements hinterland.SettlementBook.
func (t *tx) AddSettlement(s hinterland.Settlement) error {
	added, err := insert(t, settlements(), &s)
	if err := taken(added, err, "record.twice", s.ID.String()); err != nil ||
		s.Kind != hinterland.ByRecovery {
		return err
	}
	added, err = insert(t, recoveries(), keptBackBy(&s))
	if err == nil && !added {
		err = hinterland.Refuse(hinterland.Conflict, "settlement.twice",
			hinterland.Args{"receipt": s.About.String()})
	}
	return err
}

// ReverseSettlement implements hinterland.SettlementBook.
func (t *tx) ReverseSettlement(
	id hinterland.ID[hinterland.Settlement], reason string,
) error {
	s, err := takeBack(t, settlements(), id, reason)
	if err != nil || s.Kind != hinterland.ByRecovery {
		return err
	}
	return drop(t, recoveries(), "agreement = $2 AND advance = $3 AND receipt = $4",
		s.Agreement, s.Advance, s.About)
}
