package check

import (
	"math/big"
	"slices"

	"hinterland"
)

// This file writes the papers of a plan that plan_brute_test.go found, with
// every reason worked out by planning again and not by residual paths.

// plan writes all files of a plan that carries flow.
func (b *bruteGood) plan(flow [][]int64, met []int64) *hinterland.Plan {
	p := &hinterland.Plan{Policy: b.policy}
	b.writeFloorLines(p, flow)
	b.writeNeedLines(p, flow, met)
	for i := range b.rows {
		b.writeRow(p, i, met)
	}
	b.writePrices(p, flow)
	b.writeSummary(p, flow, met)
	p.Sort()
	bruteNumber(p)
	return p
}

// bruteNumber gives each row the line it would have in its file.
func bruteNumber(p *hinterland.Plan) {
	for i := range p.Lines {
		p.Lines[i].Row = i + 2
	}
	for i := range p.Shares {
		p.Shares[i].Row = i + 2
	}
	for i := range p.Shortfalls {
		p.Shortfalls[i].Row = i + 2
	}
	for i := range p.Potentials {
		p.Potentials[i].Row = i + 2
	}
}

func (b *bruteGood) line(
	u, v int,
	x int64,
	priority int,
	reason hinterland.LineReason,
) hinterland.Line {
	lot, node := &b.lots[u], &b.nodes[v]
	w := b.way(lot, node)
	return hinterland.Line{
		From: b.code(
			lot.party,
		), To: b.code(node.party), Good: b.papers.good.Code, Price: hinterland.Money(lot.price),
		OfferPeriod: hinterland.Period(lot.period), ShipPeriod: hinterland.Period(w.ship),
		Period: hinterland.Period(node.period), Priority: priority,
		Quantity: hinterland.Quantity(x), UnitCost: hinterland.Money(w.cost), Reason: reason,
	}
}

// writeFloorLines books what floors bring, receiver by receiver, on the most
// urgent rows first.
func (b *bruteGood) writeFloorLines(p *hinterland.Plan, flow [][]int64) {
	left := slices.Clone(b.counts)
	for v := b.firstFloor; v < len(b.nodes); v++ {
		for u := range b.lots {
			b.bookFloor(p, u, v, flow[u][v], left)
		}
	}
}

func (b *bruteGood) bookFloor(p *hinterland.Plan, u, v int, x int64, left []int64) {
	reason := hinterland.LineFloor
	if b.nodes[v].fixed {
		reason = hinterland.LineFixed
	}
	if need := b.nodes[v].receiver; need >= 0 {
		for i := b.nodes[need].first; i < b.nodes[need].last; i++ {
			if part := min(x, left[i]); part > 0 {
				p.Lines = append(p.Lines, b.line(u, v, part, b.rows[i].priority, reason))
				x -= part
				left[i] -= part
			}
		}
	}
	if x > 0 {
		p.Lines = append(p.Lines, b.line(u, v, x, 0, reason))
	}
}

func (b *bruteGood) writeNeedLines(p *hinterland.Plan, flow [][]int64, met []int64) {
	left := slices.Clone(met)
	for i := range left {
		left[i] -= b.counts[i]
	}
	for v := range b.firstFloor {
		for u := range b.lots {
			x := flow[u][v]
			if x == 0 {
				continue
			}
			reason := b.lineReason(flow, met, u, v)
			for i := b.nodes[v].first; i < b.nodes[v].last; i++ {
				if part := min(x, left[i]); part > 0 {
					p.Lines = append(p.Lines, b.line(u, v, part, b.rows[i].priority, reason))
					x -= part
					left[i] -= part
				}
			}
		}
	}
}

