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
			Field{Name: "parent", Head: "column.parent", Of: "goods", May: true}),
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Goods()
			records := make([]Record, len(all))
			for i, g := range all {
				records[i] = Record{
					"code": string(g.Code), "name.en": g.Name.English, "name.zh": g.Name.Chinese,
					"unit": g.Unit, "decimals": strconv.Itoa(g.Decimals), "class": g.Class,
					"parent": string(g.Parent),
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			good := office.RegisterGood{
				Code: hinterland.GoodCode(r.Now["code"]), Name: r.name(), Class: r.Now["class"],
				Unit: r.Now["unit"], Decimals: r.whole("decimals"),
				Parent: hinterland.GoodCode(r.Now["parent"]),
			}
			if r.Was == nil {
				return []office.Act{&good}
			}
			return []office.Act{&office.DescribeGood{RegisterGood: good}}
		},
	}
}
