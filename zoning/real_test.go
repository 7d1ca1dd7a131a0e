package zoning

import (
	"context"
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hinterland/atlas"
)

// region reads a sample region of the program: places, people, borders, centres.
// Ties are the model people × people ÷ km².
func region(t testing.TB, name string) Problem {
	t.Helper()
	rows := func(file string) [][]string {
		f, err := os.Open(filepath.Join("..", "demo", "data", name, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		all, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	p := Problem{Bounds: Unbounded()}
	number := map[string]int{}
	var at []atlas.Point
	places := rows("places.csv")
	column := func(name string) int { return slices.Index(places[0], name) }
	float := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for i, row := range places[1:] {
		number[row[column("code")]] = i
		at = append(at, atlas.Point{Lon: float(row[column("lon")]), Lat: float(row[column("lat")])})
		p.Weights = append(p.Weights, int64(float(row[column("people")])))
	}
	for _, row := range rows("adjacency.csv")[1:] {
		a, b := number[row[0]], number[row[1]]
		metres := math.Round(1000 * atlas.DistanceKm(at[a], at[b]))
		p.Borders = append(p.Borders, Border{a, b, int64(metres)})
	}
	for _, row := range rows("centres.csv")[1:] {
		var centre []int
		for _, code := range strings.Split(row[2], "+") {
			centre = append(centre, number[code])
		}
		p.Centres = append(p.Centres, centre)
	}
	for a := range at {
		for b := range a {
			km := max(5, 1.35*atlas.DistanceKm(at[a], at[b]))
			people := float64(p.Weights[a]) / 1000 * float64(p.Weights[b]) / 1000
			if tie := int64(people / km / km * 1e6); tie > 0 && km < 300 {
				p.Ties = append(p.Ties, Tie{b, a, tie})
			}
		}
	}
	return p
}

// noisy makes ties that follow no map: the worst case for contiguity.
func noisy(p Problem) Problem {
	r := rand.New(rand.NewPCG(7, 7))
	p.Ties = slices.Clone(p.Ties)
	for k := range p.Ties {
		p.Ties[k].Value = p.Ties[k].Value / 1000 * int64(600+r.IntN(801))
	}
	return p
}

func around(p Problem, percent int64) Problem {
	p.Bounds = Unbounded()
	if percent > 0 {
		p.Bounds = Bounds{Around: true, Tolerance: percent * 10_000}
	}
	return p
}

// The zones of the sample regions are proved under each objective and
// tolerance (rows A1, A2); in short runs the harder region once only.
func TestRealRegionsAreProved(t *testing.T) {
	for _, name := range []string{"iowa", "shanxi"}[:times(1, 2)] {
		distance := region(t, name)
		byTies := distance
		byTies.Objective = Ties
		for kind, p := range map[string]Problem{
			"distance": distance, "ties": byTies, "noisy ties": noisy(byTies),
		} {
			costs := []int64{}
			for _, percent := range []int64{0, 30, 10} {
				p := around(p, percent)
				a := mustSolve(t, p)
				if !a.Proved || a.Bound != a.Cost {
					t.Errorf("%s by %s, %d %%: %d, bound %d", name, kind, percent, a.Cost, a.Bound)
				}
				if cost, ok := newWitness(p).judge(a.Zone); !ok || cost != a.Cost {
					t.Errorf("%s by %s, %d %%: a broken zoning", name, kind, percent)
				}
				costs = append(costs, a.Cost)
			}
			worse := slices.IsSorted(costs)
			if p.Objective == Ties {
				worse = slices.IsSortedFunc(costs, func(a, b int64) int { return int(b - a) })
			}
			if !worse {
				t.Errorf("%s by %s: tighter bounds make it better: %v", name, kind, costs)
			}
		}
	}
}

func TestAHardRegionIsProved(t *testing.T) {
	p := around(region(t, "shanxi"), 20)
	p.Objective = Ties
	a := mustSolve(t, p)
	if cost, ok := newWitness(p).judge(a.Zone); !ok || cost != a.Cost || !a.Proved {
		t.Errorf("cost %d, bound %d, judged %d %v", a.Cost, a.Bound, cost, ok)
	}
}

// renumbered is the same problem with places, borders and ties in another
// order.
func renumbered(p Problem, r *rand.Rand) (Problem, []int) {
	to := r.Perm(len(p.Weights))
	q := p
	q.Weights = make([]int64, len(p.Weights))
	for i, w := range p.Weights {
		q.Weights[to[i]] = w
	}
	q.Borders, q.Ties, q.Pins, q.Centres = nil, nil, nil, nil
	for _, b := range p.Borders {
		q.Borders = append(q.Borders, Border{to[b.B], to[b.A], b.Length})
	}
	for _, x := range p.Ties {
		q.Ties = append(q.Ties, Tie{to[x.B], to[x.A], x.Value})
	}
	for _, pin := range p.Pins {
		q.Pins = append(q.Pins, Pin{to[pin.Place], pin.Centre})
	}
	r.Shuffle(
		len(q.Borders),
		func(a, b int) { q.Borders[a], q.Borders[b] = q.Borders[b], q.Borders[a] },
	)
	for _, centre := range p.Centres {
		var moved []int
		for _, i := range centre {
			moved = append(moved, to[i])
		}
		q.Centres = append(q.Centres, moved)
	}
	return q, to
}

func TestRenumberingChangesNoCost(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 41))
		p := randomProblem(r, 8+r.IntN(15), 2+r.IntN(3))
		q, _ := renumbered(p, r)
		a, err := Solve(context.Background(), p)
		b, other := Solve(context.Background(), q)
		if (err == nil) != (other == nil) {
			t.Fatalf("seed %d: %v, but renumbered %v", seed, err, other)
		}
		if err == nil && (a.Cost != b.Cost || !a.Proved || !b.Proved) {
			t.Fatalf("seed %d: %d, but renumbered %d", seed, a.Cost, b.Cost)
		}
	}
}

