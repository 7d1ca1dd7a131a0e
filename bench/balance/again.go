package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"syscall"
	"time"

	"hinterland"
	"hinterland/balance"
	"hinterland/sheet"
)

// So many needs of a good are changed, one after another, and the good planned again.
const (
	replans   = 20
	replanBar = 100 * time.Millisecond
)

// again tells how long it takes to plan the good of a region that has most needs again
// when one of them has changed: what a page that shows both plans does for each.
func (*measuring) again(ctx context.Context, s *sample, folder string) error {
	r, err := sheet.ReadRegion(os.DirFS(folder))
	if err != nil {
		return err
	}
	good := mostNeeded(r)
	keepOnly(r, good)
	var took []time.Duration
	for n := range replans {
		need := &r.Needs[n*len(r.Needs)/replans]
		need.Quantity++
		began := processorTime()
		frame, parts := balance.Divide(r, hinterland.ZonesFirst)
		if _, err := balance.NewPlanner(frame).Plan(ctx, &parts[0]); err != nil {
			return err
		}
		took = append(took, processorTime()-began)
	}
	slices.Sort(took)
	mark := ""
	if took[replans-1] > replanBar {
		mark = ", above the bar of " + replanBar.String()
	}
	fmt.Printf("| %s: %s | %d × %d | %d ms | at most %d ms%s |\n", s.about, good, len(r.Offers),
		len(r.Needs), took[replans/2].Milliseconds(), took[replans-1].Milliseconds(), mark)
	return nil
}

// mostNeeded is the good of which a region has most needs.
func mostNeeded(r *hinterland.Region) (most hinterland.GoodCode) {
	needs := map[hinterland.GoodCode]int{}
	for i := range r.Needs {
		good := r.Needs[i].Good
		if needs[good]++; needs[good] > needs[most] {
			most = good
		}
	}
	return most
}

// keepOnly leaves in a region what is said of one good, as a page reads it.
func keepOnly(r *hinterland.Region, good hinterland.GoodCode) {
	r.Offers = slices.DeleteFunc(r.Offers, func(o hinterland.Offer) bool { return o.Good != good })
	r.Needs = slices.DeleteFunc(r.Needs, func(n hinterland.Need) bool { return n.Good != good })
	r.Floors = slices.DeleteFunc(r.Floors, func(f hinterland.Floor) bool { return f.Good != good })
}

// processorTime is what this process has taken so far.
func processorTime() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // which cannot fail
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
