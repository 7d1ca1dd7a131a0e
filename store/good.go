package store

import "hinterland"

func goods() table[hinterland.Good] {
	return table[hinterland.Good]{
		name: "good",
		columns: []string{
			"code", "name_en", "name_zh", "class", "unit", "decimals",
			"freight", "storage", "keeps", "currency", "parent",
		},
		keys: 1,
		fields: func(g *hinterland.Good) []any {
			return []any{
				&g.Code, &g.Name.English, &g.Name.Chinese, &g.Class, &g.Unit, &g.Decimals,
				&g.Freight, &g.Storage, &g.Keeps, &g.Currency, &g.Parent,
			}
		},
	}
}

// Good implements hinterland.GoodBook.
func (t *tx) Good(code hinterland.GoodCode) (hinterland.Good, error) {
	return get(t, goods(), "good.unknown", "code = $2", code)
}

// Goods implements hinterland.GoodBook.
func (t *tx) Goods() ([]hinterland.Good, error) { return find(t, goods(), "") }

// AddGood implements hinterland.GoodBook.
func (t *tx) AddGood(g hinterland.Good) error {
	added, err := insert(t, goods(), &g)
	return taken(added, err, "good.taken", string(g.Code))
}
