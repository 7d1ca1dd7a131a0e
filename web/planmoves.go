package web

import (
	"net/http"
	"net/url"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// movesShown is how many lines a page tells that two plans differ in.
const movesShown = 200

// A comparison is two plans of a horizon beside one another. The earlier one has
// no number where there is none: then all is new.
type comparison struct {
	*planPage
	was         hinterland.KeptPlan
	others      []hinterland.KeptPlan // with which it can be compared
	moves       []hinterland.LineMove
	why         hinterland.Motives
	goods, then []office.PlannedGood
}

// besides reads the plan of an address beside the one that is asked for, the
// former, or the one in force.
func (a *ask) besides() (*comparison, error) {
	k, err := a.keptPlan()
	if err != nil {
		return nil, err
	}
	h, err := a.v.Horizon(k.Horizon)
	if err != nil {
		return nil, err
	}
	c := &comparison{planPage: &planPage{ask: a, plan: &k, horizon: &h}}
	c.fixes = a.mayFix(h.Code)
	if c.n, err = a.names(a.v); err != nil {
		return nil, err
	}
	c.others, err = a.v.KeptPlans(hinterland.PlanQuery{Horizon: k.Horizon}, 0, plansAtOnce)
	if err != nil {
		return nil, err
	}
	if err := c.choose(); err != nil {
		return nil, err
	}
	return c, c.read()
}

// choose finds the plan to compare with, or refuses one that is asked for and
// that is none of the same horizon. Older ones than are listed can be asked for.
func (c *comparison) choose() error {
	asked := c.r.Form.Get("with")
	for i := range c.others {
		o := &c.others[i]
		switch {
		case o.ID == c.plan.ID:
		case asked == o.ID.String(),
			asked == "" && c.was.ID == 0 && o.State == hinterland.IsInForce,
			asked == "" && o.ID == c.plan.Former:
			c.was = *o
		}
	}
	if asked == "" || c.was.ID != 0 {
		return nil
	}
	var id hinterland.ID[hinterland.KeptPlan]
	if id.UnmarshalText([]byte(asked)) == nil && id != c.plan.ID {
		k, err := c.v.KeptPlan(id)
		if err == nil && k.Horizon == c.plan.Horizon {
			c.was = k
			return nil
		}
		if err != nil && len(refusalsIn(err)) == 0 {
			return err
		}
	}
	return badQuery("query.with", "with", asked)
}

// read reads what both plans say.
func (c *comparison) read() (err error) {
	var lines [2][]hinterland.Line
	var shares [2][]hinterland.KeptShare
	for i, k := range []*hinterland.KeptPlan{&c.was, c.plan} {
		if k.ID == 0 {
			continue
		}
		given, err := c.v.Allocations(k, "", "")
		if err != nil {
			return err
		}
		for n := range given {
			lines[i] = append(lines[i], given[n].Lines...)
		}
		if shares[i], err = c.v.KeptShares(k, "", ""); err != nil {
			return err
		}
	}
	c.moves = hinterland.Moves(lines[0], lines[1])
	c.why = hinterland.MotivesOf(shares[0], shares[1])
	if c.was.ID != 0 {
		if c.then, err = c.v.PlannedGoods(&c.was); err != nil {
			return err
		}
	}
	if c.goods, err = c.v.PlannedGoods(c.plan); err != nil {
		return err
	}
	var parties []hinterland.PartyCode
	for i := range c.moves {
		if c.moves[i].Kind() != hinterland.MoveKept && len(parties) < 2*movesShown {
			parties = append(parties, c.moves[i].From, c.moves[i].To)
		}
	}
	return c.n.learn(parties)
}

// A movesBody is the page of two plans beside one another.
type movesBody struct {
	Facts     []fact
	Others    []action
	Costs     bool
	Sums      []moveSum
	Rows      []moveRow
	Kept      string
	More      string
	Downloads []action
	Back      string
}

// A moveSum is what two plans do for a good.
type moveSum struct{ Was, Is runGood }

// A moveRow is a line in which two plans differ.
type moveRow struct {
	Good, From, To, Period string
	Was, Is, Unit          string
	State                  tag
	Why                    string
	Fix                    string // where it is fixed; empty to who may not
}

// showMoves shows in what a plan differs from another.
func showMoves(a *ask) error {
	return a.view(func(*office.View) error {
		c, err := a.besides()
		if err != nil {
			return err
		}
		body := c.body()
		title := a.say.Say("web.moves", lang.Args{"title": c.plan.Title})
		return a.show(http.StatusOK, "moves", title, body)
	})
}

func (c *comparison) body() *movesBody {
	path := planPath(c.plan.ID)
	body := &movesBody{
		Facts: []fact{{c.say.Say("web.moves.is", nil), c.plan.Title, path}}, Back: path,
		Costs: len(c.goods) > 0 && c.goods[0].Cost != nil, Sums: c.sums(),
	}
	query := ""
	if c.was.ID != 0 {
		body.Facts = append(body.Facts,
			fact{c.say.Say("web.moves.was", nil), c.was.Title, planPath(c.was.ID)})
		query = queryOf(url.Values{"with": {c.was.ID.String()}})
	}
	for i := range c.others {
		if o := &c.others[i]; o.ID != c.plan.ID && o.ID != c.was.ID {
			body.Others = append(body.Others, action{
				Path: path + "/moves" + queryOf(url.Values{"with": {o.ID.String()}}),
				Text: o.Title + " · " + c.planState(o.State),
			})
		}
	}
	kept, more := 0, 0
	for i := range c.moves {
		switch {
		case c.moves[i].Kind() == hinterland.MoveKept:
			kept++
		case len(body.Rows) < movesShown:
			body.Rows = append(body.Rows, c.moveRow(&c.moves[i], c.reason(&c.moves[i])))
		default:
			more++
		}
	}
	body.Kept = c.say.Say("web.moves.kept", lang.Args{"count": kept})
	if more > 0 {
		body.More = c.more(more)
	}
	for _, format := range []string{".xlsx", ".csv"} {
		body.Downloads = append(body.Downloads, action{
			Path: path + "/moves" + format + query, Text: c.say.Say("web.moves.rows", nil) +
				" (" + format[1:] + ")",
		})
	}
	return body
}

// sums are what both plans do for each good.
func (c *comparison) sums() []moveSum {
	then := map[hinterland.GoodCode]*office.PlannedGood{}
	for i := range c.then {
		then[c.then[i].Good] = &c.then[i]
	}
	var sums []moveSum
	for i := range c.goods {
		g := &c.goods[i]
		sum := moveSum{Is: c.runGood(c.n, &g.GoodSummary)}
		if was := then[g.Good]; was != nil {
			sum.Was = c.runGood(c.n, &was.GoodSummary)
		}
		delete(then, g.Good)
		sums = append(sums, sum)
	}
	for i := range c.then { // that are planned no more
		if g := &c.then[i]; then[g.Good] != nil {
			was := c.runGood(c.n, &g.GoodSummary)
			sums = append(sums, moveSum{Was: was, Is: runGood{Good: was.Good, Unit: was.Unit}})
		}
	}
	return sums
}

// moveTag says what has become of a line.
func (a *ask) moveTag(k hinterland.MoveKind) tag {
	class := map[hinterland.MoveKind]string{
		hinterland.MoveNew: "good", hinterland.MoveGone: "bad", hinterland.MoveLess: "warn",
	}[k]
	// lang: move.kept move.new move.gone move.more move.less
	return tag{class, a.say.Say("move."+string(k), nil)}
}

// reason words why a line has moved: what keeps it in the later plan, or what
// took it out of the earlier one.
func (c *comparison) reason(m *hinterland.LineMove) string {
	l := &hinterland.WeighedLine{LineMove: *m}
	if kind := m.Kind(); kind == hinterland.MoveGone || kind == hinterland.MoveLess {
		l.Motive, l.Short = c.why.Of(m)
	}
	return c.moveReason(l)
}

// moveReason words why a line has moved.
func (a *ask) moveReason(l *hinterland.WeighedLine) string {
	switch l.Motive {
	case "":
		return a.lineReason(l.Reason)
	case hinterland.IsShortNow:
		return a.say.Say("motive.short", lang.Args{"reason": a.shortReason(l.Short)})
	}
	// lang: motive.needs-less motive.gets-else
	return a.say.Say("motive."+string(l.Motive), nil)
}

// moveRow lays a line out that has moved.
func (p *planPage) moveRow(m *hinterland.LineMove, why string) moveRow {
	good := p.n.good(m.Good)
	row := moveRow{
		Good: p.n.goodName(m.Good), From: p.n.party(m.From), To: p.n.party(m.To),
		Period: periodHead(p.horizon, m.Period), Unit: good.Unit,
		Was: quantity(p.say, m.Was, good.Decimals), Is: quantity(p.say, m.Is, good.Decimals),
		State: p.moveTag(m.Kind()), Why: why,
	}
	if p.fixes {
		row.Fix = fixPath(p.horizon.Code, &hinterland.Fixing{
			From: m.From, To: m.To, Good: m.Good, Period: m.Period, Quantity: m.Is,
		}, &good)
	}
	return row
}

// moveTables are all lines of two plans, those that are kept too.
func (a *ask) moveTables(*office.View) (string, []workbook.Table, error) {
	c, err := a.besides()
	if err != nil {
		return "", nil, err
	}
	// lang: web.moves.rows web.moves.before web.moves.after
	table := a.table("web.moves.rows", "word.good", "column.from_party", "column.to_party",
		"column.from_day", "column.to_day", "web.moves.before", "web.moves.after", "word.unit",
		"word.state", "column.reason")
	for i := range c.moves {
		m := &c.moves[i]
		good, days := c.n.good(m.Good), c.horizon.Days(m.Period)
		table.Rows = append(table.Rows, []workbook.Cell{
			workbook.Text(string(m.Good)), workbook.Text(string(m.From)),
			workbook.Text(string(m.To)), dayCell(days.From), dayCell(days.To - 1),
			amountCell(m.Was, &good), amountCell(m.Is, &good), workbook.Text(good.Unit),
			workbook.Text(c.moveTag(m.Kind()).Text), workbook.Text(c.reason(m)),
		})
	}
	return "plan-" + c.plan.ID.String() + "-moves", []workbook.Table{table}, nil
}
