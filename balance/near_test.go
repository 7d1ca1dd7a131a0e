package balance

import (
	"testing"

	"hinterland"
)

// signedFrom plans a region and returns the lines as signed, after which the
// caller may change the region.
func signedFrom(t *testing.T, r *hinterland.Region) []hinterland.Line {
	t.Helper()
	plan, err := Solve(t.Context(), r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return plan.Lines
}

// moved returns by how many units two plans differ, over all ways.
func moved(a, b []hinterland.Line) int64 {
	type way struct {
		from, to      hinterland.PartyCode
		price         hinterland.Money
		offer, period hinterland.Period
	}
	units := map[way]int64{}
	for _, l := range a {
		units[way{l.From, l.To, l.Price, l.OfferPeriod, l.Period}] += int64(l.Quantity)
	}
	for _, l := range b {
		units[way{l.From, l.To, l.Price, l.OfferPeriod, l.Period}] -= int64(l.Quantity)
	}
	sum := int64(0)
	for _, n := range units {
		sum += max(n, -n)
	}
	return sum
}

func TestAPlanStaysNearWhatWasSigned(t *testing.T) {
	nearer, same := int64(0), 0
	for seed := range uint64(60) {
		d := newDraw(seed)
		region := d.region(
			size{places: 8, parties: 20, periods: 4, offers: 40, needs: 60, most: 100},
		)
		signed := signedFrom(t, region)
		for i := range region.Offers {
			if d.IntN(8) == 0 {
				region.Offers[i].Quantity /= 2
			}
		}
		free, err := Solve(t.Context(), region, Options{})
		if err != nil {
			t.Fatal(err)
		}
		region.Signed = signed
		near, err := Solve(t.Context(), region, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range near.Shares {
			if near.Shares[i] != free.Shares[i] {
				t.Fatalf("seed %d: staying near changes what a need gets: %+v, %+v",
					seed, near.Shares[i], free.Shares[i])
			}
		}
		if moved(signed, near.Lines) > moved(signed, free.Lines) {
			t.Errorf("seed %d: the plan that stays near moves %d units, the free one %d",
				seed, moved(signed, near.Lines), moved(signed, free.Lines))
		}
		nearer += moved(signed, free.Lines) - moved(signed, near.Lines)
		if free.Goods[0].Cost.Cmp(near.Goods[0].Cost) == 0 {
			same++
		}
	}
	if nearer == 0 || same == 60 {
		t.Errorf("no plan was kept from moving: the test does not bite")
	}
}

func TestAnUnchangedRegionKeepsItsPlan(t *testing.T) {
	for seed := range uint64(40) {
		d := newDraw(seed)
		region := d.region(
			size{places: 8, parties: 20, periods: 4, offers: 40, needs: 60, most: 100},
		)
		signed := signedFrom(t, region)
		region.Signed = signed
		again := signedFrom(t, region)
		if n := moved(signed, again); n != 0 {
			t.Errorf("seed %d: %d units moved though nothing changed", seed, n)
		}
	}
}
