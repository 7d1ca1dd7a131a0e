package office

import "hinterland"

// RegisterPlace enters a place, in another one unless it is in none. Lon and Lat
// are its point, in degrees with at most six decimals, both or neither. Weight is
// what its zone counts, a whole number, with the source of it, both or neither.
type RegisterPlace struct {
	Code   hinterland.PlaceCode `json:"code"`
	Name   hinterland.Name      `json:"name"`
	Parent hinterland.PlaceCode `json:"parent,omitempty"`
	Lon    string               `json:"lon,omitempty"`
	Lat    string               `json:"lat,omitempty"`
	Weight string               `json:"weight,omitempty"`
	Source string               `json:"source,omitempty"`
}

// place is what the act says, and what of it could not be read.
func (a *RegisterPlace) place() (p hinterland.Place, faults hinterland.Refusals) {
	p = hinterland.Place{Code: a.Code, Name: a.Name, Parent: a.Parent, Source: a.Source}
	read := func(column, text string, err error) {
		faults = append(faults, misread(err, column, text)...)
	}
	var err error
	p.Lon, err = hinterland.ParseDegrees(a.Lon)
	read("lon", a.Lon, err)
	p.Lat, err = hinterland.ParseDegrees(a.Lat)
	read("lat", a.Lat, err)
	p.Weight, err = hinterland.ParseWeight(a.Weight)
	read("weight", a.Weight, err)
	return p, faults
}

// misread are the refusals of a text that could not be read in a column.
func misread(err error, column, text string) hinterland.Refusals {
	faults := refusalsIn(err)
	for _, r := range faults {
		r.In(hinterland.At(column, text))
	}
	return faults
}

// Check implements Act.
func (a *RegisterPlace) Check() hinterland.Refusals {
	p, faults := a.place()
	return append(faults, p.Check()...)
}

// Side implements Act.
func (a *RegisterPlace) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *RegisterPlace) Do(t *Turn) error {
	p, _ := a.place() // it has been checked
	if err := t.standPlace(&p); err != nil {
		return err
	}
	return t.AddPlace(p)
}

// DescribePlace says other things of a place than before: what it is called,
// where it is, what it lies in. What is left out is said no more. With a place
// goes all that lies in it, parties and scopes too.
type DescribePlace struct {
	RegisterPlace
	Based
}

func (a *DescribePlace) row() hinterland.Change { return rowOf("place", a.Code) }

// Do implements Act.
func (a *DescribePlace) Do(t *Turn) error {
	if _, err := t.Place(a.Code); err != nil {
		return err
	}
	p, _ := a.place() // it has been checked
	if err := t.standPlace(&p); err != nil {
		return err
	}
	return t.ChangePlace(p)
}

// standPlace refuses a parent that is not there, or that the place cannot have.
func (t *Turn) standPlace(p *hinterland.Place) error {
	if p.Parent == "" {
		return nil
	}
	if _, err := t.Place(p.Parent); err != nil {
		return pointed(err, "parent", string(p.Parent))
	}
	return t.stand(hinterland.Node{Tree: hinterland.PlaceTree, Code: string(p.Code)},
		string(p.Parent))
}

// stand refuses to put a node under a parent where it would stand under itself,
// where paths would be too long, and where two exclusive scopes would meet.
func (t *Turn) stand(n hinterland.Node, parent string) error {
	above, err := t.PathTo(hinterland.Node{Tree: n.Tree, Code: parent})
	if err != nil {
		return err
	}
	own, longest, err := t.Span(n)
	if err != nil {
		return err
	}
	if own != "" && above.Under(own) {
		return pointed(hinterland.Refuse(hinterland.Conflict, "tree.loop", nil), "parent", parent)
	}
	deepest := len(hinterland.Below(above, n.Code)) + longest - len(own)
	if deep := hinterland.CheckDepth(deepest); deep != nil {
		return pointed(deep, "parent", parent)
	}
	met, err := t.MeetsIf(n, parent)
	if err == nil && met != nil {
		err = pointed(met.Held("scope.meets"), "parent", parent)
	}
	return err
}

// PlacesAfter are at most limit of the places of the region after a path, each
// behind what it lies in.
func (v *View) PlacesAfter(after hinterland.Path, limit int) ([]hinterland.Place, error) {
	if !v.sees(Places, Other) {
		return nil, nil
	}
	return v.tx.Places(after, limit)
}

// AllPlaces are those of the region, each behind what it lies in.
func (v *View) AllPlaces() ([]hinterland.Place, error) { return v.PlacesAfter("", everything) }

// PlacesBy are those of some codes, each behind what it lies in.
func (v *View) PlacesBy(codes []hinterland.PlaceCode) ([]hinterland.Place, error) {
	if !v.sees(Places, Other) || len(codes) == 0 {
		return nil, nil
	}
	return v.tx.PlacesBy(codes)
}
