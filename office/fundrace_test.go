package office

import (
	"sync"
	"sync/atomic"
	"testing"

	"hinterland"
)

// atOnce does something by many at the same time.
func atOnce(many int, do func(worker int)) {
	var all sync.WaitGroup
	for worker := range many {
		all.Go(func() { do(worker) })
	}
	all.Wait()
}

// Sixteen draw a hundred yuan each, again and again, of a grant of which 4,400
// are left: forty-four times it is paid, whoever comes first.
func TestManyWhoDrawAtOnceGetWhatIsGrantedAndNoMore(t *testing.T) {
	o := openExamples(t)
	r := o.ask(o.keeper, "draw-grant",
		`{"grant":"10","day":"2026-11-25","amount":"100","use":"Seed"}`)
	var drawn, refused atomic.Int64
	atOnce(16, func(int) {
		for range 4 {
			_, err := o.Do(t.Context(), Request{Actor: r.Actor, Act: r.Act})
			switch no := refusalIn(err); {
			case err == nil:
				drawn.Add(1)
			case no != nil && no.Reason == "grant.undrawn":
				refused.Add(1)
			default:
				t.Error(err)
			}
		}
	})
	if drawn.Load() != 44 || refused.Load() != 20 {
		t.Errorf("%d are paid, %d refused", drawn.Load(), refused.Load())
	}
	o.holdsFund(1_200_000_000, 500_000, 500_000, 0)
	o.audited()
}

// Of many who grant what is left at once, one does; and what one withdraws at the
// same moment is not granted.
func TestWhatIsFreeIsGrantedOnceOrWithdrawn(t *testing.T) {
	o := openExamples(t)
	o.must(o.keeper, "withdraw-pledge", `{"pledge":"8","amount":"11994000","reason":"Hail"}`)
	acts := []Request{
		o.ask(o.keeper, "grant-of-fund", `{"application":"9","amount":"1000"}`),
		o.ask(o.keeper, "withdraw-pledge", `{"pledge":"8","amount":"1000","reason":"Hail"}`),
	}
	var done atomic.Int64
	atOnce(16, func(worker int) {
		_, err := o.Do(t.Context(), Request{Actor: o.keeper, Act: acts[worker%2].Act})
		switch no := refusalIn(err); {
		case err == nil:
			done.Add(1)
		case no == nil || no.Reason != "fund.free":
			t.Error(err)
		}
	})
	if done.Load() != 1 {
		t.Errorf("it went %d ways", done.Load())
	}
	if totals := o.fundTotals(); totals[0] < totals[1] || totals[1]+100_000 < totals[0] {
		t.Errorf("the fund has %v", totals)
	}
	o.audited()
}

// The same request five times at once has one effect, and the same answer.
func TestARepaymentThatIsSentFiveTimesIsRecordedOnce(t *testing.T) {
	o := openExamples(t)
	r := o.ask(o.keeper, "repay-grant", `{"grant":"10","day":"2026-11-25","amount":"100"}`)
	r.Key = "the same"
	var answers sync.Map
	atOnce(5, func(int) {
		e, err := o.Do(t.Context(), r)
		if err != nil {
			t.Error(err)
		}
		answers.Store(e.Number, true)
	})
	count := 0
	answers.Range(func(any, any) bool { count++; return true })
	if count != 1 {
		t.Errorf("%d answers", count)
	}
	o.holdsFund(1_200_000_000, 500_000, 60_000, 10_000)
}

// Of many who recover an advance from one receipt, one does, and what is open is
// settled once.
func TestAnAdvanceIsRecoveredFromAReceiptOnce(t *testing.T) {
	o := openWalk(t)
	recovers := o.ask(o.keeper, "recover-advance", `{"advance":"29","receipt":"28"}`)
	writes := o.ask(o.keeper, "write-off-advance",
		`{"advance":"29","amount":"50","reason":"Hail"}`)
	var recovered, written atomic.Int64
	atOnce(12, func(worker int) {
		r, count := recovers, &recovered
		if worker%2 == 1 {
			r, count = writes, &written
		}
		_, err := o.Do(t.Context(), Request{Actor: r.Actor, Act: r.Act})
		if no := refusalIn(err); err == nil {
			count.Add(1)
		} else if no == nil || no.Reason != "settlement.twice" && no.Reason != "advance.open" {
			t.Error(err)
		}
	})
	if recovered.Load() != 1 || written.Load() != 1 {
		t.Errorf("recovered %d times, written off %d times", recovered.Load(), written.Load())
	}
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		a, _, err := v.Advance(hinterland.MakeID[hinterland.Advance](29, 0))
		if want := int64(10_000 - 500 - 1701 - 5000); err == nil && a.Open() != want {
			t.Errorf("%d are open, want %d", a.Open(), want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.audited()
}
