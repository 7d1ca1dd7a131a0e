package zoning

import "math"

// The relaxation is a linear programme with boxed columns and ranged rows,
//
//	min c·x   so that   low ≤ x ≤ high,   floor_r ≤ a_r·x ≤ ceil_r,
//
// solved by the dual simplex method (Lemke 1954; for boxed columns Koberstein
// 2005). Two facts of our problem shape it. All columns are boxed, so that
// every basis can be made dual feasible by setting the columns outside it to
// the right end: a change of ends, a new cut or another node of the search
// never needs a new start. And few rows are tight (a handful of bounds and
// the cuts that bite), so that the only inverse kept is that of the kernel:
// the tight rows by the columns between their ends. A cut that is slack costs
// one sparse product and nothing else.
//
// With T the tight rows, K the kernel's columns, as many, and N the other
// columns, the kernel is B = A(T, K) and all else follows from it:
//
//	x_N at an end each,  x_K = B⁻¹ (side_T − A(T, N) x_N)
//	y_T = c_K B⁻¹, y = 0 elsewhere,  d = c − y·A, 0 on K
//
// The point is optimal when x_K and the slack rows lie within their ranges,
// and the ends fit the signs of d and y: low for d > 0, high for d < 0, floor
// for y > 0, ceil for y < 0. The second is kept throughout, the first is what
// the pivots work for. In the usual terms a basis is K with the slacks of the
// rows that are not in T; its inverse is B⁻¹ bordered by sparse products, so
// that this is the full method and no variant of it.
//
// Numbers here are float64 and prove nothing. What the programme hands on is
// the multipliers of its rows; proof.go rounds them to whole numbers and
// computes from them a bound that is exact whatever they are worth.
type programme struct {
	// By column. A column whose ends are the same is fixed, and never enters
	// the kernel.
	cost, low, high []float64
	// By column: row and coefficient. The same numbers as in rows, the other
	// way round; both are kept so that neither products by row nor by column
	// have to search.
	cols [][]entry
	// Each entry is in cols as well.
	rows []row

	// Columns of the kernel. The order is that of inv's rows, and has no
	// other meaning.
	inside []int32
	// Rows of the kernel, as many, in the order of inv's columns.
	tight []int32
	// Position of a column in inside, -1 outside: inside[colAt[q]] = q.
	colAt []int32
	// Position of a row in tight, -1 slack.
	rowAt []int32
	// B⁻¹, dense, k × k: kernels have some dozen to a few hundred rows.
	inv [][]float64

	// Value of each column, an end for those outside the kernel.
	x []float64
	// Value of each row, a_r·x: shift keeps it up to date with every change
	// of x, recount makes it afresh.
	act []float64
	// Reduced cost of each column, about 0 in the kernel.
	d []float64
	// Multiplier of each row, 0 when slack.
	y []float64
	// At which end a tight row is held; without meaning for slack rows.
	atCeil []bool
	// After an infeasible run: multipliers that show it (Farkas).
	ray []float64
	// By column: the change of the leaving value per unit of the column while
	// the tight rows stay at their ends; scratch of one pivot.
	step []float64
	// By position in tight: the same for its rows.
	along []float64
	// Scratch of place.
	spare []float64
	// Scratch of ratio, a heap.
	blocks []block
	// Kernel changes since the inverse was made afresh: each adds rounding.
	since int
	// Steps made, for the limit of the search: about one per product.
	work int64
}

// An entry is one coefficient: of column at in a row, or of row at in a
// column.
type entry struct {
	at   int32
	coef float64
}

// A row is floor ≤ a·x ≤ ceil. One of the ends may be infinite: such a row is
// never held there. A row whose ends are equal is an equation; once tight it
// stays so until the kernel is given up.
type row struct {
	entries     []entry
	floor, ceil float64
}

