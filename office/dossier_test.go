package office

import (
	"testing"

	"hinterland"
)

func TestTheReceiptOfADeliveryIsTheOneThatStands(t *testing.T) {
	id := func(n int64) hinterland.ID[hinterland.Event] {
		return hinterland.MakeID[hinterland.Event](n, 0)
	}
	var d Dossier
	d.take([]hinterland.Event{
		{ID: id(7), Kind: hinterland.Receipt, About: id(2)},
		{ID: id(6), Kind: hinterland.Reversal, About: id(4)},
		{ID: id(5), Kind: hinterland.Receipt, About: id(1)},
		{ID: id(4), Kind: hinterland.Receipt, About: id(2), Reversed: id(6)},
		{ID: id(3), Kind: hinterland.Delivery},
		{ID: id(2), Kind: hinterland.Delivery},
		{ID: id(1), Kind: hinterland.Delivery},
	})
	for delivery, want := range map[int64]int64{1: 5, 2: 7, 3: 0, 4: 0, 9: 0} {
		got := hinterland.ID[hinterland.Event](0)
		if r := d.ReceiptOf(id(delivery)); r != nil {
			got = r.ID
		}
		if want != got.Act() {
			t.Errorf("of %d: got %s, want %d", delivery, got, want)
		}
	}
}
