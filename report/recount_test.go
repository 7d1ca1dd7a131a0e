package report

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// The tests of this file work every number of a page out again, from the rows
// of the region and the plan and by nothing else of this package.

// unit words the unit of the markets' goods for a head.
func (p *printed) unit() lang.Args {
	return lang.Args{"unit": p.say.Say("report.unit.tonne", lang.Args{"count": 2})}
}

// of adds a good's name to the unit.
func (p *printed) of(g *hinterland.Good) lang.Args {
	args := p.unit()
	args["good"] = p.name(g.Name, string(g.Code))
	return args
}

// recounted is supply, in, use and out of a good by zone.
func (p *printed) recounted(g *hinterland.Good) map[string]*[4]int64 {
	zones := map[string]*[4]int64{}
	at := func(party hinterland.PartyCode) *[4]int64 {
		zone := p.zoneOf(party)
		if zones[zone] == nil {
			zones[zone] = &[4]int64{}
		}
		return zones[zone]
	}
	for _, o := range p.in.Region.Offers {
		if o.Good == g.Code {
			at(o.Party)[0] += int64(o.Quantity)
		}
	}
	for _, l := range p.in.Plan.Lines {
		if l.Good != g.Code {
			continue
		}
		at(l.To)[2] += int64(l.Quantity)
		if p.zoneOf(l.From) != p.zoneOf(l.To) {
			at(l.To)[1] += int64(l.Quantity)
			at(l.From)[3] += int64(l.Quantity)
		}
	}
	return zones
}

// closes holds a row to opening + supply + in = use + out (+ lapsed) + closing.
func closes(t *testing.T, where string, row []string) {
	t.Helper()
	sum := new(big.Rat)
	for i, cell := range row[1:] {
		if i < 3 {
			sum.Add(sum, figure(t, cell))
		} else {
			sum.Sub(sum, figure(t, cell))
		}
	}
	if sum.Sign() != 0 {
		t.Errorf("%s does not close: %v", where, row)
	}
}

func TestBalancesOnThePageAreThoseOfTheTables(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		for i := range p.in.Region.Goods {
			g := &p.in.Region.Goods[i]
			balance := p.table(t, "report.balance.caption", p.of(g))
			zones := p.recounted(g)
			rows := balance.plain()
			if len(rows) != len(zones) {
				t.Errorf("%s: %d rows for %d zones", g.Code, len(rows), len(zones))
			}
			sums := make([]*big.Rat, 7)
			for i := range sums {
				sums[i] = new(big.Rat)
			}
			for _, row := range rows {
				where := string(g.Code) + " in " + row[0]
				closes(t, where, row[:7])
				want := zones[row[0]]
				for i, cell := range []string{row[2], row[3], row[4], row[5]} {
					shows(t, where, cell, inUnits(g, want[i]))
				}
				for i := 1; i < 7; i++ {
					sums[i].Add(sums[i], figure(t, row[i]))
				}
			}
			total := balance.sum(t)
			for i := 1; i < 7; i++ {
				shows(t, string(g.Code)+" in all", total[i], sums[i])
			}
		}
	})
}

// Every period of every zone closes, opens with what the one before left, and
// all zones together are the region.
func TestPeriodsFollowOneAnother(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		for i := range p.in.Region.Goods {
			g := &p.in.Region.Goods[i]
			periods := p.table(t, "report.periods.caption", p.of(g))
			groups := periods.grouped()
			all := groups[p.say.Say("report.zone.all", nil)]
			last := len(periods.heads) - 1
			for name, rows := range groups {
				if len(rows) != 4 {
					t.Fatalf("%s in %s: %d periods", g.Code, name, len(rows))
				}
				before := "0"
				for _, row := range rows {
					where := fmt.Sprint(g.Code, " in ", name, " in ", row[0])
					closes(t, where, row)
					if row[1] != before {
						t.Errorf("%s opens with %s after %s", where, row[1], before)
					}
					before = row[last]
				}
			}
			for at, row := range all {
				for column := 1; column <= last; column++ {
					sum := new(big.Rat)
					for name, rows := range groups {
						if name != p.say.Say("report.zone.all", nil) {
							sum.Add(sum, figure(t, rows[at][column]))
						}
					}
					shows(t, fmt.Sprint(g.Code, " in all zones, ", row[0]), row[column], sum)
				}
			}
		}
	})
}

