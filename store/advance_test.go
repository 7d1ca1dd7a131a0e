package store

import (
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"hinterland"
)

// The furnished advance: 100, of which 30 are recovered from the furnished
// receipt, 20 returned and 10 written off.

func advanceID(act int64) hinterland.ID[hinterland.Advance] {
	return hinterland.MakeID[hinterland.Advance](act, 0)
}

func settlementID(act int64) hinterland.ID[hinterland.Settlement] {
	return hinterland.MakeID[hinterland.Settlement](act, 0)
}

func anAdvance(act int64) hinterland.Advance {
	return hinterland.Advance{
		Agreement: agreementID(1), ID: advanceID(act), Item: 1, From: "coop", To: "mill",
		Good: "ramie", Quantity: "2.5", Unit: "t", Currency: "CNY", Value: 100, Rate: 7, Day: yes,
		Note: "seed", Recovered: 30, Returned: 20, WrittenOff: 10,
	}
}

func aSettlement(act int64, kind hinterland.SettlementKind) hinterland.Settlement {
	s := hinterland.Settlement{
		ID: settlementID(act), Agreement: agreementID(1), Advance: advanceID(1), Kind: kind,
		Day: yes + hinterland.Day(act), Currency: "CNY", Amount: 10, Reason: "hail",
	}
	if kind == hinterland.ByRecovery {
		s.About, s.Amount = eventID(6), 30
	}
	return s
}

// furnishAdvance puts in what the furnished advance has.
func furnishAdvance(tx Tx) error {
	return first(
		func() error { return tx.AddAdvance(anAdvance(1)) },
		func() error { return tx.AddSettlement(aSettlement(1, hinterland.ByRecovery)) },
		func() error { return tx.AddSettlement(aSettlement(2, hinterland.ByWriteOff)) },
	)
}

// TestAdvances is Long: it is a table of cases.
func TestAdvances(t *testing.T) {
	type move = hinterland.AdvanceMove
	moves := func(by move) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.MoveAdvance(advanceID(1), by),
				func() (any, error) { return tx.Advance(advanceID(1)) })
		}
	}
	after := func(recovered, returned, writtenOff int64) hinterland.Advance {
		a := anAdvance(1)
		a.Recovered, a.Returned, a.WrittenOff = recovered, returned, writtenOff
		return a
	}
	open := refusal(hinterland.Conflict, "advance.open")
	reversed := aSettlement(1, hinterland.ByRecovery)
	reversed.Reversed = "Wrong"
	again := aSettlement(3, hinterland.ByRecovery)
	checkBooks(t, map[string]bookCase{
		"advances, the earliest first": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddAdvance(anAdvance(2)),
					func() (any, error) { return tx.Advances(agreementID(1)) })
			},
			want: []hinterland.Advance{anAdvance(1), anAdvance(2)},
		},
		"an advance twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddAdvance(anAdvance(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"an unknown advance": {
			ask:    func(tx Tx) (any, error) { return tx.Advance(advanceID(absent)) },
			reason: refusal(hinterland.NotFound, "advance.unknown"),
		},
		"what was advanced between two, in sums": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddAdvance(anAdvance(9)), func() (any, error) {
					return tx.AdvancesBetween("mill", "coop")
				})
			},
			want: []hinterland.Advance{{
				From: "coop", To: "mill", Currency: "CNY", Value: 200, Recovered: 60,
				Returned: 40, WrittenOff: 20,
			}},
		},
		"none between one of them and a stranger": {
			ask:  func(tx Tx) (any, error) { return tx.AdvancesBetween("mill", "x") },
			want: []hinterland.Advance(nil),
		},
		"all that is open recovered": {ask: moves(move{Recovered: 40}), want: after(70, 20, 10)},
		"one more":                   {ask: moves(move{Recovered: 41}), reason: open},
		"all that is open returned":  {ask: moves(move{Returned: 40}), want: after(30, 60, 10)},
		"returned and one more":      {ask: moves(move{Returned: 41}), reason: open},
		"all that is open written off": {
			ask: moves(move{WrittenOff: 40}), want: after(30, 20, 50),
		},
		"written off and one more":      {ask: moves(move{WrittenOff: 41}), reason: open},
		"a recovery taken back":         {ask: moves(move{Recovered: -30}), want: after(0, 20, 10)},
		"more than was recovered":       {ask: moves(move{Recovered: -31}), reason: open},
		"more than was returned":        {ask: moves(move{Returned: -21}), reason: open},
		"more than was written off":     {ask: moves(move{WrittenOff: -11}), reason: open},
		"settlements, the latest first": {ask: settled, want: bothSettlements()},
		"a settlement twice": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddSettlement(aSettlement(2, hinterland.ByReturn)))
			},
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"recovered twice from one receipt": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddSettlement(again)) },
			reason: refusal(hinterland.Conflict, "settlement.twice"),
		},
		"recovered again after it was taken back": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.ReverseSettlement(settlementID(1), "Wrong") },
					func() error { return tx.AddSettlement(again) },
				)
				return then(err, func() (any, error) { return tx.Settlement(settlementID(1)) })
			},
			want: reversed,
		},
		"a settlement taken back twice": {
			ask: func(tx Tx) (any, error) {
				return fails(first(
					func() error { return tx.ReverseSettlement(settlementID(2), "Wrong") },
					func() error { return tx.ReverseSettlement(settlementID(2), "Again") },
				))
			},
			reason: refusal(hinterland.Conflict, "instalment.reversed"),
		},
		"an unknown settlement": {
			ask:    func(tx Tx) (any, error) { return tx.Settlement(settlementID(absent)) },
			reason: refusal(hinterland.NotFound, "settlement.unknown"),
		},
	})
}

