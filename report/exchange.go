package report

import (
	"html/template"
	"math/big"
	"strconv"

	"hinterland"
	"hinterland/draw"
	"hinterland/lang"
)

// An exchangeChapter tells what each zone gives and gets.
type exchangeChapter struct {
	Tables  []*table // by currency: what passes, zone by zone
	Matrix  []*table // by currency: from whom to whom
	Picture template.HTML
	Classes []classFlows // by class and currency
	Pairs   []pairDetails
}

// A classFlows is who gives to whom of one class of goods: a picture, if there
// is ground for it, and the table, to be opened.
type classFlows struct {
	Name    string
	Picture template.HTML
	Table   *table
}

// A pairDetails is what two zones give each other, good by good, to be opened.
type pairDetails struct {
	Name, Short string
	Table       *table
}

func (b *book) exchangeChapter() *exchangeChapter {
	if len(b.zones) < 2 {
		return nil
	}
	c := &exchangeChapter{}
	for i, currency := range b.traded.currencies {
		m := b.matrix(currency, every)
		c.Tables = append(c.Tables, b.givesTable(m))
		c.Matrix = append(c.Matrix, b.matrixTable("", m))
		if i == 0 && b.drawn() {
			c.Picture = b.flowMap("map-flows", b.plain("report.map.flows"), m)
		}
		c.Classes = append(c.Classes, b.classFlows(currency)...)
	}
	for x := range b.zones {
		for y := x + 1; y < len(b.zones); y++ {
			if d, any := b.pair(x, y); any {
				c.Pairs = append(c.Pairs, d)
			}
		}
	}
	return c
}

