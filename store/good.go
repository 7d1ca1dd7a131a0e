package store

import (
	"encoding/json"

	"hinterland"
)

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
		made: []string{"path"},
	}
}

// Good implements hinterland.GoodBook.
func (t *tx) Good(code hinterland.GoodCode) (hinterland.Good, error) {
	in := goods()
	rows, err := recall(t, in, in.selectSQL("code = $2"), []any{code})
	return only(rows, err, "good.unknown", code)
}

// Goods implements hinterland.GoodBook.
func (t *tx) Goods() ([]hinterland.Good, error) { return find(t, goods(), "") }

// AddGood implements hinterland.GoodBook.
func (t *tx) AddGood(g hinterland.Good) error {
	added, err := insert(t, goods(), &g)
	return taken(added, err, "good.taken", string(g.Code))
}

// ChangeGood implements hinterland.GoodBook.
func (t *tx) ChangeGood(g hinterland.Good) error {
	rows, err := update(t, goods(), "name_en = $3, name_zh = $4, class = $5, unit = $6, "+
		"decimals = $7, freight = $8, storage = $9, keeps = $10, currency = $11, parent = $12",
		"code = $2", g.Code, g.Name.English, g.Name.Chinese, g.Class, g.Unit, g.Decimals,
		g.Freight, g.Storage, g.Keeps, g.Currency, g.Parent)
	_, err = only(rows, unmoved(err), "good.unknown", string(g.Code))
	return err
}

// Promised implements hinterland.GoodBook. A version keeps its terms as JSON, in
// which no text can hold the quotes of a field.
func (t *tx) Promised(code hinterland.GoodCode) (named bool, err error) {
	field, err := json.Marshal(code)
	if err != nil {
		return false, err
	}
	n := 0
	_, err = one(t.ctx, t.session, "SELECT count(*) FROM version WHERE region = $1 "+
		"AND replace(terms, $2, '') <> terms", t.args(`"good":`+string(field)), &n)
	return n > 0, err
}

// HoldGood implements hinterland.GoodBook.
func (t *tx) HoldGood(code hinterland.GoodCode) (hinterland.Good, error) {
	in := goods()
	rows, err := scan(t, in, in.selectSQL("code = $2")+t.dialect.forUpdate, []any{code})
	return only(rows, err, "good.unknown", code)
}

// Stated implements hinterland.GoodBook.
func (t *tx) Stated(code hinterland.GoodCode) (bool, error) {
	return one(t.ctx, t.session, "SELECT 1 FROM statement WHERE region = $1 AND good = $2 "+
		"UNION ALL SELECT 1 FROM plan_good WHERE region = $1 AND good = $2 "+
		"UNION ALL SELECT 1 FROM recipe_good WHERE region = $1 AND good = $2 LIMIT 1",
		t.args(code), new(int))
}
