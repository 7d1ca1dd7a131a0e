package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"hinterland"
	"hinterland/draw"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/web"
)

// aRow is a map of boxes beside each other, each with its code as a property and
// another as its identifier.
func aRow(codes ...string) string {
	var features []string
	for i, code := range codes {
		features = append(features, fmt.Sprintf(`{"type":"Feature","id":"id%[1]d","properties":`+
			`{"number":%[1]d,"code":%[2]q},"geometry":{"type":"Polygon","coordinates":%s}}`,
			i, code, aBox(i)))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// aBox is the ith box of a row.
func aBox(i int) string {
	west, east := float64(i)/10, float64(i+1)/10
	return fmt.Sprintf("[[[%[1]g,0],[%[2]g,0],[%[2]g,0.1],[%[1]g,0.1],[%[1]g,0]]]", west, east)
}

// keptMaps are files and drawings in memory.
type keptMaps struct {
	hinterland.Files
	files    map[string]string
	drawings []hinterland.Drawing
}

func (k *keptMaps) File(_ context.Context, digest string) (hinterland.File, error) {
	text, there := k.files[digest]
	if !there {
		return hinterland.File{}, hinterland.Refuse(hinterland.NotFound, "scan.unknown", nil)
	}
	return hinterland.File{Digest: digest, Content: []byte(text)}, nil
}

func (k *keptMaps) PutDrawing(_ context.Context, d hinterland.Drawing, _ int) error {
	k.drawings = append(k.drawings, d)
	return nil
}

func (k *keptMaps) Drawing(context.Context, string) (hinterland.Drawing, error) {
	return hinterland.Drawing{}, nil
}

func (k *keptMaps) LatestDrawings(context.Context, int) ([]hinterland.Drawing, error) {
	return k.drawings, nil
}

func TestCodesAreTakenFromWhereMostShapesHaveThatOfAPlace(t *testing.T) {
	places := func(codes ...string) map[hinterland.PlaceCode]bool {
		there := map[hinterland.PlaceCode]bool{}
		for _, code := range codes {
			there[hinterland.PlaceCode(code)] = true
		}
		return there
	}
	for want, there := range map[string]map[hinterland.PlaceCode]bool{
		"code": places("a", "b", "id0"), "": places("id0", "id1", "a"), "number": places("2"),
	} {
		look, err := (&zoneMaps{}).Look([]byte(aRow("a", "b", "c")), there)
		if err != nil {
			t.Fatal(err)
		}
		if look.Property != want || look.Shapes != 3 || len(look.Codes) != 3 ||
			len(look.Borders) != 2 || len(look.Faults) != 0 {
			t.Errorf("for %v it takes %q: %+v", there, look.Property, look)
		}
	}
}

func TestWhatIsWrongWithAMapIsToldWithItsRemedy(t *testing.T) {
	double := strings.Replace(aRow("a", "b"), aBox(1), aBox(0), 1)
	look, err := (&zoneMaps{}).Look([]byte(double), map[hinterland.PlaceCode]bool{"a": true})
	if err != nil {
		t.Fatal(err)
	}
	c := &console{say: lang.For(lang.English)}
	if len(look.Faults) == 0 || !strings.Contains(c.refusal(look.Faults[0]), "overlap") ||
		!strings.Contains(c.refusal(look.Faults[0]), "Draw their border once") {
		t.Errorf("it is told %v", look.Faults)
	}
	for _, text := range []string{`{"type":"FeatureCollection","features":[]}`, `{"type":`} {
		_, err := (&zoneMaps{}).Look([]byte(text), nil)
		if len(hinterland.RefusalsIn(err)) == 0 {
			t.Errorf("%s is %v", text, err)
		}
	}
}

// aRealMap is a map of zones with the borders of a file: two zones, of which the
// first has two places, and a place in none.
func aRealMap(file string) *web.ZoneMap {
	return &web.ZoneMap{
		Title: "Zones", Real: web.RealMap{File: file, Property: "code", Unit: "km"},
		Zones: []web.MapZone{{Name: "West", Href: "/zones/w"}, {Name: "East", Href: "/zones/x"}},
		Places: []web.MapPlace{
			{Code: "a", Name: "A", Href: "/places/a", Zone: 0},
			{Code: "b", Name: "B", Href: "/places/b", Zone: 0},
			{Code: "c", Name: "C", Href: "/places/c", Zone: 1},
			{Code: "d", Name: "D", Href: "/places/d", Zone: -1},
			{Code: "elsewhere", Name: "E", Href: "/places/e", Zone: 1},
		},
		Borders: [][2]string{{"a", "b"}, {"a", "c"}, {"a", "elsewhere"}},
	}
}

func TestZonesAreDrawnWithTheBordersOfAMapThatWasLoaded(t *testing.T) {
	kept := &keptMaps{files: map[string]string{"1": aRow("a", "b", "c", "d", "x")}}
	log := slog.New(slog.DiscardHandler)
	z := newZoneMaps(t.Context(), log, kept, kept)
	m := aRealMap("1")
	svg := mapAwaited(t, z, m)
	for part, times := range map[string]int{
		`href="/places/a"`: 1, `href="/places/d"`: 1, `href="/places/e"`: 0,
		`stroke-dasharray`: 1, // a ferry, which no border shows
		` km</text>`:       1,
	} {
		if got := bytes.Count(svg, []byte(part)); got != times {
			t.Errorf("%s stands there %d times", part, got)
		}
	}
	kept.files = nil // what was drawn is kept
	again := newZoneMaps(t.Context(), log, kept, kept)
	if got, coming := again.Zones(m); coming || !bytes.Equal(got, svg) {
		t.Error("a new process does not draw it at once")
	}
	if svg, coming := again.Zones(aRealMap("2")); !coming && svg != nil {
		t.Errorf("a map that is not there is drawn: %s", svg)
	}
}

func TestAMapThatCouldNotBeReadIsReadWhenItCan(t *testing.T) {
	kept := &keptMaps{}
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), kept, kept)
	if svg := mapAwaited(t, z, aRealMap("1")); svg != nil {
		t.Errorf("a map that is not there is drawn: %s", svg)
	}
	kept.files = map[string]string{"1": aRow("a", "b", "c", "d", "x")}
	if svg := mapAwaited(t, z, aRealMap("1")); svg == nil {
		t.Error("once it is there it is not drawn")
	}
}

