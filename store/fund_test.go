package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"hinterland"
)

// The furnished fund: 100 pledged, 60 of it granted, 40 drawn and 10 repaid.

func fundID(act int64) hinterland.ID[hinterland.Fund] {
	return hinterland.MakeID[hinterland.Fund](act, 0)
}

func pledgeID(act int64) hinterland.ID[hinterland.Pledge] {
	return hinterland.MakeID[hinterland.Pledge](act, 0)
}

func applicationID(act int64) hinterland.ID[hinterland.Application] {
	return hinterland.MakeID[hinterland.Application](act, 0)
}

func grantID(act int64) hinterland.ID[hinterland.Grant] {
	return hinterland.MakeID[hinterland.Grant](act, 0)
}

func instalmentID(act int64) hinterland.ID[hinterland.Instalment] {
	return hinterland.MakeID[hinterland.Instalment](act, 0)
}

func aFund(act int64) hinterland.Fund {
	return hinterland.Fund{
		ID: fundID(act), Name: hinterland.Name{English: "Fund", Chinese: "资金"}, Trustee: "mill",
		Currency: "CNY", Low: 90, High: 150, From: yes, Last: yes + 99,
		Closed: hinterland.Forevermore, Terms: `{"purposes":["looms"]}`,
		Pledged: 100, Granted: 60, Drawn: 40, Repaid: 10,
	}
}

func moved(act int64, by hinterland.FundMove) hinterland.Fund {
	f := aFund(act)
	f.Pledged, f.Granted = f.Pledged+by.Pledged, f.Granted+by.Granted
	f.Drawn, f.Repaid = f.Drawn+by.Drawn, f.Repaid+by.Repaid
	return f
}

func aPledge(act int64) hinterland.Pledge {
	return hinterland.Pledge{
		ID: pledgeID(act), Fund: fundID(1), Party: "coop", Currency: "CNY", Amount: 110,
		Withdrawn: 10, Day: yes, Note: "from the harvest",
	}
}

func anApplication(act int64) hinterland.Application {
	return hinterland.Application{
		ID: applicationID(act), Fund: fundID(1), Party: "coop", Currency: "CNY", Amount: 80,
		Granted: 60, Withdrawn: 5, Use: "looms", Reason: "None are left", Day: yes, ToldTo: "mill",
	}
}

func aGrant(act int64) hinterland.Grant {
	return hinterland.Grant{
		ID: grantID(act), Fund: fundID(1), Application: applicationID(1), Party: "coop",
		Currency: "CNY", Amount: 65, Revoked: 5, Drawn: 40, Repaid: 10, Day: yes, Schedule: `[]`,
	}
}

func anInstalment(act int64, kind hinterland.InstalmentKind, minor int64) hinterland.Instalment {
	return hinterland.Instalment{
		ID: instalmentID(act), Fund: fundID(1), Grant: grantID(1), Kind: kind,
		Day: yes + hinterland.Day(act), Currency: "CNY", Amount: minor, Use: "looms", Note: "n",
		Party: "coop", ToldTo: "mill",
	}
}

// furnishFund puts in what the furnished fund has.
func furnishFund(tx Tx) error {
	return first(
		func() error { return tx.AddFund(aFund(1)) },
		func() error { return tx.AddPledge(aPledge(1)) },
		func() error { return tx.AddApplication(anApplication(1)) },
		func() error { return tx.AddGrant(aGrant(1)) },
		func() error { return tx.AddInstalment(anInstalment(1, hinterland.Drawdown, 40)) },
		func() error { return tx.AddInstalment(anInstalment(2, hinterland.Payback, 10)) },
	)
}

