package hinterland

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// edges are numbers at and about the ends of what can be counted.
func edges() []int64 {
	return []int64{
		0, 1, 2, 4, 5, 6, 9, 10, 11, 15, 25, 99, 1_000_000,
		math.MaxInt64/10 - 1, math.MaxInt64 / 10, math.MaxInt64/10 + 1,
		math.MaxInt64 / 2, math.MaxInt64/2 + 1, math.MaxInt64 - 1, math.MaxInt64,
	}
}

// Any number of steps is written as the exact decimal, is read back as itself,
// and has no idle zero in its fraction.
func TestDecimalsAreExactToTheEndsOf63Bits(t *testing.T) {
	for _, magnitude := range append(edges(), math.MinInt64) {
		for _, steps := range []int64{magnitude, -magnitude} {
			for places := range MaxPlaces + 1 {
				text := FormatDecimal(steps, places)
				got, ok := new(big.Rat).SetString(text)
				want := new(big.Rat).SetFrac(big.NewInt(steps), power(places))
				if !ok || got.Cmp(want) != 0 {
					t.Errorf("%d steps of %d places are written %s", steps, places, text)
				}
				if _, fraction, point := strings.Cut(text, "."); point &&
					(fraction == "" || strings.HasSuffix(fraction, "0")) {
					t.Errorf("%s has an idle zero", text)
				}
				if total := FormatTotal(big.NewInt(steps), places); total != text {
					t.Errorf("%d is written %s, as a sum %s", steps, text, total)
				}
				if steps < 0 {
					continue
				}
				if back, err := ParseDecimal(text, places); err != nil || back != steps {
					t.Errorf("%s reads as %d, %v, want %d", text, back, err, steps)
				}
			}
		}
	}
}

func power(places int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}

// Whatever the text, ParseDecimal reads exactly its value or refuses it.
func TestNoDecimalIsReadAsAnotherNumber(t *testing.T) {
	dice := rand.New(rand.NewPCG(2, 1958))
	read, large := 0, 0
	for range 20_000 {
		text := make([]byte, 1+dice.IntN(22))
		for i := range text {
			text[i] = "0123456789."[dice.IntN(10+dice.IntN(2))]
		}
		places := dice.IntN(MaxPlaces + 1)
		steps, err := ParseDecimal(string(text), places)
		value, number := new(big.Rat).SetString(string(text))
		var refusal *Refusal
		switch {
		case err == nil:
			read++
			if !number || value.Cmp(new(big.Rat).SetFrac(big.NewInt(steps), power(places))) != 0 {
				t.Fatalf("%s reads as %d steps of %d places", text, steps, places)
			}
		case !errors.As(err, &refusal):
			t.Fatalf("%s: %v", text, err)
		case refusal.Reason == "number.size":
			large++
			steps := new(big.Rat).Mul(value, new(big.Rat).SetInt(power(places)))
			if steps.IsInt() && steps.Num().IsInt64() {
				t.Fatalf("%s fits %d places and is refused as too large", text, places)
			}
		}
	}
	if read < 1000 || large < 1000 {
		t.Errorf("too few are read (%d) or too large (%d) to tell", read, large)
	}
}

// The rounded quotient is the nearest whole number; of two as near, the even
// one.
func TestRoundingIsToTheNearestAtAnySize(t *testing.T) {
	for _, n := range edges() {
		for _, d := range edges()[1:] {
			for _, n := range []int64{n, -n} {
				got := big.NewInt(RoundHalfEven(n, d))
				rest := new(big.Int).Mul(got, big.NewInt(d))
				rest.Abs(rest.Sub(big.NewInt(n), rest)).Lsh(rest, 1) // twice the error
				off := rest.Cmp(big.NewInt(d))
				if off > 0 || off == 0 && got.Bit(0) == 1 {
					t.Errorf("%d / %d rounds to %d", n, d, got)
				}
			}
		}
	}
}

func TestWholeNumbersAreTakenFromTheFirstToTheLast(t *testing.T) {
	for _, tt := range []struct {
		text      string
		low, high int64
		fits      bool
	}{
		{"9223372036854775807", 0, math.MaxInt64, true},
		{"9223372036854775808", 0, math.MaxInt64, false},
		{"0", 0, 0, true},
		{"007", 7, 7, true},
		{"6", 7, 9, false},
		{"7", 7, 9, true},
		{"9", 7, 9, true},
		{"10", 7, 9, false},
	} {
		if _, err := ParseWhole(tt.text, tt.low, tt.high); (err == nil) != tt.fits {
			t.Errorf("%s from %d to %d: %v", tt.text, tt.low, tt.high, err)
		}
	}
}

// exactCost is ten times what a unit costs at most, before it is rounded.
func exactCost(g *Good, price Money, hectometres int64, waited Period) *big.Int {
	sum := new(big.Int)
	AddProduct(sum, int64(price), 10)
	AddProduct(sum, int64(g.Freight), hectometres)
	AddProduct(sum, 10*int64(waited), int64(g.Storage))
	return sum
}

