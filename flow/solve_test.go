package flow

import (
	"context"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// beside puts problems side by side, with no arc between them.
func beside(problems ...Problem) Problem {
	var all Problem
	for _, p := range problems {
		first := int32(len(all.Supply))
		all.Supply = append(all.Supply, p.Supply...)
		for _, a := range p.Arcs {
			a.From, a.To = a.From+first, a.To+first
			all.Arcs = append(all.Arcs, a)
		}
	}
	return all
}

// proved is the cost of a solution after a look at its proof, nil where the
// cut says, and shows, that there is none.
func proved(t *testing.T, p Problem) *big.Int {
	t.Helper()
	s, err := Solve(context.Background(), copied(p))
	var none *Infeasible
	if errors.As(err, &none) {
		checkCut(t, p, none)
		if !slices.IsSorted(none.Nodes) {
			t.Fatalf("the nodes of the cut are not in order: %v", none.Nodes)
		}
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := Certify(p, s.Flow, s.Potential); err != nil {
		t.Fatal(err)
	}
	return s.Cost()
}

func TestPartsSolvedApartEqualTheWhole(t *testing.T) {
	split, possible := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 11))
		s := shapes[r.IntN(len(shapes)-1)]
		s.proposedTree = false
		p := renumbered(beside(s.draw(r), s.draw(r), s.draw(r)), r)
		want := answer(t, p)
		if got := proved(t, p); !sameCost(got, want) {
			t.Fatalf("seed %d: %s in parts, %s as a whole", seed, got, want)
		}
		if partsOf(&p) != nil {
			split++
		}
		if want != nil {
			possible++
		}
	}
	if split < 300 || possible < 150 || possible > 350 {
		t.Errorf("of 400, %d split and %d possible: tests little", split, possible)
	}
}

func TestWhatIsSplit(t *testing.T) {
	join := func(nodes int, ends ...int32) Problem {
		p := Problem{Supply: make([]int64, nodes)}
		for i := 0; i < len(ends); i += 2 {
			p.Arcs = append(p.Arcs, Arc{From: ends[i], To: ends[i+1], Cap: 1})
		}
		return p
	}
	planted := join(4, 0, 2, 3, 1)
	planted.Tree = []int32{0}
	tests := map[string]struct {
		p    Problem
		want int
	}{
		"nothing at all":                {join(0), 0},
		"one node":                      {join(1), 0},
		"two parts alike":               {join(4, 0, 2, 3, 1), 2},
		"a node without an arc":         {join(5, 0, 2, 3, 1), 3},
		"half of the arcs in one part":  {join(6, 0, 2, 3, 1, 4, 5, 2, 0), 3},
		"more than half of them":        {join(4, 0, 2, 3, 1, 0, 2), 0},
		"all tied together by the last": {join(4, 0, 2, 3, 1, 2, 1), 0},
		"a tree to begin with":          {planted, 0},
	}
	for name, tt := range tests {
		got := 0
		if s := partsOf(&tt.p); s != nil {
			got = len(s.size)
		}
		if got != tt.want {
			t.Errorf("%s: %d parts, want %d", name, got, tt.want)
		}
	}
}

func TestAPartIsGatheredInTheOrderOfTheFile(t *testing.T) {
	p := Problem{Supply: []int64{1, 2, -1, -2}, Arcs: []Arc{
		{From: 3, To: 1, Cap: 9, Cost: 7},
		{From: 0, To: 2, Cap: 8},
		{From: 1, To: 3, Cap: 6, Cost: 5},
		{From: 2, To: 0, Cap: 7},
	}}
	s := partsOf(&p)
	s.gather(0)
	s.gather(1)
	arcs := []Arc{{From: 1, To: 0, Cap: 9, Cost: 7}, {From: 0, To: 1, Cap: 6, Cost: 5}}
	if !slices.Equal(s.arcs, arcs) || !slices.Equal(s.supply, []int64{2, -2}) ||
		!slices.Equal(s.arcNames, []int32{0, 2}) || !slices.Equal(s.nodeNames, []int32{1, 3}) {
		t.Errorf("got %v %v, numbers %v %v", s.supply, s.arcs, s.nodeNames, s.arcNames)
	}
	if !slices.Equal(s.flow, make([]int64, 4)) || !slices.Equal(s.potential, make([]int64, 4)) {
		t.Errorf("lists are left in the answer: %v %v", s.flow, s.potential)
	}
}

