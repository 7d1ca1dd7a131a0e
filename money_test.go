package hinterland

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// said is the reason of a refusal, empty where there is none.
func said(err error) Reason {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Reason
	}
	return ""
}

func TestASumIsReadToTheSmallestUnitOfItsCurrencyOrRefused(t *testing.T) {
	for _, tt := range []struct {
		name, text, currency string
		minor                int64
		reason               Reason
	}{
		{"fen of a yuan", "12.5", "CNY", 1250, ""},
		{"noughts as far as the currency goes", "12.50", "CNY", 1250, ""},
		{"a tenth of a fen is none", "12.505", "CNY", 0, "sum.places"},
		{"even where it is nought", "12.500", "CNY", 0, "sum.places"},
		{"a yen has no parts", "300", "JPY", 300, ""},
		{"not even noughts", "300.0", "JPY", 0, "sum.places"},
		{"a dinar has a thousand fils", "1.001", "KWD", 1001, ""},
		{"and no more", "1.0001", "KWD", 0, "sum.places"},
		{"nothing", "0", "CNY", 0, ""},
		{"the largest sum", "10000000000000", "CNY", MaxSum, ""},
		{"one fen more", "10000000000000.01", "CNY", 0, "number.size"},
		{"what no number holds", "99999999999999999999", "CNY", 0, "number.size"},
		{"a sign", "-1", "CNY", 0, "number.form"},
		{"thousands apart", "1,000", "CNY", 0, "number.form"},
		{"words behind the point", "1.abc", "CNY", 0, "number.form"},
		{"an exponent", "1e3", "CNY", 0, "number.form"},
		{"no text", "", "CNY", 0, "number.form"},
		{"no currency", "1", "", 0, "currency.form"},
		{"a currency in small letters", "1", "cny", 0, "currency.form"},
		{"two codes at once", "1", "CNY COP", 0, "currency.form"},
		{"a currency that nobody has", "1", "ABC", 0, "currency.unknown"},
		{"gold, which has no smallest unit", "1", "XAU", 0, "currency.unknown"},
	} {
		got, err := ParseSum(tt.text, tt.currency)
		if said(err) != tt.reason || (err == nil) != (tt.reason == "") || got.Minor != tt.minor {
			t.Errorf("%s: %s %s is %v, %v", tt.name, tt.text, tt.currency, got, err)
		}
		if err == nil && got.Currency != tt.currency {
			t.Errorf("%s: the currency is %q", tt.name, got.Currency)
		}
	}
}

func TestASumIsWrittenAsItIsRead(t *testing.T) {
	dice := rand.New(rand.NewPCG(4, 1958))
	for range 5000 {
		currency := []string{"CNY", "JPY", "KWD", "USD"}[dice.IntN(4)]
		want := Sum{Minor: dice.Int64N(MaxSum + 1), Currency: currency}
		if got, err := ParseSum(want.String(), currency); err != nil || got != want {
			t.Fatalf("%d of %s, written %s, are read as %v, %v",
				want.Minor, currency, want, got, err)
		}
	}
	if text := (Sum{Minor: -5, Currency: "CNY"}).String(); text != "-0.05" {
		t.Errorf("five fen too little are written %s", text)
	}
}

// No code stands twice in the lists, and each has three letters.
func TestEveryCurrencyHasOneNumberOfPlaces(t *testing.T) {
	seen := map[string]bool{}
	for places, codes := range map[int]string{0: noPlaces, 2: twoPlaces, 3: threePlaces} {
		for _, code := range strings.Fields(codes) {
			got, refusal := CurrencyPlaces(code)
			if refusal != nil || got != places || seen[code] {
				t.Errorf("%s has %d places, %v, seen before: %t", code, got, refusal, seen[code])
			}
			seen[code] = true
		}
	}
	if len(seen) < 150 {
		t.Errorf("only %d currencies", len(seen))
	}
}

