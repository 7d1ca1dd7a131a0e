package balance

import (
	"maps"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// foreignOptimum asks a solver that is not ours for the optimum of a program.
func foreignOptimum(t *testing.T, solver, file string) *big.Rat {
	t.Helper()
	var out []byte
	var err error
	var pattern string
	switch solver {
	case "glpsol":
		report := file + ".glpsol"
		out, err = exec.Command("glpsol", "--lp", file, "--exact", "-o", report).CombinedOutput()
		if err == nil {
			out, err = os.ReadFile(report)
		}
		pattern = `Objective:\s+wish = ([-+0-9.e]+)`
	case "cbc":
		out, err = exec.Command("cbc", file, "solve").CombinedOutput()
		pattern = `(?i)optimal objective ([-+0-9.e]+)|Optimal - objective value ([-+0-9.e]+)`
	}
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", solver, file, err, out)
	}
	found := regexp.MustCompile(pattern).FindStringSubmatch(string(out))
	if found == nil {
		t.Fatalf("%s tells no optimum of %s:\n%s", solver, file, out)
	}
	value, ok := new(big.Rat).SetString(strings.Join(found[1:], ""))
	if !ok {
		t.Fatalf("%s tells %q", solver, found[1:])
	}
	return value
}

// The program of every wish is solved by two solvers that share nothing with
// ours. The make file installs them; a machine without them fails here.
func TestForeignSolversFindTheSameOptima(t *testing.T) {
	optimum := regexp.MustCompile(`optimum (-?\d+)\n`)
	solved := 0
	for seed := range uint64(12) {
		d := newDraw(seed)
		region := d.region(size{places: 5, parties: 9, periods: 3, offers: 12, needs: 18, most: 40})
		if seed%2 == 1 {
			region.Signed = signedFrom(t, region)
		}
		models, err := Models(t.Context(), region, policies()[seed%3])
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		for _, name := range slices.Sorted(maps.Keys(models)) {
			file := filepath.Join(folder, name)
			if err := os.WriteFile(file, models[name], 0o600); err != nil {
				t.Fatal(err)
			}
			want, _ := new(big.Rat).SetString(optimum.FindStringSubmatch(string(models[name]))[1])
			for _, solver := range []string{"glpsol", "cbc"} {
				if got := foreignOptimum(t, solver, file); got.Cmp(want) != 0 {
					t.Errorf("seed %d, %s: %s finds %v, the plan says %v",
						seed, name, solver, got.FloatString(3), want.FloatString(3))
				}
				solved++
			}
		}
	}
	if solved < 80 {
		t.Errorf("only %d programs were solved", solved)
	}
}
