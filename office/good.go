package office

import "hinterland"

// RegisterGood enters a good, so that it can be promised. Decimals fixes the
// smallest step in which it is counted, for good once anything is promised.
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
	if err := t.standGood(a); err != nil {
		return err
	}
	return t.AddGood(*a.good(charter.Currency))
}

// DescribeGood says other things of a good than before: what it is called, its
// class, what it is part of. What is left out is said no more. Unit and decimals
// stay once anything was promised of the good: every number would become another.
type DescribeGood struct {
	RegisterGood
	Based
}

func (a *DescribeGood) row() hinterland.Change { return rowOf("good", string(a.Code)) }

// Do implements Act.
func (a *DescribeGood) Do(t *Turn) error {
	now, err := t.Good(a.Code)
	if err != nil {
		return err
	}
	if err := t.mayCount(&now, &a.RegisterGood); err != nil {
		return err
	}
	if err := t.standGood(&a.RegisterGood); err != nil {
		return err
	}
	now.Name, now.Class, now.Parent = a.Name, a.Class, a.Parent
	now.Unit, now.Decimals = a.Unit, a.Decimals
	return t.ChangeGood(now)
}

// standGood refuses a parent that is not there, or that the good cannot have.
func (t *Turn) standGood(a *RegisterGood) error {
	if a.Parent == "" {
		return nil
	}
	if _, err := t.Good(a.Parent); err != nil {
		return pointed(err, "parent", string(a.Parent))
	}
	return t.stand(hinterland.Node{Tree: hinterland.GoodTree, Code: string(a.Code)},
		string(a.Parent))
}

// mayCount refuses another unit or other decimals for a good of which something
// was promised.
func (t *Turn) mayCount(now *hinterland.Good, by *RegisterGood) error {
	column, value := "", ""
	switch {
	case now.Unit != by.Unit:
		column, value = "unit", by.Unit
	case now.Decimals != by.Decimals:
		column, value = "decimals", hinterland.FormatDecimal(int64(by.Decimals), 0)
	default:
		return nil
	}
	promised, err := t.Promised(by.Code)
	if err == nil && promised {
		err = hinterland.Refuse(hinterland.Conflict, "good.promised", nil).
			In(hinterland.Where{Column: column, Value: value})
	}
	return err
}
