package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// Whoever is told of a broken claim goes to the file, the row and the column;
// what stands there has to be what was told.
func TestFindingsNameTheCellThatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*hinterland.Plan)
		want  string // file, row, column, value
	}{
		{"a line's cost", func(p *hinterland.Plan) {
			p.Lines[2].UnitCost = 1_500_000
		}, "lines.csv 4 unit_cost 1.5"},
		{"a line's ship period", func(p *hinterland.Plan) {
			p.Lines[1].ShipPeriod = 7
		}, "lines.csv 3 ship_period 7"},
		{"a line's good", func(p *hinterland.Plan) {
			p.Lines[3].Good = "butter"
		}, "lines.csv 5 good butter"},
		{"a shortfall's good", func(p *hinterland.Plan) {
			p.Shortfalls[1].Good = "butter"
		}, "shortfalls.csv 3 good butter"},
		{"a share's good", func(p *hinterland.Plan) {
			p.Shares[2].Good = "butter"
		}, "shares.csv 4 good butter"},
		{"a price's good", func(p *hinterland.Plan) {
			p.Potentials[0].Good = "butter"
		}, "certificate.csv 2 good butter"},
		{"a summary's good", func(p *hinterland.Plan) {
			p.Goods[0].Good = "butter"
		}, "summary.json 0 good butter"},
		{"a share's need", func(p *hinterland.Plan) {
			p.Shares[1].Needed = 75
		}, "shares.csv 3 needed 7.5"},
		{"a share's sum", func(p *hinterland.Plan) {
			p.Shares[0].Met = 1
		}, "shares.csv 2 met 0.1"},
		{"a share's own", func(p *hinterland.Plan) {
			p.Shares[0].Own = 90
		}, "shares.csv 2 own 9"},
		{"a shortfall's quantity", func(p *hinterland.Plan) {
			p.Shortfalls[0].Quantity = 33
		}, "shortfalls.csv 2 quantity 3.3"},
		{"a shortfall's worth", func(p *hinterland.Plan) {
			p.Shortfalls[1].Worth = 8
		}, "shortfalls.csv 3 worth 8"},
		{"a shortfall's reason", func(p *hinterland.Plan) {
			p.Shortfalls[0].Reason = hinterland.ShortReach
		}, "shortfalls.csv 2 reason reach"},
		{"a price beyond all bounds", func(p *hinterland.Plan) {
			p.Potentials[1].Signed = planMaxPrice + 1
		}, "certificate.csv 3 signed 2305843009213693953"},
		{"a price far below nought", func(p *hinterland.Plan) {
			p.Potentials[1].Zone = -planMaxPrice - 1
		}, "certificate.csv 3 zone -2305843009213693953"},
		{"a currency", func(p *hinterland.Plan) {
			p.Goods[0].Currency = "USD"
		}, "summary.json 0 currency USD"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			region, plan := spoilPlan(t)
			c.spoil(plan)
			v := judged(region, plan)
			var cells []string
			for _, f := range v.Findings {
				cells = append(cells, fmt.Sprint(f.At.File, " ", f.At.Line, " ", f.At.Column, " ",
					f.At.Value))
			}
			if !slices.Contains(cells, c.want) {
				t.Errorf("want %s, got %s", c.want, strings.Join(cells, "; "))
			}
		})
	}
}

func TestPricesUpToTheBoundAreNotTooLarge(t *testing.T) {
	for _, price := range []int64{planMaxPrice, -planMaxPrice} {
		region, plan := spoilPlan(t)
		plan.Potentials[1].Signed = price
		if v := judged(region, plan); bruteHas(v, "plan.price.size") {
			t.Errorf("%d: %s", price, bruteTold(v))
		}
	}
}

// The order is that of docs/formats.md, whatever brute force says.
func TestWishesStandInTheirOrder(t *testing.T) {
	for policy, want := range map[hinterland.Policy]string{
		hinterland.ZonesFirst:  "floors, own, class-1, class-2, class-3, shares, cost",
		hinterland.ZonesPrefer: "floors, class-1, class-2, class-3, shares, zone, cost",
		hinterland.ZonesIgnore: "floors, class-1, class-2, class-3, shares, cost",
	} {
		for _, signed := range []bool{false, true} {
			region := spoilRegion()
			if signed {
				want = strings.Replace(want, "cost", "signed, cost", 1)
				region.Signed = []hinterland.Line{{Good: "milk", From: "mill", To: "shop"}}
			}
			if got := planList(bruteNetwork(region, policy).levels()); got != want {
				t.Errorf("zones %s, signed %t: %s, want %s", policy, signed, got, want)
			}
		}
	}
}

func TestEachReasonLiftsItsRule(t *testing.T) {
	bits := map[hinterland.ShortReason]planRules{
		hinterland.ShortFixed: planFixed,
		hinterland.ShortScope: planScope, hinterland.ShortReach: planReach,
		hinterland.ShortStorage: planStorage, hinterland.ShortLate: planLate,
	}
	for _, reason := range planShorts() {
		rule := planRuleOf(reason)
		if bit, isRule := bits[reason]; isRule != (rule >= 0) || isRule && bit != 1<<rule {
			t.Errorf("%s lifts rule %d", reason, rule)
		}
	}
	for r := range planRules(1 << planRuleCount) {
		n, last := 0, 0
		for i := range planRuleCount {
			if r&(1<<i) != 0 {
				n, last = n+1, i
			}
		}
		if rule, alone := r.single(); alone != (n == 1) || alone && rule != last {
			t.Errorf("rules %05b: %d alone %t", r, rule, alone)
		}
	}
	words := fmt.Sprint(planShorts())
	if want := "[fixed scope floor reach storage too-late supply]"; words != want {
		t.Errorf("the order among equals is %s, want %s", words, want)
	}
}

// Every unequal share of its own names the column own, every other met.
func TestUnequalSharesNameTheirColumn(t *testing.T) {
	for column, says := range map[string]hinterland.Reason{
		"own": "plan.own.unequal", "met": "plan.share.unequal",
	} {
		policy := map[string]hinterland.Policy{
			"own": hinterland.ZonesFirst, "met": hinterland.ZonesIgnore,
		}[column]
		region := &hinterland.Region{
			Places:  []hinterland.Place{{Code: "p", Zone: "A"}},
			Parties: []hinterland.Party{{Code: "a", Place: "p"}, {Code: "b", Place: "p"}},
			Goods:   []hinterland.Good{{Code: "g", Unit: "t", Currency: "CNY", Keeps: -1}},
			Offers:  []hinterland.Offer{{Party: "a", Good: "g", Period: 1, Quantity: 2, Row: 2}},
			Needs: []hinterland.Need{
				{Party: "a", Good: "g", Period: 1, Priority: 1, Quantity: 2, Row: 2},
				{Party: "b", Good: "g", Period: 1, Priority: 1, Quantity: 2, Row: 3},
			},
		}
		b := newBrute(region, policy)
		b.careless = true
		met := []int64{2, 0}
		if policy == hinterland.ZonesFirst {
			b.own = met
		}
		flow := b.cheapest(b.allFlows(b.wants(met)))[0]
		v := judged(region, b.plan(flow, met))
		at := slices.IndexFunc(v.Findings,
			func(f *hinterland.Refusal) bool { return f.Reason == says })
		if at < 0 || v.Findings[at].At.Column != column || v.Findings[at].At.Value != "2" {
			t.Errorf("%s: %s", column, bruteTold(v))
		}
	}
}
