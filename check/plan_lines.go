package check

import (
	"cmp"
	"slices"

	"hinterland"
)

// readLines checks each line by itself, and then that lots are not oversold
// and no key stands twice. Lines that are possible become arcs.
func (g *planGood) readLines() {
	g.Claims += 4 * len(g.papers.lines)
	for _, l := range g.papers.lines {
		g.readLine(l)
	}
	g.readSigned()
	g.mergeArcs()
	g.findTwins()
}

func (g *planGood) readLine(l *hinterland.Line) {
	from, fromKnown := g.party(planCell(planLinesFile, l.Row, "from", l.From))
	to, toKnown := g.party(planCell(planLinesFile, l.Row, "to", l.To))
	if !fromKnown || !toKnown {
		return
	}
	if l.Quantity <= 0 {
		g.find(planCell(planLinesFile, l.Row, "quantity", g.steps(int64(l.Quantity))),
			"plan.line.empty", nil)
		return
	}
	lot := g.findLot(from, int(l.OfferPeriod), int64(l.Price))
	if lot < 0 {
		g.find(planCell(planLinesFile, l.Row, "from", l.From), "plan.line.offer", hinterland.Args{
			"period": l.OfferPeriod, "price": planMoney(l.Price),
		})
		return
	}
	node, row := g.target(l, from, to)
	if node < 0 {
		return
	}
	if g.checkLineWay(l, lot, node) && g.take(l, lot) {
		g.arcs = append(g.arcs, planArc{
			lot: lot, node: node, flow: int64(l.Quantity), lines: []*hinterland.Line{l},
		})
		g.bring(l, node, row)
	}
}

// target finds the node and the row that a line serves. A floor's line may
// have no row: what it brings beyond any need has priority 0.
func (g *planGood) target(l *hinterland.Line, from, to int) (node, row int) {
	need, row := g.findNeed(to, int(l.Period)), -1
	if need >= 0 {
		row = g.findRow(need, l.Priority)
	}
	excess := byPromise(l) && l.Priority == 0
	if row < 0 && !excess {
		g.find(planCell(planLinesFile, l.Row, "to", l.To), "plan.line.need", hinterland.Args{
			"period": l.Period, "priority": l.Priority,
		})
		return -1, -1
	}
	if !byPromise(l) {
		return need, row
	}
	node = g.findFloor(from, to, int(l.Period))
	if node >= 0 && g.nodes[node].fixed != (l.Reason == hinterland.LineFixed) {
		node = -1
	}
	if node < 0 && l.Reason == hinterland.LineFixed {
		g.find(planCell(planLinesFile, l.Row, "reason", l.Reason), "plan.line.fixed",
			hinterland.Args{"from": l.From, "to": l.To, "period": l.Period})
	} else if node < 0 {
		g.find(planCell(planLinesFile, l.Row, "reason", l.Reason), "plan.line.floor",
			hinterland.Args{"from": l.From, "to": l.To, "period": l.Period})
	}
	return node, row
}

// byPromise reports whether a line says that a floor or a fixing brings it.
func byPromise(l *hinterland.Line) bool {
	return l.Reason == hinterland.LineFloor || l.Reason == hinterland.LineFixed
}

// tellClosed names the first of the rules that close a line's way.
func (g *planGood) tellClosed(l *hinterland.Line, rules planRules) {
	at := planCell(planLinesFile, l.Row, "to", l.To)
	args := hinterland.Args{"from": l.From, "offered": l.OfferPeriod, "period": l.Period}
	switch {
	case rules&planLate != 0:
		g.find(at, "plan.closed.late", args)
	case rules&planStorage != 0:
		g.find(at, "plan.closed.storage", args)
	case rules&planReach != 0:
		g.find(at, "plan.closed.reach", args)
	case rules&planFixed != 0:
		g.find(at, "plan.closed.fixed", args)
	default:
		g.find(at, "plan.closed.scope", args)
	}
}

