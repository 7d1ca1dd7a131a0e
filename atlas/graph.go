package atlas

import (
	"cmp"
	"fmt"
	"slices"
)

// A Border says that places A and B are neighbours and that their common line
// is Km long. Km is 0 where the length is not known, as in a file of pairs.
type Border struct {
	A, B string
	Km   float64
}

// A Graph is a neighbourhood: places by code and which of them are adjacent.
// It has no loops and no double edges, neighbours are in the order of their
// codes, and it never changes: Edited gives a new one. The zero value is the
// graph of no places.
//
// Numbers of places are positions in the sorted codes, so that a walk over 0 …
// n-1 is a walk in the order of codes, and whoever breaks ties by number breaks
// them by code. Rows of neighbours are short (six on average in the plane, by
// Euler), so a search in a row is a few steps and no matrix is needed.
type Graph struct {
	codes []string       // sorted; a place's number is its position
	index map[string]int // the reverse
	near  [][]int        // neighbours by number, ascending
	km    [][]float64    // length of the border to near[i][k]
}

// NewGraph returns the graph of the given places and borders. Codes may come
// in any order; repeated codes are one place. It refuses a border that names an
// unknown code, joins a place to itself, or stands twice in either direction.
// O(n log n) in places and borders together.
//
// Lengths are kept as they are given; 0 stands for not known, as no border has
// it. Borders are sorted first, so that the first of two equal ones is the one
// that is kept and the error names the pair in the order of their codes
// whatever the input.
func NewGraph(codes []string, borders []Border) (*Graph, error) {
	g := &Graph{codes: slices.Clone(codes)}
	slices.Sort(g.codes)
	g.codes = slices.Compact(g.codes)
	g.index = make(map[string]int, len(g.codes))
	for i, code := range g.codes {
		g.index[code] = i
	}
	sorted := slices.Clone(borders)
	for i, b := range sorted {
		if b.A > b.B {
			sorted[i].A, sorted[i].B = b.B, b.A
		}
	}
	slices.SortFunc(sorted, compareBorders)
	g.near = make([][]int, len(g.codes))
	g.km = make([][]float64, len(g.codes))
	for i, b := range sorted {
		if err := g.admit(b, i > 0 && sorted[i-1].A == b.A && sorted[i-1].B == b.B); err != nil {
			return nil, err
		}
		g.join(g.index[b.A], g.index[b.B], b.Km)
	}
	g.order()
	return g, nil
}

// compareBorders orders by A and then B, both as bytes.
func compareBorders(a, b Border) int {
	return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
}

// admit refuses b for what it is by itself or beside its equal before it.
func (g *Graph) admit(b Border, repeated bool) error {
	for _, code := range []string{b.A, b.B} {
		if _, ok := g.index[code]; !ok {
			return &EdgeError{A: b.A, B: b.B, Reason: EdgeUnknown, Code: code}
		}
	}
	switch {
	case b.A == b.B:
		return &EdgeError{A: b.A, B: b.B, Reason: EdgeLoop}
	case repeated:
		return &EdgeError{A: b.A, B: b.B, Reason: EdgeTwice}
	}
	return nil
}

// join enters a border in the rows of both ends.
func (g *Graph) join(i, j int, km float64) {
	g.near[i], g.km[i] = append(g.near[i], j), append(g.km[i], km)
	g.near[j], g.km[j] = append(g.near[j], i), append(g.km[j], km)
}

// order sorts every row of neighbours. Rows receive first the smaller and then
// the larger neighbours only by luck of the input, hence the sort.
//
// Length and neighbour are two lists that must be sorted together, hence by rank.
func (g *Graph) order() {
	for i := range g.near {
		rank := make([]int, len(g.near[i]))
		for k := range rank {
			rank[k] = k
		}
		slices.SortFunc(rank, func(x, y int) int { return g.near[i][x] - g.near[i][y] })
		near, km := make([]int, len(rank)), make([]float64, len(rank))
		for k, r := range rank {
			near[k], km[k] = g.near[i][r], g.km[i][r]
		}
		g.near[i], g.km[i] = near, km
	}
}

// Len returns the number of places.
func (g *Graph) Len() int { return len(g.codes) }

// Code returns the code of place i, 0 ≤ i < Len. Numbers follow the codes'
// byte order.
func (g *Graph) Code(i int) string { return g.codes[i] }

// Index returns the number of the place with that code, and false if there is
// no such place.
func (g *Graph) Index(code string) (int, bool) {
	i, ok := g.index[code]
	return i, ok
}

// Neighbours returns the numbers of the places adjacent to place i in
// ascending order. The slice belongs to the graph: read it only.
func (g *Graph) Neighbours(i int) []int { return g.near[i] }

