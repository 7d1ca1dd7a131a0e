package zoning

import "math"

// The kernel's inverse is changed by one pivot at a time. Columns of the
// kernel index the rows of inv and tight rows its columns: inv[b][a] is what
// column inside[b] gains when tight row tight[a] rises by 1 and the other
// tight rows stay.

// kernelColumn returns inv · A(tight, q): by how much the kernel's columns
// fall when column q, outside, rises by 1 and the tight rows stay. O(k ·
// tight entries of q); slack rows have no say in it.
func (p *programme) kernelColumn(q int) []float64 {
	out := make([]float64, len(p.inside))
	for _, e := range p.cols[q] {
		a := p.rowAt[e.at]
		if a < 0 {
			continue
		}
		for b := range out {
			out[b] += float64(p.inv[b][a] * e.coef)
		}
	}
	p.work += int64(len(p.cols[q]) + len(out))
	return out
}

// kernelRow fills into with A(r, inside) · inv: how row r, slack, follows the
// tight rows. Requires: into is as long as tight.
func (p *programme) kernelRow(r int, into []float64) {
	clear(into)
	for _, e := range p.rows[r].entries {
		b := p.colAt[e.at]
		if b < 0 {
			continue
		}
		for a, v := range p.inv[b] {
			into[a] += float64(e.coef * v)
		}
		p.work += int64(len(into))
	}
	p.work += int64(len(p.rows[r].entries))
}

// grow brings column q and row r into the kernel. pivot is the change of row
// r per unit of q with the kernel giving way; follow is kernelRow of r.
//
// With w = B⁻¹ A(T, q) and f = A(r, K) B⁻¹, the pivot is the Schur complement
// s = A(r, q) − f A(T, q) of B in the bordered kernel, whose inverse is
//
//	B⁻¹ + w f / s    −w / s
//	   −f / s         1 / s
//
// O(k²), as are the three other changes. Requires: s is not about zero, which
// pivot has seen to.
func (p *programme) grow(q, r int, follow []float64, pivot float64) {
	way := p.kernelColumn(q)
	k := len(p.inside)
	for b := range p.inv {
		f := way[b] / pivot
		line := p.inv[b]
		if f != 0 {
			for a, g := range follow {
				line[a] += float64(f * g)
			}
		}
		p.inv[b] = append(line, -f)
	}
	last := make([]float64, k+1, k+9)
	for a, g := range follow {
		last[a] = -g / pivot
	}
	last[k] = 1 / pivot
	p.inv = append(p.inv, last)
	p.colAt[q] = int32(k)
	p.rowAt[r] = int32(k)
	p.inside = append(p.inside, int32(q))
	p.tight = append(p.tight, int32(r))
	p.work += int64(k * k)
}

// shrink takes the column at b and the row at a out of the kernel: the
// formula of grow read backwards. With s the entry of the inverse at (b, a),
// what remains is inv[c][e] − inv[c][a] inv[b][e] / s. The last column and
// row move into the gaps, so that positions stay 0..k−2.
//
// Requires: s is not about zero. It is the pivot: what the leaving column
// changes by per unit of the row that is let go.
func (p *programme) shrink(b, a int) {
	k := len(p.inside)
	pivot := p.inv[b][a]
	line := p.inv[b]
	for c := range p.inv {
		f := p.inv[c][a] / pivot
		if c == b || f == 0 {
			continue
		}
		for e, v := range line {
			p.inv[c][e] -= float64(f * v)
		}
	}
	p.colAt[p.inside[b]] = -1
	p.rowAt[p.tight[a]] = -1
	p.y[p.tight[a]] = 0
	last := k - 1
	p.inside[b] = p.inside[last]
	p.inv[b], p.inv[last] = p.inv[last], p.inv[b] // keep reuses lines: none may stand there twice
	p.tight[a] = p.tight[last]
	for c := range last {
		p.inv[c][a] = p.inv[c][last]
		p.inv[c] = p.inv[c][:last]
	}
	p.inside, p.tight, p.inv = p.inside[:last], p.tight[:last], p.inv[:last]
	if b < last {
		p.colAt[p.inside[b]] = int32(b)
	}
	if a < last {
		p.rowAt[p.tight[a]] = int32(a)
	}
	p.work += int64(k * k)
}

