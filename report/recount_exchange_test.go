package report

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// scaleOf finds in which power of ten the sums of a table are, from the words
// of its head.
func (p *printed) scaleOf(head string) int {
	powers := []int{9, 6, 3}
	if p.say.Tongue() == lang.Chinese {
		powers = []int{8, 4}
	}
	for _, power := range powers {
		if strings.Contains(head, p.say.Say("report.scale."+strconv.Itoa(power), nil)) {
			return power
		}
	}
	return 0
}

// rounded holds a cell to a sum in a scale, to half of its last decimal, and
// to five digits before the point at most.
func rounded(t *testing.T, where, cell string, want *big.Rat, power int) {
	t.Helper()
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil))
	off := new(big.Rat).Mul(figure(t, cell), scale)
	off.Abs(off.Sub(off, want))
	if off.Cmp(scale.Mul(scale, big.NewRat(1, 20))) > 0 {
		t.Errorf("%s: the page says %s × 10^%d, recounted it is %s", where, cell, power,
			want.FloatString(2))
	}
	whole, _, _ := strings.Cut(strings.ReplaceAll(cell, ",", ""), ".")
	if len(whole) > 5 && power == 0 {
		t.Errorf("%s: %s is too long for a table", where, cell)
	}
}

// worth is quantity × price of a line, in currency units.
func worth(g *hinterland.Good, l *hinterland.Line, price hinterland.Money) *big.Rat {
	n := inUnits(g, int64(l.Quantity))
	return n.Mul(n, big.NewRat(int64(price), 1_000_000))
}

// passed is the value that passes from zone to zone at the sellers' prices, of
// the goods that are chosen.
func (p *printed) passed(chosen func(*hinterland.Good) bool) map[[2]string]*big.Rat {
	sums := map[[2]string]*big.Rat{}
	for i := range p.in.Plan.Lines {
		l := &p.in.Plan.Lines[i]
		g, at := p.index.Good[l.Good], [2]string{p.zoneOf(l.From), p.zoneOf(l.To)}
		if at[0] == at[1] || !chosen(g) {
			continue
		}
		if sums[at] == nil {
			sums[at] = new(big.Rat)
		}
		sums[at].Add(sums[at], worth(g, l, l.Price))
	}
	return sums
}

// total adds up what passes from and to zones; "" is any zone.
func total(sums map[[2]string]*big.Rat, from, to string) *big.Rat {
	sum := new(big.Rat)
	for at, n := range sums {
		if (from == "" || from == at[0]) && (to == "" || to == at[1]) {
			sum.Add(sum, n)
		}
	}
	return sum
}

func of(currency string) func(*hinterland.Good) bool {
	return func(g *hinterland.Good) bool { return g.Currency == currency }
}

// currency words a currency as the page does.
func (p *printed) currency(code string) string {
	key := map[string]string{"CNY": "report.unit.yuan", "USD": "report.unit.dollar"}[code]
	return p.say.Say(key, lang.Args{"count": 2})
}

func TestWhatZonesGiveAndGetIsWhatLinesCarry(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		for _, code := range []string{"CNY", "USD"} {
			sums := p.passed(of(code))
			table := p.table(t, "report.gives.caption", lang.Args{"currency": p.currency(code)})
			power := p.scaleOf(table.heads[1])
			if len(table.rows) != 4 {
				t.Errorf("%d zones give and get", len(table.rows))
			}
			for _, row := range table.plain() {
				rounded(t, row[0]+" gives", row[1], total(sums, row[0], ""), power)
				rounded(t, row[0]+" gets", row[4], total(sums, "", row[0]), power)
				p.checkChief(t, row[0], row[3], 0, code)
				p.checkChief(t, row[0], row[6], 1, code)
			}
		}
	})
}

