package atlas

import (
	"cmp"
	"math"
	"slices"
)

// DefaultSnap is the distance in degrees below which two borders are one,
// about eleven metres: less than any two real borders, more than rounding to
// four or five decimals moves a point.
const DefaultSnap = 1e-4

// Options say how Survey reads borders. The zero value holds exact equality
// for the only way in which borders are one.
type Options struct {
	// Snap is the distance in degrees below which two borders are one.
	Snap float64
	// MinBorderKm is the least length of common border that makes two
	// places neighbours. At 0 any length does; a point never does.
	MinBorderKm float64
}

// A Report is what Survey found.
type Report struct {
	// Features is the number of places in the file, readable or not.
	Features int
	// Graph holds the neighbourhood of all places that have a code; places of
	// one code are one there. Lengths are sums over all common borders.
	Graph *Graph
	// Faults are sorted by kind, in the order in which the kinds are
	// declared, then by code, then from west to east.
	Faults []Fault

	places []Place
	plane  *arrangement
}

// OK reports whether there is nothing worse than notes.
func (r *Report) OK() bool {
	return !slices.ContainsFunc(r.Faults, func(f Fault) bool { return !f.Kind.Note() })
}

// Survey measures a map: who is neighbour of whom, and everything that is wrong
// with the borders. It lays all borders into one plane, makes one of what is
// nearer than the snap, cuts where lines cross, and reads everything from the
// faces; see arrangement for how.
//
// Two places are neighbours if a line has one on its left and the other on its
// right, whatever its points. A point where two places meet is no line. Every
// fault is about the ground as the file draws it; a place with a fault still
// takes part, so the neighbourhood of a map with faults is that of what can be
// read.
//
// The report does not depend on the order of the places, except that a place
// without a code is told by its position in the file. The error is ErrTangled
// for borders that no map has; time is O(n log n) otherwise.
//
// What each kind follows from:
//
//	missing-code, duplicate-code, untidy-name   the properties
//	unclosed-ring, wrong-winding, null-geometry the rings as the file has them
//	self-crossing   two edges of one place that cross, or a face that a place
//	                winds round otherwise than once
//	overlap         a face with more than one cover
//	gap             a bounded face without any, between several places
//	isolated        no edge with another place on its other side
//	enclosed        such edges with one other place, and no other edges
//
// A crossing gives a face with covers of its own right, so one slip of the pen
// can show as a crossing, an overlap and a gap. They are reported as what they
// are: each tells where to look, and they vanish together.
func Survey(m *Map, o Options) (*Report, error) {
	s := &survey{m: m, o: o}
	s.labels()
	s.rings()
	edges := gather(m.uses(), true)
	if err := s.crossings(edges); err != nil {
		return nil, err
	}
	edges, err := weld(edges, o.Snap)
	if err != nil {
		return nil, err
	}
	if s.plane, err = newArrangement(edges); err != nil {
		return nil, err
	}
	s.faces()
	s.neighbours()
	graph := s.graph()
	slices.SortFunc(s.faults, compareFaults)
	return &Report{
		Features: len(m.Places),
		Graph:    graph,
		Faults:   s.faults,
		places:   m.Places,
		plane:    s.plane,
	}, nil
}

// weld cuts the edges where they meet, makes one of what is near, and cuts
// again. The first cut is as the file draws it, so that threads are known and
// only borders with nothing exactly on their other side are left to snap.
func weld(edges []edge, snap float64) ([]edge, error) {
	edges, err := arrange(edges, true)
	if err != nil {
		return nil, err
	}
	if edges, err = snapBorders(edges, snap); err != nil {
		return nil, err
	}
	return arrange(edges, false)
}

// survey is the work in hand.
//
// Steps append to faults in whatever order suits them; Survey sorts at the end.
type survey struct {
	m       *Map
	o       Options
	plane   *arrangement
	faults  []Fault
	crossed map[int32]bool // places whose crossing is reported already
	shared  map[[2]int32]float64
}

