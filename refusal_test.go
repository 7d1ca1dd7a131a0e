package hinterland

import (
	"errors"
	"fmt"
	"testing"
)

func TestRefusalsAreFoundInErrors(t *testing.T) {
	one := Refuse(NotFound, "a", nil)
	two := Refusals{one, Refuse(Invalid, "b", nil)}
	for name, tt := range map[string]struct {
		err  error
		want int
	}{
		"one":            {one, 1},
		"one, wrapped":   {fmt.Errorf("act: %w", one), 1},
		"several":        {two, 2},
		"among others":   {errors.Join(errors.New("x"), two), 2},
		"something else": {errors.New("x"), 0},
		"nothing":        {nil, 0},
	} {
		if got := len(RefusalsIn(tt.err)); got != tt.want {
			t.Errorf("%s: %d refusals, want %d", name, got, tt.want)
		}
	}
}
