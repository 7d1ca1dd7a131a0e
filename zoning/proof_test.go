package zoning

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// every calls use with each zoning of a model that keeps all rules, and its
// cost.
func (m *model) every(start *domain, use func(of []int32, cost int64)) {
	of := make([]int32, m.n)
	var place func(i int)
	place = func(i int) {
		if i == m.n {
			if m.feasible(slices.Clone(of)) {
				use(of, m.total(of))
			}
			return
		}
		for j := start.next(i, 0); j >= 0; j = start.next(i, j+1) {
			of[i] = int32(j)
			place(i + 1)
		}
	}
	place(0)
}

// smallGround makes a ground that can be enumerated.
func smallGround(t *testing.T, r *rand.Rand) *ground {
	t.Helper()
	p := randomProblem(r, 5+r.IntN(4), 2+r.IntN(2))
	if p.check() != nil {
		t.Fatal("a random problem is none")
	}
	g, err := newGround(&p)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// randomShares are fractions that add up to one for each place.
func (m *model) randomShares(r *rand.Rand, d *domain) []float64 {
	share := make([]float64, m.n*m.p)
	for i := range m.n {
		sum := 0.0
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			share[i*m.p+j] = float64(r.IntN(4) * r.IntN(4))
			sum += share[i*m.p+j]
		}
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			if sum == 0 {
				share[i*m.p+j], sum = 1, 1
			}
			share[i*m.p+j] /= sum
		}
	}
	return share
}

// holds reports whether a zoning satisfies a cut.
func (c *cut) holds(of []int32) bool {
	sum := int64(0)
	for t, i := range c.places {
		if of[i] == c.zone {
			sum += c.coef[t]
		}
	}
	return sum <= c.limit
}

func TestEveryCutHoldsForEveryZoning(t *testing.T) {
	kinds := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 21))
		g := smallGround(t, r)
		m := g.model
		sep := newSeparation(m)
		for range 3 {
			share := m.randomShares(r, g.start)
			found := sep.find(share, g.start)
			kinds += len(found)
			for _, c := range found {
				if c.broken(share, m.p) <= 0 {
					t.Fatalf("seed %d: a cut that is not broken: %+v", seed, c)
				}
			}
		}
		m.every(g.start, func(of []int32, _ int64) {
			for _, c := range sep.pool {
				if !c.holds(of) {
					t.Fatalf("seed %d: the zoning %v breaks the cut %+v", seed, of, c)
				}
			}
		})
	}
	if kinds < 3000 {
		t.Fatal("too few cuts", kinds)
	}
}

// Whatever the multipliers, no zoning costs less than the bound they give,
// and none that costs less than a limit is excluded by it.
func TestNoMultipliersProveTooMuch(t *testing.T) {
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 22))
		g := smallGround(t, r)
		m := g.model
		sep := newSeparation(m)
		sep.find(m.randomShares(r, g.start), g.start)
		size := math.Pow(10, float64(r.IntN(30)-5))
		pr := pricing{zone: make([]float64, m.p), cut: make([]float64, len(sep.pool))}
		for j := range pr.zone {
			pr.zone[j] = size * (r.Float64() - 0.5)
		}
		for k := range pr.cut {
			pr.cut[k] = size * (r.Float64() - 0.2)
		}
		f := newProof(m)
		f.adapt(pr, sep.pool, true)
		f.bound(g.start)
		zonings := 0
		m.every(g.start, func(of []int32, cost int64) {
			zonings++
			if cost < f.floor() {
				t.Fatalf("seed %d: a zoning costs %d, below the bound %d", seed, cost, f.floor())
			}
			for i, j := range of {
				if f.excludes(i, int(j), cost+1) {
					t.Fatalf("seed %d: place %d is excluded from zone %d", seed, i, j)
				}
			}
		})
		f.adapt(pr, sep.pool, false)
		f.bound(g.start)
		if zonings > 0 && f.total > 0 {
			t.Fatalf("seed %d: proved empty, with %d zonings", seed, zonings)
		}
	}
}

func TestPropagationTakesNothingThatAZoningHas(t *testing.T) {
	taken := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 23))
		g := smallGround(t, r)
		m := g.model
		d := g.start.clone()
		for range r.IntN(4) { // a node somewhere in a search
			i := r.IntN(m.n)
			if j := r.IntN(m.p); d.has(i, j) && !d.fixed(i) {
				d.drop(i, j)
			}
		}
		before := d.clone()
		s := newSpreader(m)
		s.tell = true
		s.touchAll()
		possible := s.run(d)
		m.every(before, func(of []int32, _ int64) {
			if !possible {
				t.Fatalf("seed %d: said to be impossible, but there is %v", seed, of)
			}
			for i, j := range of {
				if !d.has(i, int(j)) {
					t.Fatalf("seed %d: %v has place %d in zone %d", seed, of, i, j)
				}
			}
		})
		if !possible && s.failure == nil {
			t.Fatalf("seed %d: impossible without a word", seed)
		}
		for i := range m.n {
			taken += int(before.left[i] - d.left[i])
		}
	}
	if taken < 3000 {
		t.Fatal("propagation finds too little", taken)
	}
}

func TestADomainKeepsCount(t *testing.T) {
	d := newDomain(3, 130)
	d.drop(1, 0)
	d.drop(1, 64)
	d.drop(1, 129)
	if d.left[1] != 127 || d.next(1, 0) != 1 || d.next(1, 64) != 65 || d.next(1, 129) != -1 {
		t.Error(
			"zones of a place are miscounted",
			d.left,
			d.next(1, 0),
			d.next(1, 64),
			d.next(1, 129),
		)
	}
	e := newDomain(3, 130)
	for j := range 129 {
		e.drop(2, j)
	}
	if changed, possible := d.meet(e); !changed || !possible || d.only(2) != 129 || !d.fixed(2) {
		t.Error("meeting another domain fails")
	}
	e.drop(2, 129)
	if _, possible := d.meet(e); possible {
		t.Error("a place without a zone is possible")
	}
	if changed, _ := d.meet(d.clone()); changed {
		t.Error("meeting itself changes a domain")
	}
}

func TestAClimbKeepsContiguityAndGetsNoWorse(t *testing.T) {
	better := 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 24))
		p := randomProblem(r, 8+r.IntN(30), 2+r.IntN(3))
		g, err := newGround(&p)
		if err != nil {
			t.Fatal(err)
		}
		m := g.model
		liking := make([]int64, m.n*m.p)
		for k := range liking {
			liking[k] = int64(r.IntN(100))
		}
		of := m.round(g.start, liking)
		if of == nil {
			continue
		}
		c := newClimber(m, g.start)
		c.start(of)
		excess, cost := c.excess, c.cost
		c.climb(1 << 40)
		if len(partsOf(m, of).Loose()) > 0 {
			t.Fatalf("seed %d: a climb has torn a zone", seed)
		}
		for i, j := range of {
			if !g.start.has(i, int(j)) {
				t.Fatalf("seed %d: a climb has moved place %d", seed, i)
			}
		}
		sum := int64(0)
		for _, load := range m.loads(of) {
			sum += m.excess(load)
		}
		if sum != c.excess || m.total(of) != c.cost {
			t.Fatalf("seed %d: excess %d and cost %d are %d and %d",
				seed, c.excess, c.cost, sum, m.total(of))
		}
		if c.excess > excess || c.excess == excess && c.cost > cost {
			t.Fatalf("seed %d: a climb led downwards", seed)
		}
		if c.excess < excess || c.cost < cost {
			better++
		}
	}
	if better < 1000 {
		t.Fatal("climbs hardly ever find anything", better)
	}
}
