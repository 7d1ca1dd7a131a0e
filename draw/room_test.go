package draw

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestTextIsAsWideAsItsLetters(t *testing.T) {
	for text, hundredths := range map[string]int{
		"": 0, "a": 60, "ab": 120, "i": 32, "l.,": 96, "A": 72, "m": 72, "w": 72, " ": 32,
		"太": 100, "太原市": 300, "（": 60, "。": 100, "é": 60, "É": 72, "7": 60, "Polk": 72 + 120 + 32,
	} {
		if got := textWidth(text, 100); got != hundredths {
			t.Errorf("%q is %d wide, want %d", text, got, hundredths)
		}
	}
	if got := textWidth("a", 41); got != 25 { // 24.6
		t.Errorf("a width of 24.6 is %d", got)
	}
}

func TestTextStandsAboutItsMiddle(t *testing.T) {
	if got, want := textBox("aaa", 100, spot{500, 300}), (box{410, 245, 590, 355}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got := textBox("aaa", 41, spot{}); got.right-got.left != textWidth("aaa", 41) {
		t.Errorf("%v is not %d wide", got, textWidth("aaa", 41))
	}
}

func TestBoxesMeetIfTheyShareGround(t *testing.T) {
	b := box{0, 0, 10, 10}
	for o, want := range map[box]bool{
		{10, 0, 20, 10}: false, {9, 0, 20, 10}: true, {-9, 0, 0, 10}: false, {-9, 0, 1, 10}: true,
		{0, 10, 10, 20}: false, {0, 9, 10, 20}: true, {0, -9, 10, 0}: false, {0, -9, 10, 1}: true,
		{3, 3, 4, 4}: true, {-5, -5, 50, 50}: true, {20, 20, 30, 30}: false,
	} {
		if b.meets(o) != want || o.meets(b) != want {
			t.Errorf("%v meets %v: %t", b, o, !want)
		}
	}
}

// blot is a closed line round a middle, in and out at random.
func blot(r *rand.Rand) []spot {
	n := 5 + r.IntN(12)
	ring := make([]spot, n)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		far := 100 + 400*r.Float64()
		ring[i] = spot{int(far * cos), int(far * sin)}
	}
	return ring
}

// byPoints is depth by trying many points of every side, and inside by adding
// up the turns as seen from p.
func byPoints(rings [][]spot, p spot) float64 {
	least, turns := math.Inf(1), 0.0
	for _, ring := range rings {
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			for k := range 201 {
				f := float64(k) / 200
				x, y := float64(a.x)+f*float64(b.x-a.x), float64(a.y)+f*float64(b.y-a.y)
				least = min(least, math.Hypot(x-float64(p.x), y-float64(p.y)))
			}
			turn := math.Atan2(float64(b.y-p.y), float64(b.x-p.x)) -
				math.Atan2(float64(a.y-p.y), float64(a.x-p.x))
			turns += math.Remainder(turn, 2*math.Pi)
		}
	}
	if math.Abs(turns) < 1 {
		return -least
	}
	return least
}

func TestDepthIsTheWayToTheNearestBorder(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 41))
		rings := [][]spot{blot(r)}
		for range 30 {
			p := spot{r.IntN(1100) - 550, r.IntN(1100) - 550}
			got, want := depth(rings, p), byPoints(rings, p)
			if math.Abs(got-want) > 4 {
				t.Fatalf("seed %d: the depth of %v is %g, want %g", seed, p, got, want)
			}
		}
	}
}

func TestRoomsAreDeepAndNearTheMiddle(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 42))
		rings := [][]spot{blot(r)}
		got := roomOf(rings)
		if d := depth(rings, got.at); d != got.radius || d <= 0 {
			t.Fatalf("seed %d: the room at %v is %g deep, it says %g", seed, got.at, d, got.radius)
		}
		deepest := 0.0
		for x := -500; x <= 500; x += 10 {
			for y := -500; y <= 500; y += 10 {
				deepest = max(deepest, depth(rings, spot{x, y}))
			}
		}
		if got.radius < 0.7*deepest {
			t.Errorf("seed %d: the room is %g deep, there is one of %g", seed, got.radius, deepest)
		}
	}
	cases := map[string]struct {
		rings [][]spot
		want  spot
	}{
		"a square":   {[][]spot{{{0, 0}, {240, 0}, {240, 240}, {0, 240}}}, spot{120, 120}},
		"a long one": {[][]spot{{{0, 0}, {2400, 0}, {2400, 240}, {0, 240}}}, spot{1200, 120}},
		"a line":     {[][]spot{{{10, 10}, {30, 10}, {20, 10}}}, spot{20, 10}},
		"a ring round a hole, west or east of it": {
			[][]spot{
				{{0, 0}, {480, 0}, {480, 240}, {0, 240}},
				{{200, 20}, {280, 20}, {280, 220}, {200, 220}},
			}, spot{100, 120},
		},
	}
	for name, c := range cases {
		got := roomOf(c.rings)
		if name == "a ring round a hole, west or east of it" && got.at.x > 240 {
			got.at.x = 480 - got.at.x
		}
		if math.Hypot(float64(got.at.x-c.want.x), float64(got.at.y-c.want.y)) > 41 {
			t.Errorf("%s: the room is at %v, want %v", name, got.at, c.want)
		}
	}
}

