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
func (a *RegisterParty) Do(t *Turn) error { return t.enter(&a.PartyBody) }

// enter records a party, at a place that is there.
func (t *Turn) enter(b *PartyBody) error {
	if b.Place != "" {
		if _, err := t.Place(b.Place); err != nil {
			return err
		}
	}
	return t.AddParty(*b.party())
}

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

// LocateParty says at which place a party is; without one, that nobody knows.
type LocateParty struct {
	Code  hinterland.PartyCode `json:"code"`
	Place hinterland.PlaceCode `json:"place,omitempty"`
	Based
}

func (a *LocateParty) row() hinterland.Change { return rowOf("party", a.Code) }

// Check implements Act.
func (a *LocateParty) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *LocateParty) Side(*Turn) (hinterland.PartyCode, error) { return a.Code, nil }

// Do implements Act.
func (a *LocateParty) Do(t *Turn) error {
	if a.Place != "" {
		if _, err := t.Place(a.Place); err != nil {
			return err
		}
	}
	return t.LocateParty(a.Code, a.Place)
}
