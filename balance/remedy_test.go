package balance

import (
	"slices"
	"testing"

	"hinterland"
)

// withLess returns p with the way w able to carry less than it does in d, and
// floors asking for no more than they got. The lot is split in two: one part
// as large as the way may carry, with all ways, and the rest without w.
func withLess(p *problem, d *delivery, w way) *problem {
	q := afresh(p)
	for n := p.needs; n < len(p.nodes); n++ {
		r := p.nodes[n].rows[0]
		q.rows[r].need = p.rows[r].met
	}
	rest := p.lots[w.lot]
	q.lots[w.lot].quantity = d.flows.on(int(w.lot), int(w.node)) - 1
	rest.quantity -= q.lots[w.lot].quantity
	open, home := slices.Clone(p.ways.open[w.lot]), slices.Clone(p.ways.home[w.lot])
	open.drop(int(w.node))
	home.drop(int(w.node))
	q.addLot(rest, open, home)
	return q
}

// afresh returns a copy of p in which no row has got anything.
func afresh(p *problem) *problem {
	q := *p
	q.rows = slices.Clone(p.rows)
	for i := range q.rows {
		r := &q.rows[i]
		*r = row{node: r.node, class: r.class, need: r.need}
	}
	q.lots = slices.Clone(p.lots)
	w := *p.ways
	w.open, w.home = slices.Clone(w.open), slices.Clone(w.home)
	q.ways = &w
	return &q
}

func (p *problem) addLot(l lot, open, home set) {
	p.lots = append(p.lots, l)
	p.ways.open, p.ways.home = append(p.ways.open, open), append(p.ways.home, home)
}

// lostBy names the first wish by which plan e is worse than plan d.
func lostBy(d, e *delivery) hinterland.LineReason {
	for _, class := range append([]int{0}, d.p.classes()...) {
		if metOf(d.p, class) != metOf(e.p, class) {
			return hinterland.LineClass
		}
	}
	for i := range d.p.rows {
		if d.p.rows[i].met != e.p.rows[i].met {
			return hinterland.LineShare
		}
	}
	cost, crossing, _ := d.totals()
	nowCost, nowCrossing, _ := e.totals()
	switch {
	case d.p.policy == hinterland.ZonesPrefer && crossing.Cmp(nowCrossing) != 0:
		return hinterland.LineZone
	case cost.Cmp(nowCost) != 0:
		return hinterland.LineCost
	}
	return hinterland.LineTie
}

func metOf(p *problem, class int) (met int64) {
	for _, i := range p.ofClass(class) {
		met += p.rows[i].met
	}
	return met
}

// The reasons of lines hold on goods too large to try all plans: solve again
// with one unit less allowed on a line, and what its reason names is lost
// first; where it names a tie nothing is.
func TestWithoutALineWhatItsReasonNamesIsLostFirst(t *testing.T) {
	seen := map[hinterland.LineReason]int{}
	for seed := range uint64(40) {
		d := newDraw(seed)
		region := d.region(sized(5 + int(seed)*55/39))
		for i := range region.Offers { // or nearly all lines would be ties
			o := &region.Offers[i]
			o.Price += hinterland.Money(d.IntN(1_000_000))
			o.Quantity = o.Quantity * hinterland.Quantity(1+seed%3) / 2
		}
		policy := []hinterland.Policy{hinterland.ZonesPrefer, hinterland.ZonesIgnore}[seed%2]
		p := problemOf(region, policy)
		plan := delivered(t, p)
		r := newReasons(plan)
		var lines []way
		plan.flows.each(func(l, n int, _ int64) {
			if n < p.needs {
				lines = append(lines, way{int32(l), int32(n)})
			}
		})
		for range min(6, len(lines)) {
			w := lines[d.IntN(len(lines))]
			got := r.of(int(w.lot), int(w.node))
			if want := lostBy(plan, delivered(t, withLess(p, plan, w))); got != want {
				t.Errorf("seed %d, zones %s: line %v says %s, without it is lost: %s",
					seed, policy, w, got, want)
			}
			seen[got]++
		}
	}
	for _, reason := range []hinterland.LineReason{
		hinterland.LineClass, hinterland.LineShare, hinterland.LineZone, hinterland.LineCost,
		hinterland.LineTie,
	} {
		if seen[reason] == 0 {
			t.Errorf("no line with reason %s was looked at", reason)
		}
	}
}