func TestATextFitsWithAMarginOnEitherSide(t *testing.T) {
	// Three letters of 60, and twice a grain on either side.
	wide, high := 180+2*2*grain, 110
	room := func(w, h int) [][]spot {
		return [][]spot{{{-w, -h}, {w, -h}, {w, h}, {-w, h}}}
	}
	for _, c := range []struct {
		w, h int
		want bool
	}{
		{wide/2 + 1, high/2 + 1, true},
		{wide/2 - 1, high/2 + 1, false},
		{wide/2 + 1, high/2 - 1, false},
	} {
		if got := fits(room(c.w, c.h), "aaa", 100, spot{}); got != c.want {
			t.Errorf("a text of %d × %d in %d × %d: %t", wide, high, 2*c.w, 2*c.h, got)
		}
	}
	// A notch from above or below that the four corners do not see.
	for _, tip := range []int{-40, 40} {
		far := 200
		if tip < 0 {
			far = -200
		}
		notch := [][]spot{{
			{-200, -200}, {200, -200}, {200, 200}, {-200, 200},
		}, {{-30, far}, {0, tip}, {30, far}}}
		if fits(notch, "aaa", 100, spot{}) {
			t.Errorf("a text lies over a notch down to %d", tip)
		}
	}
}

// boxes returns the box of every text of a picture but those of its legend,
// with what it says.
func boxes(t testing.TB, svg *element) (list []box, words []string) {
	t.Helper()
	for _, g := range svg.all("g") {
		if g.attrs["text-anchor"] != "middle" {
			continue
		}
		for _, text := range g.inner {
			size := text.attrs["font-size"]
			if size == "" {
				size = g.attrs["font-size"]
			}
			n, err := strconv.Atoi(size)
			if err != nil {
				t.Fatalf("%q has the size %q", text.text, size)
			}
			at := spot{whole(t, text, "x"), whole(t, text, "y") - n*36/100}
			list = append(list, textBox(text.text, n, at))
			words = append(words, text.text)
		}
	}
	return list, words
}

func TestNamesLieOverNothing(t *testing.T) {
	m := sample(t)
	for _, zones := range []int{1, 4} {
		m.Zones = m.Zones[:zones]
		svg := parse(t, m.SVG())
		list, words := boxes(t, svg)
		if len(list) < 60+zones {
			t.Errorf("only %d names are written", len(list))
		}
		for _, circle := range svg.all("circle") {
			x, y, r := whole(t, circle, "cx"), whole(t, circle, "cy"), whole(t, circle, "r")
			list = append(list, box{x - r, y - r, x + r, y + r})
			words = append(words, "a mark")
		}
		for i, b := range list {
			if b.left < 0 || b.top < 0 || b.right > 880*grain || b.bottom > whole(t, svg,
				"height")*grain {
				t.Errorf("%q at %v leaves the paper", words[i], b)
			}
			for j, o := range list[:i] {
				if b.meets(o) {
					t.Errorf("%q and %q lie over each other", words[j], words[i])
				}
			}
		}
	}
}

func TestNamesOfPlacesLieInsideTheirShapes(t *testing.T) {
	m := sample(t)
	m.Zones = nil
	svg := parse(t, m.SVG())
	shapes := map[string][][]spot{}
	for title, rings := range filled(t, svg) {
		shapes[strings.TrimSuffix(title, " & zone")] = rings
	}
	list, words := boxes(t, svg)
	for i, b := range list {
		for _, p := range []spot{
			{b.left, b.top}, {b.right, b.top}, {b.left, b.bottom}, {b.right, b.bottom},
		} {
			if depth(shapes[words[i]], p) < 0 {
				t.Errorf("%q leaves its shape", words[i])
			}
		}
	}
	for _, text := range svg.all("text") {
		if size := text.attrs["font-size"]; size != "" &&
			!slices.Contains([]string{"48", "44", "40", "36"}, size) {
			t.Errorf("%q has the size %s", text.text, size)
		}
	}
}

