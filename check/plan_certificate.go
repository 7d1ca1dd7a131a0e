package check

import "hinterland"

// The wishes that a certificate proves, in their order.
const (
	planZoneWish = iota
	planSignedWish
	planCostWish

	planWishes = iota
)

// planPrices are the certificate's prices, by wish.
type planPrices struct {
	lots, nodes         [][planWishes]int64
	lotLines, nodeLines []int // in certificate.csv, planUnread for none
}

// planMaxPrice bounds a price so that sums with costs stay within 63 bits.
const planMaxPrice = 1 << 61

// checkCertificate checks that every node has its price and that together
// they prove that no rearrangement, with every row getting what it gets,
// is better in the last wishes. It leaves the ways that cost nothing in
// g.tight, which do not depend on which valid prices the certificate has:
// the reduced costs round a circle add up to its costs, and none is negative.
func (g *planGood) checkCertificate() {
	before := g.count()
	g.readPrices()
	if g.count() != before {
		return
	}
	g.checkLots()
	for wish := range planWishes {
		g.tight[wish+1] = newPlanNet(len(g.lots), len(g.nodes))
		g.tight[wish+1].idle = g.net.idle
		g.tight[wish+1].frees = g.freeLots(wish + 1)
	}
	g.net.frees = g.freeLots(0)
	g.tight[0] = g.net
	ways := make([]int, len(g.nodes))
	at := 0
	for u := range g.lots {
		if g.ended() {
			return
		}
		start := at
		for ; at < len(g.arcs) && g.arcs[at].lot == u; at++ {
			ways[g.arcs[at].node] = at + 1
		}
		g.checkWays(u, ways)
		for _, arc := range g.arcs[start:at] {
			ways[arc.node] = 0
		}
	}
}

// freeLots are the lots whose first prices, depth of them, are 0: to leave a
// unit of one unused loses nothing in these wishes.
func (g *planGood) freeLots(depth int) planSet {
	free := newPlanSets(1, len(g.lots))[0]
	for u, prices := range g.prices.lots {
		if planDepth(prices) >= depth {
			free.add(u)
		}
	}
	return free
}

// planDepth is how many of the numbers come before the first that is not 0.
func planDepth(numbers [planWishes]int64) int {
	for i, n := range numbers {
		if n != 0 {
			return i
		}
	}
	return planWishes
}

// planSign is the sign of the first of the numbers that is not 0.
func planSign(numbers [planWishes]int64) int {
	for _, n := range numbers {
		switch {
		case n < 0:
			return -1
		case n > 0:
			return 1
		}
	}
	return 0
}

// readPrices matches certificate.csv with the lots and nodes.
func (g *planGood) readPrices() {
	p := &g.prices
	p.lots, p.lotLines = make([][planWishes]int64, len(g.lots)), planNoLines(len(g.lots))
	p.nodes, p.nodeLines = make([][planWishes]int64, len(g.nodes)), planNoLines(len(g.nodes))
	g.Claims += len(g.lots) + len(g.nodes)
	for _, row := range g.papers.potentials {
		at := planCell(planCertificateFile, row.Row, "party", row.Party)
		lot, node := g.findPriced(row)
		prices, line := g.priced(lot, node)
		switch {
		case line == nil:
			g.find(at, "plan.price.extra", hinterland.Args{"side": row.Side, "period": row.Period})
		case *line != planUnread:
			g.find(at, "key.twice", hinterland.Args{
				"first":   *line,
				"columns": []string{"good", "side", "party", "to", "period", "price"},
			})
		default:
			*line = row.Row
			*prices = [planWishes]int64{row.Zone, row.Signed, row.Cost}
			g.checkSize(row)
		}
	}
	for u, line := range p.lotLines {
		if lot := &g.lots[u]; line == planUnread {
			g.tellUnpriced(hinterland.OfferSide, lot.party, lot.period)
		}
	}
	for v, line := range p.nodeLines {
		node, side := &g.nodes[v], hinterland.NeedSide
		if v >= g.firstFloor {
			side = hinterland.FloorSide
		}
		if line == planUnread {
			g.tellUnpriced(side, node.party, node.period)
		}
	}
}

// planUnread is the line of a price that has not been read.
const planUnread = -1

func planNoLines(n int) []int {
	lines := make([]int, n)
	for i := range lines {
		lines[i] = planUnread
	}
	return lines
}

func (g *planGood) tellUnpriced(side hinterland.Side, party, period int) {
	g.find(hinterland.Where{File: planCertificateFile}, "plan.price.missing", hinterland.Args{
		"good": g.papers.good.Code, "side": side, "party": g.code(party), "period": period,
	})
}

// findPriced finds the lot or the node that a row of the certificate prices;
// the other, or both, are -1.
func (g *planGood) findPriced(row *hinterland.Potential) (lot, node int) {
	party, known := g.ground.number[row.Party]
	if !known || row.Side != hinterland.OfferSide && row.Price != 0 ||
		row.Side != hinterland.FloorSide && row.To != "" {
		return -1, -1
	}
	switch row.Side {
	case hinterland.OfferSide:
		return g.findLot(party, int(row.Period), int64(row.Price)), -1
	case hinterland.NeedSide:
		return -1, g.findNeed(party, int(row.Period))
	case hinterland.FloorSide:
		if to, toKnown := g.ground.number[row.To]; toKnown {
			return -1, g.findFloor(party, to, int(row.Period))
		}
	}
	return -1, -1
}