func settled(tx Tx) (any, error) { return tx.Settlements(agreementID(1)) }

func bothSettlements() []hinterland.Settlement {
	return []hinterland.Settlement{
		aSettlement(2, hinterland.ByWriteOff), aSettlement(1, hinterland.ByRecovery),
	}
}

// Sixteen writers race to settle one advance: it is never settled beyond its
// value, and its totals are those of its settlements.
func TestAnAdvanceIsSettledNoMoreThanOnce(t *testing.T) {
	const writers = 16
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		whole := anAdvance(5)
		whole.Recovered, whole.Returned, whole.WrittenOff, whole.Value = 0, 0, 0, 5000
		mustEnter(t, r, func(tx Tx) error { return tx.AddAdvance(whole) })
		var next atomic.Int64
		next.Store(100)
		inParallel(writers, func(worker int) {
			rng := rand.New(rand.NewPCG(uint64(worker), 8))
			for range rounds(2_000, 100_000) / writers {
				kind := []hinterland.SettlementKind{hinterland.ByReturn, hinterland.ByWriteOff}
				s := aSettlement(next.Add(1), kind[rng.IntN(2)])
				s.Advance, s.Amount = whole.ID, 1+rng.Int64N(20)
				_, err := enter(r, func(tx Tx) error {
					return first(
						func() error { return tx.MoveAdvance(whole.ID, s.Move(s.Amount)) },
						func() error { return tx.AddSettlement(s) },
					)
				})
				var no *hinterland.Refusal
				if err != nil && !errors.As(err, &no) {
					t.Errorf("worker %d: %v", worker, err)
				}
			}
		})
		a := look(t, r, func(tx Tx) (hinterland.Advance, error) { return tx.Advance(whole.ID) })
		all := look(t, r, func(tx Tx) ([]hinterland.Settlement, error) {
			return tx.Settlements(agreementID(1))
		})
		sums := map[hinterland.SettlementKind]int64{}
		for _, s := range all {
			if s.Advance == whole.ID {
				sums[s.Kind] += s.Amount
			}
		}
		same(t, []int64{a.Returned, a.WrittenOff, a.Recovered},
			[]int64{sums[hinterland.ByReturn], sums[hinterland.ByWriteOff], 0})
		if a.Open() < 0 || a.Open() > 20 {
			t.Errorf("%d are left of %d", a.Open(), a.Value)
		}
		audited(t, r)
	})
}
