// Command atlas measures what hinterland atlas check takes for maps: the files
// named, or a map of 3,249 places made up on the spot, about as many places and
// points as the counties of the United States. Time is processor time of the
// whole process, from its start to its end, reading and printing included. It
// decides nothing and knows no rule but the bar of two seconds.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"time"
)

// bar is the most that a map of 3,231 places may take.
const bar = 2 * time.Second

func main() {
	dir := flag.String("dir", filepath.Join("out", "bench", "atlas"), "where to put what is made")
	runs := flag.Int("runs", 5, "surveys of each map; the median counts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measureAll(ctx, *dir, flag.Args(), max(*runs, 1)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// measureAll builds the program and prints a row per map.
func measureAll(ctx context.Context, dir string, maps []string, runs int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	own, err := built(ctx, dir)
	if err != nil {
		return err
	}
	if len(maps) == 0 {
		maps = []string{filepath.Join(dir, "made-up.geojson")}
		if err := os.WriteFile(maps[0], madeUp(57, 12), 0o644); err != nil {
			return err
		}
	}
	fmt.Println("| map | places | borders | faults | s | of the bar |\n|---|---|---|---|---|---|")
	for _, file := range maps {
		if err := measure(ctx, own, file, runs); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// built is the program as the sources are now.
func built(ctx context.Context, dir string) (string, error) {
	own := filepath.Join(dir, "hinterland")
	build := exec.CommandContext(ctx, "go", "build", "-o", own, "./cmd/hinterland")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return "", fmt.Errorf("build: %w", err)
	}
	return own, nil
}

// found is what atlas check tells machines, as far as it goes into a row.
type found struct {
	Features int   `json:"features"`
	Edges    int   `json:"edges"`
	Faults   []any `json:"faults"`
}

// measure surveys a map several times. A map with faults is a map all the same:
// the program then ends with 2.
func measure(ctx context.Context, own, file string, runs int) error {
	var f found
	var spent []time.Duration
	for range runs {
		check := exec.CommandContext(ctx, own, "atlas", "check", file, "--json")
		out, err := check.Output()
		var exit *exec.ExitError
		if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 2) {
			return err
		}
		if err := json.Unmarshal(out, &f); err != nil {
			return err
		}
		spent = append(spent, check.ProcessState.UserTime()+check.ProcessState.SystemTime())
	}
	slices.Sort(spent)
	median := spent[len(spent)/2]
	fmt.Printf("| %s | %d | %d | %d | %.3f | %.2f |\n", filepath.Base(file), f.Features, f.Edges,
		len(f.Faults), median.Seconds(), float64(median)/float64(bar))
	return nil
}

// madeUp returns a GeoJSON map of n × n places in rows, each side of each place
// a wavy line of so many points that both neighbours repeat.
func madeUp(n, points int) []byte {
	text := []byte(`{"type":"FeatureCollection","features":[`)
	for k := range n * n {
		if k > 0 {
			text = append(text, ',')
		}
		text = fmt.Appendf(text, `{"type":"Feature","id":"%05d","properties":{},"geometry":`+
			`{"type":"Polygon","coordinates":[[`, k)
		x, y := float64(k%n), float64(k/n)
		corners := [][2]float64{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}
		for i := 1; i < len(corners); i++ {
			text = appendSide(text, corners[i-1], corners[i], points)
		}
		text = appendPoint(text, x, y)
		text = append(text, "]]}}"...)
	}
	return append(text, "]}"...)
}

// appendSide adds the points of a side but its last. The wave depends on where
// the side lies and not on which way it is run.
func appendSide(text []byte, a, b [2]float64, points int) []byte {
	for i := range points {
		t := float64(i) / float64(points)
		x, y := a[0]+t*(b[0]-a[0]), a[1]+t*(b[1]-a[1])
		swing := 0.08 * math.Sin(2*math.Pi*(x+y)) * math.Abs(math.Sin(9*(x*1.7+y)))
		dx, dy := b[0]-a[0], b[1]-a[1]
		text = append(appendPoint(text, x+swing*dy*dy, y+swing*dx*dx), ',')
	}
	return text
}

func appendPoint(text []byte, x, y float64) []byte {
	return fmt.Appendf(text, "[%.5f,%.5f]", -120+x, 20+y/2)
}
