package balance

import (
	"slices"
	"testing"

	"hinterland"
)

func TestLoadsKeepWhatIsCarriedAndNothingElse(t *testing.T) {
	f := make(loads, 2)
	steps := []struct {
		l    int
		more int64
		want []load
	}{
		{3, 5, []load{{3, 5}}},
		{1, 2, []load{{1, 2}, {3, 5}}},
		{2, 0, []load{{1, 2}, {3, 5}}},
		{3, -1, []load{{1, 2}, {3, 4}}},
		{1, -2, []load{{3, 4}}},
		{4, 7, []load{{3, 4}, {4, 7}}},
	}
	for i, s := range steps {
		if f.change(s.l, 1, s.more); !slices.Equal(f[1], s.want) {
			t.Fatalf("step %d leaves %v, want %v", i, f[1], s.want)
		}
	}
	if len(f[0]) != 0 || f.on(4, 1) != 7 || f.on(2, 1) != 0 || f.on(9, 1) != 0 {
		t.Errorf("node 0 has %v; lots 4, 2, 9 send %d, %d, %d",
			f[0], f.on(4, 1), f.on(2, 1), f.on(9, 1))
	}
	if got := f.senders(); !slices.Equal(got[1], []int32{3, 4}) || len(got[0]) != 0 {
		t.Errorf("senders %v", got)
	}
}

// reachable walks a residual network vertex by vertex, with nothing of what
// walk does to be quick: it returns all lots and nodes that goods of some lots
// and nodes can be brought to, without one way carrying more.
func reachable(p *problem, f loads, barred way, lots, nodes []int) (atLot, atNode []bool) {
	atLot, atNode = make([]bool, len(p.lots)), make([]bool, len(p.nodes))
	for _, l := range lots {
		atLot[l] = true
	}
	for _, n := range nodes {
		atNode[n] = true
	}
	for changed := true; changed; {
		changed = false
		p.eachWay(func(w way) {
			l, n := int(w.lot), int(w.node)
			if atLot[l] && !atNode[n] && w != barred {
				atNode[n], changed = true, true
			}
			if atNode[n] && !atLot[l] && f.on(l, n) > 0 {
				atLot[l], changed = true, true
			}
		})
	}
	return atLot, atNode
}

func noWay() way { return way{-1, -1} }

// pairReason is the reason of a line without which some row gets less, pair by
// pair as docs/formats.md has it; empty if the line can be replaced.
func pairReason(p *problem, f loads, unused []int, w way) hinterland.LineReason {
	l, n := int(w.lot), int(w.node)
	if _, other := reachable(p, f, w, append([]int{l}, unused...), nil); other[n] {
		return ""
	}
	_, winners := reachable(p, f, w, []int{l}, nil)
	reason := hinterland.LineClass
	for j := range p.rows {
		loser := &p.rows[j]
		_, to := reachable(p, f, w, nil, []int{loser.node})
		if loser.class == 0 || loser.met <= loser.floor || !to[n] {
			continue
		}
		for s := range p.rows {
			winner := &p.rows[s]
			if winner.class == 0 || winner.short() == 0 || !winners[winner.node] ||
				winner.class > loser.class {
				continue
			}
			oneZone := p.nodes[winner.node].zone == p.nodes[loser.node].zone
			if winner.class == loser.class &&
				(p.policy != hinterland.ZonesFirst || loser.met > loser.own || oneZone) {
				return hinterland.LineShare
			}
			reason = hinterland.LineZone
		}
	}
	return reason
}

func TestALineThatARowNeedsSaysWhichPairOfRowsKeepsItThere(t *testing.T) {
	seen := map[hinterland.LineReason]int{}
	for seed := range uint64(600) {
		d := newDraw(seed)
		region := d.region(size{places: 4, parties: 6, periods: 2, offers: 6, needs: 12, most: 9})
		p := problemOf(region, policies()[seed%3])
		plan := delivered(t, p)
		r := newReasons(plan)
		var unused []int
		r.all.unused.each(func(l int) { unused = append(unused, l) })
		plan.flows.each(func(l, n int, _ int64) {
			want := pairReason(p, plan.flows, unused, way{int32(l), int32(n)})
			if n >= p.needs || want == "" {
				return
			}
			if got := r.of(l, n); got != want {
				t.Errorf("seed %d, zones %s: the line from %d to %d says %s, the pairs %s",
					seed, p.policy, l, n, got, want)
			}
			seen[want]++
		})
	}
	if seen[hinterland.LineClass] < 5 || seen[hinterland.LineShare] < 5 ||
		seen[hinterland.LineZone] < 5 {
		t.Errorf("too few lines of a reason: %v", seen)
	}
}

func TestWalksReachWhatCanBeReachedBothWays(t *testing.T) {
	for seed := range uint64(30) {
		d := newDraw(seed)
		region := d.region(sized(4 + int(seed)/3))
		p := problemOf(region, policies()[seed%3])
		plan := delivered(t, p)
		r := newResidual(plan)
		from, to := d.IntN(len(p.nodes)), newSet(len(p.nodes))
		start := newSet(len(p.nodes))
		start.add(from)
		got := r.broughtBy(newSet(len(p.lots)), start)
		_, want := reachable(p, plan.flows, noWay(), nil, []int{from})
		for n := range p.nodes {
			clear(to)
			to.add(n)
			_, sources := r.sourcesOf(to)
			if got.has(n) != want[n] || sources.has(from) != want[n] {
				t.Fatalf("seed %d: from node %d to %d: onwards %v, backwards %v, step by step %v",
					seed, from, n, got.has(n), sources.has(from), want[n])
			}
		}
	}
}

