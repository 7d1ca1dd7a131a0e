package hinterland

import (
	"cmp"
	"math/big"
	"strings"
)

// A Sum is money that changes hands: a whole number of the smallest units that
// its currency has (ISO 4217), and the currency. The zero Sum has no currency
// and is added to nothing. A balance may be negative; what is typed never is.
//
// A Money is finer, since a price may be: 0.0375 yuan for a brick. Prices
// become a Sum in one place, Worth, and are rounded there once.
type Sum struct {
	Minor    int64
	Currency string
}

// MaxSum bounds every sum, so that the records can add up a few thousand of
// them within 63 bits: ten trillion yuan.
const MaxSum = 1_000_000_000_000_000

// The currencies by their decimal places (ISO 4217, list one, and what it took
// out lately), those of two apart, since most have two.
const (
	noPlaces    = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
	threePlaces = "BHD IQD JOD KWD LYD OMR TND"
	twoPlaces   = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD " +
		"BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP " +
		"GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT " +
		"LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO " +
		"NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS " +
		"SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD " +
		"XCG YER ZAR ZMW ZWG"
)

// CurrencyPlaces is how many decimal places the sums of a currency have. It
// refuses what has not the form of a code, and a code of which it is not known:
// a guess could be wrong by a factor of a hundred.
func CurrencyPlaces(currency string) (int, *Refusal) {
	at := Where{Column: "currency", Value: clip(currency)}
	if !isCurrency(currency) {
		return 0, Refuse(Invalid, "currency.form", nil).In(at)
	}
	for places, codes := range []string{noPlaces, "", twoPlaces, threePlaces} {
		if strings.Contains(codes, currency) {
			return places, nil
		}
	}
	return 0, Refuse(Invalid, "currency.unknown", nil).In(at)
}

// ParseSum reads a plain decimal as a sum in a currency. It refuses one that
// is finer than the currency's smallest unit, and one beyond MaxSum.
func ParseSum(text, currency string) (Sum, error) {
	places, refusal := CurrencyPlaces(currency)
	if refusal != nil {
		return Sum{}, refusal
	}
	if _, fraction, _ := strings.Cut(text, "."); digits(fraction) && len(fraction) > places {
		return Sum{}, Refuse(Invalid, "sum.places", Args{"places": places, "currency": currency})
	}
	minor, err := ParseDecimal(text, places)
	if err != nil {
		return Sum{}, err
	}
	return sized(minor, currency)
}

// String writes the sum as ParseSum reads it, without its currency.
func (s Sum) String() string {
	places, _ := CurrencyPlaces(s.Currency)
	return FormatDecimal(s.Minor, places)
}

// Plus adds two sums of one currency.
func (s Sum) Plus(o Sum) (Sum, error) {
	if s.Currency != o.Currency {
		return Sum{}, twoCurrencies(s, o)
	}
	return sized(s.Minor+o.Minor, s.Currency)
}

// Minus takes a sum from another one of its currency.
func (s Sum) Minus(o Sum) (Sum, error) { return s.Plus(Sum{Minor: -o.Minor, Currency: o.Currency}) }

// Compare is -1, 0 or 1 as s is less than, as much as or more than another sum
// of its currency.
func (s Sum) Compare(o Sum) (int, error) {
	if s.Currency != o.Currency {
		return 0, twoCurrencies(s, o)
	}
	return cmp.Compare(s.Minor, o.Minor), nil
}

// Worth is what a quantity of a good costs at a price for one unit, rounded
// half to even to the smallest unit of the currency, once. Whoever wants the
// worth of several quantities at one price adds these up first: sums of
// rounded parts drift.
func Worth(q Quantity, g *Good, price Money, currency string) (Sum, error) {
	places, refusal := CurrencyPlaces(currency)
	if refusal != nil {
		return Sum{}, refusal
	}
	cost := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(price)))
	fine := big.NewInt(int64(g.Decimals) + MoneyPlaces - int64(places))
	minor := roundQuotient(cost, fine.Exp(big.NewInt(10), fine, nil))
	if !minor.IsInt64() {
		return Sum{}, Refuse(Invalid, "number.size", nil)
	}
	return sized(minor.Int64(), currency)
}

// roundQuotient is RoundHalfEven for numbers of any size: the floor of n/d + ½,
// less one where that is an odd tie.
func roundQuotient(n, d *big.Int) *big.Int {
	twice := new(big.Int).Lsh(d, 1)
	q, rest := new(big.Int).DivMod(new(big.Int).Add(new(big.Int).Lsh(n, 1), d), twice, new(big.Int))
	if rest.Sign() == 0 && q.Bit(0) == 1 {
		q.Sub(q, big.NewInt(1))
	}
	return q
}

// sized is a sum that is not beyond MaxSum on either side. What is added up to
// it are two such sums at most, and fit 63 bits.
func sized(minor int64, currency string) (Sum, error) {
	if magnitude(minor) > MaxSum {
		return Sum{}, Refuse(Invalid, "number.size", nil)
	}
	return Sum{Minor: minor, Currency: currency}, nil
}

func twoCurrencies(s, o Sum) *Refusal {
	return Refuse(Invalid, "sum.currencies", Args{"one": s.Currency, "other": o.Currency}).
		In(Where{Column: "currency", Value: clip(o.Currency)})
}

// Figure is the sum as a text mentions it, which names its currency besides.
func (s Sum) Figure() Figure { return Figure(s.String()) }
