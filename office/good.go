package office

import (
	"cmp"

	"hinterland"
)

// RegisterGood enters a good, so that it can be promised. Decimals fixes the
// smallest step in which it is counted, for good once anything is promised.
type RegisterGood struct {
	Code     hinterland.GoodCode `json:"code"`
	Name     hinterland.Name     `json:"name"`
	Class    string              `json:"class,omitempty"`
	Unit     string              `json:"unit"`
	Decimals int                 `json:"decimals"`
	Parent   hinterland.GoodCode `json:"parent,omitempty"`
	// What plans need of it. Freight is for one unit and kilometre and
	// storage for one unit and period, both in Currency, or in the region's
	// where that is left out. Keeps is in how many periods it can be used,
	// Reach how many kilometres it may go; without them, in any and as far as
	// one likes.
	Freight  string `json:"freight,omitempty"`
	Storage  string `json:"storage,omitempty"`
	Currency string `json:"currency,omitempty"`
	Keeps    *int   `json:"keeps,omitempty"`
	Reach    string `json:"reach,omitempty"`
}

// good is what the act says, with the region's currency where it names none,
// how far the good may go in hectometres, or hinterland.Forever, and what of
// it could not be read.
func (a *RegisterGood) good(currency string) (
	g hinterland.Good, reach int64, faults hinterland.Refusals,
) {
	g = hinterland.Good{
		Code: a.Code, Name: a.Name, Class: a.Class, Unit: a.Unit, Decimals: a.Decimals,
		Keeps: hinterland.Forever, Currency: cmp.Or(a.Currency, currency), Parent: a.Parent,
	}
	if a.Keeps != nil {
		g.Keeps = *a.Keeps
		if g.Keeps < 0 { // which would say that it keeps for ever
			faults = append(faults, hinterland.Refuse(hinterland.Invalid, "number.range",
				hinterland.Args{"low": 0, "high": hinterland.MaxPeriod}).
				In(hinterland.At("keeps", hinterland.FormatDecimal(int64(g.Keeps), 0))))
			g.Keeps = 0
		}
	}
	reach = hinterland.Forever
	for _, n := range []struct {
		column, text string
		places       int
		most         int64
		into         *int64
	}{
		{
			"freight", a.Freight, hinterland.MoneyPlaces, int64(hinterland.MaxUnitCost),
			(*int64)(&g.Freight),
		},
		{
			"storage", a.Storage, hinterland.MoneyPlaces, int64(hinterland.MaxUnitCost),
			(*int64)(&g.Storage),
		},
		{"reach", a.Reach, 1, hinterland.Farthest, &reach},
	} {
		if n.text == "" {
			continue
		}
		steps, err := hinterland.ParseDecimal(n.text, n.places)
		if err == nil && steps > n.most {
			err = hinterland.Refuse(hinterland.Invalid, "number.range", hinterland.Args{
				"low":  0,
				"high": hinterland.Figure(hinterland.FormatDecimal(n.most, n.places)),
			})
		}
		for _, r := range refusalsIn(err) {
			faults = append(faults, r.In(hinterland.At(n.column, n.text)))
		}
		*n.into = steps
	}
	return g, reach, faults
}

// Check implements Act.
func (a *RegisterGood) Check() hinterland.Refusals {
	g, _, faults := a.good("")
	if _, refusal := hinterland.CurrencyPlaces(a.Currency); a.Currency != "" && refusal != nil {
		faults = append(faults, refusal)
	}
	return append(faults, g.Check()...)
}

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
	g, reach, _ := a.good(charter.Currency) // it has been checked
	if err := t.AddGood(g); err != nil || reach == hinterland.Forever {
		return err
	}
	return t.PutReach(hinterland.Reach{Good: g.Code, Hectometres: reach})
}

// DescribeGood says other things of a good than before: what it is called,
// its class, what it is part of. What is left out is said no more. Unit and
// decimals stay once anything was promised of the good: every number would
// become another.
type DescribeGood struct {
	RegisterGood
	Based
}

func (a *DescribeGood) row() hinterland.Change { return rowOf("good", string(a.Code)) }

// Do implements Act.
func (a *DescribeGood) Do(t *Turn) error {
	now, err := t.HoldGood(a.Code) // nobody states anything of it meanwhile
	if err != nil {
		return err
	}
	charter, err := t.Charter()
	if err != nil {
		return err
	}
	g, reach, _ := a.good(charter.Currency) // it has been checked
	if err := t.mayCount(&now, &g); err != nil {
		return err
	}
	if err := t.standGood(&a.RegisterGood); err != nil {
		return err
	}
	if err := t.ChangeGood(g); err != nil {
		return err
	}
	if reach == hinterland.Forever {
		return t.DropReach(g.Code)
	}
	return t.PutReach(hinterland.Reach{Good: g.Code, Hectometres: reach})
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
// was promised or is stated, and another currency for one that is offered.
func (t *Turn) mayCount(now, by *hinterland.Good) error {
	column, value := "", ""
	switch {
	case now.Unit != by.Unit:
		column, value = "unit", by.Unit
	case now.Decimals != by.Decimals:
		column, value = "decimals", hinterland.FormatDecimal(int64(by.Decimals), 0)
	case now.Currency != by.Currency:
		column, value = "currency", by.Currency
	default:
		return nil
	}
	at := hinterland.Where{Column: column, Value: value}
	promised, err := t.Promised(by.Code)
	if err == nil && promised && column != "currency" { // an agreement names its own
		err = hinterland.Refuse(hinterland.Conflict, "good.promised", nil).In(at)
	}
	if err != nil {
		return err
	}
	stated, err := t.Stated(by.Code)
	if err == nil && stated {
		err = hinterland.Refuse(hinterland.Conflict, "good.stated", nil).In(at)
	}
	return err
}

// Reaches are how far goods may travel that have a limit, in hectometres.
func (v *View) Reaches() (map[hinterland.GoodCode]int64, error) {
	reach := map[hinterland.GoodCode]int64{}
	if !v.sees(Goods, Other) {
		return reach, nil
	}
	limits, err := v.tx.Reaches()
	for _, r := range limits {
		reach[r.Good] = r.Hectometres
	}
	return reach, err
}