// TestFunds is Long: it is a table of cases.
func TestFunds(t *testing.T) {
	const pledged, granted, drawn, repaid = 0, 1, 2, 3
	moves := func(total int, by int64) func(Tx) (any, error) {
		return func(tx Tx) (any, error) { return tx.MoveFund(fundID(1), fundMove(total, by)) }
	}
	after := func(total int, by int64) hinterland.Fund { return moved(1, fundMove(total, by)) }
	free := refusal(hinterland.Conflict, "fund.free")
	undrawn := refusal(hinterland.Conflict, "grant.undrawn")
	owed := refusal(hinterland.Conflict, "grant.owed")
	closed := func(then func(Tx) (any, error)) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			if err := tx.CloseFund(fundID(1), yes); err != nil {
				return nil, err
			}
			return then(tx)
		}
	}
	shut := after(drawn, 1)
	shut.Closed = yes
	checkBooks(t, map[string]bookCase{
		"a fund": {
			ask:  func(tx Tx) (any, error) { return tx.Fund(fundID(1)) },
			want: aFund(1),
		},
		"an unknown fund": {
			ask:    func(tx Tx) (any, error) { return tx.Fund(fundID(absent)) },
			reason: refusal(hinterland.NotFound, "fund.unknown"),
		},
		"funds, the latest first, in parts": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddFund(aFund(2)), func() (any, error) {
					late, err := tx.Funds(0, 1)
					if err != nil {
						return nil, err
					}
					early, err := tx.Funds(late[0].ID, 9)
					return append(late, early...), err
				})
			},
			want: []hinterland.Fund{aFund(2), aFund(1)},
		},
		"a fund twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddFund(aFund(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"granted up to what is free":        {ask: moves(granted, 50), want: after(granted, 50)},
		"granted one beyond what is free":   {ask: moves(granted, 51), reason: free},
		"withdrawn down to what is granted": {ask: moves(pledged, -50), want: after(pledged, -50)},
		"withdrawn one more":                {ask: moves(pledged, -51), reason: free},
		"drawn up to what is granted":       {ask: moves(drawn, 20), want: after(drawn, 20)},
		"drawn one beyond it":               {ask: moves(drawn, 21), reason: undrawn},
		"revoked down to what is drawn":     {ask: moves(granted, -20), want: after(granted, -20)},
		"revoked one more":                  {ask: moves(granted, -21), reason: undrawn},
		"repaid up to what is drawn":        {ask: moves(repaid, 30), want: after(repaid, 30)},
		"repaid one beyond it":              {ask: moves(repaid, 31), reason: owed},
		"pledged as much as a sum can be": {
			ask: moves(pledged, hinterland.MaxSum-100), want: after(pledged, hinterland.MaxSum-100),
		},
		"pledged one beyond it": {
			ask:    moves(pledged, hinterland.MaxSum-99),
			reason: refusal(hinterland.Invalid, "number.size"),
		},
		"what was repaid is granted again, and cannot be taken back": {
			ask: func(tx Tx) (any, error) {
				if _, err := tx.MoveFund(fundID(1), fundMove(granted, 50)); err != nil {
					return nil, err
				}
				return tx.MoveFund(fundID(1), fundMove(repaid, -1))
			},
			reason: free,
		},
		"a move of an unknown fund": {
			ask: func(tx Tx) (any, error) {
				return tx.MoveFund(fundID(absent), hinterland.FundMove{Drawn: 1})
			},
			reason: refusal(hinterland.NotFound, "fund.unknown"),
		},
		"a closed fund takes no pledge": {
			ask: closed(moves(pledged, 1)), reason: refusal(hinterland.Conflict, "fund.closed"),
		},
		"nor is anything granted of it": {
			ask: closed(moves(granted, 1)), reason: refusal(hinterland.Conflict, "fund.closed"),
		},
		"but drawn": {ask: closed(moves(drawn, 1)), want: shut},
		"a fund closed twice": {
			ask: closed(func(tx Tx) (any, error) {
				return fails(tx.CloseFund(fundID(1), yes+1))
			}),
			reason: refusal(hinterland.Conflict, "fund.closed"),
		},
		"closing an unknown fund": {
			ask:    func(tx Tx) (any, error) { return fails(tx.CloseFund(fundID(absent), yes)) },
			reason: refusal(hinterland.NotFound, "fund.unknown"),
		},
	})
}

// fundMove moves one of the four totals of a fund.
func fundMove(total int, by int64) hinterland.FundMove {
	var m hinterland.FundMove
	*[]*int64{&m.Pledged, &m.Granted, &m.Drawn, &m.Repaid}[total] = by
	return m
}

