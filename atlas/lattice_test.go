package atlas

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// region is sites on a jittered grid with the neighbourhood of its squares and
// one diagonal of each, which is planar.
func region(t testing.TB, seed uint64, n int) ([]Site, *Graph) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 81))
	var sites []Site
	var codes []string
	var borders []Border
	code := func(x, y int) string { return string(rune('a'+y)) + string(rune('a'+x)) }
	for y := range n {
		for x := range n {
			sites = append(sites, Site{code(x, y), Point{
				110 + 0.4*float64(x) + 0.15*r.Float64(), 35 + 0.35*float64(y) + 0.15*r.Float64(),
			}, 900 + 900*r.Float64()})
			codes = append(codes, code(x, y))
			if x > 0 {
				borders = append(borders, Border{A: code(x-1, y), B: code(x, y)})
			}
			if y > 0 {
				borders = append(borders, Border{A: code(x, y-1), B: code(x, y)})
			}
			if x > 0 && y > 0 {
				borders = append(borders, Border{A: code(x-1, y-1), B: code(x, y)})
			}
		}
	}
	g, err := NewGraph(codes, borders)
	if err != nil {
		t.Fatal(err)
	}
	return sites, g
}

// sown is a lattice with its cells sown, not yet annealed.
func sown(t testing.TB, seed uint64, n int) *lattice {
	t.Helper()
	sites, g := region(t, seed, n)
	c := newCells(sites, g, NewProjection(Point{110, 35}, Point{112, 37}))
	c.layout()
	l := newLattice(c)
	l.sow()
	return l
}

// recount adds up from the start what set keeps up to date.
func (l *lattice) recount() (count, touch []int32) {
	count, touch = make([]int32, l.cells.n), make([]int32, l.cells.n*l.cells.n)
	for h, o := range l.owner {
		if o == outside {
			continue
		}
		count[o]++
		for _, k := range l.around(h) {
			if p := l.owner[k]; p != outside && p != o {
				touch[int(o)*l.cells.n+int(p)]++
			}
		}
	}
	return count, touch
}

// pieces counts the connected parts of what an owner has; of the outside those
// of the inner hexagons and what joins them.
func (l *lattice) pieces(owner int32) int {
	seen := make([]bool, len(l.owner))
	n := 0
	for h := range l.owner {
		if l.owner[h] != owner || seen[h] || !l.inner(h) {
			continue
		}
		n++
		stack := []int{h}
		for len(stack) > 0 {
			k := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[k] || l.owner[k] != owner || !l.inner(k) {
				continue
			}
			seen[k] = true
			for _, m := range l.around(k) {
				stack = append(stack, m)
			}
		}
	}
	return n
}

// energy is E as anneal defines it, added up from the start.
func (l *lattice) energy() float64 {
	count, touch := l.recount()
	sum := 0.0
	for c := range l.cells.n {
		off := float64(count[c]) - l.want[c]
		sum += priceSize * off * off / l.want[c]
		for d := range c {
			s := float64(touch[c*l.cells.n+d])
			switch near := l.cells.near[c][d]; {
			case near && s == 0:
				sum += priceMissing + priceScant*enoughTouch
			case near:
				sum += priceScant * math.Max(0, enoughTouch-s)
			case s > 0:
				sum += priceFalse + priceStrange*s
			}
		}
	}
	for h, o := range l.owner { // each side between two owners is met twice
		if o == outside {
			continue
		}
		for _, k := range l.around(h) {
			switch {
			case l.owner[k] == outside:
				sum += priceBorder
			case l.owner[k] != o:
				sum += priceBorder / 2
			}
		}
	}
	return sum
}

