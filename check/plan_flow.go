package check

// A planFlow finds the greatest flow from supplies to demands over ways
// without limits, by Dinic's method: as long as there is one, it finds the
// shortest ways along which more can flow, and fills them all at once. Nodes
// are numbered by the caller.
type planFlow struct {
	nodes         int
	head          []int32 // by node: its first edge, or -1
	next, to      []int32 // by edge: the node's next edge, and where it leads
	room          []int64 // by edge; edge e^1 is the way back
	supplies      []int32 // by node: its edge from the source, or -1
	demands       []int32 // by node: its edge to the sink, or -1
	level, resume []int32
}

// planPlenty is more than any lot has.
const planPlenty = 1 << 60

func newPlanFlow(nodes int) *planFlow {
	return &planFlow{
		nodes: nodes, head: planUnset(nodes + 2),
		supplies: planUnset(nodes), demands: planUnset(nodes),
	}
}

func (f *planFlow) source() int { return f.nodes }
func (f *planFlow) sink() int   { return f.nodes + 1 }

// edge adds an edge and its way back, and returns its number.
func (f *planFlow) edge(from, to int, room int64) int32 {
	e := int32(len(f.to))
	f.to = append(f.to, int32(to), int32(from))
	f.room = append(f.room, room, 0)
	f.next = append(f.next, f.head[from], f.head[to])
	f.head[from], f.head[to] = e, e+1
	return e
}

func (f *planFlow) supply(node int, amount int64) {
	f.supplies[node] = f.edge(f.source(), node, amount)
}

func (f *planFlow) demand(node int, amount int64) {
	f.demands[node] = f.edge(node, f.sink(), amount)
}

func (f *planFlow) connect(from, to int) { f.edge(from, to, planPlenty) }

// left and lacks are what of a supply and of a demand the flow leaves.
func (f *planFlow) left(node int) int64  { return f.rest(f.supplies[node]) }
func (f *planFlow) lacks(node int) int64 { return f.rest(f.demands[node]) }

func (f *planFlow) rest(edge int32) int64 {
	if edge < 0 {
		return 0
	}
	return f.room[edge]
}

// carried calls each for every way from a node that carries something.
func (f *planFlow) carried(node int, each func(to int)) {
	for e := f.head[node]; e >= 0; e = f.next[e] {
		if e&1 == 0 && f.room[e^1] > 0 {
			each(int(f.to[e]))
		}
	}
}

func (f *planFlow) run() {
	for f.rank() {
		f.resume = append(f.resume[:0], f.head...)
		for f.push(f.source(), planPlenty) > 0 {
		}
	}
}

// rank numbers the nodes by how many edges lie between them and the source,
// and reports whether the sink can be reached.
func (f *planFlow) rank() bool {
	f.level = planUnset(f.nodes + 2)
	f.level[f.source()] = 0
	queue := []int32{int32(f.source())}
	for len(queue) > 0 {
		u := queue[0]
		queue = queue[1:]
		for e := f.head[u]; e >= 0; e = f.next[e] {
			if v := f.to[e]; f.room[e] > 0 && f.level[v] < 0 {
				f.level[v] = f.level[u] + 1
				queue = append(queue, v)
			}
		}
	}
	return f.level[f.sink()] >= 0
}

// push brings up to limit from a node to the sink along rising levels, and
// returns how much. An edge that brings nothing is not tried again.
func (f *planFlow) push(u int, limit int64) int64 {
	if u == f.sink() {
		return limit
	}
	for ; f.resume[u] >= 0; f.resume[u] = f.next[f.resume[u]] {
		e := f.resume[u]
		if f.room[e] == 0 || f.level[f.to[e]] != f.level[u]+1 {
			continue
		}
		if pushed := f.push(int(f.to[e]), min(limit, f.room[e])); pushed > 0 {
			f.room[e] -= pushed
			f.room[e^1] += pushed
			return pushed
		}
	}
	return 0
}