func TestNamesAreAsLargeAsTheirShapeLetsThem(t *testing.T) {
	// Four letters are 2.4 sizes wide, and the margin is four grains.
	for width, want := range map[int]string{
		40: "12", 34: "12", 32: "11", 30: "10", 27: "9",
		24: "",
	} {
		shapes := surveyed(t, square("a", 0, -0.5, 1))
		m := Map{
			Shapes: shapes, Width: width + 2*mapPadding,
			Places: map[string]Place{"a": {Name: "anno", Zone: -1}},
		}
		got := ""
		for _, text := range parse(t, m.SVG()).all("text") {
			if text.text == "anno" {
				n, _ := strconv.Atoi(text.attrs["font-size"])
				got = strconv.Itoa(n / grain)
			}
		}
		if got != want {
			t.Errorf("in %d pixels the name is %q high, want %q", width, got, want)
		}
	}
}

func TestAZoneIsNamedByTheMiddleOfItsCentre(t *testing.T) {
	shapes := surveyed(t, square("a", 0, -0.5, 1), square("b", 1, -0.5, 1), square("c", 2, -0.5, 1))
	at := func(centres string) spot {
		m := Map{
			Shapes: shapes, Width: 928, Zones: []Zone{{Name: "zone"}}, Places: map[string]Place{},
		}
		for _, code := range []string{"a", "b", "c"} {
			m.Places[code] = Place{Centre: strings.Contains(centres, code)}
		}
		svg := parse(t, m.SVG())
		if n := len(svg.all("circle")); n != len(centres) {
			t.Errorf("centres %q: %d marks", centres, n)
		}
		list, _ := boxes(t, svg)
		return spot{(list[0].left + list[0].right) / 2, (list[0].top + list[0].bottom) / 2}
	}
	// Each square is 300 pixels wide; the name stands a line above the middle.
	y := (mapPadding+150)*grain - zoneText*grain
	for centres, x := range map[string]int{"a": 150, "c": 750, "ab": 300, "ac": 450, "": 450} {
		got, want := at(centres), spot{(mapPadding + x) * grain, y}
		if max(got.x-want.x, want.x-got.x, got.y-want.y, want.y-got.y) > grain {
			t.Errorf("centres %q: the name is at %v, want %v", centres, got, want)
		}
	}
}

// The mark of a centre and names before it take room: the next tries are below,
// to the right, to the left, and further off.
func TestNamesOfZonesGiveWay(t *testing.T) {
	sheet := func() *mapSheet {
		m := Map{
			Shapes: surveyed(t, square("a", 0, -0.5, 1)), Width: 828,
			Zones: []Zone{{Name: "zone"}}, Places: map[string]Place{"a": {Centre: true}},
		}
		return m.sheet()
	}
	s := sheet()
	at, _ := s.middle(0)
	size := zoneText * grain
	half := textWidth("zone", size)/2 + 3*centreMark*grain
	tries := []spot{
		{at.x, at.y - size},
		{at.x, at.y + size},
		{at.x + half, at.y},
		{at.x - half, at.y},
		{at.x, at.y - 2*size},
		{at.x, at.y + 2*size},
	}
	for n := range len(tries) + 1 {
		s := sheet()
		for _, taken := range tries[:n] { // a speck at the end of each; bold is a tenth wider
			end := textBox("zone", size*11/10, taken).left
			s.taken = append(s.taken, box{end, taken.y - 1, end + 1, taken.y + 1})
		}
		want := tries[0] // above all the same, if nothing is free
		if n < len(tries) {
			want = tries[n]
		}
		var c canvas
		s.zoneName(&c, 0)
		text := parse(t, []byte("<svg>"+c.String()+"</svg>")).all("text")[0]
		if got := (spot{whole(t, text, "x"), whole(t, text, "y") - size*36/100}); got != want {
			t.Errorf("%d places taken: the name is at %v, want %v", n, got, want)
		}
	}
}

func TestRoomIsFreeOnThePaperOnly(t *testing.T) {
	s := &mapSheet{width: 100, height: 50, taken: []box{{40, 40, 60, 60}}}
	for b, want := range map[box]bool{
		{0, 0, 40, 40}: true, {0, 0, 400, 40}: true, {60, 0, 400, 200}: true,
		{-1, 0, 40, 40}: false, {0, -1, 40, 40}: false,
		{60, 0, 401, 200}: false, {60, 0, 400, 201}: false, {59, 59, 70, 70}: false,
	} {
		if s.isFree(b) != want {
			t.Errorf("%v is free: %t", b, !want)
		}
	}
}
