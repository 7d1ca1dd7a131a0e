package hinterland

import "math/big"

// Bars of pages and reports are drawn in thousandths, as whole numbers: a
// float is never what a quantity is reckoned in, not even where it is only
// looked at.

// Thousandths is how much a part is of a whole, rounded down; nothing of a
// whole that is nothing. The product of a quantity and a thousand may be
// past 64 bits.
func Thousandths[N ~int64](part, whole N) int64 {
	if whole == 0 {
		return 0
	}
	of := new(big.Int).Mul(big.NewInt(int64(part)), big.NewInt(1000))
	return of.Quo(of, big.NewInt(int64(whole))).Int64()
}

// mostOfLacking is how long a bar of what is met is at most while anything
// lacks.
const mostOfLacking = 985

// MetThousandths is how long a bar of what is met is. What is not met is
// never too narrow to be seen: a need that lacks one sack in a thousand is
// not met.
func MetThousandths[N ~int64](met, needed N) int64 {
	part := Thousandths(met, needed)
	if met < needed {
		part = min(part, mostOfLacking)
	}
	return part
}
