package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
)

// What goes from where to where of a good is a table, and a picture of
// arrows above it: between zones, or places, as the page is asked for. Like
// the region on the first page it has an address of its own, so that the
// page does not wait for it. It has what its page has and nothing besides,
// so that whoever may see the one may see the other.

// MapFlows are the arrows of a map, which then has no colours and links.
type MapFlows struct {
	List   []MapFlow
	ByZone bool   // they go between zones
	Key    string // what the width of an arrow is
	// Above are what the places at its ends lie in, and so on upwards, by
	// code: an end that is not on the map counts where it lies.
	Above map[string]string `json:",omitempty"`
	// Word words what goes from one place to another.
	Word func(from, to string, q hinterland.Quantity) (label, title string) `json:"-"`
	// Left words how many are not drawn.
	Left func(many int) string `json:"-"`
}

// A MapFlow is what goes from a zone, by its position, or a place, by its
// code, to another. Ends that are on no map are empty.
type MapFlow struct {
	From, To     string
	Quantity     hinterland.Quantity
	Label, Title string
}

// flowsOfPlan answers with the picture of a good of a plan that is kept.
func flowsOfPlan(a *ask) error { return a.giveFlows(a.keptGood) }

// flowsOfRun answers with that of a good of a run.
func flowsOfRun(a *ask) error { return a.giveFlows(a.madeGood) }

func (a *ask) giveFlows(of func(look func(*goodPlan) error) error) error {
	var m *ZoneMap
	var real hinterland.RegionMap
	err := of(func(g *goodPlan) (err error) {
		m, real, err = g.flowMap()
		return err
	})
	if err != nil {
		return err
	}
	return a.givePicture(m, &real)
}

// picture is where the picture is; none where nothing goes from one to
// another, or there is nothing to draw it on.
func (g *goodPlan) picture() (p Picture, err error) {
	ends := slices.ContainsFunc(g.passages(g.end), func(w hinterland.Passage[string]) bool {
		return w.From != "" && w.To != ""
	})
	if !ends || !g.me.Maps && !g.me.Borders {
		return p, nil
	}
	if len(g.zones) > PlacesDrawn && len(g.drawn) == 0 {
		p.MapNote = g.say.Say("web.flow.map.many", lang.Args{"most": PlacesDrawn})
		return p, nil
	}
	query := url.Values{"by": {"place"}}
	if g.byZone {
		query.Set("by", "zone")
	}
	if g.said {
		query.Set("at", g.at)
	}
	if g.period > 0 {
		query.Set("period", strconv.Itoa(int(g.period)))
	}
	p.At = goodPath(g.base, g.code) + "/flows" + queryOf(query)
	p.Alt = g.say.Say("web.flow.map.desc", nil)
	p.MapLabel, p.MapNote = g.mapTitle(), g.say.Say("web.map.note", nil)
	if g.me.Maps {
		real, err := g.v.Map()
		if err != nil {
			return p, err
		}
		if real.File != "" {
			p.MapNote, p.MapFile = g.mapWords(&real), "/map"
		}
	}
	if g.zonal() && !g.byZone {
		p.MapNote += " " + g.say.Say("web.flow.map.zones", lang.Args{"most": PlacesDrawn})
	}
	return p, nil
}

// zonal reports whether arrows go between zones: where the page does, and
// where there are more places than can be drawn each.
func (g *goodPlan) zonal() bool {
	return g.byZone || len(g.drawn) > 0 && len(g.zones) > PlacesDrawn
}

// end is where an arrow begins or ends: the zone or place of a party, as
// the map counts.
func (g *goodPlan) end(p hinterland.PartyCode) string {
	if at := g.n.parties[p].Place; g.zonal() {
		return string(g.zones[at])
	}
	return string(g.n.parties[p].Place)
}

// mapTitle says what the picture is of.
func (g *goodPlan) mapTitle() string {
	when := g.say.Say("web.flow.whole", nil)
	if g.period > 0 {
		when = periodHead(g.horizon, g.period)
	}
	title := g.say.Say("web.flow.map",
		lang.Args{"good": g.n.goodName(g.code), "when": when})
	if g.said {
		title += " · " + g.there(g.at)
	}
	return title
}

