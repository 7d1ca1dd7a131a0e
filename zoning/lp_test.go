package zoning

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomProgramme has rows of all kinds over few columns, so that many of
// them are tight and some contradict each other.
func randomProgramme(r *rand.Rand) *programme {
	n := 2 + r.IntN(12)
	cost := make([]float64, n)
	for q := range cost {
		cost[q] = float64(r.IntN(9) - 4)
	}
	p := newProgramme(cost)
	for range r.IntN(10) {
		p.addRow(randomRow(r, n))
	}
	return p
}

func randomRow(r *rand.Rand, n int) row {
	line := row{floor: math.Inf(-1), ceil: math.Inf(1)}
	for q := range n {
		if r.IntN(2) == 0 {
			line.entries = append(line.entries, entry{int32(q), float64(r.IntN(7) - 3)})
		}
	}
	middle := float64(r.IntN(7) - 3)
	switch r.IntN(4) {
	case 0:
		line.floor = middle
	case 1:
		line.ceil = middle
	case 2:
		line.floor, line.ceil = middle-1, middle+1
	case 3:
		line.floor, line.ceil = middle, middle
	}
	return line
}

// least is the minimum over the box of c·x − Σ y_r (a_r·x) + Σ y_r side_r: by
// duality no point costs less, whatever the multipliers, as long as each has
// a finite side. withCost = false leaves c out.
func (p *programme) least(y []float64, withCost bool) float64 {
	d := make([]float64, len(p.cost))
	if withCost {
		copy(d, p.cost)
	}
	sum := 0.0
	for r, line := range p.rows {
		side := line.floor
		if y[r] < 0 {
			side = line.ceil
		}
		if math.Abs(y[r]) < 1e-8 { // rounding; exact proofs are elsewhere
			continue
		}
		sum += y[r] * side
		for _, e := range line.entries {
			d[e.at] -= y[r] * e.coef
		}
	}
	for q, v := range d {
		sum += min(v*p.low[q], v*p.high[q])
	}
	return sum
}

// judge checks an outcome by its own certificate.
func judge(t *testing.T, seed uint64, p *programme, out outcome) {
	t.Helper()
	switch out {
	case stopped:
		t.Fatalf("seed %d: a small programme was given up", seed)
	case empty:
		if shown := p.least(p.ray, false); !(shown > 1e-6) {
			t.Fatalf("seed %d: said to be empty, but the ray shows only %g", seed, shown)
		}
	case optimal:
		for q, x := range p.x {
			if outside(x, p.low[q], p.high[q]) != 0 &&
				math.Abs(outside(x, p.low[q], p.high[q])) > 1e-6 {
				t.Fatalf("seed %d: column %d is %g", seed, q, x)
			}
		}
		for r, line := range p.rows {
			value := 0.0
			for _, e := range line.entries {
				value += e.coef * p.x[e.at]
			}
			if math.Abs(outside(value, line.floor, line.ceil)) > 1e-5 {
				t.Fatalf(
					"seed %d: row %d is %g, not in %g..%g",
					seed,
					r,
					value,
					line.floor,
					line.ceil,
				)
			}
		}
		if got, bound := p.objective(), p.least(p.y, true); math.Abs(got-bound) > 1e-5 {
			t.Fatalf("seed %d: cost %g, but the multipliers show %g", seed, got, bound)
		}
	}
}

func TestTheProgrammeProvesWhatItSays(t *testing.T) {
	count := map[outcome]int{}
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 11))
		p := randomProgramme(r)
		out := p.solve(1000)
		judge(t, seed, p, out)
		count[out]++
	}
	if count[optimal] < 1000 || count[empty] < 500 {
		t.Fatal("the programmes are all of one kind", count)
	}
}

// A programme lives long: ends move, rows come and go, and it goes on from
// where it was.
func TestTheProgrammeGoesOnAfterChanges(t *testing.T) {
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 12))
		p := randomProgramme(r)
		for range 12 {
			switch r.IntN(4) {
			case 0:
				p.addRow(randomRow(r, len(p.cost)))
			case 1:
				gone := make([]bool, len(p.rows))
				for k := range gone {
					gone[k] = p.rowAt[k] < 0 && r.IntN(2) == 0
				}
				p.dropRows(gone)
			default:
				q := r.IntN(len(p.cost))
				ends := [3][2]float64{{0, 1}, {0, 0}, {1, 1}}[r.IntN(3)]
				p.low[q], p.high[q] = ends[0], ends[1]
			}
			judge(t, seed, p, p.solve(1000))
			if r.IntN(6) == 0 {
				p.invert()
			}
		}
	}
}

func TestALimitOfPivotsStops(t *testing.T) {
	p := newProgramme([]float64{1, 2, 3})
	all := []entry{{0, 1}, {1, 1}, {2, 1}}
	p.addRow(row{entries: all, floor: 1.5, ceil: math.Inf(1)})
	if out := p.solve(1); out != stopped {
		t.Errorf("outcome %d after one pivot at most", out)
	}
	if out := p.solve(50); out != optimal || math.Abs(p.objective()-2) > 1e-9 {
		t.Errorf("outcome %d with cost %g, want 2", out, p.objective())
	}
}

// A state that is kept comes back whole: the same values, and the same way on
// from there.
func TestAProgrammeComesBackToItsMark(t *testing.T) {
	back := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 13))
		p := randomProgramme(r)
		if p.solve(1000) != optimal {
			continue
		}
		var m mark
		p.keep(&m)
		x, y, cost := slices.Clone(p.x), slices.Clone(p.y), p.objective()
		for range 3 { // what a trial does, again and again
			for q := range p.low {
				if r.IntN(3) == 0 {
					p.low[q], p.high[q] = 1, 1
				}
			}
			p.solve(r.IntN(9))
			p.goBack(&m)
			if !slices.Equal(p.x, x) || !slices.Equal(p.y, y) || p.objective() != cost {
				t.Fatalf("seed %d: %v %v, kept %v %v", seed, p.x, p.y, x, y)
			}
		}
		p.addRow(randomRow(r, len(p.cost)))
		judge(t, seed, p, p.solve(1000))
		back++
	}
	if back < 500 {
		t.Fatal("too few programmes have an answer", back)
	}
}
