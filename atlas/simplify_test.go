package atlas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// wavy is a random map whose sides are bent into many points, each side once
// for both of its places.
func wavy(seed uint64) *Topology {
	r := rand.New(rand.NewPCG(seed, 51))
	b := newBoard(r, 3+r.IntN(4), 6)
	bent := map[[2]Point][]Point{}
	return mustTopology(moved(b.toMap(r, 0), false, func(p Point) Point { return p }).eachRing(
		func(ring Ring) Ring {
			var out Ring
			for k := 1; k < len(ring); k++ {
				out = append(out, ring[k-1])
				side := [2]Point{ring[k-1], ring[k]}
				if back, ok := bent[[2]Point{side[1], side[0]}]; ok {
					back = slices.Clone(back)
					slices.Reverse(back)
					out = append(out, back...)
					continue
				}
				for f := 0.15; f < 0.9; f += 0.15 {
					bent[side] = append(bent[side], Point{
						side[0].Lon + f*(side[1].Lon-side[0].Lon) + 0.006*(r.Float64()-0.5),
						side[0].Lat + f*(side[1].Lat-side[0].Lat) + 0.006*(r.Float64()-0.5),
					})
				}
				out = append(out, bent[side]...)
			}
			return append(out, out[0])
		}))
}

func mustTopology(m *Map) *Topology {
	r, err := Survey(m, Options{})
	if err != nil {
		panic(err)
	}
	return r.Topology()
}

// size is the number of points of all arcs.
func (t *Topology) size() int {
	n := 0
	for _, a := range t.Arcs {
		n += len(a.Points)
	}
	return n
}

// segments are the straight pieces of all arcs.
func (t *Topology) segments() []edge {
	var all []edge
	for _, a := range t.Arcs {
		for k := 1; k < len(a.Points); k++ {
			p, q := spotOf(a.Points[k-1]), spotOf(a.Points[k])
			if q.less(p) {
				p, q = q, p
			}
			all = append(all, edge{a: p, b: q})
		}
	}
	return all
}

// Lines of the simpler map are compared pair by pair: none crosses another,
// none runs through the end of another, none lies over another.
func TestSimplerLinesMeetAtTheirEndsOnly(t *testing.T) {
	for seed := range uint64(8) {
		for _, km2 := range []float64{0.5, 10, 1e9} {
			all := wavy(seed).Simplified(km2).segments()
			for i, e := range all {
				for _, f := range all[:i] {
					if e.a == f.a && e.b == f.b || e.crosses(f) || runsThrough(e, f.a) ||
						runsThrough(e, f.b) || runsThrough(f, e.a) || runsThrough(f, e.b) {
						t.Fatalf("seed %d at %g km²: %v and %v", seed, km2, e, f)
					}
				}
			}
		}
	}
}

func TestSimplerArcsHaveTheSameEndsAndSides(t *testing.T) {
	for seed := range uint64(10) {
		whole := wavy(seed)
		before := fmt.Sprint(whole.Arcs)
		last := whole
		for _, km2 := range []float64{0, 0.1, 1, 10, 1e9} {
			simple := whole.Simplified(km2)
			if simple.size() > last.size() {
				t.Fatalf("seed %d: %d points at %g km², fewer before", seed, simple.size(), km2)
			}
			last = simple
			for k, a := range simple.Arcs {
				old := whole.Arcs[k]
				n := len(old.Points) - 1
				if a.Left != old.Left || a.Right != old.Right || a.Points[0] != old.Points[0] ||
					a.Points[len(a.Points)-1] != old.Points[n] {
					t.Fatalf("seed %d: arc %d is another", seed, k)
				}
				at := 0 // every point is one of the old ones, in their order
				for _, p := range a.Points {
					for at <= n && old.Points[at] != p {
						at++
					}
					at++
				}
				if at > n+1 {
					t.Fatalf("seed %d: arc %d has points that it had not", seed, k)
				}
			}
		}
		if 2*last.size() > whole.size() {
			t.Errorf("seed %d: %d points of %d are left", seed, last.size(), whole.size())
		}
		if fmt.Sprint(whole.Arcs) != before {
			t.Fatalf("seed %d: the map itself was changed", seed)
		}
	}
}

