package balance

import (
	"cmp"
	"math/big"
	"slices"
	"testing"

	"hinterland"
)

// brute finds the best plan of a tiny problem by trying every one. It knows
// the order of wishes and nothing of how Solve works: it shares the problem's
// open ways with it, and no more.
type brute struct {
	p      *problem
	ways   []tried
	flow   []int64
	policy hinterland.Policy
	near   bool
	own    []int64 // per row, once the zones have been tried by themselves
	most   []int64 // per way, where a way is not to carry more
	best   *outcome
}

// A tried way is an open way with all that brute force has to know of it.
type tried struct {
	way
	cost, signed int64
	crossing     bool
}

// An outcome is what a plan is worth, wish by wish.
type outcome struct {
	met      []int64
	wishes   []*big.Rat
	flow     []int64
	feasible bool
}

// run tries every amount on every way from the i-th on.
func (b *brute) run(i int) {
	if i == len(b.ways) {
		if o := b.judge(); o.feasible && (b.best == nil || better(o, b.best)) {
			o.flow = slices.Clone(b.flow)
			b.best = o
		}
		return
	}
	for b.flow[i] = 0; b.fits(i); b.flow[i]++ {
		b.run(i + 1)
	}
	b.flow[i] = 0
}

// fits reports whether the lot has what its ways up to the i-th carry.
func (b *brute) fits(i int) bool {
	if b.most != nil && b.flow[i] > b.most[i] {
		return false
	}
	left := b.p.lots[b.ways[i].lot].quantity
	for j := range i + 1 {
		if b.ways[j].lot == b.ways[i].lot {
			left -= b.flow[j]
		}
	}
	return left >= 0
}

// judge fills the rows, the most urgent first, and counts.
func (b *brute) judge() *outcome {
	inflow := make([]int64, len(b.p.nodes))
	for i, w := range b.ways {
		inflow[w.node] += b.flow[i]
	}
	o := &outcome{met: make([]int64, len(b.p.rows)), feasible: true}
	for n := range b.p.nodes {
		for _, r := range b.p.nodes[n].rows {
			o.met[r] = min(inflow[n], b.p.rows[r].need-b.counted(r))
			inflow[n] -= o.met[r]
		}
		o.feasible = o.feasible && inflow[n] == 0
	}
	for r := range o.met {
		o.met[r] += b.counted(r)
		o.feasible = o.feasible && (b.own == nil || o.met[r] >= b.own[r])
	}
	b.count(o)
	return o
}

// counted is what floors bring to a row: settled before, since floors come
// first and do not depend on what follows.
func (b *brute) counted(r int) int64 { return b.p.rows[r].floor }

func (b *brute) count(o *outcome) {
	for _, class := range append([]int{0}, b.p.classes()...) {
		total := new(big.Rat)
		for _, r := range b.p.ofClass(class) {
			total.Sub(total, new(big.Rat).SetInt64(o.met[r]))
		}
		o.wishes = append(o.wishes, total)
	}
	for _, class := range append([]int{0}, b.p.classes()...) {
		o.wishes = append(o.wishes, b.ranks(o, class)...)
	}
	if b.own == nil && b.policy == hinterland.ZonesFirst {
		return
	}
	var crossing, moved, cost int64
	for i, w := range b.ways {
		if w.crossing {
			crossing += b.flow[i]
		}
		moved += max(b.flow[i]-w.signed, w.signed-b.flow[i])
		cost += b.flow[i] * w.cost
	}
	if b.policy == hinterland.ZonesPrefer {
		o.wishes = append(o.wishes, new(big.Rat).SetInt64(crossing))
	}
	if b.near {
		o.wishes = append(o.wishes, new(big.Rat).SetInt64(moved))
	}
	o.wishes = append(o.wishes, new(big.Rat).SetInt64(cost))
}

// ranks lists the ranks of all units that the rows of a class get beyond what
// is kept, in order, with the row's place in the order of keys behind each.
func (b *brute) ranks(o *outcome, class int) []*big.Rat {
	type unit struct {
		rank *big.Rat
		row  int
	}
	var units []unit
	for _, r := range b.p.ofClass(class) {
		row := &b.p.rows[r]
		origin, kept := int64(0), b.counted(r)
		if b.own != nil {
			origin, kept = b.own[r], b.own[r]
		}
		for m := kept + 1; m <= o.met[r]; m++ {
			units = append(units, unit{big.NewRat(m-origin, row.need-origin), r})
		}
	}
	slices.SortFunc(units, func(x, y unit) int {
		return cmp.Or(x.rank.Cmp(y.rank), cmp.Compare(x.row, y.row))
	})
	var list []*big.Rat
	for _, u := range units {
		list = append(list, u.rank, new(big.Rat).SetInt64(int64(u.row)))
	}
	return list
}

