package hinterland

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestADecimalIsReadExactlyOrRefused(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		places int
		want   int64
		reason Reason
	}{
		{"a whole number fills its places", "12", 3, 12_000, ""},
		{"a fraction counts in steps", "1.5", 3, 1_500, ""},
		{"a point needs no digit before it", ".5", 1, 5, ""},
		{"a point needs no digit behind it", "5.", 1, 50, ""},
		{"the greatest number of 63 bits", "9223372036854775807", 0, math.MaxInt64, ""},
		{"one more is too large", "9223372036854775808", 0, 0, "number.size"},
		{"places can make it too large", "9223372036854775807", 1, 0, "number.size"},
		{"more decimals than places claim too much", "1.50", 1, 0, "number.places"},
		{"no text is no number", "", 2, 0, "number.form"},
		{"a point alone is no number", ".", 2, 0, "number.form"},
		{"a sign is refused", "-1", 0, 0, "number.form"},
		{"so is the other one", "+1", 0, 0, "number.form"},
		{"two points are refused", "1.2.3", 6, 0, "number.form"},
		{"a comma is not a point", "1,5", 1, 0, "number.form"},
		{"an exponent is refused", "1e3", 0, 0, "number.form"},
		{"spaces inside are refused", "1 000", 0, 0, "number.form"},
		{"wide digits are refused", "１２", 0, 0, "number.form"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseDecimal(test.text, test.places)
			var refusal *Refusal
			switch {
			case test.reason == "" && err != nil:
				t.Fatalf("refused: %v", err)
			case test.reason != "" && (!errors.As(err, &refusal) || refusal.Reason != test.reason):
				t.Fatalf("got %v, want a refusal for %s", err, test.reason)
			case got != test.want:
				t.Errorf("got %d steps, want %d", got, test.want)
			}
		})
	}
}

func TestADecimalIsWrittenAsItIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1958))
	for range 5000 {
		steps, places := random.Int64()>>random.IntN(63), random.IntN(MaxPlaces+1)
		got, err := ParseDecimal(FormatDecimal(steps, places), places)
		if err != nil || got != steps {
			t.Fatalf("%d steps of %d places come back as %d, %v", steps, places, got, err)
		}
	}
	for text, steps := range map[string]int64{"-0.05": -5, "0": 0, "12": 1200, "0.1": 10} {
		if got := FormatDecimal(steps, 2); got != text {
			t.Errorf("%d steps of 2 places are written %q, want %q", steps, got, text)
		}
	}
}

func TestATotalIsExactBeyond63Bits(t *testing.T) {
	total := new(big.Int)
	AddProduct(total, math.MaxInt64, 1_000_000)
	AddProduct(total, -3, 7)
	if got, want := FormatTotal(total, 6), "9223372036854775806.999979"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	total.Neg(total)
	if got, want := FormatTotal(total, 6), "-9223372036854775806.999979"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestHalvesAreRoundedToTheEvenNeighbour(t *testing.T) {
	for _, test := range []struct{ n, d, want int64 }{
		{5, 10, 0},
		{15, 10, 2},
		{25, 10, 2},
		{-5, 10, 0},
		{-15, 10, -2},
		{-25, 10, -2},
		{14, 10, 1},
		{16, 10, 2},
		{-14, 10, -1},
		{-16, 10, -2},
		{7, 3, 2},
		{8, 3, 3},
		{0, 9, 0},
	} {
		if got := RoundHalfEven(test.n, test.d); got != test.want {
			t.Errorf("%d / %d rounds to %d, want %d", test.n, test.d, got, test.want)
		}
	}
}

func TestAWholeNumberHasBounds(t *testing.T) {
	for text, want := range map[string]Reason{
		"1": "", "12": "", "0": "number.range", "13": "number.range", "": "number.whole",
		"1.0": "number.whole", "-1": "number.whole", "99999999999999999999": "number.range",
	} {
		_, err := ParseWhole(text, 1, 12)
		var refusal *Refusal
		errors.As(err, &refusal)
		if want == "" && err != nil || want != "" && (refusal == nil || refusal.Reason != want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
