package atlas

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// snapped is the edges of a map after a snap, as Survey makes them.
func snapped(t *testing.T, m *Map, snap float64) []edge {
	t.Helper()
	edges, err := weld(gather(m.uses(), true), snap)
	if err != nil {
		t.Fatal(err)
	}
	return edges
}

// loose counts the edges with a place on one side only.
func loose(edges []edge) int {
	n := 0
	for _, e := range edges {
		if !e.matched() {
			n++
		}
	}
	return n
}

func TestBordersDrawnOnceKeepEveryPoint(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 53))
		m := onSpots(newBoard(r, 3+r.IntN(5), 6).toMap(r, 0))
		want := fmt.Sprint(gather(m.uses(), false))
		for _, snap := range []float64{0, 1e-7, 1e-4, 1e-3} {
			if got := fmt.Sprint(snapped(t, m, snap)); got != want {
				t.Fatalf("seed %d, snap %g: edges\n got %s\nwant %s", seed, snap, got, want)
			}
		}
	}
}

func TestAFineCoastIsNotCoarsened(t *testing.T) {
	// Forty points a fifth of the snap apart, in and out by a tenth of it.
	ring := Ring{{0, 0}}
	for k := range 40 {
		ring = append(ring, Point{float64(k+1) * DefaultSnap / 5, float64(k%2) * DefaultSnap / 10})
	}
	ring = append(ring, Point{1, 0}, Point{1, 1}, Point{0, 1}, Point{0, 0})
	m := mustDecode(t, collection(drawn("a", ring), drawn("b", box(1, 0, 2, 1))))
	top := mustSurvey(t, m).Topology()
	kept := map[spot]bool{}
	for _, a := range top.Arcs {
		for _, p := range a.Points {
			kept[spotOf(p)] = true
		}
	}
	for _, p := range ring {
		if !kept[spotOf(p)] {
			t.Errorf("%v of the coast is gone", p)
		}
	}
}

func TestBordersDrawnTwiceBecomeOneWithoutRags(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 54))
		b := newBoard(r, 3+r.IntN(4), 5)
		apart := b.toMap(r, DefaultSnap/5)
		rim := 0
		for k := range b.owner {
			for side := range 4 {
				if b.beside(k, side) < 0 {
					rim++
				}
			}
		}
		edges := snapped(t, apart, DefaultSnap)
		// Where a place touches itself in a corner its own two points stay two.
		if n := loose(edges); n < rim || n > rim+8 {
			t.Fatalf("seed %d: %d edges are loose, the rim has %d", seed, n, rim)
		}
		again, err := snapBorders(slices.Clone(edges), DefaultSnap)
		if err != nil || len(again) != len(edges) {
			t.Fatalf("seed %d: %d edges became %d by snapping again (%v)", seed, len(edges),
				len(again), err)
		}
	}
}

// Four places meet in one corner, each with a corner of its own.
func TestACornerDrawnFourTimesIsOne(t *testing.T) {
	off := DefaultSnap / 3
	m := mustDecode(t, collection(drawn("a", box(0, 0, 1-off, 1-off)),
		drawn("b", box(1+off, 0, 2, 1-off)), drawn("c", box(1+off, 1+off, 2, 2)),
		drawn("d", box(0, 1+off, 1-off, 2))))
	r := mustSurvey(t, m)
	if got := pairs(r.Graph); got != "a-b a-d b-c c-d" || len(r.Faults) > 0 {
		t.Errorf("neighbours %q, faults %s", got, told(r.Faults))
	}
	inner := map[Point]int{}
	for _, a := range r.Topology().Arcs {
		if a.Left >= 0 && a.Right >= 0 {
			inner[a.Points[0]]++
			inner[a.Points[len(a.Points)-1]]++
		}
	}
	if len(inner) != 5 { // the middle, and four at the rim
		t.Errorf("inner borders end in %v", inner)
	}
}

