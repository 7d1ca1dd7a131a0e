package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/atlas"
	"hinterland/lang"
	"hinterland/zoning"
)

// The gap is never told smaller than it is, nor larger by a billionth.
func TestGapsAreRoundedUpAtTheNinthDecimal(t *testing.T) {
	for _, tt := range []struct {
		cost, bound int64
		want        string
	}{
		{7, 7, "0"},
		{0, 0, "0"},
		{-7, -7, "0"},
		{7, 0, ""},
		{3, 2, "0.5"},
		{2, 3, "0.333333334"},
		{4, 3, "0.333333334"},
		{-4, -3, "0.333333334"},
		{math.MaxInt64, 1, "9223372036854775806"},
		{1_000_000_001, 1_000_000_000, "0.000000001"},
		{10_000_000_001, 10_000_000_000, "0.000000001"},
	} {
		if got := gapOf(tt.cost, tt.bound); got != tt.want {
			t.Errorf("%d against %d: %q, want %q", tt.cost, tt.bound, got, tt.want)
		}
	}
	dice := rand.New(rand.NewPCG(7, 1958))
	for range 2000 {
		cost, bound := dice.Int64()>>dice.IntN(60), 1+dice.Int64()>>dice.IntN(60)
		off := big.NewRat(0, 1).Sub(big.NewRat(cost, bound), big.NewRat(1, 1))
		off.Sub(rat(t, gapOf(cost, bound)), off.Abs(off))
		if off.Sign() < 0 || off.Cmp(big.NewRat(1, 1_000_000_000)) >= 0 {
			t.Fatalf("%d against %d: %s", cost, bound, gapOf(cost, bound))
		}
	}
}

func TestQuantitiesOfMapsHaveThreeDigitsThatCount(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1: "1.00", 12: "12.0", 123: "123", 1234.5: "1234", 0.01234: "0.0123",
		-0.5: "-0.500", 99.96: "100.0", 1e-9: "0.00000000100", 1e12: "1000000000000",
	} {
		if got := significant(v); got != want {
			t.Errorf("%g is told as %s, want %s", v, got, want)
		}
	}
	for v, want := range map[float64]float64{
		1.0000004: 1, 1.0000006: 1.000001, -1.0000006: -1.000001, 180: 180,
	} {
		if got := micro(v); got != want {
			t.Errorf("%v is told as %v, want %v", v, got, want)
		}
	}
}

func TestMetSharesAreNeverRoundedUpToAll(t *testing.T) {
	c, _ := quiet(lang.English)
	sum := func(priority int, needed, met hinterland.Quantity) hinterland.ClassSum {
		return hinterland.ClassSum{Priority: priority, Needed: needed, Met: met}
	}
	for _, tt := range []struct {
		classes []hinterland.ClassSum
		want    string
	}{
		{nil, "–"},
		{[]hinterland.ClassSum{sum(0, 5, 5)}, "–"}, // floors are no needs
		{[]hinterland.ClassSum{sum(1, 3, 2)}, "66.6%"},
		{[]hinterland.ClassSum{sum(1, 3, 2), sum(2, 1, 0), sum(0, 9, 0)}, "50.0%"},
		{[]hinterland.ClassSum{sum(1, 1_000_000, 999_999)}, "99.9%"},
		{[]hinterland.ClassSum{sum(1, 7, 7)}, "100.0%"},
		{[]hinterland.ClassSum{
			sum(1, hinterland.MaxTotal, hinterland.MaxTotal), sum(2, hinterland.MaxTotal, 0),
		}, "50.0%"},
	} {
		if got := c.metShare(&hinterland.GoodSummary{Classes: tt.classes}); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.classes, got, tt.want)
		}
	}
}

// askOf is a row of places of some weights, the first and the last of them
// centres.
func askOf(t *testing.T, weights ...int64) *zoneAsk {
	t.Helper()
	var codes []string
	var borders []atlas.Border
	ask := &zoneAsk{weight: weights}
	for i := range weights {
		codes = append(codes, fmt.Sprintf("p%02d", i))
		ask.at = append(ask.at, atlas.Point{Lon: float64(i) / 10})
		if i > 0 {
			borders = append(borders, atlas.Border{A: codes[i-1], B: codes[i]})
		}
	}
	graph, err := atlas.NewGraph(codes, borders)
	if err != nil {
		t.Fatal(err)
	}
	ask.graph = graph
	ask.centres = []askedCentre{
		{name: "W", places: []int{0}}, {name: "E", places: []int{len(weights) - 1}},
	}
	return ask
}

