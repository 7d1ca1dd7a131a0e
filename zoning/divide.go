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

// divide chooses the place and zone to branch on: of some candidates the one
// whose two branches both raise the bound most, as far as a few pivots can
// tell (strong branching; Applegate, Bixby, Chvátal and Cook 1995). Half of
// the candidates are those that promised most when they were last tried, the
// other half those divided most by the relaxation: a corridor of thirty
// places with equal shares must not take all the seats. It returns -1 when
// every place is fixed.
func (s *search) divide(n *node) (int, int) {
	list := s.candidates(n.d)
	if len(list) == 0 {
		return -1, -1
	}
	if len(list) == 1 || list[0].second < breach {
		return list[0].place, list[0].zone
	}
	look := lookFar
	if n.depth > depthFar {
		look = lookNear
	}
	base := s.relax.lp.objective()
	best, most := list[0], -1.0
	for _, c := range s.shortlist(list, look) {
		score := s.promise(n, c, base)
		s.learned[c.place] = score
		if score > most {
			best, most = c, score
		}
	}
	return best.place, best.zone
}

const (
	lookFar   = 12
	lookNear  = 6
	depthFar  = 8  // nodes deeper than this look at fewer candidates
	lookSteps = 25 // pivots a branch is followed for
)

// shortlist takes the half that promised most and fills up with the most
// divided. Requires: list is in the order of division.
func (s *search) shortlist(list []candidate, look int) []candidate {
	by := slices.Clone(list)
	slices.SortStableFunc(by, func(a, b candidate) int {
		return cmp.Compare(s.learned[b.place]*b.second, s.learned[a.place]*a.second)
	})
	short := slices.Clone(by[:min(len(by), look/2)])
	known := len(short)
	for _, c := range list {
		if len(short) == look || c.second < breach {
			break
		}
		if !slices.Contains(short[:known], c) {
			short = append(short, c)
		}
	}
	return short
}

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

// promise is the product of the rises of the two branches, each counted up to
// what closes the node.
func (s *search) promise(n *node, c candidate, base float64) float64 {
	enough := hopeless
	if s.cut() != none {
		enough = max(float64(s.cut()-n.bound)/s.relax.unit, tiny)
	}
	with := n.d.clone()
	s.spread.give(with, c.place, c.zone)
	rise := min(s.rise(with, base), enough)
	without := n.d.clone()
	other := enough
	if s.spread.take(without, c.place, c.zone) {
		other = min(s.rise(without, base), enough)
	} else {
		s.spread.forget()
	}
	return max(rise, tiny) * max(other, tiny)
}

const (
	hopeless = 1e3 // the rise of a branch that holds nothing
	tiny     = 1e-4
)

// rise is by how much the programme's objective is higher within d after a
// few pivots.
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
