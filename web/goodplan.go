package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The page of one good tells what a plan, or a run so far as it is made,
// does with it: what happens to it where and when, who gives it to whom and
// why, what is short and what one more unit would be worth. A plan that is
// kept and a run look alike.

// How many rows of a kind such a page lists.
const goodRows = 100

// A goodBody is the page.
type goodBody struct {
	Facts  []fact
	Path   string
	Fields []field
	Where  string // what the first column of the balance is called
	Needs  []needRow
	Stocks []stockRow
	Ways   []wayRow
	Shorts []shortRow
	Lines  []goodLine
	Unit   string
	Back   []action
	// Recipes make the good, or take it; nil where none does.
	Recipes *goodRecipes
	Picture

	// How many of each are not listed; empty where all are.
	MoreNeeds, MoreStocks, MoreWays, MoreShorts, MoreLines string
}

// A needRow is what needs get: somewhere, or in a period there. Its bar is
// Wide where they are met, and lacks the rest, in thousandths.
type needRow struct {
	Name, Path               string
	Needed, Met, Short, Part string
	Wide, Lacks              int64
	Sum                      bool
}

// A stockRow is a balance: of somewhere, or of a period there.
type stockRow struct {
	Name, Path                             string
	Opening, Supply, In, Use, Out, Closing string
	Sum                                    bool
}

// A wayRow is what goes from somewhere to somewhere else; Wide is how much
// that is of the most, in thousandths.
type wayRow struct {
	From, To, Quantity string
	Wide               int64
}

// A goodLine is a line of the plan of a good.
type goodLine struct {
	From string
	partRow
}

// A goodPlan is a good's page while it is laid out.
type goodPlan struct {
	*planPage
	code    hinterland.GoodCode
	good    hinterland.Good
	base    string // the address of the plan or run
	title   string
	lines   []hinterland.Line
	unknown map[int]bool // lines whose price the reader may not know
	shares  []hinterland.ShareLine
	kept    bool                         // it is of a plan that is kept
	planned map[hinterland.GoodCode]bool // whose pages are beside this one
	sums    hinterland.GoodSummary
	offered hinterland.Quantity

	zones  map[hinterland.PlaceCode]hinterland.ZoneCode
	within map[string]string // what places lie in, by code
	drawn  []hinterland.DatedZone
	called map[string]string // what places, or zones, are called
	byZone bool
	at     string // the place or zone that is asked for; all where it is not said
	said   bool   // it is
	period hinterland.Period
}

// goodOfPlan shows a good of a plan that is kept, as far as the reader sees
// it: where and how much is everybody's affair once it was proposed, prices
// are that of who plans and, line by line, of the two that it is about.
func goodOfPlan(a *ask) error { return a.keptGood((*goodPlan).show) }

// keptGood reads it.
func (a *ask) keptGood(look func(*goodPlan) error) error {
	return a.view(func(v *office.View) error {
		k, err := a.keptPlan()
		if err != nil {
			return err
		}
		g := a.goodPlan(planPath(k.ID), k.Title)
		sums, err := v.PlannedGoods(&k)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(sums, func(s office.PlannedGood) bool { return s.Good == g.code })
		if at < 0 {
			return nowhere(a)
		}
		g.kept, g.sums = true, sums[at].GoodSummary
		for i := range sums {
			g.planned[sums[i].Good] = true
		}
		for _, q := range sums[at].Offered {
			g.offered += q
		}
		given, err := v.Allocations(&k, g.code, "")
		if err != nil {
			return err
		}
		for i := range given {
			for _, l := range given[i].Lines {
				g.unknown[len(g.lines)] = !given[i].Priced
				g.lines = append(g.lines, l)
			}
		}
		shares, err := v.KeptShares(&k, g.code, "")
		if err != nil {
			return err
		}
		for i := range shares {
			g.shares = append(g.shares, shares[i].Unpack()...)
		}
		if err := g.read(k.Horizon); err != nil {
			return err
		}
		return look(g)
	})
}

