package zoning

import "math"

// A proof computes bounds in whole numbers. For any multipliers u_j ≥ 0 (of a
// maximum), v_j ≥ 0 (of a minimum) and w_c ≥ 0 (of the cuts) and any zoning x
// within domain D
//
//	cost(x) ≥ Σ_i min over j in D(i) of c'(i,j) − max·Σ u_j + min·Σ v_j − Σ w_c limit_c
//	c'(i,j) = c(i,j) + weight_i (u_j − v_j) + Σ_c w_c coef_c(i)
//
// for zones j and cuts c of zone j: on the right stands the cost plus
// multiples of things that are at most zero (Lagrange; Geoffrion 1974). All
// multipliers are whole multiples of 1/scale and all sums int64, so that the
// bound is true to the last unit however the multipliers were come by.
//
// Why floats may guide it: the inequality holds for all multipliers of the
// right sign, not for the best ones only. Those of the programme are the best
// up to rounding, and make the right side nearly the optimum of the
// relaxation; wrong ones make it small. This is the safe bound of Neumaier
// and Shcherbina (2004), with whole numbers in the place of directed
// rounding.
//
// Nothing overflows. Scaled costs add up to less than ceiling/8 (price),
// scaled multipliers times what they may meet to ceiling/2 before they are
// rounded (whole), rounding at most doubles one that it does not make zero,
// and the multiplier of a zone meets a bound and the weights, each no more
// than heaviest, once: in all at most 2 ceilings and an eighth, and int64
// holds 4. Sums in between may wrap; what they end in is right.
type proof struct {
	m *model
	// c' times scale, place by zone, for the zones out of the domain too:
	// bound looks at those of the domain only.
	adapted []int64
	// The terms without a place, times scale.
	base int64
	// Min of adapted over the domain, by place.
	least []int64
	// The bound times scale: base + Σ least, of the domain last asked about.
	total int64
	work  int64
}

func newProof(m *model) *proof {
	return &proof{m: m, adapted: make([]int64, m.n*m.p), least: make([]int64, m.n)}
}

// ceiling on any scaled sum of costs or of multipliers, each kept to its part
// of it: see proof.
const ceiling = int64(1) << 61

// A pricing is a set of multipliers in units of cost: zone[j] = u_j − v_j per
// unit of weight, and one per cut. One number does for both bounds of a zone,
// since a positive u_j and v_j together would only lower the bound: by min ≤
// max the difference alone proves more. The zone part is empty where weights
// are not bounded.
type pricing struct {
	zone []float64
	cut  []float64
}

// adapt sets c' for the pricing; plain = false leaves the costs out, which
// turns the bound into a test of feasibility: a bound above zero then says
// that no zoning exists, since each would have to cost more than the nothing
// it does. Requires: pr.cut runs beside cuts.
//
// What adapt sets holds for all domains in which the cuts do; bound takes it
// to one of them. O(n p + cut entries).
func (f *proof) adapt(pr pricing, cuts []*cut, plain bool) {
	m := f.m
	if plain {
		for k, c := range m.cost {
			f.adapted[k] = c * m.scale
		}
	} else {
		clear(f.adapted)
	}
	f.base = 0
	zone, cutw := f.whole(pr, cuts)
	for j, u := range zone {
		f.addZone(j, u)
	}
	for k, c := range cuts {
		w := cutw[k]
		if w == 0 {
			continue
		}
		f.base -= w * c.limit
		for t, i := range c.places {
			f.adapted[int(i)*m.p+int(c.zone)] += w * c.coef[t]
		}
		f.work += int64(len(c.places))
	}
	f.work += int64(m.n * m.p)
}

// addZone adds the terms of zone j's bound: u times (weight of the zone −
// max), or −u times (min − weight), each at most zero for a zoning. Either
// way the places get u · weight, and u is already scaled.
func (f *proof) addZone(j int, u int64) {
	m := f.m
	switch {
	case u == 0:
		return
	case u > 0 && m.max < math.MaxInt64:
		f.base -= u * m.max
	case u < 0 && m.min > 0:
		f.base -= u * m.min
	default:
		return // a multiplier for a bound that is not given proves nothing
	}
	for i, w := range m.weight {
		f.adapted[i*m.p+j] += u * w
	}
}

// whole rounds multipliers to whole multiples of 1/scale, and cuts them down
// together when a sum could pass the ceiling: in one proportion, which for a
// ray is no loss and for a bound one that does not matter, as multipliers so
// large are a sign of an empty programme. Negative multipliers of cuts become
// zero, and all of them where one is no number: a conversion of such a value
// to a whole number could be anything, and zeros always prove something.
func (f *proof) whole(pr pricing, all []*cut) (zone, cuts []int64) {
	reach := 0.0
	span := float64(max(f.m.heaviest(), 1))
	for _, u := range pr.zone {
		reach += math.Abs(u) * span
	}
	for k, w := range pr.cut {
		reach += math.Abs(w) * float64(all[k].span)
	}
	by := float64(f.m.scale)
	if math.IsNaN(reach) || math.IsInf(reach, 0) {
		return make([]int64, len(pr.zone)), make([]int64, len(pr.cut))
	}
	if room := float64(ceiling / 2); reach*by > room {
		by = room / reach
	}
	zone = make([]int64, len(pr.zone))
	for j, u := range pr.zone {
		zone[j] = int64(math.Round(u * by))
	}
	cuts = make([]int64, len(pr.cut))
	for k, w := range pr.cut {
		cuts[k] = max(int64(math.Round(w*by)), 0)
	}
	return zone, cuts
}

// heaviest is the largest weight that a multiplier meets: all places
// together, or a bound. A maximum that is not given is met by none (addZone).
func (m *model) heaviest() int64 {
	most := max(m.min, m.allWeight())
	if m.max < math.MaxInt64 {
		most = max(most, m.max)
	}
	return most
}

// bound sets least and total for domain d. The minimum over the zones of each
// place by itself is where the whole inequality gets its strength from, and
// what a multiplier of "the place is whole" would be. Requires: every place
// has a zone left. O(n p).
func (f *proof) bound(d *domain) {
	f.total = f.base
	for i := range f.m.n {
		line := f.adapted[i*f.m.p : (i+1)*f.m.p]
		least := int64(math.MaxInt64)
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			least = min(least, line[j])
		}
		f.least[i] = least
		f.total += least
	}
	f.work += int64(4 * f.m.n)
}

// floor is the bound as a cost: no zoning within the domain costs less. It is
// rounded up, costs being whole, which is worth up to a unit and closes the
// last gap. Requires: bound.
func (f *proof) floor() int64 {
	return ceilDiv(f.total, f.m.scale)
}

// excludes reports whether place i in zone j leaves no zoning that costs less
// than upper: the reduced cost test (Dantzig, Fulkerson and Johnson 1954).
// With i held in j its term is adapted(i, j) and no longer the least, all
// other terms stay, so that total + extra is a bound for what is left. Above
// (upper − 1) · scale it says that the cost, a whole number, is at least
// upper. Requires: bound was set for a domain that holds the present one, and
// upper is a cost and not none.
func (f *proof) excludes(i, j int, upper int64) bool {
	extra := f.adapted[i*f.m.p+j] - f.least[i]
	return f.total+extra > (upper-1)*f.m.scale
}

// ceilDiv is a ÷ b rounded up, for b > 0. Division of whole numbers in Go
// drops the fraction, which is up for a below zero already.
func ceilDiv(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}
