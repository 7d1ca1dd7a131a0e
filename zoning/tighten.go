package zoning

import (
	"math"
	"slices"
)

// tighten solves the relaxation of a node, adds cuts and takes away what
// cannot be part of a better zoning, for at most the given number of rounds.
// It reports false when the node is closed. A relaxation that fails, by its
// numbers or its limit, only leaves the bound weaker: the node is then
// divided further, and a leaf needs no relaxation.
func (s *search) tighten(n *node, rounds int) bool {
	last := int64(math.MinInt64)
	round := 0
	for range maxSolves {
		switch s.relax.solve(n.d, maxPivots) {
		case empty:
			if s.provedEmpty(n.d) {
				return false
			}
			s.relax.lp.reset()
			return true
		case stopped:
			s.relax.lp.reset()
		}
		s.price(n)
		if n.bound >= s.cut() {
			return false
		}
		s.try(n, round)
		fixed := s.fix(n.d)
		if fixed < 0 || n.bound >= s.cut() {
			return false
		}
		if s.over() {
			return true
		}
		taken := n.depth == 0 && s.takeIn(n.d)
		if s.recall(n) || fixed > 0 || taken {
			continue
		}
		if n.depth == 0 && (round == 0 || round == 4) {
			s.sift(n)
		}
		if round >= rounds || s.stalls(n, last, round) || !s.separate(n) {
			return true
		}
		last = s.proof.floor()
		round++
	}
	return true
}

// provedEmpty asks in whole numbers whether the relaxation really is empty.
func (s *search) provedEmpty(d *domain) bool {
	s.proof.adapt(s.relax.rayPricing(), s.relax.cuts, false)
	s.proof.bound(d)
	return s.proof.total > 0
}

// price turns the relaxation's multipliers into an exact bound.
func (s *search) price(n *node) {
	s.proof.adapt(s.relax.pricing(), s.relax.cuts, true)
	s.proof.bound(n.d)
	if n.depth == 0 && s.proof.floor() > n.bound {
		s.rootCuts = append(s.rootCuts[:0], s.relax.cuts...)
		s.rootPrices = s.relax.pricing()
	}
	n.bound = max(n.bound, s.proof.floor())
}

// try looks for better zonings near the relaxation's solution.
func (s *search) try(n *node, round int) {
	switch {
	case n.depth == 0 && round%4 == 0:
		s.offer(s.m.round(n.d, s.proof.adapted))
	case round == 0 && s.nodes%tossEvery < 2 && s.tossed != n:
		s.tossed = n
		s.offer(s.m.round(n.d, s.proof.adapted))
		s.tossRound(n.d, nodeTosses, none)
	}
}

// stalls reports whether new cuts are unlikely to pay: those of the round
// before hardly raised the bound. The root is given more patience.
func (s *search) stalls(n *node, last int64, round int) bool {
	if round == 0 || s.cut() == none {
		return false
	}
	gain, gap := float64(s.proof.floor()-last), float64(s.cut()-s.proof.floor())
	if n.depth == 0 {
		return round > 10 && gain < 1e-4*gap
	}
	return gain < 0.02*gap
}

// recall gives rows to remembered cuts that the solution breaks, and reports
// whether there were any.
func (s *search) recall(n *node) bool {
	found := s.sep.recall(s.relax.share)
	s.addCuts(n, found)
	return len(found) > 0
}

// separate makes new cuts that the solution breaks, and reports whether there
// were any.
func (s *search) separate(n *node) bool {
	found := s.sep.find(s.relax.share, s.hard)
	s.relax.purge()
	s.addCuts(n, found)
	return len(found) > 0
}

// addCuts gives cuts their rows. At a sifted root a cut may ask for shares
// that have no column; they get one, lest the cut be impossible to satisfy.
func (s *search) addCuts(n *node, cuts []*cut) {
	for _, c := range cuts {
		for t, i := range c.places {
			asks := n.depth == 0 && c.coef[t] == -1
			if asks && s.hard.has(int(i), int(c.zone)) {
				s.relax.admit(int(i), int(c.zone))
			}
		}
		s.relax.addCut(c)
	}
}

// fix takes from the domain what the bound excludes, and what follows. It
// returns how much went, or -1 when nothing is left.
func (s *search) fix(d *domain) int {
	if s.cut() == none {
		return 0
	}
	gone := 0
	for i := range s.m.n {
		if d.fixed(i) {
			continue
		}
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			if !s.proof.excludes(i, j, s.cut()) {
				continue
			}
			gone++
			if !s.spread.take(d, i, j) {
				s.spread.forget()
				return -1
			}
		}
	}
	if !s.spread.run(d) {
		return -1
	}
	return gone
}

// sift begins the root's relaxation anew. Where there are many more columns
// than places it keeps the likeliest only; the bound is computed over all, so
// that a column left out makes it weaker and never wrong, and price takes in
// those that turn out to matter.
func (s *search) sift(n *node) {
	core := n.d
	var extra []int64
	for i := range s.m.n {
		for j := n.d.next(i, 0); j >= 0; j = n.d.next(i, j+1) {
			extra = append(extra, s.proof.adapted[i*s.m.p+j]-s.proof.least[i])
		}
	}
	if len(extra) > siftFrom && len(extra) > siftTo*s.m.n {
		core = n.d.clone()
		slices.Sort(extra)
		s.keepBelow(core, extra[siftTo*s.m.n])
	}
	s.rehome(core)
}

const (
	siftFrom = 10_000 // columns below which all are kept
	siftTo   = 4      // zones per place that are kept on average
)

// keepBelow takes from d what the bound rates at limit or more.
func (s *search) keepBelow(d *domain, limit int64) {
	for i := range s.m.n {
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			rate := s.proof.adapted[i*s.m.p+j] - s.proof.least[i]
			if rate > 0 && rate >= limit {
				d.drop(i, j)
			}
		}
	}
}

// takeIn gives columns to places and zones that the bound now rates better
// than all that have one, and reports whether there were any.
func (s *search) takeIn(d *domain) bool {
	if s.m.n*s.m.p <= siftFrom {
		return false
	}
	taken := false
	for i := range s.m.n {
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			if s.proof.adapted[i*s.m.p+j] == s.proof.least[i] && s.relax.admit(i, j) {
				taken = true
			}
		}
	}
	return taken
}

// rehome builds the relaxation anew with each place at home where the
// present solution has most of it, which keeps the kernel small.
func (s *search) rehome(d *domain) {
	old := s.relax
	home := make([]int32, s.m.n)
	for i := range home {
		most := math.Inf(-1)
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			if x := old.share[i*s.m.p+j]; x > most {
				home[i], most = int32(j), x
			}
		}
	}
	s.done += old.lp.work
	s.relax = newRelaxation(s.m, d, home)
	copy(s.relax.share, old.share) // until it is solved
	for _, c := range old.cuts {
		tight := old.lp.rowAt[c.row] >= 0
		c.row = -1
		if tight {
			s.relax.addCut(c)
		}
	}
}
