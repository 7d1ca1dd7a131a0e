package store

import (
	"fmt"
	"slices"
	"testing"

	"hinterland"
)

// crowd adds a plan in which each of five parties gives each some of a good, itself too.
func crowd(tx Tx) error {
	rows := &hinterland.KeptRows{}
	for i := range 5 {
		from := hinterland.PartyCode(fmt.Sprint("p", i))
		if err := tx.AddParty(hinterland.Party{
			Code: from, Name: hinterland.Name{English: "P"},
		}); err != nil {
			return err
		}
		for j := range 5 {
			row := anAllocation(9)
			row.From, row.To = from, hinterland.PartyCode(fmt.Sprint("p", j))
			rows.Allocations = append(rows.Allocations, row)
		}
		share := aShare(9)
		share.Party = from
		rows.Shares = append(rows.Shares, share)
	}
	return tx.AddKeptPlan(aPlan(9), rows)
}

// TestAPlanIsReadInPartsWithoutGapOrDouble reads what a plan says by parts of every
// length, on both engines, and for one party too.
func TestAPlanIsReadInPartsWithoutGapOrDouble(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		mustEnter(t, r, crowd)
		err := r.Read(t.Context(), func(tx hinterland.Tx) error {
			for _, party := range []hinterland.PartyCode{"", "p2"} {
				for limit := range 7 {
					pairs, lines, shares, err := inParts(tx, party, limit+1)
					if err != nil {
						return err
					}
					want := [3]int{10, 25, 5}
					if party != "" {
						want = [3]int{4, 9, 1}
					}
					for i, list := range [][]string{pairs, lines, shares} {
						if len(list) != want[i] || !slices.IsSorted(list) ||
							len(slices.Compact(slices.Clone(list))) != len(list) {
							t.Errorf("%q by %d: %v", party, limit+1, list)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// inParts reads pairs, allocations and shares of the crowd to their ends.
func inParts(
	tx hinterland.Tx, party hinterland.PartyCode, limit int,
) (pairs, lines, shares []string, err error) {
	of := hinterland.PairQuery{Plan: planID(9), Open: true}
	if party != "" {
		of.Parties = []hinterland.PartyCode{party}
	}
	for found := []hinterland.PlanPair{{}}; len(found) > 0 && err == nil; {
		found, err = tx.PlanPairs(of, limit)
		for _, p := range found {
			of.After = hinterland.PairKey{One: p.One, Other: p.Other}
			pairs = append(pairs, fmt.Sprint(p.One, p.Other))
		}
	}
	by := hinterland.PlanRowQuery{Plan: planID(9), Party: party}
	for found := []hinterland.Allocation{{}}; len(found) > 0 && err == nil; {
		found, err = tx.SomeAllocations(by, limit)
		for _, a := range found {
			by.After = hinterland.PlanRowKey{Good: a.Good, From: a.From, To: a.To}
			lines = append(lines, fmt.Sprint(a.Good, a.From, a.To))
		}
	}
	by.After = hinterland.PlanRowKey{}
	for found := []hinterland.KeptShare{{}}; len(found) > 0 && err == nil; {
		found, err = tx.SomeShares(by, limit)
		for _, s := range found {
			by.After = hinterland.PlanRowKey{Good: s.Good, To: s.Party}
			shares = append(shares, fmt.Sprint(s.Good, s.Party))
		}
	}
	return pairs, lines, shares, err
}
