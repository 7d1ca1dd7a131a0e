package web

import (
	"net/http"
	"net/url"
	"strings"

	"hinterland"
	"hinterland/office"
	"hinterland/workbook"
)

// Recipes are everybody's to see, as what is offered and needed is: whoever
// supplies a factory has to know what it makes. What a recipe asks of a
// plan stands with the plan.

// A recipeList is what parties make of what, as the page shows it.
type recipeList struct {
	Fields   []field // that narrow the list
	Rows     []recipeRow
	Loops    []string // goods that are made of one another, however many recipes are shown
	Next     string
	LinksFor string // the address whose tables can be had
	Plans    string // where it is seen which plan rests on which recipes
}

// A recipeRow is a recipe in the list.
type recipeRow struct {
	Party, PartyPath string
	Code             string
	Takes, Makes     []portionRow
	Capacity, Term   string
	Change, End      string // where it is stated anew or withdrawn; empty to who may not
}

// recipePath is where a recipe is stated anew, or withdrawn.
func recipePath(key hinterland.RecipeKey, what string) string {
	return pathOf("/recipes/", key.Party) + pathOf("/", key.Code) + "/" + what
}

// recipesPath is the address of the recipes that have to do with something.
func recipesPath(name, value string) string {
	return "/recipes" + queryOf(url.Values{name: {value}})
}

// recipeWish is what an address asks for of recipes, and the same in words
// of one. It refuses a party, good or place that is none.
func (a *ask) recipeWish(limit int) (q hinterland.RecipeQuery, asked url.Values, err error) {
	asked = url.Values{}
	get := func(name string) string {
		value := strings.TrimSpace(a.r.Form.Get(name))
		if value != "" {
			asked.Set(name, value)
		}
		return value
	}
	q = hinterland.RecipeQuery{
		Party: hinterland.PartyCode(get("party")), Good: hinterland.GoodCode(get("good")),
		Place: hinterland.PlaceCode(get("place")), Limit: limit,
	}
	party, code, _ := strings.Cut(a.r.Form.Get("after")+a.r.Form.Get("before"), " ")
	q.After = hinterland.RecipeKey{
		Party: hinterland.PartyCode(party), Code: hinterland.RecipeCode(code),
	}
	return q, asked, a.known(asked, "party", "good", "place")
}

// recipeMark writes into an address how far recipes have been read. Codes
// have no spaces.
func recipeMark(r *office.KnownRecipe) string { return string(r.Party) + " " + string(r.Code) }

// listRecipes shows who makes what of what.
func listRecipes(a *ask) error {
	return a.view(func(v *office.View) error {
		q, asked, err := a.recipeWish(rowsAtOnce + 1)
		if err != nil {
			return err
		}
		found, err := v.Recipes(q)
		if err != nil {
			return err
		}
		body := &recipeList{LinksFor: "/recipes" + queryOf(asked), Plans: "/plans"}
		if len(found) > rowsAtOnce {
			found = found[:rowsAtOnce]
			next := url.Values{"after": {recipeMark(&found[rowsAtOnce-1])}}
			for name, values := range asked {
				next[name] = values
			}
			body.Next = "/recipes" + queryOf(next)
		}
		n, err := a.recipeNames(found)
		if err != nil {
			return err
		}
		if body.Rows, err = a.recipeRows(n, found); err != nil {
			return err
		}
		if body.Loops, err = a.recipeLoops(n); err != nil {
			return err
		}
		if body.Fields, err = (&draft{ask: a, typed: asked}).whereFields(); err != nil {
			return err
		}
		of := office.RecipeBody{Party: v.Actor().Party}
		a.offer(&office.StateRecipe{RecipeBody: of}, action{
			Path: "/recipes/new", Text: a.say.Say("web.recipe.new", nil), Main: true,
		})
		return a.show(http.StatusOK, "recipes", a.say.Say("web.recipes", nil), body)
	})
}

// recipeLoops word the loops that all recipes of the region make, filtered
// or not: a loop is rarely a mistake, since what is left over goes back
// into what it comes from, but whoever reckons with recipes has to know of
// it.
func (a *ask) recipeLoops(n *names) (loops []string, err error) {
	known, err := a.v.Recipes(hinterland.RecipeQuery{Limit: rowsInTable})
	all := make([]hinterland.Recipe, len(known))
	for i := range known {
		all[i] = known[i].Recipe
	}
	for _, loop := range hinterland.RecipeLoops(all) {
		texts := make([]string, len(loop))
		for i, good := range loop {
			texts[i] = n.goodName(good)
		}
		loops = append(loops, strings.Join(texts, " ↔ "))
	}
	return loops, err
}

