package zoning

// hanging finds what hangs on a place within its zone: the places that no way
// inside the zone joins to the centre once that place is gone. It is asked
// for every change that a climb considers, so that all memory is kept between
// questions.
type hanging struct {
	m *model
	// A place is met in the present question if its mark equals asked:
	// counting the question up forgets all marks at once, without touching n
	// of them.
	mark  []int32
	asked int32
	// The walk's own stack; a chain of ten thousand places must not be a
	// recursion.
	stack []int32
	// The answer, reused by the next question.
	group []int
}

func newHanging(m *model) *hanging {
	return &hanging{m: m, mark: make([]int32, m.n)}
}

// on lists place i and what hangs on it, i first. The slice is valid until
// the next call. Requires: the assignment is contiguous, and i is no root.
//
// A place with one neighbour in its zone carries nothing but itself: a way
// through it would have to leave by the neighbour it came from. Where parts
// can tell that the zone stays contiguous, nothing hangs on it either. For
// others the zone is walked from the centre with i marked as met, O(zone),
// and what the walk has not met and is joined to i inside the zone hangs on
// it: everything in the zone reached the centre before, so that what is cut
// off now is what reached it through i alone.
func (h *hanging) on(c *climber, i int) []int {
	h.group = append(h.group[:0], i)
	j := c.of[i]
	inside := 0
	for _, u := range h.m.graph.Next(i) {
		if c.of[u] == j {
			inside++
		}
	}
	if inside <= 1 || c.parts.MayLeave(i) {
		return h.group
	}
	h.asked++
	h.mark[i] = h.asked
	h.stack = h.stack[:0]
	for _, r := range h.m.roots[j] {
		h.mark[r] = h.asked
		h.stack = append(h.stack, int32(r))
	}
	h.flood(c, j)
	for at := 0; at < len(h.group); at++ {
		for _, u := range h.m.graph.Next(h.group[at]) {
			if c.of[u] == j && h.mark[u] != h.asked {
				h.mark[u] = h.asked
				h.group = append(h.group, int(u))
			}
		}
	}
	return h.group
}

// flood marks all that the places on the stack reach inside zone j without
// crossing what is marked already.
func (h *hanging) flood(c *climber, j int32) {
	for len(h.stack) > 0 {
		v := h.stack[len(h.stack)-1]
		h.stack = h.stack[:len(h.stack)-1]
		for _, u := range h.m.graph.Next(int(v)) {
			if c.of[u] == j && h.mark[u] != h.asked {
				h.mark[u] = h.asked
				h.stack = append(h.stack, u)
			}
		}
	}
}
