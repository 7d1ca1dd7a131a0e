package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// openWiderPlan is an office that has kept a plan in which two parties supply it, and
// has not proposed it yet.
func openWiderPlan(t *testing.T) (o *exampleOffice, plan string) {
	t.Helper()
	o = openPlans(t)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must(o.keeper, "state-offer", strings.Replace(offering("office", "830", `"0","5"`, 0),
		`"party":"office"`, `"party":"mill"`, 1))
	o.KeepPlansOf(made{exampleRun: balanced(t, aWiderRegion())})
	return o, o.keepPlan("")
}

// saidOf is what somebody is told of a plan, row by row, with a dollar behind each row
// whose prices they are told.
func (o *exampleOffice) saidOf(who Actor, of hinterland.PlanRowQuery) (rows []string, err error) {
	o.t.Helper()
	err = o.View(o.t.Context(), who, func(v *View) error {
		by := of
		for {
			found, err := v.SomeAllocations(by, 1)
			if err != nil || len(found) == 0 {
				return err
			}
			a := &found[0]
			by.After = hinterland.PlanRowKey{Good: a.Good, From: a.From, To: a.To}
			row := fmt.Sprint(a.Good, " ", a.From, ">", a.To)
			if a.Priced {
				row += "$"
			}
			for i := range a.Lines {
				if l := &a.Lines[i]; (l.Price == 0 || l.UnitCost == 0) == a.Priced {
					o.t.Errorf("%s is told %+v of %s", who.Party, l, row)
				}
			}
			rows = append(rows, row)
		}
	})
	return rows, err
}

// TestWhatAPlanSaysIsSeenInPartsAsItIsWhole lets who plans, a party of the plan and a
// stranger to it read it before and after it is proposed.
func TestWhatAPlanSaysIsSeenInPartsAsItIsWhole(t *testing.T) {
	o, plan := openWiderPlan(t)
	coop := o.giveAccount("clerk")
	of := hinterland.PlanRowQuery{Plan: mustID(t, plan)}
	if _, err := o.saidOf(coop, of); !isRefusal(err, hinterland.NotFound) {
		t.Errorf("before it is proposed: %v", err)
	}
	o.propose(plan)
	for _, who := range []Actor{o.keeper, coop} {
		rows, err := o.saidOf(who, of)
		if err != nil || len(rows) < 2 {
			t.Fatal(rows, err)
		}
		for _, row := range rows {
			own := who.Party == "office" || strings.Contains(row, string(who.Party))
			if strings.HasSuffix(row, "$") != own {
				t.Errorf("%s is told %s", who.Party, row)
			}
		}
		narrow := of
		narrow.Party = "mill"
		some, err := o.saidOf(who, narrow)
		if err != nil || len(some) == 0 || len(some) >= len(rows) {
			t.Errorf("of the mill %v of %v: %v", some, rows, err)
		}
		narrow.Good = "gold"
		if some, err = o.saidOf(who, narrow); err != nil || len(some) > 0 {
			t.Errorf("of no good %v: %v", some, err)
		}
	}
}

// TestNeedsOfAPlanAreSeenByAllOnceItIsProposed asks for them before and after.
func TestNeedsOfAPlanAreSeenByAllOnceItIsProposed(t *testing.T) {
	o, plan := openWiderPlan(t)
	coop := o.giveAccount("liaison")
	shares := func(who Actor) (many int, err error) {
		err = o.View(t.Context(), who, func(v *View) error {
			found, err := v.SomeShares(hinterland.PlanRowQuery{Plan: mustID(t, plan)}, 9)
			many = len(found)
			return err
		})
		return many, err
	}
	if n, err := shares(coop); n > 0 || !isRefusal(err, hinterland.NotFound) {
		t.Errorf("before it is proposed %d are told: %v", n, err)
	}
	all, err := shares(o.keeper)
	if err != nil || all == 0 {
		t.Errorf("who plans is told %d: %v", all, err)
	}
	o.propose(plan)
	if n, err := shares(coop); n != all || err != nil {
		t.Errorf("then %d are told of %d: %v", n, all, err)
	}
}

// TestActsOnFixedLinesRestOnTheirBases fixes a line, reads its base, and fixes it anew.
func TestActsOnFixedLinesRestOnTheirBases(t *testing.T) {
	o := openPlans(t)
	made := o.must(o.keeper, "fix-line", fixing("1", "0", "0"))
	base := int64(0)
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		lines, err := v.FixedLines("y2027")
		if err != nil {
			return err
		}
		bases, err := v.FixedBases(lines)
		if err == nil && len(bases) == 1 {
			base = bases[0]
		}
		none, failed := v.FixedBases(nil)
		if len(none) > 0 || failed != nil {
			t.Errorf("no lines rest on %v: %v", none, failed)
		}
		return err
	})
	if err != nil || base != made.Number {
		t.Errorf("it rests on %d and not on %d: %v", base, made.Number, err)
	}
	o.must(o.keeper, "fix-line", fixing("1", "0", hinterland.FormatDecimal(base, 0)))
}
