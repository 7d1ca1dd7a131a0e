package office

import "hinterland"

// A PartyBody is a party as acts write it.
type PartyBody struct {
	Code  hinterland.PartyCode `json:"code"`
	Name  hinterland.Name      `json:"name"`
	Place hinterland.PlaceCode `json:"place,omitempty"`
}

func (b *PartyBody) party() *hinterland.Party {
	return &hinterland.Party{Code: b.Code, Name: b.Name, Place: b.Place}
}

// RegisterParty enters an organisation, so that it can promise and be
// promised. It refuses a code that is taken.
type RegisterParty struct {
	PartyBody
}

// Check implements Act.
func (a *RegisterParty) Check() hinterland.Refusals { return a.party().Check() }

// Side implements Act.
func (a *RegisterParty) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *RegisterParty) Do(t *Turn) error { return t.AddParty(*a.party()) }

// NameParty gives a party another name. Its code stays: what was recorded
// under it is found under it.
type NameParty struct {
	Code hinterland.PartyCode `json:"code"`
	Name hinterland.Name      `json:"name"`
	Based
}

func (a *NameParty) row() hinterland.Change { return rowOf("party", a.Code) }

// Check implements Act.
func (a *NameParty) Check() hinterland.Refusals {
	return (&hinterland.Party{Code: a.Code, Name: a.Name}).Check()
}

// Side implements Act.
func (a *NameParty) Side(*Turn) (hinterland.PartyCode, error) { return a.Code, nil }

// Do implements Act.
func (a *NameParty) Do(t *Turn) error { return t.NameParty(a.Code, a.Name) }
