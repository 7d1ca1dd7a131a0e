package flow

// Network is a problem with a basis: a spanning tree of arcs that may carry
// any amount, hung on an extra root node, while every other arc rests at one
// of its bounds. Run moves the basis to an optimal one; every change keeps it.
// A Network is made by New, has no useful zero value, and is not safe for use
// by several goroutines at once.
//
// Layout. The search spends its time in few loops, and each has its own
// array so that its data stay in the nearest cache:
//
//	pricing    pricedArcs, potential []int64
//	the cycle  nodes []node, and rooms []room only where flow moves
//	the stem   above []int32, last []int32
//	subtrees   next []int32, potential []int64
//
// Three ideas keep these arrays small. Only tree arcs carry a flow of their
// own, so rooms live at the child node and there is no flow per arc. An arc at
// its upper bound is stored turned round with its cost negated, so pricing
// needs neither a state nor a multiplication. An arc that may not move is
// stored as a self loop of cost nothing and can never look attractive.
//
// What always holds between calls, and what the tests check after every run:
//
//	parents form one tree under the root; next, prev, last and weight fit it
//	every room is ≥ 0, the two of a node sum to its arc's range, marks fit them
//	every arc of the tree has reduced cost 0
//	an arc outside the tree rests at Low or Cap, and is stored the way it can move
//	flows and supplies balance at every node, artificial arcs included
//
// SetBounds and SetSupply break the last until Repair.
type Network struct {
	p      Problem
	order  order
	priced pricedArcs // by slot
	state  []uint8    // by arc

	nodes     []node
	above     []int32 // arc to the parent times 2, plus away; or an artificial mark
	last      []int32 // last node of the subtree in preorder
	rooms     []room
	potential []int64
	next      []int32
	prev      []int32

	artificial int64 // cost a unit on artificial arcs, above that of any path
	search     search
	pivots     int64
	stalled    int64 // pivots in a row that moved no flow
	firm       bool  // every node can send something towards the root
	numbers    numbers
}

// Marks in state. Only atCap outlives the time an arc spends in the tree: it
// says which way round the arc is stored, and leaveTree turns it if need be.
const (
	atCap  uint8 = 1 << iota // rests at Cap, or was there when it entered the tree
	inTree                   // in the basis
	frozen                   // stays where it is until Thaw
)

// Low bit of above: does the arc point from the parent to the node?
const away = 1

// Values of above for the artificial arc between a node and the root.
// toRoot takes what the node cannot place, fromRoot brings what it lacks.
const (
	toRoot   int32 = -2
	fromRoot int32 = -1
)

// noNode stands for the parent of the root and for no node found.
const noNode int32 = -1

// New makes a network with a first basis. It takes p over: the slices belong
// to the network from then on, which keeps bounds, costs and supplies in them
// up to date, so that Problem always tells the present problem without a copy.
// It refuses bad nodes (*NodeError), Low > Cap (*BoundsError), supplies that do
// not sum to zero (*SupplyError), a proposed tree arc that does not exist
// (*TreeError) and amounts beyond exact arithmetic (*RangeError).
func New(p Problem) (*Network, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	n := &Network{}
	if err := n.build(p); err != nil {
		return nil, err
	}
	return n, nil
}

// build makes the network of a problem that has been checked, on the arrays of
// the problem before as far as they reach. It refuses costs alone.
func (n *Network) build(p Problem) error {
	nodes, arcs := len(p.Supply)+1, len(p.Arcs)
	*n = Network{
		p:         p,
		order:     newOrder(arcs),
		priced:    n.priced,
		state:     cleared(n.state, arcs),
		nodes:     cleared(n.nodes, nodes),
		above:     cleared(n.above, nodes),
		last:      cleared(n.last, nodes),
		rooms:     cleared(n.rooms, nodes),
		potential: cleared(n.potential, nodes),
		next:      cleared(n.next, nodes),
		prev:      cleared(n.prev, nodes),
	}
	if err := n.priceArtificial(); err != nil {
		return err
	}
	n.refreshAll()
	n.start(p.Tree)
	n.p.Tree = nil
	return nil
}

// cleared is a slice of zeros, the given one where it has the room.
func cleared[T any](s []T, size int) []T {
	if cap(s) < size {
		return make([]T, size)
	}
	s = s[:size]
	clear(s)
	return s
}

// Problem is the present problem: what New was given with all later changes.
// It shares its slices with the network and must not be written to.
func (n *Network) Problem() Problem { return n.p }

// Pivots counts the simplex steps of all runs, bound flips included.
func (n *Network) Pivots() int64 { return n.pivots }

// root is the extra node above all others.
func (n *Network) root() int32 { return int32(len(n.nodes) - 1) }

// refresh stores an arc the way pricing must see it in its present state: not
// at all where it cannot move, turned round at its cap. Arcs of the tree keep
// their cost even where Low equals Cap, since potentials hang on them.
func (n *Network) refresh(e int32) {
	a := &n.p.Arcs[e]
	s := n.state[e]
	slot := n.order.slot(e)
	switch {
	case s&inTree == 0 && (s&frozen != 0 || a.Low == a.Cap):
		n.priced.set(slot, pricedArc{})
	case s&atCap != 0:
		n.priced.set(slot, pricedArc{ends{a.To, a.From}, -a.Cost})
	default:
		n.priced.set(slot, pricedArc{ends{a.From, a.To}, a.Cost})
	}
}

// refreshAll stores all arcs anew.
func (n *Network) refreshAll() {
	for e := range n.p.Arcs {
		n.refresh(int32(e))
	}
	n.search.forget()
}

// priceArtificial makes room for the present costs and sets that of artificial
// arcs above half the cost of any
// path there and back: with n nodes and costs up to C no simple path costs
// more than (n-1)·C, so n·C + 1 drives artificial flow out wherever a real path
// exists. Potentials stay below 2(n·C + 1) and reduced costs below
// 4(n·C + 1) + C, inside int64 while n·C < 2^60.
func (n *Network) priceArtificial() error {
	var most uint64
	at := -1
	for e := range n.p.Arcs {
		if c := magnitude(n.p.Arcs[e].Cost); c > most {
			most, at = c, e
		}
	}
	nodes := uint64(len(n.nodes))
	if most > (1<<60)/nodes {
		return &RangeError{What: "cost", Arc: at, Node: -1}
	}
	n.artificial = int64(nodes*most) + 1
	n.priced.fit(n.order.slots(), most)
	return nil
}

// reduced is the reduced cost of a stored arc in the direction it can move.
func (n *Network) reduced(h pricedArc) int64 {
	return h.cost + n.potential[h.from] - n.potential[h.to]
}
