package atlas

import "slices"

// A Topology is a map as lines that are kept once: the border between two
// places is one arc that both name. Whatever is done to an arc, simplifying or
// smoothing, is done to both sides, so no sliver can open between them.
//
//	     arc 0                     Arcs   0: J … K   1: K … J   2: J … K
//	J ───────────▶ K               left   A          A          B
//	│ ╲    A     ╱ │               right  -          B          -
//	│   ╲arc 1 ╱   │
//	│     ◀──      │               Shapes A: [[0 1]]
//	╰──── arc 2 ───╯                      B: [[2 ^1]] and so on
//
// Junctions are the points where three or more lines meet, and the ends of
// arcs. Nothing that is done to arcs in this package moves a junction by itself
// or takes one away, so whatever touches in the report touches in the drawing.
type Topology struct {
	Arcs []Arc
	// Shapes are the places in the order of the map they came from. A place
	// without area has a shape without rings.
	Shapes []Shape
}

// An Arc is a line between two junctions, or a closed line that meets no
// other. It has at least two points; a closed one repeats its first at the end.
//
// Points run so that the interior of Left is on the left hand. An arc between
// two places is named forwards by one of them and backwards by the other; an
// arc at the map's edge is named by one alone.
type Arc struct {
	Points []Point
	// Left and Right are the shapes on either side, -1 for none. Where
	// places overlap it is the first of them.
	Left, Right int
}

// A Shape is one place as rings of arcs. Number i stands for arc i, ^i (that
// is, -1-i) for arc i run backwards. The place lies on the left of its rings,
// so outer rings are counter-clockwise and holes clockwise.
type Shape struct {
	Code       string
	Properties map[string]string
	Rings      [][]int
}

// Topology returns the surveyed map as shared arcs. Borders that the survey
// made one are one arc. Places come out as they were drawn, faults included:
// where two overlap, both rings run round the common ground.
//
// It costs about as much as the survey's last step: every edge is visited a few
// times. The points are those of the arranged borders, in degrees again.
func (r *Report) Topology() *Topology {
	b := &arcBuilder{g: r.plane, arc: make([]int, 2*len(r.plane.edges))}
	b.cut()
	t := &Topology{Arcs: b.arcs, Shapes: make([]Shape, len(r.places))}
	for i := range r.places {
		t.Shapes[i].Code = r.places[i].Code
		t.Shapes[i].Properties = r.places[i].Properties
	}
	b.rings(t.Shapes)
	return t
}

// arcBuilder chains edges into arcs.
//
// It works on half-edges, as the arrangement does: an arc is a run of half-edges
// with nothing else at the ends between them, and its two directions are the run
// and the run of the other halves, backwards.
type arcBuilder struct {
	g     *arrangement
	arcs  []Arc
	first []int32 // first half-edge of every arc
	last  []int32
	arc   []int // half-edge -> number of its arc, run forward or backward
}

const noArc = int(^uint(0) >> 1)

// cut makes the arcs: first those that begin at a junction, then closed lines
// without any. Edges that bound no area (threads) belong to no arc.
//
// Two sweeps are needed. The first starts at half-edges that begin at a
// junction, so every arc between junctions is found whole, from one of its
// ends. What is left over has no junction anywhere: closed lines, islands and
// enclaves, which the second sweep cuts open where they are first met. Threads
// bound no area and stay out: a shape has rings, and a thread would be a ring
// without inside.
func (b *arcBuilder) cut() {
	for h := range b.arc {
		b.arc[h] = noArc
	}
	for _, closed := range []bool{false, true} {
		for h := range b.arc {
			h := int32(h)
			if b.arc[h] == noArc && b.bounds(h) && (closed || b.junction(h)) {
				b.follow(h)
			}
		}
	}
}

// bounds reports whether some place has area along h.
func (b *arcBuilder) bounds(h int32) bool {
	return slices.ContainsFunc(b.g.edges[h>>1].owners, func(o owner) bool { return o.n != 0 })
}

