package check

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"hinterland"
)

// This file plans tiny goods by trying everything, straight from the order of
// wishes: no residual paths, no potentials but for the certificate. It takes
// the ways from the checker, whose own tests hold them.

// A bruteGood is one good, its open ways as capacities, and its best plans.
type bruteGood struct {
	*planGood
	supply []int64
	room   [][]int64 // by lot and node

	careless bool // reasons are not worked out, for plans that are refused anyway

	floors []int64 // honoured, by node (0 for need nodes)
	counts []int64 // by row: what floors bring of it
	excess []int64 // by need node: what floors bring beyond any need
	own    []int64
	met    []int64
	flows  [][][]int64 // every best plan: by lot and node
}

const brutePlenty = 1000

// newBrute plans the only good of a region.
func newBrute(region *hinterland.Region, policy hinterland.Policy) *bruteGood {
	b := &bruteGood{planGood: bruteNetwork(region, policy)}
	for u := range b.lots {
		b.supply = append(b.supply, b.lots[u].quantity)
		b.room = append(b.room, make([]int64, len(b.nodes)))
		for v := range b.nodes {
			mine := v < b.firstFloor || b.nodes[v].seller == b.lots[u].party
			if mine && b.way(&b.lots[u], &b.nodes[v]).closed == 0 {
				b.room[u][v] = brutePlenty
			}
		}
	}
	b.planFloors()
	b.planOwn()
	low := b.kept()
	b.met = b.best(low, b.high(), func(x []int64) bool {
		return bruteFits(b.supply, b.room, b.wants(x))
	}, b.base())
	b.flows = b.cheapest(b.allFlows(b.wants(b.met)))
	return b
}

// bruteNetwork is the checker's view of a region's last good, the only one that
// anybody offers or needs.
func bruteNetwork(region *hinterland.Region, policy hinterland.Policy) *planGood {
	plan := &hinterland.Plan{Policy: policy}
	v := &PlanVerdict{told: map[hinterland.Reason]int{}}
	c := &planCheck{
		PlanVerdict: v, ctx: context.Background(), policy: policy,
		signed: len(region.Signed) > 0, ground: newPlanGround(region),
	}
	papers := c.sortPapers(region, plan)
	g := newPlanGood(c, papers[len(papers)-1])
	g.readLines()
	return g
}

// bruteFits reports whether supplies can bring every node what it wants,
// moving one unit at a time.
func bruteFits(supply []int64, room [][]int64, wants []int64) bool {
	flow := make([][]int64, len(supply))
	left := slices.Clone(supply)
	for u := range flow {
		flow[u] = make([]int64, len(wants))
	}
	var serve func(v int, seen []bool) bool
	serve = func(v int, seen []bool) bool {
		for u := range supply {
			if seen[u] || flow[u][v] >= room[u][v] {
				continue
			}
			seen[u] = true
			if left[u] > 0 {
				left[u]--
				flow[u][v]++
				return true
			}
			for other := range wants {
				if flow[u][other] > 0 && other != v && serve(other, seen) {
					flow[u][other]--
					flow[u][v]++
					return true
				}
			}
		}
		return false
	}
	for v, want := range wants {
		for range want {
			if !serve(v, make([]bool, len(supply))) {
				return false
			}
		}
	}
	return true
}

// wants is what each node takes when rows get x and floors what they get.
func (b *bruteGood) wants(x []int64) []int64 {
	wants := slices.Clone(b.floors)
	for i, row := range b.rows {
		wants[row.node] += x[i] - b.counts[i]
	}
	return wants
}

func (b *bruteGood) high() []int64 {
	high := make([]int64, len(b.rows))
	for i, row := range b.rows {
		high[i] = row.needed
	}
	return high
}

// kept is what no row may lose to another, base where its rank begins.
func (b *bruteGood) kept() []int64 {
	if b.policy == hinterland.ZonesFirst {
		return b.own
	}
	return b.counts
}

func (b *bruteGood) base() []int64 {
	if b.policy == hinterland.ZonesFirst {
		return b.own
	}
	return make([]int64, len(b.rows))
}

// best is the best vector from low to high that is possible: the most of the
// first class, then of the second …, then in each class the units of least
// rank.
func (b *bruteGood) best(low, high []int64, possible func([]int64) bool, base []int64) []int64 {
	var best []int64
	bruteVectors(low, high, func(x []int64) {
		if best != nil && b.compare(x, best, base) >= 0 || !possible(x) {
			return
		}
		best = slices.Clone(x)
	})
	return best
}

