package store

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"hinterland"
)

func planID(act int64) hinterland.ID[hinterland.KeptPlan] {
	return hinterland.MakeID[hinterland.KeptPlan](act, 0)
}

// aPlan is one of the furnished horizon that its parties have been shown.
func aPlan(act int64) hinterland.KeptPlan {
	return hinterland.KeptPlan{
		ID: planID(act), Horizon: "2027", Title: "全年", Policy: hinterland.ZonesPrefer,
		State: hinterland.IsProposed, MadeFrom: "d1", Says: "d2", Proposed: yes,
	}
}

func anAllocation(act int64) hinterland.Allocation {
	return hinterland.Allocation{
		Plan: planID(act), Good: "ramie", From: "mill", To: "coop", Quantity: 30,
		Lines: `[[1,1,1,1,9,30,9,"class"]]`,
	}
}

func aShare(act int64) hinterland.KeptShare {
	return hinterland.KeptShare{
		Plan: planID(act), Good: "ramie", Party: "coop", Needed: 40, Met: 30,
		Lines: `[[1,1,40,30,0,"supply",1]]`,
	}
}

func aKeptGood(act int64) hinterland.KeptGood {
	return hinterland.KeptGood{
		Plan: planID(act), Good: "ramie", Summary: "{}", Offered: "30", Proof: "[[]]",
	}
}

func aPart(act int64, party hinterland.PartyCode) hinterland.PlanPart {
	return hinterland.PlanPart{Plan: planID(act), Party: party, Digest: "of " + string(party)}
}

func aSignature(act int64, party hinterland.PartyCode) hinterland.PlanSignature {
	return hinterland.PlanSignature{
		Plan: planID(act), Party: party, Manner: hinterland.ByPaper, Document: "d.pdf",
		Person: personID(1), At: 5,
	}
}

// aPair says that an agreement was made from a plan.
func aPair(agreement, plan int64) hinterland.PlanPair {
	return hinterland.PlanPair{
		Agreement: agreementID(agreement), Plan: planID(plan), One: "coop", Other: "mill",
	}
}

// addPlan puts a plan in with all that it says.
func addPlan(tx Tx, act int64) error {
	return tx.AddKeptPlan(aPlan(act), &hinterland.KeptRows{
		Allocations: []hinterland.Allocation{anAllocation(act)},
		Shares:      []hinterland.KeptShare{aShare(act)},
		Goods:       []hinterland.KeptGood{aKeptGood(act)},
		Parts:       []hinterland.PlanPart{aPart(act, "coop"), aPart(act, "mill")},
	})
}

// furnishPlan puts in the plan of the furnished region, which one party has
// signed.
func furnishPlan(tx Tx) error {
	return first(
		func() error { return addPlan(tx, 1) },
		func() error { return tx.AddPlanSignature(aSignature(1, "mill")) },
	)
}

