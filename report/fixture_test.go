package report

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"hinterland"
	"hinterland/balance"
	"hinterland/lang"
)

// both returns the texts of a name in both languages.
func both(english, chinese string) hinterland.Name {
	return hinterland.Name{English: english, Chinese: chinese}
}

// small is a region of two zones and a place in none, with a good that keeps,
// one that does not, a floor, a scope and something of everything.
func small() *Input {
	r := &hinterland.Region{
		Places: []hinterland.Place{
			{Code: "n1", Name: both("North", "北县"), Lat: 1_000_000, Zone: "Upper", Weight: 50},
			{Code: "n2", Name: both("Hill", "山县"), Lat: 1_100_000, Zone: "Upper", Weight: 20},
			{Code: "s1", Name: both("South", "南县"), Lat: -1_000_000, Zone: "Lower", Weight: 40},
			{Code: "o1", Name: both("Island", "岛县"), Lon: 2_000_000, Weight: 1},
		},
		Parties: []hinterland.Party{
			{Code: "farm", Name: both("Hill farm", "山县农场"), Place: "n2"},
			{Code: "mill", Name: both("North mill", "北县磨坊"), Place: "n1"},
			{Code: "town", Name: both("South town", "南县镇"), Place: "s1"},
			{Code: "port", Name: both("Island port", "岛县港"), Place: "o1"},
		},
		Goods: []hinterland.Good{
			{
				Code: "wheat", Name: both("Wheat", "小麦"), Class: "food", Unit: "t", Decimals: 1,
				Freight: 500_000, Storage: 2_000_000, Keeps: hinterland.Forever, Currency: "CNY",
			},
			{
				Code: "work", Name: both("Work", "帮工"), Class: "labour", Unit: "d",
				Freight: 100_000, Keeps: 0, Currency: "CNY",
			},
			{
				Code: "tool", Name: both("Tool", "工具"), Class: "own class", Unit: "box", Keeps: 1,
				Currency: "XTS",
			},
		},
		Offers: []hinterland.Offer{
			{Party: "farm", Good: "wheat", Period: 1, Quantity: 800, Price: 90_000_000},
			{Party: "town", Good: "wheat", Period: 2, Quantity: 300, Price: 100_000_000},
			{Party: "town", Good: "work", Period: 1, Quantity: 30, Price: 5_000_000},
			{Party: "town", Good: "work", Period: 2, Quantity: 10, Price: 5_000_000},
			{Party: "mill", Good: "tool", Period: 1, Quantity: 9, Price: 7_000_000},
		},
		Needs: []hinterland.Need{
			{Party: "mill", Good: "wheat", Period: 2, Quantity: 500, Priority: 1},
			{Party: "town", Good: "wheat", Period: 2, Quantity: 500, Priority: 1},
			{Party: "port", Good: "wheat", Period: 3, Quantity: 400, Priority: 2},
			{Party: "farm", Good: "work", Period: 2, Quantity: 25, Priority: 1},
			{Party: "port", Good: "tool", Period: 3, Quantity: 4, Priority: 3},
		},
		Floors: []hinterland.Floor{
			{From: "farm", To: "town", Good: "wheat", Period: 2, Quantity: 50},
		},
		Scopes: []hinterland.Scope{
			{Buyer: "mill", Good: "wheat", Place: "n2", First: 3, Last: 3, Exclusive: true},
		},
	}
	z := &hinterland.Zoning{
		Centres: []hinterland.Centre{
			{Name: both("Upper", "上区"), Places: []hinterland.PlaceCode{"n1"}},
			{Name: both("Lower", "下区"), Places: []hinterland.PlaceCode{"s1"}},
		},
		Pins: []hinterland.Pin{{Place: "n2", Centre: "Upper", Reason: both("a pass", "有山口")}},
		Settings: hinterland.Settings{
			Title: both("Two valleys", "两谷"), Period: both("month", "月"),
			Notes: []hinterland.Name{both("Model: all of it", "模型：全部"), both("Made up.", "虚构。")},
		},
	}
	return &Input{
		Region: r, Zoning: z, Drawn: smallDrawn(), Checks: []string{"hinterland check-plan a b"},
		Sources: []hinterland.Name{both("Nobody", "无")},
	}
}

func smallDrawn() *Drawn {
	return &Drawn{
		Objective: hinterland.ByDistance, Cost: "1234.5", Bound: "1200", Gap: "0.02875",
		Places: []Placement{
			{Place: "n1", Reason: ZoneCentre, Moves: []Move{{To: "Lower", Forbidden: RuleCentre}}},
			{Place: "n2", Reason: ZonePin, Moves: []Move{
				{To: "Lower", Cost: "17.25"}, {To: "Lower", Cost: "-3", Forbidden: RulePin},
			}},
			{Place: "s1", Reason: ZoneCentre},
		},
		Binding: []Binding{
			{Rule: RuleLeast, Zone: "Upper", Place: "n2", Worth: "3", Weight: 20, Bound: 20},
			{Rule: RulePin, Zone: "Upper", Place: "n2", Worth: "3.5"},
		},
	}
}

// solved plans the region of an input.
func solved(t *testing.T, in *Input) *Input {
	t.Helper()
	if err := in.Region.Check().Err(); err != nil {
		t.Fatal(err)
	}
	plan, err := balance.Solve(context.Background(), in.Region, balance.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Plan = plan
	return in
}

// written is the page of an input in a language.
func written(t *testing.T, in *Input, tongue lang.Tongue) string {
	t.Helper()
	var page bytes.Buffer
	if err := Write(&page, in, lang.For(tongue)); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// random is a region with random offers, needs, keeping times and zones.
func random(seed uint64) *Input {
	dice := rand.New(rand.NewPCG(seed, 0))
	r := &hinterland.Region{}
	zones := []hinterland.ZoneCode{"", "A", "B", "C"}
	for i := range 6 {
		code := fmt.Sprint(i)
		r.Places = append(r.Places, hinterland.Place{
			Code: hinterland.PlaceCode(code), Zone: zones[dice.IntN(len(zones))],
			Lon: hinterland.MicroDegrees(dice.IntN(3_000_000)),
		})
		r.Parties = append(r.Parties, hinterland.Party{
			Code: hinterland.PartyCode("p" + code), Place: hinterland.PlaceCode(code),
		})
	}
	party := func() hinterland.PartyCode { return r.Parties[dice.IntN(len(r.Parties))].Code }
	for g, keeps := range []int{hinterland.Forever, 0, 2} {
		good := hinterland.GoodCode(fmt.Sprint("g", g))
		r.Goods = append(r.Goods, hinterland.Good{Code: good, Unit: "t", Keeps: keeps})
		offers, needs := map[[2]any]bool{}, map[[2]any]bool{}
		for range 12 {
			p, period := party(), hinterland.Period(1+dice.IntN(5))
			if key := [2]any{p, period}; !offers[key] {
				offers[key] = true
				r.Offers = append(r.Offers, hinterland.Offer{
					Party: p, Good: good, Period: period,
					Quantity: hinterland.Quantity(dice.IntN(30)),
				})
			}
			p, period = party(), hinterland.Period(1+dice.IntN(5))
			if key := [2]any{p, period}; !needs[key] {
				needs[key] = true
				r.Needs = append(r.Needs, hinterland.Need{
					Party: p, Good: good, Period: period, Priority: 1 + dice.IntN(2),
					Quantity: hinterland.Quantity(dice.IntN(30)),
				})
			}
		}
	}
	return &Input{Region: r}
}
