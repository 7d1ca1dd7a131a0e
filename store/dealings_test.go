package store

import (
	"errors"
	"math/rand/v2"
	"testing"

	"hinterland"
)

// TestAgreements is Long: it is a table of cases.
func TestAgreements(t *testing.T) {
	changed := anAgreement(1)
	changed.Title, changed.Latest, changed.InForce, changed.Ended = "Hemp", 2, 0, yes
	member := func(act int64, party hinterland.PartyCode) hinterland.Membership {
		return hinterland.Membership{Agreement: agreementID(act), Party: party, Part: 1}
	}
	unknown := refusal(hinterland.NotFound, "agreement.unknown")
	checkBooks(t, map[string]bookCase{
		"an agreement": {
			ask:  func(tx Tx) (any, error) { return tx.Agreement(agreementID(1)) },
			want: anAgreement(1),
		},
		"an unknown agreement": {
			ask:    func(tx Tx) (any, error) { return tx.Agreement(agreementID(absent)) },
			reason: unknown,
		},
		"an agreement that is held": {
			ask:  func(tx Tx) (any, error) { return tx.HoldAgreement(agreementID(1)) },
			want: anAgreement(1),
		},
		"an unknown agreement cannot be held": {
			ask:    func(tx Tx) (any, error) { return tx.HoldAgreement(agreementID(absent)) },
			reason: unknown,
		},
		"an agreement twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddAgreement(changed)) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"another state of an agreement": {
			ask: func(tx Tx) (any, error) {
				return then(tx.ChangeAgreement(changed),
					func() (any, error) { return tx.Agreement(agreementID(1)) })
			},
			want: changed,
		},
		"another state of an unknown agreement": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.ChangeAgreement(anAgreement(absent)))
			},
			reason: unknown,
		},
		"the agreements of a party with another": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddAgreement(anAgreement(2)),
					func() (any, error) { return tx.AgreementsOf("coop", "mill", 0, 9) })
			},
			want: []hinterland.Agreement{anAgreement(1)},
		},
		"agreements of two parties, in pages, the latest first": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.AddAgreement(anAgreement(2)) },
					func() error { return tx.PutMember(member(2, "coop")) },
					func() error { return tx.AddAgreement(anAgreement(3)) },
					func() error { return tx.PutMember(member(3, "coop")) },
				)
				return then(err, func() (any, error) {
					all, err := tx.AgreementsOf("coop", "", 0, 2)
					return then(err, func() (any, error) {
						rest, err := tx.AgreementsOf("coop", "", all[1].ID, 2)
						return append(all, rest...), err
					})
				})
			},
			want: []hinterland.Agreement{anAgreement(3), anAgreement(2), anAgreement(1)},
		},
		"the agreements of a party": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddAgreement(anAgreement(2)),
					func() (any, error) { return tx.AgreementsOf("coop", "", 0, 9) })
			},
			want: []hinterland.Agreement{anAgreement(1)},
		},
		"no agreements of a stranger": {
			ask:  func(tx Tx) (any, error) { return tx.AgreementsOf("x", "", 0, 9) },
			want: []hinterland.Agreement(nil),
		},
		"agreements that a party has no part in any more": {
			ask: func(tx Tx) (any, error) {
				lapsed := member(1, "coop")
				lapsed.Part = 0
				return then(tx.PutMember(lapsed), func() (any, error) {
					own, err := tx.AgreementsOf("coop", "", 0, 9)
					return then(err, func() (any, error) {
						with, err := tx.AgreementsOf("mill", "coop", 0, 9)
						return append(own, with...), err
					})
				})
			},
			want: []hinterland.Agreement(nil),
		},
		"members, by code, each once, with their last part": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutMember(member(1, "coop")),
					func() (any, error) { return tx.Members(agreementID(1)) })
			},
			want: []hinterland.Membership{member(1, "coop"), member(1, "mill")},
		},
		"a member that is unknown": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutMember(member(1, "x"))) },
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a version": {
			ask:  func(tx Tx) (any, error) { return tx.Version(agreementID(1), 1) },
			want: aVersion(1),
		},
		"a version that has not been proposed": {
			ask:    func(tx Tx) (any, error) { return tx.Version(agreementID(1), 2) },
			reason: refusal(hinterland.NotFound, "version.unknown"),
		},
		"all versions, by number": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddVersion(aVersion(2)),
					func() (any, error) { return tx.Versions(agreementID(1)) })
			},
			want: []hinterland.Version{aVersion(1), aVersion(2)},
		},
		"the latest versions of some agreements": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.AddVersion(aVersion(2)) },
					func() error { return tx.ChangeAgreement(changed) },
				)
				return then(err, func() (any, error) {
					return tx.LatestOf([]hinterland.ID[hinterland.Agreement]{
						agreementID(absent), agreementID(1), agreementID(1),
					})
				})
			},
			want: []hinterland.Version{aVersion(2)},
		},
		"a version twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddVersion(aVersion(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"assents, by party": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddAssent(anAssent("coop")),
					func() (any, error) { return tx.Assents(agreementID(1), 1) })
			},
			want: []hinterland.Assent{anAssent("coop"), anAssent("mill")},
		},
		"assents to every version": {
			ask:  func(tx Tx) (any, error) { return tx.Assents(agreementID(1), 0) },
			want: []hinterland.Assent{anAssent("mill")},
		},
		"a second assent of a party": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddAssent(anAssent("mill"))) },
			reason: refusal(hinterland.Conflict, "assent.twice"),
		},
	})
}