// ahead returns the half-edge that continues h beyond its end if no other line
// meets there and the same places lie on the same sides.
//
// It goes round the end once. Threads that meet there do not count, so an arc
// runs straight past them.
func (b *arcBuilder) ahead(h int32) (int32, bool) {
	next, lines := int32(-1), 0
	for k := b.g.next[h]; k != h^1; k = b.g.next[k^1] {
		if b.bounds(k) {
			next = k
			lines++
		}
	}
	return next, lines == 1 && b.sameSides(h, next)
}

// sameSides reports whether every place lies on the same side of h and of k.
func (b *arcBuilder) sameSides(h, k int32) bool {
	flip := int32(1)
	if h&1 != k&1 {
		flip = -1
	}
	return slices.EqualFunc(b.g.edges[h>>1].owners, b.g.edges[k>>1].owners,
		func(o, p owner) bool { return o.place == p.place && o.n == flip*p.n })
}

// junction reports whether an arc begins with h: whether h does not merely
// continue the one edge that ends there.
func (b *arcBuilder) junction(h int32) bool {
	_, ok := b.ahead(h ^ 1)
	return !ok
}

// follow makes the arc that begins with h.
//
// The walk stops at a junction, or for a closed line when it comes back to
// where it began, which has its arc by then.
func (b *arcBuilder) follow(h int32) {
	number := len(b.arcs)
	points := []Point{b.g.origin(h).point()}
	k := h
	for {
		b.arc[k], b.arc[k^1] = number, ^number
		points = append(points, b.g.origin(k^1).point())
		next, ok := b.ahead(k)
		if !ok || b.arc[next] != noArc {
			break
		}
		k = next
	}
	left, right := b.sides(h)
	b.arcs = append(b.arcs, Arc{Points: points, Left: left, Right: right})
	b.first, b.last = append(b.first, h), append(b.last, k)
}

// sides returns the first place, by position in the map, left and right of h.
func (b *arcBuilder) sides(h int32) (left, right int) {
	left, right = -1, -1
	owners := b.g.edges[h>>1].owners
	for i := len(owners) - 1; i >= 0; i-- {
		switch side := owners[i].n * (1 - 2*(h&1)); {
		case side > 0:
			left = int(owners[i].place)
		case side < 0:
			right = int(owners[i].place)
		}
	}
	return left, right
}

// rings joins the arcs of every place to rings.
//
// Each place's arcs are gone through once. Which ring of a place comes first
// depends on the numbers of arcs, which follow from the order of spots: from
// west to east.
func (b *arcBuilder) rings(shapes []Shape) {
	done := map[[2]int32]bool{} // place and half-edge that an arc of it starts with
	for number := range b.arcs {
		for _, o := range b.g.edges[b.first[number]>>1].owners {
			start := b.start(number, o)
			if o.n != 0 && !done[[2]int32{o.place, start}] {
				ring := b.ring(o.place, start, done)
				s := &shapes[o.place]
				s.Rings = append(s.Rings, ring)
			}
		}
	}
}

// start returns the half-edge that begins the arc in the owner's direction.
func (b *arcBuilder) start(number int, o owner) int32 {
	if b.left(b.first[number], o.place) {
		return b.first[number]
	}
	return b.last[number] ^ 1
}

// left reports whether the place has area on the left of h.
func (b *arcBuilder) left(h int32, place int32) bool {
	return slices.ContainsFunc(b.g.edges[h>>1].owners, func(o owner) bool {
		return o.place == place && o.n*(1-2*(h&1)) > 0
	})
}

