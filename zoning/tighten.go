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
//
// A round is one separation. Solving again because remembered cuts came back,
// places were fixed or columns were taken in counts towards maxSolves only:
// each of these makes the node smaller or the programme larger by what is
// finite, but there may be many. The order matters for speed: what costs no
// flow goes first, and a search for new cuts comes when nothing cheaper
// helps.
func (s *search) tighten(n *node, rounds int) bool {
	last := int64(math.MinInt64)
	round := 0
	for range maxSolves {
		switch s.relax.solve(n.d, maxPivots) {
		case empty:
			if s.provedEmpty(n.d) {
				return false
			}
			// Rounding may have spoilt the ray: the node is kept, and divided.
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

// provedEmpty asks in whole numbers whether the relaxation really is empty:
// the multipliers of the ray, costs left out, have to give a bound above
// zero.
func (s *search) provedEmpty(d *domain) bool {
	s.proof.adapt(s.relax.rayPricing(), s.relax.cuts, false)
	s.proof.bound(d)
	return s.proof.total > 0
}

// price turns the relaxation's multipliers into an exact bound. A node's
// bound never falls: its parent's holds for it as well, and so do those of
// earlier rounds. At the root the best multipliers are kept with their cuts;
// refresh fixes by them again whenever a better zoning lowers the cut, which
// needs no programme.
func (s *search) price(n *node) {
	s.proof.adapt(s.relax.pricing(), s.relax.cuts, true)
	s.proof.bound(n.d)
	if n.depth == 0 && s.proof.floor() > n.bound {
		s.rootCuts = append(s.rootCuts[:0], s.relax.cuts...)
		s.rootPrices = s.relax.pricing()
	}
	n.bound = max(n.bound, s.proof.floor())
}

// try looks for better zonings near the relaxation's solution: each place
// goes to the zone of its least adapted cost, where bounds and cuts have
// their prices in it. Elsewhere than at the root that is done for few nodes,
// and once for each: solutions of neighbouring nodes differ by little.
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
// before hardly raised the bound. The root is given more patience, since what
// is gained there is gained for all nodes. While there is no zoning there is
// no gap to measure by, and cuts go on to the limit of rounds.
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
// were any. They are made for the domain of the stage and not of the node, so
// that they hold, and may be remembered, for all nodes of the stage. Slack
// rows make room before the new ones come, which would all count as slack.
func (s *search) separate(n *node) bool {
	found := s.sep.find(s.relax.share, s.hard)
	s.relax.purge()
	s.addCuts(n, found)
	return len(found) > 0
}

// addCuts gives cuts their rows. At a sifted root a cut may ask for shares
// that have no column; they get one, lest the cut be impossible to satisfy.
// Those are the places with -1: the gate's set and the need's rim.
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
// returns how much the bound itself excluded, or -1 when nothing is left.
// Requires: the proof's bound is that of d.
//
// The bound is not computed again in between: that of the larger domain holds
// in the smaller one, and a fresh one comes with the next solution. Without a
// zoning and without a cutoff nothing is excluded.
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
// than places it keeps the likeliest only (Bixby, Gregory, Lustig, Marsten
// and Shanno 1992); the bound is computed over all, so that a column left out
// makes it weaker and never wrong, and takeIn adds those that turn out to
// matter.
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
	// Columns below which all are kept: there the programme is no burden.
	siftFrom = 10_000
	// Zones per place that are kept on average.
	siftTo = 4
)

// keepBelow takes from d what the bound rates at limit or more. The cheapest
// zones of a place, rated zero, always stay, so that no place is left
// without; d is the programme's domain and not the search's, and nothing is
// proved by it.
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
// than all that have one, and reports whether there were any: column
// generation with the proof as its pricing. It ends when every place's least
// adapted cost has a column, so that programme and proof speak of the same
// minimum.
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

// rehome builds the relaxation anew with each place at home where the present
// solution has most of it, which keeps the kernel small. The cuts that are
// tight come along; slack ones lose their row and stay remembered. Work of
// the old programme is added to done, lest the count of steps go back. Among
// equal shares home is the first zone.
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