// unused is what nobody uses of the offers that spoil in each period.
func (p *printed) unused(g *hinterland.Good) map[string]int64 {
	type lot struct {
		party  hinterland.PartyCode
		period hinterland.Period
		price  hinterland.Money
	}
	left := map[lot]int64{}
	for _, o := range p.in.Region.Offers {
		if o.Good == g.Code {
			left[lot{o.Party, o.Period, o.Price}] += int64(o.Quantity)
		}
	}
	for _, l := range p.in.Plan.Lines {
		if l.Good == g.Code {
			left[lot{l.From, l.OfferPeriod, l.Price}] -= int64(l.Quantity)
		}
	}
	lapsed := map[string]int64{}
	for at, steps := range left {
		lapsed[fmt.Sprint(int(at.period)+g.Keeps)] += steps
	}
	return lapsed
}

// What does not keep any longer lapses in the last period in which it could be
// used, be that the last of the plan.
func TestWhatNobodyUsesLapsesWhenItNoLongerKeeps(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		for i := range p.in.Region.Goods {
			g := &p.in.Region.Goods[i]
			table := p.table(t, "report.periods.caption", p.of(g))
			column := slices.Index(table.heads, p.say.Say("report.col.lapsed", nil))
			if column < 0 {
				if g.Code == "g1" {
					t.Error("a good that is not used up and does not keep lapses nowhere")
				}
				continue
			}
			lapsed := p.unused(g)
			for _, row := range table.grouped()[p.say.Say("report.zone.all", nil)] {
				where := string(g.Code) + " in " + row[0]
				shows(t, where, row[column], inUnits(g, lapsed[row[0]]))
			}
		}
	})
}

// A met is what some needs get together.
type met struct{ needed, met, rows, full int64 }

func (m *met) add(s *hinterland.Share) {
	m.needed += int64(s.Needed)
	m.met += int64(s.Met)
	if s.Needed > 0 {
		m.rows++
	}
	if s.Needed > 0 && s.Met == s.Needed {
		m.full++
	}
}

// check holds the cells from needed to full to m.
func (m *met) check(t *testing.T, g *hinterland.Good, where string, cells []string) {
	t.Helper()
	shows(t, where+" needed", cells[0], inUnits(g, m.needed))
	shows(t, where+" met", cells[1], inUnits(g, m.met))
	partShown(t, where, cells[2], m.met, m.needed)
	shows(t, where+" rows", cells[4], big.NewRat(m.rows, 1))
	shows(t, where+" in full", cells[5], big.NewRat(m.full, 1))
	if short := cells[6] != "–"; short != (m.rows > m.full) {
		t.Errorf("%s: %d of %d in full, and the groups are %s", where, m.full, m.rows, cells[6])
	}
}

func TestSharesOnThePageAreThoseOfThePlan(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		for i := range p.in.Region.Goods {
			g := &p.in.Region.Goods[i]
			classes, zones := map[string]*met{}, map[[2]string]*met{}
			for i := range p.in.Plan.Shares {
				s := &p.in.Plan.Shares[i]
				if s.Good != g.Code {
					continue
				}
				class := p.say.Say("report.priority.n", lang.Args{"n": s.Priority})
				zone := [2]string{class, p.zoneOf(s.Party)}
				if classes[class] == nil {
					classes[class] = &met{}
				}
				if zones[zone] == nil {
					zones[zone] = &met{}
				}
				classes[class].add(s)
				zones[zone].add(s)
			}
			floors := p.say.Say("report.priority.floors", nil)
			for _, row := range p.table(t, "report.shares.caption", p.of(g)).plain() {
				if row[0] == floors {
					continue
				}
				classes[row[0]].check(t, g, row[0], row[1:])
				delete(classes, row[0])
			}
			if len(classes) > 0 {
				t.Errorf("%s: of these there is no row: %v", g.Code, classes)
			}
			for class, rows := range p.table(t, "report.zone.shares.caption", p.of(g)).grouped() {
				for _, row := range rows {
					zones[[2]string{class, row[0]}].check(t, g, class+row[0], row[1:])
					delete(zones, [2]string{class, row[0]})
				}
			}
			for at, m := range zones {
				if m.rows > 0 {
					t.Errorf("%s: %v is left out", g.Code, at)
				}
			}
		}
	})
}

