package balance

import (
	"fmt"
	"math/rand/v2"

	"hinterland"
)

// A draw makes random regions, small enough to look at, large enough to have
// every feature in play: floors that cannot be kept, fixings, scopes, reach,
// goods that spoil, zones and places in none.
type draw struct {
	*rand.Rand
	aside *rand.Rand // for fixings, so that all else is as it would be without them
	r     *hinterland.Region
}

// A size says how large a random region is.
type size struct {
	places, parties, periods, offers, needs int
	most                                    int64 // of a quantity
}

func newDraw(seed uint64) draw {
	return draw{
		Rand: rand.New(rand.NewPCG(seed, 1958)), aside: rand.New(rand.NewPCG(seed, 1959)),
	}
}

// region draws a region of one good.
func (d draw) region(s size) *hinterland.Region {
	d.r = &hinterland.Region{}
	for i := range s.places {
		d.r.Places = append(d.r.Places, hinterland.Place{
			Code: hinterland.PlaceCode(fmt.Sprint("p", i)),
			Lon:  hinterland.MicroDegrees(112_000_000 + d.IntN(2_000_000)),
			Lat:  hinterland.MicroDegrees(37_000_000 + d.IntN(2_000_000)),
			Zone: hinterland.ZoneCode([]string{"", "a", "b"}[min(d.IntN(7), 2+d.IntN(2))%3]),
		})
	}
	for i := range s.parties {
		d.r.Parties = append(d.r.Parties, hinterland.Party{
			Code: hinterland.PartyCode(
				fmt.Sprint("u", i),
			), Place: d.r.Places[d.IntN(s.places)].Code,
		})
	}
	keeps := hinterland.Forever
	if d.IntN(2) == 0 {
		keeps = d.IntN(2)
	}
	d.r.Goods = []hinterland.Good{{
		Code: "g", Unit: "t", Currency: "CNY", Keeps: keeps,
		Freight: hinterland.Money(
			d.IntN(3) * 1_000_000,
		), Storage: hinterland.Money(d.IntN(2) * 2_000_000),
	}}
	d.rows(s)
	if d.IntN(3) == 0 {
		d.r.Reach = []hinterland.Reach{{Good: "g", Hectometres: 500 + d.Int64N(1500)}}
	}
	return d.r
}

func (d draw) party() hinterland.PartyCode { return d.r.Parties[d.IntN(len(d.r.Parties))].Code }

func (d draw) period(s size) hinterland.Period { return hinterland.Period(1 + d.IntN(s.periods)) }

// rows draws offers, needs, floors and scopes, dropping what Check refuses.
func (d draw) rows(s size) {
	taken := map[string]bool{}
	for range s.offers {
		o := hinterland.Offer{
			Party: d.party(), Good: "g", Period: d.period(s),
			Quantity: hinterland.Quantity(d.Int64N(s.most + 1)),
			Price:    hinterland.Money(d.IntN(3) * 1_000_000),
		}
		if key := fmt.Sprint("offer", o.Party, o.Period, o.Price); !taken[key] {
			taken[key] = true
			d.r.Offers = append(d.r.Offers, o)
		}
	}
	for range s.needs {
		n := hinterland.Need{
			Party: d.party(), Good: "g", Period: d.period(s), Priority: 1 + d.IntN(2),
			Quantity: hinterland.Quantity(d.Int64N(s.most + 1)),
		}
		if key := fmt.Sprint("need", n.Party, n.Period, n.Priority); !taken[key] {
			taken[key] = true
			d.r.Needs = append(d.r.Needs, n)
		}
	}
	for range d.IntN(3) {
		d.r.Floors = append(d.r.Floors, hinterland.Floor{
			From: d.party(), To: d.party(), Good: "g", Period: d.period(s),
			Quantity: hinterland.Quantity(1 + d.Int64N(s.most)),
		})
		d.keepValid(func() { d.r.Floors = d.r.Floors[:len(d.r.Floors)-1] })
	}
	for range d.IntN(3) {
		first := d.period(s)
		d.r.Scopes = append(d.r.Scopes, hinterland.Scope{
			Buyer: d.party(), Good: "g", Place: d.r.Places[d.IntN(len(d.r.Places))].Code,
			First: first, Exclusive: true,
			Last: min(first+hinterland.Period(d.IntN(2)), hinterland.Period(s.periods)),
		})
		d.keepValid(func() { d.r.Scopes = d.r.Scopes[:len(d.r.Scopes)-1] })
	}
	d.fixings(s)
}

// fixings draws some, most of them where there are needs, some over floors.
func (d draw) fixings(s size) {
	d.Rand = d.aside
	for range max(d.IntN(5)-2, 0) {
		f := hinterland.Fixing{
			From: d.party(), To: d.party(), Good: "g", Period: d.period(s),
			Quantity: hinterland.Quantity(d.Int64N(s.most+1) * d.Int64N(2)),
		}
		if n := len(d.r.Offers); d.IntN(3) > 0 && n > 0 {
			f.From = d.r.Offers[d.IntN(n)].Party
		}
		if n := len(d.r.Needs); d.IntN(3) > 0 && n > 0 {
			need := d.r.Needs[d.IntN(n)]
			f.To, f.Period = need.Party, need.Period
		}
		if n := len(d.r.Floors); d.IntN(3) == 0 && n > 0 {
			floor := d.r.Floors[d.IntN(n)]
			f.From, f.To, f.Period = floor.From, floor.To, floor.Period
			f.Quantity = floor.Quantity + hinterland.Quantity(d.IntN(2))
		}
		d.r.Fixings = append(d.r.Fixings, f)
		d.keepValid(func() { d.r.Fixings = d.r.Fixings[:len(d.r.Fixings)-1] })
	}
}

// keepValid takes the last row back if the region does not pass with it.
func (d draw) keepValid(takeBack func()) {
	if len(d.r.Check()) > 0 {
		takeBack()
	}
}

// reordered returns a copy of r with the rows of every table in another order.
func (d draw) reordered(r *hinterland.Region) *hinterland.Region {
	c := *r
	c.Places = shuffled(d, r.Places)
	c.Parties = shuffled(d, r.Parties)
	c.Goods = shuffled(d, r.Goods)
	c.Offers = shuffled(d, r.Offers)
	c.Needs = shuffled(d, r.Needs)
	c.Floors = shuffled(d, r.Floors)
	c.Fixings = shuffled(d, r.Fixings)
	c.Scopes = shuffled(d, r.Scopes)
	return &c
}

func shuffled[T any](d draw, rows []T) []T {
	c := append([]T(nil), rows...)
	d.Shuffle(len(c), func(i, j int) { c[i], c[j] = c[j], c[i] })
	return c
}

// problemOf is the problem of a region's first good, be it that nobody speaks
// of it.
func problemOf(r *hinterland.Region, zones hinterland.Policy) *problem {
	frame, parts := Divide(r, zones)
	part := &Part{Good: r.Goods[0].Code}
	if len(parts) > 0 {
		part = &parts[0]
	}
	return newProblem(NewPlanner(frame), part)
}