func TestHexagonsAreNeighboursOfTheirNeighbours(t *testing.T) {
	l := sown(t, 1, 2)
	width := l.side * math.Sqrt(3)
	for h := range l.owner {
		if !l.inner(h) {
			continue
		}
		x, y := l.centre(h)
		for i, k := range l.around(h) {
			if back := l.around(k)[(i+3)%6]; back != h {
				t.Fatalf("from %d over side %d and back is %d", h, i, back)
			}
			kx, ky := l.centre(k)
			if math.Abs(math.Hypot(kx-x, ky-y)-width) > 1e-9*width {
				t.Fatalf("hexagons %d and %d are %g apart, want %g", h, k,
					math.Hypot(kx-x, ky-y), width)
			}
			turn := math.Atan2(ky-y, kx-x) - float64(i)*math.Pi/3
			if math.Abs(math.Remainder(turn, 2*math.Pi)) > 1e-9 {
				t.Fatalf("neighbour %d of %d lies at %g", i, h, math.Atan2(ky-y, kx-x))
			}
		}
	}
}

func TestHexagonsAgreeOnTheirCorners(t *testing.T) {
	l := sown(t, 2, 2)
	plane := NewProjection(Point{110, 35}, Point{112, 37})
	for h := range l.owner {
		if !l.inner(h) {
			continue
		}
		x, y := l.centre(h)
		for i, k := range l.around(h) {
			a, b := l.corner(h, i, plane), l.corner(h, i+1, plane)
			if c, d := l.corner(k, i+3, plane), l.corner(k, i+4, plane); a != d || b != c {
				t.Fatalf("side %d of %d is %v to %v, its neighbour has %v to %v", i, h, a, b, d, c)
			}
			ax, ay := plane.XY(a.point())
			if far := math.Hypot(ax-x, ay-y); math.Abs(far-l.side) > 1e-4 {
				t.Fatalf("corner %d of %d is %g from its middle, want %g", i, h, far, l.side)
			}
			if side(a, b, l.corner(h, i+2, plane)) <= 0 {
				t.Fatalf("corners of %d run clockwise", h)
			}
		}
	}
}

func TestTheRimOfALatticeStaysOutside(t *testing.T) {
	l := sown(t, 3, 3)
	rim := 0
	for h := range l.owner {
		row, col := h/l.nx, h%l.nx
		edge := min(row, col, l.ny-1-row, l.nx-1-col)
		if l.inner(h) != (edge >= 2) {
			t.Fatalf("hexagon %d, %d from the rim, is inner: %t", h, edge, l.inner(h))
		}
		if edge < 2 {
			rim++
			if l.owner[h] != outside {
				t.Fatalf("hexagon %d at the rim is owned", h)
			}
		}
	}
	if rim == 0 || rim == len(l.owner) {
		t.Errorf("%d of %d hexagons are at the rim", rim, len(l.owner))
	}
}

func TestCountsAreKeptWhateverChangesHands(t *testing.T) {
	l := sown(t, 4, 3)
	r := rand.New(rand.NewPCG(4, 82))
	for range 400 {
		h := r.IntN(len(l.owner))
		if l.inner(h) {
			l.set(h, int32(r.IntN(l.cells.n+1))-1)
		}
	}
	count, touch := l.recount()
	if !slices.Equal(count, l.count) || !slices.Equal(touch, l.touch) {
		t.Error("counts and touches are not those that are there")
	}
}

func TestSownCellsAreWholeAndFillTheirGround(t *testing.T) {
	for seed := range uint64(6) {
		l := sown(t, seed, 3)
		for c := range l.cells.n {
			if n := l.pieces(int32(c)); n != 1 {
				t.Errorf("seed %d: cell %d is in %d pieces", seed, c, n)
			}
			if l.count[c] < 10 {
				t.Errorf("seed %d: cell %d has %d hexagons", seed, c, l.count[c])
			}
			// Cells grow from their points.
			if h := l.nearest(l.cells.x[c], l.cells.y[c]); l.owner[h] != int32(c) {
				t.Errorf("seed %d: cell %d does not have its point", seed, c)
			}
		}
		if n := l.pieces(outside); n != 1 {
			t.Errorf("seed %d: the outside is in %d pieces", seed, n)
		}
	}
}

// nearest is the hexagon nearest to a point.
func (l *lattice) nearest(x, y float64) int {
	best, least := 0, math.Inf(1)
	for h := range l.owner {
		hx, hy := l.centre(h)
		if d := math.Hypot(hx-x, hy-y); d < least {
			best, least = h, d
		}
	}
	return best
}

