package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

// TestAGoodAndItsRecipesLeadToOneAnother goes from a good of a plan to what
// is made of it and what it is made of, and back.
func TestAGoodAndItsRecipesLeadToOneAnother(t *testing.T) {
	w := newSettledWorld(t)
	b, at := w.as(li), aPlanPath+"/goods/ramie"
	b.get(at).says("What is made of it, by recipes", "County office Ramie 1.25 t Paper 20 t",
		"Recipes of this good").hides("What it is made of, by recipes").
		leads("/parties/office", at, "/recipes?good=paper", "/recipes?good=ramie",
			aPlanPath+"/network?good=ramie")
	b.get("/runs/sample/goods/ramie").says("What is made of it, by recipes").
		leads("/recipes?good=ramie").hides("/network")
	w.stateRope("3")
	b.get(at).says("What it is made of, by recipes", "Ramie co-op Paper")
	b.get(aPlanPath+"/network").leads(at, "/recipes?party=office")
	b.get("/recipes").leads("/recipes?good=ramie", "/recipes?good=paper")
	b.get("/goods").leads("/recipes?good=ramie")
	b.in("zh-CN").get(at).says("按配方：用于制成", "按配方：由何制成")
}

// TestRecipesThatDoNotHoldInTheHorizonAreNotThoseOfItsGoods lets the only
// one end before.
func TestRecipesThatDoNotHoldInTheHorizonAreNotThoseOfItsGoods(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	b.fill("/recipes/office/handmade/details", sendButton, "from", "2026-01-01",
		"last", "2026-12-31").want(http.StatusSeeOther)
	b.get(aPlanPath+"/goods/ramie").want(http.StatusOK).hides("by recipes", "Recipes of this good")
}

// TestAGoodOfManyRecipesLeadsToAllOfThem states one more than the page lists.
func TestAGoodOfManyRecipesLeadsToAllOfThem(t *testing.T) {
	w := newSettledWorld(t)
	for i := range goodRows {
		w.do(li, "office", "state-recipe", `{"party":"office","recipe":"r`+
			hinterland.FormatDecimal(int64(i), 0)+`","from":"2027-01-01",`+
			`"inputs":[{"good":"ramie","quantity":"1"}],`+
			`"outputs":[{"good":"paper","quantity":"20"}]}`)
	}
	p := w.as(li).get(aPlanPath + "/goods/ramie").says("More recipes of this good")
	if n := strings.Count(p.body, ">Paper</a> 20 t"); n != goodRows {
		t.Errorf("%d recipes are listed", n)
	}
}
