package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"reflect"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hinterland"
	"hinterland/demo"
	"hinterland/sheet"
)

// sample holds the folder that demo wrote to what a sample shows: a region of
// some size, shortage that hurts and does not ruin, and each reason that a line
// or a shortfall can have.
func sample(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sample DIR")
	}
	folder := os.DirFS(ts.MkAbs(args[0]))
	region, err := sheet.ReadRegion(folder)
	ts.Check(err)
	plan, err := sheet.ReadPlan(folder, region)
	ts.Check(err)
	ts.Check(errors.Join(checkSize(region), checkUnmet(ts, plan), checkReasons(plan)))
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

func checkSize(r *hinterland.Region) error {
	if rows := len(r.Offers) + len(r.Needs); len(r.Parties) < 600 || rows < 20_000 {
		return fmt.Errorf("%d parties, %d offers and needs", len(r.Parties), rows)
	}
	return nil
}

// checkUnmet holds what is left unmet of a good's needs to 5 to 15 per cent on
// the average of all goods, and to 30 for each.
func checkUnmet(ts *testscript.TestScript, p *hinterland.Plan) error {
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
			return fmt.Errorf("%s: %d in 1000 is unmet", g.Good, unmet)
		}
		sum += unmet
	}
	goods := int64(len(p.Goods))
	if goods < 24 || sum < 50*goods || sum > 150*goods {
		return fmt.Errorf("%d goods, %d in 1000 unmet on average", goods, sum/max(goods, 1))
	}
	ts.Logf("%d goods, %d in 1000 unmet on average", goods, sum/goods)
	return nil
}

func checkReasons(p *hinterland.Plan) error {
	lines, shortfalls := map[hinterland.LineReason]int{}, map[hinterland.ShortReason]int{}
	for _, l := range p.Lines {
		lines[l.Reason]++
	}
	for _, s := range p.Shortfalls {
		shortfalls[s.Reason]++
	}
	if len(lines) < 7 || len(shortfalls) < 6 {
		return fmt.Errorf("a reason is in no row: %v, %v", lines, shortfalls)
	}
	return nil
}