// moves is a case that moves the furnished item and returns it.
func moves(sent, received hinterland.Quantity) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		return tx.MoveItem(agreementID(1), 1, hinterland.Move{Sent: sent, Received: received})
	}
}

// extra is the furnished item with something beyond its ceiling.
func extra(sent, received, beyond, taken hinterland.Quantity) hinterland.Item {
	i := anItem(1, sent, received)
	i.Extra, i.ExtraReceived = beyond, taken
	return i
}

// lent is the furnished item, lent until the day yes, of which some was given
// back.
func lent(back hinterland.Quantity) hinterland.Item {
	i := anItem(1, 30, 20)
	i.Back, i.GivenBack = yes, back
	return i
}

// lends lends the item and then gives some back, or takes that back.
func lends(by ...hinterland.Quantity) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		i, err := lent(0), tx.PutItem(lent(0))
		for _, q := range by {
			if err != nil {
				return nil, err
			}
			i, err = tx.MoveItem(agreementID(1), 1, hinterland.Move{Back: q})
		}
		return i, err
	}
}

// TestItems is Long: it is a table of cases.
func TestItems(t *testing.T) {
	ceiling := refusal(hinterland.Conflict, "item.ceiling")
	taken := refusal(hinterland.Conflict, "item.taken")
	checkBooks(t, map[string]bookCase{
		"items, by number": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutItem(anItem(0, 0, 0)),
					func() (any, error) { return tx.Items(agreementID(1)) })
			},
			want: []hinterland.Item{anItem(0, 0, 0), anItem(1, 30, 20)},
		},
		"sent beyond the ceiling by choice": {
			ask: func(tx Tx) (any, error) {
				return tx.MoveItem(agreementID(1), 1, hinterland.Move{Sent: 100, Beyond: true})
			},
			want: extra(120, 20, 10, 0),
		},
		"received beyond the ceiling, and short of it again": {
			ask: func(tx Tx) (any, error) {
				_, err := tx.MoveItem(agreementID(1), 1, hinterland.Move{Sent: 100, Beyond: true})
				return then(err, func() (any, error) {
					return tx.MoveItem(agreementID(1), 1, hinterland.Move{Sent: -5, Received: 104})
				})
			},
			want: extra(120, 120, 5, 4),
		},
		"another state of an item": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutItem(anItem(1, 50, 0)),
					func() (any, error) { return tx.Items(agreementID(1)) })
			},
			want: []hinterland.Item{anItem(1, 50, 0)},
		},
		"sent up to the ceiling":      {ask: moves(90, 0), want: anItem(1, 120, 20)},
		"sent one beyond the ceiling": {ask: moves(91, 0), reason: ceiling},
		"received up to what was sent": {
			ask: moves(0, 10), want: anItem(1, 30, 30),
		},
		"received one beyond what was sent": {ask: moves(0, 11), reason: taken},
		"all that came is given back":       {ask: lends(20), want: lent(20)},
		"one more than came": {
			ask: lends(21), reason: refusal(hinterland.Conflict, "item.out"),
		},
		"given back and taken back again": {ask: lends(20, -20), want: lent(0)},
		"taken back by one more":          {ask: lends(20, -21), reason: taken},
		"what came is taken back, all but what was given back": {
			ask: func(tx Tx) (any, error) {
				_, err := lends(5)(tx)
				return then(err, func() (any, error) { return moves(0, -15)(tx) })
			},
			want: func() any { i := lent(5); i.Received = 5; return i }(),
		},
		"what came is taken back, and one that was given back": {
			ask: func(tx Tx) (any, error) {
				_, err := lends(5)(tx)
				return then(err, func() (any, error) { return moves(0, -16)(tx) })
			},
			reason: refusal(hinterland.Conflict, "item.given-back"),
		},
		"short and received": {ask: moves(-4, 6), want: anItem(1, 26, 26)},
		"taken back down to what was received": {
			ask: moves(-10, 0), want: anItem(1, 20, 20),
		},
		"taken back one below what was received": {ask: moves(-11, 0), reason: taken},
		"a receipt taken back whole":             {ask: moves(0, -20), want: anItem(1, 30, 0)},
		"a receipt taken back by one too many":   {ask: moves(0, -21), reason: taken},
		"an item that is unknown": {
			ask: func(tx Tx) (any, error) {
				return tx.MoveItem(agreementID(1), 2, hinterland.Move{Sent: 1})
			},
			reason: refusal(hinterland.NotFound, "item.unknown"),
		},
	})
}

