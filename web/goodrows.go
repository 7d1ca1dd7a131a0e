package web

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"hinterland"
	"hinterland/lang"
)

// heading is what the first column of needs and balances is called.
func (g *goodPlan) heading() string {
	switch {
	case g.said:
		return g.there(g.at)
	case g.byZone:
		return g.say.Say("web.zones", nil)
	}
	return g.say.Say("web.places", nil)
}

// byName are places or zones in the order in which the page lists them: by
// name.
func byName[T any](g *goodPlan, of map[string]T) []string {
	return slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(g.there(a), g.there(b)), cmp.Compare(a, b))
	})
}

// A met is what needs get, in sum: less than a good's bound, which check
// has seen to.
type met struct{ needed, met hinterland.Quantity }

func (m met) and(l *hinterland.ShareLine) met { return met{m.needed + l.Needed, m.met + l.Met} }

// needs lay out what is met: of every place or zone, with their sum, or of
// the periods of the one that is asked for, as the printed report has it.
func (g *goodPlan) needs(body *goodBody) {
	at, in, all := map[string]met{}, map[hinterland.Period]met{}, met{}
	for i := range g.shares {
		if l := &g.shares[i]; g.concerns(l.Period, l.Party) {
			at[g.where(l.Party)] = at[g.where(l.Party)].and(l)
			in[l.Period], all = in[l.Period].and(l), all.and(l)
		}
	}
	if g.said {
		for _, p := range slices.Sorted(maps.Keys(in)) {
			body.Needs = append(body.Needs, g.needRow(periodHead(g.horizon, p), in[p]))
		}
		return
	}
	codes := byName(g, at)
	for _, code := range codes[:min(len(codes), goodRows)] {
		row := g.needRow(g.there(code), at[code])
		row.Path = g.narrowed(code)
		body.Needs = append(body.Needs, row)
	}
	if more := len(codes) - goodRows; more > 0 {
		body.MoreNeeds = g.more(more)
	}
	if len(codes) > 1 {
		sum := g.needRow(g.say.Say("web.flow.all", nil), all)
		sum.Sum = true
		body.Needs = append(body.Needs, sum)
	}
}

func (g *goodPlan) needRow(name string, m met) needRow {
	wide := hinterland.MetThousandths(m.met, m.needed)
	return needRow{
		Name: name, Needed: g.count(m.needed), Met: g.count(m.met),
		Short: g.count(m.needed - m.met), Wide: wide, Lacks: 1000 - wide,
		Part: g.say.Percent(big.NewInt(int64(m.met)), big.NewInt(int64(m.needed))),
	}
}

// stocks lays the balances out: of every place or zone, with their sum, or
// of the periods of the one that is asked for. The sum counts the region as
// one: what goes from one to the other of them is no more in it.
func (g *goodPlan) stocks(body *goodBody) {
	found := hinterland.StocksOf(g.lines, g.horizon.Periods, g.where)
	if g.said {
		for p, s := range found[g.at] {
			if p > 0 && (g.period == 0 || int(g.period) == p) {
				body.Stocks = append(body.Stocks,
					g.stockRow(periodHead(g.horizon, hinterland.Period(p)), &s))
			}
		}
		return
	}
	codes := byName(g, found)
	for i, code := range codes {
		if i == goodRows {
			body.MoreStocks = g.more(len(codes) - goodRows)
			break
		}
		row := g.stockRow(g.there(code), g.chosen(found[code]))
		row.Path = g.narrowed(code)
		body.Stocks = append(body.Stocks, row)
	}
	all := hinterland.StocksOf(g.lines, g.horizon.Periods,
		func(hinterland.PartyCode) string { return "" })
	if len(codes) > 1 {
		sum := g.stockRow(g.say.Say("web.flow.all", nil), g.chosen(all[""]))
		sum.Sum = true
		body.Stocks = append(body.Stocks, sum)
	}
}

// chosen is the balance of the period that is asked for, or of all.
func (g *goodPlan) chosen(periods []hinterland.Stock) *hinterland.Stock {
	if g.period > 0 {
		return &periods[g.period]
	}
	sum := hinterland.Whole(periods)
	return &sum
}

func (g *goodPlan) stockRow(name string, s *hinterland.Stock) stockRow {
	return stockRow{
		Name: name, Opening: g.count(s.Opening), Supply: g.count(s.Supply), In: g.count(s.In),
		Use: g.count(s.Use), Out: g.count(s.Out), Closing: g.count(s.Closing),
	}
}

// passages are what goes from where to where else, in the period that is
// asked for, and of those that begin or end where the page is narrowed to.
func (g *goodPlan) passages(
	at func(hinterland.PartyCode) string,
) []hinterland.Passage[string] {
	lines := g.lines
	if g.said {
		lines = nil
		for i := range g.lines {
			if l := &g.lines[i]; g.where(l.From) == g.at || g.where(l.To) == g.at {
				lines = append(lines, *l)
			}
		}
	}
	return hinterland.PassagesOf(lines, g.period, at)
}

