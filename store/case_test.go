package store

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"hinterland"
)

// raised is a case that a party has raised, about no agreement.
func raised(act int64) hinterland.Case {
	c := aCase(act, 0)
	c.Kind, c.Agreement, c.Item, c.Text = hinterland.ConflictCase, 0, 0, "Wet"
	c.Raised, c.Owner, c.Deadline = "coop", "coop", yes+20
	return c
}

// withRaised adds a further case, of both parties, to the furnished region.
func withRaised(tx Tx) error {
	return first(
		func() error { return failure(tx.AddCase(raised(20))) },
		func() error {
			return tx.PutConcern(hinterland.Concern{Case: caseID(20), Party: "coop", Open: 1})
		},
		func() error {
			return tx.PutConcern(hinterland.Concern{Case: caseID(20), Party: "mill", Open: 1})
		},
	)
}

// closed closes the raised case.
func closed(tx Tx) error {
	c := raised(20)
	c.Close(hinterland.Withdrawn, "Dry", yes+3)
	return first(
		func() error { return withRaised(tx) },
		func() error { return tx.ChangeCase(c) },
		func() error {
			return tx.PutConcern(hinterland.Concern{Case: c.ID, Party: "coop"})
		},
		func() error {
			return tx.PutConcern(hinterland.Concern{Case: c.ID, Party: "mill"})
		},
	)
}

// numbersOf are the cases of a query, by number, after a change.
func numbersOf(before func(Tx) error, q hinterland.CaseQuery) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		if err := before(tx); err != nil {
			return nil, err
		}
		if q.Limit == 0 {
			q.Limit = 9
		}
		found, err := tx.Cases(q)
		var numbers []string
		for _, c := range found {
			numbers = append(numbers, c.ID.String())
		}
		return numbers, err
	}
}

