package flow

import "math"

// descend proposes, where no tree is given, that every node sends what it has
// along the cheapest way to a node that lacks something: such a tree is near
// the optimum where many nodes lack something, and it takes one reading of the
// arcs. Where needs are few it would only make long paths, so nothing is
// proposed. Nothing here must be exact: settle puts right what does not fit.
//
// One round of Bellman and Ford's labels: dist(u) = min over u→v of cost⁺ +
// dist(v), with dist = 0 at the nodes that lack something. A node points at
// the arc that last lowered its label; labels only fall and costs count as ≥ 0
// here, so following the pointers never closes a cycle: were u made to point at
// v with a path from v back to u already there, then dist(v) ≥ dist(u) along
// that path at this moment, and cost⁺ + dist(v) < dist(u) cannot hold.
// All arcs point at the parent and have room, which makes the basis firm once
// settle has hung up what came out full.
func (n *Network) descend() {
	over := n.resting()
	dist := make([]int64, len(n.nodes))
	lacking := 0
	for v, b := range over {
		if dist[v] = math.MaxInt64 / 2; b < 0 {
			dist[v] = 0
			lacking++
		}
	}
	if lacking < len(over)/16 {
		return
	}
	for slot := range int32(n.order.slots()) {
		h := n.priced.at(slot)
		if d := dist[h.to] + max(h.cost, 0); d < dist[h.from] {
			dist[h.from] = d
			n.nodes[h.from].parent = h.to
			n.above[h.from] = n.order.arc(slot) << 1
		}
	}
	for v := range n.root() {
		if arc := n.above[v]; arc >= 0 {
			n.state[arc>>1] |= inTree
		}
	}
}