func better(a, b *outcome) bool {
	for i := range a.wishes {
		if i >= len(b.wishes) {
			return false
		}
		if c := a.wishes[i].Cmp(b.wishes[i]); c != 0 {
			return c < 0
		}
	}
	return false
}

// bruteForce settles floors, then each zone alone, then everything.
func bruteForce(p *problem) *outcome {
	floors := &brute{p: p, policy: hinterland.ZonesIgnore, ways: waysWhere(p, func(w way) bool {
		return int(w.node) >= p.needs
	})}
	floors.flow = make([]int64, len(floors.ways))
	floors.run(0)
	kept := *p
	kept.rows = slices.Clone(p.rows)
	for i := range kept.rows {
		kept.rows[i].floor = 0
	}
	countFloors(&kept, floors.best.met)
	b := &brute{p: &kept, policy: p.policy, near: p.near}
	if p.policy == hinterland.ZonesFirst {
		b.ways = waysWhere(p, func(w way) bool {
			return int(w.node) >= p.needs || p.home(int(w.lot), int(w.node))
		})
		b.flow = make([]int64, len(b.ways))
		b.run(0)
		b.own, b.best = b.best.met, nil
	}
	b.ways = allWays(p)
	b.flow = make([]int64, len(b.ways))
	b.run(0)
	return b.best
}

func waysWhere(p *problem, pick func(way) bool) []tried {
	var ways []tried
	p.eachWay(func(w way) {
		if l, n := int(w.lot), int(w.node); pick(w) {
			ways = append(ways, tried{w, int64(p.cost(l, n)), p.signed[w], p.crosses(l, n)})
		}
	})
	return ways
}

func allWays(p *problem) []tried { return waysWhere(p, func(way) bool { return true }) }

// delivered settles amounts and lines of a problem.
func delivered(t *testing.T, p *problem) *delivery {
	t.Helper()
	a, err := allot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	d, err := deliver(t.Context(), p, a.flows)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// countFloors counts honoured floors against the receivers' needs.
func countFloors(p *problem, met []int64) {
	for n := p.needs; n < len(p.nodes); n++ {
		left := met[p.nodes[n].rows[0]]
		p.rows[p.nodes[n].rows[0]].need = left
		for v := range p.nodes[:p.needs] {
			if receiverOf(&p.nodes[v]) != receiverOf(&p.nodes[n]) {
				continue
			}
			for _, r := range p.nodes[v].rows {
				part := min(left, p.rows[r].need-p.rows[r].floor)
				p.rows[r].floor += part
				left -= part
			}
		}
	}
}

func TestEveryTinyPlanIsTheBestOfAllPlans(t *testing.T) {
	compared := 0
	for seed := range uint64(1500) {
		d := newDraw(seed)
		region := d.region(size{places: 3, parties: 4, periods: 2, offers: 3, needs: 3, most: 3})
		for _, policy := range policies() {
			p := problemOf(region, policy)
			if len(allWays(p)) > 7 {
				continue
			}
			want := bruteForce(p)
			got := delivered(t, p)
			for i := range p.rows {
				if p.rows[i].met != want.met[i] {
					t.Fatalf("seed %d, zones %s: row %d gets %d, best is %d (%+v)",
						seed, policy, i, p.rows[i].met, want.met[i], p.rows)
				}
			}
			cost, crossing, _ := got.totals()
			wantCost, wantCrossing := totalsOf(p, want.flow)
			if cost.Cmp(wantCost) != 0 ||
				policy == hinterland.ZonesPrefer && crossing.Cmp(wantCrossing) != 0 {
				t.Fatalf("seed %d, zones %s: cost %v, crossing %v; best %v, %v",
					seed, policy, cost, crossing, wantCost, wantCrossing)
			}
			compared++
		}
	}
	if compared < 1000 {
		t.Fatalf("only %d problems were small enough to compare", compared)
	}
}

func totalsOf(p *problem, flow []int64) (cost, crossing *big.Int) {
	d := &delivery{p: p, flows: make(loads, len(p.nodes))}
	for i, w := range allWays(p) {
		d.flows.change(int(w.lot), int(w.node), flow[i])
	}
	cost, crossing, _ = d.totals()
	return cost, crossing
}
