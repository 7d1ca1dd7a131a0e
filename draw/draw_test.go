package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"hinterland/atlas"
)

// An element is a tag of a picture with what stands in it.
type element struct {
	name  string
	attrs map[string]string
	text  string
	inner []*element
}

// parse reads a picture as XML; what a browser would have to guess is a fault.
func parse(t *testing.T, svg []byte) *element {
	t.Helper()
	root := &element{}
	stack := []*element{root}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			top.inner = append(top.inner, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	return root.inner[0]
}

// all returns the elements of a name anywhere inside e, in order.
func (e *element) all(name string) []*element {
	var found []*element
	for _, inner := range e.inner {
		if inner.name == name {
			found = append(found, inner)
		}
		found = append(found, inner.all(name)...)
	}
	return found
}

// texts returns the words of the elements of a name.
func (e *element) texts(name string) []string {
	var words []string
	for _, x := range e.all(name) {
		words = append(words, x.text)
	}
	return words
}

// iowa is the shapes of the 99 counties with their names.
func iowa(t testing.TB) (*atlas.Topology, map[string]string) {
	t.Helper()
	data, err := os.ReadFile("../demo/data/iowa/map.geojson")
	if err != nil {
		t.Fatal(err)
	}
	m, err := atlas.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	report, err := atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, p := range m.Places {
		names[p.Code] = p.Properties["name"]
	}
	return report.Topology(), names
}

// sample is a map of Iowa in four zones by code, with a centre in each.
func sample(t testing.TB) Map {
	t.Helper()
	shapes, names := iowa(t)
	m := Map{
		ID: "zones", Title: "Zones of Iowa", Desc: "Four zones", Shapes: shapes,
		Places: map[string]Place{}, Legend: "Zones", Mark: "a sketch", Unit: "km",
		Zones: []Zone{
			{Name: "North", Href: "#n"},
			{Name: "East"},
			{Name: "South"},
			{Name: "West & <rest>"},
		},
		Links: [][2]string{{"19001", "19003"}, {"19001", "nowhere"}},
	}
	for i, s := range shapes.Shapes {
		m.Places[s.Code] = Place{
			Name: names[s.Code], Title: names[s.Code] + " & zone", Href: "#p" + s.Code,
			Zone: i*4/len(shapes.Shapes) - i/98*9, Centre: i%25 == 12,
		}
	}
	return m
}

func TestAMapSaysWhatItShows(t *testing.T) {
	m := sample(t)
	svg := parse(t, m.SVG())
	if svg.attrs["role"] != "group" || svg.attrs["aria-labelledby"] != "zones-t zones-d" {
		t.Errorf("role %q labelled by %q", svg.attrs["role"], svg.attrs["aria-labelledby"])
	}
	if svg.inner[0].name != "title" || svg.inner[0].text != m.Title || svg.inner[1].text != m.Desc {
		t.Errorf("title %q, description %q", svg.inner[0].text, svg.inner[1].text)
	}
	links := svg.all("a")
	if len(links) != len(m.Places)+1 {
		t.Errorf("%d links for %d places and a zone", len(links), len(m.Places))
	}
	for _, a := range links[:len(links)-1] {
		if len(a.texts("title")) != 1 || a.inner[0].name != "title" || len(a.all("path")) != 1 {
			t.Fatalf("the link to %s has no name or no shape", a.attrs["href"])
		}
	}
	words := strings.Join(svg.texts("text"), "|")
	for _, want := range []string{
		"North", "East", "South", "West & <rest>", "Zones", "a sketch", " km",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not written", want)
		}
	}
	if n := len(svg.all("circle")); n != 4 {
		t.Errorf("%d centres are marked, want 4", n)
	}
	if n := len(svg.all("pattern")); n != 4 {
		t.Errorf("%d fills, want 4", n)
	}
}

func TestAMapWithoutLinksIsAnImage(t *testing.T) {
	m := sample(t)
	m.Zones[0].Href = ""
	for code, p := range m.Places {
		p.Href = ""
		m.Places[code] = p
	}
	svg := parse(t, m.SVG())
	if svg.attrs["role"] != "img" || len(svg.all("a")) != 0 {
		t.Errorf("role %q with %d links", svg.attrs["role"], len(svg.all("a")))
	}
}

