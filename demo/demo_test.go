package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"hinterland"
)

// makeAll makes each sample once for all tests, which only read them.
var makeAll = sync.OnceValues(func() (map[string]*Sample, error) {
	made := map[string]*Sample{}
	for _, name := range Names() {
		s, err := Make(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		made[name] = s
	}
	return made, nil
})

func samples(t *testing.T) map[string]*Sample {
	t.Helper()
	made, err := makeAll()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestSamplesAreLargeEnough(t *testing.T) {
	for name, s := range samples(t) {
		r := s.Region
		used := map[hinterland.GoodCode]bool{}
		last := hinterland.Period(0)
		for _, n := range r.Needs {
			used[n.Good] = true
			last = max(last, n.Period)
		}
		if rows := len(r.Offers) + len(r.Needs); rows < 20_000 {
			t.Errorf("%s: %d offers and needs", name, rows)
		}
		if len(r.Parties) < 600 || len(used) < 24 || last != Periods {
			t.Errorf("%s: %d parties, %d goods, %d periods", name, len(r.Parties), len(used), last)
		}
		if len(r.Floors) == 0 || len(r.Scopes) == 0 || len(r.Signed) == 0 || len(r.Reach) == 0 {
			t.Errorf("%s: a kind of rule is missing", name)
		}
		if len(s.Zoning.Centres) != 6 || len(s.Zoning.Settings.Notes) < 4 {
			t.Errorf("%s: %d centres, %d notes", name, len(s.Zoning.Centres),
				len(s.Zoning.Settings.Notes))
		}
	}
}

func TestSamplesHaveTheirPlaces(t *testing.T) {
	made := samples(t)
	for name, want := range map[string][2]int{"shanxi": {117, 302}, "iowa": {99, 222}} {
		s := made[name]
		got := [2]int{len(s.Region.Places), len(s.Zoning.Adjacency)}
		if got != want {
			t.Errorf("%s: %v places and borders, want %v", name, got, want)
		}
	}
	var people int64
	for _, p := range made["shanxi"].Region.Places {
		people += p.Weight
	}
	if people != 34_915_616 { // the census of 2020
		t.Errorf("Shanxi has %d people", people)
	}
}

func TestEveryGoodHasAClassAndAUnit(t *testing.T) {
	for name, s := range samples(t) {
		classes := map[string]bool{}
		for _, g := range s.Region.Goods {
			classes[g.Class] = true
			if g.Unit == "" || g.Currency == "" || g.Name.English == "" || g.Name.Chinese == "" {
				t.Errorf("%s: %s lacks a unit, a currency or a name", name, g.Code)
			}
		}
		for _, class := range []string{
			"food", "raw material", "means of production", "labour", "service", "money",
		} {
			if !classes[class] {
				t.Errorf("%s: no good of class %q", name, class)
			}
		}
	}
}

func TestEveryPartyIsNamedInBothLanguages(t *testing.T) {
	for name, s := range samples(t) {
		for _, p := range s.Region.Parties {
			if strings.Contains(p.Name.English+p.Name.Chinese, "*") || p.Name.Chinese == "" {
				t.Fatalf("%s: %s is called %v", name, p.Code, p.Name)
			}
		}
	}
}

func TestNoTwoPlacesShareAName(t *testing.T) {
	for name, s := range samples(t) {
		seen := map[string]hinterland.PlaceCode{}
		for _, p := range s.Region.Places {
			for _, n := range []string{p.Name.English, p.Name.Chinese} {
				if other, taken := seen[n]; taken && n != "" {
					t.Errorf("%s: %s and %s are both %s", name, other, p.Code, n)
				}
				seen[n] = p.Code
			}
		}
	}
}

// The borders of Chinese counties are not the program's to give away.
func TestShanxiShipsNoGeometry(t *testing.T) {
	if s := samples(t)["shanxi"]; len(s.Zoning.Map) != 0 || !s.Zoning.Settings.Schematic {
		t.Error("Shanxi has a map")
	}
	folder, err := fs.Sub(shipped, "data/shanxi")
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(folder, ".", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && path != "." && !strings.HasSuffix(path, ".csv") {
			t.Errorf("%s is shipped", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for _, p := range samples(t)["shanxi"].Region.Places {
		if p.Lon%10_000 != 0 || p.Lat%10_000 != 0 {
			t.Errorf("%s: the point is finer than 0.01 degree", p.Code)
		}
	}
}

// A sample is the same on every machine. Whoever changes a table or the dice
// writes the new sums here.
func TestSamplesAreTheSameToTheByte(t *testing.T) {
	sums := map[string]string{
		"shanxi": "f014bace8844b805",
		"iowa":   "a8ee730d94e27a4f",
	}
	for name, s := range samples(t) {
		text := fmt.Sprintf("%+v %+v", *s.Region, *s.Zoning)
		sum := sha256.Sum256([]byte(text))
		if got := hex.EncodeToString(sum[:8]); got != sums[name] {
			t.Errorf("%s: the sum is %s, not %s", name, got, sums[name])
		}
	}
}

func TestAnUnknownSampleIsToldTheNames(t *testing.T) {
	_, err := Make("hunan")
	if err == nil || !strings.Contains(err.Error(), "shanxi, iowa") {
		t.Errorf("got %v", err)
	}
}