// TestCases is Long: it is a table of cases.
func TestCases(t *testing.T) {
	unknown := refusal(hinterland.NotFound, "case.unknown")
	query := func(q hinterland.CaseQuery) func(Tx) (any, error) { return numbersOf(withRaised, q) }
	both, none := []string{"20", "8"}, []string(nil)
	checkBooks(t, map[string]bookCase{
		"a case": {
			ask:  func(tx Tx) (any, error) { return tx.Case(caseID(8)) },
			want: aCase(8, yes),
		},
		"an unknown case": {
			ask:    func(tx Tx) (any, error) { return tx.Case(caseID(absent)) },
			reason: unknown,
		},
		"a case that is held": {
			ask:  func(tx Tx) (any, error) { return tx.HoldCase(caseID(8)) },
			want: aCase(8, yes),
		},
		"an unknown case cannot be held": {
			ask:    func(tx Tx) (any, error) { return tx.HoldCase(caseID(absent)) },
			reason: unknown,
		},
		"how many are open on the last day of one": {
			ask: func(tx Tx) (any, error) {
				return then(withRaised(tx),
					func() (any, error) { return tx.CaseCounts(raised(20).Deadline) })
			},
			want: []hinterland.CaseCount{
				{Kind: hinterland.ConflictCase, Open: 1},
				{Kind: aCase(8, yes).Kind, Open: 1, Late: 1},
			},
		},
		"how many are open when one is closed, the day after the other's": {
			ask: func(tx Tx) (any, error) {
				return then(closed(tx),
					func() (any, error) { return tx.CaseCounts(aCase(8, yes).Deadline + 1) })
			},
			want: []hinterland.CaseCount{{Kind: aCase(8, yes).Kind, Open: 1, Late: 1}},
		},
		"all cases, the latest first": {ask: query(hinterland.CaseQuery{}), want: both},
		"cases before one": {
			ask: query(hinterland.CaseQuery{Before: caseID(20)}), want: both[1:],
		},
		"no more cases than asked for": {
			ask: query(hinterland.CaseQuery{Limit: 1}), want: both[:1],
		},
		"cases that concern a party": {
			ask: query(hinterland.CaseQuery{Party: "coop"}), want: both[:1],
		},
		"cases that concern another": {
			ask:  query(hinterland.CaseQuery{Party: "mill"}),
			want: both,
		},
		"cases that concern nobody there": {
			ask:  query(hinterland.CaseQuery{Party: "x"}),
			want: none,
		},
		"cases of an owner": {
			ask: query(hinterland.CaseQuery{Party: "mill", Owner: "mill"}), want: both[1:],
		},
		"cases of a kind": {
			ask: query(hinterland.CaseQuery{Kind: hinterland.ConflictCase}), want: both[:1],
		},
		"a deadline on the last day": {
			ask:  query(hinterland.CaseQuery{Late: yes + 15}),
			want: none,
		},
		"a deadline the day after": {
			ask: query(hinterland.CaseQuery{Late: yes + 16, Party: "mill"}), want: both[1:],
		},
		"open cases": {
			ask: numbersOf(closed, hinterland.CaseQuery{Open: true}), want: both[1:],
		},
		"open cases of a party": {
			ask:  numbersOf(closed, hinterland.CaseQuery{Open: true, Party: "mill"}),
			want: both[1:],
		},
		"closed cases of a party": {
			ask:  numbersOf(closed, hinterland.CaseQuery{Closed: true, Party: "mill"}),
			want: both[:1],
		},
		"a closed case is never late": {
			ask: numbersOf(closed, hinterland.CaseQuery{Late: yes + 99}), want: both[1:],
		},
		"cases under an agreement": {
			ask: func(tx Tx) (any, error) {
				return then(withRaised(tx),
					func() (any, error) { return tx.CasesUnder(agreementID(1), "") })
			},
			want: []hinterland.Case{aCase(8, yes)},
		},
		"cases under an agreement that concern a party": {
			ask: func(tx Tx) (any, error) {
				own, err := tx.CasesUnder(agreementID(1), "mill")
				return then(err, func() (any, error) {
					others, err := tx.CasesUnder(agreementID(1), "coop")
					return []int{len(own), len(others)}, err
				})
			},
			want: []int{1, 0},
		},
		"a case of an agreement that is not there": {
			ask: func(tx Tx) (any, error) {
				c := aCase(20, yes+9)
				c.Agreement = agreementID(absent)
				return tx.AddCase(c)
			},
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"another state of a case": {
			ask: func(tx Tx) (any, error) {
				c := aCase(8, yes)
				c.Owner, c.Person, c.Deadline, c.Proposal = "coop", personID(2), yes+30, remarkID(9)
				return then(tx.ChangeCase(c), func() (any, error) {
					got, err := tx.Case(caseID(8))
					return got == c, err
				})
			},
			want: true,
		},
		"another state of an unknown case": {
			ask:    func(tx Tx) (any, error) { return fails(tx.ChangeCase(aCase(absent, yes))) },
			reason: unknown,
		},
		"whom cases concern": {
			ask: func(tx Tx) (any, error) {
				return then(withRaised(tx),
					func() (any, error) { return tx.Concerned(caseID(20), caseID(8)) })
			},
			want: []hinterland.Concern{
				{Case: caseID(8), Party: "mill", Open: 1},
				{Case: caseID(20), Party: "coop", Open: 1},
				{Case: caseID(20), Party: "mill", Open: 1},
			},
		},
		"a case concerns nobody who is unknown": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.PutConcern(hinterland.Concern{Case: caseID(8), Party: "x"}))
			},
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a party that a case concerns": {
			ask: func(tx Tx) (any, error) { return tx.AnyCase("x", "mill") }, want: true,
		},
		"a party that no case concerns": {
			ask: func(tx Tx) (any, error) { return tx.AnyCase("coop") }, want: false,
		},
	})
}

