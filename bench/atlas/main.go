// Command atlas measures how long hinterland takes to survey maps: the files
// named, or a map of 3,249 places made up on the spot, about as many places and
// points as the counties of the United States. It decides nothing and knows no
// rule but the bar of two seconds. The survey runs on one thread, so the time on
// the clock of an idle machine is its processor time.
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"time"

	"hinterland/atlas"
)

// bar is the most that a map of 3,231 places may take.
const bar = 2 * time.Second

func main() {
	runs := flag.Int("runs", 5, "surveys of each map; the fastest counts")
	flag.Parse()
	if err := measureAll(flag.Args(), *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// measureAll prints a row per map.
func measureAll(paths []string, runs int) error {
	fmt.Println("map\tplaces\tborders\tfaults\tseconds\tof the bar")
	if len(paths) == 0 {
		return measure("made up", madeUp(57, 12), runs)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := measure(path, data, runs); err != nil {
			return err
		}
	}
	return nil
}

// measure reads and surveys a map several times, from bytes to report.
func measure(name string, data []byte, runs int) error {
	best := time.Duration(math.MaxInt64)
	var report *atlas.Report
	for range max(runs, 1) {
		began := time.Now()
		m, err := atlas.Decode(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if report, err = atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		best = min(best, time.Since(began))
	}
	fmt.Printf("%s\t%d\t%d\t%d\t%.3f\t%.2f\n", name, report.Features, len(report.Graph.Borders()),
		len(report.Faults), best.Seconds(), float64(best)/float64(bar))
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
