package zoning

import (
	"math"

	"hinterland/partition"
)

// More needs, by levels. Every set R of a need weighs less than min, so that
// no place belongs to it whose lightest way from the centre, itself included,
// weighs min or more. Let T be the places with such a way of at least some
// level l ≤ min. The cheapest set of places between the centre and T, with
// the shares as prices, is the rim of a set R that contains no place of T,
// and if R weighs less than min it gives a need. A low level makes R light
// and its rim dear, a high one the reverse; a few levels are tried. Growing R
// place by place goes wrong where corridors meet; a minimum cut does not.
//
// That the cut found is valid does not rest on the level, or on the flow,
// which is float64: inside adds up in whole numbers what the centre reaches
// without the rim, and only a rim that leaves it less than min becomes a
// need.
type levels struct {
	// Minimum cuts in the graph with the stand-ins, numbers n..n+p-1.
	finder *partition.Separators
	// By place, then one stand-in for each centre: what zone j may have.
	in []bool
	// The same: the share of each place in zone j. The faint extra makes the
	// rim with the fewest places win among equals.
	price []float64
	// Of the lightest way from the centre to each place, its own weight
	// included; math.MaxInt64 where no way leads inside in.
	load []int64
}

// levelSteps is how many levels are tried. A cut is a maximum flow with O(n)
// arcs and few paths, as the shares between a centre and what is far add up
// to little.
const levelSteps = 8

// newLevels makes the graph in which each centre has one stand-in beside all
// its places: a cut has to keep all of them from T. The stand-in of another
// centre than the one asked about is not in in, and so no way for a flow.
func newLevels(m *model) *levels {
	var borders [][2]int
	for i := range m.n {
		for _, u := range m.graph.Next(i) {
			borders = append(borders, [2]int{i, int(u)})
		}
	}
	for j, roots := range m.roots {
		for _, r := range roots {
			borders = append(borders, [2]int{m.n + j, r})
		}
	}
	return &levels{
		finder: partition.NewSeparators(partition.NewGraph(m.n+m.p, borders)),
		in:     make([]bool, m.n+m.p),
		price:  make([]float64, m.n+m.p),
		load:   make([]int64, m.n),
	}
}

// levelNeeds adds the broken needs of zone j that the levels give. Several
// may be the same cut; rows that say the same twice are slack and purged.
func (s *separation) levelNeeds(found []*cut, share []float64, d *domain, j int) []*cut {
	m, q := s.m, s.levels
	if m.min == 0 {
		return found
	}
	clear(q.in)
	for i := range m.n {
		q.in[i] = d.has(i, j)
		q.price[i] = max(share[i*m.p+j], 0) + faint
	}
	for _, r := range m.roots[j] {
		q.price[r] = math.MaxInt32 // the centre itself is no rim
	}
	q.in[m.n+j] = true
	m.graph.Lightest(m.roots[j], q.in[:m.n], m.weight, q.load)
	s.work += int64(20 * m.n)
	before := 0
	for k := int64(levelSteps); k > 0; k-- {
		// Levels fall, so that each list holds the one before: one of the
		// same length is the same list and the same question.
		far := q.beyond(m.min / levelSteps * k)
		if len(far) == before {
			continue
		}
		before = len(far)
		s.work += int64(100 * m.n)
		rim, _ := q.finder.Between(partition.Question{
			Place: m.n + j, Roots: far, In: q.in, Capacity: q.price, Enough: 1 - breach,
		})
		if rim == nil {
			break // with more places to keep apart the cut is dearer still
		}
		if s.inside(rim, j) < m.min {
			found = append(found, needCut(j, rim))
		}
	}
	return found
}

// beyond lists the places whose lightest way weighs at least level. Places
// that no way reaches are left out: nothing has to keep them apart.
func (q *levels) beyond(level int64) []int {
	var far []int
	for i, load := range q.load {
		if load >= level && load != math.MaxInt64 {
			far = append(far, i)
		}
	}
	return far
}

// inside is the weight of all that zone j can have without a place of rim.
// Should the zone have none of the rim, this is the most it could weigh,
// which is all that the need rests on.
func (s *separation) inside(rim []int, j int) int64 {
	m := s.m
	open := append([]bool(nil), s.levels.in[:m.n]...)
	for _, v := range rim {
		open[v] = false
	}
	weight := int64(0)
	for i, met := range m.graph.Reach(m.roots[j], open) {
		if met {
			weight += m.weight[i]
		}
	}
	s.work += int64(4 * m.n)
	return weight
}
