package store

import (
	"strings"
	"testing"

	"hinterland"
)

// aRecipe takes so much of ramie, the one good of the furnished region: what else
// it takes or makes is the affair of the acts.
func aRecipe(
	party hinterland.PartyCode, code hinterland.RecipeCode, q hinterland.Quantity,
) hinterland.Recipe {
	return hinterland.Recipe{
		Party: party, Code: code, Capacity: 1500,
		Term:   hinterland.Term{From: yes, To: hinterland.Forevermore},
		Inputs: []hinterland.Portion{{Good: "ramie", Quantity: q}},
	}
}

// makes is a recipe that makes a good, too.
func makes(r hinterland.Recipe, good hinterland.GoodCode) hinterland.Recipe {
	r.Outputs = []hinterland.Portion{{Good: good, Quantity: 7}}
	return r
}

// Long: it is a table.
func TestRecipes(t *testing.T) {
	spun, other := aRecipe("coop", "spun", 3), aRecipe("mill", "a", 5)
	all := hinterland.RecipeQuery{Limit: 9}
	listed := func(
		q hinterland.RecipeQuery, changes ...func(tx Tx) error,
	) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) {
			child := aGood("yarn")
			child.Parent = "ramie"
			err := first(
				func() error { return tx.AddGood(aGood("rope")) },
				func() error { return tx.AddGood(child) },
				func() error { return tx.AddRecipe(other) },
			)
			for _, change := range changes {
				err = first(func() error { return err }, func() error { return change(tx) })
			}
			return then(err, func() (any, error) { return tx.Recipes(q) })
		}
	}
	list := func(rs ...hinterland.Recipe) []hinterland.Recipe { return rs }
	roped := func(tx Tx) error { return tx.ChangeRecipe(makes(spun, "rope")) }
	slower := aRecipe("coop", "spun", 4)
	slower.Capacity = 0
	gone := func(r hinterland.Recipe) bookCase {
		return bookCase{
			reason: refusal(hinterland.Conflict, "record.gone"),
			ask:    func(tx Tx) (any, error) { return fails(tx.AddRecipe(r)) },
		}
	}
	place := func(p hinterland.PlaceCode) hinterland.RecipeQuery {
		return hinterland.RecipeQuery{Place: p, Limit: 9}
	}
	good := func(g hinterland.GoodCode) hinterland.RecipeQuery {
		return hinterland.RecipeQuery{Good: g, Limit: 9}
	}
	checkBooks(t, map[string]bookCase{
		"held": {
			want: spun, ask: func(tx Tx) (any, error) { return tx.HoldRecipe(spun.Key()) },
		},
		"of another party": {
			reason: refusal(hinterland.NotFound, "recipe.unknown"), ask: func(tx Tx) (any, error) {
				return tx.HoldRecipe(hinterland.RecipeKey{Party: "mill", Code: "spun"})
			},
		},
		"by party":      {want: list(spun, other), ask: listed(all)},
		"one of a page": {want: list(spun), ask: listed(hinterland.RecipeQuery{Limit: 1})},
		"the next page": {
			want: list(other),
			ask:  listed(hinterland.RecipeQuery{After: spun.Key(), Limit: 9}),
		},
		"of a party": {
			want: list(other),
			ask:  listed(hinterland.RecipeQuery{Party: "mill", Limit: 9}),
		},
		"at a place":       {want: list(spun, other), ask: listed(place("p"))},
		"at another":       {want: []hinterland.Recipe(nil), ask: listed(place("q"))},
		"of what it makes": {want: list(makes(spun, "rope")), ask: listed(good("rope"), roped)},
		"of what lies under a good": {
			want: list(makes(spun, "yarn"), other), ask: listed(good("ramie"), func(tx Tx) error {
				return tx.ChangeRecipe(makes(spun, "yarn"))
			}),
		},
		"of what nobody makes": {want: []hinterland.Recipe(nil), ask: listed(good("rope"))},
		"made of something else": {
			want: list(makes(slower, "yarn"), other),
			ask: listed(all, roped, func(tx Tx) error {
				return tx.ChangeRecipe(makes(slower, "yarn"))
			}),
		},
		"taken out": {
			want: list(other), ask: listed(all, roped, func(tx Tx) error {
				return tx.DropRecipe(spun.Key())
			}),
		},
		"a code that is taken": {
			reason: refusal(hinterland.Conflict, "recipe.taken"),
			ask:    func(tx Tx) (any, error) { return fails(tx.AddRecipe(spun)) },
		},
		"of a stranger": gone(aRecipe("x", "a", 1)),
		"of no good":    gone(makes(other, "gold")),
		"the offers of who makes or takes them": {
			want: []hinterland.Statement{anOffer("coop", 4, 5)},
			ask: func(tx Tx) (any, error) {
				return then(tx.PutStatement(anOffer("coop", 4, 5)), func() (any, error) {
					return tx.RecipeOffers("2027")
				})
			},
		},
		"none of another horizon": {
			want: []hinterland.Statement(nil),
			ask:  func(tx Tx) (any, error) { return tx.RecipeOffers("2028") },
		},
	})
}

