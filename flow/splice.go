package flow

// attached describes a subtree about to be hung up: its last node in preorder,
// its size and the flow that its new tree arc brings to the path above.
type attached struct {
	end, size int32
	delta     int64
}

// detach takes the subtree of cut out of the preorder and out of the sizes and
// last nodes of its ancestors, and pushes delta along the path from above cut
// to join (delta units more towards the parent where positive).
func (n *Network) detach(cut, join int32, delta int64) {
	nodes := n.nodes
	end, size := nodes[cut].last, nodes[cut].size
	before := n.prev[cut]
	n.link(before, n.next[end])
	v := nodes[cut].parent
	for v != join {
		c := &nodes[v]
		if delta != 0 { // most steps are degenerate
			c.up += delta
			c.down -= delta
		}
		c.size -= size
		if c.last == end {
			c.last = before
		}
		v = c.parent
	}
	for v != noNode && nodes[v].last == end {
		nodes[v].last = before
		v = nodes[v].parent
	}
}

// attach puts the stretch from top to a.end right behind out, as the first
// child of out, and pushes a.delta along the path from out down from join.
func (n *Network) attach(top, out, join int32, a attached) {
	nodes := n.nodes
	after := n.next[out]
	n.link(out, top)
	n.link(a.end, after)
	v := out
	for v != join {
		c := &nodes[v]
		if a.delta != 0 {
			c.up -= a.delta
			c.down += a.delta
		}
		c.size += a.size
		if c.last == out {
			c.last = a.end
		}
		v = c.parent
	}
	for v != noNode && nodes[v].last == out {
		nodes[v].last = a.end
		v = nodes[v].parent
	}
}

// turnStem turns the detached subtree of cut so that in is on top, hung on out
// by the record entering, and gives its last node in preorder. delta is pushed
// along the stem as in detach.
//
// The stem is in = s0, s1, …, sk = cut, each the parent of the one before. The
// new preorder is the old subtree of s0, then for each further s(i) itself and
// what its subtree held outside that of s(i-1):
//
//	old   s1 A s0 … B      (A before, B behind the subtree of s0)
//	new   s0 … s1 A B
//
// so each step links three stretches. A node of the stem then has all later
// ones below it: its size is the size of the whole less what was below s(i-1),
// and its last node is the last of all.
func (n *Network) turnStem(in, cut, out int32, entering node, delta int64) int32 {
	nodes := n.nodes
	whole := nodes[cut].size
	v, above, below := in, out, int32(0)
	carried := entering
	tail := nodes[in].last
	before, behind, last := n.prev[in], n.next[tail], tail
	for {
		c := &nodes[v]
		old := *c
		c.up, c.down, c.arc = carried.up, carried.down, carried.arc
		c.parent, c.size = above, whole-below
		if v == cut {
			break
		}
		carried = reversed(&old, delta)
		above, below, v = v, old.size, old.parent
		tail, before, behind, last = n.splice(v, tail, before, behind, last)
	}
	for v := cut; v != out; v = nodes[v].parent {
		nodes[v].last = tail
	}
	return tail
}

// splice appends the rest of the subtree of v to the stretch that ends at
// tail. before and behind are the neighbours of the part already taken and last
// its last node, all in the old preorder; the same of v are given back.
func (n *Network) splice(v, tail, before, behind, last int32) (int32, int32, int32, int32) {
	earlier, end := n.prev[v], n.nodes[v].last
	n.link(tail, v)
	if end == last {
		return before, earlier, behind, last
	}
	n.link(before, behind)
	return end, earlier, n.next[end], end
}

// reversed is a tree arc seen from its other end, after delta more units have
// gone towards the old parent's side of the cycle (see detach).
func reversed(c *node, delta int64) node {
	return node{up: c.down - delta, down: c.up + delta, arc: c.arc ^ away}
}
