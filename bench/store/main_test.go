package main

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"hinterland"
	"hinterland/store/storetest"
)

// A standing is what deliveries have left of an agreement.
type standing struct {
	sent, due hinterland.Quantity
	events    int
}

// standingOf reads what has come of a caller's agreement.
func standingOf(t *testing.T, b *bench, caller int) standing {
	t.Helper()
	var s standing
	err := b.db.Region(1).Read(t.Context(), func(tx hinterland.Tx) error {
		items, err := tx.Items(b.callers[caller])
		if err != nil {
			return err
		}
		due, err := tx.Commitments(b.callers[caller], 1)
		if err != nil {
			return err
		}
		events, err := tx.Events(b.callers[caller])
		s = standing{items[0].Sent, due[0].Sent, len(events)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// opened opens an office of two callers until the test ends.
func opened(t *testing.T, place string) *bench {
	t.Helper()
	b, err := openBench(t.Context(), place, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.db.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func TestBareStatementsDoWhatTheOfficeDoes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	b := opened(t, path)
	f, err := openBare(context.Background(), path, sqliteStatements(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := f.deliver(int64(b.callers[0])); err != nil {
			t.Fatal(err)
		}
		if err := b.deliver(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
	for caller := range 2 {
		if got, want := standingOf(t, b, caller), (standing{3, 3, 3}); got != want {
			t.Errorf("caller %d: %v, want %v", caller, got, want)
		}
	}
}

func TestPgbenchDoesWhatTheOfficeDoes(t *testing.T) {
	place := storetest.Postgres(t)
	b := opened(t, place)
	rate, err := pgbench(t.Context(), place, 2,
		pgbenchScript(b.callers[0].Act(), postgresStatements()), time.Second)
	if err != nil || rate <= 0 {
		t.Fatalf("%f deliveries a second, %v", rate, err)
	}
	for caller := range 2 {
		s := standingOf(t, b, caller)
		if s.events == 0 || int(s.sent) != s.events || s.due != s.sent {
			t.Errorf("caller %d: %v", caller, s)
		}
	}
}

func TestRateStopsAtTheFirstFault(t *testing.T) {
	var calls atomic.Int64
	odd := errors.New("something odd")
	_, err := rate(3, time.Minute, func(int) error {
		if calls.Add(1) > 10 {
			return odd
		}
		return nil
	})
	if !errors.Is(err, odd) || calls.Load() != 13 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
	got, err := rate(2, 50*time.Millisecond, func(int) error {
		time.Sleep(5 * time.Millisecond)
		return nil
	})
	if err != nil || got <= 0 || got > 400 {
		t.Errorf("%f a second, %v", got, err)
	}
}
