package atlas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// angle is the distance of two points in radians by the tangent of its half,
// another formula than the haversine.
func angle(a, b Point) float64 {
	v, w := unit(a), unit(b)
	minus := vector{v.x - w.x, v.y - w.y, v.z - w.z}
	plus := vector{v.x + w.x, v.y + w.y, v.z + w.z}
	return 2 * math.Atan2(minus.norm(), plus.norm())
}

func TestDistancesAreThoseOfVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 61))
	for range 5000 {
		a := Point{360*r.Float64() - 180, 180*r.Float64() - 90}
		b := Point{360*r.Float64() - 180, 180*r.Float64() - 90}
		if r.IntN(2) == 0 { // near, where digits are lost
			b = Point{a.Lon + 1e-3*r.Float64(), a.Lat*0.999 + 1e-3*r.Float64()}
		}
		got, want := DistanceKm(a, b), EarthKm*angle(a, b)
		if math.Abs(got-want) > 1e-9*want+1e-9 {
			t.Fatalf("%v to %v: %g km, want %g", a, b, got, want)
		}
		if turned := DistanceKm(Point{a.Lon + 360, a.Lat}, b); math.Abs(turned-got) > 1e-6 {
			t.Fatalf("%v to %v: %g km, once round %g", a, b, got, turned)
		}
	}
	if d := DistanceKm(Point{12, 90}, Point{-100, 90}); d > 1e-9 {
		t.Errorf("the pole is %g km from itself", d)
	}
}

// excess is the area of a triangle by L'Huilier's theorem.
func excess(a, b, c Point) float64 {
	x, y, z := angle(b, c), angle(c, a), angle(a, b)
	s := (x + y + z) / 2
	return 4 * math.Atan(math.Sqrt(math.Max(0,
		math.Tan(s/2)*math.Tan((s-x)/2)*math.Tan((s-y)/2)*math.Tan((s-z)/2))))
}

func TestAreasAreThoseOfTriangles(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 62))
		middle := Point{300*r.Float64() - 150, 140*r.Float64() - 70}
		size := []float64{0.3, 5, 15}[seed%3]
		ring, want := Ring{}, 0.0
		n := 3 + r.IntN(8)
		for k := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(n))
			far := size * (0.3 + 0.7*r.Float64())
			ring = append(ring, Point{middle.Lon + far*cos, middle.Lat + far*sin})
		}
		ring = append(ring, ring[0])
		for k := range n {
			want += excess(middle, ring[k], ring[k+1])
		}
		if got := ring.steradians(); math.Abs(got-want) > 1e-6*want {
			t.Fatalf("seed %d: %g steradians, triangles have %g", seed, got, want)
		}
		if got := reversed(ring).steradians(); math.Abs(got+want) > 1e-6*want {
			t.Fatalf("seed %d: the other way round %g, want %g", seed, got, -want)
		}
		checkCentre(t, seed, ring, middle, n)
	}
}

// checkCentre compares a centroid with the mean of the triangles' centroids,
// weighted by their areas: right to what a flat triangle differs from a round.
func checkCentre(t *testing.T, seed uint64, ring Ring, middle Point, n int) {
	t.Helper()
	var sum vector
	for k := range n {
		w := excess(middle, ring[k], ring[k+1])
		for _, p := range []Point{middle, ring[k], ring[k+1]} {
			v := unit(p)
			sum = vector{sum.x + w*v.x, sum.y + w*v.y, sum.z + w*v.z}
		}
	}
	want := Point{math.Atan2(sum.y, sum.x) / radians, math.Asin(sum.z/sum.norm()) / radians}
	got, ok := (&Place{Polygons: []Polygon{{ring}}}).Centroid()
	if d := DistanceKm(got, want); !ok || d > 15 {
		t.Fatalf("seed %d: the centroid is %v, want %v, %g km off", seed, got, want, d)
	}
}

func TestASmallPlaceHasItsCentroidWhereThePlaneHasIt(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 63))
		ring := Ring{}
		at := Point{100 * r.Float64(), 80*r.Float64() - 40}
		for range 3 {
			ring = append(ring, Point{at.Lon + 0.01*r.Float64(), at.Lat + 0.01*r.Float64()})
		}
		ring = append(ring, ring[0])
		want := Point{
			(ring[0].Lon + ring[1].Lon + ring[2].Lon) / 3,
			(ring[0].Lat + ring[1].Lat + ring[2].Lat) / 3,
		}
		p := Place{Polygons: []Polygon{{ring}}}
		if turning(ring) < 0 {
			p.Polygons[0][0] = reversed(ring)
		}
		if got, ok := p.Centroid(); !ok || DistanceKm(got, want) > 1e-3 {
			t.Errorf("seed %d: %v, want %v", seed, got, want)
		}
	}
}

