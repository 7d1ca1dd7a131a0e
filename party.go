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

// Check refuses a party whose code or name is none, and a place that is said and
// is none.
func (p *Party) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("code", p.Code))
	if p.Place != "" {
		faults.add(CheckCode("place", p.Place))
	}
	return append(faults, p.Name.Check("name")...)
}

// PartyBook is what the records can answer and take about parties.
type PartyBook interface {
	// Party returns a party, or a refusal of kind NotFound.
	Party(code PartyCode) (Party, error)
	// Parties returns at most limit parties after a code, by code.
	Parties(after PartyCode, limit int) ([]Party, error)
	// PartiesBy returns those of some codes, by code.
	PartiesBy(codes []PartyCode) ([]Party, error)
	// Counterparts returns the codes of a party and of all that share an
	// agreement with it, in order.
	Counterparts(party PartyCode) ([]PartyCode, error)
	// AddParty records p and refuses a code that is taken.
	AddParty(p Party) error
	// NameParty gives a party another name.
	NameParty(code PartyCode, name Name) error
	// LocateParty puts a party at a place; at none, where it is empty.
	LocateParty(code PartyCode, at PlaceCode) error
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