// ring runs along the place's border from a half-edge until it is back: at each
// junction it takes the next line of the place in clockwise order that it has
// not run yet, which keeps rings that touch in a point apart. It stops early
// where lines that run several times over each other leave no way on; such a
// place has a fault.
//
// At a junction where the place has two ways on, as where it touches itself in a
// corner,
//
//	  ╲ A ╱
//	   ╲ ╱        coming along one border of A, the first line clockwise
//	────●────     that has A on its left is the other border of the same
//	   ╱ ╲        wedge; so the two wedges end up in rings of their own
//	  ╱ A ╲       or in one ring that touches itself, never in one that
//	              crosses itself.
//
// As many of the place's lines lead into a junction as lead out of it, so there
// is always a way on until the ring is back at its start, unless a line is run
// twice.
func (b *arcBuilder) ring(place, start int32, done map[[2]int32]bool) []int {
	var ring []int
	for h := start; ; {
		done[[2]int32{place, h}] = true
		number := b.arc[h]
		ring = append(ring, number)
		end := b.first[max(number, ^number)] ^ 1
		if number >= 0 {
			end = b.last[number]
		}
		h = b.g.next[end]
		for h != end^1 && h != start && (!b.left(h, place) || done[[2]int32{place, h}]) {
			h = b.g.next[h^1]
		}
		if h == end^1 || h == start {
			return ring
		}
	}
}

// Line returns the points of a ring, closed.
func (t *Topology) Line(ring []int) Ring {
	var line Ring
	for _, number := range ring {
		points := t.Arcs[max(number, ^number)].Points
		if number < 0 {
			points = slices.Clone(points)
			slices.Reverse(points)
		}
		if len(line) > 0 {
			points = points[1:]
		}
		line = append(line, points...)
	}
	return line
}

// Map returns the topology as places again: every counter-clockwise ring an
// outer ring, every clockwise one a hole of the smallest outer ring around it.
//
// Surveying the result gives the same neighbours and no faults that were not
// there, which the tests hold for simplified maps and grown cells.
func (t *Topology) Map() *Map {
	m := &Map{Places: make([]Place, len(t.Shapes))}
	for i, s := range t.Shapes {
		p := &m.Places[i]
		p.Code, p.id, p.Feature, p.Properties = s.Code, s.Code, i+1, s.Properties
		p.Polygons = t.polygons(s)
		for part, polygon := range p.Polygons {
			for k, ring := range polygon {
				p.lines = append(p.lines, line{points: ring, part: part, hole: k > 0})
			}
		}
	}
	m.Properties = propertyNames(m.Places)
	return m
}

// polygons sorts the rings of a shape into outer rings and their holes. A hole
// with no outer ring around it, which only a place with a fault can have, is
// left out.
func (t *Topology) polygons(s Shape) []Polygon {
	var polygons []Polygon
	var holes []Ring
	for _, ring := range s.Rings {
		line := t.Line(ring)
		if turning(line) > 0 {
			polygons = append(polygons, Polygon{line})
		} else {
			holes = append(holes, line)
		}
	}
	for _, hole := range holes {
		best, least := -1, 0.0
		for i, p := range polygons {
			if area := turning(p[0]); (best < 0 || area < least) && p[0].holds(hole) {
				best, least = i, area
			}
		}
		if best >= 0 {
			polygons[best] = append(polygons[best], hole)
		}
	}
	return polygons
}

// holds reports whether the other ring, which does not cross r, lies inside r:
// whether a corner of it does that is no corner of r.
func (r Ring) holds(other Ring) bool {
	for _, p := range other {
		if !slices.Contains(r, p) {
			return r.around(p)
		}
	}
	return false
}

// around reports whether p lies inside the ring, by counting crossings of the
// line from p to the east.
//
// An edge counts if its ends lie on different sides of the parallel, an end on it
// counting as north; so a corner on the parallel is counted once or twice as it
// should be. Which side of the edge p lies on is exact.
func (r Ring) around(p Point) bool {
	inside := false
	s := spotOf(p)
	for i := 1; i < len(r); i++ {
		a, b := spotOf(r[i-1]), spotOf(r[i])
		if (a.y <= s.y) == (b.y <= s.y) {
			continue
		}
		if (side(a, b, s) > 0) == (b.y > a.y) {
			inside = !inside
		}
	}
	return inside
}
