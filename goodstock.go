package hinterland

import (
	"cmp"
	"slices"
)

// A Stock is what happens to a good somewhere for some time, by a plan:
// Opening + Supply + In = Use + Out + Closing. Supply is what the plan takes of what
// is offered there, so that nothing that nobody uses waits in it.
type Stock struct{ Opening, Supply, In, Use, Out, Closing Quantity }

// Closes reports whether nothing is lost or made up.
func (s *Stock) Closes() bool {
	return s.Opening+s.Supply+s.In == s.Use+s.Out+s.Closing
}

// StocksOf are the balances of lines of one good, wherever anything happens and in
// each period. A unit waits where its supplier is from its offer until it is shipped,
// and where its receiver is until it is used: that is counted from where it waits, and
// not from the other figures, so that a balance that closes is a check. Goods that
// stay where they are neither go in nor out.
func StocksOf[K comparable](lines []Line, periods int, at func(PartyCode) K) map[K][]Stock {
	found := map[K][]Stock{}
	of := func(k K) []Stock {
		if found[k] == nil {
			found[k] = make([]Stock, periods+1) // periods are counted from 1
		}
		return found[k]
	}
	for i := range lines {
		l := &lines[i]
		here, there := at(l.From), at(l.To)
		from, to := of(here), of(there)
		from[l.OfferPeriod].Supply += l.Quantity
		to[l.Period].Use += l.Quantity
		if here != there {
			from[l.ShipPeriod].Out += l.Quantity
			to[l.ShipPeriod].In += l.Quantity
		}
		wait(from[l.OfferPeriod:l.ShipPeriod+1], l.Quantity)
		wait(to[l.ShipPeriod:l.Period+1], l.Quantity)
	}
	return found
}

// wait counts a quantity that is in stock between the first and the last of some
// periods.
func wait(in []Stock, q Quantity) {
	for i := range in[1:] {
		in[i].Closing += q
		in[i+1].Opening += q
	}
}

// Whole is a balance over all periods: nothing is there before the first of them, nor
// after the last.
func Whole(periods []Stock) (sum Stock) {
	for i := range periods {
		sum.Supply += periods[i].Supply
		sum.In += periods[i].In
		sum.Use += periods[i].Use
		sum.Out += periods[i].Out
	}
	return sum
}

// A Passage is what goes from somewhere to somewhere else.
type Passage[K comparable] struct {
	From, To K
	Quantity Quantity
}

// PassagesOf are what lines bring from where to where else, the most first; in a
// period of shipment, where one is said. Equal ones come in the order of their ends, so
// that the same lines in any order give the same list.
func PassagesOf[K cmp.Ordered](
	lines []Line, shipped Period, at func(PartyCode) K,
) []Passage[K] {
	sums := map[[2]K]Quantity{}
	for i := range lines {
		l := &lines[i]
		way := [2]K{at(l.From), at(l.To)}
		if way[0] != way[1] && (shipped == 0 || l.ShipPeriod == shipped) {
			sums[way] += l.Quantity
		}
	}
	passages := make([]Passage[K], 0, len(sums))
	for way, q := range sums {
		passages = append(passages, Passage[K]{way[0], way[1], q})
	}
	slices.SortFunc(passages, func(a, b Passage[K]) int {
		return cmp.Or(cmp.Compare(b.Quantity, a.Quantity), cmp.Compare(a.From, b.From),
			cmp.Compare(a.To, b.To))
	})
	return passages
}

// ShareLines are what a plan does for each need, with what is short and why.
func (p *Plan) ShareLines() (lines []ShareLine, err error) {
	rows, err := new(KeptPlan).share(p)
	for i := range rows {
		lines = append(lines, rows[i].Unpack()...)
	}
	return lines, err
}
