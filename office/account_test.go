package office

import (
	"reflect"
	"testing"
	"time"

	"hinterland"
)

// accountOf is how an actor's party stands with another.
func (o *exampleOffice) accountOf(actor Actor, with hinterland.PartyCode) *Account {
	o.t.Helper()
	var a *Account
	err := o.View(o.t.Context(), actor, func(v *View) (err error) {
		a, err = v.Account(with)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

func TestBothSidesSeeTheSameAccount(t *testing.T) {
	o := openBound(t) // 40 of 60 due in October went off on 19 November, 60 are due in December
	clerk := o.giveAccount("clerk")
	o.must(o.keeper, "record-receipt", `{"delivery":"6","day":"2026-11-21","received":"38",`+
		`"short":"1","rejected":"1","reason":"Wet"}`)
	o.must(o.keeper, "record-payment", `{"agreement":"5","item":1,"day":"2026-11-24",`+
		`"amount":"20000","currency":"CNY"}`)
	own, theirs := o.accountOf(o.keeper, "coop"), o.accountOf(clerk, "office")
	if !reflect.DeepEqual(own.Lines, theirs.Lines) || !reflect.DeepEqual(own.Money, theirs.Money) {
		t.Errorf("one sees %+v %+v, the other %+v %+v", own.Lines, own.Money, theirs.Lines,
			theirs.Money)
	}
	if all := o.accountOf(o.keeper, ""); !reflect.DeepEqual(all.Lines, own.Lines) {
		t.Errorf("with all %+v", all.Lines)
	}
	if none := o.accountOf(o.keeper, "mill"); len(none.Lines)+len(none.Money) > 0 {
		t.Errorf("with a stranger %+v", none)
	}
	l := own.Lines[0]
	if l.Open != 82_000 || l.Late != 22_000 || l.Received != 38_000 || l.Transit != 0 ||
		l.Differing != 1 {
		t.Errorf("the line is %+v", l)
	}
	// In 7 days 38 went off: 20 more bring 108.571, of which 82 are lacking.
	if l.AtRisk != 0 || len(l.Risks) > 0 {
		t.Errorf("it is said to be at risk: %+v", l.Risks)
	}
	m := own.Money[0]
	if m.Worth.Minor != 31_160_00 || m.Paid.Minor != 20_000_00 || m.Came.Minor != 0 ||
		m.From != "office" {
		t.Errorf("the money is %+v", m)
	}
}

func TestAnAccountTellsWhatIsAtRiskAndWhatEndedShort(t *testing.T) {
	o := openBound(t)
	o.must(o.keeper, "reverse-event", `{"event":"6","reason":"Never left"}`)
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-10-31","quantity":"26"}`)
	l := o.accountOf(o.keeper, "coop").Lines[0]
	// In 26 days 26 went off: 20 more bring 20 of the 94 that are lacking.
	want := hinterland.Risk{Due: 20_802, Lacking: 74_000, Sent: 26_000, Days: 26}
	if l.AtRisk != 74_000 || len(l.Risks) != 1 || l.Risks[0].Risk != want {
		t.Errorf("the line is %+v", l)
	}
	o.must(o.keeper, "end-agreement",
		`{"agreement":"5","last":"2026-11-25","reason":"x","base":8}`)
	if l := o.accountOf(o.keeper, "coop").Lines[0]; l.Shortfall != 0 {
		t.Errorf("on its last day it is short already: %+v", l)
	}
	o.Office = New(o.records, func() time.Time { return noon().AddDate(0, 0, 1) }, nil)
	l = o.accountOf(o.keeper, "coop").Lines[0]
	if l.Shortfall != 100_000 || l.Open != 0 || l.AtRisk != 0 || l.Transit != 26_000 {
		t.Errorf("ended, the line is %+v", l)
	}
}
