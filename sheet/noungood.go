package sheet

import (
	"strconv"

	"hinterland"
	"hinterland/office"
)

// units are no noun: those that goods have are offered to others.
const units = "units"

// goods are what can be promised, each with its unit.
func goods() *Noun {
	fields := append([]Field{{Name: "code", Head: "word.code"}}, nameFields()...)
	return &Noun{
		Name: "goods", Title: "web.goods", Keys: 1, Unknown: "good.unknown",
		Fields: append(fields,
			Field{Name: "unit", Head: "word.unit", Of: units},
			Field{Name: "decimals", Head: "column.decimals", Form: Figure},
			Field{Name: "class", Head: "column.class", May: true},
			Field{Name: "parent", Head: "column.parent", Of: "goods", May: true},
			Field{Name: "freight", Head: "column.freight", Form: Figure, May: true},
			Field{Name: "storage", Head: "column.storage", Form: Figure, May: true},
			Field{Name: "currency", Head: "column.currency", May: true},
			Field{Name: "keeps", Head: "column.keeps", Form: Figure, May: true},
			Field{Name: "reach", Head: "row.reach", Unit: "km", Form: Figure, May: true}),
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Goods()
			if err != nil {
				return nil, err
			}
			reach, err := v.Reaches()
			records := make([]Record, len(all))
			for i, g := range all {
				records[i] = Record{
					"code": string(g.Code), "name.en": g.Name.English, "name.zh": g.Name.Chinese,
					"unit": g.Unit, "decimals": strconv.Itoa(g.Decimals), "class": g.Class,
					"parent": string(g.Parent), "freight": price(g.Freight),
					"storage": price(g.Storage), "currency": g.Currency,
				}
				if g.Keeps != hinterland.Forever {
					records[i]["keeps"] = strconv.Itoa(g.Keeps)
				}
				if limit, limited := reach[g.Code]; limited {
					records[i]["reach"] = hinterland.FormatDecimal(limit, 1)
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			good := office.RegisterGood{
				Code: hinterland.GoodCode(r.Now["code"]), Name: r.name(), Class: r.Now["class"],
				Unit: r.Now["unit"], Decimals: r.whole("decimals"),
				Parent: hinterland.GoodCode(r.Now["parent"]), Freight: r.Now["freight"],
				Storage: r.Now["storage"], Currency: r.Now["currency"], Reach: r.Now["reach"],
			}
			if r.Now["keeps"] != "" {
				keeps := r.whole("keeps")
				good.Keeps = &keeps
			}
			if r.Was == nil {
				return []office.Act{&good}
			}
			return []office.Act{&office.DescribeGood{RegisterGood: good}}
		},
	}
}

// price writes a price as people do; nothing by nothing.
func price(m hinterland.Money) string {
	if m == 0 {
		return ""
	}
	return hinterland.FormatDecimal(int64(m), hinterland.MoneyPlaces)
}
