package demo

import (
	"math"
	"testing"

	"hinterland"
	"hinterland/atlas"
)

func TestPullFollowsTheFormula(t *testing.T) {
	tests := []struct {
		name           string
		a, b, way      int64
		wantHundredths int64
	}{
		{"a thousand each at ten kilometres", 1000, 1000, 100, 1},
		{"half a hundredth goes to the even one, down", 1000, 500, 100, 0},
		{"one and a half hundredths go up", 1000, 1500, 100, 2},
		{"nearer than five kilometres counts as five", 100_000, 100_000, 1, 40_000},
		{"cities of a million at twenty-seven", 1_280_528, 592_747, 275, 100_367},
		{"nobody", 0, 1_000_000, 100, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := pull(tt.a, tt.b, tt.way); got != tt.wantHundredths*10_000 {
				t.Errorf("got %d, want %d hundredths", got, tt.wantHundredths)
			}
		})
	}
}

func TestTiesAreThoseOfNearPairs(t *testing.T) {
	s := samples(t)["shanxi"]
	ix := s.Region.Index()
	for _, tie := range s.Zoning.Ties {
		a, b := ix.Place[tie.A], ix.Place[tie.B]
		km := atlas.DistanceKm(
			atlas.Point{Lon: float64(a.Lon) / 1e6, Lat: float64(a.Lat) / 1e6},
			atlas.Point{Lon: float64(b.Lon) / 1e6, Lat: float64(b.Lat) / 1e6})
		d := max(5, 1.35*km)
		want := float64(a.Weight) / 1000 * float64(b.Weight) / 1000 / d / d
		got := float64(tie.Strength) / 1e6
		if km > tieReachKm || math.Abs(got-want) > 0.006+want*0.1/d*2 {
			t.Fatalf("%s %s at %.1f km: got %g, want %g", tie.A, tie.B, km, got, want)
		}
	}
	if len(s.Zoning.Ties) < 3_000 {
		t.Errorf("only %d ties", len(s.Zoning.Ties))
	}
}

func TestHectometresAreWays(t *testing.T) {
	a := &hinterland.Place{Code: "a", Lat: 41_000_000}
	b := &hinterland.Place{Code: "b", Lat: 42_000_000}
	if got := hectometres(a, b); got != 1_501 { // 111.195 km × 1.35
		t.Errorf("a degree of latitude is %d hm", got)
	}
	if hectometres(a, a) != 0 {
		t.Error("the way to oneself is not 0")
	}
}
