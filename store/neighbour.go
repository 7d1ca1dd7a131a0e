package store

import (
	"strings"

	"hinterland"
)

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
func (t *tx) Borders(of ...hinterland.PlaceCode) ([]hinterland.Border, error) {
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
func (t *tx) Ties(of ...hinterland.PlaceCode) ([]hinterland.Tie, error) {
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
func (t *tx) Distances(of ...hinterland.PlaceCode) ([]hinterland.Distance, error) {
	return paired(t, distances(), of)
}

// PutDistance implements hinterland.NeighbourBook.
func (t *tx) PutDistance(d hinterland.Distance) error { return put(t, distances(), &d) }

// DropDistance implements hinterland.NeighbourBook.
func (t *tx) DropDistance(from, to hinterland.PlaceCode) error {
	return drop(t, distances(), "from_place = $2 AND to_place = $3", from, to)
}

// paired returns the rows of a table whose key is two places, in either of whose indexes
// a place is looked up: of those that are named, or all.
func paired[T any](t *tx, in table[T], of []hinterland.PlaceCode) ([]T, error) {
	a, b := in.columns[0], in.columns[1]
	switch len(of) {
	case 0:
		return find(t, in, "")
	case 1:
		sql, ordered, _ := strings.Cut(in.selectSQL(a+" = $2"), " ORDER BY ")
		return scan(t, in, sql+" UNION ALL "+strings.Replace(sql, a+" = $2", b+" = $2", 1)+
			" ORDER BY "+ordered, []any{of[0]})
	}
	return find(t, in, a+" IN ($2, $3) AND "+b+" IN ($2, $3)", of[0], of[1])
}
