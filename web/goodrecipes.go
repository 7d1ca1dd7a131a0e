package web

import (
	"net/url"

	"hinterland"
	"hinterland/office"
)

// A good comes from somewhere and goes into something. Recipes say of what
// it is made and what is made of it, plans who gives it to whom: on the
// page of a good both stand beside one another, and every good in a recipe
// leads on.

// A portionRow is a good on one side of a recipe, and where it leads.
type portionRow struct{ Path, Good, Quantity string }

// portionRows are one side of a recipe, in the order of both languages. A
// good leads to where path says.
func (a *ask) portionRows(
	n *names, portions []hinterland.Portion, path func(hinterland.GoodCode) string,
) []portionRow {
	rows := make([]portionRow, len(portions))
	for i, p := range portions {
		of := n.good(p.Good)
		rows[i] = portionRow{
			path(p.Good), n.goodName(p.Good),
			quantity(a.say, p.Quantity, of.Decimals) + " " + of.Unit,
		}
	}
	return rows
}

// recipesOf is where the recipes are that a good has to do with.
func recipesOf(good hinterland.GoodCode) string { return recipesPath("good", string(good)) }

// A goodRecipes is the recipes that make a good, and those that take it.
type goodRecipes struct {
	Made, Taken []recipeRow
	All         string // where all recipes of the good are
	More        bool   // more than those that are listed
	Network     string // where it is seen who supplies them; empty where nobody knows
}

// recipes lay out which recipes make the good and which take it, of those
// that hold in the horizon on some day; nil where there is none. The page
// lists as many as others do.
func (g *goodPlan) recipes() (*goodRecipes, error) {
	found, err := g.v.Recipes(hinterland.RecipeQuery{Good: g.code, Limit: goodRows + 1})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	list := &goodRecipes{All: recipesOf(g.code), More: len(found) > goodRows}
	found = found[:min(len(found), goodRows)]
	var parties []hinterland.PartyCode
	for i := range found {
		parties = append(parties, found[i].Party)
	}
	if err := g.n.learn(parties); err != nil {
		return nil, err
	}
	held := hinterland.Term{From: g.horizon.From, To: g.horizon.Last() + 1}
	for i := range found {
		r := &found[i]
		if !r.Term.Overlaps(held) {
			continue
		}
		if r.Makes(g.code) {
			list.Made = append(list.Made, g.recipe(r))
		}
		if r.Takes(g.code) {
			list.Taken = append(list.Taken, g.recipe(r))
		}
	}
	if len(list.Made)+len(list.Taken) == 0 && !list.More {
		return nil, nil
	}
	if g.kept {
		list.Network = g.base + "/network" + queryOf(url.Values{"good": {string(g.code)}})
	}
	return list, nil
}

// recipe lays one out. Its goods lead to their pages in the same plan, and
// else to the recipes that they have to do with.
func (g *goodPlan) recipe(r *office.KnownRecipe) recipeRow {
	path := func(good hinterland.GoodCode) string {
		if g.planned[good] {
			return goodPath(g.base, good)
		}
		return recipesOf(good)
	}
	return recipeRow{
		Party: g.n.party(r.Party), PartyPath: partyPath(r.Party), Code: string(r.Code),
		Takes: g.portionRows(g.n, r.Inputs, path), Makes: g.portionRows(g.n, r.Outputs, path),
		Capacity: g.capacity(r.Capacity), Term: g.term(r.Term.From, r.Term.Last()),
	}
}
