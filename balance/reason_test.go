package balance

import (
	"slices"
	"testing"

	"hinterland"
)

// lostFirst tells by trying all plans what is lost first if a way carries less
// than it does: the definition of a line's reason.
func lostFirst(p *problem, d *delivery, w way) hinterland.LineReason {
	best := bruteForce(p)
	kept := *p
	kept.rows = slices.Clone(p.rows)
	for n := p.needs; n < len(p.nodes); n++ {
		row := &kept.rows[p.nodes[n].rows[0]]
		row.need = row.met
	}
	b := &brute{p: &kept, policy: p.policy, near: p.near, ways: allWays(p)}
	b.most = slices.Repeat([]int64{1 << 40}, len(b.ways))
	at := slices.IndexFunc(b.ways, func(v tried) bool { return v.way == w })
	b.most[at] = d.flows.on(int(w.lot), int(w.node)) - 1
	b.flow = make([]int64, len(b.ways))
	b.run(0)
	classes := 1 + len(p.classes())
	for i, wish := range best.wishes {
		if i < len(b.best.wishes) && wish.Cmp(b.best.wishes[i]) == 0 {
			continue
		}
		last := len(best.wishes) - 1
		switch {
		case i < classes:
			return hinterland.LineClass
		case i == last:
			return hinterland.LineCost
		case p.near && i == last-1:
			return hinterland.LineSigned
		case p.policy == hinterland.ZonesPrefer && (i == last-1 || p.near && i == last-2):
			return hinterland.LineZone
		}
		return hinterland.LineShare
	}
	return hinterland.LineTie
}

func TestTheReasonOfALineIsWhatWouldBeLostFirst(t *testing.T) {
	seen := map[hinterland.LineReason]int{}
	for seed := range uint64(2500) {
		d := newDraw(seed)
		region := d.region(size{places: 3, parties: 4, periods: 2, offers: 3, needs: 4, most: 3})
		policy := []hinterland.Policy{hinterland.ZonesPrefer, hinterland.ZonesIgnore}[seed%2]
		if seed%3 == 0 {
			region.Signed = signedFrom(t, region)
			d.Shuffle(len(region.Offers), func(i, j int) {
				region.Offers[i].Quantity, region.Offers[j].Quantity =
					region.Offers[j].Quantity, region.Offers[i].Quantity
			})
		}
		p := newProblem(newInputs(region), &region.Goods[0], policy)
		if len(allWays(p)) > 6 {
			continue
		}
		plan := delivered(t, p)
		r := newReasons(plan)
		plan.flows.each(func(l, n int, _ int64) {
			if n >= p.needs {
				return
			}
			got, want := r.of(l, n), lostFirst(p, plan, way{int32(l), int32(n)})
			if got != want {
				t.Fatalf("seed %d, zones %s: the line from %d to %d says %s, all plans say %s",
					seed, policy, l, n, got, want)
			}
			seen[got]++
		})
	}
	for _, reason := range []hinterland.LineReason{
		hinterland.LineClass, hinterland.LineShare, hinterland.LineZone, hinterland.LineSigned,
		hinterland.LineCost, hinterland.LineTie,
	} {
		if seen[reason] < 5 {
			t.Errorf("only %d lines with reason %s were looked at", seen[reason], reason)
		}
	}
}

// lifted returns p with one unit of lot l free to go to node n as well; with
// l < 0 the unit comes from outside.
func lifted(p *problem, l, n int) *problem {
	q := *p
	q.rows = slices.Clone(p.rows)
	for i := range q.rows {
		r := &q.rows[i]
		*r = row{node: r.node, class: r.class, need: r.need}
	}
	q.lots = slices.Clone(p.lots)
	extra := lot{quantity: 1, place: p.nodes[n].place}
	nodes := newSet(len(p.nodes))
	if l >= 0 {
		extra = p.lots[l]
		extra.quantity = 1
		q.lots[l].quantity--
		nodes.take(p.ways.open[l])
	}
	nodes.add(n)
	q.lots = append(q.lots, extra)
	w := *p.ways
	w.open = append(slices.Clone(w.open), nodes)
	w.home = append(slices.Clone(w.home), nodes)
	q.ways = &w
	return &q
}