// Lists are cut at a fixed length; what is shown are the largest, in order,
// and how many more there are is said.
func TestListsOfLinesAreTheLargestOfThePlan(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		cut := 0
		for i := range p.in.Region.Goods {
			g := &p.in.Region.Goods[i]
			var all []hinterland.Line
			for _, l := range p.in.Plan.Lines {
				if l.Good == g.Code {
					all = append(all, l)
				}
			}
			slices.SortStableFunc(all, func(a, b hinterland.Line) int {
				return cmp.Compare(b.Quantity, a.Quantity)
			})
			rows := p.table(t, "report.lines.caption", p.of(g)).plain()
			if len(rows) != min(5, len(all)) {
				t.Fatalf("%s: %d of %d lines are shown at once", g.Code, len(rows), len(all))
			}
			if len(all) > 5 {
				more := p.table(t, "report.lines.more.caption", p.of(g)).plain()
				rows = append(rows, more...)
			}
			if len(rows) != min(35, len(all)) {
				t.Fatalf("%s: %d of %d lines are shown", g.Code, len(rows), len(all))
			}
			for i, row := range rows {
				p.checkLine(t, g, &all[i], row)
			}
			has(t, p.page, p.reasonsNote(all))
			if rest := len(all) - len(rows); rest > 0 {
				cut++
				has(t, p.page, p.say.Say("report.lines.rest",
					lang.Args{"count": rest, "rest": fmt.Sprint(rest)}))
			}
		}
		if cut == 0 {
			t.Error("no list is long enough to be cut")
		}
	})
}

// reasonsNote words which part of what lines bring each reason accounts for.
func (p *printed) reasonsNote(lines []hinterland.Line) string {
	var parts []string
	between := map[lang.Tongue]string{lang.English: ", ", lang.Chinese: "、"}[p.say.Tongue()]
	for _, reason := range []hinterland.LineReason{
		hinterland.LineFloor, hinterland.LineClass, hinterland.LineShare, hinterland.LineZone,
		hinterland.LineSigned, hinterland.LineCost, hinterland.LineTie,
	} {
		part, whole := int64(0), int64(0)
		for _, l := range lines {
			whole += int64(l.Quantity)
			if l.Reason == reason {
				part += int64(l.Quantity)
			}
		}
		if tenths := 1000 * part / max(whole, 1); part > 0 {
			parts = append(parts, p.say.Say("report.reasons.part", lang.Args{
				"reason": p.say.Say("report.reason."+string(reason), nil),
				"part":   fmt.Sprintf("%d.%d%%", tenths/10, tenths%10),
			}))
		}
	}
	return p.say.Say("report.lines.reasons", lang.Args{"reasons": strings.Join(parts, between)})
}

func (p *printed) checkLine(t *testing.T, g *hinterland.Good, l *hinterland.Line, row []string) {
	t.Helper()
	where := fmt.Sprintf("%s from %s to %s", g.Code, l.From, l.To)
	when := fmt.Sprintf("%d › %d › %d", l.OfferPeriod, l.ShipPeriod, l.Period)
	if l.OfferPeriod == l.Period && l.ShipPeriod == l.Period {
		when = fmt.Sprint(l.Period)
	}
	priority := fmt.Sprint(l.Priority)
	if l.Priority == 0 {
		priority = "–"
	}
	want := []string{string(l.From), string(l.To), when, priority}
	if !slices.Equal(row[:4], want) {
		t.Errorf("%s: the page says %v, the plan %v", where, row[:4], want)
	}
	shows(t, where, row[4], inUnits(g, int64(l.Quantity)))
	shows(t, where, row[5], big.NewRat(int64(l.UnitCost), 1_000_000))
	if reason := p.say.Say("report.reason."+string(l.Reason), nil); row[6] != reason {
		t.Errorf("%s: the page says %s, the plan %s", where, row[6], reason)
	}
}

