package office

import (
	"slices"

	"hinterland"
)

// LoadMap makes a file that has arrived the map of the region, in the place of
// the one before. Borders are who is next to whom by it, as far as its sender
// takes that over; what somebody has said by hand stays, and stands before it.
type LoadMap struct {
	Name     string                 `json:"name"`
	File     string                 `json:"file"`
	Property string                 `json:"property,omitempty"`
	Source   string                 `json:"source,omitempty"`
	Licence  string                 `json:"licence,omitempty"`
	Borders  []hinterland.PlacePair `json:"borders,omitempty"`
	Based
}

func (a *LoadMap) regionMap() hinterland.RegionMap {
	return hinterland.RegionMap{
		Name: a.Name, File: a.File, Property: a.Property, Source: a.Source, Licence: a.Licence,
	}
}

func (a *LoadMap) row() hinterland.Change {
	return hinterland.Change{Table: "region_map", Key: "[]"} // there is one
}

// Check implements Act.
func (a *LoadMap) Check() hinterland.Refusals {
	m := a.regionMap()
	return append(m.Check(), hinterland.CheckPairs("borders", a.Borders)...)
}

// Side implements Act. A map is the region's and no party's.
func (a *LoadMap) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act. The file is held to being a map by how it begins and no further:
// who looks at it on the form, or by command, has been told what is in it, and a map
// of which nothing can be drawn leaves pages with their cells.
func (a *LoadMap) Do(t *Turn) error {
	kind, err := t.UseFile(a.File)
	if err != nil {
		return err
	}
	if kind != hinterland.MapText {
		return hinterland.Refuse(hinterland.Invalid, "map.file", nil).
			In(hinterland.Where{Column: "file"})
	}
	if err := a.placed(t); err != nil {
		return err
	}
	if err := t.PutMap(a.regionMap()); err != nil {
		return err
	}
	return a.border(t)
}

// placed refuses borders of what are no places of the office, each at its pair. All
// places are asked for at once: a map of a nation names thousands.
func (a *LoadMap) placed(t *Turn) error {
	var codes []hinterland.PlaceCode
	for _, pair := range a.Borders {
		codes = append(codes, pair.A, pair.B)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	found, err := t.PlacesBy(codes)
	if err != nil || len(found) == len(codes) {
		return err
	}
	there := map[hinterland.PlaceCode]bool{}
	for i := range found {
		there[found[i].Code] = true
	}
	var faults hinterland.Refusals
	for i, pair := range a.Borders {
		for j, code := range []hinterland.PlaceCode{pair.A, pair.B} {
			if !there[code] {
				faults = append(faults, hinterland.Refuse(hinterland.NotFound, "place.unknown",
					hinterland.Args{"value": string(code)}).
					In(hinterland.At(
						below(numberedField("borders", i), "ab"[j:j+1]), string(code))))
			}
		}
	}
	return faults
}

// border notes of every two places whether the map shows them as neighbours: those of
// the act, and no others, whatever an older map has shown. What was said of them by
// hand stays as it is. Only what changes is written, so that the journal says of a
// newer map where it differs.
func (a *LoadMap) border(t *Turn) error {
	known, err := t.Borders()
	if err != nil {
		return err
	}
	shown := map[hinterland.PlacePair]bool{}
	for _, pair := range a.Borders {
		pair.A, pair.B = hinterland.InOrder(pair.A, pair.B)
		shown[pair] = true
	}
	for _, b := range known {
		pair, is := hinterland.PlacePair{A: b.A, B: b.B}, 0
		if shown[pair] {
			is = 1
		}
		delete(shown, pair)
		if b.Mapped == is {
			continue
		}
		b.Mapped = is
		if err := t.PutBorder(b); err != nil {
			return err
		}
	}
	for _, pair := range a.Borders {
		pair.A, pair.B = hinterland.InOrder(pair.A, pair.B)
		if !shown[pair] {
			continue
		}
		err := t.PutBorder(hinterland.Border{A: pair.A, B: pair.B, Mapped: 1})
		if err != nil {
			return err
		}
	}
	return nil
}

// Map is the map that was loaded last; without a file where there is none. Whoever
// sees places sees it, and may have its file: what it shows of a place is no secret
// where the place is none. Pages that draw much else ask for it only where there is one.
func (v *View) Map() (m hinterland.RegionMap, err error) {
	if !v.sees(Places, Other) {
		return m, nil
	}
	m, err = v.tx.Map()
	if isRefusal(err, hinterland.NotFound) {
		return hinterland.RegionMap{}, nil
	}
	return m, err
}