func TestTheChangeIsTheDifferenceOfEnergies(t *testing.T) {
	l := sown(t, 5, 3)
	r := rand.New(rand.NewPCG(5, 82))
	tried := 0
	for tried < 300 {
		h := r.IntN(len(l.owner))
		if !l.inner(h) {
			continue
		}
		to := l.owner[l.around(h)[r.IntN(6)]]
		if to == l.owner[h] || !l.free(h, to) {
			continue
		}
		tried++
		want := -l.energy()
		change := l.change(h, to)
		l.set(h, to)
		if want += l.energy(); math.Abs(change-want) > 1e-9 {
			t.Fatalf("exchange %d: the change is %g, the energies differ by %g", tried, change,
				want)
		}
	}
}

func TestFreeExchangesKeepEveryFormWhole(t *testing.T) {
	l := sown(t, 6, 3)
	r := rand.New(rand.NewPCG(6, 82))
	freed, kept := 0, 0
	for freed < 300 {
		h := r.IntN(len(l.owner))
		if !l.inner(h) {
			continue
		}
		from, to := l.owner[h], l.owner[l.around(h)[r.IntN(6)]]
		if to == from {
			continue
		}
		if !l.free(h, to) {
			kept++
			continue
		}
		freed++
		l.set(h, to)
		for _, o := range []int32{from, to} {
			if n := l.pieces(o); n != 1 {
				t.Fatalf("after exchange %d owner %d is in %d pieces", freed, o, n)
			}
		}
	}
	if kept == 0 {
		t.Error("every exchange was free")
	}
	// The last hexagon of a cell stays.
	for h, o := range l.owner {
		if o == 0 && l.count[0] > 1 {
			l.set(h, outside)
		}
	}
	h := slices.Index(l.owner, 0)
	if l.count[0] != 1 || l.free(h, outside) {
		t.Errorf("the last of %d hexagons is free", l.count[0])
	}
}

func TestAnnealingLowersTheEnergy(t *testing.T) {
	for seed := range uint64(3) {
		l := sown(t, seed, 3)
		before := l.energy()
		l.anneal(20)
		count, touch := l.recount()
		if !slices.Equal(count, l.count) || !slices.Equal(touch, l.touch) {
			t.Fatalf("seed %d: counts are wrong", seed)
		}
		if after := l.energy(); after > 0.9*before {
			t.Errorf("seed %d: the energy was %g and is %g", seed, before, after)
		}
		for c := range l.cells.n {
			if off := math.Abs(float64(l.count[c]) - l.want[c]); off > 0.25*l.want[c] {
				t.Errorf("seed %d: cell %d has %d hexagons and wants %g", seed, c, l.count[c],
					l.want[c])
			}
			if l.pieces(int32(c)) != 1 {
				t.Errorf("seed %d: cell %d is in pieces", seed, c)
			}
		}
	}
}

func TestOnlyTheCellsAndASeamAreActive(t *testing.T) {
	l := sown(t, 7, 2)
	active := l.active()
	if !slices.IsSorted(active) {
		t.Error("they are in no order")
	}
	// Steps to the nearest cell, by a walk over all inner hexagons.
	far := slices.Repeat([]int{len(l.owner)}, len(l.owner))
	for changed := true; changed; {
		changed = false
		for h := range far {
			if !l.inner(h) {
				continue
			}
			d := far[h]
			if l.owner[h] != outside {
				d = 0
			}
			for _, k := range l.around(h) {
				d = min(d, far[k]+1)
			}
			if d < far[h] {
				far[h], changed = d, true
			}
		}
	}
	for h := range far {
		if _, is := slices.BinarySearch(active, h); is != (far[h] <= 4) {
			t.Fatalf("hexagon %d, %d steps from the cells, is active: %t", h, far[h], is)
		}
	}
}

func TestTouchingCostsAStepAndASlope(t *testing.T) {
	for sides, want := range []float64{42, 8, 4, 0, 0, 0} {
		if got := touchCost(true, int32(sides)); got != want {
			t.Errorf("neighbours with %d sides cost %g, want %g", sides, got, want)
		}
	}
	for sides, want := range []float64{0, 19, 22, 25} {
		if got := touchCost(false, int32(sides)); got != want {
			t.Errorf("strangers with %d sides cost %g, want %g", sides, got, want)
		}
	}
}