// Tolerances. Costs and rows are scaled to about 1 by the caller, so that
// they mean the same for every programme.
const (
	feasTol = 1e-7 // a value may be this far outside its range
	// A reduced cost this near zero has no sign, and a change this small is
	// none.
	dualTol = 1e-9
	// Pivots smaller than this would make the inverse worthless.
	pivotTol = 1e-7
	// Kernel changes before the inverse is made afresh.
	freshen = 100
	// Times a run may begin again from the empty kernel.
	restarts = 2
)

// newProgramme returns the programme of columns of range 0..1 with these
// costs, without rows. The costs are kept. The empty kernel is a basis, and
// dual feasible once settle has run; no first phase is needed.
func newProgramme(cost []float64) *programme {
	n := len(cost)
	p := &programme{
		cost:  cost,
		low:   make([]float64, n),
		high:  make([]float64, n),
		cols:  make([][]entry, n),
		colAt: make([]int32, n),
		x:     make([]float64, n),
		d:     make([]float64, n),
		step:  make([]float64, n),
	}
	for q := range n {
		p.high[q] = 1
		p.colAt[q] = -1
	}
	return p
}

// addColumn adds a column of range 0..1 without coefficients, at 0, and
// returns its number. At 0 it changes no row, so that the present kernel goes
// on; if its reduced cost asks for the other end, settle moves it.
func (p *programme) addColumn(cost float64) int {
	p.cost = append(p.cost, cost)
	p.low, p.high = append(p.low, 0), append(p.high, 1)
	p.cols = append(p.cols, nil)
	p.colAt = append(p.colAt, -1)
	p.x, p.d, p.step = append(p.x, 0), append(p.d, cost), append(p.step, 0)
	return len(p.cost) - 1
}

// addEntry sets a coefficient of a column that is at 0 and has none in that
// row yet: no row value changes. Reduced costs do, which the next run
// computes afresh before it needs them.
func (p *programme) addEntry(row, column int, coef float64) {
	p.cols[column] = append(p.cols[column], entry{int32(row), coef})
	line := &p.rows[row]
	line.entries = append(line.entries, entry{int32(column), coef})
}

// addRow adds a row and returns its number. The entries name each column at
// most once; they are kept. The row begins slack, with multiplier 0: the
// kernel and all prices stay what they were, and if the present point breaks
// the row, the next run finds it among the values outside their range.
func (p *programme) addRow(r row) int {
	at := len(p.rows)
	p.rows = append(p.rows, r)
	value := 0.0
	for _, e := range r.entries {
		p.cols[e.at] = append(p.cols[e.at], entry{int32(at), e.coef})
		value += float64(e.coef * p.x[e.at])
	}
	p.act = append(p.act, value)
	p.rowAt = append(p.rowAt, -1)
	p.y = append(p.y, 0)
	p.atCeil = append(p.atCeil, false)
	p.ray = append(p.ray, 0)
	return at
}

// dropRows takes slack rows away and returns the new number of each row that
// stays. Requires: no row to go is tight. Slack rows have multiplier 0, so
// that neither the inverse nor any price changes.
//
// Rows that stay keep their order. What at says of a row that went is without
// meaning. O(columns + entries).
func (p *programme) dropRows(gone []bool) []int {
	at := make([]int, len(p.rows))
	kept := 0
	for r := range p.rows {
		if gone[r] {
			continue
		}
		at[r] = kept
		p.rows[kept], p.act[kept], p.rowAt[kept] = p.rows[r], p.act[r], p.rowAt[r]
		p.y[kept], p.atCeil[kept] = p.y[r], p.atCeil[r]
		if p.rowAt[kept] >= 0 {
			p.tight[p.rowAt[kept]] = int32(kept)
		}
		kept++
	}
	p.rows, p.act, p.rowAt = p.rows[:kept], p.act[:kept], p.rowAt[:kept]
	p.y, p.atCeil, p.ray = p.y[:kept], p.atCeil[:kept], p.ray[:kept]
	for q := range p.cols {
		p.cols[q] = p.cols[q][:0]
	}
	for r := range p.rows {
		for _, e := range p.rows[r].entries {
			p.cols[e.at] = append(p.cols[e.at], entry{int32(r), e.coef})
		}
		p.work += int64(len(p.rows[r].entries))
	}
	return at
}

