package zoning

import "math"

// An outcome says how a run of the dual simplex method ended.
type outcome int

const (
	optimal outcome = iota
	empty           // no point satisfies the rows: ray shows it
	stopped         // the limit of pivots, or numbers too poor to go on
)

// solve runs the dual simplex method from the present kernel, for at most
// limit pivots.
//
// Every basis is dual feasible, since each column outside it is put to the
// end its reduced cost asks for (settle), and so is each tight row. A pivot
// takes out what is farthest outside its range and lets the dual objective
// rise by the dual step times that distance, or stay where costs tie. The
// multipliers are usable at any moment, which is why a limit of pivots loses
// nothing but quality. Nothing guards against cycling but the limit: it has
// not been seen to matter, and a run that ends without an answer only weakens
// a bound.
//
// A pivot costs O(k² + entries of the tight rows + rows + columns). Where
// numbers turn poor the kernel is given up and built again from nothing,
// restarts times in a run.
func (p *programme) solve(limit int) outcome {
	p.price()
	p.settle()
	again := 0
	for range limit {
		if p.since >= freshen && !p.renew() {
			if again++; again > restarts {
				return stopped
			}
		}
		leave, miss := p.worst()
		if leave < 0 {
			return optimal
		}
		switch p.pivot(leave, miss) {
		case empty:
			return empty
		case stopped:
			if again++; again > restarts {
				return stopped
			}
			p.reset()
			p.price()
			p.settle()
		}
	}
	return stopped
}

// renew refreshes inverse, prices and values; a singular kernel is given up.
func (p *programme) renew() bool {
	ok := p.invert()
	if !ok {
		p.reset()
	}
	p.price()
	p.settle()
	return ok
}

// worst finds the value farthest outside its range: a kernel column (its
// number) or a slack row (number of columns + its number), and the signed
// amount by which it has to change. -1 when all are inside.
//
// This is the largest infeasibility (Dantzig's rule for the dual), without
// weights for the steepness of edges: kernels are small, and pivots cheap
// beside the cuts they are made for. The first of equals is taken, columns
// before rows.
func (p *programme) worst() (int, float64) {
	best, miss := -1, feasTol
	signed := 0.0
	for _, q := range p.inside {
		if by := outside(p.x[q], p.low[q], p.high[q]); math.Abs(by) > miss {
			best, miss, signed = int(q), math.Abs(by), by
		}
	}
	for r := range p.rows {
		if p.rowAt[r] >= 0 {
			continue
		}
		by := outside(p.act[r], p.rows[r].floor, p.rows[r].ceil)
		if math.Abs(by) > miss {
			best, miss, signed = len(p.x)+r, math.Abs(by), by
		}
	}
	p.work += int64(len(p.rows) + len(p.inside))
	return best, signed
}

// outside is what v lacks to be within low..high: positive below, negative
// above, 0 inside.
func outside(v, low, high float64) float64 {
	if v < low {
		return low - v
	}
	return min(high-v, 0)
}

// pivot lets the value called leave go to the end it is outside of, and
// brings in its place the column or row whose reduced cost reaches zero
// first. It answers optimal for a pivot made (the point need not be), empty
// when nothing can bring the value to its end, and stopped when the pivot
// would be too small.
//
// A column that enters begins to move between its ends; a row that enters
// becomes slack. So the kernel keeps its size when a column makes way for a
// column or a row for a row, grows for a row that becomes tight by means of a
// column, and shrinks for a column that returns to its end and lets a tight
// row go.
//
// Prices are changed before the kernel, because they are told in its terms;
// the kernel's columns are placed after both.
func (p *programme) pivot(leave int, miss float64) outcome {
	n := len(p.x)
	if cap(p.along) < len(p.tight) {
		p.along = make([]float64, len(p.tight), 2*len(p.tight)+8)
	}
	p.along = p.along[:len(p.tight)]
	if leave < n {
		copy(p.along, p.inv[p.colAt[leave]])
	} else {
		p.kernelRow(leave-n, p.along)
	}
	p.changes(leave)
	enter, t := p.ratio(miss)
	if enter < 0 {
		p.keepRay(leave, miss)
		return empty
	}
	if math.Abs(p.pivotOf(enter)) < pivotTol {
		return stopped
	}
	p.reprice(leave, t, miss)
	p.exchange(leave, enter)
	p.since++
	p.place()
	return optimal
}