// The test of docs/formats.md, row by row: nothing that is unused, and no unit
// of a row beyond what is kept, could go to a more urgent row that is short,
// or to a row as urgent where its rank would be smaller.
func TestNoExchangeBettersTheAmounts(t *testing.T) {
	looked := 0
	for seed := range uint64(15) {
		d := newDraw(seed)
		region := d.region(sized(5 + int(seed)*55/14))
		p := problemOf(region, policies()[seed%3])
		plan := delivered(t, p)
		r := newResidual(plan)
		var idle []int
		r.unused.each(func(l int) { idle = append(idle, l) })
		_, fromIdle := reachable(p, plan.flows, noWay(), idle, nil)
		for i := range p.rows {
			if row := &p.rows[i]; row.class > 0 && row.short() > 0 && fromIdle[row.node] {
				t.Errorf("seed %d: row %d is short, and unused goods reach it", seed, i)
			}
		}
		for range 10 {
			i := d.IntN(len(p.rows))
			from := &p.rows[i]
			if kept, _ := keptAndOrigin(p, from); from.class == 0 || from.met == kept {
				continue
			}
			looked++
			_, to := reachable(p, plan.flows, noWay(), nil, []int{from.node})
			for j := range p.rows {
				row := &p.rows[j]
				wants := row.class > 0 && row.short() > 0 && to[row.node]
				if wants && worthMore(p, row, from, j < i) {
					t.Errorf("seed %d: a unit of row %d, %+v, should be row %d's, %+v",
						seed, i, *from, j, *row)
				}
			}
		}
	}
	if looked < 50 {
		t.Errorf("only %d rows had something to give", looked)
	}
}

// worthMore reports whether the next unit of a row comes before the last one
// of another, which stands later among equals or not.
func worthMore(p *problem, row, other *row, earlier bool) bool {
	if row.class != other.class {
		return row.class < other.class
	}
	_, from := keptAndOrigin(p, row)
	_, origin := keptAndOrigin(p, other)
	next := (row.met + 1 - from) * (other.need - origin)
	last := (other.met - origin) * (row.need - from)
	return next < last || next == last && earlier
}

// keptAndOrigin are by docs/formats.md what a row cannot be asked to give up,
// and where its ranks begin.
func keptAndOrigin(p *problem, row *row) (kept, origin int64) {
	if p.policy == hinterland.ZonesFirst {
		return max(row.floor, row.own), row.own
	}
	return row.floor, 0
}

func TestSetsHaveWhatWasAddedUpToTheLastWord(t *testing.T) {
	for _, n := range []int{1, 63, 64, 65, 130} {
		s := newSet(n)
		s.fill(n)
		s.drop(n / 2)
		var got []int
		s.each(func(i int) { got = append(got, i) })
		if len(got) != n-1 || slices.Contains(got, n/2) || s.has(n/2) || n > 1 && !s.has(n-1) {
			t.Errorf("%d numbers without %d: %v", n, n/2, got)
		}
		other := newSet(n)
		other.add(n - 1)
		if n > 1 && (!s.meets(other) || s.firstOfBoth(other) != n-1) {
			t.Errorf("of %d: the last is not found", n)
		}
		if s.lose(other); s.meets(other) || s.firstOfBoth(other) != -1 {
			t.Errorf("of %d: the last was not lost", n)
		}
	}
}

func TestGoodsSetOffBeforeAForeignScopeBegins(t *testing.T) {
	scope := func(buyer hinterland.PartyCode, first, last hinterland.Period) *hinterland.Scope {
		return &hinterland.Scope{Buyer: buyer, First: first, Last: last, Exclusive: true}
	}
	cases := []struct {
		name        string
		shut        []*hinterland.Scope
		first, last hinterland.Period
		want        hinterland.Period // 0: never
	}{
		{"no scope", nil, 2, 5, 5},
		{"the buyer's own", []*hinterland.Scope{scope("me", 1, 9)}, 2, 5, 5},
		{"ends just before", []*hinterland.Scope{scope("you", 2, 4)}, 2, 5, 5},
		{"holds the last period", []*hinterland.Scope{scope("you", 5, 6)}, 2, 5, 4},
		{"leaves only the first", []*hinterland.Scope{scope("you", 3, 9)}, 2, 5, 2},
		{"two in a row", []*hinterland.Scope{scope("you", 4, 5), scope("her", 3, 3)}, 2, 5, 2},
		{"all the time", []*hinterland.Scope{scope("you", 2, 5)}, 2, 5, 0},
		{"late and free", []*hinterland.Scope{scope("you", 4, 5)}, 5, 3, 3},
		{"late and shut", []*hinterland.Scope{scope("you", 3, 3)}, 5, 3, 0},
	}
	for _, c := range cases {
		got, ok := shipPeriod(c.shut, "me", c.first, c.last)
		if got != c.want || ok != (c.want > 0) {
			t.Errorf("%s: ships in %d, %v; want %d", c.name, got, ok, c.want)
		}
	}
}
