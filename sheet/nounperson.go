package sheet

import (
	"hinterland"
	"hinterland/office"
)

// people are who acts for parties. Their numbers are made by the office: two may
// be called the same.
func people() *Noun {
	return &Noun{
		Name: "people", Title: "web.people", Keys: 1, Made: true, Unknown: "person.unknown",
		Fields: []Field{
			{Name: "person", Head: "word.number", May: true},
			{Name: "name", Head: "word.name"},
			{Name: "mail", Head: "word.mail", May: true},
			{Name: "phone", Head: "word.phone", May: true},
		},
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Holders(0, everything)
			var records []Record
			for i := range all {
				if h := &all[i]; h.Name != "" { // else it has been erased
					records = append(records, Record{
						"person": h.ID.String(), "name": string(h.Name),
						"mail": string(h.Mail), "phone": string(h.Phone),
					})
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			person := office.PersonBody{
				Name: hinterland.Personal(r.Now["name"]), Mail: hinterland.Personal(r.Now["mail"]),
				Phone: hinterland.Personal(r.Now["phone"]),
			}
			if r.Was == nil {
				return []office.Act{&office.RegisterPerson{PersonBody: person}}
			}
			var id hinterland.ID[hinterland.Person]
			r.refuse("person", id.UnmarshalText([]byte(r.Was["person"])))
			return []office.Act{&office.DescribePerson{Person: id, PersonBody: person}}
		},
	}
}
