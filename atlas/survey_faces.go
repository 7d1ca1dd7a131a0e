package atlas

import (
	"math"
	"slices"
)

// faces reads crossings, overlaps and gaps from the covers of the faces.
// Slivers narrower than half the snap are what is left between borders that
// are one, and say nothing.
//
// Faces are taken as they come, but only sums and the largest piece are kept of
// what belongs together, and Survey sorts, so the order shows nowhere.
func (s *survey) faces() {
	overlaps := map[[2]int32]patch{}
	contents := s.plane.contents()
	for c := range s.plane.first {
		c := int32(c)
		if s.plane.outer[c] || s.plane.thin(c, s.o.Snap/2) {
			continue
		}
		s.windings(c)
		covers := slices.DeleteFunc(slices.Clone(s.plane.covers[c]),
			func(o owner) bool { return o.n < 1 })
		if len(covers) > 1 {
			s.overlap(overlaps, append([]int32{c}, contents[c]...), covers)
		}
		if len(s.plane.covers[c]) == 0 {
			s.gap(append([]int32{c}, contents[c]...))
		}
	}
	for pair, p := range overlaps {
		s.add(Overlap, pair[0], p.at, Detail{"overlap", map[string]any{
			"other": s.name(pair[1]), "km2": p.km2, "pieces": p.pieces,
		}})
	}
}

// A patch is ground that is claimed wrongly, with a point in its largest piece.
//
// Pieces of one pair are summed: where a border was drawn twice carelessly, the
// two lines cross many times, and a hundred slivers are one fault of one
// border.
type patch struct {
	km2, largest float64
	pieces       int
	at           Point
}

// windings reports a place that winds round a face otherwise than once: at any
// crossing of lines the faces around it have three winding numbers in a row,
// so a place without crossing knows only 0 and 1. It catches what crossings
// leaves out: lines that cross in a corner or run along each other, and parts
// of one place that lie over each other.
//
// Why three in a row: let two strands of a border cross at a point, both with
// the place on their left. Of the four faces around the point, one lies left of
// both strands, one right of both, and two between. If the one on the right of
// both has winding w, those between have w+1 and the one on the left of both
// w+2. Three different numbers in a row cannot all be 0 or 1.
func (s *survey) windings(c int32) {
	for _, o := range s.plane.covers[c] {
		if (o.n < 0 || o.n > 1) && !s.crossed[o.place] {
			s.crossed[o.place] = true
			s.add(SelfCrossing, o.place, s.plane.crossingNear(c, o.place), Detail{})
		}
	}
}

// crossingNear returns a corner of face c through which the place's border runs
// more than once, or any corner if parts merely lie over each other.
//
// Turning round a corner is done by next and the other half in turn: from spoke
// k the spoke clockwise after it is next[k^1]. Where parts of one place lie
// over each other without their borders meeting there is no such corner, and
// any is as good.
func (g *arrangement) crossingNear(c int32, place int32) Point {
	best, most := g.origin(g.first[c]), 0
	g.walk(c, func(h int32) {
		n := 0
		// All spokes of a corner are met by turning: the way back of the
		// half-edge before h on its face, and so on.
		for k := h; ; {
			if g.edges[k>>1].has(place) {
				n++
			}
			if k = g.next[k^1]; k == h {
				break
			}
		}
		at := g.origin(h)
		if n > most || n == most && at.less(best) {
			best, most = at, n
		}
	})
	return best.point()
}

// overlap notes a face, given by its walks, for the first of its places against
// each other one. All pairs would say no more and could be very many.
//
// Which of the places is told is settled by code, not by which lies "on top": a
// map has no top. The point is inside the largest piece, where it is seen best.
func (s *survey) overlap(overlaps map[[2]int32]patch, walks []int32, covers []owner) {
	slices.SortFunc(covers, func(a, b owner) int { return s.compare(a.place, b.place) })
	km2 := s.plane.km2(walks)
	for _, o := range covers[1:] {
		pair := [2]int32{covers[0].place, o.place}
		p := overlaps[pair]
		p.km2 += km2
		p.pieces++
		if km2 > p.largest {
			p.largest = km2
			p.at = s.plane.inside(walks)
		}
		overlaps[pair] = p
	}
}

