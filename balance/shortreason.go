package balance

import (
	"math"

	"hinterland"
)

// remedies answers what stands between a short row and one more unit.
// docs/formats.md defines every answer. There is one for each class, the most
// urgent first.
type remedies struct {
	r       *reasons
	byClass []remedy
}

// A remedy is all that could bring one more unit of a class, as sets of nodes.
//
// A unit more at a vertex is worth class g if a residual path leads from there
// to a row of class g that is short, and none to a more urgent one: classes
// are served in order, and an augmenting path takes from no row. That a single
// path tells what solving again would bring is the augmentation property of
// polymatroids: with one unit more at a vertex the best plan serves one unit
// more of one class, of the most urgent that the path can reach, and in every
// class before it nothing changes.
//
// Lifting a barrier by one unit adds one way for one unit of one lot to one
// node. It brings a unit of class g if that node is worth g and the lot has a
// unit to give without loss to a row as urgent: unused, or taken from a row less
// urgent than g. A unit taken from a row as urgent as g, or more, would leave
// these classes no better than before.
//
// Sets are made once for each class by walks with the goods, from all places
// where a remedy could set in, so that a short row only has to be looked up.
type remedy struct {
	class int
	// gain are the nodes at which one more unit is worth class.
	gain set
	// lifted[b] are the nodes to which goods come if barrier b is lifted by one
	// unit somewhere where this is worth class, without loss to a row as urgent.
	lifted [barriers]set
	// freed are the nodes to which goods come from a lot where a unit is worth
	// class, left by a floor one unit smaller, whose receiver would lose only
	// something less urgent; loosed those where it is a fixing that is smaller.
	freed, loosed set
}

// none is less urgent than any class.
const none = math.MaxInt

// barrierReasons words the barriers, in their order.
func barrierReasons() [barriers]hinterland.ShortReason {
	return [barriers]hinterland.ShortReason{
		byFixing: hinterland.ShortFixed, byScope: hinterland.ShortScope,
		byReach: hinterland.ShortReach, byStorage: hinterland.ShortStorage,
		byLate: hinterland.ShortLate,
	}
}

// newRemedies works the remedies out, from the most urgent class on. What a
// more urgent class could use is taken out of every later one, since a unit
// there would go to the former: gain of a class are the sources of its short
// rows and of none before. The same goes for lots that a smaller floor would
// leave a unit in. A lot that could serve a short floor is out for every class.
// Nine walks a class, however many rows are short.
func newRemedies(r *reasons) *remedies {
	m := &remedies{r: r}
	p := r.d.p
	lotsBefore, nodesBefore := newSet(len(p.lots)), newSet(len(p.nodes))
	wanted := m.wantedByFloors()
	for _, class := range p.classes() {
		lots, nodes := r.all.sourcesOf(r.short[class])
		lots.lose(lotsBefore)
		nodes.lose(nodesBefore)
		lotsBefore.take(lots)
		nodesBefore.take(nodes)
		lots.lose(wanted)
		one := remedy{class: class, gain: nodes}
		one.freed = r.all.broughtBy(both(lots, m.promisedOver(class, false)), newSet(len(p.nodes)))
		one.loosed = r.all.broughtBy(both(lots, m.promisedOver(class, true)), newSet(len(p.nodes)))
		spare := m.spareFor(class)
		for b := range barriers {
			one.lifted[b] = r.all.broughtBy(newSet(len(p.lots)), m.liftable(b, nodes, spare))
		}
		m.byClass = append(m.byClass, one)
	}
	return m
}

// liftable finds the need nodes among nodes with a way that barrier b alone
// closes and that leads from a lot with goods to spare. Floors are left out: a
// barrier lifted for a floor brings a promise nearer and no need.
func (m *remedies) liftable(b barrier, nodes, spare set) set {
	p := m.r.d.p
	into := newSet(len(p.nodes))
	nodes.each(func(v int) {
		if v < p.needs && p.ways.closed[b][v].meets(spare) {
			into.add(v)
		}
	})
	return into
}

// broughtBy returns all nodes to which goods of some lots, or goods that come
// to some nodes, can be brought, those nodes among them.
func (r *residual) broughtBy(lots, nodes set) set {
	w := newWalk(r.open, r.used)
	w.enter(lots)
	w.enterNarrow(nodes)
	w.toEnd()
	return w.seenNarrow
}

