package flow

import (
	"context"
	"errors"
	"math/big"
	"slices"
)

// Solution is a cheapest flow and what proves it: Certify takes its fields as
// they stand. Flow and Potential mean what they mean for a Network and may be
// asked at any time, not only while it is being solved.
type Solution struct {
	Problem   Problem
	Flow      func(arc int) int64
	Potential func(node int) int64
	Pivots    int64
}

// Cost is the exact total of cost times flow over all arcs. Time O(arcs).
func (s *Solution) Cost() *big.Int { return costOf(s.Problem.Arcs, s.Flow) }

// Solve finds a cheapest flow from cold. It takes p over as New does, and
// refuses what New and Run refuse.
//
// A problem that falls into parts with no arc between them, as the goods of one
// file do, is solved part by part: a sum is least where each of its terms is,
// and the flows and potentials of the parts side by side are a certificate of
// the whole, since no arc has ends in two of them. The search then looks for
// entering arcs among those of one part, whose tree stays in the cache: half
// the time for fifty goods of a county. It also holds one part at a time, so
// memory is that of the problem and 8 bytes an arc and a node for the answer,
// however many parts there are. Where one part has more than half of all arcs
// there is too little to win and its copy would cost more, so the whole is
// solved at once.
func Solve(ctx context.Context, p Problem) (*Solution, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	if parts := partsOf(&p); parts != nil {
		return parts.solve(ctx)
	}
	n := &Network{}
	if err := n.build(p); err != nil {
		return nil, err
	}
	if err := n.Run(ctx); err != nil {
		return nil, err
	}
	return &Solution{n.p, n.Flow, n.Potential, n.pivots}, nil
}

// solve solves the parts one after another in the order of their first nodes,
// each on the arrays of the one before: with new arrays for each part, those of
// all parts would wait for the collector, and there would be no memory saved.
// Parts without a flow are gathered into one cut, so that all are told at once;
// any other fault ends it.
func (s *parts) solve(ctx context.Context) (*Solution, error) {
	var n Network
	var pivots int64
	none := &Infeasible{Must: new(big.Int), CanLeave: new(big.Int)}
	for k := range s.size {
		s.gather(k)
		err := s.solveOne(ctx, &n)
		pivots += n.pivots
		var cut *Infeasible
		switch {
		case errors.As(err, &cut):
			none.join(cut)
		case err != nil:
			return nil, err
		}
	}
	if len(none.Nodes) > 0 {
		slices.Sort(none.Nodes)
		return nil, none
	}
	flow := func(arc int) int64 { return s.flow[arc] }
	potential := func(node int) int64 { return s.potential[node] }
	return &Solution{*s.p, flow, potential, pivots}, nil
}

// join makes one cut of two that have no node in common and no arc between
// them: what must go out and what can leave simply add up, and the inequality
// that proves each holds for the sum.
func (e *Infeasible) join(other *Infeasible) {
	e.Nodes = append(e.Nodes, other.Nodes...)
	e.Must.Add(e.Must, other.Must)
	e.CanLeave.Add(e.CanLeave, other.CanLeave)
}

// solveOne solves the part that is gathered and puts its flows and potentials
// in their places. What it refuses names nodes and arcs of the whole.
func (s *parts) solveOne(ctx context.Context, n *Network) error {
	if surplus := s.surplus(); surplus != 0 {
		return s.wholeCut(surplus)
	}
	err := n.build(Problem{Supply: s.supply, Arcs: s.arcs})
	if err == nil {
		err = n.Run(ctx)
	}
	if err != nil {
		return s.abroad(err)
	}
	for i, e := range s.arcNames {
		s.flow[e] = n.Flow(i)
	}
	for i, v := range s.nodeNames {
		s.potential[v] = n.Potential(i)
	}
	return nil
}

// wholeCut explains a part that has something over: nothing can leave it. One
// that lacks something is no proof by itself, but then another has as much over
// and is, so nothing is said of it.
func (s *parts) wholeCut(surplus int64) error {
	if surplus < 0 {
		return nil
	}
	return &Infeasible{
		Nodes: slices.Clone(s.nodeNames), Must: big.NewInt(surplus), CanLeave: new(big.Int),
	}
}

// abroad words what a part refuses in the numbers of the whole. Other faults,
// like that of the context, name neither nodes nor arcs.
func (s *parts) abroad(err error) error {
	var cut *Infeasible
	var endless *Unbounded
	var size *RangeError
	switch {
	case errors.As(err, &cut):
		for i, v := range cut.Nodes {
			cut.Nodes[i] = s.nodeNames[v]
		}
	case errors.As(err, &endless):
		for i, e := range endless.Arcs {
			endless.Arcs[i] = s.arcNames[e]
		}
	case errors.As(err, &size) && size.Arc >= 0:
		size.Arc = int(s.arcNames[size.Arc])
	}
	return err
}
