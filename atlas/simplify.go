package atlas

import (
	"container/heap"
	"math"
	"slices"
)

// Simplified returns the topology with fewer points: every corner whose
// triangle with its two neighbours is smaller than km2 square kilometres goes,
// the smallest first (Visvalingam and Whyatt 1993). Junctions stay. A corner
// stays too if another point lies in its triangle, or if the line that would
// remain is there already; so lines never come to cross, no ring collapses,
// neighbours stay neighbours, and what one place loses the next one gains.
// O(n log n) on maps.
//
// Why the triangle decides: taking corner b out of … a b c … sweeps the border
// over the triangle a b c and over nothing else. If no other point lies in it
// or on its rim, no line can lie in it either without crossing a b, b c, or
// running through it from side to side, and lines that only meet at their ends
// do none of these but the last; the last needs a line that crosses a c, and
// such a line would have to cross a b or b c as well to get out again. So after
// the step lines still meet at their ends only, and the faces are the same
// faces.
//
// Why the other check: when a c is a line already, the ring would fold onto it
// and the ground between would be gone. An island thus keeps three corners, and
// two arcs between the same junctions never become one.
//
// Why the smallest first, and why a corner never counts for less than what went
// before it: a row of tiny corners along a curve would otherwise be eaten one
// by one, each small beside its neighbours then, until the curve is straight.
func (t *Topology) Simplified(km2 float64) *Topology {
	s := newSimplifier(t)
	for s.queue.Len() > 0 {
		c := heap.Pop(&s.queue).(corner)
		if c.area >= km2 {
			break
		}
		if n := &s.nodes[c.node]; n.stamp == c.stamp && s.removable(n) {
			s.remove(n, c.area)
		}
	}
	return s.result(t)
}

// A node is one point of one arc in a doubly linked list.
//
// Junctions have a node for every arc that ends there; they lie on one another,
// and never go.
type node struct {
	at          spot
	x, y        float64 // kilometres on a local plane
	before, aft int     // neighbours on the arc, -1 at its ends
	stamp       int     // counts what became of the neighbourhood
	gone        bool
}

// A corner is a node as it waits in the queue. It is out of date if the node's
// stamp has moved on.
//
// Removing a corner changes the triangles of its two neighbours. They are
// queued again with a new stamp, and the old entries are skipped when they come
// up, which is simpler than finding them in the heap.
type corner struct {
	area        float64
	node, stamp int
}

// corners is a heap, smallest triangle first, then in order of the nodes.
type corners []corner

// Len is the number of corners waiting.
func (c corners) Len() int { return len(c) }

// Less puts the smaller triangle first, and of equals the earlier node, so that
// equal triangles, frequent in files on a grid, go in a fixed order.
func (c corners) Less(i, j int) bool {
	return c[i].area < c[j].area || c[i].area == c[j].area && c[i].node < c[j].node
}

// Swap exchanges two corners; container/heap calls it.
func (c corners) Swap(i, j int) { c[i], c[j] = c[j], c[i] }

// Push adds a corner; container/heap calls it.
func (c *corners) Push(v any) { *c = append(*c, v.(corner)) }

// Pop takes the last corner; container/heap calls it.
func (c *corners) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

// Cells find the nodes near a triangle. A triangle that goes is small, so it
// meets a few cells; the large ones are reached only when little is left to
// find in them.
type simplifier struct {
	nodes []node
	first []int // first node of every arc
	queue corners
	lines map[[2]spot]int  // how many arcs run straight from one spot to another
	cells map[[2]int][]int // nodes by square cells
	size  float64          // side of a cell in km
}

// newSimplifier lists the nodes of all arcs, the lines between them, and queues
// every inner node.
func newSimplifier(t *Topology) *simplifier {
	s := &simplifier{lines: map[[2]spot]int{}, cells: map[[2]int][]int{}}
	plane := t.Projection()
	for _, a := range t.Arcs {
		s.first = append(s.first, len(s.nodes))
		for k, p := range a.Points {
			x, y := plane.XY(p)
			n := node{at: spotOf(p), x: x, y: y, before: len(s.nodes) - 1, aft: len(s.nodes) + 1}
			if k == 0 {
				n.before = -1
			} else {
				s.lines[lineOf(s.nodes[n.before].at, n.at)]++
			}
			if k == len(a.Points)-1 {
				n.aft = -1
			}
			s.nodes = append(s.nodes, n)
		}
	}
	s.size = s.cellSize()
	for i := range s.nodes {
		c := s.cell(s.nodes[i].x, s.nodes[i].y)
		s.cells[c] = append(s.cells[c], i)
	}
	for i := range s.nodes {
		s.enqueue(i, 0)
	}
	return s
}

