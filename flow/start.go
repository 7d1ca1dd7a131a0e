package flow

// start builds the first basis: the proposed tree as far as it is a forest, or
// a greedy one, every part of it hung on the root, all other arcs at Low.
//
// A basis found greedily is firm from the beginning: settle hangs on the root
// what would be stuck. One that was proposed is kept as it is, stuck arcs and
// all, since it is meant to be near the optimum; makeFirm mends it if it stalls.
func (n *Network) start(tree []int32) {
	root := n.root()
	for v := range n.nodes {
		n.nodes[v] = node{parent: root}
		n.above[v] = toRoot
	}
	n.nodes[root].parent = noNode
	if len(tree) > 0 {
		n.plant(tree)
	} else {
		n.descend()
		n.firm = true
	}
	n.thread()
	n.settle()
	n.search = newSearch(len(n.p.Arcs))
}

// plant hangs the nodes on each other by the proposed arcs. The node with most
// proposed arcs of a part becomes its top, so that a market to which everybody
// is tied stands right below the root and cycles are short. Each part is grown
// breadth first from its top; an arc that would close a cycle leads to a node
// that is planted already and is passed over.
func (n *Network) plant(tree []int32) {
	near := neighbours(len(n.p.Supply), n.p.Arcs, tree)
	planted := make([]bool, len(n.p.Supply))
	var queue []int32
	for _, top := range near.byDegree() {
		if planted[top] {
			continue
		}
		planted[top] = true
		queue = append(queue[:0], top)
		for i := 0; i < len(queue); i++ {
			queue = n.branch(queue[i], near.of(queue[i]), planted, queue)
		}
	}
}

// branch hangs on v what some arcs join to it and is not planted yet, and
// appends it to the queue.
func (n *Network) branch(v int32, arcs []int32, planted []bool, queue []int32) []int32 {
	for _, e := range arcs {
		a := &n.p.Arcs[e]
		w, arc := a.To, e<<1|away
		if w == v {
			w, arc = a.From, e<<1
		}
		if planted[w] {
			continue
		}
		planted[w] = true
		n.nodes[w].parent, n.above[w] = v, arc
		n.state[e] |= inTree
		queue = append(queue, w)
	}
	return queue
}

// settle works out what every tree arc carries, given that all other arcs rest
// at their bounds. From the leaves up, what a node has over after its own
// supply and its children goes to the parent. Where the arc cannot carry that,
// it goes to the bound it would pass and leaves the tree; the node moves with
// its subtree to the root, and the artificial arc carries the difference. The
// parent then sees what really arrives. Time O(nodes + arcs).
func (n *Network) settle() {
	over := n.resting()
	root := n.root()
	hung := false
	for v := n.prev[root]; v != root; v = n.prev[v] {
		parent := n.nodes[v].parent // before carry can change it
		sent, cut := n.carry(v, over[v])
		over[parent] += sent
		hung = hung || cut
	}
	if hung {
		n.thread()
	}
	n.recompute()
	n.stalled = 0
}

// carry sends what node v has over (or lacks, if negative) to its parent. It
// gives the amount that arrives there and whether the node had to be hung on
// the root. While the basis is firm, an arc to the parent that is just full is
// cut as well.
func (n *Network) carry(v int32, over int64) (sent int64, cut bool) {
	arc := n.above[v]
	if arc < 0 {
		n.hangOnRoot(v, over)
		return over, false
	}
	a := &n.p.Arcs[arc>>1]
	sign := int64(1)
	if arc&away != 0 {
		sign = -1
	}
	want := sign * over // flow on the arc in its own direction
	got := max(want, a.Low)
	if a.Cap < huge {
		got = min(got, a.Cap)
	}
	r := room{up: a.rangeOf() - (got - a.Low), down: got - a.Low}
	if arc&away != 0 {
		r = room{up: r.down, down: r.up}
	}
	n.setRoom(v, r)
	if got == want && (r.up > 0 || !n.firm) {
		return over, false
	}
	n.rest(arc>>1, got != a.Low)
	n.hangOnRoot(v, over-sign*got)
	return sign * got, true
}

// rest takes an arc out of the tree to its Cap or its Low, where it is priced
// again like any other. Full is meant for arcs with a cap: one without cannot be
// full of anything that fits.
func (n *Network) rest(e int32, full bool) {
	n.state[e] &^= inTree | atCap
	if full {
		n.state[e] |= atCap
	}
	n.refresh(e)
}

// hangOnRoot ties a node to the root by the artificial arc that takes what it
// has over, or brings what it lacks. A node with nothing over gets the arc to
// the root: it has room up without end, which keeps a firm basis firm.
func (n *Network) hangOnRoot(v int32, over int64) {
	n.nodes[v].parent, n.above[v] = n.root(), toRoot
	if over < 0 {
		n.above[v] = fromRoot
		n.setRoom(v, room{up: -over, down: unlimited + over})
		return
	}
	n.setRoom(v, room{up: unlimited - over, down: over})
}

// resting gives what every node has over from its supply and from the arcs
// outside the tree, with a place for the root. The tree has to carry exactly
// this: over(v) = b(v) - out(v) + in(v), summing to zero over all nodes.
func (n *Network) resting() []int64 {
	over := make([]int64, len(n.nodes))
	copy(over, n.p.Supply)
	for e := range n.p.Arcs {
		if n.state[e]&inTree != 0 {
			continue
		}
		if x := n.Flow(e); x != 0 {
			over[n.p.Arcs[e].From] -= x
			over[n.p.Arcs[e].To] += x
		}
	}
	return over
}

// makeFirm cuts every tree arc that cannot take anything towards the root and
// hangs its node on the root instead, which takes without limit. From then on
// the rule of cycle keeps the tree that way, so no basis comes back and Run
// ends. It is needed only after a start or repair left such arcs and pivots
// have moved nothing for as many steps as there are nodes.
func (n *Network) makeFirm() {
	for v := range n.root() {
		c := &n.nodes[v]
		if c.weight&stuckUp == 0 {
			continue
		}
		if arc := n.above[v]; arc >= 0 {
			n.rest(arc>>1, arc&away == 0)
		}
		n.hangOnRoot(v, 0)
	}
	n.thread()
	n.recompute()
	n.firm = true
	n.stalled = 0
}
