package office

import (
	"errors"

	"hinterland"
)

// OpenRegion begins the records of a region: its charter, its office as the
// first party, and a person who holds every post in it. It refuses where a
// region has been opened already.
type OpenRegion struct {
	Charter hinterland.Charter `json:"charter"`
	Party   PartyBody          `json:"party"`
	Person  PersonBody         `json:"person"`
}

// Check implements Act.
func (a *OpenRegion) Check() hinterland.Refusals {
	faults := under("charter", a.Charter.Check())
	faults = append(faults, under("party", a.Party.party().Check())...)
	return append(faults, under("person", a.Person.person(0).Check())...)
}

// Side implements Act.
func (a *OpenRegion) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *OpenRegion) Do(t *Turn) error {
	if err := t.AddCharter(a.Charter); err != nil {
		return err
	}
	if err := t.enter(&a.Party); err != nil {
		return err
	}
	person := a.Person.person(next[hinterland.Person](t))
	if err := t.AddPerson(*person); err != nil {
		return err
	}
	for _, duty := range hinterland.Duties() {
		err := t.AddPost(hinterland.Post{
			ID: next[hinterland.Post](t), Person: person.ID, Party: a.Party.Code, Duty: duty,
			Term: hinterland.Term{From: t.Today, To: hinterland.Forevermore},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pointed says which field an error is about, if it is a refusal.
func pointed(err error, field, value string) error {
	var r *hinterland.Refusal
	if errors.As(err, &r) {
		return r.In(hinterland.Where{Column: field, Value: value})
	}
	return err
}

// under puts the name of the field that holds a part before the fields that
// its refusals name.
func under(field string, faults hinterland.Refusals) hinterland.Refusals {
	for _, f := range faults {
		if f.At.Column == "" {
			f.At.Column = field
			continue
		}
		f.At.Column = field + "." + f.At.Column
	}
	return faults
}
