package flow

// cutOff gives nil where no artificial arc carries anything, otherwise the cut
// that proves that none could be emptied.
//
// At the optimum let S be what can still be reached in the residual network
// from the nodes whose surplus goes to the root. No node that lacks something
// is in S, or the two could be joined by a path cheaper than the two artificial
// arcs. So all arcs out of S are full, all arcs into S at their least, and S
// still has something over: its supplies plus what must flow in exceed what can
// flow out,
//
//	b(S) + l(into S) > c(out of S).
//
// Summing the balances over S shows that no flow at all can satisfy that, so
// the cut is a proof that anybody can check by adding up. Starting from all
// nodes with a surplus, and only from them, leaves out parts of the network
// that have nothing to do with the matter. Frozen arcs count as fixed where
// they are: then the cut proves that the frozen face holds no flow.
//
// Time and space O(nodes + arcs); it is paid only where there is no flow.
func (n *Network) cutOff() error {
	inside, any := n.surplus()
	if !any {
		return nil
	}
	n.spread(inside)
	cut := &Infeasible{}
	var must, leave int128
	for v, b := range n.p.Supply {
		if inside[v] {
			cut.Nodes = append(cut.Nodes, int32(v))
			must.add(b)
		}
	}
	for e := range n.p.Arcs {
		a := &n.p.Arcs[e]
		switch {
		case inside[a.From] && !inside[a.To]:
			leave.add(n.Flow(e))
		case !inside[a.From] && inside[a.To]:
			must.add(n.Flow(e))
		}
	}
	cut.Must, cut.CanLeave = must.big(), leave.big()
	return cut
}

// surplus marks the nodes whose surplus an artificial arc takes, and tells
// whether there are any. Since supplies sum to zero, some node has a surplus at
// the root if and only if another lacks as much.
func (n *Network) surplus() ([]bool, bool) {
	var inside []bool
	for v := range n.root() {
		if n.above[v] == toRoot && n.rooms[v].down > 0 {
			if inside == nil {
				inside = make([]bool, len(n.p.Supply))
			}
			inside[v] = true
		}
	}
	return inside, inside != nil
}

// spread marks everything that can be reached from the marked nodes over arcs
// with room, forwards where the flow is below the cap, backwards where it is
// above the lower bound. The order of the search does not matter: the set is
// the same.
func (n *Network) spread(inside []bool) {
	all := make([]int32, len(n.p.Arcs))
	for e := range all {
		all[e] = int32(e)
	}
	near := neighbours(len(n.p.Supply), n.p.Arcs, all)
	var queue []int32
	for v, in := range inside {
		if in {
			queue = append(queue, int32(v))
		}
	}
	for len(queue) > 0 {
		v := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, e := range near.of(v) {
			if w, ok := n.roomFrom(e, v); ok && !inside[w] {
				inside[w] = true
				queue = append(queue, w)
			}
		}
	}
}

// roomFrom tells the other end of an arc and whether more can go there from v
// by it. Frozen arcs have no room.
func (n *Network) roomFrom(e, v int32) (int32, bool) {
	a := &n.p.Arcs[e]
	x := n.Flow(int(e))
	if n.state[e]&frozen != 0 {
		return a.To, false
	}
	if a.From == v {
		return a.To, x < a.Cap || a.Cap >= huge
	}
	return a.From, x > a.Low
}
