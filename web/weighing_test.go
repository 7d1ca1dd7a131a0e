package web

import (
	"context"
	"errors"
	"math/big"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// TestWhatIsForeseenIsCutToWhatAPageTells goes to both bounds and just beyond.
func TestWhatIsForeseenIsCutToWhatAPageTells(t *testing.T) {
	for _, c := range []struct{ needs, lines, moreNeeds, moreLines int }{
		{0, 0, 0, 0},
		{needsShown, movesShown, 0, 0},
		{needsShown + 1, movesShown + 2, 1, 2},
	} {
		f := &foreseen{Weighing: &hinterland.Weighing{
			Needs: make([]hinterland.NeedMove, c.needs),
			Lines: make([]hinterland.WeighedLine, c.lines),
		}}
		f.cut()
		if f.Needs != c.moreNeeds || f.Lines != c.moreLines ||
			len(f.Weighing.Needs)+f.Needs != c.needs ||
			len(f.Weighing.Lines)+f.Lines != c.lines {
			t.Errorf("of %d and %d there are %d and %d more", c.needs, c.lines, f.Needs, f.Lines)
		}
	}
}

// TestTheDifferenceOfCostsHasItsSign words costs that rise, fall and stay, and such
// as there are not.
func TestTheDifferenceOfCostsHasItsSign(t *testing.T) {
	d := &draft{ask: &ask{say: lang.For(lang.English)}}
	cost := func(was, is int64) *hinterland.Weighing {
		of := func(n int64) hinterland.GoodSummary {
			return hinterland.GoodSummary{
				Currency: "CNY", Cost: new(big.Int).Mul(big.NewInt(n), big.NewInt(1_000_000)),
			}
		}
		return &hinterland.Weighing{Was: of(was), Is: of(is)}
	}
	for want, w := range map[string]*hinterland.Weighing{
		"+3 CNY": cost(2, 5), "−3 CNY": cost(5, 2), "0 CNY": cost(4, 4), "": {},
	} {
		if got := d.costMore(w); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// oneAfterOther counts how many goods are planned at once.
type oneAfterOther struct {
	Plans
	began, goOn chan bool
}

func (o *oneAfterOther) Replan(
	context.Context, hinterland.Policy, hinterland.GoodCode, ...*hinterland.Region,
) ([]*hinterland.Plan, error) {
	o.began <- true
	<-o.goOn
	return []*hinterland.Plan{{}, {}}, nil
}

// TestGoodsAreWeighedOneAfterAnother lets one wait while another is planned, and go
// away before it is its turn.
func TestGoodsAreWeighedOneAfterAnother(t *testing.T) {
	w := newWorld(t)
	plans := &oneAfterOther{began: make(chan bool), goOn: make(chan bool)}
	w.site.Plans = plans
	first := make(chan error)
	go func() {
		_, err := (&ask{Server: w.site, ctx: t.Context()}).weigh(&office.Alternative{})
		first <- err
	}()
	<-plans.began
	gone, leave := context.WithCancel(t.Context())
	leave()
	_, err := (&ask{Server: w.site, ctx: gone}).weigh(&office.Alternative{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone away is told %v", err)
	}
	plans.goOn <- true
	if err := <-first; err != nil {
		t.Errorf("the first is told %v", err)
	}
	if len(w.site.weighing) != 0 {
		t.Error("a turn is not given back")
	}
}
