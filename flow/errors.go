package flow

import (
	"fmt"
	"math/big"
)

// What can be refused, and by whom: faults of single nodes and arcs and of
// totals by New (and SetBounds, SetCosts, Repair for what they change), the two
// ways in which a well-formed problem has no answer by Run. All are pointers,
// to be told apart with errors.As; indices count from 0.

// NodeError refuses an arc whose From or To is no node.
type NodeError struct {
	Arc      int
	From, To int32
	Nodes    int
}

// Error names the arc and its ends.
func (e *NodeError) Error() string {
	return fmt.Sprintf("arc %d from node %d to node %d: nodes are 0 to %d",
		e.Arc, e.From, e.To, e.Nodes-1)
}

// BoundsError refuses an arc with Low > Cap.
type BoundsError struct {
	Arc      int
	Low, Cap int64
}

// Error names the arc and its bounds.
func (e *BoundsError) Error() string {
	return fmt.Sprintf("arc %d: lower bound %d is above its cap %d", e.Arc, e.Low, e.Cap)
}

// SupplyError refuses supplies that do not sum to zero; Surplus is their sum.
type SupplyError struct {
	Surplus *big.Int
}

// Error tells the sum.
func (e *SupplyError) Error() string {
	return fmt.Sprintf("supplies sum to %s, not to zero", e.Surplus)
}

// TreeError refuses a proposed tree arc that is no arc.
type TreeError struct {
	Arc, Arcs int
}

// Error names the arc.
func (e *TreeError) Error() string {
	return fmt.Sprintf("tree names arc %d: arcs are 0 to %d", e.Arc, e.Arcs-1)
}

// RangeError refuses amounts that exact int64 arithmetic could not carry. What
// is "size" (too many nodes or arcs), "supply", "bound", "cost" (nodes times
// the greatest cost reach 2^60) or "flow" (an arc without a cap would carry
// 2^61 and more). Arc and Node are -1 where none is to blame.
type RangeError struct {
	What      string
	Arc, Node int
}

// Error tells the kind and the place.
func (e *RangeError) Error() string {
	switch {
	case e.Arc >= 0:
		return fmt.Sprintf("%s of arc %d: totals pass 64 bits", e.What, e.Arc)
	case e.Node >= 0:
		return fmt.Sprintf("%s of node %d: totals pass 64 bits", e.What, e.Node)
	}
	return fmt.Sprintf("%s: totals pass 64 bits", e.What)
}

// Infeasible says that no flow exists and proves it by a cut: the Nodes
// (ascending) must together send out Must = their supplies plus the least that
// flows in, and at most CanLeave < Must leaves them. Frozen arcs count as fixed.
type Infeasible struct {
	Nodes          []int32
	Must, CanLeave *big.Int
}

// Error tells the two sides of the cut.
func (e *Infeasible) Error() string {
	return fmt.Sprintf("no flow exists: %d nodes must send out %s and at most %s can leave",
		len(e.Nodes), e.Must, e.CanLeave)
}

// Unbounded says that cost falls without end round a cycle of arcs without a
// cap. Arcs lists it in the direction of the flow.
type Unbounded struct {
	Arcs []int32
}

// Error tells the length of the cycle and one arc of it.
func (e *Unbounded) Error() string {
	return fmt.Sprintf("cost falls without end round a cycle of %d arcs without a cap", len(e.Arcs))
}
