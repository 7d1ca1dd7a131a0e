package balance

import (
	"cmp"
	"slices"

	"hinterland"
)

// A Frame is what every good of a region is planned in: places, parties and
// goods, distances, scopes and reach. Near says that there is an earlier plan
// to stay near; it may be of other goods than the one that is planned, and
// still is a wish that the plan of each good has to speak of.
type Frame struct {
	Region hinterland.Region // without the rows that are those of a Part
	Zones  hinterland.Policy
	Near   bool
}

// A Part is all that a region says of one good, each list sorted by key. With
// its frame it is all that the plan of the good is made from, so that goods can
// be planned in several places, and one anew without the others: a field that a
// plan hangs on and that is in neither would show as plans that differ by where
// they were made.
type Part struct {
	Good    hinterland.GoodCode
	Offers  []hinterland.Offer
	Needs   []hinterland.Need
	Floors  []hinterland.Floor
	Fixings []hinterland.Fixing
	Signed  []hinterland.Line
}

// Divide divides a region into its frame and a part for each good that is
// offered, needed, promised or fixed, by code. Everything is sorted by key, so
// that the same region, in any order of rows, divides into the same, but for
// the lines that rows stand on. A good that was only signed for asks for
// nothing, and has no part.
//
// Rows are copied, which takes as much memory again as the region and is little
// beside what planning takes: what is divided can be kept, sent and changed by
// itself. O(rows · log rows).
func Divide(r *hinterland.Region, zones hinterland.Policy) (*Frame, []Part) {
	return &Frame{Zones: zones, Near: len(r.Signed) > 0, Region: hinterland.Region{
		Places: sorted(r.Places, func(a, b hinterland.Place) int {
			return cmp.Compare(a.Code, b.Code)
		}),
		Parties: sorted(r.Parties, func(a, b hinterland.Party) int {
			return cmp.Compare(a.Code, b.Code)
		}),
		Goods: sorted(r.Goods, func(a, b hinterland.Good) int {
			return cmp.Compare(a.Code, b.Code)
		}),
		Reach: sorted(r.Reach, func(a, b hinterland.Reach) int {
			return cmp.Compare(a.Good, b.Good)
		}),
		Distances: sorted(r.Distances, func(a, b hinterland.Distance) int {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
		}),
		Scopes: sorted(r.Scopes, compareScopes),
	}}, divided(r)
}

func sorted[T any](rows []T, compare func(a, b T) int) []T {
	return slices.SortedFunc(slices.Values(rows), compare)
}

// compareScopes orders scopes by all they say, since they have no key. Two that
// say the same are one and the same to every plan, whichever comes first.
func compareScopes(a, b hinterland.Scope) int {
	kinds := 0
	if a.Exclusive != b.Exclusive {
		kinds = 1
		if b.Exclusive {
			kinds = -1
		}
	}
	return cmp.Or(cmp.Compare(a.Buyer, b.Buyer), cmp.Compare(a.Good, b.Good),
		cmp.Compare(a.Place, b.Place), cmp.Compare(a.First, b.First),
		cmp.Compare(a.Last, b.Last), kinds)
}

// divided gathers the rows of each good. A map finds the good of a row; the
// goods of the region, and not the map, give parts their order.
func divided(r *hinterland.Region) []Part {
	at := map[hinterland.GoodCode]*Part{}
	of := func(g hinterland.GoodCode) *Part {
		if at[g] == nil {
			at[g] = &Part{Good: g}
		}
		return at[g]
	}
	for _, o := range r.Offers {
		of(o.Good).Offers = append(of(o.Good).Offers, o)
	}
	for _, n := range r.Needs {
		of(n.Good).Needs = append(of(n.Good).Needs, n)
	}
	for _, f := range r.Floors {
		of(f.Good).Floors = append(of(f.Good).Floors, f)
	}
	for _, f := range r.Fixings {
		of(f.Good).Fixings = append(of(f.Good).Fixings, f)
	}
	for _, l := range r.Signed {
		if p := at[l.Good]; p != nil {
			p.Signed = append(p.Signed, l)
		}
	}
	var parts []Part
	for _, g := range r.Goods {
		if p := at[g.Code]; p != nil {
			p.sort()
			parts = append(parts, *p)
		}
	}
	return sorted(parts, func(a, b Part) int { return cmp.Compare(a.Good, b.Good) })
}

// sort brings the rows of a part into the order of their keys, which are
// unique, so that no order of rows is left to show through an unstable sort.
// What was signed may have several rows of one key, and is sorted by all it
// says.
func (p *Part) sort() {
	slices.SortFunc(p.Offers, func(a, b hinterland.Offer) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Period, b.Period),
			cmp.Compare(a.Price, b.Price))
	})
	slices.SortFunc(p.Needs, func(a, b hinterland.Need) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Period, b.Period),
			cmp.Compare(a.Priority, b.Priority))
	})
	slices.SortFunc(p.Floors, func(a, b hinterland.Floor) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
			cmp.Compare(a.Period, b.Period))
	})
	slices.SortFunc(p.Fixings, func(a, b hinterland.Fixing) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
			cmp.Compare(a.Period, b.Period))
	})
	signed := hinterland.Plan{Lines: p.Signed}
	signed.Sort()
}

// Join puts the plans of goods together into the plan of their region. In which
// order they come decides nothing: goods share no row, and all rows are sorted.
func Join(zones hinterland.Policy, parts []*hinterland.Plan) *hinterland.Plan {
	plan := &hinterland.Plan{Policy: zones}
	for _, part := range parts {
		plan.Lines = append(plan.Lines, part.Lines...)
		plan.Shortfalls = append(plan.Shortfalls, part.Shortfalls...)
		plan.Shares = append(plan.Shares, part.Shares...)
		plan.Potentials = append(plan.Potentials, part.Potentials...)
		plan.Goods = append(plan.Goods, part.Goods...)
	}
	plan.Sort()
	return plan
}
