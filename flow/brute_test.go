package flow

import (
	"math/rand/v2"
	"testing"
)

// cheapest tries all flows with finite bounds, arc by arc, and tells the least
// cost, and whether there is a flow at all.
func cheapest(p Problem, e int, over []int64) (int64, bool) {
	if e == len(p.Arcs) {
		for _, b := range over {
			if b != 0 {
				return 0, false
			}
		}
		return 0, true
	}
	a := p.Arcs[e]
	var least int64
	found := false
	for x := a.Low; x <= a.Cap; x++ {
		over[a.From] -= x
		over[a.To] += x
		if rest, ok := cheapest(p, e+1, over); ok {
			if cost := rest + x*a.Cost; !found || cost < least {
				least, found = cost, true
			}
		}
		over[a.From] += x
		over[a.To] -= x
	}
	return least, found
}

func TestTinyProblemsAgreeWithTryingEverything(t *testing.T) {
	tiny := shape{
		nodes: 4, arcs: 6, cap: 3, cost: 6, low: 1, negative: true, sources: 50, amount: 2,
	}
	possible := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 2))
		tiny.nodes = 2 + r.IntN(3)
		p := tiny.draw(r)
		want, ok := cheapest(p, 0, append([]int64(nil), p.Supply...))
		got := solved(t, made(t, p))
		if (got != nil) != ok || ok && got.Int64() != want {
			t.Fatalf("seed %d: cost %v, want %d (possible: %t)", seed, got, want, ok)
		}
		if ok {
			possible++
		}
	}
	if possible < 200 || possible > 1400 {
		t.Errorf("%d of 1500 possible: the shape tests little", possible)
	}
}