func TestPicturesCarryNothingThatRunsOrLoads(t *testing.T) {
	flows := FlowMap{Map: sample(t), Flows: []Flow{{From: "19001", To: "19153", Weight: 2}}}
	for name, svg := range map[string][]byte{
		"map": sample(t).SVG(), "flows": flows.SVG(),
	} {
		text := strings.ReplaceAll(string(svg), "http://www.w3.org/2000/svg", "")
		for _, bad := range []string{
			"<script", "onload", "http:", "https:", "@import", "foreignObject",
		} {
			if strings.Contains(text, bad) {
				t.Errorf("%s has %q", name, bad)
			}
		}
	}
}

func TestTheSameMapIsTheSameBytes(t *testing.T) {
	m := sample(t)
	if !bytes.Equal(m.SVG(), m.SVG()) {
		t.Error("two drawings differ")
	}
}

func TestMapsAreSmall(t *testing.T) {
	size := len(sample(t).SVG())
	t.Logf("Iowa: %d bytes", size)
	if size > 40_000 {
		t.Errorf("%d bytes, more than 40,000", size)
	}
}

func TestEveryPlaceLiesInsideThePicture(t *testing.T) {
	svg := parse(t, sample(t).SVG())
	var width, height int
	if _, err := fmt.Sscanf(svg.attrs["viewBox"], "0 0 %d %d", &width, &height); err != nil {
		t.Fatal(err)
	}
	for _, text := range svg.all("text") {
		x, _ := strconv.Atoi(text.attrs["x"])
		y, _ := strconv.Atoi(text.attrs["y"])
		if x < 0 || y < 0 || x > width || y > height {
			t.Errorf("%q is written at %d, %d", text.text, x, y)
		}
	}
}

func TestATraceIsReadBackAsItsPoints(t *testing.T) {
	lines := [][]spot{
		{{10, 20}, {13, 16}, {13, 16}, {0, 0}},
		{{-5, 7}, {100, -200}, {-5, 8}},
	}
	var d trace
	d.line(lines[0], false)
	d.ring(append(lines[1], lines[1][0]))
	d.line(lines[0][:1], false) // a point is no line
	want := "m10 20 3-4-13-16m-5 7 105-207-105 208z"
	if d.String() != want {
		t.Errorf("%q, want %q", d.String(), want)
	}
}

func TestNeighboursShareTheirLineToThePixel(t *testing.T) {
	shapes, _ := iowa(t)
	f := newFrame(shapes, 0, 0, 2000, 2000)
	fine := f.fine(shapes, 2)
	seen := map[string]int{}
	for _, s := range fine.Shapes {
		for _, ring := range s.Rings {
			line := f.line(fine.Line(ring))
			for i := 1; i < len(line); i++ {
				seen[fmt.Sprint(line[i-1], line[i])]++
				seen[fmt.Sprint(line[i], line[i-1])]--
			}
		}
	}
	alone := 0
	for _, n := range seen {
		if n > 0 {
			alone++
		}
	}
	rim := 0
	for _, a := range fine.Arcs {
		if a.Left < 0 || a.Right < 0 {
			rim += len(a.Points) - 1
		}
	}
	if alone > rim { // steps below the grid may fall together
		t.Errorf("%d lines have nothing on their other side, the rim has %d", alone, rim)
	}
}

func TestLabelsLieInsideTheirShapes(t *testing.T) {
	u := [][]spot{
		{{0, 0}, {300, 0}, {300, 300}, {200, 300}, {200, 100}, {100, 100}, {100, 300}, {0, 300}},
	}
	at := roomOf(u)
	if depth(u, at.at) <= 0 {
		t.Errorf("%v lies outside", at)
	}
	if fits(u, "a very long name", 40, at.at) || !fits(u, "a", 40, spot{50, 50}) {
		t.Error("the long name fits or the short one does not")
	}
	if r := roomOf(nil); r.radius != 0 {
		t.Errorf("nothing has the room %v", r)
	}
	long := [][]spot{{{0, 0}, {1000, 0}, {1000, 100}, {0, 100}}}
	if r := roomOf(long); r.at.x < 400 || r.at.x > 600 {
		t.Errorf("the label of a long shape is at %v", r.at)
	}
}