// bruteVectors tries every vector from low to high.
func bruteVectors(low, high []int64, try func([]int64)) {
	x := slices.Clone(low)
	var set func(i int)
	set = func(i int) {
		if i == len(x) {
			try(x)
			return
		}
		for x[i] = low[i]; x[i] <= high[i]; x[i]++ {
			set(i + 1)
		}
	}
	set(0)
}

// totals are the sums of each class, floors left out.
func (b *bruteGood) totals(x []int64) []int64 {
	totals := make([]int64, 4)
	for i, row := range b.rows {
		totals[row.priority] += x[i]
	}
	return totals
}

// compare is negative if x is the better vector.
func (b *bruteGood) compare(x, y, base []int64) int {
	if c := slices.Compare(b.totals(y), b.totals(x)); c != 0 {
		return c
	}
	for class := range 4 {
		var rowsX, rowsY []bruteUnit
		for i, row := range b.rows {
			if row.priority == class {
				rowsX = append(rowsX, bruteUnits(row.node, x[i], base[i], row.needed)...)
				rowsY = append(rowsY, bruteUnits(row.node, y[i], base[i], row.needed)...)
			}
		}
		if c := bruteCompareUnits(rowsX, rowsY); c != 0 {
			return c
		}
	}
	return 0
}

type bruteUnit struct {
	rank *big.Rat
	node int
}

// bruteUnits are the units of a row from base to x.
func bruteUnits(node int, x, base, needed int64) []bruteUnit {
	var units []bruteUnit
	for m := base + 1; m <= x; m++ {
		units = append(units, bruteUnit{big.NewRat(m-base, needed-base), node})
	}
	return units
}

func bruteCompareUnits(x, y []bruteUnit) int {
	order := func(a, b bruteUnit) int {
		return cmp.Or(a.rank.Cmp(b.rank), cmp.Compare(a.node, b.node))
	}
	slices.SortFunc(x, order)
	slices.SortFunc(y, order)
	return slices.CompareFunc(x, y, order)
}

// planFloors finds what floors bring, and what they count against.
func (b *bruteGood) planFloors() {
	high := make([]int64, len(b.nodes))
	for v := b.firstFloor; v < len(b.nodes); v++ {
		high[v] = b.nodes[v].promised
	}
	units := func(x []int64) (list []bruteUnit) {
		for v := b.firstFloor; v < len(b.nodes); v++ {
			list = append(list, bruteUnits(v, x[v], 0, high[v])...)
		}
		return list
	}
	b.floors = make([]int64, len(b.nodes))
	bruteVectors(make([]int64, len(b.nodes)), high, func(x []int64) {
		now, best := units(x), units(b.floors)
		if len(now) < len(best) || len(now) == len(best) && bruteCompareUnits(now, best) >= 0 {
			return
		}
		if bruteFits(b.supply, b.room, x) {
			b.floors = slices.Clone(x)
		}
	})
	b.countFloors()
}

// countFloors counts what floors bring against the most urgent rows first.
func (b *bruteGood) countFloors() {
	b.excess, b.counts = make([]int64, b.firstFloor), make([]int64, len(b.rows))
	for v := b.firstFloor; v < len(b.nodes); v++ {
		if need := b.nodes[v].receiver; need >= 0 {
			b.excess[need] += b.floors[v]
		}
	}
	for i, row := range b.rows {
		b.counts[i] = min(row.needed, b.excess[row.node])
		b.excess[row.node] -= b.counts[i]
	}
}

// planOwn finds what each zone can do alone.
func (b *bruteGood) planOwn() {
	b.own = slices.Clone(b.counts)
	if b.policy != hinterland.ZonesFirst {
		return
	}
	for zone := 1; zone < planZoneCount(b.ground); zone++ {
		supply, high := make([]int64, len(b.lots)), slices.Clone(b.counts)
		for u := range b.lots {
			if b.zone(b.lots[u].party) == zone {
				supply[u] = b.lots[u].quantity
			}
		}
		for i, row := range b.rows {
			if b.zone(b.nodes[row.node].party) == zone {
				high[i] = row.needed
			}
		}
		x := b.best(b.counts, high, func(x []int64) bool {
			wants := b.wants(x)
			for v := b.firstFloor; v < len(b.nodes); v++ {
				if b.zone(b.nodes[v].seller) != zone {
					wants[v] = 0
				}
			}
			return bruteFits(supply, b.room, wants)
		}, make([]int64, len(b.rows)))
		for i, row := range b.rows {
			if b.zone(b.nodes[row.node].party) == zone {
				b.own[i] = x[i]
			}
		}
	}
}

