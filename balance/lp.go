package balance

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"net/url"

	"hinterland"
)

// Models returns, for every good and wish, the linear program whose optimum
// the plan claims to reach, as files plan.GOOD.LEVEL.lp in CPLEX LP format for
// foreign solvers. Earlier wishes stand in it as rows. Quantities are steps of
// the good and money millionths, so all coefficients are whole; the optimum
// claimed stands in the first line. Equal shares are no linear wish: the
// programs after them fix what each row gets.
func Models(
	ctx context.Context,
	r *hinterland.Region,
	z hinterland.Policy,
) (map[string][]byte, error) {
	frame, parts := Divide(r, z)
	planner := NewPlanner(frame)
	files := map[string][]byte{}
	for i := range parts {
		d, err := planner.deliverGood(ctx, &parts[i])
		if err != nil {
			return nil, err
		}
		for _, m := range d.models() {
			files["plan."+url.PathEscape(string(parts[i].Good))+"."+m.name+".lp"] = m.text
		}
	}
	return files, nil
}

// A model is one linear program. Step one needs one a class, though it is solved
// as flows: that a good's amounts are the greatest is then shown by a method that
// knows nothing of augmenting paths.
type model struct {
	name string
	text []byte
}

// A term is a coefficient with a variable: m and the number of a row, or x and
// the numbers of a way's lot and node; a and b instead of x are the parts of a
// way within and beyond what was signed.
type term struct {
	by       int64
	variable string
}

func termOfRow(by int64, i int) term { return term{by, fmt.Sprint("m", i)} }

func termOfWay(by int64, name string, w way) term {
	return term{by, fmt.Sprint(name, w.lot, "_", w.node)}
}

// modeller writes the programs of one good, one phase after another. Within a
// phase each wish becomes a row of the next program. Here, and only here, all
// open ways are written out.
type modeller struct {
	d      *delivery
	use    func(way) bool // the ways of the phase
	low    func(*row) int64
	high   func(*row) int64
	rows   [][]term
	values []*big.Int
	done   []model
}

// eachWay visits all open ways, by lot and node.
func (p *problem) eachWay(visit func(way)) {
	for l := range p.lots {
		p.ways.open[l].each(func(n int) { visit(way{int32(l), int32(n)}) })
	}
}

// models writes the programs of a good, phase after phase. Every phase has the
// same rows for lots and nodes and differs in the ways that may be used and in
// what a row may get at least and at most: floors alone over floors' ways; each
// zone alone with the floors as they are; everything with what zones reached kept
// from below; and everything with all amounts fixed.
//
// m of a row is what comes to it over its node, so without what floors bring
// it, which is in m of the floor's own row. A row's own counts floors in, so
// they are taken off, and where zones do not come first nothing is left of it.
// Each phase states anew what earlier ones settled, as bounds, so that a
// program can be read and solved by itself and an error in one does not hide in
// the next.
func (d *delivery) models() []model {
	m := &modeller{d: d}
	p := d.p
	m.phase(func(w way) bool { return int(w.node) >= p.needs },
		func(*row) int64 { return 0 }, func(r *row) int64 { return floorsOnly(r, r.need) })
	m.class("floors", 0, func(r *row) int64 { return r.met })
	if p.policy == hinterland.ZonesFirst {
		m.phase(
			func(w way) bool { return p.ways.home[w.lot].has(int(w.node)) },
			func(r *row) int64 { return floorsOnly(r, r.met) },
			wanted,
		)
		m.classes("own-", func(r *row) int64 { return r.own })
	}
	all := func(way) bool { return true }
	m.phase(all, func(r *row) int64 { return max(r.own-r.floor, floorsOnly(r, r.met)) }, wanted)
	m.classes("class-", func(r *row) int64 { return r.met })
	fixed := func(r *row) int64 { return r.met - r.floor }
	m.phase(all, fixed, fixed)
	m.lastWishes()
	return m.done
}

// floorsOnly is amount for a floor and nothing for a need.
func floorsOnly(r *row, amount int64) int64 {
	if r.class == 0 {
		return amount
	}
	return 0
}

// wanted is what a row could still be sent: a floor what is honoured of it.
func wanted(r *row) int64 {
	if r.class == 0 {
		return r.met
	}
	return r.need - r.floor
}

// phase starts anew with other ways and bounds.
func (m *modeller) phase(use func(way) bool, low, high func(*row) int64) {
	m.use, m.low, m.high = use, low, high
	m.rows, m.values = nil, nil
}

func (m *modeller) classes(prefix string, got func(*row) int64) {
	for _, class := range m.d.p.classes() {
		m.class(fmt.Sprint(prefix, class), class, got)
	}
}

