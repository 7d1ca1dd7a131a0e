package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland/lang"
)

// TestAGoodIsNarrowedToNothingThatIsNot asks the page of a good of a plan
// and of a run, and their pictures, for what there is not: nobody is to take
// the answer for one about somewhere else.
func TestAGoodIsNarrowedToNothingThatIsNot(t *testing.T) {
	w := newFlowWorld(t)
	b := w.as(li)
	for query, says := range map[string]string{
		"?by=place&at=nowhere": "There is no place nowhere. Register it first",
		"?by=zone&at=nowhere":  "There is no zone nowhere.",
		"?at=north":            "There is no zone north.", // by zone, where there are some
		"?by=party":            `"party" is no choice of By. Choose one of these, or leave it out`,
		"?period=99":           "The horizon has no period 99. Use a whole number from 1 to 12",
		"?period=0":            "The horizon has no period 0.",
		"?period=January":      "The horizon has no period January.",
	} {
		for _, at := range []string{aPlanPath, "/runs/sample"} {
			for _, page := range []string{"", "/flows"} {
				p := b.get(at + "/goods/ramie" + page + query)
				if p.status != http.StatusNotFound && p.status != http.StatusUnprocessableEntity {
					t.Errorf("%s%s%s: %d", at, page, query, p.status)
				}
				p.says(says)
			}
		}
	}
	zh := b.in("zh-CN")
	zh.get(aPlanPath+"/goods/ramie?period=99").says("没有第“99”期", "请填 1 至 12 之间的整数")
	zh.get(aPlanPath+"/goods/ramie?by=party").says("“分列方式”没有“party”这一选项", "县市")
	b.get(aPlanPath + "/goods/ramie?at=&by=&period=").want(http.StatusOK)
}

// TestByZoneIsNoChoiceWhereThereIsNone asks by zone in a region without.
func TestByZoneIsNoChoiceWhereThereIsNone(t *testing.T) {
	g := &goodPlan{planPage: &planPage{ask: &ask{say: lang.For(lang.English)}}}
	if by := g.by(); len(by.Options) != 1 || by.Value != "place" {
		t.Errorf("it is told by %+v", by)
	}
}

// TestNoPageIsNarrowedToNothingThatIsNot asks pages and tables for what there is not,
// and for what there is.
func TestNoPageIsNarrowedToNothingThatIsNot(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	for target, says := range map[string]string{
		"/plans?horizon=y1999":                  "There is no horizon y1999.",
		aPlanPath + "?party=nobody":             "There is no party nobody.",
		aPlanPath + "/moves?with=99":            "cannot be compared with plan 99.",
		aPlanPath + "/moves?with=former":        "cannot be compared with plan former.",
		aPlanPath + "/moves.csv?with=99":        "Choose another plan of the same horizon",
		aPlanPath + "/network?good=nothing":     "There is no good nothing.",
		aPlanPath + "/network?zone=nowhere":     "There is no zone nowhere.",
		aPlanPath + "/network.csv?zone=nowhere": "There is no zone nowhere.",
		"/runs?horizon=y1999":                   "There is no horizon y1999.",
		"/agreements?with=nobody":               "There is no party nobody.",
		"/scopes?good=nothing":                  "There is no good nothing.",
		"/scopes?place=mars":                    "There is no place mars.",
		"/scopes?year=1900":                     `no scopes of a year "1900". Use a year from`,
		"/scopes?year=2199":                     "from 1901 to 2198, or leave it out.",
		"/scopes.csv?year=soon":                 `no scopes of a year "soon".`,
		"/recipes?party=nobody":                 "There is no party nobody.",
		"/recipes.csv?place=mars":               "There is no place mars.",
		"/horizons/y2027/statements/new?kind=w": `There is no kind "w" here. Use offer or need.`,
		"/horizons/y2027?kind=wish":             `There is no kind "wish" here. Use offer or need.`,
		"/horizons/y2027?place=mars":            "There is no place mars.",
		"/horizons/y2027?class=none":            `No good is of the class "none".`,
		"/horizons/y2027/statements.csv?good=n": "There is no good n.",
		"/cases?kind=nonsense":                  `"nonsense" is no choice of Kind.`,
		"/cases?whose=ours":                     `"ours" is no choice of`,
		"/cases.csv?state=open":                 `"open" is no choice of State.`,
		"/search?q=ramie&in=everything":         `"everything" is no choice of Kind.`,
		"/import?horizon=y1999":                 "There is no horizon y1999.",
		"/import/template.xlsx?noun=wishes":     `"wishes" is no choice of Kind.`,
		"/import/template.xlsx?horizon=y1999":   "There is no horizon y1999.",
		"/places/north?other=mars":              "There is no place mars.",
	} {
		p := b.get(target)
		if p.status != http.StatusNotFound && p.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", target, p.status)
		}
		p.says(says)
	}
	for _, target := range []string{
		"/plans?horizon=y2027", aPlanPath + "?party=mill", "/runs?horizon=y2027",
		aPlanPath + "/network?good=paper&zone=", "/agreements?with=coop",
		"/scopes?good=ramie&place=north&year=2026&day=", "/recipes?party=&good=ramie",
		"/horizons/y2027?kind=need&class=&party=coop", "/cases?state=all&kind=&whose=mine",
		"/search?q=ramie&in=goods", "/import?horizon=y2027", "/places/north?other=",
	} {
		b.get(target).want(http.StatusOK)
	}
	for year, at := range map[string]string{
		"1901": "/scopes?year=1900", "2198": "/scopes?year=2199",
	} {
		if p := b.get("/scopes?year=" + year).want(http.StatusOK); strings.Contains(p.body, at) {
			t.Errorf("the calendar of %s leads to one that there is not", year)
		}
	}
	zh := b.in("zh-CN")
	zh.get("/cases?kind=nonsense").says("没有“nonsense”这一选项", "请从以下选项中选择，或不填")
	zh.get(aPlanPath+"/moves?with=99").says("本计划不能与计划 99 比较", "同一计划期间的另一计划")
	zh.get("/scopes?year=1900").says("1901 至 2198")
}

// TestAPlanIsComparedWithOneOfItsHorizon compares it with itself, and with one that
// was kept since.
func TestAPlanIsComparedWithOneOfItsHorizon(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	later := b.keeps("Later")
	_, id, _ := strings.Cut(aPlanPath, "/plans/")
	b.get(later + "/moves?with=" + id).want(http.StatusOK).leads(aPlanPath)
	b.get(aPlanPath + "/moves?with=" + id).want(http.StatusUnprocessableEntity)
	w.as(wang).get(aPlanPath + "/moves?with=" + strings.TrimPrefix(later, "/plans/")).
		want(http.StatusUnprocessableEntity) // which is seen by who plans
}
