package demo

import (
	"testing"

	"hinterland"
	"hinterland/atlas"
)

// The table of neighbours that is shipped says what the borders say.
func TestIowaBordersAgreeWithItsNeighbours(t *testing.T) {
	s := samples(t)["iowa"]
	m, err := atlas.Decode(s.Zoning.Map)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.TakeCodes(""); err != nil {
		t.Fatal(err)
	}
	report, err := atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
	if err != nil {
		t.Fatal(err)
	}
	found := map[[2]hinterland.PlaceCode]bool{}
	for _, b := range report.Graph.Borders() {
		found[[2]hinterland.PlaceCode{hinterland.PlaceCode(b.A), hinterland.PlaceCode(b.B)}] = true
	}
	for _, a := range s.Zoning.Adjacency {
		if !found[[2]hinterland.PlaceCode{a.A, a.B}] {
			t.Errorf("%s and %s do not touch on the map", a.A, a.B)
		}
	}
	if len(found) != len(s.Zoning.Adjacency) {
		t.Errorf("%d borders on the map, %d in the table", len(found), len(s.Zoning.Adjacency))
	}
}

// Every place can be walked to from every other; without that no zoning could
// take them all.
func TestNeighboursHoldTogether(t *testing.T) {
	for name, s := range samples(t) {
		var codes []string
		for _, p := range s.Region.Places {
			codes = append(codes, string(p.Code))
		}
		var borders []atlas.Border
		for _, a := range s.Zoning.Adjacency {
			borders = append(borders, atlas.Border{A: string(a.A), B: string(a.B)})
		}
		graph, err := atlas.NewGraph(codes, borders)
		if err != nil {
			t.Fatal(err)
		}
		if parts := graph.Components(); len(parts) != 1 {
			t.Errorf("%s falls into %d parts", name, len(parts))
		}
	}
}
