package mcfgen

import "fmt"

// Region says how large a Plan is: areas, goods, periods, the number of
// neighbours an area trades with, and the number of the first good (to cut one
// good out of a larger plan).
type Region struct {
	Areas, Goods, Periods, Near, First int
}

// Plan is the balance of areas in several goods and periods: lines to near
// areas, storage, contracts as lower bounds, buying scopes as missing arcs. One
// slack node a good takes what nobody needs and brings, far above any freight,
// what nobody offers, so a flow always exists. Node of good g, area a, period t
// is g·(areas·periods+1) + a·periods + t; the slack node is the last of its good.
func Plan(seed uint64, size Region) *Instance {
	r := &random{seed}
	points := places(r, size.Areas)
	near := nearest(points, size.Near)
	per := size.Areas*size.Periods + 1
	in := &Instance{
		Note: fmt.Sprintf("plan areas=%d goods=%d periods=%d knn=%d first=%d seed=%d",
			size.Areas, size.Goods, size.Periods, size.Near, size.First, seed),
		Balance: make([]int64, per*size.Goods),
		Arcs:    make([]Arc, 0, size.Goods*size.Areas*size.Periods*(size.Near+3)),
	}
	for i := range size.Goods {
		g := &good{
			Instance: in, random: r.branch(size.First + i), size: size,
			points: points, near: near, base: i * per, slack: (i+1)*per - 1,
		}
		g.make()
	}
	return in
}

// good is one good while it is made.
type good struct {
	*Instance
	*random
	size        Region
	points      []point
	near        [][]int
	base, slack int

	harvest            int
	perishable, scoped bool
	freight            int
	price              int64
	supply, open       []int64 // by area and period; open is what contracts may still bind
}

// make draws a good: first its nature, then supplies, then arcs.
func (g *good) make() {
	g.harvest = g.below(g.size.Periods)
	g.perishable = g.percent(30)
	g.scoped = g.percent(20)
	g.freight = g.between(1, 8)
	g.price = int64(200000 + g.below(100000))
	g.offer()
	for a := range g.size.Areas {
		for t := range g.size.Periods {
			g.lines(a, t)
			g.stay(a, t)
		}
	}
}

// offer draws supplies: of a hundred areas 30 offer, 50 need, 20 only pass on.
func (g *good) offer() {
	periods := g.size.Periods
	var sum int64
	for a := range g.size.Areas {
		role := g.below(100)
		amount := g.between(20, 400)
		for t := range periods {
			q := g.amount(role, amount, t)
			g.supply = append(g.supply, q)
			g.open = append(g.open, max(q, -q)*2/5)
			g.Balance[g.base+a*periods+t] = q
			sum += q
		}
	}
	g.Balance[g.slack] = -sum
}

// amount draws what an area offers or needs in a period: offers mostly in the
// third of the year after the harvest, needs all the year.
func (g *good) amount(role, size, t int) int64 {
	switch {
	case role < 30:
		since := (t - g.harvest + g.size.Periods) % g.size.Periods
		if since <= g.size.Periods/3 || g.percent(25) {
			return int64(size * g.between(60, 260) / 100)
		}
	case role < 80:
		return -int64(size * g.between(50, 110) / 200)
	}
	return 0
}

// lines draws the lines out of an area to its neighbours. An exclusive buying
// scope leaves most lines across its border out.
func (g *good) lines(a, t int) {
	i := a*g.size.Periods + t
	for _, b := range g.near[a] {
		p, q := g.points[a], g.points[b]
		if g.scoped && p.x/2500 != q.x/2500 && g.percent(70) {
			continue
		}
		j := b*g.size.Periods + t
		cost := int64(distance(p, q)*g.freight/4 + g.below(60) + 1)
		limit := int64(limitless)
		if g.percent(50) {
			limit = int64(g.between(30, 600))
		}
		g.add(g.base+i, g.base+j, g.contract(i, j, limit), limit, cost)
	}
}

// contract draws how much at least must go from i to j.
func (g *good) contract(i, j int, limit int64) int64 {
	if g.supply[i] <= 0 || g.supply[j] >= 0 || !g.percent(12) {
		return 0
	}
	most := min(g.open[i], g.open[j], limit)
	if most <= 4 {
		return 0
	}
	low := most/2 + 1
	g.open[i] -= low
	g.open[j] -= low
	return low
}

// stay draws storage into the next period and the way from or to the slack.
func (g *good) stay(a, t int) {
	i := a*g.size.Periods + t
	if t+1 < g.size.Periods && !g.perishable {
		room := int64(g.between(100, 900))
		g.add(g.base+i, g.base+i+1, 0, room, int64(g.between(5, 60)))
	}
	if q := g.supply[i]; q > 0 {
		g.add(g.base+i, g.slack, 0, limitless, int64(g.below(20)))
	} else if q < 0 {
		g.add(g.slack, g.base+i, 0, -q, g.price)
	}
}
