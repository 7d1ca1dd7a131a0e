package flow

import (
	"context"
	"math/rand/v2"
	"reflect"
	"testing"
)

// stepped takes up to count steps and tells which slots entered.
func stepped(t *testing.T, n *Network, count int) []int32 {
	t.Helper()
	var entered []int32
	for range count {
		e := n.entering()
		if e < 0 {
			break
		}
		entered = append(entered, e)
		if err := n.pivot(e); err != nil {
			t.Fatal(err)
		}
	}
	return entered
}

func TestOtherNumbersChangeNoStep(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 12))
		s := shapes[r.IntN(len(shapes))]
		p := s.draw(r)
		plain, other := made(t, p), made(t, p)
		for {
			count := 1 + r.IntN(9)
			want := stepped(t, plain, count)
			if got := stepped(t, other, count); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: slots %v entered, want %v", seed, got, want)
			}
			checkBasis(t, other)
			if len(want) == 0 {
				break
			}
			other.renumber()
			checkBasis(t, other)
			root := other.root()
			for v := range root {
				if other.prev[v] != (v+root)%(root+1) {
					t.Fatalf("seed %d: node %d does not follow the one before", seed, v)
				}
			}
		}
		other.restore()
		other.numbers, plain.numbers = numbers{}, numbers{}
		if !reflect.DeepEqual(plain, other) {
			t.Fatalf("seed %d: the networks differ in the end", seed)
		}
	}
}

// star is a problem whose nodes all send one unit to the last.
func star(nodes int) Problem {
	p := Problem{Supply: make([]int64, nodes)}
	for v := range nodes - 1 {
		p.Supply[v] = 1
		p.Supply[nodes-1]--
		p.Arcs = append(p.Arcs, Arc{From: int32(v), To: int32(nodes - 1), Cap: 1, Cost: 1})
	}
	return p
}

func TestNodesAreNumberedAnewWhereTheyAreManyAndWorn(t *testing.T) {
	tests := map[string]struct {
		nodes int // the root included
		more  int64
		want  bool
	}{
		"many and worn":          {crowded + 1, 1, true},
		"many and just not yet":  {crowded + 1, 0, false},
		"worn and just not many": {crowded, 1, false},
	}
	for name, tt := range tests {
		n := made(t, star(tt.nodes-1))
		n.numbers.walked = wear*int64(len(n.nodes)+len(n.p.Arcs)) + tt.more
		if n.worn() != tt.want {
			t.Errorf("%s: worn is %t", name, n.worn())
		}
		if !tt.want {
			continue
		}
		if err := n.optimise(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n.numbers.name == nil || n.worn() {
			t.Errorf("%s: not numbered anew", name)
		}
		solved(t, n)
		if n.numbers.name != nil {
			t.Errorf("%s: the nodes keep other numbers after the run", name)
		}
	}
}
