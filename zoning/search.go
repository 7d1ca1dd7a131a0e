package zoning

import (
	"container/heap"
	"context"
	"math"
	"slices"
)

// A search is branch and bound over domains. A node is a domain; its bound
// comes from a relaxation with cuts, made exact by a proof; it is closed when
// the bound reaches the best zoning known, when no zoning fits, or when every
// place is fixed. Otherwise one place is divided into "in zone j" and "not in
// zone j". The open node with the least bound goes next, and its first child
// before all others, so that good zonings are met early.
//
// Work is counted in steps of about a nanosecond; the limit is on them and
// never on time, so that the same question gets the same answer everywhere.
//
// At every moment lower ≤ cost of any zoning, upper = cost of best, and any
// zoning that is better than best and below the cutoff fits hard and the
// domain of some open node or of the node in hand. When no node is left,
// there is no such zoning: that is the whole proof of optimality.
type search struct {
	ctx context.Context
	m   *model
	// What holds for every zoning of the stage better than best. Never a
	// node's own copy: nodes meet it when they are visited (narrow).
	hard   *domain
	spread *spreader
	proof  *proof
	relax  *relaxation
	sep    *separation
	climb  *climber
	toss   toss
	// The last node at which zonings were drawn.
	tossed *node
	// The best zoning met, nil while there is none. Replaced, never changed.
	best []int32
	// Cost of best, none while there is none.
	upper int64
	// Of the present stage: zonings of this cost or more are left to later
	// ones.
	cutoff int64
	// No zoning costs less; none when there is no zoning.
	lower int64
	// A heap. Its bounds are what was proved when the nodes were put there.
	open frontier
	// Nodes made or visited: counted for the answer, and the clock of all
	// that is done every so many nodes.
	nodes int
	// Places the search divided: told as the cause when no zoning is found.
	split []bool
	// What dividing a place last promised, anywhere in the tree (pseudo-costs
	// in the sense of Bénichou et al. 1971, without the averages).
	learned []float64
	// The node's relaxation, while branches are tried.
	mark mark
	// Steps after which the present stage ends; run keeps that of the whole.
	limit int64
	// Work of programmes no longer in use.
	done int64

	// What proved the root's bound,
	rootCuts []*cut
	// with these multipliers,
	rootPrices pricing
	// and the cut when it last fixed places: below it there is more to fix.
	rootUpper int64
}

// none is the cost of what does not exist: greater than any cost, so that
// comparisons need no case of their own. Nothing may be added to it.
const none = math.MaxInt64

// newSearch returns the search of all zonings of m within start, for at most
// limit steps. start is taken over and narrowed.
func newSearch(ctx context.Context, m *model, start *domain, limit int64) *search {
	return &search{
		ctx: ctx, m: m, hard: start, spread: newSpreader(m), proof: newProof(m),
		sep: newSeparation(m), climb: newClimber(m, start), upper: none,
		lower: math.MinInt64, split: make([]bool, m.n), limit: limit,
		learned:   make([]float64, m.n),
		rootUpper: none, cutoff: none,
	}
}

// work is the steps made so far. It only grows, also where a relaxation is
// made anew or a part is searched by another search.
func (s *search) work() int64 {
	w := s.spread.work + s.proof.work + s.sep.work + s.climb.work + s.done
	if s.relax != nil {
		w += s.relax.lp.work
	}
	return w
}

// over reports whether the search has to end. It is asked between programmes
// and never inside one, so that a limit is passed by at most the work of a
// few. A context that ends makes the answer depend on time; only its caller
// may want that.
func (s *search) over() bool {
	return s.work() > s.limit || s.ctx.Err() != nil
}