// TestPledgesAndApplications is Long: it is a table of cases.
func TestPledgesAndApplications(t *testing.T) {
	beyond := refusal(hinterland.Conflict, "pledge.left")
	withdrawn := aPledge(1)
	withdrawn.Withdrawn = 110
	given := anApplication(1)
	given.Granted, given.Withdrawn = 70, 10
	pledge := func(minor int64) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.WithdrawPledge(pledgeID(1), minor),
				func() (any, error) { return tx.Pledge(pledgeID(1)) })
		}
	}
	apply := func(granted, withdrawn int64) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.MoveApplication(applicationID(1), granted, withdrawn),
				func() (any, error) { return tx.Application(applicationID(1)) })
		}
	}
	open := refusal(hinterland.Conflict, "application.open")
	checkBooks(t, map[string]bookCase{
		"pledges, the earliest first": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddPledge(aPledge(2)),
					func() (any, error) { return tx.Pledges(fundID(1)) })
			},
			want: []hinterland.Pledge{aPledge(1), aPledge(2)},
		},
		"a pledge twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddPledge(aPledge(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"a pledge withdrawn whole":    {ask: pledge(100), want: withdrawn},
		"a pledge withdrawn and more": {ask: pledge(101), reason: beyond},
		"a pledge beyond itself":      {ask: pledge(-11), reason: beyond},
		"an unknown pledge": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.WithdrawPledge(pledgeID(absent), 1))
			},
			reason: refusal(hinterland.NotFound, "pledge.unknown"),
		},
		"applications, the earliest first": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddApplication(anApplication(2)),
					func() (any, error) { return tx.Applications(fundID(1)) })
			},
			want: []hinterland.Application{anApplication(1), anApplication(2)},
		},
		"an application twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddApplication(anApplication(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"granted and withdrawn whole":    {ask: apply(10, 5), want: given},
		"granted beyond what is asked":   {ask: apply(16, 0), reason: open},
		"withdrawn beyond what is asked": {ask: apply(0, 16), reason: open},
		"less than nothing granted":      {ask: apply(-61, 0), reason: open},
		"less than nothing withdrawn":    {ask: apply(0, -6), reason: open},
		"an application to no fund": {
			ask: otherFund, reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"an unknown application": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.MoveApplication(applicationID(absent), 1, 0))
			},
			reason: refusal(hinterland.NotFound, "application.unknown"),
		},
	})
}

// otherFund applies to a fund that is not there.
func otherFund(tx Tx) (any, error) {
	a := anApplication(2)
	a.Fund = fundID(absent)
	return fails(tx.AddApplication(a))
}

// TestGrants is Long: it is a table of cases.
func TestGrants(t *testing.T) {
	grant := func(by hinterland.GrantMove) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.MoveGrant(grantID(1), by),
				func() (any, error) { return tx.Grant(grantID(1)) })
		}
	}
	after := func(revoked, drawn, repaid int64) hinterland.Grant {
		g := aGrant(1)
		g.Revoked, g.Drawn, g.Repaid = revoked, drawn, repaid
		return g
	}
	undrawn := refusal(hinterland.Conflict, "grant.undrawn")
	owed := refusal(hinterland.Conflict, "grant.owed")
	type move = hinterland.GrantMove
	reversed := anInstalment(1, hinterland.Drawdown, 40)
	reversed.Reversed = "Wrong"
	checkBooks(t, map[string]bookCase{
		"grants, the earliest first": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddGrant(aGrant(2)),
					func() (any, error) { return tx.Grants(fundID(1)) })
			},
			want: []hinterland.Grant{aGrant(1), aGrant(2)},
		},
		"a grant twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddGrant(aGrant(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"drawn whole":              {ask: grant(move{Drawn: 20}), want: after(5, 60, 10)},
		"drawn beyond it":          {ask: grant(move{Drawn: 21}), reason: undrawn},
		"revoked to what is drawn": {ask: grant(move{Revoked: 20}), want: after(25, 40, 10)},
		"revoked beyond that":      {ask: grant(move{Revoked: 21}), reason: undrawn},
		"repaid whole":             {ask: grant(move{Repaid: 30}), want: after(5, 40, 40)},
		"repaid beyond that":       {ask: grant(move{Repaid: 31}), reason: owed},
		"a drawdown taken back":    {ask: grant(move{Drawn: -30}), want: after(5, 10, 10)},
		"one that was repaid":      {ask: grant(move{Drawn: -31}), reason: owed},
		"an unknown grant": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.MoveGrant(grantID(absent), move{Drawn: 1}))
			},
			reason: refusal(hinterland.NotFound, "grant.unknown"),
		},
		"instalments, the latest first": {
			ask: func(tx Tx) (any, error) { return tx.Instalments(fundID(1)) },
			want: []hinterland.Instalment{
				anInstalment(2, hinterland.Payback, 10), anInstalment(1, hinterland.Drawdown, 40),
			},
		},
		"an instalment twice": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddInstalment(anInstalment(1, hinterland.Drawdown, 1)))
			},
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"an instalment taken back": {
			ask: func(tx Tx) (any, error) {
				return then(tx.ReverseInstalment(instalmentID(1), "Wrong"),
					func() (any, error) { return tx.Instalment(instalmentID(1)) })
			},
			want: reversed,
		},
		"an instalment taken back twice": {
			ask: func(tx Tx) (any, error) {
				return then(tx.ReverseInstalment(instalmentID(1), "Wrong"),
					func() (any, error) {
						return fails(tx.ReverseInstalment(instalmentID(1), "Again"))
					})
			},
			reason: refusal(hinterland.Conflict, "instalment.reversed"),
		},
		"an unknown instalment": {
			ask:    func(tx Tx) (any, error) { return tx.Instalment(instalmentID(absent)) },
			reason: refusal(hinterland.NotFound, "instalment.unknown"),
		},
	})
}

