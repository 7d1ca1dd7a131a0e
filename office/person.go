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

// DescribePerson says other things of a person than before. What is left out
// is said no more.
type DescribePerson struct {
	Person hinterland.ID[hinterland.Person] `json:"person"`
	PersonBody
	Based
}

func (a *DescribePerson) row() hinterland.Change { return rowOf("person", int64(a.Person)) }

// Check implements Act.
func (a *DescribePerson) Check() hinterland.Refusals { return a.person(0).Check() }

// Side implements Act.
func (a *DescribePerson) Side(t *Turn) (hinterland.PartyCode, error) {
	return t.personSide(a.Person)
}

// Do implements Act.
func (a *DescribePerson) Do(t *Turn) error {
	if _, err := t.present(a.Person); err != nil {
		return err
	}
	return t.ChangePerson(*a.person(a.Person))
}
