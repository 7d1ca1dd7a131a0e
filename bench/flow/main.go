// Command flow measures hinterland flow against LEMON's NetworkSimplex on the
// same instances in the same run: processor time from the end of reading to the
// answer, building included, and the peak memory of the process. It decides
// nothing and knows no solver; README.md says how to run it and what came out.
package main

import (
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
	dir := flag.String("dir", filepath.Join("out", "bench", "flow"), "where to put what is made")
	runs := flag.Int("runs", 5, "runs of each program on each instance, taken in turn")
	only := flag.String("only", "", "instances, separated by commas (default: all)")
	write := flag.String("write", "", "only write this instance to standard output")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := writeInstance(*write)
	if *write == "" {
		err = compare(ctx, *dir, *runs, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// compare builds both programs and prints one row of ratios per instance.
func compare(ctx context.Context, dir string, runs int, only string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	peer, own := filepath.Join(dir, "lemon"), filepath.Join(dir, "hinterland")
	source := filepath.Join("bench", "flow", "lemon", "lemon.cc")
	for _, build := range [][]string{
		{"g++", "-O3", "-DNDEBUG", "-o", peer, source},
		{"go", "build", "-o", own, "./cmd/hinterland"},
	} {
		cmd := command(ctx, build...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as where there is no C compiler
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(build, " "), err)
		}
	}
	fmt.Println("| instance | nodes / arcs | ours s | LEMON s | time |" +
		" ours MB | LEMON MB | memory |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, in := range instances() {
		if only != "" && !slices.Contains(strings.Split(only, ","), in.name) {
			continue
		}
		file, err := written(ctx, dir, in.name)
		if err != nil {
			return err
		}
		row, err := measure(ctx, file, runs, []string{own, "flow", "--json"}, []string{peer})
		if err != nil {
			return fmt.Errorf("%s: %w", in.name, err)
		}
		fmt.Println(row.format(in.name))
	}
	return nil
}

// command is a program that tells its faults on our error stream.
func command(ctx context.Context, words ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stderr = os.Stderr
	return cmd
}

// written makes the file of an instance unless it is there. A process of its
// own does it: the memory of this one would count as that of its children.
func written(ctx context.Context, dir, name string) (string, error) {
	file := filepath.Join(dir, name+".min")
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	out, err := os.Create(file + ".part")
	if err != nil {
		return "", err
	}
	cmd := command(ctx, self, "-write", name)
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("write %s: %w", name, err)
	}
	if err := out.Close(); err != nil {
		return "", err
	}
	return file, os.Rename(file+".part", file)
}
