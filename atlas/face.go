package atlas

import (
	"math"
	"slices"
)

// maxCovers bounds how many places over all faces may lie over each other.
const maxCovers = 20_000_000

// An arrangement is edges that meet only at their ends, with the faces that
// they cut the plane into and which places cover each face. Half-edge 2i runs
// along edge i from a to b, half-edge 2i+1 back; the face of a half-edge is the
// one on its left.
//
// Everything that Survey says follows from here: a face that two places cover
// is an overlap, a bounded face that none covers is a gap, a place that winds
// round a face twice or backwards crosses itself, and an edge with one place on
// each side is a shared border.
//
// How half-edges make faces. At the end of half-edge h, turn round on the spot:
// the way back is h^1. The next line clockwise from the way back is the
// sharpest left turn, and taking it everywhere keeps one face on the left all
// the way:
//
//	       ╲   ╱
//	───h──▶ ●             spokes of ●, counter-clockwise:
//	       ╱ ╲            k0, k1, …, with h^1 among them;
//	      ╱   ╲           next[h] is the one before h^1
//
// Since turning is exact, next is a permutation of the half-edges, and its
// cycles are the walks. A connected part of the arrangement has one walk round
// its outside, which keeps the outside on its left and so runs clockwise, and
// one walk, running counter-clockwise, for each face inside. By Euler there are
// E - V + 2 walks for a part with V ends and E edges: one to each face, two
// thousand for a map of two thousand counties, so whatever is done per face is
// cheap.
//
// Parts lie in faces of other parts: islands in the sea, which is no bounded
// face, or enclaves in a hole. A bounded face with parts in it has several
// walks, the inner one and the outer ones of the parts.
type arrangement struct {
	edges []edge
	next  []int32 // the half-edge that follows on the same face
	cycle []int32 // the cycle that a half-edge belongs to
	first []int32 // some half-edge of each cycle
	// A cycle is either the inner boundary walk of a bounded face or the
	// outer walk round a connected part. outer tells which, and parent is,
	// for an outer walk, the bounded face that the part lies in, -1 for none.
	outer  []bool
	parent []int32
	part   []int32   // the connected part of a cycle, as its outer cycle
	parts  []int32   // the outer cycles, each after that of the part around it
	covers [][]owner // how often which place winds round the face
}

// origin returns where half-edge h starts.
func (g *arrangement) origin(h int32) spot {
	if h&1 == 0 {
		return g.edges[h>>1].a
	}
	return g.edges[h>>1].b
}

// newArrangement finds the faces of edges that meet only at their ends.
// O(n log n) but for nested parts, each of which costs a walk down one column.
// It refuses with ErrTangled when places lie over each other so often that the
// covers alone would fill the memory.
func newArrangement(edges []edge) (*arrangement, error) {
	g := &arrangement{edges: edges}
	spokes := g.link()
	g.trace()
	g.findParts(spokes)
	if !g.wind() {
		return nil, ErrTangled
	}
	return g, nil
}

// link sorts the half-edges round their origins and sets next: at the end of a
// half-edge the face continues along the spoke that comes clockwise after the
// way back. It returns the half-edges by origin, counter-clockwise from south.
func (g *arrangement) link() []int32 {
	spokes := make([]int32, 2*len(g.edges))
	for h := range spokes {
		spokes[h] = int32(h)
	}
	slices.SortFunc(spokes, func(h, k int32) int {
		if c := compareSpots(g.origin(h), g.origin(k)); c != 0 {
			return c
		}
		return g.compareTurn(h, k)
	})
	g.next = make([]int32, len(spokes))
	for i := 0; i < len(spokes); {
		j := i + 1
		for j < len(spokes) && g.origin(spokes[j]) == g.origin(spokes[i]) {
			j++
		}
		for k := i; k < j; k++ {
			before := spokes[j-1]
			if k > i {
				before = spokes[k-1]
			}
			g.next[spokes[k]^1] = before
		}
		i = j
	}
	return spokes
}

// compareTurn orders half-edges of one origin counter-clockwise, beginning with
// the half plane of those that run east or straight north. Half-edge 2i always
// does, because its origin is the smaller spot.
//
// Within either half plane two directions differ by less than 180°, so the side
// of one against the other orders them, and exactly. Two spokes never point the
// same way: they would overlap, which arrange has ruled out.
func (g *arrangement) compareTurn(h, k int32) int {
	if h&1 != k&1 {
		return int(h&1) - int(k&1)
	}
	return -side(g.origin(h), g.origin(h^1), g.origin(k^1))
}