func TestTheOrderOfRowsChangesNothing(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 42))
		p := randomProblem(r, 8+r.IntN(15), 2+r.IntN(3))
		q := p
		q.Borders, q.Ties = slices.Clone(p.Borders), slices.Clone(p.Ties)
		slices.Reverse(q.Borders)
		slices.Reverse(q.Ties)
		slices.Reverse(q.Pins)
		a, err := Solve(context.Background(), p)
		b, other := Solve(context.Background(), q)
		if (err == nil) != (other == nil) || !reflect.DeepEqual(a, b) {
			t.Fatalf("seed %d: %+v %v, but in another order %+v %v", seed, a, err, b, other)
		}
	}
}

func TestHeavierPlacesCostInProportion(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 43))
		p := randomProblem(r, 8+r.IntN(15), 2+r.IntN(3))
		p.Objective, p.Bounds = Distance, Unbounded()
		q := p
		q.Weights = slices.Clone(p.Weights)
		for i := range q.Weights {
			q.Weights[i] *= 7
		}
		a, err := Solve(context.Background(), p)
		b, other := Solve(context.Background(), q)
		if (err == nil) != (other == nil) || err == nil && 7*a.Cost != b.Cost {
			t.Fatalf("seed %d: %v, %v, %+v, %+v", seed, err, other, a, b)
		}
	}
}

func TestAPinThatAgreesChangesNothing(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 44))
		p := randomProblem(r, 8+r.IntN(15), 2+r.IntN(3))
		a, err := Solve(context.Background(), p)
		if err != nil {
			continue
		}
		q := p
		for i, j := range a.Zone {
			pinned := slices.ContainsFunc(p.Pins, func(pin Pin) bool { return pin.Place == i })
			if j >= 0 && a.Reasons[i] != IsCentre && !pinned && r.IntN(3) == 0 {
				q.Pins = append(slices.Clone(q.Pins), Pin{i, j})
			}
		}
		if b := mustSolve(t, q); b.Cost != a.Cost || !b.Proved {
			t.Fatalf("seed %d: %d, but with pins that agree %d", seed, a.Cost, b.Cost)
		}
	}
}

// A search that is cut short says so, and its bound is true.
func TestACutSearchIsHonest(t *testing.T) {
	p := region(t, "iowa")
	p.Objective = Ties
	p = around(p, 20)
	best := mustSolve(t, p).Cost
	open := 0
	for _, steps := range []int64{1, 100_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000} {
		p.Steps = steps
		a, err := Solve(context.Background(), p)
		var unfound *Unfound
		if errors.As(err, &unfound) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if a.Bound < best || a.Cost > best || a.Proved != (a.Cost == a.Bound) {
			t.Errorf("after %d steps %d..%d, but %d is best", steps, a.Cost, a.Bound, best)
		}
		if !a.Proved {
			open++
		}
	}
	if open == 0 {
		t.Error("every search was finished")
	}
}

func TestACancelledSearchEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a, err := Solve(ctx, around(region(t, "shanxi"), 10))
	var unfound *Unfound
	if !errors.As(err, &unfound) && (err != nil || a.Proved) {
		t.Errorf("%+v, %v", a, err)
	}
}

// A map of many zones is redrawn part by part; the cost of the whole is what
// its parts say.
func TestAMapOfManyZonesIsRedrawnInParts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 45))
	const side = 22
	p := Problem{Bounds: Bounds{Around: true, Tolerance: 100_000}, Steps: 300_000_000}
	for i := range side * side {
		p.Weights = append(p.Weights, int64(50+r.IntN(100)))
		if i%side > 0 {
			p.Borders = append(p.Borders, Border{i - 1, i, int64(900 + r.IntN(200))})
		}
		if i >= side {
			p.Borders = append(p.Borders, Border{i - side, i, int64(900 + r.IntN(200))})
		}
	}
	for y := range 5 {
		for x := range 5 {
			p.Centres = append(p.Centres, []int{side*(2+4*y+r.IntN(2)) + 2 + 4*x + r.IntN(2)})
		}
	}
	a := mustSolve(t, p)
	cost, ok := newWitness(p).judge(a.Zone)
	if !ok || cost != a.Cost || a.Bound > a.Cost {
		t.Fatalf("cost %d, bound %d, judged %d %v", a.Cost, a.Bound, cost, ok)
	}
	if gap := float64(a.Cost-a.Bound) / float64(a.Bound); gap > 0.01 {
		t.Errorf("gap %.4f", gap)
	}
	t.Logf("gap %.5f, %d steps", float64(a.Cost-a.Bound)/float64(a.Bound), a.Steps)
}

func BenchmarkSolve(b *testing.B) {
	for _, name := range []string{"iowa", "shanxi"} {
		p := around(region(b, name), 30)
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if _, err := Solve(context.Background(), p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
