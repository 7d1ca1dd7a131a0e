package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// An Account is how a party stands with others, or with one: the same to both
// sides, since it is worked out from the same totals without asking who looks.
type Account struct {
	Lines []AccountLine
	Money []MoneyLine

	// Advances are the sums of what one party advanced another in a currency.
	Advances []hinterland.Advance

	// Loans are what is lent and not back, the earliest to be back first.
	Loans []Loan

	at map[any]int // where lines of a key stand
}

// An owedKey is what one line is about, in one list or the other.
type owedKey struct {
	from, to hinterland.PartyCode
	good     hinterland.GoodCode
	currency string
}

// An AccountLine is what one party owes another of a good, under all their
// agreements: of those that have ended nothing is open any more.
type AccountLine struct {
	From, To  hinterland.PartyCode
	Of        hinterland.Good
	Open      hinterland.Quantity // scheduled and not sent, late or not
	Late      hinterland.Quantity // of that, firm and due before today
	Missed    hinterland.Quantity // likewise of best efforts, which are no breach
	AtRisk    hinterland.Quantity // what will be lacking at the pace so far
	Transit   hinterland.Quantity
	Received  hinterland.Quantity
	Shortfall hinterland.Quantity // of floors, where the agreement has ended
	Differing int                 // receipts that say something else
	Risks     []ItemRisk
}

// A Loan is an item of which something is lent and not back. Back is the day on
// which it is due indeed.
type Loan struct {
	hinterland.ItemAccount
	Of hinterland.Good
}

// An ItemRisk is an item that will be behind at its own pace.
type ItemRisk struct {
	Agreement hinterland.ID[hinterland.Agreement]
	Item      int
	hinterland.Risk
}

// A MoneyLine is what one party pays another in a currency: what it has
// received is Worth at fixed prices, what of that it has recovered from
// advances, what it says that it paid, and what the other says that came.
type MoneyLine struct {
	From, To                     hinterland.PartyCode
	Worth, Recovered, Paid, Came hinterland.Sum
}

// Owed is what is still to be paid: what was recovered from an advance was paid
// by it. It is less than nought where more was paid than received.
func (m *MoneyLine) Owed() (hinterland.Sum, error) {
	owed, err := m.Worth.Minus(m.Recovered)
	if err == nil {
		owed, err = owed.Minus(m.Paid)
	}
	return owed, err
}

// Account is how the actor's party stands with another or, if that is empty,
// with all. It takes no longer the more has happened: it reads totals.
func (v *View) Account(with hinterland.PartyCode) (*Account, error) {
	if !v.sees(Agreements, Own) {
		return &Account{}, nil
	}
	items, err := v.tx.ItemAccounts(v.actor.Party, with)
	if err != nil {
		return nil, err
	}
	paid, err := v.tx.PaidBetween(v.actor.Party, with)
	if err != nil {
		return nil, err
	}
	differing, err := v.tx.Differences(v.actor.Party, with, v.Today)
	if err != nil {
		return nil, err
	}
	a := &Account{at: map[any]int{}}
	items = slices.DeleteFunc(items, func(i hinterland.ItemAccount) bool {
		return i.Under.On(v.Today) == hinterland.IsDraft // which its author alone sees
	})
	for i := range items {
		good, err := v.Good(items[i].Good)
		if err == nil {
			err = a.add(&items[i], &good, v.Today)
		}
		if err != nil {
			return nil, err
		}
		if items[i].Out() > 0 {
			a.Loans = append(a.Loans, Loan{falling(items[i]), good})
		}
	}
	for _, e := range differing {
		if at, known := a.at[itemKey{e.Agreement, e.Item}]; known {
			a.Lines[at].Differing++
		}
	}
	for _, p := range paid {
		m := a.money(p.From, p.To, p.Currency)
		m.Paid.Minor += p.Amount
		m.Came.Minor += p.Came
	}
	a.Advances, err = v.tx.AdvancesBetween(v.actor.Party, with)
	a.recover()
	a.sort()
	return a, err
}

// recover notes what was recovered from advances beside what was received, of
// goods whose price is fixed in the currency of the advance: of others nobody
// knows what is to be paid.
func (a *Account) recover() {
	for i := range a.Advances {
		p := &a.Advances[i]
		at, known := a.at[owedKey{from: p.From, to: p.To, currency: p.Currency}]
		if known && a.Money[at].Worth.Minor > 0 {
			a.Money[at].Recovered.Minor += p.Recovered
		}
	}
}

