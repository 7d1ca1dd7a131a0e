package atlas

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A board is a grid of unit squares dealt out to places: the ground truth of
// random maps. Corners of squares may be moved; topology stays.
type board struct {
	n      int
	owner  []int
	corner []Point
	places int
}

func newBoard(r *rand.Rand, n, places int) *board {
	b := &board{n: n, owner: make([]int, n*n), places: places}
	for i := range b.owner {
		b.owner[i] = -1
	}
	for i, k := range r.Perm(n * n)[:places] {
		b.owner[k] = i
	}
	for slices.Contains(b.owner, -1) { // spread into free squares at random
		k := r.IntN(n * n)
		if d := b.beside(k, r.IntN(4)); b.owner[k] < 0 && d >= 0 {
			b.owner[k] = b.owner[d]
		}
	}
	for y := range n + 1 {
		for x := range n + 1 {
			b.corner = append(b.corner, Point{
				100 + float64(
					x,
				)/10 + 0.03*(r.Float64()-0.5), 30 + float64(y)/10 + 0.03*(r.Float64()-0.5),
			})
		}
	}
	return b
}

// beside returns the square next to k on one of four sides, -1 beyond the rim.
func (b *board) beside(k, side int) int {
	x, y := k%b.n, k/b.n
	x, y = x+[]int{1, 0, -1, 0}[side], y+[]int{0, 1, 0, -1}[side]
	if x < 0 || y < 0 || x >= b.n || y >= b.n {
		return -1
	}
	return y*b.n + x
}

// sideOf returns the corners of a side of square k, the square on the left.
func (b *board) sideOf(k, side int) (from, to int) {
	at := k/b.n*(b.n+1) + k%b.n
	quad := []int{at + 1, at + b.n + 2, at + b.n + 1, at}
	return quad[side], quad[(side+1)%4]
}

