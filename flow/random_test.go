package flow

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"
)

// shape tells what kind of random network to draw.
type shape struct {
	name         string
	nodes, arcs  int
	cap, cost    int64 // up to
	low          int64 // lower bounds up to, of either sign
	negative     bool  // costs of both signs
	unlimited    int   // percent of arcs without a cap
	sources      int   // percent of nodes with supply or need
	amount       int64 // of a source, up to
	backbone     bool  // ring without caps, so that a flow exists
	parallel     bool  // arcs repeated
	proposedTree bool
}

// shapes covers what makes network codes wrong: degeneracy, parallel arcs,
// loops, lower bounds, negative costs, no caps, loose parts, no flow.
var shapes = []shape{
	{name: "plain", nodes: 12, arcs: 50, cap: 20, cost: 30, sources: 60, amount: 10},
	{
		name: "costs of both signs", nodes: 15, arcs: 60, cap: 9, cost: 20, negative: true,
		sources: 50, amount: 9, backbone: true,
	},
	{
		name: "lower bounds", nodes: 14, arcs: 50, cap: 12, cost: 20, low: 4, sources: 30,
		amount: 8, backbone: true,
	},
	{
		name: "all costs alike", nodes: 20, arcs: 90, cap: 5, cost: 1, sources: 80, amount: 4,
		backbone: true,
	},
	{name: "unit caps, nothing to send", nodes: 16, arcs: 70, cap: 1, cost: 9, negative: true},
	{
		name: "no caps", nodes: 20, arcs: 80, cap: 5, cost: 50, unlimited: 80, sources: 60,
		amount: 100, backbone: true,
	},
	{
		name: "parallel arcs", nodes: 6, arcs: 60, cap: 5, cost: 9, negative: true, sources: 90,
		amount: 9, backbone: true, parallel: true,
	},
	{name: "loose parts", nodes: 30, arcs: 25, cap: 8, cost: 9, sources: 20, amount: 2},
	{
		name: "proposed tree", nodes: 20, arcs: 80, cap: 12, cost: 40, low: 2, negative: true,
		sources: 70, amount: 12, backbone: true, proposedTree: true,
	},
	{name: "one node", nodes: 1, arcs: 5, cap: 5, cost: 5, low: 3, negative: true},
	{
		name: "larger", nodes: 150, arcs: 1200, cap: 60, cost: 500, low: 5, negative: true,
		sources: 50, amount: 50, backbone: true,
	},
}

// draw makes a random problem of a shape.
func (s *shape) draw(r *rand.Rand) Problem {
	p := Problem{Supply: make([]int64, s.nodes)}
	node := func() int32 { return int32(r.IntN(s.nodes)) }
	for v := range p.Supply {
		if r.IntN(100) < s.sources {
			q := r.Int64N(s.amount + 1)
			p.Supply[v] += q
			p.Supply[node()] -= q
		}
	}
	for range s.arcs {
		a := Arc{From: node(), To: node(), Cap: r.Int64N(s.cap + 1), Cost: r.Int64N(s.cost + 1)}
		if s.negative {
			a.Cost -= s.cost / 3
		}
		if s.low > 0 && r.IntN(3) == 0 {
			a.Low = r.Int64N(2*s.low+1) - s.low
			a.Cap = a.Low + r.Int64N(s.cap+1)
		}
		if r.IntN(100) < s.unlimited && a.Cost >= 0 {
			a.Cap = Unlimited
		}
		p.Arcs = append(p.Arcs, a)
		if s.parallel && r.IntN(2) == 0 {
			p.Arcs = append(p.Arcs, a)
		}
	}
	if s.backbone {
		for v := range p.Supply {
			p.Arcs = append(p.Arcs, Arc{
				From: int32(v), To: int32((v + 1) % s.nodes),
				Cap: Unlimited, Cost: 3 * s.cost,
			})
		}
	}
	if s.proposedTree {
		for range s.nodes {
			p.Tree = append(p.Tree, int32(r.IntN(len(p.Arcs))))
		}
	}
	return p
}

