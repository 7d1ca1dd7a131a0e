package flow

// step is one simplex step being worked out. It is kept small and on the stack:
// there are some hundred thousand of them a second. The entering arc f→t closes a
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

// pivot brings the arc of a slot, with negative reduced cost, into play. Three
// things can come out: the push has no end (then neither has the fall of the
// cost); the entering arc itself is the first to fill up and goes from one
// bound to the other, the tree staying as it is; or a tree arc fills up and the
// two change places.
//
// Requires: h is no arc of the tree (those have reduced cost zero) and may move
// (those that may not are stored as loops of cost zero).
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
		n.moveRooms(s.f, s.join, -s.delta)
		n.moveRooms(s.t, s.join, s.delta)
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
	leave, tleave := noNode, noNode
	for u != v {
		if c, d := &nodes[u], &nodes[v]; c.weight < d.weight {
			if c.weight&stuckDown != 0 && leave == noNode {
				leave = u
			}
			u = c.parent
		} else {
			if d.weight&stuckUp != 0 {
				tleave = v
			}
			v = d.parent
		}
	}
	s := step{enter: e, f: h.from, t: h.to, join: u, leave: leave, fromSide: true}
	if tleave != noNode {
		s.leave, s.fromSide = tleave, false
	}
	if s.leave == noNode {
		n.leastRoom(&s)
	}
	return s
}

// leastRoom finds the first arc to fill up on a cycle where every arc can take
// something, with the same rule for ties.
func (n *Network) leastRoom(s *step) {
	s.delta = n.p.Arcs[s.enter].rangeOf()
	for v := s.f; v != s.join; v = n.nodes[v].parent {
		if down := n.rooms[v].down; down < s.delta {
			s.delta, s.leave = down, v
		}
	}
	for v := s.t; v != s.join; v = n.nodes[v].parent {
		if up := n.rooms[v].up; up <= s.delta {
			s.delta, s.leave, s.fromSide = up, v, false
		}
	}
}

// turn takes an arc from one bound to the other. What is stored is the
// direction in which it can move, so both its ends and its cost change sides.
func (n *Network) turn(e int32) {
	slot := n.order.slot(e)
	n.priced.set(slot, n.priced.at(slot).turned())
	n.state[e] ^= atCap
}

// exchange pushes flow round the cycle, cuts the subtree of the leaving arc
// off, turns it so that the end of the entering arc inside it is on top, and
// hangs it on the other end. The subtree's potentials move by the reduced cost,
// after which the entering arc has reduced cost zero.
//
//	   join                     join
//	  /    \                   /    \
//	out    above             out    above
//	 :       ✂                |
//	 :      cut       →       in
//	 : e    /                   \
//	 ...  in                    cut
//
// (drawn for a leaving arc on the f side: in is f, out is t). Inside the subtree
// all arcs keep reduced cost zero, since both ends move by the same amount, and
// no arc of the tree but the entering one has just one end inside. On the t
// side everything is the same with the push and the move counted the other way.
func (n *Network) exchange(s *step, h pricedArc) {
	cut, in, out, delta := s.leave, s.f, s.t, s.delta
	move := -n.reduced(h)
	if !s.fromSide {
		in, out, delta, move = s.t, s.f, -s.delta, -move
	}
	n.leaveTree(cut, s.fromSide)
	weight := n.nodes[cut].weight &^ stuck
	n.detach(cut, s.join, weight)
	if delta != 0 {
		n.moveRooms(n.nodes[cut].parent, s.join, -delta)
		n.moveRooms(out, s.join, delta)
	}
	end := n.turnStem(in, cut, out, n.enterTree(s, in), delta)
	n.attach(in, out, s.join, end, weight)
	n.shift(in, end, weight/one, move)
}

// tie is what binds a node to its parent.
type tie struct {
	room
	arc int32
}

// enterTree gives the tie of the entering arc, hung on its end in. As it was
// stored, it pointed from f to t and has now carried delta that way: delta can
// go back, the rest of its range still forward. Which of the two is up depends
// on which end has become the child. Its own direction, which Flow and leaveTree
// need, is the stored one unless it came from its cap.
func (n *Network) enterTree(s *step, in int32) tie {
	e := s.enter
	rest := n.p.Arcs[e].rangeOf() - s.delta
	turned := int32(n.state[e] & atCap)
	n.state[e] |= inTree
	if in == s.f {
		return tie{room{up: rest, down: s.delta}, e<<1 | turned}
	}
	return tie{room{up: s.delta, down: rest}, e<<1 | (turned ^ away)}
}

// leaveTree puts the arc above cut on the bound it has reached. On the f side
// its room towards the node is used up, on the t side that towards the parent.
func (n *Network) leaveTree(cut int32, fromSide bool) {
	arc := n.above[cut]
	if arc < 0 {
		return // an artificial arc without flow is gone for good
	}
	e := arc >> 1
	n.state[e] &^= inTree
	if r := n.rooms[cut]; r.up+r.down == 0 {
		n.priced.set(n.order.slot(e), pricedArc{}) // fixed: Low == Cap
		return
	}
	full := fromSide == (arc&away != 0)
	if full != (n.state[e]&atCap != 0) {
		n.turn(e)
	}
}
