package hinterland

import (
	"cmp"
	"slices"
)

// A RecipeCode tells the recipes of one party apart.
type RecipeCode string

// BatchPlaces is the number of decimal places of a capacity: what takes three
// days makes a third of a batch a day, nearly.
const (
	BatchPlaces = 3
	batchSteps  = 1000 // of one batch
)

// MaxCapacity is the most that a recipe can make in a day, in steps of batches.
const MaxCapacity = 1_000_000_000

// MaxPortions is how many goods a recipe has at most on each side.
const MaxPortions = 40

// A Recipe says what a party makes of what: each batch turns exactly so much of
// its inputs into so much of its outputs. Party and code are its key. It holds on
// the days of Term. Capacity is how much can be made in a day, in steps of
// batches; 0 where nobody has said it. Both sides are sorted by good.
//
// Recipes may go round in a loop: one makes of scrap what another leaves as scrap.
type Recipe struct {
	Party    PartyCode
	Code     RecipeCode
	Term     Term
	Capacity int64
	Inputs   []Portion
	Outputs  []Portion
}

// A Portion is how much of a good a batch takes or gives.
type Portion struct {
	Good     GoodCode
	Quantity Quantity
}

// A RecipeKey names a recipe.
type RecipeKey struct {
	Party PartyCode
	Code  RecipeCode
}

// Key is that of r.
func (r *Recipe) Key() RecipeKey { return RecipeKey{r.Party, r.Code} }

// has reports whether a good is among portions.
func has(portions []Portion, good GoodCode) bool {
	return slices.ContainsFunc(portions, func(p Portion) bool { return p.Good == good })
}

// Takes reports whether a batch takes of a good.
func (r *Recipe) Takes(good GoodCode) bool { return has(r.Inputs, good) }

// Makes reports whether a batch gives of a good.
func (r *Recipe) Makes(good GoodCode) bool { return has(r.Outputs, good) }

// Check refuses codes that are none, a term without a day, a capacity beyond its
// bounds, and a recipe that makes nothing, makes it of nothing, or names a good
// twice. Its fields are those of an act.
func (r *Recipe) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("party", r.Party))
	faults.add(CheckCode("recipe", r.Code))
	if r.Term.To <= r.Term.From {
		faults.add(Refuse(Invalid, "term.backwards", Args{"from": r.Term.From}).
			In(At("last", r.Term.Last().String())))
	}
	if r.Capacity < 0 || r.Capacity > MaxCapacity {
		faults.add(outOf("capacity", r.Capacity, BatchPlaces, 1, MaxCapacity))
	}
	met := map[GoodCode]bool{}
	faults = append(faults, checkPortions("inputs", "recipe.inputs", r.Inputs, met)...)
	return append(faults, checkPortions("outputs", "recipe.outputs", r.Outputs, met)...)
}

// outOf refuses a number outside its bounds, which are both allowed.
func outOf(column string, is int64, places int, low, high int64) *Refusal {
	return Refuse(Invalid, "number.range", Args{
		"low":  Figure(FormatDecimal(low, places)),
		"high": Figure(FormatDecimal(high, places)),
	}).In(At(column, FormatDecimal(is, places)))
}

// checkPortions refuses a side without goods, for a reason, one with too many, and
// goods that were met before.
func checkPortions(
	side string, none Reason, portions []Portion, met map[GoodCode]bool,
) (faults Refusals) {
	// lang: refusal.recipe.inputs remedy.recipe.inputs
	// lang: refusal.recipe.outputs remedy.recipe.outputs
	switch {
	case len(portions) == 0:
		faults.add(Refuse(Invalid, none, nil).In(Where{Column: side}))
	case len(portions) > MaxPortions:
		faults.add(Refuse(Invalid, "recipe.many", Args{"most": MaxPortions}).
			In(Where{Column: side}))
		return faults
	}
	for i, p := range portions {
		at := side + "." + FormatDecimal(int64(i)+1, 0) + ".good"
		if refusal := CheckCode(at, p.Good); refusal != nil {
			faults.add(refusal)
			continue
		}
		if met[p.Good] {
			faults.add(Refuse(Invalid, "recipe.good", nil).In(At(at, string(p.Good))))
		}
		met[p.Good] = true
	}
	return faults
}

// ReadCapacity reads how many batches a recipe makes in a day; nothing by nothing.
func (r *Recipe) ReadCapacity(text string) Refusals {
	if text == "" {
		return nil
	}
	var faults Refusals
	steps, err := ParseDecimal(text, BatchPlaces)
	if refusal, ok := err.(*Refusal); ok {
		faults.add(refusal.In(At("capacity", text)))
	} else if steps == 0 {
		faults.add(outOf("capacity", 0, BatchPlaces, 1, MaxCapacity))
	}
	r.Capacity = steps
	return faults
}

// ReadPortion reads how much of a good a batch takes or gives, from a field of an
// act. It refuses what is no quantity of the good, nothing, and too much.
func ReadPortion(field, text string, of *Good) (Portion, *Refusal) {
	steps, err := ParseDecimal(text, of.Decimals)
	if refusal, ok := err.(*Refusal); ok {
		return Portion{}, refusal.In(At(field, text))
	}
	if steps < 1 || steps > int64(MaxTotal) {
		return Portion{}, outOf(field, steps, of.Decimals, 1, int64(MaxTotal))
	}
	return Portion{of.Code, Quantity(steps)}, nil
}

// Sort brings both sides into the order in which they are kept.
func (r *Recipe) Sort() {
	for _, side := range [][]Portion{r.Inputs, r.Outputs} {
		slices.SortFunc(side, func(a, b Portion) int { return cmp.Compare(a.Good, b.Good) })
	}
}

// A RecipeQuery asks for recipes. What is empty narrows nothing: Good is taken or
// made, and takes in what lies under it as Place does.
type RecipeQuery struct {
	Party PartyCode
	Good  GoodCode
	Place PlaceCode
	After RecipeKey
	Limit int
}

// RecipeBook is what the records can answer and take about recipes.
//
// A recipe is put into the records as a whole: a row of its own, which is held while
// somebody changes it, and a row for each good, which names the recipe and so can
// have but one side in it.
type RecipeBook interface {
	// HoldRecipe returns the one with a key, or a refusal of kind NotFound, and
	// keeps others from it until the act is done.
	HoldRecipe(key RecipeKey) (Recipe, error)
	// Recipes returns those that a query asks for, by party and code.
	Recipes(q RecipeQuery) ([]Recipe, error)
	// AddRecipe records r and refuses a code that its party has used.
	AddRecipe(r Recipe) error
	// ChangeRecipe records another state of one that is held.
	ChangeRecipe(r Recipe) error
	// DropRecipe takes one out that is held.
	DropRecipe(key RecipeKey) error
	// RecipeOffers returns all offers in a horizon of goods that are taken or made
	// by a recipe of who offers them, by good and party.
	RecipeOffers(h HorizonCode) ([]Statement, error)
	// RecipeAllocations returns the allocations of a plan of goods that are taken or
	// made by a recipe of who gives or gets them, by good, giver and taker.
	RecipeAllocations(id ID[KeptPlan]) ([]Allocation, error)
}
