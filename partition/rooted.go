package partition

// Rooted is the depth-first walk of one part from its centre, with what is
// needed to say who hangs on whom. It keeps its buffers between walks, since
// a search asks thousands of times; one Rooted serves one goroutine.
//
// Theory: number the places in the order they are met (the centre is shrunk
// to one node with number 0) and let low(v) be the least number that the
// subtree below v touches by one border. When place v goes, exactly the
// subtrees of those children c with low(c) >= number(v) lose their way to
// the centre (Hopcroft and Tarjan, Communications of the ACM 16, 1973). One
// walk therefore answers for all places, in O(places + borders).
//
// Why: a depth-first walk leaves no border between two subtrees of which neither
// holds the other, for whichever was met first would have walked over it. So the
// borders out of c's subtree lead to places above c. If one leads above v, the
// subtree hangs on without v, and low(c) < number(v). If none does, all lead to
// v or stay inside: nothing else holds it. What is not below v never needed v,
// as its way up the tree does not pass there. The subtrees of the centre's own
// neighbours need no such test, since the centre never leaves.
type Rooted struct {
	graph  *Graph
	number []int32 // 0 = centre or not met; met places count from 1
	low    []int32 // least number touched, 0 where the centre itself is
	parent []int32 // the place above, -1 directly below the centre
	cursor []int32 // the next border to look at, per place on the path
	isRoot []bool
	order  []int32 // places in the order they were met, centre left out
	path   []int32
}

// NewRooted returns a Rooted for g that has walked nothing yet.
func NewRooted(g *Graph) *Rooted {
	n := g.Len()
	return &Rooted{
		graph:  g,
		number: make([]int32, n),
		low:    make([]int32, n),
		parent: make([]int32, n),
		cursor: make([]int32, n),
		isRoot: make([]bool, n),
	}
}

// Walk explores the part formed by roots and the places for which in holds.
// It forgets the walk before. What it met is Order; a place of the part that
// is neither a root nor in Order is not connected to the centre. A root counts
// as inside whatever in says, and may be named twice. Numbers and parents of
// places not met are those of no walk and mean nothing.
func (t *Rooted) Walk(roots []int, in []bool) {
	for _, v := range t.order {
		t.number[v] = 0
	}
	clear(t.isRoot)
	t.order = t.order[:0]
	for _, r := range roots {
		t.isRoot[r] = true
	}
	for _, r := range roots {
		for _, v := range t.graph.Next(r) {
			if in[v] && !t.isRoot[v] && t.number[v] == 0 {
				t.descend(int(v), in)
			}
		}
	}
}

// descend walks the subtree below the centre that starts with first. The
// stack is our own: a chain of ten thousand places must not be a recursion.
// Every border of a place is looked at once, at its cursor; when a child has been
// walked, the place goes on where it was. The border back to the parent is no way
// round it and does not count, and there is only one, borders being single.
func (t *Rooted) descend(first int, in []bool) {
	t.enter(int32(first), -1)
	for len(t.path) > 0 {
		v := t.path[len(t.path)-1]
		if t.cursor[v] == t.graph.start[v+1] {
			t.leave(v)
			continue
		}
		u := t.graph.next[t.cursor[v]]
		t.cursor[v]++
		switch {
		case t.isRoot[u]:
			t.low[v] = 0
		case !in[u]:
		case t.number[u] == 0:
			t.enter(u, v)
		case u != t.parent[v]:
			t.low[v] = min(t.low[v], t.number[u])
		}
	}
}

// enter puts a place on the path. Until it is seen to touch something above, it
// touches nothing but itself.
func (t *Rooted) enter(v, above int32) {
	t.order = append(t.order, v)
	t.number[v] = int32(len(t.order))
	t.low[v] = t.number[v]
	t.parent[v] = above
	t.cursor[v] = t.graph.start[v]
	t.path = append(t.path, v)
}

// leave closes v's subtree: what it touches, its parent's subtree touches.
func (t *Rooted) leave(v int32) {
	t.path = t.path[:len(t.path)-1]
	if above := t.parent[v]; above >= 0 {
		t.low[above] = min(t.low[above], t.low[v])
	}
}

// Order lists the places met, in the order of the walk, the centre's own
// left out. It is valid until the next Walk.
func (t *Rooted) Order() []int32 { return t.order }

// Met reports whether v was met on the last walk; false for the centre's own
// places, for places outside the part, and for those of the part that do not
// hang together with the centre.
func (t *Rooted) Met(v int) bool { return t.number[v] > 0 }

// CutOff fills out[v], for every place met, with the sum of value over v and
// all the places that lose their way to the centre when v leaves. Entries of
// places not met are left as they were. sub is scratch; value, sub and out
// have one entry per place, and out and sub may not be the same slice.
func (t *Rooted) CutOff(value, sub, out []int64) {
	for _, v := range t.order {
		sub[v] = value[v]
		out[v] = value[v]
	}
	// sub is what a place carries with all below it. Children come after their
	// parents in order, so that walking backwards
	// has each subtree complete before it is handed up.
	for at := len(t.order) - 1; at >= 0; at-- {
		v := t.order[at]
		above := t.parent[v]
		if above < 0 {
			continue
		}
		sub[above] += sub[v]
		if t.low[v] >= t.number[above] {
			out[above] += sub[v]
		}
	}
}