// remediesByTrial tries everything that could bring a unit to node n, one thing
// after another, and returns the reason and the worth that docs/formats.md asks
// for: the most urgent class that any of it brings, and the first that does.
func remediesByTrial(t *testing.T, region *hinterland.Region, r *reasons, n int,
) (hinterland.ShortReason, int) {
	t.Helper()
	p := r.d.p
	one := newSet(len(p.nodes))
	one.add(n)
	lots, nodes := r.all.sourcesOf(one)
	gains := map[hinterland.ShortReason]int{
		hinterland.ShortSupply: gained(t, p, lifted(p, -1, n)),
		hinterland.ShortFloor:  gainOfFloors(t, region, r, lots),
		hinterland.ShortFixed:  gainOfFixings(t, region, r, lots),
	}
	for b, reason := range barrierReasons() {
		if reason != hinterland.ShortFixed {
			gains[reason] = none
		}
		nodes.each(func(v int) {
			p.ways.closed[b][v].each(func(l int) {
				if v < p.needs && p.lots[l].quantity > 0 {
					gains[reason] = min(gains[reason], gained(t, p, lifted(p, l, v)))
				}
			})
		})
	}
	best, worth := hinterland.ShortSupply, gains[hinterland.ShortSupply]
	for _, reason := range []hinterland.ShortReason{
		hinterland.ShortLate, hinterland.ShortStorage, hinterland.ShortReach,
		hinterland.ShortFloor, hinterland.ShortScope, hinterland.ShortFixed,
	} {
		if gains[reason] <= worth {
			best, worth = reason, gains[reason]
		}
	}
	return best, worth
}

// gainOfFloors is what one unit less of some floor brings that gets goods of
// lots, where its receiver does without that unit.
func gainOfFloors(t *testing.T, region *hinterland.Region, r *reasons, lots set) int {
	t.Helper()
	best := none
	for i, f := range region.Floors {
		n, _ := r.d.p.find(node{seller: f.From, party: f.To, period: f.Period})
		if r.d.p.nodes[n].fixed {
			continue
		}
		smaller := *region
		smaller.Floors = slices.Clone(region.Floors)
		smaller.Floors[i].Quantity--
		best = min(best, gainOfLess(t, &smaller, r, n, lots))
	}
	return best
}

// gainOfFixings is the same of fixings that are above what is guaranteed.
func gainOfFixings(t *testing.T, region *hinterland.Region, r *reasons, lots set) int {
	t.Helper()
	best := none
	for i, f := range region.Fixings {
		n, _ := r.d.p.find(node{seller: f.From, party: f.To, period: f.Period})
		smaller := *region
		smaller.Fixings = slices.Clone(region.Fixings)
		smaller.Fixings[i].Quantity--
		if f.Quantity > 0 && len(smaller.Check()) == 0 {
			best = min(best, gainOfLess(t, &smaller, r, n, lots))
		}
	}
	return best
}

// gainOfLess is what a region with one unit less of the floor n brings, if that
// has goods of lots and its receiver does without the unit.
func gainOfLess(
	t *testing.T, smaller *hinterland.Region, r *reasons, n int, lots set,
) int {
	t.Helper()
	if !slices.ContainsFunc(r.all.used[n], func(l int32) bool { return lots.has(int(l)) }) {
		return none
	}
	at, loses := &r.d.p.nodes[n], countsLast(r.d.p, n)
	smaller.Needs = slices.Clone(smaller.Needs)
	for j := range smaller.Needs {
		need := &smaller.Needs[j]
		if need.Party == at.party && need.Period == at.period && need.Priority == loses {
			need.Quantity--
		}
	}
	q := problemOf(smaller, r.d.p.policy)
	return gained(t, r.d.p, q)
}

// countsLast is the priority of the row against which the last unit of a
// floor's receiver counts, 0 if it is beyond all needs.
func countsLast(p *problem, floor int) int {
	brought, last := int64(0), 0
	for i := range p.rows {
		r := &p.rows[i]
		switch {
		case receiverOf(&p.nodes[r.node]) != receiverOf(&p.nodes[floor]):
		case r.class == 0:
			brought += r.met
		case r.floor > 0:
			brought -= r.floor
			last = r.class
		}
	}
	if brought > 0 {
		return 0
	}
	return last
}

func TestTheReasonOfAShortfallIsTheBestOfAllRemedies(t *testing.T) {
	seen := map[hinterland.ShortReason]int{}
	for seed := range uint64(250) {
		d := newDraw(seed)
		region := d.region(size{places: 5, parties: 8, periods: 3, offers: 7, needs: 14, most: 9})
		policy := policies()[seed%3]
		p := problemOf(region, policy)
		r := newReasons(delivered(t, p))
		m := newRemedies(r)
		for n := range p.nodes[:p.needs] {
			if !r.anyShort(n) {
				continue
			}
			reason, worth := m.of(n)
			want, wantWorth := remediesByTrial(t, region, r, n)
			if reason != want || worth != wantWorth {
				t.Errorf("seed %d, zones %s: node %d says %s, worth %d; the best is %s, %d",
					seed, policy, n, reason, worth, want, wantWorth)
			}
			seen[reason]++
		}
	}
	words := barrierReasons()
	for _, reason := range append(words[:], hinterland.ShortFloor, hinterland.ShortSupply) {
		if seen[reason] == 0 {
			t.Errorf("no shortfall with reason %s was looked at", reason)
		}
	}
}