// TestKeptPlans is Long: it is a table of cases.
func TestKeptPlans(t *testing.T) {
	inForce := func(act int64) hinterland.KeptPlan {
		k := aPlan(act)
		k.State = hinterland.IsInForce
		return k
	}
	ask := func(what func(tx Tx) (any, error)) bookCase { return bookCase{ask: what} }
	gives := func(want any, what func(tx Tx) (any, error)) bookCase {
		c := ask(what)
		c.want = want
		return c
	}
	refuses := func(reason hinterland.Reason, what func(tx Tx) error) bookCase {
		c := ask(func(tx Tx) (any, error) { return fails(what(tx)) })
		c.reason = refusal(hinterland.Conflict, reason)
		return c
	}
	listed := func(by hinterland.PlanQuery) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) { return tx.KeptPlans(by, 0, 9) }
	}
	checkBooks(t, map[string]bookCase{
		"a plan": gives(aPlan(1),
			func(tx Tx) (any, error) { return tx.KeptPlan(planID(1)) }),
		"a plan held": gives(aPlan(1),
			func(tx Tx) (any, error) { return tx.HoldPlan(planID(1)) }),
		"plans": gives([]hinterland.KeptPlan{aPlan(1)}, listed(hinterland.PlanQuery{})),
		"of no horizon": gives([]hinterland.KeptPlan(nil),
			listed(hinterland.PlanQuery{Horizon: "2028"})),
		"in a state": gives([]hinterland.KeptPlan{aPlan(1)}, listed(hinterland.PlanQuery{
			Horizon: "2027", State: hinterland.IsProposed, Shown: true,
		})),
		"in another": gives([]hinterland.KeptPlan(nil),
			listed(hinterland.PlanQuery{State: hinterland.IsInForce})),
		"older plans": gives([]hinterland.KeptPlan(nil), func(tx Tx) (any, error) {
			return tx.KeptPlans(hinterland.PlanQuery{}, planID(1), 9)
		}),
		"what is given of a good": gives([]hinterland.Allocation{anAllocation(1)},
			func(tx Tx) (any, error) { return tx.Allocations(planID(1), "ramie", "") }),
		"what a party is given": gives([]hinterland.Allocation{anAllocation(1)},
			func(tx Tx) (any, error) { return tx.Allocations(planID(1), "", "coop") }),
		"all that is given": gives([]hinterland.Allocation{anAllocation(1)},
			func(tx Tx) (any, error) { return tx.Allocations(planID(1), "", "") }),
		"what a stranger is given of a good": gives([]hinterland.Allocation(nil),
			func(tx Tx) (any, error) { return tx.Allocations(planID(1), "ramie", "x") }),
		"what needs of a good get": gives([]hinterland.KeptShare{aShare(1)},
			func(tx Tx) (any, error) { return tx.KeptShares(planID(1), "ramie", "") }),
		"what a party's needs get": gives([]hinterland.KeptShare{aShare(1)},
			func(tx Tx) (any, error) { return tx.KeptShares(planID(1), "", "coop") }),
		"what all needs get": gives([]hinterland.KeptShare{aShare(1)},
			func(tx Tx) (any, error) { return tx.KeptShares(planID(1), "", "") }),
		"what is proved of goods": gives([]hinterland.KeptGood{aKeptGood(1)},
			func(tx Tx) (any, error) { return tx.KeptGoods(planID(1)) }),
		"what is to be signed": gives([]hinterland.PlanPart{aPart(1, "coop"), aPart(1, "mill")},
			func(tx Tx) (any, error) { return tx.PlanParts(planID(1)) }),
		"who has signed": gives([]hinterland.PlanSignature{aSignature(1, "mill")},
			func(tx Tx) (any, error) { return tx.PlanSignatures(planID(1)) }),
		"who has signed signs again": refuses("plan.signed",
			func(tx Tx) error { return tx.AddPlanSignature(aSignature(1, "mill")) }),
		"who has no part signs": refuses("record.gone",
			func(tx Tx) error { return tx.AddPlanSignature(aSignature(1, "x")) }),
		"a plan twice": refuses("plan.taken", func(tx Tx) error { return addPlan(tx, 1) }),
		"a plan in force": gives(inForce(1), func(tx Tx) (any, error) {
			return then(tx.ChangePlan(inForce(1)), func() (any, error) {
				return tx.KeptPlan(planID(1))
			})
		}),
		"a second one of a horizon": refuses("plan.second", func(tx Tx) error {
			return first(
				func() error { return addPlan(tx, 2) },
				func() error { return tx.ChangePlan(inForce(1)) },
				func() error { return tx.ChangePlan(inForce(1)) }, // again, by itself
				func() error { return tx.ChangePlan(inForce(2)) },
			)
		}),
	})
}

// TestOnePlanOfAHorizonIsInForceWhoeverIsFaster lets several plans come into
// force at once: none has seen another, and the database keeps one.
func TestOnePlanOfAHorizonIsInForceWhoeverIsFaster(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		mustEnter(t, r, func(tx Tx) error { return addPlan(tx, 2) })
		for range rounds(100, 20_000) { // by five writers each
			var all sync.WaitGroup
			for i := range 5 {
				all.Go(func() { _ = compete(r, int64(1+i%2)) })
			}
			all.Wait()
			inForce := []hinterland.KeptPlan{}
			err := r.Read(t.Context(), func(tx Tx) (err error) {
				inForce, err = tx.KeptPlans(
					hinterland.PlanQuery{State: hinterland.IsInForce}, 0, 9)
				return err
			})
			if err != nil || len(inForce) != 1 {
				t.Fatalf("%d plans are in force, %v", len(inForce), err)
			}
			mustEnter(t, r, func(tx Tx) error { return tx.ChangePlan(aPlan(inForce[0].ID.Act())) })
		}
	})
}

