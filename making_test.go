package hinterland

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// threeMonths is a horizon of periods of 31, 28 and 31 days.
func threeMonths() *Horizon {
	return &Horizon{From: 17_897, Kind: Months, Periods: 3} // 2019-01-01
}

// reckoned is what a reckoning says, a good after another.
func reckoned(rows []Reckoned) string {
	var said []string
	for i := range rows {
		r := &rows[i]
		verb := "takes"
		if r.Made {
			verb = "makes"
		}
		said = append(said, fmt.Sprintf("%s %s%v%v%v", r.Good, verb, r.Asks, r.Has, r.Lacks))
	}
	return strings.Join(said, "; ")
}

// amounts are quantities of goods: "paper 1 2; bark 3".
func amounts(text string) map[GoodCode][]Quantity {
	all := map[GoodCode][]Quantity{}
	for part := range strings.SplitSeq(text, "; ") {
		words := strings.Fields(part)
		for _, w := range words[min(1, len(words)):] {
			q, err := ParseDecimal(w, 0)
			if err != nil {
				panic(err)
			}
			all[GoodCode(words[0])] = append(all[GoodCode(words[0])], Quantity(q))
		}
	}
	return all
}

// recipesOf reads "code: 3 bark + 1 lye > 1 paper".
func recipesOf(lines ...string) (all []Recipe) {
	for _, line := range lines {
		code, rest, _ := strings.Cut(line, ": ")
		r := Recipe{Party: "mill", Code: RecipeCode(code), Term: Term{0, Forevermore}}
		in, out, _ := strings.Cut(rest, " > ")
		for side, into := range map[string]*[]Portion{in: &r.Inputs, out: &r.Outputs} {
			for part := range strings.SplitSeq(side, " + ") {
				var p Portion
				if _, err := fmt.Sscan(part, &p.Quantity, &p.Good); err != nil {
					panic(err)
				}
				*into = append(*into, p)
			}
		}
		all = append(all, r)
	}
	return all
}

