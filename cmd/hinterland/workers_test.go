package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"hinterland"
	"hinterland/balance"
	"hinterland/demo"
	"hinterland/sheet"
	"hinterland/store"
	"hinterland/store/storetest"
)

// worksAlone is the life of a process that plans goods in the office at a place. It says
// that it is there, waits for a sign, and plans what there is. Its clock stands, so that
// its claims end when others say so.
func worksAlone() {
	db, err := store.Open(context.Background(), os.Args[1])
	if err == nil {
		p := runsOn(func() time.Time { return time.UnixMicro(1) }, db.Keys(1),
			slog.New(slog.NewTextHandler(os.Stderr, nil)))
		fmt.Println("there")
		if _, err = fmt.Scanln(new(string)); err == nil {
			p.work(context.Background())
		}
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A worker is a process that plans goods.
type worker struct {
	*exec.Cmd
	sign io.WriteCloser
}

// startWorker starts one, which waits for its sign.
func startWorker(tb testing.TB, place string) worker {
	tb.Helper()
	w := worker{Cmd: exec.Command(os.Args[0], place)}
	w.Args[0], w.Stderr = "works-alone", os.Stderr
	said, err := w.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if w.sign, err = w.StdinPipe(); err != nil {
		tb.Fatal(err)
	}
	if err := w.Start(); err != nil {
		tb.Fatal(err)
	}
	if _, err := io.ReadFull(said, make([]byte, len("there\n"))); err != nil {
		tb.Fatal(err)
	}
	return w
}

// begin lets it work.
func (w worker) begin(tb testing.TB) {
	tb.Helper()
	if _, err := fmt.Fprintln(w.sign, "begin"); err != nil {
		tb.Fatal(err)
	}
}

// TestAKilledProcessChangesNoByteOfAPlan kills a process at any moment of its work, and
// lets another finish that.
func TestAKilledProcessChangesNoByteOfAPlan(t *testing.T) {
	rounds := 3
	if os.Getenv("HINTERLAND_LONG") != "" {
		rounds = 100
	}
	region := newBazaar(3).r
	want, err := balance.Solve(t.Context(), region, balance.Options{Zones: hinterland.ZonesPrefer})
	if err != nil {
		t.Fatal(err)
	}
	tables, err := sheet.WritePlan(region, want)
	if err != nil {
		t.Fatal(err)
	}
	for engine, place := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "office") },
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			var clock atomic.Int64
			at := place(t)
			p := openRuns(t, at, &clock)
			for round := range rounds {
				clock.Store(1)
				r := hinterland.Run{
					ID: fmt.Sprint("r", round), Zones: hinterland.ZonesPrefer, Asked: 1,
				}
				if err := p.Begin(t.Context(), r, region); err != nil {
					t.Fatal(err)
				}
				dying := startWorker(t, at)
				dying.begin(t)
				time.Sleep(rand.N(40 * time.Millisecond))
				_ = dying.Process.Kill() // it may have ended
				_ = dying.Wait()         // which tells how
				clock.Store(int64(hinterland.RunLease) + 2)
				p.work(t.Context())
				got, err := p.Tables(t.Context(), &r)
				if err != nil {
					t.Fatal(err)
				}
				for name, text := range tables {
					if !bytes.Equal(text, got[name]) {
						t.Errorf("round %d: %s differs from that of one process", round, name)
					}
				}
			}
		})
	}
}

// BenchmarkProcesses tells how much faster two processes plan a sample region on one
// database than one does; the bar is 1.7. Both have to have a core of their own.
func BenchmarkProcesses(b *testing.B) {
	place := storetest.Postgres(b)
	sample, err := demo.Shanxi()
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), place)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }() // the server is thrown away
	p := newPlanRuns(db.Keys(1), slog.New(slog.DiscardHandler))
	var took [3]time.Duration
	round := 0
	for b.Loop() {
		for _, many := range []int{1, 2, 2, 1} {
			round++
			r := hinterland.Run{ID: fmt.Sprint("r", round), Zones: hinterland.ZonesIgnore, Asked: 1}
			if err := p.Begin(b.Context(), r, sample.Region); err != nil {
				b.Fatal(err)
			}
			workers := make([]worker, many)
			for i := range workers {
				workers[i] = startWorker(b, place)
			}
			began := time.Now()
			for _, w := range workers {
				w.begin(b)
			}
			for _, w := range workers {
				if err := w.Wait(); err != nil {
					b.Fatal(err)
				}
			}
			took[many] += time.Since(began)
		}
	}
	b.ReportMetric(took[1].Seconds()/float64(2*b.N), "one-s")
	b.ReportMetric(took[2].Seconds()/float64(2*b.N), "two-s")
	b.ReportMetric(took[1].Seconds()/took[2].Seconds(), "ratio")
}
