package office

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hinterland"
)

// lookAfter lets the office look so many days from now, and tells what came of it
// and of all cases.
func (o *exampleOffice) lookAfter(days int, want Looked, cases ...string) {
	o.t.Helper()
	then := New(o.records, func() time.Time { return noon().AddDate(0, 0, days) }, o.random)
	if done, err := then.Look(o.t.Context()); err != nil || done != want {
		o.t.Errorf("after %d days: %+v, %v", days, done, err)
	}
	if got := o.casesOf(o.keeper, hinterland.CaseQuery{}); !slices.Equal(got, cases) {
		o.t.Errorf("after %d days: cases %q", days, got)
	}
}

// Of what is due on the 15th of December, in 20 days, 60 t are lacking; 60 went
// off since the 1st of November, in 24 days.
func TestWhatIsAtRiskIsACaseUntilThePaceRecovers(t *testing.T) {
	o := openBound(t)
	o.must(o.keeper, "reverse-event", `{"event":"6","reason":"Counted twice"}`)
	first := o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-01","quantity":"60"}`)
	o.must(o.keeper, "record-receipt", fmt.Sprintf(
		`{"delivery":"%d","day":"2026-11-02","received":"60"}`, first.Act))
	o.lookAfter(0, Looked{1, 0}, "risk coop")
	o.lookAfter(1, Looked{}, "risk coop")
	more := o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-25","quantity":"12"}`)
	o.lookAfter(0, Looked{0, 1}, "risk coop ended paced")
	o.must(o.keeper, "undo", undoOf(more))
	o.lookAfter(0, Looked{1, 0}, "risk coop", "risk coop ended paced")
	o.lookAfter(20, Looked{0, 1}, "risk coop ended due", "risk coop ended paced")
	o.lookAfter(21, Looked{1, 0}, "overdue coop", "risk coop ended due", "risk coop ended paced")
	o.audited()
}

// Whom it concerns are buyer, supplier and the holder of the scope, who does not
// see the agreement.
func TestWhatIsBoughtOffScopeIsACaseOfThree(t *testing.T) {
	n := openHeld(t, `"from":"2026-11-24","last":"2026-12-31"`)
	n.must(n.keeper, "regulate", `{"subject":"off-scope","rule":"record","base":0}`)
	var sent []hinterland.Entry
	for range 2 {
		sent = append(sent, n.must(n.coop, "record-delivery",
			`{"agreement":"5","item":1,"day":"2026-11-24","quantity":"10"}`))
	}
	n.exampleOffice.look()
	off := hinterland.CaseQuery{Kind: hinterland.OffScopeCase}
	want := []string{"off-scope office"}
	for _, actor := range []Actor{n.keeper, n.coop, n.mill} {
		if got := n.casesOf(actor, off); !slices.Equal(got, want) {
			t.Errorf("%s sees %q", actor.Party, got)
		}
	}
	id := n.caseNumber(off)
	if f := n.caseIn(n.mill, id); f == nil || fmt.Sprint(f.Parties) != "[coop mill office]" ||
		f.Title != "" {
		t.Errorf("the holder sees %+v", f)
	}
	if f := n.caseIn(n.coop, id); f.Title == "" {
		t.Error("the supplier does not see the agreement")
	}
	n.must(n.coop, "undo", undoOf(sent[1]))
	n.exampleOffice.look()
	if got := n.casesOf(n.mill, off); !slices.Equal(got, want) {
		t.Errorf("while one delivery stands: %q", got)
	}
	n.must(n.coop, "reverse-event", `{"event":"`+
		hinterland.MakeID[hinterland.Event](sent[0].Act, 0).String()+`","reason":"Wrong"}`)
	n.exampleOffice.look()
	want[0] += " ended inscope"
	if got := n.casesOf(n.mill, off); !slices.Equal(got, want) {
		t.Errorf("after it was taken back: %q", got)
	}
	n.audited()
}

// caseNumber is the number of the one case of a query.
func (o *exampleOffice) caseNumber(q hinterland.CaseQuery) (number string) {
	o.t.Helper()
	q.Limit = 9
	err := o.View(o.t.Context(), o.keeper, func(v *View) error {
		files, err := v.Cases(q)
		if len(files) == 1 {
			number = files[0].ID.String()
		}
		return err
	})
	if err != nil || number == "" {
		o.t.Fatalf("not one case: %v", err)
	}
	return number
}
