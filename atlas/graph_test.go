package atlas

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

func mustGraph(t *testing.T, codes []string, borders ...Border) *Graph {
	t.Helper()
	g, err := NewGraph(codes, borders)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGraphsAreTheSameInAnyOrder(t *testing.T) {
	g := mustGraph(t, []string{"c", "a", "b", "d", "a"},
		Border{A: "c", B: "a", Km: 2}, Border{A: "b", B: "a", Km: 1}, Border{A: "b", B: "c"})
	if g.Len() != 4 || g.Code(0) != "a" || fmt.Sprint(g.Neighbours(1)) != "[0 2]" {
		t.Errorf("%d places, first %q, neighbours of b %v", g.Len(), g.Code(0), g.Neighbours(1))
	}
	if got := fmt.Sprint(g.Borders()); got != "[{a b 1} {a c 2} {b c 0}]" {
		t.Errorf("borders %s", got)
	}
	if km, ok := g.BorderKm(2, 0); !ok || km != 2 {
		t.Errorf("c to a: %g, %t", km, ok)
	}
	if _, ok := g.BorderKm(0, 3); ok {
		t.Error("a and d are adjacent")
	}
	if i, ok := g.Index("d"); !ok || i != 3 {
		t.Errorf("d is %d, %t", i, ok)
	}
	if _, ok := g.Index("x"); ok {
		t.Error("x is a place")
	}
	if got := fmt.Sprint(g.Components()); got != "[[0 1 2] [3]]" {
		t.Errorf("components %s", got)
	}
}

func TestGraphsRefuseEdgesThatMeanNothing(t *testing.T) {
	for want, borders := range map[EdgeReason][]Border{
		EdgeUnknown: {{A: "a", B: "x"}},
		EdgeLoop:    {{A: "a", B: "a"}},
		EdgeTwice:   {{A: "a", B: "b"}, {A: "b", B: "a"}},
	} {
		_, err := NewGraph([]string{"a", "b"}, borders)
		var refusal *EdgeError
		if !errors.As(err, &refusal) || refusal.Reason != want {
			t.Errorf("%v: %v, want %s", borders, err, want)
		}
	}
}

func TestEditsChangeACopyAndCarryTheirReason(t *testing.T) {
	g := mustGraph(t, []string{"a", "b", "c"}, Border{A: "a", B: "b", Km: 1})
	h, err := g.Edited([]Edit{
		{A: "b", B: "a", Remove: true, Reason: "a ridge"},
		{A: "c", B: "b", Km: 3, Reason: "a bridge"},
	})
	if err != nil || fmt.Sprint(h.Borders()) != "[{b c 3}]" {
		t.Errorf("%v, %v", h.Borders(), err)
	}
	if fmt.Sprint(g.Borders()) != "[{a b 1}]" {
		t.Errorf("the original is now %v", g.Borders())
	}
	for want, edits := range map[EdgeReason][]Edit{
		EdgeNoReason: {{A: "a", B: "c"}},
		EdgePresent:  {{A: "b", B: "a", Reason: "r"}},
		EdgeAbsent:   {{A: "b", B: "c", Remove: true, Reason: "r"}},
		EdgeTwice:    {{A: "a", B: "c", Reason: "r"}, {A: "c", B: "a", Remove: true, Reason: "r"}},
		EdgeUnknown:  {{A: "a", B: "x", Reason: "r"}},
		EdgeLoop:     {{A: "a", B: "a", Reason: "r"}},
	} {
		_, err := g.Edited(edits)
		var refusal *EdgeError
		if !errors.As(err, &refusal) || refusal.Reason != want {
			t.Errorf("%v: %v, want %s", edits, err, want)
		}
	}
}

func TestTheZeroGraphHasNoPlaces(t *testing.T) {
	var g Graph
	if g.Len() != 0 || len(g.Borders()) != 0 || len(g.Components()) != 0 {
		t.Error("something is in it")
	}
	if !slices.Equal((&Map{}).Codes(), []string{}) {
		t.Error("an empty map has codes")
	}
}
