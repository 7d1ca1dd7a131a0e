package atlas

import "slices"

// A Point is a longitude and a latitude in degrees, east and north positive,
// in that order as in RFC 7946. The zero value lies in the Gulf of Guinea, so
// absence is never told by a zero Point.
type Point struct {
	Lon, Lat float64
}

// A Ring is a closed line whose first and last Point are equal. Rings come out
// of this package wound as RFC 7946 asks: an outer ring counter-clockwise seen
// from above, a hole clockwise.
type Ring []Point

// A Polygon is an outer ring followed by its holes. An empty Polygon has no
// area and never leaves this package.
type Polygon []Ring

// A Place is one unit of a map: a county, a district, a cell. Several polygons
// are several parts of it, as with islands.
//
// The rings in Polygons are settled; those in lines are as the file wound them,
// for the faults that settling puts right. Whoever makes a Place without a file
// fills Code and Polygons only.
type Place struct {
	// Code names the place in every file. It is empty when the file gave none;
	// Survey reports that.
	Code string
	// Feature counts the place's feature in the file from 1.
	Feature int
	// Polygons is empty when the feature had no readable area.
	Polygons []Polygon
	// Properties hold the feature's properties as text: a string as it is,
	// a number as it was written, so that no digit is lost on the way.
	// A null is absent.
	Properties map[string]string

	// id is the feature's own identifier, numbers as written, "" if none.
	id string
	// lines keep the rings as the file wound them, for Survey.
	lines []line
	// threads are rings without area: both sides of a place that coarse
	// drawing has pressed into a line. They cover nothing and have neighbours.
	threads []Ring
	// broken says why part of the geometry could not be read.
	broken []Detail
}

// line is one ring of a file before anything was put right.
type line struct {
	points []Point
	part   int  // which polygon of the place
	hole   bool // by its position in the polygon, not by its winding
}

// A Map is the places of one file in the file's order.
type Map struct {
	Places []Place
	// Format says which rules of winding hold.
	Format Format
	// Properties lists the names of all properties met, sorted.
	Properties []string
}

// A Format is the file format that a Map was read from.
type Format int

// The formats. A Map that was not read from a file is GeoJSON.
const (
	GeoJSON Format = iota
	TopoJSON
)

// String returns the name by which users know the format.
func (f Format) String() string {
	if f == TopoJSON {
		return "TopoJSON"
	}
	return "GeoJSON"
}

// HasIDs reports whether at least one feature carries an identifier of its
// own. Without one a caller must name a property to take codes from.
func (m *Map) HasIDs() bool {
	return slices.ContainsFunc(m.Places, func(p Place) bool { return p.id != "" })
}

// TakeCodes sets the code of every place: from the property named, or from the
// feature's own identifier if property is empty. A place that lacks it gets an
// empty code, which Survey reports. It refuses, with the properties that there
// are, when no place at all has what was asked for.
func (m *Map) TakeCodes(property string) error {
	found := false
	for i := range m.Places {
		p := &m.Places[i]
		p.Code = p.id
		if property != "" {
			p.Code = p.Properties[property]
		}
		found = found || p.Code != ""
	}
	if !found && len(m.Places) > 0 {
		return &CodeError{Property: property, Known: m.Properties}
	}
	return nil
}

// Codes returns the distinct codes of the map, sorted, without the empty one.
func (m *Map) Codes() []string {
	codes := make([]string, 0, len(m.Places))
	for i := range m.Places {
		if m.Places[i].Code != "" {
			codes = append(codes, m.Places[i].Code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