func TestPartsAndHolesWeighByTheirArea(t *testing.T) {
	// Equal boxes on either side of the equator, one with a hole to the east.
	p := Place{Polygons: []Polygon{{box(10, 1, 12, 3)}, {box(10, -3, 12, -1)}}}
	if at, _ := p.Centroid(); math.Abs(at.Lon-11) > 1e-9 || math.Abs(at.Lat) > 1e-9 {
		t.Errorf("two islands have the middle %v", at)
	}
	p.Polygons[0] = append(p.Polygons[0], reversed(box(11, 1, 12, 3)))
	if at, _ := p.Centroid(); math.Abs(at.Lon-(2*11+10.5)/3) > 1e-3 || at.Lat >= -0.5 {
		t.Errorf("with a hole the middle is %v", at)
	}
	if got, want := p.AreaKm2(), 1.5*(&Place{Polygons: []Polygon{{box(10, 1, 12,
		3)}}}).AreaKm2(); math.
		Abs(got-want) > 1e-3*want {
		t.Errorf("%g km², want %g", got, want)
	}
}

func TestPlacesAcrossTheDateLineAreWhole(t *testing.T) {
	for name, ring := range map[string]Ring{
		"as 179 to 181": box(179, -1, 181, 1), "as -181 to -179": box(-181, -1, -179, 1),
	} {
		p := Place{Polygons: []Polygon{{ring}}}
		want := boxKm2(-1, -1, 1, 1)
		at, _ := p.Centroid()
		if got := p.AreaKm2(); math.Abs(got-want) > 1e-3*want ||
			DistanceKm(at, Point{180, 0}) > 1e-6 {
			t.Errorf("%s: %g km² about %v, want %g", name, got, at, want)
		}
	}
	// Cut along the line, as RFC 7946 asks, it is two parts with one middle.
	p := Place{Polygons: []Polygon{{box(179, -1, 180, 1)}, {box(-180, -1, -179, 1)}}}
	if at, _ := p.Centroid(); DistanceKm(at, Point{180, 0}) > 1e-6 {
		t.Errorf("cut in two its middle is %v", at)
	}
}

func TestGraphsAreThoseOfTheirMatrix(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 64))
		n := 1 + r.IntN(12)
		codes, borders, km := make([]string, n), []Border(nil), map[[2]int]float64{}
		for i := range codes {
			codes[i] = fmt.Sprintf("%02d", i)
		}
		part := make([]int, n) // by joining names until nothing changes
		for i := range part {
			part[i] = i
		}
		for i := range n {
			for j := range i {
				if r.IntN(4) > 0 {
					continue
				}
				km[[2]int{i, j}] = r.Float64()
				km[[2]int{j, i}] = km[[2]int{i, j}]
				b := Border{A: codes[i], B: codes[j], Km: km[[2]int{i, j}]}
				if r.IntN(2) == 0 {
					b.A, b.B = b.B, b.A
				}
				borders = append(borders, b)
				from, to := part[i], part[j]
				for k := range part {
					if part[k] == from {
						part[k] = to
					}
				}
			}
		}
		r.Shuffle(len(borders), func(i, j int) { borders[i], borders[j] = borders[j], borders[i] })
		shuffled := slices.Clone(codes)
		r.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		g := mustGraph(t, shuffled, borders...)
		checkMatrix(t, seed, g, km)
		checkParts(t, seed, g, part)
		again := mustGraph(t, codes, g.Borders()...)
		if fmt.Sprint(again.Borders()) != fmt.Sprint(g.Borders()) {
			t.Fatalf("seed %d: borders %v came back as %v", seed, g.Borders(), again.Borders())
		}
	}
}

func checkMatrix(t *testing.T, seed uint64, g *Graph, km map[[2]int]float64) {
	t.Helper()
	for i := range g.Len() {
		if !slices.IsSorted(g.Neighbours(i)) {
			t.Fatalf("seed %d: neighbours %v", seed, g.Neighbours(i))
		}
		for j := range g.Len() {
			got, there := g.BorderKm(i, j)
			want, is := km[[2]int{i, j}]
			if got != want || there != is || slices.Contains(g.Neighbours(i), j) != is {
				t.Fatalf("seed %d: %d and %d have %g, %t; want %g, %t", seed, i, j, got, there,
					want, is)
			}
		}
	}
}

