package check

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hinterland"
	"hinterland/atlas"
)

// moved is a zoning in which one place is in another zone.
func moved(zone []int, place, to int) []int {
	other := slices.Clone(zone)
	other[place] = to
	return other
}

// named is the rule that a move is told to break, as findings of zonings name it.
func named(forbidden string) hinterland.Reason {
	if forbidden == "centre" {
		return "zone.own-centre"
	}
	return hinterland.Reason("zone." + forbidden)
}

// TestMovesAreToldAsWhatComesOfThem makes every move that is told of random zonings,
// and holds what it was told to cost and to break to what the zoning then costs and
// breaks, worked out by brute force.
func TestMovesAreToldAsWhatComesOfThem(t *testing.T) {
	seen := map[string]int{}
	for seed := range bruteSeeds(600) {
		r := rand.New(rand.NewPCG(seed, 73))
		b := drawZones(r)
		if !b.settle(r) {
			continue
		}
		for _, m := range ZoneMoves(b.Zoning, b.zone) {
			seen[m.Forbidden]++
			was := b.zone
			b.zone = moved(was, m.Place, m.To)
			broken, after := b.broken(b.zone), b.cost()
			b.zone = was
			before := b.cost()
			if b.ByTies { // of which more is better
				before, after = after, before
			}
			if after-before != m.Loss {
				t.Fatalf("seed %d: %v, but it costs %d", seed, m, after-before)
			}
			if m.Forbidden == "" && len(broken) > 0 ||
				m.Forbidden != "" && !slices.Contains(broken, named(m.Forbidden)) {
				t.Fatalf("seed %d: %v, but %v is broken", seed, m, broken)
			}
		}
	}
	for _, rule := range []string{"", "centre", "pin", "apart", "least", "most"} {
		if seen[rule] < 20 {
			t.Errorf("only %d moves were told %q", seen[rule], rule)
		}
	}
}

// TestEveryMoveToAZoneBesideItIsTold goes through places and zones one by one.
func TestEveryMoveToAZoneBesideItIsTold(t *testing.T) {
	for seed := range bruteSeeds(200) {
		r := rand.New(rand.NewPCG(seed, 74))
		b := drawZones(r)
		if !b.settle(r) {
			continue
		}
		told := map[[2]int]bool{}
		for _, m := range ZoneMoves(b.Zoning, b.zone) {
			told[[2]int{m.Place, m.To}] = true
		}
		for i := range b.Codes {
			for k := range b.Centres {
				beside := false
				for j, zone := range b.zone {
					beside = beside || b.near[i][j] && zone == k
				}
				if want := beside && b.zone[i] != k; told[[2]int{i, k}] != want {
					t.Fatalf("seed %d: place %d to zone %d: told %v", seed, i, k, !want)
				}
			}
		}
	}
}

func TestAPlaceWithoutAZoneComesToOneForNothing(t *testing.T) {
	z, _ := strip()
	told := 0
	for _, m := range ZoneMoves(z, []int{0, -1, 0, 0, 1, 1, 1}) {
		if m.Place == 1 {
			told++
			if m.To != 0 || m.Loss != 0 || m.Forbidden != "" {
				t.Errorf("got %v", m)
			}
		}
	}
	if told != 1 {
		t.Errorf("%d moves of it are told", told)
	}
}

// Steps grow by tens from the weight on with which 10,000 km of way would come to
// 2^57 of the step before.
func TestWaysAreCountedInStepsThatKeepSumsExact(t *testing.T) {
	edge := int64(math.Floor((1 << 57) / 1e10))
	for weight, want := range map[int64]struct {
		step   float64
		amount string
	}{
		0: {1, "0.00123"}, edge: {1, "0.00123"}, edge + 1: {10, "0.0123"},
		10*edge + 10: {100, "0.123"}, 1 << 60: {1000, "1.23"},
	} {
		z := &Zoning{Weight: []int64{weight}}
		z.Scale()
		if got := z.Amount(1230); z.Step != want.step || got != want.amount {
			t.Errorf("weight %d: steps of %v, %s", weight, z.Step, got)
		}
		if z.TooHeavy() != (weight >= 1<<60) {
			t.Errorf("weight %d: too heavy: %v", weight, z.TooHeavy())
		}
		z.ByTies = true
		if got := z.Amount(1_500_000); got != "1.5" {
			t.Errorf("ties are worded %s", got)
		}
	}
}

// Bounds round the mean are rounded inwards, to weights that zones can have.
func TestBoundsRoundTheMeanAreRoundedInwards(t *testing.T) {
	for tolerance, want := range map[int64][2]int64{
		0: {11, 10}, 47_619: {11, 10}, 47_620: {10, 11}, 1_000_000: {0, 21}, 2_000_000: {0, 31},
	} {
		z := &Zoning{
			Codes:  []string{"a", "b", "c", "d", "e"},
			Weight: []int64{900, 10, 11, 900, 7_000}, // of which none is next to the last
			At:     make([]atlas.Point, 5),
		}
		z.Borders = [][2]int{{0, 1}, {1, 2}, {2, 3}}
		z.Centres = []ZoneCentre{{"w", []int{0}}, {"x", []int{3}}}
		z.Around(tolerance)
		if z.Least != want[0] || z.Most != want[1] {
			t.Errorf("%d: from %d to %d, want %v", tolerance, z.Least, z.Most, want)
		}
	}
}