// trace follows next until every half-edge has its cycle. A cycle's number is
// in the order of its smallest half-edge.
func (g *arrangement) trace() {
	g.cycle = make([]int32, len(g.next))
	for h := range g.cycle {
		g.cycle[h] = -1
	}
	for h := range g.cycle {
		if g.cycle[h] >= 0 {
			continue
		}
		c := int32(len(g.first))
		g.first = append(g.first, int32(h))
		for k := int32(h); g.cycle[k] < 0; k = g.next[k] {
			g.cycle[k] = c
		}
	}
}

// walk calls visit for the half-edges of cycle c in their order.
func (g *arrangement) walk(c int32, visit func(h int32)) {
	for h := g.first[c]; ; {
		visit(h)
		if h = g.next[h]; h == g.first[c] {
			return
		}
	}
}

// findParts finds the connected parts, their outer walks, and what they lie in.
// Of all spots of a part the smallest comes first in spokes, and the face that
// opens to its west, which is the outside, lies on the left of its last
// eastward spoke.
//
// Parts are met in the order of their smallest spots. What lies around a part
// reaches further west than the part itself, or as far west and further south, so
// its parent is known by then. That is why a single pass is enough.
func (g *arrangement) findParts(spokes []int32) {
	n := len(g.first)
	g.outer = make([]bool, n)
	g.parent = make([]int32, n)
	g.part = make([]int32, n)
	for c := range g.part {
		g.part[c], g.parent[c] = -1, -1
	}
	columns := newColumns(g.edges)
	for i := 0; i < len(spokes); i++ {
		h := spokes[i]
		if g.part[g.cycle[h]] >= 0 {
			continue
		}
		at := g.origin(h)
		for i+1 < len(spokes) && g.origin(spokes[i+1]) == at {
			i++ // no spoke of the smallest spot runs west
		}
		outside := g.cycle[spokes[i]]
		g.outer[outside] = true
		g.parts = append(g.parts, outside)
		g.spreadPart(outside)
		if e := columns.below(g.edges, at); e >= 0 {
			above := g.cycle[2*e] // the left of a line that runs east is above
			if g.outer[above] {
				above = g.parent[above] // its smallest spot is smaller: known
			}
			g.parent[outside] = above
		}
	}
}

// spreadPart marks every cycle that hangs together with the outer one.
//
// Cycles hang together if they share an edge, one on either side. Connected
// lines have connected walks, so this finds the part and nothing else.
func (g *arrangement) spreadPart(outside int32) {
	g.part[outside] = outside
	stack := []int32{outside}
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		g.walk(c, func(h int32) {
			if d := g.cycle[h^1]; g.part[d] < 0 {
				g.part[d] = outside
				stack = append(stack, d)
			}
		})
	}
}

// wind finds the covers of every face: those of an outer walk are those of the
// face around the part, and crossing an edge from its right to its left adds
// what its owners count along it. It gives up and reports false beyond
// maxCovers.
//
// Correctness: a face's covers are reached by crossing edges one by one from
// the outside, where no place is. Crossing an edge changes the winding of its
// owners by their numbers and of nobody else. Any two ways to a face give the
// same sum, because the owner numbers of a place make closed rings: at every
// end as many run in as out.
func (g *arrangement) wind() bool {
	total := 0
	g.covers = make([][]owner, len(g.first))
	done := make([]bool, len(g.first))
	for _, outside := range g.parts {
		if p := g.parent[outside]; p >= 0 {
			g.covers[outside] = g.covers[p]
		}
		done[outside] = true
		for stack := []int32{outside}; len(stack) > 0; {
			c := stack[len(stack)-1]
			fresh := g.windNext(c, done)
			for _, d := range fresh {
				total += len(g.covers[d])
			}
			stack = append(stack[:len(stack)-1], fresh...)
			if total > maxCovers {
				return false
			}
		}
	}
	return true
}

// windNext finds the covers of the faces next to c that have none yet.
func (g *arrangement) windNext(c int32, done []bool) []int32 {
	var fresh []int32
	g.walk(c, func(h int32) {
		if d := g.cycle[h^1]; !done[d] {
			done[d] = true
			g.covers[d] = addCovers(g.covers[c], g.edges[h>>1].owners, 2*int32(h&1)-1)
			fresh = append(fresh, d)
		}
	})
	return fresh
}

