package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// aMapText is the map of a settled world, as sketches read it.
const aMapText = `{"type":"FeatureCollection","features":[],"of":"liuyang"}`

// looks lets the form look at a map.
func (b *browser) looks(content string, typed ...string) *page {
	b.t.Helper()
	values := b.get("/map/new").want(http.StatusOK).form()
	for i := 0; i < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	p := b.sendsTo("/map/new", values, lookButton, "counties.geojson", content)
	if p.status == http.StatusSeeOther {
		return b.follow(p)
	}
	return p
}

func TestAMapIsLookedAtAndThenLoadedAsItWasShown(t *testing.T) {
	w := newSettledWorld(t)
	b, before := w.as(li), w.entries()
	p := b.looks(aMapText, "source", "Survey office", "licence", "CC BY 4.0", "borders", "take").
		want(http.StatusOK).
		says("1 of 2; the map has 3 shapes", "Without a shape", "North town", "elsewhere",
			"No place covers 3 km² at 113.75240, 37.07580", "Draw the border once", "code").
		hides("Liuyang county – North town")
	if w.entries() != before {
		t.Fatal("looking has recorded something")
	}
	b.in("zh").get(p.at).want(http.StatusOK).says("没有图形的县市", "地图中的错误")
	b.in("en").get("/map").want(http.StatusNotFound)
	b.follow(b.again(p, sendButton)).want(http.StatusOK).
		says("The map was loaded.", "Real borders · Survey office · CC BY 4.0", "Save the map").
		hides("Schematic")
	if m := (*w.sketched)[len(*w.sketched)-1]; m.Real.Property != "code" || m.Mark != "" {
		t.Errorf("it is drawn as %+v", m.Real)
	}
	got := b.get("/map").want(http.StatusOK)
	if got.body != aMapText || got.header.Get("Content-Disposition") !=
		"attachment; filename=counties.geojson" {
		t.Errorf("it comes back as %v", got.header)
	}
	w.as(wang).get("/map").want(http.StatusOK)
	w.as(wang).get("/map/new").want(http.StatusForbidden)
}

// TestAMapIsComparedWithWhatIsRecordedOfItsOwnPlaces looks at a map that has two places
// which are neighbours by hand, and no border between them.
func TestAMapIsComparedWithWhatIsRecordedOfItsOwnPlaces(t *testing.T) {
	b := newSettledWorld(t).as(li)
	both := strings.Replace(aMapText, `"liuyang"`, `"liuyang and north"`, 1)
	p := b.looks(both, "borders", "take")
	p.says("2 of 2", "Liuyang county – North town", "not neighbours").hides("Without a shape")
	b.in("zh").get(p.at).says("不相邻")
}

func TestAMapThatNobodyLookedAtIsNotLoaded(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	values := b.get("/map/new").form()
	b.sendsTo("/map/new", values, sendButton, "a.geojson", aMapText).
		says("Who borders on whom")
	values.Set("borders", "leave")
	p := b.sendsTo("/map/new", values, sendButton, "a.geojson", aMapText).
		says("Nobody has looked at this file yet.")
	b.again(p, lookButton).says("1 of 2")
	for content, says := range map[string]string{
		`{"type":"FeatureCollection","features":[]}`: "The map has no places with an area.",
		"code,name": "The file is no map.",
	} {
		p := b.looks(content, "borders", "leave")
		if got := p.faults()["file"]; !strings.Contains(got, says) {
			t.Errorf("of %s it says %q", content, got)
		}
	}
	b.looks("", "borders", "leave").hides("What the map says")
}

func TestWhereAMapCannotBeDrawnCellsAre(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	void := strings.Replace(aMapText, `"of"`, `"void"`, 1)
	b.follow(b.again(b.looks(void, "borders", "leave"), sendButton))
	b.get("/zones?day=2026-12-01").want(http.StatusOK).says("Schematic").hides("Real borders")
	if m := (*w.sketched)[len(*w.sketched)-1]; m.Real.File != "" || m.Mark == "" {
		t.Errorf("it is drawn as %+v with the mark %q", m.Real, m.Mark)
	}
}