// changes fills step with the change of the leaving value per unit of each
// column outside the kernel; along holds the same per tight row. For a slack
// row r that is A(r, q) − along·A(T, q), for a column of the kernel
// −along·A(T, q), along being its row of the inverse. What comes out for
// columns of the kernel is not looked at.
func (p *programme) changes(leave int) {
	n := len(p.x)
	clear(p.step)
	if leave >= n {
		for _, e := range p.rows[leave-n].entries {
			p.step[e.at] = e.coef
		}
	}
	for a, r := range p.tight {
		f := p.along[a]
		if math.Abs(f) < 1e-12 {
			continue
		}
		for _, e := range p.rows[r].entries {
			p.step[e.at] -= float64(f * e.coef)
		}
		p.work += int64(len(p.rows[r].entries))
	}
	p.work += int64(n)
}

// A block is a column or row that stops the dual step, or lets it pass by
// going to its other end.
type block struct {
	// Column, or number of columns + row.
	at int
	// The dual step at which its reduced cost or multiplier reaches zero.
	ratio float64
	// Change of the leaving value per unit, in size; at least dualTol.
	pivot float64
	// The range it can flip over, infinite for a row with one end.
	width float64
}

// ratio chooses what enters: the long step (bound flipping ratio test; Fourer
// 1994, Maros 2003). Blocks are passed in the order of their ratios as long
// as flipping them to their other end leaves the leaving value outside; among
// those that then tie, the largest pivot wins. It returns -1 when nothing
// blocks, and the signed dual step. Few blocks are passed as a rule, so that
// they are drawn from a heap and never sorted.
//
// The dual objective is concave and piecewise linear along the step: it
// begins with slope |miss|, the distance by which the leaving value is
// outside, and each block that is passed and flipped takes pivot · width from
// the slope. The best step ends where the slope would turn negative. If all
// blocks can be passed and the slope is still positive, the dual grows
// without end: the leaving value is outside its range wherever all others are
// put within theirs, and the programme is empty.
//
// Ties are all ratios within dualTol above the one that stops (after Harris
// 1973, with a fixed margin); the step is the winner's own ratio.
func (p *programme) ratio(miss float64) (int, float64) {
	p.collect(miss > 0)
	heapify(p.blocks)
	slope := math.Abs(miss)
	rest := p.blocks
	for len(rest) > 0 && slope >= feasTol {
		slope -= float64(rest[0].pivot * rest[0].width)
		if slope >= feasTol {
			rest = drawn(rest)
		}
	}
	if len(rest) == 0 {
		return -1, 0
	}
	best := rest[0]
	stop := best.ratio + dualTol
	for rest = drawn(rest); len(rest) > 0 && rest[0].ratio <= stop; rest = drawn(rest) {
		if rest[0].pivot > best.pivot {
			best = rest[0]
		}
	}
	return best.at, math.Copysign(best.ratio, miss)
}

// before orders blocks by ratio; equal ratios by number, for determinism.
func (b block) before(c block) bool {
	return b.ratio < c.ratio || b.ratio == c.ratio && b.at < c.at
}

// heapify makes a heap of h, with the block that is before all others on top,
// O(len).
func heapify(h []block) {
	for at := len(h)/2 - 1; at >= 0; at-- {
		sink(h, at)
	}
}

// drawn is the heap without its first block. Requires: it is not empty.
func drawn(h []block) []block {
	last := len(h) - 1
	h[0] = h[last]
	h = h[:last]
	if last > 0 {
		sink(h, 0)
	}
	return h
}

// sink lets the block at a place go down until none below is before it.
func sink(h []block, at int) {
	b := h[at]
	for {
		below := 2*at + 1
		if below >= len(h) {
			break
		}
		if below+1 < len(h) && h[below+1].before(h[below]) {
			below++
		}
		if !h[below].before(b) {
			break
		}
		h[at] = h[below]
		at = below
	}
	h[at] = b
}

