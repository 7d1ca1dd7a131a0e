package hinterland

// The names of the tables of a region; a Refusal's Where names one of them.
const (
	PlacesTable    = "places.csv"
	PartiesTable   = "parties.csv"
	GoodsTable     = "goods.csv"
	OffersTable    = "offers.csv"
	NeedsTable     = "needs.csv"
	DistancesTable = "distances.csv"
	FloorsTable    = "floors.csv"
	FixingsTable   = "fixings.csv"
	ScopesTable    = "scopes.csv"
	SignedTable    = "signed.csv"
	ReachTable     = "reach.csv"
)

// A Region is everything a plan is made from. The zero Region is valid: it
// needs nothing and gets an empty plan. Row of every row is its line in its
// file, or 0 if it came from elsewhere.
type Region struct {
	Places    []Place
	Parties   []Party
	Goods     []Good
	Offers    []Offer
	Needs     []Need
	Distances []Distance
	Floors    []Floor
	Fixings   []Fixing
	Scopes    []Scope
	Signed    []Line // an earlier plan to stay near; what has gone since is no fault
	Reach     []Reach
}

// Check returns every fault of the region, sorted, or nothing. A region that
// passes can be planned: no later step refuses it.
func (r *Region) Check() Refusals {
	ix := r.Index()
	var faults Refusals
	for _, rule := range []func(*Index) Refusals{
		r.checkPlaces, r.checkParties, r.checkGoods, r.checkReach, r.checkDistances,
		r.checkOffers, r.checkNeeds, r.checkFloors, r.checkScopes, r.checkFixings, r.checkTotals,
		r.checkCosts,
	} {
		faults = append(faults, rule(ix)...)
	}
	faults.Sort()
	return faults
}

// An Index finds the rows of a region by code. Where a code is used twice,
// which Check refuses, it finds the first row.
type Index struct {
	Place map[PlaceCode]*Place
	Party map[PartyCode]*Party
	Good  map[GoodCode]*Good
}

// Index makes the index of r as it stands.
func (r *Region) Index() *Index {
	return &Index{
		Place: byCode(r.Places, func(p *Place) PlaceCode { return p.Code }),
		Party: byCode(r.Parties, func(p *Party) PartyCode { return p.Code }),
		Good:  byCode(r.Goods, func(g *Good) GoodCode { return g.Code }),
	}
}

func byCode[C comparable, T any](rows []T, code func(*T) C) map[C]*T {
	found := make(map[C]*T, len(rows))
	for i := range rows {
		if _, taken := found[code(&rows[i])]; !taken {
			found[code(&rows[i])] = &rows[i]
		}
	}
	return found
}

// PlaceUnder reports whether p is at or, at any depth, under ancestor.
// Unknown places are under nothing but themselves.
func (ix *Index) PlaceUnder(p, ancestor PlaceCode) bool {
	return under(p, ancestor, len(ix.Place), ix.parentPlace)
}

func (ix *Index) parentPlace(c PlaceCode) (PlaceCode, bool) {
	at, ok := ix.Place[c]
	if !ok {
		return "", false
	}
	return at.Parent, at.Parent != ""
}

// GoodUnder reports whether g is or, at any depth, belongs under ancestor.
func (ix *Index) GoodUnder(g, ancestor GoodCode) bool {
	return under(g, ancestor, len(ix.Good), ix.parentGood)
}

func (ix *Index) parentGood(c GoodCode) (GoodCode, bool) {
	at, ok := ix.Good[c]
	if !ok {
		return "", false
	}
	return at.Parent, at.Parent != ""
}

// under climbs at most limit steps, so that a tree that is none (Check
// refuses it) cannot hold a caller for ever.
func under[C comparable](c, ancestor C, limit int, parent func(C) (C, bool)) bool {
	for range limit + 1 {
		if c == ancestor {
			return true
		}
		up, ok := parent(c)
		if !ok {
			return false
		}
		c = up
	}
	return false
}

// PlaceOf returns the place where a party is, empty if the party is unknown.
func (ix *Index) PlaceOf(p PartyCode) PlaceCode {
	if party, ok := ix.Party[p]; ok {
		return party.Place
	}
	return ""
}

// ZoneOf returns the zone where a party is, empty if in none.
func (ix *Index) ZoneOf(p PartyCode) ZoneCode {
	if at, ok := ix.Place[ix.PlaceOf(p)]; ok {
		return at.Zone
	}
	return ""
}