// line is where what a party owes another of a good is added up.
func (a *Account) line(i *hinterland.Item, of *hinterland.Good) *AccountLine {
	key := owedKey{from: i.From, to: i.To, good: i.Good}
	at, known := a.at[key]
	if !known {
		at = len(a.Lines)
		a.Lines = append(a.Lines, AccountLine{From: i.From, To: i.To, Of: *of})
	}
	a.at[key], a.at[itemKey{i.Agreement, i.Number}] = at, at
	return &a.Lines[at]
}

// money is where what a party pays another in a currency is added up.
func (a *Account) money(from, to hinterland.PartyCode, currency string) *MoneyLine {
	key := owedKey{from: from, to: to, currency: currency}
	at, known := a.at[key]
	if !known {
		at = len(a.Money)
		none := hinterland.Sum{Currency: currency}
		a.Money = append(a.Money, MoneyLine{from, to, none, none, none, none})
		a.at[key] = at
	}
	return &a.Money[at]
}

// add adds an item to what its parties owe one another.
func (a *Account) add(
	i *hinterland.ItemAccount, of *hinterland.Good, today hinterland.Day,
) error {
	l := a.line(&i.Item, of)
	l.Transit += i.Sent + i.Extra - i.Received - i.ExtraReceived
	l.Received += i.Received + i.ExtraReceived
	if i.Price > 0 && i.Received > 0 {
		worth, err := hinterland.Worth(i.Received, of, i.Price, i.Currency)
		if err != nil {
			return err
		}
		m := a.money(i.To, i.From, i.Currency)
		if m.Worth, err = m.Worth.Plus(worth); err != nil {
			return err
		}
	}
	switch i.Under.On(today) {
	case hinterland.IsProposed, hinterland.IsInForce, hinterland.IsSuspended:
	default: // nothing is open any more
		l.Shortfall += max(i.Floor-i.Received, 0)
		return nil
	}
	if i.Under.Last > 0 { // unknown of agreements that are older than it
		l.Shortfall += i.Shortfall(i.Under.Last, today)
	}
	stands := i.Stand(&i.Under, i.Open, today)
	l.Open += stands.Open
	l.Late += stands.Late
	l.Missed += stands.Missed
	risk, any := i.Risk(i.Under.Deferred(i.Open), i.First, today)
	if any && i.Under.InForce > 0 {
		l.AtRisk += risk.Lacking
		l.Risks = append(l.Risks, ItemRisk{i.Agreement, i.Number, risk})
	}
	return nil
}

// falling is an item with the day on which what was lent of it is due indeed,
// which a suspension puts off.
func falling(i hinterland.ItemAccount) hinterland.ItemAccount {
	i.Back = i.Under.Falls(i.Back)
	return i
}

// sort puts lines in the order of supplier, taker and good, and loans in that of
// their days.
func (a *Account) sort() {
	slices.SortFunc(a.Loans, func(x, y Loan) int {
		return cmp.Or(cmp.Compare(x.Back, y.Back), cmp.Compare(x.Agreement, y.Agreement),
			x.Number-y.Number)
	})
	slices.SortFunc(a.Lines, func(x, y AccountLine) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To),
			cmp.Compare(x.Of.Code, y.Of.Code))
	})
	slices.SortFunc(a.Money, func(x, y MoneyLine) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To),
			cmp.Compare(x.Worth.Currency, y.Worth.Currency))
	})
}

// CountEvents is how many events an export of an agreement tells of, or of all
// agreements for 0; most, where there are more.
func (v *View) CountEvents(
	agreement hinterland.ID[hinterland.Agreement], most int,
) (int, error) {
	if !v.sees(Agreements, Own) {
		return 0, nil
	}
	return v.tx.CountEvents(v.actor.Party, agreement, most)
}

// Supplies are the items of which the actor's party has still to send something,
// by agreement and number.
func (v *View) Supplies() ([]hinterland.ItemAccount, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	items, err := v.tx.ItemAccounts(v.actor.Party, "")
	items = slices.DeleteFunc(items, func(i hinterland.ItemAccount) bool {
		state := i.Under.On(v.Today)
		return i.From != v.actor.Party || len(i.Open) == 0 ||
			state != hinterland.IsProposed && state != hinterland.IsInForce
	})
	slices.SortFunc(items, func(a, b hinterland.ItemAccount) int {
		return cmp.Or(cmp.Compare(a.Agreement, b.Agreement), a.Number-b.Number)
	})
	return items, err
}
