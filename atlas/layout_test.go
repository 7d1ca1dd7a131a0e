package atlas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// plain is cells at given points, without neighbours, of one size.
func plain(x, y []float64) *cells {
	n := len(x)
	c := &cells{
		n: n, x: x, y: y, size: slices.Repeat([]float64{math.Pi}, n),
		radius: slices.Repeat([]float64{1}, n), host: slices.Repeat([]int{-1}, n),
	}
	for range n {
		c.near = append(c.near, make([]bool, n))
		c.draw = append(c.draw, make([]int8, n))
	}
	return c
}

func (c *cells) join(pairs ...[2]int) {
	for _, p := range pairs {
		c.near[p[0]][p[1]], c.near[p[1]][p[0]] = true, true
	}
}

func TestTheHullHasAllOthersOnOneSide(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 91))
		n := 3 + r.IntN(12)
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = float64(r.IntN(50)), float64(r.IntN(50))
		}
		c := plain(x, y)
		corner := c.hull()
		for i := range n {
			// i is a corner if some line through it has all others on one side:
			// one of the lines to another point, with what lies on the line to
			// one side of i.
			is := false
			for j := range n {
				if c.x[i] == c.x[j] && c.y[i] == c.y[j] {
					continue
				}
				sound := true
				for k := range n {
					turn := c.turn(i, j, k)
					along := (c.x[k]-c.x[i])*(c.x[j]-c.x[i]) + (c.y[k]-c.y[i])*(c.y[j]-c.y[i])
					if turn < 0 || turn == 0 && along < 0 {
						sound = false
					}
				}
				is = is || sound
			}
			twin := slices.ContainsFunc(slices.Collect(seq(n)), func(k int) bool {
				return k != i && c.x[k] == c.x[i] && c.y[k] == c.y[i]
			})
			if corner[i] != is && !twin {
				t.Fatalf("seed %d: point %d of %v, %v is a corner: %t", seed, i, x, y, corner[i])
			}
		}
	}
}

// seq yields 0 … n-1.
func seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestPartsFallOffAtCutPlacesOnly(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 92))
		n := 3 + r.IntN(7)
		c := plain(make([]float64, n), make([]float64, n))
		for i := range n {
			for j := range i {
				if r.IntN(3) == 0 {
					c.join([2]int{i, j})
				}
			}
		}
		for v := range n {
			// Names spread between neighbours other than v until none changes.
			name := slices.Collect(seq(n))
			for range n {
				for i := range n {
					for j := range n {
						if c.near[i][j] && i != v && j != v {
							name[i] = min(name[i], name[j])
						}
					}
				}
			}
			parts := map[int][]int{}
			for i := range n {
				if i != v && slices.ContainsFunc(slices.Collect(seq(n)), func(k int) bool {
					return c.near[v][k] && name[k] == name[i]
				}) {
					parts[name[i]] = append(parts[name[i]], i)
				}
			}
			got := c.partsWithout(v)
			if len(parts) < 2 {
				if got != nil {
					t.Fatalf("seed %d: without %d there are parts %v", seed, v, got)
				}
				continue
			}
			if len(got) != len(parts) {
				t.Fatalf("seed %d: without %d parts %v, want %v", seed, v, got, parts)
			}
			for _, part := range got {
				slices.Sort(part)
				if !slices.Equal(part, parts[name[part[0]]]) {
					t.Fatalf("seed %d: without %d part %v, want %v", seed, v, part, parts)
				}
			}
		}
	}
}

// A square with h in its middle, and i beside h, whose one neighbour is h.
func TestHostsAreWhoeverLiesAllAround(t *testing.T) {
	square := func(ix, iy float64) *cells {
		c := plain([]float64{0, 9, 9, 0, 4, ix}, []float64{0, 0, 9, 9, 4, iy})
		c.join([2]int{0, 1}, [2]int{1, 2}, [2]int{2, 3}, [2]int{3, 0},
			[2]int{0, 4}, [2]int{1, 4}, [2]int{2, 4}, [2]int{3, 4}, [2]int{4, 5})
		c.findHosts()
		return c
	}
	if got := square(5, 5).host; !slices.Equal(got, []int{-1, -1, -1, -1, -1, 4}) {
		t.Errorf("hosts %v, want 5 in 4", got)
	}
	// At the tip of the region it is a place with one neighbour and no enclave.
	if got := square(20, 5).host; !slices.Equal(got, slices.Repeat([]int{-1}, 6)) {
		t.Errorf("hosts %v, want none", got)
	}
	// Half of all places or more do not lie inside one other.
	c := plain([]float64{0, 9, 4, 4, 5}, []float64{0, 0, 9, 3, 4})
	c.join([2]int{0, 3}, [2]int{3, 1}, [2]int{1, 2}, [2]int{3, 4})
	c.findHosts()
	if c.host[4] != 3 || c.host[0] != -1 || c.host[1] != -1 {
		t.Errorf("hosts %v, want 4 in 3 alone", c.host)
	}
}

