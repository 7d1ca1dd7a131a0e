package atlas

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// topology is the arcs of a TopoJSON file in degrees, and how much may still
// be read.
//
// A TopoJSON file holds lines once, as arcs, and places as lists of arc numbers:
//
//	arcs:     0: A─▶B    1: B─▶C    2: C─▶A    3: A─▶D …
//	a place:  [[0, 1, 2]]      its ring A B C A
//	another:  [[-1, 3, …]]     arc 0 backwards, B A, then A D …
//
// so neighbours agree on their border by construction. Nothing in the rest of
// the package relies on that: the arcs are put together to rings here, and
// Survey finds the common lines again. One way for both formats is worth the
// double work, a few dozen milliseconds for the counties of the United States.
type topology struct {
	arcs   [][]Point
	budget *int
}

// geometry is a TopoJSON geometry object.
//
// Places and collections are told apart by the type; a collection inside an
// object's own collection is a place in several kinds of part, which no tool
// writes but the format allows.
type geometry struct {
	feature
	Arcs       json.RawMessage   `json:"arcs"`
	Geometries []json.RawMessage `json:"geometries"`
}

// decodeTopology reads the arcs, picks the object, and stitches its rings.
//
// Arcs come first, because every ring needs them: an arc that cannot be read
// leaves nobody knowing which places it was for, so it refuses the file and not
// a place.
func decodeTopology(doc *document) (*Map, error) {
	budget := maxPoints
	t := topology{budget: &budget}
	if err := t.readArcs(doc); err != nil {
		return nil, err
	}
	members, err := pickObject(doc.Objects)
	if err != nil {
		return nil, err
	}
	m := &Map{Places: make([]Place, len(members)), Format: TopoJSON}
	for i, raw := range members {
		p := &m.Places[i]
		p.Feature = i + 1
		var g geometry
		if err := json.Unmarshal(raw, &g); err != nil {
			p.broke("feature", nil)
			continue
		}
		p.label(g.ID, g.Properties)
		r := shapeReader{place: p, budget: &budget}
		t.shape(&r, &g, 0)
		if budget < 0 {
			return nil, &DecodeError{Reason: "size", Args: map[string]any{"limit": maxPoints}}
		}
		p.settle()
	}
	return m, nil
}

// readArcs reads the arcs. With a transform positions are whole steps, each
// from the one before, and
//
//	lon = x · scale[0] + translate[0],   lat = y · scale[1] + translate[1].
//
// Equal steps give equal bits, so that arcs which meet in the file meet here.
//
// The steps of a quantised arc add up exactly: they are whole numbers well
// below 2⁵³, whose sums float64 holds without rounding. Scale and translation
// are then applied once to each sum, and not to each step, so no error adds up
// along an arc, and the ends of two arcs that have equal sums become equal
// points.
//
// Without a transform positions are degrees as they stand, as the format allows
// for files that were not quantised.
func (t *topology) readArcs(doc *document) error {
	var f struct {
		Scale, Translate *[2]float64
	}
	quantised := len(doc.Transform) > 0 && string(doc.Transform) != "null"
	if quantised {
		err := json.Unmarshal(doc.Transform, &f)
		if err != nil || f.Scale == nil || f.Translate == nil {
			return &DecodeError{Reason: "transform"}
		}
	}
	s := scanner{data: doc.Arcs, budget: t.budget}
	s.list(func() {
		s.rings++
		s.positions = 0
		var arc []Point
		var x, y float64
		s.list(func() {
			s.positions++
			dx, dy := s.pair()
			p := Point{dx, dy}
			if quantised {
				x, y = x+dx, y+dy
				p.Lon = float64(x*f.Scale[0]) + f.Translate[0]
				p.Lat = float64(y*f.Scale[1]) + f.Translate[1]
			}
			if !degrees(p) { // also true for what overflowed to infinity or NaN
				s.fail("degrees", "")
			}
			arc = append(arc, p)
		})
		t.arcs = append(t.arcs, arc)
	})
	if s.fault != nil {
		return &DecodeError{Reason: "arcs", Args: s.fault.Args}
	}
	return nil
}

