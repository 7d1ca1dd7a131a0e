package check

import (
	"math/big"
	"slices"

	"hinterland"
)

// Scale sets the length in which ways are counted: 1 mm, or where the weights are
// those of large provinces and nations 10, 100 or 1000, so that weight times
// 10,000 km stays below 2^57 steps and every sum is exact.
func (z *Zoning) Scale() {
	z.Step = 1
	for z.Step < 1000 && z.total()*1e10/z.Step >= 1<<57 {
		z.Step *= 10
	}
}

// TooHeavy reports whether the weights add up to more than can be counted in
// steps of way.
func (z *Zoning) TooHeavy() bool { return z.total() >= 1<<60 }

// total is about what all places weigh together.
func (z *Zoning) total() float64 {
	sum := 0.0
	for _, w := range z.Weight {
		sum += float64(w)
	}
	return sum
}

// Amount words a cost: weight × kilometre, or ties.
func (z *Zoning) Amount(cost int64) string {
	places := 6
	for step := z.Step; step > 1 && !z.ByTies; step /= 10 {
		places--
	}
	return hinterland.FormatDecimal(cost, places)
}

// Around bounds the weight of every zone without its centre's places by the
// mean less and plus a fraction of it, in millionths, rounded inwards.
// Requires: who is next to whom, and the centres, are told.
func (z *Zoning) Around(tolerance int64) {
	const one = 1_000_000
	c := newZoneCheck(z)
	reached := c.spread(c.allCentres(), func(int) bool { return true })
	sum := new(big.Int)
	for i, w := range z.Weight {
		if reached[i] && c.centreOf[i] < 0 {
			sum.Add(sum, big.NewInt(w))
		}
	}
	by := big.NewInt(one * int64(len(z.Centres)))
	low := new(big.Int).Mul(sum, big.NewInt(max(one-tolerance, 0)))
	low.Add(low, by).Sub(low, big.NewInt(1)).Quo(low, by)
	high := new(big.Int).Mul(sum, big.NewInt(one+tolerance))
	z.Least, z.Most = low.Int64(), high.Quo(high, by).Int64()
	z.ByMean, z.Tolerance = true, tolerance
}

// A ZoneMove is a place's passing, alone, to another zone: by how much that makes
// the zoning worse, and the first rule that forbids it, as the solver names them:
// centre, pin, apart, least, most; empty where none does.
type ZoneMove struct {
	Place, To int
	Loss      int64
	Forbidden string
}

// ZoneMoves looks at a zoning, the zone of each place or -1, and tells what each
// place's passing to each other zone in its neighbourhood would change. Requires:
// there is a centre.
func ZoneMoves(z *Zoning, zone []int) []ZoneMove {
	c := newZoneCheck(z)
	copy(c.zone, zone)
	wish := c.wishes()
	var moves []ZoneMove
	for i, own := range c.zone {
		var around []int
		for _, k := range c.near[i] {
			if to := c.zone[k]; to >= 0 && to != own {
				around = append(around, to)
			}
		}
		slices.Sort(around)
		for _, to := range slices.Compact(around) {
			m := ZoneMove{Place: i, To: to, Forbidden: c.forbids(i, to)}
			if own >= 0 {
				m.Loss = wish[to][i] - wish[own][i]
			}
			if !z.ByTies {
				m.Loss *= z.Weight[i]
			}
			moves = append(moves, m)
		}
	}
	return moves
}

// forbids is the first rule that forbids place i to pass to a zone alone.
func (c *zoneCheck) forbids(i, to int) string {
	own := c.zone[i]
	if c.centreOf[i] >= 0 && c.centreOf[i] != to {
		return "centre"
	}
	if j, pinned := c.Pins[i]; pinned && j != to {
		return "pin"
	}
	if own >= 0 {
		stays := func(k int) bool { return k != i && c.zone[k] == own }
		left := c.spread(c.Centres[own].Places, stays)
		for k, in := range c.zone {
			if in == own && k != i && !left[k] {
				return "apart"
			}
		}
		if load := c.load(own); c.centreOf[i] < 0 && load-c.Weight[i] < c.Least {
			return "least"
		}
	}
	joined := c.spread(c.Centres[to].Places, func(k int) bool {
		return k == i || c.zone[k] == to
	})
	if !joined[i] {
		return "apart"
	}
	if c.centreOf[i] < 0 && c.load(to)+c.Weight[i] > c.Most {
		return "most"
	}
	return ""
}
