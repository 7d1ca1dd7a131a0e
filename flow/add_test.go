package flow

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

func TestArcsAddedLaterCountLikeThoseFromTheStart(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			for seed := range uint64(10) {
				r := rand.New(rand.NewPCG(seed, 5))
				whole := s.draw(r)
				whole.Tree = nil
				part := copied(whole)
				rest := part.Arcs[len(part.Arcs)/3:]
				part.Arcs = part.Arcs[:len(part.Arcs)/3]
				n := made(t, part)
				for len(rest) > 0 {
					solved(t, n)
					some := 1 + r.IntN(len(rest))
					if err := n.Add(rest[:some]...); err != nil {
						t.Fatal(err)
					}
					if err := n.Repair(); err != nil { // the new arcs may have lower bounds
						t.Fatal(err)
					}
					checkBasis(t, n)
					rest = rest[some:]
				}
				if got, want := solved(t, n), solved(t, made(t, whole)); !sameCost(got, want) {
					t.Fatalf("seed %d: %s with arcs added, %s with all from the start",
						seed, got, want)
				}
			}
		})
	}
}

func TestAddedArcsMayMoveWhereOthersAreFrozen(t *testing.T) {
	n := made(t, Problem{
		Supply: []int64{5, -5},
		Arcs:   []Arc{{From: 0, To: 1, Cap: 9, Cost: 1}, {From: 0, To: 1, Cap: 9, Cost: 2}},
	})
	solved(t, n)
	n.Freeze()
	if err := n.Add(Arc{From: 0, To: 1, Cap: 3, Cost: 0}); err != nil {
		t.Fatal(err)
	}
	if !n.Frozen(1) || n.Frozen(2) {
		t.Fatalf("frozen: %v, %v; want the old arc only", n.Frozen(1), n.Frozen(2))
	}
	if got := solved(t, n); got.Int64() != 2 || n.Flow(2) != 3 {
		t.Errorf("cost %s, %d units on the new arc", got, n.Flow(2))
	}
}

func TestARefusedArcChangesNothing(t *testing.T) {
	n := made(t, Problem{
		Supply: []int64{5, -5},
		Arcs:   []Arc{{From: 0, To: 1, Cap: 9, Cost: 7}},
	})
	var badNode *NodeError
	if err := n.Add(Arc{From: 0, To: 2}); !errors.As(err, &badNode) {
		t.Errorf("an arc to nowhere: %v", err)
	}
	var tooDear *RangeError
	if err := n.Add(Arc{From: 0, To: 1, Cap: 9, Cost: math.MaxInt64}); !errors.As(err, &tooDear) {
		t.Errorf("a cost past exact arithmetic: %v", err)
	}
	checkBasis(t, n)
	if got := solved(t, n); got.Int64() != 35 || len(n.Problem().Arcs) != 1 {
		t.Errorf("cost %s with %d arcs after refusals", got, len(n.Problem().Arcs))
	}
}
