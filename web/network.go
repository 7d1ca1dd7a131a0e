package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hinterland"
	"hinterland/office"
	"hinterland/workbook"
)

// Who supplies which party through recipes: the lines of a plan that bring
// a party what one of its recipes takes. The table has them all; a picture
// is drawn where it can be read.

// nodesDrawn is up to how many parties a picture of a network shows.
//
// A plan of a region brings hundreds of parties what their recipes take.
// Drawn at once that is a ball of wool, in which nobody finds anybody: of
// more parties than can be read the page draws the goods instead, and says
// so, and no part of the parties that somebody could take for all.
const nodesDrawn = 60

// A Network is what a picture of who supplies which party shows.
type Network struct {
	Title, Desc   string
	Whole, Broken string // what whole and broken lines stand for; empty where there are none
	Nodes         []NetworkNode
	Links         []NetworkLink
}

// A NetworkNode is a party in it.
type NetworkNode struct{ Code, Name, Title, Href string }

// A NetworkLink is that one party supplies another with a good.
type NetworkLink struct {
	From, To, Title string
	Broken          bool
}

// A networkBody is the page.
type networkBody struct {
	Picture
	Facts     []fact
	Path      string
	Fields    []field
	Rows      []networkRow
	More      string
	Downloads []action
	Back      string
}

// A networkRow is a good that one party sends another, for its recipes.
type networkRow struct {
	From, FromPath, To, ToPath string
	Good, GoodPath             string
	Quantity, Unit             string
	Takes, TakesPath           string // the recipes, and where those of the taker are
	Made                       string // whether a recipe of the supplier makes it
}

// A network is the supply of recipes by a plan, narrowed to what is asked for.
type network struct {
	*ask
	n       *names
	plan    hinterland.KeptPlan
	horizon hinterland.Horizon
	goods   []hinterland.GoodCode // of all links, narrowed or not
	zones   []hinterland.DatedZone
	in      map[hinterland.PlaceCode]hinterland.ZoneCode
	takes   map[hinterland.PartyCode][]hinterland.Recipe
	links   []office.Link
	good    hinterland.GoodCode
	zone    hinterland.ZoneCode
}

// network reads that of the plan of an address.
//
// Whoever may look at a plan may see this: who sends whom how much of what
// is everybody's affair once a plan was proposed, as on the pages of its
// goods, and what is made of what is so at any time. Prices are told to the
// two that they are about, and stand nowhere here.
func (a *ask) network() (*network, error) {
	k, err := a.keptPlan()
	if err != nil {
		return nil, err
	}
	s := &network{
		ask: a, plan: k, good: hinterland.GoodCode(a.r.Form.Get("good")),
		zone:  hinterland.ZoneCode(a.r.Form.Get("zone")),
		in:    map[hinterland.PlaceCode]hinterland.ZoneCode{},
		takes: map[hinterland.PartyCode][]hinterland.Recipe{},
	}
	if err := a.known(a.r.Form, "good", "zone"); err != nil {
		return nil, err
	}
	if s.horizon, err = a.v.Horizon(k.Horizon); err != nil {
		return nil, err
	}
	made, err := a.v.Makings(&k, &s.horizon, "")
	if err != nil {
		return nil, err
	}
	for _, r := range made.Recipes {
		s.takes[r.Party] = append(s.takes[r.Party], r)
	}
	places, zones, err := a.v.PlacesOf(&s.horizon)
	if err != nil {
		return nil, err
	}
	for i := range places {
		s.in[places[i].Code] = places[i].Zone
	}
	s.zones = zones
	var parties []hinterland.PartyCode
	for i := range made.Links {
		parties = append(parties, made.Links[i].From, made.Links[i].To)
		s.goods = append(s.goods, made.Links[i].Good)
	}
	slices.Sort(parties)
	s.goods = slices.Compact(s.goods) // links are sorted by good
	if s.n, err = a.names(a.v, slices.Compact(parties)...); err != nil {
		return nil, err
	}
	s.links = slices.DeleteFunc(made.Links, func(l office.Link) bool { return !s.shows(&l) })
	return s, nil
}

// shows reports whether a link is among what is asked for: one of the good,
// with either end in the zone.
//
// A zone is asked for by who answers for it, and it depends on what comes
// from outside as on what it sends there: a line counts with either end.
// With both ends asked for, the lines that tie zones to one another would
// be in none.
func (s *network) shows(l *office.Link) bool {
	if s.good != "" && l.Good != s.good {
		return false
	}
	at := func(p hinterland.PartyCode) hinterland.ZoneCode { return s.in[s.n.parties[p].Place] }
	return s.zone == "" || at(l.From) == s.zone || at(l.To) == s.zone
}

