package office

import (
	"encoding/json"

	"hinterland"
)

// A StatementBody is of which good a party states something, and for what, as
// acts write it.
type StatementBody struct {
	Horizon hinterland.HorizonCode `json:"horizon"`
	Party   hinterland.PartyCode   `json:"party"`
	Good    hinterland.GoodCode    `json:"good"`
}

// Side implements Act.
func (b *StatementBody) Side(*Turn) (hinterland.PartyCode, error) { return b.Party, nil }

// together lets who keeps the region or plans for it speak for a party in which
// nobody can.
func (b *StatementBody) together(*Turn) (bool, error) { return true, nil }

// key is the key of an offer at a price or a need of a priority.
func (b *StatementBody) key(kind hinterland.StatementKind) hinterland.Statement {
	return hinterland.Statement{
		Horizon: b.Horizon, Kind: kind, Party: b.Party, Good: b.Good,
	}
}

// rowOfStatement names the row of a statement.
func rowOfStatement(s hinterland.Statement) hinterland.Change {
	key, err := json.Marshal([]any{s.Horizon, s.Kind, s.Good, s.Party, s.Priority, s.Price})
	if err != nil {
		panic("office: keys are plain data: " + err.Error())
	}
	return hinterland.Change{Table: "statement", Key: string(key)}
}

// An OfferBody is what an offer is found by.
type OfferBody struct {
	StatementBody
	Price string `json:"price"`
}

func (b *OfferBody) statement() (hinterland.Statement, hinterland.Refusals) {
	s := b.key(hinterland.Offered)
	price, err := hinterland.ParseDecimal(b.Price, hinterland.MoneyPlaces)
	s.Price = hinterland.Money(price)
	var faults hinterland.Refusals
	for _, r := range refusalsIn(err) {
		faults = append(faults, r.In(hinterland.At("price", b.Price)))
	}
	return s, append(faults, s.Check()...)
}

// row is that of the offer, as far as it can be read.
func (b *OfferBody) row() hinterland.Change { s, _ := b.statement(); return rowOfStatement(s) }

// Check implements Act.
func (b *OfferBody) Check() hinterland.Refusals { _, faults := b.statement(); return faults }

// A NeedBody is what a need is found by.
type NeedBody struct {
	StatementBody
	Priority int `json:"priority"`
}

func (b *NeedBody) statement() (hinterland.Statement, hinterland.Refusals) {
	s := b.key(hinterland.Needed)
	s.Priority = b.Priority
	return s, s.Check()
}

func (b *NeedBody) row() hinterland.Change { s, _ := b.statement(); return rowOfStatement(s) }

// Check implements Act.
func (b *NeedBody) Check() hinterland.Refusals { _, faults := b.statement(); return faults }

// An Amount is what is stated, for each period from the first on; what is
// left out behind the last is nothing. Base is the entry that last changed
// the statement, and is left out where there is none yet.
type Amount struct {
	Quantities []string `json:"quantities"`
	Base       int64    `json:"base,omitempty"`
}

// check refuses what is no figure; how exact one may be depends on the good.
func (a *Amount) check() hinterland.Refusals {
	var faults hinterland.Refusals
	for i, text := range a.Quantities {
		faults = append(faults, checkFigure(numberedField("quantities", i), text)...)
	}
	return faults
}

// StateOffer says what a party offers of a good at a price in the periods of a
// horizon. It takes the place of what the party offered of it at that price.
type StateOffer struct {
	OfferBody
	Amount
}

// Check implements Act.
func (a *StateOffer) Check() hinterland.Refusals {
	return append(a.OfferBody.Check(), a.Amount.check()...)
}

// Do implements Act.
func (a *StateOffer) Do(t *Turn) error { s, _ := a.statement(); return t.state(s, &a.Amount) }

// StateNeed says what a party needs of a good with a priority in the periods
// of a horizon. It takes the place of what it needed of it with that
// priority.
type StateNeed struct {
	NeedBody
	Amount
}

