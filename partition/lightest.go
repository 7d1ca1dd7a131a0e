package partition

import "math"

// Lightest fills load[v] with the least total of weight over the places that
// must be added so that v hangs together with some place of from: v's own
// weight and those of the places between, from's own weights left out. Only
// places for which in holds are walked. A place of from gets 0; a place that
// cannot be reached gets math.MaxInt64. Requires: weights >= 0 with a total
// below math.MaxInt64. Dijkstra with weights on places, O(edges log n).
func (g *Graph) Lightest(from []int, in []bool, weight, load []int64) {
	for v := range load {
		load[v] = math.MaxInt64
	}
	queue := make(loadHeap, 0, len(from))
	for _, v := range from {
		load[v] = 0
		queue.push(loadEntry{0, int32(v)})
	}
	for len(queue) > 0 {
		least := queue.pop()
		if least.load > load[least.place] {
			continue
		}
		for _, u := range g.Next(int(least.place)) {
			if !in[u] || least.load+weight[u] >= load[u] {
				continue
			}
			load[u] = least.load + weight[u]
			queue.push(loadEntry{load[u], u})
		}
	}
}

type loadEntry struct {
	load  int64
	place int32
}

// before orders by load, then by place, so that equal loads leave the heap
// in the same order on every machine.
func (e loadEntry) before(f loadEntry) bool {
	return e.load < f.load || e.load == f.load && e.place < f.place
}

// loadHeap is a binary heap with the least entry on top. It is written out
// because the standard one boxes each entry, and this is the inner loop of
// the search's propagation.
type loadHeap []loadEntry

func (h *loadHeap) push(e loadEntry) {
	*h = append(*h, e)
	q := *h
	at := len(q) - 1
	for at > 0 {
		above := (at - 1) / 2
		if !e.before(q[above]) {
			break
		}
		q[at] = q[above]
		at = above
	}
	q[at] = e
}

func (h *loadHeap) pop() loadEntry {
	q := *h
	top := q[0]
	last := q[len(q)-1]
	q = q[:len(q)-1]
	*h = q
	at := 0
	for {
		below := 2*at + 1
		if below >= len(q) {
			break
		}
		if below+1 < len(q) && q[below+1].before(q[below]) {
			below++
		}
		if !q[below].before(last) {
			break
		}
		q[at] = q[below]
		at = below
	}
	if len(q) > 0 {
		q[at] = last
	}
	return top
}
