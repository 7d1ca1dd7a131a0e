package flow

import "testing"

func TestEveryArcHasASlotOfItsOwn(t *testing.T) {
	for m := range 700 {
		o := newOrder(m)
		seen := make([]bool, o.slots())
		for e := range int32(m) {
			slot := o.slot(e)
			if seen[slot] || o.arc(slot) != e {
				t.Fatalf("%d arcs: arc %d has slot %d, which has arc %d", m, e, slot, o.arc(slot))
			}
			seen[slot] = true
		}
		if o.slots()-m > chunk {
			t.Fatalf("%d arcs take %d slots", m, o.slots())
		}
	}
}

func TestAnyBlockIsASampleOfTheWhole(t *testing.T) {
	o := newOrder(1 << 20)
	const block = 1 << 10
	for at := int32(0); at < 1<<20; at += block {
		var parts [8]int
		for slot := at; slot < at+block; slot++ {
			parts[o.arc(slot)>>17]++
		}
		for part, count := range parts {
			if count < block/16 {
				t.Fatalf("the block at %d has %d arcs of part %d of 8", at, count, part)
			}
		}
	}
}
