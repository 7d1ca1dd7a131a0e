package flow

import "context"

// contextEvery is the number of pivots between two looks at the context: some
// milliseconds of work on most networks, a tenth of a second on the largest
// grids. Looking at every step would cost as much as the step where trees are
// flat.
const contextEvery = 1 << 12

// Run moves the basis to an optimal one, step by step: price, push, exchange.
// It returns nil at the optimum, *Infeasible with the cut where no flow exists,
// *Unbounded with the cycle where cost falls without end, *RangeError where a
// flow would pass 2^61, or the error of ctx; in each case the basis stays valid
// and a later Run goes on from it.
func (n *Network) Run(ctx context.Context) error {
	err := n.optimise(ctx)
	n.restore()
	if err != nil {
		return err
	}
	return n.cutOff()
}

// optimise goes from step to step until nothing can enter, and meanwhile lets
// renumber give the nodes other numbers. makeFirm looks at the arcs of the
// problem, so the nodes get their own numbers back before it.
func (n *Network) optimise(ctx context.Context) error {
	for count := 0; ; count++ {
		if count%contextEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if n.worn() {
			n.renumber()
		}
		e := n.entering()
		if e < 0 {
			return nil
		}
		if err := n.pivot(e); err != nil {
			return err
		}
		if !n.firm && n.stalled > int64(len(n.nodes)) {
			n.restore()
			n.makeFirm()
		}
	}
}

// endless explains a push without end: round a cycle whose arcs all have no
// cap the cost has no bottom; otherwise the amounts are past exact arithmetic.
// The cycle is told in the direction of the push: the entering arc from f to t,
// the tree arcs from t up to join, those from join down to f. An arc counts as
// having no cap only if it is pushed along in its own direction (backwards its
// lower bound limits it) and its Cap is Unlimited as given.
func (n *Network) endless(s *step) error {
	arcs := []int32{s.enter}
	capped := n.p.Arcs[s.enter].Cap != Unlimited || n.state[s.enter]&atCap != 0
	for v := s.t; v != s.join; v = n.nodes[v].parent {
		arcs = append(arcs, n.above[v]>>1)
		capped = capped || !n.opens(v, 0)
	}
	var back []int32
	for v := s.f; v != s.join; v = n.nodes[v].parent {
		back = append(back, n.above[v]>>1)
		capped = capped || !n.opens(v, away)
	}
	if capped {
		return &RangeError{What: "flow", Arc: int(s.enter), Node: -1}
	}
	for i := len(back) - 1; i >= 0; i-- {
		arcs = append(arcs, back[i])
	}
	return &Unbounded{Arcs: arcs}
}

// opens tells whether the tree arc of v has no cap and points the given way
// (0 to the parent, away from it otherwise).
func (n *Network) opens(v, way int32) bool {
	arc := n.above[v]
	return arc >= 0 && arc&away == way && n.p.Arcs[arc>>1].Cap == Unlimited
}

// checkLeaving refuses to let an arc without a cap rest at its cap: its flow
// would have reached 2^62. Before the step nothing is changed, so the basis
// stays as it was. Artificial arcs are without a cap too and leave empty.
func (n *Network) checkLeaving(s *step) error {
	r, arc := n.rooms[s.leave], n.above[s.leave]
	if r.up+r.down < huge {
		return nil
	}
	if full := s.fromSide == (arc&away != 0); full {
		return &RangeError{What: "flow", Arc: int(arc >> 1), Node: -1}
	}
	return nil
}
