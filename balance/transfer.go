package balance

// A transfer moves as much as possible from where there is too much (lots
// with goods left, nodes that should get less) to nodes that should get more,
// along residual paths of an allotment: a maximum flow, by Dinic's method.
// Each phase finds the vertices by their distance from the sources and pushes
// along shortest paths until none is left, O(V) phases of O(V·words) each on
// the sets of the network (Dinic 1970).
//
// Open ways have no capacity of their own and loads give back at most what they
// are, so a push is bounded by its source, by what is wanted at its end and by
// the loads it takes back, never by an open way. No amount on the way from
// sources to wants is lost or made: every push moves units that one vertex had
// too many of to one that wanted them, and what lies between keeps its sum.
//
// Whole numbers stay whole: sources, wants and loads are, so every push is. No
// vertex is both source and want: a row is above its target or below it.
type transfer struct {
	a        *allotment
	fromLot  []int64 // too much at lots; run leaves what could not be moved
	fromNode []int64 // too much at nodes
	toNode   []int64 // wanted at nodes
	lots     set     // the part of the network that may be used
	nodes    set
	lotLayer []set // by distance from the sources; exhausted vertices leave
	nodLayer []set
	freeLots set // not reached yet in this phase
	freeNods set
}

// newTransfer makes room for transfers of a, so that the many transfers of one
// allotment do not each ask for memory.
func newTransfer(a *allotment) transfer {
	lots, nodes := len(a.p.lots), len(a.p.nodes)
	return transfer{
		a: a, fromLot: make([]int64, lots), fromNode: make([]int64, nodes),
		toNode: make([]int64, nodes), lots: newSet(lots), nodes: newSet(nodes),
		freeLots: newSet(lots), freeNods: newSet(nodes),
	}
}

// reset forgets sources and wants.
func (t *transfer) reset() {
	clear(t.fromLot)
	clear(t.fromNode)
	clear(t.toNode)
}

// within limits the transfer to a part of the network.
func (t *transfer) within(lots, nodes set) {
	copy(t.lots, lots)
	copy(t.nodes, nodes)
}

// run moves all that can be moved. In each phase the shortest residual path
// from a source to a want is longer than in the phase before, so there are at
// most as many phases as vertices; plans need a handful. Which of several
// maximum transfers is found depends on the order of lots and nodes and on
// nothing else.
func (t *transfer) run() {
	for !t.a.ended() && t.layers() {
		t.lotLayer[0].each(func(l int) {
			if t.fromLot[l] > 0 {
				t.fromLot[l] -= t.pushLot(0, l, t.fromLot[l])
			}
		})
		t.nodLayer[0].each(func(n int) {
			if t.fromNode[n] > 0 {
				t.fromNode[n] -= t.pushNode(0, n, t.fromNode[n])
			}
		})
	}
}

// layers sorts the network by distance from the sources, as far as the first
// distance at which something is wanted, and reports whether there is one.
// Layer k of lots leads to layer k+1 of nodes and the other way about.
func (t *transfer) layers() bool {
	copy(t.freeLots, t.lots)
	copy(t.freeNods, t.nodes)
	t.lotLayer, t.nodLayer = t.lotLayer[:0], t.nodLayer[:0]
	lots, nodes := newSet(len(t.fromLot)), newSet(len(t.fromNode))
	for l, much := range t.fromLot {
		if much > 0 && t.lots.has(l) {
			lots.add(l)
		}
	}
	for n, much := range t.fromNode {
		if much > 0 && t.nodes.has(n) {
			nodes.add(n)
		}
	}
	for {
		t.freeLots.lose(lots)
		t.freeNods.lose(nodes)
		t.lotLayer, t.nodLayer = append(t.lotLayer, lots), append(t.nodLayer, nodes)
		if t.wantedIn(nodes) {
			return true
		}
		if lots.empty() && nodes.empty() {
			return false
		}
		lots, nodes = t.beyond(lots, nodes)
	}
}

// wantedIn reports whether something is wanted in a layer; then no longer path
// needs to be looked at in this phase.
func (t *transfer) wantedIn(nodes set) bool {
	wanted := false
	nodes.each(func(n int) { wanted = wanted || t.toNode[n] > 0 })
	return wanted
}

// beyond returns the vertices one step from a layer that were not reached yet.
func (t *transfer) beyond(lots, nodes set) (set, set) {
	nextLots, nextNodes := newSet(len(t.fromLot)), newSet(len(t.fromNode))
	lots.each(func(l int) { nextNodes.takeBoth(t.a.open[l], t.freeNods) })
	nodes.each(func(n int) {
		for _, x := range t.a.flows[n] {
			if t.freeLots.has(int(x.lot)) {
				nextLots.add(int(x.lot))
			}
		}
	})
	return nextLots, nextNodes
}

// pushLot sends up to most units on from a lot of layer k and returns how
// many went. A vertex from which nothing more goes leaves its layer: within a
// phase pushes only take room away on paths of this length, so it would be
// tried in vain again. Loads that a push makes lead back to an earlier layer
// and are of no use before the next phase. So each try ends in a vertex that
// leaves, a source that is spent, a want that is met or a load that is used up,
// and the recursion is as deep as the path is long.
func (t *transfer) pushLot(k, l int, most int64) int64 {
	sent := int64(0)
	for sent < most && k+1 < len(t.nodLayer) {
		n := t.a.open[l].firstOfBoth(t.nodLayer[k+1])
		if n < 0 {
			break
		}
		// A way carries as much as its lot has: it has no capacity of its own.
		part := t.pushNode(k+1, n, most-sent)
		if part > 0 {
			t.a.flows.change(l, n, part)
			sent += part
		}
	}
	if sent < most {
		t.lotLayer[k].drop(l)
	}
	return sent
}

// pushNode takes up to most units into a node of layer k: what is wanted
// there stays, the rest is handed on by sending back goods of other lots.
func (t *transfer) pushNode(k, n int, most int64) int64 {
	sent := min(most, t.toNode[n])
	t.toNode[n] -= sent
	for sent < most && k+1 < len(t.lotLayer) {
		back, some := t.firstBack(n, t.lotLayer[k+1])
		if !some {
			break
		}
		// What n hands back to a lot is at most what the lot has sent it.
		part := t.pushLot(k+1, int(back.lot), min(most-sent, back.units))
		if part > 0 {
			t.a.flows.change(int(back.lot), n, -part)
			sent += part
		}
	}
	if sent < most {
		t.nodLayer[k].drop(n)
	}
	return sent
}

// firstBack returns the first load of n that could go back to a lot of layer.
func (t *transfer) firstBack(n int, layer set) (load, bool) {
	for _, x := range t.a.flows[n] {
		if layer.has(int(x.lot)) {
			return x, true
		}
	}
	return load{}, false
}
