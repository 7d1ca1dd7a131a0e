package report

import (
	"math/rand/v2"
	"testing"

	"hinterland"
	"hinterland/lang"
)

func share(met, needed int64) *hinterland.Share {
	return &hinterland.Share{Met: hinterland.Quantity(met), Needed: hinterland.Quantity(needed)}
}

func TestGroups(t *testing.T) {
	tests := map[string]struct {
		short []*hinterland.Share
		want  string
	}{
		"none are short": {nil, "–"},
		"one":            {[]*hinterland.Share{share(1, 2)}, "50.0% (1 need)"},
		"the same share": {[]*hinterland.Share{share(10, 20), share(5, 10)}, "50.0% (2 needs)"},
		"the same but for a unit": {
			[]*hinterland.Share{share(3, 10), share(33, 100)}, "32.7% (2 needs)",
		},
		"two shares": {
			[]*hinterland.Share{share(90, 100), share(30, 100)}, "30.0% (1 need), 90.0% (1 need)",
		},
		"many shares": {
			[]*hinterland.Share{share(10, 100), share(30, 100), share(50, 100), share(70, 100)},
			"from 10.0% to 70.0%, in 4 groups",
		},
	}
	b := &book{say: lang.For(lang.English)}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := b.groups(tt.short); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// A group is right if one share fits all its needs; there are as few groups as
// possible if each holds a need that fits no earlier one, which the first need
// of each shows.
func TestGroupsAreFewAndFit(t *testing.T) {
	for seed := range uint64(200) {
		dice := rand.New(rand.NewPCG(seed, 0))
		var rows []*hinterland.Share
		for range 1 + dice.IntN(8) {
			needed := 1 + dice.Int64N(12)
			rows = append(rows, share(dice.Int64N(needed), needed))
		}
		got, want := len(groupsOf(rows)), fewestGroups(rows)
		if got != want {
			t.Errorf("seed %d: %d groups, %d are enough", seed, got, want)
		}
		count := 0
		for _, g := range groupsOf(rows) {
			count += g.rows
		}
		if count != len(rows) {
			t.Errorf("seed %d: %d of %d needs are in groups", seed, count, len(rows))
		}
	}
}

// fewestGroups tries sets of shares, of which only the upper ends of needs have
// to be tried, from the smallest sets on.
func fewestGroups(rows []*hinterland.Share) int {
	fewest := len(rows)
	for set := range 1 << len(rows) {
		size, fits := 0, true
		for i := range rows {
			size += set >> i & 1
		}
		for _, r := range rows {
			found := false
			for i, end := range rows {
				a, b := int64(end.Met)+1, int64(end.Needed)
				found = found || set>>i&1 == 1 &&
					compareFractions(a, b, int64(r.Met), int64(r.Needed)) >= 0 &&
					compareFractions(a, b, int64(r.Met)+1, int64(r.Needed)) <= 0
			}
			fits = fits && found
		}
		if fits {
			fewest = min(fewest, size)
		}
	}
	return fewest
}

func TestFractionsBeyond64Bits(t *testing.T) {
	const large = 1_000_000_000_000_000
	if compareFractions(large-1, large, large, large+1) >= 0 {
		t.Error("1 - 1/n is less than 1 - 1/(n+1)")
	}
	if compareFractions(large, large, 1, 1) != 0 {
		t.Error("n/n is 1")
	}
}
