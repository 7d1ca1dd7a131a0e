package office

import (
	"slices"

	"hinterland"
)

// StateBorder says by hand whether two places are neighbours, and why, whatever
// the map shows; without a ruling it is as the map has it again.
type StateBorder struct {
	A      hinterland.PlaceCode `json:"a"`
	B      hinterland.PlaceCode `json:"b"`
	Ruling hinterland.Ruling    `json:"ruling,omitempty"`
	Reason string               `json:"reason,omitempty"`
	Based
}

func (a *StateBorder) border() hinterland.Border {
	b := hinterland.Border{Ruling: a.Ruling, Reason: a.Reason}
	b.A, b.B = hinterland.InOrder(a.A, a.B)
	return b
}

func (a *StateBorder) row() hinterland.Change { return rowOfPair("border", a.A, a.B) }

// Check implements Act.
func (a *StateBorder) Check() hinterland.Refusals {
	b := a.border()
	b.A, b.B = a.A, a.B // as they were typed
	return b.Check()
}

// Side implements Act.
func (a *StateBorder) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *StateBorder) Do(t *Turn) error {
	b := a.border()
	if err := t.both(b.A, b.B); err != nil {
		return err
	}
	known, err := t.Borders(b.A, b.B)
	if err != nil {
		return err
	}
	for _, k := range known { // there is one at most
		b.Mapped = k.Mapped
	}
	return t.PutBorder(b)
}

// StateTie says how much two places have to do with each other, in whatever is
// counted, with at most six decimals, and where that is from; without a strength
// nothing is said of it any more.
type StateTie struct {
	A        hinterland.PlaceCode `json:"a"`
	B        hinterland.PlaceCode `json:"b"`
	Strength string               `json:"strength,omitempty"`
	Source   string               `json:"source,omitempty"`
	Based
}

func (a *StateTie) tie() (hinterland.Tie, error) {
	tie := hinterland.Tie{Source: a.Source}
	tie.A, tie.B = hinterland.InOrder(a.A, a.B)
	if a.Strength == "" {
		return tie, nil
	}
	var err error
	tie.Strength, err = hinterland.ParseDecimal(a.Strength, hinterland.TiePlaces)
	return tie, err
}

func (a *StateTie) row() hinterland.Change { return rowOfPair("tie", a.A, a.B) }

// Check implements Act.
func (a *StateTie) Check() hinterland.Refusals {
	tie, err := a.tie()
	faults := misread(err, "strength", a.Strength)
	if err != nil {
		tie.Strength = 1 // there is one, whatever it is
	}
	tie.A, tie.B = a.A, a.B // as they were typed
	return append(faults, tie.Check()...)
}

// Side implements Act.
func (a *StateTie) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *StateTie) Do(t *Turn) error {
	tie, err := a.tie()
	if err == nil {
		err = t.both(tie.A, tie.B)
	}
	if err != nil {
		return err
	}
	return t.PutTie(tie)
}

// StateDistance says how far it is from one place to another, in kilometres
// with at most one decimal; the way back is said by itself. Without a length
// nothing is said of it any more.
type StateDistance struct {
	From hinterland.PlaceCode `json:"from"`
	To   hinterland.PlaceCode `json:"to"`
	Km   string               `json:"km,omitempty"`
	Based
}

func (a *StateDistance) distance() (hinterland.Distance, error) {
	d := hinterland.Distance{From: a.From, To: a.To}
	if a.Km == "" {
		return d, nil
	}
	var err error
	d.Hectometres, err = hinterland.ParseDecimal(a.Km, 1)
	return d, err
}

func (a *StateDistance) row() hinterland.Change { return rowOf("distance", a.From, a.To) }

// Check implements Act.
func (a *StateDistance) Check() hinterland.Refusals {
	d, err := a.distance()
	return append(misread(err, "km", a.Km), d.Check()...)
}

// Side implements Act.
func (a *StateDistance) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *StateDistance) Do(t *Turn) error {
	d, err := a.distance()
	if err == nil {
		err = t.both(d.From, d.To)
	}
	if err != nil {
		return err
	}
	if a.Km == "" {
		return t.DropDistance(d.From, d.To)
	}
	return t.PutDistance(d)
}

// both refuses places that are not there.
func (t *Turn) both(places ...hinterland.PlaceCode) error {
	for _, code := range places {
		if _, err := t.Place(code); err != nil {
			return err
		}
	}
	return nil
}

// rowOfPair names the row of two places that holds both ways.
func rowOfPair(table string, a, b hinterland.PlaceCode) hinterland.Change {
	a, b = hinterland.InOrder(a, b)
	return rowOf(table, a, b)
}

// Borders are all that stand, by pair.
func (v *View) Borders() ([]hinterland.Border, error) {
	if !v.sees(Places, Other) {
		return nil, nil
	}
	borders, err := v.tx.Borders()
	return slices.DeleteFunc(borders, func(b hinterland.Border) bool { return !b.Stands() }), err
}

// Surroundings are what is said of a place and others.
type Surroundings struct {
	Borders   []hinterland.Border
	Ties      []hinterland.Tie
	Distances []hinterland.Distance
}

// Others are the other places that it names, each once, by code.
func (s *Surroundings) Others(of hinterland.PlaceCode) []hinterland.PlaceCode {
	var all []hinterland.PlaceCode
	for _, b := range s.Borders {
		all = append(all, b.A, b.B)
	}
	for _, t := range s.Ties {
		all = append(all, t.A, t.B)
	}
	for _, d := range s.Distances {
		all = append(all, d.From, d.To)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(p hinterland.PlaceCode) bool {
		return p == of
	})
}

// With is what of it is said of one other place.
func (s *Surroundings) With(other hinterland.PlaceCode) (only Surroundings) {
	for _, b := range s.Borders {
		if b.A == other || b.B == other {
			only.Borders = append(only.Borders, b)
		}
	}
	for _, t := range s.Ties {
		if t.A == other || t.B == other {
			only.Ties = append(only.Ties, t)
		}
	}
	for _, d := range s.Distances {
		if d.From == other || d.To == other {
			only.Distances = append(only.Distances, d)
		}
	}
	return only
}

// Surroundings are what is said of a place and others, all of it if none is
// named.
func (v *View) Surroundings(of hinterland.PlaceCode) (s Surroundings, err error) {
	if !v.sees(Places, Other) {
		return s, nil
	}
	named := []hinterland.PlaceCode{of}[:min(len(of), 1)]
	if s.Borders, err = v.tx.Borders(named...); err != nil {
		return s, err
	}
	if s.Ties, err = v.tx.Ties(named...); err != nil {
		return s, err
	}
	s.Distances, err = v.tx.Distances(named...)
	return s, err
}
