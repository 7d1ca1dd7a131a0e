package zoning

import (
	"math"

	"hinterland/partition"
)

// A model is a Problem made ready for the search: one table of costs that are
// to be minimised whatever the objective, weights that count towards the
// bounds, and what each place may be at the start.
//
// It is read by every part of the search and written by none.
type model struct {
	// Places are 0..n-1, zones 0..p-1, both as the ground or a part numbers
	// them and not as the problem does.
	n, p  int
	graph *partition.Graph
	// The places of each centre: not empty, disjoint, and in the domain of
	// their own zone only.
	roots [][]int
	// The centre a place is part of, -1 for none: the inverse of roots.
	centreOf []int
	// What a place adds to its zone's weight: never below zero, and 0 for a
	// centre's places, which the bounds do not count.
	weight []int64
	// c(i, j) at i*p+j, place by zone. Weight × length under Distance, minus
	// millionths of tie under Ties, so that both are minimised and values may
	// be negative. An entry is without meaning where no way leads from i to
	// j; propagation has taken j from i before anybody looks.
	cost []int64
	// Bounds of every zone's weight; 0 and math.MaxInt64 where not given,
	// values at which no test on them ever bites.
	min, max int64
	// Multipliers are whole multiples of 1/scale, a power of two: fine enough
	// to lose nothing that counts, coarse enough that a scaled sum fits int64
	// (see ground.price and proof.whole).
	scale int64
}

// bounded reports whether the weight of a zone is bounded at all.
func (m *model) bounded() bool { return m.min > 0 || m.max < math.MaxInt64 }

// at is the cost of place i in zone j.
func (m *model) at(i, j int) int64 { return m.cost[i*m.p+j] }

// total is the cost of a whole assignment. It cannot overflow: price has
// refused problems in which the largest costs in size add up to ceiling/8.
func (m *model) total(of []int32) int64 {
	sum := int64(0)
	for i, j := range of {
		sum += m.at(i, int(j))
	}
	return sum
}

// loads are the zones' weights under an assignment.
func (m *model) loads(of []int32) []int64 {
	load := make([]int64, m.p)
	for i, j := range of {
		load[j] += m.weight[i]
	}
	return load
}

// allWeight is the weight of all places together.
func (m *model) allWeight() int64 {
	sum := int64(0)
	for _, w := range m.weight {
		sum += w
	}
	return sum
}

// excess is by how much a zone of the given weight breaks the bounds. At most
// one of them can be broken, since min ≤ max, unless a tolerance is so narrow
// that rounding inwards leaves no whole weight between; then every weight
// breaks one, and the maximum is told first.
func (m *model) excess(load int64) int64 {
	switch {
	case load > m.max:
		return load - m.max
	case load < m.min:
		return m.min - load
	}
	return 0
}

// feasible reports whether an assignment keeps bounds and contiguity. It
// answers for the search's own use only; the program has every answer
// checked again by other code.
func (m *model) feasible(of []int32) bool {
	for _, load := range m.loads(of) {
		if m.excess(load) > 0 {
			return false
		}
	}
	parts := partition.NewParts(m.graph, m.roots, of)
	return len(parts.Loose()) == 0
}
