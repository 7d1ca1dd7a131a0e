package flow

import "slices"

// adjacency lists arcs by node: those of v are arcs[first[v]:first[v+1]], each
// arc at both of its ends, in the order they were given.
type adjacency struct {
	first []int32
	arcs  []int32
}

// neighbours builds the adjacency of some arcs by counting: first holds the
// degrees, then their running sums, which are where each node's list ends; the
// arcs are filled in from the last to the first, each moving its list's
// beginning down by one, so that in the end first holds the beginnings and arcs
// stand in the order given. A loop is listed twice at its node. Time and space
// O(nodes + arcs).
func neighbours(nodes int, arcs []Arc, some []int32) adjacency {
	g := adjacency{first: make([]int32, nodes+1), arcs: make([]int32, 2*len(some))}
	for _, e := range some {
		g.first[arcs[e].From]++
		g.first[arcs[e].To]++
	}
	var sum int32
	for v, c := range g.first {
		sum += c
		g.first[v] = sum
	}
	for i := len(some) - 1; i >= 0; i-- {
		for _, v := range [2]int32{arcs[some[i]].From, arcs[some[i]].To} {
			g.first[v]--
			g.arcs[g.first[v]] = some[i]
		}
	}
	return g
}

// of gives the arcs at a node, whichever way they point. The slice is the list's
// own. Time O(1).
func (g *adjacency) of(v int32) []int32 { return g.arcs[g.first[v]:g.first[v+1]] }

// byDegree gives all nodes, those with most arcs first, equals by index: an
// order that depends on the problem alone.
func (g *adjacency) byDegree() []int32 {
	nodes := make([]int32, len(g.first)-1)
	for v := range nodes {
		nodes[v] = int32(v)
	}
	slices.SortStableFunc(nodes, func(a, b int32) int {
		return len(g.of(b)) - len(g.of(a))
	})
	return nodes
}
