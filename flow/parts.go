package flow

// parts are the connected components of a problem, numbered by their first
// nodes, and the one that has been gathered to be solved.
//
// Nothing but the answer has a place for every arc and node of the whole. Until
// a part is solved, the places of its flows hold the list of its arcs, each the
// next one, and those of its potentials the list of its nodes: so each part is
// gathered in the order of the file without a table of its own.
type parts struct {
	p    *Problem
	size []partSize

	flow      []int64 // by arc
	potential []int64 // by node
	number    []int32 // of each node within its part

	// The part gathered, as a problem of its own: its supplies and arcs, and
	// what its nodes and arcs are called in the whole.
	supply    []int64
	arcs      []Arc
	nodeNames []int32
	arcNames  []int32
}

// partSize counts a part and says where its lists begin, at noNode if empty. A
// node without arcs is a part too, and its list of arcs is empty.
type partSize struct {
	nodes, arcs         int
	firstNode, firstArc int64
}

// partsOf splits a problem, or gives nil where that would not pay: one part has
// more than half of the arcs, or a tree is proposed, which says better than the
// parts do where to begin. Time O(nodes + arcs), nearly; it stops looking at
// arcs once everything hangs together.
//
// Requires: p has been checked.
func partsOf(p *Problem) *parts {
	if len(p.Tree) > 0 {
		return nil
	}
	top := tops(p)
	if top == nil {
		return nil
	}
	s := &parts{p: p}
	part := s.count(top)
	if s.most().arcs > len(p.Arcs)/2 {
		return nil
	}
	s.list(part)
	return s
}

// count numbers the parts in the order of their tops, tells the part of each
// node, and counts what each has. A top is the least node of its part, so it is
// come across before the others. An arc counts where it begins; it ends there
// too.
func (s *parts) count(top []int32) []int32 {
	part := make([]int32, len(top))
	for v, t := range top {
		if int(t) == v {
			part[v] = int32(len(s.size))
			s.size = append(s.size, partSize{firstNode: int64(noNode), firstArc: int64(noNode)})
		}
		part[v] = part[t]
		s.size[part[v]].nodes++
	}
	for i := range s.p.Arcs {
		s.size[part[s.p.Arcs[i].From]].arcs++
	}
	return part
}

// tops gives for every node the least node of its part, or nil where there is
// one part at most. It joins the ends of each arc, a forest of pointers to
// smaller nodes, halving each path it walks; pointing at the smaller one alone
// keeps the answer independent of the order of arcs. Without the other usual
// rule, to hang the smaller tree on the larger, O(arcs · log nodes) is all that
// halving alone promises (Tarjan and van Leeuwen 1984).
func tops(p *Problem) []int32 {
	top := make([]int32, len(p.Supply))
	for v := range top {
		top[v] = int32(v)
	}
	find := func(v int32) int32 {
		for top[v] != v {
			top[v] = top[top[v]]
			v = top[v]
		}
		return v
	}
	left := len(top)
	for i := 0; i < len(p.Arcs) && left > 1; i++ {
		u, v := find(p.Arcs[i].From), find(p.Arcs[i].To)
		if u != v {
			top[max(u, v)] = min(u, v)
			left--
		}
	}
	if left <= 1 {
		return nil
	}
	for v := range top {
		top[v] = top[top[v]] // the smaller ones point at their tops already
	}
	return top
}

// most is the greatest number of nodes of a part and the greatest of arcs.
func (s *parts) most() (m partSize) {
	for _, size := range s.size {
		m.nodes, m.arcs = max(m.nodes, size.nodes), max(m.arcs, size.arcs)
	}
	return m
}

// list threads the lists of nodes and arcs through the places of the answer,
// from the last to the first so that they run upwards, and sets room aside for
// the largest part.
func (s *parts) list(part []int32) {
	s.flow = make([]int64, len(s.p.Arcs))
	s.potential = make([]int64, len(part))
	for e := len(s.flow) - 1; e >= 0; e-- {
		size := &s.size[part[s.p.Arcs[e].From]]
		s.flow[e], size.firstArc = size.firstArc, int64(e)
	}
	for v := len(part) - 1; v >= 0; v-- {
		size := &s.size[part[v]]
		s.potential[v], size.firstNode = size.firstNode, int64(v)
	}
	s.number = part // a part's number is not needed any more
	m := s.most()
	s.supply, s.nodeNames = make([]int64, 0, m.nodes), make([]int32, 0, m.nodes)
	s.arcs, s.arcNames = make([]Arc, 0, m.arcs), make([]int32, 0, m.arcs)
}

// gather copies a part, its nodes numbered from 0 in their old order, and
// leaves zeros where its lists were. So each part can be gathered once. Lists are
// read and wiped in one go; the numbers of nodes overwrite those of parts, which
// nothing asks for any more.
func (s *parts) gather(k int) {
	s.gatherNodes(k)
	s.gatherArcs(k)
}

func (s *parts) gatherNodes(k int) {
	s.supply, s.nodeNames = s.supply[:0], s.nodeNames[:0]
	for v := s.size[k].firstNode; v != int64(noNode); {
		s.number[v] = int32(len(s.supply))
		s.supply = append(s.supply, s.p.Supply[v])
		s.nodeNames = append(s.nodeNames, int32(v))
		v, s.potential[v] = s.potential[v], 0
	}
}

// gatherArcs comes second: the ends of arcs are known by the new numbers.
func (s *parts) gatherArcs(k int) {
	s.arcs, s.arcNames = s.arcs[:0], s.arcNames[:0]
	for e := s.size[k].firstArc; e != int64(noNode); {
		a := s.p.Arcs[e]
		a.From, a.To = s.number[a.From], s.number[a.To]
		s.arcs = append(s.arcs, a)
		s.arcNames = append(s.arcNames, int32(e))
		e, s.flow[e] = s.flow[e], 0
	}
}

// surplus is what the part gathered has over, less than 2^61 as all supplies
// together are.
func (s *parts) surplus() (sum int64) {
	for _, b := range s.supply {
		sum += b
	}
	return sum
}
