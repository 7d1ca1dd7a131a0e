package flow

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"
)

// sameCost tells whether two results agree, nil meaning that no flow exists.
func sameCost(a, b *big.Int) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.Cmp(b) == 0
}

// disturb makes one random change that keeps the problem well formed.
func disturb(t *testing.T, n *Network, r *rand.Rand) {
	t.Helper()
	p := n.Problem()
	switch e := r.IntN(len(p.Arcs)); r.IntN(4) {
	case 0: // narrower or wider
		a := p.Arcs[e]
		low := max(a.Low, -40) + r.Int64N(5) - 2
		if err := n.SetBounds(e, low, low+r.Int64N(30)); err != nil {
			t.Fatal(err)
		}
	case 1: // closed
		if err := n.SetBounds(e, 0, 0); err != nil {
			t.Fatal(err)
		}
	case 2: // one gives more, another takes it
		u, v := r.IntN(len(p.Supply)), r.IntN(len(p.Supply))
		q := r.Int64N(7)
		n.SetSupply(u, p.Supply[u]+q)
		n.SetSupply(v, n.Problem().Supply[v]-q)
	case 3: // one arc dearer, or all
		all := r.IntN(2) == 0
		if err := n.SetCosts(func(arc int) int64 {
			if c := p.Arcs[arc].Cost; all || arc == e {
				return max(c, 0) + r.Int64N(9)
			}
			return p.Arcs[arc].Cost
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGoingOnWarmEqualsBeginningCold(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			for seed := range uint64(15) {
				r := rand.New(rand.NewPCG(seed, 3))
				n := made(t, s.draw(r))
				for range 12 {
					for range 1 + r.IntN(3) {
						disturb(t, n, r)
					}
					if err := n.Repair(); err != nil {
						t.Fatal(err)
					}
					checkBasis(t, n)
					warm := solved(t, n)
					if cold := solved(t, made(t, n.Problem())); !sameCost(warm, cold) {
						t.Fatalf("seed %d: warm %s, cold %s", seed, warm, cold)
					}
				}
			}
		})
	}
}

func TestASmallChangeIsASmallStep(t *testing.T) {
	s := shapes[len(shapes)-1]
	r := rand.New(rand.NewPCG(9, 3))
	n := made(t, s.draw(r))
	solved(t, n)
	cold := n.Pivots()
	for range 20 {
		e := r.IntN(s.arcs)
		a := n.Problem().Arcs[e]
		if err := n.SetBounds(e, a.Low, a.Cap+1); err != nil {
			t.Fatal(err)
		}
		if err := n.Repair(); err != nil {
			t.Fatal(err)
		}
		solved(t, n)
	}
	if warm := n.Pivots() - cold; warm > cold {
		t.Errorf("20 small changes took %d pivots, the whole took %d", warm, cold)
	}
}

// pinned is a problem with every frozen arc fixed where it stands.
func pinned(n *Network) Problem {
	p := copied(n.Problem())
	for e := range p.Arcs {
		if n.Frozen(e) {
			p.Arcs[e].Low, p.Arcs[e].Cap = n.Flow(e), n.Flow(e)
		}
	}
	return p
}

func TestFrozenArcsStayAndThawedOnesMove(t *testing.T) {
	s := shapes[1]
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 4))
		n := made(t, s.draw(r))
		first := solved(t, n)
		before := n.Pivots()
		n.Freeze()
		if err := n.Run(context.Background()); err != nil || n.Pivots() != before {
			t.Fatalf("seed %d: a frozen optimum moved: %v", seed, err)
		}
		fixed := pinned(n)
		costs := make([]int64, len(fixed.Arcs))
		for e := range costs {
			costs[e] = r.Int64N(9)
			fixed.Arcs[e].Cost = costs[e]
		}
		if err := n.SetCosts(func(e int) int64 { return costs[e] }); err != nil {
			t.Fatal(err)
		}
		if err := n.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got, want := n.Cost(), solved(t, made(t, fixed)); got.Cmp(want) != 0 {
			t.Fatalf("seed %d: %s on the face, want %s", seed, got, want)
		}
		n.Thaw()
		free := solved(t, n)
		if want := solved(t, made(t, n.Problem())); free.Cmp(want) != 0 {
			t.Fatalf("seed %d: %s after thawing, want %s (first %s)", seed, free, want, first)
		}
	}
}

// totals are the costs of a flow in several sets of prices.
func totals(n *Network, levels [][]int64) []int64 {
	sums := make([]int64, len(levels))
	for k, costs := range levels {
		for e, c := range costs {
			sums[k] += c * n.Flow(e)
		}
	}
	return sums
}

func TestLevelsOneAfterAnotherEqualOneWeightedSolve(t *testing.T) {
	s := shape{
		nodes: 9, arcs: 40, cap: 6, cost: 9, low: 1, sources: 60, amount: 6, backbone: true,
	}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		p := s.draw(r)
		levels := make([][]int64, 4)
		for k := range levels {
			for range p.Arcs {
				levels[k] = append(levels[k], r.Int64N(4)/2)
			}
		}
		n := made(t, p)
		for _, costs := range levels {
			if err := n.SetCosts(func(e int) int64 { return costs[e] }); err != nil {
				t.Fatal(err)
			}
			if err := n.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
			n.Freeze()
		}
		for e := range p.Arcs { // no cycle costs more than 2·9, so 100 outweighs it
			p.Arcs[e].Cost = ((levels[0][e]*100+levels[1][e])*100+levels[2][e])*100 + levels[3][e]
		}
		weighted := made(t, p)
		solved(t, weighted)
		got, want := totals(n, levels), totals(weighted, levels)
		for k := range want {
			if got[k] != want[k] {
				t.Fatalf("seed %d: levels %v, want %v", seed, got, want)
			}
		}
	}
}

func TestChangesThatCannotBeAreRefused(t *testing.T) {
	n := made(t, Problem{Supply: []int64{1, -1}, Arcs: []Arc{{From: 0, To: 1, Cap: 3, Cost: 2}}})
	if err := n.SetBounds(0, 3, 2); err == nil || n.Problem().Arcs[0].Cap != 3 {
		t.Errorf("bounds the wrong way round: %v", err)
	}
	if err := n.SetCosts(func(int) int64 { return 1 << 62 }); err == nil {
		t.Error("a cost past 64 bits is taken")
	}
	if err := n.SetCosts(func(int) int64 { return 1 << 40 }); err != nil {
		t.Error(err)
	}
	n.SetSupply(0, 2)
	if err := n.Repair(); err == nil {
		t.Error("supplies that do not sum to zero are taken")
	}
	n.SetSupply(1, -2)
	if err := n.Repair(); err != nil {
		t.Error(err)
	}
	if cost := solved(t, n); cost.Int64() != 2<<40 {
		t.Errorf("cost %s", cost)
	}
}
