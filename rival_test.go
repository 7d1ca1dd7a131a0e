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
		Scarce: "fibre", Place: "county", First: "office", Later: "mill", Rising: true,
	}
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
			{Scarce: "fibre", Place: "all", First: "office", Later: "mill", Rising: true},
		}},
		"less is delivered": {func(b *Bought) { b.Price, b.Lately, b.Before = 9, 3, 4 }, []Rivalry{
			{Scarce: "fibre", Place: "county", First: "office", Later: "mill", Falling: true},
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
