package hinterland

import (
	"cmp"
	"math/big"
	"slices"
)

// A Policy says how much zones matter to a plan.
type Policy string

// The three policies; every plan says which one it was made under.
const (
	ZonesFirst  Policy = "first"  // each zone serves itself before it serves others
	ZonesPrefer Policy = "prefer" // among equally good plans, the fewest units cross a border
	ZonesIgnore Policy = "ignore" // borders play no part
)

// Check refuses a policy that is none.
func (p Policy) Check() *Refusal {
	if p == ZonesFirst || p == ZonesPrefer || p == ZonesIgnore {
		return nil
	}
	return Refuse(Invalid, "run.zones", nil).In(At("zones", string(p)))
}

// A LineReason says why a line is in a plan: what would be lost first, in the
// order of wishes, if it carried one unit less.
type LineReason string

// The reasons of a line.
const (
	LineFloor  LineReason = "floor"  // an agreement guarantees it
	LineFixed  LineReason = "fixed"  // somebody fixed it by hand
	LineClass  LineReason = "class"  // a need would go unmet and no equally urgent one would gain
	LineShare  LineReason = "share"  // another need of its class would get more than an equal share
	LineZone   LineReason = "zone"   // the zone comes first, or one more unit would cross a border
	LineSigned LineReason = "signed" // the plan would leave what was signed
	LineCost   LineReason = "cost"   // every other way costs more
	LineTie    LineReason = "tie"    // another way is as good; the order of keys decided
)

// A ShortReason says what stands between a need and one more unit of it.
type ShortReason string

// The reasons of a shortfall.
const (
	ShortFixed   ShortReason = "fixed"    // a line fixed by hand holds goods, or holds them back
	ShortScope   ShortReason = "scope"    // an exclusive scope shuts the buyer out of goods
	ShortFloor   ShortReason = "floor"    // goods are promised to another by a floor
	ShortReach   ShortReason = "reach"    // goods are farther away than their reach
	ShortStorage ShortReason = "storage"  // goods were there earlier and do not keep
	ShortLate    ShortReason = "too-late" // goods are offered only later
	ShortSupply  ShortReason = "supply"   // all that is in reach is used up
)

// A Line is one allocation of a plan: From sends Quantity of a good, offered in
// OfferPeriod at Price, off in ShipPeriod for the need of To in Period.
// Priority is that of the need it serves, or 0 for what a floor or a fixing
// brings beyond any need. UnitCost is price, freight and storage of one unit.
type Line struct {
	From, To    PartyCode
	Good        GoodCode
	Price       Money
	OfferPeriod Period
	ShipPeriod  Period
	Period      Period
	Priority    int
	Quantity    Quantity
	UnitCost    Money
	Reason      LineReason
	Row         int
}

// A Shortfall is what a plan leaves unmet of a need, and why. Worth is the
// priority of which one more unit would be met if the reason were lifted by
// one unit.
type Shortfall struct {
	Party    PartyCode
	Good     GoodCode
	Period   Period
	Priority int
	Quantity Quantity
	Reason   ShortReason
	Worth    int
	Row      int
}

// A Share is what a plan does for one need: Met of Needed, of which Own is
// what the need's zone could do alone, floors included. Own is 0 unless the
// plan was made under ZonesFirst.
type Share struct {
	Party    PartyCode
	Good     GoodCode
	Period   Period
	Priority int
	Needed   Quantity
	Met      Quantity
	Own      Quantity
	Row      int
}

// A Side says what kind of node a Potential belongs to.
type Side string

// The sides of a Potential.
const (
	OfferSide Side = "offer"
	NeedSide  Side = "need"
	FloorSide Side = "floor"
)

// A Potential is one row of a plan's certificate: the price of a node of the
// good's network under each of the last wishes, which together prove that no
// rearrangement of the lines is better. An offer is named by party, period
// and price; the needs of a party in a period are one node (Price 0); a floor
// or a fixing is named by its two parties and its period (To is empty elsewhere).
// docs/formats.md says what a checker does with them.
type Potential struct {
	Good   GoodCode
	Side   Side
	Party  PartyCode
	To     PartyCode
	Period Period
	Price  Money
	Zone   int64
	Signed int64
	Cost   int64
	Row    int
}

// A ClassSum is what a plan does for all needs of one priority of a good.
// Priority 0 is floors and fixings: promised and honoured.
type ClassSum struct {
	Priority int
	Needed   Quantity
	Met      Quantity
}

// A GoodSummary is a plan's result for one good. Cost is in Money. Certificate
// is the SHA-256, in hexadecimal, of the good's shares and potentials as written.
type GoodSummary struct {
	Good        GoodCode
	Currency    string
	Decimals    int
	Cost        *big.Int
	Crossing    *big.Int // units that cross a zone's border, in steps
	Moved       *big.Int // steps by which lines left what was signed
	Classes     []ClassSum
	Levels      []string // the wishes proved best, in order
	Certificate string
}

// A Plan is the answer to a Region: who sends what to whom, what stays unmet,
// and the proof. Every list is sorted by its columns from the left.
type Plan struct {
	Policy     Policy
	Lines      []Line
	Shortfalls []Shortfall
	Shares     []Share
	Potentials []Potential
	Goods      []GoodSummary
}

// Sort brings every list of p into the order of its columns from the left:
// codes by their bytes, numbers by their size.
func (p *Plan) Sort() {
	slices.SortFunc(p.Lines, compareLines)
	slices.SortFunc(p.Shortfalls, func(a, b Shortfall) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Good, b.Good),
			cmp.Compare(a.Period, b.Period), cmp.Compare(a.Priority, b.Priority))
	})
	slices.SortFunc(p.Shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Good, b.Good),
			cmp.Compare(a.Period, b.Period), cmp.Compare(a.Priority, b.Priority))
	})
	slices.SortFunc(p.Potentials, comparePotentials)
	slices.SortFunc(p.Goods, func(a, b GoodSummary) int { return cmp.Compare(a.Good, b.Good) })
}

func compareLines(a, b Line) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
		cmp.Compare(a.Good, b.Good), cmp.Compare(a.Price, b.Price),
		cmp.Compare(a.OfferPeriod, b.OfferPeriod), cmp.Compare(a.ShipPeriod, b.ShipPeriod),
		cmp.Compare(a.Period, b.Period), cmp.Compare(a.Priority, b.Priority),
		cmp.Compare(a.Quantity, b.Quantity), cmp.Compare(a.UnitCost, b.UnitCost),
		cmp.Compare(a.Reason, b.Reason))
}

func comparePotentials(a, b Potential) int {
	return cmp.Or(cmp.Compare(a.Good, b.Good), cmp.Compare(a.Side, b.Side),
		cmp.Compare(a.Party, b.Party), cmp.Compare(a.To, b.To),
		cmp.Compare(a.Period, b.Period), cmp.Compare(a.Price, b.Price))
}

// SetCertificates sets each good's Certificate from the given sums.
func (p *Plan) SetCertificates(sums map[GoodCode]string) {
	for i := range p.Goods {
		p.Goods[i].Certificate = sums[p.Goods[i].Good]
	}
}