// checkLineWay checks that the line's way is open and what it says of it, and
// reports whether it is open.
func (g *planGood) checkLineWay(l *hinterland.Line, lot, node int) bool {
	w := g.way(&g.lots[lot], &g.nodes[node])
	if w.closed != 0 {
		g.tellClosed(l, w.closed)
		return false
	}
	if int(l.ShipPeriod) != w.ship {
		g.find(planCell(planLinesFile, l.Row, "ship_period", planWhole(l.ShipPeriod)),
			"plan.line.ship", hinterland.Args{"ship": w.ship})
	}
	if int64(l.UnitCost) != w.cost {
		g.find(planCell(planLinesFile, l.Row, "unit_cost", planMoney(l.UnitCost)),
			"plan.line.cost", hinterland.Args{"cost": planMoney(w.cost)})
	}
	return true
}

// take takes a line's goods from its lot, if the lot still has them. Sums
// stay within what is offered, so that no sum of a plan overflows.
func (g *planGood) take(l *hinterland.Line, at int) bool {
	lot := &g.lots[at]
	if int64(l.Quantity) > lot.quantity-lot.used {
		g.find(planCell(planLinesFile, l.Row, "quantity", g.steps(int64(l.Quantity))),
			"plan.lot.oversold", hinterland.Args{
				"offered": g.steps(lot.quantity), "line": lot.line,
				"left": g.steps(lot.quantity - lot.used),
			})
		return false
	}
	lot.used += int64(l.Quantity)
	if byPromise(l) {
		lot.floored += int64(l.Quantity)
	}
	return true
}

// bring adds a line's goods to the row and the floor that they serve.
func (g *planGood) bring(l *hinterland.Line, node, row int) {
	quantity := int64(l.Quantity)
	if node >= g.firstFloor {
		g.nodes[node].honoured += quantity
		if row >= 0 {
			g.rows[row].floor += quantity
		}
	}
	if row >= 0 {
		g.rows[row].met += quantity
	}
}

// readSigned adds what an earlier plan carried, where there still is an open
// way. What a floor brought is compared with what that floor brings.
func (g *planGood) readSigned() {
	for _, l := range g.papers.signed {
		from, fromKnown := g.ground.number[l.From]
		to, toKnown := g.ground.number[l.To]
		if !fromKnown || !toKnown {
			continue
		}
		lot, node := g.findLot(from, int(l.OfferPeriod), int64(l.Price)), -1
		if byPromise(l) {
			node = g.findFloor(from, to, int(l.Period))
		} else {
			node = g.findNeed(to, int(l.Period))
		}
		if lot >= 0 && node >= 0 && g.way(&g.lots[lot], &g.nodes[node]).closed == 0 {
			g.arcs = append(g.arcs, planArc{lot: lot, node: node, signed: int64(l.Quantity)})
		}
	}
}

// mergeArcs joins the arcs between the same lot and node.
func (g *planGood) mergeArcs() {
	slices.SortStableFunc(g.arcs, func(a, b planArc) int {
		return cmp.Or(cmp.Compare(a.lot, b.lot), cmp.Compare(a.node, b.node))
	})
	merged := g.arcs[:0]
	for _, arc := range g.arcs {
		last := len(merged) - 1
		if last < 0 || merged[last].lot != arc.lot || merged[last].node != arc.node {
			merged = append(merged, arc)
			continue
		}
		merged[last].flow += arc.flow
		merged[last].signed += arc.signed
		merged[last].lines = append(merged[last].lines, arc.lines...)
	}
	g.arcs = merged
}

// planLineKey names the columns that tell lines apart.
func planLineKey() []string {
	return []string{
		"from", "to", "good", "price", "offer_period", "ship_period", "period", "priority",
	}
}

// findTwins refuses two lines of one lot for the same row, of which neither
// or both come from a floor. The few lines of an arc are compared in pairs.
func (g *planGood) findTwins() {
	for i := range g.arcs {
		lines := g.arcs[i].lines
		for j := range lines {
			twin := slices.IndexFunc(lines[:j], func(l *hinterland.Line) bool {
				return l.Priority == lines[j].Priority
			})
			if twin >= 0 {
				g.find(planCell(planLinesFile, lines[j].Row, "from", lines[j].From), "key.twice",
					hinterland.Args{"first": lines[twin].Row, "columns": planLineKey()})
			}
		}
	}
}
