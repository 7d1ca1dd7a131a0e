package store

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"hinterland"
)

func TestPayments(t *testing.T) {
	total := refusal(hinterland.Conflict, "payment.total")
	paid := func(amounts ...int64) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			for i := 0; i < len(amounts); i += 2 {
				if err := tx.MovePaid(aPaid(amounts[i], amounts[i+1])); err != nil {
					return nil, err
				}
			}
			return tx.Paids(agreementID(1))
		}
	}
	list := func(p ...hinterland.Paid) []hinterland.Paid { return p }
	checkBooks(t, map[string]bookCase{
		"what was paid":               {ask: paid(), want: list(aPaid(500, 0))},
		"more is paid":                {ask: paid(25, 0), want: list(aPaid(525, 0))},
		"all of it came":              {ask: paid(0, 500), want: list(aPaid(500, 500))},
		"one more than was paid came": {ask: paid(0, 501), reason: total},
		"a payment is taken back":     {ask: paid(-500, 0), want: list(aPaid(0, 0))},
		"more than was paid":          {ask: paid(-501, 0), reason: total},
		"one that came":               {ask: paid(0, 500, -1, 0), reason: total},
		"it did not come after all":   {ask: paid(0, 9, 0, -9), want: list(aPaid(500, 0))},
		"up to what a sum can be": {
			ask: paid(hinterland.MaxSum-500, 0), want: list(aPaid(hinterland.MaxSum, 0)),
		},
		"beyond what a sum can be": {ask: paid(hinterland.MaxSum-499, 0), reason: total},
		"what was paid between two": {
			ask:  func(tx Tx) (any, error) { return tx.PaidBetween("mill", "coop") },
			want: list(aPaid(500, 0)),
		},
		"what was paid to strangers": {
			ask:  func(tx Tx) (any, error) { return tx.PaidBetween("mill", "x") },
			want: []hinterland.Paid(nil),
		},
	})
}

func TestReturns(t *testing.T) {
	most := refusal(hinterland.Conflict, "return.most")
	rejecting := aReceipt(8)
	rejecting.About, rejecting.Rejected = eventID(99), 6
	returned := func(by ...hinterland.Quantity) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			err := tx.AddEvent(rejecting)
			for _, q := range by {
				err = first(func() error { return err },
					func() error { return tx.MoveReturned(rejecting.ID, q) })
			}
			return then(err, func() (any, error) {
				e, err := tx.Event(rejecting.ID)
				return e.Returned, err
			})
		}
	}
	checkBooks(t, map[string]bookCase{
		"all that was rejected": {ask: returned(4, 2), want: hinterland.Quantity(6)},
		"one more":              {ask: returned(4, 3), reason: most},
		"taken back":            {ask: returned(4, -4), want: hinterland.Quantity(0)},
		"more than was returned": {
			ask: returned(4, -5), reason: most,
		},
		"of what is no receipt": {
			ask:    func(tx Tx) (any, error) { return fails(tx.MoveReturned(eventID(5), 1)) },
			reason: most,
		},
	})
}

func TestAccounts(t *testing.T) {
	short := aReceipt(8)
	short.About, short.Short = eventID(99), 1
	account := hinterland.ItemAccount{
		Item: anItem(1, 30, 20), Under: anAgreement(1), First: yes,
		Open: []hinterland.Commitment{aCommitment(yes, 60, 30, 20), aCommitment(yes+9, 40, 0, 0)},
	}
	checkBooks(t, map[string]bookCase{
		"the items of two parties": {
			ask:  func(tx Tx) (any, error) { return tx.ItemAccounts("coop", "mill") },
			want: []hinterland.ItemAccount{account},
		},
		"those of a party with all": {
			ask:  func(tx Tx) (any, error) { return tx.ItemAccounts("mill", "") },
			want: []hinterland.ItemAccount{account},
		},
		"none with a stranger": {
			ask:  func(tx Tx) (any, error) { return tx.ItemAccounts("mill", "x") },
			want: []hinterland.ItemAccount(nil),
		},
		"a receipt that differs": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddEvent(short),
					func() (any, error) { return tx.Differences("coop", "mill", yes) })
			},
			want: []hinterland.Event{short},
		},
		"none under what has ended": {
			ask: func(tx Tx) (any, error) {
				a := anAgreement(1)
				a.Ended = yes
				return then(first(func() error { return tx.AddEvent(short) },
					func() error { return tx.ChangeAgreement(a) }),
					func() (any, error) { return tx.Differences("coop", "", yes) })
			},
			want: []hinterland.Event(nil),
		},
	})
}

