package hinterland

import (
	"fmt"
	"testing"
)

func TestFloorLacksAddUpByGoodAndReason(t *testing.T) {
	lack := func(good GoodCode, promised, missing Quantity, reason ShortReason) FloorLack {
		return FloorLack{Floor{Good: good, Quantity: promised}, false, missing, reason}
	}
	got := ""
	for _, s := range SumFloorLacks([]FloorLack{
		lack("tool", 5, 1, ShortSupply),
		lack("flax", MaxTotal, MaxTotal, ShortReach),
		lack("tool", 7, 2, ShortSupply),
		lack("flax", MaxTotal, 1, ShortReach),
		lack("flax", 3, 3, ShortLate),
		{Floor{Good: "flax", Quantity: 4}, true, 1, ShortLate},
	}) {
		got += fmt.Sprintln(s.Good, s.Fixed, s.Reason, s.Floors, s.Promised, s.Quantity)
	}
	want := fmt.Sprintln("flax", false, "reach", 2, 2*uint64(MaxTotal), uint64(MaxTotal)+1) +
		"flax false too-late 1 3 3\nflax true too-late 1 4 1\ntool false supply 2 12 3\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if sums := SumFloorLacks(nil); sums != nil {
		t.Errorf("of nothing: %v", sums)
	}
}