// begin works on the root and returns it, or nil when nothing is left to
// search; best, upper and lower then hold the answer.
//
// Propagation goes first, and only here tells what contradiction it meets:
// that is a cause which can be shown to people. Plain costs make the first
// zoning offered and the first homes of the relaxation.
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
//
// The part of the gap is 1, 4, 16 and 64 of 64ths, so that work on stages in
// vain is a fraction of the last one's where work grows with the part. A
// stage below the whole may use one third of the steps left; the next
// searches from the root again, and keeps the bound and the zoning. The last
// stage has no cutoff but the best zoning, and no limit but the search's.
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
//
// What is proved is the least of the cut and of the bounds of the nodes left
// open: a zoning below the cut would be in one of them, one at or above it
// costs the cut at least. The cut is read at the end, when a zoning met in
// the stage may have lowered it; then with no node left lower equals upper.
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
// made afresh from those it still has before it is used again, so that rows
// of forgotten cuts do not outlive them. The root's cuts come before any
// stage's in the pool; they and rootCuts hold for ever.
func (s *search) forget(first int) {
	gone := map[*cut]bool{}
	for _, c := range s.sep.pool[first:] {
		gone[c] = true
	}
	s.sep.pool = s.sep.pool[:first]
	s.relax.cuts = slices.DeleteFunc(s.relax.cuts, func(c *cut) bool { return gone[c] })
}

// cut is the cost from which on zonings are of no interest. It only falls
// within a stage, so that what has once been excluded stays so.
func (s *search) cut() int64 { return min(s.upper, s.cutoff) }

// visit works on one node and returns the child to go on with, or nil.
//
// Every so many nodes, and whenever a better zoning has lowered the cut, the
// stage is fixed further and the relaxation made anew: columns of what hard
// has lost are gone, homes are where shares are. If that leaves nothing, no
// open node holds anything better, and all are dropped.
//
// A branch closed on trial makes the node smaller; it is then tightened and
// looked at again, as often as that happens.
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
// relaxation has no column for it any more. It reports false when nothing is
// left of the node. If nothing has changed the node needs no propagation: it
// had its own when it was made.
func (s *search) narrow(d *domain) bool {
	changed, possible := d.meet(s.hard)
	if changed && possible {
		s.spread.touchAll()
		possible = s.spread.run(d)
	}
	return possible
}

const (
	// Cut rounds at the root,
	rootRounds = 200
	// and at other nodes, where the cuts of the root do most of the work.
	nodeRounds = 3
	// Random roundings after the root's relaxation,
	rootTosses = 300
	// and at every tossEvery-th node.
	nodeTosses = 10
	tossEvery  = 8
	// Nodes between relaxations made afresh.
	rebuildEvery = 100
	maxPivots    = 5000
	parts        = int64(64) // of the gap, of which
	firstPart    = int64(1)  // the first stage takes so many
	stageShare   = 3         // and may use one third of the steps that are left
	maxSolves    = 500       // of one node's relaxation
)

// root works on the first node, whose domain is the whole search's: more
// cuts, many roundings. It reports false when that leaves nothing to search:
// the best zoning is then proved, or none exists.
//
// Large problems, whose tree will not be searched to its end, spend up to
// three quarters of what is left of the steps on improving the zoning part by
// part. Fixing comes last, when the best zoning is as good as it gets.
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
//
// The root's multipliers prove something about any domain; of hard as it is
// now they prove at least as much as they did at the root. That it has no
// column for what is fixed is why refresh, and not a mere change of ends,
// pays.
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

// settle takes a node in which every place is fixed. Propagation has kept it
// possible zone by zone, and with every place fixed its rules say all there
// is to say; the test is there because a zoning is never called one unseen.
// The climber may make something better of it still, which offer keeps.
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
// kept for later. First comes "in zone j", the more decided one. The domains
// of the two share no zoning and leave none out. n's own domain becomes the
// second child's. Requires: place i may be in j and in another zone.
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

// child is the node of domain d below n, or nil when propagation finds it
// empty. It begins with n's bound, which holds for it.
func (s *search) child(n *node, d *domain) *node {
	if !s.spread.run(d) {
		return nil
	}
	s.nodes++
	return &node{d: d, bound: n.bound, depth: n.depth + 1, id: s.nodes}
}

// A node is a part of the search that is still open.
type node struct {
	// Its own; nobody else changes it.
	d *domain
	// No zoning within d that costs less than the cut costs less than this.
	bound int64
	// 0 for the root alone.
	depth int
	// In the order of making, for ties.
	id int
}

// A frontier is the open nodes, the least bound first and among equals the
// oldest: best first, by which no node is visited that the final bound would
// have closed, but for the dives of first children.
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