// Who is still to sign comes in the order of codes, whichever plan was asked for first.
func TestHowFarPlansAreSigned(t *testing.T) {
	signings := func(names int, change func(Tx) error, of ...int64) bookCase {
		return bookCase{ask: func(tx Tx) (any, error) {
			var plans []hinterland.ID[hinterland.KeptPlan]
			for _, act := range of {
				plans = append(plans, planID(act))
			}
			return then(change(tx), func() (any, error) { return tx.PlanSignings(plans, names) })
		}}
	}
	wants := func(c bookCase, want ...hinterland.PlanSigning) bookCase {
		c.want = want
		return c
	}
	nothing := func(Tx) error { return nil }
	second := func(tx Tx) error { return addPlan(tx, 2) }
	whole := func(tx Tx) error { return tx.AddPlanSignature(aSignature(1, "coop")) }
	half := hinterland.PlanSigning{
		Plan: planID(1), Signed: 1, All: 2, SomeUnsigned: []hinterland.PartyCode{"coop"},
	}
	cut := hinterland.PlanSigning{
		Plan: planID(2), All: 2, SomeUnsigned: []hinterland.PartyCode{"coop"},
	}
	unnamed := hinterland.PlanSigning{Plan: planID(1), Signed: 1, All: 2}
	checkBooks(t, map[string]bookCase{
		"of no plan":        wants(signings(3, nothing)),
		"of an unknown one": wants(signings(3, nothing, 9)),
		"half signed":       wants(signings(3, nothing, 1), half),
		"without names":     wants(signings(0, nothing, 1), unnamed),
		"whole": wants(signings(3, whole, 1),
			hinterland.PlanSigning{Plan: planID(1), Signed: 2, All: 2}),
		"of two, with more than are named": wants(signings(1, second, 2, 1), half, cut),
	})
}

// compete puts a plan in force, or is told that another is.
func compete(r hinterland.Records, act int64) error {
	k := aPlan(act)
	k.State = hinterland.IsInForce
	k.Title = hinterland.FormatDecimal(rand.Int64N(9), 0)
	_, err := enter(r, func(tx Tx) error { return tx.ChangePlan(k) })
	return err
}

// The page of a plan costs what it shows, however much the plan says. What a party
// gives itself it is given.
func TestThePartOfAPlanIsReadAsFarAsItIsShown(t *testing.T) {
	part := func(party hinterland.PartyCode, gives bool, limit int) func(Tx) (any, error) {
		return func(in Tx) (any, error) {
			own := anAllocation(1)
			own.From, own.Lines = "coop", `[[1,1,1,1,9,25,9,"class"],[1,1,2,1,9,5,9,"cost"]]`
			if err := insertNew(in.(*tx), allocations(), []hinterland.Allocation{own}); err != nil {
				return nil, err
			}
			rows, many, err := in.PartOf(planID(1), party, gives, limit)
			return []int{len(rows), many}, err
		}
	}
	short := aKeptGood(1)
	short.Proof = ""
	checkBooks(t, map[string]bookCase{
		"more than there is":        {want: []int{2, 2}, ask: part("coop", false, 3)},
		"as much as there is":       {want: []int{2, 2}, ask: part("coop", false, 2)},
		"less than there is":        {want: []int{1, 2}, ask: part("coop", false, 1)},
		"what is given to others":   {want: []int{1, 1}, ask: part("mill", true, 9)},
		"nothing on the other side": {want: []int{0, 0}, ask: part("coop", true, 1)},
		"goods without their proofs": {
			want: []hinterland.KeptGood{short},
			ask:  func(tx Tx) (any, error) { return tx.GoodsInShort(planID(1)) },
		},
	})
}

func TestPairsOfAPlanAreReadInTheOrderOfAnIndex(t *testing.T) {
	steps := planOf(t, newSQLite(t).(*SQLite), pairsOfPlan(""))
	told := strings.Join(steps, "\n")
	if !strings.Contains(told, "INDEX allocation_pair") || strings.Contains(told, "ORDER BY") {
		t.Errorf("pairs are found by %s", told)
	}
}