func TestSizesAreSoftenedAndKeepTheirSum(t *testing.T) {
	sites := func(areas ...float64) []Site {
		var list []Site
		for _, a := range areas {
			list = append(list, Site{AreaKm2: a})
		}
		return list
	}
	// Mean 100: roots of 0.04, 1, 1 and 1.96, the first raised to the least.
	c := plain(make([]float64, 4), make([]float64, 4))
	c.setSizes(sites(4, 100, 100, 196))
	sum := leastSize + 1 + 1 + 1.4
	for i, part := range []float64{leastSize, 1, 1, 1.4} {
		want := 400 * part / sum
		if math.Abs(c.size[i]-want) > 1e-9 {
			t.Errorf("size %d is %g, want %g", i, c.size[i], want)
		}
		if math.Abs(math.Pi*c.radius[i]*c.radius[i]-want) > 1e-9 {
			t.Errorf("radius %d is %g", i, c.radius[i])
		}
	}
	if math.Abs(math.Pi*c.scale*c.scale-100) > 1e-9 {
		t.Errorf("the scale is %g", c.scale)
	}
	// Much larger than the rest: no more than the most.
	c = plain(make([]float64, 11), make([]float64, 11))
	c.setSizes(sites(1000, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10))
	if part := c.size[0] / c.size[1]; math.Abs(part-mostSize/leastSize) > 1e-9 {
		t.Errorf("the largest is %g times the others", part)
	}
}

func TestUnknownSizesFollowTheDistances(t *testing.T) {
	c := plain([]float64{0, 10, 30}, []float64{0, 0, 0})
	c.join([2]int{0, 1}, [2]int{1, 2})
	for i, half := range []float64{5, 7.5, 10} {
		if got, want := c.guess(i), math.Pi*half*half; math.Abs(got-want) > 1e-9 {
			t.Errorf("place %d is taken for %g km², want %g", i, got, want)
		}
	}
	// Alone, or on top of its neighbour: the room that a point has.
	c = plain([]float64{0, 9, 9}, []float64{0, 4, 4})
	c.join([2]int{1, 2})
	for i := range 3 {
		if got, want := c.guess(i), 10*5.0/3; math.Abs(got-want) > 1e-9 {
			t.Errorf("place %d is taken for %g km², want %g", i, got, want)
		}
	}
	if got := plain([]float64{0, 0, 0}, []float64{0, 0, 0}).guess(0); got != 1 {
		t.Errorf("three at one point are taken for %g km²", got)
	}
}

// force returns how far two cells of radius 1 at a distance are pushed apart.
func pushed(d float64, near bool, draw int8) float64 {
	c := plain([]float64{0, d}, []float64{0, 0})
	c.near[0][1], c.near[1][0] = near, near
	c.draw[0][1], c.draw[1][0] = draw, draw
	dx, dy := make([]float64, 2), make([]float64, 2)
	c.force(1, 0, dx, dy)
	if dx[0] != -dx[1] || dy[0] != 0 || dy[1] != 0 {
		return math.NaN()
	}
	return dx[1] - dx[0]
}

