package office

import (
	"strings"
	"testing"

	"hinterland"
)

// wary asks for a batch as somebody who may have typed something twice.
func (o *exampleOffice) wary(acts ...string) hinterland.Refusals {
	o.t.Helper()
	r := o.ask(o.keeper, "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
	r.Wary = true
	_, err := o.Do(o.t.Context(), r)
	return refusalsIn(err)
}

// TestWhatStandsTwiceInARequestIsToldAsThat has doubles of what the same request asks
// for, and of what was there before it.
func TestWhatStandsTwiceInARequestIsToldAsThat(t *testing.T) {
	onBothEngines(t, func(t *testing.T, o *exampleOffice) {
		sent := func(quantity string) string {
			return `{"kind":"record-delivery","body":{"agreement":"5","item":1,` +
				`"day":"2026-11-20","quantity":"` + quantity + `"}}`
		}
		paid := `{"kind":"record-payment","body":{"agreement":"5","item":1,` +
			`"day":"2026-11-20","amount":"100","currency":"CNY"}}`
		place := `{"kind":"register-place","body":{"code":"county","name":{"en":"County"}}}`
		for name, tt := range map[string]struct {
			acts []string
			at   string // of the double
			act  int    // which it is like
			paid bool
		}{
			"two":            {[]string{sent("1"), sent("1.0")}, "acts.2", 1, false},
			"of three":       {[]string{sent("2"), sent("1"), sent("2")}, "acts.3", 1, false},
			"after a place":  {[]string{place, sent("1"), sent("1")}, "acts.3", 2, false},
			"around a place": {[]string{sent("1"), place, sent("1")}, "acts.3", 1, false},
			"payments":       {[]string{sent("3"), paid, paid}, "acts.3", 2, true},
		} {
			told := o.wary(tt.acts...)
			if len(told) != 1 || told[0].Reason != "event.double" ||
				told[0].At.Column != tt.at || told[0].Args["act"] != tt.act ||
				told[0].Args["paid"] != tt.paid {
				t.Errorf("%s: %v %v", name, told, told[0].Args)
			}
		}
		before := o.must(o.keeper, "record-delivery", `{"agreement":"5","item":1,`+
			`"day":"2026-11-20","quantity":"1"}`)
		told := o.wary(sent("1"), sent("4"), sent("4"))
		if len(told) != 2 || told[0].Reason != "event.twin" || told[1].Reason != "event.double" {
			t.Fatal(told)
		}
		events, _ := told[0].Args["events"].([]hinterland.ID[hinterland.Event])
		if len(events) != 1 || events[0].Act() != before.Act || told[1].Args["act"] != 2 {
			t.Errorf("%v, %v", told[0].Args, told[1].Args)
		}
	})
}

// TestPaymentsOfOthersAreNoTwins has two parties pay one another the same, one pay it
// twice, and pay it in other money.
func TestPaymentsOfOthersAreNoTwins(t *testing.T) {
	onBothEngines(t, func(t *testing.T, o *exampleOffice) {
		pay := func(from, to, currency string) string {
			return `{"kind":"record-payment","body":{"agreement":"5","from":"` + from +
				`","to":"` + to + `","day":"2026-11-20","amount":"100","currency":"` + currency +
				`"}}`
		}
		there, back := pay("coop", "office", "CNY"), pay("office", "coop", "CNY")
		if told := o.wary(there, back, pay("coop", "office", "USD")); len(told) > 0 {
			t.Errorf("they are alike: %v", told)
		}
		told := o.wary(there, back)
		if len(told) != 2 || told[0].Reason != "event.twin" || told[1].Reason != "event.twin" {
			t.Errorf("again: %v", told)
		}
	})
}
