package partition

// Separators finds, in a graph whose places have capacities, the cheapest
// sets of places that keep one place apart from a centre. It is a maximum
// flow on the graph with every place split into an entrance and an exit
// (Menger 1927, Ford and Fulkerson 1956). The buffers live between calls.
//
// Capacities are float64: they are the fractions of a relaxed solution, and
// a separator that is not quite the cheapest is still a separator. Nothing
// exact rests on them.
type Separators struct {
	graph  *Graph
	isRoot []bool
	// Flow on the arc entrance->exit of v, and on border k of next (from
	// the place that owns stretch k to next[k]); both directions of a
	// border are two entries of next, so that a flow back is a flow less.
	through []float64
	along   []float64
	back    []int32 // back[k] is the entry of next for the opposite direction
	from    []int32 // by half-node, the half-node before it on the path, -1 unseen
	via     []int32 // the entry of next used to get there, -1 for through
	queue   []int32
}

// NewSeparators returns a Separators for g. O(edges log degree).
func NewSeparators(g *Graph) *Separators {
	n := g.Len()
	s := &Separators{
		graph:   g,
		isRoot:  make([]bool, n),
		through: make([]float64, n),
		along:   make([]float64, len(g.next)),
		back:    make([]int32, len(g.next)),
		from:    make([]int32, 2*n),
		via:     make([]int32, 2*n),
	}
	// Neighbour lists ascend, so that visiting v in ascending order meets
	// the entries of each list in their own order: a counting merge.
	seen := make([]int32, n)
	for v := range n {
		for k := g.start[v]; k < g.start[v+1]; k++ {
			u := g.next[k]
			s.back[k] = g.start[u] + seen[u]
			seen[u]++
		}
	}
	return s
}

// slack is what a capacity must keep free to be worth another path.
const slack = 1e-9

// Between returns a set of places inside in, ascending by the walk, none of
// them a root or v, whose removal leaves v without a way to any root, and
// the set's total capacity. It returns nil and enough as soon as enough
// units fit through, and nil, enough when v borders a root, since no set can
// then do it. nearV asks for the cheapest set closest to v rather than to
// the centre. Requires: v inside in and no root; capacity >= 0.
func (s *Separators) Between(q Question) ([]int, float64) {
	clear(s.isRoot)
	clear(s.through)
	clear(s.along)
	for _, r := range q.Roots {
		s.isRoot[r] = true
	}
	for _, u := range s.graph.Next(q.Place) {
		if s.isRoot[u] {
			return nil, q.Enough
		}
	}
	total := 0.0
	for total < q.Enough {
		end := s.search(q)
		if end < 0 {
			return s.frontier(q), total
		}
		total += s.push(q, end)
	}
	return nil, q.Enough
}

// A Question says which separator is wanted: the places that keep Place
// apart from Roots, inside In, at the least total Capacity, unless Enough
// units get through.
type Question struct {
	Place    int
	Roots    []int
	In       []bool
	Capacity []float64
	Enough   float64
}

// Half-nodes: 2v is the entrance of v, 2v+1 its exit. The flow runs from the
// exit of the place to the entrance of a root.

// search looks for a path with room, shortest first, and returns the place
// whose exit borders a root, or -1.
func (s *Separators) search(q Question) int32 {
	for h := range s.from {
		s.from[h] = -1
	}
	start := int32(2*q.Place + 1)
	s.from[start] = start
	s.queue = append(s.queue[:0], start)
	for at := 0; at < len(s.queue); at++ {
		h := s.queue[at]
		v := h / 2
		if h%2 == 0 {
			s.fromEntrance(q, v)
			continue
		}
		if s.fromExit(q, v) {
			return v
		}
	}
	return -1
}

// fromExit follows the borders out of v and, against its flow, v's own arc.
// It reports whether a root was met.
func (s *Separators) fromExit(q Question, v int32) bool {
	for k := s.graph.start[v]; k < s.graph.start[v+1]; k++ {
		u := s.graph.next[k]
		if s.isRoot[u] {
			return true
		}
		if q.In[u] && int(u) != q.Place {
			s.see(2*u, 2*v+1, k)
		}
	}
	if s.through[v] > slack && int(v) != q.Place {
		s.see(2*v, 2*v+1, -1)
	}
	return false
}

// fromEntrance follows v's own arc if it has room and, against their flow,
// the borders that lead into v.
func (s *Separators) fromEntrance(q Question, v int32) {
	if q.Capacity[v]-s.through[v] > slack {
		s.see(2*v+1, 2*v, -1)
	}
	for k := s.graph.start[v]; k < s.graph.start[v+1]; k++ {
		if s.along[s.back[k]] > slack {
			s.see(2*s.graph.next[k]+1, 2*v, k)
		}
	}
}

func (s *Separators) see(h, before, via int32) {
	if s.from[h] >= 0 {
		return
	}
	s.from[h] = before
	s.via[h] = via
	s.queue = append(s.queue, h)
}

// push sends as much as fits along the path just found and returns it. A
// path always passes the own arc of some place other than the first, since
// the place borders no root; so the amount is finite.
func (s *Separators) push(q Question, end int32) float64 {
	amount := q.Enough
	start := int32(2*q.Place + 1)
	for h := 2*end + 1; h != start; h = s.from[h] {
		amount = min(amount, s.room(q, h))
	}
	for h := 2*end + 1; h != start; h = s.from[h] {
		v := h / 2
		switch k := s.via[h]; {
		case k < 0 && h%2 == 1:
			s.through[v] += amount
		case k < 0:
			s.through[v] -= amount
		case h%2 == 0:
			s.along[k] += amount
		default:
			s.along[s.back[k]] -= amount
		}
	}
	return amount
}

// room is what the step into half-node h can still carry.
func (s *Separators) room(q Question, h int32) float64 {
	v := h / 2
	switch k := s.via[h]; {
	case k < 0 && h%2 == 1:
		return q.Capacity[v] - s.through[v]
	case k < 0:
		return s.through[v]
	case h%2 == 0:
		return q.Enough
	default:
		return s.along[s.back[k]]
	}
}

// frontier reads the cut off the last, failed search: the places whose
// entrance was seen and whose exit was not.
func (s *Separators) frontier(q Question) []int {
	var cut []int
	for v := range s.graph.Len() {
		if s.from[2*v] >= 0 && s.from[2*v+1] < 0 && v != q.Place {
			cut = append(cut, v)
		}
	}
	return cut
}
