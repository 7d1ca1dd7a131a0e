package hinterland

// A DatedScope is a buying scope as an office keeps it: by days, and with the
// basis on which it shuts others out. (A Scope is one as a plan reads it, by
// periods.) An announced one has no basis and only tells.
type DatedScope struct {
	ID    ID[DatedScope]
	Buyer PartyCode
	Good  GoodCode
	Place PlaceCode
	Term  Term
	Basis Basis
	// Document names the paper that the basis rests on.
	Document string
	// GoodPath and PlacePath say in records where the two stand in their trees.
	GoodPath, PlacePath Path
}

// A Basis is what an exclusive scope rests on.
type Basis string

// The bases.
const (
	OwnBuyers     Basis = "own-buyers"            // of one organisation, divided by itself
	ProducersCoop Basis = "producers-cooperative" // the producers sell through it
	PublicLot     Basis = "public-lot"            // won in a public tender
	Emergency     Basis = "emergency-order"       // ordered for an emergency
	OtherBasis    Basis = "other"                 // told by its document
)

// Bases lists every basis.
func Bases() []Basis {
	return []Basis{OwnBuyers, ProducersCoop, PublicLot, Emergency, OtherBasis}
}

// Exclusive reports whether s shuts other buyers out.
func (s *DatedScope) Exclusive() bool { return s.Basis != "" }

// Meets reports whether s and o share a day, a good and a place.
func (s *DatedScope) Meets(o *DatedScope) bool {
	return s.Term.Overlaps(o.Term) && s.GoodPath.Meets(o.GoodPath) &&
		s.PlacePath.Meets(o.PlacePath)
}

// Check refuses a scope whose codes are none, without a day, or without an end.
func (s *DatedScope) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("buyer", s.Buyer))
	faults.add(CheckCode("good", s.Good))
	faults.add(CheckCode("place", s.Place))
	if s.Term.To <= s.Term.From {
		faults.add(Refuse(Invalid, "term.backwards", Args{"from": s.Term.From}).
			In(Where{Column: "last", Value: s.Term.Last().String()}))
	}
	if s.Document != "" {
		faults.add(CheckText("document", s.Document, MaxName))
	}
	return faults
}

// CheckBasis refuses an exclusive scope that rests on nothing that is known, or
// on something else without a document.
func (s *DatedScope) CheckBasis() *Refusal {
	for _, b := range Bases() {
		switch {
		case b == s.Basis && b == OtherBasis && s.Document == "":
			return Refuse(Invalid, "basis.document", nil).In(Where{Column: "document"})
		case b == s.Basis:
			return nil
		}
	}
	return Refuse(Invalid, "basis.unknown", nil).In(At("basis", string(s.Basis)))
}

// Held refuses what another's exclusive scope stands in the way of, for a
// reason, and says whose, where, of what and when.
func (s *DatedScope) Held(reason Reason) *Refusal {
	// lang: refusal.scope.held remedy.scope.held refusal.scope.meets remedy.scope.meets
	// lang: refusal.scope.outside remedy.scope.outside
	return Refuse(Conflict, reason, Args{
		"scope": s.ID.String(), "holder": s.Buyer, "good": s.Good, "place": s.Place,
		"from": s.Term.From, "last": s.Term.Last(),
	})
}

// A ScopeFilter narrows a list of scopes: to those that share something with a
// good and with a place, where they are named, on some day of Days.
type ScopeFilter struct {
	Good  GoodCode
	Place PlaceCode
	Days  Term
}

// ScopeBook is what the records can answer and take about scopes.
type ScopeBook interface {
	// Scope returns a scope, or a refusal of kind NotFound.
	Scope(id ID[DatedScope]) (DatedScope, error)
	// ScopesBy returns those of some numbers, by number.
	ScopesBy(ids []ID[DatedScope]) ([]DatedScope, error)
	// Scopes returns at most limit scopes that a filter lets through, after one,
	// by number.
	Scopes(by ScopeFilter, after ID[DatedScope], limit int) ([]DatedScope, error)
	// ScopesAgainst returns the exclusive scopes of others than who takes that
	// hold a good on some of the days where its supplier is, by number.
	ScopesAgainst(from, to PartyCode, good GoodCode, days Term) ([]DatedScope, error)
	// AddScope records s. It refuses an exclusive one that shares a day, a good
	// and a place with an exclusive one of another buyer, and says whose.
	AddScope(s DatedScope) error
	// EndScope makes to the first day that is no more of a scope.
	EndScope(id ID[DatedScope], to Day) error
	// MeetsIf returns an exclusive scope of another buyer that one at or under a
	// node would come to share something with if the node stood under another
	// parent; nil if there is none.
	MeetsIf(moved Node, parent string) (*DatedScope, error)
}

// ScopeReachBook is what the records can answer about what scopes reach.
type ScopeReachBook interface {
	// StoppedBy counts the purchases in force of others than the buyer of an
	// exclusive scope of which something is still to be sent that the scope
	// keeps from them, on whatever day: good and place say of what and where,
	// and paths are passed over.
	StoppedBy(s *DatedScope) (int, error)
}
