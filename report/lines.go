package report

import (
	"cmp"
	"slices"

	"hinterland"
	"hinterland/lang"
)

// How many lines of a good are shown at once, and how many on opening the rest.
// All are in lines.csv.
const (
	linesShown = 5
	linesMore  = 30
)

// A linesDetails is the largest allocations of a good.
type linesDetails struct {
	Top  *table // nil if there are no lines
	Note string // how much each reason accounts for, and what is not shown
	More *table // to be opened; nil if there are no more
}

func (b *book) linesByGood() map[hinterland.GoodCode][]*hinterland.Line {
	lines := map[hinterland.GoodCode][]*hinterland.Line{}
	for i := range b.in.Plan.Lines {
		l := &b.in.Plan.Lines[i]
		lines[l.Good] = append(lines[l.Good], l)
	}
	return lines
}

// lineReasons lists the reasons in the order of wishes; what is fixed by hand
// only where something is.
func (b *book) lineReasons() []hinterland.LineReason {
	reasons := []hinterland.LineReason{
		hinterland.LineFloor, hinterland.LineFixed, hinterland.LineClass, hinterland.LineShare,
		hinterland.LineZone, hinterland.LineSigned, hinterland.LineCost, hinterland.LineTie,
	}
	if len(b.in.Region.Fixings) == 0 {
		reasons = slices.Delete(reasons, 1, 2)
	}
	return reasons
}

// lineReason words a reason in a few words.
func (b *book) lineReason(r hinterland.LineReason) string {
	// lang: report.reason.floor report.reason.class report.reason.share report.reason.zone
	// lang: report.reason.signed report.reason.cost report.reason.tie report.reason.fixed
	return b.plain("report.reason." + string(r))
}

// reasons explains every reason of a line, and how often it occurs.
func (b *book) reasons() *table {
	t := b.table(b.plain("report.reasons.caption"),
		text(b.plain("report.col.reason")), sentences(b.plain("report.col.meaning")),
		number(b.plain("report.col.lines")))
	count := map[hinterland.LineReason]int{}
	for i := range b.in.Plan.Lines {
		count[b.in.Plan.Lines[i].Reason]++
	}
	for _, r := range b.lineReasons() {
		// lang: report.meaning.floor report.meaning.class report.meaning.share
		// lang: report.meaning.fixed report.meaning.zone report.meaning.signed
		// lang: report.meaning.cost report.meaning.tie
		t.add(cells(b.lineReason(r), b.plain("report.meaning."+string(r)), b.count(count[r]))...)
	}
	return t
}

// linesDetails shows the largest lines of a good, most first.
func (b *book) linesDetails(g *hinterland.Good, lines []*hinterland.Line) linesDetails {
	if len(lines) == 0 {
		return linesDetails{}
	}
	all, byReason := int64(0), map[hinterland.LineReason]int64{}
	for _, l := range lines {
		all += int64(l.Quantity)
		byReason[l.Reason] += int64(l.Quantity)
	}
	d := linesDetails{}
	var parts []string
	for _, r := range b.lineReasons() {
		if byReason[r] > 0 {
			parts = append(parts, b.say.Say("report.reasons.part",
				lang.Args{"reason": b.lineReason(r), "part": b.percent(byReason[r], all)}))
		}
	}
	d.Note = b.say.Say("report.lines.reasons", lang.Args{"reasons": b.list(parts)})
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(x, y *hinterland.Line) int {
		return -cmp.Compare(x.Quantity, y.Quantity)
	})
	shown := min(linesShown, len(lines))
	more := lines[shown:min(shown+linesMore, len(lines))]
	name := lang.Args{"good": b.goodName(g)}
	d.Top = b.linesTable(g, b.say.Say("report.lines.caption", name), lines[:shown])
	if len(more) > 0 {
		d.More = b.linesTable(g, b.say.Say("report.lines.more.caption", name), more)
	}
	if rest := len(lines) - shown - len(more); rest > 0 {
		d.Note = b.sentences(d.Note,
			b.say.Say("report.lines.rest", lang.Args{"count": rest, "rest": b.count(rest)}))
	}
	return d
}

func (b *book) linesTable(g *hinterland.Good, caption string, lines []*hinterland.Line) *table {
	t := b.table(caption,
		text(b.plain("report.col.from")), text(b.plain("report.col.to")),
		number(b.say.Say("report.col.when", lang.Args{"period": b.periodHead()})),
		number(b.plain("report.col.priority")),
		number(b.say.Say("report.col.quantity", lang.Args{"unit": b.units(g)})),
		number(b.say.Say("report.col.unit.cost", lang.Args{"currency": b.currency(g.Currency)})),
		text(b.plain("report.col.reason")))
	for _, l := range lines {
		priority := b.count(l.Priority)
		if l.Priority == 0 {
			priority = "–"
		}
		t.add(cells(b.partyName(l.From), b.partyName(l.To), b.when(l), priority,
			b.steps(g, int64(l.Quantity)),
			b.say.Number(hinterland.FormatDecimal(int64(l.UnitCost), hinterland.MoneyPlaces)),
			b.lineReason(l.Reason))...)
	}
	return t
}

// when is the period of need, and before it those of offer and shipment if
// they are others.
func (b *book) when(l *hinterland.Line) string {
	when := b.count(int(l.Period))
	if l.OfferPeriod != l.Period || l.ShipPeriod != l.Period {
		when = b.count(int(l.OfferPeriod)) + " › " + b.count(int(l.ShipPeriod)) + " › " + when
	}
	return when
}