func (b *bruteGood) writeRow(p *hinterland.Plan, i int, met []int64) {
	row := &b.rows[i]
	node := &b.nodes[row.node]
	share := hinterland.Share{
		Party: b.code(node.party), Good: b.papers.good.Code, Period: hinterland.Period(node.period),
		Priority: row.priority,
		Needed:   hinterland.Quantity(row.needed), Met: hinterland.Quantity(met[i]),
	}
	if b.policy == hinterland.ZonesFirst {
		share.Own = hinterland.Quantity(b.own[i])
	}
	p.Shares = append(p.Shares, share)
	if met[i] == row.needed {
		return
	}
	reason, worth := b.shortReason(row.node, met)
	p.Shortfalls = append(p.Shortfalls, hinterland.Shortfall{
		Party: share.Party, Good: b.papers.good.Code, Period: share.Period, Priority: row.priority,
		Quantity: share.Needed - share.Met, Reason: reason, Worth: worth,
	})
}

// lineReason takes one unit off a way and plans again with the rest.
func (b *bruteGood) lineReason(flow [][]int64, met []int64, u, v int) hinterland.LineReason {
	if b.careless {
		return hinterland.LineTie
	}
	room := bruteCopy(b.room)
	room[u][v] = flow[u][v] - 1
	changed := &bruteGood{}
	*changed = *b
	changed.room = room
	if flows := changed.cheapest(changed.allFlows(b.wants(met))); len(flows) > 0 {
		was, now := b.price(flow), b.price(flows[0])
		for wish, reason := range []hinterland.LineReason{
			hinterland.LineZone, hinterland.LineSigned, hinterland.LineCost,
		} {
			if was[wish] != now[wish] {
				return reason
			}
		}
		return hinterland.LineTie
	}
	return changed.pairReason(met)
}

// pairReason tries every pair of a row that loses a unit and one that gets it.
func (b *bruteGood) pairReason(met []int64) hinterland.LineReason {
	reason := hinterland.LineClass
	for j, loser := range b.rows {
		for s, short := range b.rows {
			x := slices.Clone(met)
			x[j]--
			x[s]++
			if j == s || met[j] <= b.counts[j] || x[s] > short.needed ||
				short.priority > loser.priority ||
				!bruteFits(b.supply, b.room, b.wants(x)) {
				continue
			}
			sameZone := b.zone(b.nodes[loser.node].party) == b.zone(b.nodes[short.node].party)
			beyond := b.policy != hinterland.ZonesFirst || met[j] > b.own[j] || sameZone
			if short.priority == loser.priority && beyond {
				return hinterland.LineShare
			}
			reason = hinterland.LineZone
		}
	}
	return reason
}

// gain is the first class that gets more if goods change as given, with no
// row below low; planNever if there is none.
func (b *bruteGood) gain(met, low []int64, change func(*bruteGood)) int {
	changed := &bruteGood{}
	*changed = *b
	changed.supply, changed.room = slices.Clone(b.supply), bruteCopy(b.room)
	changed.floors = slices.Clone(b.floors)
	change(changed)
	best, old := planNever, b.totals(met)
	bruteVectors(low, b.high(), func(x []int64) {
		now := changed.totals(x)
		c := slices.Compare(now, old)
		if c <= 0 || !bruteFits(changed.supply, changed.room, changed.wants(x)) {
			return
		}
		for class := range now {
			if now[class] != old[class] {
				best = min(best, class)
				break
			}
		}
	})
	return best
}

// shortReason lifts every rule everywhere by one unit.
func (b *bruteGood) shortReason(node int, met []int64) (hinterland.ShortReason, int) {
	if b.careless {
		return hinterland.ShortSupply, 1
	}
	nodes := b.canReach(node, met)
	best, worth := hinterland.ShortSupply, planNever
	try := func(reason hinterland.ShortReason, gain int) {
		if gain < worth {
			best, worth = reason, gain
		}
	}
	for _, reason := range planShorts() {
		if reason == hinterland.ShortSupply {
			try(reason, b.gain(met, b.kept(), func(c *bruteGood) { c.addLot(node) }))
		}
		for v := b.firstFloor; v < len(b.nodes); v++ {
			if nodes[v] && b.floors[v] > 0 && b.lessAsked(v) == reason {
				try(reason, b.gainFloor(v, met))
			}
		}
		if rule := planRuleOf(reason); rule >= 0 {
			b.tryWays(rule, nodes, func(u, v int) {
				try(reason, b.gain(met, b.kept(), func(c *bruteGood) { c.room[u][v] = 1 }))
			})
		}
	}
	return best, worth
}

