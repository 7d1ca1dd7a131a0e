package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hinterland"
	"hinterland/balance"
	"hinterland/check"
	"hinterland/sheet"
	"hinterland/store"
)

// openRuns opens the runs of an office at a place, with a clock that tests set.
func openRuns(t *testing.T, place string, clock *atomic.Int64) *planRuns {
	t.Helper()
	db, err := store.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	p := newPlanRuns(db.Keys(1), slog.New(slog.DiscardHandler))
	p.now = func() hinterland.Instant { return hinterland.Instant(clock.Load()) }
	return p
}

// aRun is a run of three goods that nobody has begun to plan, and what it is
// made from.
func aRun(t *testing.T, p *planRuns) (hinterland.Run, *hinterland.Region) {
	t.Helper()
	region := newBazaar(3).r
	r := hinterland.Run{ID: "r", Horizon: "2027", Zones: hinterland.ZonesPrefer, Asked: 1}
	if err := p.Begin(t.Context(), r, region); err != nil {
		t.Fatal(err)
	}
	return r, region
}

// runState says how far a run is.
func runState(t *testing.T, p *planRuns) string {
	t.Helper()
	r, err := p.keys.Run(t.Context(), "r")
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(r.State, " ", r.Done, " of ", r.Goods, " ", r.Why)
}

func TestAWorkerThatDiesLeavesNoTraceInAPlan(t *testing.T) {
	place := filepath.Join(t.TempDir(), "office")
	var clock atomic.Int64
	clock.Store(1)
	a, b := openRuns(t, place, &clock), openRuns(t, place, &clock)
	ctx := t.Context()
	run, region := aRun(t, a)
	if some, err := a.one(ctx); !some || err != nil {
		t.Fatalf("nothing was planned: %v", err)
	}
	if _, found, err := a.keys.ClaimPart(ctx, "dead", 1, 1+hinterland.RunLease); !found {
		t.Fatalf("nothing is left to die over: %v", err)
	}
	if b.work(ctx); runState(t, b) != "going 2 of 3 " {
		t.Fatalf("with one good held the run is %s", runState(t, b))
	}
	clock.Store(int64(hinterland.RunLease) + 2)
	b.work(ctx)
	if kept, err := a.keys.AnswerPart(ctx, "dead", []byte("{}"), nil, 9); kept || err != nil {
		t.Errorf("the dead has answered: %v", err)
	}
	if runState(t, b) != "made 3 of 3 " {
		t.Fatalf("the run is %s", runState(t, b))
	}
	got, err := a.Tables(ctx, &run)
	if err != nil {
		t.Fatal(err)
	}
	want, err := balance.Solve(ctx, region, balance.Options{Zones: run.Zones})
	if err != nil {
		t.Fatal(err)
	}
	files, err := sheet.WriteRegion(region)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := sheet.WritePlan(region, want)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(files, tables)
	for name, text := range files {
		if !bytes.Equal(text, got[name]) {
			t.Errorf("%s differs from that of one process", name)
		}
	}
	if len(got) != len(files) {
		t.Errorf("%d tables, want %d", len(got), len(files))
	}
	one, err := a.Good(ctx, run.ID, want.Goods[1].Good)
	if err != nil || one.Plan.Goods[0].Cost.Cmp(want.Goods[1].Cost) != 0 ||
		len(one.Region.Offers) == 0 {
		t.Errorf("a good by itself is %v, %v", one, err)
	}
	_, err = a.Good(ctx, run.ID, "gold")
	if told := hinterland.RefusalsIn(err); len(told) != 1 || told[0].Reason != "run.good" {
		t.Errorf("a good that there is not: %v", err)
	}
	goods, _, err := a.Goods(ctx, run.ID)
	if err != nil || len(goods) != 3 || goods[1].Cost.Cmp(want.Goods[1].Cost) != 0 {
		t.Errorf("the goods are summed up as %v, %v", goods, err)
	}
}

// A halting is a queue that does something when a frame is asked for, which is
// in the middle of work on a good.
type halting struct {
	hinterland.Keys
	then func() error
}

func (h halting) RunFrame(ctx context.Context, id string) ([]byte, error) {
	if err := h.then(); err != nil {
		return nil, err
	}
	return h.Keys.RunFrame(ctx, id)
}