// swapColumn puts column q into the kernel in place of the one at b. This is
// one step of Gauss and Jordan: with w = B⁻¹ A(T, q) row b of the inverse is
// divided by w_b, and w_c times that is taken from every other row c.
// Requires: w_b is not about zero.
func (p *programme) swapColumn(q, b int) {
	way := p.kernelColumn(q)
	line := p.inv[b]
	for a := range line {
		line[a] /= way[b]
	}
	for c, f := range way {
		if c == b || f == 0 {
			continue
		}
		for a, v := range line {
			p.inv[c][a] -= float64(f * v)
		}
	}
	p.colAt[p.inside[b]] = -1
	p.inside[b] = int32(q)
	p.colAt[q] = int32(b)
	p.work += int64(len(way) * len(way))
}

// swapRow makes row r tight in place of the one at a. follow is kernelRow of
// r. The same step on the columns of the inverse: column a is divided by
// follow_a, and follow_e times that is taken from every other column e.
// Requires: follow_a is not about zero.
func (p *programme) swapRow(r, a int, follow []float64) {
	for _, line := range p.inv {
		line[a] /= follow[a]
		f := line[a]
		if f == 0 {
			continue
		}
		for e, g := range follow {
			if e != a {
				line[e] -= float64(f * g)
			}
		}
	}
	p.rowAt[p.tight[a]] = -1
	p.y[p.tight[a]] = 0
	p.tight[a] = int32(r)
	p.rowAt[r] = int32(a)
	p.work += int64(len(follow) * len(follow))
}

// invert makes the inverse afresh by Gauss and Jordan with row pivoting, and
// the row values with it. It reports false when the kernel is singular to
// working precision; the inverse is then still the old one.
//
// It reduces [B | I] to [I | B⁻¹]: rows may be exchanged freely, since the
// right half goes with them. O(k³), every freshen-th pivot, which for the
// usual k is as much as those pivots cost themselves.
func (p *programme) invert() bool {
	p.since = 0
	k := len(p.inside)
	m := make([][]float64, k)
	for a, r := range p.tight {
		m[a] = make([]float64, 2*k)
		m[a][k+a] = 1
		for _, e := range p.rows[r].entries {
			if b := p.colAt[e.at]; b >= 0 {
				m[a][b] = e.coef
			}
		}
	}
	for b := range k {
		if !eliminate(m, b) {
			return false
		}
	}
	for b := range k {
		p.inv[b] = append(p.inv[b][:0], m[b][k:]...)
	}
	p.work += int64(k * k * k / 4)
	p.recount()
	return true
}

// eliminate clears column b of m but for a 1 on the diagonal. The largest
// entry below is the pivot, the first among equals; false when that is about
// zero. Columns before b are units already and are passed over.
func eliminate(m [][]float64, b int) bool {
	best := b
	for a := b + 1; a < len(m); a++ {
		if math.Abs(m[a][b]) > math.Abs(m[best][b]) {
			best = a
		}
	}
	if math.Abs(m[best][b]) < pivotTol {
		return false
	}
	m[b], m[best] = m[best], m[b]
	line := m[b]
	scale := 1 / line[b]
	for e := b; e < len(line); e++ {
		line[e] *= scale
	}
	for a := range m {
		f := m[a][b]
		if a == b || f == 0 {
			continue
		}
		for e := b; e < len(line); e++ {
			m[a][e] -= float64(f * line[e])
		}
	}
	return true
}

// recount computes the row values afresh from the columns. The values of
// columns are right by definition: outside the kernel they are ends, and
// inside place corrects them by what the rows then show.
func (p *programme) recount() {
	for r := range p.rows {
		total := 0.0
		for _, e := range p.rows[r].entries {
			total += float64(e.coef * p.x[e.at])
		}
		p.act[r] = total
		p.work += int64(len(p.rows[r].entries))
	}
}

// reset empties the kernel: the start that always works, since every row is
// slack and each column goes to the end that its own cost asks for. The
// multipliers of rows that were tight stay as they were until price is run,
// and so does the value of a column between its ends until settle is.
func (p *programme) reset() {
	for _, q := range p.inside {
		p.colAt[q] = -1
	}
	for _, r := range p.tight {
		p.rowAt[r] = -1
	}
	p.inside, p.tight, p.inv = p.inside[:0], p.tight[:0], p.inv[:0]
	p.recount()
}
