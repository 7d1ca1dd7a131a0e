package balance

import (
	"context"

	"hinterland"
)

// An allotment is what each row gets, with one set of lines that brings it.
// The lines only witness that the amounts are possible; which lines are best
// is settled later.
//
// Residual network: a lot may send more to every node it has an open way to;
// a node may give back to every lot that sends it something. Which rows of a
// node its goods serve is no part of the flow: a node's rows are served in the
// order of classes, and met says how far.
//
// Between steps it holds that the loads of a node sum to what its rows have got
// beyond what floors bring, that a lot's loads and what it has left sum to what
// it offers, and that no row is below what it keeps.
type allotment struct {
	p     *problem
	ctx   context.Context
	open  []set   // ways that may be used: all, or those inside zones
	flows loads   // the witness, on ways that were open then and still are
	left  []int64 // per lot, what is unused; never grows: no unit goes back unused
	work  transfer
}

func newAllotment(ctx context.Context, p *problem) *allotment {
	a := &allotment{
		p: p, ctx: ctx, open: p.ways.home, flows: make(loads, len(p.nodes)), left: p.offered(),
	}
	a.work = newTransfer(a)
	return a
}

// ended reports whether nobody waits for the answer any more. Whatever may
// take long asks at each turn and gives up where it stands; what it leaves is
// then no allotment, and allot says so.
func (a *allotment) ended() bool { return a.ctx.Err() != nil }

// allot settles what every row of p gets: met, own and what floors bring. It
// leaves the flow of the witness and what lots have left. The error is that of
// ctx, and the rows then mean nothing.
//
// The order of steps is the order of wishes. Floors come first and alone: as
// long as no need has goods, nothing but floors can be rearranged, so serving
// class 0 sees no network but theirs. Where zones come first there are two
// stages, and the second undoes nothing of the first: it begins with the same
// flow and more open ways, its augmenting paths never leave a row, and shares
// move nothing below what is kept. What a zone keeps is amounts and not goods:
// its own lots may end up serving strangers if others make good for it, which
// is for costs to decide. Hence a row of class 2 may have goods of its zone
// while one of class 1 across the border is short, under this policy alone; a
// line for which that is so has the reason zone.
func allot(ctx context.Context, p *problem) (*allotment, error) {
	a := newAllotment(ctx, p)
	a.serve(0)
	a.settleFloors()
	if p.policy == hinterland.ZonesFirst {
		a.serveAll()
		a.keepOwn()
	}
	a.open = p.ways.open
	a.serveAll()
	return a, ctx.Err()
}

// serveAll gives each class as much as possible, the most urgent first. What
// a class gets does not depend on how an earlier one is shared, so sharing
// may follow at once: whichever base of the earlier classes is taken, the rank
// of all classes so far is the same number, and with it what this one adds.
func (a *allotment) serveAll() {
	for _, class := range a.p.classes() {
		a.serve(class)
	}
}

// serve gives a class as much as possible of what is left, then equal shares.
func (a *allotment) serve(class int) {
	rows := a.p.ofClass(class)
	a.fillUp(rows)
	a.share(rows)
}

// fillUp gives rows, at most one of each node, as much as possible of what is
// left: a greatest flow from lots with goods left to rows that are short.
// Augmenting paths end in rows and never leave one, so no row gets less than it
// had, of this class or any other; goods of other rows may come from elsewhere
// than before.
func (a *allotment) fillUp(rows []int) {
	t := &a.work
	t.reset()
	copy(t.fromLot, a.left)
	for _, r := range rows {
		t.toNode[a.p.rows[r].node] += a.p.rows[r].short()
	}
	t.within(a.lots(), a.nodes())
	t.run()
	copy(a.left, t.fromLot)
	for _, r := range rows {
		row := &a.p.rows[r]
		row.met = row.need - t.toNode[row.node]
	}
}

func (a *allotment) lots() set {
	s := newSet(len(a.p.lots))
	s.fill(len(a.p.lots))
	return s
}

func (a *allotment) nodes() set {
	s := newSet(len(a.p.nodes))
	s.fill(len(a.p.nodes))
	return s
}

// settleFloors fixes what floors bring and counts it against the receivers'
// needs, the most urgent first. From here on a floor's goods are as good as
// delivered: the lots that send them may still change, the amounts may not,
// and its receiver's rows start from what they bring. What floors of several
// sellers bring one receiver fills its rows one after another, so their order
// does not show in what a row gets. What exceeds all rows stays with the floor:
// promised goods are delivered, needed or not.
func (a *allotment) settleFloors() {
	nodes := a.p.nodes
	at := map[receiver]int{}
	for n := range nodes[:a.p.needs] {
		at[receiverOf(&nodes[n])] = n
	}
	for n := a.p.needs; n < len(nodes); n++ {
		row := &a.p.rows[nodes[n].rows[0]]
		row.kept = row.met
		to, needed := at[receiverOf(&nodes[n])]
		if !needed {
			continue
		}
		brought := row.met
		for _, r := range nodes[to].rows {
			part := min(brought, a.p.rows[r].short())
			a.p.rows[r].take(part)
			brought -= part
		}
	}
}

// take books what a floor brings to a row. It counts as its own from now on and
// cannot be shared out; its ranks begin at 0 as before, so units from floors are
// the row's first, and in equal shares whoever has a floor waits for the others.
func (r *row) take(part int64) {
	r.floor += part
	r.met += part
	r.own += part
	r.kept += part
}

// A receiver is what a floor and the needs it counts against have in common.
type receiver struct {
	party  string
	period int
}

func receiverOf(n *node) receiver { return receiver{string(n.party), int(n.period)} }

// keepOwn fixes what every row reached inside its zone. Ranks start anew from
// there: across zones what is shared equally is what each still lacks. Floors
// are class 0 and were fixed by settleFloors. A row in no zone has no ways but
// floors' in this stage, so its own is what floors bring and no special case.
// Ranks from 0 would let what a row got at home count against it: what comes over
// borders would first go to those whose zone had little, until all are level.
func (a *allotment) keepOwn() {
	for i := range a.p.rows {
		r := &a.p.rows[i]
		if r.class > 0 {
			r.own, r.origin, r.kept = r.met, r.met, r.met
		}
	}
}
