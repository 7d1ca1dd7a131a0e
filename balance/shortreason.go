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

// A remedy is all that could bring one more unit of a class.
//
// A unit more at a vertex is worth class g if a residual path leads from there
// to a row of class g that is short, and none to a more urgent one: classes
// are served in order, and an augmenting path takes from no row.
type remedy struct {
	class int
	// gain are the nodes at which one more unit is worth class.
	gain set
	// lift[b] are the need nodes among them into which lifting barrier b by
	// one unit would bring goods, without loss to a row as urgent.
	lift [barriers]set
	// freed are the lots in which a unit is worth class and would be left by a
	// floor one unit smaller, whose receiver would lose only something less
	// urgent.
	freed set
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
	m := &remedies{r: r}
	p := r.d.p
	lotsBefore, nodesBefore := newSet(len(p.lots)), newSet(len(p.nodes))
	for _, class := range p.classes() {
		lots, nodes := m.sourcesOf(r.short[class])
		lots.lose(lotsBefore)
		nodes.lose(nodesBefore)
		lotsBefore.take(lots)
		nodesBefore.take(nodes)
		lots.keep(m.promisedOver(class))
		m.byClass = append(m.byClass, remedy{
			class: class, gain: nodes, freed: lots, lift: m.liftable(nodes, m.spareFor(class)),
		})
	}
	return m
}

// liftable finds, for each barrier, the need nodes among nodes with a way that
// it alone closes and that leads from a lot with goods to spare.
func (m *remedies) liftable(nodes, spare set) [barriers]set {
	p := m.r.d.p
	var into [barriers]set
	for b := range into {
		into[b] = newSet(len(p.nodes))
		nodes.each(func(v int) {
			if v < p.needs && p.ways.closed[b][v].meets(spare) {
				into[b].add(v)
			}
		})
	}
	return into
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
	one := newSet(len(m.r.d.p.nodes))
	one.add(n)
	lots, nodes := m.sourcesOf(one)
	words := barrierReasons()
	for i := range m.byClass {
		r := &m.byClass[i]
		if nodes.meets(r.lift[byScope]) {
			return words[byScope], r.class
		}
		if lots.meets(r.freed) {
			return hinterland.ShortFloor, r.class
		}
		for b := byReach; b < barriers; b++ {
			if nodes.meets(r.lift[b]) {
				return words[b], r.class
			}
		}
		if r.gain.has(n) {
			return hinterland.ShortSupply, r.class
		}
	}
	panic("balance: a short row does not even reach itself")
}
