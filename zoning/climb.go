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
// It proves nothing; it makes good upper bounds cheaply.
type climber struct {
	m      *model
	hard   *domain // what no change may leave
	parts  *partition.Parts
	of     []int32
	load   []int64
	excess int64
	cost   int64
	moves  []bough
	out    [][]int // moves by the zone they leave
	in     [][]int // and by the zone they enter
	hang   *hanging
	work   int64
}

// A bough is a possible change: place and what hangs on it pass from one
// zone to another.
type bough struct {
	place, from, to int
	cost, weight    int64
}

func newClimber(m *model, hard *domain) *climber {
	return &climber{
		m: m, hard: hard, hang: newHanging(m),
		out: make([][]int, m.p), in: make([][]int, m.p),
	}
}

// start takes over an assignment. Requires: contiguous, within hard.
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

// climb runs to a local optimum, or until the work is used up.
func (c *climber) climb(work int64) {
	stop := c.work + work
	for c.work < stop && (c.singles() || c.pairs(stop)) {
	}
}

// list writes the possible boughs of the present map.
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
// was one.
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

// gain is the change of excess and cost by one bough, or by two.
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

func (c *climber) better(excess, cost int64) bool {
	return excess < 0 || excess == 0 && cost < 0
}

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

// pairs makes improving pairs of boughs and reports whether there was one.
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

type partner struct {
	move         int
	excess, cost int64
}

// pair looks for a second bough that makes first worth while.
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
// takes the first back if not.
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