// allFlows are all ways to bring the nodes exactly what they want.
func (b *bruteGood) allFlows(wants []int64) [][][]int64 {
	var all [][][]int64
	flow := make([][]int64, len(b.lots))
	for u := range flow {
		flow[u] = make([]int64, len(b.nodes))
	}
	left, missing := slices.Clone(b.supply), slices.Clone(wants)
	var set func(u, v int)
	set = func(u, v int) {
		if v == len(b.nodes) {
			all = append(all, bruteCopy(flow))
			return
		}
		if u == len(b.lots) {
			if missing[v] == 0 {
				set(0, v+1)
			}
			return
		}
		for x := int64(0); x <= min(left[u], missing[v], b.room[u][v]); x++ {
			flow[u][v] = x
			left[u] -= x
			missing[v] -= x
			set(u+1, v)
			left[u] += x
			missing[v] += x
		}
		flow[u][v] = 0
	}
	set(0, 0)
	return all
}

func bruteCopy(flow [][]int64) [][]int64 {
	out := make([][]int64, len(flow))
	for u := range flow {
		out[u] = slices.Clone(flow[u])
	}
	return out
}

// price is what a flow costs in the last wishes.
func (b *bruteGood) price(flow [][]int64) [planWishes]int64 {
	var sum [planWishes]int64
	for u := range flow {
		for v, x := range flow[u] {
			if b.policy == hinterland.ZonesPrefer && b.crosses(u, v) {
				sum[planZoneWish] += x
			}
			if b.signed {
				sum[planSignedWish] += max(x-b.signedOn(u, v), b.signedOn(u, v)-x)
			}
			if x > 0 {
				sum[planCostWish] += x * b.way(&b.lots[u], &b.nodes[v]).cost
			}
		}
	}
	return sum
}

func (b *bruteGood) signedOn(u, v int) int64 {
	for i := range b.arcs {
		if b.arcs[i].lot == u && b.arcs[i].node == v {
			return b.arcs[i].signed
		}
	}
	return 0
}

func (b *bruteGood) cheapest(flows [][][]int64) [][][]int64 {
	var best [][][]int64
	var least [planWishes]int64
	for _, flow := range flows {
		price := b.price(flow)
		c := slices.Compare(price[:], least[:])
		if best == nil || c < 0 {
			best, least = best[:0], price
			c = 0
		}
		if c == 0 {
			best = append(best, flow)
		}
	}
	return best
}

// bruteRegion makes a small region of one good in which everything can
// happen.
func bruteRegion(seed uint64) *hinterland.Region {
	rng := rand.New(rand.NewPCG(seed, 7))
	zones := []hinterland.ZoneCode{"", "A", "B", "A", "B", "A"}
	rng.Shuffle(len(zones), func(i, j int) { zones[i], zones[j] = zones[j], zones[i] })
	r := &hinterland.Region{}
	places := 2 + rng.IntN(3)
	for i := range places {
		code := hinterland.PlaceCode(fmt.Sprintf("p%d", i))
		r.Places = append(r.Places, hinterland.Place{Code: code, Zone: zones[i]})
		r.Parties = append(r.Parties, hinterland.Party{
			Code: hinterland.PartyCode(fmt.Sprintf("P%d", i)), Place: code,
		})
		for j := range i {
			other := r.Places[j].Code
			r.Distances = append(r.Distances,
				hinterland.Distance{From: code, To: other, Hectometres: 10 * rng.Int64N(4)},
				hinterland.Distance{From: other, To: code, Hectometres: 10 * rng.Int64N(4)})
		}
	}
	r.Goods = []hinterland.Good{{
		Code: "g", Unit: "t", Freight: 1_000_000,
		Storage: hinterland.Money(rng.Int64N(2) * 1_000_000),
		Keeps:   rng.IntN(3) - 1, Currency: "CNY",
	}}
	bruteRows(r, rng)
	if rng.IntN(3) == 0 {
		r.Reach = append(r.Reach, hinterland.Reach{Good: "g", Hectometres: 10 + 10*rng.Int64N(2)})
	}
	for tries := rng.IntN(3); tries > 0; tries-- {
		first := hinterland.Period(1 + rng.IntN(3))
		r.Scopes = append(r.Scopes, hinterland.Scope{
			Buyer: bruteParty(r, rng), Good: "g", Place: r.Places[rng.IntN(places)].Code,
			First: first, Last: first + hinterland.Period(rng.IntN(2)), Exclusive: true,
		})
		if len(r.Check()) > 0 {
			r.Scopes = r.Scopes[:len(r.Scopes)-1]
		}
	}
	return r
}