// A cost is refused exactly if it passes the bound, however large its parts
// are: none is multiplied before it is known to fit.
func TestCostsAreRefusedExactlyBeyondTheirBound(t *testing.T) {
	const most = int64(MaxUnitCost)
	dice := rand.New(rand.NewPCG(3, 1958))
	part := func() int64 {
		return []int64{
			0, 1, dice.Int64N(most), most / 3, most - 1, most, most + 1, math.MaxInt64,
		}[dice.IntN(8)]
	}
	refused, most10 := 0, big.NewInt(10*most+5) // a tie at the bound goes to the even one
	for range 20_000 {
		hectometres, waited := 1+dice.Int64N(4_000_000), Period(1+dice.IntN(MaxPeriod))
		g := &Good{Freight: Money(part() / (1 + dice.Int64N(1_000_000))), Storage: Money(part())}
		if dice.IntN(2) == 0 {
			g.Storage /= Money(waited)
		}
		price := Money(part())
		want := exactCost(g, price, hectometres, waited).Cmp(most10) > 0
		if got := costsTooMuch(g, price, hectometres, waited); got != want {
			t.Fatalf("price %d, freight %d × %d, storage %d × %d: too much %t, want %t",
				price, g.Freight, hectometres, g.Storage, waited, got, want)
		}
		if want {
			refused++
		} else if got := UnitCost(g, price, hectometres, waited); got > MaxUnitCost || got < 0 {
			t.Fatalf("the unit cost is %d", got)
		}
	}
	if refused < 1000 || refused > 19_000 {
		t.Errorf("%d of 20,000 are refused, too few or too many to tell", refused)
	}
}

// The longest way that a good can go and the longest time that it can wait
// decide what it may cost.
func TestTheLongestWayAndWaitDecideWhatAGoodMayCost(t *testing.T) {
	const fits = 10 * MaxUnitCost / longestWay
	tests := []struct {
		name    string
		freight Money
		change  func(*Region)
		refused bool
	}{
		{"half round the earth where nothing is measured", fits, func(*Region) {}, false},
		{"one step of freight more", fits + 1, func(*Region) {}, true},
		{"a reach that ends before", 100 * fits, func(*Region) {}, false},
		{"a way that is longer still", fits, func(r *Region) {
			r.Distances[0].Hectometres = 2 * longestWay
		}, true},
		{"a reach beyond the longest way", fits + 1, func(r *Region) {
			r.Reach = []Reach{{Good: "wheat", Hectometres: 3 * longestWay}}
		}, true},
	}
	for _, tt := range tests {
		r := valley()
		r.Offers[0].Price, r.Goods[1].Freight, r.Goods[1].Storage = 0, tt.freight, 0
		if tt.freight < 100*fits {
			r.Reach = nil
		} else {
			r.Reach[0].Hectometres = longestWay / 100
		}
		tt.change(r)
		faults := r.Check()
		if refused := len(faults) > 0; refused != tt.refused {
			t.Errorf("%s: %v", tt.name, faults)
		}
	}
}

// A sum is refused once, at the row with which it passes the bound.
func TestTotalsAreRefusedAtTheRowThatPassesTheBound(t *testing.T) {
	row := func(line int, good GoodCode, q Quantity) Offer {
		return Offer{
			Party: "farm", Good: good, Period: 1, Price: Money(line), Quantity: q, Row: line,
		}
	}
	tests := []struct {
		name   string
		offers []Offer
		want   []int
	}{
		{"up to the bound", []Offer{row(2, "wheat", MaxTotal-1), row(3, "wheat", 1)}, nil},
		{"one more", []Offer{row(2, "wheat", MaxTotal), row(3, "wheat", 1)}, []int{3}},
		{"nothing more", []Offer{row(2, "wheat", MaxTotal), row(3, "wheat", 0)}, nil},
		{
			"and more beyond",
			[]Offer{row(2, "wheat", 1), row(3, "wheat", math.MaxInt64), row(4, "wheat", MaxTotal)},
			[]int{3},
		},
		{"another good", []Offer{row(2, "wheat", MaxTotal), row(3, "grain", MaxTotal)}, nil},
	}
	for _, tt := range tests {
		r := valley()
		r.Offers = tt.offers
		var lines []int
		for _, f := range r.Check() {
			if f.Reason == "total.size" && f.Args["good"] == GoodCode("wheat") {
				lines = append(lines, f.At.Line)
			}
		}
		if !slices.Equal(lines, tt.want) {
			t.Errorf("%s: refused at %v, want %v", tt.name, lines, tt.want)
		}
	}
}

func TestPlacesMayBeAtThePolesAndOnTheDateLine(t *testing.T) {
	for _, point := range [][2]MicroDegrees{
		{180_000_000, 90_000_000}, {-180_000_000, -90_000_000}, {0, 0},
	} {
		p := Place{Lon: point[0], Lat: point[1]}
		if fault := p.checkPoint(); fault != nil {
			t.Errorf("%v: %v", point, fault)
		}
	}
	for _, tt := range []struct {
		lon, lat  MicroDegrees
		column    string
		low, high int
	}{
		{180_000_001, 0, "lon", -180, 180},
		{-180_000_001, 0, "lon", -180, 180},
		{0, 90_000_001, "lat", -90, 90},
		{0, -90_000_001, "lat", -90, 90},
	} {
		fault := (&Place{Lon: tt.lon, Lat: tt.lat}).checkPoint()
		if fault == nil || fault.At.Column != tt.column || fault.Args["low"] != tt.low ||
			fault.Args["high"] != tt.high {
			t.Errorf("%d, %d: %v", tt.lon, tt.lat, fault)
		}
	}
}
