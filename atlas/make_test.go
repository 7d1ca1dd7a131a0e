package atlas

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// box is the ring of a rectangle, counter-clockwise.
func box(west, south, east, north float64) Ring {
	return Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

func reversed(r Ring) Ring {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}

// drawn is a GeoJSON feature of one polygon.
func drawn(code string, rings ...Ring) string {
	return fmt.Sprintf(`{"type":"Feature","id":%q,"properties":{"name":%q},"geometry":`+
		`{"type":"Polygon","coordinates":%s}}`, code, "Place "+code, coordinates(rings))
}

func coordinates(rings []Ring) string {
	lists := make([][][2]float64, len(rings))
	for i, r := range rings {
		for _, p := range r {
			lists[i] = append(lists[i], [2]float64{p.Lon, p.Lat})
		}
	}
	text, err := json.Marshal(lists)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`
}

func mustDecode(t *testing.T, text string) *Map {
	t.Helper()
	m, err := Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mustSurvey(t *testing.T, m *Map) *Report {
	t.Helper()
	r, err := Survey(m, Options{Snap: DefaultSnap})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// told lists faults as "kind code lon,lat".
func told(faults []Fault) string {
	lines := make([]string, len(faults))
	for i, f := range faults {
		lines[i] = fmt.Sprintf("%s %s %.3f,%.3f", f.Kind, f.Code, f.At.Lon, f.At.Lat)
	}
	return strings.Join(lines, "; ")
}

// pairs lists a graph's borders as "a-b".
func pairs(g *Graph) string {
	var list []string
	for _, b := range g.Borders() {
		list = append(list, b.A+"-"+b.B)
	}
	return strings.Join(list, " ")
}

// readFile reads a file of the repository.
func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
