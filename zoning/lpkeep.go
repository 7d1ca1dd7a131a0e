package zoning

// A mark is a state of a programme to come back to: the kernel with its
// inverse, the ends of the columns, and all values that follow from them. The
// programme must have the same rows and columns when it comes back. Keeping
// and coming back cost k² + columns + rows for a kernel of k, about as much
// as one pivot, and reuse their memory.
//
// Marks are what makes trial branches comparable. Each starts from the node's
// own optimum, whose dual objective can only rise, pivot by pivot: what a few
// pivots reach is then a lower bound of the true rise. A trial that starts
// where another one ended measures mostly the way back from it.
//
// Fields are those of programme, copied. Costs, rows and columns are not
// among them, as trials change none; ray, step, along and the rest are
// scratch.
type mark struct {
	low, high, x, act, d, y []float64
	inside, tight           []int32
	colAt, rowAt            []int32
	inv                     [][]float64
	atCeil                  []bool
	since                   int
}

// keep writes the present state into m. What m held before is lost, its
// memory used again.
func (p *programme) keep(m *mark) {
	m.low, m.high = append(m.low[:0], p.low...), append(m.high[:0], p.high...)
	m.x, m.act = append(m.x[:0], p.x...), append(m.act[:0], p.act...)
	m.d, m.y = append(m.d[:0], p.d...), append(m.y[:0], p.y...)
	m.inside, m.tight = append(m.inside[:0], p.inside...), append(m.tight[:0], p.tight...)
	m.colAt, m.rowAt = append(m.colAt[:0], p.colAt...), append(m.rowAt[:0], p.rowAt...)
	m.atCeil, m.since = append(m.atCeil[:0], p.atCeil...), p.since
	m.inv = copyLines(m.inv, p.inv)
	p.work += p.size()
}

// goBack restores the state of m, any number of times. Requires: m was kept
// from p, and p has got no row or column since and lost none.
func (p *programme) goBack(m *mark) {
	copy(p.low, m.low)
	copy(p.high, m.high)
	copy(p.x, m.x)
	copy(p.act, m.act)
	copy(p.d, m.d)
	copy(p.y, m.y)
	copy(p.colAt, m.colAt)
	copy(p.rowAt, m.rowAt)
	copy(p.atCeil, m.atCeil)
	p.inside, p.tight = append(p.inside[:0], m.inside...), append(p.tight[:0], m.tight...)
	p.inv = copyLines(p.inv, m.inv)
	p.since = m.since
	p.work += p.size()
}

// size is the work of copying the state.
func (p *programme) size() int64 {
	return int64(len(p.inv)*len(p.inv) + 4*len(p.x) + 4*len(p.rows))
}

// copyLines makes into a copy of from, in its own memory as far as that goes.
func copyLines(into, from [][]float64) [][]float64 {
	if spare := cap(into); spare < len(from) {
		into = append(into[:spare], make([][]float64, len(from)-spare)...)
	}
	into = into[:len(from)]
	for b, line := range from {
		into[b] = append(into[b][:0], line...)
	}
	return into
}