// copied is a problem of its own, as New takes over what it is given.
func copied(p Problem) Problem {
	return Problem{
		Supply: append([]int64(nil), p.Supply...),
		Arcs:   append([]Arc(nil), p.Arcs...),
		Tree:   append([]int32(nil), p.Tree...),
	}
}

// made is New on a copy, which must succeed.
func made(t *testing.T, p Problem) *Network {
	t.Helper()
	n, err := New(copied(p))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// solved runs a network and checks the proof of whatever comes out: the
// certificate of an optimum or the cut of an impossibility. It tells the cost,
// or nil where no flow exists.
func solved(t *testing.T, n *Network) *big.Int {
	t.Helper()
	p := n.Problem()
	err := n.Run(context.Background())
	var none *Infeasible
	if errors.As(err, &none) {
		checkCut(t, p, none)
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := Certify(p, n.Flow, n.Potential); err != nil {
		t.Fatal(err)
	}
	checkBasis(t, n)
	return n.Cost()
}

// checkCut recounts both sides of a cut from the problem alone.
func checkCut(t *testing.T, p Problem, cut *Infeasible) {
	t.Helper()
	inside := make(map[int32]bool)
	must, leave := new(big.Int), new(big.Int)
	for _, v := range cut.Nodes {
		inside[v] = true
		must.Add(must, big.NewInt(p.Supply[v]))
	}
	for _, a := range p.Arcs {
		switch {
		case inside[a.From] && !inside[a.To]:
			leave.Add(leave, big.NewInt(a.Cap))
		case !inside[a.From] && inside[a.To]:
			must.Add(must, big.NewInt(a.Low))
		}
	}
	if must.Cmp(leave) <= 0 || must.Cmp(cut.Must) != 0 || leave.Cmp(cut.CanLeave) != 0 {
		t.Fatalf("cut %v: recounted must %s, can leave %s", cut, must, leave)
	}
}

// checkBasis holds the tree to its own rules: the preorder visits every node
// once, sizes and last nodes fit, rooms are what is left of the range, tree
// arcs have reduced cost zero.
func checkBasis(t *testing.T, n *Network) {
	t.Helper()
	nodes, root := n.nodes, n.root()
	size := make([]int32, len(nodes))
	seen := 0
	for v := n.prev[root]; v != root; v = n.prev[v] {
		c := &nodes[v]
		if n.prev[n.next[v]] != v {
			t.Fatalf("node %d: next and prev disagree", v)
		}
		if size[v]++; size[v] != c.size() {
			t.Fatalf("node %d: size %d, counted %d", v, c.size(), size[v])
		}
		size[c.parent] += size[v]
		r, marks := n.rooms[v], c.weight&stuck
		if r.up < 0 || r.down < 0 || (r.up == 0) != (marks&stuckUp != 0) ||
			(r.down == 0) != (marks&stuckDown != 0) {
			t.Fatalf("node %d: room %d up, %d down, marks %d", v, r.up, r.down, marks)
		}
		last := v
		for range size[v] - 1 {
			last = n.next[last]
		}
		if last != n.last[v] {
			t.Fatalf("node %d: last %d, counted %d", v, n.last[v], last)
		}
		if n.above[v] >= 0 && n.reduced(n.priced.at(n.order.slot(n.above[v]>>1))) != 0 {
			t.Fatalf("node %d: tree arc with reduced cost", v)
		}
		if seen++; seen > len(nodes) {
			t.Fatal("preorder does not end")
		}
	}
	if seen != int(root) {
		t.Fatalf("preorder visits %d of %d nodes", seen, root)
	}
}

// perShape is the number of random networks drawn of each shape.
const perShape = 400

func TestEveryAnswerIsProved(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			feasible := 0
			for seed := range uint64(perShape) {
				r := rand.New(rand.NewPCG(seed, 1))
				n := made(t, s.draw(r))
				if solved(t, n) != nil {
					feasible++
				}
				if t.Failed() {
					t.Fatalf("seed %d", seed)
				}
			}
			t.Logf("%d of %d have a flow", feasible, perShape)
		})
	}
}
