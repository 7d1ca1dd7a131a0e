package zoning

import (
	"slices"

	"hinterland/partition"
)

// regions improves the best zoning by solving small parts of it exactly: two
// neighbouring zones, and those that border both, are divided anew among
// their centres while all other zones stay. Each part is a problem of a few
// hundred places and three or four centres, which the search solves outright;
// contiguity and bounds of the whole are those of its zones. It ends when no
// part can be improved, or at the given work.
//
// This is a large neighbourhood search (Shaw 1998) whose neighbourhoods are
// searched by the program's own method. A part whose cost is what it was when
// it was last looked at is passed over: its zones may have changed among
// themselves, but rarely without changing the sum. Each improvement lowers a
// whole cost, so that there is an end. Requires: a best zoning.
func (s *search) regions(stop int64) {
	// By pair, the cost at which its part was last found best.
	clean := map[[2]int]int64{}
	for improved := true; improved; {
		improved = false
		for _, pair := range s.pairsOfZones() {
			if s.work() > stop || s.ctx.Err() != nil {
				return
			}
			zones := s.around(pair)
			at := s.costOf(zones)
			if last, ok := clean[pair]; ok && last == at {
				continue
			}
			if s.redraw(zones) {
				improved = true
			}
			clean[pair] = s.costOf(zones)
		}
	}
}

// pairsOfZones lists the pairs of zones that share a border, j < k, in order.
// Each border between two zones is seen from both ends, and counts from the
// one of the lower zone.
func (s *search) pairsOfZones() [][2]int {
	var pairs [][2]int
	for i, j := range s.best {
		for _, u := range s.m.graph.Next(i) {
			if k := s.best[u]; j < k {
				pairs = append(pairs, [2]int{int(j), int(k)})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return a[1] - b[1]
	})
	return slices.Compact(pairs)
}

// around is a pair of zones with those that border both: where three zones
// meet, two can often only be improved by way of the third.
func (s *search) around(pair [2]int) []int {
	near := [2][]bool{make([]bool, s.m.p), make([]bool, s.m.p)}
	for i, j := range s.best {
		for side, zone := range pair {
			if int(j) != zone {
				continue
			}
			for _, u := range s.m.graph.Next(i) {
				near[side][s.best[u]] = true
			}
		}
	}
	zones := []int{pair[0], pair[1]}
	for k := range s.m.p {
		if near[0][k] && near[1][k] && k != pair[0] && k != pair[1] {
			zones = append(zones, k)
		}
	}
	return zones
}

// costOf is what the places of some zones cost in the best zoning. It tells
// whether a part has changed since it was last looked at.
func (s *search) costOf(zones []int) int64 {
	sum := int64(0)
	for i, j := range s.best {
		if slices.Contains(zones, int(j)) {
			sum += s.m.at(i, int(j))
		}
	}
	return sum
}

// redraw solves the part formed by some zones and takes the answer over if it
// is better. Its search begins with the zoning there is, so that it only
// looks for better ones, and its domain is what hard leaves, so that pins and
// what has been excluded hold. Costs of the part are the whole's: what it
// saves, the whole saves.
func (s *search) redraw(zones []int) bool {
	sub, places := s.m.part(s.best, zones)
	start := newDomain(sub.n, sub.p)
	for i, at := range places {
		for j, zone := range zones {
			if !s.hard.has(at, zone) {
				start.drop(i, j)
			}
		}
	}
	in := newSearch(s.ctx, sub, start, partSteps)
	in.known(s.best, places, zones)
	before := in.upper
	in.run()
	s.done += in.work()
	if in.upper >= before {
		return false
	}
	of := append([]int32(nil), s.best...)
	for i, at := range places {
		of[at] = int32(zones[in.best[i]])
	}
	s.upper -= before - in.upper
	s.best = of
	return true
}

// partSteps limits the search of one part: one that is hard must not use up
// what others need.
const partSteps = 150_000_000

// known gives a search the zoning it has to beat, in its own numbers.
// Requires: every place of the part is in one of the zones.
func (s *search) known(best []int32, places, zones []int) {
	s.best = make([]int32, s.m.n)
	for i, at := range places {
		s.best[i] = int32(slices.Index(zones, int(best[at])))
	}
	s.upper = s.m.total(s.best)
}

// part is the model of some zones of a zoning by themselves, and its places
// in the numbers of the whole, ascending. Zone j of the part is zones[j].
// Borders to places outside are left out: ways of a contiguous zone never use
// them. The scale stays, as fewer places need no coarser one.
func (m *model) part(of []int32, zones []int) (*model, []int) {
	sub := &model{p: len(zones), min: m.min, max: m.max, scale: m.scale}
	var places []int
	at := make([]int, m.n)
	for i, j := range of {
		at[i] = -1
		if k := slices.Index(zones, int(j)); k >= 0 {
			at[i] = len(places)
			places = append(places, i)
		}
	}
	sub.n = len(places)
	var borders [][2]int
	sub.centreOf = make([]int, sub.n)
	for i, v := range places {
		sub.centreOf[i] = slices.Index(zones, m.centreOf[v])
		sub.weight = append(sub.weight, m.weight[v])
		for _, zone := range zones {
			sub.cost = append(sub.cost, m.at(v, zone))
		}
		for _, u := range m.graph.Next(v) {
			if at[u] > i {
				borders = append(borders, [2]int{i, at[u]})
			}
		}
	}
	for _, zone := range zones {
		var roots []int
		for _, v := range m.roots[zone] {
			roots = append(roots, at[v])
		}
		sub.roots = append(sub.roots, roots)
	}
	sub.graph = partition.NewGraph(sub.n, borders)
	return sub, places
}
