package office

import "hinterland"

// StateBelongings says of a place in which zones it was, is and is going to
// be, as it was told elsewhere: by another office whose region comes here, or
// by a paper. It may begin on days that are over, and so is done only of a
// place of which this office has said nothing yet: nothing that it has said of
// any day becomes other than it was.
type StateBelongings struct {
	Place hinterland.PlaceCode `json:"place"`
	Stays []Stay               `json:"stays"`
}

// A Stay is a zone in which a place is, for how long, and why.
type Stay struct {
	Zone   hinterland.ZoneCode `json:"zone"`
	From   hinterland.Day      `json:"from"`
	Last   *hinterland.Day     `json:"last,omitempty"`
	Reason string              `json:"reason"`
	Note   string              `json:"note,omitempty"`
}

// stays are what is stated, in its order.
func (a *StateBelongings) stays() []hinterland.Belonging {
	all := make([]hinterland.Belonging, len(a.Stays))
	for i, s := range a.Stays {
		all[i] = hinterland.Belonging{
			Place: a.Place, Zone: s.Zone, Reason: s.Reason, Note: s.Note,
			Term: hinterland.Term{From: s.From, To: afterLast(s.Last)},
		}
	}
	return all
}

// Check implements Act. Stays come in the order of their days.
func (a *StateBelongings) Check() hinterland.Refusals {
	if len(a.Stays) == 0 {
		return oneFault(hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).
			In(hinterland.Where{Column: "stays"}))
	}
	var faults hinterland.Refusals
	all := a.stays()
	for i := range all {
		at := numberedField("stays", i)
		faults = append(faults, under(at, all[i].Check())...)
		if i > 0 && all[i].Term.From < all[i-1].Term.To {
			twice := hinterland.Refuse(hinterland.Conflict, "belonging.twice",
				hinterland.Args{"value": string(a.Place)})
			faults = append(faults, twice.In(hinterland.At(
				below(at, "from"),
				all[i].Term.From.String())))
		}
	}
	return faults
}

// Side implements Act.
func (a *StateBelongings) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act. Whether zones drawn so hang together and keep to bounds
// was asked where they were drawn; the next drawing here asks it again.
func (a *StateBelongings) Do(t *Turn) error {
	if _, err := t.Place(a.Place); err != nil {
		return pointed(err, "place", string(a.Place))
	}
	// Of two who state one place at once the database refuses the later wherever
	// they share a day, whatever was read here.
	said, err := t.BelongingsOf(a.Place)
	if err != nil {
		return err
	}
	if len(said) > 0 {
		return hinterland.Refuse(hinterland.Conflict, "belonging.stated",
			hinterland.Args{"value": string(a.Place)}).
			In(hinterland.At("place", string(a.Place)))
	}
	// Whatever is wrong with zones is told of all stays together: who mends the
	// sheet is not to meet the next only when the first is mended.
	var faults hinterland.Refusals
	all := a.stays()
	for i := range all {
		err := t.opens(&all[i])
		at := below(numberedField("stays", i), "zone")
		told := refusalsIn(pointed(err, at, string(all[i].Zone)))
		if err != nil && len(told) == 0 {
			return err
		}
		faults = append(faults, told...)
	}
	if len(faults) > 0 {
		return faults
	}
	for _, b := range all {
		if err := t.AddBelonging(b); err != nil {
			return err
		}
	}
	return nil
}

// opens refuses where the zone of a belonging is not there, or is dissolved
// before the place leaves it. Nobody dissolves it meanwhile.
func (t *Turn) opens(b *hinterland.Belonging) error {
	z, err := t.HoldZone(b.Zone)
	if err == nil && z.Stage == hinterland.ZoneDissolved && b.Term.To > z.Since {
		err = hinterland.Refuse(hinterland.Conflict, "belonging.dissolved",
			hinterland.Args{"zone": string(b.Zone), "day": z.Since})
	}
	return err
}