// TestPaymentsAtOnceAddUp lets many make one total at once, and confirm no more
// than was paid.
func TestPaymentsAtOnceAddUp(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		tries := rounds(2_000, 100_000)
		var came atomic.Int64
		inParallel(16, func(worker int) {
			for n := range tries / 16 {
				p := aPaid(1, 0)
				p.Item = 1
				if n%2 == 1 {
					p.Amount, p.Came = 0, 3
				}
				err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
					e := entryOf(int64(1000 + worker*tries + n))
					return e, tx.MovePaid(p)
				})
				if err == nil {
					came.Add(p.Came)
				}
			}
		})
		got := look(t, r, func(tx Tx) ([]hinterland.Paid, error) {
			return tx.Paids(agreementID(1))
		})
		if len(got) != 2 || got[1].Came != came.Load() || got[1].Came > got[1].Amount ||
			got[1].Amount != int64(16*((tries/16+1)/2)) {
			t.Errorf("paid %+v, came %d", got, came.Load())
		}
	})
}

// TestAWrongTotalIsFound plants wrong totals as an act would write them, which
// the journal therefore agrees with.
func TestAWrongTotalIsFound(t *testing.T) {
	for name, plant := range map[string]struct {
		do    func(tx Tx) error
		table string
	}{
		"an item": {func(tx Tx) error {
			i := anItem(1, 31, 20)
			i.Agreement = traded()
			return tx.PutItem(i)
		}, "item"},
		"a commitment": {func(tx Tx) error {
			return tx.PutCommitment(hinterland.Commitment{
				Agreement: traded(), Item: 1, Due: yes, Quantity: 60, Sent: 1, Received: 0,
			})
		}, "commitment"},
		"what was paid": {func(tx Tx) error {
			p := aPaid(5, 0)
			p.Agreement = traded()
			return tx.MovePaid(p)
		}, "paid"},
		"a payment without a total": {func(tx Tx) error {
			e := aPayment(77, 5)
			e.Agreement = traded()
			return tx.AddEvent(e)
		}, "paid"},
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t, newSQLite(t), 1)
			wrong := func() []Difference { // of the trade: what is furnished never added up
				found, err := AuditTotals(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				return slices.DeleteFunc(found, func(d Difference) bool {
					return !strings.HasPrefix(d.Key, fmt.Sprintf("[%d,", traded()))
				})
			}
			if found := wrong(); len(found) > 0 {
				t.Fatalf("before: %v", found)
			}
			mustEnter(t, r, plant.do)
			audited(t, r)
			if found := wrong(); len(found) == 0 || found[0].Table != plant.table {
				t.Errorf("found %v", found)
			}
		})
	}
}

func TestWhatIsLent(t *testing.T) {
	out := func(party hinterland.PartyCode, before hinterland.Day) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			_, err := lends(19)(tx)
			return then(err, func() (any, error) {
				found, err := tx.Lent(party, before, 9)
				var items []hinterland.Item
				for _, i := range found {
					items = append(items, i.Item)
				}
				return items, err
			})
		}
	}
	checkBooks(t, map[string]bookCase{
		"to be back before a day, to who lent it": {
			ask: out("mill", yes+1), want: []hinterland.Item{lent(19)},
		},
		"to who has it": {ask: out("coop", yes+1), want: []hinterland.Item{lent(19)}},
		"not to others": {ask: out("x", yes+1), want: []hinterland.Item(nil)},
		"not before its day is over": {
			ask: out("mill", yes), want: []hinterland.Item(nil),
		},
		"nothing once all is back": {
			ask: func(tx Tx) (any, error) {
				_, err := lends(20)(tx)
				return then(err, func() (any, error) { return tx.Lent("mill", yes+1, 9) })
			},
			want: []hinterland.ItemAccount(nil),
		},
	})
}

func TestPaymentsWaitForAWord(t *testing.T) {
	waits := hinterland.Transit{Event: aPayment(3, 500), Title: "Ramie"}
	answer := aReceipt(8)
	answer.About, answer.Item = eventID(3), 0
	answer.Paid, answer.Missing = hinterland.Sum{Minor: 499, Currency: "CNY"}, 1
	ask := func(party hinterland.PartyCode, before ...func(Tx) error) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			for _, do := range before {
				if err := do(tx); err != nil {
					return nil, err
				}
			}
			return tx.Unconfirmed(party, yes, 9)
		}
	}
	ofItem := func(tx Tx) error {
		e := aPayment(7, 20)
		e.Item = 1
		paid := e.PaidRow()
		paid.Amount = 20
		return first(func() error { return tx.AddEvent(e) },
			func() error { return tx.MovePaid(paid) })
	}
	forItem := aPayment(7, 20)
	forItem.Item = 1
	none := []hinterland.Transit(nil)
	checkBooks(t, map[string]bookCase{
		"until who is paid has said something": {
			ask: ask("mill"), want: []hinterland.Transit{waits},
		},
		"not for who pays": {ask: ask("coop"), want: none},
		"of an item, whose good it names": {
			ask: ask("mill", ofItem),
			want: []hinterland.Transit{
				waits, {Event: forItem, Title: "Ramie", Good: "ramie"},
			},
		},
		"answered, though not all came": {
			ask: ask("mill", func(tx Tx) error { return tx.AddEvent(answer) }), want: none,
		},
		"taken back": {
			ask:  ask("mill", func(tx Tx) error { return tx.Reverse(eventID(3), eventID(9)) }),
			want: none,
		},
	})
}