// showNetwork shows who supplies which party through recipes by a plan.
func showNetwork(a *ask) error {
	return a.view(func(*office.View) error {
		s, err := a.network()
		if err != nil {
			return err
		}
		path := planPath(s.plan.ID) + "/network"
		body := &networkBody{
			Facts: []fact{
				{a.say.Say("row.plan", nil), s.plan.Title, planPath(s.plan.ID)},
				{
					a.say.Say("word.horizon", nil), a.horizonName(&s.horizon),
					horizonPath(s.horizon.Code),
				},
				{Label: a.say.Say("word.state", nil), Text: a.planState(s.plan.State)},
			},
			Path: path, Fields: s.fields(), Picture: s.picture(), Back: planPath(s.plan.ID),
		}
		for i := range s.links[:min(len(s.links), rowsAtOnce)] {
			body.Rows = append(body.Rows, s.row(&s.links[i]))
		}
		if more := len(s.links) - rowsAtOnce; more > 0 {
			body.More = a.more(more)
		}
		query := queryOf(url.Values{"good": {string(s.good)}, "zone": {string(s.zone)}})
		if s.good == "" && s.zone == "" {
			query = ""
		}
		for _, format := range []string{".xlsx", ".csv"} {
			body.Downloads = append(body.Downloads, action{
				Path: path + format + query,
				Text: a.say.Say("web.network.links", nil) + " (" + format[1:] + ")",
			})
		}
		return a.show(http.StatusOK, "network", a.say.Say("web.network", nil), body)
	})
}

// fields narrow the page to a good and a zone.
func (s *network) fields() []field {
	all := option{Text: s.say.Say("web.all", nil)}
	good := field{
		Kind: "choice", Name: "good", Label: s.say.Say("word.good", nil), Value: string(s.good),
		Options: []option{all},
	}
	for _, code := range s.goods {
		good.Options = append(good.Options, option{string(code), s.n.goodName(code)})
	}
	zone := field{
		Kind: "choice", Name: "zone", Label: s.say.Say("row.zone", nil), Value: string(s.zone),
		Options: []option{all},
	}
	for i := range s.zones {
		zone.Options = append(zone.Options, option{
			string(s.zones[i].Code), nameOf(s.say, s.zones[i].Name, s.zones[i].Code),
		})
	}
	good.Options, zone.Options = withChosen(good), withChosen(zone)
	if len(zone.Options) == 1 {
		return []field{good}
	}
	return []field{good, zone}
}

// withChosen are the options of a field with what is chosen, which may be a
// good that nobody gets by the plan: a filter that shows another than it
// filters by would say that there is nothing at all.
func withChosen(f field) []option {
	if slices.ContainsFunc(f.Options, func(o option) bool { return o.Value == f.Value }) {
		return f.Options
	}
	return append(f.Options, option{f.Value, f.Value})
}

// row words a link.
func (s *network) row(l *office.Link) networkRow {
	of := s.n.good(l.Good)
	return networkRow{
		From: s.n.party(l.From), FromPath: partyPath(l.From),
		To: s.n.party(l.To), ToPath: partyPath(l.To),
		Good: s.n.goodName(l.Good), GoodPath: goodPath(planPath(s.plan.ID), l.Good),
		Quantity: quantity(s.say, l.Quantity, of.Decimals), Unit: of.Unit, Takes: s.takers(l),
		TakesPath: recipesPath("party", string(l.To)), Made: s.made(l),
	}
}

// takers are the recipes that take what comes by a link.
func (s *network) takers(l *office.Link) string {
	var codes []string
	for i := range s.takes[l.To] {
		if r := &s.takes[l.To][i]; r.Takes(l.Good) {
			codes = append(codes, string(r.Code))
		}
	}
	return strings.Join(codes, ", ")
}

// made says whether a recipe of the supplier makes what it sends.
func (s *network) made(l *office.Link) string {
	if l.Made {
		return s.say.Say("web.network.made", nil)
	}
	return s.say.Say("web.network.plain", nil)
}

// networkTables are the links for spreadsheet programs.
func (a *ask) networkTables(*office.View) (string, []workbook.Table, error) {
	s, err := a.network()
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.network.links", "column.from_party", "column.party_code", "column.to_party",
		"column.party_code", "column.good_code", "word.good", "word.quantity", "word.unit",
		"web.network.takes", "web.network.by")
	for i := range s.links {
		l, row, of := &s.links[i], s.row(&s.links[i]), s.n.good(s.links[i].Good)
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(row.From), workbook.Text(string(l.From)), workbook.Text(row.To),
			workbook.Text(string(l.To)), workbook.Text(string(l.Good)), workbook.Text(row.Good),
			amountCell(l.Quantity, &of), workbook.Text(row.Unit), workbook.Text(row.Takes),
			workbook.Text(row.Made),
		})
	}
	return "network", []workbook.Table{t}, nil
}
