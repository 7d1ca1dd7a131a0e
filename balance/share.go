package balance

import (
	"container/heap"
	"math/bits"
)

// share moves goods between the rows of one class until they have equal
// shares: the units of least rank that the network can serve, see row. What
// every other row gets stays as it is.
//
// The method is decomposition (Fujishige 1980; Groenevelt 1991). Pretend that
// goods could go anywhere among the rows: then the best amounts (apportion)
// depend on the total only. Move towards them. If that succeeds they are the
// best of all; if not, the vertices that the remaining excess can reach are a
// set that cannot pass on anything, what lies outside is filled to the brim, and
// the rows inside and outside can be treated apart. Each step splits off at least
// one row, so there are at most as many as rows.
//
// Why the parts can be treated apart: let A be the rows inside. Nothing leads
// out of A's vertices, so the rows outside hold all that can ever be brought to
// them, f(outside), and A holds the least that it can hold in a base. No row of
// A is below its target, or it would be a deficit that was reached, and no row
// outside is above, or it would be an excess. In the best base A cannot hold
// less; and it does not hold more: a unit more for A ranks above every target,
// one less for the outside below, and that is an exchange for the worse. Hence
// y(A) is settled, and with it the problem is the sum of two with no arc between
// them that a better plan could use. Inside A the same holds with fewer rows,
// and a single row has nothing to share.
//
// The order of equal ranks is that of rows, which is that of keys, in apportion
// and in the exchange test alike; with it no two units rank the same, and the
// best base is unique whatever path brought it about. Two rows of one rank are
// 1/3 and 2/6, say, compared as products and not as quotients; were rows with
// equal ranks left to the path, the same region in another order of rows would
// give another plan, and no checker could tell a wrong amount from a chance one.
//
// Rows that keep all they need have nothing to give or to want and are left
// out. Of the others need > kept ≥ origin, so that every rank has a denominator
// ≥ 1.
func (a *allotment) share(rows []int) {
	open := make([]int, 0, len(rows))
	for _, r := range rows {
		if row := &a.p.rows[r]; row.need > row.kept {
			open = append(open, r)
		}
	}
	a.balance(open, a.lots(), a.nodes())
}

// balance shares among rows, moving goods within a part of the network only.
// Invariant: the part is closed, no goods of its rows can leave it and none
// from outside could replace them, so what happens in one part does not touch
// another. The recursion is as deep as there are parts in one another, at most
// as there are rows; each level asks the network once and apportions once.
func (a *allotment) balance(rows []int, lots, nodes set) {
	if len(rows) < 2 {
		return
	}
	target := a.apportion(rows)
	if !a.move(rows, target, lots, nodes) || a.ended() {
		return
	}
	// No deficit can be reached from the excess, or the transfer would have
	// used it: so the inside is not all, and the rows outside hold f(outside).
	insideLots, insideNodes := a.reached(lots, nodes)
	var inside, outside []int
	for _, r := range rows {
		if insideNodes.has(a.p.rows[r].node) {
			inside = append(inside, r)
		} else {
			outside = append(outside, r)
		}
	}
	if len(outside) == 0 {
		panic("balance: an excess reaches every row and yet cannot be moved")
	}
	lots.lose(insideLots)
	nodes.lose(insideNodes)
	a.balance(inside, insideLots, insideNodes)
	a.balance(outside, lots, nodes)
}

// move brings rows as near to their targets as the network allows, and
// reports whether an excess is left, which the transfer then holds. Targets sum
// to what the rows have, so what is in excess somewhere is lacking elsewhere.
// Of a node only one row is among rows: a node has one row of each class.
func (a *allotment) move(rows []int, target []int64, lots, nodes set) bool {
	t := &a.work
	t.reset()
	for i, r := range rows {
		row := &a.p.rows[r]
		t.fromNode[row.node] = max(row.met-target[i], 0)
		t.toNode[row.node] = max(target[i]-row.met, 0)
	}
	t.within(lots, nodes)
	t.run()
	excess := false
	for i, r := range rows {
		row := &a.p.rows[r]
		row.met = target[i] + t.fromNode[row.node] - t.toNode[row.node]
		excess = excess || t.fromNode[row.node] > 0
	}
	return excess
}

// reached returns what the excess left by the last transfer can reach within a
// part: the inside of the cut, by which the transfer was a greatest one.
func (a *allotment) reached(lots, nodes set) (set, set) {
	w := newWalk(a.open, a.flows.senders())
	// What lies outside the part counts as seen, so the walk stays within.
	w.seenWide.fill(len(a.p.lots))
	w.seenWide.lose(lots)
	w.seenNarrow.fill(len(a.p.nodes))
	w.seenNarrow.lose(nodes)
	from := newSet(len(a.p.nodes))
	for n, much := range a.work.fromNode {
		if much > 0 {
			from.add(n)
		}
	}
	w.enterNarrow(from)
	w.toEnd()
	w.seenWide.keep(lots)
	w.seenNarrow.keep(nodes)
	return w.seenWide, w.seenNarrow
}

