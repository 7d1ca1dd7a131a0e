package flow

// The tree is kept as a preorder: next runs from the root through every node
// and back to the root, a subtree is the stretch from its top to its last node,
// and prev is next backwards. Cutting a subtree off, turning it so that another
// of its nodes is on top, and hanging it elsewhere only relinks stretches.

// thread builds the preorder, weights and last nodes from the parents alone,
// keeping the stuck marks. Children come in the order of their indices, so the
// result depends on the tree alone and not on how it came about. It goes down
// to the first child not yet visited and up where there is none; on the way up
// the last node visited is the last of the subtree just done, and its weight is
// complete. Time O(nodes).
//
// Requires: the parents form a tree under the root.
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
		n.last[at] = before
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
		n.potential[v] = n.potential[c.parent] + n.climb(n.above[v])
	}
}

// climb is the difference potential(node) - potential(parent) that a tree arc
// asks for: reduced cost zero means π(to) = π(from) + cost. With the arc from
// the node to its parent the node is from, so its potential is that of the
// parent less the cost; with the arc away from the parent it is to.
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
// more than half of all nodes the others move by -d instead. The preorder is a
// ring through the root, so the others are a stretch as well, from behind end
// round to before top. In this way the potentials drift together, the root's
// among them, even past int64: differences wrap round the same way and stay
// exact, since the true ones fit.
//
// This chain of loads is the dearest part of a step where trees are deep.
func (n *Network) shift(top, end, size int32, d int64) {
	if int(size) > len(n.nodes)/2 {
		top, end, d = n.next[end], n.prev[top], -d
		size = int32(len(n.nodes)) - size
	}
	n.search.moved += int64(size)
	n.numbers.walked += int64(size)
	potential, next := n.potential, n.next
	for v := top; ; v = next[v] {
		potential[v] += d
		if v == end {
			return
		}
	}
}
