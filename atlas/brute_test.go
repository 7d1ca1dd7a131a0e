package atlas

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// bigSide is side in numbers of any size.
func bigSide(a, b, c spot) int {
	mul := func(x, y int64) *big.Int { return new(big.Int).Mul(big.NewInt(x), big.NewInt(y)) }
	return mul(b.x-a.x, c.y-a.y).Cmp(mul(b.y-a.y, c.x-a.x))
}

func TestSideIsThatOfNumbersOfAnySize(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 31))
	big := int64(3_600_000_000)
	for range 20000 {
		a := spot{r.Int64N(2*big) - big, r.Int64N(2*big) - big}
		b := spot{r.Int64N(2*big) - big, r.Int64N(2*big) - big}
		// c near the line through a and b, where the sign is hardest to tell.
		f := r.Float64()
		c := spot{
			a.x + int64(f*float64(b.x-a.x)) + r.Int64N(3) - 1,
			a.y + int64(f*float64(b.y-a.y)) + r.Int64N(3) - 1,
		}
		if got, want := side(a, b, c), bigSide(a, b, c); got != want {
			t.Fatalf("side(%v, %v, %v) = %d, want %d", a, b, c, got, want)
		}
	}
}

func TestSpotsAreGivenBackByTheirPoints(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 31))
	for range 20000 {
		s := spot{r.Int64N(1<<34) - 1<<33, r.Int64N(1<<34) - 1<<33}
		if got := spotOf(s.point()); got != s {
			t.Fatalf("%v came back as %v", s, got)
		}
	}
	for p, want := range map[Point]spot{
		{0.00000004, -0.00000004}: {0, 0}, {0.00000006, -0.00000006}: {1, -1},
		{112.1234567, -37.7654321}: {1121234567, -377654321},
	} {
		if got := spotOf(p); got != want {
			t.Errorf("%v is %v, want %v", p, got, want)
		}
	}
}

func TestSpotsRunFromWestToEastThenNorth(t *testing.T) {
	in := []spot{{-1, 5}, {0, -3}, {0, 2}, {7, 0}}
	for i, s := range in {
		for j, u := range in {
			if s.less(u) != (i < j) || sign(int64(compareSpots(s, u))) != sign(int64(i-j)) {
				t.Errorf("%v before %v: %t", s, u, s.less(u))
			}
		}
	}
}

func TestCellsAreAllAsWide(t *testing.T) {
	for a := int64(-25); a < 25; a++ {
		for b := int64(1); b < 8; b++ {
			if got, want := floorDiv(a, b), int64(math.Floor(float64(a)/float64(b))); got != want {
				t.Errorf("%d by %d is %d, want %d", a, b, got, want)
			}
		}
	}
}

// spotSegment is the distance of a spot from an edge between its ends.
func spotSegment(e edge, s spot) float64 {
	t, d := e.along(s)
	if t < 0 || t > 1 {
		return min(spotDistance(e.a, s), spotDistance(e.b, s))
	}
	return d
}

func TestTheIndexHasWhateverIsNear(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 32))
		edges := randomEdges(r, 1+r.IntN(50))
		margin := []int64{0, 1, 20}[seed%3]
		ix, err := indexEdges(edges, margin)
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			s := spot{r.Int64N(480) - 40, r.Int64N(480) - 40}
			found := ix.at(s)
			for i, e := range edges {
				if spotSegment(e, s) <= float64(margin) && !slices.Contains(found, int32(i)) {
					t.Fatalf("seed %d: %v is near %v and not found", seed, e, s)
				}
			}
		}
		met := map[[2]int32]bool{}
		ix.pairs(func(i, j int32) { met[[2]int32{max(i, j), min(i, j)}] = true })
		for i, e := range edges {
			for j, f := range edges[:i] {
				if (e.crosses(f) || shareEnd(e, f)) && !met[[2]int32{int32(i), int32(j)}] {
					t.Fatalf("seed %d: %v and %v do not meet in the index", seed, e, f)
				}
			}
		}
	}
	ix, err := indexEdges(nil, 5)
	if err != nil || len(ix.at(spot{})) != 0 {
		t.Errorf("an index of nothing: %v", err)
	}
	ix.pairs(func(i, j int32) { t.Errorf("%d meets %d in nothing", i, j) })
}

