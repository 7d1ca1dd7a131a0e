package flow

// numbers are what the nodes are called while a large network runs. A step walks
// along paths and subtrees, and in a tree that has grown at random every node of
// a walk is a cache miss. Numbered in preorder, a subtree is a stretch of each
// array and a parent mostly stands right before its child. The tree wears the
// order away again, so it is renewed from time to time. On grids of 160,000
// nodes a step takes about a tenth less; where all nodes fit the cache there is
// little to win.
//
// Nothing else changes: no step looks at the number of a node but to find it, so
// the same arcs enter and leave as without. Outside of Run the nodes have the
// numbers of the problem. The zero value stands for those.
type numbers struct {
	name   []int32 // of each node in the problem, nil where that is its own number
	place  []int32 // where each node goes, while it goes
	walked int64   // potentials moved since the last time
}

// crowded is the number of nodes from which on they no longer fit a cache of a
// megabyte, at 36 bytes a node for the walks.
const crowded = 1 << 15

// wear is how many potentials a network moves, for each of its nodes and arcs,
// before its nodes are numbered anew. To number them costs about as much as
// moving one and a half potentials for each; half and twice as often measure
// the same.
const wear = 8

// worn tells whether it is time.
func (n *Network) worn() bool {
	return n.numbers.walked > wear*int64(len(n.nodes)+len(n.p.Arcs)) && len(n.nodes) > crowded
}

// renumber gives the nodes the numbers of their places in preorder. The root
// keeps its own, the last.
func (n *Network) renumber() {
	s := &n.numbers
	if s.name == nil {
		s.name, s.place = make([]int32, len(n.nodes)), make([]int32, len(n.nodes))
		for v := range s.name {
			s.name[v] = int32(v)
		}
	}
	root, at := n.root(), int32(0)
	for v := n.next[root]; v != root; v = n.next[v] {
		s.place[v] = at
		at++
	}
	s.place[root] = root
	n.move(s.place)
	s.walked = 0
}

// restore gives the nodes their numbers in the problem back.
func (n *Network) restore() {
	s := &n.numbers
	if s.name == nil {
		return
	}
	copy(s.place, s.name)
	n.move(s.place)
	*s = numbers{}
}

// move puts every node v where place says, and lets all that points at v point
// there. The arrays are put in order together, in place: what stands at v is
// exchanged with what stands where it belongs until the right one has come, so
// every exchange brings one node home. It leaves each node's own number in
// place. Time O(nodes + arcs).
//
// Requires: place is a permutation that keeps the root.
func (n *Network) move(place []int32) {
	for i, h := range n.priced.ends {
		n.priced.ends[i] = ends{place[h.from], place[h.to]}
	}
	for v := range n.nodes {
		c := &n.nodes[v]
		if c.parent != noNode {
			c.parent = place[c.parent]
		}
		n.last[v] = place[n.last[v]]
		n.next[v], n.prev[v] = place[n.next[v]], place[n.prev[v]]
	}
	for v := range n.root() {
		for w := place[v]; w != v; w = place[v] {
			n.swap(v, w)
			place[v], place[w] = place[w], w
		}
	}
}

// swap exchanges what stands at two places, whoever points there.
func (n *Network) swap(v, w int32) {
	n.nodes[v], n.nodes[w] = n.nodes[w], n.nodes[v]
	n.above[v], n.above[w] = n.above[w], n.above[v]
	n.last[v], n.last[w] = n.last[w], n.last[v]
	n.rooms[v], n.rooms[w] = n.rooms[w], n.rooms[v]
	n.potential[v], n.potential[w] = n.potential[w], n.potential[v]
	n.next[v], n.next[w] = n.next[w], n.next[v]
	n.prev[v], n.prev[w] = n.prev[w], n.prev[v]
	name := n.numbers.name
	name[v], name[w] = name[w], name[v]
}
