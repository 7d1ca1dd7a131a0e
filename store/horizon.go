package store

import "hinterland"

func horizons() table[hinterland.Horizon] {
	return table[hinterland.Horizon]{
		name: "horizon",
		columns: []string{
			"code", "name_en", "name_zh", "class", "from_day", "period", "periods", "closed",
		},
		keys: 1,
		fields: func(h *hinterland.Horizon) []any {
			return []any{
				&h.Code, &h.Name.English, &h.Name.Chinese, &h.Class, &h.From, &h.Kind, &h.Periods,
				&h.Closed,
			}
		},
	}
}

// Horizon implements hinterland.HorizonBook.
func (t *tx) Horizon(code hinterland.HorizonCode) (hinterland.Horizon, error) {
	in := horizons()
	rows, err := scan(t, in, in.selectSQL("code = $2")+t.dialect.forShare, []any{code})
	return only(rows, err, "horizon.unknown", code)
}

// Horizons implements hinterland.HorizonBook.
func (t *tx) Horizons(
	after hinterland.HorizonCode, limit int,
) ([]hinterland.Horizon, error) {
	in := horizons()
	return scan(t, in, in.selectSQL("code > $2")+" LIMIT $3", []any{after, limit})
}

// AddHorizon implements hinterland.HorizonBook.
func (t *tx) AddHorizon(h hinterland.Horizon) error {
	added, err := insert(t, horizons(), &h)
	return taken(added, err, "horizon.taken", string(h.Code))
}

// ChangeHorizon implements hinterland.HorizonBook.
func (t *tx) ChangeHorizon(h hinterland.Horizon) error {
	in := horizons()
	values := in.fields(&h)
	rows, err := update(t, in, in.setSQL(), "code = $2", values...)
	_, err = only(rows, err, "horizon.unknown", h.Code)
	return err
}

func reaches() table[hinterland.Reach] {
	return table[hinterland.Reach]{
		name: "reach", columns: []string{"good", "hectometres"}, keys: 1,
		fields: func(r *hinterland.Reach) []any { return []any{&r.Good, &r.Hectometres} },
	}
}

// Reaches implements hinterland.ReachBook.
func (t *tx) Reaches() ([]hinterland.Reach, error) { return find(t, reaches(), "") }

// PutReach implements hinterland.ReachBook.
func (t *tx) PutReach(r hinterland.Reach) error { return put(t, reaches(), &r) }

// DropReach implements hinterland.ReachBook.
func (t *tx) DropReach(good hinterland.GoodCode) error {
	return drop(t, reaches(), "good = $2", good)
}