func (g *planGood) priced(lot, node int) (prices *[planWishes]int64, line *int) {
	switch {
	case lot >= 0:
		return &g.prices.lots[lot], &g.prices.lotLines[lot]
	case node >= 0:
		return &g.prices.nodes[node], &g.prices.nodeLines[node]
	}
	return nil, nil
}

func (g *planGood) checkSize(row *hinterland.Potential) {
	for wish, price := range [planWishes]int64{row.Zone, row.Signed, row.Cost} {
		if price > planMaxPrice || price < -planMaxPrice {
			g.find(planCell(planCertificateFile, row.Row, planWishName(wish), planWhole(price)),
				"plan.price.size", nil)
		}
	}
}

func planWishName(wish int) string {
	return [planWishes]string{"zone", "signed", "cost"}[wish]
}

// checkLots checks that lots with goods unused are priced 0 and no lot less.
func (g *planGood) checkLots() {
	for u, prices := range g.prices.lots {
		lot := &g.lots[u]
		sign := planSign(prices)
		if sign == 0 || sign > 0 && lot.used == lot.quantity {
			continue
		}
		wish := planDepth(prices)
		at := g.priceCell(g.prices.lotLines[u], wish, prices[wish])
		if lot.used < lot.quantity {
			g.find(at, "plan.price.idle", hinterland.Args{"idle": g.steps(lot.quantity - lot.used)})
		} else {
			g.find(at, "plan.price.below", nil)
		}
	}
}

func (g *planGood) priceCell(line, wish int, price int64) hinterland.Where {
	text := planWhole(price)
	if wish == planCostWish {
		text = planMoney(price)
	}
	return planCell(planCertificateFile, line, planWishName(wish), text)
}

// checkWays checks the reduced costs of every open way from a lot; arcs
// holds, by node, one more than the number of the way's arc, or 0.
func (g *planGood) checkWays(u int, arcs []int) {
	none := planArc{lot: u}
	for v := g.net.out[u].next(0); v >= 0; v = g.net.out[u].next(v + 1) {
		arc := &none
		if arcs[v] > 0 {
			arc = &g.arcs[arcs[v]-1]
		}
		none.node = v
		g.checkReduced(arc, v)
	}
}

// reduced are the reduced costs of a way: of its part up to what was signed,
// and of the part beyond.
func (g *planGood) reduced(u, v int) (within, beyond [planWishes]int64) {
	from, to := &g.prices.lots[u], &g.prices.nodes[v]
	for wish := range planWishes {
		beyond[wish] = from[wish] - to[wish]
	}
	if g.policy == hinterland.ZonesPrefer && g.crosses(u, v) {
		beyond[planZoneWish]++
	}
	beyond[planCostWish] += g.way(&g.lots[u], &g.nodes[v]).cost
	within = beyond
	if g.signed {
		within[planSignedWish]--
		beyond[planSignedWish]++
	}
	return within, beyond
}

// checkReduced checks one way and enters it into the nets of ways that cost
// nothing: one unit more on it if that has no reduced cost, one unit less if
// that has none.
func (g *planGood) checkReduced(arc *planArc, v int) {
	g.Claims++
	within, beyond := g.reduced(arc.lot, v)
	if arc.signed > 0 && (planSign(within) > 0 && arc.flow > 0 ||
		planSign(within) < 0 && arc.flow < arc.signed) {
		g.tellReduced(arc, v, within)
		return
	}
	if planSign(beyond) < 0 || planSign(beyond) > 0 && arc.flow > arc.signed {
		g.tellReduced(arc, v, beyond)
		return
	}
	more, less := beyond, beyond
	if arc.flow < arc.signed {
		more = within
	}
	if arc.flow <= arc.signed {
		less = within
	}
	for wish := range planWishes {
		tight := g.tight[wish+1]
		if planDepth(more) > wish {
			tight.open(arc.lot, v)
		}
		if planDepth(less) > wish && arc.flow > 0 {
			tight.carry(arc.lot, v)
		}
	}
}

// tellReduced names the line that another way would better, or the price that
// an empty way undercuts.
func (g *planGood) tellReduced(arc *planArc, v int, reduced [planWishes]int64) {
	lot, node, wish := &g.lots[arc.lot], &g.nodes[v], planDepth(reduced)
	args := hinterland.Args{
		"from": g.code(lot.party), "offered": lot.period, "to": g.code(node.party),
		"period": node.period, "wish": planWishName(wish),
	}
	if len(arc.lines) > 0 && reduced[wish] > 0 {
		l := arc.lines[0]
		g.find(planCell(planLinesFile, l.Row, "from", l.From), "plan.price.line", args)
		return
	}
	g.find(
		g.priceCell(g.prices.nodeLines[v], wish, g.prices.nodes[v][wish]),
		"plan.price.way",
		args,
	)
}
