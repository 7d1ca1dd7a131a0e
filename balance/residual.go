package balance

import "slices"

// A residual is the network of rearrangements of a finished plan, for asking
// what could move where. A unit may go from a lot to a node over any way that
// may carry more, and back from a node to a lot over any that may carry less;
// a path of such arcs changes what its two ends have and nothing between.
// Everything runs both ways: to ask what can be reached, and from where.
//
// Its reach does not depend on which of several best plans it was made from.
// Let x and y be plans that give every row the same: their difference is a sum
// of circles, and if goods could move from i to j around x, then along that path
// combined with the circles they can move around y. This is why a reason may be
// read off the plan at hand, and why a checker with another plan's network finds
// the same reasons. The same goes for exactly, within the plans that are best
// for the wishes looked at.
type residual struct {
	p *problem
	// open[l] and openTo[n]: ways that may carry more.
	open, openTo []set
	// used[n] and usedBy[l]: ways that may carry less.
	used, usedBy [][]int32
	// unused are the lots with goods left; leave are those that may leave
	// goods unused without losing by the wishes looked at, so that an unused
	// unit of another lot can take the place of one of theirs.
	unused, leave set
}

// newResidual is the residual network by amounts alone, whatever it costs: no
// wish is looked at, so any lot may leave a unit unused for another's.
func newResidual(d *delivery) *residual {
	r := &residual{p: d.p, open: d.p.ways.open, used: d.flows.senders(), unused: d.unused()}
	r.leave = newSet(len(d.p.lots))
	r.leave.fill(len(d.p.lots))
	r.turnRound()
	return r
}

// turnRound lists by the other end what is listed by one.
func (r *residual) turnRound() {
	r.openTo = newSets(len(r.p.nodes), len(r.p.lots))
	for l, row := range r.open {
		row.each(func(n int) { r.openTo[n].add(l) })
	}
	r.usedBy = listedByMember(r.used, len(r.p.lots))
}

// listedByMember turns lists of numbers below count into, for each number, the
// indices of the lists that have it.
func listedByMember(lists [][]int32, count int) [][]int32 {
	by := make([][]int32, count)
	for i, list := range lists {
		for _, member := range list {
			by[member] = append(by[member], int32(i))
		}
	}
	return by
}

// exactly returns, for each wish in play, the part of a residual on which
// nothing is lost by that wish or any before it: arcs of reduced cost 0. By
// complementary slackness a rearrangement keeps these wishes as good as they
// are if and only if it stays inside, whatever prices prove them: the reduced
// costs round a circle add up to its cost, and none of them is negative in the
// direction in which the flow can change.
//
// Two sets of best prices may disagree about an arc, which is 0 at one and
// positive at the other; but then it lies on no circle that costs nothing, for on
// such a circle all terms of a sum that is 0 and has no negative term are 0. Of
// a later wish the terms are only ≥ 0 where those of earlier ones are 0, and that
// is where it is asked. So the circles inside are the same for every basis, and
// reasons ask for circles alone: a line, and a path that stands in for it.
//
// A way that was signed is two arcs. The part beyond what was signed may carry
// more if it costs nothing, and less if it carries something; the part within
// may carry more only below what was signed, and less only if the part beyond
// is empty, since the part within fills first.
func (r *residual) exactly(d *delivery) []*residual {
	parts := make([]*residual, len(d.levels))
	for k := range parts {
		parts[k] = &residual{
			p: r.p, unused: r.unused, leave: d.freeLots(k),
			open: newSets(len(r.p.lots), len(r.p.nodes)), used: make([][]int32, len(r.p.nodes)),
		}
	}
	for l := range r.p.lots {
		r.p.ways.open[l].each(func(n int) {
			for k := range d.depth(lineArc{way{int32(l), int32(n)}, beyond}) {
				parts[k].open[l].add(n)
			}
		})
	}
	for w, s := range r.p.signed {
		if d.flows.on(int(w.lot), int(w.node)) < s {
			for k := range d.depth(lineArc{w, within}) {
				parts[k].open[w.lot].add(int(w.node))
			}
		}
	}
	d.flows.each(func(l, n int, units int64) {
		arc := lineArc{way{int32(l), int32(n)}, beyond}
		if units <= r.p.signed[arc.way] {
			arc.part = within
		}
		for k := range d.depth(arc) {
			parts[k].used[n] = append(parts[k].used[n], int32(l))
		}
	})
	for _, part := range parts {
		part.turnRound()
	}
	return parts
}

// depth is how many wishes, from the first, find an arc to have reduced cost 0.
func (d *delivery) depth(a lineArc) int {
	for k := range d.levels {
		if d.reduced(&d.levels[k], a) != 0 {
			return k
		}
	}
	return len(d.levels)
}

// freeLots are the lots of which a unit left unused is lost on none of the
// wishes up to levels[k]. Leaving it is the arc to vertex 0, which costs nothing
// and whose reduced cost is the lot's price; leave and unused are the arcs to
// vertex 0 and back from it, so a walk that may leave enters all unused lots.
func (d *delivery) freeLots(k int) set {
	free := newSet(len(d.p.lots))
	for l := range d.p.lots {
		if !slices.ContainsFunc(d.levels[:k+1], func(v level) bool { return v.price[1+l] != 0 }) {
			free.add(l)
		}
	}
	return free
}

// replaceable reports whether the way from l to n could carry one unit less
// with every row as well served: whether there is a path from l to n other
// than that way, over unused goods too. The last arc of such a path leads from
// another lot that has a way to n, so the walk ends at the first of these,
// which is mostly soon.
func (r *residual) replaceable(l, n int) bool {
	w := r.walkFrom(l, n)
	w.goal = r.openTo[n]
	if r.leave.has(l) {
		w.enter(r.unused)
	}
	for !w.arrived && w.on() {
		if w.wide.meets(r.leave) {
			w.enter(r.unused)
		}
	}
	return w.arrived
}

// usesOf returns the nodes that one unit of lot l, taken off its way to n,
// could reach otherwise. It is asked only where the unit cannot be replaced, so
// n itself is never among them.
func (r *residual) usesOf(l, n int) set {
	w := r.walkFrom(l, n)
	w.toEnd()
	return w.seenNarrow
}

// walkFrom starts a walk with the unit of lot l that its way to n no longer
// carries; it may not go that way again.
func (r *residual) walkFrom(l, n int) *walk {
	w := newWalk(r.open, r.used)
	w.seenWide.add(l)
	w.enterNarrow(r.open[l])
	w.narrow.drop(n)
	w.seenNarrow.drop(n)
	return w
}

// donorsTo returns the nodes, n among them, that could do with one unit less
// for n to get it, without the way from l to n carrying more: the walk against
// the goods may come to l another way, only its first step from n may not. Unused
// goods are no donor, and no walk need pass them: if they could come to n, the
// line could be replaced, and this would not be asked.
func (r *residual) donorsTo(l, n int) set {
	w := newWalk(r.openTo, r.usedBy)
	w.seenWide.add(n)
	w.enterNarrow(r.openTo[n])
	w.narrow.drop(l)
	w.seenNarrow.drop(l)
	w.toEnd()
	return w.seenWide
}

// sourcesOf returns all lots and nodes whose goods can reach one of nodes.
func (r *residual) sourcesOf(nodes set) (lots, from set) {
	w := newWalk(r.openTo, r.usedBy)
	w.enter(nodes)
	w.toEnd()
	return w.seenNarrow, w.seenWide
}
