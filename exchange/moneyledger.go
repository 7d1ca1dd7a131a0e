package exchange

import (
	"fmt"

	"hinterland"
)

// closeMoney writes what the records keep of money that was paid under an
// agreement as assertions. What did not come of a payment was not paid after
// all: no total has that, so it is added up here.
func (l *ledger) closeMoney(d *Dossier, steps []step, today hinterland.Day) {
	missing := map[hinterland.Paid]int64{}
	for i := range steps {
		if s := &steps[i]; s.paid.missing != 0 {
			of := s.of
			if of.Kind == hinterland.Receipt {
				of = s.about
			}
			missing[of.PaidRow()] += s.paid.missing
		}
	}
	for _, kept := range d.Paid {
		row := kept
		row.Amount, row.Came = 0, 0
		paid := kept.Amount - missing[row]
		a := moneyOf(&hinterland.Event{
			Agreement: kept.Agreement, Item: kept.Item, Party: kept.From, To: kept.To,
		})
		about := "money"
		if kept.Item != 0 {
			about = fmt.Sprintf("money, item %d", kept.Item)
		}
		l.totals(d, about, today, kept.Currency, []sumPosting{
			{a.paid, -paid}, {a.transit, paid - kept.Came}, {a.came, kept.Came},
		})
	}
}

// A sumPosting is how much money goes to an account, or is in it.
type sumPosting struct {
	account string
	minor   int64
}

// totals writes what accounts come to today, as assertions.
func (l *ledger) totals(
	d *Dossier, about string, today hinterland.Day, currency string, sums []sumPosting,
) {
	l.line("")
	l.line(fmt.Sprintf("%s * (%s) totals, %s", max(d.inForce().From, today), d.ID, about))
	for _, s := range sums {
		sum := hinterland.Sum{Minor: s.minor, Currency: currency}
		l.line("    " + s.account + "  0 " + currency + " = " + sum.String() + " " + currency)
	}
}

// advance writes what was advanced for an item, what became of it, and what is
// open of it today. A settlement that was taken back adds nothing: when that
// was done is not kept, and both together are nought.
func (l *ledger) advance(d *Dossier, a *hinterland.Advance, today hinterland.Day) {
	from, to := safe(string(a.From)), safe(string(a.To))
	of := fmt.Sprintf(":%s:%s", a.Agreement, a.ID)
	open, had := from+":advanced:"+to+of, to+":had in advance:"+from+of
	settled := map[hinterland.SettlementKind]string{
		hinterland.ByRecovery: from + ":recovered:" + to + of,
		hinterland.ByReturn:   from + ":returned:" + to + of,
		hinterland.ByWriteOff: from + ":written off:" + to + of,
	}
	places, _ := hinterland.CurrencyPlaces(a.Currency) // it was advanced in
	l.line("")
	l.once("commodity "+format(places)+" "+a.Currency, "")
	l.parties(d, a.From, a.To)
	for _, account := range []string{
		open, had, settled[hinterland.ByRecovery], settled[hinterland.ByReturn],
		settled[hinterland.ByWriteOff],
	} {
		l.once("account "+account, "")
	}
	l.moves(fmt.Sprintf("%s * (%s) advance", a.Day, a.ID), a.Sum(a.Value), open, had)
	for i := len(d.Settlements) - 1; i >= 0; i-- {
		if s := &d.Settlements[i]; s.Advance == a.ID && s.Reversed == "" {
			l.moves(fmt.Sprintf("%s * (%s) %s", s.Day, s.ID, s.Kind), a.Sum(s.Amount),
				settled[s.Kind], open)
		}
	}
	l.totals(d, "advance "+a.ID.String(), today, a.Currency, []sumPosting{
		{open, a.Open()},
		{had, -a.Value},
		{settled[hinterland.ByRecovery], a.Recovered},
		{settled[hinterland.ByReturn], a.Returned},
		{settled[hinterland.ByWriteOff], a.WrittenOff},
	})
}

// moves writes a transaction by which a sum goes to one account from another.
func (l *ledger) moves(head string, sum hinterland.Sum, to, from string) {
	l.line("")
	l.line(head)
	l.line("    " + to + "  " + sum.String() + " " + sum.Currency)
	back := hinterland.Sum{Minor: -sum.Minor, Currency: sum.Currency}
	l.line("    " + from + "  " + back.String() + " " + sum.Currency)
}