// add notes a fault of a place at a point.
func (s *survey) add(kind Kind, place int32, at Point, d Detail) {
	p := &s.m.Places[place]
	s.faults = append(s.faults, Fault{
		Kind: kind, Code: p.Code, Feature: p.Feature, At: at, Placed: true, Detail: d,
	})
}

// addSomewhere notes a fault of a place as a whole: at its centre if it has
// one, else nowhere.
func (s *survey) addSomewhere(kind Kind, place int, d Detail) {
	p := &s.m.Places[place]
	at, ok := p.middle()
	s.faults = append(s.faults, Fault{
		Kind: kind, Code: p.Code, Feature: p.Feature, At: at, Placed: ok, Detail: d,
	})
}

// middle returns the centroid of a place, or the middle of its box where a
// border that crosses itself makes the mass cancel out and throws the centroid
// anywhere.
func (p *Place) middle() (Point, bool) {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, polygon := range p.Polygons {
		for _, at := range polygon[0] {
			low = Point{math.Min(low.Lon, at.Lon), math.Min(low.Lat, at.Lat)}
			high = Point{math.Max(high.Lon, at.Lon), math.Max(high.Lat, at.Lat)}
		}
	}
	at, ok := p.Centroid()
	if ok && low.Lon <= at.Lon && at.Lon <= high.Lon && low.Lat <= at.Lat && at.Lat <= high.Lat {
		return at, true
	}
	if len(p.Polygons) == 0 {
		return Point{}, false
	}
	return Point{(low.Lon + high.Lon) / 2, (low.Lat + high.Lat) / 2}, true
}

// rank is the place of a kind in a report.
func (k Kind) rank() int {
	return slices.Index([]Kind{
		UnclosedRing, SelfCrossing, DuplicateCode, MissingCode, WrongWinding,
		NullGeometry, Overlap, Gap, Isolated, Enclosed, UntidyName,
	}, k)
}

// compareFaults orders faults for the report. The detail comes last to settle
// what is equal in all else, as with two broken parts of one place.
func compareFaults(a, b Fault) int {
	return cmp.Or(
		cmp.Compare(a.Kind.rank(), b.Kind.rank()),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.At.Lon, b.At.Lon),
		cmp.Compare(a.At.Lat, b.At.Lat),
		cmp.Compare(a.Detail.String(), b.Detail.String()),
	)
}

// crossings finds where a place's own borders cross, before snapping moves
// anything: however small, a crossing is a fault of the drawing. Crossings that
// run through a corner are left to faces.
//
// Why before snapping: a snap could hide a small crossing, by moving its
// corners together, or make one, by moving a point of a narrow neck across the
// other side. The first would be a fault passed over, the second one invented.
//
// Edges that several places own and that cross give a fault to each owner of
// both: when a border crosses itself, the places on either side do.
func (s *survey) crossings(edges []edge) error {
	s.crossed = map[int32]bool{}
	ix, err := indexEdges(edges, 1)
	if err != nil {
		return err
	}
	type crossing struct {
		place int32
		at    spot
	}
	seen := map[crossing]bool{}
	ix.pairs(func(i, j int32) {
		e, f := edges[i], edges[j]
		if len(seen) > maxCrossings || e.apart(f, 0) || !e.crosses(f) {
			return
		}
		for _, o := range e.owners {
			c := crossing{o.place, e.crossing(f)}
			if o.n != 0 && f.has(o.place) && !seen[c] {
				seen[c] = true
				s.crossed[o.place] = true
				s.add(SelfCrossing, o.place, c.at.point(), Detail{})
			}
		}
	})
	if len(seen) > maxCrossings {
		return ErrTangled
	}
	return nil
}

// maxCrossings bounds the crossings of one map. A border with a tenth of them
// was drawn in another order than its points stand in.
const maxCrossings = 100_000
