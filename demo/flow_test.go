package demo

import (
	"io/fs"
	"math/big"
	"testing"

	"hinterland"
)

func TestMuldivIsExact(t *testing.T) {
	d := throwFor("muldiv")
	for range 10_000 {
		a, b := int64(d.next()>>(1+d.next()%63)), int64(d.next()>>(1+d.next()%63))
		c := int64(d.next()>>(1+d.next()%63)) + 1
		want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want.Quo(want, big.NewInt(c))
		if !want.IsInt64() {
			continue
		}
		if got := muldiv(a, b, c); got != want.Int64() {
			t.Fatalf("%d × %d ÷ %d is %d, want %d", a, b, c, got, want)
		}
	}
}

func TestYearIsMeasureTimesRateInSteps(t *testing.T) {
	s := site{measure: map[string]int64{people: 250_000}}
	f := &flow{measure: people, rate: 1_900, good: &goodRule{}}
	// 1.9 units per 1,000 people.
	for decimals, want := range []int64{475, 4_750, 47_500, 475_000} {
		f.good.good.Decimals = decimals
		if got := f.year(s); got != want {
			t.Errorf("%d decimals: got %d, want %d", decimals, got, want)
		}
	}
}

// Offers come to their cover of the needs, but for less than a step a row that
// rounding drops.
func TestOffersCoverWhatGoodsSay(t *testing.T) {
	for name, s := range samples(t) {
		folder, err := fs.Sub(shipped, "data/"+name)
		if err != nil {
			t.Fatal(err)
		}
		offered, needed := map[string]int64{}, map[string]int64{}
		rows := map[string]int64{}
		for _, o := range s.Region.Offers {
			offered[string(o.Good)] += int64(o.Quantity)
			rows[string(o.Good)]++
		}
		for _, n := range s.Region.Needs {
			needed[string(n.Good)] += int64(n.Quantity)
		}
		l := &loader{folder: folder}
		for _, r := range l.read(hinterland.GoodsTable) {
			good := r.text("code")
			target := needed[good] / 100 * r.whole("cover")
			if offered[good] > target || offered[good] < target-2*rows[good] {
				t.Errorf("%s: %d of %s is offered, not %d", name, offered[good], good, target)
			}
			if (needed[good] > 0) != (offered[good] > 0) {
				t.Errorf("%s: %s is needed %d, offered %d", name, good, needed[good], offered[good])
			}
		}
		if l.err != nil {
			t.Error(l.err)
		}
	}
}

// What nobody can keep is offered in the month it is needed; what comes once a
// year comes when it ripens.
func TestOffersFollowTheSeasons(t *testing.T) {
	for _, o := range samples(t)["shanxi"].Region.Offers {
		if o.Good == "wheat" && o.Period != 1 && o.Period != 6 && o.Period != 7 {
			t.Fatalf("wheat is offered in month %d", o.Period)
		}
		if o.Good == "cotton" && o.Period != 1 && o.Period != 9 && o.Period != 10 {
			t.Fatalf("cotton is offered in month %d", o.Period)
		}
	}
}
