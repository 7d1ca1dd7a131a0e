package atlas

import (
	"math"
	"math/rand/v2"
	"testing"
)

// unionArea is the area of everything that any place covers.
func unionArea(m *Map) float64 {
	sum := 0.0
	for i := range m.Places {
		sum += m.Places[i].AreaKm2()
	}
	return sum
}

// rim is the area inside the arcs that have a place on one side only.
func rim(t *Topology) float64 {
	sum := 0.0
	for _, a := range t.Arcs {
		switch {
		case a.Right < 0:
			sum += Ring(a.Points).steradians()
		case a.Left < 0:
			sum -= Ring(a.Points).steradians()
		}
	}
	return sum * EarthKm * EarthKm
}

func TestSimplifyingOpensNoSliverAndKeepsNeighbours(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		m := newBoard(r, 3+r.IntN(7), 9).toMap(r, 0)
		first := mustSurvey(t, m)
		for _, km2 := range []float64{0, 1, 30, 1e9} {
			simple := first.Topology().Simplified(km2)
			back := simple.Map()
			second := mustSurvey(t, back)
			if got := errorsOf(second.Faults); got != "" {
				t.Fatalf("seed %d at %g km²: %s", seed, km2, got)
			}
			if a, b := pairs(first.Graph), pairs(second.Graph); a != b {
				t.Fatalf("seed %d at %g km²:\n got %s\nwant %s", seed, km2, b, a)
			}
			if a, b := unionArea(back), rim(simple); math.Abs(a-b) > 1e-6*b {
				t.Fatalf("seed %d at %g km²: places have %g km², their union %g", seed, km2, a, b)
			}
		}
	}
}

func TestIowaAsArcsIsIowa(t *testing.T) {
	m := mustDecode(t, string(readFile(t, "../demo/data/iowa/map.geojson")))
	top := mustSurvey(t, m).Topology()
	back := top.Map()
	for i := range m.Places {
		a, b := m.Places[i].AreaKm2(), back.Places[i].AreaKm2()
		if math.Abs(a-b) > 1e-6*a || m.Places[i].Code != back.Places[i].Code {
			t.Errorf(
				"%s of %g km² came back as %s of %g",
				m.Places[i].Code,
				a,
				back.Places[i].Code,
				b,
			)
		}
	}
	points := func(t *Topology) (n int) {
		for _, a := range t.Arcs {
			n += len(a.Points)
		}
		return n
	}
	if few, all := points(top.Simplified(20)), points(top); few >= all || few < 2*len(top.Arcs) {
		t.Errorf("%d points of %d", few, all)
	}
}

func TestAnIslandKeepsThreeCorners(t *testing.T) {
	m := mustDecode(t, collection(drawn("a", Ring{{0, 0}, {2, 0}, {3, 1}, {2, 2}, {0, 2}, {0, 0}})))
	top := mustSurvey(t, m).Topology().Simplified(1e12)
	if n := len(top.Arcs[0].Points); len(top.Arcs) != 1 || n != 4 {
		t.Errorf("%d arcs, the first of %d points", len(top.Arcs), n)
	}
}

func TestAnEnclaveIsAHoleAndAnArcOfItsOwn(t *testing.T) {
	m := mustDecode(t, collection(drawn("a", box(0, 0, 3, 3), reversed(box(1, 1, 2, 2))),
		drawn("b", box(1, 1, 2, 2))))
	top := mustSurvey(t, m).Topology()
	if len(top.Arcs) != 2 || len(top.Shapes[0].Rings) != 2 || len(top.Shapes[1].Rings) != 1 {
		t.Fatalf(
			"%d arcs, rings %v and %v",
			len(top.Arcs),
			top.Shapes[0].Rings,
			top.Shapes[1].Rings,
		)
	}
	if p := top.Map().Places[0].Polygons; len(p) != 1 || len(p[0]) != 2 {
		t.Errorf("the outer place came back as %v", p)
	}
}

func TestAPlaceWithAFaultHasClosedRings(t *testing.T) {
	m := mustDecode(t, collection(drawn("a", Ring{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}),
		drawn("b", box(0.2, 0.2, 3, 3))))
	for _, s := range mustSurvey(t, m).Topology().Shapes {
		for _, ring := range s.Rings {
			top := mustSurvey(t, m).Topology()
			if line := top.Line(ring); line[0] != line[len(line)-1] {
				t.Errorf("%s has an open ring %v", s.Code, line)
			}
		}
	}
}

func TestProjectionsGoThereAndBackAndKeepAreas(t *testing.T) {
	corners := map[string][2]Point{
		"Shanxi":        {{110, 34}, {115, 41}},
		"Iowa":          {{-97, 40}, {-90, 44}},
		"Chile":         {{-76, -56}, {-66, -17}},
		"Gabon":         {{8, -4}, {15, 3}},
		"the whole map": {{-179, -60}, {179, 75}},
	}
	for name, c := range corners {
		p := NewProjection(c[0], c[1])
		r := rand.New(rand.NewPCG(1, 8))
		for range 200 {
			at := Point{
				c[0].Lon + r.Float64()*(c[1].Lon-c[0].Lon),
				c[0].Lat + r.Float64()*(c[1].Lat-c[0].Lat),
			}
			x, y := p.XY(at)
			back := p.LonLat(x, y)
			if DistanceKm(at, back) > 1e-6 {
				t.Fatalf("%s: %v came back as %v", name, at, back)
			}
		}
		checkArea(t, name, p, Point{(c[0].Lon + c[1].Lon) / 2, (c[0].Lat + c[1].Lat) / 2})
	}
}

func checkArea(t *testing.T, name string, p Projection, at Point) {
	t.Helper()
	ring := box(at.Lon, at.Lat, at.Lon+0.1, at.Lat+0.1)
	flat := make(Ring, len(ring))
	for i, q := range ring {
		flat[i].Lon, flat[i].Lat = p.XY(q)
	}
	got, want := turning(flat)/2, ring.steradians()*EarthKm*EarthKm
	if math.Abs(got-want) > 1e-4*want {
		t.Errorf("%s: %g km² on the plane, %g on the sphere", name, got, want)
	}
}
