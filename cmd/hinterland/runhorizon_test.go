package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// awaited waits for a run of which one good is held by a server that never ends,
// while something happens as soon as the others are planned.
func awaited(t *testing.T, then func(*planRuns, func())) (*planRuns, error) {
	t.Helper()
	var clock atomic.Int64
	clock.Store(1)
	runs := openRuns(t, filepath.Join(t.TempDir(), "office"), &clock)
	r, _ := aRun(t, runs)
	if _, found, err := runs.keys.ClaimPart(t.Context(), "slow", 1, hinterland.RunLease); !found {
		t.Fatalf("nothing can be held: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stop := every(ctx, pace/100, func(context.Context) {
		if strings.HasPrefix(runState(t, runs), "going 2 of 3") {
			then(runs, cancel)
		}
	})
	defer stop()
	c := &console{say: lang.For(lang.English), out: io.Discard, errs: io.Discard}
	return runs, c.await(ctx, runs, r.ID)
}

func TestARunThatIsInterruptedIsStopped(t *testing.T) {
	runs, err := awaited(t, func(_ *planRuns, interrupt func()) { interrupt() })
	if !errors.Is(err, context.Canceled) || runState(t, runs) != "stopped 2 of 3 " {
		t.Errorf("it is %s: %v", runState(t, runs), err)
	}
}

func TestARunThatSomebodyElseEndsIsRefused(t *testing.T) {
	for state, why := range map[hinterland.RunState]string{
		hinterland.RunStopped: "", hinterland.RunFailed: "good-2",
	} {
		runs, err := awaited(t, func(p *planRuns, _ func()) {
			if _, err := p.keys.EndRun(t.Context(), "r", state, why, 2); err != nil {
				t.Error(err)
			}
		})
		want := string(state) + " 2 of 3 " + why
		if refusedFor(err) != "run.unmade" || runState(t, runs) != want {
			t.Errorf("it is %s: %v", runState(t, runs), err)
		}
	}
}

func TestARunWaitsForWhatOthersPlan(t *testing.T) {
	runs, err := awaited(t, func(p *planRuns, _ func()) {
		if _, err := p.keys.AnswerPart(t.Context(), "slow", []byte("{}"), nil, 2); err != nil {
			t.Error(err)
		}
	})
	if err != nil || runState(t, runs) != "made 3 of 3 " {
		t.Errorf("it is %s: %v", runState(t, runs), err)
	}
}
