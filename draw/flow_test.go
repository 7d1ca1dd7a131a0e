package draw

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// crossroads is four squares in a row with flows between them.
func crossroads(t testing.TB, flows ...Flow) FlowMap {
	t.Helper()
	return FlowMap{
		Map: Map{Title: "flows", Width: 828, Shapes: surveyed(t, square("a", 0, -0.5, 1),
			square("b", 1, -0.5, 1), square("c", 2, -0.5, 1), square("d", 3, -0.5, 1))},
		Flows: flows,
	}
}

// arrowsOf returns the outlines of a picture's arrows by title.
func arrowsOf(t testing.TB, svg *element) map[string][]spot {
	t.Helper()
	arrows := map[string][]spot{}
	for _, g := range svg.all("g") {
		if g.attrs["fill-opacity"] == "" {
			continue
		}
		for _, path := range g.inner {
			arrows[path.texts("title")[0]] = subpaths(t, path.attrs["d"])[0]
		}
	}
	return arrows
}

// ground is the area of an outline.
func ground(ring []spot) float64 {
	sum := 0
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		sum += a.x*b.y - b.x*a.y
	}
	return math.Abs(float64(sum)) / 2
}

func TestLargestFlowsAreSettledByCodeWhereTheyAreEqual(t *testing.T) {
	flows := []Flow{
		{From: "b", To: "a", Weight: 2},
		{From: "a", To: "c", Weight: 2, Title: "z"},
		{From: "a", To: "b", Weight: 2},
		{From: "a", To: "c", Weight: 2, Title: "y"},
		{From: "z", To: "y", Weight: 2.5},
		{From: "c", To: "c", Weight: 9},
		{From: "a", To: "b", Weight: 0},
		{From: "a", To: "b", Weight: -1},
		{From: "a", To: "d", Weight: math.SmallestNonzeroFloat64},
	}
	order := func(list []Flow) string {
		var words []string
		for _, f := range list {
			words = append(words, f.From+f.To+f.Title)
		}
		return strings.Join(words, " ")
	}
	want := []string{"zy", "ab", "acy", "acz", "ba", "ad"}
	for n := range 9 {
		top, rest, weight := Largest(flows, n)
		shown := min(n, len(want))
		if n == 0 {
			shown = len(want) // as many as are usual
		}
		left := 0.0
		for _, f := range append([]float64{2.5, 2, 2, 2, 2}, math.SmallestNonzeroFloat64)[shown:] {
			left += f
		}
		if got := order(top); got != strings.Join(want[:shown], " ") || rest != len(want)-shown ||
			weight != left {
			t.Errorf("the %d largest are %s, %d more of %g", n, got, rest, weight)
		}
	}
	many := make([]Flow, 20)
	for i := range many {
		many[i] = Flow{From: "a", To: strconv.Itoa(i), Weight: 1}
	}
	for n, want := range map[int]int{-1: 14, 0: 14, 1: 1, 19: 19, 20: 20, 21: 20} {
		if top, rest, _ := Largest(many, n); len(top) != want || rest != 20-want {
			t.Errorf("%d of twenty: %d and %d more", n, len(top), rest)
		}
	}
	if top, rest, weight := Largest(nil, 3); len(top) != 0 || rest != 0 || weight != 0 {
		t.Error("there are flows among none")
	}
}

