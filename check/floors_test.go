package check

import (
	"slices"
	"testing"

	"hinterland"
)

// promised is a region of a seller, a buyer 400 km away and one next door,
// with one lot in period 2 of a good that keeps for one period and may travel
// 100 km.
func promised() *hinterland.Region {
	return &hinterland.Region{
		Places: []hinterland.Place{
			{Code: "here"}, {Code: "far", Lon: 4_000_000}, {Code: "near", Lon: 100_000},
		},
		Parties: []hinterland.Party{
			{Code: "buyer", Place: "near"},
			{Code: "remote", Place: "far"},
			{Code: "rival", Place: "near"},
			{Code: "seller", Place: "here"},
		},
		Goods: []hinterland.Good{{Code: "flax", Currency: "CNY", Keeps: 1}},
		Reach: []hinterland.Reach{{Good: "flax", Hectometres: 1000}},
		Offers: []hinterland.Offer{
			{Party: "rival", Good: "flax", Period: 4, Quantity: 90},
			{Party: "seller", Good: "flax", Period: 2, Quantity: 10},
		},
	}
}

// Long: a table of one row for each rule.
func TestWhatAFloorIsNotHonouredByHasItsReason(t *testing.T) {
	type spoil func(r *hinterland.Region, f *hinterland.Floor)
	tests := []struct {
		name    string
		floor   hinterland.Floor
		spoil   spoil
		brought hinterland.Quantity
		want    hinterland.ShortReason // empty if nothing is told
	}{
		{"honoured in full", hinterland.Floor{To: "buyer", Period: 2, Quantity: 10}, nil, 10, ""},
		{
			"one unit short",
			hinterland.Floor{To: "buyer", Period: 3, Quantity: 11},
			nil, 10,
			"supply",
		},
		{
			"a seller who offers nothing",
			hinterland.Floor{To: "buyer", Period: 2, Quantity: 1},
			func(r *hinterland.Region, _ *hinterland.Floor) { r.Offers = r.Offers[:1] }, 0,
			"supply",
		},
		{"too early", hinterland.Floor{To: "buyer", Period: 1, Quantity: 1}, nil, 0, "too-late"},
		{
			"too late to have kept",
			hinterland.Floor{To: "buyer", Period: 4, Quantity: 1},
			nil, 0,
			"storage",
		},
		{"too far", hinterland.Floor{To: "remote", Period: 2, Quantity: 1}, nil, 0, "reach"},
		{
			"too far and too early: the first rule that closes all",
			hinterland.Floor{To: "remote", Period: 1, Quantity: 1},
			nil, 0, "reach",
		},
		{
			"one lot too late, the other spoilt: the first that closes some",
			hinterland.Floor{To: "buyer", Period: 4, Quantity: 1},
			func(r *hinterland.Region, _ *hinterland.Floor) {
				r.Offers = append(r.Offers, hinterland.Offer{
					Party: "seller", Good: "flax", Period: 5, Quantity: 1,
				})
			}, 0, "storage",
		},
		{
			"shut out by a scope",
			hinterland.Floor{To: "buyer", Period: 2, Quantity: 1},
			func(r *hinterland.Region, _ *hinterland.Floor) {
				r.Scopes = []hinterland.Scope{{
					Buyer: "rival", Good: "flax", Place: "here", First: 1, Last: 2, Exclusive: true,
				}}
			}, 0, "scope",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, f := promised(), tt.floor
			f.From, f.Good = "seller", "flax"
			if tt.spoil != nil {
				tt.spoil(r, &f)
			}
			r.Floors = []hinterland.Floor{f}
			plan := &hinterland.Plan{Lines: []hinterland.Line{
				{
					From: f.From, To: f.To, Good: f.Good, Period: f.Period,
					Quantity: tt.brought, Reason: hinterland.LineFloor,
				},
				{
					From: f.From, To: f.To, Good: f.Good, Period: f.Period,
					Quantity: 5, Reason: "cost",
				},
			}}
			var want []hinterland.FloorLack
			if tt.want != "" {
				want = []hinterland.FloorLack{
					{Floor: f, Quantity: f.Quantity - tt.brought, Reason: tt.want},
				}
			}
			if got := FloorLacks(r, plan); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}
