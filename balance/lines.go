package balance

import (
	"context"
	"fmt"
	"math/big"

	"hinterland"
	"hinterland/flow"
)

// A level is one of the last wishes: what a unit on an arc costs it, and the
// prices of all vertices that prove the plan best for it.
type level struct {
	name  string
	cost  func(arc *lineArc) int64
	price []int64
}

// A lineArc is an arc of the transportation problem: a way, or the part of a
// signed way up to what was signed (below) or beyond it.
type lineArc struct {
	way    int
	signed int64 // -1 below the signed amount, +1 beyond it or where nothing was
}

// delivery is the second step for one good: which lines bring what the rows
// get. Vertex 0 takes unused goods; lots follow, then nodes.
type delivery struct {
	p      *problem
	near   bool // there is an earlier plan to stay near
	arcs   []lineArc
	flow   []int64 // on each way of the problem
	levels []level
}

// wishes lists the last wishes that are in play for p.
func (p *problem) wishes(near bool) []level {
	var levels []level
	if p.policy == hinterland.ZonesPrefer {
		levels = append(levels, level{name: "zone", cost: func(a *lineArc) int64 {
			if p.ways.list[a.way].crossing {
				return 1
			}
			return 0
		}})
	}
	if near {
		levels = append(levels, level{name: "signed", cost: func(a *lineArc) int64 {
			return a.signed
		}})
	}
	return append(levels, level{name: "cost", cost: func(a *lineArc) int64 {
		return int64(p.ways.list[a.way].cost)
	}})
}

// deliver finds the best lines for the amounts that an allotment has settled.
func deliver(ctx context.Context, p *problem, near bool) (*delivery, error) {
	d := &delivery{
		p: p, near: near, flow: make([]int64, len(p.ways.list)), levels: p.wishes(near),
	}
	d.addArcs()
	network, err := flow.New(d.network())
	if err != nil {
		return nil, fmt.Errorf("lines of %q: %w", p.good.Code, err)
	}
	for i := range d.levels {
		if err := d.best(ctx, network, &d.levels[i]); err != nil {
			return nil, fmt.Errorf("lines of %q, wish %q: %w", p.good.Code, d.levels[i].name, err)
		}
	}
	for i, arc := range d.arcs {
		d.flow[arc.way] += network.Flow(len(p.lots) + i)
	}
	return d, nil
}

// best brings the network to the best lines for one wish and holds it there
// for the wishes after it.
func (d *delivery) best(ctx context.Context, network *flow.Network, l *level) error {
	err := network.SetCosts(func(arc int) int64 {
		if arc < len(d.p.lots) {
			return 0
		}
		return l.cost(&d.arcs[arc-len(d.p.lots)])
	})
	if err != nil {
		return err
	}
	if err := network.Run(ctx); err != nil {
		return err
	}
	l.price = make([]int64, 1+len(d.p.lots)+len(d.p.nodes))
	for v := range l.price {
		l.price[v] = network.Potential(v) - network.Potential(0)
	}
	network.Freeze()
	return nil
}

// addArcs makes an arc of every way. A way that was signed at s is two: up to
// s a unit brings it nearer to what was signed (−1), beyond s farther from it
// (+1). The cost is convex, so the first fills before the second.
func (d *delivery) addArcs() {
	for i := range d.p.ways.list {
		if w := &d.p.ways.list[i]; d.near && w.signed > 0 {
			d.arcs = append(d.arcs, lineArc{way: i, signed: -1})
		}
		d.arcs = append(d.arcs, lineArc{way: i, signed: 1})
	}
}

// network states the transportation problem: every lot may leave goods
// unused, every node takes exactly what its rows get.
func (d *delivery) network() flow.Problem {
	p := d.p
	supply := make([]int64, 1+len(p.lots)+len(p.nodes))
	arcs := make([]flow.Arc, 0, len(p.lots)+len(d.arcs))
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
	for _, a := range d.arcs {
		w := &p.ways.list[a.way]
		limit := flow.Unlimited
		if a.signed < 0 {
			limit = w.signed
		}
		arcs = append(arcs, flow.Arc{
			From: 1 + w.lot, To: int32(1+len(p.lots)) + w.node, Cap: limit, Cost: int64(w.cost),
		})
	}
	return flow.Problem{Supply: supply, Arcs: arcs}
}

// reduced returns how much more than its share of the prices an arc costs, by
// one wish: positive on arcs that should be empty, negative on full ones.
func (d *delivery) reduced(l *level, a *lineArc) int64 {
	w := &d.p.ways.list[a.way]
	return l.cost(a) + l.price[1+w.lot] - l.price[1+len(d.p.lots)+int(w.node)]
}

// totals are those of the last wishes over all lines. Nothing has moved where
// there is no earlier plan to stay near.
func (d *delivery) totals() (cost, crossing, moved *big.Int) {
	cost, crossing, moved = new(big.Int), new(big.Int), new(big.Int)
	for i, x := range d.flow {
		w := &d.p.ways.list[i]
		hinterland.AddProduct(cost, x, int64(w.cost))
		if w.crossing {
			hinterland.AddProduct(crossing, x, 1)
		}
		if d.near {
			hinterland.AddProduct(moved, max(x-w.signed, w.signed-x), 1)
		}
	}
	return cost, crossing, moved
}

// used returns, for each node, the lots that send it something, and unused
// the lots that keep something.
func (d *delivery) used() (used []set, unused set) {
	used = newSets(len(d.p.nodes), len(d.p.lots))
	unused = newSet(len(d.p.lots))
	left := make([]int64, len(d.p.lots))
	for l := range d.p.lots {
		left[l] = d.p.lots[l].quantity
	}
	for i, x := range d.flow {
		w := &d.p.ways.list[i]
		left[w.lot] -= x
		if x > 0 {
			used[w.node].add(int(w.lot))
		}
	}
	for l, some := range left {
		if some > 0 {
			unused.add(l)
		}
	}
	return used, unused
}
