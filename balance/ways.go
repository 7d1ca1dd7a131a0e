package balance

import (
	"math/bits"

	"hinterland"
)

// A barrier is a rule that can close a way.
type barrier int

// The barriers, in the order in which a shortfall names them where lifting
// one brings as much as lifting another.
const (
	byScope barrier = iota
	byReach
	byStorage
	byLate
	barriers
)

// ways are the open ways of one good, listed by lot and then node, and as
// sets for reach.
type ways struct {
	list []way
	open []set // per lot, the nodes it has an open way to
	home []set // the same, ways inside a zone and to floors only
	// rank[l][w] is the index in list of the first way of lot l to a node of
	// word w or later, so that a way is found without a search.
	rank [][]int32
	// closed[b][n] are the lots whose way to node n barrier b alone closes.
	closed [barriers][]set
}

// index returns the place in list of the open way from l to n.
func (w *ways) index(l, n int) int {
	word := w.open[l][n>>6] & (1<<(n&63) - 1)
	return int(w.rank[l][n>>6]) + bits.OnesCount64(word)
}

// openWays finds every open way of p and what closes the others.
func (in *inputs) openWays(p *problem) *ways {
	w := &ways{
		open: newSets(len(p.lots), len(p.nodes)),
		home: newSets(len(p.lots), len(p.nodes)),
		rank: make([][]int32, len(p.lots)),
	}
	for b := range w.closed {
		w.closed[b] = newSets(len(p.nodes), len(p.lots))
	}
	shut := in.shutters(p)
	for l := range p.lots {
		in.waysOf(p, w, l, shut[p.lots[l].place])
	}
	return w
}

// waysOf lists the ways of one lot, in the order of nodes, and notes for each
// word of nodes where in the list it begins. A way that two barriers close
// would stay closed if one were lifted, so it is no reason for anything. shut
// are the exclusive scopes that cover the good at the lot's place.
func (in *inputs) waysOf(p *problem, w *ways, l int, shut []*hinterland.Scope) {
	w.rank[l] = make([]int32, len(w.open[l]))
	for n := range p.nodes {
		if n&63 == 0 {
			w.rank[l][n>>6] = int32(len(w.list))
		}
		if s := p.nodes[n].seller; s != "" && s != p.lots[l].party {
			continue
		}
		ship, closed := in.barriersOn(p, l, n, shut)
		switch {
		case closed == 0:
			w.open[l].add(n)
			if n >= p.needs || p.home(l, n) {
				w.home[l].add(n)
			}
			w.list = append(w.list, in.way(p, l, n, ship))
		case bits.OnesCount(closed) == 1:
			w.closed[bits.TrailingZeros(closed)][n].add(l)
		}
	}
}

// barriersOn returns when goods of lot l would be shipped to node n, and the
// barriers that close the way, one bit each.
func (in *inputs) barriersOn(
	p *problem,
	l, n int,
	shut []*hinterland.Scope,
) (hinterland.Period, uint) {
	from, to := &p.lots[l], &p.nodes[n]
	var closed uint
	if from.period > to.period {
		closed |= 1 << byLate
	}
	if k := p.good.Keeps; k != hinterland.Forever && int(to.period-from.period) > k {
		closed |= 1 << byStorage
	}
	if in.km10[from.place][to.place] > p.reach {
		closed |= 1 << byReach
	}
	ship, ok := shipPeriod(shut, to.party, from.period, to.period)
	if !ok {
		closed |= 1 << byScope
	}
	return ship, closed
}

// shipPeriod returns the latest period from first to last in which no
// exclusive scope of another buyer stands in the way. Where first lies after
// last, only last itself is looked at: the way is late whatever scopes say.
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

// shutters returns the exclusive scopes that cover the good, by place.
func (in *inputs) shutters(p *problem) [][]*hinterland.Scope {
	byPlace := make([][]*hinterland.Scope, len(in.places))
	for i := range in.region.Scopes {
		s := &in.region.Scopes[i]
		if !s.Exclusive || !in.index.GoodUnder(p.good.Code, s.Good) {
			continue
		}
		for at, place := range in.places {
			if in.index.PlaceUnder(place.Code, s.Place) {
				byPlace[at] = append(byPlace[at], s)
			}
		}
	}
	return byPlace
}

// way prices an open way.
func (in *inputs) way(p *problem, l, n int, ship hinterland.Period) way {
	from, to := &p.lots[l], &p.nodes[n]
	w := way{
		lot: int32(l), node: int32(n), ship: ship, crossing: from.zone != to.zone,
		cost: hinterland.UnitCost(
			p.good,
			from.price,
			in.km10[from.place][to.place],
			ship-from.period,
		),
	}
	if len(in.signed) > 0 {
		w.signed = in.signed[signedKey{
			from.party, to.party, p.good.Code, from.price, from.period, to.period, to.seller != "",
		}]
	}
	return w
}
