package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

func TestBalancesClose(t *testing.T) {
	for seed := range uint64(30) {
		in := solved(t, random(seed))
		b := newBook(in, lang.For(lang.English))
		for _, g := range b.goods {
			tally := b.amounts[g.Code]
			if err := b.check(tally); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			var offered int64
			for _, o := range in.Region.Offers {
				if o.Good == g.Code {
					offered += int64(o.Quantity)
				}
			}
			total := tally.total()
			if !total.closes() || total.opening != 0 || total.supply != offered ||
				total.in != total.out {
				t.Errorf("seed %d: %s over the horizon: %+v of %d", seed, g.Code, total, offered)
			}
			for z := range tally.byZone {
				if whole := tally.whole(z); !whole.closes() {
					t.Errorf("seed %d: %s in zone %d: %+v", seed, g.Code, z, whole)
				}
				for p := 1; p < len(tally.byZone[z]); p++ {
					left, now := tally.byZone[z][p-1].closing, tally.byZone[z][p].opening
					if left != now {
						t.Errorf("seed %d: period %d opens with %d after %d", seed, p, now, left)
					}
				}
			}
		}
	}
}

// by hand: 80 t are offered in the hills in month 1; 50 go to the mill there in
// month 2, 5 by a floor to the south.
func TestBalanceOfTheSmallRegion(t *testing.T) {
	in := solved(t, small())
	b := newBook(in, lang.For(lang.English))
	wheat := b.amounts["wheat"]
	upper, lower := b.zoneAt["Upper"], b.zoneAt["Lower"]
	up, low := wheat.whole(upper), wheat.whole(lower)
	if up.supply != 800 || low.supply != 300 {
		t.Errorf("supply is %d and %d", up.supply, low.supply)
	}
	if up.in != 0 || low.in < 50 || up.use != 500 {
		t.Errorf("the floor or the mill goes short: %+v, %+v", up, low)
	}
	if first := wheat.byZone[upper][1]; first.closing != 800 {
		t.Errorf("800 wait in month 1, not %d", first.closing)
	}
	work := b.amounts["work"]
	if got := work.byZone[lower][1]; got.lapsed != 30 || got.closing != 0 {
		t.Errorf("work of month 1 does not keep: %+v", got)
	}
	if !work.lapses() || wheat.lapses() {
		t.Error("work lapses, wheat does not")
	}
}

func TestAPlanOfAnotherRegionIsRefused(t *testing.T) {
	in := solved(t, small())
	for i := range in.Plan.Lines {
		if l := &in.Plan.Lines[i]; l.Good == "wheat" && l.OfferPeriod == 1 {
			l.ShipPeriod, l.Period = 2, 1
		}
	}
	err := Write(&bytes.Buffer{}, in, lang.For(lang.English))
	var fault *BalanceError
	if !errors.As(err, &fault) || fault.Good != "wheat" {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(fault.Error(), `"wheat"`) {
		t.Error(fault)
	}
}

func TestTradeAddsUp(t *testing.T) {
	for seed := range uint64(20) {
		in := random(seed)
		for i := range in.Region.Offers {
			in.Region.Offers[i].Price = hinterland.Money(1_000_000 * (i + 1))
		}
		b := newBook(solved(t, in), lang.For(lang.English))
		m := b.matrix("", every)
		for z := range b.zones {
			for _, g := range b.goods {
				var out, in int64
				for other := range b.zones {
					out += b.traded.steps[pass{g.Code, z, other}]
					in += b.traded.steps[pass{g.Code, other, z}]
				}
				if whole := b.amounts[g.Code].whole(z); whole.out != out || whole.in != in {
					t.Errorf("seed %d: %s: %+v, trade %d and %d", seed, g.Code, whole, out, in)
				}
			}
			if _, most := m.most(); m.gives(z).Cmp(most) > 0 || m.gets(z).Cmp(most) > 0 {
				t.Errorf("seed %d: zone %d is past the most", seed, z)
			}
		}
	}
}
