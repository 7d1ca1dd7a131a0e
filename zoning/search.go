package zoning

import (
	"container/heap"
	"context"
	"math"
	"slices"
)

// A search is branch and bound over domains. A node is a domain; its bound
// comes from a relaxation with cuts, made exact by a proof; it is closed
// when the bound reaches the best zoning known, when no zoning fits, or when
// every place is fixed. Otherwise one place is divided into "in zone j" and
// "not in zone j". The open node with the least bound goes next, and its
// first child before all others, so that good zonings are met early.
//
// Work is counted in steps of about a nanosecond; the limit is on them and
// never on time, so that the same question gets the same answer everywhere.
type search struct {
	ctx     context.Context
	m       *model
	hard    *domain // what holds for every zoning better than best
	spread  *spreader
	proof   *proof
	relax   *relaxation
	sep     *separation
	climb   *climber
	toss    toss
	tossed  *node // the last node at which zonings were drawn
	best    []int32
	upper   int64 // cost of best, none while there is none
	cutoff  int64 // of the present stage
	lower   int64 // no zoning costs less; none when there is no zoning
	open    frontier
	nodes   int
	split   []bool    // places the search divided
	learned []float64 // what dividing a place last promised
	mark    mark      // the node's relaxation, while branches are tried
	limit   int64
	done    int64 // work of programmes no longer in use

	rootCuts   []*cut  // what proved the root's bound,
	rootPrices pricing // with these multipliers,
	rootUpper  int64   // and the cut when it last fixed places
}

// none is the cost of what does not exist.
const none = math.MaxInt64

func newSearch(ctx context.Context, m *model, start *domain, limit int64) *search {
	return &search{
		ctx: ctx, m: m, hard: start, spread: newSpreader(m), proof: newProof(m),
		sep: newSeparation(m), climb: newClimber(m, start), upper: none,
		lower: math.MinInt64, split: make([]bool, m.n), limit: limit,
		learned:   make([]float64, m.n),
		rootUpper: none, cutoff: none,
	}
}

// work is the steps made so far.
func (s *search) work() int64 {
	w := s.spread.work + s.proof.work + s.sep.work + s.climb.work + s.done
	if s.relax != nil {
		w += s.relax.lp.work
	}
	return w
}

// over reports whether the search has to end.
func (s *search) over() bool {
	return s.work() > s.limit || s.ctx.Err() != nil
}

// begin works on the root and returns it, or nil when nothing is left to
// search; best, upper and lower then hold the answer.
func (s *search) begin() *node {
	s.spread.tell = true
	s.spread.touchAll()
	if !s.spread.run(s.hard) {
		s.lower = none
		return nil
	}
	s.spread.tell = false
	s.proof.adapt(pricing{}, nil, true)
	s.offer(s.m.round(s.hard, s.proof.adapted))
	s.relax = newRelaxation(s.m, s.hard, s.m.wishes(s.hard, s.proof.adapted))
	root := &node{d: s.hard.clone(), bound: math.MinInt64}
	if !s.root(root) {
		s.lower = s.upper
		return nil
	}
	s.lower = root.bound
	return root
}

// run searches until the best zoning is proved, none is proved to exist, or
// the limit is reached; best, upper and lower then hold the answer.
//
// After the root the search goes in stages. Each looks only for zonings below
// a cutoff between the root's bound and the best zoning known: what the bound
// excludes at that price is excluded, which leaves a small core, quickly
// searched. A stage that ends without a zoning has proved the cutoff as a
// bound, and the next looks higher. So nothing is lost, and where good
// zonings exist they are met among few.
func (s *search) run() {
	root := s.begin()
	if root == nil {
		return
	}
	whole := s.limit
	for part := firstPart; s.work() <= whole && s.ctx.Err() == nil && s.lower < s.upper; part *= 4 {
		s.limit = whole
		if part < parts {
			s.limit = s.work() + (whole-s.work())/stageShare
		}
		s.stage(root.d, part)
	}
}

// stage searches for zonings that cost less than the present bound plus part
// 64ths of the gap, and raises the bound by what that proves. Cuts made in it
// may hold for those zonings only, since the ways they close are ways through
// the stage's narrow domain; they go when it ends.
func (s *search) stage(d *domain, part int64) {
	pool := len(s.sep.pool)
	defer s.forget(pool)
	s.cutoff = s.upper
	if s.upper != none && part < parts {
		s.cutoff = s.lower + max((s.upper-s.lower)/parts*part, 1)
	}
	s.hard = d.clone()
	s.rootUpper = none
	s.open = nil
	if s.refresh() {
		s.open = append(s.open, &node{d: s.hard.clone(), bound: s.lower, depth: 1})
	}
	for len(s.open) > 0 && !s.over() {
		n := heap.Pop(&s.open).(*node)
		for n != nil && !s.over() {
			n = s.visit(n)
		}
		if n != nil {
			heap.Push(&s.open, n)
		}
	}
	proved := s.cut()
	for _, n := range s.open {
		proved = min(proved, n.bound)
	}
	s.lower = max(s.lower, proved)
}

