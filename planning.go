package hinterland

import (
	"cmp"
	"slices"
)

// A Guaranteed is a dated quantity of an item in force that has a firm floor. The
// floor is guaranteed by what is due first.
type Guaranteed struct {
	Due
	Floor Quantity // of the whole item
}

// GuaranteeBook is what the records can answer about what agreements guarantee.
type GuaranteeBook interface {
	// Guaranteed returns all that is scheduled of items with a firm floor in
	// agreements that are in force on a day, item by item and the earliest first.
	Guaranteed(today Day) ([]Guaranteed, error)
}

// Floors are what agreements guarantee in the periods of h, as a plan knows it:
// of each item what is due first, up to its floor, less what has been sent of
// it, on the day on which it falls due indeed. What one party guarantees
// another of a good in a period is one floor, whichever agreements it is of.
// The list is in the order that Guaranteed has.
func (h *Horizon) Floors(list []Guaranteed) []Floor {
	type key struct {
		from, to PartyCode
		good     GoodCode
		period   Period
	}
	sums := map[key]Quantity{}
	left := Quantity(0)
	for i := range list {
		g := &list[i]
		if i == 0 || g.Agreement != list[i-1].Agreement || g.Item != list[i-1].Item {
			left = g.Floor
		}
		covered := min(g.Quantity, left)
		left -= covered
		period := h.PeriodOn(g.Falls)
		if open := covered - min(g.Sent, covered); open > 0 && period > 0 {
			sums[key{g.From, g.To, g.Good, period}] += open
		}
	}
	var floors []Floor
	for k, q := range sums {
		floors = append(floors, Floor{
			From: k.from, To: k.to, Good: k.good, Period: k.period, Quantity: q,
		})
	}
	slices.SortFunc(floors, func(a, b Floor) int {
		return cmp.Or(cmp.Compare(a.Good, b.Good), cmp.Compare(a.From, b.From),
			cmp.Compare(a.To, b.To), cmp.Compare(a.Period, b.Period))
	})
	return floors
}

// Scope is s as a plan for h knows it: in the periods that it covers to the
// last day, since on any other day goods can be bought past it. It reports
// whether there are any.
func (h *Horizon) Scope(s *DatedScope) (Scope, bool) {
	first, last := Period(1), Period(h.Periods)
	for first <= last && h.Days(first).From < s.Term.From {
		first++
	}
	for last >= first && h.Days(last).To > s.Term.To {
		last--
	}
	return Scope{
		Buyer: s.Buyer, Good: s.Good, Place: s.Place, First: first, Last: last,
		Exclusive: s.Exclusive(),
	}, first <= last
}

// Permitted parts floors into those that no exclusive scope of another buyer
// forbids and the others, which were agreed though it does or before it did. A
// plan can only honour the first.
func (r *Region) Permitted(floors []Floor) (permitted, forbidden []Floor) {
	ix := r.Index()
	for _, f := range floors {
		against := slices.ContainsFunc(r.Scopes, func(s Scope) bool {
			return s.Exclusive && s.Buyer != f.To &&
				s.Covers(ix, f.Good, ix.PlaceOf(f.From), f.Period)
		})
		if against {
			forbidden = append(forbidden, f)
		} else {
			permitted = append(permitted, f)
		}
	}
	return permitted, forbidden
}

// CheckGround refuses parties that offer, need or are promised something and
// have no place, and, as soon as there are two, places of such parties without
// a position: nobody knows how far it is.
func (r *Region) CheckGround() Refusals {
	ix := r.Index()
	var faults Refusals
	used := map[PlaceCode]bool{}
	for _, party := range r.Parties {
		if party.Place == "" {
			faults.add(Refuse(Conflict, "run.placeless", Args{"party": party.Code}).
				In(At("party", string(party.Code))))
		}
		used[party.Place] = true
	}
	for _, place := range r.Places {
		if used[place.Code] && len(used) > 1 && ix.Place[place.Code].Lon == Nowhere {
			faults.add(Refuse(Conflict, "run.nowhere", Args{"place": place.Code}).
				In(At("place", string(place.Code))))
		}
	}
	return faults
}

// Concerned are those of some parties that r says something of. Only these have
// to be somewhere.
func (r *Region) Concerned(parties []Party) []Party {
	named := map[PartyCode]bool{}
	for _, o := range r.Offers {
		named[o.Party] = true
	}
	for _, n := range r.Needs {
		named[n.Party] = true
	}
	for _, f := range r.Floors {
		named[f.From], named[f.To] = true, true
	}
	for _, f := range r.Fixings {
		named[f.From], named[f.To] = true, true
	}
	for _, s := range r.Scopes {
		named[s.Buyer] = true
	}
	return slices.DeleteFunc(slices.Clone(parties), func(p Party) bool { return !named[p.Code] })
}
