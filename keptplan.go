package hinterland

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// A KeptPlan is a plan that an office keeps: what a run came to, which becomes
// what its parties have signed. MadeFrom is the digest of what the run was made
// from, Says that of all that the plan says, and Policy what zones mean to it.
// Former is the plan that it is to take the place of, 0 where there is none.
// Proposed is the day on which its parties were shown it, 0 before; Reason why
// it was withdrawn or closed.
type KeptPlan struct {
	ID       ID[KeptPlan]
	Horizon  HorizonCode
	Title    string
	Policy   Policy
	Former   ID[KeptPlan]
	State    State
	MadeFrom string
	Says     string
	Proposed Day
	Reason   string
}

// The states of plans that agreements do not have.
const (
	NoPlan        State = ""            // it is not kept
	IsPreliminary State = "preliminary" // seen by who plans only
	IsClosed      State = "closed"      // its time is over, or another took its place
	IsWithdrawn   State = "withdrawn"   // it never came into force
)

// PlanSteps is the table of what can become of plans. What does not stand in it
// is refused. Both manners of signing are one act here, on the side of who
// signs. A plan that comes into force closes the former one that it takes the
// place of.
func PlanSteps() []Step {
	return []Step{
		{NoPlan, "keep-plan", Keeping, IsPreliminary},
		{IsPreliminary, "propose-plan", Keeping, IsProposed},
		{IsPreliminary, "withdraw-plan", Keeping, IsWithdrawn},
		{IsProposed, "sign-plan", Missing, IsProposed},
		{IsProposed, "sign-plan", LastMissing, IsInForce},
		{IsProposed, "withdraw-plan", Keeping, IsWithdrawn},
		{IsInForce, "close-plan", Keeping, IsClosed},
		{IsInForce, "draft-by-plan", Keeping | Member, IsInForce},
	}
}

// Ask is the state that an act of a side leads a plan to, or why it leads
// nowhere.
func (k *KeptPlan) Ask(act string, by Footing) (State, *Refusal) {
	to, leads, known := lead(PlanSteps(), k.State, act, by)
	switch {
	case leads:
		return to, nil
	case known:
		return to, Refuse(Conflict, "plan.side", nil)
	}
	// lang: refusal.plan.preliminary refusal.plan.proposed refusal.plan.inforce
	// lang: refusal.plan.closed refusal.plan.withdrawn
	// lang: remedy.plan.preliminary remedy.plan.proposed remedy.plan.inforce
	// lang: remedy.plan.closed remedy.plan.withdrawn
	return to, Refuse(Conflict, Reason("plan."+string(k.State)), nil)
}

// Shown reports whether the plan has ever been put before its parties.
func (k *KeptPlan) Shown() bool { return k.Proposed != 0 }

// A PlanPart is what of a plan a party has to sign: all that it gives to others
// and is given by them. Digest stands for exactly that, and for what its needs
// get.
type PlanPart struct {
	Plan   ID[KeptPlan]
	Party  PartyCode
	Digest string
}

// A PlanSignature is a party's own yes to its part of a plan. Document names the
// scan that one on paper rests on, and File is its digest where it is kept here.
type PlanSignature struct {
	Plan     ID[KeptPlan]
	Party    PartyCode
	Manner   Manner
	Document string
	Person   ID[Person] // who signed, or recorded the paper
	At       Instant
	File     string
}

// KeptRows are all that a plan says beside what it is called. Every list is
// sorted by its key.
type KeptRows struct {
	Allocations []Allocation
	Shares      []KeptShare
	Goods       []KeptGood
	Parts       []PlanPart
}