// TestNothingIsKeptOnceAnOfficeIsClosed closes an office between a map that is drawn and
// one that is still being drawn: its database would be gone.
func TestNothingIsKeptOnceAnOfficeIsClosed(t *testing.T) {
	kept := &keptMaps{files: map[string]string{"1": aRow("a", "b", "c", "d", "x")}}
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), kept, kept)
	mapAwaited(t, z, aRealMap("1"))
	z.end()
	if len(kept.drawings) != 1 {
		t.Fatalf("%d drawings are kept before the end", len(kept.drawings))
	}
	late := &ground{ready: make(chan struct{})}
	z.work([32]byte{1}, late, func() (*draw.Map, error) { return &draw.Map{}, nil })
	if <-late.ready; late.cells == nil || len(kept.drawings) != 1 {
		t.Errorf("after it %d drawings are kept, and drawn is %v", len(kept.drawings), late.cells)
	}
}

func TestOfAboveFiveHundredPlacesZonesAreDrawn(t *testing.T) {
	var codes []string
	m := &web.ZoneMap{
		Real:  web.RealMap{File: "1", Property: "code"},
		Zones: []web.MapZone{{Name: "West", Href: "/zones/w"}, {Name: "East", Href: "/zones/x"}},
	}
	for i := range web.PlacesDrawn + 1 {
		code := fmt.Sprint("p", i)
		codes = append(codes, code)
		m.Places = append(m.Places, web.MapPlace{Code: code, Href: "/places/p", Zone: i % 2})
	}
	kept := &keptMaps{files: map[string]string{
		"1": aRow(codes...), "2": aRow(codes[:web.PlacesDrawn]...),
	}}
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), kept, nil)
	for file, places := range map[string]int{"1": 0, "2": web.PlacesDrawn} {
		m.Real.File = file
		svg := mapAwaited(t, z, m)
		if got := bytes.Count(svg, []byte(`href="/places/p"`)); got != places {
			t.Errorf("of %s it draws %d places", file, got)
		}
	}
}

// aValley is an office of places in a row, of which two have zones round them.
func aValley(t *testing.T) (store.Database, *office.Office) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), officeFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	o := openOffice(db.Region(1))
	done := func(by office.Actor, kind, body string) {
		t.Helper()
		act, err := office.Decode(kind, []byte(body))
		if err == nil {
			_, err = o.Do(t.Context(), office.Request{Actor: by, Act: act})
		}
		if err != nil {
			t.Fatalf("%s %s: %v", kind, body, err)
		}
	}
	done(office.Actor{}, "open-region", `{"charter":{"name":{"en":"Valley"},"language":"en",`+
		`"currency":"CNY","clock":"UTC"},"party":{"code":"office","name":{"en":"Office"}},`+
		`"person":{"name":"Li Ming"}}`)
	keeper := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	for i, code := range []string{"a", "b", "c"} {
		done(keeper, "register-place", fmt.Sprintf(
			`{"code":%q,"name":{"en":%[1]q},"lon":"0.%d","lat":"0"}`, code, i))
	}
	for _, pair := range []string{`"a":"a","b":"b"`, `"a":"b","b":"c"`} {
		done(keeper, "state-border", `{`+pair+`,"ruling":"joined","reason":"A road","base":0}`)
	}
	done(keeper, "found-zone", `{"code":"w","name":{"en":"West"},"centre":["a"]}`)
	return db, o
}

func TestMapsAreWorkedOutBeforeAnybodyAsks(t *testing.T) {
	db, _ := aValley(t)
	log := slog.New(slog.DiscardHandler)
	z := newZoneMaps(t.Context(), log, db.Files(1), db.Drawings(1))
	if err := z.ahead(t.Context(), db.Region(2)); err != nil || len(z.ground.of) != 0 {
		t.Errorf("of an empty region %d grounds (%v)", len(z.ground.of), err)
	}
	if err := z.ahead(t.Context(), db.Region(1)); err != nil {
		t.Fatal(err)
	}
	m := &web.ZoneMap{Title: "Zones", Borders: [][2]string{{"a", "b"}, {"b", "c"}}}
	for i, code := range []string{"a", "b", "c"} {
		m.Places = append(m.Places, web.MapPlace{
			Code: code, Name: "Town", Lon: int64(i) * 100_000, Zone: -1,
		})
	}
	svg := mapAwaited(t, z, m)
	if len(z.ground.of) != 1 || svg == nil {
		t.Errorf("the page asks for another ground: there are %d", len(z.ground.of))
	}
	again := newZoneMaps(t.Context(), log, db.Files(1), db.Drawings(1))
	if got, coming := again.Zones(m); coming || !bytes.Equal(got, svg) {
		t.Error("after a restart the map is not there at once")
	}
}
