package hinterland

import (
	"math"
	"testing"
)

// TestABarIsAsLongAsItsPart goes to the ends of what can be counted.
func TestABarIsAsLongAsItsPart(t *testing.T) {
	for _, c := range []struct {
		part, whole Quantity
		want, met   int64
	}{
		{0, 0, 0, 0},
		{0, 1, 0, 0},
		{1, 1001, 0, 0},
		{1, 1000, 1, 1},
		{985, 1000, 985, 985},
		{986, 1000, 986, 985},
		{999, 1000, 999, 985},
		{7, 7, 1000, 1000},
		{math.MaxInt64 - 1, math.MaxInt64, 999, 985},
		{math.MaxInt64, math.MaxInt64, 1000, 1000},
	} {
		if got := Thousandths(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d is %d thousandths, want %d", c.part, c.whole, got, c.want)
		}
		if got := MetThousandths(c.part, c.whole); got != c.met {
			t.Errorf("%d met of %d is %d thousandths, want %d", c.part, c.whole, got, c.met)
		}
	}
}
