package demo

import (
	"cmp"
	"slices"

	"hinterland"
)

// makeSigned writes lines of an earlier year to stay near, for the goods that
// signed.csv names. No such plan was ever made: each need, one after another,
// gets so many per cent of what it asks from the nearest offers of its own
// month that still have goods.
func (m *maker) makeSigned() {
	ix := m.region.Index()
	for _, r := range m.load.read(hinterland.SignedTable) {
		good, ok := m.goodOf(r)
		if !ok {
			return
		}
		s := &signer{m: m, ix: ix, good: &good.good, percent: r.whole("percent")}
		for _, o := range m.region.Offers {
			if o.Good == good.good.Code {
				s.offers = append(s.offers, o)
			}
		}
		s.sign()
	}
}

// A signer writes the lines of one good. The quantities of its offers are
// what is left of them.
type signer struct {
	m       *maker
	ix      *hinterland.Index
	good    *hinterland.Good
	percent int64
	offers  []hinterland.Offer
}

func (s *signer) sign() {
	for _, n := range s.m.region.Needs {
		if n.Good != s.good.Code {
			continue
		}
		want := n.Quantity * hinterland.Quantity(s.percent) / 100
		for _, i := range s.nearestOffers(&n) {
			q := min(want, s.offers[i].Quantity)
			if q > 0 {
				s.line(&n, &s.offers[i], q)
				want -= q
			}
		}
	}
}

// nearestOffers lists the offers of the need's month by way, price and key.
func (s *signer) nearestOffers(n *hinterland.Need) []int {
	var list []int
	for i, o := range s.offers {
		if o.Period == n.Period && o.Party != n.Party &&
			!s.m.shut(s.ix, n.Party, o.Party, o.Good, o.Period) {
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(a, b int) int {
		x, y := &s.offers[a], &s.offers[b]
		return cmp.Or(cmp.Compare(s.way(x.Party, n.Party), s.way(y.Party, n.Party)),
			cmp.Compare(x.Price, y.Price), cmp.Compare(x.Party, y.Party))
	})
	return list
}

func (s *signer) way(from, to hinterland.PartyCode) int64 {
	return hectometres(s.ix.Place[s.ix.PlaceOf(from)], s.ix.Place[s.ix.PlaceOf(to)])
}

func (s *signer) line(n *hinterland.Need, o *hinterland.Offer, q hinterland.Quantity) {
	o.Quantity -= q
	freight := hinterland.RoundHalfEven(int64(s.good.Freight)*s.way(o.Party, n.Party), 10)
	s.m.region.Signed = append(s.m.region.Signed, hinterland.Line{
		From: o.Party, To: n.Party, Good: n.Good, Price: o.Price,
		OfferPeriod: o.Period, ShipPeriod: n.Period, Period: n.Period, Priority: n.Priority,
		Quantity: q, UnitCost: o.Price + hinterland.Money(freight), Reason: hinterland.LineCost,
	})
}
