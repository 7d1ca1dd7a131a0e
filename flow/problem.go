package flow

import (
	"math"
	"math/bits"
)

// Unlimited is a Cap that never binds. Every Cap of 2^61 and more is treated
// the same way; a flow that would reach such a height is refused as a
// *RangeError, never cut off in silence.
const Unlimited int64 = math.MaxInt64

// unlimited is the room of an arc or of an artificial arc without a cap. Room
// and counter-room of an arc always sum to the arc's range, so with 2^62 both
// of them and every sum of the two stay inside int64.
const unlimited int64 = 1 << 62

// huge separates real amounts from unlimited ones: no supply and no finite
// range reaches it, every unlimited room stays above it as long as the flow on
// the arc does.
const huge int64 = 1 << 61

// Arc is one way for goods: Low ≤ flow ≤ Cap units from node From to node To
// at Cost a unit. Cost may be negative, Low too. Parallel arcs are arcs of
// their own. A self loop (From == To) is allowed: it cannot be part of a tree,
// so it stays at Low, or at Cap where its cost is negative.
type Arc struct {
	From, To       int32
	Low, Cap, Cost int64
}

// rangeOf is the room between the bounds, unlimited where the cap never binds.
// The search works with flow above Low throughout: with Low taken off every
// arc, and off the balances of its ends, the problem has lower bounds 0.
func (a *Arc) rangeOf() int64 {
	if a.Cap >= huge {
		return unlimited
	}
	return a.Cap - a.Low
}

// Problem is a network with its amounts. Node v is the index of Supply[v], its
// supply if positive, its need if negative; the supplies sum to zero. Tree
// lists arcs proposed for the first basis: a spanning forest, with all other
// arcs at Low. The proposal need not be good or even feasible: an arc that
// closes a cycle is passed over, an arc whose flow would leave its bounds goes
// to the bound, and artificial arcs carry the rest. Without Tree the start is
// found greedily.
type Problem struct {
	Supply []int64
	Arcs   []Arc
	Tree   []int32
}

// check refuses what the simplex could not treat exactly, the first fault of
// each kind in the order of nodes and arcs. After it, no sum the search forms
// can leave int64: rooms are at most 2^62 and only ever move against each
// other, and flows of the first basis are below 2^61 (see checkTotals). Costs
// are checked where they are set, in priceArtificial.
func (p *Problem) check() error {
	if len(p.Supply) > mostNodes || len(p.Arcs) >= math.MaxInt32/2 {
		return &RangeError{What: "size", Arc: -1, Node: -1}
	}
	n := int32(len(p.Supply))
	for i := range p.Arcs {
		a := &p.Arcs[i]
		if uint32(a.From) >= uint32(n) || uint32(a.To) >= uint32(n) {
			return &NodeError{Arc: i, From: a.From, To: a.To, Nodes: int(n)}
		}
		if err := checkBounds(i, a.Low, a.Cap); err != nil {
			return err
		}
	}
	for _, e := range p.Tree {
		if e < 0 || int(e) >= len(p.Arcs) {
			return &TreeError{Arc: int(e), Arcs: len(p.Arcs)}
		}
	}
	return p.checkTotals()
}

// checkBounds holds the rules on the bounds of one arc: Low ≤ Cap, and a
// finite range below 2^61 with a Low that a sum of bounds can carry.
func checkBounds(arc int, low, limit int64) error {
	if low > limit {
		return &BoundsError{Arc: arc, Low: low, Cap: limit}
	}
	if low <= -huge || low >= huge || limit <= -huge {
		return &RangeError{What: "bound", Arc: arc, Node: -1}
	}
	if limit < huge && limit-low >= huge {
		return &RangeError{What: "bound", Arc: arc, Node: -1}
	}
	return nil
}

// checkTotals refuses supplies that do not sum to zero and amounts whose total
// could leave int64: the positive supplies and all |Low| together bound what
// any tree arc carries in the first basis.
func (p *Problem) checkTotals() error {
	var sum int128
	var heavy uint64
	for v, b := range p.Supply {
		sum.add(b)
		heavy = satAdd(heavy, magnitude(b))
		if heavy >= uint64(huge) {
			return &RangeError{What: "supply", Arc: -1, Node: v}
		}
	}
	if !sum.isZero() {
		return &SupplyError{Surplus: sum.big()}
	}
	for i := range p.Arcs {
		heavy = satAdd(heavy, magnitude(p.Arcs[i].Low))
		if heavy >= uint64(huge) {
			return &RangeError{What: "bound", Arc: i, Node: -1}
		}
	}
	return nil
}

// magnitude is |x| without the overflow of -math.MinInt64.
func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// satAdd adds and stays at the highest value where the sum does not fit.
func satAdd(x, y uint64) uint64 {
	sum, carry := bits.Add64(x, y, 0)
	if carry != 0 {
		return math.MaxUint64
	}
	return sum
}
