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
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measureAll(ctx, *dir, *own, *runs, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// measureAll prints a row for each region.
func measureAll(ctx context.Context, dir, own string, runs int, only string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if own == "" {
		own = filepath.Join(dir, "hinterland")
		build := exec.CommandContext(ctx, "go", "build", "-o", own, "./cmd/hinterland")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("building: %w: %s", err, out)
		}
	}
	fmt.Println("| region | ways | balance s | balance MB | check-plan s | check-plan MB |")
	fmt.Println("|---|---|---|---|---|---|")
	for _, s := range samples() {
		if only != "" && !slices.Contains(strings.Split(only, ","), s.name) {
			continue
		}
		folder := filepath.Join(dir, s.name)
		if err := s.write(ctx, own, folder); err != nil {
			return err
		}
		plan, err := middle(ctx, runs, own, "balance", folder, "--out", folder+"-plan")
		if err != nil {
			return err
		}
		check, err := middle(ctx, runs, own, "check-plan", folder, folder+"-plan")
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %s | %.2f | %.0f | %.2f | %.0f |\n", s.about, s.ways(),
			plan.seconds, plan.megabytes, check.seconds, check.megabytes)
	}
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
