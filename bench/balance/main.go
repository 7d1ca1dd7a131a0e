// Command balance measures what whole plans cost: those of the sample regions,
// and of single goods whose offers and needs grow up to those of a nation, with
// the check of each. It decides nothing; README.md says what came out.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	dir := flag.String("dir", filepath.Join("out", "bench", "balance"), "where to put what is made")
	own := flag.String("program", "", "the program to measure (default: built from here)")
	runs := flag.Int("runs", 3, "runs of each")
	only := flag.String("only", "", "regions, separated by commas (default: all)")
	again := flag.Bool("again", false, "plan a good again of which one need has changed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	m := measuring{dir: *dir, own: *own, only: *only, runs: *runs}
	measure := m.whole
	if *again {
		measure = m.again
	}
	if err := m.all(ctx, measure); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A measuring is what is measured, and how often.
type measuring struct {
	dir, own, only string
	runs           int
}

// all prints a row for each region.
func (m *measuring) all(
	ctx context.Context, measure func(ctx context.Context, s *sample, folder string) error,
) error {
	if err := os.MkdirAll(m.dir, 0o755); err != nil {
		return err
	}
	if m.own == "" {
		m.own = filepath.Join(m.dir, "hinterland")
		build := exec.CommandContext(ctx, "go", "build", "-o", m.own, "./cmd/hinterland")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("building: %w: %s", err, out)
		}
	}
	for _, s := range samples() {
		if m.only != "" && !slices.Contains(strings.Split(m.only, ","), s.name) {
			continue
		}
		folder := filepath.Join(m.dir, s.name)
		if err := s.write(ctx, m.own, folder); err != nil {
			return err
		}
		if err := measure(ctx, &s, folder); err != nil {
			return err
		}
	}
	return nil
}

// whole measures a whole plan and its check.
func (m *measuring) whole(ctx context.Context, s *sample, folder string) error {
	plan, err := middle(ctx, m.runs, m.own, "balance", folder, "--out", folder+"-plan")
	if err != nil {
		return err
	}
	check, err := middle(ctx, m.runs, m.own, "check-plan", folder, folder+"-plan")
	if err != nil {
		return err
	}
	fmt.Printf("| %s | %s | balance %.2f s | %.0f MB | check %.2f s | %.0f MB |\n", s.about,
		s.ways(), plan.seconds, plan.megabytes, check.seconds, check.megabytes)
	return nil
}

// A cost is the processor time of all threads and the peak memory of a process.
type cost struct{ seconds, megabytes float64 }

// middle runs a command some times and takes the medians.
func middle(ctx context.Context, runs int, words ...string) (cost, error) {
	var seconds, megabytes []float64
	for range runs {
		c, err := once(ctx, words)
		if err != nil {
			return c, err
		}
		seconds, megabytes = append(seconds, c.seconds), append(megabytes, c.megabytes)
	}
	slices.Sort(seconds)
	slices.Sort(megabytes)
	return cost{seconds[len(seconds)/2], megabytes[len(megabytes)/2]}, nil
}

// once runs a command under GNU time, which is small enough not to hide the
// memory of what it runs.
func once(ctx context.Context, words []string) (cost, error) {
	args := append([]string{"-f", "%U %S %M"}, words...)
	cmd := exec.CommandContext(ctx, "/usr/bin/time", args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%v: %w: %s", words, err, errs.String())
	}
	var user, system, kilobytes float64
	if _, err := fmt.Sscan(errs.String(), &user, &system, &kilobytes); err != nil {
		return cost{}, fmt.Errorf("%v: %w", words, err)
	}
	return cost{user + system, kilobytes / 1024}, nil
}
