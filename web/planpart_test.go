package web

import (
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// aPlanPage is the page of a plan in which so many parties have a part, of which
// some have signed, for whom nobody knows any names.
func aPlanPage(t *testing.T, parties, signed int) *planPage {
	t.Helper()
	a := &ask{say: lang.For(lang.English), me: &me{}}
	p := &planPage{
		ask: a, n: a.noNames(nil), plan: &hinterland.KeptPlan{ID: 5},
		horizon: &hinterland.Horizon{From: 20_820, Kind: hinterland.Months, Periods: 12},
	}
	p.n.call(nil, []hinterland.Good{{Code: "ramie", Unit: "t", Decimals: 3, Currency: "CNY"}})
	for i := range parties {
		code := hinterland.PartyCode(fmt.Sprintf("p%03d", i))
		p.parts = append(p.parts, hinterland.PlanPart{
			Plan: 5, Party: code, Digest: "digest of " + string(code),
		})
		if i < signed {
			p.given = append(p.given, hinterland.PlanSignature{
				Plan: 5, Party: code, Manner: hinterland.BySignIn,
			})
		}
	}
	return p
}

func TestAPageListsWholeAllocationsUntilAHundredLinesAndSaysHowManyMore(t *testing.T) {
	for _, tt := range []struct {
		given, each, many int // so many of many allocations of so many lines are read
		shown             int
		more              string
	}{
		{0, 1, 0, 0, ""},
		{1, 1, 1, 1, ""},
		{partLines, 1, partLines, partLines, ""},
		{partLines, 1, partLines + 1, partLines, "1 further line, "},
		{partLines, 1, partLines + 2, partLines, "2 further lines, "},
		{2, partLines - 1, 2, 2 * (partLines - 1), ""},
		{2, partLines, 2, partLines, "1 further line, "},
	} {
		p := aPlanPage(t, 1, 0)
		given := office.Allocated{Allocation: hinterland.Allocation{Good: "ramie", To: "p000"}}
		for range tt.each {
			given.Lines = append(given.Lines, aLine())
		}
		table := partTable{}
		p.fill(&table, slices.Repeat([]office.Allocated{given}, tt.given), tt.many)
		if len(table.Rows) != tt.shown || !strings.HasPrefix(table.More, tt.more) ||
			(table.More == "") != (tt.more == "") {
			t.Errorf("%+v: %d are shown, and %q is said", tt, len(table.Rows), table.More)
		}
	}
}

// aLine is a line of January that is sent and needed in the same month.
func aLine() hinterland.Line {
	return hinterland.Line{
		Good: "ramie", From: "p000", To: "p001", Price: 2_500_000, Quantity: 1500,
		OfferPeriod: 1, ShipPeriod: 1, Period: 1, Priority: 1, Reason: hinterland.LineShare,
	}
}

func TestALineSaysWhenHowMuchAndWhyAndItsPriceToWhoMayKnowIt(t *testing.T) {
	late := aLine()
	late.ShipPeriod, late.Period, late.Reason = 2, 12, hinterland.LineFloor
	for _, tt := range []struct {
		name   string
		line   hinterland.Line
		priced bool
		want   partRow
	}{
		{"with its price", aLine(), true, partRow{
			Good: "ramie", Party: "p001", PartyPath: "/parties/p001", Sent: "2027-01",
			Needed: "2027-01", Quantity: "1.5", Unit: "t", Price: "2.5 CNY",
			Reason: "equal shares",
		}},
		{"without it", aLine(), false, partRow{
			Good: "ramie", Party: "p001", PartyPath: "/parties/p001", Sent: "2027-01",
			Needed: "2027-01", Quantity: "1.5", Unit: "t", Reason: "equal shares",
		}},
		{"kept until it is needed", late, false, partRow{
			Good: "ramie", Party: "p001", PartyPath: "/parties/p001", Sent: "2027-02",
			Needed: "2027-12", Quantity: "1.5", Unit: "t", Reason: "agreed floor",
		}},
	} {
		p, table := aPlanPage(t, 2, 0), partTable{}
		p.list(&table, &office.Allocated{
			Allocation: hinterland.Allocation{Good: "ramie", To: "p001"},
			Lines:      []hinterland.Line{tt.line}, Priced: tt.priced,
		})
		if len(table.Rows) != 1 || table.Rows[0] != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, table.Rows, tt.want)
		}
	}
}

