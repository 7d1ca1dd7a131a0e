package partition

import "math"

// Roads are a graph whose borders have lengths: how far it is from the middle
// of one place to the middle of the next. They never change.
type Roads struct {
	graph  *Graph
	length []int64 // by entry of graph.next, the same both ways
}

// NewRoads returns the roads with length[k] along borders[k]. Where a border
// is given more than once the shortest counts. Requires: lengths >= 0 whose
// sum fits int64, and borders as NewGraph wants them.
func NewRoads(n int, borders [][2]int, length []int64) *Roads {
	g := NewGraph(n, borders)
	r := &Roads{graph: g, length: make([]int64, len(g.next))}
	for k := range r.length {
		r.length[k] = math.MaxInt64
	}
	for k, b := range borders {
		if b[0] != b[1] {
			r.shorten(b[0], b[1], length[k])
			r.shorten(b[1], b[0], length[k])
		}
	}
	return r
}

// shorten lowers the length from a to b; they are neighbours.
func (r *Roads) shorten(a, b int, length int64) {
	for k := r.graph.start[a]; k < r.graph.start[a+1]; k++ {
		if int(r.graph.next[k]) == b {
			r.length[k] = min(r.length[k], length)
		}
	}
}

// Graph is the graph without the lengths.
func (r *Roads) Graph() *Graph { return r.graph }

// From returns the length of the shortest way from the nearest of the given
// places to each place, math.MaxInt64 where there is none. O(edges log n),
// Dijkstra.
func (r *Roads) From(sources []int) []int64 {
	far := make([]int64, r.graph.Len())
	for v := range far {
		far[v] = math.MaxInt64
	}
	queue := make(loadHeap, 0, len(sources))
	for _, v := range sources {
		far[v] = 0
		queue.push(loadEntry{0, int32(v)})
	}
	for len(queue) > 0 {
		near := queue.pop()
		v := near.place
		if near.load > far[v] {
			continue
		}
		for k := r.graph.start[v]; k < r.graph.start[v+1]; k++ {
			u, d := r.graph.next[k], near.load+r.length[k]
			if d < far[u] {
				far[u] = d
				queue.push(loadEntry{d, u})
			}
		}
	}
	return far
}
