package zoning

// hanging finds what hangs on a place within its zone: the places that no
// way inside the zone joins to the centre once that place is gone.
type hanging struct {
	m     *model
	mark  []int32
	asked int32
	stack []int32
	group []int
}

func newHanging(m *model) *hanging {
	return &hanging{m: m, mark: make([]int32, m.n)}
}

// on lists place i and what hangs on it, i first. The slice is valid until
// the next call. A place with one neighbour in its zone carries nothing but
// itself; for others the zone is walked from the centre.
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
