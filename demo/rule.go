package demo

import "hinterland"

// makeScopes divides buying: each buyer gets the places nearest to it, as
// many as its rule says, of those that nobody before it was given.
func (m *maker) makeScopes() {
	ix := m.region.Index()
	for _, r := range m.load.read(hinterland.ScopesTable) {
		good, ok := m.goodOf(r)
		if !ok {
			return
		}
		scope := hinterland.Scope{
			Good: good.good.Code, Exclusive: r.text("kind") == "exclusive",
			First: hinterland.Period(r.whole("first")), Last: hinterland.Period(r.whole("last")),
		}
		for _, scope.Buyer = range m.buyers(r) {
			m.giveScopes(ix, scope, r.whole("nearest"))
		}
	}
}

// giveScopes grants scope in the nearest count places that are free.
func (m *maker) giveScopes(ix *hinterland.Index, scope hinterland.Scope, count int64) {
	for _, s := range nearest(m.sites, ix.Place[ix.PlaceOf(scope.Buyer)]) {
		scope.Place = s.place.Code
		if count == 0 {
			return
		}
		if scope.Exclusive && m.taken(ix, &scope) {
			continue
		}
		m.region.Scopes = append(m.region.Scopes, scope)
		count--
	}
}

// taken reports whether an exclusive scope of another buyer is in the way.
func (m *maker) taken(ix *hinterland.Index, s *hinterland.Scope) bool {
	for i := range m.region.Scopes {
		o := &m.region.Scopes[i]
		if o.Exclusive && o.Buyer != s.Buyer && o.Overlaps(ix, s) {
			return true
		}
	}
	return false
}

// makeFloors writes guaranteed purchases: the nearest sellers of a kind, as
// many as the rule says, each promise the buyer so many per cent of what they
// offer in each of the periods. A promise of more than 100 per cent is one
// that cannot be kept in full.
func (m *maker) makeFloors() {
	ix := m.region.Index()
	offered := m.offered()
	for _, r := range m.load.read(hinterland.FloorsTable) {
		good, ok := m.goodOf(r)
		if !ok {
			return
		}
		f := &floorRule{
			seller: r.text("seller"), good: good.good.Code, percent: r.whole("percent"),
			first: hinterland.Period(r.whole("first")), last: hinterland.Period(r.whole("last")),
		}
		for _, f.buyer = range m.buyers(r) {
			m.giveFloors(ix, f, r.whole("nearest"), offered)
		}
	}
}

// giveFloors lets the nearest count sellers that have goods promise them.
func (m *maker) giveFloors(
	ix *hinterland.Index, f *floorRule, count int64, offered map[lot]hinterland.Quantity,
) {
	for _, s := range nearest(m.sites, ix.Place[ix.PlaceOf(f.buyer)]) {
		seller, ok := m.party[seat{s.place.Code, f.seller}]
		if ok && count > 0 && seller != f.buyer && m.promise(ix, f, seller, offered) {
			count--
		}
	}
}

// A floorRule is a row of floors.csv.
type floorRule struct {
	buyer       hinterland.PartyCode
	seller      string // the kind
	good        hinterland.GoodCode
	percent     int64
	first, last hinterland.Period
}

// A lot is what a party offers of a good in a period, at all prices.
type lot struct {
	party  hinterland.PartyCode
	good   hinterland.GoodCode
	period hinterland.Period
}

func (m *maker) offered() map[lot]hinterland.Quantity {
	sums := map[lot]hinterland.Quantity{}
	for _, o := range m.region.Offers {
		sums[lot{o.Party, o.Good, o.Period}] += o.Quantity
	}
	return sums
}

// promise adds the floors of one seller and reports whether there was any.
func (m *maker) promise(
	ix *hinterland.Index, f *floorRule, seller hinterland.PartyCode,
	offered map[lot]hinterland.Quantity,
) bool {
	any := false
	for t := f.first; t <= f.last; t++ {
		q := offered[lot{seller, f.good, t}] * hinterland.Quantity(f.percent) / 100
		if q == 0 || m.shut(ix, f.buyer, seller, f.good, t) {
			continue
		}
		m.region.Floors = append(m.region.Floors, hinterland.Floor{
			From: seller, To: f.buyer, Good: f.good, Period: t, Quantity: q,
		})
		any = true
	}
	return any
}

// shut reports whether an exclusive scope keeps buyer from seller's good.
func (m *maker) shut(
	ix *hinterland.Index, buyer, seller hinterland.PartyCode,
	good hinterland.GoodCode, t hinterland.Period,
) bool {
	for i := range m.region.Scopes {
		s := &m.region.Scopes[i]
		if s.Exclusive && s.Buyer != buyer && s.Covers(ix, good, ix.PlaceOf(seller), t) {
			return true
		}
	}
	return false
}
