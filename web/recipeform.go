package web

import (
	"strconv"

	"hinterland"
	"hinterland/office"
)

// A recipe is stated on one form, new or anew: a few fields, and for each side a table
// of goods with room for more. Lines that are left blank count for nothing, and those
// behind them move up when the form is sent, as in the other forms with lines.

// recipeForms are those of recipes.
func recipeForms() map[string]form {
	return map[string]form{
		"/recipes/new":                    stateRecipe(),
		"/recipes/{party}/{code}/details": restateRecipe(),
		"/recipes/{party}/{code}/end":     withdrawRecipe(),
	}
}

// portionsAtOnce is how many goods a form of a recipe has room for at first, and is
// given at once.
const portionsAtOnce = 3

// recipeSides are the fields of the two sides of a recipe, the button of each and
// the key of what each is called.
//
// Both sides are alike but for their names; what is taken comes first, as on pages.
func recipeSides() []struct{ stem, add, key string } {
	return []struct{ stem, add, key string }{
		{"inputs.", "add-inputs", "web.recipe.takes"},
		{"outputs.", "add-outputs", "web.recipe.makes"},
	}
}

// portionFields are the names of the fields of a good.
func portionFields() []string { return []string{"good", "quantity"} }

// stateRecipe states a new recipe.
func stateRecipe() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("party", d.r.Form.Get("party"))
			if d.typed.Get("party") == "" {
				d.typed.Set("party", d.typed.Get(forField))
			}
			d.typed.Set("from", d.v.Today.String())
			return nil
		},
		edit: (*draft).editRecipe,
		read: func(d *draft) office.Act { return d.readRecipe(d.partyOfRecipe()) },
		paint: func(d *draft) (*formPage, error) {
			parties, err := d.partyOptions("")
			if err != nil {
				return nil, err
			}
			page, err := d.paintRecipe(
				d.pick("party", "word.party", parties, "web.choice.party"),
				d.field("text", "recipe", "web.recipe.code").
					hint(d.say.Say("web.recipe.code.hint", nil)),
			)
			if err == nil {
				page.Title = d.say.Say("web.recipe.new", nil)
				page.Submit = d.say.Say("web.recipe.enter", nil)
			}
			return page, err
		},
		then: (*draft).toRecipes,
	}
}

// partyOfRecipe is the party whose recipe is typed, or else the one for which the
// form is filled in.
func (d *draft) partyOfRecipe() office.RecipeBody {
	party := d.text("party")
	if !d.typed.Has("party") {
		party = d.typed.Get(forField)
	}
	return office.RecipeBody{
		Party: hinterland.PartyCode(party), Recipe: hinterland.RecipeCode(d.text("recipe")),
	}
}

// recipeBody is the recipe of an address.
func (d *draft) recipeBody() office.RecipeBody {
	return office.RecipeBody{
		Party:  hinterland.PartyCode(d.r.PathValue("party")),
		Recipe: hinterland.RecipeCode(d.r.PathValue("code")),
	}
}

// knownRecipe reads it as it stands, or refuses.
func (d *draft) knownRecipe() (office.KnownRecipe, error) {
	of := d.recipeBody()
	return d.v.Recipe(hinterland.RecipeKey{Party: of.Party, Code: of.Recipe})
}

// restateRecipe states a recipe anew.
func restateRecipe() form {
	return form{
		start: (*draft).fillRecipe,
		edit:  (*draft).editRecipe,
		read: func(d *draft) office.Act {
			act := d.readRecipe(d.recipeBody())
			act.Base = d.based().Base
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.paintRecipe()
			if err != nil {
				return nil, err
			}
			page.Title = d.say.Say("web.recipe.change", nil)
			page.Submit = d.say.Say("web.save", nil)
			page.Facts, err = d.recipeFacts()
			return page, err
		},
		then: (*draft).toRecipes,
	}
}

// recipeFacts say which recipe a form is about.
func (d *draft) recipeFacts() ([]fact, error) {
	of := d.recipeBody()
	n, err := d.names(d.v, of.Party)
	if err != nil {
		return nil, err
	}
	return []fact{
		{d.say.Say("word.party", nil), n.party(of.Party), partyPath(of.Party)},
		{Label: d.say.Say("row.recipe", nil), Text: string(of.Recipe)},
	}, nil
}