func TestOnlyNeedsThatAreShortAreToldToBe(t *testing.T) {
	p := aPlanPage(t, 1, 0)
	// Period, priority, needed, met, own, reason, worth.
	share := &hinterland.KeptShare{Good: "ramie", Party: "p000", Lines: `[` +
		`[1,1,2000,2000,0,"",0],[2,1,2000,1999,0,"reach",1],[3,2,2000,0,0,"supply",2]]`}
	want := []shortRow{
		{
			Good: "ramie", Period: "2027-02", Priority: "1", Needed: "2", Met: "1.999",
			Short: "0.001", Unit: "t", Reason: "out of reach",
		},
		{
			Good: "ramie", Period: "2027-03", Priority: "2", Needed: "2", Met: "0", Short: "2",
			Unit: "t", Reason: "used up",
		},
	}
	got := p.shorts(share)
	if len(got) != len(want) {
		t.Fatalf("%d needs are short, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if rows := p.shorts(&hinterland.KeptShare{Good: "ramie", Lines: "["}); len(rows) > 0 {
		t.Errorf("what cannot be read is told: %+v", rows)
	}
}

func TestOnlyWhoHasAPartThatIsNotSignedIsAskedToSign(t *testing.T) {
	p := aPlanPage(t, 3, 2)
	for party, want := range map[hinterland.PartyCode]bool{
		"p000": false, "p001": false, "p002": true, "p003": false, "": false,
	} {
		if got := p.unsigned(party); got != want {
			t.Errorf("whether %q is to sign is %t", party, got)
		}
	}
	for party, want := range map[hinterland.PartyCode]string{
		"p000": "digest of p000", "p002": "digest of p002", "p003": "", "": "",
	} {
		if got := p.digestOf(party); got != want {
			t.Errorf("%q has the digest %q, want %q", party, got, want)
		}
	}
}

func TestEveryReasonOfAPlanIsWordedInBothLanguages(t *testing.T) {
	lines := []hinterland.LineReason{
		hinterland.LineFloor, hinterland.LineFixed, hinterland.LineClass, hinterland.LineShare,
		hinterland.LineZone, hinterland.LineSigned, hinterland.LineCost, hinterland.LineTie,
	}
	shorts := []hinterland.ShortReason{
		hinterland.ShortFixed, hinterland.ShortScope, hinterland.ShortFloor,
		hinterland.ShortReach, hinterland.ShortStorage, hinterland.ShortLate,
		hinterland.ShortSupply,
	}
	states := []hinterland.State{
		hinterland.IsPreliminary, hinterland.IsProposed, hinterland.IsInForce,
		hinterland.IsClosed, hinterland.IsWithdrawn,
	}
	for _, tongue := range lang.Tongues() {
		a, said := &ask{say: lang.For(tongue)}, map[string]bool{}
		for _, r := range lines {
			said[a.lineReason(r)] = true
		}
		if len(said) != len(lines) {
			t.Errorf("%s: two reasons of lines are one: %v", tongue, said)
		}
		clear(said)
		for _, r := range shorts {
			said[a.shortReason(r)] = true
		}
		if len(said) != len(shorts) {
			t.Errorf("%s: two reasons of what is short are one: %v", tongue, said)
		}
		clear(said)
		for _, s := range states {
			said[a.planTag(s).Text] = true
		}
		if len(said) != len(states) {
			t.Errorf("%s: two states are one: %v", tongue, said)
		}
	}
}

func TestAGoodWhoseCostNobodyIsToldHasNone(t *testing.T) {
	p := aPlanPage(t, 0, 0)
	sum := hinterland.GoodSummary{
		Good: "ramie", Currency: "CNY", Decimals: 3,
		Classes: []hinterland.ClassSum{
			{Priority: 0, Needed: 7, Met: 7},
			{Priority: 1, Needed: 2000, Met: 500},
			{Priority: 2, Needed: 2000, Met: 0},
		},
	}
	for _, tt := range []struct {
		cost *big.Int
		want string
	}{
		{nil, ""},
		{new(big.Int), "0 CNY"},
		{big.NewInt(2_500_000_000), "2.5 CNY"},
	} {
		sum.Cost = tt.cost
		want := runGood{
			Good: "ramie", Unit: "t", Needed: "4", Met: "0.5", Part: "12.5%", Cost: tt.want,
		}
		if got := p.runGood(p.n, &sum); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestFormsOfPlansSayWhatTheyDoInBothLanguages(t *testing.T) {
	w := newSettledWorld(t)
	for _, tt := range []struct {
		path, english, chinese string
	}{
		{"/runs/sample/keep?horizon=y2027", "Only who plans sees it until it is proposed", "存为计划"},
		{aPlanPath + "/propose", "is asked to sign its part", "确认提交"},
		{aPlanPath + "/sign", "as Li Ming, by being signed in", "分项摘要"},
		{aPlanPath + "/withdraw", "never comes into force", "确认撤回"},
		{aPlanPath + "/close", "What was agreed on by it holds on", "确认结束"},
	} {
		w.as(li).get(tt.path).want(http.StatusOK).says(tt.english)
		w.as(li).in("zh-CN").get(tt.path).want(http.StatusOK).says(tt.chinese)
	}
}

func TestAPlanIsNotKeptWithoutItsTitleNorInThePlaceOfNone(t *testing.T) {
	w := newSettledWorld(t)
	before := w.entries()
	keep := "/runs/sample/keep?horizon=y2027"
	values := w.as(li).get(keep).form()
	if _, asked := values["former"]; asked {
		t.Error("where no plan is in force, one to replace is asked for")
	}
	for _, tt := range []struct {
		title, former, beside, says string
	}{
		{"", "", "title", "Fill this in"},
		{strings.Repeat("x", 201), "", "title", "longer than 200"},
		{"New", "x", "", ""},
		{"New", "999", "", "There is no plan 999"},
	} {
		values.Set("former", tt.former)
		p := w.as(li).press("/runs/sample/keep", values, sendButton, "title", tt.title)
		if p.status < 400 || p.status > 499 {
			t.Errorf("%q in the place of %q answers %d", tt.title, tt.former, p.status)
		}
		p.says(tt.says)
		if tt.beside != "" && p.faults()[tt.beside] == "" {
			t.Errorf("%q: nothing stands beside the %s", tt.title, tt.beside)
		}
	}
	if got := w.entries(); got != before {
		t.Errorf("%d entries, want %d", got, before)
	}
}

func TestAListOfPlansGoesOnWhereItEnds(t *testing.T) {
	w := newSettledWorld(t)
	for range plansAtOnce {
		w.do(li, "office", "keep-plan", `{"run":"sample","title":"Another"}`)
	}
	p := w.as(li).get("/plans").want(http.StatusOK).hides(`"` + aPlanPath + `"`)
	next := ""
	for _, e := range p.all("a") {
		if strings.Contains(e.attr["href"], "before=") {
			next = e.attr["href"]
		}
	}
	w.as(li).get(next).want(http.StatusOK).leads(aPlanPath).hides("before=")
	w.as(wang).get("/plans").want(http.StatusOK).leads(aPlanPath).hides("Another", "before=")
}