func TestArrowsAreAsWideAsTheirWeight(t *testing.T) {
	f := crossroads(t, Flow{From: "a", To: "d", Weight: 100, Title: "most"},
		Flow{From: "d", To: "a", Weight: 50, Title: "half"},
		Flow{From: "a", To: "c", Weight: 1, Title: "least"},
		Flow{From: "a", To: "b", Weight: 0.001, Title: "next to nothing"},
		Flow{From: "a", To: "x", Weight: 70, Title: "to nowhere"},
		Flow{From: "x", To: "a", Weight: 70, Title: "from nowhere"})
	arrows := arrowsOf(t, parse(t, f.SVG()))
	if len(arrows) != 4 {
		t.Fatalf("%d arrows", len(arrows))
	}
	// The last pair of sides before the neck is as wide as the arrow.
	wide := func(title string) float64 {
		ring := arrows[title]
		n := len(ring)
		// 17 points on the left, the head's side, the tip, and back.
		if n != 2*18+1 {
			t.Fatalf("%s has %d corners", title, n)
		}
		a, b := ring[16], ring[n-1-16]
		return math.Hypot(float64(a.x-b.x), float64(a.y-b.y)) / grain
	}
	for title, want := range map[string]float64{
		"most": widestArrow, "half": widestArrow / 2, "least": leastArrow,
		"next to nothing": leastArrow,
	} {
		if got := wide(title); math.Abs(got-want) > 0.4 {
			t.Errorf("%s is %.2f pixels wide, want %g", title, got, want)
		}
	}
	if ground(arrows["most"]) < 1.7*ground(arrows["half"]) {
		t.Error("the widest arrow has no more ground than one half as wide")
	}
}

func TestArrowsLeadFromTheirStartToTheirGoal(t *testing.T) {
	a, b := spot{0, 0}, spot{2000, 0}
	for name, way := range map[string][2]spot{"there": {a, b}, "back": {b, a}} {
		ring := bow(way[0], way[1]).arrow(40)
		tip := ring[18]
		from := math.Hypot(float64(tip.x-way[1].x), float64(tip.y-way[1].y))
		mark := float64((centreMark + 3) * grain)
		if from < mark*0.9 || from > mark*1.2 {
			t.Errorf("%s: the tip is %.0f steps from the goal, the mark reaches %.0f", name, from,
				mark)
		}
		tail := ring[0]
		if d := math.Hypot(float64(tail.x-way[0].x), float64(tail.y-way[0].y)); d > 100 {
			t.Errorf("%s: the tail is %.0f steps from the start", name, d)
		}
		// It bends to the right of the way: south for one that runs east, with
		// y downwards.
		x, y := bow(way[0], way[1]).point(0.5)
		if right := (y > 0) == (name == "there"); !right || math.Abs(y) != 200 || x != 1000 {
			t.Errorf("%s: the middle is at %g, %g", name, x, y)
		}
		// The head is wider than the shaft, the tail narrower.
		width := func(k int) float64 {
			p, q := ring[k], ring[len(ring)-1-k]
			return math.Hypot(float64(p.x-q.x), float64(p.y-q.y))
		}
		if !(width(0) < width(8) && width(8) < width(16) && width(16) < width(17)) {
			t.Errorf("%s: %.0f, %.0f, %.0f, head %.0f", name, width(0), width(8), width(16),
				width(17))
		}
	}
}

func TestShortArrowsStillHaveAHead(t *testing.T) {
	ring := bow(spot{0, 0}, spot{30, 0}).arrow(60)
	if ground(ring) == 0 || len(ring) != 37 {
		t.Errorf("%v", ring)
	}
	tip := ring[18]
	if tip.x < 12 || tip.x > 18 { // no nearer to the start than half way
		t.Errorf("the tip is at %v", tip)
	}
}

func TestNormalsStandUprightOnTheWay(t *testing.T) {
	w := bow(spot{0, 0}, spot{1000, 600})
	for _, at := range []float64{0, 0.25, 0.5, 0.9, 1} {
		x, y := w.normal(at)
		const h = 1e-4
		ax, ay := w.point(at - h)
		bx, by := w.point(at + h)
		if math.Abs(math.Hypot(x, y)-1) > 1e-9 || math.Abs(x*(bx-ax)+y*(by-ay)) > 1e-6 {
			t.Errorf("at %g the normal is %g, %g", at, x, y)
		}
		if (bx-ax)*y-(by-ay)*x > 0 { // y downwards: left of the way is up
			t.Errorf("at %g the normal points right", at)
		}
	}
}