// goodOfRun shows a good of a run, as soon as it is planned, and of one
// that was stopped or has failed too: goods share no limits, so that what
// became of one is right whatever becomes of the others. Who plans sees all
// prices.
func goodOfRun(a *ask) error { return a.madeGood((*goodPlan).show) }

// madeGood reads it.
func (a *ask) madeGood(look func(*goodPlan) error) error {
	r, err := a.run()
	if err != nil {
		return err
	}
	made, err := a.Plans.Good(a.ctx, r.ID, hinterland.GoodCode(a.r.PathValue("good")))
	if err != nil {
		return err
	}
	return a.planning(func(*office.View) (err error) {
		g := a.goodPlan(runPath(r.ID), a.say.Say("row.run", nil))
		g.lines = made.Plan.Lines
		for i := range made.Plan.Goods {
			g.sums = made.Plan.Goods[i]
		}
		for i := range made.Region.Offers {
			g.offered += made.Region.Offers[i].Quantity
		}
		if g.shares, err = made.Plan.ShareLines(); err != nil {
			return err
		}
		if err := g.read(r.Horizon); err != nil {
			return err
		}
		return look(g)
	})
}

// goodPlan begins the page of a good of what lies at an address.
func (a *ask) goodPlan(base, title string) *goodPlan {
	return &goodPlan{
		planPage: &planPage{ask: a}, code: hinterland.GoodCode(a.r.PathValue("good")),
		base: base, title: title, unknown: map[int]bool{}, called: map[string]string{},
		planned: map[hinterland.GoodCode]bool{}, within: map[string]string{},
		zones: map[hinterland.PlaceCode]hinterland.ZoneCode{},
	}
}

// goodPath is where what becomes of a good is shown.
func goodPath(base string, good hinterland.GoodCode) string {
	return pathOf(base+"/goods/", good)
}

// read reads what the page calls what it names, and to what it is to be
// narrowed.
func (g *goodPlan) read(code hinterland.HorizonCode) error {
	h, err := g.v.Horizon(code)
	if err != nil {
		return err
	}
	g.horizon, g.fixes = &h, g.mayFix(code)
	if g.n, err = g.names(g.v); err != nil {
		return err
	}
	g.good = g.n.countAs(&g.sums)
	return g.place()
}

// show lays the page out.
func (g *goodPlan) show() (err error) {
	body := &goodBody{
		Facts: g.facts(), Path: goodPath(g.base, g.code), Unit: g.good.Unit,
		Back: []action{
			{Path: g.base, Text: g.title},
			{Path: horizonPath(g.horizon.Code), Text: g.horizonName(g.horizon)},
		},
	}
	body.Fields, body.Where = g.fields(), g.heading()
	g.needs(body)
	g.stocks(body)
	g.ways(body)
	if body.Picture, err = g.picture(); err != nil {
		return err
	}
	g.short(body)
	g.list(body)
	if body.Recipes, err = g.recipes(); err != nil {
		return err
	}
	return g.ask.show(http.StatusOK, "good", g.say.Say("web.flow.plan", lang.Args{
		"good": g.n.goodName(g.code), "title": g.title,
	}), body)
}

// place reads where everybody is, and what the page is to be narrowed to:
// to a zone where there are some and no places are asked for, to a period.
func (g *goodPlan) place() error {
	var parties []hinterland.PartyCode
	for i := range g.lines {
		parties = append(parties, g.lines[i].From, g.lines[i].To)
	}
	for i := range g.shares {
		parties = append(parties, g.shares[i].Party)
	}
	slices.Sort(parties)
	if err := g.n.learn(slices.Compact(parties)); err != nil {
		return err
	}
	places, zones, err := g.v.PlacesOf(g.horizon)
	if err != nil {
		return err
	}
	asked := g.r.Form
	g.drawn, g.byZone = zones, len(zones) > 0 && asked.Get("by") != "place"
	for i := range places {
		g.zones[places[i].Code] = places[i].Zone
		g.within[string(places[i].Code)] = string(places[i].Parent)
		if !g.byZone {
			g.called[string(places[i].Code)] = nameOf(g.say, places[i].Name, places[i].Code)
		}
	}
	for i := range zones {
		if g.byZone {
			g.called[string(zones[i].Code)] = nameOf(g.say, zones[i].Name, zones[i].Code)
		}
	}
	return g.narrow(asked)
}

