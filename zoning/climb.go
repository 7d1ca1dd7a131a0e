package zoning

import (
	"cmp"
	"slices"

	"hinterland/partition"
)

// A climber improves a contiguous assignment by small changes, each of which
// keeps contiguity and makes (excess over the bounds, cost) smaller in that
// order, until none of its kinds of change does:
//
//   - a bough: a place passes to a neighbouring zone, and with it the places
//     that hang on it alone;
//   - a pair of boughs that share a zone: an exchange, or a push through a
//     zone in between.
//
// It proves nothing; it makes good upper bounds cheaply. A pair that makes
// neither excess nor cost worse is no improvement: each change lowers a pair
// of whole numbers, which is why a climb ends.
//
// A bough keeps both zones contiguous: the zone left keeps all that still
// reaches its centre, since what hangs on the place goes with it, and the
// zone entered gets a connected piece that touches it.
type climber struct {
	m *model
	// What no change may leave.
	hard *domain
	// The zones as partition sees them; shares the slice of, which changes
	// with them.
	parts *partition.Parts
	of    []int32
	// Weights of the zones, and excess and cost of the whole: kept up with
	// every change, never computed afresh but by start.
	load   []int64
	excess int64
	cost   int64
	// The boughs that were possible when list last ran. Changes since may
	// have made any of them wrong, so that each is worked out again before
	// use.
	moves []bough
	// Moves by the zone they leave, as indices,
	out [][]int
	// and by the zone they enter.
	in   [][]int
	hang *hanging
	work int64
}

// A bough is a possible change: place and what hangs on it pass from one zone
// to another.
type bough struct {
	place, from, to int
	// By what the whole cost changes, and the weight that passes.
	cost, weight int64
}

func newClimber(m *model, hard *domain) *climber {
	return &climber{
		m: m, hard: hard, hang: newHanging(m),
		out: make([][]int, m.p), in: make([][]int, m.p),
	}
}

// start takes over an assignment. Requires: contiguous, within hard. The
// slice changes as the climber climbs.
func (c *climber) start(of []int32) {
	c.of = of
	c.parts = partition.NewParts(c.m.graph, c.m.roots, of)
	c.load = c.m.loads(of)
	c.cost = c.m.total(of)
	c.excess = 0
	for _, load := range c.load {
		c.excess += c.m.excess(load)
	}
}

// climb runs to a local optimum, or until the work is used up, which is
// looked at between sweeps of single boughs and between pairs. Pairs are
// tried only where no single bough helps.
func (c *climber) climb(work int64) {
	stop := c.work + work
	for c.work < stop && (c.singles() || c.pairs(stop)) {
	}
}

// list writes the possible boughs of the present map, by place and then by
// neighbour, an order that decides between equals.
func (c *climber) list() {
	c.moves = c.moves[:0]
	for j := range c.m.p {
		c.out[j], c.in[j] = c.out[j][:0], c.in[j][:0]
	}
	for i := range c.m.n {
		c.listPlace(i)
	}
	for k, b := range c.moves {
		c.out[b.from] = append(c.out[b.from], k)
		c.in[b.to] = append(c.in[b.to], k)
	}
	c.work += int64(10 * c.m.n)
}

// listPlace lists the boughs of place i, one for each zone it touches. Fixed
// places, roots among them, have none.
func (c *climber) listPlace(i int) {
	if c.hard.fixed(i) {
		return
	}
	begin := len(c.moves)
	for _, u := range c.m.graph.Next(i) {
		to := int(c.of[u])
		known := slices.ContainsFunc(c.moves[begin:], func(b bough) bool { return b.to == to })
		if to == int(c.of[i]) || known || !c.hard.has(i, to) {
			continue
		}
		if b, ok := c.bough(i, to); ok {
			c.moves = append(c.moves, b)
		}
	}
}

// bough works out what the move of place i to zone to takes along. It
// refuses when some of that may not be there, or i does not touch the zone.
func (c *climber) bough(i, to int) (bough, bool) {
	from := int(c.of[i])
	if from == to || !c.hard.has(i, to) || !c.parts.Touches(i, to) {
		return bough{}, false
	}
	b := bough{place: i, from: from, to: to}
	c.work += 10
	for _, v := range c.hang.on(c, i) {
		if !c.hard.has(v, to) {
			return bough{}, false
		}
		b.cost += c.m.at(v, to) - c.m.at(v, from)
		b.weight += c.m.weight[v]
	}
	return b, true
}