func TestSumsOfOneCurrencyAddUpToTheBoundAndNoFurther(t *testing.T) {
	yuan := func(minor int64) Sum { return Sum{Minor: minor, Currency: "CNY"} }
	for _, tt := range []struct {
		name   string
		a, b   Sum
		plus   int64
		reason Reason
	}{
		{"up to the bound", yuan(MaxSum - 1), yuan(1), MaxSum, ""},
		{"one beyond it", yuan(MaxSum), yuan(1), 0, "number.size"},
		{"as much as there is, twice", yuan(MaxSum), yuan(MaxSum), 0, "number.size"},
		{"down to the bound", yuan(-MaxSum), yuan(0), -MaxSum, ""},
		{"one below it", yuan(-MaxSum), yuan(-1), 0, "number.size"},
		{"another currency", yuan(1), Sum{Minor: 1, Currency: "JPY"}, 0, "sum.currencies"},
		{"no currency", yuan(1), Sum{}, 0, "sum.currencies"},
	} {
		got, err := tt.a.Plus(tt.b)
		if said(err) != tt.reason || got.Minor != tt.plus {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
		less, err := tt.a.Minus(Sum{Minor: -tt.b.Minor, Currency: tt.b.Currency})
		if said(err) != tt.reason || less != got {
			t.Errorf("%s, taken away: %v, %v", tt.name, less, err)
		}
	}
}

func TestSumsAreComparedInOneCurrencyOnly(t *testing.T) {
	most, least := Sum{MaxSum, "CNY"}, Sum{-MaxSum, "CNY"}
	for want, pair := range map[int][2]Sum{-1: {least, most}, 0: {most, most}, 1: {most, least}} {
		if got, err := pair[0].Compare(pair[1]); got != want || err != nil {
			t.Errorf("%v with %v: %d, %v", pair[0], pair[1], got, err)
		}
	}
	if _, err := most.Compare(Sum{1, "JPY"}); said(err) != "sum.currencies" {
		t.Errorf("yuan are compared with yen: %v", err)
	}
}

func TestWorthIsRoundedOnceAndToTheEvenOne(t *testing.T) {
	tonnes, pieces := &Good{Decimals: 3}, &Good{}
	for _, tt := range []struct {
		name     string
		q        Quantity
		good     *Good
		price    string
		currency string
		want     string
		reason   Reason
	}{
		{"exact", 1500, tonnes, "820", "CNY", "1230", ""},
		{"half a fen goes to the even one below", 1, pieces, "0.125", "CNY", "0.12", ""},
		{"and to the even one above", 1, pieces, "0.135", "CNY", "0.14", ""},
		{"less than half is dropped", 1, pieces, "0.124999", "CNY", "0.12", ""},
		{"more than half is not", 1, pieces, "0.125001", "CNY", "0.13", ""},
		{"a brick is worth four fen", 1, pieces, "0.0375", "CNY", "0.04", ""},
		{"a thousand are not worth forty yuan", 1000, pieces, "0.0375", "CNY", "37.5", ""},
		{"in yen", 1, pieces, "2.5", "JPY", "2", ""},
		{"in fils", 1, pieces, "0.0005", "KWD", "0", ""},
		{"nearly as much as a sum can be", 1, pieces, "9000000000000", "CNY", "9000000000000", ""},
		{"too much for one", Quantity(MaxTotal), pieces, "9000000", "CNY", "", "number.size"},
		{"more than it may be", 2, pieces, "9000000000000", "CNY", "", "number.size"},
		{"in what nobody pays with", 1, pieces, "1", "ABC", "", "currency.unknown"},
	} {
		price, err := ParseDecimal(tt.price, MoneyPlaces)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		got, err := Worth(tt.q, tt.good, Money(price), tt.currency)
		if said(err) != tt.reason || tt.want != "" && got.String() != tt.want {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
}

// What is rounded lies at most half of the smallest unit from the truth.
func TestNoWorthIsFartherOffThanHalfTheSmallestUnit(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 1958))
	for range 20_000 {
		g := &Good{Decimals: dice.IntN(MaxPlaces + 1)}
		q := Quantity(dice.Int64N(int64(MaxTotal)) >> dice.IntN(50))
		price := Money(dice.Int64N(int64(MaxUnitCost)) >> dice.IntN(43))
		currency, places := []string{"JPY", "CNY", "KWD"}[dice.IntN(3)], 0
		places, _ = CurrencyPlaces(currency)
		exact := new(big.Rat).SetFrac(
			new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(price))),
			power(g.Decimals+MoneyPlaces-places))
		got, err := Worth(q, g, price, currency)
		off := new(big.Rat).Sub(exact, new(big.Rat).SetInt64(got.Minor))
		if err == nil && off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%d of %d places at %d are %v %s, not %s",
				q, g.Decimals, price, got, currency, exact.FloatString(3))
		}
		if err != nil && exact.Cmp(new(big.Rat).SetInt64(MaxSum)) < 0 {
			t.Fatalf("%s of %s are refused: %v", exact.FloatString(3), currency, err)
		}
	}
}
