package office

import (
	"slices"

	"hinterland"
)

// A ZoneBody is what is said of a zone: round which places it is drawn, and who
// leads it.
type ZoneBody struct {
	Code   hinterland.ZoneCode    `json:"code"`
	Name   hinterland.Name        `json:"name"`
	Lead   hinterland.PartyCode   `json:"lead,omitempty"`
	Centre []hinterland.PlaceCode `json:"centre"`
}

func (b *ZoneBody) zone() hinterland.DatedZone {
	return hinterland.DatedZone{
		Code: b.Code, Name: b.Name, Lead: b.Lead, Centre: b.Centre,
	}
}

// FoundZone proposes a zone, in another one or of the region.
type FoundZone struct {
	ZoneBody
	Parent hinterland.ZoneCode `json:"parent,omitempty"`
}

func (a *FoundZone) zone() hinterland.DatedZone {
	z := a.ZoneBody.zone()
	z.Parent = a.Parent
	return z
}

// Check implements Act.
func (a *FoundZone) Check() hinterland.Refusals { z := a.zone(); return z.Check() }

// Side implements Act.
func (a *FoundZone) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *FoundZone) Do(t *Turn) error {
	z := a.zone()
	z.Stage, z.Since = hinterland.ZoneProposed, t.Today
	all, err := t.Zones()
	if err != nil {
		return err
	}
	if _, taken := zoneIn(all, z.Code); taken == nil {
		code := string(z.Code)
		return hinterland.Refuse(hinterland.Conflict, "zone.taken",
			hinterland.Args{"value": code}).In(hinterland.At("code", code))
	}
	if z.Parent != "" {
		if _, err := zoneIn(all, z.Parent); err != nil {
			return pointed(err, "parent", string(z.Parent))
		}
	}
	return t.putZone(z)
}

// zoneIn finds a zone, or refuses.
func zoneIn(
	all []hinterland.DatedZone, code hinterland.ZoneCode,
) (z hinterland.DatedZone, err error) {
	at := slices.IndexFunc(all, func(z hinterland.DatedZone) bool {
		return z.Code == code
	})
	if at < 0 {
		return z, hinterland.Refuse(hinterland.NotFound, "zone.unknown",
			hinterland.Args{"value": string(code)})
	}
	return all[at], nil
}

// zone finds a zone, or refuses.
func (t *Turn) zone(code hinterland.ZoneCode) (hinterland.DatedZone, error) {
	all, err := t.Zones()
	if err != nil {
		return hinterland.DatedZone{}, err
	}
	return zoneIn(all, code)
}

// putZone records a zone whose lead and centre are there.
func (t *Turn) putZone(z hinterland.DatedZone) error {
	if z.Lead != "" {
		if _, err := t.Party(z.Lead); err != nil {
			return pointed(err, "lead", string(z.Lead))
		}
	}
	for i, p := range z.Centre {
		if _, err := t.Place(p); err != nil {
			return pointed(err, numberedField("centre", i), string(p))
		}
	}
	return t.PutZone(z)
}

// DescribeZone says other things of a zone than before. In which other zone it
// lies is not among them: last year's figures of that would not stay what they
// were.
type DescribeZone struct {
	ZoneBody
	Based
}

func (a *DescribeZone) row() hinterland.Change { return rowOf("zone", a.Code) }

// Check implements Act.
func (a *DescribeZone) Check() hinterland.Refusals { z := a.zone(); return z.Check() }

// Side implements Act.
func (a *DescribeZone) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *DescribeZone) Do(t *Turn) error {
	was, err := t.zone(a.Code)
	if err != nil {
		return err
	}
	z := a.zone()
	z.Parent, z.Stage, z.Since = was.Parent, was.Stage, was.Since
	return t.putZone(z)
}

// SetZoneState says that a zone is being prepared, is established, or is
// dissolved, since a day. A zone never goes back, and is dissolved once no
// place is in it.
type SetZoneState struct {
	Zone  hinterland.ZoneCode  `json:"zone"`
	State hinterland.ZoneStage `json:"state"`
	From  hinterland.Day       `json:"from"`
	Based
}

func (a *SetZoneState) row() hinterland.Change { return rowOf("zone", a.Zone) }

// Check implements Act.
func (a *SetZoneState) Check() hinterland.Refusals {
	if !slices.Contains(hinterland.ZoneStages(), a.State) {
		return oneFault(hinterland.Refuse(hinterland.Invalid, "zone.stage", nil).
			In(hinterland.At("state", string(a.State))))
	}
	return nil
}

// Side implements Act.
func (a *SetZoneState) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *SetZoneState) Do(t *Turn) error {
	if _, err := t.HoldZone(a.Zone); err != nil {
		return err // nobody is to state anything of it meanwhile
	}
	z, err := t.zone(a.Zone)
	if err != nil {
		return err
	}
	// Nobody is to draw anything into it meanwhile; without a rule nobody does.
	_, err = t.HoldZones(z.Parent)
	if err != nil && !isRefusal(err, hinterland.NotFound) {
		return err
	}
	if !z.Stage.Precedes(a.State) {
		return hinterland.Refuse(hinterland.Conflict, "zone.back", nil).
			In(hinterland.At("state", string(a.State)))
	}
	if a.State == hinterland.ZoneDissolved {
		if err := t.deserted(a.Zone, a.From); err != nil {
			return err
		}
	}
	z.Stage, z.Since = a.State, a.From
	return t.PutZone(z)
}

