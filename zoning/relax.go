package zoning

import "math"

// A relaxation is the model with places divisible, as a programme. Each place
// has a home, the zone it is expected in, and a column for each other zone
// its domain holds; the home's share is what the others leave,
//
//	x(i, home) = 1 − Σ other columns of i,
//
// so that "a place is whole" needs no row unless the others together leave
// 0..1. That row, like a cut, is added when it is broken. With homes well
// chosen nearly all columns are zero and the kernel stays small.
//
// Substituting the home changes what is written and nothing that is meant:
// the cost of a column is c(i, j) − c(i, home), and a row about the home's
// zone gets the negative coefficient and a constant. Multipliers of rows are
// the same either way, except for those of whole places, which the proof does
// not need: there each place takes its least adapted cost, which is the best
// such multiplier.
type relaxation struct {
	m  *model
	lp *programme
	// Cost of one unit of the programme's cost, at least 1.
	unit float64
	// Weight of one unit of the programme's weight, at least 1.
	heavy float64
	// By place; a zone of its domain when the relaxation was made, and
	// perhaps no longer: see least.
	home []int32
	// By place, its columns.
	of [][]int32
	// By column; never the home of its place.
	zoneOf []int32
	// Those with a row; cuts[k].row is in lp.rows.
	cuts []*cut
	// By place, the row that keeps it whole, -1 while not needed.
	ownRow []int32
	// x(i, j) of the last programme solved, at i*p+j. By rounding a share may
	// be a little below 0 or above 1.
	share []float64
}

// newRelaxation builds the programme for the places that d leaves open. Home
// is taken over, and put right for fixed places; it has to be in the domain
// of the others. It has no cut yet.
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

// columns adds the columns of place i, with what each costs more than home. A
// fixed place gets none: all that is said of it is a constant.
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

// measure chooses the units: the mean over the open places of what lies
// between their dearest and cheapest zone, and their mean weight, so that
// coefficients lie around 1, where the tolerances of the programme mean
// something. Neither is below 1, also where every place is fixed or costs the
// same.
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

// addBounds makes rows 0..p-1 the weights of the zones; multipliers counts on
// these numbers. They are never purged. With one of min and max given the
// other end is infinite.
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

// members lists the weights of all places, for linear, in units of the
// programme; those of weight zero would be coefficients of zero.
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
// Where j is the home of a place its share is 1 − Σ columns: the coefficient
// goes to the constant and, negated, to each of its columns. Elsewhere it
// goes to the one column of j, if the place has that. No column is named
// twice, as zoneOf is never the home.
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

// addCut gives a cut a row, divided by its size. Requires: it has none. A
// place without a column for the zone, and not at home there, counts as 0: it
// is not in the zone as far as the programme can tell.
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
// costs a product per pivot. The separation remembers the cuts, so that one
// which is broken again comes back by recall. The hundred keep small
// programmes from being purged over and over. Rows of whole places stay, as
// each may be needed again at once and they are short.
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

// narrow sets the ends of the columns to domain d: 0..1 for a zone that is
// left, 0..0 for one that is not, and 1..1 for the only one. It works in both
// directions, from a node to its child or to a node elsewhere; places without
// columns are fixed for as long as the relaxation lives. Requires: d lies
// within the domain the relaxation was made for, but for zones that a sifted
// root has left out, which d may have and the programme does not know.
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

// least is what the columns of place i must add up to at least: all of it
// where home is no longer in its domain.
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
//
// The limit of pivots is for each run. There is an end of runs, as each but
// the last adds a row and no place needs two.
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

// addOwn adds the missing rows of places that are more or less than whole,
// and reports whether there were any: all at once, since each run after that
// starts from where the last one ended.
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

// spread writes the shares of all places in all zones; home gets what the
// columns leave.
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

// pricing reads the multipliers off the programme. It may be called after any
// run, whatever its outcome: any multipliers prove something.
func (r *relaxation) pricing() pricing { return r.multipliers(r.lp.y, r.unit) }

// rayPricing reads the multipliers that show the programme to be empty. Only
// their proportions count, so that the unit may be as large as one likes; the
// proof cuts them down to what it can hold, and so uses all the digits that
// int64 has.
func (r *relaxation) rayPricing() pricing { return r.multipliers(r.lp.ray, 1e25) }

// multipliers turns those of the rows into those of the proof: out of the
// programme's units, and with the sign of Lagrange. The programme's y is
// positive at a floor, the proof's u_j − v_j is negative for a minimum. A cut
// has a ceil only, so that its y is at most zero but for rounding, which max
// takes away.
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
// column had always been there, at zero. It reports whether a column was
// added.
//
// Each row gets what linear would have written: the coefficient where the row
// is about j, the negative one where it is about the home.
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
