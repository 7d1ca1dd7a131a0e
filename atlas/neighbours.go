package atlas

import "slices"

// neighbours sums the common borders of every two places and notes places
// without neighbours and places inside their only neighbour.
//
// An edge with a single owner has nothing on its other side: coast, the edge of
// the map, or the rim of a gap. It makes its place loose, that is, not
// enclosed.
func (s *survey) neighbours() {
	s.shared = map[[2]int32]float64{}
	loose := make([]bool, len(s.m.Places)) // has border with nobody beyond
	for _, e := range s.plane.edges {
		if len(e.owners) == 1 {
			loose[e.owners[0].place] = true
			continue
		}
		s.share(e)
	}
	s.notes(loose)
}

// share counts the edge for every two places that face each other across it.
// A thread is the neighbour of whatever it runs along. Of a place that
// crosses itself nobody can say which side is inside, so any line that it has in
// common with another is their border.
//
// Lengths are those of the arranged edges, so a border with its sides drawn apart
// has one length and not two.
func (s *survey) share(e edge) {
	km := e.km()
	for i, p := range e.owners {
		for _, q := range e.owners[:i] {
			if int64(p.n)*int64(q.n) <= 0 || s.crossed[p.place] || s.crossed[q.place] {
				s.shared[pairOf(p.place, q.place)] += km
			}
		}
	}
}

// pairOf returns two places in the order of their numbers, as a key.
func pairOf(a, b int32) [2]int32 { return [2]int32{min(a, b), max(a, b)} }

// notes writes the notes about neighbourhood. Places of one code are one place
// here too, and a border with one's own namesake counts as nothing.
//
// Notes follow the neighbourhood that was asked for: with a least length of
// border, a place whose only neighbour shares less than that is isolated.
func (s *survey) notes(loose []bool) {
	count := make([]int, len(loose))
	last := make([]int32, len(loose))
	for pair, km := range s.shared {
		if km < s.o.MinBorderKm || s.same(pair) {
			continue
		}
		for k, p := range pair {
			count[p]++
			last[p] = pair[1-k]
		}
	}
	for i := range s.m.Places {
		switch {
		case len(s.m.Places[i].Polygons) == 0:
		case count[i] == 0:
			s.addSomewhere(Isolated, i, Detail{})
		case count[i] == 1 && !loose[i]:
			s.addSomewhere(Enclosed, i, Detail{"enclosed", map[string]any{
				"by": s.name(last[i]),
			}})
		}
	}
}

// same reports whether both places of a pair have one code.
//
// Two parts of one place that share a border are no neighbours, and no fault
// either.
func (s *survey) same(pair [2]int32) bool {
	a, b := s.m.Places[pair[0]].Code, s.m.Places[pair[1]].Code
	return a != "" && a == b
}

// graph returns the neighbourhood by code. Places without a code cannot be
// named in it; Survey has reported them. Sums are taken in the order of the
// pairs, so that they come out equal to the last bit.
//
// Summing in a fixed order matters because float64 sums are not associative:
// the last digit of a border made of parts would depend on the order of a map's
// keys, which Go shuffles on purpose, and the same file would give different
// bytes.
func (s *survey) graph() *Graph {
	var borders []Border
	for pair, km := range s.shared {
		a, b := s.m.Places[pair[0]].Code, s.m.Places[pair[1]].Code
		if a != "" && b != "" && a != b {
			borders = append(borders, Border{A: min(a, b), B: max(a, b), Km: km})
		}
	}
	slices.SortFunc(borders, func(x, y Border) int {
		if c := compareBorders(x, y); c != 0 {
			return c
		}
		switch {
		case x.Km < y.Km:
			return -1
		case x.Km > y.Km:
			return 1
		}
		return 0
	})
	merged := borders[:0]
	for _, b := range borders {
		if k := len(merged) - 1; k >= 0 && merged[k].A == b.A && merged[k].B == b.B {
			merged[k].Km += b.Km
			continue
		}
		merged = append(merged, b)
	}
	merged = slices.DeleteFunc(merged, func(b Border) bool { return b.Km < s.o.MinBorderKm })
	g, err := NewGraph(s.m.Codes(), merged)
	if err != nil {
		panic("atlas: the borders of a survey make no graph: " + err.Error())
	}
	return g
}
