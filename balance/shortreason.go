package balance

import (
	"math"

	"hinterland"
)

// remedies answers what stands between a short row and one more unit.
// docs/formats.md defines every answer.
type remedies struct {
	r *reasons
	// gainNode and gainLot tell the most urgent class of which one more unit
	// would be met by one more unit there; none if nothing would.
	gainNode, gainLot []int
	// spare[g] are the lots with goods unused, or with goods that a row less
	// urgent than g could do without.
	spare map[int]set
	// promised[g] are the lots with goods that a floor carries away and whose
	// receiver would lose only something less urgent than g.
	promised map[int]set
}

// none is less urgent than any class.
const none = math.MaxInt

// barrierReasons words the barriers, in their order.
func barrierReasons() [barriers]hinterland.ShortReason {
	return [barriers]hinterland.ShortReason{
		byScope: hinterland.ShortScope, byReach: hinterland.ShortReach,
		byStorage: hinterland.ShortStorage, byLate: hinterland.ShortLate,
	}
}

func newRemedies(r *reasons) *remedies {
	m := &remedies{r: r, spare: map[int]set{}, promised: map[int]set{}}
	m.findGains()
	for _, class := range r.d.p.classes() {
		m.spare[class] = m.spareFor(class)
		m.promised[class] = m.promisedOver(class)
	}
	return m
}

// findGains finds what a unit is worth at every vertex. A unit more at v can
// be met by some class g if a residual path leads from v to a row of class g
// that is short; it is worth the most urgent such class, since classes are
// served in order and an augmenting path takes from no row. The search walks
// back from the short rows.
func (m *remedies) findGains() {
	p := m.r.d.p
	m.gainNode, m.gainLot = fillWith(len(p.nodes), none), fillWith(len(p.lots), none)
	for _, class := range p.classes() {
		lots, nodes := m.sourcesOf(m.r.short[class])
		nodes.each(func(n int) { m.gainNode[n] = min(m.gainNode[n], class) })
		lots.each(func(l int) { m.gainLot[l] = min(m.gainLot[l], class) })
	}
}

func fillWith(n, value int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = value
	}
	return list
}

// sourcesOf returns all lots and nodes whose goods can reach one of nodes.
func (m *remedies) sourcesOf(nodes set) (set, set) {
	all := m.r.all
	w := newWalk(len(all.p.lots), len(all.p.nodes))
	w.nodes.take(nodes)
	w.seenNodes.take(nodes)
	for !w.done() {
		w.step(all.usedBy, all.openTo)
	}
	return w.seenLots, w.seenNodes
}

// spareFor finds the lots from which a unit can be had for class without loss
// to any row as urgent: those with goods unused, those that a row less urgent
// can do without, and all to which such goods can be passed on.
func (m *remedies) spareFor(class int) set {
	p, all := m.r.d.p, m.r.all
	w := newWalk(len(p.lots), len(p.nodes))
	for i := range p.rows {
		if row := &p.rows[i]; row.class > class && row.met > row.kept {
			w.nodes.add(row.node)
		}
	}
	w.seenNodes.take(w.nodes)
	w.enter(all.unused)
	for !w.done() {
		w.step(all.open, all.used)
	}
	return w.seenLots
}

// promisedOver finds the lots whose goods go to a floor that could be one unit
// smaller without loss to a row as urgent as class. Goods that could serve a
// floor that is not honoured in full are not freed so: that floor takes them.
func (m *remedies) promisedOver(class int) set {
	p := m.r.d.p
	lots := newSet(len(p.lots))
	for n := p.needs; n < len(p.nodes); n++ {
		if p.lastServed(n) > class {
			lots.take(m.r.all.used[n])
		}
	}
	lots.lose(m.wantedByFloors())
	return lots
}

// wantedByFloors finds the lots whose goods can reach a short floor.
func (m *remedies) wantedByFloors() set {
	p := m.r.d.p
	short := newSet(len(p.nodes))
	for n := p.needs; n < len(p.nodes); n++ {
		if p.rows[p.nodes[n].rows[0]].short() > 0 {
			short.add(n)
		}
	}
	lots, _ := m.sourcesOf(short)
	return lots
}

// lastServed returns the class of the row that would lose if floor n brought
// one unit less; none if it brings more than is needed.
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
func (m *remedies) of(n int) (hinterland.ShortReason, int) {
	p := m.r.d.p
	one := newSet(len(p.nodes))
	one.add(n)
	lots, nodes := m.sourcesOf(one)
	words := barrierReasons()
	for _, class := range p.classes() {
		into := newSet(len(p.nodes))
		nodes.each(func(v int) {
			if v < p.needs && m.gainNode[v] == class {
				into.add(v)
			}
		})
		if m.liftable(byScope, into, class) {
			return words[byScope], class
		}
		if m.freedByFloor(lots, class) {
			return hinterland.ShortFloor, class
		}
		for b := byReach; b < barriers; b++ {
			if m.liftable(b, into, class) {
				return words[b], class
			}
		}
		if m.gainNode[n] == class {
			return hinterland.ShortSupply, class
		}
	}
	panic("balance: a short row does not even reach itself")
}

// liftable reports whether lifting barrier b by one unit would bring a unit
// of class into one of nodes.
func (m *remedies) liftable(b barrier, nodes set, class int) bool {
	found := false
	nodes.each(func(v int) {
		found = found || m.r.d.p.ways.closed[b][v].meets(m.spare[class])
	})
	return found
}

// freedByFloor reports whether a floor that is one unit smaller would leave a
// unit in one of lots that is worth class.
func (m *remedies) freedByFloor(lots set, class int) bool {
	found := false
	lots.each(func(l int) {
		found = found || m.gainLot[l] == class && m.promised[class].has(l)
	})
	return found
}
