package hinterland

// A PartyCode names a party.
type PartyCode string

// A Party is an organisation at a place: a county's grain office, a factory,
// a co-operative. Only parties offer, need and sign.
type Party struct {
	Code  PartyCode
	Name  Name
	Place PlaceCode
	Row   int
}

func (r *Region) checkParties(ix *Index) Refusals {
	var faults Refusals
	seen := once[PartyCode]{}
	for _, p := range r.Parties {
		faults.add(seen.see(p.Code, cell(PartiesTable, p.Row, "code", p.Code)))
		if _, ok := ix.Place[p.Place]; !ok {
			faults.add(unknown(PartiesTable, p.Row, "place", p.Place, PlacesTable))
		}
	}
	return faults
}