// Check implements Act.
func (a *StateNeed) Check() hinterland.Refusals {
	return append(a.NeedBody.Check(), a.Amount.check()...)
}

// Do implements Act.
func (a *StateNeed) Do(t *Turn) error { s, _ := a.statement(); return t.state(s, &a.Amount) }

// WithdrawOffer takes back what a party offers of a good at a price.
type WithdrawOffer struct {
	OfferBody
	Based
}

// Do implements Act.
func (a *WithdrawOffer) Do(t *Turn) error { s, _ := a.statement(); return t.withdraw(s) }

// WithdrawNeed takes back what a party needs of a good with a priority.
type WithdrawNeed struct {
	NeedBody
	Based
}

// Do implements Act.
func (a *WithdrawNeed) Do(t *Turn) error { s, _ := a.statement(); return t.withdraw(s) }

// A sumKey is what all statements of a good in a horizon have in common.
type sumKey struct {
	horizon hinterland.HorizonCode
	kind    hinterland.StatementKind
	good    hinterland.GoodCode
}

// A stating is what a turn has read for statements. All of it is held until
// the turn is over, so that thousands of statements read it once.
type stating struct {
	horizons map[hinterland.HorizonCode]hinterland.Horizon
	goods    map[hinterland.GoodCode]hinterland.Good
	parties  map[hinterland.PartyCode]hinterland.Party
	sums     map[sumKey]hinterland.Quantity
	done     map[string]bool // keys of what the turn has stated
}

// stating is that of the turn.
func (t *Turn) stating() *stating {
	if t.states == nil {
		t.states = &stating{
			horizons: map[hinterland.HorizonCode]hinterland.Horizon{},
			goods:    map[hinterland.GoodCode]hinterland.Good{},
			parties:  map[hinterland.PartyCode]hinterland.Party{},
			sums:     map[sumKey]hinterland.Quantity{},
			done:     map[string]bool{},
		}
	}
	return t.states
}

// kept is what is read of a key the first time that it is asked for.
func kept[K comparable, T any](known map[K]T, key K, read func(K) (T, error)) (T, error) {
	if had, ok := known[key]; ok {
		return had, nil
	}
	got, err := read(key)
	if err == nil {
		known[key] = got
	}
	return got, err
}

// stateable holds what a statement is of: a horizon that is open, a good, a
// party.
func (t *Turn) stateable(
	s *hinterland.Statement,
) (h hinterland.Horizon, g hinterland.Good, err error) {
	of := t.stating()
	h, err = kept(of.horizons, s.Horizon, t.Horizon)
	if err != nil {
		return h, g, pointed(err, "horizon", string(s.Horizon))
	}
	if h.Closed != hinterland.Forevermore {
		return h, g, hinterland.Refuse(hinterland.Conflict, "horizon.closed",
			hinterland.Args{"horizon": string(h.Code), "day": h.Closed}).
			In(hinterland.At("horizon", string(h.Code)))
	}
	if _, err := kept(of.parties, s.Party, t.Party); err != nil {
		return h, g, pointed(err, "party", string(s.Party))
	}
	g, err = kept(of.goods, s.Good, t.HoldGood)
	return h, g, pointed(err, "good", string(s.Good))
}