// BorderKm returns the length of the border between places i and j, and false
// if they are not adjacent.
func (g *Graph) BorderKm(i, j int) (float64, bool) {
	k, ok := slices.BinarySearch(g.near[i], j)
	if !ok {
		return 0, false
	}
	return g.km[i][k], true
}

// Borders returns every adjacent pair once, A before B, sorted by A and B.
//
// Every pair is met twice, from either end, and taken from its smaller one;
// rows are sorted, so the pairs come out sorted without more ado.
func (g *Graph) Borders() []Border {
	var all []Border
	for i, row := range g.near {
		for k, j := range row {
			if i < j {
				all = append(all, Border{A: g.codes[i], B: g.codes[j], Km: g.km[i][k]})
			}
		}
	}
	return all
}

// Components returns the connected parts as numbers of places, each ascending,
// the part with the smallest number first. A place without neighbours is a part
// of its own.
//
// This is the plain breadth-first walk, O(places + borders).
func (g *Graph) Components() [][]int {
	seen := make([]bool, len(g.codes))
	var parts [][]int
	for i := range g.codes {
		if seen[i] {
			continue
		}
		parts = append(parts, g.reach(i, seen))
	}
	return parts
}

// reach returns the part of place i, ascending, and marks it as seen.
func (g *Graph) reach(i int, seen []bool) []int {
	seen[i] = true
	part := []int{i}
	for k := 0; k < len(part); k++ {
		for _, j := range g.near[part[k]] {
			if !seen[j] {
				seen[j] = true
				part = append(part, j)
			}
		}
	}
	slices.Sort(part)
	return part
}

// An Edit is a decision by hand about one pair: a bridge that makes neighbours
// of two banks, a ridge that nobody crosses. Reason is kept with it and must
// not be empty.
//
// Real maps need them: a river is a border of thirty kilometres and no way
// across but by one bridge, a county's only road may pass over a corner that is
// a mere point, and a mountain border of any length may join nobody.
type Edit struct {
	A, B   string
	Remove bool
	Km     float64 // length to record for an added edge; 0 is unknown
	Reason string
}

// Edited returns the graph after the edits, leaving g as it is. It refuses an
// edit without a reason, one that adds what is there or removes what is not,
// and two edits of one pair, whose order would otherwise decide.
//
// All edits are judged against g, not against each other's outcome, so their
// order means nothing. Distances do not follow an edit by themselves: whoever
// computes ways over the graph takes the edited one.
func (g *Graph) Edited(edits []Edit) (*Graph, error) {
	keep := make(map[[2]string]Border, len(edits))
	for _, b := range g.Borders() {
		keep[[2]string{b.A, b.B}] = b
	}
	touched := make(map[[2]string]bool, len(edits))
	for _, e := range edits {
		pair := [2]string{min(e.A, e.B), max(e.A, e.B)}
		_, there := keep[pair]
		switch {
		case e.Reason == "":
			return nil, &EdgeError{A: pair[0], B: pair[1], Reason: EdgeNoReason}
		case touched[pair]:
			return nil, &EdgeError{A: pair[0], B: pair[1], Reason: EdgeTwice}
		case e.Remove && !there:
			return nil, &EdgeError{A: pair[0], B: pair[1], Reason: EdgeAbsent}
		case !e.Remove && there:
			return nil, &EdgeError{A: pair[0], B: pair[1], Reason: EdgePresent}
		}
		touched[pair] = true
		keep[pair] = Border{A: pair[0], B: pair[1], Km: e.Km}
		if e.Remove {
			delete(keep, pair)
		}
	}
	borders := make([]Border, 0, len(keep))
	for _, b := range keep {
		borders = append(borders, b) // NewGraph sorts: map order does not matter
	}
	slices.SortFunc(borders, compareBorders)
	return NewGraph(g.codes, borders)
}

// An EdgeReason says what was wrong with an edge or an edit.
type EdgeReason string

// The reasons, which are also message keys after the prefix "atlas.edge.".
const (
	EdgeUnknown  EdgeReason = "unknown"   // names a code that is no place
	EdgeLoop     EdgeReason = "loop"      // joins a place to itself
	EdgeTwice    EdgeReason = "twice"     // the same pair stands there already
	EdgeAbsent   EdgeReason = "absent"    // removes an edge that is not there
	EdgePresent  EdgeReason = "present"   // adds an edge that is there
	EdgeNoReason EdgeReason = "no-reason" // an edit must say why
)

// An EdgeError refuses one edge between A and B. Code is the unknown code when
// Reason is EdgeUnknown and empty otherwise.
//
// A and B are in the order of their codes, whatever order the input had.
type EdgeError struct {
	A, B   string
	Reason EdgeReason
	Code   string
}

// Error words the refusal for developers; users get the reason key.
func (e *EdgeError) Error() string {
	return fmt.Sprintf("edge %q to %q: %s %q", e.A, e.B, e.Reason, e.Code)
}
