package hinterland

import (
	"math"
	"testing"
)

func TestAReceiptDividesItsDelivery(t *testing.T) {
	const all = math.MaxInt64
	for _, tt := range []struct {
		name                     string
		received, short, refused Quantity
		good                     bool
	}{
		{"all of it", 40, 0, 0, true},
		{"nothing of it", 0, 40, 0, true},
		{"in three parts", 30, 6, 4, true},
		{"too little", 39, 0, 0, false},
		{"too much", 41, 0, 0, false},
		{"more than all and less than nothing", 41, -1, 0, false},
		{"parts whose sum is too large to be exact", all, all, 42, false},
		{"the last part too large", 40, 0, all, false},
	} {
		e := Event{Quantity: tt.received, Short: tt.short, Rejected: tt.refused, Reason: "Wet"}
		faults := e.CheckReceipt(&Event{Quantity: 40}, &Good{Unit: "t", Decimals: 1})
		if (len(faults) == 0) != tt.good {
			t.Errorf("%s: %v", tt.name, faults)
		}
		if !tt.good && (faults[0].Args["quantity"] != Figure("4") ||
			faults[0].Args["unit"] != "t") {
			t.Errorf("%s: it is told that %v were sent", tt.name, faults[0].Args)
		}
	}
}
