//go:build unix

// Command zoning measures what the zones of real regions cost to prove: the
// sample regions of the program, and with -data a folder of others. It decides
// nothing and knows no bar; README.md says what came out.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"syscall"

	"hinterland/zoning"
)

func main() {
	data := flag.String("data", "", "folder with hunan and us, for those too")
	only := flag.String("only", "", "the one region to measure")
	steps := flag.Int64("steps", 0, "limit of the search (default: the program's own)")
	flag.Parse()
	fmt.Println("| region | places, centres | objective | tolerance | cost | bound | gap |" +
		" proved | CPU s | nodes | steps |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|")
	for _, s := range sources(*data) {
		if *only != "" && s.name != *only {
			continue
		}
		if err := s.measure(*steps); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}

// A kind is an objective with what its ties are made of.
type kind struct {
	name      string
	objective zoning.Objective
	noise     bool
}

// measure prints a row for each objective and tolerance of a source.
func (s *source) measure(steps int64) error {
	region, err := s.read()
	if err != nil {
		return err
	}
	for _, k := range s.kinds {
		for _, percent := range s.tolerances {
			p := region.problem(k)
			p.Steps = steps
			if percent > 0 {
				p.Bounds = zoning.Bounds{Around: true, Tolerance: percent * 10_000}
			}
			if err := tell(s.name, k.name, percent, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// tell solves one problem and prints its row.
func tell(name, kind string, percent int64, p zoning.Problem) error {
	before := processor()
	a, err := zoning.Solve(context.Background(), p)
	seconds := processor() - before
	tolerance := "none"
	if percent > 0 {
		tolerance = fmt.Sprintf("%d %%", percent)
	}
	row := []string{name, fmt.Sprintf("%d, %d", len(p.Weights), len(p.Centres)), kind, tolerance}
	var no *zoning.Infeasible
	switch {
	case errors.As(err, &no):
		row = append(row, "infeasible: "+string(no.Causes[0].Why), "", "", "",
			fmt.Sprintf("%.2f", seconds), "", "")
	case err != nil:
		return err
	default:
		gap := 0.0
		if a.Bound != 0 {
			gap = 100 * math.Abs(float64(a.Cost-a.Bound)/float64(a.Bound))
		}
		row = append(row, fmt.Sprint(a.Cost), fmt.Sprint(a.Bound), fmt.Sprintf("%.4f %%", gap),
			fmt.Sprint(a.Proved), fmt.Sprintf("%.2f", seconds), fmt.Sprint(a.Nodes),
			fmt.Sprint(a.Steps))
	}
	fmt.Println("| " + strings.Join(row, " | ") + " |")
	return nil
}

// processor is the processor time of this process so far, in seconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
