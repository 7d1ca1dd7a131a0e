package main

import (
	"context"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"testing"

	"hinterland"
	"hinterland/atlas"
	"hinterland/balance"
	"hinterland/demo"
	"hinterland/sheet"
)

// The samples show what the program can do: shortage that hurts and does not
// ruin, and each reason that a line or a shortfall can have. That does not hang
// on how the zones are drawn, so here each place is simply with the nearest
// centre.
func TestSamplesShowEveryReason(t *testing.T) {
	for _, name := range demo.Names() {
		t.Run(name, func(t *testing.T) {
			sample, err := demo.Make(name)
			if err != nil {
				t.Fatal(err)
			}
			toNearestCentre(sample)
			plan, err := balance.Solve(context.Background(), sample.Region, balance.Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkSize(t, sample.Region)
			checkUnmet(t, plan)
			checkReasons(t, plan)
		})
	}
}

func toNearestCentre(s *demo.Sample) {
	ix := s.Region.Index()
	for i := range s.Region.Places {
		place, least := &s.Region.Places[i], math.Inf(1)
		for _, c := range s.Zoning.Centres {
			for _, code := range c.Places {
				km := atlas.DistanceKm(pointOf(place), pointOf(ix.Place[code]))
				if km < least {
					place.Zone, least = c.Zone(), km
				}
			}
		}
	}
}

// A sample that is written and read again is the same sample.
func TestSamplesSurviveTheirFiles(t *testing.T) {
	for _, name := range demo.Names() {
		sample, err := demo.Make(name)
		if err != nil {
			t.Fatal(err)
		}
		files, err := sheet.WriteRegion(sample.Region)
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(files, sheet.WriteZoning(sample.Zoning))
		folder := t.TempDir()
		if err := sheet.WriteFiles(folder, files); err != nil {
			t.Fatal(err)
		}
		region, err := sheet.ReadRegion(os.DirFS(folder))
		if err != nil {
			t.Fatal(err)
		}
		zoning, err := sheet.ReadZoning(os.DirFS(folder), region)
		if err != nil {
			t.Fatal(err)
		}
		again, err := sheet.WriteRegion(region)
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(again, sheet.WriteZoning(zoning))
		if !reflect.DeepEqual(again, files) {
			t.Errorf("%s is another sample after it was read", name)
		}
	}
}

func checkSize(t *testing.T, r *hinterland.Region) {
	t.Helper()
	if rows := len(r.Offers) + len(r.Needs); len(r.Parties) < 600 || rows < 20_000 {
		t.Errorf("%d parties, %d offers and needs", len(r.Parties), rows)
	}
}

// checkUnmet holds what is left unmet of a good's needs to 5 to 15 per cent on
// the average of all goods, and to 30 for each.
func checkUnmet(t *testing.T, p *hinterland.Plan) {
	t.Helper()
	sum := int64(0)
	for _, g := range p.Goods {
		var needed, met hinterland.Quantity
		for _, c := range g.Classes {
			if c.Priority > 0 {
				needed, met = needed+c.Needed, met+c.Met
			}
		}
		unmet := int64(1000 * (needed - met) / needed)
		if unmet > 300 {
			t.Errorf("%s: %d in 1000 is unmet", g.Good, unmet)
		}
		sum += unmet
	}
	goods := int64(len(p.Goods))
	if goods < 24 || sum < 50*goods || sum > 150*goods {
		t.Errorf("%d goods, %d in 1000 unmet on average", goods, sum/goods)
	}
	t.Logf("%d goods, %d in 1000 unmet on average", goods, sum/goods)
}

func checkReasons(t *testing.T, p *hinterland.Plan) {
	t.Helper()
	lines := map[hinterland.LineReason]int{
		hinterland.LineFloor: 0, hinterland.LineClass: 0, hinterland.LineShare: 0,
		hinterland.LineZone: 0, hinterland.LineSigned: 0, hinterland.LineCost: 0,
		hinterland.LineTie: 0,
	}
	shortfalls := map[hinterland.ShortReason]int{
		hinterland.ShortSupply: 0, hinterland.ShortScope: 0, hinterland.ShortFloor: 0,
		hinterland.ShortReach: 0, hinterland.ShortStorage: 0, hinterland.ShortLate: 0,
	}
	for _, l := range p.Lines {
		lines[l.Reason]++
	}
	for _, s := range p.Shortfalls {
		shortfalls[s.Reason]++
	}
	for _, reason := range slices.Sorted(maps.Keys(lines)) {
		if lines[reason] == 0 {
			t.Errorf("no line has the reason %s", reason)
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(shortfalls)) {
		if shortfalls[reason] == 0 {
			t.Errorf("no shortfall has the reason %s", reason)
		}
	}
	t.Logf("lines %v, shortfalls %v", lines, shortfalls)
}