// gained returns the most urgent class of which q meets one unit more than p,
// provided that no class as urgent loses; none if there is no such class.
func gained(t *testing.T, p, q *problem) int {
	t.Helper()
	if _, err := allot(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	sum := func(p *problem, class int) (met int64) {
		for _, i := range p.ofClass(class) {
			met += p.rows[i].met
		}
		return met
	}
	for _, class := range p.classes() {
		if more := sum(q, class) - sum(p, class); more != 0 {
			if more != 1 {
				return -1
			}
			return class
		}
	}
	return none
}

func TestLiftingTheReasonOfAShortfallBringsItsWorth(t *testing.T) {
	seen := map[hinterland.ShortReason]int{}
	barriersOf := map[hinterland.ShortReason]barrier{}
	for b, reason := range barrierReasons() {
		barriersOf[reason] = barrier(b)
	}
	for seed := range uint64(400) {
		d := newDraw(seed)
		region := d.region(size{places: 5, parties: 8, periods: 3, offers: 7, needs: 14, most: 9})
		p := newProblem(newInputs(region), &region.Goods[0], hinterland.ZonesIgnore)
		r := newReasons(delivered(t, p))
		m := newRemedies(r)
		for n := range p.nodes[:p.needs] {
			if !r.anyShort(n) {
				continue
			}
			reason, worth := m.of(n)
			seen[reason]++
			if got := gained(t, p, lifted(p, -1, n)); got != m.worth(n) {
				t.Errorf("seed %d: a unit handed to node %d brings class %d, not %d",
					seed, n, got, m.worth(n))
			}
			if reason == hinterland.ShortFloor && !anyFloorFrees(t, region, p, worth) {
				t.Errorf("seed %d: node %d says floor, worth %d, but no smaller floor brings it",
					seed, n, worth)
			}
			b, isBarrier := barriersOf[reason]
			if isBarrier && !anyLiftBrings(t, m, n, b, worth) {
				t.Errorf("seed %d: node %d says %s, worth %d, but lifting it brings nothing",
					seed, n, reason, worth)
			}
		}
	}
	for reason := range barriersOf {
		if seen[reason] < 3 {
			t.Errorf("only %d shortfalls with reason %s were looked at", seen[reason], reason)
		}
	}
	if seen[hinterland.ShortSupply] < 20 || seen[hinterland.ShortFloor] < 3 {
		t.Errorf("too few shortfalls for supply or floors: %v", seen)
	}
}

// anyFloorFrees reports whether some floor, one unit smaller, brings one unit
// of class worth.
func anyFloorFrees(t *testing.T, region *hinterland.Region, p *problem, worth int) bool {
	t.Helper()
	for i := range region.Floors {
		smaller := *region
		smaller.Floors = slices.Clone(region.Floors)
		smaller.Floors[i].Quantity--
		q := newProblem(newInputs(&smaller), p.good, p.policy)
		if gained(t, p, q) == worth {
			return true
		}
	}
	return false
}

func (r *reasons) anyShort(n int) bool {
	short := false
	for _, nodes := range r.short {
		short = short || nodes.has(n)
	}
	return short
}

// anyLiftBrings reports whether opening one way that b alone closes, into the
// nodes from which goods reach node n, brings one unit of class worth.
func anyLiftBrings(t *testing.T, m *remedies, n int, b barrier, worth int) bool {
	t.Helper()
	p := m.r.d.p
	one := newSet(len(p.nodes))
	one.add(n)
	_, nodes := m.r.all.sourcesOf(one)
	found := false
	nodes.each(func(v int) {
		p.ways.closed[b][v].each(func(l int) {
			if !found && p.lots[l].quantity > 0 && v < p.needs {
				found = gained(t, p, lifted(p, l, v)) == worth
			}
		})
	})
	return found
}

// worth returns the class of which one more unit at node n would be met.
func (m *remedies) worth(n int) int {
	for i := range m.byClass {
		if m.byClass[i].gain.has(n) {
			return m.byClass[i].class
		}
	}
	return none
}