// triangle is the area of three points on the plane of a topology, in km².
func triangle(t *Topology, a, b, c Point) float64 {
	plane := t.Projection()
	ax, ay := plane.XY(a)
	bx, by := plane.XY(b)
	cx, cy := plane.XY(c)
	return math.Abs((bx-ax)*(cy-ay)-(cx-ax)*(by-ay)) / 2
}

func TestCornersGoUpToTheThreshold(t *testing.T) {
	// A square island with a small dent in its south side and a larger one in
	// its north side.
	ring := Ring{{0, 0}, {1, 0.02}, {2, 0}, {2, 2}, {1, 1.9}, {0, 2}, {0, 0}}
	top := mustTopology(mustDecode(t, collection(drawn("a", ring))))
	small := triangle(top, ring[0], ring[1], ring[2])
	large := triangle(top, ring[3], ring[4], ring[5])
	for km2, want := range map[float64]int{
		0: 7, small * 0.999: 7, small * 1.001: 6, large * 0.999: 6, large * 1.001: 5,
	} {
		if n := top.Simplified(km2).size(); n != want {
			t.Errorf("at %g km², dents of %.0f and %.0f: %d points, want %d",
				km2, small, large, n, want)
		}
	}
}

// What is small only because its neighbour went before does not count for less.
func TestACurveIsNotEatenFromOneEnd(t *testing.T) {
	ring := Ring{{0, 0}}
	for k := range 64 { // a long arc of small corners, all nearly as large
		sin, cos := math.Sincos(math.Pi * float64(k+1) / 65)
		ring = append(ring, Point{1 - cos, -sin})
	}
	ring = append(ring, Point{2, 0}, Point{1, 0.5}, Point{0, 0})
	top := mustTopology(mustDecode(t, collection(drawn("a", ring))))
	least := math.Inf(1)
	for k := 2; k < 65; k++ {
		least = min(least, triangle(top, ring[k-1], ring[k], ring[k+1]))
	}
	if n := top.Simplified(0.99 * least).size(); n != len(ring) {
		t.Errorf("below the smallest corner %d of %d points are left", n, len(ring))
	}
	// Half of the points go first; what is left bulges as the curve did.
	half := top.Simplified(9 * least)
	if n := half.size(); n < len(ring)/4 || n > 2*len(ring)/3 {
		t.Errorf("%d of %d points are left", n, len(ring))
	}
	low := 0.0
	for _, p := range half.Arcs[0].Points {
		low = min(low, p.Lat)
	}
	if low > -0.99 {
		t.Errorf("the curve reaches %g, and -1 before", low)
	}
}

func TestAPointInTheTriangleKeepsItsCorner(t *testing.T) {
	// b lies in the bay of a, so the line across the bay would run over it. The
	// bay is the smallest triangle of a by far.
	bay := Ring{{0, 0}, {4, 0}, {4, 2}, {2, 1.5}, {0, 2}, {0, 0}}
	for name, c := range map[string]struct{ b, points int }{
		"in the bay": {0, 6}, "elsewhere": {9, 5},
	} {
		x := float64(c.b)
		top := mustTopology(mustDecode(t, collection(drawn("a", bay),
			drawn("b", box(x+1.9, x+1.7, x+2.1, x+1.8)))))
		corner := triangle(top, bay[2], bay[3], bay[4])
		for _, a := range top.Simplified(1.5 * corner).Arcs {
			if n := len(a.Points); max(a.Left, a.Right) == 0 && n != c.points {
				t.Errorf("with b %s the bay has %d points, want %d", name, n, c.points)
			}
		}
	}
}

