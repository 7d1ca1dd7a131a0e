package balance

// A residual is the network of rearrangements of a finished plan, for asking
// what could move where. All its sets run both ways: to ask what can be
// reached, and from where.
type residual struct {
	p *problem
	// open[l] and openTo[n]: ways that may carry more.
	open, openTo []set
	// used[n] and usedBy[l]: ways that may carry less.
	used, usedBy []set
	// unused are the lots with goods left; leave are those that may leave
	// goods unused without losing by the wishes looked at.
	unused, leave set
}

func newResidual(d *delivery) *residual {
	r := &residual{p: d.p, open: d.p.ways.open}
	r.used, r.unused = d.used()
	r.openTo = transposed(r.open, len(d.p.nodes))
	r.usedBy = transposed(r.used, len(d.p.lots))
	r.leave = newSet(len(d.p.lots))
	r.leave.fill(len(d.p.lots))
	return r
}

// transposed turns a relation round: it returns, for each of n numbers, the
// indices of the sets that have it.
func transposed(sets []set, n int) []set {
	out := newSets(n, len(sets))
	for i, s := range sets {
		s.each(func(j int) { out[j].add(i) })
	}
	return out
}

// exactly returns the part of a residual on which nothing is lost by any of
// the wishes up to and including levels[k]: arcs of reduced cost 0. By
// complementary slackness a rearrangement keeps these wishes as good as they
// are if and only if it stays inside, whatever prices prove them.
func (r *residual) exactly(d *delivery, k int) *residual {
	e := &residual{
		p: r.p, unused: r.unused, leave: newSet(len(r.p.lots)),
		open: newSets(len(r.p.lots), len(r.p.nodes)), used: newSets(len(r.p.nodes), len(r.p.lots)),
	}
	for _, arc := range d.arcs {
		w := &r.p.ways.list[arc.way]
		if !d.exact(&arc, k) {
			continue
		}
		x := d.flow[arc.way]
		if arc.signed > 0 || x < w.signed {
			e.open[w.lot].add(int(w.node))
		}
		if arc.signed > 0 && x > w.signed || arc.signed < 0 && x > 0 && x <= w.signed {
			e.used[w.node].add(int(w.lot))
		}
	}
	for l := range r.p.lots {
		if d.free(l, k) {
			e.leave.add(l)
		}
	}
	e.openTo = transposed(e.open, len(r.p.nodes))
	return e
}

// free reports whether a unit of lot l left unused is lost on none of the
// wishes up to levels[k].
func (d *delivery) free(l, k int) bool {
	for i := range k + 1 {
		if d.levels[i].price[1+l] != 0 {
			return false
		}
	}
	return true
}

// exact reports whether an arc has reduced cost 0 by all wishes up to
// levels[k].
func (d *delivery) exact(arc *lineArc, k int) bool {
	for i := range k + 1 {
		if d.reduced(&d.levels[i], arc) != 0 {
			return false
		}
	}
	return true
}

// replaceable reports whether the way from l to n could carry one unit less
// with every row as well served: whether there is a path from l to n other
// than that way, over unused goods too.
func (r *residual) replaceable(l, n int) bool {
	w := r.walkFrom(l, n)
	if r.leave.has(l) {
		w.enter(r.unused)
	}
	for !w.done() {
		if r.openTo[n].meets(w.lots) {
			return true
		}
		w.step(r.open, r.used)
		if w.lots.meets(r.leave) {
			w.enter(r.unused)
		}
	}
	return false
}

// usesOf returns the nodes that one unit of lot l, taken off its way to n,
// could reach otherwise.
func (r *residual) usesOf(l, n int) set {
	w := r.walkFrom(l, n)
	for !w.done() {
		w.step(r.open, r.used)
	}
	return w.seenNodes
}

// donorsTo returns the nodes, n among them, that could do with one unit less
// for n to get it, without the way from l to n carrying more.
func (r *residual) donorsTo(l, n int) set {
	w := newWalk(len(r.p.lots), len(r.p.nodes))
	w.nodes.add(n)
	w.seenNodes.add(n)
	w.lots.take(r.openTo[n])
	w.lots.drop(l)
	w.seenLots.take(w.lots)
	w.nodes.drop(n)
	for !w.done() {
		w.step(r.usedBy, r.openTo)
	}
	return w.seenNodes
}

// walkFrom starts a walk with the unit of lot l that its way to n no longer
// carries; it may not go that way again.
func (r *residual) walkFrom(l, n int) *walk {
	w := newWalk(len(r.p.lots), len(r.p.nodes))
	w.seenLots.add(l)
	w.nodes.take(r.open[l])
	w.nodes.drop(n)
	w.seenNodes.take(w.nodes)
	return w
}

// A walk is a breadth-first search through lots and nodes: those just
// reached, and all that were.
type walk struct {
	lots, nodes         set
	seenLots, seenNodes set
}

func newWalk(lots, nodes int) *walk {
	l, n := newSets(2, lots), newSets(2, nodes)
	return &walk{lots: l[0], seenLots: l[1], nodes: n[0], seenNodes: n[1]}
}

func (w *walk) done() bool { return w.lots.empty() && w.nodes.empty() }

// enter reaches more lots.
func (w *walk) enter(lots set) {
	for i := range lots {
		fresh := lots[i] &^ w.seenLots[i]
		w.lots[i] |= fresh
		w.seenLots[i] |= fresh
	}
}

// step goes on by one arc: from lots to what open lists, from nodes to what
// used lists.
func (w *walk) step(open, used []set) {
	lots, nodes := newSet(len(w.lots)*64), newSet(len(w.nodes)*64)
	w.nodes.each(func(n int) { lots.take(used[n]) })
	w.lots.each(func(l int) { nodes.take(open[l]) })
	lots.lose(w.seenLots)
	nodes.lose(w.seenNodes)
	w.seenLots.take(lots)
	w.seenNodes.take(nodes)
	w.lots, w.nodes = lots, nodes
}
