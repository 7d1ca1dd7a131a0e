package report

import (
	"html/template"
	"strconv"

	"hinterland"
	"hinterland/lang"
)

// A goodsChapter tells of every good: its balance, its shares, its lines and
// its shortfalls.
type goodsChapter struct {
	Order   []string // the wishes, most important first
	Reasons *table   // of lines
	Lacks   *table   // of shortfalls; nil if there are none
	Classes []classChapter
}

// A classChapter is the goods of one class.
type classChapter struct {
	ID, Name string
	Goods    []goodDetails
}

// A goodDetails is one good.
type goodDetails struct {
	ID, Name, Short string
	Shares          *table // class by class
	ZoneShares      *table // and zone by zone, to be opened; nil without zones
	Balance         *table // zone by zone
	Periods         *table // period by period, to be opened
	Lines           linesDetails
	Lacks           lacksDetails
}

func (b *book) goodsChapter() *goodsChapter {
	if len(b.goods) == 0 {
		return nil
	}
	c := &goodsChapter{Order: b.order(), Reasons: b.reasons(), Lacks: b.lackReasons()}
	lines, lacks := b.linesByGood(), b.lacksByGood()
	for i, g := range b.goods {
		if i == 0 || g.Class != b.goods[i-1].Class {
			c.Classes = append(c.Classes, classChapter{
				ID: "class-" + strconv.Itoa(len(c.Classes)+1), Name: b.className(g.Class),
			})
		}
		d := goodDetails{
			ID: b.goodID(i), Name: b.goodName(g), Short: b.goodShort(g),
			Shares: b.sharesTable(g), Balance: b.balanceTable(g), Periods: b.periodsTable(g),
			Lines: b.linesDetails(g, lines[g.Code]), Lacks: b.lacksDetails(g, lacks[g.Code]),
		}
		if b.zoned() {
			d.ZoneShares = b.zoneSharesTable(g)
		}
		last := &c.Classes[len(c.Classes)-1]
		last.Goods = append(last.Goods, d)
	}
	return c
}

func (b *book) goodID(i int) string { return "good-" + strconv.Itoa(i+1) }

// order words the wishes that the plan obeys, most important first.
func (b *book) order() []string {
	list := []string{b.plain("report.wish.floors")}
	if len(b.in.Region.Fixings) > 0 {
		list[0] = b.plain("report.wish.fixed")
	}
	if b.in.Plan.Policy == hinterland.ZonesFirst && b.zoned() {
		list = append(list, b.plain("report.wish.own"))
	}
	list = append(list, b.plain("report.wish.class"), b.plain("report.wish.shares"))
	if b.in.Plan.Policy == hinterland.ZonesPrefer && b.zoned() {
		list = append(list, b.plain("report.wish.zone"))
	}
	if len(b.in.Region.Signed) > 0 {
		list = append(list, b.plain("report.wish.signed"))
	}
	return append(list, b.plain("report.wish.cost"))
}

// goodShort sums a good up in a sentence.
func (b *book) goodShort(g *hinterland.Good) string {
	s := b.summary[g.Code]
	needed, met := b.needed(g)
	total := b.amounts[g.Code].total()
	places := g.Decimals + hinterland.MoneyPlaces
	scale := b.scaleFor(s.Cost, places)
	return b.say.Say("report.good.short", lang.Args{
		"needed": b.quantity(g, needed), "part": b.percent(met, needed),
		"supply": b.quantity(g, total.supply),
		"cost":   b.money(b.sum(s.Cost, places, scale), scale, g.Currency),
	})
}

// balanceColumns are the items of a balance, with how they add up.
func (b *book) balanceColumns(first string, lapses bool) []column {
	columns := []column{
		text(first), number(b.plain("report.col.opening")),
		number(b.plain("report.col.supply")), number(b.plain("report.col.in")),
		number(b.plain("report.col.use")), number(b.plain("report.col.out")),
	}
	if lapses {
		columns = append(columns, number(b.plain("report.col.lapsed")))
	}
	return append(columns, number(b.plain("report.col.closing")),
		text(b.plain("report.col.bar.goes")))
}

// balanceCells is a flow as a row, with its bar against the most that any row
// of the table has.
func (b *book) balanceCells(g *hinterland.Good, first string, f flow, most int64) []cell {
	list := cells(first)
	for _, n := range []int64{f.opening, f.supply, f.in, f.use, f.out, f.closing} {
		list = append(list, cell{Text: b.steps(g, n)})
	}
	return append(list, cell{Picture: flowBar(f, most)})
}

// flowBar shows where a zone's goods go: used solid, sent striped, left light.
func flowBar(f flow, most int64) template.HTML {
	if most == 0 {
		return ""
	}
	part := func(n int64) int64 { return hinterland.Thousandths(n, most) }
	return bar(stretch{'u', part(f.use)}, stretch{'o', part(f.out)},
		stretch{'c', part(f.lapsed + f.closing)})
}

// has is what a flow has to go anywhere.
func (f flow) has() int64 { return f.opening + f.supply + f.in }

// balanceTable is the balance of a good over the horizon, zone by zone.
func (b *book) balanceTable(g *hinterland.Good) *table {
	tally := b.amounts[g.Code]
	t := b.table(b.say.Say("report.balance.caption",
		lang.Args{"good": b.goodName(g), "unit": b.units(g)}),
		b.balanceColumns(b.plain("report.col.zone"), false)...)
	most := int64(0)
	for z := range b.zones {
		most = max(most, tally.whole(z).has())
	}
	for z := range b.zones {
		if f := tally.whole(z); f != (flow{}) {
			t.add(b.balanceCells(g, b.zones[z].name, f, most)...)
		}
	}
	total := tally.total()
	t.addSum(b.balanceCells(g, b.plain("report.zone.all"), total, total.has())...)
	if tally.lapses() {
		t.Note = b.plain("report.balance.lapsed")
	}
	return t
}

// periodsTable is the balance of a good zone by zone and period by period.
func (b *book) periodsTable(g *hinterland.Good) *table {
	tally := b.amounts[g.Code]
	lapses := tally.lapses()
	columns := b.balanceColumns(b.periodHead(), lapses)
	t := b.table(b.say.Say("report.periods.caption",
		lang.Args{"good": b.goodName(g), "unit": b.units(g)}), columns[:len(columns)-1]...)
	t.Tall = true
	add := func(name string, at func(hinterland.Period) flow) {
		t.addGroup(name)
		for p := hinterland.Period(1); p <= b.last; p++ {
			f := at(p)
			row := b.balanceCells(g, b.count(int(p)), f, 0)
			row = row[:len(row)-1]
			if lapses {
				row = append(row[:6:6], cell{Text: b.steps(g, f.lapsed)}, row[6])
			}
			t.add(row...)
		}
	}
	add(b.plain("report.zone.all"), tally.period)
	for z := range b.zones {
		if f := tally.whole(z); len(b.zones) > 1 && f != (flow{}) {
			add(b.zones[z].name, func(p hinterland.Period) flow { return tally.byZone[z][p] })
		}
	}
	return t
}
