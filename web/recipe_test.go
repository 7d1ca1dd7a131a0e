package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// recipeSamples are addresses for the routes of recipes.
func recipeSamples() map[string]string {
	return map[string]string{
		"/recipes":                        "/recipes?good=ramie",
		"/recipes/new":                    "/recipes/new",
		"/plans/{id}/network":             aPlanPath + "/network",
		"/recipes/{party}/{code}/details": "/recipes/office/handmade/details",
		"/recipes/{party}/{code}/end":     "/recipes/office/handmade/end",
	}
}

// fullRecipe fills in each line that a form of a recipe shows at first, so that none is
// closed up.
func fullRecipe() (typed []string) {
	for _, side := range recipeSides() {
		for i, good := range []string{"ramie", "paper", "ramie"} {
			stem := side.stem + strconv.Itoa(i+1)
			typed = append(typed, stem+".good", good, stem+".quantity", "1")
		}
	}
	return typed
}

func TestARecipeIsStatedChangedAndWithdrawnOnPages(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	b.get("/recipes").leads("/recipes/new", "/parties/office").
		says("Ramie 1.25 t", "Paper 20 t", "handmade").hides("/recipes/office/")
	filled := func(more ...string) *page {
		return b.fill("/recipes/new", sendButton, append([]string{
			"recipe", "rope", "from", "2027-02-01", "capacity", "2.5",
			"inputs.1.good", "paper", "inputs.1.quantity", "1,000",
			"outputs.2.good", "ramie", "outputs.2.quantity", "0.5",
		}, more...)...)
	}
	bad := filled("outputs.2.quantity", "0.0005", "recipe", "two words", "outputs.1.good", "paper")
	for _, field := range []string{
		"recipe", "outputs.1.quantity", "outputs.1.good",
	} {
		if bad.faults()[field] == "" {
			t.Errorf("nothing is told at %s: %v", field, bad.faults())
		}
	}
	p := filled().want(http.StatusSeeOther)
	b.follow(p).says("Paper 1,000 t", "Ramie 0.5 t", "2.5", "rope").
		leads("/recipes/coop/rope/details", "/recipes/coop/rope/end")
	if again := filled().faults()["recipe"]; !strings.Contains(again, "already") {
		t.Errorf("a code that is taken: %q", again)
	}
	more := b.fill("/recipes/coop/rope/details", "add-inputs")
	if !strings.Contains(more.body, `name="inputs.4.good"`) {
		t.Error("there is no room for more goods")
	}
	p = b.fill("/recipes/coop/rope/details", sendButton, "last", "2027-12-31", "capacity", "",
		"inputs.1.quantity", "900").want(http.StatusSeeOther)
	b.follow(p).says("Paper 900 t", "2027").hides("Paper 1,000 t")
	b.get("/journal").says("state a recipe")
	p = b.fill("/recipes/coop/rope/end", sendButton).want(http.StatusSeeOther)
	b.follow(p).hides("Paper 900 t")
	b.get("/recipes/coop/rope/end").want(http.StatusNotFound)
}

// TestWhoIsSecondWithARecipeSeesWhatTheOtherHasStated changes a recipe while somebody
// else has its form open.
func TestWhoIsSecondWithARecipeSeesWhatTheOtherHasStated(t *testing.T) {
	w := newSettledWorld(t)
	b, path := w.as(li), "/recipes/office/handmade/details"
	open := b.get(path).want(http.StatusOK)
	b.fill(path, sendButton, "inputs.1.quantity", "1.5").want(http.StatusSeeOther)
	late := b.press(path, open.form(), sendButton, "outputs.1.quantity", "21")
	late.want(http.StatusConflict)
	late.says("1.5")
	late = b.press(path, late.form(), sendButton).want(http.StatusSeeOther)
	b.follow(late).says("Paper 21 t", "Ramie 1.25 t")
}

