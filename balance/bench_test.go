package balance

import (
	"testing"

	"hinterland"
)

// county is a good of the size of a real county's: some hundred lots and
// needs over twelve periods.
func county(seed uint64) *hinterland.Region {
	d := newDraw(seed)
	return d.region(
		size{places: 120, parties: 600, periods: 12, offers: 350, needs: 500, most: 10_000},
	)
}

func BenchmarkCounty(b *testing.B) {
	region := county(1)
	in := newInputs(region)
	b.Run("model", func(b *testing.B) {
		for b.Loop() {
			newProblem(in, &region.Goods[0], hinterland.ZonesFirst)
		}
	})
	b.Run("allot", func(b *testing.B) {
		for b.Loop() {
			p := newProblem(in, &region.Goods[0], hinterland.ZonesFirst)
			if _, err := allot(b.Context(), p); err != nil {
				b.Fatal(err)
			}
		}
	})
	p := newProblem(in, &region.Goods[0], hinterland.ZonesFirst)
	a, err := allot(b.Context(), p)
	if err != nil {
		b.Fatal(err)
	}
	var d *delivery
	b.Run("deliver", func(b *testing.B) {
		for b.Loop() {
			if d, err = deliver(b.Context(), p, a.flows); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reasons", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.plan(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
