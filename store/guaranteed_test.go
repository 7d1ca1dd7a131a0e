package store

import (
	"testing"

	"hinterland"
)

func TestWhatIsGuaranteedIsRead(t *testing.T) {
	item := anItem(1, 30, 20)
	of := func(c hinterland.Commitment) hinterland.Guaranteed {
		return hinterland.Guaranteed{Floor: item.Floor, Due: hinterland.Due{
			Commitment: c, Falls: c.Due, Title: "Ramie", From: "mill", To: "coop", Good: "ramie",
		}}
	}
	early, late := of(aCommitment(yes, 60, 30, 20)), of(aCommitment(yes+9, 40, 0, 0))
	both, none := []hinterland.Guaranteed{early, late}, []hinterland.Guaranteed(nil)
	ask := func(tx Tx) (any, error) { return tx.Guaranteed(yes) }
	after := func(change func(tx Tx) error) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(change(tx), func() (any, error) { return ask(tx) })
		}
	}
	agreement := func(change func(*hinterland.Agreement)) func(Tx) (any, error) {
		return after(func(tx Tx) error {
			a := anAgreement(1)
			change(&a)
			return tx.ChangeAgreement(a)
		})
	}
	put := func(change func(*hinterland.Item)) func(Tx) (any, error) {
		return after(func(tx Tx) error {
			i := item
			change(&i)
			return tx.PutItem(i)
		})
	}
	paused := early
	paused.Falls = yes + 5
	checkBooks(t, map[string]bookCase{
		"of agreements in force": {ask: ask, want: both},
		"up to their last day": {
			ask:  agreement(func(a *hinterland.Agreement) { a.Ended = yes + 1 }),
			want: both,
		},
		"not of ended ones": {
			ask: agreement(func(a *hinterland.Agreement) { a.Ended = yes }), want: none,
		},
		"not of closed ones": {
			ask:  agreement(func(a *hinterland.Agreement) { a.Stage = hinterland.FulfilledStage }),
			want: none,
		},
		"not of those that are not in force": {
			ask: agreement(func(a *hinterland.Agreement) { a.InForce = 0 }), want: none,
		},
		"put off where they are suspended": {
			ask: agreement(func(a *hinterland.Agreement) {
				a.Paused = hinterland.Term{From: yes, To: yes + 5}
			}),
			want: []hinterland.Guaranteed{paused, late},
		},
		"not of best efforts": {
			ask:  put(func(i *hinterland.Item) { i.Effort = hinterland.Best }),
			want: none,
		},
		"not without a floor": {ask: put(func(i *hinterland.Item) { i.Floor = 0 }), want: none},
	})
}
