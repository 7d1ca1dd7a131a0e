package zoning

import (
	"math"

	"hinterland/partition"
)

// round makes a contiguous assignment from wishes: place i would rather be in
// the zone of its domain with the least liking[i*p+j]. Places whose wish does
// not hang together with the centre are hung, cheapest first, on zones that
// have grown next to them. It returns nil when some place cannot be hung
// anywhere; bounds are not its business.
//
// The places not loose form contiguous zones, and each place hung touches the
// zone it enters, so that the outcome is contiguous. Among equals the place
// with the lowest number goes first. O(loose² · borders of a place), which is
// little as long as wishes are nearly contiguous. Requires: liking fits int64
// differences.
func (m *model) round(d *domain, liking []int64) []int32 {
	of := m.wishes(d, liking)
	parts := partition.NewParts(m.graph, m.roots, of)
	loose := parts.Loose()
	for _, i := range loose {
		of[i] = -1
	}
	for range loose {
		best, to, least := -1, -1, int64(math.MaxInt64)
		for _, i := range loose {
			if of[i] >= 0 {
				continue
			}
			if j, loss := m.hook(d, liking, of, i); loss < least {
				best, to, least = i, j, loss
			}
		}
		if best < 0 {
			return nil
		}
		of[best] = int32(to)
	}
	return of
}

// hook is the zone next to place i that it would mind least, and how much it
// minds; math.MaxInt64 where none next to it may have it. Neighbours not yet
// hung are in no zone. Equal losses go to the neighbour that comes first.
func (m *model) hook(d *domain, liking []int64, of []int32, i int) (int, int64) {
	to, least := -1, int64(math.MaxInt64)
	wished := liking[i*m.p+m.wish(d, liking, i)]
	for _, u := range m.graph.Next(i) {
		j := int(of[u])
		if j < 0 || !d.has(i, j) {
			continue
		}
		if loss := liking[i*m.p+j] - wished; loss < least {
			to, least = j, loss
		}
	}
	return to, least
}

// wish is the zone of place i's domain that it likes best, the first among
// equals. Requires: it has one.
func (m *model) wishes(d *domain, liking []int64) []int32 {
	of := make([]int32, m.n)
	for i := range of {
		of[i] = int32(m.wish(d, liking, i))
	}
	return of
}

func (m *model) wish(d *domain, liking []int64, i int) int {
	best := -1
	for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
		if best < 0 || liking[i*m.p+j] < liking[i*m.p+best] {
			best = j
		}
	}
	return best
}
