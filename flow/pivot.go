package flow

// step is one simplex step being worked out: the entering arc f→t closes a
// cycle f→t→…→join→…→f through the tree, along which flow is pushed until a
// first arc is full.
type step struct {
	enter    int32
	f, t     int32
	join     int32
	delta    int64 // amount pushed round the cycle
	leave    int32 // node whose arc to its parent fills up, or noNode
	fromSide bool  // that node lies between f and join
}

// pivot brings the arc of a slot, with negative reduced cost, into play.
func (n *Network) pivot(slot int32) error {
	h, e := n.priced.at(slot), n.order.arc(slot)
	s := n.cycle(e, h)
	if s.delta >= huge {
		return n.endless(&s)
	}
	if n.pivots++; n.pivots%fitEvery == 0 {
		n.search.fit()
	}
	if s.delta == 0 {
		n.stalled++
	} else {
		n.stalled = 0
	}
	if s.leave == noNode {
		n.push(&s)
		n.turn(e)
		return nil
	}
	if err := n.checkLeaving(&s); err != nil {
		return err
	}
	n.exchange(&s, h)
	return nil
}

// cycle finds where the tree paths from f and t meet and the first arc to fill
// up on the way. Climbing from the node with the smaller subtree never
// overshoots the meeting point, since an ancestor's subtree is larger.
//
// Ties are broken as Cunningham (1976) shows: of all arcs that fill up at once
// the last one in the direction of the push, seen from join, leaves. On the
// t side that is the nearest to join (≤), on the f side the nearest to f (<),
// and the t side goes first. If every node could send something towards the
// root before, it still can after, and then no basis ever comes back.
func (n *Network) cycle(e int32, h pricedArc) step {
	nodes := n.nodes
	u, v := h.from, h.to
	least, tleast := n.p.Arcs[e].rangeOf(), unlimited
	leave, tleave := noNode, noNode
	for u != v {
		if c, d := &nodes[u], &nodes[v]; c.size < d.size {
			if c.down < least {
				least, leave = c.down, u
			}
			u = c.parent
		} else {
			if d.up <= tleast {
				tleast, tleave = d.up, v
			}
			v = d.parent
		}
	}
	s := step{enter: e, f: h.from, t: h.to, join: u, delta: least, leave: leave, fromSide: true}
	if tleave != noNode && tleast <= least {
		s.delta, s.leave, s.fromSide = tleast, tleave, false
	}
	return s
}

// push moves flow round the cycle where no tree arc leaves: the entering arc
// goes from one of its bounds to the other.
func (n *Network) push(s *step) {
	for v := s.f; v != s.join; v = n.nodes[v].parent {
		n.nodes[v].down -= s.delta
		n.nodes[v].up += s.delta
	}
	for v := s.t; v != s.join; v = n.nodes[v].parent {
		n.nodes[v].up -= s.delta
		n.nodes[v].down += s.delta
	}
}

// turn takes an arc from one bound to the other.
func (n *Network) turn(e int32) {
	slot := n.order.slot(e)
	n.priced.set(slot, n.priced.at(slot).turned())
	n.state[e] ^= atCap
}

// exchange pushes flow round the cycle, cuts the subtree of the leaving arc
// off, turns it so that the end of the entering arc inside it is on top, and
// hangs it on the other end. The subtree's potentials move by the reduced cost,
// after which the entering arc has reduced cost zero.
func (n *Network) exchange(s *step, h pricedArc) {
	cut, in, out, delta := s.leave, s.f, s.t, s.delta
	move := -n.reduced(h)
	if !s.fromSide {
		in, out, delta, move = s.t, s.f, -s.delta, -move
	}
	n.leaveTree(cut, s.fromSide)
	size := n.nodes[cut].size
	n.detach(cut, s.join, delta)
	entering := n.enterTree(s, in)
	end := n.turnStem(in, cut, out, entering, delta)
	n.attach(in, out, s.join, attached{end: end, size: size, delta: delta})
	n.shift(in, end, size, move)
}

// enterTree gives the tree record of the entering arc, hung on its end in.
func (n *Network) enterTree(s *step, in int32) node {
	e := s.enter
	rest := n.p.Arcs[e].rangeOf() - s.delta
	turned := int32(n.state[e] & atCap)
	n.state[e] |= inTree
	if in == s.f {
		return node{up: rest, down: s.delta, arc: e<<1 | turned}
	}
	return node{up: s.delta, down: rest, arc: e<<1 | (turned ^ away)}
}

// leaveTree puts the arc above cut on the bound it has reached. On the f side
// its room towards the node is used up, on the t side that towards the parent.
func (n *Network) leaveTree(cut int32, fromSide bool) {
	c := &n.nodes[cut]
	arc := c.arc
	if arc < 0 {
		return // an artificial arc without flow is gone for good
	}
	e := arc >> 1
	n.state[e] &^= inTree
	if c.up+c.down == 0 {
		n.priced.set(n.order.slot(e), pricedArc{}) // fixed: Low == Cap
		return
	}
	full := fromSide == (arc&away != 0)
	if full != (n.state[e]&atCap != 0) {
		n.turn(e)
	}
}