func shareEnd(e, f edge) bool {
	return e.a == f.a || e.a == f.b || e.b == f.a || e.b == f.b
}

// A thousand edges across the whole map run through so many cells that the
// grid has to become coarser, and still nothing is lost.
func TestLongEdgesMakeTheIndexCoarser(t *testing.T) {
	var edges []edge
	for k := range int64(1000) {
		edges = append(edges, edge{spot{0, 1000 * k}, spot{1_000_000, 1000 * k}, nil})
	}
	ix, err := indexEdges(edges, 1)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(ix.items); n > 32*len(edges)+1024 {
		t.Errorf("%d entries for %d edges", n, len(edges))
	}
	for k := range int32(1000) {
		if !slices.Contains(ix.at(spot{500_000, 1000 * int64(k)}), k) {
			t.Errorf("edge %d is lost", k)
		}
	}
}

func TestBelowIsTheFirstLineToTheSouth(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 33))
		edges, err := arrange(randomEdges(r, 2+r.IntN(15)), false)
		if err != nil {
			t.Fatal(err)
		}
		columns := newColumns(edges)
		east := columns.west
		for _, e := range edges {
			east = max(east, e.b.x)
		}
		for range 50 {
			s := spot{r.Int64N(400), r.Int64N(400)}
			if s.x < columns.west || s.x > east || slices.ContainsFunc(edges, func(e edge) bool {
				return runsThrough(e, s) || s == e.a || s == e.b
			}) {
				continue
			}
			// The line leads half a spot east of s, past all ends.
			best, height := int32(-1), math.Inf(-1)
			for i, e := range edges {
				if e.a.x > s.x || s.x >= e.b.x {
					continue
				}
				part := (float64(s.x) + 0.5 - float64(e.a.x)) / float64(e.b.x-e.a.x)
				y := float64(e.a.y) + part*float64(e.b.y-e.a.y)
				if side(e.a, e.b, s) > 0 && y > height {
					best, height = int32(i), y
				}
			}
			if got := columns.below(edges, s); got != best {
				t.Fatalf("seed %d: below %v is edge %d, want %d", seed, s, got, best)
			}
		}
	}
}

func TestPartsLieInTheSmallestFaceAroundThem(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 34))
		// Boxes in boxes and beside each other, none touching another.
		var rings []Ring
		var nest func(x, y, size float64, depth int)
		nest = func(x, y, size float64, depth int) {
			for k := range 4 {
				if depth == 0 || r.IntN(3) == 0 {
					continue
				}
				s := size * (0.2 + 0.2*r.Float64())
				px, py := x+size/2*float64(k%2)+size*0.03, y+size/2*float64(k/2)+size*0.03
				rings = append(rings, box(px, py, px+s, py+s))
				nest(px, py, s, depth-1)
			}
		}
		nest(0, 0, 80, 3)
		var uses []use
		for i, ring := range rings {
			uses = appendRing(uses, ring, int32(i), 1)
		}
		g, err := newArrangement(gather(uses, false))
		if err != nil {
			t.Fatal(err)
		}
		if len(g.parts) != len(rings) {
			t.Fatalf("seed %d: %d parts, want %d", seed, len(g.parts), len(rings))
		}
		for _, part := range g.parts {
			inner := g.edges[g.first[part]>>1].owners[0].place
			want := int32(-1) // the smallest ring around it
			for i, ring := range rings {
				if int32(i) != inner && ring.around(rings[inner][0]) &&
					(want < 0 || turning(ring) < turning(rings[want])) {
					want = int32(i)
				}
			}
			got := int32(-1)
			if p := g.parent[part]; p >= 0 {
				got = g.edges[g.first[p]>>1].owners[0].place
			}
			if got != want {
				t.Fatalf("seed %d: part %d lies in %d, want %d", seed, inner, got, want)
			}
		}
	}
}