// checkChief holds a cell to the three goods that a zone sends (side 0) or
// receives (side 1) most of, by value.
func (p *printed) checkChief(t *testing.T, zone, cell string, side int, currency string) {
	t.Helper()
	sums := map[string]*big.Rat{}
	for i := range p.in.Region.Goods {
		g := &p.in.Region.Goods[i]
		ends := [2]string{}
		ends[side] = zone
		sum := total(p.passed(func(o *hinterland.Good) bool { return o == g }), ends[0], ends[1])
		if g.Currency == currency && sum.Sign() > 0 {
			sums[p.name(g.Name, "")] = sum
		}
	}
	names := slices.SortedFunc(maps.Keys(sums), func(a, b string) int {
		return cmp.Or(sums[b].Cmp(sums[a]), cmp.Compare(a, b))
	})
	between := map[lang.Tongue]string{lang.English: ", ", lang.Chinese: "、"}[p.say.Tongue()]
	if want := strings.Join(names[:min(3, len(names))], between); cell != want {
		t.Errorf("%s, side %d: the page says %q, recounted it is %q", zone, side, cell, want)
	}
}

// checkMatrix holds a table of who gives to whom to sums.
func (p *printed) checkMatrix(t *testing.T, table *grid, sums map[[2]string]*big.Rat) {
	t.Helper()
	power, n := p.scaleOf(table.caption), len(table.heads)
	if rows := len(table.plain()); rows != 4 || n != 4+2 {
		t.Errorf("%s: %d rows and %d columns for 4 zones", table.caption, rows, n)
	}
	for _, row := range table.plain() {
		for i, to := range table.heads[1 : n-1] {
			where, cell := row[0]+" to "+to, row[i+1]
			if dash := row[0] == to; dash != (cell == "–") {
				t.Errorf("%s: %s", where, cell)
			} else if !dash {
				rounded(t, where, cell, total(sums, row[0], to), power)
			}
		}
		rounded(t, row[0]+" in all", row[n-1], total(sums, row[0], ""), power)
	}
	last := table.sum(t)
	for i, to := range table.heads[1 : n-1] {
		rounded(t, "to "+to, last[i+1], total(sums, "", to), power)
	}
	rounded(t, "all", last[n-1], total(sums, "", ""), power)
}

func TestEveryMatrixOfZonesAddsUp(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		matrices := 0
		for caption, table := range p.grids {
			if table.heads[0] != p.say.Say("report.col.from.to", nil) {
				continue
			}
			matrices++
			chosen := of("CNY")
			if strings.Contains(caption, p.currency("USD")) {
				chosen = of("USD")
			}
			for class, key := range map[string]string{
				"food": "report.class.food", "money": "report.class.money",
				"": "report.class.other",
			} {
				if all := chosen; strings.HasPrefix(caption, p.say.Say(key, nil)) {
					chosen = func(g *hinterland.Good) bool { return g.Class == class && all(g) }
				}
			}
			p.checkMatrix(t, table, p.passed(chosen))
		}
		if matrices != 4 { // yuan: all, food, money; dollars: all
			t.Errorf("there are %d matrices", matrices)
		}
	})
}

func TestPairsOfZonesTellEachGoodThatPasses(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		steps := map[string]int64{} // from, to, good
		zones := map[string]bool{}
		for _, l := range p.in.Plan.Lines {
			from, to := p.zoneOf(l.From), p.zoneOf(l.To)
			if from != to {
				steps[from+"|"+to+"|"+p.name(p.index.Good[l.Good].Name, "")] += int64(l.Quantity)
				zones[from], zones[to] = true, true
			}
		}
		left := maps.Clone(steps)
		for a := range zones {
			for b := range zones {
				caption := p.say.Say("report.pair.caption", lang.Args{"a": a, "b": b})
				if p.grids[caption] == nil {
					continue
				}
				for _, row := range p.grids[caption].plain() {
					there, back := a+"|"+b+"|"+row[0], b+"|"+a+"|"+row[0]
					g := p.goodNamed(row[0])
					shows(t, there, row[2], inUnits(g, steps[there]))
					shows(t, back, row[3], inUnits(g, steps[back]))
					delete(left, there)
					delete(left, back)
				}
			}
		}
		if len(left) > 0 || len(steps) < 10 {
			t.Errorf("of %d that pass these are not told: %v", len(steps), left)
		}
	})
}

