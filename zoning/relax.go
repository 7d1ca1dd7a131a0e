package zoning

import "math"

// A relaxation is the model with places divisible, as a programme. Each
// place has a home, the zone it is expected in, and a column for each other
// zone its domain holds; the home's share is what the others leave,
//
//	x(i, home) = 1 − Σ other columns of i,
//
// so that "a place is whole" needs no row unless the others together leave
// 0..1. That row, like a cut, is added when it is broken. With homes well
// chosen nearly all columns are zero and the kernel stays small.
type relaxation struct {
	m      *model
	lp     *programme
	unit   float64 // cost of one unit of the programme's cost
	heavy  float64 // weight of one unit of the programme's weight
	home   []int32
	of     [][]int32 // by place, its columns
	zoneOf []int32   // by column
	cuts   []*cut    // those with a row
	ownRow []int32   // by place, -1 while not needed
	share  []float64
}

// newRelaxation builds the programme for the places that d leaves open.
func newRelaxation(m *model, d *domain, home []int32) *relaxation {
	r := &relaxation{
		m: m, home: home, of: make([][]int32, m.n),
		ownRow: make([]int32, m.n), share: make([]float64, m.n*m.p),
	}
	r.measure(d)
	var cost []float64
	for i := range m.n {
		r.ownRow[i] = -1
		if d.fixed(i) {
			home[i] = int32(d.only(i))
		}
		cost = r.columns(cost, d, i)
	}
	r.lp = newProgramme(cost)
	if m.bounded() {
		r.addBounds()
	}
	return r
}

// columns adds the columns of place i, with what each costs more than home.
func (r *relaxation) columns(cost []float64, d *domain, i int) []float64 {
	home := int(r.home[i])
	for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
		if j != home {
			r.of[i] = append(r.of[i], int32(len(cost)))
			r.zoneOf = append(r.zoneOf, int32(j))
			cost = append(cost, float64(r.m.at(i, j)-r.m.at(i, home))/r.unit)
		}
	}
	return cost
}

// measure chooses the units: the mean cost step of the open places, and the
// mean weight times a small number, so that coefficients lie around 1.
func (r *relaxation) measure(d *domain) {
	steps, weights, open := 0.0, 0.0, 0
	for i := range r.m.n {
		if d.fixed(i) {
			continue
		}
		open++
		weights += float64(r.m.weight[i])
		low, high := int64(math.MaxInt64), int64(math.MinInt64)
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			low, high = min(low, r.m.at(i, j)), max(high, r.m.at(i, j))
		}
		steps += float64(high - low)
	}
	count := float64(max(open, 1))
	r.unit = max(steps/count, 1)
	r.heavy = max(weights/count, 1)
}

// addBounds makes rows 0..p-1 the weights of the zones.
func (r *relaxation) addBounds() {
	terms := r.members()
	for j := range r.m.p {
		row := row{floor: math.Inf(-1), ceil: math.Inf(1)}
		fixed := r.linear(&row.entries, j, terms)
		if r.m.min > 0 {
			row.floor = float64(r.m.min)/r.heavy - fixed
		}
		if r.m.max < math.MaxInt64 {
			row.ceil = float64(r.m.max)/r.heavy - fixed
		}
		r.lp.addRow(row)
	}
}

// A term is a coefficient of the share of a place in a zone.
type term struct {
	place int
	coef  float64
}

// members lists the weights of all places, for linear.
func (r *relaxation) members() []term {
	terms := make([]term, 0, r.m.n)
	for i, w := range r.m.weight {
		if w > 0 {
			terms = append(terms, term{i, float64(w) / r.heavy})
		}
	}
	return terms
}

// linear writes Σ coef · x(place, j) in columns and returns the constant.
func (r *relaxation) linear(into *[]entry, j int, terms []term) float64 {
	fixed := 0.0
	for _, t := range terms {
		home := int(r.home[t.place]) == j
		if home {
			fixed += t.coef
		}
		for _, q := range r.of[t.place] {
			if home {
				*into = append(*into, entry{q, -t.coef})
			}
			if int(r.zoneOf[q]) == j {
				*into = append(*into, entry{q, t.coef})
			}
		}
	}
	return fixed
}

// addCut gives a cut a row.
func (r *relaxation) addCut(c *cut) {
	size := c.size()
	terms := make([]term, len(c.places))
	for t, i := range c.places {
		terms[t] = term{int(i), float64(c.coef[t]) / size}
	}
	row := row{floor: math.Inf(-1)}
	row.ceil = float64(c.limit)/size - r.linear(&row.entries, int(c.zone), terms)
	c.row = r.lp.addRow(row)
	r.cuts = append(r.cuts, c)
}

