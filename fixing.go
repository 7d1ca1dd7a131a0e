package hinterland

import "slices"

// A Fixing is a line edited by hand: From delivers to To exactly Quantity of a
// good in the period, as a Floor of that quantity would have it, and nothing
// beyond. A Quantity of 0 is that nothing goes from one to the other then. What
// is more than From can supply is brought as far as it goes, as with floors. A
// floor of the same parties, good and period is part of it, so it is no less
// than that.
type Fixing struct {
	From, To PartyCode
	Good     GoodCode
	Period   Period
	Quantity Quantity
	Reason   string // why, in the words of whoever fixed it; may be empty
	Row      int
}

// Without are fixings but for that of f's line.
func (f *Fixing) Without(of []Fixing) []Fixing {
	return slices.DeleteFunc(slices.Clone(of), func(o Fixing) bool {
		return o.From == f.From && o.To == f.To && o.Good == f.Good && o.Period == f.Period
	})
}

// checkFixings refuses unknown codes, a key that stands twice, less than a floor
// guarantees, and goods that an exclusive scope of another buyer keeps from To. A
// party may have its own use of its own goods fixed.
func (r *Region) checkFixings(ix *Index) Refusals {
	type key struct {
		from, to PartyCode
		good     GoodCode
		period   Period
	}
	floors := map[key]*Floor{}
	for i := range r.Floors {
		f := &r.Floors[i]
		floors[key{f.From, f.To, f.Good, f.Period}] = f
	}
	var faults Refusals
	seen := once[key]{}
	for _, f := range r.Fixings {
		k, at := key{f.From, f.To, f.Good, f.Period}, cell(FixingsTable, f.Row, "from", f.From)
		faults.add(seen.see(k, at))
		faults = append(faults, ix.partyAndGood(FixingsTable, f.Row, f.From, f.Good)...)
		if _, ok := ix.Party[f.To]; !ok {
			faults.add(unknown(FixingsTable, f.Row, "to", f.To, PartiesTable))
		}
		if floor, ok := floors[k]; ok && f.Quantity < floor.Quantity {
			faults.add(Refuse(Conflict, "fixing.floor", Args{"floor": floor.Row}).
				In(cell(FixingsTable, f.Row, "from", f.From)))
		}
		faults = append(faults, r.shutOut(ix, &f)...)
	}
	return faults
}

// shutOut refuses a fixing for each exclusive scope that keeps its goods for
// another buyer; nothing, fixed, is in nobody's way.
func (r *Region) shutOut(ix *Index, f *Fixing) Refusals {
	var faults Refusals
	for i := range r.Scopes {
		if s := &r.Scopes[i]; s.keepsFrom(ix, f) {
			faults.add(Refuse(Conflict, "fixing.scope", Args{"scope": s.Row, "holder": s.Buyer}).
				In(cell(FixingsTable, f.Row, "to", f.To)))
		}
	}
	return faults
}

// keepsFrom reports whether s keeps the goods of a fixing for another buyer.
func (s *Scope) keepsFrom(ix *Index, f *Fixing) bool {
	return f.Quantity > 0 && s.Exclusive && s.Buyer != f.To &&
		s.Covers(ix, f.Good, ix.PlaceOf(f.From), f.Period)
}