// narrow reads what the page is to be narrowed to, and refuses what is none.
// Somewhere that is said but blank stands for all who are nowhere.
func (g *goodPlan) narrow(asked url.Values) error {
	if err := g.ask.chosen(g.by()); err != nil {
		return err
	}
	g.at, g.said = asked.Get("at"), asked.Has("at")
	what := "place"
	if g.byZone {
		what = "zone"
	}
	if err := g.knownAs("at", what, g.at); err != nil {
		return err
	}
	if text := asked.Get("period"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > g.horizon.Periods {
			return badPeriod(g.horizon.Periods, text)
		}
		g.period = hinterland.Period(n)
	}
	return nil
}

// badPeriod refuses a period that a horizon of so many does not have.
func badPeriod(periods int, text string) error {
	r := badQuery("query.period", "period", text)
	r.Args["most"] = periods
	return r
}

// where is the place or zone of a party, as the page counts: empty, where
// it is nowhere or its place is in no zone. All of these count as one.
func (g *goodPlan) where(p hinterland.PartyCode) string {
	at := g.n.parties[p].Place
	if g.byZone {
		return string(g.zones[at])
	}
	return string(at)
}

// there names what where tells.
func (g *goodPlan) there(at string) string {
	if at == "" {
		return g.say.Say("web.flow.nowhere", nil)
	}
	if name := g.called[at]; name != "" {
		return name
	}
	return at
}

// facts are what is said of the good in all.
func (g *goodPlan) facts() []fact {
	sums, taken := g.goodSums(&g.sums), hinterland.Quantity(0)
	for i := range g.lines {
		taken += g.lines[i].Quantity
	}
	unit := " " + g.good.Unit
	facts := []fact{
		{g.say.Say("word.horizon", nil), g.horizonName(g.horizon), horizonPath(g.horizon.Code)},
		{Label: g.say.Say("web.flow.offered", nil), Text: g.count(g.offered) + unit},
		{Label: g.say.Say("web.flow.taken", nil), Text: g.count(taken) + unit},
		{Label: g.say.Say("run.needed", nil), Text: sums.Needed + unit},
		{Label: g.say.Say("run.met", nil), Text: sums.Met + unit + " (" + sums.Part + ")"},
	}
	if sums.Cost != "" {
		facts = append(facts, fact{Label: g.say.Say("run.cost", nil), Text: sums.Cost})
	}
	return facts
}

// count words a quantity of the good.
func (g *goodPlan) count(q hinterland.Quantity) string {
	return quantity(g.say, q, g.good.Decimals)
}

// by is by what the page counts.
func (g *goodPlan) by() field {
	by := field{
		Kind: "choice", Name: "by", Value: "place", Label: g.say.Say("web.flow.by", nil),
		Options: []option{{"place", g.say.Say("web.places", nil)}},
	}
	if len(g.drawn) > 0 {
		by.Options = append([]option{{"zone", g.say.Say("web.zones", nil)}}, by.Options...)
	}
	if g.byZone {
		by.Value = "zone"
	}
	return by
}

// fields narrow the page.
func (g *goodPlan) fields() []field {
	period := field{
		Kind: "choice", Name: "period", Label: g.say.Say("column.in_period", nil),
		Options: []option{{"", g.say.Say("web.flow.whole", nil)}},
	}
	for i, head := range periodHeads(g.horizon) {
		period.Options = append(period.Options, option{strconv.Itoa(i + 1), head})
	}
	if g.period > 0 {
		period.Value = strconv.Itoa(int(g.period))
	}
	return []field{g.by(), period}
}

// narrowed is the address of the page for one place or zone. A period that
// was asked for is left behind: there the rows are the periods.
func (g *goodPlan) narrowed(at string) string {
	by := "place"
	if g.byZone {
		by = "zone"
	}
	return goodPath(g.base, g.code) + "?" + url.Values{"by": {by}, "at": {at}}.Encode()
}
