package zonework

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"hinterland/atlas"
	"hinterland/check"
)

// aRow is a row of places of one weight, with a zone round each end.
func aRow(n int) *check.Zoning {
	z := &check.Zoning{Pins: map[int]int{}, Most: math.MaxInt64}
	for i := range n {
		z.Codes = append(z.Codes, fmt.Sprint("p", i))
		z.At = append(z.At, atlas.Point{Lon: float64(i) / 10})
		z.Weight = append(z.Weight, 10)
		if i > 0 {
			z.Borders = append(z.Borders, [2]int{i - 1, i})
		}
	}
	z.Centres = []check.ZoneCentre{
		{Name: "W", Places: []int{0}}, {Name: "E", Places: []int{n - 1}},
	}
	z.Scale()
	return z
}

func TestWhatIsSolvedHoldsForWhoChecksIt(t *testing.T) {
	for name, change := range map[string]func(*check.Zoning){
		"as it is":              func(*check.Zoning) {},
		"with a pin":            func(z *check.Zoning) { z.Pins[3] = 0 },
		"near the mean":         func(z *check.Zoning) { z.Around(340_000) },
		"within bounds":         func(z *check.Zoning) { z.Least, z.Most = 20, 40 },
		"by ties":               byTies,
		"in steps of a nation":  func(z *check.Zoning) { z.Weight[2] = 1 << 40; z.Scale() },
		"with one out of reach": outOfReach,
	} {
		z := aRow(8)
		change(z)
		answer, err := Solve(t.Context(), z, 0)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		verdict := check.Zones(z, Rows(z, answer))
		if len(verdict.Findings) > 0 || verdict.Cost != answer.Cost || !answer.Proved {
			t.Errorf("%s: cost %d is checked as %d, %v", name, answer.Cost, verdict.Cost,
				verdict.Findings)
		}
	}
}

func byTies(z *check.Zoning) {
	z.ByTies = true
	z.Ties = []check.ZoneTie{{A: 0, B: 5, Strength: 7}, {A: 3, B: 7, Strength: 5}}
}

func outOfReach(z *check.Zoning) {
	z.Codes, z.At = append(z.Codes, "x"), append(z.At, atlas.Point{Lat: 1})
	z.Weight, z.LeaveOut = append(z.Weight, 10), true
}

func TestWhyNoZonesAreDrawnIsToldByName(t *testing.T) {
	for want, change := range map[string]func(*check.Zoning){
		"unreachable": func(z *check.Zoning) { outOfReach(z); z.LeaveOut = false },
		"cause.pin-unreached": func(z *check.Zoning) {
			z.Pins[1], z.Pins[6] = 1, 0
		},
		"cause.too-heavy": func(z *check.Zoning) { z.Most = 5 },
		"size":            func(z *check.Zoning) { z.Weight[2] = math.MaxInt64 / 2 },
	} {
		z := aRow(8)
		change(z)
		_, err := Solve(t.Context(), z, 0)
		causes := Causes(z, err)
		if len(causes) == 0 || causes[0].Key != want {
			t.Errorf("want %s, got %v of %v", want, causes, err)
		}
	}
	if causes := Causes(aRow(2), errors.New("the disk is full")); causes != nil {
		t.Errorf("another error is told as %v", causes)
	}
}

func TestLongListsOfPlacesAreCountedNotTold(t *testing.T) {
	names := make([]string, maxListed+3)
	for i := range names {
		names[i] = fmt.Sprint("p", i)
	}
	for n, want := range map[int]string{
		0: "", 1: "p0", 2: "p0|p1", maxListed: "p39", maxListed + 1: "p39|… (+1)",
		maxListed + 3: "p39|… (+3)",
	} {
		got := strings.Join(Listed(names[:n]), "|")
		if !strings.HasSuffix(got, want) || strings.Count(got, "p") != min(n, maxListed) {
			t.Errorf("%d places: %s, want %s", n, got, want)
		}
	}
}
