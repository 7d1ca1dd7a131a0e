package web

import (
	"context"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

// plannerPost is Li's as planner of the office.
const plannerPost = "1-5"

// readPath is an address of the settled world for what programs can read.
func readPath(path string) string {
	values := map[string]string{
		"/parties/{code}": "coop", "/goods/{code}": "ramie", "/places/{code}": "liuyang",
		"/zones/{code}": "south", "/scopes/{id}": announced, "/people/{id}": wang,
		"/agreements/{id}": ramie, "/agreements/{id}/events": ramie, "/funds/{id}": theFund,
		"/cases/{id}": wet, "/entries/{number}": "2", "/entries/{number}/proof": "2",
		"/recipes/{party}/{code}": "handmade",
	}
	value := values[path]
	switch {
	case strings.HasPrefix(path, "/plans/{id}"):
		value = thePlan
	case strings.HasPrefix(path, "/horizons/{code}"):
		value = "y2027"
	case path == "/belongings": // there are none today
		path += "?day=2026-12-01"
	}
	return strings.NewReplacer("{noun}/{record}", "party/office", "{party}", "office", "{good}",
		"ramie", "{code}", value, "{id}", value, "{number}", value).Replace(path)
}

// planAnswers are those of a plan and a recipe.
func planAnswers() map[string]string {
	return map[string]string{
		aPlanPath: `{"id":"54","horizon":"y2027","title":"Ramie, January","policy":"prefer",` +
			`"state":"proposed","proposed":"2026-11-25","signing":{"signed":0,"all":2},"base":54}`,
		aPlanPath + "/lines": `{"items":[{"good":"ramie","from":"coop","to":"office",` +
			`"quantity":"10","currency":"CNY","lines":[{"offered":1,"sent":1,"needed":1,` +
			`"priority":1,"quantity":"10","price":"815.5","unit_cost":"815.5",` +
			`"reason":"cost"}]}]}`,
		aPlanPath + "/shares": `{"items":[{"good":"ramie","party":"office","needed":"12",` +
			`"met":"10","short":"2","lines":[{"period":1,"priority":1,"needed":"12","met":"10",` +
			`"short":"2","reason":"supply"}]}]}`,
		aPlanPath + "/goods": `{"items":[{"good":"ramie","offered":[],"classes":[{"priority":1,` +
			`"needed":"12","met":"10"}]}]}`,
		aPlanPath + "/goods/ramie?at=north&period=1": `{"items":[{"at":"north","period":1,` +
			`"opening":"0","supply":"10","in":"0","use":"0","out":"10","closing":"0"}]}`,
		aPlanPath + "/pairs": `{"items":[{"one":"coop","other":"office","made":false}]}`,
		"/recipes/office/handmade": `{"party":"office","recipe":"handmade","from":"2027-01-01",` +
			`"inputs":[{"good":"ramie","quantity":"1.25"}],"outputs":[{"good":"paper",` +
			`"quantity":"20"}],"base":56}`,
	}
}

// fixes fixes three lines of the settled world.
func (w *world) fixes() {
	w.t.Helper()
	for i := range 3 {
		w.do(li, "office", "fix-line", fmt.Sprintf(`{"horizon":"y2027","good":"ramie",`+
			`"from":"coop","to":"office","period":%d,"quantity":"0","reason":"Dry"}`, i+1))
	}
}

// threeTakers lets the co-operative give ramie to three others, in two periods, and
// leaves some of what they need short.
type threeTakers struct{ oneBalance }

func (m threeTakers) Balanced(ctx context.Context, run string) (*office.Balanced, error) {
	b, err := m.oneBalance.Balanced(ctx, run)
	line, share, short := b.Plan.Lines[0], b.Plan.Shares[0], b.Plan.Shortfalls[0]
	b.Plan.Lines, b.Plan.Shares, b.Plan.Shortfalls = nil, nil, nil
	for i, to := range []hinterland.PartyCode{"farm", "mill", "office"} {
		line.To, line.Quantity = to, hinterland.Quantity(1000+i)
		for p := range 2 {
			line.Period = hinterland.Period(p + 1)
			b.Plan.Lines = append(b.Plan.Lines, line)
		}
		share.Party, share.Needed, share.Met = to, 2500, 1000
		short.Party, short.Quantity = to, 1500
		b.Plan.Shares = append(b.Plan.Shares, share)
		b.Plan.Shortfalls = append(b.Plan.Shortfalls, short)
	}
	b.Plan.Goods[0].Cost = big.NewInt(0)
	return b, err
}

// read reads a list to its end, so many items at a time.
func (p *program) read(path string, limit int) (items []string) {
	p.t.Helper()
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	var part pageAnswer[any]
	for next := apiPath + path + sign + "limit=" + strconv.Itoa(limit); next != ""; {
		part = pageAnswer[any]{}
		p.get(strings.TrimPrefix(next, apiPath)).want(http.StatusOK).into(&part)
		if len(part.Items) > limit {
			p.t.Errorf("%s: %d items at once", next, len(part.Items))
		}
		for _, item := range part.Items {
			items = append(items, fmt.Sprint(item))
		}
		next = part.Next
	}
	return items
}

// TestListsOfAPlanAreReadToTheirEndWithoutGapOrDouble reads them one by one.
func TestListsOfAPlanAreReadToTheirEndWithoutGapOrDouble(t *testing.T) {
	w := newSettledWorld(t)
	w.fixes()
	w.stateRope("3")
	w.office.KeepPlansOf(threeTakers{})
	at := w.as(li).keeps("For three")
	p := w.program(li, "office", plannerPost, "read")
	for path, want := range map[string]int{
		"/plans": 2, "/plans?horizon=y2027&state=proposed": 1, "/plans?state=closed": 0,
		"/plans?state=preliminary": 1,
		at + "/parts":              4,
		at + "/pairs":              3, at + "/pairs?open=true": 3, at + "/pairs?party=mill": 1,
		at + "/lines": 3, at + "/lines?party=coop": 3, at + "/lines?party=mill&good=ramie": 1,
		at + "/lines?good=paper": 0, at + "/lines?party=mill": 1,
		at + "/shares": 3, at + "/shares?party=farm": 1, at + "/shares?good=paper": 0,
		at + "/shares?good=ramie&party=farm": 1,
		at + "/goods":                        1,
		at + "/goods/ramie":                  24, at + "/goods/ramie?by=zone": 24,
		at + "/goods/ramie?by=region": 12, at + "/goods/ramie?by=region&period=2": 1,
		at + "/goods/ramie?at=":           12,
		at + "/goods/ramie?at=liuyang":    0,
		at + "/goods/ramie?period=12":     2,
		"/horizons/y2027/fixings":         3,
		"/recipes":                        2,
		"/recipes?party=office":           1,
		"/recipes?place=north&good=ramie": 1,
		"/recipes?good=ramie&party=coop":  1,
		"/recipes?place=north&good=paper": 1,
	} {
		whole := p.read(path, partAtMost)
		if len(whole) != want {
			t.Errorf("%s has %d items, want %d: %v", path, len(whole), want, whole)
		}
		once := slices.Compact(slices.Sorted(slices.Values(whole)))
		if got := p.read(path, 1); !slices.Equal(got, whole) || len(once) != len(whole) {
			t.Errorf("%s one by one: %v, want %v", path, got, whole)
		}
	}
}

// TestABalanceOfAPlanCloses adds up each row that programs are told, in whole steps.
func TestABalanceOfAPlanCloses(t *testing.T) {
	w := newSettledWorld(t)
	w.office.KeepPlansOf(threeTakers{})
	at := w.as(li).keeps("For three")
	p := w.program(li, "office", plannerPost, "read")
	for _, by := range []string{"place", "zone", "region"} {
		var page pageAnswer[stockAnswer]
		p.get(at + "/goods/ramie?by=" + by).want(http.StatusOK).into(&page)
		used := int64(0)
		for _, s := range page.Items {
			var steps [6]int64
			for i, text := range []string{s.Opening, s.Supply, s.In, s.Use, s.Out, s.Closing} {
				n, err := hinterland.ParseDecimal(text, 3)
				if err != nil {
					t.Fatal(err)
				}
				steps[i] = n
			}
			if steps[0]+steps[1]+steps[2] != steps[3]+steps[4]+steps[5] {
				t.Errorf("%+v does not close", s)
			}
			used += steps[3]
		}
		if used != 6006 {
			t.Errorf("by %s %d are used in all", by, used)
		}
	}
}

// TestAProgramSeesOfAPlanWhatItsPartySees reads it for who plans, for one of its parties
// and for one that has no part in it.
func TestAProgramSeesOfAPlanWhatItsPartySees(t *testing.T) {
	w := newSettledWorld(t)
	secret := w.as(li).keeps("Not yet shown")
	planner := w.program(li, "office", plannerPost, "read")
	coop := w.program(wang, "coop", "10", "read")
	mill := w.program(zhao, "mill", "11", "read")
	planner.get(secret).want(http.StatusOK)
	for _, p := range []*program{coop, mill} {
		for _, path := range []string{
			"", "/parts", "/pairs", "/lines", "/shares", "/goods", "/goods/ramie",
		} {
			there := p.get(secret + path)
			there.refuses(http.StatusNotFound, "plan.unknown")
			none := p.get("/plans/999" + path)
			none.refuses(http.StatusNotFound, "plan.unknown")
			number := strings.TrimPrefix(secret, "/plans/")
			if strings.ReplaceAll(there.body, number, "999") != none.body {
				t.Errorf("%s: %s, and of none %s", path, there.body, none.body)
			}
		}
		if n := len(p.read("/plans", 2)); n != 1 {
			t.Errorf("%d plans are listed", n)
		}
	}
	for p, told := range map[*program]struct {
		priced, cost bool
		pairs        int
	}{planner: {true, true, 1}, coop: {true, false, 1}, mill: {false, false, 0}} {
		lines := p.get(aPlanPath + "/lines").want(http.StatusOK).body
		goods := p.get(aPlanPath + "/goods").want(http.StatusOK).body
		if strings.Contains(lines, "815.5") != told.priced ||
			strings.Contains(lines, "CNY") != told.priced ||
			strings.Contains(goods, "8155") != told.cost {
			t.Errorf("told %s, %s", lines, goods)
		}
		if pairs := p.read(aPlanPath+"/pairs?party=coop", 1); len(pairs) != told.pairs {
			t.Errorf("told of the pairs %v", pairs)
		}
	}
	if pairs := coop.read(aPlanPath+"/pairs?party=mill", 1); len(pairs) != 0 {
		t.Errorf("asked for pairs with another it is told of its own: %v", pairs)
	}
	w.planInForce()
	w.do(li, "office", "draft-by-plan", `{"plan":"`+thePlan+`","one":"coop","other":"office"}`)
	if got := coop.get(aPlanPath + "/pairs").body; !strings.Contains(got, `"made":true,"agr`) {
		t.Errorf("told %s", got)
	}
	coop.get("/horizons/y2027/fixings").refuses(http.StatusForbidden, "run.denied")
	coop.get("/recipes/office/none").refuses(http.StatusNotFound, "recipe.unknown")
}

func TestWhatNoPlanAnswersIsRefused(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", plannerPost, "read")
	for path, want := range map[string]string{
		"/plans?after=x":                         "400 query.after",
		"/plans?horizon=none":                    "404 horizon.unknown",
		"/plans?state=proposd":                   "400 query.choice",
		aPlanPath + "/pairs?party=nobody":        "404 party.unknown",
		aPlanPath + "/lines?party=nobody":        "404 party.unknown",
		aPlanPath + "/shares?good=nothing":       "404 good.unknown",
		"/recipes?party=nobody":                  "404 party.unknown",
		"/recipes?place=mars":                    "404 place.unknown",
		"/agreements?with=nobody":                "404 party.unknown",
		"/account?with=nobody":                   "404 party.unknown",
		"/cases?owner=nobody":                    "404 party.unknown",
		"/cases?kind=nonsense":                   "400 query.choice",
		"/scopes?good=nothing":                   "404 good.unknown",
		"/horizons/y2027/statements?class=none":  "400 query.class",
		"/horizons/y2027/statements?kind=wish":   "400 query.kind",
		"/plans?sort=title":                      "400 query.unknown",
		"/plans/x":                               "404 page.unknown",
		"/plans/999":                             "404 plan.unknown",
		aPlanPath + "/parts?after=nobody":        "400 query.after",
		aPlanPath + "/pairs?after=coop":          "400 query.after",
		aPlanPath + "/pairs?after=a+b+c":         "400 query.after",
		aPlanPath + "/pairs?open=maybe":          "400 query.truth",
		aPlanPath + "/lines?after=ramie+coop":    "400 query.after",
		aPlanPath + "/lines?limit=0":             "400 query.limit",
		aPlanPath + "/lines?place=north":         "400 query.unknown",
		aPlanPath + "/shares?after=ramie":        "400 query.after",
		aPlanPath + "/goods?after=gold":          "400 query.after",
		aPlanPath + "/goods/gold":                "404 page.unknown",
		aPlanPath + "/goods/ramie?by=party":      "400 query.by",
		aPlanPath + "/goods/ramie?at=mars":       "404 place.unknown",
		aPlanPath + "/goods/ramie?by=zone&at=a":  "404 zone.unknown",
		aPlanPath + "/goods/ramie?period=0":      "400 query.period",
		aPlanPath + "/goods/ramie?period=13":     "400 query.period",
		aPlanPath + "/goods/ramie?period=":       "400 query.period",
		aPlanPath + "/goods/ramie?period=one":    "400 query.period",
		aPlanPath + "/goods/ramie?after=north":   "400 query.after",
		aPlanPath + "/goods/ramie?after=north+x": "400 query.after",
		"/horizons/y2027/fixings?after=ramie":    "400 query.after",
		"/horizons/y2027/fixings?after=a+b+c+d":  "400 query.after",
		"/horizons/none/fixings":                 "404 horizon.unknown",
		"/recipes?after=office":                  "400 query.after",
		"/recipes/coop/handmade":                 "404 recipe.unknown",
	} {
		status, code, _ := strings.Cut(want, " ")
		n, _ := strconv.Atoi(status)
		p.get(path).refuses(n, code)
	}
}

// TestALetGoLineLeavesNoGapInWhatIsFixed lets the line go behind which a program goes on.
func TestALetGoLineLeavesNoGapInWhatIsFixed(t *testing.T) {
	w := newSettledWorld(t)
	w.fixes()
	p := w.program(li, "office", plannerPost, "act")
	var page pageAnswer[fixingAnswer]
	p.get("/horizons/y2027/fixings?limit=1").want(http.StatusOK).into(&page)
	f := page.Items[0]
	p.act("unfix-line", fmt.Sprintf(`{"horizon":"y2027","good":"ramie","from":"coop",`+
		`"to":"office","period":%d,"base":%d}`, f.Period, f.Base), "k").want(http.StatusCreated)
	next := strings.TrimPrefix(page.Next, apiPath)
	page = pageAnswer[fixingAnswer]{}
	p.get(next).want(http.StatusOK).into(&page)
	if len(page.Items) != 1 || page.Items[0].Period != f.Period+1 || page.Items[0].Reason != "Dry" {
		t.Errorf("behind %+v comes %+v", f, page.Items)
	}
}

// TestWhoMayNotSeeRunsIsToldTheSameOfAnyRun asks for one that is there and for none.
func TestWhoMayNotSeeRunsIsToldTheSameOfAnyRun(t *testing.T) {
	w := newSettledWorld(t)
	same := strings.NewReplacer("runs/none", "runs/sample", "runs%2Fnone", "runs%2Fsample")
	for _, who := range []string{wang, zhao} {
		for _, path := range []string{"", "/events", "/tables.zip", "/goods/ramie", "/goods/gold"} {
			there := w.as(who).get("/runs/sample" + path).want(http.StatusForbidden)
			none := w.as(who).get("/runs/none" + path).want(http.StatusForbidden)
			if there.body != same.Replace(none.body) {
				t.Errorf("%s is told apart by whether the run is there", path)
			}
		}
	}
	w.as(li).get("/runs/none/goods/ramie").want(http.StatusNotFound)
}