// digestOf is the SHA-256 of values as JSON.
func digestOf(values ...any) string {
	text, err := json.Marshal(values)
	if err != nil {
		panic("hinterland: plans are plain data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// PartDigest stands for the part of a party in a plan: its allocations and
// shares, by their keys, with the plan and the horizon that they are of.
func (k *KeptPlan) PartDigest(party PartyCode, given []Allocation, shares []KeptShare) string {
	return digestOf("part", k.ID, k.Horizon, k.MadeFrom, party, given, shares)
}

// Keep makes the rows of the plan that a run has come to, and sets what k says
// by them. A party has a part where it gives something to another or is given
// it.
func (k *KeptPlan) Keep(r *Region, p *Plan) (*KeptRows, error) {
	rows := &KeptRows{Allocations: k.allocate(p.Lines)}
	var err error
	if rows.Shares, err = k.share(p); err != nil {
		return nil, err
	}
	rows.Goods = k.goods(r, p)
	given, shares := map[PartyCode][]Allocation{}, map[PartyCode][]KeptShare{}
	for _, a := range rows.Allocations {
		if a.From != a.To {
			given[a.From] = append(given[a.From], a)
		}
		given[a.To] = append(given[a.To], a)
	}
	for _, s := range rows.Shares {
		shares[s.Party] = append(shares[s.Party], s)
	}
	for _, party := range sortedKeys(given) {
		if !onlyItself(given[party]) {
			rows.Parts = append(rows.Parts, PlanPart{
				k.ID, party, k.PartDigest(party, given[party], shares[party]),
			})
		}
	}
	k.Says = digestOf("plan", k.ID, k.Horizon, k.MadeFrom, k.Policy, rows.Allocations,
		rows.Shares, rows.Goods)
	return rows, nil
}

// onlyItself reports whether a party gives to nobody but itself, and is given
// nothing by anybody else.
func onlyItself(given []Allocation) bool {
	for i := range given {
		if given[i].From != given[i].To {
			return false
		}
	}
	return true
}

// KeptPlanBook is what the records can answer and take about plans.
type KeptPlanBook interface {
	// KeptPlan returns a plan, or a refusal of kind NotFound.
	KeptPlan(id ID[KeptPlan]) (KeptPlan, error)
	// HoldPlan does so and keeps others from it until the act is done.
	HoldPlan(id ID[KeptPlan]) (KeptPlan, error)
	// KeptPlans returns at most limit plans older than one, the latest first: of
	// a horizon and in a state, where they are said, and only such as were
	// proposed where shown is asked for. Before 0 means from the latest on.
	KeptPlans(by PlanQuery, before ID[KeptPlan], limit int) ([]KeptPlan, error)
	// AddKeptPlan records a plan with all that it says.
	AddKeptPlan(k KeptPlan, rows *KeptRows) error
	// ChangePlan records another state of a plan that is held. It refuses a
	// second plan in force for a horizon.
	ChangePlan(k KeptPlan) error
	// PlanParts returns the parts of a plan that are to be signed, by party.
	PlanParts(id ID[KeptPlan]) ([]PlanPart, error)
	// PlanSignings returns how far plans are signed, by plan, with the first by
	// code of those who are still to sign, at most so many.
	PlanSignings(of []ID[KeptPlan], names int) ([]PlanSigning, error)
}

// A PlanSigning is how far a plan is signed: by how many of the parties that have a
// part in it, and some of those who are still to sign.
type PlanSigning struct {
	Plan         ID[KeptPlan]
	Signed, All  int
	SomeUnsigned []PartyCode
}

// A PlanQuery asks for plans. What is empty narrows nothing.
type PlanQuery struct {
	Horizon HorizonCode
	State   State
	Shown   bool
}

// A PlanRowQuery asks for what a plan says, part by part. What is empty narrows
// nothing; Party is on either side.
type PlanRowQuery struct {
	Plan  ID[KeptPlan]
	Good  GoodCode
	Party PartyCode
	After PlanRowKey
}

// A PlanRowKey is that of the row behind which a part begins. Nothing comes before
// the empty one. Of needs, which have one party, From is empty.
type PlanRowKey struct {
	Good     GoodCode
	From, To PartyCode
}

// PlanRowBook is what the records can answer about what plans say, and about who
// has signed it.
type PlanRowBook interface {
	// Allocations returns those of a plan by good, giver and taker: of a good,
	// or of a party on either side, where they are said.
	Allocations(id ID[KeptPlan], good GoodCode, party PartyCode) ([]Allocation, error)
	// KeptShares returns those of a plan by good and party: of a good, or of a
	// party, where they are said.
	KeptShares(id ID[KeptPlan], good GoodCode, party PartyCode) ([]KeptShare, error)
	// KeptGoods returns what a plan proves of its goods, by code.
	KeptGoods(id ID[KeptPlan]) ([]KeptGood, error)
	// GoodsInShort returns the same without the proofs, which are long.
	GoodsInShort(id ID[KeptPlan]) ([]KeptGood, error)
	// PartOf returns at most limit allocations of a plan that a party gives to
	// others, or is given by anybody, by good, giver and taker; and how many there are.
	PartOf(id ID[KeptPlan], party PartyCode, gives bool, limit int) ([]Allocation, int, error)
	// PlanSignatures returns those of a plan, by party.
	PlanSignatures(id ID[KeptPlan]) ([]PlanSignature, error)
	// AddPlanSignature records one; it refuses a second one of a party.
	AddPlanSignature(s PlanSignature) error
}

// PlanListBook is what the records can answer about what plans say, part by part.
type PlanListBook interface {
	// SomeAllocations returns at most limit allocations of a plan, by good, giver
	// and taker, that come behind the row of a query.
	SomeAllocations(of PlanRowQuery, limit int) ([]Allocation, error)
	// SomeShares does so with what the plan does for needs, by good and party.
	SomeShares(of PlanRowQuery, limit int) ([]KeptShare, error)
}
