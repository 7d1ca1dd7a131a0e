package demo

import (
	"math/bits"
	"strconv"

	"hinterland"
)

// A flow is a row of flows.csv: what all parties of a kind offer, or need, of
// a good over the year. Each gets its measure × rate ÷ 1000 in units of the
// good, spread over the periods by the season, each period by dice up to
// spread per cent more or less. Only so many in a hundred parties (odds) take
// part at all.
type flow struct {
	line     record
	good     *goodRule
	kind     string
	measure  string
	rate     int64 // thousandths of a unit per 1,000 of the measure
	season   []int64
	priority int64
	price    int64 // per cent of the good's price
	odds     int64
	spread   int64
}

// makeFlows makes offers and needs, and then scales the offers of each good to
// the part of its needs that goods.csv says.
func (m *maker) makeFlows() {
	m.readSeasons()
	for _, r := range m.load.read("flows.csv") {
		good, ok := m.goodOf(r)
		if !ok {
			return
		}
		f := &flow{
			line: r, good: good, kind: r.text("kind"), measure: r.text("measure"),
			rate: r.decimal("rate", 3), season: m.seasons[r.text("season")],
			priority: r.whole("priority"), price: r.whole("price"),
			odds: r.whole("odds"), spread: r.whole("spread"),
		}
		if len(f.season) == 0 || f.spread >= 100 {
			r.fail("season", "no such season, or spread too wide")
			return
		}
		switch r.text("side") {
		case "offer":
			m.each(f, m.offer)
		case "need":
			m.each(f, m.need)
		default:
			r.fail("side", r.text("side"))
		}
	}
	m.scaleOffers()
}

// readSeasons reads twelve weights a row.
func (m *maker) readSeasons() {
	m.seasons = map[string][]int64{}
	for _, r := range m.load.read("seasons.csv") {
		var weights []int64
		for t := range Periods {
			weights = append(weights, r.whole(strconv.Itoa(t+1)))
		}
		m.seasons[r.text("season")] = weights
	}
}

// Periods is how many periods a sample has: the months of a year.
const Periods = 12

// A portion is what one party offers or needs of a flow in one period.
type portion struct {
	flow     *flow
	party    hinterland.PartyCode
	period   hinterland.Period
	quantity hinterland.Quantity
	dice     *dice // those of the party in this flow
}

// each hands every portion of f that is not 0 to keep.
func (m *maker) each(f *flow, keep func(portion)) {
	var sum int64
	for _, w := range f.season {
		sum += w
	}
	if sum == 0 {
		f.line.fail("season", "no weight")
		return
	}
	for _, s := range m.sites {
		party, ok := m.party[seat{s.place.Code, f.kind}]
		d := throwFor(string(party), string(f.good.good.Code), f.line.text("side"),
			f.line.text("priority"), f.line.text("season"))
		if !ok || !d.under(f.odds) {
			continue
		}
		year := f.year(s)
		for t, w := range f.season {
			q := hinterland.Quantity(muldiv(year, w*d.around(f.spread), 100*sum))
			if q > 0 {
				keep(portion{f, party, hinterland.Period(t + 1), q, d})
			}
		}
	}
}

// year is what a site's party offers or needs in all, in steps of the good.
func (f *flow) year(s site) int64 {
	divisor := int64(1_000_000)
	for range f.good.good.Decimals {
		divisor /= 10
	}
	return muldiv(s.measure[f.measure], f.rate, divisor)
}

// muldiv is a × b ÷ c rounded down, exact however large the product. Requires:
// none is negative, and the quotient fits.
func muldiv(a, b, c int64) int64 {
	high, low := bits.Mul64(uint64(a), uint64(b))
	quotient, _ := bits.Div64(high, low, uint64(c))
	return int64(quotient)
}

func (m *maker) need(p portion) {
	m.region.Needs = append(m.region.Needs, hinterland.Need{
		Party: p.party, Good: p.flow.good.good.Code, Period: p.period,
		Quantity: p.quantity, Priority: int(p.flow.priority),
	})
}

// offer prices a portion: the good's price, times the flow's part of it, ten
// per cent up or down for the party, in whole cents.
func (m *maker) offer(p portion) {
	const spread = 10
	own := throwFor("price", string(p.party), string(p.flow.good.good.Code))
	price := muldiv(int64(p.flow.good.price), p.flow.price*own.around(spread), 10_000*cent)
	m.region.Offers = append(m.region.Offers, hinterland.Offer{
		Party: p.party, Good: p.flow.good.good.Code, Period: p.period,
		Quantity: p.quantity, Price: hinterland.Money(price * cent),
	})
}

// scaleOffers brings the offers of each good to its cover, and leaves out what
// comes to nothing.
func (m *maker) scaleOffers() {
	offered, needed := map[hinterland.GoodCode]int64{}, map[hinterland.GoodCode]int64{}
	for _, o := range m.region.Offers {
		offered[o.Good] += int64(o.Quantity)
	}
	for _, n := range m.region.Needs {
		needed[n.Good] += int64(n.Quantity)
	}
	kept := m.region.Offers[:0]
	for _, o := range m.region.Offers {
		if max(offered[o.Good], needed[o.Good]) > int64(hinterland.MaxTotal) {
			m.load.fail("%s: too much of %q", hinterland.OffersTable, o.Good)
			return
		}
		target := needed[o.Good] / 100 * m.goods[o.Good].cover
		o.Quantity = hinterland.Quantity(muldiv(int64(o.Quantity), target, offered[o.Good]))
		if o.Quantity > 0 {
			kept = append(kept, o)
		}
	}
	m.region.Offers = kept
}