// rankBits is the precision to which apportion cuts ranks before it deals out
// the last units one by one. Needs are below 2^50, so at most about one unit
// a row is left to deal.
const rankBits = 60

// apportion returns what each row would get if goods could go anywhere among
// them: the units of least rank, as many as the rows have now, none below
// what is kept.
//
// Unit m of a row ranks (m − origin)/(need − origin), so the units of rank up to
// t are origin + ⌊t·(need − origin)⌋ for each row: apportionment by largest
// quotients, as of seats (Jefferson, d'Hondt). Their number grows with t, which
// is found by bisection in steps of 2^-60; a heap deals out the few units that
// fall between two steps. O(rows · 60 + rows · log rows). The sum of what is
// kept never passes what the rows have, since every row has what it keeps.
//
// A bound from below does not spoil the order of units: the units of least rank,
// when some of higher rank must be taken, are those up to a level and the ones
// that must, which is max(level, kept) row by row. Such a row then waits: its
// next unit ranks above the level until the level comes up to it. The sum of what
// the rows need is no less than what they have, so the queue never runs dry
// before the units do.
func (a *allotment) apportion(rows []int) []int64 {
	left := int64(0)
	for _, r := range rows {
		left += a.p.rows[r].met
	}
	// The highest level at which all units of rank ≤ level/2^rankBits fit;
	// the units between it and the next level are dealt out by exact rank.
	target := make([]int64, len(rows))
	low, high := uint64(0), uint64(1)<<rankBits
	for low < high {
		middle := low + (high-low+1)/2
		if a.fill(rows, target, middle) <= left {
			low = middle
		} else {
			high = middle - 1
		}
	}
	left -= a.fill(rows, target, low)
	queue := a.nextUnits(rows, target)
	for ; left > 0; left-- {
		next := &queue.units[0]
		target[next.at]++
		next.rank++
		if row := &a.p.rows[rows[next.at]]; target[next.at] == row.need {
			heap.Pop(queue)
		} else {
			heap.Fix(queue, 0)
		}
	}
	return target
}

// fill sets target to all units of rank at most level/2^rankBits and those that
// are kept, and returns their number. It grows with the level, which is what
// bisection needs, and is least, what is kept, at level 0. The product takes up
// to 110 bits and is shifted down as two words; at level 2^60 it is the whole
// need.
func (a *allotment) fill(rows []int, target []int64, level uint64) int64 {
	sum := int64(0)
	for i, r := range rows {
		row := &a.p.rows[r]
		high, low := bits.Mul64(uint64(row.need-row.origin), level)
		units := int64(high<<(64-rankBits) | low>>rankBits)
		target[i] = max(row.origin+units, row.kept)
		sum += target[i]
	}
	return sum
}

// nextUnits queues the unit that each row would get next, by rank.
func (a *allotment) nextUnits(rows []int, target []int64) *unitQueue {
	q := &unitQueue{}
	for i, r := range rows {
		row := &a.p.rows[r]
		if target[i] < row.need {
			q.units = append(q.units, unit{
				at: i, row: r, rank: target[i] + 1 - row.origin, span: row.need - row.origin,
			})
		}
	}
	heap.Init(q)
	return q
}

// A unit is the next one a row would get, with rank/span its rank, in (0, 1]:
// what the row would have of what it lacks once it has this unit too. Rows are
// sorted by key, so the lower row goes first among equals.
type unit struct {
	at, row    int
	rank, span int64
}

// A unitQueue is a heap of units, the least rank on top.
type unitQueue struct{ units []unit }

// Len is part of heap.Interface.
func (q *unitQueue) Len() int { return len(q.units) }

// Less compares ranks exactly, as products of 128 bits.
func (q *unitQueue) Less(i, j int) bool {
	a, b := &q.units[i], &q.units[j]
	ah, al := bits.Mul64(uint64(a.rank), uint64(b.span))
	bh, bl := bits.Mul64(uint64(b.rank), uint64(a.span))
	if ah != bh {
		return ah < bh
	}
	if al != bl {
		return al < bl
	}
	return a.row < b.row
}

// Swap is part of heap.Interface.
func (q *unitQueue) Swap(i, j int) { q.units[i], q.units[j] = q.units[j], q.units[i] }

// Push is part of heap.Interface; nothing is ever added.
func (q *unitQueue) Push(any) { panic("balance: the queue of units only shrinks") }

// Pop is part of heap.Interface.
func (q *unitQueue) Pop() any {
	last := q.units[len(q.units)-1]
	q.units = q.units[:len(q.units)-1]
	return last
}
