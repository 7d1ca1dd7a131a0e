// Command store measures the office's acts against the bare statements that
// they come to, on both engines and in one run, and how fast an audit is. It
// decides nothing; README.md says what it found.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hinterland/store"
	"hinterland/store/storetest"
)

// The bars, and with how many callers they are meant.
const (
	sqliteBar, sqliteCallers     = 0.5, 64
	postgresBar, postgresCallers = 0.6, 16
	auditBar                     = 20_000
)

func main() {
	rounds := flag.Int("rounds", 5, "pairs of measurements; the median of their ratios counts")
	during := flag.Duration("during", 4*time.Second, "how long each measurement takes")
	only := flag.String("only", "sqlite,postgres,audit", "what to measure")
	flag.Parse()
	m := measuring{rounds: *rounds, during: *during}
	for _, what := range strings.Split(*only, ",") {
		run, ok := map[string]func(context.Context) error{
			"sqlite": m.sqlite, "postgres": m.postgres, "audit": m.audit,
		}[what]
		if !ok {
			fmt.Fprintf(os.Stderr, "bench: there is no %q\n", what)
			os.Exit(2)
		}
		if err := run(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}

// A measuring is how much is measured.
type measuring struct {
	rounds int
	during time.Duration
}

// pair measures one thing and another in turn, and tells the ratios.
func (m *measuring) pair(what string, bar float64, ours, bare func() (float64, error)) error {
	var ratios []float64
	for range m.rounds {
		a, err := ours()
		if err != nil {
			return err
		}
		b, err := bare()
		if err != nil {
			return err
		}
		fmt.Printf("%s\t%.0f/s through the office\t%.0f/s bare\t%.2f\n", what, a, b, a/b)
		ratios = append(ratios, a/b)
	}
	slices.Sort(ratios)
	fmt.Printf("%s\tmedian %.2f\tbar %.2f\n", what, ratios[len(ratios)/2], bar)
	return nil
}

// sqlite compares an office on a file with another file.
func (m *measuring) sqlite(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	b, err := openBench(ctx, filepath.Join(folder, "office.db"), sqliteCallers)
	if err != nil {
		return err
	}
	other, err := openBench(ctx, filepath.Join(folder, "bare.db"), sqliteCallers)
	if err != nil {
		return err
	}
	f, err := openBare(ctx, filepath.Join(folder, "bare.db"))
	if err != nil {
		return err
	}
	err = m.pair("sqlite", sqliteBar, func() (float64, error) {
		return rate(sqliteCallers, m.during, func(caller int) error {
			return b.deliver(ctx, caller)
		})
	}, func() (float64, error) {
		return rate(sqliteCallers, m.during, func(caller int) error {
			return f.deliver(int64(other.callers[caller]))
		})
	})
	if err != nil {
		return err
	}
	return b.db.Close()
}

// postgres compares an office in a database with another database.
func (m *measuring) postgres(ctx context.Context) error {
	server := os.Getenv(storetest.Server)
	if server == "" {
		return fmt.Errorf("%s names no server; .ci/postgres brings one", storetest.Server)
	}
	var benches [2]*bench
	var places [2]string
	for i := range benches {
		place, drop, err := storetest.Create(ctx, server)
		if err != nil {
			return err
		}
		defer func() { _ = drop() }() // the server tells, and is thrown away
		places[i] = place
		if benches[i], err = openBench(ctx, place, postgresCallers); err != nil {
			return err
		}
	}
	first := benches[1].callers[0].Act()
	return m.pair("postgres", postgresBar, func() (float64, error) {
		return rate(postgresCallers, m.during, func(caller int) error {
			return benches[0].deliver(ctx, caller)
		})
	}, func() (float64, error) {
		return pgbench(ctx, places[1], postgresCallers, first, m.during)
	})
}

// audit measures an audit of many deliveries.
func (m *measuring) audit(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	b, err := openBench(ctx, filepath.Join(folder, "office.db"), sqliteCallers)
	if err != nil {
		return err
	}
	filling := max(m.during, time.Second) * time.Duration(m.rounds)
	_, err = rate(sqliteCallers, filling, func(caller int) error { return b.deliver(ctx, caller) })
	if err != nil {
		return err
	}
	for range m.rounds {
		began := time.Now()
		result, err := store.RunAudit(ctx, b.db.Region(1))
		if err != nil || len(result.Differences) > 0 {
			return fmt.Errorf("%d rows differ: %w", len(result.Differences), err)
		}
		fmt.Printf("audit\t%d entries, %d rows\t%.0f entries/s\tbar %d\n", result.Entries,
			result.Rows, float64(result.Entries)/time.Since(began).Seconds(), auditBar)
	}
	return b.db.Close()
}