// one case for each cause, while the cause has not ended by itself.
func TestACauseHasOneCase(t *testing.T) {
	again := func(closing hinterland.CaseClosing) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			c := aCase(8, yes)
			c.Close(closing, "x", yes+2)
			return then(tx.ChangeCase(c), func() (any, error) { return tx.AddCase(aCase(20, yes)) })
		}
	}
	checkBooks(t, map[string]bookCase{
		"a second case of a cause": {
			ask: func(tx Tx) (any, error) { return tx.AddCase(aCase(20, yes)) }, want: false,
		},
		"a case of another cause": {
			ask: func(tx Tx) (any, error) { return tx.AddCase(aCase(20, yes+9)) }, want: true,
		},
		"a case of another scope": {
			ask: func(tx Tx) (any, error) {
				c := aCase(20, yes)
				c.Scope = scopeID(2)
				return tx.AddCase(c)
			},
			want: true,
		},
		"a cause that the parties have settled": {
			ask: again(hinterland.ClosedByAgreement), want: false,
		},
		"a cause that had ended and comes again": {
			ask: again(hinterland.EndedByItself), want: true,
		},
		"two cases that parties have raised": {
			ask: func(tx Tx) (any, error) {
				return then(failure(tx.AddCase(raised(20))),
					func() (any, error) { return tx.AddCase(raised(21)) })
			},
			want: true,
		},
	})
}

func TestRemarks(t *testing.T) {
	agreed := func(act int64, party hinterland.PartyCode) hinterland.Remark {
		r := aRemark(act, hinterland.ClosingAgreed)
		r.About, r.Party = remarkID(9), party
		return r
	}
	checkBooks(t, map[string]bookCase{
		"the remarks on a case, the earliest first": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddRemark(agreed(30, "mill")),
					func() (any, error) { return tx.Remarks(caseID(8)) })
			},
			want: []hinterland.Remark{aRemark(9, hinterland.Commented), agreed(30, "mill")},
		},
		"a party agrees once": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddRemark(agreed(30, "mill")),
					func() (any, error) { return fails(tx.AddRemark(agreed(31, "mill"))) })
			},
			reason: refusal(hinterland.Conflict, "closing.twice"),
		},
		"each party agrees": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddRemark(agreed(30, "mill")),
					func() (any, error) { return fails(tx.AddRemark(agreed(31, "coop"))) })
			},
		},
		"a remark on no case": {
			ask: func(tx Tx) (any, error) {
				r := aRemark(30, hinterland.Commented)
				r.Case = caseID(absent)
				return fails(tx.AddRemark(r))
			},
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
	})
}

// waitsFor says for whom the furnished case waits, of the two parties, after a
// change.
func waitsFor(before func(Tx) error) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		if err := before(tx); err != nil {
			return nil, err
		}
		err := tx.PutConcern(hinterland.Concern{Case: caseID(8), Party: "coop", Open: 1})
		var whom []hinterland.PartyCode
		for _, party := range []hinterland.PartyCode{"mill", "coop"} {
			found, failed := tx.CasesWaiting(party, 9)
			if err == nil {
				err = failed
			}
			if len(found) > 0 {
				whom = append(whom, party)
			}
		}
		return whom, err
	}
}

func TestCasesWaitForTheirOwnersAndForWhoHasNotAgreed(t *testing.T) {
	proposed := func(by hinterland.PartyCode) func(Tx) error {
		return func(tx Tx) error {
			c, r := aCase(8, yes), aRemark(30, hinterland.ClosingOffered)
			c.Proposal, r.Party = r.ID, by
			return first(
				func() error { return tx.AddRemark(r) },
				func() error { return tx.ChangeCase(c) },
			)
		}
	}
	asked := func(by, of hinterland.PartyCode) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(proposed(by)(tx), func() (any, error) {
				found, err := tx.CasesWaiting(of, 9)
				return len(found) == 1 && found[0].Asked == 1, err
			})
		}
	}
	type parties = []hinterland.PartyCode
	checkBooks(t, map[string]bookCase{
		"the owner is asked what another proposed":    {ask: asked("coop", "mill"), want: true},
		"and is not asked what it proposed by itself": {ask: asked("mill", "mill"), want: false},
		"for the owner": {
			ask: waitsFor(func(Tx) error { return nil }), want: parties{"mill"},
		},
		"for who has not agreed": {
			ask:  waitsFor(proposed("mill")),
			want: parties{"mill", "coop"},
		},
		"not for who has proposed": {ask: waitsFor(proposed("coop")), want: parties{"mill"}},
		"not for who has agreed": {
			ask: waitsFor(func(tx Tx) error {
				r := aRemark(31, hinterland.ClosingAgreed)
				r.About, r.Party = remarkID(30), "coop"
				return first(
					func() error { return proposed("mill")(tx) },
					func() error { return tx.AddRemark(r) },
				)
			}),
			want: parties{"mill"},
		},
	})
}

