package hinterland

import (
	"math"
	"math/bits"
	"slices"
)

// A PartFlow is what a plan moves for one party, by good and for each period of a
// horizon. Sent goes to others and Kept to the party itself, both in the period in
// which it is offered; Got comes from others, in the period in which it is needed;
// Own is all that the party offers, wherever it goes.
type PartFlow struct{ Sent, Kept, Got, Own map[GoodCode][]Quantity }

// A Reckoned is what the recipes of a party ask of a good in each period, what of
// that there is, and what is lacking. Of a good that they make, Made, it is what is
// to be made; of any other, what is taken.
type Reckoned struct {
	Good             GoodCode
	Made             bool
	Asks, Has, Lacks []Quantity
}

// LacksAny reports whether anything of it is lacking.
func (r *Reckoned) LacksAny() bool {
	return slices.ContainsFunc(r.Lacks, func(q Quantity) bool { return q > 0 })
}

// A reckoning works out what a plan asks of the recipes of a party.
//
// It is exact: whole numbers of steps throughout. For each recipe, the
// later maker behind the earlier taker, and each period t,
//
//	batches(t) = min(capacity(t), max over its outputs g of ⌈open(g,t) / gives(g)⌉)
//
// and each input takes batches(t) times what a batch takes. A plan that leaves
// nothing open and lets nothing lack can be made; one that does not may still be
// possible, by other recipes for the same good, or by batches of an earlier period
// whose outputs keep: what lacks is a question to who plans, and no proof.
type reckoning struct {
	*PartFlow
	horizon *Horizon
	recipes []Recipe
	keeps   func(GoodCode) int
	takes   map[GoodCode][]Quantity // so far, of what has not been settled
	asks    map[GoodCode][]Quantity // of what is made
	open    map[GoodCode][]Quantity // of that, what nobody has made so far
}

// Reckon works out what the recipes of the party of a flow ask of each good, those
// that are made before those that are taken, by code; keeps says how many periods a
// good keeps.
//
// What the party sends or keeps of a good is to be made, in that period, by the
// recipes that hold then on some day, one after another in the order of their
// codes, each as far as its capacity reaches on the days on which it holds. Batches
// are whole, rounded up in each period. What they take has to be there: what comes
// from others, or is offered by the party itself and not sent, then or before as
// long as it keeps, the oldest first. What of that the party makes by itself has to
// be made first, in the same period. Where recipes go round in a loop, the first of
// them by code is not followed further. Sums beyond 63 bits stay at their greatest.
func (f *PartFlow) Reckon(
	h *Horizon, recipes []Recipe, keeps func(GoodCode) int,
) []Reckoned {
	r := &reckoning{
		PartFlow: f, horizon: h, recipes: recipes, keeps: keeps,
		takes: map[GoodCode][]Quantity{}, asks: map[GoodCode][]Quantity{},
		open: map[GoodCode][]Quantity{},
	}
	for _, recipe := range usersFirst(recipes) {
		for _, o := range recipe.Outputs {
			r.settle(o.Good)
		}
		for p := range h.Periods {
			r.produce(&recipe, p)
		}
	}
	return r.rows()
}

// usersFirst brings recipes into an order in which whoever takes a good comes
// before whoever makes it, as far as they do not go round in a loop, and else by
// code: then all that is to be made of a good is known before anybody makes it. It
// is the topological order of Kahn (1962), from the end.
func usersFirst(recipes []Recipe) []Recipe {
	left := slices.Clone(recipes)
	ordered := make([]Recipe, 0, len(left))
	for len(left) > 0 {
		next := max(0, slices.IndexFunc(left, func(r Recipe) bool {
			return !slices.ContainsFunc(left, r.feeds)
		}))
		ordered = append(ordered, left[next])
		left = slices.Delete(left, next, next+1)
	}
	return ordered
}

// feeds reports whether o takes what r makes.
func (r Recipe) feeds(o Recipe) bool {
	return slices.ContainsFunc(r.Outputs, func(p Portion) bool { return o.Takes(p.Good) })
}

// batches is how many a recipe can make in a period, counted from 0; nothing where
// it does not hold, and without bound where no capacity is said.
func (r *reckoning) batches(recipe *Recipe, period int) int64 {
	days := r.horizon.Days(Period(period + 1))
	held := int64(min(days.To, recipe.Term.To)) - int64(max(days.From, recipe.Term.From))
	switch {
	case held <= 0:
		return 0
	case recipe.Capacity == 0:
		return math.MaxInt64
	}
	return recipe.Capacity * held / batchSteps
}

