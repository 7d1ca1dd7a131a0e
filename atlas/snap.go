package atlas

import (
	"cmp"
	"math"
	"slices"
)

// snapper makes borders that lie nearer than a distance to each other one.
//
// Most borders of most files are one already: both sides repeat the same
// points. Such edges are quiet, and nothing moves them or their ends. What
// remains is loud: coasts, the edge of the map, and borders whose sides were
// drawn apart. For these,
//
//  1. a loud end moves onto the nearest end of another place within reach, and
//  2. a loud edge is led through every loud end of another place within reach.
//
// Two sides of one border thus become the same chain of edges whether or not
// their points answer each other. Points of one place never move onto each
// other, so a finely drawn coast is not coarsened.
type snapper struct {
	reach float64
	edges []edge
	quiet map[spot]bool
	// places of every loud end: who runs through it
	places map[spot][]int32
}

// snapBorders returns the edges after steps 1 and 2 with the reach in degrees,
// 0 meaning that only equal points are one.
func snapBorders(edges []edge, degrees float64) ([]edge, error) {
	s := &snapper{reach: degrees * spotsPerDegree, edges: edges}
	if s.reach < 1 {
		return edges, nil
	}
	s.sort()
	moved := s.leaders()
	uses := spread(edges)
	kept := uses[:0]
	for _, u := range uses {
		u.a, u.b = follow(moved, u.a), follow(moved, u.b)
		kept = appendUse(kept, u)
	}
	s.edges = gather(kept, false)
	s.sort() // more edges are quiet now, and what is loud has other ends
	return s.lead()
}

// sort tells quiet from loud.
func (s *snapper) sort() {
	s.quiet = map[spot]bool{}
	s.places = map[spot][]int32{}
	for _, e := range s.edges {
		if e.matched() {
			s.quiet[e.a], s.quiet[e.b] = true, true
			continue
		}
		for _, o := range e.owners {
			s.pass(e.a, o.place)
			s.pass(e.b, o.place)
		}
	}
}

func (s *snapper) pass(at spot, place int32) {
	if !slices.Contains(s.places[at], place) {
		s.places[at] = append(s.places[at], place)
	}
}

// loudEnds returns the ends of loud edges, those that must not move first.
func (s *snapper) loudEnds() []spot {
	ends := make([]spot, 0, len(s.places))
	for at := range s.places {
		ends = append(ends, at)
	}
	slices.SortFunc(ends, func(a, b spot) int {
		if s.quiet[a] != s.quiet[b] {
			if s.quiet[a] {
				return -1
			}
			return 1
		}
		return compareSpots(a, b)
	})
	return ends
}

// crowd bounds the leaders looked at in one cell, a square as wide as the
// reach; borders with more points than this on a dozen metres are a stress test.
const crowd = 256

// leaders decides step 1: every loud end either leads or follows a leader. An
// end follows the nearest leader within reach that no place of its own runs
// through; its places then run through the leader too. The order of ends is
// fixed, so the outcome is.
func (s *snapper) leaders() map[spot]spot {
	moved := map[spot]spot{}
	cells := map[spot][]spot{}
	size := int64(s.reach) + 1
	for _, end := range s.loudEnds() {
		cell := spot{floorDiv(end.x, size), floorDiv(end.y, size)}
		leader, ok := s.nearest(cells, cell, end)
		if ok && !s.quiet[end] {
			moved[end] = leader
			for _, p := range s.places[end] {
				s.pass(leader, p)
			}
			continue
		}
		if len(cells[cell]) < crowd {
			cells[cell] = append(cells[cell], end)
		}
	}
	return moved
}

func (s *snapper) nearest(cells map[spot][]spot, cell, end spot) (spot, bool) {
	best, found := spot{}, false
	least := s.reach
	for k := range int64(9) {
		for _, leader := range cells[spot{cell.x + k%3 - 1, cell.y + k/3 - 1}] {
			d := math.Hypot(float64(leader.x-end.x), float64(leader.y-end.y))
			nearer := d < least || d == least && (!found || leader.less(best))
			if nearer && !s.common(leader, end) {
				best, least, found = leader, d, true
			}
		}
	}
	return best, found
}

// common reports whether some place runs through both ends.
func (s *snapper) common(a, b spot) bool {
	return slices.ContainsFunc(s.places[a], func(p int32) bool {
		return slices.Contains(s.places[b], p)
	})
}

func follow(moved map[spot]spot, s spot) spot {
	if leader, ok := moved[s]; ok {
		return leader
	}
	return s
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// lead does step 2.
func (s *snapper) lead() ([]edge, error) {
	var loud []edge
	var numbers []int32
	for i, e := range s.edges {
		if !e.matched() {
			loud = append(loud, e)
			numbers = append(numbers, int32(i))
		}
	}
	ix, err := indexEdges(loud, int64(s.reach)+1)
	if err != nil {
		return nil, err
	}
	var cuts []cut
	for _, end := range s.loudEnds() {
		for _, k := range ix.at(end) {
			if t, ok := s.attracts(end, loud[k]); ok {
				cuts = append(cuts, cut{numbers[k], t, end})
			}
		}
	}
	slices.SortFunc(cuts, func(c, d cut) int { return cmp.Compare(c.i, d.i) })
	return gather(split(s.edges, cuts), false), nil
}

// attracts reports whether a loud edge must go through an end: within reach,
// beside the edge and not beyond its ends, and of another place.
func (s *snapper) attracts(end spot, e edge) (float64, bool) {
	if end == e.a || end == e.b {
		return 0, false
	}
	t, d := e.along(end)
	if d > s.reach || t <= 0 || t >= 1 {
		return 0, false
	}
	return t, slices.ContainsFunc(s.places[end], func(p int32) bool { return !e.has(p) })
}
