package hinterland

import (
	"slices"
	"strconv"
	"testing"
)

func TestARefusalNamesAsManyAsAReaderCanTakeIn(t *testing.T) {
	var codes Codes[PlaceCode]
	for n := range 24 {
		got := codes.Texts()
		switch {
		case n <= 20 && len(got) != n:
			t.Errorf("%d are told as %v", n, got)
		case n > 20 && (len(got) != 21 || got[20] != "… (+"+strconv.Itoa(n-20)+")"):
			t.Errorf("%d are told as %v", n, got)
		case n > 0 && got[0] != "p0":
			t.Errorf("the first of %d is %s", n, got[0])
		}
		codes = append(codes, PlaceCode("p"+strconv.Itoa(n)))
	}
	if got := (Codes[ZoneCode]{"w", "x"}).Texts(); !slices.Equal(got, []string{"w", "x"}) {
		t.Errorf("zones are told as %v", got)
	}
}
