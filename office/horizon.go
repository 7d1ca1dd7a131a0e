package office

import "hinterland"

// A HorizonBody is what of a horizon can be said anew.
type HorizonBody struct {
	Code    hinterland.HorizonCode    `json:"code"`
	Name    hinterland.Name           `json:"name"`
	Class   hinterland.AgreementClass `json:"class"`
	Periods int                       `json:"periods"`
}

// OpenHorizon opens a horizon: from now on parties can state for its periods
// what they offer and need.
type OpenHorizon struct {
	HorizonBody
	From   hinterland.Day        `json:"from"`
	Period hinterland.PeriodKind `json:"period"`
}

func (a *OpenHorizon) horizon() *hinterland.Horizon {
	return &hinterland.Horizon{
		Code: a.Code, Name: a.Name, Class: a.Class, From: a.From, Kind: a.Period,
		Periods: a.Periods, Closed: hinterland.Forevermore,
	}
}

// Check implements Act.
func (a *OpenHorizon) Check() hinterland.Refusals { return a.horizon().Check() }

// Side implements Act.
func (a *OpenHorizon) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *OpenHorizon) Do(t *Turn) error { return t.AddHorizon(*a.horizon()) }

// DescribeHorizon gives a horizon another name or class, or more periods behind
// those that it has. None is taken away: something may be stated of it.
type DescribeHorizon struct {
	HorizonBody
	Based
}

func (a *DescribeHorizon) row() hinterland.Change { return rowOf("horizon", string(a.Code)) }

// Check implements Act. How long the periods are, the records know.
func (a *DescribeHorizon) Check() hinterland.Refusals { return a.Name.Check("name") }

// Side implements Act.
func (a *DescribeHorizon) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *DescribeHorizon) Do(t *Turn) error {
	h, err := t.Horizon(a.Code)
	if err != nil {
		return err
	}
	if a.Periods < h.Periods {
		return hinterland.Refuse(hinterland.Invalid, "horizon.shorter",
			hinterland.Args{"count": h.Periods}).
			In(hinterland.At("periods", hinterland.FormatDecimal(int64(a.Periods), 0)))
	}
	h.Name, h.Class, h.Periods = a.Name, a.Class, a.Periods
	if faults := h.Check(); len(faults) > 0 {
		return faults
	}
	return t.ChangeHorizon(h)
}

// CloseHorizon ends what can be stated for a horizon: a plan is made of what
// has been stated by now.
type CloseHorizon struct {
	Code hinterland.HorizonCode `json:"code"`
	Based
}

func (a *CloseHorizon) row() hinterland.Change { return rowOf("horizon", string(a.Code)) }

// Check implements Act.
func (a *CloseHorizon) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *CloseHorizon) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *CloseHorizon) Do(t *Turn) error {
	h, err := t.Horizon(a.Code)
	if err != nil {
		return err
	}
	if h.Closed != hinterland.Forevermore {
		return hinterland.Refuse(hinterland.Conflict, "horizon.closed",
			hinterland.Args{"horizon": string(h.Code), "day": h.Closed})
	}
	h.Closed = t.Today
	return t.ChangeHorizon(h)
}

// Horizons are at most limit of the region's after a code, by code.
func (v *View) Horizons(
	after hinterland.HorizonCode, limit int,
) ([]hinterland.Horizon, error) {
	if !v.sees(Horizons, Other) {
		return nil, nil
	}
	return v.tx.Horizons(after, limit)
}

// Horizon finds a horizon of the region, or refuses.
func (v *View) Horizon(code hinterland.HorizonCode) (hinterland.Horizon, error) {
	if !v.sees(Horizons, Other) {
		return hinterland.Horizon{}, hinterland.Refuse(hinterland.NotFound, "horizon.unknown",
			hinterland.Args{"value": string(code)})
	}
	return v.tx.Horizon(code)
}