// A try is one random act on the furnished fund, in the order of the office's:
// the fund first, then what is below it.
func tryFund(tx Tx, rng *rand.Rand, number int64) error {
	minor := 1 + rng.Int64N(25)
	if rng.IntN(3) == 0 {
		minor = -minor
	}
	by, kind := hinterland.FundMove{}, rng.IntN(4)
	*[]*int64{&by.Pledged, &by.Granted, &by.Drawn, &by.Repaid}[kind] = minor
	if _, err := tx.MoveFund(fundID(1), by); err != nil {
		return err
	}
	switch kind {
	case 0:
		return tx.WithdrawPledge(pledgeID(1), -minor)
	case 1:
		return first(
			func() error { return tx.MoveApplication(applicationID(1), minor, 0) },
			func() error { return tx.MoveGrant(grantID(1), hinterland.GrantMove{Revoked: -minor}) })
	case 2:
		return first(
			func() error { return tx.MoveGrant(grantID(1), hinterland.GrantMove{Drawn: minor}) },
			func() error {
				return tx.AddInstalment(anInstalment(number, hinterland.Drawdown, minor))
			})
	}
	return first(
		func() error { return tx.MoveGrant(grantID(1), hinterland.GrantMove{Repaid: minor}) },
		func() error { return tx.AddInstalment(anInstalment(number, hinterland.Payback, minor)) })
}

// Sixteen writers race for one fund. None ever gets more than there is, and
// nothing is lost: the totals are those of the rows.
func TestNobodyGetsMoreOfAFundThanThereIs(t *testing.T) {
	const writers = 16
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var refused, next atomic.Int64
		next.Store(100)
		inParallel(writers, func(worker int) {
			rng := rand.New(rand.NewPCG(uint64(worker), 6))
			for range rounds(2_000, 100_000) / writers {
				_, err := enter(r, func(tx Tx) error { return tryFund(tx, rng, next.Add(1)) })
				var no *hinterland.Refusal
				if errors.As(err, &no) {
					refused.Add(1)
				} else if err != nil {
					t.Errorf("worker %d: %v", worker, err)
				}
			}
		})
		t.Logf("%d of %d are refused", refused.Load(), next.Load()-100)
		err := r.Read(context.Background(), func(tx Tx) error { return fundAddsUp(t, tx) })
		if err != nil {
			t.Fatal(err)
		}
		audited(t, r)
	})
}

// fundAddsUp holds the totals of the furnished fund to its rows.
func fundAddsUp(t *testing.T, tx Tx) error {
	f, err := tx.Fund(fundID(1))
	if err != nil {
		return err
	}
	p, err := tx.Pledge(pledgeID(1))
	if err != nil {
		return err
	}
	a, err := tx.Application(applicationID(1))
	if err != nil {
		return err
	}
	g, err := tx.Grant(grantID(1))
	if err != nil {
		return err
	}
	all, err := tx.Instalments(fundID(1))
	sums := map[hinterland.InstalmentKind]int64{}
	for _, i := range all {
		sums[i.Kind] += i.Amount
	}
	same(t, []int64{f.Pledged, f.Granted, f.Granted, f.Drawn, f.Drawn, f.Repaid, f.Repaid},
		[]int64{
			p.Amount - p.Withdrawn, a.Granted, g.Amount - g.Revoked, g.Drawn,
			sums[hinterland.Drawdown], g.Repaid, sums[hinterland.Payback],
		})
	if f.Free() < 0 || f.Drawn > f.Granted || f.Repaid > f.Drawn {
		t.Errorf("more than there is: %+v", f)
	}
	return err
}

