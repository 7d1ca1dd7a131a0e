package balance

import (
	"context"
	"fmt"
	"testing"

	"hinterland"
)

// needKey names a need whatever its party is called.
type needKey struct {
	party, period, priority int
}

// metBy plans a region and returns what each need gets; parties are numbered
// as the region lists them.
func metBy(t *testing.T, r *hinterland.Region, policy hinterland.Policy) map[needKey]int64 {
	t.Helper()
	plan, err := Solve(t.Context(), r, Options{Zones: policy})
	if err != nil {
		t.Fatal(err)
	}
	number := map[hinterland.PartyCode]int{}
	for i, p := range r.Parties {
		number[p.Code] = i
	}
	met := map[needKey]int64{}
	for _, s := range plan.Shares {
		met[needKey{number[s.Party], int(s.Period), s.Priority}] = int64(s.Met)
	}
	return met
}

// sized returns a size with some places and what goes with them.
func sized(places int) size {
	return size{
		places: places, parties: 3 * places, periods: 6,
		offers: 5 * places, needs: 8 * places, most: 500,
	}
}

func TestEveryShareScalesWithAllQuantities(t *testing.T) {
	for seed := range uint64(12) {
		for _, policy := range policies() {
			d := newDraw(seed)
			region := d.region(sized(5 + int(seed)*3))
			before := metBy(t, region, policy)
			for i := range region.Offers {
				region.Offers[i].Quantity *= 7
			}
			for i := range region.Needs {
				region.Needs[i].Quantity *= 7
			}
			for i := range region.Floors {
				region.Floors[i].Quantity *= 7
			}
			for i := range region.Fixings {
				region.Fixings[i].Quantity *= 7
			}
			for key, met := range metBy(t, region, policy) {
				// Units are finer now, so a row may gain or lose less than one
				// old unit; under zones first less than one in each stage.
				if off := met - 7*before[key]; off > 14 || off < -14 {
					t.Errorf("seed %d, zones %s: %+v gets %d of 7 times the goods, had %d",
						seed, policy, key, met, before[key])
				}
			}
		}
	}
}

func TestNewNamesChangeNoShareByMoreThanAUnit(t *testing.T) {
	for seed := range uint64(12) {
		for _, policy := range policies() {
			d := newDraw(seed)
			region := d.region(sized(5 + int(seed)*5))
			before := metBy(t, region, policy)
			renamed(d, region)
			for key, met := range metBy(t, region, policy) {
				if off := met - before[key]; off > 1 || off < -1 {
					t.Errorf("seed %d, zones %s: %+v gets %d under another name, had %d",
						seed, policy, key, met, before[key])
				}
			}
		}
	}
}

// renamed gives every party another name, and with it another place in the
// order of keys.
func renamed(d draw, r *hinterland.Region) {
	name := map[hinterland.PartyCode]hinterland.PartyCode{}
	for i, at := range d.Perm(len(r.Parties)) {
		code := hinterland.PartyCode(fmt.Sprintf("v%03d", at))
		name[r.Parties[i].Code], r.Parties[i].Code = code, code
	}
	for i := range r.Offers {
		r.Offers[i].Party = name[r.Offers[i].Party]
	}
	for i := range r.Needs {
		r.Needs[i].Party = name[r.Needs[i].Party]
	}
	for i := range r.Floors {
		r.Floors[i].From, r.Floors[i].To = name[r.Floors[i].From], name[r.Floors[i].To]
	}
	for i := range r.Fixings {
		r.Fixings[i].From, r.Fixings[i].To = name[r.Fixings[i].From], name[r.Fixings[i].To]
	}
	for i := range r.Scopes {
		r.Scopes[i].Buyer = name[r.Scopes[i].Buyer]
	}
}

// totals sums what needs get, by priority.
func totals(met map[needKey]int64) map[int]int64 {
	sums := map[int]int64{}
	for key, units := range met {
		sums[key.priority] += units
	}
	return sums
}

func TestSharingCostsNoClassAUnit(t *testing.T) {
	for seed := range uint64(20) {
		d := newDraw(seed)
		region := d.region(sized(5 + int(seed)*2))
		got := totals(metBy(t, region, hinterland.ZonesIgnore))
		p := problemOf(region, hinterland.ZonesIgnore)
		a := newAllotment(t.Context(), p)
		a.serve(0)
		a.settleFloors()
		a.open = p.ways.open
		want := map[int]int64{}
		for _, class := range p.classes() {
			a.fillUp(p.ofClass(class))
			for _, i := range p.ofClass(class) {
				want[class] += p.rows[i].met
			}
		}
		for class, sum := range want {
			if got[class] != sum {
				t.Errorf(
					"seed %d: class %d gets %d in equal shares, %d without",
					seed,
					class,
					got[class],
					sum,
				)
			}
		}
	}
}

func TestMoreGoodsNeverServeTheMostUrgentLess(t *testing.T) {
	for seed := range uint64(20) {
		d := newDraw(seed)
		region := d.region(sized(5 + int(seed)))
		region.Floors, region.Fixings = nil, nil
		without := totals(metBy(t, region, hinterland.ZonesIgnore))
		for i := range region.Offers {
			region.Offers[i].Quantity += hinterland.Quantity(d.IntN(50))
		}
		after := totals(metBy(t, region, hinterland.ZonesIgnore))
		if after[1] < without[1] {
			t.Errorf(
				"seed %d: priority 1 had %d, has %d with more goods",
				seed,
				without[1],
				after[1],
			)
		}
	}
}

func TestAPlanEndsWhenItsContextDoes(t *testing.T) {
	d := newDraw(1)
	region := d.region(sized(5))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Solve(ctx, region, Options{}); err == nil {
		t.Error("a plan was made after all")
	}
}

func TestProgressIsToldForEveryGood(t *testing.T) {
	d := newDraw(1)
	region := d.region(sized(5))
	region.Goods = append(region.Goods, hinterland.Good{Code: "h", Currency: "CNY"})
	region.Needs = append(region.Needs, hinterland.Need{
		Party: region.Parties[0].Code, Good: "h", Period: 1, Priority: 1, Quantity: 1,
	})
	var told []string
	_, err := Solve(t.Context(), region, Options{Progress: func(done, all int) {
		told = append(told, fmt.Sprint(done, "/", all))
	}})
	if err != nil || fmt.Sprint(told) != "[1/2 2/2]" {
		t.Errorf("told %v, %v", told, err)
	}
}