func TestListsOfShortfallsAreTheMostUrgentAndLargest(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		cut := 0
		for i := range p.in.Region.Goods {
			g := &p.in.Region.Goods[i]
			var all []hinterland.Shortfall
			for _, s := range p.in.Plan.Shortfalls {
				if s.Good == g.Code {
					all = append(all, s)
				}
			}
			slices.SortStableFunc(all, func(a, b hinterland.Shortfall) int {
				return cmp.Or(cmp.Compare(a.Priority, b.Priority),
					cmp.Compare(b.Quantity, a.Quantity))
			})
			if len(all) == 0 {
				continue
			}
			rows := p.table(t, "report.lacks.caption", p.of(g)).plain()
			if len(rows) != min(5, len(all)) {
				t.Fatalf("%s: %d of %d are shown at once", g.Code, len(rows), len(all))
			}
			if len(all) > 5 {
				rows = append(rows, p.table(t, "report.lacks.more.caption", p.of(g)).plain()...)
			}
			if len(rows) != min(30, len(all)) {
				t.Fatalf("%s: %d of %d are shown", g.Code, len(rows), len(all))
			}
			for i, row := range rows {
				p.checkShortfall(t, g, &all[i], row)
			}
			if rest := len(all) - len(rows); rest > 0 {
				cut++
				has(t, p.page, p.say.Say("report.lacks.rest",
					lang.Args{"count": rest, "rest": fmt.Sprint(rest)}))
			}
			p.checkReasonSums(t, g, all)
		}
		if cut == 0 {
			t.Error("no list is long enough to be cut")
		}
	})
}

func (p *printed) checkShortfall(
	t *testing.T, g *hinterland.Good, s *hinterland.Shortfall, row []string,
) {
	t.Helper()
	where := fmt.Sprintf("%s of %s in %d", g.Code, s.Party, s.Period)
	want := []string{string(s.Party), fmt.Sprint(s.Period), fmt.Sprint(s.Priority)}
	if !slices.Equal(row[:3], want) {
		t.Errorf("%s: the page says %v, the plan %v", where, row[:3], want)
	}
	for _, n := range p.in.Region.Needs {
		if n.Party == s.Party && n.Good == s.Good && n.Period == s.Period &&
			n.Priority == s.Priority {
			shows(t, where, row[3], inUnits(g, int64(n.Quantity)))
		}
	}
	shows(t, where, row[4], inUnits(g, int64(s.Quantity)))
	if reason := p.say.Say("report.short."+string(s.Reason), nil); row[5] != reason {
		t.Errorf("%s: the page says %s, the plan %s", where, row[5], reason)
	}
	if worth := fmt.Sprint(s.Worth); !strings.Contains(row[6], worth) {
		t.Errorf("%s: %q does not speak of priority %s", where, row[6], worth)
	}
}

// checkReasonSums adds the shortfalls of a good up by reason.
func (p *printed) checkReasonSums(
	t *testing.T, g *hinterland.Good, all []hinterland.Shortfall,
) {
	t.Helper()
	type sum struct{ rows, steps int64 }
	sums, whole := map[string]sum{}, int64(0)
	for _, s := range all {
		reason := p.say.Say("report.short."+string(s.Reason), nil)
		sums[reason] = sum{sums[reason].rows + 1, sums[reason].steps + int64(s.Quantity)}
		whole += int64(s.Quantity)
	}
	rows := p.table(t, "report.lacks.sums.caption", p.of(g)).plain()
	if len(rows) != len(sums) {
		t.Errorf("%s: %d reasons, %d are told", g.Code, len(sums), len(rows))
	}
	for _, row := range rows {
		want := sums[row[0]]
		shows(t, row[0], row[1], big.NewRat(want.rows, 1))
		shows(t, row[0], row[2], inUnits(g, want.steps))
		partShown(t, row[0], row[3], want.steps, whole)
	}
}
