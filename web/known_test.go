package web

import (
	"net/http"
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