// Of the furnished fund 50 are free, and 15 are asked for. Its grant is not to be
// repaid.
func TestFundsThatAreAskedFor(t *testing.T) {
	asked := func(trustee hinterland.PartyCode, on hinterland.Day) func(Tx) (any, error) {
		return func(tx Tx) (any, error) { return tx.FundsWaiting(trustee, on, 0, 9) }
	}
	after := func(do func(Tx) error) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(do(tx), func() (any, error) { return tx.FundsWaiting("mill", yes, 0, 9) })
		}
	}
	none, it := []hinterland.FundWait(nil), []hinterland.FundWait{{Fund: aFund(1)}}
	checkBooks(t, map[string]bookCase{
		"a fund that has it": {ask: asked("mill", yes), want: it},
		"one of another":     {ask: asked("coop", yes), want: none},
		"the last day":       {ask: asked("mill", yes+99), want: it},
		"the day after":      {ask: asked("mill", yes+100), want: none},
		"the day before":     {ask: asked("mill", yes-1), want: none},
		"one that is not asked": {ask: after(func(tx Tx) error {
			return tx.AddFund(aFund(2))
		}), want: it},
		"one that is closed": {ask: after(func(tx Tx) error {
			return tx.CloseFund(fundID(1), yes)
		}), want: none},
		"one whose applications are answered": {ask: after(func(tx Tx) error {
			return tx.MoveApplication(applicationID(1), 10, 5)
		}), want: none},
		"one with nothing free": {ask: after(func(tx Tx) error {
			_, err := tx.MoveFund(fundID(1), hinterland.FundMove{Granted: 50})
			return err
		}), want: none},
	})
}

// A second and a third grant of the furnished fund, which nothing is asked of any
// more, were to be repaid from yesterday on, as their schedule says.
func TestGrantsThatMayBeLate(t *testing.T) {
	late := func(act int64) hinterland.FundWait {
		w := hinterland.FundWait{Fund: aFund(1), Grant: aGrant(act)}
		w.Grant.Schedule = `[{"due":"` + yes.String() + `","amount":"0.20"},{"due":"` +
			(yes + 9).String() + `","amount":"0.20"}]`
		return w
	}
	waits := func(
		party hinterland.PartyCode, on hinterland.Day, after int64, limit int,
	) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			err := first(
				func() error { return tx.MoveApplication(applicationID(1), 10, 5) },
				func() error { return tx.AddGrant(late(2).Grant) },
				func() error { return tx.AddGrant(late(3).Grant) },
			)
			return then(err, func() (any, error) {
				from := hinterland.MakeID[hinterland.Grant](after, 0)
				return tx.FundsWaiting(party, on, from, limit)
			})
		}
	}
	none, both := []hinterland.FundWait(nil), []hinterland.FundWait{late(2), late(3)}
	checkBooks(t, map[string]bookCase{
		"for who keeps the fund": {ask: waits("mill", yes+1, 0, 9), want: both},
		"for who has to repay":   {ask: waits("coop", yes+1, 0, 9), want: both},
		"for nobody else":        {ask: waits("farm", yes+1, 0, 9), want: none},
		"not on the day":         {ask: waits("coop", yes, 0, 9), want: none},
		"no more than so many":   {ask: waits("coop", yes+1, 0, 1), want: both[:1]},
		"after one":              {ask: waits("coop", yes+1, 2, 9), want: both[1:]},
		"what is asked for comes first": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddGrant(late(2).Grant), func() (any, error) {
					return tx.FundsWaiting("mill", yes+1, 0, 9)
				})
			},
			want: []hinterland.FundWait{{Fund: aFund(1)}, late(2)},
		},
		"nothing asked for after a grant": {
			ask:  func(tx Tx) (any, error) { return tx.FundsWaiting("mill", yes+1, grantID(1), 9) },
			want: none,
		},
		"not once it is repaid": {
			ask: func(tx Tx) (any, error) {
				return then(first(
					func() error { return tx.AddGrant(late(2).Grant) },
					func() error {
						return tx.MoveGrant(grantID(2), hinterland.GrantMove{Repaid: 30})
					},
				), func() (any, error) { return tx.FundsWaiting("coop", yes+1, 0, 9) })
			},
			want: none,
		},
	})
}
