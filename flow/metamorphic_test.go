package flow

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// answer solves a problem cold.
func answer(t *testing.T, p Problem) *big.Int {
	t.Helper()
	return solved(t, made(t, p))
}

// times is x·k, nil staying nil.
func times(x *big.Int, k int64) *big.Int {
	if x == nil {
		return nil
	}
	return new(big.Int).Mul(x, big.NewInt(k))
}

// scaled is a problem with all amounts times k and all costs times c.
func scaled(p Problem, k, c int64) Problem {
	q := copied(p)
	for v := range q.Supply {
		q.Supply[v] *= k
	}
	for e := range q.Arcs {
		a := &q.Arcs[e]
		a.Low, a.Cost = a.Low*k, a.Cost*c
		if a.Cap < huge {
			a.Cap *= k
		}
	}
	return q
}

// renumbered is a problem with nodes and arcs in another order.
func renumbered(p Problem, r *rand.Rand) Problem {
	q := copied(p)
	name := r.Perm(len(p.Supply))
	for v, w := range name {
		q.Supply[w] = p.Supply[v]
	}
	for e, f := range r.Perm(len(p.Arcs)) {
		a := p.Arcs[e]
		a.From, a.To = int32(name[a.From]), int32(name[a.To])
		q.Arcs[f] = a
	}
	q.Tree = nil
	return q
}

// mirrored turns every arc and every supply round.
func mirrored(p Problem) Problem {
	q := scaled(p, 1, 1)
	for v := range q.Supply {
		q.Supply[v] = -q.Supply[v]
	}
	for e := range q.Arcs {
		q.Arcs[e].From, q.Arcs[e].To = q.Arcs[e].To, q.Arcs[e].From
	}
	return q
}

// shifted adds the difference of node prices to every cost. By how much the
// cost of every flow changes depends on the supplies alone.
func shifted(p Problem, r *rand.Rand) (Problem, int64) {
	q := copied(p)
	price := make([]int64, len(p.Supply))
	var change int64
	for v := range price {
		price[v] = r.Int64N(50)
		change += price[v] * p.Supply[v]
	}
	for e := range q.Arcs {
		q.Arcs[e].Cost += price[q.Arcs[e].From] - price[q.Arcs[e].To]
	}
	return q, change
}

func TestAnswersFollowTheirProblem(t *testing.T) {
	for _, s := range shapes[:len(shapes)-1] {
		t.Run(s.name, func(t *testing.T) {
			for seed := range uint64(40) {
				r := rand.New(rand.NewPCG(seed, 6))
				p := s.draw(r)
				want := answer(t, p)
				if got := answer(t, scaled(p, 7, 1)); !sameCost(got, times(want, 7)) {
					t.Fatalf("seed %d: amounts times 7 give %s, want 7 times %s", seed, got, want)
				}
				if got := answer(t, scaled(p, 1, 1<<33)); !sameCost(got, times(want, 1<<33)) {
					t.Fatalf("seed %d: costs times 2^33 give %s, not so %s", seed, got, want)
				}
				if got := answer(t, renumbered(p, r)); !sameCost(got, want) {
					t.Fatalf("seed %d: renumbered %s, want %s", seed, got, want)
				}
				if got := answer(t, mirrored(p)); !sameCost(got, want) {
					t.Fatalf("seed %d: turned round %s, want %s", seed, got, want)
				}
				q, change := shifted(p, r)
				got := answer(t, q)
				if got != nil {
					got.Sub(got, big.NewInt(change))
				}
				if !sameCost(got, want) {
					t.Fatalf("seed %d: with prices added %s, want %s", seed, got, want)
				}
			}
		})
	}
}

func TestTheSameProblemGivesTheSameFlowBitByBit(t *testing.T) {
	s := shapes[len(shapes)-1]
	p := s.draw(rand.New(rand.NewPCG(1, 7)))
	a, b := made(t, p), made(t, p)
	solved(t, a)
	solved(t, b)
	for e := range p.Arcs {
		if a.Flow(e) != b.Flow(e) {
			t.Fatalf("arc %d: %d and %d", e, a.Flow(e), b.Flow(e))
		}
	}
	for v := range p.Supply {
		if a.Potential(v) != b.Potential(v) {
			t.Fatalf("node %d: %d and %d", v, a.Potential(v), b.Potential(v))
		}
	}
}
