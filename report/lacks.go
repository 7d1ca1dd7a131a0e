package report

import (
	"cmp"
	"slices"

	"hinterland"
	"hinterland/lang"
)

// How many shortfalls of a good are shown at once, and how many on opening the
// rest. All are in shortfalls.csv.
const (
	lacksShown = 5
	lacksMore  = 25
)

// A lacksDetails is the largest shortfalls of a good.
type lacksDetails struct {
	Reasons *table // nil if nothing is short
	Top     *table
	More    *table // to be opened; nil if there are no more
	Rest    string // how many are told in shortfalls.csv only
}

func (b *book) lacksByGood() map[hinterland.GoodCode][]*hinterland.Shortfall {
	lacks := map[hinterland.GoodCode][]*hinterland.Shortfall{}
	for i := range b.in.Plan.Shortfalls {
		s := &b.in.Plan.Shortfalls[i]
		lacks[s.Good] = append(lacks[s.Good], s)
	}
	return lacks
}

// shortReasons lists the reasons in the order in which they are tried; what is
// fixed by hand only where something is.
func (b *book) shortReasons() []hinterland.ShortReason {
	reasons := []hinterland.ShortReason{
		hinterland.ShortFixed, hinterland.ShortScope, hinterland.ShortFloor, hinterland.ShortReach,
		hinterland.ShortStorage, hinterland.ShortLate, hinterland.ShortSupply,
	}
	if len(b.in.Region.Fixings) == 0 {
		reasons = reasons[1:]
	}
	return reasons
}

// shortReason words a reason in a few words.
func (b *book) shortReason(r hinterland.ShortReason) string {
	// lang: report.short.scope report.short.floor report.short.reach report.short.storage
	// lang: report.short.too-late report.short.supply report.short.fixed
	return b.plain("report.short." + string(r))
}

// lackReasons explains every reason of a shortfall, and how often it occurs.
func (b *book) lackReasons() *table {
	if len(b.in.Plan.Shortfalls) == 0 {
		return nil
	}
	t := b.table(b.plain("report.short.caption"),
		text(b.plain("report.col.reason")), sentences(b.plain("report.col.meaning")),
		number(b.plain("report.col.shortfalls")))
	count := map[hinterland.ShortReason]int{}
	for i := range b.in.Plan.Shortfalls {
		count[b.in.Plan.Shortfalls[i].Reason]++
	}
	for _, r := range b.shortReasons() {
		// lang: report.lack.scope report.lack.floor report.lack.reach report.lack.storage
		// lang: report.lack.too-late report.lack.supply report.lack.fixed
		t.add(cells(b.shortReason(r), b.plain("report.lack."+string(r)), b.count(count[r]))...)
	}
	return t
}

// lacksDetails shows the largest shortfalls of a good: the more urgent before
// the less urgent, among them the larger first.
func (b *book) lacksDetails(g *hinterland.Good, lacks []*hinterland.Shortfall) lacksDetails {
	if len(lacks) == 0 {
		return lacksDetails{}
	}
	lacks = slices.Clone(lacks)
	slices.SortStableFunc(lacks, func(x, y *hinterland.Shortfall) int {
		return cmp.Or(cmp.Compare(x.Priority, y.Priority), -cmp.Compare(x.Quantity, y.Quantity))
	})
	shown := min(lacksShown, len(lacks))
	more := lacks[shown:min(shown+lacksMore, len(lacks))]
	name := lang.Args{"good": b.goodName(g)}
	d := lacksDetails{
		Reasons: b.lackSums(g, lacks),
		Top:     b.lacksTable(g, b.say.Say("report.lacks.caption", name), lacks[:shown]),
	}
	if len(more) > 0 {
		d.More = b.lacksTable(g, b.say.Say("report.lacks.more.caption", name), more)
	}
	if rest := len(lacks) - shown - len(more); rest > 0 {
		d.Rest = b.say.Say("report.lacks.rest", lang.Args{"count": rest, "rest": b.count(rest)})
	}
	return d
}

// lackSums adds the shortfalls of a good up by reason.
func (b *book) lackSums(g *hinterland.Good, lacks []*hinterland.Shortfall) *table {
	t := b.table(b.say.Say("report.lacks.sums.caption",
		lang.Args{"good": b.goodName(g), "unit": b.units(g)}),
		text(b.plain("report.col.reason")), number(b.plain("report.col.shortfalls")),
		number(b.say.Say("report.col.missing", lang.Args{"unit": b.units(g)})),
		number(b.plain("report.col.of.missing")), text(b.plain("report.col.bar")))
	all := int64(0)
	rows, sums := map[hinterland.ShortReason]int{}, map[hinterland.ShortReason]int64{}
	for _, s := range lacks {
		rows[s.Reason]++
		sums[s.Reason] += int64(s.Quantity)
		all += int64(s.Quantity)
	}
	for _, r := range b.shortReasons() {
		if rows[r] > 0 {
			t.add(cell{Text: b.shortReason(r)}, cell{Text: b.count(rows[r])},
				cell{Text: b.steps(g, sums[r])}, cell{Text: b.percent(sums[r], all)},
				cell{Picture: bar(stretch{'m', hinterland.Thousandths(sums[r], all)})})
		}
	}
	return t
}

func (b *book) lacksTable(
	g *hinterland.Good, caption string, lacks []*hinterland.Shortfall,
) *table {
	t := b.table(caption,
		text(b.plain("report.col.party")), number(b.periodHead()),
		number(b.plain("report.col.priority")),
		number(b.say.Say("report.col.asked", lang.Args{"unit": b.units(g)})),
		number(b.say.Say("report.col.missing", lang.Args{"unit": b.units(g)})),
		text(b.plain("report.col.reason")), sentences(b.plain("report.col.more")))
	for _, s := range lacks {
		asked := "–"
		if need := b.need[needKey{s.Party, s.Good, s.Period, s.Priority}]; need != nil {
			asked = b.steps(g, int64(need.Needed))
		}
		t.add(cells(b.partyName(s.Party), b.count(int(s.Period)), b.count(s.Priority), asked,
			b.steps(g, int64(s.Quantity)), b.shortReason(s.Reason), b.worth(g, s))...)
	}
	return t
}

// worth words what lifting the reason of a shortfall by one unit would bring.
func (b *book) worth(g *hinterland.Good, s *hinterland.Shortfall) string {
	// lang: report.worth.scope report.worth.floor report.worth.reach report.worth.storage
	// lang: report.worth.too-late report.worth.supply report.worth.fixed
	return b.say.Say("report.worth."+string(s.Reason), lang.Args{
		"unit": b.step(g), "party": b.partyName(s.Party), "period": b.period(s.Period),
		"word": b.periodWord(), "priority": s.Worth,
	})
}

// step words the smallest step of a good: "one tonne" or "0.1 tonnes". What one
// more unit is worth is known for one step of a good.
func (b *book) step(g *hinterland.Good) string {
	if g.Decimals == 0 {
		return b.say.Say("report.one", lang.Args{"unit": b.unit(g, 1)})
	}
	return b.quantity(g, 1)
}
