package flow

// The tree is kept as a preorder: next runs from the root through every node
// and back to the root, a subtree is the stretch from its top to node.last, and
// prev is next backwards. Cutting a subtree off, turning it so that another of
// its nodes is on top, and hanging it elsewhere only relinks stretches.

// thread builds the preorder, sizes and last nodes from the parents alone.
// Children come in the order of their indices. Time O(nodes).
func (n *Network) thread() {
	root := n.root()
	first := make([]int32, len(n.nodes)) // first child, then used as a cursor
	later := make([]int32, len(n.nodes)) // next sibling
	for v := range first {
		first[v], later[v] = noNode, noNode
	}
	for v := root - 1; v >= 0; v-- {
		up := n.nodes[v].parent
		later[v], first[up] = first[up], v
	}
	at, before := root, root
	for {
		if c := first[at]; c != noNode {
			first[at] = later[c]
			n.link(before, c)
			n.nodes[c].weight = one | n.nodes[c].weight&stuck
			at, before = c, c
			continue
		}
		n.nodes[at].last = before
		if at == root {
			break
		}
		n.nodes[n.nodes[at].parent].weight += n.nodes[at].weight &^ stuck
		at = n.nodes[at].parent
	}
	n.link(before, root)
}

// link makes b follow a in preorder.
func (n *Network) link(a, b int32) {
	n.next[a] = b
	n.prev[b] = a
}

// recompute sets every potential from the tree: zero at the root, and such
// that each tree arc has reduced cost zero. Time O(nodes).
func (n *Network) recompute() {
	root := n.root()
	n.potential[root] = 0
	for v := n.next[root]; v != root; v = n.next[v] {
		c := &n.nodes[v]
		n.potential[v] = n.potential[c.parent] + n.climb(c.arc)
	}
}

// climb is the difference potential(node) - potential(parent) that a tree arc
// asks for: reduced cost zero means π(to) = π(from) + cost.
func (n *Network) climb(arc int32) int64 {
	switch {
	case arc == toRoot:
		return -n.artificial
	case arc == fromRoot:
		return n.artificial
	case arc&away != 0:
		return n.p.Arcs[arc>>1].Cost
	}
	return -n.p.Arcs[arc>>1].Cost
}

// shift adds d to the potentials of the stretch of size nodes from top to end.
// Only differences matter, so the smaller side moves: where the stretch holds
// more than half of all nodes the others move by -d instead.
func (n *Network) shift(top, end, size int32, d int64) {
	if int(size) > len(n.nodes)/2 {
		top, end, d = n.next[end], n.prev[top], -d
		size = int32(len(n.nodes)) - size
	}
	n.search.moved += int64(size)
	potential, next := n.potential, n.next
	for v := top; ; v = next[v] {
		potential[v] += d
		if v == end {
			return
		}
	}
}