// lessAsked is what it is called to ask less of a floor; nothing where a fixing
// is down at what an agreement guarantees.
func (b *bruteGood) lessAsked(v int) hinterland.ShortReason {
	switch node := &b.nodes[v]; {
	case !node.fixed:
		return hinterland.ShortFloor
	case node.guaranteed < node.promised:
		return hinterland.ShortFixed
	}
	return ""
}

// addLot adds one unit that only a node can have.
func (b *bruteGood) addLot(node int) {
	b.supply = append(b.supply, 1)
	room := make([]int64, len(b.nodes))
	room[node] = 1
	b.room = append(b.room, room)
}

// tryWays tries every way into the nodes that one rule alone closes; floors
// have none.
func (b *bruteGood) tryWays(rule int, nodes []bool, try func(u, v int)) {
	for u := range b.lots {
		for v := range b.firstFloor {
			if nodes[v] && b.way(&b.lots[u], &b.nodes[v]).closed == 1<<rule {
				try(u, v)
			}
		}
	}
}

// gainFloor asks one unit less of a floor: the row it counted against loses
// it, and only a gain more urgent than that counts. A floor that still lacks
// goods that this one frees takes them first.
func (b *bruteGood) gainFloor(v int, met []int64) int {
	if b.otherFloor(v) {
		return planNever
	}
	low := slices.Clone(b.kept())
	after, lost := slices.Clone(met), planNever
	counts := slices.Clone(b.counts)
	if need := b.nodes[v].receiver; need >= 0 && b.excess[need] == 0 {
		for i := b.nodes[need].first; i < b.nodes[need].last; i++ {
			if b.counts[i] > 0 {
				lost = i
			}
		}
		low[lost] = min(low[lost], met[lost]-1)
		after[lost]--
		counts[lost]--
		lost = b.rows[lost].priority
	}
	gain := b.gain(after, low, func(c *bruteGood) {
		c.floors[v]--
		c.counts = counts
	})
	if gain >= lost {
		return planNever
	}
	return gain
}

// otherFloor reports whether, were one unit less asked of a floor, it or
// another could have one more.
func (b *bruteGood) otherFloor(v int) bool {
	for other := b.firstFloor; other < len(b.nodes); other++ {
		x := slices.Clone(b.floors)
		x[v]--
		x[other]++
		asked := b.nodes[other].promised
		if other == v {
			asked--
		}
		if x[other] <= asked && bruteFits(b.supply, b.room, x) {
			return true
		}
	}
	return false
}

// canReach tells which nodes could, with one unit more, bring one unit more
// to a node, all rows getting what they have.
func (b *bruteGood) canReach(node int, met []int64) (nodes []bool) {
	wants := b.wants(met)
	wants[node]++
	for v := range b.nodes {
		changed := &bruteGood{
			planGood: b.planGood,
			supply:   slices.Clone(b.supply),
			room:     bruteCopy(b.room),
		}
		changed.addLot(v)
		nodes = append(nodes, bruteFits(changed.supply, changed.room, wants))
	}
	return nodes
}

