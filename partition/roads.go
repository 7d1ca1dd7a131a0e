package partition

import "math"

// Roads are a graph whose borders have lengths: how far it is from the middle
// of one place to the middle of the next. They never change.
type Roads struct {
	graph  *Graph
	length []int64 // by entry of graph.next, the same both ways
}

// NewRoads returns the roads with length[k] along borders[k]. Where a border
// is given more than once the shortest counts, as nobody takes the longer one;
// a loop leads nowhere and is left out. Requires: lengths >= 0 whose sum fits
// int64, so that no way can overflow, and borders as NewGraph wants them.
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

// shorten lowers the length from a to b; they are neighbours. The entry is
// looked for one by one: lists are a handful long, and it is done once.
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
// places to each place, 0 for these themselves and math.MaxInt64 where there is
// none. The way back is as long. Dijkstra as in Lightest, with the lengths on
// borders instead of places: then the border taken does matter, and a place may
// be reached over more than the least number of borders. O(edges log n).
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