// truth lists the pairs of places that share a side.
func (b *board) truth() string {
	found := map[string]bool{}
	for k, o := range b.owner {
		for side := range 4 {
			if d := b.beside(k, side); d >= 0 && b.owner[d] > o {
				found[fmt.Sprintf("%03d-%03d", o, b.owner[d])] = true
			}
		}
	}
	var list []string
	for pair := range found {
		list = append(list, pair)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// rings walks round the squares of a place: every ring with the place on its
// left, turning left where two ways are open, so that squares that meet in a
// corner stay apart.
func (b *board) rings(place int) []Ring {
	next := map[int][]int{}
	for k, o := range b.owner {
		for side := range 4 {
			if d := b.beside(k, side); o == place && (d < 0 || b.owner[d] != place) {
				from, to := b.sideOf(k, side)
				next[from] = append(next[from], to)
			}
		}
	}
	var rings []Ring
	for start := range b.corner {
		for len(next[start]) > 0 {
			rings = append(rings, b.ring(next, start))
		}
	}
	return rings
}

func (b *board) ring(next map[int][]int, start int) Ring {
	ring := Ring{b.corner[start]}
	at, before := start, -1
	for {
		choice := 0
		for i, to := range next[at] {
			if before >= 0 && b.left(before, at, to) {
				choice = i
			}
		}
		to := next[at][choice]
		next[at] = slices.Delete(next[at], choice, choice+1)
		before, at = at, to
		ring = append(ring, b.corner[at])
		if at == start {
			return ring
		}
	}
}

func (b *board) left(p, q, r int) bool {
	w := b.n + 1
	return (q%w-p%w)*(r/w-q/w)-(q/w-p/w)*(r%w-q%w) > 0
}

// toMap makes a map of the board; shake moves the points of each place's rings
// by up to that many degrees, each place by itself.
func (b *board) toMap(r *rand.Rand, shake float64) *Map {
	m := &Map{Places: make([]Place, b.places)}
	for i := range m.Places {
		p := &m.Places[i]
		p.Code, p.Feature = fmt.Sprintf("%03d", i), i+1
		part := -1
		rings := b.rings(i)
		slices.SortStableFunc(rings, func(a, b Ring) int { // outer rings first
			return map[bool]int{true: -1, false: 1}[turning(a) > turning(b)]
		})
		for _, ring := range rings {
			hole := turning(ring) < 0
			if !hole {
				part++
			}
			for k := range ring[1:] {
				ring[k].Lon += shake * (2*r.Float64() - 1)
				ring[k].Lat += shake * (2*r.Float64() - 1)
			}
			ring[len(ring)-1] = ring[0]
			if hole { // Survey asks for no more than that settled rings be right
				p.Polygons = append(p.Polygons, Polygon{ring})
				continue
			}
			p.lines = append(p.lines, line{points: ring, part: part})
			p.Polygons = append(p.Polygons, Polygon{ring})
		}
	}
	return m
}

func errorsOf(faults []Fault) string {
	return told(
		slices.DeleteFunc(slices.Clone(faults), func(f Fault) bool { return f.Kind.Note() }),
	)
}

func TestRandomBoardsHaveTheirNeighboursAndNoFault(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 2 + r.IntN(9)
		b := newBoard(r, n, 1+r.IntN(n*n/2))
		// Half the snap between two sides that move by a quarter each.
		for _, shake := range []float64{0, DefaultSnap / 5} {
			report := mustSurvey(t, b.toMap(r, shake))
			if shake > 0 { // a place that touches itself in a corner really crosses then
				report.Faults = slices.DeleteFunc(report.Faults,
					func(f Fault) bool { return f.Kind == SelfCrossing })
			}
			if got := errorsOf(report.Faults); got != "" {
				t.Fatalf("seed %d, shaken by %g: %s", seed, shake, got)
			}
			if got, want := pairs(report.Graph), b.truth(); got != want {
				t.Fatalf("seed %d, shaken by %g:\n got %s\nwant %s", seed, shake, got, want)
			}
		}
	}
}

func TestTheOrderOfPlacesDoesNotMatter(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 2))
		b := newBoard(r, 7, 12)
		m := b.toMap(r, DefaultSnap/5)
		spoil(r, m)
		first := mustSurvey(t, m)
		r.Shuffle(
			len(m.Places),
			func(i, j int) { m.Places[i], m.Places[j] = m.Places[j], m.Places[i] },
		)
		second := mustSurvey(t, m)
		if a, b := told(first.Faults), told(second.Faults); a != b {
			t.Fatalf("seed %d:\n%s\n%s", seed, a, b)
		}
		if !slices.Equal(first.Graph.Borders(), second.Graph.Borders()) {
			t.Fatalf("seed %d: borders differ", seed)
		}
	}
}

// spoil damages one place at random and returns the kind that must be found.
func spoil(r *rand.Rand, m *Map) Kind {
	p := &m.Places[r.IntN(len(m.Places))]
	ring := p.Polygons[0][0]
	switch r.IntN(4) {
	case 0: // blow it up over its neighbours
		for k := range ring {
			ring[k].Lon += (ring[k].Lon - 100.2) / 3
		}
		return Overlap
	case 1: // turn two corners round each other
		if len(ring) < 6 {
			ring = slices.Insert(ring, 1, Point{ring[1].Lon, ring[1].Lat + 0.5})
		}
		ring[1], ring[2] = ring[2], ring[1]
		p.Polygons[0][0] = ring
		if !crossesItself(ring) {
			return ""
		}
		return SelfCrossing
	case 2:
		p.Code = ""
		return MissingCode
	}
	p.Code = m.Places[p.Feature%len(m.Places)].Code
	return DuplicateCode
}

// crossesItself looks at every two sides of the ring.
func crossesItself(ring Ring) bool {
	edges := gather(appendRing(nil, ring, 0, 1), true)
	for i, e := range edges {
		if slices.ContainsFunc(edges[:i], e.crosses) {
			return true
		}
	}
	return false
}

func TestSpoiledMapsAreFoundOut(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		m := newBoard(r, 6, 8).toMap(r, 0)
		want := spoil(r, m)
		report := mustSurvey(t, m)
		if want == Overlap { // a place at the map's rim may move over nobody
			continue
		}
		found := slices.ContainsFunc(report.Faults, func(f Fault) bool {
			return f.Kind == want
		})
		if !found && want != "" {
			t.Errorf("seed %d: %s not among: %s", seed, want, told(report.Faults))
		}
	}
}

