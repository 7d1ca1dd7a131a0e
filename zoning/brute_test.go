package zoning

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// randomProblem makes a small problem: a connected graph as a rule, all kinds
// of bounds and pins, weights with zeros and repeats so that ties abound.
func randomProblem(r *rand.Rand, n, centres int) Problem {
	p := Problem{Objective: Objective(r.IntN(2)), Bounds: Unbounded(), LeaveOut: true}
	for range n {
		p.Weights = append(p.Weights, int64(r.IntN(6)*r.IntN(8)))
	}
	border := func(a, b int) {
		if a != b {
			p.Borders = append(p.Borders, Border{a, b, int64(1 + r.IntN(9))})
		}
	}
	for i := 1; i < n; i++ {
		if r.IntN(25) > 0 {
			border(i, max(0, i-1-r.IntN(3)))
		}
	}
	for range r.IntN(n) {
		a := r.IntN(n)
		border(a, min(n-1, a+1+r.IntN(3)))
	}
	order := r.Perm(n)
	for range centres { // at least a place for each
		size := max(min(1+r.IntN(5)/4, len(order)-centres), 1)
		p.Centres = append(p.Centres, order[:size])
		order = order[size:]
	}
	for range min(r.IntN(3)*r.IntN(2), len(order)) {
		p.Pins = append(p.Pins, Pin{order[0], r.IntN(centres)})
		order = order[1:]
	}
	for a := range n {
		for b := range a {
			if r.IntN(2) == 0 {
				p.Ties = append(p.Ties, Tie{b, a, int64(r.IntN(20))})
			}
		}
	}
	switch r.IntN(4) {
	case 0:
	case 1:
		p.Bounds = Bounds{Around: true, Tolerance: int64(r.IntN(10)) * 100_000}
	case 2:
		p.Bounds.Most = int64(10 + r.IntN(60))
	case 3:
		p.Bounds.Least = int64(r.IntN(15))
		p.Bounds.Most = p.Bounds.Least + int64(r.IntN(60))
	}
	return p
}

// brute tries every assignment, with its own arithmetic throughout.
func brute(p Problem) (best int64, found bool) {
	n := len(p.Weights)
	w := newWitness(p)
	zone := make([]int, n)
	var place func(i int)
	place = func(i int) {
		if i == n {
			if cost, ok := w.judge(zone); ok && (!found || w.better(cost, best)) {
				best, found = cost, true
			}
			return
		}
		if w.fixed[i] != free {
			zone[i] = w.fixed[i]
			place(i + 1)
			return
		}
		for j := range p.Centres {
			zone[i] = j
			place(i + 1)
		}
	}
	place(0)
	return best, found
}

// times is how often a test throws its dice: more often in long runs.
func times(usual, long int) int {
	if os.Getenv("HINTERLAND_LONG") != "" {
		return long
	}
	return usual
}

// A witness judges zonings the slow and plain way.
type witness struct {
	p           Problem
	fixed       []int // centre a place must have, free, or -1 for none at all
	far         [][]int64
	near        [][]bool
	least, most int64
	impossible  bool
}

const free = math.MinInt

func newWitness(p Problem) *witness {
	n := len(p.Weights)
	w := &witness{p: p, fixed: make([]int, n), near: make([][]bool, n)}
	const never = int64(1) << 40
	for i := range n {
		w.fixed[i] = free
		w.near[i] = make([]bool, n)
	}
	for _, b := range p.Borders {
		w.near[b.A][b.B], w.near[b.B][b.A] = true, true
	}
	for j, centre := range p.Centres {
		far := make([]int64, n)
		for i := range far {
			far[i] = never
		}
		for _, i := range centre {
			far[i] = 0
			w.fixed[i] = j
		}
		for range n {
			for _, b := range p.Borders {
				far[b.B] = min(far[b.B], far[b.A]+b.Length)
				far[b.A] = min(far[b.A], far[b.B]+b.Length)
			}
		}
		w.far = append(w.far, far)
	}
	for i := range n {
		reached := slices.ContainsFunc(w.far, func(far []int64) bool { return far[i] < never })
		if !reached {
			w.fixed[i] = -1
		}
	}
	for _, pin := range p.Pins {
		w.impossible = w.impossible || w.fixed[pin.Place] == -1
		w.fixed[pin.Place] = pin.Centre
	}
	w.bounds()
	return w
}