// suspects are the agreements to look at on a day, after a change.
func suspects(day hinterland.Day, before func(Tx) error) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		return then(before(tx), func() (any, error) { return tx.Suspects(day, 0, 9) })
	}
}

// agreedUpon makes the furnished case one that the parties have settled, and the
// furnished purchase off scope too, so that nothing stands in which a cause may
// have ended.
func agreedUpon(tx Tx) error {
	c, off := aCase(8, yes), aCase(30, 0)
	off.Kind, off.Scope = hinterland.OffScopeCase, scopeID(1)
	c.Close(hinterland.ClosedByAgreement, "x", yes)
	off.Close(hinterland.ClosedByAgreement, "x", yes)
	return first(
		func() error { return failure(tx.AddCase(off)) },
		func() error { return tx.ChangeCase(c) },
	)
}

// TestSuspects is Long: it is a table of cases.
func TestSuspects(t *testing.T) {
	type ids = []hinterland.ID[hinterland.Agreement]
	one := ids{agreementID(1)}
	with := func(more func(Tx) error) func(Tx) error {
		return func(tx Tx) error {
			return first(func() error { return agreedUpon(tx) }, func() error { return more(tx) })
		}
	}
	end := func(tx Tx) error {
		a := anAgreement(1)
		a.Ended = yes + 10
		return tx.ChangeAgreement(a)
	}
	wet := func(tx Tx) error {
		r := aReceipt(12)
		r.About, r.Short = eventID(11), 1
		return tx.AddEvent(r)
	}
	sent := func(tx Tx) error { return tx.AddEvent(anEvent(11, hinterland.Delivery, yes)) }
	untaken := yes + hinterland.UntakenDays
	full := func(tx Tx) error { // nothing is late
		c := aCommitment(yes+9, 40, 40, 0)
		item := anItem(1, 70, 20)
		return first(
			func() error { return tx.PutItem(item) },
			func() error { return tx.PutCommitment(c) },
		)
	}
	paced := func(sent hinterland.Quantity, day hinterland.Day, more ...func(Tx) error) bookCase {
		return bookCase{want: one, ask: suspects(day, with(func(tx Tx) error {
			steps := []func() error{
				func() error { return tx.AddEvent(anEvent(11, hinterland.Delivery, yes-9)) },
				func() error {
					item := anItem(1, sent, min(sent, 20))
					item.Ceiling = max(item.Ceiling, sent)
					return tx.PutItem(item)
				},
				func() error { return tx.PutCommitment(aCommitment(yes, 60, 60, 20)) },
			}
			for _, step := range more {
				steps = append(steps, func() error { return step(tx) })
			}
			return first(steps...)
		}))}
	}
	not := func(c bookCase) bookCase {
		c.want = ids(nil)
		return c
	}
	warned := func(closing hinterland.CaseClosing) func(Tx) error {
		return func(tx Tx) error {
			c := aCase(31, yes+9)
			c.Kind = hinterland.RiskCase
			if closing != "" {
				c.Close(closing, "x", yes)
			}
			return failure(tx.AddCase(c))
		}
	}
	checkBooks(t, map[string]bookCase{
		"a case that stands": {ask: suspects(yes, func(Tx) error { return nil }), want: one},
		// From the ninth day before on, 44 in ten days bring 39 in nine, and 45
		// bring 40.
		"what will be late at its pace": paced(44, yes),
		"what will be in time":          not(paced(45, yes)),
		"what is due today":             not(paced(1, yes+9)),
		"what nothing was sent of":      not(paced(0, yes)),
		"what is at risk and settled":   not(paced(44, yes, warned(hinterland.ClosedByAgreement))),
		"what is at risk again":         paced(44, yes, warned(hinterland.EndedByItself)),
		"what is at risk, beyond what columns hold": paced(1<<60, yes, func(tx Tx) error {
			return tx.PutCommitment(aCommitment(yes+10, 1<<60, 0, 0))
		}),
		"a purchase off scope": {
			ask: suspects(yes, func(tx Tx) error {
				c := aCase(8, yes)
				c.Close(hinterland.ClosedByAgreement, "x", yes)
				return tx.ChangeCase(c)
			}),
			want: one,
		},
		"a delivery off scope": {
			ask: suspects(yes, with(func(tx Tx) error {
				s := aTrespass(11)
				s.Scope = scopeID(2)
				return first(
					func() error { return sent(tx) },
					func() error { return tx.AddScope(aScope(2, "mill", yes+10, yes+20)) },
					func() error { return tx.PutTrespass(s) },
				)
			})),
			want: one,
		},
		"nothing on the day that it is due": {
			ask: suspects(yes+9, agreedUpon), want: ids(nil),
		},
		"what is late the day after": {ask: suspects(yes+10, agreedUpon), want: one},
		"nothing late or at risk that is not in force": not(paced(1, yes+10, func(tx Tx) error {
			a := anAgreement(1)
			a.InForce = 0
			return tx.ChangeAgreement(a)
		})),
		"what is late and only sought as far as possible": {
			ask: suspects(yes+10, with(func(tx Tx) error {
				item := anItem(1, 30, 20)
				item.Effort = hinterland.Best
				return tx.PutItem(item)
			})),
			want: ids(nil),
		},
		"nothing after the last suspect": {
			ask: func(tx Tx) (any, error) {
				return then(agreedUpon(tx),
					func() (any, error) { return tx.Suspects(yes+10, agreementID(1), 9) })
			},
			want: ids(nil),
		},
		"on the last day of the agreement": {ask: suspects(yes+9, with(end)), want: ids(nil)},
		"nothing once the agreement has ended": {
			ask: suspects(yes+10, with(end)), want: ids(nil),
		},
		"a difference": {ask: suspects(yes+1, with(wet)), want: one},
		"a delivery without answer, in time": {
			ask: suspects(untaken-1, with(func(tx Tx) error {
				return first(func() error { return full(tx) }, func() error { return sent(tx) })
			})),
			want: ids(nil),
		},
		"a delivery without answer, too long": {
			ask: suspects(untaken, with(func(tx Tx) error {
				return first(func() error { return full(tx) }, func() error { return sent(tx) })
			})),
			want: one,
		},
	})
}

