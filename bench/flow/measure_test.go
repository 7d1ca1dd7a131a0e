package main

import (
	"bytes"
	"strings"
	"testing"

	"hinterland/bench/flow/mcfgen"
)

func TestMiddleTakesTheMedianOfEach(t *testing.T) {
	got := middle([]result{
		{CPUSeconds: 3, megabytes: 10},
		{CPUSeconds: 1, megabytes: 30},
		{CPUSeconds: 2, megabytes: 20},
	})
	if got.CPUSeconds != 2 || got.megabytes != 20 {
		t.Errorf("got %+v", got)
	}
}

func TestARowShowsRatios(t *testing.T) {
	r := row{
		nodes: "2", arcs: "3",
		ours: result{CPUSeconds: 1, megabytes: 30}, peer: result{CPUSeconds: 2, megabytes: 40},
	}
	want := "| x | 2 / 3 | 1.0000 | 2.0000 | 0.50 | 30.0 | 40.0 | 0.75 |"
	if got := r.format("x"); got != want {
		t.Errorf("got %q", got)
	}
}

func TestEveryKnownInstanceIsMeasured(t *testing.T) {
	names := map[string]bool{}
	for _, in := range instances() {
		names[in.name] = true
	}
	for _, known := range mcfgen.Known() {
		if !names[known.Name] {
			t.Errorf("%s is not measured", known.Name)
		}
	}
	if err := writeInstance("no such"); err == nil {
		t.Error("an unknown instance is written")
	}
}

func TestAWrittenInstanceBeginsWithItsHeading(t *testing.T) {
	var text bytes.Buffer
	if err := mcfgen.Transport(1, 2, 3).Write(&text); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(text.String(), "c mcfgen transport m=2 n=3 seed=1\np min 5 6\n") {
		t.Errorf("got %.60q", text.String())
	}
}
