package store

import (
	"slices"
	"testing"

	"hinterland"
)

// TestAWrongSumOfMoneyIsFound writes sums that nothing accounts for, and
// something that no sum accounts for. The journal knows all of it: a wrong act
// has noted it.
func TestAWrongSumOfMoneyIsFound(t *testing.T) {
	for name, plant := range map[string]struct {
		do     func(tx Tx) error
		tables []string
	}{
		"what was pledged": {func(tx Tx) error {
			return failure(tx.MoveFund(fundID(1), hinterland.FundMove{Pledged: 5}))
		}, []string{"fund"}},
		"what was drawn of a fund": {func(tx Tx) error {
			return failure(tx.MoveFund(fundID(1), hinterland.FundMove{Drawn: 1}))
		}, []string{"fund"}},
		"what was drawn of a grant": {func(tx Tx) error {
			return tx.MoveGrant(grantID(1), hinterland.GrantMove{Drawn: 1})
		}, []string{"grant_made"}},
		"what was revoked of a grant": {func(tx Tx) error {
			return tx.MoveGrant(grantID(1), hinterland.GrantMove{Revoked: 1})
		}, []string{"application", "fund"}},
		"what was granted for an application": {func(tx Tx) error {
			return tx.MoveApplication(applicationID(1), 1, 0)
		}, []string{"application"}},
		"a pledge": {func(tx Tx) error { return tx.AddPledge(aPledge(8)) }, []string{"fund"}},
		"a drawdown": {func(tx Tx) error {
			return tx.AddInstalment(anInstalment(8, hinterland.Drawdown, 3))
		}, []string{"fund", "grant_made"}},
		"a repayment": {func(tx Tx) error {
			return tx.AddInstalment(anInstalment(8, hinterland.Payback, 3))
		}, []string{"fund", "grant_made"}},
		"what was recovered": {func(tx Tx) error {
			return tx.MoveAdvance(advanceID(1), hinterland.AdvanceMove{Recovered: 1})
		}, []string{"advance"}},
		"what was given up": {func(tx Tx) error {
			return tx.AddSettlement(aSettlement(8, hinterland.ByWriteOff))
		}, []string{"advance"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := furnished(t, newSQLite(t), 1)
			mustEnter(t, r, func(tx Tx) error { // of which nothing was furnished
				return tx.MoveAdvance(advanceID(1), hinterland.AdvanceMove{Returned: -20})
			})
			if found := wrongMoney(t, r); len(found) > 0 {
				t.Fatalf("before: %v", found)
			}
			mustEnter(t, r, plant.do)
			audited(t, r)
			if found := wrongMoney(t, r); !slices.Equal(found, plant.tables) {
				t.Errorf("found %v, want %v", found, plant.tables)
			}
		})
	}
}

// wrongMoney are the tables in which sums of funds and advances are wrong.
func wrongMoney(t *testing.T, r hinterland.Records) []string {
	t.Helper()
	found, err := AuditTotals(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for _, d := range found {
		switch d.Table {
		case "fund", "grant_made", "application", "advance":
			tables = append(tables, d.Table)
		}
	}
	slices.Sort(tables)
	return slices.Compact(tables)
}
