package atlas

import (
	"cmp"
	"math"
	"slices"
)

// A use is one straight piece of one place's border. It is kept with its
// western end first, and dir tells how the place runs along it: +1 from a to b,
// -1 from b to a, 0 for a thread, which runs both ways. The place lies on the
// left of its running direction, because settle wound all rings that way.
//
// Direction is what tells neighbours from overlaps. Settled rings keep their
// place on the left, so along a common border
//
//	        B
//	a ◀──────────── b      B runs west,
//	a ────────────▶ b      A runs east:
//	        A
//
// the two run against each other and their dirs are +1 and -1. Had both +1, both
// would lie north of the piece: they overlap there.
type use struct {
	a, b  spot
	place int32
	dir   int32
}

// An edge is a straight piece of border with all its uses summed by place. At
// a proper border one place has dir +1 and its neighbour -1; along a coast
// there is one owner; a place that runs both ways along an edge is a thread.
//
// The owners carry the whole topology. Let w(f, p) be how often place p winds
// round face f. Then for the faces left and right of an edge run from a to b
//
//	w(left, p) = w(right, p) + n(p),
//
// where n(p) is p's owner number, 0 for a place that is no owner. This one
// equation is all that wind needs, whatever the place's border looks like.
type edge struct {
	a, b   spot
	owners []owner // by place; n is 0 for threads only
}

// An owner is a place with a whole number: along an edge how often it runs from
// a to b, in a face how often it winds round it.
type owner struct {
	place int32
	n     int32
}

// uses returns the pieces of all places' rings.
func (m *Map) uses() []use {
	var all []use
	for i := range m.Places {
		for _, polygon := range m.Places[i].Polygons {
			for _, ring := range polygon {
				all = appendRing(all, ring, int32(i), 1)
			}
		}
		for _, thread := range m.Places[i].threads {
			all = appendRing(all, thread, int32(i), 0)
		}
	}
	return all
}

// appendRing adds the pieces of one ring. With dir 0 they are those of a thread.
func appendRing(all []use, ring Ring, place, dir int32) []use {
	for k := 1; k < len(ring); k++ {
		all = appendUse(all, use{spotOf(ring[k-1]), spotOf(ring[k]), place, dir})
	}
	return all
}

// appendUse adds u with its western end first, or nothing if it has no length.
func appendUse(all []use, u use) []use {
	if u.b.less(u.a) {
		u.a, u.b, u.dir = u.b, u.a, -u.dir
	}
	if u.a == u.b {
		return all
	}
	return append(all, u)
}

// gather sums the uses of equal pieces. It sorts uses in place; edges come out
// in the order of their ends, so the places' order in the file leaves no trace
// but their numbers.
//
// A place that runs both ways along a piece has no side there. If spikes is
// set it stays as a thread, because the file draws it so; later, when moving
// points may have folded a border over, it is dropped.
//
// Sorting puts equal pieces side by side; within them places in order, so the
// sums come out in one sweep and owners sorted, which addCovers relies on. O(n
// log n). Owners live in one block of memory: a map has some ten thousand edges
// with one or two owners each, and as many small slices would cost more than
// the sorting.
func gather(uses []use, spikes bool) []edge {
	slices.SortFunc(uses, func(u, v use) int {
		return cmp.Or(compareSpots(u.a, v.a), compareSpots(u.b, v.b),
			cmp.Compare(u.place, v.place), cmp.Compare(u.dir*u.dir, v.dir*v.dir))
	})
	edges := make([]edge, 0, len(uses)/2)
	owners := make([]owner, 0, len(uses)) // one block of memory for all
	for i := 0; i < len(uses); {
		from, first := len(owners), uses[i]
		for i < len(uses) && uses[i].a == first.a && uses[i].b == first.b {
			o, n := sumPlace(uses[i:])
			if o.n != 0 || uses[i].dir == 0 || spikes {
				owners = append(owners, o)
			}
			i += n
		}
		if len(owners) > from {
			edges = append(edges, edge{first.a, first.b, owners[from:len(owners):len(owners)]})
		}
	}
	return edges
}

