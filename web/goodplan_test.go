package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// TestAGoodOfAPlanIsToldWhereWhyAndWhatIsShort narrows the page of a good
// by place, zone and period, in both languages.
func TestAGoodOfAPlanIsToldWhereWhyAndWhatIsShort(t *testing.T) {
	w := newSettledWorld(t)
	b, at := w.as(li), aPlanPath+"/goods/ramie"
	b.get(aPlanPath).leads(at)
	b.get(at).want(http.StatusOK).says("Ramie · Ramie, January", "Offered 0 t",
		"Taken of it 10 t", "Met 10 t (83.3%)", "North 0 10 0 0 10 0", "In none 0 0 10 10 0 0",
		"All 0 10 0 10 0 0", "North In none 10", "County office 2027-01 1 12 10 2",
		"815.5 CNY", "cheapest way").
		leads("/horizons/y2027/fixings/new?from=coop&amp;good=ramie&amp;period=1"+
			"&amp;quantity=10&amp;to=office", aPlanPath)
	b.get(at + "?by=place").says("North town 0 10 0 0 10 0").leads(at + "?at=north&amp;by=place")
	b.get(at+"?by=place&at=north").says("2027-01 0 10 0 0 10 0", "Nothing is short here").
		hides("All 0 10")
	b.get(at+"?by=place&at=north&period=2").says("2027-02 0 0 0 0 0 0", "Nothing moves here").
		hides("2027-01 0 10")
	b.get(at + "?period=&by=").want(http.StatusOK).says("All 0 10")
	b.in("zh-CN").get(at).says("平衡表", "期初＋供应＋调入＝使用＋调出＋期末", "苎麻合作社", "缺口及原因", "货源用尽")
	b.get(aPlanPath + "/goods/gold").want(http.StatusNotFound)
	mill := w.as(zhao)
	mill.get(at).want(http.StatusOK).says("Ramie co-op", "cheapest way").
		hides("815.5", "8,155", "/fixings/")
	w.as(wang).get(at).says("815.5 CNY").hides("8,155")
}

// TestAGoodOfARunIsToldAsSoonAsItIsPlanned asks for a good of a run and for
// one that is not planned.
func TestAGoodOfARunIsToldAsSoonAsItIsPlanned(t *testing.T) {
	w := newSettledWorld(t)
	b, at := w.as(li), "/runs/sample/goods/ramie"
	b.get("/runs/sample").leads(at)
	b.get(at).want(http.StatusOK).says("Offered 12.5 t", "Taken of it 10 t", "8,155 CNY",
		"All 0 10 0 10 0 0").leads("/runs/sample")
	b.get("/runs/sample/goods/paper").want(http.StatusNotFound).says("No such good is planned")
	w.as(wang).get(at).want(http.StatusForbidden)
}

// TestALongPageOfAGoodIsCut gives the page more than it lists.
func TestALongPageOfAGoodIsCut(t *testing.T) {
	w := newSettledWorld(t)
	w.office.KeepPlansOf(manyLines{})
	b := w.as(li)
	at := b.keeps("Much") + "/goods/ramie"
	p := b.get(at).want(http.StatusOK)
	if n := strings.Count(p.body, "/fixings/new?"); n != goodRows {
		t.Errorf("%d lines are listed", n)
	}
	p.says("1 more")
}

// manyLines lets the co-operative give the office ramie in one line more
// than a page lists.
type manyLines struct{ oneBalance }

func (m manyLines) Balanced(ctx context.Context, run string) (*office.Balanced, error) {
	b, err := m.oneBalance.Balanced(ctx, run)
	line := b.Plan.Lines[0]
	line.Quantity = 10
	b.Plan.Lines = nil
	for i := range goodRows + 1 {
		line.Priority = i + 1
		b.Plan.Lines = append(b.Plan.Lines, line)
	}
	return b, err
}

// TestNothingIsSaidOfWorthWhereAPlanDoesNotKnowIt words a shortfall of
// either kind.
func TestNothingIsSaidOfWorthWhereAPlanDoesNotKnowIt(t *testing.T) {
	for tongue, want := range map[lang.Tongue]string{
		lang.English: "as much more of priority 2", lang.Chinese: "2",
	} {
		a := &ask{say: lang.For(tongue)}
		g := &goodPlan{planPage: &planPage{
			ask: a, n: a.noNames(nil),
			horizon: &hinterland.Horizon{Kind: hinterland.Months, Periods: 3},
		}}
		l := &hinterland.ShareLine{Reason: hinterland.ShortReach}
		l.Period = 1
		if got := g.worth(l); got != "" {
			t.Errorf("%s: what is not known is worth %q", tongue, got)
		}
		if l.Worth = 2; !strings.Contains(g.worth(l), want) {
			t.Errorf("%s: it is worth %q", tongue, g.worth(l))
		}
	}
}

// TestEverybodyIsWhereThePageCounts asks for the zone and the place of a
// party, of one whose place is in no zone, and of one that is nowhere.
func TestEverybodyIsWhereThePageCounts(t *testing.T) {
	a := &ask{say: lang.For(lang.English)}
	g := &goodPlan{
		planPage: &planPage{ask: a, n: a.noNames(nil)}, called: map[string]string{"z": "Zone"},
		zones: map[hinterland.PlaceCode]hinterland.ZoneCode{"in": "z", "out": ""},
	}
	g.n.call([]hinterland.Party{
		{Code: "a", Place: "in"}, {Code: "b", Place: "out"}, {Code: "c"},
	}, nil)
	for party, want := range map[hinterland.PartyCode][2]string{
		"a": {"in", "Zone"}, "b": {"out", "In none"}, "c": {"In none", "In none"},
	} {
		for i, byZone := range []bool{false, true} {
			g.byZone = byZone
			if got := g.there(g.where(party)); got != want[i] {
				t.Errorf("%s by zone, %t: %q, want %q", party, byZone, got, want[i])
			}
		}
	}
}

