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
// cannot be kept; or which lines that were fixed by hand.
type floorsChapter struct {
	ID    string
	Title string
	Lead  string
	Sums  *table
	Each  *table // to be opened
	Rest  string // how many are not in it; may be empty
}

// floorsChapters are those of floors and of fixings, each only where one is
// broken.
func (b *book) floorsChapters() []*floorsChapter {
	var chapters []*floorsChapter
	for _, fixed := range []bool{false, true} {
		if lacks := b.lackingFloors(fixed); len(lacks) > 0 {
			chapters = append(chapters, b.floorsChapter(lacks, fixed))
		}
	}
	return chapters
}

// lackingFloors are the floors, or the fixings, that are not honoured in full.
func (b *book) lackingFloors(fixed bool) []hinterland.FloorLack {
	return slices.DeleteFunc(slices.Clone(b.in.Floors), func(l hinterland.FloorLack) bool {
		return l.Fixed != fixed
	})
}

func (b *book) floorsChapter(lacks []hinterland.FloorLack, fixed bool) *floorsChapter {
	id, all := "floors", len(b.in.Region.Floors)
	if fixed {
		id, all = "fixings", len(b.in.Region.Fixings)
	}
	// lang: report.floors.title report.floors.lead report.floors.rest
	// lang: report.fixings.title report.fixings.lead report.fixings.rest
	key := "report." + id
	c := &floorsChapter{
		ID: id, Title: b.plain(key + ".title"),
		Lead: b.say.Say(key+".lead", lang.Args{
			"count": len(lacks), "broken": b.count(len(lacks)), "all": b.count(all),
		}),
		Sums: b.floorSums(lacks, key),
		Each: b.floorsEach(lacks[:min(len(lacks), floorsShown)], key),
	}
	if rest := len(lacks) - floorsShown; rest > 0 {
		c.Rest = b.say.Say(key+".rest",
			lang.Args{"count": rest, "rest": strconv.Itoa(rest)})
	}
	return c
}

func (b *book) floorSums(lacks []hinterland.FloorLack, key string) *table {
	// lang: report.floors.caption report.fixings.caption report.floors.col report.fixings.col
	// lang: report.floors.asked report.fixings.asked
	t := b.table(b.plain(key+".caption"), text(b.plain("report.col.good")),
		number(b.plain(key+".col")), number(b.plain(key+".asked")),
		number(b.plain("report.col.lacking")), text(b.plain("report.col.unit")),
		sentences(b.plain("report.col.why.not")))
	for _, sum := range hinterland.SumFloorLacks(lacks) {
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

func (b *book) floorsEach(lacks []hinterland.FloorLack, key string) *table {
	// lang: report.floors.each.caption report.fixings.each.caption
	t := b.table(b.plain(key+".each.caption"), text(b.plain("report.col.good")),
		text(b.plain("report.col.from")), text(b.plain("report.col.to")), number(b.periodHead()),
		number(b.plain(key+".asked")), number(b.plain("report.col.lacking")),
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
			"part": b.count(all - len(b.lackingFloors(false))), "all": b.count(all),
		}),
		b.plain("report.fact.floors.means"),
	}}
}
