package zoning

import (
	"math"

	"hinterland/partition"
)

// A model is a Problem made ready for the search: one table of costs that
// are to be minimised whatever the objective, weights that count towards the
// bounds, and what each place may be at the start.
type model struct {
	n, p     int
	graph    *partition.Graph
	roots    [][]int
	centreOf []int   // the centre a place is part of, -1 for none
	weight   []int64 // towards the bounds; 0 for a centre's places
	cost     []int64 // place by zone
	min, max int64   // 0 and math.MaxInt64 where not given
	scale    int64   // multipliers are whole multiples of 1/scale
}

// bounded reports whether the weight of a zone is bounded at all.
func (m *model) bounded() bool { return m.min > 0 || m.max < math.MaxInt64 }

// at is the cost of place i in zone j.
func (m *model) at(i, j int) int64 { return m.cost[i*m.p+j] }

// total is the cost of a whole assignment.
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

// excess is by how much a zone of the given weight breaks the bounds.
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
