package flow

import "math/big"

// Flow is the amount on an arc, between its Low and Cap once Run has returned
// nil. Before that, or after *Infeasible, artificial arcs carry the rest. Where
// several flows are cheapest it is one of them, always the same for the same
// problem and the same changes, and one on a tree: at most as many arcs as there
// are nodes carry something strictly between their bounds. Time O(1).
func (n *Network) Flow(arc int) int64 {
	a := &n.p.Arcs[arc]
	if n.state[arc]&inTree != 0 {
		return a.Low + n.treeFlow(int32(arc))
	}
	if n.state[arc]&atCap != 0 {
		return a.Cap
	}
	return a.Low
}

// treeFlow is the flow above Low on an arc of the tree. The arc hangs on
// whichever of its ends is the child: on From, pointing up, where the flow is
// what could come back down; on To, pointing down, where it is what could go
// back up.
func (n *Network) treeFlow(e int32) int64 {
	a := &n.p.Arcs[e]
	if n.above[a.From] == e<<1 {
		return n.rooms[a.From].down
	}
	return n.rooms[a.To].up
}

// Potential is the price of a node such that the reduced cost of an arc is
// Cost + Potential(From) - Potential(To): after Run it is ≥ 0 on arcs below
// Cap and ≤ 0 on arcs above Low, except on frozen arcs, whose proof is the
// potentials of the level that froze them. Only differences matter; the zero is
// chosen so that a node whose last resort is to dispose of goods has price 0.
// Where several potentials prove the answer it is one of them: read as a price
// it is right for one unit more or for one unit less, not for both.
func (n *Network) Potential(node int) int64 {
	return n.potential[node] - n.potential[n.root()] + n.artificial
}

// Cost is the exact total of Cost times Flow over all arcs, which may well pass
// int64 where flows and costs do not. It counts present costs, so after
// SetCosts it is that of the present flow at the new prices. Time O(arcs).
func (n *Network) Cost() *big.Int { return costOf(n.p.Arcs, n.Flow) }

// costOf is the exact total of cost times flow.
func costOf(arcs []Arc, flow func(int) int64) *big.Int {
	var total int128
	for e := range arcs {
		total.addProduct(arcs[e].Cost, flow(e))
	}
	return total.big()
}
