package flow

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
)

// refusal is New's error for a problem.
func refusal(supply []int64, arcs []Arc, tree ...int32) error {
	_, err := New(Problem{Supply: supply, Arcs: arcs, Tree: tree})
	return err
}

func TestNewRefusesWhatItCouldNotTreatExactly(t *testing.T) {
	var node *NodeError
	var bounds *BoundsError
	var supply *SupplyError
	var size *RangeError
	var tree *TreeError
	two := []int64{1, -1}
	tests := map[string]struct {
		err    error
		target any
		words  string
	}{
		"an arc to a node that is not there": {
			refusal(two, []Arc{{From: 0, To: 2}}), &node, "arc 0 from node 0 to node 2",
		},
		"an arc from a node below zero": {
			refusal(two, []Arc{{From: -1, To: 0}}), &node, "from node -1",
		},
		"bounds the wrong way round": {
			refusal(two, []Arc{{From: 0, To: 1, Low: 3, Cap: 2}}), &bounds, "3 is above its cap 2",
		},
		"supplies that do not sum to zero": {refusal([]int64{5, -2}, nil), &supply, "sum to 3"},
		"supplies whose sum passes 64 bits": {
			refusal([]int64{math.MaxInt64, math.MaxInt64}, nil), &size, "supply of node 0",
		},
		"a lower bound beyond exact sums": {
			refusal(two, []Arc{{From: 0, To: 1, Low: math.MinInt64}}), &size, "bound of arc 0",
		},
		"many lower bounds beyond exact sums": {
			refusal(two, []Arc{
				{From: 0, To: 1, Low: huge - 3, Cap: huge - 3},
				{From: 1, To: 0, Low: huge - 3, Cap: huge - 3},
			}), &size, "bound of arc 1",
		},
		"a range beyond exact rooms": {
			refusal(two, []Arc{{From: 0, To: 1, Low: -huge + 1, Cap: huge - 1}}), &size, "bound",
		},
		"a cost whose paths pass 64 bits": {
			refusal(two, []Arc{{From: 0, To: 1, Cost: math.MinInt64}}), &size, "cost of arc 0",
		},
		"a tree of arcs that are not there": {
			refusal(two, []Arc{{From: 0, To: 1, Cap: 1}}, 1), &tree, "names arc 1",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !errors.As(tt.err, tt.target) || !strings.Contains(tt.err.Error(), tt.words) {
				t.Errorf("got %v, want a %T with %q", tt.err, tt.target, tt.words)
			}
		})
	}
}

func TestNothingToDoIsAnAnswer(t *testing.T) {
	n := made(t, Problem{})
	if cost := solved(t, n); cost.Sign() != 0 || n.Pivots() != 0 {
		t.Errorf("cost %s after %d pivots", cost, n.Pivots())
	}
}

func TestCostWithoutBottomIsRefusedWithTheCycle(t *testing.T) {
	tests := map[string]struct {
		arcs []Arc
		want int
	}{
		"a loop": {[]Arc{{From: 0, To: 0, Cap: Unlimited, Cost: -1}}, 1},
		"a cycle of three": {[]Arc{
			{From: 0, To: 1, Cap: Unlimited, Cost: 4},
			{From: 1, To: 2, Cap: Unlimited, Cost: -9},
			{From: 2, To: 0, Low: 1, Cap: Unlimited, Cost: 4},
			{From: 0, To: 2, Cap: 7, Cost: -5},
		}, 3},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := made(t, Problem{Supply: make([]int64, 3), Arcs: tt.arcs})
			var endless *Unbounded
			if err := n.Run(context.Background()); !errors.As(err, &endless) {
				t.Fatalf("got %v", err)
			}
			cost, at := int64(0), tt.arcs[endless.Arcs[0]].From
			for _, e := range endless.Arcs {
				a := tt.arcs[e]
				if a.From != at || a.Cap != Unlimited {
					t.Errorf("arc %d is not the next of a cycle without caps", e)
				}
				cost, at = cost+a.Cost, a.To
			}
			if cost >= 0 || len(endless.Arcs) != tt.want || at != tt.arcs[endless.Arcs[0]].From {
				t.Errorf("cycle %v costs %d", endless.Arcs, cost)
			}
		})
	}
}