func TestInTriangleIsExactAtItsRim(t *testing.T) {
	a, b, c := spot{0, 0}, spot{10, 0}, spot{0, 10}
	for p, want := range map[spot]bool{
		{3, 3}: true, {5, 5}: true, {5, 0}: true, {0, 5}: true, {6, 5}: false, {5, -1}: false,
		{-1, 5}: false, {11, 0}: false, a: false, b: false, c: false,
	} {
		for _, turn := range [][3]spot{{a, b, c}, {b, c, a}, {c, b, a}, {a, c, b}} {
			if inTriangle(p, turn[0], turn[1], turn[2]) != want {
				t.Errorf("%v in %v: %t", p, turn, !want)
			}
		}
	}
	// Three in a line: inside is between the outer two.
	for p, want := range map[spot]bool{
		{5, 0}: true, {9, 0}: true, {11, 0}: false, {-1, 0}: false, {5, 1}: false, {10, 0}: false,
	} {
		if inTriangle(p, spot{0, 0}, spot{4, 0}, spot{10, 0}) != want {
			t.Errorf("%v on a line: %t", p, !want)
		}
	}
}

func TestArcsAreThoseOfTheirPlaces(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 52))
		m := onSpots(newBoard(r, 2+r.IntN(6), 4).toMap(r, 0))
		top := mustTopology(m)
		sides := map[[2]Point]int{} // a side, run with a place on its left
		eachSide(m, func(place int, a, b Point) { sides[[2]Point{a, b}] = place + 1 })
		for k, arc := range top.Arcs {
			for i := 1; i < len(arc.Points); i++ {
				a, b := arc.Points[i-1], arc.Points[i]
				left, right := sides[[2]Point{a, b}]-1, sides[[2]Point{b, a}]-1
				if left != arc.Left || right != arc.Right {
					t.Fatalf("seed %d: arc %d lies between %d and %d, its side between %d and %d",
						seed, k, arc.Left, arc.Right, left, right)
				}
				delete(sides, [2]Point{a, b})
				delete(sides, [2]Point{b, a})
			}
		}
		if len(sides) > 0 {
			t.Fatalf("seed %d: %d sides are on no arc", seed, len(sides))
		}
		checkShapes(t, seed, m, top)
	}
}

// checkShapes holds shapes to their places: every arc is named once from either
// side, rings are closed, and areas are the same.
func checkShapes(t *testing.T, seed uint64, m *Map, top *Topology) {
	t.Helper()
	named := map[int]int{}
	for i, s := range top.Shapes {
		area := 0.0
		for _, ring := range s.Rings {
			line := top.Line(ring)
			if line[0] != line[len(line)-1] {
				t.Fatalf("seed %d: a ring of %d is open", seed, i)
			}
			area += line.steradians() * EarthKm * EarthKm
			for _, number := range ring {
				named[number]++
				side := top.Arcs[max(number, ^number)].Left
				if number < 0 {
					side = top.Arcs[^number].Right
				}
				if side != i || named[number] > 1 {
					t.Fatalf("seed %d: shape %d names arc %d of %d", seed, i, number, side)
				}
			}
		}
		if want := m.Places[i].AreaKm2(); !near(area, want) {
			t.Fatalf("seed %d: shape %d has %g km², the place %g", seed, i, area, want)
		}
		if s.Code != m.Places[i].Code {
			t.Fatalf("seed %d: shape %d is %s", seed, i, s.Code)
		}
	}
	for k, arc := range top.Arcs {
		if (arc.Left >= 0) != (named[k] == 1) || (arc.Right >= 0) != (named[^k] == 1) {
			t.Fatalf("seed %d: arc %d between %d and %d is named %d and %d times",
				seed, k, arc.Left, arc.Right, named[k], named[^k])
		}
	}
}