func bruteParty(r *hinterland.Region, rng *rand.Rand) hinterland.PartyCode {
	return r.Parties[rng.IntN(len(r.Parties))].Code
}

// bruteRows adds offers, needs, floors and an earlier plan; rows with a key
// that is taken are dropped.
func bruteRows(r *hinterland.Region, rng *rand.Rand) {
	keep := func(drop func()) {
		if len(r.Check()) > 0 {
			drop()
		}
	}
	period := func() hinterland.Period { return hinterland.Period(1 + rng.IntN(3)) }
	for range 1 + rng.IntN(3) {
		r.Offers = append(r.Offers, hinterland.Offer{
			Party: bruteParty(r, rng), Good: "g", Period: period(),
			Quantity: hinterland.Quantity(
				rng.Int64N(5),
			), Price: hinterland.Money(rng.Int64N(2) * 1_000_000),
		})
		keep(func() { r.Offers = r.Offers[:len(r.Offers)-1] })
	}
	for range 2 + rng.IntN(3) {
		r.Needs = append(r.Needs, hinterland.Need{
			Party: bruteParty(r, rng), Good: "g", Period: period(),
			Priority: 1 + rng.IntN(2), Quantity: hinterland.Quantity(rng.Int64N(5)),
		})
		keep(func() { r.Needs = r.Needs[:len(r.Needs)-1] })
	}
	for tries := rng.IntN(3); tries > 0; tries-- {
		r.Floors = append(r.Floors, hinterland.Floor{
			From: r.Offers[rng.IntN(len(r.Offers))].Party, To: bruteParty(r, rng), Good: "g",
			Period: period(), Quantity: hinterland.Quantity(1 + rng.Int64N(2)),
		})
		keep(func() { r.Floors = r.Floors[:len(r.Floors)-1] })
	}
	for tries := max(rng.IntN(6)-3, 0); tries > 0; tries-- {
		r.Fixings = append(r.Fixings, hinterland.Fixing{
			From: r.Offers[rng.IntN(len(r.Offers))].Party, To: bruteParty(r, rng), Good: "g",
			Period: period(), Quantity: hinterland.Quantity(rng.Int64N(3)),
		})
		if n := len(r.Needs); rng.IntN(2) == 0 && n > 0 {
			need := r.Needs[rng.IntN(n)]
			last := &r.Fixings[len(r.Fixings)-1]
			last.To, last.Period = need.Party, need.Period
		}
		if n := len(r.Floors); rng.IntN(3) == 0 && n > 0 {
			last, f := &r.Fixings[len(r.Fixings)-1], r.Floors[rng.IntN(n)]
			last.From, last.To, last.Period = f.From, f.To, f.Period
			last.Quantity = f.Quantity + hinterland.Quantity(rng.Int64N(2))
		}
		keep(func() { r.Fixings = r.Fixings[:len(r.Fixings)-1] })
	}
	for tries := max(rng.IntN(6)-3, 0); tries > 0; tries-- {
		o, n := r.Offers[rng.IntN(len(r.Offers))], r.Needs[rng.IntN(len(r.Needs))]
		r.Signed = append(r.Signed, hinterland.Line{
			From: o.Party, To: n.Party, Good: "g", Price: o.Price, OfferPeriod: o.Period,
			Period: n.Period, Priority: n.Priority, Reason: hinterland.LineCost,
			Quantity: hinterland.Quantity(1 + rng.Int64N(3)),
		})
	}
	for i := range r.Offers {
		r.Offers[i].Row = i + 2
	}
	for i := range r.Needs {
		r.Needs[i].Row = i + 2
	}
}
