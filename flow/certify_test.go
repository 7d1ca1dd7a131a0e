package flow

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// listed reads a slice as a function.
func listed(x []int64) func(int) int64 { return func(i int) int64 { return x[i] } }

func TestCertifyNamesWhatBreaksAProof(t *testing.T) {
	p := Problem{Supply: []int64{3, 0, -3}, Arcs: []Arc{
		{From: 0, To: 1, Cap: 9, Cost: 1},
		{From: 1, To: 2, Cap: 2, Cost: 1},
		{From: 0, To: 2, Cap: 9, Cost: 5},
	}}
	flow, potential := []int64{2, 2, 1}, []int64{0, 1, 5}
	tests := map[string]struct {
		flow, potential []int64
		claim           string
		arc, node       int
	}{
		"a flow above its cap":      {[]int64{3, 3, 0}, potential, "bounds", 1, -1},
		"a flow below its bound":    {[]int64{-1, 2, 4}, potential, "bounds", 0, -1},
		"goods lost on the way":     {[]int64{3, 2, 1}, potential, "balance", -1, 0},
		"a dearer flow":             {[]int64{1, 1, 2}, potential, "slackness", 1, -1},
		"prices that prove nothing": {flow, []int64{0, 1, 4}, "slackness", 2, -1},
		"prices that would overflow": {
			flow, []int64{math.MaxInt64, math.MinInt64, 0}, "slackness", 0, -1,
		},
	}
	if err := Certify(p, listed(flow), listed(potential)); err != nil {
		t.Fatalf("the optimum is refused: %v", err)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var proof *ProofError
			err := Certify(p, listed(tt.flow), listed(tt.potential))
			if !errors.As(err, &proof) {
				t.Fatalf("got %v", err)
			}
			if proof.Claim != tt.claim || proof.Arc != tt.arc || proof.Node != tt.node {
				t.Errorf("got %+v", proof)
			}
			if !strings.Contains(err.Error(), tt.claim) {
				t.Errorf("%q does not name the claim", err)
			}
		})
	}
}

func TestTheCheckersSumsAreExact(t *testing.T) {
	var s wideSum
	for range 5 {
		s.plus(math.MaxInt64)
		s.minus(math.MinInt64)
	}
	if got := s.value().String(); got != "92233720368547758075" || s.sign() != 1 {
		t.Errorf("sum %s, sign %d", got, s.sign())
	}
	for range 5 {
		s.minus(math.MaxInt64)
		s.plus(math.MinInt64)
	}
	if s.sign() != 0 || s.value().Sign() != 0 {
		t.Errorf("sum %s, want 0", s.value())
	}
	if s.minus(1); s.sign() != -1 || s.value().Int64() != -1 {
		t.Errorf("sum %s, want -1", s.value())
	}
}

func TestTotalsAreExact(t *testing.T) {
	var s int128
	s.addProduct(math.MaxInt64, math.MaxInt64)
	s.addProduct(math.MinInt64, 3)
	s.addProduct(-5, math.MaxInt64)
	s.addProduct(-7, -9)
	s.add(math.MinInt64)
	// (2^63-1)² - 3·2^63 - 5(2^63-1) + 63 - 2^63 = 2^126 - 11·2^63 + 69
	if got, want := s.big().String(), "85070591730234615764386559452539519045"; got != want {
		t.Errorf("sum %s, want %s", got, want)
	}
	if s.isZero() {
		t.Error("the sum is taken for nothing")
	}
}
