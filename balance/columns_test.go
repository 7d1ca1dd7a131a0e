package balance

import (
	"math/big"
	"slices"
	"testing"

	"hinterland"
	"hinterland/flow"
)

// wide draws a good whose lots and nodes have many times perVertex ways.
func wide(seed uint64, d draw) *hinterland.Region {
	region := d.region(sized(20 + int(seed)*2))
	for i := range region.Offers {
		region.Offers[i].Price += hinterland.Money(d.IntN(1_000_000))
	}
	return region
}

// signOf is the sign of the first of an arc's reduced costs that is not 0.
func signOf(d *delivery, a lineArc) int {
	for i := range d.levels {
		if r := d.reduced(&d.levels[i], a); r != 0 {
			return map[bool]int{true: 1, false: -1}[r > 0]
		}
	}
	return 0
}

// checkPrices holds the certificate against every open way, in the network or
// not: no arc that could carry more is worth it, none that could carry less.
func checkPrices(t *testing.T, d *delivery) {
	t.Helper()
	d.p.eachWay(func(w way) {
		x, signed := d.flows.on(int(w.lot), int(w.node)), d.p.signed[w]
		far := signOf(d, lineArc{w, beyond})
		if far < 0 || far > 0 && x > signed {
			t.Errorf("way %v carries %d, its sign is %d", w, x, far)
		}
		near := signOf(d, lineArc{w, within})
		if signed > 0 && (near < 0 && x < signed || near > 0 && x > 0) {
			t.Errorf("way %v carries %d of %d signed, its sign is %d", w, x, signed, near)
		}
	})
	unused := d.unused()
	for l := range d.p.lots {
		first := 0
		for _, v := range d.levels {
			if first == 0 && v.price[1+l] != 0 {
				first = map[bool]int{true: 1, false: -1}[v.price[1+l] > 0]
			}
		}
		if first < 0 || first > 0 && unused.has(l) {
			t.Errorf("lot %d has a price of sign %d; goods left: %v", l, first, unused.has(l))
		}
	}
}

func TestThePricesProveThePlanOverAllWays(t *testing.T) {
	taken := 0
	for seed := range uint64(6) {
		for _, policy := range policies() {
			d := newDraw(seed)
			region := wide(seed, d)
			if seed%2 == 1 {
				region.Signed = signedFrom(t, region)
				for i := range region.Offers {
					region.Offers[i].Quantity = region.Offers[i].Quantity * 2 / 3
				}
			}
			p := problemOf(region, policy)
			plan := delivered(t, p)
			checkPrices(t, plan)
			begun := &delivery{p: p}
			if err := begun.begin(t.Context(), plan.flows); err != nil {
				t.Fatal(err)
			}
			taken += len(plan.arcs) - len(begun.arcs)
		}
	}
	if taken < 100 {
		t.Errorf("prices asked for %d ways beyond the first; the test does not bite", taken)
	}
}

// With every way in the network from the start there is nothing to take in,
// and the wishes come out the same.
func TestTakingWaysInLosesNothing(t *testing.T) {
	for seed := range uint64(4) {
		for _, policy := range policies() {
			d := newDraw(100 + seed)
			region := wide(seed, d)
			p := problemOf(region, policy)
			plan := delivered(t, p)
			all := &delivery{p: p, flows: make(loads, len(p.nodes)), levels: p.wishes()}
			p.eachWay(func(w way) { all.arcs = append(all.arcs, lineArc{w, beyond}) })
			network, err := flow.New(all.network())
			if err != nil {
				t.Fatal(err)
			}
			for k := range all.levels {
				before := len(all.arcs)
				if err := all.best(t.Context(), network, k); err != nil || len(all.arcs) > before {
					t.Fatalf("seed %d: %v, %d ways came in", seed, err, len(all.arcs)-before)
				}
				network.Freeze()
			}
			for i, a := range all.arcs {
				all.flows.change(int(a.lot), int(a.node), network.Flow(len(p.lots)+i))
			}
			cost, crossing, _ := plan.totals()
			wantCost, wantCrossing, _ := all.totals()
			if cost.Cmp(wantCost) != 0 || policy == hinterland.ZonesPrefer &&
				crossing.Cmp(wantCrossing) != 0 {
				t.Errorf("seed %d, zones %s: cost %v and crossing %v, with all ways %v and %v",
					seed, policy, cost, crossing, wantCost, wantCrossing)
			}
		}
	}
}

func TestAShortlistKeepsTheBestFewAndTheFirstAmongEquals(t *testing.T) {
	var f few
	for at, worth := range []int64{9, 3, 7, 3, 8, 1, 9, 5, 9, 2, 9, 4} {
		f.take(worth, int32(at))
	}
	if got, want := f.list(), []int32{5, 9, 1, 3, 11, 7, 2, 4}; !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	var one few
	one.take(5, 7)
	if !slices.Equal(one.list(), []int32{7}) {
		t.Errorf("kept %v of one", one.list())
	}
}

func TestWhatMovedIsTheSumOverAllWays(t *testing.T) {
	for seed := range uint64(20) {
		d := newDraw(seed)
		region := d.region(sized(6))
		region.Signed = signedFrom(t, region)
		for i := range region.Offers {
			region.Offers[i].Quantity = region.Offers[i].Quantity * 2 / 3
		}
		p := problemOf(region, hinterland.ZonesFirst)
		plan := delivered(t, p)
		want := new(big.Int)
		p.eachWay(func(w way) {
			off := plan.flows.on(int(w.lot), int(w.node)) - p.signed[w]
			hinterland.AddProduct(want, max(off, -off), 1)
		})
		if _, _, moved := plan.totals(); moved.Cmp(want) != 0 {
			t.Errorf("seed %d: moved %v, over all ways it is %v", seed, moved, want)
		}
	}
}
