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
// Both hold for every zoning: the places that bring something (or stay out)
// weigh at least D together. If one of them weighs D or more, its term alone
// is D; if none does, no term was cut down and the sum is what they weigh.
// For fractions they say more than the bound itself: a heavy place, cut down
// to D, no longer fills with a small share what it would fill whole.
//
// R and C are the first places by share, so that the term left is a place
// that the relaxation has cut in two. Trying every such first part costs
// O(n²) a zone at worst, and in practice ends after the few places with a
// share. Equal shares go by weight, the heavier first, and then by number.
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
		// Where the next place is wholly in the zone, R with it gives a cut
		// that is broken by no less.
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

// keep adds a cut to found if the shares break it enough to be worth a row.
func (s *separation) keep(found []*cut, share []float64, c *cut) []*cut {
	if c.broken(share, s.m.p) > breach {
		return append(found, c)
	}
	return found
}

// fillMin is the cut for a minimum: rest are the places outside R that the
// zone may have, lack is D. Written as ≤, all signs are turned.
func (s *separation) fillMin(j int, rest []int, lack int64) *cut {
	c := newCut(j, -lack)
	for _, i := range rest {
		c.add(i, -min(s.m.weight[i], lack))
	}
	s.work += int64(len(rest))
	return c
}

// fillMax is the cut for a maximum: places are C, over is D. With b_i =
// min(weight_i, D) the inequality reads Σ b_i x(i, j) ≤ Σ b_i − D; the limit
// is known last, and so is its part of the span.
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