// flowMap lays the picture out; nil where there can be none.
func (g *goodPlan) flowMap() (*ZoneMap, hinterland.RegionMap, error) {
	real, places, borders, err := g.mapGround()
	if err != nil || len(places) < 2 || !g.zonal() && len(places) > PlacesDrawn {
		return nil, real, err
	}
	m := &ZoneMap{
		Title: g.mapTitle(), Desc: g.say.Say("web.flow.map.desc", nil),
		Flows: &MapFlows{
			ByZone: g.zonal(), Key: g.say.Say("web.flow.map.key", lang.Args{"unit": g.good.Unit}),
			Left: func(many int) string {
				return g.say.Say("web.flow.map.left", lang.Args{"count": many})
			},
		},
	}
	at := g.onMap(m, places)
	for _, b := range borders {
		m.Borders = append(m.Borders, [2]string{string(b.A), string(b.B)})
	}
	m.Flows.Word = g.flowWords()
	for _, w := range g.passages(g.end) {
		f := MapFlow{From: w.From, To: w.To, Quantity: w.Quantity}
		f.Label, f.Title = m.Flows.Word(w.From, w.To, w.Quantity)
		if g.zonal() {
			f.From, f.To = at[hinterland.ZoneCode(w.From)], at[hinterland.ZoneCode(w.To)]
		}
		m.Flows.List = append(m.Flows.List, f)
	}
	m.Flows.Above = g.above(m.Flows.List)
	return m, real, nil
}

// above is what the places at the ends of arrows lie in; nothing of zones.
func (g *goodPlan) above(flows []MapFlow) map[string]string {
	above := map[string]string{}
	if g.zonal() {
		return above
	}
	for i := range flows {
		for _, at := range []string{flows[i].From, flows[i].To} {
			for in := g.within[at]; in != "" && above[at] == ""; in = g.within[at] {
				above[at], at = in, in
			}
		}
	}
	return above
}

// flowWords word what goes between zones, or places.
func (g *goodPlan) flowWords() func(from, to string, q hinterland.Quantity) (string, string) {
	called := g.endNames()
	name := func(at string) string {
		if at == "" {
			return g.say.Say("web.flow.nowhere", nil)
		}
		return cmp.Or(called[at], at)
	}
	return func(from, to string, q hinterland.Quantity) (label, title string) {
		label = g.count(q)
		return label, g.say.Say("report.map.flow", lang.Args{
			"from": name(from), "to": name(to), "worth": label + " " + g.good.Unit,
		})
	}
}

// onMap puts places and their zones on the map, and returns which position
// each zone that has places there has. They stand in the order in which
// zones are listed.
func (g *goodPlan) onMap(
	m *ZoneMap, places []hinterland.Place,
) map[hinterland.ZoneCode]string {
	used := map[hinterland.ZoneCode]bool{}
	for i := range places {
		used[g.zones[places[i].Code]] = true
	}
	at, position := map[hinterland.ZoneCode]string{}, map[hinterland.ZoneCode]int{"": -1}
	centre := map[hinterland.PlaceCode]bool{}
	for i := range g.drawn {
		z := &g.drawn[i]
		if !used[z.Code] {
			continue
		}
		position[z.Code], at[z.Code] = len(m.Zones), strconv.Itoa(len(m.Zones))
		m.Zones = append(m.Zones, MapZone{Name: nameOf(g.say, z.Name, z.Code)})
		for _, p := range z.Centre {
			centre[p] = g.zones[p] == z.Code
		}
	}
	for i := range places {
		p := &places[i]
		zone, known := position[g.zones[p.Code]]
		if !known {
			zone = -1
		}
		m.Places = append(m.Places, MapPlace{
			Code: string(p.Code), Name: nameOf(g.say, p.Name, p.Code), Zone: zone,
			Lon: int64(p.Lon), Lat: int64(p.Lat), Centre: g.zonal() && centre[p.Code],
		})
	}
	return at
}

// endNames are what zones, or places, are called between which arrows go.
func (g *goodPlan) endNames() map[string]string {
	if !g.zonal() {
		return g.called
	}
	called := map[string]string{}
	for i := range g.drawn {
		called[string(g.drawn[i].Code)] = nameOf(g.say, g.drawn[i].Name, g.drawn[i].Code)
	}
	return called
}
