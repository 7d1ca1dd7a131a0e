package report

import (
	"math/bits"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
)

// A portion is what some needs of one class get together: how many there are,
// how many are met in full, and the short ones.
type portion struct {
	rows, full  int
	needed, met int64
	short       []*hinterland.Share
}

func (p *portion) add(s *hinterland.Share) {
	p.needed += int64(s.Needed)
	p.met += int64(s.Met)
	if s.Needed == 0 {
		return
	}
	p.rows++
	if s.Met == s.Needed {
		p.full++
	} else {
		p.short = append(p.short, s)
	}
}

// sharesOf lists the shares of each good.
func (b *book) sharesOf(g *hinterland.Good) []*hinterland.Share {
	if b.shares == nil {
		b.shares = map[hinterland.GoodCode][]*hinterland.Share{}
		for i := range b.in.Plan.Shares {
			s := &b.in.Plan.Shares[i]
			b.shares[s.Good] = append(b.shares[s.Good], s)
		}
	}
	return b.shares[g.Code]
}

func (b *book) sharesColumns() []column {
	return []column{
		number(b.plain("report.col.needed")), number(b.plain("report.col.met")),
		number(b.plain("report.col.part")), text(b.plain("report.col.bar.met")),
		number(b.plain("report.col.rows")), number(b.plain("report.col.rows.full")),
		sentences(b.plain("report.col.groups")),
	}
}

func (b *book) portionCells(g *hinterland.Good, name string, p *portion) []cell {
	return []cell{
		{Text: name},
		{Text: b.steps(g, p.needed)},
		{Text: b.steps(g, p.met)},
		{Text: b.percent(p.met, p.needed)},
		{Picture: metBar(p.met, p.needed)},
		{Text: b.count(p.rows)},
		{Text: b.count(p.full)},
		{Text: b.groups(p.short)},
	}
}

// sharesTable is what each class of needs of a good gets.
func (b *book) sharesTable(g *hinterland.Good) *table {
	t := b.table(b.say.Say("report.shares.caption",
		lang.Args{"good": b.goodName(g), "unit": b.units(g)}),
		append([]column{text(b.plain("report.col.priority"))}, b.sharesColumns()...)...)
	classes := map[int]*portion{}
	for _, s := range b.sharesOf(g) {
		if classes[s.Priority] == nil {
			classes[s.Priority] = &portion{}
		}
		classes[s.Priority].add(s)
	}
	for _, c := range b.summary[g.Code].Classes {
		p := classes[c.Priority]
		switch {
		case p != nil:
			t.add(b.portionCells(g, b.priority(c.Priority), p)...)
		case c.Needed > 0: // floors, which have no rows among the needs
			all := &portion{needed: int64(c.Needed), met: int64(c.Met)}
			row := b.portionCells(g, b.priority(c.Priority), all)
			row[5].Text, row[6].Text = "–", "–" // of rows there is nothing to count
			t.add(row...)
		}
	}
	return t
}

// zoneSharesTable is what each class of needs of a good gets in each zone.
func (b *book) zoneSharesTable(g *hinterland.Good) *table {
	t := b.table(b.say.Say("report.zone.shares.caption",
		lang.Args{"good": b.goodName(g), "unit": b.units(g)}),
		append([]column{text(b.plain("report.col.zone"))}, b.sharesColumns()...)...)
	for _, c := range b.summary[g.Code].Classes {
		zones := make([]portion, len(b.zones))
		for _, s := range b.sharesOf(g) {
			if s.Priority == c.Priority {
				zones[b.home[s.Party]].add(s)
			}
		}
		if !slices.ContainsFunc(zones, func(p portion) bool { return p.rows > 0 }) {
			continue
		}
		t.addGroup(b.priority(c.Priority))
		for z := range zones {
			if zones[z].rows > 0 {
				t.add(b.portionCells(g, b.zones[z].name, &zones[z])...)
			}
		}
	}
	return t
}

// A group is needs that get the same share, to within one step each.
type group struct {
	rows        int
	needed, met int64
}

// fewGroups is how many groups are told one by one.
const fewGroups = 3

// groups words the shares of needs that are short.
func (b *book) groups(short []*hinterland.Share) string {
	list := groupsOf(short)
	if len(list) == 0 {
		return "–"
	}
	if len(list) > fewGroups {
		first, last := list[0], list[len(list)-1]
		return b.say.Say("report.groups.many", lang.Args{
			"low": b.percent(first.met, first.needed), "high": b.percent(last.met, last.needed),
			"groups": b.count(len(list)),
		})
	}
	var texts []string
	for _, g := range list {
		texts = append(texts, b.say.Say("report.groups.one", lang.Args{
			"share": b.percent(g.met, g.needed), "count": g.rows, "rows": strconv.Itoa(g.rows),
		}))
	}
	return b.list(texts)
}

// groupsOf sorts short needs into as few groups as possible in which one share
// λ fits all: met ≤ λ·needed ≤ met + 1. These are intervals of λ; going through
// them by their upper ends, each group takes all that hold the first end left.
// Needs of different places whose shares happen to agree count as one group.
func groupsOf(short []*hinterland.Share) []group {
	rows := slices.Clone(short)
	slices.SortStableFunc(rows, func(x, y *hinterland.Share) int {
		return compareFractions(int64(x.Met)+1, int64(x.Needed), int64(y.Met)+1, int64(y.Needed))
	})
	var list []group
	var end *hinterland.Share // the need whose upper end holds the last group together
	for _, s := range rows {
		if end == nil || compareFractions(int64(s.Met), int64(s.Needed),
			int64(end.Met)+1, int64(end.Needed)) > 0 {
			end = s
			list = append(list, group{})
		}
		last := &list[len(list)-1]
		last.rows++
		last.needed += int64(s.Needed)
		last.met += int64(s.Met)
	}
	return list
}

// compareFractions compares a/b with c/d for a, c ≥ 0 and b, d > 0.
func compareFractions(a, b, c, d int64) int {
	high1, low1 := bits.Mul64(uint64(a), uint64(d))
	high2, low2 := bits.Mul64(uint64(c), uint64(b))
	switch {
	case high1 != high2 && high1 < high2, high1 == high2 && low1 < low2:
		return -1
	case high1 == high2 && low1 == low2:
		return 0
	}
	return 1
}