// recipeNames are what goods and the parties of recipes are called.
func (a *ask) recipeNames(found []office.KnownRecipe) (*names, error) {
	var parties []hinterland.PartyCode
	for i := range found {
		parties = append(parties, found[i].Party)
	}
	return a.names(a.v, parties...)
}

func (a *ask) recipeRows(n *names, found []office.KnownRecipe) ([]recipeRow, error) {
	var parties []hinterland.PartyCode
	for i := range found {
		parties = append(parties, found[i].Party)
	}
	err := a.v.Foresee(parties...)
	rows := make([]recipeRow, len(found))
	for i := range found {
		r := &found[i]
		rows[i] = recipeRow{
			Party: n.party(r.Party), PartyPath: partyPath(r.Party), Code: string(r.Code),
			Takes:    a.portionRows(n, r.Inputs, recipesOf),
			Makes:    a.portionRows(n, r.Outputs, recipesOf),
			Capacity: a.capacity(r.Capacity), Term: a.term(r.Term.From, r.Term.Last()),
		}
		body := office.RecipeBody{Party: r.Party, Recipe: r.Code}
		if a.may(&office.StateRecipe{RecipeBody: body}) {
			rows[i].Change = recipePath(r.Key(), "details")
			rows[i].End = recipePath(r.Key(), "end")
		}
	}
	return rows, err
}

// portions word what a batch takes, or gives: goods with quantities, in an
// order that both languages have.
func (a *ask) portions(n *names, portions []hinterland.Portion) string {
	texts := make([]string, len(portions))
	for i, p := range portions {
		of := n.good(p.Good)
		texts[i] = n.goodName(p.Good) + " " + quantity(a.say, p.Quantity, of.Decimals) + " " +
			of.Unit
	}
	return strings.Join(texts, " + ")
}

// capacity words how many batches are made in a day. What is not said is
// told by a dash, so that nobody takes it for nothing at all.
func (a *ask) capacity(steps int64) string {
	if steps == 0 {
		return "–"
	}
	return a.say.Number(trimmed(hinterland.FormatDecimal(steps, hinterland.BatchPlaces)))
}

// recipeTables are recipes for spreadsheet programs: a row for each good.
func (a *ask) recipeTables(v *office.View) (string, []workbook.Table, error) {
	q, _, err := a.recipeWish(a.rows + 1)
	if err != nil {
		return "", nil, err
	}
	found, err := v.Recipes(q)
	if err != nil {
		return "", nil, err
	}
	more := len(found) > a.rows
	found = found[:min(len(found), a.rows)]
	n, err := a.recipeNames(found)
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.recipes", "column.party_code", "word.party", "row.recipe",
		"web.terms.from", "web.terms.last", "column.capacity", "column.side",
		"column.good_code", "word.good", "word.quantity", "word.unit")
	for i := range found {
		r := &found[i]
		capacity := workbook.Cell{}
		if r.Capacity > 0 {
			capacity = workbook.Number(hinterland.FormatDecimal(r.Capacity,
				hinterland.BatchPlaces), hinterland.BatchPlaces)
		}
		for side, portions := range [][]hinterland.Portion{r.Inputs, r.Outputs} {
			for _, p := range portions {
				of := n.good(p.Good)
				t.Rows = append(t.Rows, []workbook.Cell{
					workbook.Text(string(r.Party)), workbook.Text(n.party(r.Party)),
					workbook.Text(string(r.Code)), workbook.Day(int(r.Term.From)),
					dayCell(r.Term.Last()), capacity, workbook.Text(a.side(side > 0)),
					workbook.Text(string(p.Good)), workbook.Text(n.goodName(p.Good)),
					amountCell(p.Quantity, &of), workbook.Text(of.Unit),
				})
			}
		}
	}
	if more {
		a.cut(&t, a.rows, recipeMark(&found[len(found)-1]))
	}
	return "recipes", []workbook.Table{t}, nil
}

// side words whether a good is made or taken.
func (a *ask) side(made bool) string {
	if made {
		return a.say.Say("side.output", nil)
	}
	return a.say.Say("side.input", nil)
}