func TestFlowMapsAreAsWideAsTheirRegion(t *testing.T) {
	f := crossroads(t)
	for n, texts := range [][3]string{{}, {"key"}, {"key", "other"}, {"key", "other", "mark"}} {
		f.Key, f.Other, f.Mark = texts[0], texts[1], texts[2]
		svg := parse(t, f.SVG())
		// 828 less 28 are 800 for four degrees by one.
		want := mapPadding + 200 + 8 + n*rowHeight + mapPadding
		if whole(t, svg, "width") != 828 || whole(t, svg, "height") != want {
			t.Errorf("%d texts: %s × %s, want 828 × %d", n, svg.attrs["width"],
				svg.attrs["height"], want)
		}
		var got []string
		for _, text := range svg.all("text") {
			got = append(got, fmt.Sprint(text.text, " ", whole(t, text, "y")/grain))
		}
		for i := range got {
			y := mapPadding + 200 + 8 + (i+1)*rowHeight - 6
			if want := fmt.Sprint(texts[i], " ", y); got[i] != want || len(got) != n {
				t.Errorf("%d texts: %v, want %s", n, got, want)
			}
		}
	}
	f.Width = 0
	if n := whole(t, parse(t, f.SVG()), "width"); n != mapWidth {
		t.Errorf("without a width it is %d wide", n)
	}
}

func TestFlowMapsHaveFaintGround(t *testing.T) {
	f := FlowMap{Map: sample(t), Flows: []Flow{{From: "19001", To: "19153", Weight: 2, Title: "f"}}}
	svg := parse(t, f.SVG())
	if n := len(svg.all("a")) + len(svg.all("pattern")); n != 0 {
		t.Errorf("%d links and fills", n)
	}
	for _, g := range svg.all("g") {
		if g.attrs["fill-rule"] == "evenodd" && g.attrs["fill"] != toneOf(-1).ground {
			t.Errorf("ground is filled with %s", g.attrs["fill"])
		}
	}
	if strings.Contains(string(f.SVG()), "dasharray") {
		t.Error("links are drawn")
	}
	got := strings.Join(svg.texts("title"), "|")
	if got != "Zones of Iowa|f" {
		t.Errorf("titles %q", got)
	}
	words := strings.Join(svg.texts("text"), "|")
	for _, want := range []string{"North", "East", "South", "West & <rest>"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not written", want)
		}
	}
	if strings.Contains(words, "Adair") {
		t.Error("places are named")
	}
	ink := map[string]bool{}
	for _, path := range svg.all("path") {
		ink[path.attrs["stroke"]+" "+path.attrs["stroke-width"]] = true
	}
	if !ink["#cfcbc2 5"] || !ink["#b9b5ab 5"] || ink["#4a4a48 8"] {
		t.Errorf("lines are drawn with %v", ink)
	}
	if n := whole(t, svg, "width"); n != mapWidth {
		t.Errorf("it is %d wide", n)
	}
}

func TestLabelsOfFlowsStandOnTheirArrowOrNowhere(t *testing.T) {
	w := bow(spot{0, 0}, spot{3000, 0})
	at := func(part float64) spot {
		x, y := w.point(part)
		return spot{int(x), int(y)}
	}
	parts := []float64{0.5, 0.6, 0.4, 0.7}
	for n := range len(parts) + 1 {
		s := &mapSheet{width: 1000, height: 1000}
		for _, part := range parts[:n] {
			b := textBox("5 t", flowText*grain, at(part)) // a speck at its very edge
			s.taken = append(s.taken, box{b.left, b.top, b.left + 1, b.top + 1})
		}
		var c canvas
		s.flowLabel(&c, "5 t", w)
		texts := parse(t, []byte("<svg>"+c.String()+"</svg>")).all("text")
		if n == len(parts) {
			if len(texts) != 0 {
				t.Errorf("a label has no room and is written")
			}
			continue
		}
		size := flowText * grain
		want := at(parts[n])
		if got := (spot{whole(t, texts[0], "x"), whole(t, texts[0],
			"y") - size*36/100}); got != want {
			t.Errorf("%d places taken: the label is at %v, want %v", n, got, want)
		}
		if len(s.taken) != n+1 || s.taken[n] != textBox("5 t", size, want) {
			t.Errorf("the label takes no room: %v", s.taken)
		}
	}
	s := &mapSheet{width: 1000, height: 1000}
	var c canvas
	if s.flowLabel(&c, "", w); c.Len() > 0 || len(s.taken) > 0 {
		t.Error("no label takes room")
	}
}