// objective is c·x at the present point. While the ends fit the prices it is
// the value of the dual as well, and can only rise from pivot to pivot.
func (p *programme) objective() float64 {
	total := 0.0
	for q, v := range p.x {
		total += float64(p.cost[q] * v)
	}
	return total
}

// price recomputes multipliers and reduced costs from the inverse: y_T = c_K
// B⁻¹, then d = c − y·A. On K that gives 0 up to rounding. O(k² + entries of
// tight rows).
func (p *programme) price() {
	clear(p.y)
	for a, r := range p.tight {
		total := 0.0
		for b, q := range p.inside {
			total += float64(p.cost[q] * p.inv[b][a])
		}
		p.y[r] = total
	}
	copy(p.d, p.cost)
	for _, r := range p.tight {
		y := p.y[r]
		if y == 0 {
			continue
		}
		for _, e := range p.rows[r].entries {
			p.d[e.at] -= float64(y * e.coef)
		}
		p.work += int64(len(p.rows[r].entries))
	}
	p.work += int64(len(p.inside)*len(p.inside) + len(p.d))
}

// settle puts every column outside the kernel at the end that its reduced
// cost asks for (dual feasibility by choice of ends) and then places the
// kernel's columns. It is what makes any kernel a start, whatever has been
// done to ends, rows and columns since it was left. Requires: prices are
// those of the kernel.
func (p *programme) settle() {
	for q := range p.x {
		if p.colAt[q] < 0 {
			p.shift(q, p.end(q)-p.x[q])
		}
	}
	for _, r := range p.tight {
		p.hold(r)
	}
	p.place()
}

// end is the end of column q that its reduced cost asks for; near zero it
// stays where it is, if that is an end, and goes to the low one otherwise.
func (p *programme) end(q int) float64 {
	switch {
	case p.d[q] > dualTol:
		return p.low[q]
	case p.d[q] < -dualTol:
		return p.high[q]
	case p.x[q] >= p.high[q]:
		return p.high[q]
	}
	return p.low[q]
}

// hold decides at which end tight row r is held: floor when its multiplier is
// positive, ceil when negative, and where it is when it is about zero. A row
// with one end only is held at that; it has a multiplier of the wrong sign
// only by rounding, which costs the bound a little and the proof nothing.
func (p *programme) hold(r int32) {
	row := &p.rows[r]
	switch {
	case math.IsInf(row.floor, -1):
		p.atCeil[r] = true
	case math.IsInf(row.ceil, 1):
		p.atCeil[r] = false
	case math.Abs(p.y[r]) > dualTol:
		p.atCeil[r] = p.y[r] < 0
	}
}

// side is the value at which tight row r is held.
func (p *programme) side(r int32) float64 {
	if p.atCeil[r] {
		return p.rows[r].ceil
	}
	return p.rows[r].floor
}

// shift adds by to column q and keeps the row values true.
func (p *programme) shift(q int, by float64) {
	if by == 0 {
		return
	}
	p.x[q] += by
	for _, e := range p.cols[q] {
		p.act[e.at] += float64(e.coef * by)
	}
	p.work += int64(len(p.cols[q]))
}

// place moves the kernel's columns so that the tight rows have their values:
// Δx_K = B⁻¹ (side_T − act_T). It corrects what is wrong rather than
// computing afresh, so that each call also mends the rounding of the calls
// before.
//
// All misses are read before a column moves, since shift changes act.
func (p *programme) place() {
	k := len(p.inside)
	miss := p.scratch(k)
	for a, r := range p.tight {
		miss[a] = p.side(r) - p.act[r]
	}
	for b, q := range p.inside {
		by := 0.0
		for a, v := range p.inv[b] {
			by += float64(v * miss[a])
		}
		p.shift(int(q), by)
	}
	p.work += int64(k * k)
}

// scratch returns room for k numbers, with anything in it.
func (p *programme) scratch(k int) []float64 {
	if cap(p.spare) < k {
		p.spare = make([]float64, 2*k+16)
	}
	return p.spare[:k]
}