// TestOfManyWhoLookOneOpensTheCase lets many open the case of one cause at once,
// again and again, as processes do that look at one office.
func TestOfManyWhoLookOneOpensTheCase(t *testing.T) {
	const hands = 4
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var next, opened atomic.Int64
		next.Store(1000)
		tries := rounds(2000, 100_000) / hands
		inParallel(hands, func(hand int) {
			rng := rand.New(rand.NewPCG(7, uint64(hand)))
			for range tries {
				due := yes + 100 + hinterland.Day(rng.IntN(tries/4+1))
				_, err := enter(r, func(tx Tx) error {
					added, err := tx.AddCase(aCase(next.Add(1), due))
					if added {
						opened.Add(1)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
		found := look(t, r, func(tx Tx) ([]hinterland.Case, error) {
			return tx.CasesUnder(agreementID(1), "")
		})
		causes := map[hinterland.Cause]bool{}
		for i := range found {
			causes[found[i].Cause()] = true
		}
		if len(causes) != len(found) || int64(len(found)) != opened.Load()+1 {
			t.Errorf("%d cases of %d causes, %d opened", len(found), len(causes), opened.Load())
		}
	})
}

// What random acts do about cases: open one for a cause, unless there is one,
// close any, say something about any.

func (c chance) openCase(tx Tx, rng *rand.Rand) error {
	opened := aCase(c.number, yes+hinterland.Day(rng.IntN(tradedDays)))
	opened.Agreement = traded()
	if _, err := tx.HoldAgreement(traded()); err != nil {
		return err
	}
	added, err := tx.AddCase(opened)
	if err == nil && !added {
		err = hinterland.Refuse(hinterland.Conflict, "case.none", nil)
	}
	for _, party := range []hinterland.PartyCode{"mill", "coop"} {
		err = first(func() error { return err }, func() error {
			return tx.PutConcern(hinterland.Concern{Case: opened.ID, Party: party, Open: 1})
		})
	}
	return err
}

// anyCase holds a case under the agreement that random acts trade under.
func anyCase(tx Tx, rng *rand.Rand) (hinterland.Case, error) {
	found, err := tx.CasesUnder(traded(), "")
	if err == nil && len(found) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "case.unknown", nil)
	}
	if err != nil {
		return hinterland.Case{}, err
	}
	return tx.HoldCase(found[rng.IntN(len(found))].ID)
}

func (c chance) closeCase(tx Tx, rng *rand.Rand) error {
	open, err := anyCase(tx, rng)
	if err != nil {
		return err
	}
	if !open.Open() {
		return hinterland.Refuse(hinterland.Conflict, "case.closed", nil)
	}
	open.Close([]hinterland.CaseClosing{
		hinterland.ClosedByAgreement, hinterland.EndedByItself,
	}[rng.IntN(2)], "kept", yes+9)
	err = tx.ChangeCase(open)
	for _, party := range []hinterland.PartyCode{"mill", "coop"} {
		err = first(func() error { return err }, func() error {
			return tx.PutConcern(hinterland.Concern{Case: open.ID, Party: party})
		})
	}
	return err
}

func (c chance) remark(tx Tx, rng *rand.Rand) error {
	about, err := anyCase(tx, rng)
	if err != nil {
		return err
	}
	r := aRemark(c.number, hinterland.Commented)
	r.Case, r.Agreement = about.ID, about.Agreement
	return tx.AddRemark(r)
}

// TestOfManyWhoAgreeEachIsCountedOnce lets the two parties of a case agree to its
// closing many times at once, again and again: each is counted once, and the case
// is closed by exactly one of them.
func TestOfManyWhoAgreeEachIsCountedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var next atomic.Int64
		next.Store(1000)
		for round := range int64(rounds(125, 6250)) { // of sixteen tries each
			disputed := raised(10_000_000 + round)
			proposal := remarkID(20_000_000 + round)
			disputed.Proposal = proposal
			mustEnter(t, r, func(tx Tx) error { return failure(tx.AddCase(disputed)) })
			var closings atomic.Int64
			inParallel(4, func(hand int) {
				for try := range 4 {
					party := []hinterland.PartyCode{"mill", "coop"}[(hand+try)%2]
					_, err := enter(r, agreeing(disputed.ID, next.Add(1), party, &closings))
					if got := reasonOf(t, err); got != "" &&
						got != refusal(hinterland.Conflict, "closing.twice") &&
						got != refusal(hinterland.Conflict, "case.closed") {
						t.Error(err)
					}
				}
			})
			if closings.Load() != 1 {
				t.Errorf("round %d: closed %d times", round, closings.Load())
			}
			said := look(t, r, func(tx Tx) ([]hinterland.Remark, error) {
				return tx.Remarks(disputed.ID)
			})
			if len(said) != 2 || said[0].Party == said[1].Party {
				t.Errorf("round %d: %v", round, said)
			}
		}
	})
}

// agreeing is a party's agreement to the proposal of a case, which it closes when
// both have agreed.
func agreeing(
	id hinterland.ID[hinterland.Case], number int64, party hinterland.PartyCode,
	closings *atomic.Int64,
) func(Tx) error {
	return func(tx Tx) error {
		c, err := tx.HoldCase(id)
		if err != nil {
			return err
		}
		if !c.Open() {
			return hinterland.Refuse(hinterland.Conflict, "case.closed", nil)
		}
		r := aRemark(number, hinterland.ClosingAgreed)
		r.Case, r.About, r.Party, r.Agreement = id, c.Proposal, party, 0
		if err := tx.AddRemark(r); err != nil {
			return err
		}
		said, err := tx.Remarks(id)
		if err != nil || len(said) < 2 {
			return err
		}
		c.Close(hinterland.ClosedByAgreement, "x", yes)
		closings.Add(1)
		return tx.ChangeCase(c)
	}
}