// gap notes an empty face, given by its walks. A hole that one place alone
// surrounds and that holds nothing is not between neighbours: its author drew
// it as a hole, for a lake or a foreign town, and it stands.
//
// The code is that of the first place around, for want of one of its own; the
// detail names them all. Lakes that several counties meet in, and bays closed
// by a bridge, are reported too: only a person knows whether they belong to
// somebody.
func (s *survey) gap(walks []int32) {
	around := map[int32]bool{}
	for _, c := range walks {
		s.plane.walk(c, func(h int32) {
			for _, o := range s.plane.edges[h>>1].owners {
				around[o.place] = true
			}
		})
	}
	if len(around) < 2 {
		return
	}
	places := make([]int32, 0, len(around))
	for p := range around {
		places = append(places, p)
	}
	slices.SortFunc(places, s.compare)
	names := ""
	for i, p := range places {
		if i > 0 {
			names += ", "
		}
		names += s.name(p)
	}
	s.add(Gap, places[0], s.plane.inside(walks), Detail{"gap", map[string]any{
		"km2": s.plane.km2(walks), "between": names,
	}})
}

// contents lists for every bounded face the parts that lie in it.
func (g *arrangement) contents() map[int32][]int32 {
	in := map[int32][]int32{}
	for _, part := range g.parts {
		if p := g.parent[part]; p >= 0 {
			in[p] = append(in[p], part)
		}
	}
	return in
}

// compare orders places by code, and equal codes by where they begin, so that
// their order in the file does not show.
//
// Two places of one code are told apart by their position; which of them is named
// makes no difference to anybody who reads the code.
func (s *survey) compare(a, b int32) int {
	p, q := &s.m.Places[a], &s.m.Places[b]
	if p.Code != q.Code {
		if p.Code < q.Code {
			return -1
		}
		return 1
	}
	return int(a - b)
}

// name returns the code of a place, or a dash for one without.
func (s *survey) name(place int32) string {
	if code := s.m.Places[place].Code; code != "" {
		return code
	}
	return "—"
}

// km2 returns the area of a face on the sphere from its walks: the first runs
// round it counter-clockwise, the others clockwise round what lies in it, so
// that the signs take care of the holes.
func (g *arrangement) km2(walks []int32) float64 {
	sum := 0.0
	for _, c := range walks {
		var ring Ring
		g.walk(c, func(h int32) { ring = append(ring, g.origin(h).point()) })
		sum += append(ring, ring[0]).steradians()
	}
	return sum * EarthKm * EarthKm
}

// inside returns a point inside a bounded face, given by its walks: in the
// middle of the widest stretch that the face has on the parallel half way up.
// The parallel lies half a spot beside all corners, so that it meets no end of
// an edge, and stretches inside and outside the face take turns along it.
//
// The centroid would not do: a sliver is bent like a bow, a gap may be a ring,
// and their centroids lie in somebody's sound ground, where a reader would look
// in vain.
func (g *arrangement) inside(walks []int32) Point {
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	g.walk(walks[0], func(h int32) {
		y := g.origin(h).y
		low, high = min(low, y), max(high, y)
	})
	y := float64(low+(high-low)/2) + 0.5
	meets := g.meets(walks, y)
	x, widest := float64(g.origin(g.first[walks[0]]).x), -1.0
	for i := 1; i < len(meets); i += 2 {
		if w := meets[i] - meets[i-1]; w > widest {
			widest, x = w, (meets[i]+meets[i-1])/2
		}
	}
	return Point{x / spotsPerDegree, y / spotsPerDegree}
}

// meets returns where the walks cross a parallel, from west to east.
func (g *arrangement) meets(walks []int32, y float64) []float64 {
	var meets []float64
	for _, c := range walks {
		g.walk(c, func(h int32) {
			a, b := g.origin(h), g.origin(h^1)
			if (float64(a.y) < y) != (float64(b.y) < y) {
				t := (y - float64(a.y)) / float64(b.y-a.y)
				meets = append(meets, float64(a.x)+float64(t*float64(b.x-a.x)))
			}
		})
	}
	slices.Sort(meets)
	return meets
}