func TestPartsWithoutAFlowMakeOneCut(t *testing.T) {
	fine := Problem{Supply: []int64{1, -1}, Arcs: []Arc{{From: 0, To: 1, Cap: 3}}}
	narrow := Problem{Supply: []int64{5, -5}, Arcs: []Arc{{From: 0, To: 1, Cap: 3}}}
	over := Problem{Supply: []int64{2, 0}, Arcs: []Arc{{From: 1, To: 0, Cap: 9}}}
	short := Problem{Supply: []int64{0, -2}, Arcs: []Arc{{From: 0, To: 1, Cap: 9}}}
	p := beside(over, fine, narrow, short, narrow)
	var none *Infeasible
	if _, err := Solve(context.Background(), copied(p)); !errors.As(err, &none) {
		t.Fatalf("got %v", err)
	}
	checkCut(t, p, none)
	if !slices.Equal(none.Nodes, []int32{0, 1, 4, 8}) ||
		none.Must.Int64() != 12 || none.CanLeave.Int64() != 6 {
		t.Errorf("got nodes %v, %s > %s", none.Nodes, none.Must, none.CanLeave)
	}
}

func TestFaultsOfAPartAreToldInNumbersOfTheWhole(t *testing.T) {
	fine := Problem{Supply: []int64{1, -1}, Arcs: []Arc{{From: 0, To: 1, Cap: 3}}}
	endless := Problem{Supply: make([]int64, 2), Arcs: []Arc{
		{From: 0, To: 1, Cap: Unlimited, Cost: -2}, {From: 1, To: 0, Cap: Unlimited, Cost: 1},
	}}
	var round *Unbounded
	_, err := Solve(context.Background(), beside(fine, fine, endless))
	if !errors.As(err, &round) {
		t.Fatalf("got %v", err)
	}
	if slices.Sort(round.Arcs); !slices.Equal(round.Arcs, []int32{2, 3}) {
		t.Errorf("the cycle has arcs %v, want 2 and 3", round.Arcs)
	}
	dear := Problem{Supply: []int64{1, -1}, Arcs: []Arc{{From: 0, To: 1, Cap: 3, Cost: 1 << 60}}}
	var size *RangeError
	_, err = Solve(context.Background(), beside(fine, fine, dear))
	if !errors.As(err, &size) || size.What != "cost" || size.Arc != 2 {
		t.Errorf("got %v", err)
	}
}

func TestSolveRefusesWhatNewRefuses(t *testing.T) {
	tests := map[string]Problem{
		"supplies that do not sum to zero": {Supply: []int64{2, -1, 0, 0}},
		"an arc to nowhere":                {Supply: []int64{0}, Arcs: []Arc{{To: 1}}},
		"bounds the wrong way round":       {Supply: []int64{0}, Arcs: []Arc{{Low: 1}}},
		"a cost beyond 64 bits": {
			Supply: []int64{0, 0}, Arcs: []Arc{{To: 1, Cost: math.MinInt64}},
		},
	}
	for name, p := range tests {
		if _, err := Solve(context.Background(), p); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestSolveStopsWhenTold(t *testing.T) {
	one := Problem{Supply: []int64{1, -1}, Arcs: []Arc{{From: 0, To: 1, Cap: 3}}}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, p := range []Problem{one, beside(one, one)} {
		if _, err := Solve(ctx, copied(p)); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}