func TestALabelIsWrittenOverItsArrow(t *testing.T) {
	f := crossroads(t, Flow{From: "a", To: "d", Weight: 3, Label: "3 t & more", Title: "f"},
		Flow{From: "d", To: "a", Weight: 2, Title: "g"})
	svg := parse(t, f.SVG())
	text := svg.all("text")
	if len(text) != 1 || text[0].text != "3 t & more" {
		t.Fatalf("written: %q", svg.texts("text"))
	}
	at := spot{whole(t, text[0], "x"), whole(t, text[0], "y")}
	if d := depth([][]spot{arrowsOf(t, svg)["f"]}, at); d < -3*grain {
		t.Errorf("the label at %v is %.0f steps beside its arrow", at, -d)
	}
}

func TestTracesLeaveOutNeedlessBlanks(t *testing.T) {
	for want, lines := range map[string][][]spot{
		"":                     {nil, {{1, 2}}},
		"m1 2 3-4":             {{{1, 2}, {4, -2}}},
		"m-1-2-3 0":            {{{-1, -2}, {-4, -2}}},
		"m5 5 5 0m0 0 0 5":     {{{5, 5}, {10, 5}}, {{10, 5}, {10, 10}}},
		"m10 10-5 0m-5-10 1 1": {{{10, 10}, {5, 10}}, {{0, 0}, {1, 1}}},
	} {
		var d trace
		for _, line := range lines {
			d.line(line, false)
		}
		if d.String() != want {
			t.Errorf("%v is %q, want %q", lines, d.String(), want)
		}
	}
	var d trace
	d.ring([]spot{{0, 0}, {4, 0}, {4, 4}, {0, 0}, {0, 0}})
	d.ring([]spot{{1, 1}, {2, 1}, {2, 2}, {1, 1}})
	if want := "m0 0 4 0 0 4zm1 1 1 0 0 1z"; d.String() != want {
		t.Errorf("two rings are %q, want %q", d.String(), want)
	}
	d = trace{}
	if d.ring([]spot{{3, 3}, {3, 3}, {3, 3}}); d.String() != "" {
		t.Errorf("a ring of one point is %q", d.String())
	}
}

func TestFramesFitTheirBoxEitherWay(t *testing.T) {
	shapes := surveyed(t, oblong("a", 0, -0.5, 4, 1))
	for name, c := range map[string]struct{ width, height, wide, high int }{
		"as wide as the box": {800, 800, 800, 200}, "as high as the box": {8000, 100, 400, 100},
	} {
		f := newFrame(shapes, 7, 9, c.width, c.height)
		if max(f.width-c.wide, c.wide-f.width, f.height-c.high, c.high-f.height) > 1 {
			t.Errorf("%s: %d × %d, want %d × %d", name, f.width, f.height, c.wide, c.high)
		}
		line := f.line(shapes.Arcs[0].Points)
		for _, p := range line {
			if p.x < 7 || p.y < 9 || p.x > 7+f.width || p.y > 9+f.height {
				t.Errorf("%s: %v lies outside", name, p)
			}
		}
	}
}

// circlesOf returns where a picture's rings are.
func circlesOf(t testing.TB, svg *element) map[spot]bool {
	t.Helper()
	at := map[spot]bool{}
	for _, c := range svg.all("circle") {
		at[spot{whole(t, c, "cx"), whole(t, c, "cy")}] = true
	}
	return at
}

