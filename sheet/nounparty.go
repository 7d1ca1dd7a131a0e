package sheet

import (
	"hinterland"
	"hinterland/office"
)

// parties are who promises and is promised.
func parties() *Noun {
	fields := append([]Field{{Name: "code", Head: "word.code"}}, nameFields()...)
	return &Noun{
		Name: "parties", Title: "web.parties", Keys: 1, Unknown: "party.unknown",
		Fields: append(fields, Field{Name: "place", Head: "word.place", Of: "places", May: true}),
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Parties("", everything)
			records := make([]Record, len(all))
			for i, p := range all {
				records[i] = Record{
					"code": string(p.Code), "name.en": p.Name.English, "name.zh": p.Name.Chinese,
					"place": string(p.Place),
				}
			}
			return records, err
		},
		Acts: partyActs,
	}
}

// partyActs change of a party what is to be other than it is: who may name one
// may not say where another is.
func partyActs(r *Reading) (acts []office.Act) {
	code, place := hinterland.PartyCode(r.Now["code"]), hinterland.PlaceCode(r.Now["place"])
	if r.Was == nil {
		party := office.PartyBody{Code: code, Name: r.name(), Place: place}
		return []office.Act{&office.RegisterParty{PartyBody: party}}
	}
	if r.differs("name.en", "name.zh") {
		acts = append(acts, &office.NameParty{Code: code, Name: r.name()})
	}
	if r.differs("place") {
		acts = append(acts, &office.LocateParty{Code: code, Place: place})
	}
	return acts
}
