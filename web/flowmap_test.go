package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// newFlowWorld is an office in which the town gives the county ramie, and both are on
// the map.
func newFlowWorld(t *testing.T) *world {
	t.Helper()
	w := newSettledWorld(t)
	b := w.as(li)
	base := b.get("/places/north/details").form().Get(baseField)
	w.do(li, "office", "describe-place", `{"code":"north","name":{"en":"North town","zh":"北乡"},`+
		`"parent":"liuyang","lon":"113.6","lat":"28.4","base":`+base+`}`)
	base = b.get("/parties/office/place").form().Get(baseField)
	w.do(li, "office", "locate-party", `{"code":"office","place":"liuyang","base":`+base+`}`)
	return w
}

// flows is the picture at an address, as it is asked to be drawn.
func (w *world) flows(b *browser, target string) *ZoneMap {
	w.t.Helper()
	b.get(target).want(http.StatusOK)
	return (*w.sketched)[len(*w.sketched)-1]
}

// TestAGoodHasAMapOfItsFlows looks at the page and the picture of a plan and a run, by
// zone and place, narrowed, and in both languages.
func TestAGoodHasAMapOfItsFlows(t *testing.T) {
	w := newFlowWorld(t)
	b, at := w.as(li), aPlanPath+"/goods/ramie"
	before := len(*w.sketched)
	p := b.get(at).want(http.StatusOK).says("Flow map of Ramie · All periods", "Schematic")
	if !strings.Contains(p.body, `<img src="`+at+`/flows?by=zone" alt="Arrows lead`) {
		t.Error("the page has no picture")
	}
	if len(*w.sketched) != before {
		t.Error("the page waits for its picture")
	}
	m := w.flows(b, at+"/flows?by=zone")
	want := MapFlow{
		From: "1", To: "0", Quantity: 10_000, Label: "10", Title: "North to South: 10 t",
	}
	if len(m.Flows.List) != 1 || m.Flows.List[0] != want || !m.Flows.ByZone {
		t.Errorf("between zones: %+v", m.Flows)
	}
	if len(m.Zones) != 2 || m.Zones[0].Name != "South" || !m.Places[0].Centre {
		t.Errorf("on the map: %+v", m)
	}
	if m.Mark != "Schematic" || m.Flows.Left(2) !=
		"2 flows are not drawn: they are small, or an end of them is off the map" {
		t.Errorf("it says %q", m.Mark)
	}
	m = w.flows(b, at+"/flows?by=place&period=1&at=north")
	want = MapFlow{
		From: "north", To: "liuyang", Quantity: 10_000, Label: "10",
		Title: "North town to Liuyang county: 10 t",
	}
	if len(m.Flows.List) != 1 || m.Flows.List[0] != want || m.Places[0].Centre ||
		m.Title != "Flow map of Ramie · 2027-01 · North town" {
		t.Errorf("between places: %q %+v", m.Title, m.Flows)
	}
	if above := m.Flows.Above; len(above) != 1 || above["north"] != "liuyang" {
		t.Errorf("places lie in %v", above)
	}
	if _, title := m.Flows.Word("liuyang", "", 500); title != "Liuyang county to In none: 0.5 t" {
		t.Errorf("it words %q", title)
	}
	b.get(at + "?by=place&period=1&at=north").
		says("Flow map of Ramie · 2027-01 · North town")
	if m = w.flows(b, at+"/flows?period=2"); len(m.Flows.List) != 0 {
		t.Errorf("in another period: %+v", m.Flows.List)
	}
	b.get(at+"?period=2").hides("/flows?", "Flow map")
	if m = w.flows(b, "/runs/sample/goods/ramie/flows"); len(m.Flows.List) != 1 {
		t.Errorf("of a run: %+v", m.Flows.List)
	}
	b.get("/runs/sample/goods/ramie").says("Flow map of Ramie")
	b.in("zh-CN").get(at).says("苎麻流向图 · 全部各期", "示意图")
	if m = w.flows(b, at+"/flows"); m.Flows.List[0].Title != "北部→南部：10 t" {
		t.Errorf("in Chinese: %q", m.Flows.List[0].Title)
	}
}

// TestAMapOfFlowsIsForWhoMaySeeThePage asks for it as others, and again.
func TestAMapOfFlowsIsForWhoMaySeeThePage(t *testing.T) {
	w := newFlowWorld(t)
	b, at := w.as(zhao), aPlanPath+"/goods/ramie/flows"
	p := b.get(at).want(http.StatusOK)
	b.headers["If-None-Match"] = p.header.Get("ETag")
	b.get(at).want(http.StatusNotModified)
	b.get("/runs/sample/goods/ramie/flows").want(http.StatusForbidden)
	b.get("/runs/none/goods/ramie/flows").want(http.StatusForbidden) // as one that is there
	b.get(aPlanPath + "/goods/gold/flows").want(http.StatusNotFound)
	w.as(sun).get(at).want(http.StatusForbidden)
	w.browser().get(at).want(http.StatusUnauthorized)
	kept := w.as(li).keeps("Not shown yet")
	b.get(kept + "/goods/ramie/flows").want(http.StatusNotFound)
}

// TestAMapOfFlowsSaysOnWhichMapItIsDrawn loads one.
func TestAMapOfFlowsSaysOnWhichMapItIsDrawn(t *testing.T) {
	w := newFlowWorld(t)
	b, at := w.as(li), aPlanPath+"/goods/ramie"
	b.follow(b.again(b.looks(aMapText, "source", "Survey office", "borders", "leave"), sendButton))
	b.get(at).leads("/map").says("Real borders · Survey office").hides("Schematic")
	if m := w.flows(b, at+"/flows"); m.Real.File == "" || m.Mark != "" {
		t.Errorf("it is drawn on %+v", m.Real)
	}
}

// TestOfManyPlacesZonesAreDrawn counts places.
func TestOfManyPlacesZonesAreDrawn(t *testing.T) {
	a := &ask{say: lang.For(lang.English), me: &me{}}
	g := &goodPlan{
		planPage: &planPage{ask: a, n: a.noNames(nil)},
		zones:    map[hinterland.PlaceCode]hinterland.ZoneCode{"a": "z"},
	}
	g.n.call([]hinterland.Party{{Code: "one", Place: "a"}, {Code: "two", Place: "b"}}, nil)
	g.lines = []hinterland.Line{{From: "one", To: "two", Quantity: 1}}
	g.drawn = []hinterland.DatedZone{{Code: "z"}}
	if g.zonal() || g.end("one") != "a" {
		t.Error("few places are not drawn each")
	}
	for i := range PlacesDrawn {
		g.zones[hinterland.PlaceCode(hinterland.FormatDecimal(int64(i), 0))] = "z"
	}
	if !g.zonal() || g.end("one") != "z" {
		t.Error("many places are drawn each")
	}
	g.drawn = nil
	g.me.Maps = true
	if p, err := g.picture(); err != nil || p.At != "" || !strings.Contains(p.MapNote, "500") {
		t.Errorf("without zones there is %+v, %v", p, err)
	}
}