// lineOf returns a line's ends in their order, as a key for either direction.
func lineOf(a, b spot) [2]spot {
	if b.less(a) {
		a, b = b, a
	}
	return [2]spot{a, b}
}

// cellSize aims at two nodes per cell.
func (s *simplifier) cellSize() float64 {
	var w, h [2]float64
	for i, n := range s.nodes {
		if i == 0 {
			w, h = [2]float64{n.x, n.x}, [2]float64{n.y, n.y}
		}
		w = [2]float64{math.Min(w[0], n.x), math.Max(w[1], n.x)}
		h = [2]float64{math.Min(h[0], n.y), math.Max(h[1], n.y)}
	}
	area := (w[1] - w[0] + 1e-3) * (h[1] - h[0] + 1e-3)
	return math.Sqrt(2 * area / float64(len(s.nodes)+1))
}

// cell returns the cell that a place on the plane lies in.
func (s *simplifier) cell(x, y float64) [2]int {
	return [2]int{int(math.Floor(x / s.size)), int(math.Floor(y / s.size))}
}

// enqueue queues a corner; least is the area that was removed last, below which
// no later one may fall, or the order of removal would run back.
//
// Areas are taken on the plane of the projection, in square kilometres, so that
// the threshold means the same in the north and in the south of a large map.
func (s *simplifier) enqueue(i int, least float64) {
	n := &s.nodes[i]
	if n.before < 0 || n.aft < 0 {
		return
	}
	a, c := &s.nodes[n.before], &s.nodes[n.aft]
	area := math.Abs((a.x-n.x)*(c.y-n.y)-(c.x-n.x)*(a.y-n.y)) / 2
	n.stamp++
	heap.Push(&s.queue, corner{math.Max(area, least), i, n.stamp})
}

// removable reports whether the line past the node is free.
//
// All cells that the triangle's box meets are searched. Nodes that are gone
// stay in their cells and are skipped.
func (s *simplifier) removable(n *node) bool {
	a, c := &s.nodes[n.before], &s.nodes[n.aft]
	if a.at == c.at || s.lines[lineOf(a.at, c.at)] > 0 {
		return false
	}
	low := s.cell(min(a.x, n.x, c.x), min(a.y, n.y, c.y))
	high := s.cell(max(a.x, n.x, c.x), max(a.y, n.y, c.y))
	for cx := low[0]; cx <= high[0]; cx++ {
		for cy := low[1]; cy <= high[1]; cy++ {
			if slices.ContainsFunc(s.cells[[2]int{cx, cy}], func(i int) bool {
				return !s.nodes[i].gone && inTriangle(s.nodes[i].at, a.at, n.at, c.at)
			}) {
				return false
			}
		}
	}
	return true
}

// inTriangle reports whether p lies in or on the triangle but is none of its
// corners, exactly.
//
// A triangle whose corners lie in one line has no inside; there the question is
// whether p lies between the outer corners, and going past it would fold the line
// over a point of another.
func inTriangle(p, a, b, c spot) bool {
	if p == a || p == b || p == c {
		return false
	}
	u, v, w := side(a, b, p), side(b, c, p), side(c, a, p)
	if side(a, b, c) == 0 { // a line: between its ends means inside
		return u == 0 && a.less(p) == p.less(c)
	}
	return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0)
}

// remove takes a node out, joins its neighbours, and queues them anew.
func (s *simplifier) remove(n *node, area float64) {
	a, c := &s.nodes[n.before], &s.nodes[n.aft]
	s.lines[lineOf(a.at, n.at)]--
	s.lines[lineOf(n.at, c.at)]--
	s.lines[lineOf(a.at, c.at)]++
	n.gone = true
	n.stamp++
	a.aft, c.before = n.aft, n.before
	s.enqueue(n.before, area)
	s.enqueue(n.aft, area)
}

// result returns the topology with the points that are left.
func (s *simplifier) result(t *Topology) *Topology {
	out := &Topology{Arcs: slices.Clone(t.Arcs), Shapes: t.Shapes}
	for k := range out.Arcs {
		old := t.Arcs[k].Points
		points := make([]Point, 0, len(old))
		for i, p := range old {
			if !s.nodes[s.first[k]+i].gone {
				points = append(points, p)
			}
		}
		out.Arcs[k].Points = points
	}
	return out
}
