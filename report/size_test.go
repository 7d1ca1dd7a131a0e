package report

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"hinterland"
	"hinterland/atlas"
	"hinterland/balance"
	"hinterland/demo"
	"hinterland/draw"
	"hinterland/lang"
)

// largest is how many bytes the page of a whole region may have.
const largest = 1_500_000

// TestSizeOfARegion writes the pages of the first sample, with a zone for the
// places nearest to each centre, to $HINTERLAND_OUT if that is set.
func TestSizeOfARegion(t *testing.T) {
	if os.Getenv("HINTERLAND_LONG") == "" {
		t.Skip("HINTERLAND_LONG is not set")
	}
	sample, err := demo.Make(demo.Names()[0])
	if err != nil {
		t.Fatal(err)
	}
	zoneByNearest(sample)
	plan, err := balance.Solve(context.Background(), sample.Region, balance.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := &Input{
		Region: sample.Region, Zoning: sample.Zoning, Plan: plan,
		Map: &draw.Map{Shapes: cellsOf(t, sample)},
	}
	for _, tongue := range lang.Tongues() {
		page := written(t, in, tongue)
		t.Logf("%s: %d bytes", tongue, len(page))
		if len(page) > largest {
			t.Errorf("%s: %d bytes, more than %d", tongue, len(page), largest)
		}
		if out := os.Getenv("HINTERLAND_OUT"); out != "" {
			path := filepath.Join(out, FileName(tongue))
			if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}

func zoneByNearest(s *demo.Sample) {
	ix := s.Region.Index()
	for i := range s.Region.Places {
		p := &s.Region.Places[i]
		best := -1.0
		for _, c := range s.Zoning.Centres {
			for _, code := range c.Places {
				km := atlas.DistanceKm(pointOf(p), pointOf(ix.Place[code]))
				if best < 0 || km < best {
					best, p.Zone = km, c.Zone()
				}
			}
		}
	}
}

func pointOf(p *hinterland.Place) atlas.Point {
	return atlas.Point{Lon: float64(p.Lon) / 1e6, Lat: float64(p.Lat) / 1e6}
}

func cellsOf(t *testing.T, s *demo.Sample) *atlas.Topology {
	t.Helper()
	var codes []string
	var sites []atlas.Site
	for i := range s.Region.Places {
		p := &s.Region.Places[i]
		codes = append(codes, string(p.Code))
		sites = append(sites, atlas.Site{Code: string(p.Code), At: pointOf(p)})
	}
	var borders []atlas.Border
	for _, a := range s.Zoning.Adjacency {
		borders = append(borders, atlas.Border{A: string(a.A), B: string(a.B)})
	}
	g, err := atlas.NewGraph(codes, borders)
	if err != nil {
		t.Fatal(err)
	}
	cells, err := atlas.Grow(sites, g)
	if err != nil {
		t.Fatal(err)
	}
	return cells
}