// purge takes the rows of slack cuts away once they outnumber the rest: each
// costs a product per pivot. The separation remembers the cuts.
func (r *relaxation) purge() {
	slackRows := 0
	for _, c := range r.cuts {
		if r.lp.rowAt[c.row] < 0 {
			slackRows++
		}
	}
	if slackRows < 100+len(r.lp.tight) {
		return
	}
	gone := make([]bool, len(r.lp.rows))
	kept := r.cuts[:0]
	for _, c := range r.cuts {
		if r.lp.rowAt[c.row] < 0 {
			gone[c.row] = true
			c.row = -1
		} else {
			kept = append(kept, c)
		}
	}
	r.cuts = kept
	at := r.lp.dropRows(gone)
	for _, c := range r.cuts {
		c.row = at[c.row]
	}
	for i, own := range r.ownRow {
		if own >= 0 {
			r.ownRow[i] = int32(at[own])
		}
	}
}

// narrow sets the ends of the columns to domain d.
func (r *relaxation) narrow(d *domain) {
	for i := range r.m.n {
		if len(r.of[i]) == 0 {
			continue
		}
		fixed := d.fixed(i)
		for _, q := range r.of[i] {
			r.lp.low[q], r.lp.high[q] = 0, 0
			if d.has(i, int(r.zoneOf[q])) {
				r.lp.high[q] = 1
			}
			if fixed {
				r.lp.low[q] = r.lp.high[q]
			}
		}
		if r.ownRow[i] >= 0 {
			r.lp.rows[r.ownRow[i]].floor = r.least(d, i)
		}
	}
}

// least is what the columns of place i must add up to at least.
func (r *relaxation) least(d *domain, i int) float64 {
	if d.has(i, int(r.home[i])) {
		return 0
	}
	return 1
}

// solve runs the programme within domain d, adding rows of whole places as
// they are broken, and spreads the answer over share. Without an answer share
// stays that of the last one: it guides, and an old guide is better than the
// middle of a computation.
func (r *relaxation) solve(d *domain, limit int) outcome {
	r.narrow(d)
	for {
		out := r.lp.solve(limit)
		if out != optimal {
			return out
		}
		if !r.addOwn(d) {
			r.spread()
			return out
		}
	}
}

// addOwn adds the missing rows of places that are more or less than whole.
func (r *relaxation) addOwn(d *domain) bool {
	added := false
	for i := range r.m.n {
		if len(r.of[i]) == 0 || r.ownRow[i] >= 0 {
			continue
		}
		sum := 0.0
		for _, q := range r.of[i] {
			sum += r.lp.x[q]
		}
		if sum <= 1+feasTol && sum >= r.least(d, i)-feasTol {
			continue
		}
		own := row{floor: r.least(d, i), ceil: 1}
		for _, q := range r.of[i] {
			own.entries = append(own.entries, entry{q, 1})
		}
		r.ownRow[i] = int32(r.lp.addRow(own))
		added = true
	}
	return added
}

// spread writes the shares of all places in all zones.
func (r *relaxation) spread() {
	clear(r.share)
	for i := range r.m.n {
		rest := 1.0
		for _, q := range r.of[i] {
			r.share[i*r.m.p+int(r.zoneOf[q])] = r.lp.x[q]
			rest -= r.lp.x[q]
		}
		r.share[i*r.m.p+int(r.home[i])] = rest
	}
	r.lp.work += int64(r.m.n * r.m.p)
}

// pricing reads the multipliers off the programme.
func (r *relaxation) pricing() pricing { return r.multipliers(r.lp.y, r.unit) }

// rayPricing reads the multipliers that show the programme to be empty. Only
// their proportions count; the proof cuts them down to what it can hold.
func (r *relaxation) rayPricing() pricing { return r.multipliers(r.lp.ray, 1e25) }

func (r *relaxation) multipliers(y []float64, unit float64) pricing {
	pr := pricing{cut: make([]float64, len(r.cuts))}
	if r.m.bounded() {
		pr.zone = make([]float64, r.m.p)
		for j := range pr.zone {
			pr.zone[j] = -y[j] * unit / r.heavy
		}
	}
	for k, c := range r.cuts {
		pr.cut[k] = max(-y[c.row]*unit/c.size(), 0)
	}
	return pr
}

// admit gives place i a column for zone j, if it has none. Rows that speak of
// the place get their coefficients, so that the programme goes on as if the
// column had always been there, at zero.
func (r *relaxation) admit(i, j int) bool {
	home := int(r.home[i])
	if j == home {
		return false
	}
	for _, q := range r.of[i] {
		if int(r.zoneOf[q]) == j {
			return false
		}
	}
	q := r.lp.addColumn(float64(r.m.at(i, j)-r.m.at(i, home)) / r.unit)
	if w := float64(r.m.weight[i]) / r.heavy; r.m.bounded() && w > 0 {
		r.lp.addEntry(j, q, w)
		r.lp.addEntry(home, q, -w)
	}
	for _, c := range r.cuts {
		if int(c.zone) != j && int(c.zone) != home {
			continue
		}
		coef := float64(c.of(i)) / c.size()
		if int(c.zone) == home {
			coef = -coef
		}
		if coef != 0 {
			r.lp.addEntry(c.row, q, coef)
		}
	}
	if r.ownRow[i] >= 0 {
		r.lp.addEntry(int(r.ownRow[i]), q, 1)
	}
	r.of[i] = append(r.of[i], int32(q))
	r.zoneOf = append(r.zoneOf, int32(j))
	return true
}