// singles makes all improving boughs in one sweep and reports whether there
// was one. The first that improves is made, not the best: a sweep costs as
// much as finding the best of all once.
func (c *climber) singles() bool {
	c.list()
	moved := false
	for _, b := range c.moves {
		fresh, ok := c.bough(b.place, b.to)
		if !ok || b.from != fresh.from || !c.better(c.gain(fresh, nil)) {
			continue
		}
		c.apply(fresh)
		moved = true
	}
	return moved
}

// gain is the change of excess and cost by one bough, or by two. Two boughs
// meet in a zone at least, and its excess is to be counted once, for both
// weights together. Cost and weight of the second are those from before the
// first; both checks them again.
func (c *climber) gain(b bough, then *bough) (int64, int64) {
	var zone [4]int
	var by [4]int64
	zone[0], by[0] = b.from, -b.weight
	zone[1], by[1] = b.to, b.weight
	used, cost := 2, b.cost
	if then != nil {
		cost += then.cost
		used = merge(&zone, &by, used, then.from, -then.weight)
		used = merge(&zone, &by, used, then.to, then.weight)
	}
	excess := int64(0)
	for k, j := range zone[:used] {
		excess += c.m.excess(c.load[j]+by[k]) - c.m.excess(c.load[j])
	}
	return excess, cost
}

// merge adds a weight to zone j of a short list without repeats.
func merge(zone *[4]int, by *[4]int64, used, j int, weight int64) int {
	for k := range used {
		if zone[k] == j {
			by[k] += weight
			return used
		}
	}
	zone[used], by[used] = j, weight
	return used + 1
}

// better reports whether a change is an improvement: less excess at any cost,
// or the same excess at less cost.
func (c *climber) better(excess, cost int64) bool {
	return excess < 0 || excess == 0 && cost < 0
}

// apply makes a bough. Requires: it was worked out on the present map, since
// the places that pass are asked for again.
func (c *climber) apply(b bough) {
	excess, cost := c.gain(b, nil)
	for _, v := range c.hang.on(c, b.place) {
		c.parts.Put(v, b.to)
	}
	c.load[b.from] -= b.weight
	c.load[b.to] += b.weight
	c.excess += excess
	c.cost += cost
}

// tries is how many of the most promising partners of a bough are tested for
// contiguity.
const tries = 4

// pair looks for a second bough that makes first worth while: one that leaves
// the zone that first enters, or one that enters the zone that first leaves,
// and so makes good what first does to its weight. The most promising are
// tried first, equals in the order of the list.
func (c *climber) pairs(stop int64) bool {
	c.list()
	moved := false
	for k := 0; k < len(c.moves) && c.work < stop; k++ {
		first, ok := c.bough(c.moves[k].place, c.moves[k].to)
		if ok && c.pair(first) {
			moved = true
		}
	}
	return moved
}

// A partner is a second bough with what the pair would change, by the numbers
// from before the first.
type partner struct {
	move         int
	excess, cost int64
}

// pair looks for a second bough that makes first worth while: one that leaves
// the zone that first enters, or one that enters the zone that first leaves.
// Others share no bound with it and would improve alone or not at all. The
// most promising are tried first, equals in the order of the list.
func (c *climber) pair(first bough) bool {
	var good []partner
	consider := func(list []int) {
		for _, k := range list {
			second := &c.moves[k]
			if second.place == first.place || second.from == first.from && second.to == first.to {
				continue
			}
			excess, cost := c.gain(first, second)
			if c.better(excess, cost) {
				good = append(good, partner{k, excess, cost})
			}
		}
		c.work += int64(4 * len(list))
	}
	consider(c.out[first.to])
	consider(c.in[first.from])
	slices.SortFunc(good, func(a, b partner) int {
		return cmp.Or(cmp.Compare(a.excess, b.excess), cmp.Compare(a.cost, b.cost), a.move-b.move)
	})
	for _, g := range good[:min(len(good), tries)] {
		if c.both(first, c.moves[g.move]) {
			return true
		}
	}
	return false
}

// both makes two boughs one after the other if together they improve, and
// takes the first back if not. The second is worked out anew on the map that
// the first has made: it may hang otherwise now, or touch its zone no more.
// The places that passed are remembered before, as they could not be told
// from others of the zone afterwards.
func (c *climber) both(first, second bough) bool {
	was := append([]int(nil), c.hang.on(c, first.place)...)
	excess, cost := c.excess, c.cost
	c.apply(first)
	next, ok := c.bough(second.place, second.to)
	if ok && next.from == second.from {
		more, dearer := c.gain(next, nil)
		if c.better(c.excess+more-excess, c.cost+dearer-cost) {
			c.apply(next)
			return true
		}
	}
	for _, v := range was {
		c.parts.Put(v, first.from)
	}
	c.load[first.from] += first.weight
	c.load[first.to] -= first.weight
	c.excess, c.cost = excess, cost
	return false
}
