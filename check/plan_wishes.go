package check

import (
	"slices"
	"strings"

	"hinterland"
)

// levels are the wishes that a plan of the good has to prove, in their order.
func (g *planGood) levels() []string {
	levels := []string{"floors"}
	if g.policy == hinterland.ZonesFirst {
		levels = append(levels, "own")
	}
	for _, class := range g.classes() {
		if class.Priority > 0 {
			levels = append(levels, "class-"+planWhole(class.Priority))
		}
	}
	levels = append(levels, "shares")
	if g.policy == hinterland.ZonesPrefer {
		levels = append(levels, "zone")
	}
	if g.signed {
		levels = append(levels, "signed")
	}
	return append(levels, "cost")
}

func planList(words []string) string { return strings.Join(words, ", ") }

// link makes the net of all open ways, and notes which ways a single rule
// closes.
func (g *planGood) link() {
	g.net = newPlanNet(len(g.lots), len(g.nodes))
	for rule := range g.sole {
		g.sole[rule] = newPlanSets(len(g.nodes), len(g.lots))
	}
	for u := range g.lots {
		if g.ended() {
			return
		}
		lot := &g.lots[u]
		for v := range g.nodes {
			node := &g.nodes[v]
			if v >= g.firstFloor && node.seller != lot.party {
				continue
			}
			w := g.way(lot, node)
			if w.closed == 0 {
				g.net.open(u, v)
			} else if rule, alone := w.closed.single(); alone {
				g.sole[rule][v].add(u)
			}
		}
		if lot.used < lot.quantity {
			g.net.idle = append(g.net.idle, int32(u))
		}
	}
	for i := range g.arcs {
		if g.arcs[i].flow > 0 {
			g.net.carry(g.arcs[i].lot, g.arcs[i].node)
		}
	}
}

// checkFloors checks that no floor gets more than it was promised, that
// floors count against the most urgent needs, and, in a deal of their own,
// that they get as much as possible in equal shares.
func (g *planGood) checkFloors() {
	deal := &planDeal{net: &planNet{
		in: g.net.in, out: g.net.out, has: g.net.has, gives: make([][]int32, len(g.lots)),
	}}
	for i := range g.arcs {
		if arc := &g.arcs[i]; arc.flow > 0 && arc.node >= g.firstFloor {
			deal.net.gives[arc.lot] = append(deal.net.gives[arc.lot], int32(arc.node))
		}
	}
	for u := range g.lots {
		if g.lots[u].floored < g.lots[u].quantity {
			deal.idle = append(deal.idle, int32(u))
		}
	}
	for v := g.firstFloor; v < len(g.nodes); v++ {
		node := &g.nodes[v]
		g.Claims += 2
		if node.honoured > node.promised {
			g.find(g.firstLine(v), "plan.floor.over", hinterland.Args{
				"promised": g.steps(node.promised), "brought": g.steps(node.honoured),
				"line": node.line, "table": node.table(),
			})
		}
		deal.stakes = append(deal.stakes, planStake{
			node: v, has: node.honoured, asks: node.promised, row: v,
		})
	}
	g.tellFloorFlaws(deal)
	g.checkFloorCounts()
}

// table names the file that a floor stands in.
func (n *planNode) table() string {
	if n.fixed {
		return hinterland.FixingsTable
	}
	return hinterland.FloorsTable
}

// firstLine names the first line that brings goods to a node.
func (g *planGood) firstLine(node int) hinterland.Where {
	for i := range g.arcs {
		if arc := &g.arcs[i]; arc.node == node && len(arc.lines) > 0 {
			l := arc.lines[0]
			return planCell(planLinesFile, l.Row, "quantity", g.steps(int64(l.Quantity)))
		}
	}
	return hinterland.Where{File: planLinesFile}
}

