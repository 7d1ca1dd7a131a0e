package check

import "math/bits"

// A planNet says how goods may be rearranged. A lot can give a unit to every
// node in out; a node that has goods of a lot, from lists them, can give a
// unit of it up, and so pass it on to the other nodes that the lot can serve.
// A path of such steps moves one unit from its first node to its last, and
// changes what nobody between them gets.
//
// Idle lots have goods unused; a lot in frees may leave a unit unused, so
// that one of an idle lot takes its place.
type planNet struct {
	in    []planSet // by node: lots that may serve it
	out   []planSet // by lot: nodes that it may serve
	gives [][]int32 // by lot: nodes that have goods of it
	has   [][]int32 // by node: lots whose goods it has
	idle  []int32
	frees planSet // nil: none
}

// newPlanNet makes a net without ways and without goods.
func newPlanNet(lots, nodes int) *planNet {
	return &planNet{
		in: newPlanSets(nodes, lots), out: newPlanSets(lots, nodes),
		gives: make([][]int32, lots), has: make([][]int32, nodes),
	}
}

// open adds a way.
func (n *planNet) open(lot, node int) {
	n.in[node].add(lot)
	n.out[lot].add(node)
}

// carry notes that a node has goods of a lot.
func (n *planNet) carry(lot, node int) {
	n.gives[lot] = append(n.gives[lot], int32(node))
	n.has[node] = append(n.has[node], int32(lot))
}

// A planWalk walks through a net and keeps what it has seen.
type planWalk struct {
	net         *planNet
	lots, nodes planSet
	todo        []int32
	freed       bool
}

func newPlanWalk(net *planNet) *planWalk {
	return &planWalk{
		net:  net,
		lots: newPlanSets(1, len(net.out))[0], nodes: newPlanSets(1, len(net.in))[0],
	}
}

// reset forgets what was seen, and walks net from now on.
func (w *planWalk) reset(net *planNet) {
	clear(w.lots)
	clear(w.nodes)
	w.net, w.todo, w.freed = net, w.todo[:0], false
}

// onFrom walks to every node that a unit of a lot can be brought to without
// going the way from that lot to barred (-1: none). It stops as soon as it
// comes to barred another way.
func (w *planWalk) onFrom(lot, barred int) {
	w.seeLot(int32(lot))
	if barred >= 0 {
		w.nodes.add(barred)
	}
	for first := true; len(w.todo) > 0; first = false {
		if !first && barred >= 0 && w.nodes.has(barred) {
			return
		}
		u := w.pop()
		if w.net.frees != nil && !w.freed && w.net.frees.has(int(u)) {
			w.freed = true
			w.seeLots(w.net.idle)
		}
		for i, word := range w.net.out[u] {
			fresh := word &^ w.nodes[i]
			w.nodes[i] |= fresh
			w.enter(i<<6, fresh)
		}
		if first && barred >= 0 {
			w.nodes[barred>>6] &^= 1 << (barred & 63)
		}
	}
}

// enter goes on from nodes newly seen to the lots whose goods they have.
func (w *planWalk) enter(base int, nodes uint64) {
	for ; nodes != 0; nodes &= nodes - 1 {
		w.seeLots(w.net.has[base+bits.TrailingZeros64(nodes)])
	}
}

func (w *planWalk) seeLots(lots []int32) {
	for _, u := range lots {
		w.seeLot(u)
	}
}

func (w *planWalk) seeLot(u int32) {
	if !w.lots.has(int(u)) {
		w.lots.add(int(u))
		w.todo = append(w.todo, u)
	}
}

func (w *planWalk) pop() int32 {
	last := len(w.todo) - 1
	next := w.todo[last]
	w.todo = w.todo[:last]
	return next
}

// backFrom walks to every node and lot whose goods can be brought to a node
// without going the way from the lot barred (-1: none) to that node. What an
// earlier walk since reset has seen is not walked again.
func (w *planWalk) backFrom(node, barred int) {
	w.seeNode(int32(node))
	for first := true; len(w.todo) > 0; first = false {
		v := w.pop()
		held := first && barred >= 0 && !w.lots.has(barred)
		if held {
			w.lots.add(barred)
		}
		for i, word := range w.net.in[v] {
			fresh := word &^ w.lots[i]
			w.lots[i] |= fresh
			w.leave(i<<6, fresh)
		}
		if held {
			w.lots[barred>>6] &^= 1 << (barred & 63)
		}
	}
}

// leave goes back from lots newly seen to the nodes that have goods of them.
func (w *planWalk) leave(base int, lots uint64) {
	for ; lots != 0; lots &= lots - 1 {
		for _, v := range w.net.gives[base+bits.TrailingZeros64(lots)] {
			w.seeNode(v)
		}
	}
}

func (w *planWalk) seeNode(v int32) {
	if !w.nodes.has(int(v)) {
		w.nodes.add(int(v))
		w.todo = append(w.todo, v)
	}
}

// firstReached returns, for each node and each lot, the first of the goals
// (nodes, in the order given) to which its goods can be brought, -1 for none.
func (n *planNet) firstReached(goals []int) (nodes, lots []int32) {
	nodes, lots = planUnset(len(n.in)), planUnset(len(n.out))
	w := newPlanWalk(n)
	oldNodes, oldLots := newPlanSets(1, len(n.in))[0], newPlanSets(1, len(n.out))[0]
	for i, goal := range goals {
		if w.nodes.has(goal) {
			continue
		}
		w.backFrom(goal, -1)
		planMark(nodes, w.nodes, oldNodes, int32(i))
		planMark(lots, w.lots, oldLots, int32(i))
	}
	return nodes, lots
}

func planUnset(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// planMark sets the marks of the members of now that are not in old, and then
// makes old equal to now.
func planMark(marks []int32, now, old planSet, mark int32) {
	for i := range now {
		for fresh := now.without(old, i); fresh != 0; fresh &= fresh - 1 {
			marks[i<<6+bits.TrailingZeros64(fresh)] = mark
		}
		old[i] = now[i]
	}
}