func TestTheSequenceScatters(t *testing.T) {
	var s, again sequence
	var hits [10]int
	sum := 0.0
	for range 100_000 {
		k := s.below(10)
		if k != again.below(10) {
			t.Fatal("two sequences differ")
		}
		hits[k]++
	}
	for k, n := range hits {
		if n < 9_500 || n > 10_500 {
			t.Errorf("%d came %d times of 100,000", k, n)
		}
	}
	for range 100_000 {
		f := s.fraction()
		if f <= 0 || f > 1 {
			t.Fatalf("a fraction of %g", f)
		}
		sum += f
	}
	if sum < 49_000 || sum > 51_000 {
		t.Errorf("the mean is %g", sum/100_000)
	}
}

func TestDepthsCountStepsToTheRim(t *testing.T) {
	l := sown(t, 8, 2)
	for h := range l.owner { // a disc of radius 3 about the middle for cell 0
		if l.owner[h] != outside {
			l.set(h, outside)
		}
	}
	middle := l.ny/2*l.nx + l.nx/2
	steps := map[int]int{middle: 0}
	queue := []int{middle}
	for i := 0; i < len(queue); i++ {
		l.set(queue[i], 0)
		for _, k := range l.around(queue[i]) {
			if _, met := steps[k]; !met && steps[queue[i]] < 3 {
				steps[k] = steps[queue[i]] + 1
				queue = append(queue, k)
			}
		}
	}
	if l.count[0] != 37 {
		t.Fatalf("a disc of radius 3 has %d hexagons", l.count[0])
	}
	for h, d := range l.depths(0) {
		want := 0
		if s, in := steps[h]; in {
			want = 4 - s
		}
		if d != want {
			t.Errorf("hexagon %d is %d deep, want %d", h, d, want)
		}
	}
}

func TestHolesAreFilledAndTheSeaIsNot(t *testing.T) {
	l := sown(t, 9, 3)
	sea := 0
	for _, o := range l.owner {
		if o == outside {
			sea++
		}
	}
	// Take out the deepest hexagon of each cell and one beside it.
	holes := 0
	for c := range l.cells.n {
		for h, d := range l.depths(int32(c)) {
			if d == 3 {
				l.set(h, outside)
				holes++
				break
			}
		}
	}
	if holes < 5 {
		t.Fatalf("%d holes", holes)
	}
	l.fillHoles()
	left := 0
	for _, o := range l.owner {
		if o == outside {
			left++
		}
	}
	if left != sea || l.pieces(outside) != 1 {
		t.Errorf("%d hexagons outside, want %d", left, sea)
	}
	count, touch := l.recount()
	if !slices.Equal(count, l.count) || !slices.Equal(touch, l.touch) {
		t.Error("counts are wrong")
	}
}

func TestMostAroundIsTheCellWithTheMostSides(t *testing.T) {
	l := sown(t, 10, 2)
	for h := range l.owner {
		l.owner[h] = outside
	}
	h := l.ny/2*l.nx + l.nx/2
	for _, c := range []struct {
		around [6]int32
		want   int32
	}{
		{[6]int32{-1, -1, -1, -1, -1, -1}, -1},
		{[6]int32{-1, -1, 2, -1, -1, -1}, 2},
		{[6]int32{3, 1, 3, 1, 1, -1}, 1},
		{[6]int32{3, 1, 3, 1, -1, -1}, 1},
		{[6]int32{3, 3, 1, 1, 2, 2}, 1},
		{[6]int32{3, 3, 3, 1, 1, 1}, 1},
		{[6]int32{0, 3, 3, -1, -1, -1}, 3},
	} {
		for i, k := range l.around(h) {
			l.owner[k] = c.around[i]
		}
		if got := l.mostAround(h); got != c.want {
			t.Errorf("amid %v it is %d, want %d", c.around, got, c.want)
		}
	}
}
