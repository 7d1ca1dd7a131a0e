package atlas

import (
	"cmp"
	"maps"
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
// their points answer each other. Where only one place runs, points never move
// onto each other, so a finely drawn coast is not coarsened. Step 1 is done
// twice: where several places meet in a corner, one of them perhaps twice, the
// first time may leave two points, each now of several places, which the second
// time makes one.
//
//	before                         after
//
//	   A                              A
//	●─────●────────●               ●──●──●────●
//	○───────○──────○               ╵  both sides run through
//	   B                              the same four ends: one border
//
// Why not simply round everything to a coarser grid? Two points a hair apart
// can lie on either side of a line of the grid, so whatever the step, some
// borders would stay two; and all the others would be moved for nothing. Why
// not match pieces that run side by side within the reach? At every corner
// where two places only touch, their borders come within reach of each other
// for a few metres, and a point would become a line. Ends have neither fault:
// they are one or they are not.
//
// What snapping costs: a border drawn twice with points denser than the reach
// comes out with points about as far apart as the reach, and its length
// accordingly, some parts in a thousand shorter. Borders drawn once keep every
// point and digit.
type snapper struct {
	reach float64
	edges []edge
	quiet map[spot]bool
	// places of every loud end: who runs through it
	places map[spot][]int32
	// led are the ends that others have followed. Such an end is not where
	// the file has it for all its places anyway, so it may move on even when
	// it has become quiet.
	led map[spot]bool
}

// snapBorders returns the edges after steps 1 and 2 with the reach in degrees,
// 0 meaning that only equal points are one.
//
// Degrees are taken as they are in both directions: the snap says how carefully
// a file was drawn, and files are drawn in degrees. On the ground a step of
// longitude is shorter by the cosine of the latitude, half at 60°.
func snapBorders(edges []edge, degrees float64) ([]edge, error) {
	s := &snapper{reach: degrees * spotsPerDegree, edges: edges, led: map[spot]bool{}}
	if s.reach < 1 {
		return edges, nil
	}
	s.sort()
	for range 2 {
		s.move(s.leaders())
		s.sort() // more edges are quiet now, and what is loud has other ends
	}
	return s.lead()
}

// move carries ends to where they follow.
func (s *snapper) move(moved map[spot]spot) {
	if len(moved) == 0 {
		return
	}
	uses := spread(s.edges)
	kept := uses[:0]
	for _, u := range uses {
		u.a, u.b = follow(moved, u.a), follow(moved, u.b)
		kept = appendUse(kept, u)
	}
	s.edges = gather(kept, false)
}

// sort tells quiet from loud. A matched edge shorter than the reach that ends
// at an unmatched one is loud all the same: where corners drawn apart meet, such
// bits come about by chance.
func (s *snapper) sort() {
	s.quiet = map[spot]bool{}
	s.places = map[spot][]int32{}
	open := map[spot]bool{}
	for _, e := range s.edges {
		if !e.matched() {
			open[e.a], open[e.b] = true, true
		}
	}
	for _, e := range s.edges {
		stray := (open[e.a] || open[e.b]) && spotDistance(e.a, e.b) < s.reach
		if e.matched() && !stray {
			s.quiet[e.a], s.quiet[e.b] = true, true
			continue
		}
		for _, o := range e.owners {
			s.pass(e.a, o.place)
			s.pass(e.b, o.place)
		}
	}
}

// pass notes that a place runs through an end.
func (s *snapper) pass(at spot, place int32) {
	if !slices.Contains(s.places[at], place) {
		s.places[at] = append(s.places[at], place)
	}
}

// loudEnds returns the ends of loud edges in the order of spots.
func (s *snapper) loudEnds() []spot {
	return slices.SortedFunc(maps.Keys(s.places), compareSpots)
}

// closest is how many couples an end has with ends before it: the nearest ones. A
// corner where a dozen places meet needs no more, and rows of points a few
// centimetres apart would have hundreds each.
const closest = 12

// crowd bounds the ends looked at in one cell, a square as wide as the reach;
// borders with more points than this on a dozen metres are a stress test.
const crowd = 256

// A couple is two loud ends within reach of each other.
type couple struct {
	d    float64
	a, b spot
}

// leaders decides step 1 and returns where ends move. Couples are taken from
// the nearest on: what was one point before it was drawn twice is near, and must
// not be torn apart by a third point that merely comes first. When two ends
// join, one leads and the other follows, with all that follow it; the places of
// both then run through the leader.
//
// Joining is by leaders and not by chains: an end joins only if it, and all
// that follow it already, come within the reach of the leader itself. In a long
// row of points, each within reach of the next, chains would draw the whole row
// into one.
func (s *snapper) leaders() map[spot]spot {
	moved, followers := map[spot]spot{}, map[spot][]spot{}
	for _, c := range s.couples() {
		a, b := leaderOf(moved, c.a), leaderOf(moved, c.b)
		if a == b || spotDistance(a, b) > s.reach || !s.mayJoin(a, b) {
			continue
		}
		if s.fixed(b) || !s.fixed(a) && b.less(a) {
			a, b = b, a
		}
		if s.fixed(b) || slices.ContainsFunc(followers[b], func(end spot) bool {
			return spotDistance(a, end) > s.reach
		}) {
			continue
		}
		moved[b] = a
		followers[a] = append(append(followers[a], b), followers[b]...)
		s.led[a] = true
		for _, p := range s.places[b] {
			s.pass(a, p)
		}
	}
	for end := range moved {
		moved[end] = leaderOf(moved, end)
	}
	return moved
}

// fixed reports whether an end must stay where it is: on a border that the file
// draws once, and not put there by an earlier move.
func (s *snapper) fixed(end spot) bool { return s.quiet[end] && !s.led[end] }

// couples returns the couples that may join as things stand, nearest first.
func (s *snapper) couples() []couple {
	cells := map[spot][]spot{}
	size := int64(s.reach) + 1
	var all []couple
	for _, end := range s.loudEnds() {
		cell := spot{floorDiv(end.x, size), floorDiv(end.y, size)}
		var near []couple
		for k := range int64(9) {
			others := cells[spot{cell.x + k%3 - 1, cell.y + k/3 - 1}]
			near = s.appendCouples(near, others, end)
		}
		slices.SortFunc(near, compareCouples)
		all = append(all, near[:min(len(near), closest)]...)
		if len(cells[cell]) < crowd {
			cells[cell] = append(cells[cell], end)
		}
	}
	slices.SortFunc(all, compareCouples)
	return all
}

// compareCouples puts the nearer couple first, and settles ties by the spots.
func compareCouples(x, y couple) int {
	return cmp.Or(cmp.Compare(x.d, y.d), compareSpots(x.a, y.a), compareSpots(x.b, y.b))
}

// appendCouples adds the couples of an end with others near it.
func (s *snapper) appendCouples(all []couple, others []spot, end spot) []couple {
	for _, other := range others {
		if d := spotDistance(other, end); d <= s.reach && s.mayJoin(other, end) {
			all = append(all, couple{d, other, end})
		}
	}
	return all
}

// mayJoin reports whether two ends may become one: several places run through
// one of them, or no place runs through both.
func (s *snapper) mayJoin(a, b spot) bool {
	if len(s.places[a]) > 1 || len(s.places[b]) > 1 {
		return true
	}
	return !slices.ContainsFunc(s.places[a], func(p int32) bool {
		return slices.Contains(s.places[b], p)
	})
}

// leaderOf follows moves to their end.
func leaderOf(moved map[spot]spot, s spot) spot {
	for {
		leader, ok := moved[s]
		if !ok {
			return s
		}
		s = leader
	}
}

// follow returns where an end is after the moves.
func follow(moved map[spot]spot, s spot) spot {
	if leader, ok := moved[s]; ok {
		return leader
	}
	return s
}

// floorDiv divides rounding down, also below 0, where Go rounds towards 0: cells
// must all be as wide as each other.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// lead does step 2.
//
// Only loud edges are led, and only through loud ends: the inside of a map,
// where borders are drawn once, is neither searched nor touched, so snapping
// costs in proportion to the coast. An edge is led through all its ends at
// once, sorted along it; what bends by that bends by less than the reach.
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