// ways lay out who gives to whom. Bars compare them with the largest that
// is listed; the least is never too thin to be seen.
func (g *goodPlan) ways(body *goodBody) {
	most := hinterland.Quantity(0)
	more := 0
	for _, w := range g.passages(g.where) {
		if most = max(most, w.Quantity); len(body.Ways) == goodRows {
			more++
			continue
		}
		body.Ways = append(body.Ways, wayRow{
			From: g.there(w.From), To: g.there(w.To), Quantity: g.count(w.Quantity),
			Wide: max(hinterland.Thousandths(w.Quantity, most), 1),
		})
	}
	if more > 0 {
		body.MoreWays = g.more(more)
	}
}

// concerns reports whether what a party gives or gets in a period is asked
// for: lines and needs count in the period in which goods are needed,
// balances and ways in that in which something happens, since a line of
// March may be shipped in January.
func (g *goodPlan) concerns(p hinterland.Period, parties ...hinterland.PartyCode) bool {
	if g.period > 0 && g.period != p {
		return false
	}
	return !g.said || slices.ContainsFunc(parties, func(party hinterland.PartyCode) bool {
		return g.where(party) == g.at
	})
}

// short lays out what is not met, the most urgent and then the largest
// first, and what one more unit would be worth.
func (g *goodPlan) short(body *goodBody) {
	var lines []hinterland.ShareLine
	for i := range g.shares {
		if l := &g.shares[i]; l.Short() > 0 && g.concerns(l.Period, l.Party) {
			lines = append(lines, *l)
		}
	}
	slices.SortStableFunc(lines, func(a, b hinterland.ShareLine) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(b.Short(), a.Short()))
	})
	if many := len(lines) - goodRows; many > 0 {
		lines, body.MoreShorts = lines[:goodRows], g.more(many)
	}
	for i := range lines {
		l := &lines[i]
		body.Shorts = append(body.Shorts, shortRow{
			Party: g.n.party(l.Party), Period: periodHead(g.horizon, l.Period),
			Priority: hinterland.FormatDecimal(int64(l.Priority), 0), Needed: g.count(l.Needed),
			Met: g.count(l.Met), Short: g.count(l.Short()), Unit: g.good.Unit,
			Reason: g.shortReason(l.Reason), Worth: g.worth(l),
		})
	}
}

// worth words what one more unit would be worth. A plan that was kept
// before that was recorded does not say.
func (g *goodPlan) worth(l *hinterland.ShareLine) string {
	if l.Worth == 0 {
		return ""
	}
	// lang: report.worth.scope report.worth.floor report.worth.reach report.worth.storage
	// lang: report.worth.too-late report.worth.supply report.worth.fixed
	return g.say.Say("report.worth."+string(l.Reason), lang.Args{
		"unit": g.count(1) + " " + g.good.Unit, "period": periodHead(g.horizon, l.Period),
		"party": g.n.party(l.Party), "word": "", "priority": l.Worth,
	})
}

// list lays the lines out, the largest first: who looks at a good of a
// province wants the lines that matter, and finds those of a party on the
// page of its part.
func (g *goodPlan) list(body *goodBody) {
	var at []int
	for i := range g.lines {
		if l := &g.lines[i]; g.concerns(l.Period, l.From, l.To) {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		return cmp.Compare(g.lines[b].Quantity, g.lines[a].Quantity)
	})
	if many := len(at) - goodRows; many > 0 {
		at, body.MoreLines = at[:goodRows], g.more(many)
	}
	for _, i := range at {
		body.Lines = append(body.Lines, g.line(i))
	}
}

// line lays a line out. What is fixed from here is all that the two have in
// the period, and not what this line says, since one may be taken from
// several offers.
func (g *goodPlan) line(i int) goodLine {
	l := &g.lines[i]
	row := goodLine{From: g.n.party(l.From), partRow: partRow{
		Party: g.n.party(l.To), Sent: periodHead(g.horizon, l.ShipPeriod),
		Needed: periodHead(g.horizon, l.Period), Quantity: g.count(l.Quantity),
		Reason: g.lineReason(l.Reason),
	}}
	if !g.unknown[i] {
		row.Price = money(g.say, l.Price) + " " + g.good.Currency
	}
	if g.fixes {
		f := &hinterland.Fixing{From: l.From, To: l.To, Good: l.Good, Period: l.Period}
		for n := range g.lines {
			if o := &g.lines[n]; o.From == l.From && o.To == l.To && o.Period == l.Period {
				f.Quantity += o.Quantity
			}
		}
		row.Fix = fixPath(g.horizon.Code, f, &g.good)
	}
	return row
}
