package flow

// node is what the walk round a cycle reads of a node, and nothing else: it is a
// chain of loads that each wait for the one before, and with 8 bytes eight nodes
// share a cache line. With the arc and the last node of the subtree beside them,
// steps on grids of 60,000 nodes and more took a tenth to a sixth longer.
type node struct {
	parent int32
	weight int32 // nodes in the subtree, this one included, times 4, plus stuck marks
}

// room is what the tree arc of a node can still take: up from the node to its
// parent, down from the parent to the node. The two sum to the range of the
// arc, so they hold the flow as well: an arc that points at the parent carries
// Low + down, one that points away Low + up.
type room struct{ up, down int64 }

// Stuck marks, the low bits of node.weight: there is no room up, or none down.
// Most steps of a simplex move nothing, and with the marks such a step is known
// for what it is without a look at the rooms. Comparing weights still compares
// sizes wherever that matters: sizes of a node and its ancestor differ by 1 at
// least, weights then by 4 less the marks.
const (
	stuckUp   = 1
	stuckDown = 2
	stuck     = stuckUp | stuckDown
	one       = 4 // a single node's share of a weight
)

// mostNodes keeps weights inside int32.
const mostNodes = 1<<29 - 2

// size is the number of nodes in the subtree.
func (c *node) size() int32 { return c.weight / one }

// setRoom changes what the arc above v can take, and its marks with it.
func (n *Network) setRoom(v int32, r room) {
	n.rooms[v] = r
	w := n.nodes[v].weight &^ stuck
	if r.up == 0 {
		w |= stuckUp
	}
	if r.down == 0 {
		w |= stuckDown
	}
	n.nodes[v].weight = w
}

// moveRooms pushes delta units towards the parent over every tree arc from v
// up to join, or towards v where delta is negative.
func (n *Network) moveRooms(v, join int32, delta int64) {
	for ; v != join; v = n.nodes[v].parent {
		r := n.rooms[v]
		n.setRoom(v, room{r.up - delta, r.down + delta})
	}
}
