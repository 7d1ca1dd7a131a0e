package report

import (
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
)

// floorsShown is how many broken floors are listed one by one.
const floorsShown = 50

// A floorsChapter tells, before all that is merely short, which agreements
// cannot be kept.
type floorsChapter struct {
	Lead string
	Sums *table
	Each *table // to be opened
	Rest string // how many are not in it; may be empty
}

// floorsChapter is nil where every floor is honoured in full.
func (b *book) floorsChapter() *floorsChapter {
	lacks := b.in.Floors
	if len(lacks) == 0 {
		return nil
	}
	c := &floorsChapter{
		Lead: b.say.Say("report.floors.lead", lang.Args{
			"count": len(lacks), "broken": b.count(len(lacks)),
			"all": b.count(len(b.in.Region.Floors)),
		}),
		Sums: b.floorSums(), Each: b.floorsEach(lacks[:min(len(lacks), floorsShown)]),
	}
	if rest := len(lacks) - floorsShown; rest > 0 {
		c.Rest = b.say.Say("report.floors.rest",
			lang.Args{"count": rest, "rest": strconv.Itoa(rest)})
	}
	return c
}

func (b *book) floorSums() *table {
	t := b.table(b.plain("report.floors.caption"), text(b.plain("report.col.good")),
		number(b.plain("report.col.floors")), number(b.plain("report.col.promised")),
		number(b.plain("report.col.lacking")), text(b.plain("report.col.unit")),
		sentences(b.plain("report.col.why.not")))
	for _, sum := range hinterland.SumFloorLacks(b.in.Floors) {
		g := b.index.Good[sum.Good]
		t.add(
			cell{Text: b.goodName(g), Href: "#" + b.goodID(slices.Index(b.goods, g))},
			cell{Text: b.count(sum.Floors)},
			cell{Text: b.say.Number(hinterland.FormatTotal(sum.Promised, g.Decimals))},
			cell{Text: b.say.Number(hinterland.FormatTotal(sum.Quantity, g.Decimals))},
			cell{Text: b.units(g)}, cell{Text: capital(b.whyBroken(sum.Reason))},
		)
	}
	return t
}

func (b *book) floorsEach(lacks []hinterland.FloorLack) *table {
	t := b.table(b.plain("report.floors.each.caption"), text(b.plain("report.col.good")),
		text(b.plain("report.col.from")), text(b.plain("report.col.to")), number(b.periodHead()),
		number(b.plain("report.col.promised")), number(b.plain("report.col.lacking")),
		sentences(b.plain("report.col.why.not")))
	for _, l := range lacks {
		g := b.index.Good[l.Floor.Good]
		t.add(cells(b.goodName(g), b.partyName(l.Floor.From), b.partyName(l.Floor.To),
			b.count(int(l.Floor.Period)), b.quantity(g, int64(l.Floor.Quantity)),
			b.quantity(g, int64(l.Quantity)), capital(b.whyBroken(l.Reason)))...)
	}
	return t
}

// whyBroken words what keeps a floor from being honoured.
func (b *book) whyBroken(r hinterland.ShortReason) string {
	// lang: floors.why.supply floors.why.reach floors.why.storage
	// lang: floors.why.too-late floors.why.scope
	return b.plain("floors.why." + string(r))
}

// floorsFact is how many floors are honoured in full; there is none where
// nothing is guaranteed.
func (b *book) floorsFact() []fact {
	all := len(b.in.Region.Floors)
	if all == 0 {
		return nil
	}
	return []fact{{
		b.plain("report.fact.floors"),
		b.say.Say("report.of", lang.Args{
			"part": b.count(all - len(b.in.Floors)), "all": b.count(all),
		}),
		b.plain("report.fact.floors.means"),
	}}
}