// TestAPreviewAndTheJournalTellARecipeInWords looks at it before and after.
func TestAPreviewAndTheJournalTellARecipeInWords(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang).in("zh-CN")
	typed := []string{
		"recipe", "rope", "from", "2027-02-01", "capacity", "2.5",
		"inputs.1.good", "paper", "inputs.1.quantity", "3",
		"outputs.1.good", "ramie", "outputs.1.quantity", "0.5",
	}
	before := w.entries()
	b.fill("/recipes/new", previewButton, typed...).want(http.StatusOK).
		says("苎麻合作社 · rope", "每日批数", "2.5", "投入", "产出", "3 t", "0.5 t")
	if got := w.entries(); got != before {
		t.Errorf("the preview makes %d entries", got-before)
	}
	done := b.fill("/recipes/new", sendButton, typed...).want(http.StatusSeeOther)
	b.follow(done).says("配方已申报")
	_, entry, _ := strings.Cut(done.header.Get("Location"), "done=")
	b.get("/journal/"+entry).says("申报配方", "每日批数", "2.5", "苎麻", "0.5 t")
	undo := b.fill("/journal/"+entry+"/undo", sendButton).want(http.StatusSeeOther)
	b.follow(undo)
	b.get("/recipes").hides("rope")
}

func TestRecipesAreFiltered(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	for query, shown := range map[string]bool{
		"": true, "?good=ramie": true, "?good=paper": true, "?good=seedling": false,
		"?party=office": true, "?party=coop": false, "?place=liuyang": false,
		"?after=office handmade": false, "?after=office+a": true,
	} {
		body := b.get("/recipes" + strings.ReplaceAll(query, " ", "+")).body
		if strings.Contains(body, "<code>handmade</code>") != shown {
			t.Errorf("%s: shown %v", query, !shown)
		}
	}
	if !b.get("/parties/coop").links()["/recipes?party=coop"] {
		t.Error("a party does not lead to its recipes")
	}
	table := b.get("/recipes.csv").want(http.StatusOK).body
	if !strings.Contains(table, "handmade") || !strings.Contains(table, "1.25") {
		t.Errorf("the table says %s", table)
	}
}

func TestWhereNothingIsPlannedNoPartyLeadsToRecipes(t *testing.T) {
	newWorld(t).as(wang).get("/parties/coop").want(http.StatusOK).hides("/recipes")
}

// TestRecipesAreChangedByTheirPartyOrWhereNobodyIsByTheOffice states one for each, and
// looks who is led to change it.
func TestRecipesAreChangedByTheirPartyOrWhereNobodyIsByTheOffice(t *testing.T) {
	w := newSettledWorld(t)
	w.as(li).get("/recipes").hides("made of one another")
	w.stateRope("3")
	w.as(li).get("/recipes").says("made of one another", "Paper ↔ Ramie")
	w.do(li, "office", "state-recipe", `{"party":"farm","recipe":"retted",`+
		`"from":"2027-01-01","inputs":[{"good":"paper","quantity":"1"}],`+
		`"outputs":[{"good":"ramie","quantity":"2"}]}`)
	speaker := w.newLiaison()
	for person, may := range map[string][]string{
		li: {"office/handmade", "farm/retted"}, wang: {"coop/rope"}, speaker: nil,
	} {
		b := w.as(person)
		list := b.get("/recipes").says("handmade", "rope", "retted")
		for _, recipe := range []string{"office/handmade", "farm/retted", "coop/rope"} {
			led, status := false, http.StatusForbidden
			for _, own := range may {
				if own == recipe {
					led, status = true, http.StatusOK
				}
			}
			for _, what := range []string{"/details", "/end"} {
				if strings.Contains(list.body, `"/recipes/`+recipe+what+`"`) != led {
					t.Errorf("%s is led to %s of %s: %v", person, what, recipe, !led)
				}
				b.get("/recipes/" + recipe + what).want(status)
			}
		}
	}
	if p := w.as(speaker).get("/recipes"); strings.Contains(p.body, `"/recipes/new"`) {
		t.Error("who may not state a recipe is led to")
	}
}

func TestAFormOfARecipeHasRoomForAsManyGoodsAsThereMayBe(t *testing.T) {
	b := newSettledWorld(t).as(wang)
	p := b.get("/recipes/new")
	for range 14 {
		p = b.press("/recipes/new", p.form(), "add-outputs")
	}
	if !strings.Contains(p.body, `"outputs.42.good"`) || strings.Contains(p.body, "outputs.43.") {
		t.Error("there is room for another number of goods")
	}
	if strings.Contains(p.body, `"inputs.4.good"`) {
		t.Error("the other side is given room too")
	}
}
