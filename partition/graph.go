package partition

import "slices"

// A Graph is an undirected graph without loops or parallel borders on the
// places 0..Len()-1. It never changes after NewGraph, so that any number of
// goroutines may read it. The zero Graph has no places.
type Graph struct {
	// start[v]..start[v+1] is the stretch of next that holds v's neighbours:
	// one array for all of them keeps a walk in the cache.
	start []int32
	next  []int32
}

// NewGraph returns the graph with n places and the given borders. A border
// given twice or in both directions counts once; a loop is dropped, since no
// question here depends on it. The order of borders does not matter: lists are
// sorted, and every walk in this package follows them. Requires: every end lies
// in 0..n-1; a stray one is a broken invariant of the caller and panics. Time
// O(n + borders · log degree).
func NewGraph(n int, borders [][2]int) *Graph {
	lists := make([][]int32, n)
	for _, b := range borders {
		if b[0] == b[1] {
			continue
		}
		lists[b[0]] = append(lists[b[0]], int32(b[1]))
		lists[b[1]] = append(lists[b[1]], int32(b[0]))
	}
	g := &Graph{start: make([]int32, n+1)}
	for v, list := range lists {
		slices.Sort(list)
		g.next = append(g.next, slices.Compact(list)...)
		g.start[v+1] = int32(len(g.next))
	}
	return g
}

// Len is the number of places, 0 for the zero Graph, which has no start either.
func (g *Graph) Len() int {
	return max(len(g.start)-1, 0)
}

// Next lists the neighbours of v, ascending, v itself never among them. The
// slice is the graph's own: read it, do not write it. Time O(1).
func (g *Graph) Next(v int) []int32 {
	return g.next[g.start[v]:g.start[v+1]]
}

// Reach marks the places that hang together with some root through places
// for which in holds. The roots themselves count as inside whatever in says;
// a place outside in is never marked and never walked through. Without roots
// nothing is marked. The order of the walk does not show in the answer, so a
// stack will do. O(n + edges).
func (g *Graph) Reach(roots []int, in []bool) []bool {
	seen := make([]bool, g.Len())
	stack := make([]int, 0, len(roots))
	for _, r := range roots {
		if !seen[r] {
			seen[r] = true
			stack = append(stack, r)
		}
	}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, u := range g.Next(v) {
			if in[u] && !seen[u] {
				seen[u] = true
				stack = append(stack, int(u))
			}
		}
	}
	return seen
}