func TestAMovedCornerOfIowaIsFoundAtItsPlace(t *testing.T) {
	text := readFile(t, "../demo/data/iowa/map.geojson")
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 4))
		m := mustDecode(t, string(text))
		p := &m.Places[r.IntN(len(m.Places))]
		ring := p.Polygons[0][0]
		k := 1 + r.IntN(len(ring)-2)
		at := ring[k]
		ring[k].Lon += 0.02
		ring[k].Lat += 0.013
		report := mustSurvey(t, m)
		seen := slices.ContainsFunc(report.Faults, func(f Fault) bool {
			return DistanceKm(f.At, at) < 60 && !f.Kind.Note()
		})
		atRim := len(report.Faults) == 0 // a corner of the state moved outwards
		if !seen && !atRim {
			t.Errorf("seed %d: nothing near %v: %s", seed, at, told(report.Faults))
		}
	}
}

func TestCrossingsAreThoseOfBruteForce(t *testing.T) {
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 5))
		edges := randomEdges(r, 3+r.IntN(60))
		cut, err := arrange(edges, false)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range cut {
			for _, f := range cut[:i] {
				if e.crosses(f) {
					t.Fatalf("seed %d: %v and %v cross", seed, e, f)
				}
			}
			for _, f := range cut {
				if runsThrough(e, f.a) || runsThrough(e, f.b) {
					t.Fatalf("seed %d: %v runs through an end of %v", seed, e, f)
				}
			}
		}
	}
}

func randomEdges(r *rand.Rand, n int) []edge {
	var uses []use
	for range n {
		a, b := spot{r.Int64N(400), r.Int64N(400)}, spot{r.Int64N(400), r.Int64N(400)}
		uses = appendUse(uses, use{a, b, int32(r.IntN(5)), 1})
	}
	return gather(uses, false)
}

// runsThrough reports whether s lies on e between its ends.
func runsThrough(e edge, s spot) bool {
	if s == e.a || s == e.b || side(e.a, e.b, s) != 0 {
		return false
	}
	t, _ := e.along(s)
	return 0 < t && t < 1
}

func TestFacesAreThoseOfRayCasting(t *testing.T) {
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 6))
		var uses []use
		rings := make([]Ring, 6)
		for i := range rings {
			at := Point{r.Float64() * 20, r.Float64() * 20}
			rings[i] = box(at.Lon, at.Lat, at.Lon+r.Float64()*15, at.Lat+r.Float64()*15)
			uses = appendRing(uses, rings[i], int32(i), 1)
		}
		edges, err := arrange(gather(uses, false), false)
		if err != nil {
			t.Fatal(err)
		}
		g, err := newArrangement(edges)
		if err != nil {
			t.Fatal(err)
		}
		contents := g.contents()
		for c := range g.first {
			if g.outer[c] {
				continue
			}
			at := g.inside(append([]int32{int32(c)}, contents[int32(c)]...))
			checkCovers(t, seed, rings, g.covers[c], at)
		}
	}
}

func checkCovers(t *testing.T, seed uint64, rings []Ring, covers []owner, at Point) {
	t.Helper()
	for i, ring := range rings {
		inside := slices.ContainsFunc(
			covers,
			func(o owner) bool { return o.place == int32(i) && o.n == 1 },
		)
		if inside != ring.around(at) {
			t.Fatalf(
				"seed %d: place %d covers %v: %t, by ray casting %t",
				seed,
				i,
				at,
				inside,
				!inside,
			)
		}
	}
}

func TestTangledBordersAreRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 12))
	ring := Ring{{0, 0}}
	for range 1500 {
		ring = append(ring, Point{90 * r.Float64(), 80 * r.Float64()})
	}
	m := mustDecode(t, collection(drawn("a", append(ring, ring[0]))))
	if _, err := Survey(m, Options{}); !errors.Is(err, ErrTangled) {
		t.Errorf("a border of 1,500 points at random: %v", err)
	}
}