func (p *printed) goodNamed(name string) *hinterland.Good {
	for i := range p.in.Region.Goods {
		if g := &p.in.Region.Goods[i]; p.name(g.Name, "") == name {
			return g
		}
	}
	return nil
}

func TestGoodsAtAGlanceAreThoseOfTheTables(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		table := p.table(t, "report.glance.caption", nil)
		groups := []string{}
		for _, row := range table.rows {
			if row.kind == "g" {
				groups = append(groups, row.cells[0])
			}
		}
		want := []string{}
		for _, class := range []string{"food", "money", "other"} {
			want = append(want, p.say.Say("report.class."+class, nil))
		}
		if !slices.Equal(groups, want) {
			t.Errorf("the classes are %v, want %v", groups, want)
		}
		rows := table.plain()
		if len(rows) != len(p.in.Region.Goods) {
			t.Errorf("%d goods", len(rows))
		}
		for _, row := range rows {
			g := p.goodNamed(row[0])
			needed, metSteps, lines, crossing := p.atAGlance(g)
			shows(t, row[0]+" needed", row[2], inUnits(g, needed))
			shows(t, row[0]+" met", row[3], inUnits(g, metSteps))
			partShown(t, row[0], row[4], metSteps, needed)
			shows(t, row[0]+" crossing", row[6], inUnits(g, crossing))
			shows(t, row[0]+" lines", row[7], big.NewRat(lines, 1))
		}
	})
}

func (p *printed) atAGlance(g *hinterland.Good) (needed, met, lines, crossing int64) {
	for _, n := range p.in.Region.Needs {
		if n.Good == g.Code {
			needed += int64(n.Quantity)
		}
	}
	for _, s := range p.in.Plan.Shares {
		if s.Good == g.Code {
			met += int64(s.Met)
		}
	}
	for _, l := range p.in.Plan.Lines {
		if l.Good != g.Code {
			continue
		}
		lines++
		if p.zoneOf(l.From) != p.zoneOf(l.To) {
			crossing += int64(l.Quantity)
		}
	}
	return needed, met, lines, crossing
}

// costOf is Σ quantity × unit cost of the lines of some goods.
func (p *printed) costOf(chosen func(*hinterland.Good) bool) *big.Rat {
	sum := new(big.Rat)
	for i := range p.in.Plan.Lines {
		l := &p.in.Plan.Lines[i]
		if g := p.index.Good[l.Good]; chosen(g) {
			sum.Add(sum, worth(g, l, l.UnitCost))
		}
	}
	return sum
}

func TestProofsTellTheExactCostOfEachGood(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		rows := p.table(t, "report.proofs.caption", nil).plain()
		if len(rows) != len(p.in.Region.Goods) {
			t.Errorf("%d goods", len(rows))
		}
		for _, row := range rows {
			g := p.goodNamed(row[0])
			cost := strings.TrimSuffix(row[2], p.currency(g.Currency))
			shows(t, row[0], cost, p.costOf(func(o *hinterland.Good) bool { return o == g }))
			class := p.say.Say("report.level.class", lang.Args{"n": 1})
			if !strings.Contains(row[1], class) {
				t.Errorf("%s: %q does not tell of %s", row[0], row[1], class)
			}
		}
	})
}

// facts reads the figures that stand first, by their names, in their order.
func (p *printed) facts() map[string][]string {
	facts, name := map[string][]string{}, ""
	for _, e := range p.elements {
		switch {
		case e.name == "dt":
			name = e.text.String()
		case e.name == "dd" && e.attrs["class"] == "figure":
			facts[name] = append(facts[name], e.text.String())
		}
	}
	return facts
}