func (g *planGood) tellFloorFlaws(deal *planDeal) {
	for _, flaw := range slices.Concat(deal.waste(), deal.unfair(0)) {
		to := &g.nodes[flaw.to.row]
		args := hinterland.Args{
			"from": g.code(to.seller), "to": g.code(to.party), "good": g.papers.good.Code,
			"period": to.period, "line": to.line, "table": to.table(),
			"promised": g.steps(to.promised), "brought": g.steps(to.honoured),
		}
		at := hinterland.Where{File: planLinesFile}
		if flaw.lot >= 0 {
			g.find(at, "plan.floor.more", args)
			continue
		}
		other := &g.nodes[flaw.from.row]
		args["other"] = g.code(other.party)
		g.find(g.firstLine(flaw.from.row), "plan.floor.unequal", args)
	}
}

// checkFloorCounts checks that what floors bring counts against the needs of
// their receiver, the most urgent first.
func (g *planGood) checkFloorCounts() {
	left := make([]int64, g.firstFloor)
	for _, floor := range g.nodes[g.firstFloor:] {
		if floor.receiver >= 0 {
			left[floor.receiver] += floor.honoured
		}
	}
	for i := range g.rows {
		row := &g.rows[i]
		counts := min(row.needed, left[row.node])
		left[row.node] -= counts
		g.Claims++
		if counts != row.floor {
			g.find(planCell(planSharesFile, row.share.Row, "priority", planWhole(row.priority)),
				"plan.floor.count", hinterland.Args{
					"counted": g.steps(row.floor), "right": g.steps(counts),
				})
		}
	}
}

// checkWishes checks, over the whole region, that no class could have more
// and that shares are equal within each.
func (g *planGood) checkWishes() {
	deal := &planDeal{net: g.net, idle: g.net.idle}
	for i := range g.rows {
		row := &g.rows[i]
		s := planStake{
			node: row.node, class: row.priority, has: row.met, kept: row.floor,
			asks: row.needed, row: i,
		}
		if g.policy == hinterland.ZonesFirst {
			s.kept, s.base = max(row.floor, row.own), row.own
		}
		deal.stakes = append(deal.stakes, s)
	}
	g.Claims += len(g.lots) + 2*len(g.rows)
	for _, flaw := range deal.waste() {
		g.tellWaste(flaw)
	}
	for _, class := range deal.classes() {
		for _, flaw := range deal.unfair(class) {
			g.tellUnfair(flaw, "plan.share.unequal")
		}
	}
}

// tellWaste names the short row, and who could give it one unit more.
func (g *planGood) tellWaste(flaw planFlaw) {
	to := &g.rows[flaw.to.row]
	at := hinterland.Where{File: planShortfallsFile}
	if to.shortfall != nil {
		at = planCell(planShortfallsFile, to.shortfall.Row, "quantity",
			g.steps(int64(to.shortfall.Quantity)))
	}
	if flaw.lot >= 0 {
		lot := &g.lots[flaw.lot]
		g.find(at, "plan.class.idle", hinterland.Args{
			"other": g.code(lot.party), "offered": lot.period, "line": lot.line,
			"idle": g.steps(lot.quantity - lot.used), "priority": to.priority,
		})
		return
	}
	g.find(at, "plan.class.urgent", g.other(flaw, to))
}

// other names both rows of an exchange.
func (g *planGood) other(flaw planFlaw, to *planRow) hinterland.Args {
	args := g.about(to)
	from := &g.rows[flaw.from.row]
	args["other"] = g.code(g.nodes[from.node].party)
	args["otherPeriod"] = g.nodes[from.node].period
	args["otherPriority"] = from.priority
	return args
}

// tellUnfair names the row that has a unit too many, and who should have it.
func (g *planGood) tellUnfair(flaw planFlaw, reason hinterland.Reason) {
	from, column, has := &g.rows[flaw.from.row], "met", flaw.from.has
	if reason == "plan.own.unequal" {
		column = "own"
	}
	g.find(planCell(planSharesFile, from.share.Row, column, g.steps(has)), reason,
		g.other(flaw, &g.rows[flaw.to.row]))
}