// A tolerance bounds weights by the mean less and plus its part, rounded
// inwards; the centres' own places do not count.
func TestTolerancesAreRoundedInwards(t *testing.T) {
	for _, tt := range []struct {
		tolerance   int64
		least, most int64
	}{
		{0, 6, 5}, // the mean is 5.5, which no whole number keeps
		{100_000, 5, 6},
		{90_909, 6, 5}, // 5.0000005 to 5.9999995
		{500_000, 3, 8},
		{1_000_000, 0, 11},
		{2_000_000, 0, 16},
	} {
		ask := askOf(t, 1000, 5, 6, 0, 900)
		ask.bounds = zoning.Bounds{Around: true, Tolerance: tt.tolerance}
		if least, most := ask.claims().Least, ask.claims().Most; least != tt.least ||
			most != tt.most {
			t.Errorf("tolerance %d: from %d to %d, want %d to %d", tt.tolerance, least, most,
				tt.least, tt.most)
		}
	}
	ask := askOf(t, 1, 2, 3)
	ask.bounds = zoning.Bounds{Least: 4, Most: 9}
	if least, most := ask.claims().Least, ask.claims().Most; least != 4 || most != 9 {
		t.Errorf("from %d to %d", least, most)
	}
}

// Where weights are those of nations, ways are counted in coarser steps, and
// costs are told in the same units all the same.
func TestStepsGrowWithTheWeightsSoThatSumsStayExact(t *testing.T) {
	const limit = 1 << 57
	for _, total := range []int64{1, 14_411_518, 14_411_519, 144_115_189, 1_441_151_881, 1 << 59} {
		ask := askOf(t, 0, total, 0)
		step := ask.claims().Step
		if product := float64(total) * 1e10; step < 1000 && product/step >= limit ||
			step > 1 && product/(step/10) < limit {
			t.Errorf("%d: a step of %g", total, step)
		}
		places := 7 - len(fmt.Sprint(step))
		if got, want := ask.amount(1), hinterland.FormatDecimal(1, places); got != want {
			t.Errorf("%d: one step is told as %s, want %s", total, got, want)
		}
		ask.claims().ByTies = true
		if got := ask.amount(1); got != "0.000001" {
			t.Errorf("%d: a millionth of a tie is told as %s", total, got)
		}
	}
	if ask := askOf(t, 1<<60-1000, 0, 0); ask.tooHeavy() {
		t.Error("2^60 - 1000 can still be counted")
	}
	if ask := askOf(t, 1<<59, 1<<59, 0); !ask.tooHeavy() {
		t.Error("2^60 cannot be counted")
	}
}

// Weights beyond the reach of every centre do not count towards the mean.
func TestOnlyPlacesThatACentreCanReachWeigh(t *testing.T) {
	ask := askOf(t, 10, 20, 30, 40)
	graph, err := atlas.NewGraph([]string{"p00", "p01", "p02", "p03"},
		[]atlas.Border{{A: "p00", B: "p01"}})
	if err != nil {
		t.Fatal(err)
	}
	ask.graph, ask.centres = graph, ask.centres[:1]
	z := ask.claims()
	z.Around(0)
	if z.Least != 20 || z.Most != 20 {
		t.Errorf("from %d to %d", z.Least, z.Most)
	}
}

func TestWhatTheMachineSaysOfAFileIsWorded(t *testing.T) {
	path := func(err error) error { return &fs.PathError{Op: "open", Path: "a.csv", Err: err} }
	for _, tongue := range lang.Tongues() {
		c, _ := quiet(tongue)
		seen := map[string]bool{}
		for _, err := range []error{fs.ErrNotExist, fs.ErrPermission, errors.New("odd")} {
			text := c.fileError(fmt.Errorf("x: %w", path(err)))
			if !strings.Contains(text, "a.csv") || seen[text] {
				t.Errorf("%s: %q", tongue, text)
			}
			seen[text] = true
		}
		if got := c.fileError(errors.New("of no file")); got != "of no file" {
			t.Errorf("%s: %q", tongue, got)
		}
	}
}

