package office

import "hinterland"

// A RecipeBody says which recipe of which party is meant.
type RecipeBody struct {
	Party  hinterland.PartyCode  `json:"party"`
	Recipe hinterland.RecipeCode `json:"recipe"`
}

func (b *RecipeBody) key() hinterland.RecipeKey {
	return hinterland.RecipeKey{Party: b.Party, Code: b.Recipe}
}

func (b *RecipeBody) row() hinterland.Change { return rowOf("recipe", b.Party, b.Recipe) }

// Side implements Act.
func (b *RecipeBody) Side(*Turn) (hinterland.PartyCode, error) { return b.Party, nil }

// together lets who keeps the region or plans for it speak for a party in which
// nobody can.
func (b *RecipeBody) together(*Turn) (bool, error) { return true, nil }

// A RecipeGood is how much of a good a batch takes or gives, as acts write it.
type RecipeGood struct {
	Good     hinterland.GoodCode `json:"good"`
	Quantity string              `json:"quantity"`
}

// StateRecipe says what a party makes of what: a batch takes exactly so much of
// the inputs and gives so much of the outputs. It takes the place of the recipe
// that it has called so. Capacity is how many batches it can make in a day. Base
// is the entry that last changed the recipe, and is left out where there is none
// yet.
type StateRecipe struct {
	RecipeBody
	From     hinterland.Day  `json:"from"`
	Last     *hinterland.Day `json:"last,omitempty"`
	Capacity string          `json:"capacity,omitempty"`
	Inputs   []RecipeGood    `json:"inputs"`
	Outputs  []RecipeGood    `json:"outputs"`
	Base     int64           `json:"base,omitempty"`
}

// recipe is what is stated, without quantities.
func (a *StateRecipe) recipe() (hinterland.Recipe, hinterland.Refusals) {
	r := hinterland.Recipe{
		Party: a.Party, Code: a.Recipe,
		Term: hinterland.Term{From: a.From, To: afterLast(a.Last)},
	}
	faults := r.ReadCapacity(a.Capacity)
	for _, g := range a.Inputs {
		r.Inputs = append(r.Inputs, hinterland.Portion{Good: g.Good})
	}
	for _, g := range a.Outputs {
		r.Outputs = append(r.Outputs, hinterland.Portion{Good: g.Good})
	}
	return r, append(faults, r.Check()...)
}

// Check implements Act. How exact a quantity may be depends on the good.
func (a *StateRecipe) Check() hinterland.Refusals {
	_, faults := a.recipe()
	for _, side := range a.sides() {
		for i, g := range side.goods {
			faults = append(faults,
				checkFigure(numberedField(side.field, i)+".quantity", g.Quantity)...)
		}
	}
	return faults
}

// A recipeSide is one side of a recipe that is stated.
type recipeSide struct {
	field string
	goods []RecipeGood
}

func (a *StateRecipe) sides() []recipeSide {
	return []recipeSide{{"inputs", a.Inputs}, {"outputs", a.Outputs}}
}

// Do implements Act. Whether the recipe is new is found out when it is held, so that
// of two who state one at once the second is told, whichever came first. All faults
// of its goods are told together.
func (a *StateRecipe) Do(t *Turn) error {
	r, _ := a.recipe() // it has been checked
	if _, err := t.Party(a.Party); err != nil {
		return pointed(err, "party", string(a.Party))
	}
	var faults hinterland.Refusals
	for n, into := range [][]hinterland.Portion{r.Inputs, r.Outputs} {
		side := a.sides()[n]
		for i, g := range side.goods {
			portion, err := t.portion(numberedField(side.field, i), g)
			if told := refusalsIn(err); err != nil && len(told) == 0 {
				return err
			} else if err != nil {
				faults = append(faults, told...)
			}
			into[i] = portion
		}
	}
	if len(faults) > 0 {
		return faults
	}
	r.Sort()
	err := a.hold(t, a.Base)
	switch {
	case isRefusal(err, hinterland.Conflict) && a.Base == 0: // it was thought to be new
		return hinterland.Refuse(hinterland.Conflict, "recipe.taken",
			hinterland.Args{"value": string(a.Recipe)}).
			In(hinterland.At("recipe", string(a.Recipe)))
	case err == nil:
		return t.ChangeRecipe(r)
	case !isRefusal(err, hinterland.NotFound):
		return err
	case a.Base != 0:
		return hinterland.Refuse(hinterland.Conflict, "recipe.gone", nil).
			In(hinterland.At("base", hinterland.FormatDecimal(a.Base, 0)))
	}
	return t.AddRecipe(r)
}

// portion reads how much of a good is taken or given, and holds the good: nobody is
// to count it in another unit meanwhile.
func (t *Turn) portion(field string, g RecipeGood) (hinterland.Portion, error) {
	good, err := kept(t.stating().goods, g.Good, t.HoldGood)
	if err != nil {
		return hinterland.Portion{}, pointed(err, field+".good", string(g.Good))
	}
	portion, refusal := hinterland.ReadPortion(field+".quantity", g.Quantity, &good)
	if refusal != nil {
		return portion, refusal
	}
	return portion, nil
}

// hold holds a recipe, and refuses a base on which it does not rest: somebody may
// have changed it before it was held.
func (b *RecipeBody) hold(t *Turn, base int64) error {
	if _, err := t.HoldRecipe(b.key()); err != nil {
		return pointed(err, "recipe", string(b.Recipe))
	}
	return t.restsOn(b.row(), base)
}

// WithdrawRecipe takes a recipe out.
type WithdrawRecipe struct {
	RecipeBody
	Based
}

// Check implements Act. What names no recipe is told when it is looked for.
func (a *WithdrawRecipe) Check() hinterland.Refusals { return nil }

// Do implements Act.
func (a *WithdrawRecipe) Do(t *Turn) error {
	if _, err := t.Party(a.Party); err != nil {
		return pointed(err, "party", string(a.Party))
	}
	if err := a.hold(t, a.Base); err != nil {
		return err
	}
	return t.DropRecipe(a.key())
}

// A KnownRecipe is a recipe with the entry that last changed it.
type KnownRecipe struct {
	hinterland.Recipe
	Base int64
}

// Recipes are those that a query asks for.
func (v *View) Recipes(q hinterland.RecipeQuery) ([]KnownRecipe, error) {
	if !v.sees(Recipes, Other) {
		return nil, nil
	}
	found, err := v.tx.Recipes(q)
	if err != nil {
		return nil, err
	}
	known, rows := make([]KnownRecipe, len(found)), make([]hinterland.Change, len(found))
	for i, r := range found {
		known[i].Recipe = r
		rows[i] = (&RecipeBody{Party: r.Party, Recipe: r.Code}).row()
	}
	bases, err := v.tx.Bases(rows)
	for i, base := range bases {
		known[i].Base = base
	}
	return known, err
}

// Recipe finds the recipe with a key, or refuses.
func (v *View) Recipe(key hinterland.RecipeKey) (KnownRecipe, error) {
	found, err := v.Recipes(hinterland.RecipeQuery{Party: key.Party, Limit: everything})
	for i := range found {
		if found[i].Code == key.Code {
			return found[i], err
		}
	}
	if err == nil {
		err = hinterland.Refuse(hinterland.NotFound, "recipe.unknown",
			hinterland.Args{"value": string(key.Code)})
	}
	return KnownRecipe{}, err
}
