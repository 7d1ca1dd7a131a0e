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
		p := problemOf(region, policy)
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
// l < 0 the unit comes from outside. What zones can do by themselves stays.
func lifted(p *problem, l, n int) *problem {
	q := afresh(p)
	extra := lot{quantity: 1, place: p.nodes[n].place}
	open, home := newSet(len(p.nodes)), newSet(len(p.nodes))
	if l >= 0 {
		extra = p.lots[l]
		extra.quantity = 1
		q.lots[l].quantity--
		open.take(p.ways.open[l])
		home.take(p.ways.home[l])
	}
	open.add(n)
	q.addLot(extra, open, home)
	return q
}

// gained returns the most urgent class of which q meets one unit more than p,
// provided that no class as urgent loses; none if there is no such class.
func gained(t *testing.T, p, q *problem) int {
	t.Helper()
	if _, err := allot(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	for _, class := range p.classes() {
		if more := metOf(q, class) - metOf(p, class); more != 0 {
			if more != 1 {
				return none
			}
			return class
		}
	}
	return none
}

func (r *reasons) anyShort(n int) bool {
	short := false
	for _, nodes := range r.short {
		short = short || nodes.has(n)
	}
	return short
}