// Two places are neighbours if some piece of one's border runs against a piece
// of the other's: every piece is compared with every other.
func TestNeighboursAreThoseOfAllPairsOfSides(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 35))
		m := onSpots(newBoard(r, 2+r.IntN(5), 4).toMap(r, 0))
		km := map[string]float64{}
		eachSide(m, func(i int, a, b Point) {
			eachSide(m, func(j int, c, d Point) {
				if i < j && a == d && b == c {
					km[fmt.Sprintf("%03d-%03d", i, j)] += DistanceKm(a, b)
				}
			})
		})
		borders := mustSurvey(t, m).Graph.Borders()
		if len(borders) != len(km) {
			t.Fatalf("seed %d: %v, want %v", seed, borders, km)
		}
		for _, b := range borders {
			if !near(b.Km, km[b.A+"-"+b.B]) {
				t.Fatalf("seed %d: %v, want %g km", seed, b, km[b.A+"-"+b.B])
			}
		}
	}
}

// eachSide calls visit for every side of every ring.
func eachSide(m *Map, visit func(place int, a, b Point)) {
	for i := range m.Places {
		for _, polygon := range m.Places[i].Polygons {
			for _, ring := range polygon {
				for k := 1; k < len(ring); k++ {
					visit(i, ring[k-1], ring[k])
				}
			}
		}
	}
}

// Every point where two sides of one place cross is told, and no other: all
// pairs of sides are looked at.
func TestSelfCrossingsAreThoseOfAllPairsOfSides(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 36))
		ring := Ring{}
		for range 4 + r.IntN(6) {
			ring = append(ring, Point{float64(r.IntN(1000)) / 100, float64(r.IntN(1000)) / 100})
		}
		ring = append(ring, ring[0])
		edges := gather(appendRing(nil, ring, 0, 1), true)
		want := map[spot]bool{}
		for i, e := range edges {
			for _, f := range edges[:i] {
				if e.crosses(f) {
					want[e.crossing(f)] = true
				}
			}
		}
		report, err := Survey(mustDecode(t, collection(drawn("a", ring))), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, f := range report.Faults {
			if f.Kind != SelfCrossing {
				continue
			}
			got++
			if len(want) > 0 && !slices.ContainsFunc(keysOf(want), func(s spot) bool {
				return spotDistance(s, spotOf(f.At)) <= 1.5
			}) {
				t.Errorf("seed %d: a crossing at %v", seed, f.At)
			}
		}
		if got != len(want) && len(want) > 0 {
			t.Errorf("seed %d: %d crossings, want %d", seed, got, len(want))
		}
	}
}

func keysOf(set map[spot]bool) []spot {
	var list []spot
	for s := range set {
		list = append(list, s)
	}
	return list
}

func TestCrossingsLieOnBothLines(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 31))
	found := 0
	for range 5000 {
		at := func() spot { return spot{r.Int64N(1_000_000), r.Int64N(1_000_000)} }
		e, f := edge{a: at(), b: at()}, edge{a: at(), b: at()}
		if !e.crosses(f) {
			continue
		}
		found++
		s := e.crossing(f)
		if s != f.crossing(e) {
			t.Logf("%v and %v cross at %v and %v", e, f, s, f.crossing(e))
		}
		_, d := e.along(s)
		_, k := f.along(s)
		if d > touching || k > 2 {
			t.Fatalf("%v and %v cross at %v, %g and %g beside them", e, f, s, d, k)
		}
	}
	if found < 500 {
		t.Errorf("only %d crossings", found)
	}
}

func TestAlongIsTheFootOnTheLine(t *testing.T) {
	e := edge{a: spot{0, 0}, b: spot{100, 0}}
	for s, want := range map[spot][2]float64{
		{50, 7}: {0.5, 7}, {0, -3}: {0, 3}, {100, 0}: {1, 0}, {-20, 4}: {-0.2, 4},
		{150, 1}: {1.5, 1},
	} {
		if f, d := e.along(s); f != want[0] || d != want[1] {
			t.Errorf("%v: %g along and %g beside, want %v", s, f, d, want)
		}
	}
	e = edge{a: spot{-30, -40}, b: spot{30, 40}}
	if f, d := e.along(spot{4, -3}); f != 0.5 || d != 5 {
		t.Errorf("on a slope %g along and %g beside", f, d)
	}
}