// state records a statement in the place of the one with its key, on the base
// that is said, if all that is stated of the good stays within bounds.
func (t *Turn) state(s hinterland.Statement, a *Amount) error {
	h, g, err := t.stateable(&s)
	if err != nil {
		return err
	}
	if faults := s.State(a.Quantities, &g, h.Periods); len(faults) > 0 {
		return faults
	}
	row := rowOfStatement(s)
	if t.stating().done[row.Key] { // else the later of two lines would be all that is kept
		return hinterland.Refuse(hinterland.Conflict, "statement.twice", nil).
			In(hinterland.At("good", string(s.Good)))
	}
	t.stating().done[row.Key] = true
	now, err := t.Statement(s)
	if isRefusal(err, hinterland.NotFound) {
		if err = nil; a.Base != 0 {
			return hinterland.Refuse(hinterland.Conflict, "statement.gone", nil).
				In(hinterland.At("base", hinterland.FormatDecimal(a.Base, 0)))
		}
	} else if err == nil {
		err = t.restsOn(row, a.Base)
	}
	if err != nil {
		return err
	}
	key := sumKey{s.Horizon, s.Kind, s.Good}
	sum, err := kept(t.stating().sums, key, func(k sumKey) (hinterland.Quantity, error) {
		return t.StatedTotal(k.horizon, k.kind, k.good)
	})
	if err != nil {
		return err
	}
	if sum -= now.Total; s.Total > hinterland.MaxTotal-sum {
		return hinterland.Refuse(hinterland.Invalid, "total.size",
			hinterland.Args{"good": string(s.Good)}).In(hinterland.At("quantities", ""))
	}
	t.stating().sums[key] = sum + s.Total
	return t.PutStatement(s)
}

// withdraw takes a statement out.
func (t *Turn) withdraw(s hinterland.Statement) error {
	if _, _, err := t.stateable(&s); err != nil {
		return err
	}
	now, err := t.Statement(s)
	if err != nil {
		return err
	}
	if sum, read := t.stating().sums[sumKey{s.Horizon, s.Kind, s.Good}]; read {
		t.stating().sums[sumKey{s.Horizon, s.Kind, s.Good}] = sum - now.Total
	}
	return t.DropStatement(s)
}

// A Stated is what a party offers or needs, as far as the reader may know. Of
// an offer whose price the reader may not know, Price is 0 and Priced is
// false.
type Stated struct {
	hinterland.Statement
	Quantities []hinterland.Quantity
	Priced     bool
	Base       int64 // the entry that last changed it
}

// Statements are those that a query asks for. An offer's price is shown to its
// party, to who has agreed something with it, and to who plans for the region.
func (v *View) Statements(q hinterland.StatementQuery) ([]Stated, error) {
	if !v.sees(Statements, Other) {
		return nil, nil
	}
	found, err := v.tx.Statements(q)
	if err != nil {
		return nil, err
	}
	rows := make([]hinterland.Change, len(found))
	for i, s := range found {
		rows[i] = rowOfStatement(s)
	}
	bases, err := v.tx.Bases(rows)
	if err != nil {
		return nil, err
	}
	knows, err := v.pricesOf()
	if err != nil {
		return nil, err
	}
	stated := make([]Stated, len(found))
	for i, s := range found {
		stated[i] = Stated{s, s.Amounts.Quantities(), knows(s.Party), bases[i]}
		if !stated[i].Priced {
			stated[i].Price = 0
		}
	}
	return stated, nil
}

// pricesOf reports of parties whether the reader may know at what they offer.
func (v *View) pricesOf() (func(hinterland.PartyCode) bool, error) {
	if v.sees(Prices, Other) {
		return func(hinterland.PartyCode) bool { return true }, nil
	}
	known := map[hinterland.PartyCode]bool{v.actor.Party: v.sees(Prices, Own)}
	if v.sees(Prices, Counterpart) {
		others, err := v.tx.Counterparts(v.actor.Party)
		if err != nil {
			return nil, err
		}
		for _, p := range others {
			known[p] = true
		}
	}
	return func(p hinterland.PartyCode) bool { return known[p] }, nil
}

// Market is what is offered and needed of a good in a horizon. Prices are
// left out.
func (v *View) Market(
	h hinterland.HorizonCode, good hinterland.GoodCode,
) (offers []hinterland.Offer, needs []hinterland.Need, err error) {
	if !v.sees(Statements, Other) {
		return nil, nil, nil
	}
	offers, needs, err = hinterland.Market(v.tx, h, good)
	for i := range offers {
		offers[i].Price = 0
	}
	return offers, needs, err
}