func TestAHugeCapThatBindsIsRefusedNotCutOff(t *testing.T) {
	n := made(t, Problem{Supply: make([]int64, 2), Arcs: []Arc{
		{From: 0, To: 1, Cap: huge + 5, Cost: -2},
		{From: 1, To: 0, Cap: Unlimited, Cost: 1},
	}})
	var size *RangeError
	if err := n.Run(context.Background()); !errors.As(err, &size) || size.What != "flow" {
		t.Errorf("got %v", err)
	}
}

func TestManyLargeCapsAreNoTrouble(t *testing.T) {
	p := Problem{Supply: []int64{1 << 50, 0, -1 << 50}}
	for range 40 {
		p.Arcs = append(p.Arcs,
			Arc{From: 0, To: 1, Cap: 1e18, Cost: 3}, Arc{From: 1, To: 2, Cap: 1e18, Cost: 4})
	}
	if cost := solved(t, made(t, p)); cost.Int64() != 7<<50 {
		t.Errorf("cost %s", cost)
	}
}

func TestRunStopsWhenToldAndGoesOnLater(t *testing.T) {
	p := Problem{Supply: []int64{3, -3}, Arcs: []Arc{{From: 0, To: 1, Cap: 5, Cost: 2}}}
	n := made(t, p)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := n.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if cost := solved(t, n); cost.Int64() != 6 {
		t.Errorf("cost %s", cost)
	}
}

func TestAGoodProposalIsTheAnswer(t *testing.T) {
	// A market in the middle: offers lie on their way to it, needs on theirs.
	p := Problem{Supply: []int64{5, 7, -4, -6, -2}}
	for v := range int32(4) {
		if p.Supply[v] > 0 {
			p.Arcs = append(p.Arcs, Arc{From: v, To: 4, Cap: Unlimited, Cost: 1})
		} else {
			p.Arcs = append(p.Arcs, Arc{From: 4, To: v, Cap: 9, Cost: 1})
		}
	}
	p.Tree = []int32{0, 1, 2, 3}
	n := made(t, p)
	if cost := solved(t, n); cost.Int64() != 22 || n.Pivots() != 0 {
		t.Errorf("cost %s after %d pivots", cost, n.Pivots())
	}
}

func TestPotentialsSayWhatAUnitIsWorth(t *testing.T) {
	n := made(t, Problem{Supply: []int64{2, 0, -2}, Arcs: []Arc{
		{From: 0, To: 1, Cap: 9, Cost: 3}, {From: 1, To: 2, Cap: 9, Cost: 4},
	}})
	solved(t, n)
	if got := n.Potential(2) - n.Potential(0); got != 7 {
		t.Errorf("a unit is worth %d more at the end, want 7", got)
	}
}

func TestCapsAndSizesAtTheirBounds(t *testing.T) {
	tests := map[string]struct {
		low, limit int64
		fits       bool
	}{
		"a range of 2^61 less one":       {-1, huge - 2, true},
		"a range of 2^61":                {-1, huge - 1, false},
		"a cap of 2^61 never binds":      {-1, huge, true},
		"a low of 2^61 less one":         {huge - 1, huge - 1, true},
		"a low of 2^61":                  {huge, huge, false},
		"a low above minus 2^61":         {1 - huge, 0, true},
		"a low of minus 2^61":            {-huge, 0, false},
		"a cap of minus 2^61 and no low": {-huge, -huge, false},
	}
	for name, tt := range tests {
		if err := checkBounds(0, tt.low, tt.limit); (err == nil) != tt.fits {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := ReadDIMACS(strings.NewReader("p min 0 0\n"))
	if err != nil {
		t.Fatal(err)
	}
	if cost := proved(t, p); cost.Sign() != 0 {
		t.Errorf("nothing costs %s", cost)
	}
}