func TestHolesGoToTheSmallestRingAroundThem(t *testing.T) {
	// An island in a lake on an island, the outer two of one place.
	outer, lake := box(0, 0, 9, 9), reversed(box(1, 1, 8, 8))
	inner, pond := box(2, 2, 7, 7), reversed(box(3, 3, 4, 4))
	m := &Map{Places: []Place{{Code: "a", Polygons: []Polygon{{outer, lake}, {inner, pond}}}}}
	back := mustTopology(m).Map().Places[0]
	if len(back.Polygons) != 2 || len(back.Polygons[0]) != 2 || len(back.Polygons[1]) != 2 {
		t.Fatalf("polygons %v", back.Polygons)
	}
	for _, polygon := range back.Polygons {
		if !polygon[0].holds(polygon[1]) || turning(polygon[1]) >= 0 {
			t.Errorf("%v does not hold %v", polygon[0], polygon[1])
		}
		if turning(polygon[0]) > 100 && turning(polygon[1]) > -30 {
			t.Errorf("the pond %v went to the outer island", polygon[1])
		}
	}
	if len(back.lines) != 4 || !back.lines[1].hole || back.lines[2].part != 1 {
		t.Errorf("lines %v", back.lines)
	}
	loose := &Topology{
		Arcs:   []Arc{{Points: reversed(box(0, 0, 1, 1)), Left: 0, Right: -1}},
		Shapes: []Shape{{Code: "x", Rings: [][]int{{0}}}, {Code: "y"}},
	}
	if got := loose.Map(); len(got.Places) != 2 || len(got.Places[0].Polygons) != 0 {
		t.Errorf("a hole alone came back as %v", got.Places)
	}
}

func TestAroundCountsCornersOnTheParallelOnce(t *testing.T) {
	ring := Ring{{0, 0}, {4, 0}, {4, 4}, {2, 2}, {0, 4}, {0, 0}}
	for p, want := range map[Point]bool{
		{1, 2}: true, {3, 2}: true, {-1, 2}: false, {5, 2}: false, {2, 3}: false, {2, 1}: true,
		{-1, 0}: false, {-1, 4}: false, {5, 4}: false, {-1, 2.5}: false, {1, 2.5}: true,
	} {
		if ring.around(p) != want || reversed(ring).around(p) != want {
			t.Errorf("%v inside: %t", p, !want)
		}
	}
	if ring.holds(ring) || !ring.holds(box(1, 0, 2, 1)) || ring.holds(box(4, 4, 5, 5)) {
		t.Error("a ring holds itself, or not what lies inside, or what lies outside")
	}
}

func TestThreadsBoundNoShape(t *testing.T) {
	// A spike from the middle of a's north side, and a place pressed to a line.
	spike := Ring{{0, 0}, {2, 0}, {2, 2}, {1, 2}, {1, 3}, {1, 2}, {0, 2}, {0, 0}}
	m := mustDecode(t, collection(drawn("a", spike),
		drawn("b", Ring{{2, 0}, {2, 1}, {2, 0.5}, {2, 0}})))
	r := mustSurvey(t, m)
	top := r.Topology()
	if len(top.Shapes[0].Rings) != 1 || len(top.Shapes[1].Rings) != 0 {
		t.Fatalf("rings %v and %v", top.Shapes[0].Rings, top.Shapes[1].Rings)
	}
	if slices.Contains(top.Line(top.Shapes[0].Rings[0]), Point{1, 3}) {
		t.Error("the spike is part of the ring")
	}
	if got := pairs(r.Graph); got != "a-b" {
		t.Errorf("neighbours %q", got)
	}
}

// A survey cuts a border wherever somebody's corner touches it; on a straight
// line such points say nothing once that somebody is gone.
func TestPointsOnAStraightLineGo(t *testing.T) {
	var ring Ring
	for k := range 40 {
		ring = append(ring, Point{float64(k) / 10, -1})
	}
	ring = append(ring, Point{4, -1}, Point{4, 1})
	for k := range 40 {
		ring = append(ring, Point{float64(40-k) / 10, 1})
	}
	ring = append(ring, Point{0, 1}, Point{0, -1})
	// b's corner at 3.9 stays, and a's at 4 lies on the same line beyond it.
	b := drawn("b", box(3.9, -2, 4.5, -1))
	top := mustTopology(mustDecode(t, collection(drawn("a", ring), b)))
	for _, a := range top.Simplified(1e-3).Arcs {
		if n := len(a.Points); max(a.Left, a.Right) == 0 && min(a.Left, a.Right) < 0 && n != 5 {
			t.Errorf("the rectangle has %d points", n)
		}
	}
}