func checkParts(t *testing.T, seed uint64, g *Graph, part []int) {
	t.Helper()
	parts, seen, last := g.Components(), 0, -1
	for _, p := range parts {
		if !slices.IsSorted(p) || p[0] <= last {
			t.Fatalf("seed %d: parts %v", seed, parts)
		}
		last = p[0]
		seen += len(p)
		for i, name := range part {
			if slices.Contains(p, i) != (name == part[p[0]]) {
				t.Fatalf("seed %d: parts %v, want %v", seed, parts, part)
			}
		}
	}
	if seen != len(part) {
		t.Fatalf("seed %d: %d places in parts of %d", seed, seen, len(part))
	}
}

func TestRefusedBordersAreNamedTheSameWayRound(t *testing.T) {
	for _, borders := range [][]Border{
		{{A: "b", B: "a"}, {A: "b", B: "a", Km: 3}}, {{A: "a", B: "b"}, {A: "b", B: "a"}},
	} {
		_, err := NewGraph([]string{"b", "a"}, borders)
		if err == nil || err.Error() != `edge "a" to "b": twice ""` {
			t.Errorf("%v: %v", borders, err)
		}
	}
	_, err := NewGraph([]string{"a"}, []Border{{A: "x", B: "a"}})
	if err == nil || err.Error() != `edge "a" to "x": unknown "x"` {
		t.Errorf("an unknown place: %v", err)
	}
}

func TestAreasOnThePlaneAreThoseOnTheSphere(t *testing.T) {
	for name, c := range map[string][2]Point{
		"north": {{110, 34}, {115, 41}}, "south": {{-76, -56}, {-66, -17}},
		"equator":   {{8, -4}, {15, 3}},
		"far north": {{15, 65}, {30, 71}}, "a point": {{5, 5}, {5, 5}},
	} {
		p := NewProjection(c[0], c[1])
		for f := range 5 { // along the diagonal, both parallels and beyond
			part := float64(f)/3 - 0.2
			at := Point{
				c[0].Lon + part*(c[1].Lon-c[0].Lon), c[0].Lat + part*(c[1].Lat-c[0].Lat),
			}
			checkArea(t, name, p, at)
			x, y := p.XY(at)
			east, _ := p.XY(Point{at.Lon + 0.01, at.Lat})
			_, north := p.XY(Point{at.Lon, at.Lat + 0.01})
			if east <= x || north <= y {
				t.Errorf("%s at %v: east is %g, north %g", name, at, east-x, north-y)
			}
		}
		// The middle of the region is the middle of the plane.
		middle := Point{(c[0].Lon + c[1].Lon) / 2, (c[0].Lat + c[1].Lat) / 2}
		if x, y := p.XY(middle); math.Abs(x) > 1e-9 || p.n != 0 && math.Abs(y) > 1e-6 {
			t.Errorf("%s: the middle is at %g, %g", name, x, y)
		}
	}
}

func TestLengthsAreTrueOnTheParallelsOfTheCone(t *testing.T) {
	low, high := Point{110, 34}, Point{116, 40}
	p := NewProjection(low, high)
	for _, lat := range []float64{35, 39} { // a sixth inside
		ax, ay := p.XY(Point{113, lat})
		bx, by := p.XY(Point{113.001, lat})
		want := DistanceKm(Point{113, lat}, Point{113.001, lat})
		if got := math.Hypot(bx-ax, by-ay); math.Abs(got-want) > 1e-6*want {
			t.Errorf("at %g°: %g km, want %g", lat, got, want)
		}
	}
	var zero Projection
	if x, y := zero.XY(Point{1, 0}); !near(x, EarthKm*radians) || y != 0 {
		t.Errorf("the zero value puts 1° east at %g, %g", x, y)
	}
	if at := zero.LonLat(0, EarthKm); math.Abs(at.Lat-90) > 1e-6 {
		t.Errorf("the pole of the zero value is at %v", at)
	}
	if (&Topology{}).Projection() != zero {
		t.Error("nothing has a projection")
	}
}

func TestTheConeOpensNearTheEquator(t *testing.T) {
	for _, lat := range []float64{0, 0.5, 1, 1.3, 2, 5, -1, -2} {
		p := NewProjection(Point{10, lat - 1}, Point{12, lat + 1})
		if cone := math.Abs(math.Sin(lat*radians)) > flatCone; cone != (p.n != 0) {
			t.Errorf("about %g° n is %g", lat, p.n)
		}
		at := Point{11.5, lat + 0.5}
		x, y := p.XY(at)
		if back := p.LonLat(x, y); DistanceKm(at, back) > 1e-6 {
			t.Errorf("about %g°: %v came back as %v", lat, at, back)
		}
	}
}
