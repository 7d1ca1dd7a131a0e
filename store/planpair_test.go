package store

import (
	"sync"
	"sync/atomic"
	"testing"

	"hinterland"
)

func TestPlanPairs(t *testing.T) {
	gives := func(want any, what func(tx Tx) (any, error)) bookCase {
		return bookCase{want: want, ask: what}
	}
	listed := func(open bool, parties ...hinterland.PartyCode) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) {
			of := hinterland.PairQuery{Plan: planID(1), Parties: parties, Open: open}
			return tx.PlanPairs(of, 9)
		}
	}
	made, none := []hinterland.PlanPair{aPair(1, 1)}, []hinterland.PlanPair(nil)
	later := func(tx Tx) error {
		return first(
			func() error { return addPlan(tx, 2) },
			func() error { return addBareAgreement(tx, 2) },
		)
	}
	checkBooks(t, map[string]bookCase{
		"pairs of a plan":    gives(made, listed(false)),
		"of one party":       gives(made, listed(false, "mill")),
		"of a stranger":      gives(none, listed(false, "x")),
		"of one and another": gives(made, listed(false, "mill", "coop")),
		"and a stranger":     gives(none, listed(false, "mill", "x")),
		"that have no draft": gives(none, listed(true)),
		"what it was made from": gives(aPlan(1), func(tx Tx) (any, error) {
			return tx.PlanOf(agreementID(1))
		}),
		"made from none": gives(hinterland.KeptPlan{}, func(tx Tx) (any, error) {
			return tx.PlanOf(agreementID(7))
		}),
		"of the horizon": gives(made, func(tx Tx) (any, error) {
			return tx.PairsBetween("2027", "coop", "mill")
		}),
		"of another": gives(none, func(tx Tx) (any, error) {
			return tx.PairsBetween("2028", "coop", "mill")
		}),
		"of a later plan, open": gives(
			[]hinterland.PlanPair{{Plan: planID(2), One: "coop", Other: "mill"}},
			func(tx Tx) (any, error) {
				return then(later(tx), func() (any, error) {
					return tx.PlanPairs(hinterland.PairQuery{Plan: planID(2), Open: true}, 9)
				})
			}),
		"what waits for who has not signed": gives([]hinterland.KeptPlan{aPlan(1)},
			func(tx Tx) (any, error) { return tx.UnsignedPlans("coop") }),
		"what waits for who has signed": gives([]hinterland.KeptPlan(nil),
			func(tx Tx) (any, error) { return tx.UnsignedPlans("mill") }),
		"what waits for a stranger": gives([]hinterland.KeptPlan(nil),
			func(tx Tx) (any, error) { return tx.UnsignedPlans("x") }),
		"twice": {
			reason: refusal(hinterland.Conflict, "pair.drafted"),
			ask: func(tx Tx) (any, error) {
				return fails(first(
					func() error { return later(tx) },
					func() error { return tx.AddPlanPair(aPair(2, 1)) },
				))
			},
		},
	})
}

// addBareAgreement puts a draft in.
func addBareAgreement(tx Tx, act int64) error {
	return tx.AddAgreement(hinterland.Agreement{
		ID: agreementID(act), Title: "Draft", Ended: hinterland.Forevermore,
		Stage: hinterland.DraftStage,
	})
}

// TestAPairHasOneAgreementOfAPlanWhoeverIsFaster lets several draft at once: none
// has seen another, and the database keeps one.
func TestAPairHasOneAgreementOfAPlanWhoeverIsFaster(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for round := range rounds(100, 20_000) { // by five writers each
			plan := int64(100 + round)
			mustEnter(t, r, func(tx Tx) error { return addPlan(tx, plan) })
			var all sync.WaitGroup
			var made atomic.Int64
			for i := range int64(5) {
				all.Go(func() {
					act := 1000 + int64(round)*5 + i
					_, err := enter(r, func(tx Tx) error {
						if err := addBareAgreement(tx, act); err != nil {
							return err
						}
						return tx.AddPlanPair(aPair(act, plan))
					})
					if err == nil {
						made.Add(1)
					}
				})
			}
			all.Wait()
			if made.Load() != 1 {
				t.Fatalf("%d drafts were made of one pair", made.Load())
			}
		}
	})
}
