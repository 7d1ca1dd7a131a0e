package balance

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
)

func policies() []hinterland.Policy {
	return []hinterland.Policy{
		hinterland.ZonesFirst,
		hinterland.ZonesPrefer,
		hinterland.ZonesIgnore,
	}
}

func TestThePlanDoesNotDependOnTheOrderOfRows(t *testing.T) {
	bigs := cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
	for seed := range uint64(60) {
		d := newDraw(seed)
		region := d.region(
			size{places: 8, parties: 20, periods: 5, offers: 40, needs: 60, most: 100},
		)
		for _, policy := range policies() {
			first, err := Solve(t.Context(), region, Options{Zones: policy})
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			second, err := Solve(t.Context(), d.reordered(region), Options{Zones: policy})
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if diff := cmp.Diff(first, second, bigs); diff != "" {
				t.Fatalf("seed %d, zones %s:\n%s", seed, policy, diff)
			}
		}
	}
}
