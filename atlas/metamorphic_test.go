package atlas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// moved returns a map with every point carried elsewhere. Mirrored maps run
// their rings the other way, so they are turned back.
func moved(m *Map, mirrored bool, carry func(Point) Point) *Map {
	out := &Map{Places: slices.Clone(m.Places), Format: m.Format, Properties: m.Properties}
	ring := func(points []Point) []Point {
		points = slices.Clone(points)
		for i, p := range points {
			points[i] = carry(p)
		}
		if mirrored {
			slices.Reverse(points)
		}
		return points
	}
	for i := range out.Places {
		p := &out.Places[i]
		p.Polygons, p.lines = slices.Clone(p.Polygons), slices.Clone(p.lines)
		for j, polygon := range p.Polygons {
			polygon = slices.Clone(polygon)
			for k := range polygon {
				polygon[k] = ring(polygon[k])
			}
			p.Polygons[j] = polygon
		}
		for j := range p.lines {
			p.lines[j].points = ring(p.lines[j].points)
		}
	}
	return out
}

// onSpots moves every point to a whole spot, so that turning and mirroring
// round nothing.
func onSpots(m *Map) *Map {
	return moved(m, false, func(p Point) Point { return spotOf(p).point() })
}

// counts tells how many faults of each kind each place has.
func counts(faults []Fault) string {
	n := map[string]int{}
	var keys []string
	for _, f := range faults {
		key := string(f.Kind) + " " + f.Code
		if n[key]++; n[key] == 1 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, key := range keys {
		fmt.Fprintf(&b, "%s ×%d; ", key, n[key])
	}
	return b.String()
}

// spoiledBoard is a random map of a few places with one or two faults.
func spoiledBoard(seed uint64) *Map {
	r := rand.New(rand.NewPCG(seed, 22))
	m := newBoard(r, 4+r.IntN(4), 7).toMap(r, 0)
	for i := range m.Places { // the board is near 100° E, 30° N; bring it to 0, 0
		m.Places[i].Properties = map[string]string{"name": m.Places[i].Code}
	}
	m.Properties = []string{"name"}
	m = moved(m, false, func(p Point) Point { return Point{p.Lon - 100, p.Lat - 30} })
	for range r.IntN(3) {
		p := &m.Places[r.IntN(len(m.Places))]
		at := &p.Polygons[0][0][1]
		*at = Point{at.Lon + r.Float64()/7, at.Lat + r.Float64()/7}
	}
	return onSpots(m)
}

// Whatever is said of a map is said of it turned, mirrored or elsewhere: the
// decisions are made on a plane of whole numbers without a middle or a side.
func TestMovedAndMirroredMapsHaveTheSameFaults(t *testing.T) {
	moves := []struct {
		name     string
		mirrored bool
		carry    func(Point) Point
	}{
		{
			"far to the south-east", false,
			func(p Point) Point { return Point{p.Lon + 170, p.Lat - 70} },
		},
		{"across the date line", false, func(p Point) Point { return Point{p.Lon - 180, p.Lat} }},
		{"a quarter turn", false, func(p Point) Point { return Point{-p.Lat, p.Lon} }},
		{"half a turn", false, func(p Point) Point { return Point{-p.Lon, -p.Lat} }},
		{"east for west", true, func(p Point) Point { return Point{-p.Lon, p.Lat} }},
		{"north for south", true, func(p Point) Point { return Point{p.Lon, -p.Lat} }},
		{"lat for lon", true, func(p Point) Point { return Point{p.Lat, p.Lon} }},
	}
	for seed := range uint64(40) {
		m := spoiledBoard(seed)
		first, err := Survey(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, move := range moves {
			second, err := Survey(onSpots(moved(m, move.mirrored, move.carry)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if a, b := counts(first.Faults), counts(second.Faults); a != b {
				t.Fatalf("seed %d, %s:\n got %s\nwant %s", seed, move.name, b, a)
			}
			if a, b := pairs(first.Graph), pairs(second.Graph); a != b {
				t.Fatalf("seed %d, %s: neighbours\n got %s\nwant %s", seed, move.name, b, a)
			}
		}
	}
}

// rewritten returns a map whose rings begin elsewhere, with points added along
// their sides that change no line. Every side is cut at its middle spot, if it
// has one, so that both of its places may be cut or only one of them.
func rewritten(r *rand.Rand, m *Map) *Map {
	return moved(m, false, func(p Point) Point { return p }).eachRing(func(ring Ring) Ring {
		var out Ring
		for k := 1; k < len(ring); k++ {
			a, b := spotOf(ring[k-1]), spotOf(ring[k])
			out = append(out, ring[k-1])
			if r.IntN(2) == 0 && (a.x+b.x)%2 == 0 && (a.y+b.y)%2 == 0 {
				out = append(out, spot{(a.x + b.x) / 2, (a.y + b.y) / 2}.point())
			}
		}
		k := r.IntN(len(out))
		out = slices.Concat(out[k:], out[:k])
		return append(out, out[0])
	})
}

// eachRing puts another ring in place of each.
func (m *Map) eachRing(change func(Ring) Ring) *Map {
	for i := range m.Places {
		for _, polygon := range m.Places[i].Polygons {
			for k := range polygon {
				polygon[k] = change(polygon[k])
			}
		}
	}
	return m
}

func TestWhereRingsBeginAndHowTheyAreCutDoesNotMatter(t *testing.T) {
	for seed := range uint64(40) {
		m := spoiledBoard(seed)
		first := mustSurvey(t, m)
		second := mustSurvey(t, rewritten(rand.New(rand.NewPCG(seed, 23)), m))
		if a, b := counts(first.Faults), counts(second.Faults); a != b {
			t.Fatalf("seed %d:\n got %s\nwant %s", seed, b, a)
		}
		sameBorders(t, seed, first.Graph, second.Graph, 1e-9)
	}
}

// sameBorders compares neighbours, and lengths to a part of them.
func sameBorders(t *testing.T, seed uint64, a, b *Graph, part float64) {
	t.Helper()
	if pairs(a) != pairs(b) {
		t.Fatalf("seed %d: neighbours\n got %s\nwant %s", seed, pairs(b), pairs(a))
	}
	for k, border := range b.Borders() {
		want := a.Borders()[k].Km
		if math.Abs(border.Km-want) > part*want {
			t.Fatalf("seed %d: %v, want %g km", seed, border, want)
		}
	}
}

func TestOtherCodesChangeNothingButTheCodes(t *testing.T) {
	for seed := range uint64(20) {
		m := spoiledBoard(seed)
		first := mustSurvey(t, m)
		renamed := moved(m, false, func(p Point) Point { return p })
		for i := range renamed.Places { // the reverse order, and other texts
			renamed.Places[i].Code = fmt.Sprint("县", 999-i)
		}
		second := mustSurvey(t, renamed)
		// An overlap and a gap are told of the first place by code.
		free := func(f Fault) bool { return f.Kind == Overlap || f.Kind == Gap }
		a, b := slices.DeleteFunc(first.Faults, free), slices.DeleteFunc(second.Faults, free)
		for i := range b {
			var n int
			if _, err := fmt.Sscanf(b[i].Code, "县%d", &n); err != nil {
				t.Fatal(err)
			}
			b[i].Code = fmt.Sprintf("%03d", 999-n)
		}
		if counts(a) != counts(b) {
			t.Fatalf("seed %d:\n got %s\nwant %s", seed, counts(b), counts(a))
		}
		if n, k := len(first.Graph.Borders()), len(second.Graph.Borders()); n != k {
			t.Fatalf("seed %d: %d borders became %d", seed, n, k)
		}
	}
}

func TestRingsWoundTheOtherWayAreTheSamePlaces(t *testing.T) {
	text := string(readFile(t, "../demo/data/iowa/map.geojson"))
	first := mustSurvey(t, mustDecode(t, text))
	m := mustDecode(t, text)
	var features []string
	for i := range m.Places {
		var rings []Ring
		for _, ring := range m.Places[i].Polygons[0] {
			rings = append(rings, reversed(ring))
		}
		features = append(features, drawn(m.Places[i].Code, rings...))
	}
	second := mustSurvey(t, mustDecode(t, collection(features...)))
	sameBorders(t, 0, first.Graph, second.Graph, 0)
	if len(second.Faults) != 99 || second.Faults[0].Kind != WrongWinding ||
		second.Faults[98].Kind != WrongWinding {
		t.Errorf("%d faults: %s", len(second.Faults), told(second.Faults))
	}
}
