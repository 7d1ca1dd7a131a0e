package zoning

import (
	"cmp"
	"math"
	"slices"
)

// fills adds the broken fill cuts of zone j. For the minimum: let R be places
// taken in, D = min − weight(R) > 0 what is then missing. The others have to
// bring D, and none brings more than D:
//
//	Σ over i outside R of min(weight_i, D) · x(i, j) ≥ D.
//
// For the maximum: let C be places with weight(C) = max + D, D > 0. Of C at
// least D has to stay out:
//
//	Σ over i in C of min(weight_i, D) · (1 − x(i, j)) ≥ D.
//
// R and C are the first places by share, so that the term left is a place
// that the relaxation has cut in two.
func (s *separation) fills(found []*cut, share []float64, d *domain, j int) []*cut {
	m := s.m
	var by []int
	for i := range m.n {
		if d.has(i, j) && m.weight[i] > 0 {
			by = append(by, i)
		}
	}
	at := func(i int) float64 { return share[i*m.p+j] }
	slices.SortFunc(by, func(a, b int) int {
		return cmp.Or(cmp.Compare(at(b), at(a)), cmp.Compare(m.weight[b], m.weight[a]), a-b)
	})
	s.work += int64(20 * len(by))
	weight := int64(0)
	for k, i := range by {
		if at(i) < breach {
			break
		}
		if at(i) <= whole && weight < m.min {
			found = s.keep(found, share, s.fillMin(j, by[k:], m.min-weight))
		}
		weight += m.weight[i]
		if at(i) <= whole && m.max < math.MaxInt64 && weight > m.max {
			found = s.keep(found, share, s.fillMax(j, by[:k+1], weight-m.max))
		}
	}
	return found
}

func (s *separation) keep(found []*cut, share []float64, c *cut) []*cut {
	if c.broken(share, s.m.p) > breach {
		return append(found, c)
	}
	return found
}

func (s *separation) fillMin(j int, rest []int, lack int64) *cut {
	c := newCut(j, -lack)
	for _, i := range rest {
		c.add(i, -min(s.m.weight[i], lack))
	}
	s.work += int64(len(rest))
	return c
}

func (s *separation) fillMax(j int, places []int, over int64) *cut {
	c := newCut(j, 0)
	for _, i := range places {
		c.add(i, min(s.m.weight[i], over))
		c.limit += min(s.m.weight[i], over)
	}
	c.limit -= over
	c.span += max(c.limit, -c.limit)
	s.work += int64(len(places))
	return c
}