// deserted refuses where a place is in a zone, or in one that lies in it, on a
// day or after it.
func (t *Turn) deserted(zone hinterland.ZoneCode, from hinterland.Day) error {
	g, err := groundOn(t.Tx, from)
	if err != nil {
		return err
	}
	for _, stays := range g.stays {
		if slices.ContainsFunc(stays, func(b hinterland.Belonging) bool {
			return g.inside(b.Zone, zone)
		}) {
			return hinterland.Refuse(hinterland.Conflict, "zone.inhabited", nil).
				In(hinterland.At("from", from.String()))
		}
	}
	return nil
}

// PinPlace puts a place into a zone, however zones are drawn, and says why.
type PinPlace struct {
	Place  hinterland.PlaceCode `json:"place"`
	Zone   hinterland.ZoneCode  `json:"zone"`
	Reason string               `json:"reason"`
	Based
}

func (a *PinPlace) row() hinterland.Change { return rowOf("pin", a.Place) }

// Check implements Act.
func (a *PinPlace) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *PinPlace) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *PinPlace) Do(t *Turn) error {
	if _, err := t.Place(a.Place); err != nil {
		return err
	}
	if _, err := t.zone(a.Zone); err != nil {
		return err
	}
	return t.PutPin(hinterland.DatedPin{
		Place: a.Place, Zone: a.Zone, Reason: a.Reason,
	})
}

// UnpinPlace lets a place go where the drawing of zones puts it.
type UnpinPlace struct {
	Place hinterland.PlaceCode `json:"place"`
	Based
}

func (a *UnpinPlace) row() hinterland.Change { return rowOf("pin", a.Place) }

// Check implements Act.
func (a *UnpinPlace) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *UnpinPlace) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *UnpinPlace) Do(t *Turn) error {
	pins, err := t.Pins()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(pins, func(p hinterland.DatedPin) bool {
		return p.Place == a.Place
	}) {
		return hinterland.Refuse(hinterland.Conflict, "pin.none", nil).
			In(hinterland.At("place", string(a.Place)))
	}
	return t.PutPin(hinterland.DatedPin{Place: a.Place})
}

// SetZoning says how the zones in a zone, or those of the region, are drawn: so
// that people are near their centre, or places are with whom they have most to
// do; and within which bounds, a tolerance round the mean or a least and a
// most.
type SetZoning struct {
	Within    hinterland.ZoneCode  `json:"within,omitempty"`
	Objective hinterland.Objective `json:"objective"`
	Tolerance string               `json:"tolerance,omitempty"`
	Least     string               `json:"least,omitempty"`
	Most      string               `json:"most,omitempty"`
	Based
}

func (a *SetZoning) row() hinterland.Change { return rowOf("zone_rule", a.Within) }

// rule is what the act says, and what of it could not be read.
func (a *SetZoning) rule() (r hinterland.ZoneRule, faults hinterland.Refusals) {
	r = hinterland.ZoneRule{Within: a.Within, Objective: a.Objective}
	b := &r.Bounds
	var err error
	if a.Tolerance != "" {
		b.Kind = hinterland.ByTolerance
		b.Tolerance, err = hinterland.ParseDecimal(a.Tolerance, 6)
		faults = append(faults, misread(err, "tolerance", a.Tolerance)...)
	}
	if a.Least+a.Most == "" {
		return r, faults
	}
	if a.Tolerance != "" {
		two := hinterland.Refuse(hinterland.Invalid, "bounds.two", nil)
		faults = append(faults, two.In(hinterland.At("tolerance", a.Tolerance)))
	}
	b.Kind, b.Most = hinterland.ByLeastAndMost, hinterland.NoMost
	if a.Least != "" {
		b.Least, err = hinterland.ParseWhole(a.Least, 0, hinterland.MaxWeight)
		faults = append(faults, misread(err, "least", a.Least)...)
	}
	if a.Most != "" {
		b.Most, err = hinterland.ParseWhole(a.Most, 0, hinterland.MaxWeight)
		faults = append(faults, misread(err, "most", a.Most)...)
	}
	return r, faults
}

// Check implements Act.
func (a *SetZoning) Check() hinterland.Refusals {
	r, faults := a.rule()
	if len(faults) > 0 {
		r.Bounds = hinterland.Bounds{} // nothing is said of bounds that are told already
	}
	return append(faults, r.Check()...)
}

// Side implements Act.
func (a *SetZoning) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *SetZoning) Do(t *Turn) error {
	if a.Within != "" {
		if _, err := t.zone(a.Within); err != nil {
			return err
		}
	}
	return t.PutZoneRule(a.Rule())
}

// Rule is what an act says that has been checked.
func (a *SetZoning) Rule() hinterland.ZoneRule { r, _ := a.rule(); return r }