// addCovers returns a + factor · b, both sorted by place, zeros left out.
//
// A face next to another differs by one or two places, so sums are short: most
// faces of most maps have a single cover.
func addCovers(a, b []owner, factor int32) []owner {
	sum := make([]owner, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) > 0 && b[0].n == 0:
			b = b[1:] // a thread covers nothing
		case len(b) == 0 || len(a) > 0 && a[0].place < b[0].place:
			sum = append(sum, a[0])
			a = a[1:]
		case len(a) == 0 || b[0].place < a[0].place:
			sum = append(sum, owner{b[0].place, factor * b[0].n})
			b = b[1:]
		default:
			if n := a[0].n + factor*b[0].n; n != 0 {
				sum = append(sum, owner{a[0].place, n})
			}
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// measure returns the plane area of the walk and its length, in spots.
//
// The area is the sum of triangles seen from the walk's first corner, so that
// small faces far from 0, 0 keep their digits.
func (g *arrangement) measure(c int32) (area, length float64) {
	o := g.origin(g.first[c])
	g.walk(c, func(h int32) {
		a, b := g.origin(h), g.origin(h^1)
		ax, ay := float64(a.x-o.x), float64(a.y-o.y)
		bx, by := float64(b.x-o.x), float64(b.y-o.y)
		area += (float64(ax*by) - float64(bx*ay)) / 2
		length += math.Hypot(bx-ax, by-ay)
	})
	return area, length
}

// thin reports whether face c is narrower than reach degrees in the mean: what
// remains between borders that are one.
//
// For a strip of width w and length l the area is w·l and the length of the
// walk 2·l, so 2·area / length is w: the mean width of anything long, and for a
// square of side s still s/2. A sliver is told from a small true gap by its
// width and not by its area: a sliver along a border of fifty kilometres has
// more ground than many a town.
func (g *arrangement) thin(c int32, reach float64) bool {
	area, length := g.measure(c)
	return 2*area < reach*spotsPerDegree*length
}

// columns finds the edge below a spot: the edges by vertical strips.
//
// A strip is as wide as the map divided by the root of the number of edges, so
// that looking up costs about that root; a map has few parts to look up.
type columns struct {
	west, width int64
	rows        [][]int32
}

// newColumns sorts the edges into strips by the meridians that they span.
func newColumns(edges []edge) *columns {
	if len(edges) == 0 {
		return &columns{width: 1}
	}
	west, east := edges[0].a.x, edges[0].b.x // sorted: the first is westmost
	for _, e := range edges {
		west, east = min(west, e.a.x), max(east, e.b.x)
	}
	n := int64(math.Sqrt(float64(len(edges)))) + 1
	c := &columns{west: west, width: (east-west)/n + 1}
	c.rows = make([][]int32, n+1)
	for i, e := range edges {
		for k := (e.a.x - west) / c.width; k <= (e.b.x-west)/c.width; k++ {
			c.rows[k] = append(c.rows[k], int32(i))
		}
	}
	return c
}

// below returns the edge that a line from s straight south meets first, -1 if
// none. An edge counts from its western end to before its eastern one, so that
// the line passes a chain of edges exactly once.
//
// The line from s meets nothing of s's own part, because s is its westmost spot
// and of these the southmost. It can meet an end of an edge of another part,
// and the rule about western and eastern ends then counts the chain once; an
// edge that runs due south is never counted, and the edges at its ends are.
func (c *columns) below(edges []edge, s spot) int32 {
	best := int32(-1)
	for _, i := range c.rows[(s.x-c.west)/c.width] {
		e := edges[i]
		if e.a.x > s.x || s.x >= e.b.x || side(e.a, e.b, s) <= 0 {
			continue
		}
		if best < 0 || higher(e, edges[best]) {
			best = i
		}
	}
	return best
}

// higher reports whether e lies above f on a meridian that both meet. They do
// not cross, and e comes after f in the order of edges: it begins above f, below
// it, or where f begins, and then its other end tells. Exact.
func higher(e, f edge) bool {
	if d := side(f.a, f.b, e.a); d != 0 {
		return d > 0
	}
	return side(f.a, f.b, e.b) > 0
}
