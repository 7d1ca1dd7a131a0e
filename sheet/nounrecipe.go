package sheet

import (
	"fmt"
	"strconv"

	"hinterland"
	"hinterland/office"
)

// recipes are what parties make of what. A row has a good that a batch takes, one that
// it makes, or both side by side; rows of the same party and code are of one recipe.
func recipes() *Noun {
	return &Noun{
		Name: "recipes", Title: "web.recipes", Parts: true, Keys: 2,
		Fields: []Field{
			{Name: "party", Head: "word.party", Of: "parties"},
			{Name: "recipe", Head: "row.recipe"},
			{Name: "from", Head: "web.terms.from", Form: Date},
			{Name: "last", Head: "web.terms.last", Form: Date, May: true},
			{Name: "capacity", Head: "column.capacity", Form: Figure, May: true},
			{Name: "inputs.good", Head: "sheet.input", Of: "goods"},
			{Name: "inputs.quantity", Head: "sheet.input.quantity", Form: Figure},
			{Name: "outputs.good", Head: "sheet.output", Of: "goods"},
			{Name: "outputs.quantity", Head: "sheet.output.quantity", Form: Figure},
		},
		Stands: func(v *office.View) (records []Record, err error) {
			all, err := v.Recipes(hinterland.RecipeQuery{Limit: everything})
			if err != nil {
				return nil, err
			}
			goods, err := v.Goods()
			decimals := map[hinterland.GoodCode]int{}
			for _, g := range goods {
				decimals[g.Code] = g.Decimals
			}
			for i := range all {
				records = append(records, recipeRecords(&all[i], decimals)...)
			}
			return records, err
		},
		Act: recipeAct,
	}
}

// recipeRecords are the rows of a recipe. Its base has no column.
func recipeRecords(
	known *office.KnownRecipe, decimals map[hinterland.GoodCode]int,
) (rows []Record) {
	for n := range max(len(known.Inputs), len(known.Outputs)) {
		r := Record{
			"party": string(known.Party), "recipe": string(known.Code),
			"from": known.Term.From.String(), "last": known.Term.Last().String(),
			"base": strconv.FormatInt(known.Base, 10),
		}
		if known.Capacity > 0 {
			r["capacity"] = trimmed(hinterland.FormatDecimal(known.Capacity,
				hinterland.BatchPlaces))
		}
		for side, portions := range map[string][]hinterland.Portion{
			"inputs": known.Inputs, "outputs": known.Outputs,
		} {
			if n < len(portions) {
				p := portions[n]
				r[side+".good"] = string(p.Good)
				r[side+".quantity"] = trimmed(hinterland.FormatDecimal(int64(p.Quantity),
					decimals[p.Good]))
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// recipeAct is what states the recipe of a group.
//
// A recipe from which a row is left out is refused, as an agreement is: nobody can tell
// whether a good is to go or was forgotten. On its page it can be taken out.
func recipeAct(g *group, _ *office.View) office.Act {
	first := &g.lines[0].Reading
	act := &office.StateRecipe{
		RecipeBody: office.RecipeBody{
			Party:  hinterland.PartyCode(first.Now["party"]),
			Recipe: hinterland.RecipeCode(first.Now["recipe"]),
		},
		From: first.day("from"), Capacity: first.Now["capacity"], Base: first.base(),
		Inputs: g.portions("inputs"), Outputs: g.portions("outputs"),
	}
	if first.Now["last"] != "" {
		last := first.day("last")
		act.Last = &last
	}
	return act
}

// portions are what the rows of a group have on one side.
//
// Lines that refusals name are counted as the act has them, blank ones left out.
func (g *group) portions(side string) (goods []office.RecipeGood) {
	for _, l := range g.lines {
		good, quantity := l.Now[side+".good"], l.Now[side+".quantity"]
		if good == "" && quantity == "" {
			continue
		}
		goods = append(goods, office.RecipeGood{
			Good: hinterland.GoodCode(good), Quantity: quantity,
		})
		g.of[fmt.Sprintf("%s.%d", side, len(goods))] = l
	}
	return goods
}
