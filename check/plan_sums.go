package check

import (
	"math/big"
	"slices"

	"hinterland"
)

// planRowKey names the columns that tell needs apart.
func planRowKey() []string { return []string{"party", "good", "period", "priority"} }

// readShares matches shares.csv with the needs, one row each, and checks
// what each says against the lines.
func (g *planGood) readShares() {
	g.Claims += 3 * len(g.rows)
	for _, s := range g.papers.shares {
		row := g.matchRow(planCell(planSharesFile, s.Row, "party", s.Party), s.Period, s.Priority)
		if row == nil {
			continue
		}
		if row.share != nil {
			g.find(planCell(planSharesFile, s.Row, "party", s.Party), "key.twice",
				hinterland.Args{"first": row.share.Row, "columns": planRowKey()})
			continue
		}
		row.share = s
		row.own = int64(s.Own)
		g.checkShare(row, s)
	}
	for i := range g.rows {
		if row := &g.rows[i]; row.share == nil {
			g.find(hinterland.Where{File: planSharesFile}, "plan.share.missing", g.about(row))
		}
	}
}

// matchRow finds the need that a row of the plan speaks of, or tells that
// there is none.
func (g *planGood) matchRow(at hinterland.Where, period hinterland.Period, priority int) *planRow {
	party, known := g.party(at)
	if !known {
		return nil
	}
	if node := g.findNeed(party, int(period)); node >= 0 {
		if row := g.findRow(node, priority); row >= 0 {
			return &g.rows[row]
		}
	}
	g.find(at, "plan.line.need", hinterland.Args{"period": period, "priority": priority})
	return nil
}

// about names a need in a finding's text.
func (g *planGood) about(row *planRow) hinterland.Args {
	node := &g.nodes[row.node]
	return hinterland.Args{
		"good": g.papers.good.Code, "party": g.code(node.party), "period": node.period,
		"priority": row.priority, "line": row.line,
	}
}

func (g *planGood) checkShare(row *planRow, s *hinterland.Share) {
	amount := func(column string, said hinterland.Quantity) hinterland.Where {
		return planCell(planSharesFile, s.Row, column, g.steps(int64(said)))
	}
	if int64(s.Needed) != row.needed {
		g.find(amount("needed", s.Needed), "plan.share.needed",
			hinterland.Args{"needed": g.steps(row.needed), "line": row.line})
	}
	if int64(s.Met) != row.met {
		g.find(amount("met", s.Met), "plan.share.met", hinterland.Args{"met": g.steps(row.met)})
	}
	if row.met > row.needed {
		g.find(amount("met", s.Met), "plan.share.over", hinterland.Args{
			"needed": g.steps(row.needed), "met": g.steps(row.met),
		})
	}
	switch {
	case g.policy != hinterland.ZonesFirst && s.Own != 0:
		g.find(amount("own", s.Own), "plan.own.none", nil)
	case int64(s.Own) > row.met:
		g.find(amount("own", s.Own), "plan.own.taken", hinterland.Args{"met": g.steps(row.met)})
	case g.policy == hinterland.ZonesFirst && int64(s.Own) < row.floor:
		g.find(amount("own", s.Own), "plan.own.floor",
			hinterland.Args{"floor": g.steps(row.floor)})
	}
}

// checkShortfalls checks that every need that is short has its row, with the
// right quantity, and that no other need has one.
func (g *planGood) checkShortfalls() {
	g.Claims += len(g.rows)
	for _, s := range g.papers.shortfalls {
		at := planCell(planShortfallsFile, s.Row, "party", s.Party)
		row := g.matchRow(at, s.Period, s.Priority)
		switch {
		case row == nil:
		case row.shortfall != nil:
			g.find(at, "key.twice",
				hinterland.Args{"first": row.shortfall.Row, "columns": planRowKey()})
		case row.short() <= 0:
			g.find(at, "plan.short.extra", nil)
		default:
			row.shortfall = s
			if int64(s.Quantity) != row.short() {
				g.find(planCell(planShortfallsFile, s.Row, "quantity", g.steps(int64(s.Quantity))),
					"plan.short.quantity", hinterland.Args{"short": g.steps(row.short())})
			}
		}
	}
	for i := range g.rows {
		if row := &g.rows[i]; row.short() > 0 && row.shortfall == nil {
			args := g.about(row)
			args["short"] = g.steps(row.short())
			g.find(hinterland.Where{File: planShortfallsFile}, "plan.short.missing", args)
		}
	}
}