func TestAllocationsOfRecipesAreThoseOfTheirGoods(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		count := func(change func(tx Tx) error) (n int) {
			mustEnter(t, r, func(tx Tx) error {
				if err := change(tx); err != nil {
					return err
				}
				found, err := tx.RecipeAllocations(planID(1))
				n = len(found)
				return err
			})
			return n
		}
		if n := count(func(Tx) error { return nil }); n != 1 {
			t.Errorf("the taker takes it: %d", n)
		}
		drop := func(tx Tx) error {
			return tx.DropRecipe(hinterland.RecipeKey{Party: "coop", Code: "spun"})
		}
		if n := count(drop); n != 0 {
			t.Errorf("nobody does: %d", n)
		}
		add := func(tx Tx) error { return tx.AddRecipe(aRecipe("mill", "sold", 3)) }
		if n := count(add); n != 1 {
			t.Errorf("the giver makes it: %d", n)
		}
	})
}

// TestNoRecipeIsOfWhatCannotBe writes rows past the acts.
func TestNoRecipeIsOfWhatCannotBe(t *testing.T) {
	spoiled := func(spoil func(*hinterland.Recipe)) hinterland.Recipe {
		r := aRecipe("mill", "a", 1)
		spoil(&r)
		return r
	}
	broken := map[string]hinterland.Recipe{
		"recipe_code": spoiled(func(r *hinterland.Recipe) { r.Code = "" }),
		"recipe_term": spoiled(func(r *hinterland.Recipe) { r.Term.To = yes }),
		"recipe_capacity": spoiled(func(r *hinterland.Recipe) {
			r.Capacity = hinterland.MaxCapacity + 1
		}),
		"recipe_good_quantity": aRecipe("mill", "a", 0),
	}
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for constraint, bad := range broken {
			_, err := enter(r, func(tx Tx) error { return tx.AddRecipe(bad) })
			if err == nil || !strings.Contains(err.Error(), constraint) {
				t.Errorf("%s: %v", constraint, err)
			}
		}
		most := aRecipe("mill", "most", hinterland.MaxTotal)
		most.Capacity = hinterland.MaxCapacity
		mustEnter(t, r, func(tx Tx) error { return tx.AddRecipe(most) })
	})
}

// TestARecipeStaysWhileSomethingRestsOnWhatItNames takes away, by undoing, what a
// recipe names: its good, its party, and a recipe whose goods are there.
func TestARecipeStaysWhileSomethingRestsOnWhatItNames(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		good := mustEnter(t, r, func(tx Tx) error { return tx.AddGood(aGood("yarn")) })
		party := mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("spinner")) })
		recipe := mustEnter(t, r, func(tx Tx) error {
			return tx.AddRecipe(makes(aRecipe("spinner", "a", 2), "yarn"))
		})
		may := func(entry int64) string {
			_, err := enter(r, func(tx Tx) error { return tx.MayRestore(entry) })
			return reasonOf(t, err)
		}
		for name, entry := range map[string]int64{"good": good.Number, "party": party.Number} {
			if got := may(entry); got == "" {
				t.Errorf("the %s of a recipe may go", name)
			}
		}
		if got := may(recipe.Number); got != "" {
			t.Errorf("a recipe may not go with its goods: %s", got)
		}
		mustEnter(t, r, func(tx Tx) error {
			return tx.DropRecipe(hinterland.RecipeKey{Party: "spinner", Code: "a"})
		})
		for name, entry := range map[string]int64{"good": good.Number, "party": party.Number} {
			if got := may(entry); got != "" {
				t.Errorf("the %s may not go after the recipe: %s", name, got)
			}
		}
	})
}