// fillRecipe types what stands into the form.
func (d *draft) fillRecipe() error {
	r, err := d.knownRecipe()
	if err != nil {
		return err
	}
	d.typed.Set("from", r.Term.From.String())
	d.typed.Set("last", r.Term.Last().String())
	if r.Capacity > 0 {
		d.typed.Set("capacity", trimmed(hinterland.FormatDecimal(r.Capacity,
			hinterland.BatchPlaces)))
	}
	n, err := d.names(d.v)
	if err != nil {
		return err
	}
	for side, portions := range [][]hinterland.Portion{r.Inputs, r.Outputs} {
		for i, p := range portions {
			stem := recipeSides()[side].stem + strconv.Itoa(i+1) + "."
			steps := hinterland.FormatDecimal(int64(p.Quantity), n.good(p.Good).Decimals)
			d.typed.Set(stem+"good", string(p.Good))
			d.typed.Set(stem+"quantity", trimmed(steps))
		}
	}
	return nil
}

// editRecipe gives a side room for more goods.
func (d *draft) editRecipe(do string) {
	for _, side := range recipeSides() {
		if has := d.parts()[side.stem]; do == side.add && has < hinterland.MaxPortions {
			d.addLines(side.stem, has, portionsAtOnce, portionFields()...)
		}
	}
}

// readRecipe makes the act of what was typed.
func (d *draft) readRecipe(of office.RecipeBody) *office.StateRecipe {
	act := &office.StateRecipe{
		RecipeBody: of, From: d.day("from"), Capacity: d.number("capacity"),
	}
	if d.text("last") != "" {
		last := d.day("last")
		act.Last = &last
	}
	parts := d.parts()
	for side, into := range []*[]office.RecipeGood{&act.Inputs, &act.Outputs} {
		stem := recipeSides()[side].stem
		for i := 1; i <= d.closeUp(stem, parts[stem], portionFields()...); i++ {
			at := stem + strconv.Itoa(i) + "."
			*into = append(*into, office.RecipeGood{
				Good: hinterland.GoodCode(d.text(at + "good")), Quantity: d.number(at + "quantity"),
			})
		}
	}
	return act
}

// paintRecipe lays the form out, beginning with some fields of its own.
func (d *draft) paintRecipe(own ...field) (*formPage, error) {
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	goods := n.goodOptions()
	page := &formPage{Lead: d.say.Say("web.recipe.lead", nil)}
	page.Groups = []group{{Fields: append(
		own,
		d.field("day", "from", "web.terms.from"),
		d.field("day", "last", "web.terms.last").optional(),
		d.field("number", "capacity", "column.capacity").optional().
			hint(d.say.Say("web.recipe.capacity.hint", nil)),
	)}}
	for _, side := range recipeSides() {
		// lang: web.recipe.takes web.recipe.makes
		g := group{
			ID: side.add, Legend: d.say.Say(side.key, nil),
			Heads: []string{d.say.Say("word.good", nil), d.say.Say("word.quantity", nil)},
			Buttons: []button{{
				Do: side.add, Text: d.say.Say("web.recipe.more", nil),
				To: d.r.URL.Path + "#" + side.add,
			}},
		}
		for i := 1; i <= max(portionsAtOnce, d.parts()[side.stem]); i++ {
			at := side.stem + strconv.Itoa(i) + "."
			g.Rows = append(g.Rows, []field{
				d.field("choice", at+"good", "word.good").from(goods).optional(),
				d.field("number", at+"quantity", "word.quantity"),
			})
		}
		page.Groups = append(page.Groups, g)
	}
	return page, nil
}

// toRecipes is the list of the recipes of the party.
func (d *draft) toRecipes(hinterland.Entry) string {
	of := d.recipeBody()
	if of.Party == "" {
		of = d.partyOfRecipe()
	}
	return recipesPath("party", string(of.Party))
}

// withdrawRecipe takes a recipe out.
func withdrawRecipe() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.WithdrawRecipe{RecipeBody: d.recipeBody(), Based: d.based()}
		},
		paint: func(d *draft) (*formPage, error) {
			r, err := d.knownRecipe()
			if err != nil {
				return nil, err
			}
			facts, err := d.recipeFacts()
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.recipe.end", nil), Submit: d.say.Say("web.recipe.end", nil),
				Facts: append(facts,
					fact{
						Label: d.say.Say("web.recipe.takes", nil),
						Text:  d.portions(d.named, r.Inputs),
					},
					fact{
						Label: d.say.Say("web.recipe.makes", nil),
						Text:  d.portions(d.named, r.Outputs),
					}),
			}, nil
		},
		then: (*draft).toRecipes,
	}
}
