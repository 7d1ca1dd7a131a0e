package partition

import "math"

// Lightest fills load[v] with the least total of weight over the places that
// must be added so that v hangs together with some place of from: v's own
// weight and those of the places between, from's own weights left out. Only
// places for which in holds are walked. A place of from gets 0; a place that
// cannot be reached gets math.MaxInt64. Requires: weights >= 0 with a total
// below math.MaxInt64. Time O(edges log n).
//
// This is Dijkstra (Numerische Mathematik 1, 1959) with weights on places: a
// step from v to u costs weight[u] whatever border it takes, so the weights of
// a way are those of its places but the first. A place is put on the heap again
// whenever its load falls, and an entry that has been overtaken is passed over
// when it comes up; that is simpler than moving entries within the heap, and
// each border still puts at most one entry on it in each direction. As no
// weight is negative, the first entry of a place to come up holds its load.
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

// A loadEntry is a place with what reaching it cost when it was put down.
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
// the search's propagation. The entry at i has those at 2i+1 and 2i+2 below it,
// neither of them before it.
type loadHeap []loadEntry

// push lets the entry rise from the end while it comes before what stands above.
// Nothing is exchanged: the others move down and it is written once.
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

// pop takes the top off and lets the last entry sink from there, past the lesser
// of the two below each time, so that the one that rises comes before both.
// Requires: the heap is not empty.
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
