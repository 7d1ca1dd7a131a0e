package flow

// detach takes the subtree of cut, of the given weight, out of the preorder and
// out of the weights and last nodes of its ancestors below join, where the
// subtree comes back under another node. Above join only last nodes change.
func (n *Network) detach(cut, join, weight int32) {
	nodes := n.nodes
	end, before := n.last[cut], n.prev[cut]
	n.link(before, n.next[end])
	v := nodes[cut].parent
	for v != join {
		c := &nodes[v]
		c.weight -= weight
		if n.last[v] == end {
			n.last[v] = before
		}
		v = c.parent
	}
	for v != noNode && n.last[v] == end {
		n.last[v] = before
		v = nodes[v].parent
	}
}

// attach puts the stretch from top to end right behind out, as the first child
// of out, and adds its weight to out and its ancestors below join.
func (n *Network) attach(top, out, join, end, weight int32) {
	nodes := n.nodes
	after := n.next[out]
	n.link(out, top)
	n.link(end, after)
	v := out
	for v != join {
		c := &nodes[v]
		c.weight += weight
		if n.last[v] == out {
			n.last[v] = end
		}
		v = c.parent
	}
	for v != noNode && n.last[v] == out {
		n.last[v] = end
		v = nodes[v].parent
	}
}

// turnStem turns the detached subtree of cut so that in is on top, hung on out
// by the tie entering, and gives its last node in preorder. delta units more go
// down the stem, that is from its old parents to their old children.
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
func (n *Network) turnStem(in, cut, out int32, entering tie, delta int64) int32 {
	nodes := n.nodes
	whole := nodes[cut].weight &^ stuck
	v, above, below := in, out, int32(0)
	tail := n.last[in]
	before, behind, last := n.prev[in], n.next[tail], tail
	for {
		c := &nodes[v]
		old, arc, r := *c, n.above[v], n.rooms[v]
		c.parent, n.above[v], c.weight = above, entering.arc, whole-below
		n.setRoom(v, entering.room)
		if v == cut {
			break
		}
		entering = tie{room{r.down - delta, r.up + delta}, arc ^ away}
		above, below, v = v, old.weight&^stuck, old.parent
		tail, before, behind, last = n.splice(v, tail, before, behind, last)
	}
	for v := cut; v != out; v = nodes[v].parent {
		n.last[v] = tail
	}
	return tail
}

// splice appends the rest of the subtree of v to the stretch that ends at
// tail. before and behind are the neighbours of the part already taken and last
// its last node, all in the old preorder; the same of v are given back.
//
// Links are read before they are changed: the node before v in the old preorder
// is needed at the next step, when prev of v already says otherwise. The node
// behind the part taken is read only where something of v's subtree is there;
// where v's subtree ended with the part taken (end == last), what was behind it
// stays what is behind v.
func (n *Network) splice(v, tail, before, behind, last int32) (int32, int32, int32, int32) {
	earlier, end := n.prev[v], n.last[v]
	n.link(tail, v)
	if end == last {
		return before, earlier, behind, last
	}
	n.link(before, behind)
	return end, earlier, n.next[end], end
}
