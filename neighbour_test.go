package hinterland

import (
	"slices"
	"testing"
)

// reasonsIn are the reasons of refusals, each with the column that it is about.
func reasonsIn(faults Refusals) []string {
	var all []string
	for _, f := range faults {
		all = append(all, f.At.Column+" "+string(f.Reason))
	}
	return all
}

func TestWhatIsSaidOfTwoPlaces(t *testing.T) {
	border := func(a, b PlaceCode, ruling Ruling, reason string) Refusals {
		x := Border{A: a, B: b, Ruling: ruling, Reason: reason}
		return x.Check()
	}
	tie := func(strength int64, source string) Refusals {
		x := Tie{A: "a", B: "b", Strength: strength, Source: source}
		return x.Check()
	}
	way := Distance{From: "a", To: "a"}
	place := func(weight int64, source string) Refusals {
		x := Place{
			Code: "a", Name: Name{English: "A"}, Lon: Nowhere, Lat: Nowhere, Weight: weight,
			Source: source,
		}
		return x.Check()
	}
	for name, tt := range map[string]struct {
		got  Refusals
		want []string
	}{
		"two that are joined":   {border("a", "b", Joined, "A bridge"), nil},
		"two as the map has it": {border("b", "a", AsMapped, ""), nil},
		"one with itself": {
			border("a", "a", Joined, "x"), []string{"b pair.self"},
		},
		"a code that is none": {
			border("a", "", AsMapped, ""), []string{"b code.form"},
		},
		"a ruling without a reason": {
			border("a", "b", Parted, ""), []string{"reason cell.blank"},
		},
		"a reason without a ruling": {
			border("a", "b", "", "x"), []string{"reason ruling.reason"},
		},
		"a ruling that is none": {
			border("a", "b", "x", "y"), []string{"ruling ruling.unknown"},
		},
		"a tie":  {tie(1, "waybills"), nil},
		"no tie": {tie(0, ""), nil},
		"a tie from nowhere": {
			tie(1, ""), []string{"source cell.blank"},
		},
		"a source of no tie": {
			tie(0, "x"), []string{"source source.alone"},
		},
		"the way from a place to itself": {
			way.Check(), []string{"to pair.self"},
		},
		"a place that nobody has weighed": {place(Unweighed, ""), nil},
		"a place that weighs nothing":     {place(0, "census"), nil},
		"a weight from nowhere": {
			place(0, ""), []string{"source cell.blank"},
		},
		"a source of no weight of a place": {
			place(Unweighed, "x"), []string{"source source.alone"},
		},
	} {
		if got := reasonsIn(tt.got); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

func TestWhatIsSaidByHandStandsBeforeTheMap(t *testing.T) {
	for _, tt := range []struct {
		mapped int
		ruling Ruling
		want   bool
	}{
		{0, AsMapped, false},
		{1, AsMapped, true},
		{0, Joined, true},
		{1, Parted, false},
		{0, Parted, false},
	} {
		b := Border{Mapped: tt.mapped, Ruling: tt.ruling}
		if b.Stands() != tt.want {
			t.Errorf("mapped %d, %q: %v", tt.mapped, tt.ruling, !tt.want)
		}
		if b.Empty() != (tt.mapped == 0 && tt.ruling == AsMapped) {
			t.Errorf("mapped %d, %q: empty %v", tt.mapped, tt.ruling, b.Empty())
		}
	}
}

func TestWeightsAreWholeNumbers(t *testing.T) {
	for text, want := range map[string]int64{
		"": Unweighed, "0": 0, "1000000000000": MaxWeight,
	} {
		got, err := ParseWeight(text)
		p := Place{Weight: got}
		if err != nil || got != want || p.Weighed() != text {
			t.Errorf("%q: %d, %q, %v", text, got, p.Weighed(), err)
		}
	}
	for _, text := range []string{"-1", "1.5", "1000000000001", "many"} {
		if _, err := ParseWeight(text); err == nil {
			t.Errorf("%q is taken for a weight", text)
		}
	}
}
