package zoning

import (
	"cmp"
	"slices"
)

// A candidate is a place that could be divided, with the zone that has most
// of it and what the second zone has.
type candidate struct {
	place, zone int
	second      float64
}

// divide chooses the place and zone to branch on: among the places most
// divided by the relaxation, the one whose two branches both raise the bound
// most, as far as a few pivots can tell (strong branching; Applegate, Bixby,
// Chvátal and Cook 1995). It returns -1 when every place is fixed.
func (s *search) divide(n *node) (int, int) {
	list := s.candidates(n.d)
	if len(list) == 0 {
		return -1, -1
	}
	look := lookFar
	if n.depth > 8 {
		look = lookNear
	}
	list = list[:min(len(list), look)]
	if len(list) == 1 || list[1].second < breach {
		return list[0].place, list[0].zone
	}
	base := s.relax.lp.objective()
	best, most := list[0], -1.0
	for _, c := range list {
		if c.second < breach {
			break
		}
		score := s.promise(n.d, c, base)
		if score > most {
			best, most = c, score
		}
	}
	return best.place, best.zone
}

const (
	lookFar   = 10
	lookNear  = 4
	lookSteps = 25 // pivots a branch is followed for
)

func (s *search) candidates(d *domain) []candidate {
	var list []candidate
	for i := range s.m.n {
		if d.fixed(i) {
			continue
		}
		c := candidate{place: i, zone: -1}
		first := -1.0
		for k := d.next(i, 0); k >= 0; k = d.next(i, k+1) {
			x := s.relax.share[i*s.m.p+k]
			switch {
			case x > first:
				c.zone, c.second, first = k, max(first, 0), x
			case x > c.second:
				c.second = x
			}
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Compare(b.second, a.second)
	})
	return list
}

// promise is the product of the rises of the two branches.
func (s *search) promise(d *domain, c candidate, base float64) float64 {
	with := d.clone()
	s.spread.give(with, c.place, c.zone)
	rise := s.rise(with, base)
	without := d.clone()
	if s.spread.take(without, c.place, c.zone) {
		return max(rise, 1e-4) * max(s.rise(without, base), 1e-4)
	}
	return max(rise, 1e-4) * hopeless
}

// hopeless stands for the rise of a branch that holds nothing.
const hopeless = 1e3

func (s *search) rise(d *domain, base float64) float64 {
	if !s.spread.run(d) {
		return hopeless
	}
	s.relax.narrow(d)
	if s.relax.lp.solve(lookSteps) == empty {
		return hopeless
	}
	return s.relax.lp.objective() - base
}
