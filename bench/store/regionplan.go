package main

import (
	"context"
	"math/big"

	"hinterland"
)

// The plan that a region keeps is drawn, not solved: its pages ask how many rows
// there are, and not how good they are.

// regionSummary is what a plan comes to for a good.
func regionSummary(good hinterland.GoodCode) hinterland.GoodSummary {
	return hinterland.GoodSummary{
		Good: good, Currency: "CNY", Decimals: 3, Cost: big.NewInt(1_000_000_000_000),
		Crossing: new(big.Int), Moved: new(big.Int),
		Classes: []hinterland.ClassSum{
			{Priority: 1, Needed: 900_000_000, Met: 800_000_000},
			{Priority: 2, Needed: 600_000_000, Met: 500_000_000},
		},
	}
}

// keep keeps a plan in force that has something for every need.
func (r *regionBench) keep(ctx context.Context) error {
	region, plan, err := r.drawn(ctx)
	if err != nil {
		return err
	}
	return r.enter(ctx, "keep-plan", func(tx hinterland.Tx, number int64) error {
		k := hinterland.KeptPlan{
			ID: hinterland.MakeID[hinterland.KeptPlan](number, 0), Horizon: regionHorizon,
			Title: "The plan", Policy: hinterland.ZonesPrefer, State: hinterland.IsInForce,
			MadeFrom: "drawn", Proposed: lastDay - 30,
		}
		rows, err := k.Keep(region, plan)
		if err != nil {
			return err
		}
		r.plan = k.ID
		if err := tx.AddKeptPlan(k, rows); err != nil {
			return err
		}
		for _, p := range rows.Parts {
			err := tx.AddPlanSignature(hinterland.PlanSignature{
				Plan: k.ID, Party: p.Party, Manner: hinterland.BySignIn, Person: r.keeper.Person,
				At: hinterland.Instant(1),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// drawn lets each need be met by two offers of its good, as far as nine tenths.
func (r *regionBench) drawn(ctx context.Context) (*hinterland.Region, *hinterland.Plan, error) {
	region := &hinterland.Region{}
	plan := &hinterland.Plan{Policy: hinterland.ZonesPrefer}
	err := r.db.Region(1).Read(ctx, func(tx hinterland.Tx) error {
		for n := range regionGoods {
			stated, err := tx.StatementsOf(regionHorizon, regionGood(n))
			if err != nil {
				return err
			}
			var offers []hinterland.Statement
			for _, s := range stated {
				if s.Kind == hinterland.Offered {
					offers = append(offers, s)
					region.Offers = append(region.Offers, s.Offers()...)
				}
			}
			for _, s := range stated {
				if s.Kind == hinterland.Needed {
					r.meet(plan, &s, offers)
				}
			}
			plan.Goods = append(plan.Goods, regionSummary(regionGood(n)))
		}
		return nil
	})
	return region, plan, err
}

// meet gives a need something of two offers, and says what is short.
func (r *regionBench) meet(
	plan *hinterland.Plan, s *hinterland.Statement, offers []hinterland.Statement,
) {
	from := [2]*hinterland.Statement{}
	for i := range from {
		from[i] = &offers[r.dice.IntN(len(offers))]
	}
	if r.dice.IntN(3) == 0 {
		from[0] = &offers[0] // of the hub, whose code comes first
	}
	for _, n := range s.Needs() {
		met := n.Quantity * 9 / 10
		plan.Shares = append(plan.Shares, hinterland.Share{
			Party: n.Party, Good: n.Good, Period: n.Period, Priority: n.Priority,
			Needed: n.Quantity, Met: met,
		})
		if met < n.Quantity {
			plan.Shortfalls = append(plan.Shortfalls, hinterland.Shortfall{
				Party: n.Party, Good: n.Good, Period: n.Period, Priority: n.Priority,
				Quantity: n.Quantity - met, Reason: hinterland.ShortSupply,
			})
		}
		for i, q := range []hinterland.Quantity{met / 2, met - met/2} {
			plan.Lines = append(plan.Lines, hinterland.Line{
				From: from[i].Party, To: n.Party, Good: n.Good, Price: from[i].Price,
				OfferPeriod: n.Period, ShipPeriod: n.Period, Period: n.Period,
				Priority: n.Priority, Quantity: q, UnitCost: from[i].Price,
				Reason: hinterland.LineCost,
			})
		}
	}
}