func TestTheFirstFiguresAreThoseOfTheTables(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		facts := p.facts()
		all := met{}
		for i := range p.in.Plan.Shares {
			all.add(&p.in.Plan.Shares[i])
		}
		mean := new(big.Rat)
		for i := range p.in.Region.Goods {
			needed, got, _, _ := p.atAGlance(&p.in.Region.Goods[i])
			mean.Add(mean, big.NewRat(got, needed*int64(len(p.in.Region.Goods))))
		}
		one := func(key string) string {
			list := facts[p.say.Say(key, nil)]
			if len(list) != 1 {
				t.Fatalf("%s: %v", key, list)
			}
			return list[0]
		}
		shows(t, "places", one("report.fact.places"), big.NewRat(7, 1))
		shows(t, "parties", one("report.fact.parties"), big.NewRat(28, 1))
		shows(t, "lines", one("report.fact.lines"), big.NewRat(int64(len(p.in.Plan.Lines)), 1))
		shows(t, "lacks", one("report.fact.lacks"),
			big.NewRat(int64(len(p.in.Plan.Shortfalls)), 1))
		partShown(t, "in full", one("report.fact.full"), all.full, all.rows)
		mean.Sub(mean.Mul(mean, big.NewRat(100, 1)), figure(t, one("report.fact.average")))
		if mean.Sign() < 0 || mean.Cmp(big.NewRat(1, 10)) >= 0 {
			t.Errorf("the mean is off by %s", mean.FloatString(4))
		}
		costs := facts[p.say.Say("report.fact.cost", nil)]
		for i, code := range []string{"CNY", "USD"} {
			number := strings.TrimSuffix(costs[i], p.currency(code))
			power := p.scaleOf(number)
			if power > 0 {
				scale := p.say.Say("report.scale."+strconv.Itoa(power), nil)
				number = strings.TrimSuffix(number,
					p.say.Say("report.scaled", lang.Args{"scale": scale, "currency": ""}))
			}
			rounded(t, code, number, p.costOf(of(code)), power)
		}
		needs := 0
		for _, n := range p.in.Region.Needs {
			if n.Quantity > 0 {
				needs++
			}
		}
		has(t, p.page, p.say.Say("report.fact.full.means",
			lang.Args{"met": p.say.Number(fmt.Sprint(all.full)), "needs": fmt.Sprint(needs)}))
	})
}

func TestReasonsAreCountedOverTheWholePlan(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		lines, lacks := map[string]int64{}, map[string]int64{}
		for _, l := range p.in.Plan.Lines {
			lines[p.say.Say("report.reason."+string(l.Reason), nil)]++
		}
		for _, s := range p.in.Plan.Shortfalls {
			lacks[p.say.Say("report.short."+string(s.Reason), nil)]++
		}
		check := func(key string, counts map[string]int64, all int) {
			sum := int64(0)
			for _, row := range p.table(t, key, nil).plain() {
				shows(t, row[0], row[2], big.NewRat(counts[row[0]], 1))
				sum += counts[row[0]]
			}
			if sum != int64(all) {
				t.Errorf("%s explains the reasons of %d of %d", key, sum, all)
			}
		}
		check("report.reasons.caption", lines, len(p.in.Plan.Lines))
		check("report.short.caption", lacks, len(p.in.Plan.Shortfalls))
	})
}

func TestZonesAreCountedAsTheirPlacesAndParties(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		for _, row := range p.table(t, "report.zones.caption", nil).plain() {
			places, weight, parties, needs := int64(0), int64(0), int64(0), met{}
			for _, place := range p.in.Region.Places {
				if zone := string(place.Zone); zone == row[0] ||
					zone == "" && row[0] == p.say.Say("report.zone.none", nil) {
					places++
					weight += place.Weight
				}
			}
			for _, party := range p.in.Region.Parties {
				if p.zoneOf(party.Code) == row[0] {
					parties++
				}
			}
			for i := range p.in.Plan.Shares {
				if s := &p.in.Plan.Shares[i]; p.zoneOf(s.Party) == row[0] {
					needs.add(s)
				}
			}
			shows(t, row[0]+" places", row[2], big.NewRat(places, 1))
			shows(t, row[0]+" weight", row[3], big.NewRat(weight, 1))
			shows(t, row[0]+" parties", row[5], big.NewRat(parties, 1))
			partShown(t, row[0], row[6], needs.full, needs.rows)
		}
	})
}