// An answer of ours that does not stand up to its check is our fault, whatever
// the input.
func TestABrokenPromiseIsAFaultOfTheProgram(t *testing.T) {
	c, errs := quiet(lang.English)
	finding := hinterland.Refuse(hinterland.Conflict, "plan.hash",
		hinterland.Args{"good": "oil", "right": "b"})
	err := fmt.Errorf("x: %w", &brokenPromise{hinterland.Refusals{finding}})
	if code := c.tell(err); code != exitError {
		t.Errorf("code %d", code)
	}
	for _, says := range []string{c.say.Say("plan.unproved", nil), "oil"} {
		if !strings.Contains(errs.String(), says) {
			t.Errorf("%q is not in %q", says, errs)
		}
	}
	if !strings.Contains(err.Error(), "plan.hash") {
		t.Error(err)
	}
}

func TestFoldersThatAreOneAreFoundToBe(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a", filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"a", "a", true},
		{"a", "a/../a", true},
		{"a", "b", true},
		{"a", ".", false},
		{"a", "c", false},
		{"c", "c", false}, // it is not there yet
	} {
		if got := sameFolder(filepath.Join(dir, tt.a), filepath.Join(dir, tt.b)); got != tt.want {
			t.Errorf("%s and %s: %t", tt.a, tt.b, got)
		}
	}
}

func TestTablesThatNoPlanWasWrittenBesideAreStrangers(t *testing.T) {
	for files, want := range map[string]bool{
		"": false, "places.csv": true, "places.csv summary.json": false, "summary.json": false,
		"needs.csv": false,
	} {
		dir := t.TempDir()
		for _, name := range strings.Fields(files) {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := strangers(dir); got != want {
			t.Errorf("a folder of %q: %t", files, got)
		}
	}
}

// Progress is shown on a terminal only, once work has gone on for a while, and
// is wiped away.
func TestProgressWaitsAndIsWipedAway(t *testing.T) {
	c, errs := quiet(lang.English)
	p := c.progress("progress.balance")
	p.started = p.started.Add(-time.Minute)
	p.step(1, 2)
	p.done()
	c.watch("progress.flow")()
	if errs.Len() > 0 {
		t.Errorf("what is no terminal is shown %q", errs)
	}
	p.errs = errs // as if it were one
	p.started = time.Now()
	p.step(1, 2)
	p.done()
	if errs.Len() > 0 {
		t.Errorf("at once it is shown %q", errs)
	}
	p.started = p.started.Add(-2 * patience)
	p.step(1, 2)
	p.step(2, 2)
	p.done()
	want := ""
	for _, done := range []int{1, 2} {
		want += "\r\x1b[K" + c.say.Say("progress.balance", lang.Args{"done": done, "all": 2})
	}
	if want += "\r\x1b[K"; errs.String() != want {
		t.Errorf("got %q, want %q", errs, want)
	}
}

// Each complaint about a flag names it as it was typed.
func TestComplaintsAboutFlagsNameThem(t *testing.T) {
	for args, want := range map[string]string{
		"--colour":   "--colour",
		"-x":         "-x",
		"--num":      "--num",
		"--num=many": "--num",
		"-n":         "-n",
		"--no-value": "--no-value",
	} {
		c, _ := quiet(lang.English)
		cmd := &cobra.Command{RunE: func(*cobra.Command, []string) error { return nil }}
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		cmd.Flags().IntP("num", "n", 0, "")
		cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return c.flagError(err) })
		cmd.SetArgs([]string{args})
		err := cmd.Execute()
		var coded *codedError
		if !errors.As(err, &coded) || coded.code != exitUsage ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestRangesOfFlagsIncludeTheirEnds(t *testing.T) {
	for value, fits := range map[float64]bool{
		0: true, 1: true, 0.5: true, -0.000001: false, 1.000001: false,
		math.Inf(1): false, math.NaN(): false,
	} {
		if err := inRange("--snap", value, 1); (err == nil) != fits {
			t.Errorf("%v: %v", value, err)
		}
	}
}
