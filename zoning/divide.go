package zoning

import (
	"cmp"
	"slices"
)

// A candidate is a place that could be divided, with the zone that has most
// of it and what the second zone has. The second share, 0..½ for a place that
// is whole, says how divided it is.
type candidate struct {
	place, zone int
	second      float64
}

// A verdict is what trying the branches of a node has shown.
type verdict int

const (
	settled  verdict = iota // every place is fixed
	closed                  // nothing better is left
	narrowed                // a branch was closed: the domain is smaller now
	divided                 // the candidate is to be divided
)

// divide chooses the place and zone to branch on: of some candidates the one
// whose two branches both raise the bound most, as far as a few pivots can
// tell (strong branching; Applegate, Bixby, Chvátal and Cook 1995). Half of
// the candidates are those that promised most when they were last tried, the
// other half those divided most by the relaxation: a corridor of thirty
// places with equal shares must not take all the seats.
//
// A branch that a proof closes need not become a node: the other one is all
// that is left of the domain, and the node is looked at again without it.
// When every place has nearly all of itself in one zone, as after a
// relaxation that ended early, there is nothing to compare, and the first
// candidate is divided untried.
//
// The cost is that of look × 2 × lookSteps pivots at most, often more than
// the node itself; trees are so much smaller for it that it pays.
func (s *search) divide(n *node) (candidate, verdict) {
	list := s.candidates(n.d)
	if len(list) == 0 {
		return candidate{}, settled
	}
	if len(list) == 1 || list[0].second < breach {
		return list[0], divided
	}
	base := s.relax.lp.objective()
	s.relax.narrow(n.d)
	s.relax.lp.keep(&s.mark)
	best, most, result := list[0], -1.0, divided
	for _, c := range s.shortlist(list) {
		if n.d.fixed(c.place) || !n.d.has(c.place, c.zone) {
			continue
		}
		score, tried := s.promise(n, c, base)
		switch {
		case tried == closed:
			return c, closed
		case tried == narrowed:
			result = narrowed
			continue
		}
		s.learned[c.place] = score
		if score > most {
			best, most = c, score
		}
	}
	return best, result
}

const (
	// Candidates that are tried.
	look = 40
	// Pivots a branch is followed for.
	lookSteps = 25
)

// shortlist takes the half that promised most and fills up with the most
// divided. Requires: list is in the order of division. Promises are weighed
// by how divided a place is here, since they were made at another node; a
// place never tried promises 0. The sort is stable, so that equals keep the
// order of list.
func (s *search) shortlist(list []candidate) []candidate {
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

// candidates lists the places that are not fixed, the most divided first and
// among equals by number. It is empty only if every place is fixed: places
// whole in the relaxation are listed too, with a second share of 0, since a
// relaxation that ended early may not be taken at its word.
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
// what closes the node. A branch that is closed is taken from the node.
//
// The product asks for both branches to rise: a branching with one that stays
// where it is gains little but depth (Achterberg 2007). Where one branch does
// not rise at all, tiny lets the other still count. More than what closes the
// node is worth no more.
func (s *search) promise(n *node, c candidate, base float64) (float64, verdict) {
	with := n.d.clone()
	s.spread.give(with, c.place, c.zone)
	rise, shut := s.rise(with, base)
	if shut {
		if !s.spread.take(n.d, c.place, c.zone) || !s.spread.run(n.d) {
			s.spread.forget()
			return 0, closed
		}
		return 0, narrowed
	}
	without := n.d.clone()
	s.spread.take(without, c.place, c.zone) // some zone stays: the place is not fixed
	other, shut := s.rise(without, base)
	if shut {
		s.spread.give(n.d, c.place, c.zone)
		if !s.spread.run(n.d) {
			return 0, closed
		}
		return 0, narrowed
	}
	enough := hopeless
	if s.cut() != none {
		enough = max(float64(s.cut()-n.bound)/s.relax.unit, tiny)
	}
	return max(min(rise, enough), tiny) * max(min(other, enough), tiny), divided
}

const (
	// The rise of a branch that seems to hold nothing, far beyond the usual
	// ones, which are about 1.
	hopeless = 1e3
	// The least that a rise counts as.
	tiny = 1e-4
)

// rise is by how much the programme's objective is higher within d after a
// few pivots, and whether the multipliers it ends with prove, in whole
// numbers, that d holds nothing better than what is known. The programme is
// left as it was.
//
// d is used up: propagation has narrowed it. A branch that looks empty and
// cannot be proved so counts as hopeless but stays.
func (s *search) rise(d *domain, base float64) (float64, bool) {
	if !s.spread.run(d) {
		return hopeless, true
	}
	s.relax.narrow(d)
	defer s.relax.lp.goBack(&s.mark)
	if s.relax.lp.solve(lookSteps) == empty {
		return hopeless, s.provedEmpty(d)
	}
	s.proof.adapt(s.relax.pricing(), s.relax.cuts, true)
	s.proof.bound(d)
	return s.relax.lp.objective() - base, s.proof.floor() >= s.cut()
}
