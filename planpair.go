package hinterland

import (
	"cmp"
	"maps"
	"slices"
)

// A PlanPair says that an agreement of two parties was made from a plan; One
// comes before Other by code. A pair has at most one agreement of a plan.
type PlanPair struct {
	Agreement ID[Agreement] // 0 where none was made
	Plan      ID[KeptPlan]
	One       PartyCode
	Other     PartyCode
}

// Check refuses a pair that is none.
func (p *PlanPair) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("one", p.One))
	faults.add(CheckCode("other", p.Other))
	if len(faults) == 0 && p.One >= p.Other {
		faults.add(Refuse(Invalid, "pair.order", nil).In(At("other", string(p.Other))))
	}
	return faults
}

// PlanPairBook is what the records can answer and take about agreements that
// were made from plans.
type PlanPairBook interface {
	// PlanPairs returns at most limit pairs of which a plan lets one give the
	// other something, by their codes: of some parties, where they are said, and
	// only such as have no agreement, where these are asked for.
	PlanPairs(of PairQuery, limit int) ([]PlanPair, error)
	// PairsBetween returns the agreements that were made of a pair, from
	// whichever plans of a horizon.
	PairsBetween(horizon HorizonCode, one, other PartyCode) ([]PlanPair, error)
	// PlanOf returns the plan that an agreement was made from; none where from none.
	PlanOf(agreement ID[Agreement]) (KeptPlan, error)
	// UnsignedPlans returns the plans that wait for the signature of a party, the
	// latest first.
	UnsignedPlans(party PartyCode) ([]KeptPlan, error)
	// AddPlanPair records a pair. It refuses a second one of a plan.
	AddPlanPair(p PlanPair) error
}

// A PairQuery asks for the pairs of a plan.
type PairQuery struct {
	Plan    ID[KeptPlan]
	Parties []PartyCode // each is one of the two; none for all pairs
	Open    bool        // only those that have no agreement
	After   PairKey     // behind which they begin
}

// A PairKey names a pair of a plan. One comes before Other by code, and nothing
// before the empty one.
type PairKey struct{ One, Other PartyCode }

// offering is what one item of a draft is made of: goods of one price on their
// way from one party to another.
type offering struct {
	dealing
	price Money
}

func (o offering) compare(p offering) int {
	return cmp.Or(o.dealing.compare(p.dealing), cmp.Compare(o.price, p.price))
}

// Draft are the terms of guaranteed purchase and sale that a plan comes to
// between two parties: what it lets either give the other, due at the end of the
// period in which it is needed, less what they have agreed on already, which counts
// for the cheapest. There is an item for each price of a good.
func (k *KeptPlan) Draft(
	h *Horizon, given []Allocation, agreed []Floor, goods *Index, parties ...PartyCode,
) Terms {
	had := map[Floor]Quantity{}
	for _, f := range agreed {
		had[Floor{From: f.From, To: f.To, Good: f.Good, Period: f.Period}] += f.Quantity
	}
	sums := map[offering]map[Period]Quantity{}
	for i := range given {
		for _, l := range given[i].Unpack() {
			if l.From == l.To || !slices.Contains(parties, l.From) ||
				!slices.Contains(parties, l.To) {
				continue
			}
			at := Floor{From: l.From, To: l.To, Good: l.Good, Period: l.Period}
			known := min(had[at], l.Quantity)
			had[at] -= known
			if l.Quantity == known {
				continue
			}
			o := offering{dealing{l.Good, l.From, l.To}, l.Price}
			if sums[o] == nil {
				sums[o] = map[Period]Quantity{}
			}
			sums[o][l.Period] += l.Quantity - known
		}
	}
	terms := Terms{
		Kind: PurchaseContract, Class: h.Class, Title: k.Title, Parties: parties,
		From: h.From, Last: h.Last(),
	}
	for _, o := range slices.SortedFunc(maps.Keys(sums), offering.compare) {
		terms.Items = append(terms.Items, o.item(h, goods.Good[o.good], sums[o]))
		terms.Items[len(terms.Items)-1].Number = len(terms.Items)
	}
	return terms
}

// item is what of a good is due in which period, all of it firm. What costs
// nothing, or is of no currency, is settled elsewhere.
func (o offering) item(h *Horizon, good *Good, due map[Period]Quantity) ItemTerms {
	total := Quantity(0)
	item := ItemTerms{From: o.from, To: o.to, Good: o.good, Effort: Firm}
	for _, p := range sortedKeys(due) {
		total += due[p]
		item.Schedule = append(item.Schedule, Scheduled{
			h.Days(p).To - 1, FormatDecimal(int64(due[p]), good.Decimals),
		})
	}
	item.Floor = FormatDecimal(int64(total), good.Decimals)
	item.Ceiling = item.Floor
	if o.price > 0 && isCurrency(good.Currency) {
		item.Price, item.Currency = FormatDecimal(int64(o.price), MoneyPlaces), good.Currency
	}
	return item
}
