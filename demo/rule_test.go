package demo

import (
	"testing"

	"hinterland"
)

func TestSomeFloorsPromiseMoreThanThereIs(t *testing.T) {
	for name, s := range samples(t) {
		m := &maker{region: s.Region}
		offered := m.offered()
		over := 0
		for _, f := range s.Region.Floors {
			if f.Quantity <= 0 {
				t.Errorf("%s: a floor of nothing: %v", name, f)
			}
			if f.Quantity > offered[lot{f.From, f.Good, f.Period}] {
				over++
			}
		}
		if over == 0 || over*4 > len(s.Region.Floors) {
			t.Errorf("%s: %d of %d floors exceed their offer", name, over, len(s.Region.Floors))
		}
	}
}

func TestScopesAreBothAnnouncedAndExclusive(t *testing.T) {
	for name, s := range samples(t) {
		kinds := map[bool]int{}
		for _, scope := range s.Region.Scopes {
			kinds[scope.Exclusive]++
		}
		if kinds[true] == 0 || kinds[false] == 0 {
			t.Errorf("%s: %v", name, kinds)
		}
	}
}

// Lines of the earlier year stay within what is offered, so that they are a
// plan and not a wish.
func TestSignedLinesFitTheirOffers(t *testing.T) {
	type key struct {
		lot
		price hinterland.Money
	}
	for name, s := range samples(t) {
		left := map[key]hinterland.Quantity{}
		for _, o := range s.Region.Offers {
			left[key{lot{o.Party, o.Good, o.Period}, o.Price}] += o.Quantity
		}
		for _, l := range s.Region.Signed {
			k := key{lot{l.From, l.Good, l.OfferPeriod}, l.Price}
			left[k] -= l.Quantity
			if left[k] < 0 || l.Quantity <= 0 || l.UnitCost < l.Price {
				t.Fatalf("%s: %v", name, l)
			}
		}
	}
}
