package check

import (
	"slices"
	"testing"

	"hinterland"
)

// fixedRegion is a seller of 6 and one of 2, both next to two buyers of 5 each,
// and what is fixed between the first seller and the first buyer.
func fixedRegion(q hinterland.Quantity) *hinterland.Region {
	return &hinterland.Region{
		Places: []hinterland.Place{{Code: "p"}},
		Parties: []hinterland.Party{
			{Code: "a", Place: "p"},
			{Code: "b", Place: "p"},
			{Code: "c", Place: "p"},
			{Code: "d", Place: "p"},
		},
		Goods: []hinterland.Good{
			{Code: "g", Unit: "t", Currency: "CNY", Keeps: hinterland.Forever},
		},
		Offers: []hinterland.Offer{
			{Party: "a", Good: "g", Period: 1, Quantity: 6, Row: 2},
			{Party: "c", Good: "g", Period: 1, Quantity: 2, Row: 3},
		},
		Needs: []hinterland.Need{
			{Party: "b", Good: "g", Period: 1, Priority: 1, Quantity: 5, Row: 2},
			{Party: "d", Good: "g", Period: 1, Priority: 2, Quantity: 5, Row: 3},
		},
		Fixings: []hinterland.Fixing{
			{From: "a", To: "b", Good: "g", Period: 1, Quantity: q, Row: 2},
		},
	}
}

func TestAFixingIsKeptToTheUnit(t *testing.T) {
	line := func(p *hinterland.Plan, from, to hinterland.PartyCode) *hinterland.Line {
		at := slices.IndexFunc(p.Lines, func(l hinterland.Line) bool {
			return l.From == from && l.To == to
		})
		return &p.Lines[at]
	}
	for _, c := range []struct {
		name  string
		spoil func(*hinterland.Plan)
		want  hinterland.Reason
	}{
		{"as it was planned", func(*hinterland.Plan) {}, ""},
		{"goods beside it", func(p *hinterland.Plan) {
			extra := *line(p, "a", "b")
			extra.Reason, extra.Quantity, extra.Row = hinterland.LineClass, 1, 9
			line(p, "a", "d").Quantity--
			p.Lines = append(p.Lines, extra)
		}, "plan.closed.fixed"},
		{"more than was fixed", func(p *hinterland.Plan) {
			line(p, "a", "b").Quantity++
			line(p, "a", "d").Quantity--
			line(p, "c", "b").Quantity--
			extra := *line(p, "c", "b")
			extra.To, extra.Quantity, extra.Priority, extra.Row = "d", 1, 2, 9
			p.Lines = append(p.Lines, extra)
		}, "plan.floor.over"},
		{"less than was fixed", func(p *hinterland.Plan) {
			line(p, "a", "b").Quantity--
			line(p, "a", "d").Quantity++
			p.Shares[0].Met--
			p.Shares[1].Met++
			p.Shortfalls[0].Quantity++
			p.Shortfalls[1].Quantity--
			sums := p.Goods[0].Classes
			for i, by := range []hinterland.Quantity{-1, -1, 1} {
				sums[slices.IndexFunc(sums, func(s hinterland.ClassSum) bool {
					return s.Priority == i
				})].Met += by
			}
		}, "plan.floor.more"},
		{"said to be a floor", func(p *hinterland.Plan) {
			line(p, "a", "b").Reason = hinterland.LineFloor
		}, "plan.line.floor"},
		{"said of what nobody fixed", func(p *hinterland.Plan) {
			line(p, "a", "d").Reason = hinterland.LineFixed
		}, "plan.line.fixed"},
	} {
		b := newBrute(fixedRegion(2), hinterland.ZonesIgnore)
		plan := b.plan(b.flows[0], b.met)
		c.spoil(plan)
		v := judged(fixedRegion(2), plan)
		if c.want == "" && len(v.Findings) > 0 || c.want != "" && !bruteHas(v, c.want) {
			t.Errorf("%s: want %s, got %s", c.name, c.want, bruteTold(v))
		}
		for _, f := range v.Findings {
			if f.Args["table"] != nil && f.Args["table"] != hinterland.FixingsTable {
				t.Errorf("%s: it is said to stand in %s", c.name, f.Args["table"])
			}
		}
	}
}

func TestNoLessIsFixedThanAFloor(t *testing.T) {
	for _, c := range []struct {
		floor hinterland.Quantity // beneath a fixing of 5, which takes what d needs as much
		want  hinterland.ShortReason
	}{{5, hinterland.ShortSupply}, {4, hinterland.ShortFixed}, {0, hinterland.ShortFixed}} {
		region := fixedRegion(5)
		region.Needs[0].Priority, region.Needs[1].Priority = 2, 1
		if c.floor > 0 {
			region.Floors = []hinterland.Floor{
				{From: "a", To: "b", Good: "g", Period: 1, Quantity: c.floor},
			}
		}
		b := newBrute(region, hinterland.ZonesIgnore)
		plan := b.plan(b.flows[0], b.met)
		if got := plan.Shortfalls[0].Reason; got != c.want {
			t.Errorf("over a floor of %d, trying everything says %s", c.floor, got)
		}
		plan.Shortfalls[0].Reason = c.want
		if v := judged(region, plan); len(v.Findings) > 0 {
			t.Errorf("over a floor of %d: %s", c.floor, bruteTold(v))
		}
	}
}

// What was fixed before is compared with what is fixed now, and not with other
// lines between the same two.
func TestSignedFixingsAreComparedWithFixings(t *testing.T) {
	for reason, moved := range map[hinterland.LineReason]int64{
		hinterland.LineFixed: 0, hinterland.LineCost: 2,
	} {
		region := fixedRegion(2)
		region.Offers = region.Offers[:1]
		region.Needs = region.Needs[:1]
		region.Signed = []hinterland.Line{{
			From: "a", To: "b", Good: "g", OfferPeriod: 1, Period: 1, Quantity: 2, Reason: reason,
		}}
		b := newBrute(region, hinterland.ZonesIgnore)
		plan := b.plan(b.flows[0], b.met)
		if got := plan.Goods[0].Moved.Int64(); got != moved {
			t.Errorf("signed as %s, %d moved, want %d", reason, got, moved)
		}
	}
}

func TestAFixingThatCannotBeHonouredIsTold(t *testing.T) {
	region := fixedRegion(7)
	region.Floors = []hinterland.Floor{
		{From: "a", To: "b", Good: "g", Period: 1, Quantity: 7},
		{From: "a", To: "d", Good: "g", Period: 1, Quantity: 1},
	}
	brought := func(to hinterland.PartyCode, q hinterland.Quantity, r hinterland.LineReason,
	) hinterland.Line {
		return hinterland.Line{From: "a", To: to, Good: "g", Period: 1, Quantity: q, Reason: r}
	}
	lacks := FloorLacks(region, &hinterland.Plan{Lines: []hinterland.Line{
		brought("b", 5, hinterland.LineFixed), brought("d", 1, hinterland.LineFloor),
	}})
	as := region.Floors[0]
	floor := hinterland.FloorLack{Floor: as, Quantity: 2, Reason: hinterland.ShortSupply}
	fixing := floor
	fixing.Fixed, fixing.Floor.Row = true, 2
	if want := []hinterland.FloorLack{floor, fixing}; !slices.Equal(lacks, want) {
		t.Errorf("got %v, want %v", lacks, want)
	}
}
