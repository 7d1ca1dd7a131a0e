package store

import (
	"strings"
	"testing"

	"hinterland"
)

func aFixedLine(period hinterland.Period, q hinterland.Quantity) hinterland.FixedLine {
	return hinterland.FixedLine{Horizon: "2027", Fixing: hinterland.Fixing{
		From: "mill", To: "coop", Good: "ramie", Period: period, Quantity: q, Reason: "A bridge",
	}}
}

func TestFixedLines(t *testing.T) {
	one := aFixedLine(1, 5)
	listed := func(change func(tx Tx) error) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(change(tx), func() (any, error) { return tx.FixedLines("2027") })
		}
	}
	gone := func(f hinterland.FixedLine) bookCase {
		return bookCase{
			reason: refusal(hinterland.Conflict, "record.gone"),
			ask:    func(tx Tx) (any, error) { return fails(tx.PutFixedLine(f)) },
		}
	}
	stranger, nowhere := one, one
	stranger.To, nowhere.Horizon = "x", "2028"
	checkBooks(t, map[string]bookCase{
		"one": {want: one, ask: func(tx Tx) (any, error) { return tx.FixedLine(one) }},
		"one that is none": {
			reason: refusal(hinterland.NotFound, "fixed.unknown"),
			ask:    func(tx Tx) (any, error) { return tx.FixedLine(aFixedLine(2, 5)) },
		},
		"by period, nought too": {
			want: []hinterland.FixedLine{one, aFixedLine(2, 0)},
			ask:  listed(func(tx Tx) error { return tx.PutFixedLine(aFixedLine(2, 0)) }),
		},
		"another quantity": {
			want: []hinterland.FixedLine{aFixedLine(1, 7)},
			ask:  listed(func(tx Tx) error { return tx.PutFixedLine(aFixedLine(1, 7)) }),
		},
		"taken out": {
			want: []hinterland.FixedLine(nil),
			ask:  listed(func(tx Tx) error { return tx.DropFixedLine(one) }),
		},
		"to a stranger":  gone(stranger),
		"for no horizon": gone(nowhere),
	})
}

// TestNoFixingIsOfWhatCannotBe writes rows past the acts.
func TestNoFixingIsOfWhatCannotBe(t *testing.T) {
	broken := map[string]hinterland.FixedLine{
		"fixing_period":   aFixedLine(0, 5),
		"fixing_quantity": aFixedLine(2, hinterland.MaxTotal+1),
		"fixing_reason":   aFixedLine(3, 5),
	}
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for constraint, f := range broken {
			if f.Period == 3 {
				f.Reason = ""
			}
			_, err := enter(r, func(tx Tx) error { return tx.PutFixedLine(f) })
			if err == nil || !strings.Contains(err.Error(), constraint) {
				t.Errorf("%s: %v", constraint, err)
			}
		}
		mustEnter(t, r, func(tx Tx) error {
			return tx.PutFixedLine(aFixedLine(4, hinterland.MaxTotal))
		})
	})
}