// Each of a long row of points is within the snap of the next, and every other
// one belongs to another place: they may join in pairs and never all, in
// whatever order the gaps are taken.
func TestARowOfPointsIsNotDrawnIntoOne(t *testing.T) {
	for name, gap := range map[string]func(k int) float64{
		"even":     func(int) float64 { return 0.8 },
		"widening": func(k int) float64 { return 0.7 + 0.01*float64(k) },
		"closing":  func(k int) float64 { return 0.9 - 0.01*float64(k) },
	} {
		var uses []use
		lon := 0.5
		for k := range 20 {
			from, to := spotOf(Point{lon, 0.5}), spotOf(Point{lon, 0.6 + float64(k)/10})
			uses = appendUse(uses, use{from, to, int32(k % 2), 1})
			lon += gap(k) * DefaultSnap
		}
		edges, err := snapBorders(gather(uses, false), DefaultSnap)
		if err != nil {
			t.Fatal(err)
		}
		ends := map[spot]bool{}
		for _, e := range edges {
			if e.a.y == 5_000_000 {
				ends[e.a] = true
			}
		}
		if len(ends) < 6 || len(ends) > 13 {
			t.Errorf("%s gaps: twenty ends became %d", name, len(ends))
		}
	}
}

func TestMayJoinKeepsAPlaceApartFromItself(t *testing.T) {
	a, b, c, d := spot{0, 0}, spot{1, 0}, spot{2, 0}, spot{3, 0}
	s := &snapper{places: map[spot][]int32{a: {1}, b: {1}, c: {2}, d: {1, 2}}}
	for pair, want := range map[[2]spot]bool{
		{a, b}: false, {a, c}: true, {b, c}: true, {a, d}: true, {c, d}: true, {a, a}: false,
	} {
		if s.mayJoin(pair[0], pair[1]) != want || s.mayJoin(pair[1], pair[0]) != want {
			t.Errorf("%v may join: %t", pair, !want)
		}
	}
	s.pass(a, 1)
	s.pass(a, 7)
	if !slices.Equal(s.places[a], []int32{1, 7}) {
		t.Errorf("through %v pass %v", a, s.places[a])
	}
	moved := map[spot]spot{a: b, b: c}
	if leaderOf(moved, a) != c || leaderOf(moved, d) != d || follow(moved, a) != b ||
		follow(moved, c) != c {
		t.Error("moves lead elsewhere")
	}
}

func TestQuietEndsStayUnlessTheyWereLed(t *testing.T) {
	end, other := spot{1, 1}, spot{2, 2}
	s := &snapper{
		quiet: map[spot]bool{end: true, other: true}, led: map[spot]bool{other: true},
	}
	for at, want := range map[spot]bool{end: true, other: false, {3, 3}: false} {
		if s.fixed(at) != want {
			t.Errorf("%v is fixed: %t", at, !want)
		}
	}
}

func TestEdgesAreLedThroughEndsBesideThem(t *testing.T) {
	e := edge{spot{0, 0}, spot{1000, 0}, []owner{{1, 1}}}
	s := &snapper{reach: 50, places: map[spot][]int32{}}
	for at, want := range map[spot]bool{
		{500, 50}: true, {500, 51}: false, {500, -50}: true, {1, 0}: true, {999, 9}: true,
		{0, 10}: false, {1000, 10}: false, {-5, 0}: false, {1005, 0}: false,
		{0, 0}: false, {1000, 0}: false,
	} {
		s.places[at] = []int32{2}
		part, led := s.attracts(at, e)
		if led != want || led && part != float64(at.x)/1000 {
			t.Errorf("%v attracts: %t at %g", at, led, part)
		}
		s.places[at] = []int32{1} // its own end attracts no place
		if _, led := s.attracts(at, e); led {
			t.Errorf("%v of the same place attracts", at)
		}
	}
}