// writePrices finds the prices by shortest paths from all nodes at once. If
// the flow is not the cheapest there are none, and what it writes is wrong.
func (b *bruteGood) writePrices(p *hinterland.Plan, flow [][]int64) {
	size := len(b.lots) + len(b.nodes)
	price := make([][planWishes]int64, size+1) // the last is the ground, which stays 0
	lower := func(to, from int, add [planWishes]int64, back int64) {
		var sum [planWishes]int64
		for i := range sum {
			sum[i] = price[from][i] + back*add[i]
		}
		if slices.Compare(sum[:], price[to][:]) < 0 {
			price[to] = sum
		}
	}
	for range size + 2 {
		for u := range b.lots {
			used := int64(0)
			for v, x := range flow[u] {
				used += x
				if b.room[u][v] == 0 {
					continue
				}
				within, beyond := b.costs(u, v)
				s := b.signedOn(u, v)
				more, less := beyond, beyond
				if x < s {
					more = within
				}
				if x <= s {
					less = within
				}
				lower(len(b.lots)+v, u, more, 1)
				if x > 0 {
					lower(u, len(b.lots)+v, less, -1)
				}
			}
			lower(size, u, [planWishes]int64{}, 1)
			if used < b.lots[u].quantity {
				lower(u, size, [planWishes]int64{}, 1)
			}
		}
	}
	b.writePotentials(p, price)
}

// costs are those of the way's part within what was signed, and beyond.
func (b *bruteGood) costs(u, v int) (within, beyond [planWishes]int64) {
	if b.policy == hinterland.ZonesPrefer && b.crosses(u, v) {
		within[planZoneWish] = 1
	}
	within[planCostWish] = b.way(&b.lots[u], &b.nodes[v]).cost
	beyond = within
	if b.signed {
		within[planSignedWish], beyond[planSignedWish] = -1, 1
	}
	return within, beyond
}

func (b *bruteGood) writePotentials(p *hinterland.Plan, price [][planWishes]int64) {
	ground := price[len(price)-1]
	add := func(i int, row hinterland.Potential) {
		row.Good = b.papers.good.Code
		row.Zone, row.Signed = price[i][0]-ground[0], price[i][1]-ground[1]
		row.Cost = price[i][2] - ground[2]
		p.Potentials = append(p.Potentials, row)
	}
	for u, lot := range b.lots {
		add(u, hinterland.Potential{
			Side: hinterland.OfferSide, Party: b.code(lot.party),
			Period: hinterland.Period(lot.period),
			Price:  hinterland.Money(lot.price),
		})
	}
	for v, node := range b.nodes {
		row := hinterland.Potential{
			Side: hinterland.NeedSide, Party: b.code(node.party),
			Period: hinterland.Period(node.period),
		}
		if v >= b.firstFloor {
			row.Side, row.Party, row.To = hinterland.FloorSide, b.code(
				node.seller,
			), b.code(
				node.party,
			)
		}
		add(len(b.lots)+v, row)
	}
}

func (b *bruteGood) writeSummary(p *hinterland.Plan, flow [][]int64, met []int64) {
	s := hinterland.GoodSummary{
		Good: b.papers.good.Code, Currency: "CNY", Levels: b.levels(),
		Cost: new(big.Int), Crossing: new(big.Int), Moved: new(big.Int),
	}
	for u := range flow {
		for v, x := range flow[u] {
			if x > 0 {
				hinterland.AddProduct(s.Cost, x, b.way(&b.lots[u], &b.nodes[v]).cost)
			}
			if b.crosses(u, v) {
				hinterland.AddProduct(s.Crossing, x, 1)
			}
			if b.signed {
				hinterland.AddProduct(s.Moved, max(x-b.signedOn(u, v), b.signedOn(u, v)-x), 1)
			}
		}
	}
	sums := map[int]*hinterland.ClassSum{0: {}}
	for i, row := range b.rows {
		if sums[row.priority] == nil {
			sums[row.priority] = &hinterland.ClassSum{Priority: row.priority}
		}
		sums[row.priority].Needed += hinterland.Quantity(row.needed)
		sums[row.priority].Met += hinterland.Quantity(met[i])
	}
	for v := b.firstFloor; v < len(b.nodes); v++ {
		sums[0].Needed += hinterland.Quantity(b.nodes[v].promised)
		sums[0].Met += hinterland.Quantity(b.floors[v])
	}
	for _, sum := range sums {
		s.Classes = append(s.Classes, *sum)
	}
	p.Goods = []hinterland.GoodSummary{s}
}
