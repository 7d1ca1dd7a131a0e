package hinterland

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// MaxPlaces is the greatest number of decimal places that a quantity or a sum
// of money may have.
const MaxPlaces = 6

// ParseDecimal reads text as a whole number of steps of 10^-places. The text
// is digits with at most one point and no sign. It refuses anything else,
// more decimals than places (even zeros: they claim a precision that the good
// does not have), and what does not fit 63 bits.
func ParseDecimal(text string, places int) (int64, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if CheckDecimal("", text) != nil {
		return 0, Refuse(Invalid, "number.form", nil)
	}
	if len(fraction) > places {
		return 0, Refuse(Invalid, "number.places", Args{"places": places})
	}
	steps, err := strconv.ParseInt(whole+fraction+zeros(places-len(fraction)), 10, 64)
	if err != nil {
		return 0, Refuse(Invalid, "number.size", nil)
	}
	return steps, nil
}

// CheckDecimal refuses what ParseDecimal refuses whatever the places, and says of
// nothing that it is nothing.
func CheckDecimal(column, text string) *Refusal {
	whole, fraction, _ := strings.Cut(text, ".")
	switch {
	case text == "":
		return Refuse(Invalid, "cell.blank", nil).In(Where{Column: column})
	case whole+fraction == "" || !digits(whole) || !digits(fraction):
		return Refuse(Invalid, "number.form", nil).In(Where{Column: column, Value: clip(text)})
	}
	return nil
}

// FormatDecimal writes steps of 10^-places as ParseDecimal reads it, without
// zeros at the end of the fraction. A negative value has a leading minus.
func FormatDecimal(steps int64, places int) string {
	sign := ""
	if steps < 0 {
		sign = "-"
	}
	return sign + point(strconv.FormatUint(magnitude(steps), 10), places)
}

// ParseWhole reads a whole number from low to high, both included.
func ParseWhole(text string, low, high int64) (int64, error) {
	if text == "" || !digits(text) {
		return 0, Refuse(Invalid, "number.whole", nil)
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil || v < low || v > high {
		return 0, Refuse(Invalid, "number.range", Args{"low": low, "high": high})
	}
	return v, nil
}

// RoundHalfEven divides n by d > 0 and rounds to the nearest whole number, a
// tie to the even one.
func RoundHalfEven(n, d int64) int64 {
	q, r := n/d, n%d
	if r < 0 {
		q, r = q-1, r+d
	}
	if r > d-r || r == d-r && q&1 == 1 {
		q++
	}
	return q
}

// AddProduct adds a·b to total, exactly. Costs of a plan are such sums: a
// quantity in steps times a price in steps may leave 63 bits.
func AddProduct(total *big.Int, a, b int64) {
	total.Add(total, new(big.Int).Mul(big.NewInt(a), big.NewInt(b)))
}

// FormatTotal writes a sum in steps of 10^-places as FormatDecimal does.
func FormatTotal(total *big.Int, places int) string {
	sign := ""
	if total.Sign() < 0 {
		sign = "-"
	}
	return sign + point(new(big.Int).Abs(total).String(), places)
}

// point sets the decimal point into digits and drops idle zeros.
func point(digits string, places int) string {
	digits = zeros(places+1-len(digits)) + digits
	at := len(digits) - places
	fraction := strings.TrimRight(digits[at:], "0")
	if fraction == "" {
		return digits[:at]
	}
	return digits[:at] + "." + fraction
}

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

func zeros(n int) string { return strings.Repeat("0", max(n, 0)) }

func magnitude(v int64) uint64 {
	if v == math.MinInt64 {
		return 1 << 63
	}
	return uint64(max(v, -v))
}
