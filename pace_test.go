package hinterland

import "testing"

func TestAnItemIsAtRiskByItsOwnPace(t *testing.T) {
	due := []Commitment{
		{Due: 10, Quantity: 40, Sent: 30}, {Due: 30, Quantity: 40}, {Due: 60, Quantity: 0},
	}
	for _, tt := range []struct {
		name         string
		sent         Quantity
		first, today Day
		want         Risk
		risk         bool
	}{
		// On day 20, after 20 days of 30, 10 days bring 15; 50 are lacking.
		{"too slow", 30, 1, 20, Risk{Due: 30, Lacking: 35, Sent: 30, Days: 20}, true},
		{"just fast enough", 100, 1, 20, Risk{}, false},
		{"one step too slow", 99, 1, 20, Risk{Due: 30, Lacking: 1, Sent: 99, Days: 20}, true},
		{"the first of two days", 30, 1, 9, Risk{Due: 10, Lacking: 7, Sent: 30, Days: 9}, true},
		{"on the last day", 30, 1, 30, Risk{}, false},
		{"nothing sent yet", 0, Forevermore, 20, Risk{}, false},
		{"since today alone", 50, 20, 20, Risk{}, false},
		{"as much as numbers hold", MaxTotal, 1, 20, Risk{}, false},
	} {
		item := Item{Sent: tt.sent}
		got, risk := item.Risk(due, tt.first, tt.today)
		if got != tt.want || risk != tt.risk {
			t.Errorf("%s: %+v, %t", tt.name, got, risk)
		}
	}
}

func TestCompletionIsCutAndNeverFullTooSoon(t *testing.T) {
	for _, tt := range []struct {
		floor, received, want Quantity
		any                   bool
	}{
		{0, 5, 0, false},
		{1000, 0, 0, true},
		{100_000, 99_999, 999, true},
		{100_000, 100_000, 1000, true},
		{3, 1, 333, true},
		{3, 31, 10_333, true},
		{1, MaxTotal, MaxTotal, true},
	} {
		item := Item{Floor: tt.floor, Received: tt.received}
		if got, any := item.Completion(); got != tt.want || any != tt.any {
			t.Errorf("%d of %d: %d, %t", tt.received, tt.floor, got, any)
		}
	}
}

func TestAFloorIsShortOnceTheTermIsOver(t *testing.T) {
	item := Item{Floor: 10, Received: 7}
	if item.Shortfall(20, 20) != 0 || item.Shortfall(20, 21) != 3 {
		t.Error("it is short on another day")
	}
	item.Received = 11
	if item.Shortfall(20, 21) != 0 {
		t.Error("more than the floor is short")
	}
}

func TestTwoSidesDifferUntilItIsSettled(t *testing.T) {
	for name, tt := range map[string]struct {
		e    Event
		want bool
	}{
		"all of it":                  {Event{Kind: Receipt, Quantity: 5}, false},
		"something short":            {Event{Kind: Receipt, Short: 1}, true},
		"something rejected":         {Event{Kind: Receipt, Rejected: 2, Returned: 1}, true},
		"what was rejected returned": {Event{Kind: Receipt, Rejected: 2, Returned: 2}, false},
		"money missing":              {Event{Kind: Receipt, Missing: 1}, true},
		"a receipt taken back":       {Event{Kind: Receipt, Short: 1, Reversed: 9}, false},
		"the reversal of one":        {Event{Kind: Reversal, Short: 1}, false},
	} {
		if tt.e.Differs() != tt.want {
			t.Errorf("%s: %t", name, !tt.want)
		}
	}
}
