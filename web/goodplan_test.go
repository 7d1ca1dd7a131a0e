package web

import (
	"context"
	"math"
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// TestAGoodOfAPlanIsToldWhereWhyAndWhatIsShort narrows the page of a good by place,
// zone and period, in both languages.
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
	b.get(at + "?period=99&by=nothing").want(http.StatusOK).says("All 0 10")
	b.in("zh-CN").get(at).says("平衡表", "期初＋供应＋调入＝使用＋调出＋期末", "苎麻合作社", "缺口及原因", "货源用尽")
	b.get(aPlanPath + "/goods/gold").want(http.StatusNotFound)
	mill := w.as(zhao)
	mill.get(at).want(http.StatusOK).says("Ramie co-op", "cheapest way").
		hides("815.5", "8,155", "/fixings/")
	w.as(wang).get(at).says("815.5 CNY").hides("8,155")
}

// TestAGoodOfARunIsToldAsSoonAsItIsPlanned asks for a good of a run and for one that
// is not planned.
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

// manyLines lets the co-operative give the office ramie in one line more than a page
// lists.
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

// TestABarIsAsLongAsItsPartOfTheMost goes to the ends of what can be counted.
func TestABarIsAsLongAsItsPartOfTheMost(t *testing.T) {
	for _, c := range []struct {
		part, whole hinterland.Quantity
		want        int64
	}{
		{0, 1, 0},
		{1, 1001, 0},
		{1, 1000, 1},
		{999, 1000, 999},
		{7, 7, 1000},
		{math.MaxInt64 - 1, math.MaxInt64, 999},
		{math.MaxInt64, math.MaxInt64, 1000},
	} {
		if got := thousandths(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d is %d thousandths, want %d", c.part, c.whole, got, c.want)
		}
	}
}

// TestNothingIsSaidOfWorthWhereAPlanDoesNotKnowIt words a shortfall of either kind.
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

// TestEverybodyIsWhereThePageCounts asks for the zone and the place of a party, of one
// whose place is in no zone, and of one that is nowhere.
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