// sumPlace sums the uses of one piece by one place at the head of sorted uses
// and tells how many they are. A thread comes before others of its place.
func sumPlace(uses []use) (owner, int) {
	o, n := owner{place: uses[0].place}, 0
	for _, u := range uses {
		if u.a != uses[0].a || u.b != uses[0].b || u.place != o.place {
			break
		}
		o.n += u.dir
		n++
	}
	return o, n
}

// compareSpots orders as less does, for sorting.
func compareSpots(a, b spot) int {
	return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y))
}

// spread is the reverse of gather: edges as uses again, with the multiplicity
// in dir.
func spread(edges []edge) []use {
	uses := make([]use, 0, 2*len(edges))
	for _, e := range edges {
		for _, o := range e.owners {
			uses = append(uses, use{e.a, e.b, o.place, o.n})
		}
	}
	return uses
}

// matched reports whether the edge has a place on either side.
func (e edge) matched() bool {
	left, right := false, false
	for _, o := range e.owners {
		left = left || o.n > 0
		right = right || o.n < 0
	}
	return left && right
}

// has reports whether the place has area on one side of the edge.
func (e edge) has(place int32) bool {
	return slices.ContainsFunc(e.owners, func(o owner) bool { return o.place == place && o.n != 0 })
}

// apart reports whether the bounding boxes of e and f are further than margin
// from each other.
func (e edge) apart(f edge, margin int64) bool {
	return e.b.x+margin < f.a.x || f.b.x+margin < e.a.x ||
		max(e.a.y, e.b.y)+margin < min(f.a.y, f.b.y) ||
		max(f.a.y, f.b.y)+margin < min(e.a.y, e.b.y)
}

// crosses reports whether e and f cross at a point inside both, exactly.
//
// It holds that each edge has its ends strictly on either side of the other's
// line. Touching, and lying in one line, are no crossing here; arrange treats
// them as an end that the other edge runs through.
func (e edge) crosses(f edge) bool {
	return side(e.a, e.b, f.a)*side(e.a, e.b, f.b) < 0 &&
		side(f.a, f.b, e.a)*side(f.a, f.b, e.b) < 0
}

// crossing returns the spot nearest to the point where e and f cross.
//
// The position t along e solves e.a + t (e.b - e.a) on f's line; numerator and
// denominator are twice the areas of triangles. In float64 the spot may come
// out one beside the nearest for edges that meet at a very flat angle. That is
// harmless: both edges are bent through the same spot, whichever it is.
func (e edge) crossing(f edge) spot {
	ex, ey := float64(e.b.x-e.a.x), float64(e.b.y-e.a.y)
	fx, fy := float64(f.b.x-f.a.x), float64(f.b.y-f.a.y)
	gx, gy := float64(f.a.x-e.a.x), float64(f.a.y-e.a.y)
	t := (float64(gx*fy) - float64(gy*fx)) / (float64(ex*fy) - float64(ey*fx))
	t = min(max(t, 0), 1)
	return spot{e.a.x + int64(math.Round(ex*t)), e.a.y + int64(math.Round(ey*t))}
}

// along tells where s lies beside the edge: t is the position of its foot, 0 at
// a and 1 at b, and d the distance in spots from the line.
//
// Both are rounded and serve to compare with a distance or to sort cuts along an
// edge, never to decide on which side of a line something lies.
func (e edge) along(s spot) (t, d float64) {
	ex, ey := float64(e.b.x-e.a.x), float64(e.b.y-e.a.y)
	sx, sy := float64(s.x-e.a.x), float64(s.y-e.a.y)
	square := float64(ex*ex) + float64(ey*ey)
	t = (float64(sx*ex) + float64(sy*ey)) / square
	d = math.Abs(float64(ex*sy)-float64(ey*sx)) / math.Sqrt(square)
	return t, d
}

// km returns the length of the edge on the sphere.
func (e edge) km() float64 { return DistanceKm(e.a.point(), e.b.point()) }
