package flow

import (
	"math/big"
	"math/bits"
)

// int128 is a sum in two's complement. Totals of cost times flow pass int64
// on real instances (a million arcs of 2^30 units at 2^20 a unit are 2^70), so
// sums are kept in 128 bits; 2^31 arcs of 2^63 × 2^63 fit only just not, but
// flows stay below 2^62. The zero value is zero.
type int128 struct {
	hi int64
	lo uint64
}

// add adds one int64: its sign, spread over 64 bits, is the high half.
func (s *int128) add(x int64) {
	lo, carry := bits.Add64(s.lo, uint64(x), 0)
	s.lo = lo
	s.hi += x>>63 + int64(carry)
}

// addProduct adds x·y exactly. The unsigned product of the two bit patterns
// counts 2^64·y too much where x is negative, and the other way round.
func (s *int128) addProduct(x, y int64) {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	high := int64(hi) - x>>63&y - y>>63&x
	sum, carry := bits.Add64(s.lo, lo, 0)
	s.lo = sum
	s.hi += high + int64(carry)
}

// isZero tells whether the sum is nothing. In two's complement there is one zero.
func (s *int128) isZero() bool { return s.hi == 0 && s.lo == 0 }

// big gives the sum as a number of any size: the high half counts 2^64 each, with
// the sign; the low half is never negative.
func (s *int128) big() *big.Int {
	v := big.NewInt(s.hi)
	v.Lsh(v, 64)
	return v.Add(v, new(big.Int).SetUint64(s.lo))
}