func TestTonesStayApart(t *testing.T) {
	for i := range 40 {
		for j := range i {
			if toneOf(i) == toneOf(j) && i-j < len(tones()) {
				t.Errorf("zones %d and %d look the same", i, j)
			}
		}
		if c := contrast(toneOf(i).ground, "#1d1d1b"); c < 7 {
			t.Errorf("text on tone %d has a contrast of %.1f", i, c)
		}
	}
}

// contrast is that of WCAG 2.2 between two colours.
func contrast(a, b string) float64 {
	l, m := luminance(a), luminance(b)
	return (math.Max(l, m) + 0.05) / (math.Min(l, m) + 0.05)
}

func luminance(colour string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		c := float64(v) / 255
		if c <= 0.03928 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

func TestFlowsAreTheLargestWithTheirDirection(t *testing.T) {
	m := sample(t)
	m.Links = nil
	f := FlowMap{Map: m, Top: 2, Key: "tonnes", Other: "and two more", Flows: []Flow{
		{From: "19001", To: "19153", Weight: 5, Label: "5 t", Title: "Adair to Polk"},
		{From: "19153", To: "19001", Weight: 9, Label: "9 t", Title: "Polk to Adair"},
		{From: "19001", To: "19003", Weight: 1, Title: "small"},
		{From: "19001", To: "19001", Weight: 99, Title: "to itself"},
		{From: "19001", To: "19005", Title: "nothing"},
	}}
	svg := parse(t, f.SVG())
	titles := strings.Join(svg.texts("title"), "|")
	if titles != "Zones of Iowa|Polk to Adair|Adair to Polk" {
		t.Errorf("titles %q", titles)
	}
	words := strings.Join(svg.texts("text"), "|")
	for _, want := range []string{"tonnes", "and two more", "9 t", "a sketch"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not written", want)
		}
	}
	top, rest, weight := Largest(f.Flows, 1)
	if len(top) != 1 || top[0].Weight != 9 || rest != 2 || weight != 6 {
		t.Errorf("largest %v, %d more of %g", top, rest, weight)
	}
	if svg.attrs["role"] != "img" {
		t.Errorf("role %q", svg.attrs["role"])
	}
}

func TestArrowsEndAtTheirGoal(t *testing.T) {
	a, b := spot{0, 0}, spot{4000, 1000}
	outline := bow(a, b).arrow(40)
	tip := spot{}
	near := math.Inf(1)
	for _, p := range outline {
		if d := math.Hypot(float64(p.x-b.x), float64(p.y-b.y)); d < near {
			near, tip = d, p
		}
	}
	if near > float64((centreMark+4)*grain) {
		t.Errorf("the tip is at %v, %.0f steps from the goal", tip, near)
	}
	back := bow(b, a)
	x, y := bow(a, b).point(0.5)
	u, v := back.point(0.5)
	if math.Hypot(x-u, y-v) < 400 {
		t.Error("there and back lie over each other")
	}
}

func TestTextCannotBreakOut(t *testing.T) {
	m := sample(t)
	m.Title = "a</title><script>\x00\x1b\"'&"
	m.ID = `x"y`
	svg := parse(t, m.SVG())
	if svg.inner[0].text != "a</title><script>  \"'&" {
		t.Errorf("title %q", svg.inner[0].text)
	}
}

func TestAnEmptyMapIsStillAPicture(t *testing.T) {
	svg := parse(t, Map{Title: "nothing", Shapes: &atlas.Topology{}}.SVG())
	if svg.name != "svg" || svg.inner[0].text != "nothing" {
		t.Errorf("%v", svg)
	}
	parse(t, FlowMap{Map: Map{Shapes: &atlas.Topology{}}}.SVG())
}

func TestABareMapLeavesItsStyleToThePage(t *testing.T) {
	m := Map{Bare: true, Places: map[string]Place{}, Zones: []Zone{{Name: "West"}}}
	m.Shapes = &atlas.Topology{}
	if svg := string(m.SVG()); strings.Contains(svg, "<style") || !strings.Contains(svg, "<defs>") {
		t.Errorf("a bare map is %s", svg)
	}
	m.Bare = false
	if svg := string(m.SVG()); !strings.Contains(svg, "<style>#map a:focus") {
		t.Errorf("a map by itself is %s", svg)
	}
}