// Long: it is a table.
func TestWhatIsSentAsksForWhatItIsMadeOf(t *testing.T) {
	bark := recipesOf("bark: 3 bark + 1 lye > 2 paper")
	chain := recipesOf("bark: 4 bark > 1 pulp", "pulp: 2 pulp > 1 paper")
	two := recipesOf("a: 1 bark > 1 paper", "b: 1 straw > 1 paper")
	two[0].Capacity = 100 // a tenth of a batch a day: 3 in January, 2 in February
	late := recipesOf("a: 1 bark > 1 paper")
	late[0].Term = Term{17_897 + 31 + 14, 17_897 + 31 + 28} // the second half of February
	late[0].Capacity = 500
	for name, c := range map[string]struct {
		recipes              []Recipe
		sent, kept, got, own string
		keeps                int
		want                 string
	}{
		"whole batches, rounded up": {
			bark, "paper 5 0 4", "", "bark 9 0 5; lye 3 0 2", "", 0,
			"paper makes[5 0 4][5 0 4][0 0 0]; bark takes[9 0 6][9 0 5][0 0 1]; " +
				"lye takes[3 0 2][3 0 2][0 0 0]",
		},
		"what nobody sends lacks": {
			bark, "paper 2", "", "", "", Forever,
			"paper makes[2 0 0][2 0 0][0 0 0]; bark takes[3 0 0][0 0 0][3 0 0]; " +
				"lye takes[1 0 0][0 0 0][1 0 0]",
		},
		"what it offers by itself and does not send": {
			bark, "paper 2; bark 4", "", "lye 1", "bark 6; paper 9", 0,
			"paper makes[2 0 0][2 0 0][0 0 0]; bark takes[3 0 0][2 0 0][1 0 0]; " +
				"lye takes[1 0 0][1 0 0][0 0 0]",
		},
		"what keeps serves later": {
			bark, "paper 0 2 2", "", "bark 6; lye 2", "", 1,
			"paper makes[0 2 2][0 2 2][0 0 0]; bark takes[0 3 3][6 0 0][0 0 3]; " +
				"lye takes[0 1 1][2 0 0][0 0 1]",
		},
		"what keeps for ever": {
			bark, "paper 0 2 2", "", "bark 6; lye 2", "", Forever,
			"paper makes[0 2 2][0 2 2][0 0 0]; bark takes[0 3 3][6 0 0][0 0 0]; " +
				"lye takes[0 1 1][2 0 0][0 0 0]",
		},
		"what comes later serves nobody now": {
			bark, "paper 2", "", "bark 0 3; lye 1", "", Forever,
			"paper makes[2 0 0][2 0 0][0 0 0]; bark takes[3 0 0][0 3 0][3 0 0]; " +
				"lye takes[1 0 0][1 0 0][0 0 0]",
		},
		"what is kept is to be made too": {
			bark, "paper 1", "paper 1", "bark 3; lye 1", "", 0,
			"paper makes[2 0 0][2 0 0][0 0 0]; bark takes[3 0 0][3 0 0][0 0 0]; " +
				"lye takes[1 0 0][1 0 0][0 0 0]",
		},
		"what is made on the way": {
			chain, "paper 3; pulp 1", "", "bark 20", "pulp 9", 0,
			"paper makes[3 0 0][3 0 0][0 0 0]; pulp makes[7 0 0][7 0 0][0 0 0]; " +
				"bark takes[28 0 0][20 0 0][8 0 0]",
		},
		"what is made on the way is no more for a need that says the same": {
			chain, "paper 3", "pulp 4", "pulp 2; bark 16", "", 0,
			"paper makes[3 0 0][3 0 0][0 0 0]; pulp makes[4 0 0][4 0 0][0 0 0]; " +
				"bark takes[16 0 0][16 0 0][0 0 0]",
		},
		"one recipe after another, as far as each reaches": {
			two, "paper 5 5", "", "bark 9 9; straw 9 9", "", 0,
			"paper makes[5 5 0][5 5 0][0 0 0]; bark takes[3 2 0][9 9 0][0 0 0]; " +
				"straw takes[2 3 0][9 9 0][0 0 0]",
		},
		"beyond all capacity": {
			two[:1], "paper 3 3", "", "bark 9 9", "", 0,
			"paper makes[3 3 0][3 2 0][0 1 0]; bark takes[3 2 0][9 9 0][0 0 0]",
		},
		"only while a recipe holds": {
			late, "paper 9 9 9", "", "bark 9 9 9", "", 0,
			"paper makes[0 9 0][0 7 0][0 2 0]; bark takes[0 7 0][9 9 9][0 0 0]",
		},
		"a by-product comes by itself": {
			recipesOf("mill: 4 seed > 1 oil + 3 cake"), "oil 2; cake 3", "", "seed 8", "", 0,
			"cake makes[3 0 0][3 0 0][0 0 0]; oil makes[2 0 0][2 0 0][0 0 0]; " +
				"seed takes[8 0 0][8 0 0][0 0 0]",
		},
		"a loop is followed once round": {
			recipesOf("a: 1 scrap > 2 iron", "b: 1 iron > 1 scrap"), "iron 4", "", "", "", 0,
			"iron makes[4 0 0][4 0 0][0 0 0]; scrap makes[2 0 0][2 0 0][0 0 0]; " +
				"iron takes[2 0 0][0 0 0][2 0 0]",
		},
		"nothing is sent": {bark, "bark 3", "", "", "bark 3", 0, ""},
	} {
		f := &PartFlow{amounts(c.sent), amounts(c.kept), amounts(c.got), amounts(c.own)}
		rows := f.Reckon(threeMonths(), c.recipes, func(GoodCode) int { return c.keeps })
		if got := reckoned(rows); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestWhatPassesAllNumbersStaysAtTheGreatest(t *testing.T) {
	f := &PartFlow{Sent: map[GoodCode][]Quantity{"paper": {MaxTotal}}}
	recipes := recipesOf("a: 1000000000000000 bark > 1 paper")
	rows := f.Reckon(threeMonths(), recipes, func(GoodCode) int { return 0 })
	if len(rows) != 2 || rows[1].Lacks[0] != math.MaxInt64 || !rows[1].LacksAny() {
		t.Errorf("%v", rows)
	}
	if rows[0].LacksAny() {
		t.Errorf("paper lacks: %v", rows[0])
	}
}

// TestNothingIsLackingExactlyWhereBatchesCanBeFed takes random sums, and makes the
// batches one by one from what is there.
func TestNothingIsLackingExactlyWhereBatchesCanBeFed(t *testing.T) {
	const seed = 20261126
	dice := rand.New(rand.NewPCG(seed, 1))
	some := func(most int64) Quantity { return Quantity(dice.Int64N(most)) }
	for i := range 2000 {
		r := recipesOf("a: 1 bark > 1 paper")
		r[0].Inputs[0].Quantity, r[0].Outputs[0].Quantity = 1+some(5), 1+some(5)
		sent, got := make([]Quantity, 3), make([]Quantity, 3)
		for p := range sent {
			sent[p], got[p] = some(20), some(30)
		}
		keeps := int(some(3))
		f := &PartFlow{
			Sent: map[GoodCode][]Quantity{"paper": sent}, Got: map[GoodCode][]Quantity{"bark": got},
		}
		rows := f.Reckon(threeMonths(), r, func(GoodCode) int { return keeps })
		fed := true
		left := append([]Quantity(nil), got...)
		for p := range sent {
			for made := Quantity(0); made < sent[p]; made += r[0].Outputs[0].Quantity {
				for range r[0].Inputs[0].Quantity {
					from := max(0, p-keeps)
					for from <= p && left[from] == 0 {
						from++
					}
					if from > p {
						fed = false
						break
					}
					left[from]--
				}
			}
		}
		lacks := false
		for k := range rows {
			lacks = lacks || rows[k].LacksAny()
		}
		if fed == lacks {
			t.Fatalf("seed %d, case %d: fed %v, %s", seed, i, fed, reckoned(rows))
		}
	}
}

// TestWhoTakesAGoodIsReckonedBeforeWhoMakesIt throws recipes without loops, in which a
// good is only made of such as come before it in a row, into any order.
func TestWhoTakesAGoodIsReckonedBeforeWhoMakesIt(t *testing.T) {
	const seed = 20261127
	dice := rand.New(rand.NewPCG(seed, 1))
	for i := range 300 {
		var all []Recipe
		for n := range 2 + dice.IntN(7) {
			out := 1 + dice.IntN(8)
			all = append(all, Recipe{
				Code:    RecipeCode(fmt.Sprint(n)),
				Inputs:  []Portion{{GoodCode(fmt.Sprint(dice.IntN(out))), 1}},
				Outputs: []Portion{{GoodCode(fmt.Sprint(out)), 1}},
			})
		}
		dice.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		ordered := usersFirst(all)
		if len(ordered) != len(all) {
			t.Fatalf("seed %d, case %d: %d of %d are left", seed, i, len(ordered), len(all))
		}
		for n, maker := range ordered {
			for _, taker := range ordered[n+1:] {
				if maker.feeds(taker) {
					t.Fatalf("seed %d, case %d: %s is before %s", seed, i, maker.Code, taker.Code)
				}
			}
		}
		if loops := RecipeLoops(all); len(loops) > 0 {
			t.Fatalf("seed %d, case %d: it goes round in %v", seed, i, loops)
		}
	}
}

// TestCapacityCountsTheDaysOnWhichARecipeHolds goes to the edges of February 2019.
func TestCapacityCountsTheDaysOnWhichARecipeHolds(t *testing.T) {
	const first, last = 17_897 + 31, 17_897 + 31 + 27
	for name, c := range map[string]struct {
		term     Term
		capacity int64
		want     int64
	}{
		"all of it":                  {Term{0, Forevermore}, 1000, 28},
		"just all of it":             {Term{first, last + 1}, 1000, 28},
		"all but its first day":      {Term{first + 1, last + 1}, 1000, 27},
		"all but its last day":       {Term{first, last}, 1000, 27},
		"its first day only":         {Term{0, first + 1}, 1000, 1},
		"its last day only":          {Term{last, Forevermore}, 1000, 1},
		"until the day before":       {Term{0, first}, 1000, 0},
		"from the day after":         {Term{last + 1, Forevermore}, 1000, 0},
		"parts of batches are lost":  {Term{0, Forevermore}, 999, 27},
		"less than one in a month":   {Term{0, Forevermore}, 35, 0},
		"just one in a month":        {Term{0, Forevermore}, 36, 1},
		"as many as can be said":     {Term{0, Forevermore}, MaxCapacity, 28_000_000},
		"nobody has said how many":   {Term{0, Forevermore}, 0, math.MaxInt64},
		"nobody has, and it is over": {Term{0, first}, 0, 0},
	} {
		r := &reckoning{horizon: threeMonths()}
		if got := r.batches(&Recipe{Term: c.term, Capacity: c.capacity}, 1); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestAChainAsksForWhatItsBatchesTakeOneByOne makes paper of pulp and pulp of bark, batch
// by batch, and counts what that takes.
func TestAChainAsksForWhatItsBatchesTakeOneByOne(t *testing.T) {
	const seed = 20261128
	dice := rand.New(rand.NewPCG(seed, 1))
	some := func(most int64) Quantity { return 1 + Quantity(dice.Int64N(most)) }
	for i := range 1000 {
		all := recipesOf("a: 1 pulp > 1 paper", "b: 1 bark > 1 pulp")
		for n := range all {
			all[n].Inputs[0].Quantity, all[n].Outputs[0].Quantity = some(7), some(7)
		}
		sent, came := some(40), some(30)-1
		f := &PartFlow{
			Sent: map[GoodCode][]Quantity{"paper": {sent}},
			Got:  map[GoodCode][]Quantity{"pulp": {came}},
		}
		pulp, bark := Quantity(0), Quantity(0)
		for paper := Quantity(0); paper < sent; paper += all[0].Outputs[0].Quantity {
			pulp += all[0].Inputs[0].Quantity
		}
		for made := came; made < pulp; made += all[1].Outputs[0].Quantity {
			bark += all[1].Inputs[0].Quantity
		}
		asks := map[GoodCode]Quantity{}
		for _, r := range f.Reckon(threeMonths(), all, func(GoodCode) int { return 0 }) {
			asks[r.Good] = r.Asks[0]
		}
		want := map[GoodCode]Quantity{"paper": sent, "pulp": max(0, pulp-came), "bark": bark}
		for good, q := range want {
			if asks[good] != q {
				t.Fatalf("seed %d, case %d: %d of %s is asked, want %d", seed, i, asks[good],
					good, q)
			}
		}
	}
}
