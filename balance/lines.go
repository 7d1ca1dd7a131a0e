package balance

import (
	"context"
	"fmt"
	"math/big"

	"hinterland"
	"hinterland/flow"
)

// A level is one of the last wishes: what a unit on an arc costs it, and the
// prices of all vertices that prove the plan best for it. Prices are numbered
// as vertices are: 0 for unused goods, 1+l for lot l, then nodes; price[0] is
// 0. They are settled when their wish is done and never touched after.
type level struct {
	name  string
	cost  func(arc lineArc) int64
	price []int64
}

// A lineArc is an arc of the transportation problem: a way beyond what was
// signed on it, which is all of it where nothing was, or the part within.
type lineArc struct {
	way
	part part
}

// A part is what a unit on it adds to the distance from what was signed: up to
// the signed amount it brings the way nearer, beyond it farther from it. The
// cost is convex, so the first part fills before the second.
type part int8

const (
	within part = -1
	beyond part = 1
)

// delivery is the second step for one good: which lines bring what the rows
// get. Vertex 0 takes unused goods; lots follow, then nodes. Only some ways
// are arcs of the network (columns.go); the rest carries nothing.
//
// Arc l of the network, for l below the number of lots, is lot l's to vertex 0;
// those in arcs follow, and arcs is only ever appended to, so that a place in it
// is an arc's number for good. Flows are set when the last wish is done.
type delivery struct {
	p      *problem
	arcs   []lineArc // those in the network, behind the arcs of unused goods
	flows  loads
	levels []level
}

// wishes lists the last wishes that are in play for p. Borders are a wish of this
// kind under prefer alone: where zones come first, what they may keep is amounts,
// which step one has settled, and beyond that a border is as good as none. The
// sum over the parts of a signed way is its distance from what was signed, less
// the signed amount, which is the same for every plan and so no matter.
func (p *problem) wishes() []level {
	var levels []level
	if p.policy == hinterland.ZonesPrefer {
		levels = append(levels, level{name: "zone", cost: func(a lineArc) int64 {
			if p.crosses(int(a.lot), int(a.node)) {
				return 1
			}
			return 0
		}})
	}
	if p.near {
		levels = append(levels, level{name: "signed", cost: func(a lineArc) int64 {
			return int64(a.part)
		}})
	}
	return append(levels, level{name: "cost", cost: p.money})
}

// money is what a unit on an arc costs.
func (p *problem) money(a lineArc) int64 { return int64(p.cost(int(a.lot), int(a.node))) }

// deliver finds the best lines for the amounts that an allotment has settled.
// Witness are lines that bring these amounts, however badly. Its error is that of
// ctx or a *flow.RangeError: cost times vertices may pass what is exact.
func deliver(ctx context.Context, p *problem, witness loads) (*delivery, error) {
	d := &delivery{p: p, flows: make(loads, len(p.nodes)), levels: p.wishes()}
	if err := d.solve(ctx, witness); err != nil {
		return nil, fmt.Errorf("lines of %q: %w", p.good.Code, err)
	}
	return d, nil
}

// solve brings a network to the best lines, wish by wish, and holds it there
// for the wishes that follow. An optimal flow is enough for that, not a certain
// one: which of several best flows or bases a wish ends with decides which of
// several best plans comes out, and no wish, amount or reason. Freezing looks at
// the network's own arcs only; for
// ways outside betterWays does the same by prices. Each wish begins where the
// one before ended, which is feasible and mostly near its own end.
func (d *delivery) solve(ctx context.Context, witness loads) error {
	if err := d.begin(ctx, witness); err != nil {
		return err
	}
	network, err := flow.New(d.network())
	if err != nil {
		return err
	}
	for k := range d.levels {
		if err := d.best(ctx, network, k); err != nil {
			return fmt.Errorf("wish %q: %w", d.levels[k].name, err)
		}
		network.Freeze()
	}
	for i, arc := range d.arcs {
		d.flows.change(int(arc.lot), int(arc.node), network.Flow(len(d.p.lots)+i))
	}
	return nil
}

