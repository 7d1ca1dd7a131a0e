package zoning

import "math"

// The relaxation is a linear programme with boxed columns and ranged rows,
//
//	min c·x   so that   low ≤ x ≤ high,   floor_r ≤ a_r·x ≤ ceil_r,
//
// solved by the dual simplex method. Two facts of our problem shape it. All
// columns are boxed, so that every basis can be made dual feasible by setting
// the columns outside it to the right end: a change of ends, a new cut or
// another node of the search never needs a new start. And few rows are tight
// (a handful of bounds and the cuts that bite), so that the only inverse kept
// is that of the kernel: the tight rows by the columns between their ends.
// A cut that is slack costs one sparse product and nothing else.
//
// Numbers here are float64 and prove nothing. What the programme hands on is
// the multipliers of its rows; proof.go rounds them to whole numbers and
// computes from them a bound that is exact whatever they are worth.
type programme struct {
	cost, low, high []float64
	cols            [][]entry // by column: row and coefficient
	rows            []row

	inside []int32 // columns of the kernel
	tight  []int32 // rows of the kernel, as many
	colAt  []int32 // position of a column in inside, -1 outside
	rowAt  []int32 // position of a row in tight, -1 slack
	inv    [][]float64

	x      []float64 // value of each column
	act    []float64 // value of each row
	d      []float64 // reduced cost of each column
	y      []float64 // multiplier of each row, 0 when slack
	atCeil []bool    // at which end a tight row is held
	ray    []float64 // after an infeasible run: multipliers that show it
	step   []float64 // by column: the change per unit of the leaving value
	along  []float64 // by position in tight: the same for its rows
	spare  []float64
	blocks []block
	since  int // kernel changes since the inverse was made afresh
	work   int64
}

// An entry is one coefficient: of column at in a row, or of row at in a
// column.
type entry struct {
	at   int32
	coef float64
}

// A row is floor ≤ a·x ≤ ceil.
type row struct {
	entries     []entry
	floor, ceil float64
}

// Tolerances. Costs and rows are scaled to about 1 by the caller.
const (
	feasTol  = 1e-7 // a value may be this far outside its range
	dualTol  = 1e-9
	pivotTol = 1e-7
	freshen  = 100 // kernel changes before the inverse is made afresh
)

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
// returns its number.
func (p *programme) addColumn(cost float64) int {
	p.cost = append(p.cost, cost)
	p.low, p.high = append(p.low, 0), append(p.high, 1)
	p.cols = append(p.cols, nil)
	p.colAt = append(p.colAt, -1)
	p.x, p.d, p.step = append(p.x, 0), append(p.d, cost), append(p.step, 0)
	return len(p.cost) - 1
}

// addEntry sets a coefficient of a column that is at 0 and has none in that
// row yet.
func (p *programme) addEntry(row, column int, coef float64) {
	p.cols[column] = append(p.cols[column], entry{int32(row), coef})
	line := &p.rows[row]
	line.entries = append(line.entries, entry{int32(column), coef})
}

// addRow adds a row and returns its number. The entries name each column at
// most once; they are kept.
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
// stays. Requires: no row to go is tight.
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

// objective is c·x at the present point.
func (p *programme) objective() float64 {
	total := 0.0
	for q, v := range p.x {
		total += float64(p.cost[q] * v)
	}
	return total
}

// price recomputes multipliers and reduced costs from the inverse.
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
// kernel's columns.
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
// stays where it is, if that is an end.
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

// hold decides at which end tight row r is held: floor when its multiplier
// is positive, ceil when negative, and where it is when it is about zero.
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

// place moves the kernel's columns so that the tight rows have their values.
// It corrects what is wrong rather than computing afresh, so that each call
// also mends the rounding of the calls before.
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

func (p *programme) scratch(k int) []float64 {
	if cap(p.spare) < k {
		p.spare = make([]float64, 2*k+16)
	}
	return p.spare[:k]
}