// spareFor finds the lots from which a unit can be had for class without loss
// to any row as urgent: those with goods unused, those that a row less urgent
// can do without, and all to which such goods can be passed on. A lot is such if
// another unit can take the place of one of its own, which is a residual path
// to it. Units that are kept (floors, and under zones first a row's own) are not
// for taking.
func (m *remedies) spareFor(class int) set {
	p, all := m.r.d.p, m.r.all
	w := newWalk(all.open, all.used)
	for i := range p.rows {
		if row := &p.rows[i]; row.class > class && row.met > row.kept {
			w.narrow.add(row.node)
		}
	}
	w.seenNarrow.take(w.narrow)
	w.enter(all.unused)
	w.toEnd()
	return w.seenWide
}

// promisedOver finds the lots whose goods go to a floor that could be one unit
// smaller without loss to a row as urgent as class, or to a fixing that could.
// Only lots that send it something: a smaller floor leaves a unit of theirs and
// of no other lot's. A fixing of no more than an agreement guarantees cannot be
// smaller.
func (m *remedies) promisedOver(class int, fixed bool) set {
	p := m.r.d.p
	lots := newSet(len(p.lots))
	for n := p.needs; n < len(p.nodes); n++ {
		if at := &p.nodes[n]; at.fixed == fixed && !at.held && p.lastServed(n) > class {
			for _, l := range m.r.all.used[n] {
				lots.add(int(l))
			}
		}
	}
	return lots
}

// wantedByFloors finds the lots whose goods can reach a floor that is not
// honoured in full. A smaller floor frees nothing of theirs for needs: the
// short floor would take it.
func (m *remedies) wantedByFloors() set {
	p := m.r.d.p
	short := newSet(len(p.nodes))
	for n := p.needs; n < len(p.nodes); n++ {
		if p.rows[p.nodes[n].rows[0]].short() > 0 {
			short.add(n)
		}
	}
	lots, _ := m.r.all.sourcesOf(short)
	return lots
}

// lastServed returns the class of the row that would lose if floor n brought
// one unit less; none if it brings more than is needed. What all floors bring a
// receiver in a period counts together, the most urgent row first, so the row
// that loses is the last against which anything counts.
func (p *problem) lastServed(n int) int {
	brought, last := int64(0), none
	for m := p.needs; m < len(p.nodes); m++ {
		if p.nodes[m].party == p.nodes[n].party && p.nodes[m].period == p.nodes[n].period {
			brought += p.rows[p.nodes[m].rows[0]].met
		}
	}
	for v := range p.nodes[:p.needs] {
		if p.nodes[v].party != p.nodes[n].party || p.nodes[v].period != p.nodes[n].period {
			continue
		}
		for _, i := range p.nodes[v].rows {
			if p.rows[i].floor > 0 {
				last = p.rows[i].class
			}
			brought -= p.rows[i].floor
		}
	}
	if brought > 0 {
		return none
	}
	return last
}

// of returns the reason of the shortfall of a node's rows and its worth. All
// short rows of a node have the same: goods that reach the node reach them all.
// The last remedy always helps, since a unit handed to a short row reaches it.
//
// The class that is served counts for more than the order of reasons: a remedy
// that would help the most urgent is told first, even where another would bring
// this very row a unit, which is why worth is told beside it. Only the first that
// helps is told, as others would bring nothing more urgent.
func (m *remedies) of(n int) (hinterland.ShortReason, int) {
	words := barrierReasons()
	for i := range m.byClass {
		r := &m.byClass[i]
		if r.lifted[byFixing].has(n) || r.loosed.has(n) {
			return words[byFixing], r.class
		}
		if r.lifted[byScope].has(n) {
			return words[byScope], r.class
		}
		if r.freed.has(n) {
			return hinterland.ShortFloor, r.class
		}
		for b := byReach; b < barriers; b++ {
			if r.lifted[b].has(n) {
				return words[b], r.class
			}
		}
		if r.gain.has(n) {
			return hinterland.ShortSupply, r.class
		}
	}
	panic("balance: a short row does not even reach itself")
}