// best finds the best lines for levels[k] among those that are best for the
// levels before, and the prices that prove it. Prices are potentials above that
// of vertex 0, which takes unused goods: so a lot with goods left, whose arc to
// vertex 0 carries something and has reduced cost 0, is priced 0, and one that
// is used up is not priced below 0, or leaving a unit unused would pay.
func (d *delivery) best(ctx context.Context, network *flow.Network, k int) error {
	l := &d.levels[k]
	l.price = make([]int64, 1+len(d.p.lots)+len(d.p.nodes))
	err := network.SetCosts(func(arc int) int64 {
		if arc < len(d.p.lots) {
			return 0
		}
		return l.cost(d.arcs[arc-len(d.p.lots)])
	})
	for err == nil {
		if err = network.Run(ctx); err != nil {
			break
		}
		for v := range l.price {
			l.price[v] = network.Potential(v) - network.Potential(0)
		}
		var better []lineArc
		if better, err = d.betterWays(ctx, k); err != nil || len(better) == 0 {
			break
		}
		d.arcs = append(d.arcs, better...)
		err = network.Add(d.flowArcs(better, l.cost)...)
	}
	return err
}

// network states the transportation problem: every lot may leave goods
// unused, every node takes exactly what its rows get. Supplies sum to 0 by
// construction, and the witness's ways, which are among the arcs, carry a flow:
// flow.Run never finds it infeasible. Nor is it ever unbounded: arcs lead from
// lots to nodes and from lots to vertex 0, so the network has no circle. What
// floors bring comes in at the floor's own node, so it is taken off the rows that
// it counts against, and what a floor has is all in its row of class 0.
func (d *delivery) network() flow.Problem {
	p := d.p
	supply := make([]int64, 1+len(p.lots)+len(p.nodes))
	var arcs []flow.Arc
	for l := range p.lots {
		supply[1+l] = p.lots[l].quantity
		supply[0] -= p.lots[l].quantity
		arcs = append(arcs, flow.Arc{From: int32(1 + l), To: 0, Cap: flow.Unlimited})
	}
	for i := range p.rows {
		r := &p.rows[i]
		supply[1+len(p.lots)+r.node] -= r.met - r.floor
		supply[0] += r.met - r.floor
	}
	return flow.Problem{Supply: supply, Arcs: append(arcs, d.flowArcs(d.arcs, p.money)...)}
}

// flowArcs states arcs of the transportation problem as flow has them.
func (d *delivery) flowArcs(list []lineArc, cost func(lineArc) int64) []flow.Arc {
	arcs := make([]flow.Arc, len(list))
	for i, a := range list {
		arcs[i] = flow.Arc{
			From: 1 + a.lot, To: int32(1+len(d.p.lots)) + a.node, Cap: flow.Unlimited,
			Cost: cost(a),
		}
		if a.part == within {
			arcs[i].Cap = d.p.signed[a.way]
		}
	}
	return arcs
}

// reduced returns how much more than its share of the prices an arc costs, by
// one wish: positive on arcs that should be empty, negative on full ones. Prices
// stay below 2^61 and costs below 2^44 (flow's bounds on cost times vertices,
// hinterland.MaxUnitCost), so the sum is exact for ways outside the network too.
func (d *delivery) reduced(l *level, a lineArc) int64 {
	return l.cost(a) + l.price[1+a.lot] - l.price[1+len(d.p.lots)+int(a.node)]
}

// totals are those of the last wishes over all lines, in whole numbers without
// limit: a sum over a nation may pass 63 bits though no term does. Nothing has
// moved where there is no earlier plan to stay near; ways that carry nothing and
// were not signed, which are nearly all, add nothing to any of them.
func (d *delivery) totals() (cost, crossing, moved *big.Int) {
	cost, crossing, moved = new(big.Int), new(big.Int), new(big.Int)
	d.flows.each(func(l, n int, units int64) {
		hinterland.AddProduct(cost, units, int64(d.p.cost(l, n)))
		if d.p.crosses(l, n) {
			hinterland.AddProduct(crossing, units, 1)
		}
		if d.p.near {
			hinterland.AddProduct(moved, max(units-d.p.signed[way{int32(l), int32(n)}], 0), 1)
		}
	})
	for w, s := range d.p.signed {
		hinterland.AddProduct(moved, max(s-d.flows.on(int(w.lot), int(w.node)), 0), 1)
	}
	return cost, crossing, moved
}

// unused are the lots with goods left.
func (d *delivery) unused() set {
	left := d.p.offered()
	d.flows.each(func(l, _ int, units int64) { left[l] -= units })
	unused := newSet(len(d.p.lots))
	for l, some := range left {
		if some > 0 {
			unused.add(l)
		}
	}
	return unused
}
