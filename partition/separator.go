package partition

// Separators finds, in a graph whose places have capacities, the cheapest
// sets of places that keep one place apart from a centre. It is a maximum
// flow on the graph with every place split into an entrance and an exit
// (Menger 1927, Ford and Fulkerson 1956). The buffers live between calls.
//
// Place v is the half-nodes 2v, where everything arrives that comes over a
// border, and 2v+1, from which everything leaves; between them runs an arc with
// v's capacity. Borders carry any amount, so only these arcs can be full, and a
// cheapest cut is a set of places. The flow runs from the exit of the place asked
// about, whose own arc thus does not count, to the entrance of a root.
//
// Capacities are float64: they are the fractions of a relaxed solution, and
// a separator that is not quite the cheapest is still a separator. Nothing
// exact rests on them: the inequality that a separator stands for holds for
// every whole solution, whatever the fractions that led to it.
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

// slack is what a capacity must keep free to be worth another path. Capacities
// are shares between 0 and 1, right to some 1e-15: what is left over of one that
// has been used up is below slack and must not be taken for room, or paths would
// be sent after crumbs. Each path leaves one arc full to within slack, which with
// shortest paths bounds their number by nodes · arcs (Edmonds and Karp 1972).
const slack = 1e-9

// Between returns the cheapest set of places that leaves the place of q without
// a way to any root, ascending, and its total capacity. Of several cheapest sets
// it is the one closest to the place. It returns nil and q.Enough as soon as so
// much fits through, and when the place borders a root, since no set can then do
// it. The set is empty, and the total 0, where there is no way anyhow. Requires:
// the place lies in q.In and is no root; capacities are >= 0, Enough is > 0.
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
// units get through. Roots and Place are never part of a separator, whatever
// their capacity; a root need not be in In.
type Question struct {
	Place    int
	Roots    []int
	In       []bool
	Capacity []float64
	Enough   float64
}

// search looks for a path with room, shortest first, and returns the place
// whose exit borders a root, or -1. What it has seen stays in from: after a
// search that failed, these are the half-nodes on the place's side of the cut.
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

// see puts a half-node on the queue the first time it is come across, with the
// step that led there.
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
// entrance was seen and whose exit was not. Their arcs are full, or the exit
// would have been seen, and no flow comes back over them; so all that has been
// sent passes through them once, and no set could hold less. What the search has
// seen is within reach of the place in every cheapest cut, which is why this one
// lies closest to it.
func (s *Separators) frontier(q Question) []int {
	var cut []int
	for v := range s.graph.Len() {
		if s.from[2*v] >= 0 && s.from[2*v+1] < 0 && v != q.Place {
			cut = append(cut, v)
		}
	}
	return cut
}
