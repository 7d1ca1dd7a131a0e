package office

import "hinterland"

// RegisterGood enters a good, so that it can be promised. Decimals fixes the
// smallest step in which it is counted, once and for all.
type RegisterGood struct {
	Code     hinterland.GoodCode `json:"code"`
	Name     hinterland.Name     `json:"name"`
	Class    string              `json:"class,omitempty"`
	Unit     string              `json:"unit"`
	Decimals int                 `json:"decimals"`
	Parent   hinterland.GoodCode `json:"parent,omitempty"`
}

func (a *RegisterGood) good(currency string) *hinterland.Good {
	return &hinterland.Good{
		Code: a.Code, Name: a.Name, Class: a.Class, Unit: a.Unit, Decimals: a.Decimals,
		Keeps: hinterland.Forever, Currency: currency, Parent: a.Parent,
	}
}

// Check implements Act.
func (a *RegisterGood) Check() hinterland.Refusals { return a.good("").Check() }

// Side implements Act.
func (a *RegisterGood) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *RegisterGood) Do(t *Turn) error {
	charter, err := t.Charter()
	if err != nil {
		return err
	}
	if a.Parent != "" {
		if _, err := t.Good(a.Parent); err != nil {
			return err
		}
	}
	return t.AddGood(*a.good(charter.Currency))
}
