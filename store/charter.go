package store

import "hinterland"

func charters() table[hinterland.Charter] {
	return table[hinterland.Charter]{
		name:    "charter",
		columns: []string{"name_en", "name_zh", "language", "currency", "clock"},
		fields: func(c *hinterland.Charter) []any {
			return []any{&c.Name.English, &c.Name.Chinese, &c.Language, &c.Currency, &c.Clock}
		},
	}
}

// Charter implements hinterland.CharterBook.
func (t *tx) Charter() (hinterland.Charter, error) {
	in := charters()
	rows, err := recall(t, in, in.selectSQL(""), nil)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "charter.none", nil)
	}
	if err != nil {
		return hinterland.Charter{}, err
	}
	return rows[0], nil
}

// Extent implements hinterland.CharterBook.
func (t *tx) Extent() (c hinterland.Charter, e hinterland.Extent, err error) {
	in, sql := charters(), "SELECT "
	for _, table := range []string{
		"border", "cases", "fund", "horizon", "region_map", "place", "scope", "zone",
	} {
		sql += "EXISTS (SELECT 1 FROM " + table + " WHERE region = $1), "
	}
	into := append([]any{
		&e.Borders, &e.Cases, &e.Funds, &e.Horizons, &e.Maps, &e.Places, &e.Scopes, &e.Zones,
	}, in.fields(&c)...)
	found, err := one(t.ctx, t.session, sql+in.list()+" FROM charter WHERE region = $1", t.args(),
		into...)
	if err == nil && !found {
		err = hinterland.Refuse(hinterland.NotFound, "charter.none", nil)
	}
	return c, e, err
}

// AddCharter implements hinterland.CharterBook.
func (t *tx) AddCharter(c hinterland.Charter) error {
	added, err := insert(t, charters(), &c)
	return taken(added, err, "charter.twice", c.Name.English)
}
