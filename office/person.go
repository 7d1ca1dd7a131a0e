package office

import "hinterland"

// A PersonBody is a person as acts write it.
type PersonBody struct {
	Name  hinterland.Personal `json:"name"`
	Mail  hinterland.Personal `json:"mail,omitempty"`
	Phone hinterland.Personal `json:"phone,omitempty"`
}

func (b *PersonBody) person(id hinterland.ID[hinterland.Person]) *hinterland.Person {
	return &hinterland.Person{ID: id, Name: b.Name, Mail: b.Mail, Phone: b.Phone}
}

// RegisterPerson enters a person, who may then be given posts. Two persons
// may have the same name.
type RegisterPerson struct {
	PersonBody
}

// Check implements Act.
func (a *RegisterPerson) Check() hinterland.Refusals { return a.person(0).Check() }

// Side implements Act. Whoever registers somebody does it for the own party.
func (a *RegisterPerson) Side(t *Turn) (hinterland.PartyCode, error) { return t.Actor.Party, nil }

// Do implements Act.
func (a *RegisterPerson) Do(t *Turn) error {
	return t.AddPerson(*a.person(next[hinterland.Person](t)))
}