func TestCommitments(t *testing.T) {
	early, late := aCommitment(yes, 60, 30, 20), aCommitment(yes+9, 40, 0, 0)
	list := func(c ...hinterland.Commitment) []hinterland.Commitment { return c }
	checkBooks(t, map[string]bookCase{
		"commitments, by the day they are due": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutCommitment(aCommitment(yes-1, 5, 0, 0)),
					func() (any, error) { return tx.Commitments(agreementID(1), 1) })
			},
			want: list(aCommitment(yes-1, 5, 0, 0), early, late),
		},
		"the commitments of every item": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutItem(anItem(2, 0, 0)), func() (any, error) {
					other := aCommitment(yes-1, 5, 0, 0)
					other.Item = 2
					return then(tx.PutCommitment(other), func() (any, error) {
						due, err := tx.Commitments(agreementID(1), 0)
						return len(due), err
					})
				})
			},
			want: 3,
		},
		"another state of a commitment": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutCommitment(aCommitment(yes, 70, 30, 20)),
					func() (any, error) { return tx.Commitments(agreementID(1), 1) })
			},
			want: list(aCommitment(yes, 70, 30, 20), late),
		},
		"a commitment for nothing is passed over": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutCommitment(aCommitment(yes+9, 0, 0, 0)),
					func() (any, error) { return tx.Commitments(agreementID(1), 1) })
			},
			want: list(early),
		},
	})
}

