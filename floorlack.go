package hinterland

import (
	"cmp"
	"math/big"
	"slices"
)

// A FloorLack is what a floor is not honoured by, and what stands in the way;
// or a fixing, in the form of a floor. No file of a plan holds it: it follows
// from floors, fixings and lines.
type FloorLack struct {
	Floor    Floor
	Fixed    bool
	Quantity Quantity
	Reason   ShortReason
}

// A FloorLackSum adds up the lacks of one good that have one reason, those of
// fixings apart. Promised is what these floors guarantee, Quantity what is
// missing of it.
type FloorLackSum struct {
	Good               GoodCode
	Fixed              bool
	Reason             ShortReason
	Floors             int
	Promised, Quantity *big.Int
}

// SumFloorLacks adds lacks up, good by good and reason by reason.
func SumFloorLacks(lacks []FloorLack) []FloorLackSum {
	type key struct {
		good   GoodCode
		fixed  bool
		reason ShortReason
	}
	at := map[key]int{}
	var sums []FloorLackSum
	for _, l := range lacks {
		k := key{l.Floor.Good, l.Fixed, l.Reason}
		i, known := at[k]
		if !known {
			i = len(sums)
			at[k] = i
			sums = append(sums, FloorLackSum{
				Good: k.good, Fixed: k.fixed, Reason: k.reason,
				Promised: new(big.Int), Quantity: new(big.Int),
			})
		}
		sums[i].Floors++
		AddProduct(sums[i].Promised, int64(l.Floor.Quantity), 1)
		AddProduct(sums[i].Quantity, int64(l.Quantity), 1)
	}
	slices.SortFunc(sums, func(a, b FloorLackSum) int {
		return cmp.Or(cmp.Compare(a.Good, b.Good), byHandLast(a.Fixed, b.Fixed),
			cmp.Compare(a.Reason, b.Reason))
	})
	return sums
}

// byHandLast puts what agreements guarantee before what was fixed by hand.
func byHandLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
