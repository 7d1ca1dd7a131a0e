package zoning

// Needs: zone j has to weigh at least min, a connected set R round its centre
// weighs less, so some place of R's rim belongs to the zone as well,
//
//	1 ≤ Σ x(s, j) over s in rim(R).
//
// A relaxed solution likes to draw a thin corridor, a fifth of every place,
// to a weight far away; every gate constraint holds with a fifth on both
// sides. A need asks for one whole place at the corridor's mouth, and is what
// closes most of the gap where a minimum binds.

// needs looks for broken needs of zone j by growing R from the centre: first
// through the places with a large share, then always by the rim place that
// leaves the least share on the rim. What is large is tried in three ways.
func (s *separation) needs(found []*cut, share []float64, d *domain, j int) []*cut {
	if s.m.min == 0 {
		return found
	}
	for _, large := range []float64{0.9, 0.5, 0.1} {
		if c := s.need(share, d, j, large); c != nil {
			found = append(found, c)
		}
	}
	return found
}

// need grows one R and cuts where its rim had the least share. A second
// growth follows the first up to there, since the rim at that moment is not
// kept: most growths give nothing, and a copy of the rim at each step would
// cost more than the repeat.
//
// R never weighs more than min − 1, so that each rim on the way is that of a
// valid need, also an empty one: then the zone cannot reach min at all, and
// the cut 0 ≤ −1 says so. O(n · rim) for each growth.
func (s *separation) need(share []float64, d *domain, j int, large float64) *cut {
	best, bestAt := 1-breach, -1
	g := s.grow(share, d, j)
	for {
		if g.sum < best {
			best, bestAt = g.sum, len(g.taken)
		}
		v := g.choose(s.m.min-1, large)
		if v < 0 {
			break
		}
		g.take(v)
	}
	if bestAt < 0 {
		return nil
	}
	h := s.grow(share, d, j)
	for _, v := range g.taken[:bestAt] {
		h.take(v)
	}
	var rim []int
	for v, state := range h.state {
		if state == onRim {
			rim = append(rim, v)
		}
	}
	return needCut(j, rim)
}

// needCut says that some place of the rim is in the zone. Requires: what the
// centre reaches without the rim weighs less than min.
func needCut(zone int, rim []int) *cut {
	c := newCut(zone, -1)
	for _, v := range rim {
		c.add(v, -1)
	}
	return c
}

// Where a place is with regard to R. Places only move on in this order: none
// leaves R or the rim but into R.
const (
	outsideR = iota
	onRim
	inR
)

// A growth is the set R with its rim. R holds all places of the centre from
// the start, and is never taken further than a caller's limit of weight.
type growth struct {
	m *model
	// Shares in the zone, those below zero by rounding counted as none.
	x []float64
	// What may be in the zone. Others are neither in R nor on its rim, as no
	// zoning of the domain can have them.
	in    []bool
	state []byte // outside, onRim or inR
	// The rim in the order of entering it, with places since taken.
	edge []int
	// What R got beyond the centre, in order; weight is theirs, that of the
	// centre's places being zero.
	taken  []int
	weight int64
	// Shares on the rim, updated as places enter and leave it. Rounding may
	// gather in it, which a threshold of breach does not notice.
	sum float64
}

// grow begins R as the centre of zone j. All roots are in R before any
// reaches out, lest one be put on the rim of another.
func (s *separation) grow(share []float64, d *domain, j int) *growth {
	m := s.m
	g := &growth{m: m, x: make([]float64, m.n), in: make([]bool, m.n), state: make([]byte, m.n)}
	for i := range m.n {
		g.in[i] = d.has(i, j)
		g.x[i] = max(share[i*m.p+j], 0)
	}
	for _, r := range m.roots[j] {
		g.state[r] = inR
	}
	for _, r := range m.roots[j] {
		g.reach(r)
	}
	s.work += int64(10 * m.n)
	return g
}

// reach puts v's outside neighbours on the rim.
func (g *growth) reach(v int) {
	for _, u := range g.m.graph.Next(v) {
		if g.in[u] && g.state[u] == outsideR {
			g.state[u] = onRim
			g.edge = append(g.edge, int(u))
			g.sum += g.x[u]
		}
	}
}

// choose returns the rim place to take next, if R stays within limit: the one
// with the largest share if that is large, or else the one whose taking
// leaves the least share on the rim; -1 when none fits. Among equals the one
// longest on the rim wins, the same on every machine.
func (g *growth) choose(limit int64, large float64) int {
	best, least := -1, 0.0
	for _, v := range g.edge {
		if g.state[v] != onRim || g.weight+g.m.weight[v] > limit {
			continue
		}
		by := -g.x[v]
		if g.x[v] > large {
			by -= first
		} else {
			by += g.opens(v)
		}
		if best < 0 || by < least {
			best, least = v, by
		}
	}
	return best
}

// first puts places with a large share before all others.
const first = 1000

// opens is the share that taking v would bring to the rim. The faint extra
// for each place makes small rims win among equals: fewer places to choose
// from make the stronger cut.
func (g *growth) opens(v int) float64 {
	sum := 0.0
	for _, u := range g.m.graph.Next(v) {
		if g.in[u] && g.state[u] == outsideR {
			sum += g.x[u] + faint
		}
	}
	return sum
}

// take moves v from the rim into R. Requires: v is on the rim.
func (g *growth) take(v int) {
	g.state[v] = inR
	g.sum -= g.x[v]
	g.weight += g.m.weight[v]
	g.taken = append(g.taken, v)
	g.reach(v)
}
