package atlas

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// shanxi is the 117 counties as facts: points and neighbours.
func shanxi(t testing.TB) ([]Site, *Graph) {
	t.Helper()
	var sites []Site
	var codes []string
	for _, row := range table(t, "../demo/data/shanxi/places.csv") {
		lon, _ := strconv.ParseFloat(row["lon"], 64)
		lat, _ := strconv.ParseFloat(row["lat"], 64)
		sites = append(sites, Site{Code: row["code"], At: Point{lon, lat}})
		codes = append(codes, row["code"])
	}
	var borders []Border
	for _, row := range table(t, "../demo/data/shanxi/adjacency.csv") {
		borders = append(borders, Border{A: row["a"], B: row["b"]})
	}
	g, err := NewGraph(codes, borders)
	if err != nil {
		t.Fatal(err)
	}
	return sites, g
}

func table(t testing.TB, path string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(readFile(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, name := range rows[0] {
			named[name] = row[i]
		}
		list = append(list, named)
	}
	return list
}

func TestShanxiGrowsWithItsNeighbours(t *testing.T) {
	sites, g := shanxi(t)
	top, err := Grow(sites, g)
	if err != nil {
		t.Fatal(err)
	}
	m := top.Touching(g)
	t.Logf("recall %.4f, precision %.4f", m.Recall(), m.Precision())
	if m.Recall() < 0.99 || m.Precision() < 0.99 {
		t.Errorf("missing %v, false %v", m.Missing, m.False)
	}
	checkCells(t, top, len(sites))
}

// checkCells holds cells to what every schematic map must be: no gap, no
// overlap, every cell in one piece, none too small to see.
func checkCells(t *testing.T, top *Topology, n int) {
	t.Helper()
	m := top.Map()
	report, err := Survey(m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := errorsOf(report.Faults); got != "" {
		t.Errorf("faults: %s", got)
	}
	if len(m.Places) != n {
		t.Errorf("%d cells, want %d", len(m.Places), n)
	}
	mean := unionArea(m) / float64(n)
	for i := range m.Places {
		p := &m.Places[i]
		if len(p.Polygons) != 1 {
			t.Errorf("%s is in %d pieces", p.Code, len(p.Polygons))
		}
		if area := p.AreaKm2(); area < mean/7 {
			t.Errorf("%s has %.0f km², the mean is %.0f", p.Code, area, mean)
		}
	}
}

func TestCellsGrowForRandomNeighbourhoods(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 11))
		n := 4 + r.IntN(5)
		m := newBoard(r, 9, n*n/2).toMap(r, 0)
		g := mustSurvey(t, m).Graph
		var sites []Site
		for i := range m.Places {
			at, _ := m.Places[i].Centroid()
			sites = append(sites, Site{m.Places[i].Code, at, m.Places[i].AreaKm2()})
		}
		top, err := Grow(sites, g)
		if err != nil {
			t.Fatal(err)
		}
		match := top.Touching(g)
		if match.Recall() < 0.8 || match.Precision() < 0.85 {
			t.Errorf(
				"seed %d: recall %.3f, precision %.3f",
				seed,
				match.Recall(),
				match.Precision(),
			)
		}
		report, err := Survey(top.Map(), Options{})
		if err != nil || errorsOf(report.Faults) != "" {
			t.Errorf("seed %d: %v %s", seed, err, errorsOf(report.Faults))
		}
	}
}

func TestEnclavesLieInsideTheirHosts(t *testing.T) {
	// A ring of six round h, and inside h alone i and j.
	var sites []Site
	var borders []Border
	for k := range 6 {
		sites = append(
			sites,
			Site{
				Code: fmt.Sprint(k),
				At: Point{
					100 + []float64{2, 1, -1, -2, -1, 1}[k],
					30 + []float64{0, 2, 2, 0, -2, -2}[k],
				},
			},
		)
		borders = append(
			borders,
			Border{A: fmt.Sprint(k), B: fmt.Sprint((k + 1) % 6)},
			Border{A: fmt.Sprint(k), B: "h"},
		)
	}
	sites = append(
		sites,
		Site{"h", Point{100, 30}, 0},
		Site{"i", Point{100.1, 30}, 0},
		Site{"j", Point{99.9, 30}, 0},
	)
	borders = append(
		borders,
		Border{A: "h", B: "i"},
		Border{A: "h", B: "j"},
		Border{A: "i", B: "j"},
	)
	g := mustGraph(t, []string{"0", "1", "2", "3", "4", "5", "h", "i", "j"}, borders...)
	top, err := Grow(sites, g)
	if err != nil {
		t.Fatal(err)
	}
	if m := top.Touching(g); len(m.Missing)+len(m.False) > 0 {
		t.Errorf("missing %v, false %v", m.Missing, m.False)
	}
	host := slices.IndexFunc(top.Shapes, func(s Shape) bool { return s.Code == "h" })
	if n := len(top.Shapes[host].Rings); n != 2 {
		t.Errorf("the host has %d rings", n)
	}
}

func TestGrowRefusesWhatIsNoRegion(t *testing.T) {
	g := mustGraph(t, []string{"a", "b"}, Border{A: "a", B: "b"})
	for want, sites := range map[SiteReason][]Site{
		SiteCount:   {{Code: "a"}},
		SiteTwice:   {{Code: "a"}, {Code: "a"}},
		SiteUnknown: {{Code: "a"}, {Code: "x"}},
		SiteNowhere: {{Code: "a"}, {Code: "b", At: Point{0, 91}}},
	} {
		_, err := Grow(sites, g)
		var refusal *SiteError
		if !errors.As(err, &refusal) || refusal.Reason != want {
			t.Errorf("%v: %v, want %s", sites, err, want)
		}
	}
	if top, err := Grow([]Site{{Code: "a"}, {Code: "b"}}, g); err != nil || len(top.Arcs) == 0 {
		t.Errorf("two places at one point: %v", err)
	}
}

func TestMatchesCountBothWays(t *testing.T) {
	if m := (Match{}); m.Recall() != 1 || m.Precision() != 1 {
		t.Error("nothing to match is no failure")
	}
	m := Match{Both: 3, Missing: make([]Border, 1), False: make([]Border, 3)}
	if m.Recall() != 0.75 || m.Precision() != 0.5 {
		t.Errorf("recall %g, precision %g", m.Recall(), m.Precision())
	}
}