func TestFlowsBetweenZonesLeadFromTheMiddleOfOneToThatOfAnother(t *testing.T) {
	f := crossroads(t, Flow{From: "0", To: "1", Weight: 3, Title: "f"},
		Flow{From: "1", To: "2", Weight: 2, Title: "to a zone without places"},
		Flow{From: "", To: "1", Weight: 9, Title: "from nowhere"})
	f.Between = Zones
	f.Map.Zones = []Zone{{Name: "West"}, {Name: "East"}, {Name: "Empty"}}
	f.Map.Places = map[string]Place{
		"a": {Zone: 0}, "b": {Zone: 0}, "c": {Zone: 1}, "d": {Zone: 1, Centre: true},
	}
	f.Left = func(many int) string { return fmt.Sprint(many, " left") }
	svg := parse(t, f.SVG())
	if arrows := arrowsOf(t, svg); len(arrows) != 1 || arrows["f"] == nil {
		t.Errorf("%d arrows", len(arrows))
	}
	if words := strings.Join(svg.texts("text"), "|"); words != "West|East|2 left" {
		t.Errorf("written: %s", words)
	}
	// 800 pixels for four squares: West is between its two, East has a centre.
	rings := circlesOf(t, svg)
	for _, x := range []int{mapPadding + 200, mapPadding + 700} {
		if near := slices.ContainsFunc(slices.Collect(maps.Keys(rings)), func(at spot) bool {
			return max(at.x-x*grain, x*grain-at.x) <= 4*grain
		}); !near {
			t.Errorf("no ring is at %d pixels: %v", x, rings)
		}
	}
	if len(rings) != 2 {
		t.Errorf("%d rings", len(rings))
	}
}

func TestFlowsBetweenPlacesNameTheirEnds(t *testing.T) {
	f := crossroads(t, Flow{From: "a", To: "c", Weight: 3, Title: "f"},
		Flow{From: "b", To: "a", Weight: 2, Title: "g"},
		Flow{From: "c", To: "a", Weight: 1, Title: "h"}, Flow{From: "a", To: "x", Weight: 1})
	f.Between, f.Top, f.Other = Places, 2, "others"
	f.Map.Zones = []Zone{{Name: "All"}}
	f.Map.Places = map[string]Place{"a": {Name: "Alpha & co"}, "c": {Name: "Gamma"}, "d": {}}
	svg := parse(t, f.SVG())
	if words := strings.Join(svg.texts("text"), "|"); words != "Alpha & co|Gamma|b|others" {
		t.Errorf("written: %s", words)
	}
	if n := len(circlesOf(t, svg)); n != 3 {
		t.Errorf("%d rings", n)
	}
	f.Left = func(many int) string { return fmt.Sprint(many, " left") }
	if words := svg.texts("text"); words[len(words)-1] != "others" {
		t.Errorf("written: %s", words)
	}
	if words := parse(t, f.SVG()).texts("text"); words[len(words)-1] != "2 left" {
		t.Errorf("written: %s", words)
	}
	f.Flows, f.Top = f.Flows[:1], 0
	if words := parse(t, f.SVG()).texts("text"); words[len(words)-1] != "others" {
		t.Errorf("where all are drawn: %s", words)
	}
}

func TestOnlyTheWidestFlowsKeepTheirLabels(t *testing.T) {
	f := crossroads(t)
	for i := range 4 {
		f.Flows = append(f.Flows,
			Flow{From: "a", To: "b", Weight: float64(4 - i), Label: strconv.Itoa(i)})
	}
	f.Top = 3
	f.Hush()
	var labels []string
	for _, flow := range f.Flows {
		labels = append(labels, flow.Label)
	}
	if got := strings.Join(labels, "|"); got != "0|1||" {
		t.Errorf("labels %q", got)
	}
	f.Top = 0
	if f.Hush(); f.Top != topFlows {
		t.Errorf("%d are drawn", f.Top)
	}
}