func TestWhatHappensInTheMiddleOfWork(t *testing.T) {
	type happening func(keys hinterland.Keys, end func()) error
	for name, c := range map[string]struct {
		happens happening
		some    bool
		state   string
		again   string // once somebody works on it who lives
	}{
		"the server ends": {
			func(_ hinterland.Keys, end func()) error { end(); return nil },
			false, "going 0 of 3 ", "made 3 of 3 ",
		},
		"somebody stops the run": {
			func(keys hinterland.Keys, _ func()) error {
				_, err := keys.EndRun(t.Context(), "r", hinterland.RunStopped, "", 5)
				time.Sleep(20 * time.Millisecond) // until the next sign of life
				return err
			},
			true, "stopped 0 of 3 ", "stopped 0 of 3 ",
		},
		"what it is made from cannot be read": {
			func(hinterland.Keys, func()) error { return fmt.Errorf("gone") },
			true, "failed 0 of 3 g0", "failed 0 of 3 g0",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var clock atomic.Int64
			clock.Store(1)
			place := filepath.Join(t.TempDir(), "office")
			p := openRuns(t, place, &clock)
			aRun(t, p)
			ctx, end := context.WithCancel(t.Context())
			defer end()
			keys := p.keys.(hinterland.Keys)
			if c.state == "stopped 0 of 3 " { // which only a sign of life finds out
				p.pulse = time.Millisecond
			}
			p.keys = halting{keys, func() error { return c.happens(keys, end) }}
			some, _ := p.one(ctx)
			p.keys, p.pulse = keys, runPulse
			if some != c.some || runState(t, p) != c.state {
				t.Errorf("some %t, the run is %s, want %s", some, runState(t, p), c.state)
			}
			if p.work(t.Context()); runState(t, p) != c.again {
				t.Errorf("afterwards the run is %s, want %s", runState(t, p), c.again)
			}
		})
	}
}

func TestARunOfNothingIsMadeAtOnce(t *testing.T) {
	var clock atomic.Int64
	p := openRuns(t, filepath.Join(t.TempDir(), "office"), &clock)
	run := hinterland.Run{ID: "r", Zones: hinterland.ZonesFirst}
	if err := p.Begin(t.Context(), run, &hinterland.Region{}); err != nil {
		t.Fatal(err)
	}
	if files, err := p.Tables(t.Context(), &run); err != nil || len(files) != 10 ||
		runState(t, p) != "made 0 of 0 " {
		t.Errorf("the run is %s, its tables %v, %v", runState(t, p), files, err)
	}
}

// Two servers of one office work on the same runs: what they make is one plan for each
// run, and neither is left with anything to do.
func TestTwoServersShareRuns(t *testing.T) {
	place := filepath.Join(t.TempDir(), "office")
	var clock atomic.Int64
	clock.Store(1)
	servers := []*planRuns{openRuns(t, place, &clock), openRuns(t, place, &clock)}
	for i := range 3 {
		r := hinterland.Run{ID: fmt.Sprint("r", i), Zones: hinterland.ZonesFirst, Asked: 1}
		if err := servers[0].Begin(t.Context(), r, newBazaar(uint64(i)).r); err != nil {
			t.Fatal(err)
		}
	}
	var both sync.WaitGroup
	for _, p := range servers {
		both.Go(func() { p.work(t.Context()) })
	}
	both.Wait()
	runs, err := servers[1].keys.Runs(t.Context(), 9)
	if err != nil || len(runs) != 3 {
		t.Fatalf("the runs are %v, %v", runs, err)
	}
	for _, r := range runs {
		if r.State != hinterland.RunMade || r.Done != r.Goods {
			t.Errorf("the run is %+v", r)
		}
	}
	if some, err := servers[0].one(t.Context()); some || err != nil {
		t.Errorf("something is left to do: %v", err)
	}
	if err := servers[1].forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock.Store(int64(hinterland.RunLasts) + 2)
	if err := servers[1].forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if runs, err = servers[0].keys.Runs(t.Context(), 9); err != nil || len(runs) > 0 {
		t.Errorf("after a month there are %v, %v", runs, err)
	}
}

