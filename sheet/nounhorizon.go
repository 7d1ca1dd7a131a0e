package sheet

import (
	"strconv"

	"hinterland"
	"hinterland/office"
)

// planned are the horizons, for whose periods offers and needs are stated. How long the
// periods are and when the first begins is said once.
func planned() *Noun {
	fields := append([]Field{{Name: "code", Head: "word.code"}}, nameFields()...)
	var kinds, classes []string
	for _, k := range hinterland.PeriodKinds() {
		kinds = append(kinds, string(k))
	}
	for _, c := range hinterland.HorizonClasses() {
		classes = append(classes, string(c))
	}
	return &Noun{
		Name: "horizons", Title: "web.horizons", Keys: 1, Unknown: "horizon.unknown",
		Fields: append(fields,
			Field{Name: "class", Head: "web.horizon.class", Words: classes, Stem: "class."},
			Field{Name: "from", Head: "web.horizon.from", Form: Date},
			Field{Name: "period", Head: "column.period", Words: kinds, Stem: "period."},
			Field{Name: "periods", Head: "column.periods", Form: Figure}),
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Horizons("", everything)
			records := make([]Record, len(all))
			for i := range all {
				h := &all[i]
				records[i] = Record{
					"code": string(h.Code), "name.en": h.Name.English, "name.zh": h.Name.Chinese,
					"class": string(h.Class), "from": h.From.String(), "period": string(h.Kind),
					"periods": strconv.Itoa(h.Periods),
				}
			}
			return records, err
		},
		Acts: horizonActs,
	}
}

func horizonActs(r *Reading) []office.Act {
	body := office.HorizonBody{
		Code: hinterland.HorizonCode(r.Now["code"]), Name: r.name(),
		Class: hinterland.AgreementClass(r.Now["class"]), Periods: r.whole("periods"),
	}
	if r.Was == nil {
		return []office.Act{&office.OpenHorizon{
			HorizonBody: body, From: r.day("from"),
			Period: hinterland.PeriodKind(r.Now["period"]),
		}}
	}
	for _, field := range []string{"from", "period"} {
		if r.differs(field) {
			r.refuse(field, hinterland.Refuse(hinterland.Conflict, "horizon.fixed", nil))
		}
	}
	return []office.Act{&office.DescribeHorizon{HorizonBody: body}}
}