// pickObject returns the members of the object with the most polygons. Files
// often carry the same land several times, as counties, states and nation; the
// finest is meant. Two objects with equally many are a question that only the
// user can answer.
//
// The usual file from the Census has counties, states and nation over the same
// arcs, 3,231 against 56 and 1, and nobody who checks counties wants to name
// the object. Points and lines beside the polygons, rivers and towns, do not
// count, and an object without any polygon is never chosen.
func pickObject(objects map[string]json.RawMessage) ([]json.RawMessage, error) {
	best, most := []string(nil), 0
	var chosen []json.RawMessage
	for _, name := range slices.Sorted(maps.Keys(objects)) {
		members := objectMembers(objects[name])
		n := 0
		for _, raw := range members {
			var g struct{ Type string }
			if json.Unmarshal(raw, &g) == nil && strings.HasSuffix(g.Type, "Polygon") {
				n++
			}
		}
		switch {
		case n > most:
			best, most, chosen = []string{name}, n, members
		case n == most && n > 0:
			best = append(best, name)
		}
	}
	if len(best) > 1 {
		return nil, &DecodeError{Reason: "objects", Args: map[string]any{"names": best}}
	}
	return chosen, nil
}

// objectMembers returns the geometries of a collection, or the object itself.
func objectMembers(raw json.RawMessage) []json.RawMessage {
	var g geometry
	if json.Unmarshal(raw, &g) != nil {
		return nil
	}
	if g.Type == "GeometryCollection" {
		return g.Geometries
	}
	return []json.RawMessage{raw}
}

// shape stitches the rings of one geometry.
//
// It is the counterpart of geometry for GeoJSON; the two differ in what stands
// at the bottom, positions there and arc numbers here. A null type is how
// TopoJSON writes a place without geometry, where GeoJSON has a null in the
// geometry's stead.
func (t *topology) shape(r *shapeReader, g *geometry, depth int) {
	s := scanner{data: g.Arcs, budget: t.budget}
	switch g.Type {
	case "", "null":
		return // TopoJSON's way of saying that there is no geometry
	case "Polygon":
		r.take(&s, func(emit func([]Point, bool)) { t.polygon(&s, emit) })
	case "MultiPolygon":
		r.take(&s, func(emit func([]Point, bool)) {
			s.list(func() {
				t.polygon(&s, emit)
				r.part++
			})
		})
	case "GeometryCollection":
		for _, raw := range g.Geometries {
			var part geometry
			if depth >= maxDepth || json.Unmarshal(raw, &part) != nil {
				r.place.broke("geometry", nil)
				return
			}
			t.shape(r, &part, depth+1)
		}
	default:
		r.place.broke("no-area", map[string]any{"type": g.Type})
	}
}

// polygon reads rings that are lists of arc numbers; number ~i is arc i run
// backwards.
//
// A ring is closed when its last arc ends where its first begins; that is for
// Survey to say, since a file whose arcs do not close is a map with a fault and
// not a file that cannot be read.
func (t *topology) polygon(s *scanner, emit func(points []Point, hole bool)) {
	first := true
	s.list(func() {
		s.rings++
		s.positions = 0
		var ring []Point
		s.list(func() {
			s.positions++
			ring = t.append(ring, s)
		})
		if s.fault == nil {
			emit(ring, !first)
		}
		first = false
	})
}

// append adds one arc to a ring. The arc must begin where the ring ends, or the
// file is broken; its first point is then there already.
//
// Numbers are checked as float64 before they become positions in a list: JSON
// knows only one kind of number, and 0.5, 1e30 and -1e30 must all be refused
// and not be rounded into the list's range. Backwards arcs are copied before
// they are turned, since the other place needs them as they are.
//
// The points of the ring come off the budget here, where they multiply: a ring
// may name the same arc as often as it likes.
func (t *topology) append(ring []Point, s *scanner) []Point {
	v := s.number()
	i := int(v)
	if float64(i) != v {
		s.fail("arc", "")
		return ring
	}
	backwards := i < 0
	if backwards {
		i = ^i
	}
	if s.fault != nil || i >= len(t.arcs) || len(t.arcs[i]) == 0 {
		s.fail("arc", "")
		return ring
	}
	arc := t.arcs[i]
	if *t.budget -= len(arc); *t.budget < 0 {
		s.fail("size", "")
		return ring
	}
	if backwards {
		arc = slices.Clone(arc)
		slices.Reverse(arc)
	}
	if len(ring) > 0 {
		if ring[len(ring)-1] != arc[0] {
			s.fail("arc-ends", "")
		}
		arc = arc[1:]
	}
	return append(ring, arc...)
}
