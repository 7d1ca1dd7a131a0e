package store

import (
	"fmt"
	"slices"

	"hinterland"
)

func recipes() table[hinterland.Recipe] {
	return table[hinterland.Recipe]{
		name:    "recipe",
		columns: []string{"party", "code", "from_day", "to_day", "capacity"},
		keys:    2,
		fields: func(r *hinterland.Recipe) []any {
			return []any{&r.Party, &r.Code, &r.Term.From, &r.Term.To, &r.Capacity}
		},
	}
}

// A recipeGood is what a batch of a recipe takes or gives of a good.
type recipeGood struct {
	of   hinterland.RecipeKey
	side string
	hinterland.Portion
}

// The sides of a recipe, as the database has them: a check holds that there is no
// third, and the key that no good is on both.
const (
	inputSide  = "input"
	outputSide = "output"
)

func recipeGoods() table[recipeGood] {
	return table[recipeGood]{
		name:    "recipe_good",
		columns: []string{"party", "recipe", "good", "side", "quantity"},
		keys:    3,
		fields: func(g *recipeGood) []any {
			return []any{&g.of.Party, &g.of.Code, &g.Good, &g.side, &g.Quantity}
		},
	}
}

// goodsOf are the rows of both sides of a recipe.
func goodsOf(r *hinterland.Recipe) []recipeGood {
	var rows []recipeGood
	for _, p := range r.Inputs {
		rows = append(rows, recipeGood{r.Key(), inputSide, p})
	}
	for _, p := range r.Outputs {
		rows = append(rows, recipeGood{r.Key(), outputSide, p})
	}
	return rows
}

// withGoods fills in both sides of recipes. It reads those of all their parties, of
// whom each has few, by the beginning of the key, and passes over the others.
func (t *tx) withGoods(found []hinterland.Recipe) error {
	if len(found) == 0 {
		return nil
	}
	at, parties := map[hinterland.RecipeKey]int{}, []hinterland.PartyCode(nil)
	for i := range found {
		at[found[i].Key()] = i
		parties = append(parties, found[i].Party)
	}
	rows, err := find(t, recipeGoods(), t.among("party", "text"),
		listed(slices.Compact(parties)))
	for _, g := range rows {
		i, asked := at[g.of]
		switch {
		case !asked:
		case g.side == inputSide:
			found[i].Inputs = append(found[i].Inputs, g.Portion)
		default:
			found[i].Outputs = append(found[i].Outputs, g.Portion)
		}
	}
	return err
}

// HoldRecipe implements hinterland.RecipeBook.
func (t *tx) HoldRecipe(key hinterland.RecipeKey) (hinterland.Recipe, error) {
	in := recipes()
	found, err := scan(t, in, in.selectSQL("party = $2 AND code = $3")+t.dialect.forUpdate,
		[]any{key.Party, key.Code})
	if err == nil {
		err = t.withGoods(found)
	}
	return only(found, err, "recipe.unknown", string(key.Code))
}

// Recipes implements hinterland.RecipeBook.
func (t *tx) Recipes(by hinterland.RecipeQuery) ([]hinterland.Recipe, error) {
	q, in := &question{}, recipes()
	in.columns = prefixed("r.", in.columns)
	q.WriteString("recipe r WHERE r.region = $1")
	q.and("r.party >= %s AND (r.party > %s OR r.code > %s)", by.After.Party, by.After.Party,
		by.After.Code)
	if by.Party != "" {
		q.and("r.party = %s", by.Party)
	}
	if by.Good != "" {
		q.WriteString(" AND EXISTS (SELECT 1 FROM recipe_good g CROSS JOIN good n " +
			"WHERE g.region = $1 AND g.party = r.party AND g.recipe = r.code " +
			"AND n.region = $1 AND n.code = g.good")
		q.under("n.path", hinterland.GoodTree, string(by.Good))
		q.WriteString(")")
	}
	if by.Place != "" {
		q.WriteString(" AND EXISTS (SELECT 1 FROM party p CROSS JOIN place n " +
			"WHERE p.region = $1 AND p.code = r.party AND n.region = $1 AND n.code = p.place")
		q.under("n.path", hinterland.PlaceTree, string(by.Place))
		q.WriteString(")")
	}
	fmt.Fprintf(q, " ORDER BY r.party, r.code LIMIT %d", by.Limit)
	found, err := scan(t, in, "SELECT "+in.list()+" FROM "+q.String(), q.values)
	if err != nil {
		return nil, err
	}
	return found, t.withGoods(found)
}

// AddRecipe implements hinterland.RecipeBook.
func (t *tx) AddRecipe(r hinterland.Recipe) error {
	added, err := insert(t, recipes(), &r)
	if err := taken(added, err, "recipe.taken", string(r.Code)); err != nil {
		return err
	}
	return t.putGoods(&r)
}

// putGoods records what a batch takes and gives.
func (t *tx) putGoods(r *hinterland.Recipe) error {
	for _, g := range goodsOf(r) {
		if err := put(t, recipeGoods(), &g); err != nil {
			return err
		}
	}
	return nil
}

// ChangeRecipe implements hinterland.RecipeBook. The row of the recipe is written
// even where only goods differ: it is the one on which whoever changes it rests.
func (t *tx) ChangeRecipe(r hinterland.Recipe) error {
	if err := put(t, recipes(), &r); err != nil {
		return err
	}
	var goods []hinterland.GoodCode
	for _, g := range goodsOf(&r) {
		goods = append(goods, g.Good)
	}
	gone := "party = $3 AND recipe = $4 AND NOT " + t.among("good", "text")
	if err := drop(t, recipeGoods(), gone, listed(goods), r.Party, r.Code); err != nil {
		return err
	}
	return t.putGoods(&r)
}

// DropRecipe implements hinterland.RecipeBook.
func (t *tx) DropRecipe(key hinterland.RecipeKey) error {
	err := drop(t, recipeGoods(), "party = $2 AND recipe = $3", key.Party, key.Code)
	if err != nil {
		return err
	}
	return drop(t, recipes(), "party = $2 AND code = $3", key.Party, key.Code)
}

// ofRecipe is what holds of a good that a recipe of one of some parties takes or
// makes.
//
// What recipes ask of a plan is worked out from the rows of their goods alone. Both
// questions look for a recipe by good and party, for which there is an index: a plan
// has thousands of allocations and a horizon thousands of offers, of which few count.
func ofRecipe(good, parties string) string {
	return "EXISTS (SELECT 1 FROM recipe_good r WHERE r.region = $1 AND r.good = " + good +
		" AND r.party IN (" + parties + "))"
}

// RecipeOffers implements hinterland.RecipeBook.
func (t *tx) RecipeOffers(h hinterland.HorizonCode) ([]hinterland.Statement, error) {
	return find(t, statements(), "horizon = $2 AND kind = 'offer' AND "+
		ofRecipe("statement.good", "statement.party"), h)
}

// RecipeAllocations implements hinterland.RecipeBook.
func (t *tx) RecipeAllocations(
	id hinterland.ID[hinterland.KeptPlan],
) ([]hinterland.Allocation, error) {
	return find(t, allocations(), "plan = $2 AND "+
		ofRecipe("allocation.good", "allocation.from_party, allocation.to_party"), id)
}