// checkSummary checks the good's entry of summary.json.
func (g *planGood) checkSummary() {
	good := g.papers.good
	entries := 0
	if len(g.lots)+len(g.nodes) > 0 {
		entries = 1
	}
	g.Goods += entries
	if len(g.papers.summaries) != entries {
		g.find(
			planCell(planSummaryFile, 0, "good", good.Code),
			"plan.sum.entries",
			hinterland.Args{
				"entries": len(g.papers.summaries),
				"right":   entries,
				"good":    good.Code,
			},
		)
	}
	if len(g.papers.summaries) != 1 {
		return
	}
	s := g.papers.summaries[0]
	if s.Currency != good.Currency {
		g.findSum("currency", s.Currency, good.Currency)
	}
	cost, crossing, moved := new(big.Int), new(big.Int), new(big.Int)
	for i := range g.arcs {
		arc := &g.arcs[i]
		if arc.flow > 0 {
			w := g.way(&g.lots[arc.lot], &g.nodes[arc.node])
			hinterland.AddProduct(cost, arc.flow, w.cost)
		}
		if g.crosses(arc.lot, arc.node) {
			hinterland.AddProduct(crossing, arc.flow, 1)
		}
		if g.signed {
			hinterland.AddProduct(moved, max(arc.flow-arc.signed, arc.signed-arc.flow), 1)
		}
	}
	g.compareTotal("cost", s.Cost, cost, good.Decimals+hinterland.MoneyPlaces)
	g.compareTotal("crossing", s.Crossing, crossing, good.Decimals)
	g.compareTotal("moved", s.Moved, moved, good.Decimals)
	g.checkClasses(s.Classes)
	if levels := g.levels(); !slices.Equal(s.Levels, levels) {
		g.findSum("levels", planList(s.Levels), planList(levels))
	}
}

// findSum tells of an entry of summary.json that is not what it should be.
func (g *planGood) findSum(column, said, right string) {
	g.find(planCell(planSummaryFile, 0, column, said), "plan.sum", hinterland.Args{
		"good": g.papers.good.Code, "column": column, "right": right,
	})
}

func (g *planGood) compareTotal(column string, said, right *big.Int, places int) {
	g.Claims++
	if said == nil {
		said = new(big.Int)
	}
	if said.Cmp(right) != 0 {
		g.findSum(
			column,
			hinterland.FormatTotal(said, places),
			hinterland.FormatTotal(right, places),
		)
	}
}

// classes adds up what is needed and met of each priority; floors are 0, and
// always there.
func (g *planGood) classes() []hinterland.ClassSum {
	sums := map[int]*hinterland.ClassSum{}
	add := func(priority int, needed, met int64) {
		if sums[priority] == nil {
			sums[priority] = &hinterland.ClassSum{Priority: priority}
		}
		sums[priority].Needed += hinterland.Quantity(needed)
		sums[priority].Met += hinterland.Quantity(met)
	}
	add(0, 0, 0)
	for i := g.firstFloor; i < len(g.nodes); i++ {
		add(0, g.nodes[i].promised, g.nodes[i].honoured)
	}
	for i := range g.rows {
		add(g.rows[i].priority, g.rows[i].needed, g.rows[i].met)
	}
	var list []hinterland.ClassSum
	for priority := range hinterland.MaxPriority + 1 {
		if sum, found := sums[priority]; found {
			list = append(list, *sum)
		}
	}
	return list
}

// checkClasses compares class by class; there is no other.
func (g *planGood) checkClasses(said []hinterland.ClassSum) {
	right := g.classes()
	g.Claims += 2 * len(right)
	for _, want := range right {
		at := slices.IndexFunc(
			said,
			func(c hinterland.ClassSum) bool { return c.Priority == want.Priority },
		)
		if at < 0 {
			g.find(planCell(planSummaryFile, 0, "classes", ""), "plan.sum.missing", hinterland.Args{
				"good": g.papers.good.Code, "right": g.classWords(want),
			})
		} else if said[at] != want {
			g.findSum("classes", g.classWords(said[at]), g.classWords(want))
		}
	}
	for i, c := range said {
		known := slices.ContainsFunc(
			right,
			func(w hinterland.ClassSum) bool { return w.Priority == c.Priority },
		)
		again := slices.ContainsFunc(
			said[:i],
			func(w hinterland.ClassSum) bool { return w.Priority == c.Priority },
		)
		if again || !known {
			g.find(planCell(planSummaryFile, 0, "classes", g.classWords(c)), "plan.sum.extra",
				hinterland.Args{"good": g.papers.good.Code, "said": g.classWords(c)})
		}
	}
}

// classWords writes a class as priority: met / needed.
func (g *planGood) classWords(c hinterland.ClassSum) string {
	return planWhole(c.Priority) + ": " + g.steps(int64(c.Met)) + " / " + g.steps(int64(c.Needed))
}
