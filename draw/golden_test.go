package draw

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// smallPictures show one of everything: two zones with a place in none, a
// centre, an enclave, a link, names, a legend beside and below, arrows.
func smallPictures(t *testing.T) map[string][]byte {
	t.Helper()
	hole := `[[[1,0],[3,0],[3,2],[1,2],[1,0]],[[1.5,0.5],[1.5,1.5],[2.5,1.5],[2.5,0.5],[1.5,0.5]]]`
	features := []string{
		square("a", 0, 0, 1), square("b", 0, 1, 1), square("d", 1.5, 0.5, 1), square("e", 4, 0, 1),
		`{"type":"Feature","id":"c","geometry":{"type":"Polygon","coordinates":` + hole + `}}`,
	}
	wide := Map{
		ID: "wide", Title: "Two zones", Desc: "and a place in none",
		Shapes: surveyed(t, features...),
		Places: map[string]Place{
			"a": {Name: "Adair", Title: "Adair: east", Href: "#a", Zone: 0, Centre: true},
			"b": {Name: "北县", Zone: 0}, "c": {Name: "Clay", Zone: 1, Centre: true},
			"d": {Name: "a name with no room for it", Zone: -1}, "e": {Zone: 1},
		},
		Zones:  []Zone{{Name: "West", Href: "#w"}, {Name: "East & all"}},
		Links:  [][2]string{{"c", "e"}},
		Legend: "Zones", Mark: "a sketch", Unit: "km", Width: 420,
	}
	tall := wide
	tall.ID, tall.Width = "tall", 480
	tall.Shapes = surveyed(t, oblong("a", 0, 0, 1, 2), oblong("c", 0, 2, 1, 3))
	return map[string][]byte{
		"wide": wide.SVG(), "tall": tall.SVG(),
		"flows": FlowMap{Map: wide, Key: "tonnes", Other: "two more are not drawn", Flows: []Flow{
			{From: "a", To: "e", Weight: 30, Label: "30 t", Title: "Adair to e"},
			{From: "e", To: "b", Weight: 11, Label: "11 t", Title: "e to 北县"},
		}}.SVG(),
	}
}

// Whoever changes how pictures look opens both in a browser, and puts the new
// one into testdata if it is the better one.
func TestSmallPicturesLookAsTheyDid(t *testing.T) {
	for name, got := range smallPictures(t) {
		path := filepath.Join("testdata", name+".svg")
		want, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is no longer\n%s", path, strings.TrimSpace(string(got)))
		}
	}
}

func TestTheLegendsTextsStandInItsRows(t *testing.T) {
	m := Map{
		Shapes: surveyed(t, oblong("a", 0, -0.5, 4, 1)), Width: 428, Legend: "Zones",
		Mark: "sketch",
		Unit: "km", Zones: []Zone{{Name: "one"}},
	}
	svg := parse(t, m.SVG())
	top := (mapPadding + 100 + 16) * grain // below 400 pixels for four degrees
	for i, text := range svg.all("text") {
		y := whole(t, text, "y")
		if low := top + i*rowHeight*grain; y <= low || y >= low+rowHeight*grain {
			t.Errorf("%q is written at %d, its row is %d to %d", text.text, y, low,
				low+rowHeight*grain)
		}
	}
	if got := strings.Join(svg.texts("text"), "|"); got != "Zones|one|sketch|50 km" {
		t.Errorf("written: %s", got)
	}
}

func TestDetailGoesBelowTwoPixels(t *testing.T) {
	// The notch has a base and a height of a tenth of the width w: w²/200.
	notch := `{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":` +
		`[[[0,-0.5],[0.45,-0.5],[0.5,-0.4],[0.55,-0.5],[1,-0.5],[1,0.5],[0,0.5],[0,-0.5]]]}}`
	shapes := surveyed(t, notch)
	for width, want := range map[int]int{10: 4, 19: 4, 21: 7, 200: 7} {
		m := Map{Shapes: shapes, Width: width + 2*mapPadding}
		if got := len(filled(t, parse(t, m.SVG()))["a"][0]); got != want {
			t.Errorf("%d pixels wide the shape has %d corners, want %d", width, got, want)
		}
	}
}