func TestEdgesApartHaveBoxesThatDoNotMeet(t *testing.T) {
	e := edge{a: spot{0, 0}, b: spot{10, 10}}
	for name, c := range map[string]struct {
		f     edge
		apart int64 // the least margin at which they are not apart
	}{
		"to the east":  {edge{a: spot{13, 0}, b: spot{20, 5}}, 3},
		"to the west":  {edge{a: spot{-9, 0}, b: spot{-4, 5}}, 4},
		"to the north": {edge{a: spot{0, 19}, b: spot{10, 15}}, 5},
		"to the south": {edge{a: spot{0, -6}, b: spot{10, -9}}, 6},
		"meeting":      {edge{a: spot{10, 10}, b: spot{20, 20}}, 0},
	} {
		for margin := range int64(9) {
			want := margin < c.apart
			if e.apart(c.f, margin) != want || c.f.apart(e, margin) != want {
				t.Errorf("%s, with a margin of %d: %t", name, margin, e.apart(c.f, margin))
			}
		}
	}
}

func TestPiecesOfOneLineAreSummedByPlace(t *testing.T) {
	a, b, c := spot{0, 0}, spot{5, 0}, spot{9, 0}
	uses := func() []use {
		var u []use
		for _, add := range []use{
			{a, b, 1, 1}, {b, a, 0, 1}, // neighbours
			{b, c, 2, 1}, {c, b, 2, 1}, // one place both ways: a spike
			{a, c, 3, 1}, {a, c, 3, 1}, // twice the same way
			{a, a, 4, 1}, // nothing
			{c, a, 5, 0}, // a thread
		} {
			u = appendUse(u, add)
		}
		return u
	}
	want := map[bool]string{
		true:  "[{{0 0} {5 0} [{0 -1} {1 1}]} {{0 0} {9 0} [{3 2} {5 0}]} {{5 0} {9 0} [{2 0}]}]",
		false: "[{{0 0} {5 0} [{0 -1} {1 1}]} {{0 0} {9 0} [{3 2} {5 0}]}]",
	}
	for spikes, text := range want {
		edges := gather(uses(), spikes)
		if got := fmt.Sprint(edges); got != text {
			t.Errorf("with spikes %t:\n got %s\nwant %s", spikes, got, text)
		}
		if again := gather(spread(edges), spikes); spikes && fmt.Sprint(again) != text {
			t.Errorf("spread and gathered: %v", again)
		}
	}
	edges := gather(uses(), true)
	if !edges[0].matched() || edges[1].matched() || edges[2].matched() {
		t.Error("only the first has a place on either side")
	}
	if !edges[0].has(0) || edges[0].has(2) || edges[1].has(5) || edges[2].has(2) {
		t.Error("a place has area beside an edge where it has not, or the reverse")
	}
}

func TestCoversAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 31))
	random := func() ([]owner, [8]int32) {
		var list []owner
		var n [8]int32
		for p := range int32(8) {
			if r.IntN(2) == 0 {
				n[p] = int32(r.IntN(5) - 2)
				list = append(list, owner{p, n[p]})
			}
		}
		return list, n
	}
	for range 2000 {
		a, x := random()
		b, y := random()
		a = slices.DeleteFunc(a, func(o owner) bool { return o.n == 0 })
		for _, factor := range []int32{1, -1} {
			var want []owner
			for p := range int32(8) {
				if n := x[p] + factor*y[p]; n != 0 {
					want = append(want, owner{p, n})
				}
			}
			if got := addCovers(a, b, factor); !slices.Equal(got, want) {
				t.Fatalf("%v and %d times %v is %v, want %v", a, factor, b, got, want)
			}
		}
	}
}