// TestEvents is Long: it is a table of cases.
func TestEvents(t *testing.T) {
	reversed := func(e hinterland.Event) hinterland.Event {
		e.Reversed = eventID(8)
		return e
	}
	reverse := func(tx Tx, act int64) error { return tx.Reverse(eventID(act), eventID(8)) }
	twice := refusal(hinterland.Conflict, "receipt.twice")
	taken := refusal(hinterland.Conflict, "event.reversed")
	delivery := anEvent(5, hinterland.Delivery, yes)
	checkBooks(t, map[string]bookCase{
		"an event": {
			ask:  func(tx Tx) (any, error) { return tx.Event(eventID(5)) },
			want: delivery,
		},
		"an unknown event": {
			ask:    func(tx Tx) (any, error) { return tx.Event(eventID(absent)) },
			reason: refusal(hinterland.NotFound, "event.unknown"),
		},
		"events, the latest day first and of one day the latest": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.AddEvent(anEvent(7, hinterland.Delivery, yes-1)) },
					func() error { return tx.AddEvent(anEvent(8, hinterland.Delivery, yes)) },
				)
				return then(err, func() (any, error) { return tx.Events(agreementID(1)) })
			},
			want: []hinterland.Event{
				aReceipt(6), anEvent(8, hinterland.Delivery, yes), delivery, aPayment(3, 500),
				anEvent(7, hinterland.Delivery, yes-1),
			},
		},
		"a second receipt of a delivery": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddEvent(aReceipt(7))) },
			reason: twice,
		},
		"a second receipt after the first was taken back": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return reverse(tx, 6) },
					func() error { return tx.AddEvent(aReceipt(7)) },
				)
				return then(err, func() (any, error) { return tx.Events(agreementID(1)) })
			},
			want: []hinterland.Event{
				aReceipt(7), reversed(aReceipt(6)), delivery, aPayment(3, 500),
			},
		},
		"a third receipt": {
			ask: func(tx Tx) (any, error) {
				return fails(first(
					func() error { return reverse(tx, 6) },
					func() error { return tx.AddEvent(aReceipt(7)) },
					func() error { return tx.AddEvent(aReceipt(8)) },
				))
			},
			reason: twice,
		},
		"an event twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddEvent(delivery)) },
			reason: twice,
		},
		"an event is taken back once": {
			ask: func(tx Tx) (any, error) {
				return then(reverse(tx, 5), func() (any, error) { return tx.Event(eventID(5)) })
			},
			want: reversed(delivery),
		},
		"an event is not taken back twice": {
			ask: func(tx Tx) (any, error) {
				return then(reverse(tx, 5), func() (any, error) { return fails(reverse(tx, 5)) })
			},
			reason: taken,
		},
		"an unknown event is not taken back": {
			ask:    func(tx Tx) (any, error) { return fails(reverse(tx, absent)) },
			reason: taken,
		},
		"fulfilments, by the day it was due": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddFulfilment(aFulfilment(yes+9)),
					func() (any, error) { return tx.Fulfilments(eventID(5)) })
			},
			want: []hinterland.Fulfilment{aFulfilment(yes), aFulfilment(yes + 9)},
		},
		"no fulfilments of an unknown event": {
			ask:  func(tx Tx) (any, error) { return tx.Fulfilments(eventID(absent)) },
			want: []hinterland.Fulfilment(nil),
		},
		"a fulfilment twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddFulfilment(aFulfilment(yes))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"a fulfilment of no commitment": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddFulfilment(aFulfilment(yes + 1)))
			},
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
	})
}

// TestTheRecordsMoveAnItemAsItMovesByItself makes random moves both ways, near
// the bounds that each has.
func TestTheRecordsMoveAnItemAsItMovesByItself(t *testing.T) {
	seed := rand.Uint64()
	onBoth(t, func(t *testing.T, db Database) {
		dice := rand.New(rand.NewPCG(seed, 1))
		r := db.Region(1)
		if _, err := enter(r, openTrade); err != nil {
			t.Fatal(err)
		}
		moved, refused := 0, 0
		for range 200 {
			by := hinterland.Move{Beyond: dice.IntN(3) == 0}
			by.Sent = hinterland.Quantity(dice.IntN(300) - 100)
			if dice.IntN(2) == 0 {
				by.Received = hinterland.Quantity(dice.IntN(300) - 100)
			}
			if dice.IntN(20) == 0 {
				by.Sent = hinterland.MaxTotal
			}
			_, err := enter(r, func(tx Tx) error {
				held, err := tx.HoldItem(traded(), 1)
				if err != nil {
					return err
				}
				want, may := held.Moved(by)
				got, err := tx.MoveItem(traded(), 1, by)
				var no *hinterland.Refusal
				if errors.As(err, &no) == may || err == nil && got != want {
					t.Fatalf("seed %d: %v by %v is %v, %v; want %v, %v", seed, held, by, got, err,
						want, may)
				}
				if !may {
					refused++
					return err
				}
				moved++
				return nil
			})
			var no *hinterland.Refusal
			if err != nil && !errors.As(err, &no) {
				t.Fatal(err)
			}
		}
		if moved < 20 || refused < 20 {
			t.Errorf("seed %d: %d moves, %d refused: too few of one kind", seed, moved, refused)
		}
	})
}
