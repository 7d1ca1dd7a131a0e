package store

import "hinterland"

func fixings() table[hinterland.FixedLine] {
	return table[hinterland.FixedLine]{
		name: "fixing",
		columns: []string{
			"horizon", "good", "from_party", "to_party", "in_period", "quantity", "reason",
		},
		keys: 5,
		fields: func(f *hinterland.FixedLine) []any {
			return []any{
				&f.Horizon, &f.Good, &f.From, &f.To, &f.Period, &f.Quantity, &f.Reason,
			}
		},
	}
}

// thatFixing is what holds of the fixing with a key.
const thatFixing = "horizon = $2 AND good = $3 AND from_party = $4 AND to_party = $5 " +
	"AND in_period = $6"

// fixingKey are the values of a fixing's key.
func fixingKey(f *hinterland.FixedLine) []any {
	in := fixings()
	return in.fields(f)[:in.keys]
}

// FixedLine implements hinterland.FixingBook.
func (t *tx) FixedLine(key hinterland.FixedLine) (hinterland.FixedLine, error) {
	rows, err := find(t, fixings(), thatFixing, fixingKey(&key)...)
	return only(rows, err, "fixed.unknown", string(key.Good))
}

// FixedLines implements hinterland.FixingBook.
func (t *tx) FixedLines(h hinterland.HorizonCode) ([]hinterland.FixedLine, error) {
	return find(t, fixings(), "horizon = $2", h)
}

// PutFixedLine implements hinterland.FixingBook.
func (t *tx) PutFixedLine(f hinterland.FixedLine) error { return put(t, fixings(), &f) }

// DropFixedLine implements hinterland.FixingBook.
func (t *tx) DropFixedLine(key hinterland.FixedLine) error {
	return drop(t, fixings(), thatFixing, fixingKey(&key)...)
}
