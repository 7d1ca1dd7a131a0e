package atlas

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestDistancesOfKnownWays(t *testing.T) {
	cases := []struct {
		a, b Point
		km   float64
	}{
		{Point{0, 0}, Point{0, 90}, math.Pi / 2 * EarthKm},
		{Point{0, 0}, Point{180, 0}, math.Pi * EarthKm},
		{Point{10, 50}, Point{10, 50}, 0},
		{Point{179.5, 0}, Point{-179.5, 0}, math.Pi / 180 * EarthKm},
		{Point{112.55, 37.87}, Point{113.3, 40.08}, 254.147}, // Taiyuan to Datong
	}
	for _, c := range cases {
		if got := DistanceKm(c.a, c.b); math.Abs(got-c.km) > 0.01 {
			t.Errorf("%v to %v: %.3f km, want %.3f", c.a, c.b, got, c.km)
		}
		if DistanceKm(c.a, c.b) != DistanceKm(c.b, c.a) {
			t.Errorf("%v to %v: not the same there and back", c.a, c.b)
		}
	}
}

func TestAnOctantIsAnEighthOfTheSphere(t *testing.T) {
	octant := Place{Polygons: []Polygon{{Ring{{0, 0}, {90, 0}, {0, 90}, {0, 0}}}}}
	want := math.Pi / 2 * EarthKm * EarthKm
	if got := octant.AreaKm2(); math.Abs(got-want) > 1e-6*want {
		t.Errorf("%g km², want %g", got, want)
	}
	at, ok := octant.Centroid()
	lat := math.Asin(1/math.Sqrt(3)) / radians
	if !ok || math.Abs(at.Lon-45) > 1e-9 || math.Abs(at.Lat-lat) > 1e-9 {
		t.Errorf("centroid %v", at)
	}
}

func TestHolesAreTakenOut(t *testing.T) {
	whole := Place{Polygons: []Polygon{{box(0, 0, 3, 3)}}}
	hole := Place{Polygons: []Polygon{{box(1, 1, 2, 2)}}}
	ring := Place{Polygons: []Polygon{{box(0, 0, 3, 3), reversed(box(1, 1, 2, 2))}}}
	if got, want := ring.AreaKm2(), whole.AreaKm2()-hole.AreaKm2(); math.Abs(got-want) > 1e-6 {
		t.Errorf("%g km², want %g", got, want)
	}
	if _, ok := (&Place{}).Centroid(); ok {
		t.Error("nothing has a centroid")
	}
}

func TestIowaHasTheAreasThatItsFileSays(t *testing.T) {
	m := mustDecode(t, string(readFile(t, "../demo/data/iowa/map.geojson")))
	sum := 0.0
	for i := range m.Places {
		sum += m.Places[i].AreaKm2()
	}
	if math.Abs(sum-145746) > 600 { // the Census has 145,746 km² with water
		t.Errorf("%.0f km²", sum)
	}
}

func TestSideIsExact(t *testing.T) {
	big := int64(3600000000)
	cases := []struct {
		a, b, c spot
		want    int
	}{
		{spot{0, 0}, spot{1, 0}, spot{0, 1}, 1},
		{spot{0, 0}, spot{1, 0}, spot{0, -1}, -1},
		{spot{-big, -big}, spot{big, big}, spot{0, 0}, 0},
		{spot{-big, -big}, spot{big, big - 1}, spot{0, 0}, 1},
		{spot{-big, -big}, spot{big, big + 1}, spot{0, 0}, -1},
		{spot{-big, -big}, spot{big, -big}, spot{-big, big}, 1},
	}
	for _, c := range cases {
		if got := side(c.a, c.b, c.c); got != c.want {
			t.Errorf("side(%v, %v, %v) = %d, want %d", c.a, c.b, c.c, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(1, 9))
	for range 10000 { // turning the three round changes nothing, swapping two the sign
		s := [3]spot{}
		for i := range s {
			s[i] = spot{r.Int64N(2*big) - big, r.Int64N(2*big) - big}
		}
		n := side(s[0], s[1], s[2])
		if side(s[1], s[2], s[0]) != n || side(s[1], s[0], s[2]) != -n {
			t.Fatalf("side of %v", s)
		}
	}
}
