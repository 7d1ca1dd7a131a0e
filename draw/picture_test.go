package draw

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hinterland/atlas"
)

// pair is the shapes of two places side by side, each a degree wide and high,
// a in the west. They lie on the equator, where a degree is a degree.
func pair(t testing.TB) *atlas.Topology {
	t.Helper()
	return surveyed(t, square("a", 0, -0.5, 1), square("b", 1, -0.5, 1))
}

// square is a GeoJSON feature of a square with its south-west corner.
func square(code string, lon, lat, size float64) string {
	return oblong(code, lon, lat, size, size)
}

func oblong(code string, lon, lat, width, height float64) string {
	return fmt.Sprintf(`{"type":"Feature","id":%q,"geometry":{"type":"Polygon","coordinates":`+
		`[[[%g,%g],[%g,%[3]g],[%[4]g,%[5]g],[%[2]g,%[5]g],[%[2]g,%[3]g]]]}}`,
		code, lon, lat, lon+width, lat+height)
}

// surveyed is the shapes of some features.
func surveyed(t testing.TB, features ...string) *atlas.Topology {
	t.Helper()
	m, err := atlas.Decode([]byte(`{"type":"FeatureCollection","features":[` +
		strings.Join(features, ",") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	report, err := atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
	if err != nil {
		t.Fatal(err)
	}
	return report.Topology()
}

// subpaths reads path data of relative steps: each m begins a line.
func subpaths(t testing.TB, d string) [][]spot {
	t.Helper()
	var lines [][]spot
	at := spot{}
	for _, part := range strings.Split(d, "m")[1:] {
		numbers := regexp.MustCompile(`-?\d+`).FindAllString(part, -1)
		if len(numbers)%2 != 0 {
			t.Fatalf("an odd number of steps in %q", part)
		}
		var line []spot
		for i := 0; i < len(numbers); i += 2 {
			dx, _ := strconv.Atoi(numbers[i])
			dy, _ := strconv.Atoi(numbers[i+1])
			at = spot{at.x + dx, at.y + dy}
			line = append(line, at)
		}
		if strings.HasSuffix(part, "z") {
			at = line[0]
		}
		lines = append(lines, line)
	}
	return lines
}

// whole reads a whole number of an attribute.
func whole(t testing.TB, e *element, name string) int {
	t.Helper()
	n, err := strconv.Atoi(e.attrs[name])
	if err != nil {
		t.Fatalf("%s of %s is %q", name, e.name, e.attrs[name])
	}
	return n
}

// filled returns the rings of every place's shape by its title.
func filled(t testing.TB, svg *element) map[string][][]spot {
	t.Helper()
	shapes := map[string][][]spot{}
	var look func(e *element, title string)
	look = func(e *element, title string) {
		for _, inner := range e.inner {
			if words := inner.texts("title"); inner.name == "a" || len(words) == 1 {
				title = words[0]
			}
			if inner.name == "path" && title != "" {
				shapes[title] = subpaths(t, inner.attrs["d"])
			}
			look(inner, title)
		}
	}
	for _, g := range svg.all("g") {
		if g.attrs["fill-rule"] == "evenodd" {
			look(g, "")
		}
	}
	return shapes
}

func TestShapesAreDrawnAtTheirScale(t *testing.T) {
	m := Map{Title: "two", Shapes: pair(t), Width: 428, Unit: "km", Places: map[string]Place{
		"a": {Title: "A", Zone: 0}, "b": {Title: "B", Zone: 0},
	}, Zones: []Zone{{Name: "one"}}}
	svg := parse(t, m.SVG())
	shapes := filled(t, svg)
	// 428 pixels less 14 on either side are 400 for two degrees.
	edge, degree := mapPadding*grain, 200*grain
	for name, west := range map[string]int{"A": edge, "B": edge + degree} {
		want := []spot{
			{west, edge}, {west + degree, edge}, {west, edge + degree}, {
				west + degree,
				edge + degree,
			},
		}
		ring := slices.Clone(shapes[name][0])
		slices.SortFunc(ring, func(a, b spot) int { return 10*(a.y-b.y) + (a.x - b.x) })
		if !slices.Equal(ring, want) {
			t.Errorf("%s has the corners %v, want %v", name, ring, want)
		}
	}
	if svg.attrs["width"] != "428" || svg.attrs["font-family"] == "" {
		t.Errorf("width %q, fonts %q", svg.attrs["width"], svg.attrs["font-family"])
	}
	// Below: 16 pixels, a row for the zone and one for the bar, and 8.
	high := mapPadding + 200 + 16 + 2*rowHeight + 8 + mapPadding
	if want := fmt.Sprintf("0 0 %d %d", 428*grain, high*grain); svg.attrs["viewBox"] != want ||
		svg.attrs["height"] != strconv.Itoa(high) {
		t.Errorf("view box %q and height %q, want %q", svg.attrs["viewBox"], svg.attrs["height"],
			want)
	}
	if parse(t, Map{Shapes: pair(t)}.SVG()).attrs["width"] != "880" {
		t.Error("a map without a width is not 880 wide")
	}
	paper := svg.all("rect")[0]
	if whole(t, paper, "width") != 428*grain || whole(t, paper, "height") != high*grain {
		t.Errorf("the paper is %v", paper.attrs)
	}
}

// No sliver can open between neighbours in any program that shows the picture:
// each line of a shape is drawn twice, there and back, but at the region's rim.
func TestEveryInnerLineIsDrawnThereAndBack(t *testing.T) {
	svg := parse(t, sample(t).SVG())
	seen := map[[2]spot]int{}
	for _, rings := range filled(t, svg) {
		for _, ring := range rings {
			for i, p := range ring {
				q := ring[(i+1)%len(ring)]
				seen[[2]spot{p, q}]++
				seen[[2]spot{q, p}]--
			}
		}
	}
	alone := map[[2]spot]bool{}
	for line, n := range seen {
		if n > 1 {
			t.Errorf("%v is drawn %d times more than back", line, n)
		}
		if n > 0 {
			alone[line] = true
		}
	}
	rim := strokes(t, svg)[1]
	for _, line := range rim {
		for i := 1; i < len(line); i++ {
			delete(alone, [2]spot{line[i-1], line[i]})
			delete(alone, [2]spot{line[i], line[i-1]})
		}
	}
	if len(alone) > 0 {
		t.Errorf("%d lines inside have nothing on their other side", len(alone))
	}
}

// strokes returns the lines between zones and those of the edge.
func strokes(t testing.TB, svg *element) [2][][]spot {
	t.Helper()
	for _, g := range svg.all("g") {
		if g.attrs["stroke-linecap"] == "round" {
			return [2][][]spot{
				subpaths(t, g.inner[0].attrs["d"]), subpaths(t, g.inner[1].attrs["d"]),
			}
		}
	}
	t.Fatal("no borders")
	return [2][][]spot{}
}

func TestZonesAreParted(t *testing.T) {
	places := func(zone int) map[string]Place {
		return map[string]Place{"a": {Name: "A"}, "b": {Name: "B", Zone: zone}}
	}
	m := Map{Shapes: pair(t), Width: 428, Zones: []Zone{{Name: "x"}, {Name: "y"}}}
	middle := (mapPadding + 200) * grain
	for zone, want := range map[int]int{0: 0, 1: 1, -1: 1, 2: 1, 7: 1} {
		m.Places = places(zone)
		lines := strokes(t, parse(t, m.SVG()))
		if len(lines[0]) != want {
			t.Errorf("zone %d: %d lines between zones, want %d", zone, len(lines[0]), want)
		}
		for _, line := range lines[0] {
			if line[0].x != middle || line[len(line)-1].x != middle {
				t.Errorf("zone %d: the border runs at %v", zone, line)
			}
		}
		if len(lines[1]) != 2 { // two arcs from junction to junction
			t.Errorf("zone %d: the edge is %d lines", zone, len(lines[1]))
		}
	}
}

func TestPlacesAreFilledByTheirZone(t *testing.T) {
	shapes := surveyed(t, square("a", 0, 0, 1), square("b", 1, 0, 1), square("c", 2, 0, 1),
		square("d", 3, 0, 1))
	m := Map{
		ID: "m", Shapes: shapes, Zones: []Zone{{Name: "x"}, {Name: "y"}},
		Places: map[string]Place{
			"a": {Zone: 1}, "b": {Zone: 0}, "c": {Zone: -1}, // d is not spoken of
		},
	}
	got := map[string]string{}
	for _, g := range parse(t, m.SVG()).all("g") {
		if g.attrs["fill-rule"] == "evenodd" {
			got[g.attrs["fill"]] = strings.Join(g.texts("title"), "")
		}
	}
	want := map[string]string{"url(#m-z0)": "b", "url(#m-z1)": "a", toneOf(-1).ground: "cd"}
	for fill, titles := range want {
		if got[fill] != titles {
			t.Errorf("%s fills %q, want %q", fill, got[fill], titles)
		}
	}
	if len(got) != 3 {
		t.Errorf("fills %v", got)
	}
}

func TestAPlaceIsCalledByTheBestThatIsKnown(t *testing.T) {
	m := Map{Shapes: pair(t)}
	for _, c := range []struct {
		place Place
		want  string
	}{
		{Place{Title: "Adair & zone", Name: "Adair"}, "Adair & zone"},
		{Place{Name: "Adair"}, "Adair"},
		{Place{}, "a"},
	} {
		for _, href := range []string{"", "#p?a&b"} {
			c.place.Href = href
			m.Places = map[string]Place{"a": c.place}
			svg := parse(t, m.SVG())
			if _, drawn := filled(t, svg)[c.want]; !drawn {
				t.Errorf("%+v is not called %q", c.place, c.want)
			}
			if a := svg.all("a"); (href != "") != (len(a) == 1 && a[0].attrs["href"] == href) {
				t.Errorf("%+v has %d links", c.place, len(a))
			}
		}
	}
}

func TestAPlaceWithAHoleIsFilledRoundIt(t *testing.T) {
	shapes := surveyed(t, `{"type":"Feature","id":"h","geometry":{"type":"Polygon","coordinates":`+
		`[[[0,0],[3,0],[3,3],[0,3],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}}`, square("i", 1, 1, 1))
	rings := filled(t, parse(t, Map{Shapes: shapes}.SVG()))
	if len(rings["h"]) != 2 || len(rings["i"]) != 1 {
		t.Errorf("%d rings and %d", len(rings["h"]), len(rings["i"]))
	}
}

func TestLinksJoinPlacesThatDoNotTouch(t *testing.T) {
	shapes := surveyed(t, square("a", 0, -0.5, 1), square("c", 2, -0.5, 1))
	m := Map{Shapes: shapes, Width: 328, Links: [][2]string{
		{"a", "c"}, {"a", "x"}, {"x", "c"}, {"x", "y"},
	}}
	svg := parse(t, m.SVG())
	var got []string
	for _, g := range svg.all("g") {
		if g.attrs["stroke-dasharray"] != "" {
			for _, path := range g.inner {
				got = append(got, path.attrs["d"])
			}
		}
	}
	// From the middle of one degree to the middle of the third, 100 pixels each.
	y := (mapPadding + 50) * grain
	want := fmt.Sprintf("M%d %dL%d %[2]d", (mapPadding+50)*grain, y, (mapPadding+250)*grain)
	if len(got) != 1 || got[0] != want {
		t.Errorf("links %v, want %s", got, want)
	}
	m.Links = nil
	if strings.Contains(string(m.SVG()), "dasharray") {
		t.Error("a map without links has a layer of them")
	}
}

func TestTheBarIsAsLongAsItSays(t *testing.T) {
	for degrees, want := range map[float64]string{ // a fifth of the width, rounded down
		0.05: "1 km", 0.1: "2 km", 0.2: "2 km", 0.25: "5 km", 0.5: "10 km", 1: "20 km",
		2: "20 km", 2.5: "50 km", 5: "100 km", 20: "200 km",
	} {
		m := Map{Shapes: surveyed(t, square("a", 0, -degrees/2, degrees)), Unit: "km", Width: 628}
		svg := parse(t, m.SVG())
		var bar, text *element
		for _, path := range svg.all("path") {
			if strings.Contains(path.attrs["d"], "v-20m0 10h") {
				bar = path
			}
		}
		for _, e := range svg.all("text") {
			if strings.HasSuffix(e.text, " km") {
				text = e
			}
		}
		if bar == nil || text == nil {
			t.Fatalf("%g degrees: no bar or no text", degrees)
		}
		var x, y, length int
		if _, err := fmt.Sscanf(bar.attrs["d"], "M%d %dv-20m0 10h%dm0-10v20", &x, &y,
			&length); err != nil {
			t.Fatal(err)
		}
		km, _ := strconv.ParseFloat(strings.TrimSuffix(text.text, " km"), 64)
		across := atlas.DistanceKm(atlas.Point{}, atlas.Point{Lon: degrees})
		drawn := km / across * float64(shapeWidth(t, svg))
		if text.text != want || math.Abs(float64(length)-drawn) > 0.01*drawn+1 {
			t.Errorf("%g degrees: %q is %d long, want %q and %.0f", degrees, text.text, length,
				want, drawn)
		}
		if whole(t, text, "x") <= x+length {
			t.Errorf("%g degrees: the text at %s lies on the bar", degrees, text.attrs["x"])
		}
	}
}

// shapeWidth is how wide the first shape is drawn, in steps.
func shapeWidth(t testing.TB, svg *element) int {
	t.Helper()
	low, high := math.MaxInt, 0
	for _, rings := range filled(t, svg) {
		for _, p := range rings[0] {
			low, high = min(low, p.x), max(high, p.x)
		}
	}
	return high - low
}

// swatches tells where the legend's samples of fills are.
func swatches(svg *element) []box {
	var list []box
	for _, path := range svg.all("path") {
		var x, y int
		if _, err := fmt.Sscanf(path.attrs["d"], "M%d %dh104v64h-104z", &x, &y); err == nil {
			list = append(list, box{x, y, x + 104, y + 64})
		}
	}
	return list
}

func TestTheLegendStandsBesideATallRegionAndBelowAWideOne(t *testing.T) {
	zones := []Zone{{Name: "one"}, {Name: "two"}, {Name: "three"}, {Name: "four"}, {Name: "five"}}
	for name, c := range map[string]struct {
		width, height float64
		beside        bool
	}{
		"wide": {4, 1, false}, "square": {2, 2, false}, "barely tall": {2, 2.29, false},
		"tall": {2, 2.33, true}, "very tall": {1, 9, true},
	} {
		m := Map{
			Shapes: surveyed(t, oblong("a", 0, -c.height/2, c.width, c.height)), Zones: zones,
			Places: map[string]Place{"a": {Title: "A"}}, Legend: "Zones", Mark: "a sketch",
			Unit: "km",
		}
		svg := parse(t, m.SVG())
		ground := svg.all("rect")[0]
		page := box{0, 0, whole(t, ground, "width"), whole(t, ground, "height")}
		shape := box{math.MaxInt, math.MaxInt, 0, 0}
		for _, p := range filled(t, svg)["A"][0] {
			shape = box{
				min(shape.left, p.x), min(shape.top, p.y), max(shape.right, p.x),
				max(shape.bottom, p.y),
			}
		}
		list := swatches(svg)
		if len(list) != len(zones) {
			t.Fatalf("%s: %d swatches", name, len(list))
		}
		for i, b := range list {
			if b.right > page.right || b.bottom > page.bottom || b.meets(shape) {
				t.Errorf("%s: swatch %d at %v is not free on %v beside %v", name, i, b, page, shape)
			}
			if (b.left > shape.right) != c.beside || (b.top > shape.bottom) == c.beside {
				t.Errorf("%s: swatch %d at %v, the shape at %v", name, i, b, shape)
			}
			for _, o := range list[:i] {
				if b.meets(o) {
					t.Errorf("%s: swatches %v and %v meet", name, o, b)
				}
			}
		}
		for _, text := range svg.all("text") {
			if y := whole(t, text, "y"); y > page.bottom || y < 0 {
				t.Errorf("%s: %q is written at %d of %d", name, text.text, y, page.bottom)
			}
		}
	}
}

func TestLegendEntriesStandInColumns(t *testing.T) {
	zones := make([]Zone, 5)
	for width, columns := range map[int]int{237: 1, 238: 1, 447: 1, 448: 2, 658: 3, 880: 4} {
		m := Map{
			Shapes: surveyed(t, oblong("a", 0, -0.5, 4, 1)), Zones: zones, Width: width,
			Legend: "Z",
		}
		list := swatches(parse(t, m.SVG()))
		for i, b := range list {
			first := list[0]
			want := spot{first.left + i%columns*210*grain, first.top + i/columns*rowHeight*grain}
			if (spot{b.left, b.top}) != want {
				t.Errorf("%d wide: swatch %d at %v, want %v", width, i, b, want)
			}
		}
	}
}

func TestTheLegendIsAsHighAsItsRows(t *testing.T) {
	m := Map{Shapes: surveyed(t, oblong("a", 0, -0.5, 4, 1)), Width: 448}
	height := func() int {
		svg := parse(t, m.SVG())
		return whole(t, svg, "height")
	}
	least := height()
	for n, rows := range map[int]int{0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3} {
		m.Zones = make([]Zone, n)
		if got := height() - least; got != rows*rowHeight {
			t.Errorf("%d zones add %d pixels, want %d", n, got, rows*rowHeight)
		}
	}
	m.Zones = nil
	for i, add := range []*string{&m.Legend, &m.Mark, &m.Unit} {
		*add = "x"
		if got := height() - least; got != (i+1)*rowHeight {
			t.Errorf("%d texts add %d pixels", i+1, got)
		}
	}
}

func TestAllZonesHaveAFillOfTheirOwn(t *testing.T) {
	m := Map{ID: "m", Shapes: pair(t), Zones: make([]Zone, 23)}
	seen := map[string]int{}
	for i, p := range parse(t, m.SVG()).all("pattern") {
		if p.attrs["id"] != fmt.Sprintf("m-z%d", i) ||
			p.attrs["patternUnits"] != "userSpaceOnUse" ||
			whole(t, p, "width") != hatchSize || whole(t, p, "height") != hatchSize {
			t.Errorf("fill %d is %v", i, p.attrs)
		}
		look := p.inner[0].attrs["fill"]
		if len(p.inner) > 1 {
			look += p.inner[1].attrs["d"] + p.inner[1].attrs["stroke"]
		}
		if other, taken := seen[look]; taken {
			t.Errorf("zones %d and %d look the same", other, i)
		}
		seen[look] = i
	}
	if len(seen) != 23 {
		t.Errorf("%d fills", len(seen))
	}
	none := toneOf(-1)
	for i := range 40 {
		if toneOf(i).ground == none.ground {
			t.Errorf("zone %d looks like no zone", i)
		}
		if toneOf(i).hatch == toneOf(i+1).hatch {
			t.Errorf("zones %d and %d have the same hatch", i, i+1)
		}
	}
}

func TestWhatCanBeReachedByKeyboardIsSeen(t *testing.T) {
	m := Map{ID: "m", Shapes: pair(t), Places: map[string]Place{"a": {Href: "#a"}}}
	style := parse(t, m.SVG()).all("style")[0].text
	for _, want := range []string{
		"#m a:focus path,#m a:hover path{stroke:#111;stroke-width:8}",
		"#m text{pointer-events:none}",
	} {
		if !strings.Contains(style, want) {
			t.Errorf("the style %q lacks %q", style, want)
		}
	}
}

func TestIdentifiersNeedNoEscape(t *testing.T) {
	for id, want := range map[string]string{
		"": "map", "zones-1": "zones-1", `x"y`: "x-y", "é<>": "---", "A.b_c 9": "A-b-c-9",
	} {
		m := Map{ID: id, Title: "t", Desc: "d", Shapes: pair(t), Zones: []Zone{{}}}
		svg := parse(t, m.SVG())
		if svg.attrs["id"] != want || svg.attrs["aria-labelledby"] != want+"-t "+want+"-d" ||
			svg.all("title")[0].attrs["id"] != want+"-t" ||
			svg.all("desc")[0].attrs["id"] != want+"-d" ||
			svg.all("pattern")[0].attrs["id"] != want+"-z0" {
			t.Errorf("%q became %v", id, svg.attrs)
		}
		m.Desc = ""
		if got := parse(t, m.SVG()).attrs["aria-labelledby"]; got != want+"-t" {
			t.Errorf("%q without a description is labelled by %q", id, got)
		}
	}
}

func TestTextIsEscapedAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"a < b & c > \"d\"":  "a &lt; b &amp; c &gt; &#34;d&#34;",
		"太原 – Taiyuan's":     "太原 – Taiyuan's",
		"a\nb\x01c\x1f":      "a b c ",
		"\ufffe\uffff\ufffd": "  \ufffd",
		"&amp;":              "&amp;amp;",
	} {
		if got := escape(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
