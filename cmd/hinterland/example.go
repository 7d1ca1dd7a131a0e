package main

import "hinterland"

// exampleRegion returns the rows that template writes: a city, two counties, a
// mill, a grain office and a co-operative, who exchange grain, tools and days
// of harvest work. It is made up, and every table has at least one row. Long: a
// region as a table of tables.
func exampleRegion() *hinterland.Region {
	const unit = hinterland.Money(1_000_000)
	return &hinterland.Region{
		Places: []hinterland.Place{
			{
				Code: "city", Lon: 112_550_000, Lat: 37_870_000, Weight: 300_000,
				Name: named("City", "城区"),
			},
			{
				Code: "river", Lon: 112_340_000, Lat: 37_600_000, Weight: 120_000,
				Name: named("River county", "河县"),
			},
			{
				Code: "hill", Lon: 112_950_000, Lat: 37_550_000, Weight: 80_000,
				Name: named("Hill county", "山县"),
			},
		},
		Parties: []hinterland.Party{
			{Code: "city-mill", Place: "city", Name: named("City flour mill", "城区面粉厂")},
			{Code: "river-grain", Place: "river", Name: named("River grain office", "河县粮食局")},
			{Code: "hill-coop", Place: "hill", Name: named("Hill co-operative", "山县供销社")},
		},
		Goods: []hinterland.Good{
			{
				Code: "grain", Unit: "t", Decimals: 1, Freight: unit / 2, Storage: 6 * unit,
				Currency: "CNY", Class: "food", Keeps: hinterland.Forever,
				Name: named("Grain", "粮食"),
			},
			{
				Code: "tools", Unit: "piece", Freight: unit / 50, Storage: unit / 10,
				Currency: "CNY", Class: "means of production", Keeps: hinterland.Forever,
				Name: named("Farm tools", "农具"),
			},
			{
				Code: "harvest", Unit: "d", Freight: unit / 4, Currency: "CNY", Class: "labour",
				Name: named("Harvest work", "收割帮工"),
			},
		},
		Offers: []hinterland.Offer{
			{Party: "river-grain", Good: "grain", Period: 1, Quantity: 800, Price: 2400 * unit},
			{Party: "city-mill", Good: "tools", Period: 1, Quantity: 300, Price: 45 * unit},
			{Party: "hill-coop", Good: "harvest", Period: 2, Quantity: 120, Price: 150 * unit},
		},
		Needs: []hinterland.Need{
			{Party: "city-mill", Good: "grain", Period: 2, Quantity: 600, Priority: 1},
			{Party: "hill-coop", Good: "tools", Period: 1, Quantity: 400, Priority: 2},
			{Party: "river-grain", Good: "harvest", Period: 2, Quantity: 90, Priority: 1},
		},
		Distances: []hinterland.Distance{
			{From: "river", To: "city", Hectometres: 425},
			{From: "city", To: "river", Hectometres: 440},
			{From: "hill", To: "river", Hectometres: 930},
		},
		Floors: []hinterland.Floor{
			{From: "river-grain", To: "city-mill", Good: "grain", Period: 2, Quantity: 250},
		},
		Fixings: []hinterland.Fixing{{
			From: "hill-coop", To: "river-grain", Good: "harvest", Period: 2, Quantity: 80,
			Reason: "the rest stays for the hills",
		}},
		Scopes: []hinterland.Scope{
			{Buyer: "city-mill", Good: "grain", Place: "river", First: 1, Last: 2, Exclusive: true},
		},
		Reach: []hinterland.Reach{{Good: "harvest", Hectometres: 1200}},
		Signed: []hinterland.Line{{
			From: "river-grain", To: "city-mill", Good: "grain", Price: 2400 * unit,
			OfferPeriod: 1, ShipPeriod: 2, Period: 2, Priority: 1, Quantity: 500,
			UnitCost: 2427*unit + unit/4, Reason: hinterland.LineCost,
		}},
	}
}

// exampleZoning returns what the zones of exampleRegion are drawn from.
func exampleZoning() *hinterland.Zoning {
	return &hinterland.Zoning{
		Adjacency: []hinterland.Adjacency{
			{A: "city", B: "river"}, {A: "city", B: "hill"}, {A: "river", B: "hill"},
		},
		Ties: []hinterland.Tie{
			{A: "city", B: "river", Strength: 12_500_000},
			{A: "city", B: "hill", Strength: 4_000_000},
			{A: "river", B: "hill", Strength: 3_000_000},
		},
		Centres: []hinterland.Centre{
			{Name: named("City", "城区"), Places: []hinterland.PlaceCode{"city"}},
			{Name: named("Hill", "山县"), Places: []hinterland.PlaceCode{"hill"}},
		},
		Pins: []hinterland.Pin{{
			Place: "river", Centre: "City",
			Reason: named("the bridge leads to the city", "桥通城区"),
		}},
		Settings: hinterland.Settings{
			Title:     named("An example region", "示例地区"),
			Objective: hinterland.ByDistance,
			Policy:    hinterland.ZonesFirst,
			Period:    named("month", "月"),
			Schematic: true,
			Notes: []hinterland.Name{
				named("Everything in this example is made up.", "本示例中的一切均为虚构。"),
			},
		},
	}
}

func named(english, chinese string) hinterland.Name {
	return hinterland.Name{English: english, Chinese: chinese}
}
