package zoning

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Between stages a search holds nothing that is true below an earlier cutoff
// only: each cut it keeps, in its pool or in a row, holds for every zoning
// better than the best it knows. It is made to know a poor one here, so that
// many are better.
func TestWhatAStageLeavesBehindHoldsForAll(t *testing.T) {
	p := region(t, "iowa")
	p.Objective = Ties
	g, err := newGround(&Problem{
		Objective: Ties, Weights: p.Weights, Borders: p.Borders, Ties: p.Ties,
		Centres: p.Centres, Bounds: Bounds{Around: true, Tolerance: 200_000},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := newSearch(context.Background(), g.model, g.start.clone(), DefaultSteps)
	root := s.begin()
	if root == nil {
		t.Fatal("nothing is left for a stage")
	}
	poor := s.upper + 8*(s.upper-s.lower)
	better := g.model.wander(g.start, s.best, poor)
	if len(better) < 100 {
		t.Fatal("too few zonings to judge by", len(better))
	}
	cuts := 0
	for _, part := range []int64{2, 4} {
		s.upper = poor
		s.stage(g.start, part)
		for _, of := range better {
			if cost := g.model.total(of); cost < s.lower {
				t.Fatalf("a zoning costs %d, the bound is %d", cost, s.lower)
			}
			for _, c := range slices.Concat(s.sep.pool, s.relax.cuts) {
				if !c.holds(of) {
					t.Fatalf("after stage %d a zoning breaks the cut %+v", part, c)
				}
			}
		}
		cuts += len(s.sep.pool)
	}
	if cuts == 0 {
		t.Fatal("no cuts were kept")
	}
}

// wander lists zonings that keep all rules and cost less than limit, each one
// bough away from the one before.
func (m *model) wander(d *domain, from []int32, limit int64) [][]int32 {
	r := rand.New(rand.NewPCG(1, 51))
	c := newClimber(m, d)
	c.start(slices.Clone(from))
	var list [][]int32
	for range 3000 {
		c.list()
		b := c.moves[r.IntN(len(c.moves))]
		if excess, cost := c.gain(b, nil); excess == 0 && c.cost+cost < limit {
			c.apply(b)
			list = append(list, slices.Clone(c.of))
		}
	}
	return list
}

// A relaxation gone to pieces proves nothing, and never too much.
func TestMultipliersThatAreNoNumbersProveNothing(t *testing.T) {
	g := smallGround(t, rand.New(rand.NewPCG(1, 52)))
	f := newProof(g.model)
	f.adapt(pricing{}, nil, true)
	f.bound(g.start)
	plain := f.total
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		pr := pricing{zone: make([]float64, g.model.p), cut: []float64{1}}
		pr.zone[0] = bad
		f.adapt(pr, []*cut{gateCut(1, 0, []int{1})}, true)
		if f.bound(g.start); f.total != plain {
			t.Errorf("with %g the bound is %d, without %d", bad, f.total, plain)
		}
	}
}