func (w *witness) bounds() {
	w.least, w.most = w.p.Bounds.Least, w.p.Bounds.Most
	if !w.p.Bounds.Around {
		return
	}
	total := 0.0
	for i, weight := range w.p.Weights {
		if w.fixed[i] != -1 && !w.isCentre(i) {
			total += float64(weight)
		}
	}
	mean, t := total/float64(len(w.p.Centres)), float64(w.p.Bounds.Tolerance)/1e6
	w.least = int64(math.Ceil(max(mean*(1-t), 0) - 1e-9))
	w.most = int64(math.Floor(mean*(1+t) + 1e-9))
}

func (w *witness) isCentre(i int) bool {
	return slices.ContainsFunc(w.p.Centres, func(c []int) bool { return slices.Contains(c, i) })
}

func (w *witness) better(a, b int64) bool {
	if w.p.Objective == Ties {
		return a > b
	}
	return a < b
}

func (w *witness) judge(zone []int) (int64, bool) {
	if w.impossible {
		return 0, false
	}
	load := make([]int64, len(w.p.Centres))
	cost := int64(0)
	for i, j := range zone {
		if j >= 0 && !w.isCentre(i) {
			load[j] += w.p.Weights[i]
			if w.p.Objective == Distance {
				cost += w.p.Weights[i] * w.far[j][i]
			}
		}
		if j < 0 && w.fixed[i] != -1 {
			return 0, false
		}
	}
	for _, l := range load {
		if l < w.least || l > w.most {
			return 0, false
		}
	}
	if w.p.Objective == Ties {
		for _, t := range w.p.Ties {
			for _, pair := range [2][2]int{{t.A, t.B}, {t.B, t.A}} {
				j := zone[pair[0]]
				if j >= 0 && slices.Contains(w.p.Centres[j], pair[1]) {
					cost += t.Value
				}
			}
		}
	}
	return cost, w.joined(zone)
}

// joined spreads from the centres until nothing changes.
func (w *witness) joined(zone []int) bool {
	held := make([]bool, len(zone))
	for i, j := range zone {
		held[i] = j < 0 || slices.Contains(w.p.Centres[j], i)
	}
	for changed := true; changed; {
		changed = false
		for i := range zone {
			for u := range zone {
				if !held[i] && held[u] && w.near[i][u] && zone[i] == zone[u] {
					held[i], changed = true, true
				}
			}
		}
	}
	return !slices.Contains(held, false)
}

func TestSolveAgreesWithTryingEverything(t *testing.T) {
	counts := map[string]int{}
	for seed := range uint64(times(6000, 20_000)) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := randomProblem(r, 5+r.IntN(5), 2+r.IntN(2))
		best, found := brute(p)
		a, err := Solve(context.Background(), p)
		var no *Infeasible
		switch {
		case errors.As(err, &no):
			counts[string(no.Causes[0].Why)]++
			if found {
				t.Fatalf("seed %d: %v, but there is a zoning of cost %d", seed, err, best)
			}
			if c := no.Causes[0]; len(c.Places) == 0 && (c.Why != Starved || c.Weight > 0) {
				t.Fatalf("seed %d: cause %+v names no place", seed, c)
			}
		case err != nil:
			t.Fatalf("seed %d: %v", seed, err)
		case !found:
			t.Fatalf("seed %d: a zoning of cost %d where there is none", seed, a.Cost)
		case a.Cost != best || !a.Proved || a.Bound != best:
			t.Fatalf(
				"seed %d: cost %d bound %d proved %v, want %d",
				seed,
				a.Cost,
				a.Bound,
				a.Proved,
				best,
			)
		default:
			cost, ok := newWitness(p).judge(a.Zone)
			if !ok || cost != a.Cost {
				t.Fatalf(
					"seed %d: the zoning %v is broken or costs %d, not %d",
					seed,
					a.Zone,
					cost,
					a.Cost,
				)
			}
			counts["solved"]++
		}
	}
	t.Log(counts)
	if counts["solved"] < 1000 {
		t.Fatal("too few of the problems have an answer", counts)
	}
}
