package balance

import (
	"encoding/json"
	"math/big"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
)

// many is a region of several goods, of which one was only signed for and one
// is only fixed; all but the last stay near an earlier plan, though it knows
// only one.
func many(t *testing.T, d draw, goods int) *hinterland.Region {
	t.Helper()
	r := d.region(size{places: 6, parties: 15, periods: 4, offers: 20, needs: 30, most: 60})
	r.Signed = signedFrom(t, r)
	one := *r
	for i := range goods {
		code := hinterland.GoodCode("h" + string(rune('a'+i)))
		r.Goods = append(r.Goods, hinterland.Good{
			Code: code, Parent: "g", Currency: "CNY", Keeps: i, Freight: 1_000_000,
		})
		for _, o := range one.Offers {
			o.Good, o.Quantity = code, o.Quantity+hinterland.Quantity(d.IntN(20))
			r.Offers = append(r.Offers, o)
		}
		for _, n := range one.Needs {
			n.Good = code
			r.Needs = append(r.Needs, n)
		}
	}
	signed := hinterland.Good{Code: "signed", Currency: "CNY"}
	fixed := hinterland.Good{Code: "fixed", Currency: "CNY"}
	r.Goods = append(r.Goods, signed, fixed)
	r.Signed = append(r.Signed, hinterland.Line{Good: signed.Code, Quantity: 1})
	r.Fixings = append(r.Fixings, hinterland.Fixing{
		From: r.Parties[0].Code, To: r.Parties[1].Code, Good: fixed.Code, Period: 1, Quantity: 3,
	})
	return r
}

// carried sends a value as another process would get it.
func carried[T any](t *testing.T, v T) (there T) {
	t.Helper()
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &there)
	}
	if err != nil {
		t.Fatal(err)
	}
	return there
}

func exactly() cmp.Option {
	return cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
}

func TestEveryGoodPlannedApartMakesThePlanOfTheRegion(t *testing.T) {
	for seed := range uint64(12) {
		d := newDraw(seed)
		region := many(t, d, 4)
		for _, policy := range policies() {
			whole, err := Solve(t.Context(), region, Options{Zones: policy})
			if err != nil {
				t.Fatal(err)
			}
			frame, parts := Divide(region, policy)
			plans := make([]*hinterland.Plan, 0, len(parts))
			for _, at := range d.Perm(len(parts)) {
				away, part := carried(t, frame), carried(t, parts[at])
				plan, err := NewPlanner(away).Plan(t.Context(), &part)
				if err != nil {
					t.Fatal(err)
				}
				plans = append(plans, carried(t, plan))
			}
			if diff := cmp.Diff(whole, Join(policy, plans), exactly()); diff != "" {
				t.Fatalf("seed %d, zones %s:\n%s", seed, policy, diff)
			}
			if len(parts) != 6 || parts[0].Good != "fixed" {
				t.Fatalf("seed %d: %d parts, first that of %s", seed, len(parts), parts[0].Good)
			}
		}
	}
}

func TestARegionDividesIntoTheSameInAnyOrderOfRows(t *testing.T) {
	for seed := range uint64(12) {
		d := newDraw(seed)
		region := many(t, d, 2)
		again := d.reordered(region)
		again.Signed = shuffled(d, region.Signed)
		again.Reach = shuffled(d, region.Reach)
		again.Distances = shuffled(d, region.Distances)
		texts := map[string]bool{}
		for _, r := range []*hinterland.Region{region, again} {
			frame, parts := Divide(r, hinterland.ZonesFirst)
			text, err := json.Marshal([]any{frame, parts})
			if err != nil {
				t.Fatal(err)
			}
			texts[string(text)] = true
		}
		if len(texts) != 1 {
			t.Errorf("seed %d: another order divides into other bytes", seed)
		}
	}
}

// BenchmarkReplan tells what it takes to plan one good of a county anew after one
// need has changed, and all 34 goods of the county for comparison.
func BenchmarkReplan(b *testing.B) {
	region := county(1)
	for i := range 33 {
		other := county(uint64(i + 2))
		g := other.Goods[0]
		g.Code = hinterland.GoodCode("h" + strconv.Itoa(i))
		region.Goods = append(region.Goods, g)
		for _, o := range other.Offers {
			o.Good = g.Code
			region.Offers = append(region.Offers, o)
		}
		for _, n := range other.Needs {
			n.Good = g.Code
			region.Needs = append(region.Needs, n)
		}
	}
	b.Run("good", func(b *testing.B) {
		frame, parts := Divide(region, hinterland.ZonesFirst)
		planner := NewPlanner(frame)
		at := 0
		for b.Loop() {
			part := &parts[at%len(parts)]
			part.Needs[at%len(part.Needs)].Quantity++
			at++
			if _, err := planner.Plan(b.Context(), part); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("county", func(b *testing.B) {
		for b.Loop() {
			if _, err := Solve(b.Context(), region, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
