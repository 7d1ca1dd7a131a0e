package balance

import (
	"math/bits"
	"slices"

	"hinterland"
)

// A barrier is a rule that can close a way.
type barrier int

// The barriers, in the order in which a shortfall names them where lifting
// one brings as much as lifting another.
const (
	byFixing barrier = iota
	byScope
	byReach
	byStorage
	byLate
	barriers
)

// ways are the open ways of one good, as sets: one bit for each pair of lot and
// node, so that 4,000 lots and 8,000 nodes take 4 MB a set. Cost, period of
// shipment and crossing are worked out when asked for: from two ends that are in
// the cache and one distance that may not be, which is no dearer than to read a
// number that was kept. docs/decisions/0006-ways-are-not-kept.md has the figures.
type ways struct {
	open []set // per lot, the nodes it has an open way to
	// home is the part of open inside zones, and to floors wherever they are. It
	// falls apart by zones all the same: only lots of one party reach a floor, a
	// party is in one place and so in one zone, and no path leads through the
	// floor from one zone to another.
	home []set
	// closed[b][n] are the lots whose way to node n barrier b alone closes.
	closed [barriers][]set
}

// openWays finds every open way of p and what closes the others. A floor's node
// has ways from its seller's lots only; from other lots there is none that a
// barrier could be said to close. Every pair is looked at, O(lots × nodes), and
// for each the scopes of a place, period by period: with walks and looks at
// all ways this is what grows with the square of a good, and it is done once.
func (p *problem) openWays() {
	w := &ways{
		open: newSets(len(p.lots), len(p.nodes)),
		home: newSets(len(p.lots), len(p.nodes)),
	}
	for b := range w.closed {
		w.closed[b] = newSets(len(p.nodes), len(p.lots))
	}
	for l := range p.lots {
		for n := range p.nodes {
			if s := p.nodes[n].seller; s == "" || s == p.lots[l].party {
				p.openWay(w, l, n)
			}
		}
	}
	p.ways = w
}

// openWay notes that a way is open, or what closes it. A way that two barriers
// close would stay closed if one were lifted, so it is no reason for anything.
func (p *problem) openWay(w *ways, l, n int) {
	closed := p.barriersOn(l, n)
	switch {
	case closed == 0:
		w.open[l].add(n)
		if n >= p.needs || p.home(l, n) {
			w.home[l].add(n)
		}
	case bits.OnesCount(closed) == 1:
		w.closed[bits.TrailingZeros(closed)][n].add(l)
	}
}

// barriersOn returns the barriers that close the way from l to n, one bit each,
// all of them and not only the first: a way that is too late and out of reach
// must not be told as one that a longer reach would open.
func (p *problem) barriersOn(l, n int) uint {
	from, to := &p.lots[l], &p.nodes[n]
	var closed uint
	if slices.Contains(to.barred, from.party) {
		closed |= 1 << byFixing
	}
	if from.period > to.period {
		closed |= 1 << byLate
	}
	if k := p.good.Keeps; k != hinterland.Forever && int(to.period-from.period) > k {
		closed |= 1 << byStorage
	}
	if p.in.hectometres(from.place, to.place) > p.reach {
		closed |= 1 << byReach
	}
	if _, ok := shipPeriod(p.shut[from.place], to.party, from.period, to.period); !ok {
		closed |= 1 << byScope
	}
	return closed
}

// ship is the period in which goods set off on an open way: as late as scopes
// allow, since goods wait at the supplier. The latest is meant though an
// earlier one would be stored for less: when to send is a rule and no choice of
// a plan, so that a way has one cost and a lot and a node are joined by one
// way.
func (p *problem) ship(l, n int) hinterland.Period {
	from, to := &p.lots[l], &p.nodes[n]
	ship, _ := shipPeriod(p.shut[from.place], to.party, from.period, to.period)
	return ship
}

// cost is what a unit costs at the end of an open way.
func (p *problem) cost(l, n int) hinterland.Money {
	from, to := &p.lots[l], &p.nodes[n]
	return hinterland.UnitCost(p.good, from.price, p.in.hectometres(from.place, to.place),
		p.ship(l, n)-from.period)
}

// crosses reports whether a way leads from one zone to another. Places in no
// zone count as one zone here.
func (p *problem) crosses(l, n int) bool { return p.lots[l].zone != p.nodes[n].zone }

// shipPeriod returns the latest period from first to last in which no exclusive
// scope of another buyer stands in the way. Where first lies after last, only
// last itself is looked at: the way is late whatever scopes say, and what
// remains to be told is whether a scope closes it too, so that lifting one of
// the two is not told as a remedy. A scope is looked up where the lot is, not
// where the goods go: it speaks for what a place sends out.
func shipPeriod(shut []*hinterland.Scope, buyer hinterland.PartyCode, first, last hinterland.Period,
) (hinterland.Period, bool) {
	for t := last; t >= min(first, last); t-- {
		free := true
		for _, s := range shut {
			free = free && (s.Buyer == buyer || t < s.First || t > s.Last)
		}
		if free {
			return t, true
		}
	}
	return 0, false
}

// shutters returns the exclusive scopes that cover a good, by place. A scope
// covers all that lies under its good and under its place, and may name a place
// where nobody is for the sake of those below. Announced scopes only tell.
func (pl *Planner) shutters(good hinterland.GoodCode) [][]*hinterland.Scope {
	byPlace := make([][]*hinterland.Scope, len(pl.places))
	for i := range pl.frame.Region.Scopes {
		s := &pl.frame.Region.Scopes[i]
		if !s.Exclusive || !pl.index.GoodUnder(good, s.Good) {
			continue
		}
		for at, place := range pl.places {
			if pl.index.PlaceUnder(place.Code, s.Place) {
				byPlace[at] = append(byPlace[at], s)
			}
		}
	}
	return byPlace
}
