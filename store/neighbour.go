package store

import "hinterland"

func borders() table[hinterland.Border] {
	return table[hinterland.Border]{
		name:    "border",
		columns: []string{"a", "b", "mapped", "ruling", "reason"},
		keys:    2,
		fields: func(b *hinterland.Border) []any {
			return []any{&b.A, &b.B, &b.Mapped, &b.Ruling, &b.Reason}
		},
	}
}

func ties() table[hinterland.Tie] {
	return table[hinterland.Tie]{
		name:    "tie",
		columns: []string{"a", "b", "strength", "source"},
		keys:    2,
		fields: func(t *hinterland.Tie) []any {
			return []any{&t.A, &t.B, &t.Strength, &t.Source}
		},
	}
}

func distances() table[hinterland.Distance] {
	return table[hinterland.Distance]{
		name:    "distance",
		columns: []string{"from_place", "to_place", "hectometres"},
		keys:    2,
		fields: func(d *hinterland.Distance) []any {
			return []any{&d.From, &d.To, &d.Hectometres}
		},
	}
}

// Borders implements hinterland.NeighbourBook.
func (t *tx) Borders(of hinterland.PlaceCode) ([]hinterland.Border, error) {
	return paired(t, borders(), of)
}

// PutBorder implements hinterland.NeighbourBook.
func (t *tx) PutBorder(b hinterland.Border) error {
	if b.Empty() {
		return drop(t, borders(), "a = $2 AND b = $3", b.A, b.B)
	}
	return put(t, borders(), &b)
}

// Ties implements hinterland.NeighbourBook.
func (t *tx) Ties(of hinterland.PlaceCode) ([]hinterland.Tie, error) {
	return paired(t, ties(), of)
}

// PutTie implements hinterland.NeighbourBook.
func (t *tx) PutTie(tie hinterland.Tie) error {
	if tie.Strength == 0 {
		return drop(t, ties(), "a = $2 AND b = $3", tie.A, tie.B)
	}
	return put(t, ties(), &tie)
}

// Distances implements hinterland.NeighbourBook.
func (t *tx) Distances(of hinterland.PlaceCode) ([]hinterland.Distance, error) {
	return paired(t, distances(), of)
}

// PutDistance implements hinterland.NeighbourBook.
func (t *tx) PutDistance(d hinterland.Distance) error { return put(t, distances(), &d) }

// DropDistance implements hinterland.NeighbourBook.
func (t *tx) DropDistance(from, to hinterland.PlaceCode) error {
	return drop(t, distances(), "from_place = $2 AND to_place = $3", from, to)
}

// paired returns the rows of a table whose key is two places, of which one is a
// place; all of them if none is named.
func paired[T any](t *tx, in table[T], of hinterland.PlaceCode) ([]T, error) {
	if of == "" {
		return find(t, in, "")
	}
	return find(t, in, "("+in.columns[0]+" = $2 OR "+in.columns[1]+" = $2)", of)
}
