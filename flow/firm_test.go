package flow

import (
	"math/rand/v2"
	"testing"
)

// checkFirm sees that every node can send something towards the root, which is
// what keeps a search from going round for ever.
func checkFirm(t *testing.T, n *Network) {
	t.Helper()
	for v := range n.root() {
		if n.rooms[v].up == 0 {
			t.Fatalf("node %d can send nothing to the root", v)
		}
	}
}

func TestAFirmTreeStaysFirmStepByStep(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 13))
		s := shapes[r.IntN(len(shapes))]
		p := s.draw(r)
		p.Tree = nil
		n := made(t, p)
		if !n.firm {
			t.Fatalf("seed %d: a greedy start is not firm", seed)
		}
		checkFirm(t, n)
		for len(stepped(t, n, 1)) > 0 {
			checkFirm(t, n)
		}
	}
}

func TestAProposedTreeIsMadeFirm(t *testing.T) {
	loose := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 14))
		s := shapes[8] // with a proposed tree
		n := made(t, s.draw(r))
		for v := range n.root() {
			if n.rooms[v].up == 0 {
				loose++
				break
			}
		}
		stepped(t, n, r.IntN(9))
		n.makeFirm()
		checkFirm(t, n)
		checkBasis(t, n)
		for len(stepped(t, n, 1)) > 0 {
			checkFirm(t, n)
		}
		solved(t, n)
	}
	if loose < 50 {
		t.Errorf("only %d of 300 proposed trees were not firm", loose)
	}
}

func TestAnArcAtItsCapGoesOnRestingThere(t *testing.T) {
	// Two ways, the cheaper one full: its arc rests at the cap outside the tree.
	p := Problem{Supply: []int64{9, -9}, Arcs: []Arc{
		{From: 0, To: 1, Cap: 4, Cost: 1}, {From: 0, To: 1, Cap: Unlimited, Cost: 5},
	}}
	tests := map[string]struct{ low, limit, want int64 }{
		"a wider cap":   {0, 6, 6},
		"a narrower":    {0, 3, 3},
		"without a cap": {1, Unlimited, 1},
	}
	for name, tt := range tests {
		n := made(t, p)
		solved(t, n)
		if n.state[0] != atCap {
			t.Fatalf("the cheaper arc does not rest at its cap: state %d", n.state[0])
		}
		if err := n.SetBounds(0, tt.low, tt.limit); err != nil {
			t.Fatal(err)
		}
		if err := n.Repair(); err != nil {
			t.Fatal(err)
		}
		if got := n.Flow(0); got != tt.want || n.Flow(1) != 9-got {
			t.Errorf("%s: %d and %d, want %d on the first", name, got, n.Flow(1), tt.want)
		}
		solved(t, n)
	}
}