// collect lists the blocks when the leaving value has to rise (or fall):
// those whose reduced cost moves towards zero and not away from it.
//
// A column at its low end can only rise, and helps a value that has to rise
// if it changes it by a positive amount; all other cases are this one with
// two signs turned. Fixed columns and equations block nothing: either sign of
// their price is right. Tight rows are read the same way, floor for the low
// end.
func (p *programme) collect(rise bool) {
	p.blocks = p.blocks[:0]
	n := len(p.x)
	for q, by := range p.step {
		if by == 0 || p.colAt[q] >= 0 || p.low[q] == p.high[q] || math.Abs(by) < dualTol {
			continue
		}
		atLow := p.x[q] <= p.low[q]
		if (by > 0) == (atLow == rise) {
			width := p.high[q] - p.low[q]
			size := math.Abs(by)
			p.blocks = append(p.blocks, block{q, distance(p.d[q], atLow) / size, size, width})
		}
	}
	for a, r := range p.tight {
		by := p.along[a]
		row := &p.rows[r]
		if math.Abs(by) < dualTol || row.floor == row.ceil {
			continue
		}
		atFloor := !p.atCeil[r]
		if (by > 0) == (atFloor == rise) {
			size, width := math.Abs(by), row.ceil-row.floor
			b := block{n + int(r), distance(p.y[r], atFloor) / size, size, width}
			p.blocks = append(p.blocks, b)
		}
	}
	p.work += int64(4 * len(p.blocks))
}

// distance is that of a reduced cost from zero on its own side; rounding may
// have put it slightly on the other, which counts as zero: the step is then
// none, and the pivot mends the sign.
func distance(d float64, atLow bool) float64 {
	if atLow {
		return max(d, 0)
	}
	return max(-d, 0)
}

// pivotOf is the change of the leaving value per unit of what enters, with
// its sign. Requires: enter is a column outside the kernel, or the number of
// columns + a tight row.
func (p *programme) pivotOf(enter int) float64 {
	if enter < len(p.x) {
		return p.step[enter]
	}
	return p.along[p.rowAt[enter-len(p.x)]]
}

// reprice carries the dual step of length t out: reduced costs, multipliers,
// and the ends of the columns whose reduced cost has changed its sign. Those
// are the blocks that ratio passed; each flips to its other end.
//
// The leaving value gets the price t, of the sign of miss: what had to rise
// is from now on held at its low end or floor, with t ≥ 0, what had to fall
// at its high end or ceiling, with t ≤ 0. That is dual feasible.
func (p *programme) reprice(leave int, t, miss float64) {
	n := len(p.x)
	for q, by := range p.step {
		if by == 0 || p.colAt[q] >= 0 {
			continue
		}
		p.d[q] -= float64(t * by)
		if end := p.end(q); end != p.x[q] {
			p.shift(q, end-p.x[q])
		}
	}
	for a, r := range p.tight {
		p.y[r] -= float64(t * p.along[a])
		p.hold(r)
	}
	if leave < n {
		p.d[leave] = t
	} else {
		r := leave - n
		p.y[r] = t
		p.atCeil[r] = miss < 0
	}
}

// exchange puts the leaving value at its end and changes the kernel. A row
// that leaves needs no move of its own: it is tight from now on, and place
// brings it to its side. The reduced cost of what enters is zero but for
// rounding, which is wiped out here; a row's multiplier is set to zero where
// the kernel lets it go.
func (p *programme) exchange(leave, enter int) {
	n := len(p.x)
	pivot := p.pivotOf(enter)
	if leave < n {
		end := p.low[leave]
		if p.x[leave] > p.high[leave] {
			end = p.high[leave]
		}
		p.shift(leave, end-p.x[leave])
	}
	switch {
	case leave < n && enter < n:
		p.swapColumn(enter, int(p.colAt[leave]))
	case leave < n:
		p.shrink(int(p.colAt[leave]), int(p.rowAt[enter-n]))
	case enter < n:
		p.grow(enter, leave-n, p.along, pivot)
	default:
		p.swapRow(leave-n, int(p.rowAt[enter-n]), p.along)
	}
	if enter < n {
		p.d[enter] = 0
	}
}

// keepRay records the multipliers along which the dual grows without end:
// added to y in any amount they keep it feasible, and every unit raises the
// objective (Farkas 1902). Read as multipliers of the rows alone, without
// costs, they combine the rows into one inequality that no point within the
// ends of the columns satisfies. Where a column leaves, its own ends take
// part, and have no multiplier.
func (p *programme) keepRay(leave int, miss float64) {
	clear(p.ray)
	sign := math.Copysign(1, miss)
	for a, r := range p.tight {
		p.ray[r] = -sign * p.along[a]
	}
	if n := len(p.x); leave >= n {
		p.ray[leave-n] = sign
	}
}
