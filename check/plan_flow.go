package check

import "math/bits"

// A planFlow finds the greatest flow from lots to nodes over the ways of a net,
// which carry without limit, by Dinic's method: as long as there is one, it
// finds the shortest ways along which more can flow, and fills them all at
// once. Ways are as many as lots times nodes, so only those that carry
// something are remembered, by node.
type planFlow struct {
	ways  []planSet // by lot: the nodes it may serve
	left  []int64   // by lot: what it still has
	lacks []int64   // by node: what it still wants
	loads [][]planLoad

	// How many steps lie between a lot with goods left and here, or -1; and
	// where to go on looking for a step that brings something.
	lotLevel, nodeLevel   []int32
	lotResume, nodeResume []int
}

// A planLoad is what a node has of a lot. It may be nothing, once it has gone
// elsewhere.
type planLoad struct {
	lot    int32
	amount int64
}

func newPlanFlow(net *planNet) *planFlow {
	return &planFlow{
		ways: net.out, left: make([]int64, len(net.out)), lacks: make([]int64, len(net.in)),
		loads: make([][]planLoad, len(net.in)),
	}
}

// run lets as much flow as there is a way for, or less where it has ended.
func (f *planFlow) run(ended func() bool) {
	for !ended() && f.rank() {
		f.lotResume, f.nodeResume = make([]int, len(f.left)), make([]int, len(f.lacks))
		for u := range f.left {
			if f.left[u] > 0 {
				f.left[u] -= f.pushLot(int32(u), f.left[u])
			}
		}
	}
}

// rank counts steps from the lots with goods left, along open ways and back
// along loads, and reports whether a node that lacks something can be reached.
func (f *planFlow) rank() bool {
	f.lotLevel, f.nodeLevel = planUnset(len(f.left)), planUnset(len(f.lacks))
	seen := newPlanSets(1, len(f.lacks))[0]
	var queue []int32
	for u, left := range f.left {
		if left > 0 {
			f.lotLevel[u] = 0
			queue = append(queue, int32(u))
		}
	}
	found := false
	for ; len(queue) > 0; queue = queue[1:] {
		u := queue[0]
		for w := range f.ways[u] {
			for fresh := f.ways[u].without(seen, w); fresh != 0; fresh &= fresh - 1 {
				v := w<<6 + bits.TrailingZeros64(fresh)
				f.nodeLevel[v] = f.lotLevel[u] + 1
				found = found || f.lacks[v] > 0
				queue = f.rankLots(v, queue)
			}
			seen[w] |= f.ways[u][w]
		}
	}
	return found
}

// rankLots queues the lots that have not been reached and could take back what
// a node has of them.
func (f *planFlow) rankLots(v int, queue []int32) []int32 {
	for _, load := range f.loads[v] {
		if load.amount > 0 && f.lotLevel[load.lot] < 0 {
			f.lotLevel[load.lot] = f.nodeLevel[v] + 1
			queue = append(queue, load.lot)
		}
	}
	return queue
}

// pushLot brings up to limit of what a lot has, or gets back, to nodes that
// lack something, along rising levels, and returns how much. A step that
// brings less than it was asked for is not tried again.
func (f *planFlow) pushLot(u int32, limit int64) int64 {
	pushed := int64(0)
	for pushed < limit {
		v := f.ways[u].next(f.lotResume[u])
		if v < 0 {
			break
		}
		part := int64(0)
		if f.nodeLevel[v] == f.lotLevel[u]+1 {
			part = f.pushNode(v, limit-pushed)
		}
		if part > 0 {
			f.load(u, v, part)
			pushed += part
		}
		if pushed < limit {
			f.lotResume[u] = v + 1
		}
	}
	return pushed
}

// pushNode takes up to limit into a node: what it lacks, and what others can
// use of the loads that it then gives up.
func (f *planFlow) pushNode(v int, limit int64) int64 {
	pushed := min(limit, f.lacks[v])
	f.lacks[v] -= pushed
	for pushed < limit && f.nodeResume[v] < len(f.loads[v]) {
		at := f.nodeResume[v]
		load := f.loads[v][at]
		if load.amount > 0 && f.lotLevel[load.lot] == f.nodeLevel[v]+1 {
			part := f.pushLot(load.lot, min(limit-pushed, load.amount))
			f.loads[v][at].amount -= part
			pushed += part
		}
		if pushed < limit {
			f.nodeResume[v]++
		}
	}
	return pushed
}

// load adds to what a node has of a lot.
func (f *planFlow) load(u int32, v int, amount int64) {
	for i := range f.loads[v] {
		if f.loads[v][i].lot == u {
			f.loads[v][i].amount += amount
			return
		}
	}
	f.loads[v] = append(f.loads[v], planLoad{u, amount})
}