// TestCellsStandOnlyForPlacesThatAreSomewhereBesideOthers loads a map of which nothing can
// be drawn, where a place is nowhere, one borders on nobody, and one of the zones has no
// other place.
func TestCellsStandOnlyForPlacesThatAreSomewhereBesideOthers(t *testing.T) {
	nowhere, many := int64(hinterland.Nowhere), PlacesDrawn+1
	for name, c := range map[string]struct {
		places []MapPlace
		zones  int
		cells  int
		note   string
	}{
		"two beside one another": {[]MapPlace{
			{Code: "a"}, {Code: "b"}, {Code: "lost", Lon: nowhere}, {Code: "alone"},
		}, 1, 2, "Schematic"},
		"none is left": {[]MapPlace{{Code: "a"}, {Code: "b", Lon: nowhere}}, 1, 0, "where"},
		"a zone of which no place is left": {append(
			make([]MapPlace, 0, many+1), MapPlace{Code: "lost", Lon: nowhere, Zone: 1},
		), 2, 1, "Schematic"},
	} {
		var asked []*ZoneMap
		a := &ask{say: lang.For(lang.English)}
		a.Server = &Server{Config: Config{Maps: sketches{&asked}}}
		m := &ZoneMap{
			Places: c.places, Borders: [][2]string{{"a", "b"}, {"a", "lost"}},
			Zones: make([]MapZone, c.zones),
		}
		if c.zones > 1 {
			for i := range many {
				code := fmt.Sprint(i)
				m.Places = append(m.Places, MapPlace{Code: code})
				m.Borders = append(m.Borders, [2]string{code, "a"})
			}
		}
		p := a.drawn(m, &hinterland.RegionMap{File: "f", Property: "void"})
		if len(m.Places) != c.cells && c.cells > 0 || !strings.Contains(p.MapNote, c.note) {
			t.Errorf("%s: %d cells, %q", name, len(m.Places), p.MapNote)
		}
	}
}

func TestTheJournalTellsWhichMapWasLoaded(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.again(b.looks(aMapText, "source", "Survey office", "borders", "leave"), previewButton)
	p.says("Map counties.geojson new", "Source Survey office")
	b.in("zh").get(p.at).says("地图 counties.geojson 新增", "来源 Survey office")
}

func TestEveryMapOfTheOfficeHasTheBordersThatWereLoaded(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	b.follow(b.again(b.looks(aMapText, "source", "Survey office", "borders", "leave"), sendButton))
	for what, p := range map[string]*page{
		"the page of zones":     b.get("/zones?day=2026-12-01"),
		"zones while one draws": b.drawn(),
	} {
		if !strings.Contains(p.body, "Real borders · Survey office") ||
			strings.Contains(p.body, "Schematic") {
			t.Errorf("%s has no real borders", what)
		}
	}
	m := (*w.sketched)[len(*w.sketched)-1]
	if m.Real.Unit != "km" || m.Real.File == "" || strings.Contains(m.Desc, "Cells") {
		t.Errorf("it is drawn as %+v, %q", m.Real, m.Desc)
	}
	b.in("zh").get("/zones?day=2026-12-01").says("真实边界 · Survey office", "下载地图")
}

func TestWhoHasNoPostForItNeitherLooksAtAMapNorLoadsOne(t *testing.T) {
	w := newSettledWorld(t)
	values := w.as(li).get("/map/new").form()
	values.Set("borders", "take")
	for _, person := range []string{wang, zhao} {
		b := w.as(person)
		p := b.sendsTo("/map/new", values, sendButton, "a.geojson", aMapText)
		if p.status == http.StatusSeeOther {
			t.Errorf("%s loads a map", person)
		}
		b.get("/map").want(http.StatusNotFound)
	}
	w.browser().get("/map").want(http.StatusUnauthorized)
}