// TestNeedsOfAGoodHaveBars looks at needs by place and, narrowed to one, by
// period.
func TestNeedsOfAGoodHaveBars(t *testing.T) {
	w := newSettledWorld(t)
	b, at := w.as(li), aPlanPath+"/goods/ramie"
	p := b.get(at + "?by=place").want(http.StatusOK).says("What needs get, in t")
	if !strings.Contains(p.body, `<rect class="received" width="833" height="20"/>`+
		`<rect class="lacking" x="833" width="167"`) {
		t.Error("the bar of ten of twelve tonnes is another")
	}
	b.get(at + "?by=place&at=liuyang").want(http.StatusOK).says("Nobody needs any of it here")
	b.in("zh-CN").get(at).says("需求满足情况")
}

// TestNeedsAreSummedWhereTheyAre lays out needs of two places and of two
// periods.
func TestNeedsAreSummedWhereTheyAre(t *testing.T) {
	a := &ask{say: lang.For(lang.English)}
	g := &goodPlan{
		planPage: &planPage{
			ask: a, n: a.noNames(nil),
			horizon: &hinterland.Horizon{Kind: hinterland.Months, Periods: 3},
		}, called: map[string]string{"in": "Innsmouth", "out": "Arkham"},
	}
	g.n.call([]hinterland.Party{{Code: "a", Place: "in"}, {Code: "b", Place: "out"}}, nil)
	need := func(party hinterland.PartyCode, p hinterland.Period, needed, met hinterland.Quantity) {
		g.shares = append(g.shares, hinterland.ShareLine{Share: hinterland.Share{
			Party: party, Period: p, Needed: needed, Met: met,
		}})
	}
	need("a", 1, 4, 4)
	need("a", 2, 4, 1)
	need("b", 1, 1000, 999)
	told := func(narrow func()) (text string) {
		narrow()
		body := &goodBody{}
		g.needs(body)
		for i := range body.Needs {
			r := &body.Needs[i]
			text += strings.Join([]string{r.Name, r.Needed, r.Met, r.Short, r.Part}, " ") + " " +
				hinterland.FormatDecimal(r.Wide, 0) + "; "
		}
		return text
	}
	for _, c := range []struct {
		what   string
		narrow func()
		want   string
	}{
		{"all", func() {}, "Arkham 1,000 999 1 99.9% 985; Innsmouth 8 5 3 62.5% 625; " +
			"All 1,008 1,004 4 99.6% 985; "},
		{"a period", func() { g.period = 2 }, "Innsmouth 4 1 3 25.0% 250; "},
		{
			"a place", func() { g.period, g.said, g.at = 0, true, "in" },
			periodHead(g.horizon, 1) + " 4 4 0 100.0% 1000; " +
				periodHead(g.horizon, 2) + " 4 1 3 25.0% 250; ",
		},
	} {
		if got := told(c.narrow); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestAGoodCountsAsInWhatWasMadeOfIt counts it in tonnes, in a run in
// kilograms.
func TestAGoodCountsAsInWhatWasMadeOfIt(t *testing.T) {
	n := (&ask{say: lang.For(lang.English)}).noNames(nil)
	n.call(nil, []hinterland.Good{
		{Code: "salt", Unit: "t", Name: hinterland.Name{English: "Salt"}, Currency: "CNY"},
	})
	sums := &hinterland.GoodSummary{Good: "salt", Decimals: 3, Currency: "USD"}
	good := n.countAs(sums)
	if good.Decimals != 3 || good.Currency != "USD" || good.Unit != "t" || n.good("salt") != good {
		t.Errorf("it counts as %+v", good)
	}
	if n.goodName("salt") != "Salt" {
		t.Errorf("it is called %q", n.goodName("salt"))
	}
}

// TestAGoodOfAPlanKeepsItsSteps asks for others once nothing else names the
// good.
func TestAGoodOfAPlanKeepsItsSteps(t *testing.T) {
	w := newSettledWorld(t)
	const straw = `{"code":"straw","name":{"en":"Straw"},"unit":"t","decimals":`
	const offer = `{"horizon":"y2027","party":"coop","good":"straw","price":"815.5"`
	w.do(li, "office", "register-good", straw+"3}")
	e := w.do(wang, "coop", "state-offer", offer+`,"quantities":["10"]}`)
	w.office.KeepPlansOf(strawBalance{})
	b := w.as(li)
	at := b.keeps("Straw, January")
	w.do(wang, "coop", "withdraw-offer",
		offer+`,"base":`+hinterland.FormatDecimal(e.Number, 0)+`}`)
	b.fill("/goods/straw/details", sendButton, "decimals", "0").want(http.StatusConflict)
	b.get(at + "/goods/straw").says("Taken of it 10 t")
}

// strawBalance plans straw as oneBalance does ramie.
type strawBalance struct{ oneBalance }

func (m strawBalance) Balanced(ctx context.Context, run string) (*office.Balanced, error) {
	b, err := m.oneBalance.Balanced(ctx, run)
	b.Region.Goods[0].Code, b.Plan.Lines[0].Good = "straw", "straw"
	b.Plan.Shares[0].Good, b.Plan.Shortfalls[0].Good = "straw", "straw"
	b.Plan.Goods[0].Good = "straw"
	return b, err
}
