package main

import (
	"context"
	"errors"
	"fmt"
	"math"

	"hinterland"
	"hinterland/atlas"
	"hinterland/draw"
	"hinterland/web"
)

// A map of a region is read here for pages and commands alike: which shape is which
// place, what is wrong with it, and what of it pages draw.

// read reads a map that was loaded, with as much detail as pages show.
func (z *zoneMaps) read(m web.RealMap) (*draw.Map, error) {
	file, err := z.files.File(context.Background(), m.File)
	if err != nil {
		return nil, err
	}
	surveyed, err := surveyed(file.Content, m.Property)
	if err != nil {
		return nil, err
	}
	return &draw.Map{Shapes: forPages(surveyed.Topology())}, nil
}

// surveyed reads a map whose shapes have their codes under a property, with the snap
// with which it was looked at before it was loaded: what was told of it then is what
// is drawn.
func surveyed(content []byte, property string) (*atlas.Report, error) {
	m, err := atlas.Decode(content)
	if err == nil {
		err = m.TakeCodes(property)
	}
	if err != nil {
		return nil, err
	}
	return atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
}

// pageWide is how many points a map of a page is wide, at most.
const pageWide = 1760

// forPages leaves out what no page can show, and what it does not ask for: corners
// whose triangle with its neighbours is smaller than a point of the widest page, and
// the properties of shapes. Borders stay shared, and nobody loses a neighbour by it
// (see atlas.Topology.Simplified), so a map that is kept is some hundred times
// smaller than its file and looks the same.
func forPages(t *atlas.Topology) *atlas.Topology {
	plane := t.Projection()
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, a := range t.Arcs {
		for _, p := range a.Points {
			x, y := plane.XY(p)
			for i, at := range []float64{x, y} {
				low[i], high[i] = math.Min(low[i], at), math.Max(high[i], at)
			}
		}
	}
	point := math.Max(high[0]-low[0], high[1]-low[1]) / pageWide
	fine := t.Simplified(point * point)
	for i := range fine.Shapes {
		fine.Shapes[i].Properties = nil
	}
	return fine
}

// Look implements web.Maps. Codes are taken from where most shapes have that of a
// place: their own identifiers before any property, and these by name. A property may
// hold the codes as texts or as numbers; atlas has made texts of both. The neighbours
// are those of all shapes with a code, whether the office knows them or not.
func (z *zoneMaps) Look(
	content []byte, places map[hinterland.PlaceCode]bool,
) (*web.MapLook, error) {
	m, err := atlas.Decode(content)
	if err != nil {
		return nil, mapRefused(err)
	}
	look := &web.MapLook{Shapes: len(m.Places)}
	best := -1
	for _, property := range append([]string{""}, m.Properties...) {
		if m.TakeCodes(property) != nil {
			continue
		}
		found := 0
		for _, code := range m.Codes() {
			if places[hinterland.PlaceCode(code)] {
				found++
			}
		}
		if found > best {
			best, look.Property = found, property
		}
	}
	if err := m.TakeCodes(look.Property); err != nil {
		return nil, mapRefused(err)
	}
	for _, code := range m.Codes() {
		look.Codes = append(look.Codes, hinterland.PlaceCode(code))
	}
	report, err := atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
	if err != nil {
		return nil, mapRefused(err)
	}
	for _, b := range report.Graph.Borders() {
		look.Borders = append(look.Borders, hinterland.PlacePair{
			A: hinterland.PlaceCode(b.A), B: hinterland.PlaceCode(b.B),
		})
	}
	for _, f := range report.Faults {
		if !f.Kind.Note() {
			look.Faults = append(look.Faults, mapRefusal("", f))
		}
	}
	for _, f := range look.Faults {
		for name, value := range f.Args { // which come back from a form as texts
			f.Args[name] = fmt.Sprint(value)
		}
	}
	return look, nil
}

// mapRefused words why a file is no map, for pages.
func mapRefused(err error) error {
	err = refuseMap("", err)
	var r *hinterland.Refusal
	if errors.As(err, &r) {
		r.At = hinterland.Where{}
	}
	return err
}