// classFlows tells what passes of each class, if there is more than one.
func (b *book) classFlows(currency string) []classFlows {
	var list []classFlows
	for i, g := range b.goods {
		if i > 0 && g.Class == b.goods[i-1].Class {
			continue
		}
		m := b.matrix(currency, func(o *hinterland.Good) bool { return o.Class == g.Class })
		if cell, _ := m.most(); cell.Sign() == 0 {
			continue
		}
		name := b.className(g.Class)
		f := classFlows{Name: name, Table: b.matrixTable(name, m)}
		if b.drawn() && currency == b.traded.currencies[0] {
			f.Picture = b.flowMap("map-class-"+strconv.Itoa(i+1), name, m)
		}
		list = append(list, f)
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// inMoney heads a column of money in a scale.
func (b *book) inMoney(key string, s scale, currency string) string {
	return b.say.Say(key, lang.Args{"money": b.inScale(s, currency)})
}

// givesTable is what each zone gives and gets altogether.
func (b *book) givesTable(m *matrix) *table {
	_, most := m.most()
	s := b.scaleFor(most, valuePlaces)
	t := b.table(
		b.say.Say("report.gives.caption", lang.Args{"currency": b.currency(m.currency)}),
		text(b.plain("report.col.zone")),
		number(b.inMoney("report.col.gives", s, m.currency)), text(b.plain("report.col.bar")),
		text(b.plain("report.col.chief.gives")),
		number(b.inMoney("report.col.gets", s, m.currency)), text(b.plain("report.col.bar")),
		text(b.plain("report.col.chief.gets")),
	)
	for z := range b.zones {
		gives, gets := m.gives(z), m.gets(z)
		t.add(cell{Text: b.zones[z].name, Picture: b.swatch(z)},
			cell{Text: b.sum(gives, valuePlaces, s)}, cell{Picture: partBar('u', gives, most)},
			cell{Text: b.list(b.chief(z, false, m.currency))},
			cell{Text: b.sum(gets, valuePlaces, s)}, cell{Picture: partBar('o', gets, most)},
			cell{Text: b.list(b.chief(z, true, m.currency))})
	}
	return t
}

// partBar is one stretch against the longest of its column.
func partBar(kind byte, part, most *big.Int) template.HTML {
	if most.Sign() == 0 {
		return ""
	}
	n := new(big.Int).Mul(part, big.NewInt(1000))
	return bar(stretch{kind, n.Quo(n, most).Int64()})
}

// matrixTable is who gives to whom, of a class or of everything.
func (b *book) matrixTable(class string, m *matrix) *table {
	_, most := m.most()
	s := b.scaleFor(most, valuePlaces)
	columns := []column{text(b.plain("report.col.from.to"))}
	for z := range b.zones {
		columns = append(columns, number(b.zones[z].name))
	}
	columns = append(columns, number(b.plain("report.col.sum.gives")))
	caption := b.say.Say("report.matrix.caption", lang.Args{"money": b.inScale(s, m.currency)})
	if class != "" {
		caption = b.say.Say("report.matrix.class",
			lang.Args{"class": class, "money": b.inScale(s, m.currency)})
	}
	t := b.table(caption, columns...)
	for from := range b.zones {
		row := cells(b.zones[from].name)
		for to := range b.zones {
			shown := "–"
			if from != to {
				shown = b.passes(m.cells[from][to], s)
			}
			row = append(row, cell{Text: shown})
		}
		t.add(append(row, cell{Text: b.sum(m.gives(from), valuePlaces, s)})...)
	}
	sums, all := cells(b.plain("report.col.sum.gets")), new(big.Int)
	for to := range b.zones {
		sums = append(sums, cell{Text: b.sum(m.gets(to), valuePlaces, s)})
		all.Add(all, m.gets(to))
	}
	t.addSum(append(sums, cell{Text: b.sum(all, valuePlaces, s)})...)
	return t
}

// passes writes a value, telling nothing at all from next to nothing.
func (b *book) passes(worth *big.Int, s scale) string {
	if worth.Sign() == 0 {
		return "0"
	}
	return b.sum(worth, valuePlaces, s)
}

// pair tells what two zones give each other.
func (b *book) pair(x, y int) (pairDetails, bool) {
	left := b.say.Say("report.pair.to", lang.Args{"from": b.zones[x].name, "to": b.zones[y].name})
	right := b.say.Say("report.pair.to", lang.Args{"from": b.zones[y].name, "to": b.zones[x].name})
	names := lang.Args{"a": b.zones[x].name, "b": b.zones[y].name}
	d := pairDetails{Name: b.say.Say("report.pair.name", names)}
	d.Table = b.table(b.say.Say("report.pair.caption", names),
		text(b.plain("report.col.good")), text(b.plain("report.col.unit")),
		number(left), number(right))
	there, back := 0, 0
	for _, g := range b.goods {
		to, fro := b.traded.steps[pass{g.Code, x, y}], b.traded.steps[pass{g.Code, y, x}]
		if to == 0 && fro == 0 {
			continue
		}
		if to > 0 {
			there++
		}
		if fro > 0 {
			back++
		}
		d.Table.add(cells(b.goodName(g), b.units(g), b.steps(g, to), b.steps(g, fro))...)
	}
	d.Short = b.say.Say("report.pair.short", lang.Args{
		"a": b.zones[x].name, "b": b.zones[y].name,
		"there": b.count(there), "back": b.count(back),
	})
	return d, there+back > 0
}

// flowMap draws what passes between zones, from centre to centre. A map beside
// others is small and shows the chief flows only.
func (b *book) flowMap(id, title string, m *matrix) template.HTML {
	cell, _ := m.most()
	s := b.scaleFor(cell, valuePlaces)
	f := draw.FlowMap{Map: *b.in.Map, Top: 14}
	f.ID, f.Title = id, title
	if id != "map-flows" {
		f.Width, f.Top = 420, 8
	}
	f.Desc = b.plain("report.map.flows.desc")
	if b.in.Zoning.Settings.Schematic {
		f.Mark = b.plain("report.map.schematic")
	}
	b.fill(&f.Map)
	for from := range b.zones {
		for to := range b.zones {
			if worth := m.cells[from][to]; worth.Sign() > 0 {
				f.Flows = append(f.Flows, b.arrow(from, to, worth, s, m.currency))
			}
		}
	}
	f.Hush()
	f.Key = b.say.Say("report.map.flows.key",
		lang.Args{"money": b.inScale(s, m.currency)})
	if _, rest, _ := draw.Largest(f.Flows, f.Top); rest > 0 {
		f.Other = b.say.Say("report.map.flows.other", lang.Args{"count": rest})
	}
	return template.HTML(f.SVG())
}

func (b *book) arrow(from, to int, worth *big.Int, s scale, currency string) draw.Flow {
	weight, _ := new(big.Float).SetInt(worth).Float64() // for the width of a line only
	label := b.sum(worth, valuePlaces, s)
	return draw.Flow{
		From: b.seat(from), To: b.seat(to), Weight: weight, Label: label,
		Title: b.say.Say("report.map.flow", lang.Args{
			"from": b.zones[from].name, "to": b.zones[to].name,
			"worth": b.money(label, s, currency),
		}),
	}
}

// seat is the place that stands for a zone on a map: the first of its centre,
// or else the heaviest of its places.
func (b *book) seat(z int) string {
	zone := &b.zones[z]
	if zone.centre != nil && len(zone.centre.Places) > 0 {
		return string(zone.centre.Places[0])
	}
	var best *hinterland.Place
	for _, p := range zone.members {
		if best == nil || p.Weight > best.Weight {
			best = p
		}
	}
	if best == nil {
		return ""
	}
	return string(best.Code)
}