func TestNeighboursAreDrawnTogetherAndStrangersApart(t *testing.T) {
	for _, c := range []struct {
		d    float64
		near bool
		draw int8
		want float64
	}{
		{1.86, true, 0, 0},
		{2.86, true, 0, -0.1},
		{0.86, true, 0, 0.1},
		{1.72, true, 1, 0},
		{1.16, true, 5, 0},
		{2.16, true, 5, -0.1},
		{2.44, false, 0, 0},
		{9, false, 0, 0},
		{1.44, false, 0, 0.12},
		{2.58, false, 1, 0},
		{1.58, false, 1, 0.12},
	} {
		if got := pushed(c.d, c.near, c.draw); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%+v: pushed by %g", c, got)
		}
	}
	// At one point they part somehow.
	c := plain([]float64{3, 3}, []float64{4, 4})
	dx, dy := make([]float64, 2), make([]float64, 2)
	if c.force(1, 0, dx, dy); math.Hypot(dx[0]-dx[1], dy[0]-dy[1]) < 0.1 {
		t.Errorf("at one point they move by %v, %v", dx, dy)
	}
	// The smaller gives way more, and guests do not move.
	c = plain([]float64{0, 1}, []float64{0, 0})
	c.size[0] = 3 * c.size[1]
	dx, dy = make([]float64, 2), make([]float64, 2)
	if c.force(1, 0, dx, dy); math.Abs(dx[1]+3*dx[0]) > 1e-12 {
		t.Errorf("three times the size moves %g against %g", dx[0], dx[1])
	}
	c.host[1] = 0
	dx, dy = make([]float64, 2), make([]float64, 2)
	if c.force(1, 0, dx, dy); dx[0] != 0 || dx[1] != 0 {
		t.Errorf("a guest pushes its host by %g", dx[0])
	}
}

func TestALayoutComesToRestWithNeighboursSideBySide(t *testing.T) {
	// A triangle of neighbours, and a stranger that begins between them.
	c := plain([]float64{0, 5, 2, 2.2}, []float64{0, 0, 4, 1.5})
	c.join([2]int{0, 1}, [2]int{1, 2}, [2]int{2, 0})
	c.layout()
	d := func(i, j int) float64 { return math.Hypot(c.x[i]-c.x[j], c.y[i]-c.y[j]) }
	for _, p := range [][2]int{{0, 1}, {1, 2}, {2, 0}} {
		if got := d(p[0], p[1]); got < 1.7 || got > 2.6 {
			t.Errorf("neighbours %v are %g apart", p, got)
		}
	}
	for i := range 3 {
		if d(i, 3) < 1.5 {
			t.Errorf("a stranger is %g from %d", d(i, 3), i)
		}
	}
}

func TestAHostHasRoomForItsGuests(t *testing.T) {
	c := plain([]float64{0, 0.5}, []float64{0, 0})
	c.host[1] = 0
	c.layout()
	if math.Abs(c.size[0]-2*math.Pi) > 1e-9 || math.Abs(c.radius[0]-math.Sqrt2) > 1e-9 {
		t.Errorf("the host has %g km² and radius %g", c.size[0], c.radius[0])
	}
	if c.x[1] != 0.5 || c.y[1] != 0 {
		t.Errorf("the guest moved to %g, %g", c.x[1], c.y[1])
	}
}

func TestWhatCameOutWrongIsDrawnCloserFiveTimesAtMost(t *testing.T) {
	c := plain(make([]float64, 3), make([]float64, 3))
	for round := 1; round <= 7; round++ {
		next := plain(make([]float64, 3), make([]float64, 3))
		next.learn(c, [][2]int{{0, 2}})
		want := int8(min(round, 5))
		if next.draw[0][2] != want || next.draw[2][0] != want || next.draw[0][1] != 0 {
			t.Errorf("after %d rounds: %v", round, next.draw)
		}
		c = next
	}
}

