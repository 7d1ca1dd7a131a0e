package hinterland

// An Advance is what the taker of an item gives its supplier before anything is
// delivered: money, or so much of a good (seed, tools). Its account is kept in
// money, at the Value stated when it was given, and has to close: what is open is
// recovered from what is delivered later, returned, or written off. Rate is how
// much one unit of the item's good recovers, nought if that is not agreed.
type Advance struct {
	Agreement  ID[Agreement]
	ID         ID[Advance]
	Item       int
	From, To   PartyCode // who gave it, and who has it
	Good       GoodCode  // empty for money
	Quantity   string    // of the good, a decimal of its Unit, as was said that day
	Unit       string
	Currency   string
	Value      int64
	Rate       Money
	Day        Day
	Note       string
	Recovered  int64
	Returned   int64
	WrittenOff int64
}

// Open is what is neither recovered nor returned nor written off.
func (a *Advance) Open() int64 { return a.Value - a.Recovered - a.Returned - a.WrittenOff }

// Sum is so many of the smallest units of the advance's currency.
func (a *Advance) Sum(minor int64) Sum { return Sum{Minor: minor, Currency: a.Currency} }

// Recoverable is how much of an advance a quantity of the item's good recovers:
// its rate, rounded once, and no more than is open. All that is open, if no rate
// is agreed.
func (a *Advance) Recoverable(q Quantity, g *Good) (int64, error) {
	if a.Rate == 0 {
		return a.Open(), nil
	}
	worth, err := Worth(q, g, a.Rate, a.Currency)
	return min(worth.Minor, a.Open()), err
}

// A SettlementKind says how a part of an advance was settled.
type SettlementKind string

// The kinds of settlement.
const (
	ByRecovery SettlementKind = "recovery"  // kept back from what was received
	ByReturn   SettlementKind = "return"    // given back
	ByWriteOff SettlementKind = "write-off" // given up by who gave it
)

// A Settlement closes a part of an advance. A recovery is About the receipt from
// which it was kept back. Reversed says why it was taken back, and is empty while
// it stands.
type Settlement struct {
	ID        ID[Settlement]
	Agreement ID[Agreement]
	Advance   ID[Advance]
	Kind      SettlementKind
	About     ID[Event]
	Day       Day
	Currency  string
	Amount    int64
	Reason    string
	Reversed  string
}

// Move is what a settlement of a sum changes in its advance.
func (s *Settlement) Move(minor int64) AdvanceMove {
	switch s.Kind {
	case ByRecovery:
		return AdvanceMove{Recovered: minor}
	case ByReturn:
		return AdvanceMove{Returned: minor}
	}
	return AdvanceMove{WrittenOff: minor}
}

// An AdvanceMove changes what has come of an advance.
type AdvanceMove struct {
	Recovered, Returned, WrittenOff int64
}

// AdvanceBook is what the records can answer and take about advances.
type AdvanceBook interface {
	// Advance returns an advance, or a refusal of kind NotFound.
	Advance(id ID[Advance]) (Advance, error)
	// Advances returns those under an agreement, the earliest first.
	Advances(agreement ID[Agreement]) ([]Advance, error)
	// AdvancesBetween returns what was advanced by and to a party, with one
	// other or, if that is empty, with all: for each two and currency one with
	// the sums of all.
	AdvancesBetween(party, with PartyCode) ([]Advance, error)
	// AddAdvance records a.
	AddAdvance(a Advance) error
	// MoveAdvance changes what has come of an advance, and refuses to settle more
	// than is open, or to take back more than was settled.
	MoveAdvance(id ID[Advance], by AdvanceMove) error
}

// SettlementBook is what the records can answer and take about settlements.
type SettlementBook interface {
	// Settlement returns a settlement, or a refusal of kind NotFound.
	Settlement(id ID[Settlement]) (Settlement, error)
	// Settlements returns those under an agreement, the latest day first.
	Settlements(agreement ID[Agreement]) ([]Settlement, error)
	// AddSettlement records s, and refuses a second recovery of an advance from
	// one receipt, unless the first was taken back.
	AddSettlement(s Settlement) error
	// ReverseSettlement notes why one was taken back, and refuses one that has
	// been already.
	ReverseSettlement(id ID[Settlement], reason string) error
}
