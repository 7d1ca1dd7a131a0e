package hinterland

import (
	"slices"
	"testing"
)

func TestRivalsBuyOneScarceGoodInOneAreaAtOneTime(t *testing.T) {
	first := Bought{
		Agreement: 1, To: "office", Scarce: "fibre", Good: "ramie", Price: 10, Currency: "CNY",
		Place: "county", PlacePath: "county ", Term: Term{From: 10, To: 20}, Lately: 5, Before: 5,
	}
	rising := Rivalry{
		Scarce: "fibre", Good: "ramie", Place: "county",
		First:  Purchase{1, "office", 10, "CNY"},
		Later:  Purchase{2, "mill", 11, "CNY"},
		Rising: true, Lately: 10, Before: 10,
	}
	holding, falling := rising, rising
	holding.Place = "all"
	falling.Later.Price, falling.Rising, falling.Falling = 9, false, true
	falling.Lately, falling.Before = 8, 9
	for name, tt := range map[string]struct {
		change func(b *Bought)
		want   []Rivalry
	}{
		"a higher price":   {func(*Bought) {}, []Rivalry{rising}},
		"the same price":   {func(b *Bought) { b.Price = 10 }, nil},
		"the same buyer":   {func(b *Bought) { b.To = "office" }, nil},
		"another good":     {func(b *Bought) { b.Good = "hemp" }, nil},
		"another currency": {func(b *Bought) { b.Currency = "USD" }, nil},
		"a place beside":   {func(b *Bought) { b.PlacePath = "county-2 " }, nil},
		"the day after":    {func(b *Bought) { b.Term = Term{From: 20, To: 30} }, nil},
		"the last day":     {func(b *Bought) { b.Term = Term{19, 30} }, []Rivalry{rising}},
		"what holds both": {func(b *Bought) { b.Place, b.PlacePath = "all", "" }, []Rivalry{
			holding,
		}},
		"less is delivered": {func(b *Bought) { b.Price, b.Lately, b.Before = 9, 3, 4 }, []Rivalry{
			falling,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			second := first
			second.Agreement, second.To, second.Price = 2, "mill", 11
			second.Place, second.PlacePath = "north", "county north "
			tt.change(&second)
			if got := Rivalries([]Bought{first, second}); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// Of several agreements of the same two that one is told between whose prices
// there is most.
func TestOfRivalsTheWidestRiseIsTold(t *testing.T) {
	bought := []Bought{
		{Agreement: 1, To: "office", Price: 10},
		{Agreement: 2, To: "mill", Price: 11},
		{Agreement: 3, To: "mill", Price: 14},
		{Agreement: 4, To: "mill", Price: 12},
	}
	for i := range bought {
		b := &bought[i]
		b.Scarce, b.Good, b.Currency, b.Place = "ramie", "ramie", "CNY", "county"
		b.PlacePath, b.Term = "county ", Term{From: 10, To: 20}
	}
	got := Rivalries(bought)
	if len(got) != 1 || got[0].Later.Agreement != 3 || got[0].Later.Price != 14 {
		t.Errorf("got %v", got)
	}
}