// made reports whether a recipe makes a good on some day, and in a period if it is
// one.
func (r *reckoning) made(good GoodCode, period int) bool {
	return slices.ContainsFunc(r.recipes, func(recipe Recipe) bool {
		days := recipe.Term
		if period >= 0 {
			days = r.horizon.Days(Period(period + 1))
		}
		return recipe.Makes(good) && recipe.Term.Overlaps(days)
	})
}

// amountIn is a quantity of a period, 0 where there is none.
func amountIn(amounts []Quantity, period int) Quantity {
	if period < len(amounts) {
		return amounts[period]
	}
	return 0
}

// settle says what is to be made of a good, once all who take it are known. What
// the party needs by itself is what its recipes take.
func (r *reckoning) settle(good GoodCode) {
	if r.asks[good] != nil {
		return
	}
	lacks := r.lacks(good)
	asks := make([]Quantity, r.horizon.Periods)
	for p := range asks {
		if asks[p] = lacks[p]; r.made(good, p) {
			asks[p] = plusMost(amountIn(r.Sent[good], p), max(lacks[p], amountIn(r.Kept[good], p)))
		}
	}
	r.asks[good], r.open[good] = asks, slices.Clone(asks)
	delete(r.takes, good)
}

// produce lets a recipe make in a period what is open of its outputs: as many
// batches as the output asks for of which most are wanted. What the others come to
// beyond what is open goes nowhere.
func (r *reckoning) produce(recipe *Recipe, period int) {
	var wanted int64
	for _, o := range recipe.Outputs {
		open := r.open[o.Good][period]
		wanted = max(wanted, int64(open/o.Quantity)+min(1, int64(open%o.Quantity)))
	}
	n := Quantity(min(wanted, r.batches(recipe, period)))
	for _, o := range recipe.Outputs {
		open := &r.open[o.Good][period]
		*open -= min(*open, timesMost(n, o.Quantity))
	}
	for _, i := range recipe.Inputs {
		if r.takes[i.Good] == nil {
			r.takes[i.Good] = make([]Quantity, r.horizon.Periods)
		}
		takes := &r.takes[i.Good][period]
		*takes = plusMost(*takes, timesMost(n, i.Quantity))
	}
}

// gets is what there is of a good without making it, as it comes. What a party offers
// of a good that it makes by itself is no stock: it would have to be made, and is asked
// of its recipes.
func (r *reckoning) gets(good GoodCode) []Quantity {
	gets := make([]Quantity, r.horizon.Periods)
	if r.asks[good] != nil {
		return gets // it has been taken off what is to be made
	}
	offers := !r.made(good, -1) // else it would have to be made
	for p := range gets {
		gets[p] = amountIn(r.Got[good], p)
		if offers {
			gets[p] += max(0, amountIn(r.Own[good], p)-amountIn(r.Sent[good], p))
		}
	}
	return gets
}

// lacks is what there is not of what is taken of a good so far: each period takes
// the oldest that still keeps. With one good and one taker no other order feeds
// more: what is older is of use for a shorter time.
func (r *reckoning) lacks(good GoodCode) []Quantity {
	left, keeps := r.gets(good), r.keeps(good)
	lacks := make([]Quantity, r.horizon.Periods)
	for p := range lacks {
		lacks[p] = amountIn(r.takes[good], p)
		from := 0
		if keeps != Forever {
			from = max(0, p-keeps)
		}
		for q := from; q <= p; q++ {
			took := min(left[q], lacks[p])
			left[q], lacks[p] = left[q]-took, lacks[p]-took
		}
	}
	return lacks
}

// rows are what has come of it: first what is to be made, then what is taken of what
// nobody here makes, or what of a loop is not followed further. A good of which nothing
// is asked has no row.
func (r *reckoning) rows() []Reckoned {
	var rows []Reckoned
	some := func(amounts []Quantity) bool {
		return slices.ContainsFunc(amounts, func(q Quantity) bool { return q > 0 })
	}
	for _, good := range sortedKeys(r.asks) {
		asks, lacks := r.asks[good], r.open[good]
		has := make([]Quantity, len(asks))
		for p := range has {
			has[p] = asks[p] - lacks[p]
		}
		if some(asks) {
			rows = append(rows, Reckoned{good, true, asks, has, lacks})
		}
	}
	for _, good := range sortedKeys(r.takes) {
		if takes := r.takes[good]; some(takes) {
			rows = append(rows, Reckoned{good, false, takes, r.gets(good), r.lacks(good)})
		}
	}
	return rows
}

// timesMost is a product that stays at the greatest number where it would pass it.
//
// That is so only where a recipe turns grains into shiploads.
func timesMost(a, b Quantity) Quantity {
	high, low := bits.Mul64(uint64(a), uint64(b))
	if high > 0 || low > math.MaxInt64 {
		return math.MaxInt64
	}
	return Quantity(low)
}

// plusMost is such a sum.
func plusMost(a, b Quantity) Quantity {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