// forget takes away all cuts but the first of the pool. The relaxation is
// made afresh from those it still has before it is used again.
func (s *search) forget(first int) {
	gone := map[*cut]bool{}
	for _, c := range s.sep.pool[first:] {
		gone[c] = true
	}
	s.sep.pool = s.sep.pool[:first]
	s.relax.cuts = slices.DeleteFunc(s.relax.cuts, func(c *cut) bool { return gone[c] })
}

// cut is the cost from which on zonings are of no interest.
func (s *search) cut() int64 { return min(s.upper, s.cutoff) }

// visit works on one node and returns the child to go on with, or nil.
func (s *search) visit(n *node) *node {
	if n.bound >= s.cut() {
		return nil
	}
	s.nodes++
	if (s.nodes%rebuildEvery == 0 || s.cut() < s.rootUpper) && !s.refresh() {
		s.open = nil
		return nil
	}
	if !s.narrow(n.d) || !s.tighten(n, nodeRounds) {
		return nil
	}
	for {
		c, more := s.divide(n)
		switch more {
		case closed:
			return nil
		case settled:
			s.settle(n)
			return nil
		case divided:
			s.split[c.place] = true
			return s.children(n, c.place, c.zone)
		}
		if !s.tighten(n, nodeRounds) {
			return nil
		}
	}
}

// narrow takes from a node what has been excluded since it was made. The
// relaxation has no column for it any more.
func (s *search) narrow(d *domain) bool {
	changed, possible := d.meet(s.hard)
	if changed && possible {
		s.spread.touchAll()
		possible = s.spread.run(d)
	}
	return possible
}

const (
	rootRounds   = 200 // cut rounds at the root
	nodeRounds   = 3   // and at other nodes
	rootTosses   = 300 // random roundings after the root's relaxation
	nodeTosses   = 10  // and at every tossEvery-th node
	tossEvery    = 8
	rebuildEvery = 100 // nodes between relaxations made afresh
	maxPivots    = 5000
	parts        = int64(64) // of the gap, of which
	firstPart    = int64(1)  // the first stage takes so many
	stageShare   = 3         // and may use one third of the steps that are left
	maxSolves    = 500       // of one node's relaxation
)

// root works on the first node, whose domain is the whole search's: more
// cuts, many roundings. It reports false when that leaves nothing to search.
func (s *search) root(n *node) bool {
	s.nodes++
	if !s.tighten(n, rootRounds) {
		return false
	}
	s.tossRound(n.d, rootTosses, s.work()+s.limit/16)
	if s.best != nil && s.m.n*s.m.p > siftFrom {
		s.regions(s.work() + (s.limit-s.work())/4*3)
	}
	return n.bound < s.upper && s.fix(n.d) >= 0
}

// refresh begins the relaxation anew, after fixing for the whole stage what
// the root's bound excludes at the present cutoff. It reports false when that
// is everything.
func (s *search) refresh() bool {
	if s.cut() < s.rootUpper {
		s.rootUpper = s.cut()
		s.proof.adapt(s.rootPrices, s.rootCuts, true)
		s.proof.bound(s.hard)
		if s.fix(s.hard) < 0 {
			return false
		}
		s.climb.hard = s.hard
	}
	s.rehome(s.hard)
	s.relax.solve(s.hard, maxPivots)
	return true
}

// settle takes a node in which every place is fixed.
func (s *search) settle(n *node) {
	of := make([]int32, s.m.n)
	for i := range of {
		of[i] = int32(n.d.only(i))
	}
	if s.m.feasible(of) {
		s.offer(of)
	}
}

// children divides a node and returns the child to go on with; the other is
// kept for later.
func (s *search) children(n *node, i, j int) *node {
	with := n.d.clone()
	s.spread.give(with, i, j)
	a := s.child(n, with)
	if !s.spread.take(n.d, i, j) {
		s.spread.forget()
		return a
	}
	b := s.child(n, n.d)
	if a == nil {
		return b
	}
	if b != nil {
		heap.Push(&s.open, b)
	}
	return a
}

func (s *search) child(n *node, d *domain) *node {
	if !s.spread.run(d) {
		return nil
	}
	s.nodes++
	return &node{d: d, bound: n.bound, depth: n.depth + 1, id: s.nodes}
}

// A node is a part of the search that is still open.
type node struct {
	d     *domain
	bound int64
	depth int
	id    int
}

// A frontier is the open nodes, the least bound first and among equals the
// oldest.
type frontier []*node

// Len is for package heap.
func (f frontier) Len() int { return len(f) }

// Less is for package heap.
func (f frontier) Less(a, b int) bool {
	return f[a].bound < f[b].bound || f[a].bound == f[b].bound && f[a].id < f[b].id
}

// Swap is for package heap.
func (f frontier) Swap(a, b int) { f[a], f[b] = f[b], f[a] }

// Push is for package heap.
func (f *frontier) Push(x any) { *f = append(*f, x.(*node)) }

// Pop is for package heap.
func (f *frontier) Pop() any {
	old := *f
	last := old[len(old)-1]
	*f = old[:len(old)-1]
	return last
}