// A hundred points on a few centimetres: every one is looked at, and the work
// stays bounded.
func TestACrowdOfEndsIsBounded(t *testing.T) {
	var uses []use
	for k := range int64(2000) {
		uses = appendUse(uses, use{
			spot{k % 50, k / 50},
			spot{k * 1000, 900_000 + k},
			int32(k % 3), 1,
		})
	}
	s := &snapper{reach: 1000, edges: gather(uses, false), led: map[spot]bool{}}
	s.sort()
	if n := len(s.couples()); n > closest*len(s.loudEnds()) {
		t.Errorf("%d couples of %d ends", n, len(s.loudEnds()))
	}
	for _, c := range s.couples() {
		if c.d > s.reach || c.d != spotDistance(c.a, c.b) || !s.mayJoin(c.a, c.b) {
			t.Fatalf("%v may not join", c)
		}
	}
	if !slices.IsSortedFunc(s.couples(), compareCouples) {
		t.Error("they do not come nearest first")
	}
}

func TestPlacesAtThePolesAndTheDateLineAreRead(t *testing.T) {
	// Four wedges round the north pole, cut at the date line.
	var features []string
	for k, code := range []string{"a", "b", "c", "d"} {
		west := float64(90*k - 180)
		features = append(features, drawn(code, box(west, 60, west+90, 90)))
	}
	r := mustSurvey(t, mustDecode(t, collection(features...)))
	// A map has an edge: what meets along 180° on the Earth is two borders there.
	if got := pairs(r.Graph); got != "a-b b-c c-d" || len(r.Faults) > 0 {
		t.Errorf("neighbours %q, faults %s", got, told(r.Faults))
	}
	// The same as 0 … 360, where the map has its edge at 0.
	for k := range features {
		west := float64(90 * ((k + 2) % 4))
		features[k] = drawn(string(rune('a'+k)), box(west, 60, west+90, 90))
	}
	if got := pairs(mustSurvey(t, mustDecode(t,
		collection(features...))).Graph); got != "a-b a-d c-d" {
		t.Errorf("from 0 to 360: neighbours %q", got)
	}
	// A place in two parts on either side of the line is one place.
	r = mustSurvey(t, mustDecode(t, collection(
		`{"type":"Feature","id":"f","geometry":{"type":"MultiPolygon","coordinates":[`+
			coordinates([]Ring{box(178, -18, 180, -16)})+`,`+
			coordinates([]Ring{box(-180, -18, -179, -16)})+`]}}`,
		drawn("g", box(-179, -18, -178, -16)))))
	if got := pairs(r.Graph); got != "f-g" || len(r.Faults) > 0 {
		t.Errorf("neighbours %q, faults %s", got, told(r.Faults))
	}
}

func TestStandingPointsHaveNoShareInTheMiddle(t *testing.T) {
	ring := Ring{{0, 0}, {0, 0}, {2, 0}, {2, 2}, {2, 2}, {0, 2}, {0, 0}}
	at, ok := (&Place{Polygons: []Polygon{{ring}}}).Centroid()
	want, _ := (&Place{Polygons: []Polygon{{box(0, 0, 2, 2)}}}).Centroid()
	if !ok || DistanceKm(at, want) > 1e-9 {
		t.Errorf("the middle is %v, want %v", at, want)
	}
}

func TestCodesAreAsLongAsFilesCanHold(t *testing.T) {
	for code, want := range map[string]string{
		string(make64('x')): "", string(make64('县')): "", string(make64('x')) + "x": "bad-code",
		"a\u3000b": "bad-code", "a\tb": "bad-code", "a-b_c.1": "",
	} {
		m := mustDecode(t, collection(drawn("q", box(0, 0, 1, 1)), drawn("r", box(1, 0, 2, 1))))
		m.Places[0].Code = code
		got := ""
		for _, f := range mustSurvey(t, m).Faults {
			got += f.Detail.Reason
		}
		if got != want {
			t.Errorf("code %q: %q, want %q", code, got, want)
		}
	}
}

func make64(r rune) []rune { return slices.Repeat([]rune{r}, maxCode) }
