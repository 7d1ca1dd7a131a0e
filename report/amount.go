package report

import (
	"fmt"

	"hinterland"
)

// A flow is what happens to a good in a zone over some time, in steps of the
// good. It closes if opening + supply + in = use + out + lapsed + closing.
type flow struct {
	opening, supply, in       int64
	use, out, lapsed, closing int64
}

// closes reports whether nothing is lost or made up.
func (f flow) closes() bool {
	return f.opening+f.supply+f.in == f.use+f.out+f.lapsed+f.closing
}

// plus adds what happens elsewhere at the same time.
func (f flow) plus(o flow) flow {
	return flow{
		f.opening + o.opening, f.supply + o.supply, f.in + o.in,
		f.use + o.use, f.out + o.out, f.lapsed + o.lapsed, f.closing + o.closing,
	}
}

// A tally is all that happens to one good: by zone, and within it by period,
// counted from 1.
type tally struct {
	good   *hinterland.Good
	byZone [][]flow
}

// A BalanceError says that a plan cannot be one of its region: a good does not
// close in a period, since lines carry what was never offered.
type BalanceError struct {
	Good   hinterland.GoodCode
	Zone   hinterland.ZoneCode
	Period hinterland.Period
}

// Error words the fault for developers.
func (e *BalanceError) Error() string {
	return fmt.Sprintf("good %q in zone %q does not balance in period %d", e.Good, e.Zone, e.Period)
}

// A lot is one offer, by its key.
type lot struct {
	party  hinterland.PartyCode
	good   hinterland.GoodCode
	period hinterland.Period
	price  hinterland.Money
}

// countAmounts fills amounts. Stocks are counted from where each unit waits,
// not from the sums beside them, so that a balance that closes is a check: a
// unit waits at its supplier from its offer until it is shipped, at its
// receiver until it is used, and unused for as long as it keeps.
func (b *book) countAmounts() {
	b.amounts = map[hinterland.GoodCode]*tally{}
	for _, g := range b.goods {
		t := &tally{good: g, byZone: make([][]flow, len(b.zones))}
		for z := range t.byZone {
			t.byZone[z] = make([]flow, b.last+1)
		}
		b.amounts[g.Code] = t
	}
	left := map[lot]int64{}
	for _, o := range b.in.Region.Offers {
		t := b.amounts[o.Good]
		if t == nil {
			continue
		}
		t.byZone[b.home[o.Party]][o.Period].supply += int64(o.Quantity)
		left[lot{o.Party, o.Good, o.Period, o.Price}] += int64(o.Quantity)
	}
	for i := range b.in.Plan.Lines {
		l := &b.in.Plan.Lines[i]
		if t := b.amounts[l.Good]; t != nil {
			t.carry(l, b.home[l.From], b.home[l.To])
			left[lot{l.From, l.Good, l.OfferPeriod, l.Price}] -= int64(l.Quantity)
		}
	}
	for at, unused := range left { // sums: any order
		b.amounts[at.good].leave(b.home[at.party], at.period, unused)
	}
}

// carry counts a line.
func (t *tally) carry(l *hinterland.Line, from, to int) {
	q := int64(l.Quantity)
	if from != to {
		t.byZone[from][l.ShipPeriod].out += q
		t.byZone[to][l.ShipPeriod].in += q
	}
	t.byZone[to][l.Period].use += q
	t.wait(from, l.OfferPeriod, l.ShipPeriod, q)
	t.wait(to, l.ShipPeriod, l.Period, q)
}

// wait counts q units that are in stock at the ends of the periods from first
// up to, and without, last.
func (t *tally) wait(zone int, first, last hinterland.Period, q int64) {
	for p := first; p < last; p++ {
		t.byZone[zone][p].closing += q
		t.byZone[zone][p+1].opening += q
	}
}

// leave counts units that nobody uses: in stock as long as they keep.
func (t *tally) leave(zone int, offered hinterland.Period, q int64) {
	last := hinterland.Period(len(t.byZone[zone]) - 1)
	end := last
	if keeps := hinterland.Period(t.good.Keeps); keeps >= 0 && keeps <= last-offered {
		end = offered + keeps
		t.byZone[zone][end].lapsed += q
	} else {
		t.byZone[zone][last].closing += q
	}
	t.wait(zone, offered, end, q)
}

// check refuses a tally that does not close in every zone and period.
func (b *book) check(t *tally) error {
	for z, periods := range t.byZone {
		for p, f := range periods {
			if !f.closes() {
				return &BalanceError{t.good.Code, b.zones[z].code, hinterland.Period(p)}
			}
		}
	}
	return nil
}

// period returns what happens in the whole region in a period.
func (t *tally) period(p hinterland.Period) flow {
	var sum flow
	for z := range t.byZone {
		sum = sum.plus(t.byZone[z][p])
	}
	return sum
}

// whole returns what happens in a zone over the horizon: the opening of its
// start, everything between, and all that is unused in the end, whether it has
// lapsed by then or not.
func (t *tally) whole(zone int) flow {
	var sum flow
	for _, f := range t.byZone[zone] {
		sum.supply += f.supply
		sum.in += f.in
		sum.use += f.use
		sum.out += f.out
		sum.closing += f.lapsed
	}
	if n := len(t.byZone[zone]); n > 0 {
		sum.closing += t.byZone[zone][n-1].closing
	}
	return sum
}

// total returns what happens in all zones over the horizon.
func (t *tally) total() flow {
	var sum flow
	for z := range t.byZone {
		sum = sum.plus(t.whole(z))
	}
	return sum
}

// lapses reports whether anything lapses unused before the horizon ends.
func (t *tally) lapses() bool {
	for _, periods := range t.byZone {
		for _, f := range periods {
			if f.lapsed != 0 {
				return true
			}
		}
	}
	return false
}