// class adds the wish that a class gets as much as possible.
func (m *modeller) class(name string, class int, got func(*row) int64) {
	var terms []term
	value := new(big.Int)
	for _, i := range m.d.p.ofClass(class) {
		r := &m.d.p.rows[i]
		terms = append(terms, termOfRow(1, i))
		hinterland.AddProduct(value, got(r)-r.floor, 1)
	}
	m.wish(name, "Maximize", terms, value)
}

// lastWishes adds the wishes of step two. Their optimum is worked out from the
// lines, way by way and without limit, and not from prices: the claim is about
// the plan.
func (m *modeller) lastWishes() {
	for i := range m.d.levels {
		l := &m.d.levels[i]
		var terms []term
		value := new(big.Int)
		add := func(name string, a lineArc, carried int64) {
			terms = append(terms, termOfWay(l.cost(a), name, a.way))
			hinterland.AddProduct(value, carried, l.cost(a))
		}
		m.d.p.eachWay(func(w way) {
			x, signed := m.d.flows.on(int(w.lot), int(w.node)), m.d.p.signed[w]
			if signed == 0 {
				add("x", lineArc{w, beyond}, x)
				return
			}
			add("a", lineArc{w, within}, min(x, signed))
			add("b", lineArc{w, beyond}, max(x-signed, 0))
		})
		m.wish(l.name, "Minimize", terms, value)
	}
}

// wish writes one program, unless it has nothing to wish for, and keeps the
// wish as a row. Strict order in exact numbers: a row that holds the earlier
// optimum needs no weights, and a foreign solver that disagrees about it finds
// the next program infeasible.
func (m *modeller) wish(name, sense string, terms []term, value *big.Int) {
	if len(terms) == 0 {
		return
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "\\ %s, wish %s: optimum %v\n%s\n wish:", m.d.p.good.Code, name, value, sense)
	writeTerms(&out, terms)
	out.WriteString("\nSubject To\n")
	for i, row := range m.rows {
		fmt.Fprintf(&out, " earlier%d:", i)
		writeTerms(&out, row)
		fmt.Fprintf(&out, " = %v\n", m.values[i])
	}
	m.writeNetwork(&out)
	m.writeBounds(&out)
	out.WriteString("End\n")
	m.done = append(m.done, model{name, out.Bytes()})
	m.rows, m.values = append(m.rows, terms), append(m.values, value)
}

// writeTerms writes a sum, a few terms a line: solvers read short lines only.
func writeTerms(out *bytes.Buffer, terms []term) {
	for i, t := range terms {
		if i%8 == 7 {
			out.WriteString("\n ")
		}
		fmt.Fprintf(out, " %+d %s", t.by, t.variable)
	}
}

// writeNetwork writes what lots have, what nodes take in, and how a way that
// was signed is made up of its two parts.
func (m *modeller) writeNetwork(out *bytes.Buffer) {
	p := m.d.p
	from, into := make([][]term, len(p.lots)), make([][]term, len(p.nodes))
	p.eachWay(func(w way) {
		if !m.use(w) {
			return
		}
		from[w.lot] = append(from[w.lot], termOfWay(1, "x", w))
		into[w.node] = append(into[w.node], termOfWay(1, "x", w))
		if p.signed[w] > 0 {
			fmt.Fprintf(out, " signed%d_%d:", w.lot, w.node)
			writeTerms(out, []term{
				termOfWay(1, "x", w), termOfWay(-1, "a", w), termOfWay(-1, "b", w),
			})
			out.WriteString(" = 0\n")
		}
	})
	for l, terms := range from {
		if len(terms) > 0 {
			fmt.Fprintf(out, " lot%d:", l)
			writeTerms(out, terms)
			fmt.Fprintf(out, " <= %d\n", p.lots[l].quantity)
		}
	}
	for n, terms := range into {
		for _, r := range p.nodes[n].rows {
			terms = append(terms, termOfRow(-1, r))
		}
		fmt.Fprintf(out, " node%d:", n)
		writeTerms(out, terms)
		out.WriteString(" = 0\n")
	}
}

// writeBounds bounds rows, and of a signed way the part within. All else is ≥ 0
// and without limit, which is what the format takes for granted.
func (m *modeller) writeBounds(out *bytes.Buffer) {
	out.WriteString("Bounds\n")
	for i := range m.d.p.rows {
		r := &m.d.p.rows[i]
		fmt.Fprintf(out, " %d <= m%d <= %d\n", m.low(r), i, m.high(r))
	}
	m.d.p.eachWay(func(w way) {
		if most := m.d.p.signed[w]; most > 0 && m.use(w) {
			fmt.Fprintf(out, " 0 <= a%d_%d <= %d\n", w.lot, w.node, most)
		}
	})
}