// TestWhatARunCameToIsCheckedBeforeItIsKept lets somebody change one good's
// answer by a unit.
func TestWhatARunCameToIsCheckedBeforeItIsKept(t *testing.T) {
	for _, tampered := range []bool{false, true} {
		var clock atomic.Int64
		clock.Store(1)
		p, ctx := openRuns(t, filepath.Join(t.TempDir(), "office"), &clock), t.Context()
		run, _ := aRun(t, p)
		if _, err := p.Balanced(ctx, run.ID); refusedFor(err) != "run.unmade" {
			t.Errorf("what is not made is kept: %v", err)
		}
		part, found, err := p.keys.ClaimPart(ctx, "c", 1, 2)
		if err != nil || !found {
			t.Fatal(err)
		}
		text, short, err := p.plan(ctx, &part)
		if err != nil {
			t.Fatal(err)
		}
		var answer hinterland.Plan
		if err := json.Unmarshal(text, &answer); err != nil {
			t.Fatal(err)
		}
		if tampered {
			answer.Lines[0].Quantity++
			answer.Shares[0].Met++
		}
		if text, err = json.Marshal(answer); err == nil {
			_, err = p.keys.AnswerPart(ctx, "c", text, short, 1)
		}
		if err != nil {
			t.Fatal(err)
		}
		p.work(ctx)
		b, err := p.Balanced(ctx, run.ID)
		if !tampered && (err != nil || len(b.Plan.Lines) == 0 || b.Run.Digest == "") {
			t.Errorf("it came to %+v, %v", b, err)
		}
		if tampered && len(hinterland.RefusalsIn(err)) == 0 {
			t.Errorf("a plan that is not true is kept: %v", err)
		}
	}
}

// refusedFor is why something was refused, empty where it was not.
func refusedFor(err error) hinterland.Reason {
	for _, r := range hinterland.RefusalsIn(err) {
		return r.Reason
	}
	return ""
}

// TestAGoodIsPlannedAnewAsInTheWholePlan plans each good of a region by itself, and
// the same good of one that asks for nothing.
func TestAGoodIsPlannedAnewAsInTheWholePlan(t *testing.T) {
	region := newBazaar(3).r
	want, err := balance.Solve(t.Context(), region, balance.Options{Zones: hinterland.ZonesPrefer})
	if err != nil {
		t.Fatal(err)
	}
	p, nothing := &planRuns{}, *region
	nothing.Offers, nothing.Needs, nothing.Floors, nothing.Fixings = nil, nil, nil, nil
	for i := range want.Goods {
		good := &want.Goods[i]
		plans, err := p.Replan(t.Context(), hinterland.ZonesPrefer, good.Good, region, &nothing)
		if err != nil || plans[0].Goods[0].Cost.Cmp(good.Cost) != 0 || len(plans[1].Lines) > 0 {
			t.Errorf("%s: %v, %v", good.Good, plans, err)
		}
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if _, err := p.Replan(ended, hinterland.ZonesPrefer, want.Goods[0].Good, region); err == nil {
		t.Error("a good is planned for nobody")
	}
}

// TestTablesOfARunThatWasStoppedAreThoseOfWhatIsPlanned stops a run of three goods after
// one: check holds what is there for a plan of what it was made from, and the folder
// names what is missing.
func TestTablesOfARunThatWasStoppedAreThoseOfWhatIsPlanned(t *testing.T) {
	var clock atomic.Int64
	clock.Store(1)
	p := openRuns(t, filepath.Join(t.TempDir(), "office"), &clock)
	run, _ := aRun(t, p)
	if some, err := p.one(t.Context()); !some || err != nil {
		t.Fatalf("nothing was planned: %v", err)
	}
	ended, err := p.keys.EndRun(t.Context(), run.ID, hinterland.RunStopped, "", 2)
	if !ended || err != nil {
		t.Fatalf("it cannot be stopped: %v", err)
	}
	run.State = hinterland.RunStopped
	goods, missing, err := p.Goods(t.Context(), run.ID)
	if err != nil || len(goods) != 1 || len(missing) != 2 {
		t.Fatalf("planned are %v, missing %v, %v", goods, missing, err)
	}
	region, plan, err := p.joined(t.Context(), &run)
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := check.Plan(t.Context(), region, plan)
	if err != nil || len(verdict.Findings) > 0 || len(plan.Lines) == 0 {
		t.Errorf("what is planned is wrong: %v, %v", verdict, err)
	}
	for _, n := range region.Needs {
		if n.Good != goods[0].Good {
			t.Errorf("a need of %s is among what was planned", n.Good)
		}
	}
	files, err := p.Tables(t.Context(), &run)
	if err != nil || string(files[missingFile]) != fmt.Sprintf("%s\n%s\n", missing[0], missing[1]) {
		t.Errorf("missing are %q, %v", files[missingFile], err)
	}
	if _, err := p.Balanced(t.Context(), run.ID); err == nil {
		t.Error("a plan can be kept of half a run")
	}
	if _, err := p.Good(t.Context(), run.ID, missing[0]); err == nil {
		t.Error("a good that is missing is shown")
	}
}
