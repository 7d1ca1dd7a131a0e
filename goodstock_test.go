package hinterland

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAGoodWaitsWhereItIsUntilItIsUsed(t *testing.T) {
	lines := []Line{
		{From: "a1", To: "b1", OfferPeriod: 1, ShipPeriod: 2, Period: 4, Quantity: 10},
		{From: "a1", To: "a2", OfferPeriod: 2, ShipPeriod: 2, Period: 2, Quantity: 3},
		{From: "b1", To: "a1", OfferPeriod: 4, ShipPeriod: 4, Period: 4, Quantity: 2},
	}
	at := func(p PartyCode) string { return string(p[:1]) }
	stocks := StocksOf(lines, 4, at)
	for _, c := range []struct {
		where  string
		period int
		want   Stock
	}{
		{"a", 1, Stock{Supply: 10, Closing: 10}},
		{"a", 2, Stock{Opening: 10, Supply: 3, Use: 3, Out: 10}},
		{"a", 3, Stock{}},
		{"a", 4, Stock{In: 2, Use: 2}},
		{"b", 2, Stock{In: 10, Closing: 10}},
		{"b", 3, Stock{Opening: 10, Closing: 10}},
		{"b", 4, Stock{Opening: 10, Supply: 2, Use: 10, Out: 2}},
	} {
		if got := stocks[c.where][c.period]; got != c.want {
			t.Errorf("%s in period %d: %+v, want %+v", c.where, c.period, got, c.want)
		}
	}
	if got, want := Whole(stocks["b"]), (Stock{Supply: 2, In: 10, Use: 10, Out: 2}); got != want {
		t.Errorf("b in all: %+v", got)
	}
	all := PassagesOf(lines, 0, at)
	want := []Passage[string]{{"a", "b", 10}, {"b", "a", 2}}
	if !slices.Equal(all, want) || !slices.Equal(PassagesOf(lines, 4, at), want[1:]) {
		t.Errorf("from where to where: %v", all)
	}
}

// TestEveryBalanceOfLinesCloses asks lines at random for their balances by party, by
// zone and in all.
func TestEveryBalanceOfLinesCloses(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		var lines []Line
		for range 1 + r.IntN(20) {
			first := Period(1 + r.IntN(5))
			ship := first + Period(r.IntN(int(6-first)))
			lines = append(lines, Line{
				From: PartyCode(fmt.Sprint(r.IntN(6))), To: PartyCode(fmt.Sprint(r.IntN(6))),
				OfferPeriod: first, ShipPeriod: ship, Period: ship + Period(r.IntN(int(6-ship))),
				Quantity: Quantity(1 + r.IntN(9)),
			})
		}
		for _, at := range []func(PartyCode) string{
			func(p PartyCode) string { return string(p) },
			func(p PartyCode) string { return string(rune('a' + (p[0]-'0')/2)) },
			func(PartyCode) string { return "" },
		} {
			for where, periods := range StocksOf(lines, 5, at) {
				whole := Whole(periods)
				for p := range periods {
					if !periods[p].Closes() || !whole.Closes() {
						t.Errorf("seed %d: %q in period %d: %+v", seed, where, p, periods[p])
					}
				}
			}
		}
	}
}

func TestAPlanTellsOfEachNeedWhatIsShortAndWhy(t *testing.T) {
	p := &Plan{
		Shares: []Share{
			{Party: "a", Good: "g", Period: 1, Priority: 1, Needed: 5, Met: 2},
			{Party: "b", Good: "g", Period: 1, Priority: 1, Needed: 5, Met: 5},
		},
		Shortfalls: []Shortfall{{
			Party: "a", Good: "g", Period: 1, Priority: 1, Quantity: 3, Reason: ShortReach,
			Worth: 1,
		}},
	}
	lines, err := p.ShareLines()
	if err != nil || len(lines) != 2 || lines[0].Reason != ShortReach || lines[0].Worth != 1 ||
		lines[1].Short() != 0 {
		t.Errorf("%+v, %v", lines, err)
	}
}

// TestABalanceThatLosesAUnitDoesNotClose changes each figure by one.
func TestABalanceThatLosesAUnitDoesNotClose(t *testing.T) {
	sound := Stock{Opening: 1, Supply: 2, In: 3, Use: 2, Out: 3, Closing: 1}
	if !sound.Closes() {
		t.Fatal("a sound balance does not close")
	}
	for name, spoil := range map[string]func(*Stock){
		"opening": func(s *Stock) { s.Opening++ },
		"supply":  func(s *Stock) { s.Supply++ },
		"in":      func(s *Stock) { s.In++ },
		"use":     func(s *Stock) { s.Use++ },
		"out":     func(s *Stock) { s.Out++ },
		"closing": func(s *Stock) { s.Closing++ },
	} {
		s := sound
		if spoil(&s); s.Closes() {
			t.Errorf("one more of %s, and it closes", name)
		}
	}
}
