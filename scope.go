package hinterland

// A Scope divides buying: it says that Buyer buys a good, and everything
// under it, in a place, and everything in it, from First to Last (both
// included). An exclusive scope shuts every other buyer out; an announced one
// only tells.
type Scope struct {
	Buyer       PartyCode
	Good        GoodCode
	Place       PlaceCode
	First, Last Period
	Exclusive   bool
	Row         int
}

// Covers reports whether s speaks of good g in place p in period t.
func (s *Scope) Covers(ix *Index, g GoodCode, p PlaceCode, t Period) bool {
	return s.First <= t && t <= s.Last && ix.GoodUnder(g, s.Good) && ix.PlaceUnder(p, s.Place)
}

// Overlaps reports whether s and o share a period, a good and a place. Two
// nodes of a tree share something exactly if one is at or under the other.
func (s *Scope) Overlaps(ix *Index, o *Scope) bool {
	return s.First <= o.Last && o.First <= s.Last &&
		(ix.GoodUnder(s.Good, o.Good) || ix.GoodUnder(o.Good, s.Good)) &&
		(ix.PlaceUnder(s.Place, o.Place) || ix.PlaceUnder(o.Place, s.Place))
}

// checkScopes refuses unknown codes, days that run backwards, two exclusive
// scopes of different buyers that overlap, and a floor that an exclusive
// scope of another buyer forbids. A buyer never stands in its own way.
func (r *Region) checkScopes(ix *Index) Refusals {
	var faults Refusals
	var exclusive []*Scope
	for i := range r.Scopes {
		s := &r.Scopes[i]
		faults = append(faults, s.checkCells(ix)...)
		if !s.Exclusive {
			continue
		}
		for _, o := range exclusive {
			if o.Buyer != s.Buyer && s.Overlaps(ix, o) {
				faults.add(
					Refuse(Conflict, "scope.overlap", Args{"first": o.Row, "holder": o.Buyer}).
						In(cell(ScopesTable, s.Row, "buyer", s.Buyer)),
				)
			}
		}
		exclusive = append(exclusive, s)
	}
	for _, f := range r.Floors {
		for _, s := range exclusive {
			if s.Buyer != f.To && s.Covers(ix, f.Good, ix.PlaceOf(f.From), f.Period) {
				faults.add(Refuse(Conflict, "floor.scope", Args{"scope": s.Row, "holder": s.Buyer}).
					In(cell(FloorsTable, f.Row, "to", f.To)))
			}
		}
	}
	return faults
}

func (s *Scope) checkCells(ix *Index) Refusals {
	var faults Refusals
	if _, ok := ix.Party[s.Buyer]; !ok {
		faults.add(unknown(ScopesTable, s.Row, "buyer", s.Buyer, PartiesTable))
	}
	if _, ok := ix.Good[s.Good]; !ok {
		faults.add(unknown(ScopesTable, s.Row, "good", s.Good, GoodsTable))
	}
	if _, ok := ix.Place[s.Place]; !ok {
		faults.add(unknown(ScopesTable, s.Row, "place", s.Place, PlacesTable))
	}
	if s.Last < s.First {
		faults.add(Refuse(Invalid, "scope.backwards", Args{"from": s.First}).
			In(cell(ScopesTable, s.Row, "to_period", FormatDecimal(int64(s.Last), 0))))
	}
	return faults
}