func TestSmoothingKeepsWhoMeetsWhom(t *testing.T) {
	sites, g := region(t, 1, 3)
	low, high := Point{110, 35}, Point{111.5, 36.5}
	plane := NewProjection(low, high)
	slices.SortFunc(sites, func(a, b Site) int { return compareCodes(a.Code, b.Code) })
	l := grow(newCells(sites, g, plane))
	rough := l.topology(sites, plane)
	smooth := rough.smooth()
	if len(rough.Arcs) != len(smooth.Arcs) {
		t.Fatalf("%d arcs became %d", len(rough.Arcs), len(smooth.Arcs))
	}
	ends := func(t *Topology) string { // which arcs meet in a point
		number := map[Point]int{}
		text := ""
		for _, a := range t.Arcs {
			for _, p := range []Point{a.Points[0], a.Points[len(a.Points)-1]} {
				if _, met := number[p]; !met {
					number[p] = len(number)
				}
				text += fmt.Sprint(number[p], " ")
			}
			text += fmt.Sprint(a.Left, a.Right, len(a.Points), "\n")
		}
		return text
	}
	if ends(rough) != ends(smooth) {
		t.Error("arcs meet otherwise, or lie between others")
	}
	a, b := unionArea(rough.Map()), unionArea(smooth.Map())
	if math.Abs(a-b) > 0.02*a {
		t.Errorf("%g km² became %g", a, b)
	}
	for k, arc := range smooth.Arcs {
		for i, p := range arc.Points {
			if d := DistanceKm(p, rough.Arcs[k].Points[i]); d > 1.5*l.side {
				t.Fatalf("a point moved by %g km, a side is %g", d, l.side)
			}
			if p.Lon != round4(p.Lon) || p.Lat != round4(p.Lat) {
				t.Fatalf("%v has more than four decimals", p)
			}
		}
	}
	// The zigzag of hexagons turns by 60° at every point; a border hardly does.
	if a, b := bends(rough), bends(smooth); b > a/3 {
		t.Errorf("lines bend by %g a point, and by %g before", b, a)
	}
}

// bends is the mean turn at an inner point of an arc, in radians.
func bends(t *Topology) float64 {
	sum, n := 0.0, 0
	plane := t.Projection()
	for _, a := range t.Arcs {
		for i := 2; i < len(a.Points); i++ {
			x, y := [3]float64{}, [3]float64{}
			for k := range 3 {
				x[k], y[k] = plane.XY(a.Points[i-2+k])
			}
			turn := math.Atan2(y[2]-y[1], x[2]-x[1]) - math.Atan2(y[1]-y[0], x[1]-x[0])
			sum += math.Abs(math.Remainder(turn, 2*math.Pi))
			n++
		}
	}
	return sum / float64(n)
}

func TestEveryCellTouchesWhomItShould(t *testing.T) {
	for seed := range uint64(2) {
		sites, g := region(t, seed, 3)
		top, err := Grow(sites, g)
		if err != nil {
			t.Fatal(err)
		}
		if m := top.Touching(g); len(m.Missing)+len(m.False) > 0 {
			t.Errorf("seed %d: missing %v, false %v", seed, m.Missing, m.False)
		}
		checkCells(t, top, len(sites))
		for i, s := range top.Shapes {
			at, _ := top.Map().Places[i].Centroid()
			k := slices.IndexFunc(sites, func(site Site) bool { return site.Code == s.Code })
			if d := DistanceKm(at, sites[k].At); d > 45 {
				t.Errorf("seed %d: %s is drawn %g km from where it is", seed, s.Code, d)
			}
		}
	}
}

func TestSitesInAnotherOrderGrowTheSameCells(t *testing.T) {
	sites, g := region(t, 3, 3)
	top, err := Grow(sites, g)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 10))
	r.Shuffle(len(sites), func(i, j int) { sites[i], sites[j] = sites[j], sites[i] })
	before := fmt.Sprint(sites)
	again, err := Grow(sites, g)
	if err != nil || fmt.Sprint(again) != fmt.Sprint(top) {
		t.Errorf("they grow otherwise (%v)", err)
	}
	if fmt.Sprint(sites) != before {
		t.Error("the sites were sorted where they lay")
	}
}

func TestTouchingPairsAreCountedOnce(t *testing.T) {
	top := mustTopology(mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)),
		drawn("b", box(1, 0, 2, 1)), drawn("c", box(2, 0, 3, 1)), drawn("d", box(0, 1, 3, 2)),
		drawn("x", box(0, 2, 3, 3)))))
	g := mustGraph(t, []string{"a", "b", "c", "d", "e"}, Border{A: "a", B: "b"},
		Border{A: "a", B: "c"}, Border{A: "a", B: "e"}, Border{A: "d", B: "b"})
	m := top.Touching(g)
	if m.Both != 2 || fmt.Sprint(m.Missing) != "[{a c 0} {a e 0}]" ||
		fmt.Sprint(m.False) != "[{a d 0} {b c 0} {c d 0}]" {
		t.Errorf("%+v", m)
	}
	if m.Recall() != 0.5 || m.Precision() != 0.4 {
		t.Errorf("recall %g, precision %g", m.Recall(), m.Precision())
	}
}
