package web

import (
	"fmt"
	"math"
	"math/big"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

// aReading is one of an address whose query is this.
func aReading(query string) *reading {
	values, err := url.ParseQuery(query)
	if err != nil {
		panic(err)
	}
	return &reading{query: values, after: values.Get("after"), limit: partUsual}
}

// TestBalancesAreCutByPlacePeriodAndMark asks for parts of the balances of two places and
// of who is nowhere, in two periods.
func TestBalancesAreCutByPlacePeriodAndMark(t *testing.T) {
	stocks := map[string][]hinterland.Stock{"": make([]hinterland.Stock, 3)}
	stocks["b"], stocks["a"] = stocks[""], stocks[""]
	for query, want := range map[string]string{
		"":                        "-1 -2 a-1 a-2 b-1 b-2",
		"after=+1":                "-2 a-1 a-2 b-1 b-2",
		"after=+2":                "a-1 a-2 b-1 b-2",
		"after=a+1":               "a-2 b-1 b-2",
		"after=aa+1":              "b-1 b-2", // a place where nothing is any more
		"after=b+2":               "",
		"after=c+1":               "",
		"at=":                     "-1 -2",
		"at=a":                    "a-1 a-2",
		"at=c":                    "",
		"period=2":                "-2 a-2 b-2",
		"period=2&at=b":           "b-2",
		"period=2&after=a+2":      "b-2",
		"period=2&at=b&after=b+2": "",
	} {
		found, err := aReading(query).stocks(stocks, 2)
		var got []string
		for _, s := range found {
			got = append(got, fmt.Sprint(s.at, "-", int(s.period)))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %v, %v, want %s", query, got, err, want)
		}
	}
	for query, want := range map[string]hinterland.Reason{
		"after=a": "query.after", "after=1": "query.after", "after=a+b": "query.after",
		"after=a+1+2": "query.after", "period=3": "query.period", "period=-1": "query.period",
		"period=0": "query.period", "period=": "query.period", "period=1.5": "query.period",
	} {
		_, err := aReading(query).stocks(stocks, 2)
		if told := refusalsIn(err); len(told) != 1 || told[0].Reason != want {
			t.Errorf("%q: %v, want %s", query, err, want)
		}
	}
}

// TestAMarkHasAsManyWordsAsItsKey reads marks of one word to three.
func TestAMarkHasAsManyWordsAsItsKey(t *testing.T) {
	for query, words := range map[string]int{
		"": 2, "after=a": 1, "after=a+b": 2, "after=a+b+c": 3, "after=+b": 2,
	} {
		for n := 1; n <= 4; n++ {
			q := aReading(query)
			found, err := q.mark(n)
			if fits := query == "" || n == words; fits != (err == nil) {
				t.Errorf("%q as %d words: %v", query, n, err)
			} else if fits && (len(found) != n || strings.Join(found, " ") != q.after &&
				q.after != "") {
				t.Errorf("%q is read as %q", query, found)
			}
		}
	}
}

// TestWhatTheReaderMayNotKnowOfALineIsMissing answers with a line whose price is known,
// with one that costs nothing, and with one whose price is not to be known.
func TestWhatTheReaderMayNotKnowOfALineIsMissing(t *testing.T) {
	of := &hinterland.Good{Code: "ramie", Decimals: 3, Currency: "CNY"}
	for _, tt := range []struct {
		priced                bool
		price                 hinterland.Money
		says, unit, currency  string
		quantity, allQuantity string
	}{
		{true, 2_500_000, "2.5", "2.5", "CNY", "0.001", "9223372036854775.807"},
		{true, 0, "0", "0", "CNY", "0.001", "9223372036854775.807"},
		{false, 0, "", "", "", "0.001", "9223372036854775.807"},
	} {
		line := hinterland.Line{
			OfferPeriod: 1, ShipPeriod: 2, Period: 3, Priority: 4, Quantity: 1,
			Price: tt.price, UnitCost: tt.price, Reason: hinterland.LineShare,
		}
		got := answerAllocated(&office.Allocated{
			Allocation: hinterland.Allocation{
				Good: "ramie", From: "coop", To: "mill", Quantity: math.MaxInt64,
			},
			Lines: []hinterland.Line{line}, Priced: tt.priced,
		}, of)
		want := allocationAnswer{
			Good: "ramie", From: "coop", To: "mill", Quantity: tt.allQuantity,
			Currency: tt.currency, Lines: []lineAnswer{{
				Offered: 1, Sent: 2, Needed: 3, Priority: 4, Quantity: tt.quantity,
				Price: tt.says, UnitCost: tt.unit, Reason: hinterland.LineShare,
			}},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// TestWhatAPlanComesToIsToldExactly answers with sums past 64 bits, and with a good whose
// cost is not to be known.
func TestWhatAPlanComesToIsToldExactly(t *testing.T) {
	of := &hinterland.Good{Code: "ramie", Decimals: 1, Currency: "CNY"}
	cost, _ := new(big.Int).SetString("123456789012345678901234567", 10)
	g := &office.PlannedGood{
		GoodSummary: hinterland.GoodSummary{
			Good: "ramie", Currency: "CNY", Decimals: 1, Cost: cost,
			Classes: []hinterland.ClassSum{{Priority: 0, Needed: 5, Met: 5}, {Priority: 2}},
		},
		Offered: []hinterland.Quantity{15, 0, 20},
	}
	got := answerPlanned(g, of)
	want := plannedAnswer{
		Good: "ramie", Offered: []string{"1.5", "0", "2"}, Currency: "CNY",
		Classes: []classAnswer{{0, "0.5", "0.5"}, {2, "0", "0"}},
		Cost:    hinterland.FormatTotal(cost, 1+hinterland.MoneyPlaces),
	}
	if !reflect.DeepEqual(got, want) || strings.Contains(got.Cost, "e") {
		t.Errorf("%+v, want %+v", got, want)
	}
	g.Cost = nil
	if got = answerPlanned(g, of); got.Cost != "" || got.Currency != "" {
		t.Errorf("a cost that is not to be known is told: %+v", got)
	}
}

// TestARecipeIsAnsweredAsItCanBeStated answers with one whose capacity nobody has said,
// which is to stay, and with one of which both are said.
func TestARecipeIsAnsweredAsItCanBeStated(t *testing.T) {
	n := (&ask{}).noNames(nil)
	n.call(nil, []hinterland.Good{{Code: "ramie", Decimals: 3}, {Code: "paper"}})
	r := &office.KnownRecipe{Recipe: hinterland.Recipe{
		Party: "mill", Code: "sheets", Term: hinterland.Term{From: 5, To: hinterland.Forevermore},
		Inputs:  []hinterland.Portion{{Good: "ramie", Quantity: 1250}},
		Outputs: []hinterland.Portion{{Good: "paper", Quantity: 20}},
	}, Base: 7}
	got := answerRecipe(r, n)
	want := recipeAnswer{
		Party: "mill", Recipe: "sheets", From: 5, Base: 7,
		Inputs:  []office.RecipeGood{{Good: "ramie", Quantity: "1.25"}},
		Outputs: []office.RecipeGood{{Good: "paper", Quantity: "20"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	r.Term.To, r.Capacity = 9, 2500
	if got = answerRecipe(r, n); got.Last == nil || *got.Last != 8 || got.Capacity != "2.5" {
		t.Errorf("%+v", got)
	}
}
