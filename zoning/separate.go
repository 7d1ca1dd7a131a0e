package zoning

import (
	"cmp"
	"slices"

	"hinterland/partition"
)

// A separation looks for cuts that a relaxed solution breaks. It remembers
// those it made: looking through them is cheaper than making them again.
//
// Gates are separated exactly: if the flows find none, no gate is broken by
// more than breach and the faint extra of its places. Needs and fills are
// looked for where they are likely; that is NP-hard to do fully, as there are
// knapsacks in both.
type separation struct {
	m      *model
	finder *partition.Separators
	// Scratch of gates, by place: what may be in the zone,
	in []bool
	// what is wholly in it,
	solid []bool
	// and what can flow through.
	capacity []float64
	levels   *levels
	// Cuts made and not forgotten, in the order of making.
	pool []*cut
	// Steps, by estimates: a flow counts as 40 looks at each place.
	work int64
}

// newSeparation returns the separation for m, without cuts. Its scratch is
// O(n + borders).
func newSeparation(m *model) *separation {
	return &separation{
		m:        m,
		finder:   partition.NewSeparators(m.graph),
		in:       make([]bool, m.n),
		solid:    make([]bool, m.n),
		capacity: make([]float64, m.n),
		levels:   newLevels(m),
	}
}

const (
	// A share above this counts as the whole place.
	whole = 1 - 1e-6
	// A cut must be broken by this much to be worth a row.
	breach = 0.02
	// Extra capacity of each place: among equals the small gate.
	faint = 1e-4
	// Cuts added at once.
	perRound = 100
)

// recall returns remembered cuts without a row that share breaks, the most
// broken first.
func (s *separation) recall(share []float64) []*cut {
	var found []*cut
	for _, c := range s.pool {
		if c.row < 0 && c.broken(share, s.m.p) > breach {
			found = append(found, c)
		}
		s.work += int64(len(c.places))
	}
	return s.worst(found, share)
}

// find makes cuts that share breaks by breach or more: what is broken by less
// costs a row and moves the bound by nothing that can be seen. The order is
// fixed. Domain d must hold for all that is searched while the cuts are kept,
// a stage or the whole: a gate only has to stop the ways through places that
// may be in the zone.
func (s *separation) find(share []float64, d *domain) []*cut {
	var found []*cut
	for j := range s.m.p {
		found = s.gates(found, share, d, j)
		found = s.needs(found, share, d, j)
		found = s.levelNeeds(found, share, d, j)
		found = s.fills(found, share, d, j)
	}
	found = s.worst(found, share)
	s.pool = append(s.pool, found...)
	return found
}

// worst keeps the cuts that are broken most, at most perRound. The map is
// only looked up, and the sort is stable: equals stay in the order of making.
func (s *separation) worst(found []*cut, share []float64) []*cut {
	by := make(map[*cut]float64, len(found))
	for _, c := range found {
		by[c] = c.broken(share, s.m.p)
	}
	slices.SortStableFunc(found, func(a, b *cut) int { return cmp.Compare(by[b], by[a]) })
	return found[:min(len(found), perRound)]
}

// gates adds the broken gate cuts of zone j: for each place that is partly in
// the zone, the gate with the least total share. A flow of x(i, j) that gets
// through proves that none of the place's gates is broken, so that the search
// for it stops there. The faint extra makes the gate with the fewest places
// win among equals, which is the strongest: with S ⊂ T the gate S implies T.
// Places that reach the centre
// through whole places need no flow: enough gets through.
func (s *separation) gates(found []*cut, share []float64, d *domain, j int) []*cut {
	doubtful := false
	for i := range s.m.n {
		x := share[i*s.m.p+j]
		s.in[i] = d.has(i, j)
		s.solid[i] = x > whole
		s.capacity[i] = max(x, 0) + faint
		doubtful = doubtful || x > breach
	}
	s.work += int64(2 * s.m.n)
	if !doubtful {
		return found
	}
	near := s.m.graph.Reach(s.m.roots[j], s.solid)
	for i := range s.m.n {
		x := share[i*s.m.p+j]
		if x <= breach || near[i] || !s.in[i] {
			continue
		}
		s.work += int64(40 * s.m.n)
		gate, through := s.finder.Between(partition.Question{
			Place: i, Roots: s.m.roots[j], In: s.in, Capacity: s.capacity, Enough: x - breach,
		})
		if through < x-breach {
			found = append(found, gateCut(j, i, gate))
		}
	}
	return found
}
