package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// result is what a program tells of itself, and its peak memory.
type result struct {
	Objective  json.Number `json:"objective"`
	CPUSeconds float64     `json:"cpu_seconds"`
	megabytes  float64
}

// row holds the medians of both programs.
type row struct {
	nodes, arcs string
	ours, peer  result
}

// measure runs both programs in turn and refuses results that differ.
func measure(ctx context.Context, file string, runs int, own, peer []string) (row, error) {
	var ours, theirs []result
	for range runs {
		for _, side := range []struct {
			words   []string
			results *[]result
		}{{own, &ours}, {peer, &theirs}} {
			r, err := once(ctx, append(slices.Clone(side.words), file))
			if err != nil {
				return row{}, err
			}
			*side.results = append(*side.results, r)
		}
	}
	found := row{ours: middle(ours), peer: middle(theirs)}
	if found.ours.Objective != found.peer.Objective {
		return row{}, fmt.Errorf("cost %s, LEMON %s", found.ours.Objective, found.peer.Objective)
	}
	var err error
	found.nodes, found.arcs, err = sizes(file)
	return found, err
}

// once runs a program under GNU time, which is small enough not to hide the
// memory of what it runs.
func once(ctx context.Context, words []string) (result, error) {
	cmd := exec.CommandContext(ctx, "/usr/bin/time", append([]string{"-f", "%M"}, words...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return result{}, fmt.Errorf("%s: %w: %s", words[0], err, errs.String())
	}
	var r result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		return r, fmt.Errorf("%s: %w", words[0], err)
	}
	kilobytes, err := strconv.ParseFloat(strings.TrimSpace(errs.String()), 64)
	r.megabytes = kilobytes / 1024
	return r, err
}

// middle takes the medians of time and memory.
func middle(results []result) result {
	median := func(value func(result) float64) float64 {
		var all []float64
		for _, r := range results {
			all = append(all, value(r))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	return result{
		Objective:  results[0].Objective,
		CPUSeconds: median(func(r result) float64 { return r.CPUSeconds }),
		megabytes:  median(func(r result) float64 { return r.megabytes }),
	}
}

// sizes reads the heading of a file.
func sizes(file string) (nodes, arcs string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 512)
	k, _ := f.Read(head) // what is missing shows at once
	for line := range strings.Lines(string(head[:k])) {
		if words := strings.Fields(line); len(words) == 4 && words[0] == "p" {
			return words[2], words[3], nil
		}
	}
	return "", "", fmt.Errorf("%s: no heading", file)
}

// format is the row of the table.
func (r *row) format(name string) string {
	return fmt.Sprintf("| %s | %s / %s | %.4f | %.4f | %.2f | %.1f | %.1f | %.2f |", name,
		r.nodes, r.arcs, r.ours.CPUSeconds, r.peer.CPUSeconds,
		r.ours.CPUSeconds/r.peer.CPUSeconds, r.ours.megabytes, r.peer.megabytes,
		r.ours.megabytes/r.peer.megabytes)
}
