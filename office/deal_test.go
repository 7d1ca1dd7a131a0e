package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// dossier is the example agreement as the keeper sees it.
func (o *exampleOffice) dossier() *Dossier { return o.dossierOf(5) }

// dossierOf is an agreement as the keeper sees it, by the number of its act.
func (o *exampleOffice) dossierOf(act int64) *Dossier {
	o.t.Helper()
	var d *Dossier
	err := o.View(o.t.Context(), o.keeper, func(v *View) (err error) {
		d, err = v.Agreement(hinterland.MakeID[hinterland.Agreement](act, 0))
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

// stands is how the example item stands, in whole tonnes: promised, due,
// late, open, in transit, received, and each commitment's sent/received.
func (o *exampleOffice) stands() string {
	o.t.Helper()
	p := o.dossier().Items[0]
	t := func(q hinterland.Quantity) string { return hinterland.FormatDecimal(int64(q), 3) }
	text := fmt.Sprintf("promised %s due %s late %s open %s transit %s received %s:",
		t(p.Promised), t(p.Standing.Due), t(p.Late), t(p.Open), t(p.Transit), t(p.Received))
	for _, c := range p.Due {
		text += fmt.Sprintf(" %s/%s", t(c.Sent), t(c.Received))
	}
	return text
}

// TestAnAgreementIsFollowedFromPromiseToAccount walks the life of the example
// agreement: 60 t due by the end of October, 60 t by mid December.
func TestAnAgreementIsFollowedFromPromiseToAccount(t *testing.T) {
	o := openBound(t)
	step := func(kind, body, want string) hinterland.Entry {
		t.Helper()
		e := o.must(o.keeper, kind, body)
		if got := o.stands(); got != want {
			t.Errorf("after %s %s:\ngot  %s\nwant %s", kind, body, got, want)
		}
		return e
	}
	if got, want := o.stands(),
		"promised 120 due 60 late 20 open 80 transit 40 received 0: 40/0 0/0"; got != want {
		t.Errorf("at first: got %s, want %s", got, want)
	}
	step("record-receipt", `{"delivery":"6","day":"2026-11-21","received":"37.5","short":"1",`+
		`"rejected":"1.5","reason":"Wet"}`,
		"promised 120 due 60 late 22.5 open 82.5 transit 0 received 37.5: 37.5/37.5 0/0")
	second := step("record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-22","quantity":"100"}`,
		"promised 120 due 60 late 0 open 0 transit 100 received 37.5: 60/37.5 60/0")
	id := hinterland.MakeID[hinterland.Event](second.Act, 0).String()
	receipt := step("record-receipt", `{"delivery":"`+id+`","day":"2026-11-23","received":"90",`+
		`"short":"10","reason":"Scales"}`,
		"promised 120 due 60 late 0 open 0 transit 0 received 127.5: 60/60 60/60")
	back := hinterland.MakeID[hinterland.Event](receipt.Act, 0).String()
	o.refuses(o.keeper, "reverse-event", `{"event":"`+id+`","reason":"x"}`, "event.received")
	step("reverse-event", `{"event":"`+back+`","reason":"Counted wrongly"}`,
		"promised 120 due 60 late 0 open 0 transit 100 received 37.5: 60/37.5 60/0")
	o.refuses(o.keeper, "reverse-event", `{"event":"`+back+`","reason":"x"}`, "event.reversed")
	step("reverse-event", `{"event":"`+id+`","reason":"Never left"}`,
		"promised 120 due 60 late 22.5 open 82.5 transit 0 received 37.5: 37.5/37.5 0/0")
	o.audited()
}

func TestWhatDoesNotFitADeliveryIsRefused(t *testing.T) {
	o := openExample(t)
	o.refuses(o.keeper, "record-receipt",
		`{"delivery":"7","day":"2026-11-21","received":"1"}`, "event.unknown")
	for _, tt := range []struct {
		name, body string
		reason     hinterland.Reason
		column     string
	}{
		{
			"more than there is room for", `"item":1,"day":"2026-11-20","quantity":"110.001"`,
			"item.ceiling", "quantity",
		},
		{"nothing", `"item":1,"day":"2026-11-20","quantity":"0"`, "quantity.none", "quantity"},
		{
			"less than a step", `"item":1,"day":"2026-11-20","quantity":"0.0001"`, "number.places",
			"quantity",
		},
		{"a sign", `"item":1,"day":"2026-11-20","quantity":"-5"`, "number.form", "quantity"},
		{"tomorrow", `"item":1,"day":"2026-11-26","quantity":"1"`, "event.future", "day"},
		{
			"before the agreement", `"item":1,"day":"2025-12-31","quantity":"1"`, "event.before",
			"day",
		},
		{"no such item", `"item":2,"day":"2026-11-20","quantity":"1"`, "item.unknown", "item"},
		{
			"a note with a bell", `"item":1,"day":"2026-11-20","quantity":"1","note":"a\u0007b"`,
			"cell.control", "note",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := o.refuses(o.keeper, "record-delivery", `{"agreement":"5",`+tt.body+`}`, tt.reason)
			if r.At.Column != tt.column {
				t.Errorf("the fault is said to be in %q", r.At.Column)
			}
		})
	}
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-25","quantity":"110"}`)
}

// What is no number by itself is told before the records are asked, and alone.
func TestADeliveryIsToldOfItsDayBesideItsQuantity(t *testing.T) {
	o := openExample(t)
	for _, reason := range []hinterland.Reason{"number.places", "event.before"} {
		o.refuses(o.keeper, "record-delivery",
			`{"agreement":"5","item":1,"day":"2025-12-31","quantity":"0.0001"}`, reason)
	}
	for _, reason := range []hinterland.Reason{"quantity.none", "event.future"} {
		o.refuses(o.keeper, "record-delivery",
			`{"agreement":"5","item":1,"day":"2026-11-26","quantity":"0"}`, reason)
	}
}

func TestAReceiptDividesItsDelivery(t *testing.T) {
	o := openExample(t)
	for _, tt := range []struct {
		name, body string
		reason     hinterland.Reason
	}{
		{"less in all", `"received":"39.999"`, "receipt.sum"},
		{"more in all", `"received":"40","short":"0.001","reason":"x"`, "receipt.sum"},
		{"no reason", `"received":"39","short":"1"`, "receipt.reason"},
		{"before the delivery", `"received":"40"`, "receipt.early"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			day := "2026-11-19"
			if tt.reason == "receipt.early" {
				day = "2026-11-18"
			}
			o.refuses(o.keeper, "record-receipt",
				`{"delivery":"6","day":"`+day+`",`+tt.body+`}`, tt.reason)
		})
	}
	o.must(o.keeper, "record-receipt", `{"delivery":"6","day":"2026-11-19","received":"40"}`)
	o.refuses(o.keeper, "record-receipt",
		`{"delivery":"6","day":"2026-11-19","received":"40"}`, "receipt.twice")
}

func TestAVersionIsInForceWhenAllHaveAssented(t *testing.T) {
	o := openExample(t)
	digest := o.dossier().Latest().Digest
	body := func(version, party, digest string) string {
		return `{"agreement":"5","version":` + version + `,"party":"` + party + `","digest":"` +
			digest + `"`
	}
	o.refuses(o.keeper, "assent", body("1", "office", "x")+`}`, "assent.other")
	o.refuses(o.keeper, "assent", body("2", "office", digest)+`}`, "version.unknown")
	o.must(o.keeper, "assent", body("1", "office", digest)+`}`)
	o.refuses(o.keeper, "assent", body("1", "office", digest)+`}`, "assent.twice")
	if d := o.dossier(); d.InForce != 0 || fmt.Sprint(d.Latest().Missing()) != "[coop]" {
		t.Errorf("in force %d, missing %v", d.InForce, d.Latest().Missing())
	}
	o.refuses(o.keeper, "record-paper-assent",
		body("1", "office", digest)+`,"document":"a.pdf"}`, "assent.own")
	o.must(o.keeper, "record-paper-assent", body("1", "coop", digest)+`,"document":"a.pdf"}`)
	d := o.dossier()
	if d.InForce != 1 || len(d.Latest().Missing()) != 0 {
		t.Errorf("in force %d, missing %v", d.InForce, d.Latest().Missing())
	}
	if a := d.Latest().Assents; a[0].Manner != hinterland.ByPaper ||
		a[1].Manner != hinterland.BySignIn {
		t.Errorf("assents %v", a)
	}
}

func TestNobodySignsForAnother(t *testing.T) {
	o := openExample(t)
	digest := o.dossier().Latest().Digest
	o.refuses(o.keeper, "assent",
		`{"agreement":"5","version":1,"party":"coop","digest":"`+digest+`"}`, "act.denied")
	signatory := o.giveAccount("signatory")
	o.must(signatory, "assent",
		`{"agreement":"5","version":1,"party":"coop","digest":"`+digest+`"}`)
}

// amended are the example's terms with other words in some places.
func amended(pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(exampleTerms(`"agreement":"5","base":5,`))
}

func TestAnAmendmentKeepsTheFormerTextAndWhatWasDelivered(t *testing.T) {
	o := openExample(t)
	e := o.must(o.keeper, "amend-agreement", amended(`"150"`, `"200"`,
		`"2026-10-31","quantity":"60"`, `"2026-10-31","quantity":"80"`))
	base := fmt.Sprintf(`"base":%d`, e.Number)
	d := o.dossier()
	if len(d.Versions) != 2 || d.Versions[0].Terms.Items[0].Ceiling != "150" ||
		d.Versions[1].Terms.Items[0].Ceiling != "200" {
		t.Errorf("versions %v", d.Versions)
	}
	if got, want := o.stands(),
		"promised 140 due 80 late 0 open 100 transit 40 received 0: 40/0 0/0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	o.refuses(o.keeper, "amend-agreement", amended(`"150"`, `"39.999"`, `"floor":"100"`,
		`"floor":"0"`, `"quantity":"60"},{"due":"2026-12-15","quantity":"60"`,
		`"quantity":"39.999"`, `"base":5`, base), "item.sent")
	o.must(o.keeper, "amend-agreement", amended(
		`{"due":"2026-10-31","quantity":"60"},{"due":"2026-12-15","quantity":"60"}`,
		`{"due":"2026-12-15","quantity":"60"},{"due":"2026-12-20","quantity":"60"}`,
		`"base":5`, base))
	if got, want := o.stands(),
		"promised 120 due 0 late 0 open 80 transit 40 received 0: 40/0 0/0"; got != want {
		t.Errorf("with other dates: got %s, want %s", got, want)
	}
	o.audited()
}

func TestTermsThatContradictThemselvesAreRefused(t *testing.T) {
	o := openExample(t)
	for _, tt := range []struct {
		name, old, now string
		reason         hinterland.Reason
		column         string
	}{
		{"no title", `"Ramie for the mill"`, `""`, "cell.blank", "title"},
		{"one party", `["office","coop"]`, `["office"]`, "agreement.parties", "parties"},
		{
			"a party twice", `["office","coop"]`, `["office","coop","coop"]`, "party.repeated",
			"parties",
		},
		{
			"an unknown party", `["office","coop"]`, `["office","coop","x"]`, "party.unknown",
			"parties.3",
		},
		{"another kind", `"purchase"`, `"gift"`, "agreement.kind", "kind"},
		{"quantities of liaison", `"purchase"`, `"liaison"`, "agreement.items", "items"},
		{
			"an end before the beginning", `"last":"2026-12-31"`, `"last":"2025-12-31"`,
			"term.backwards", "last",
		},
		{"a supplier outside", `"from":"coop"`, `"from":"mill"`, "item.party", "items.1.from"},
		{"a party to itself", `"to":"office"`, `"to":"coop"`, "item.self", "items.1.to"},
		{"an unknown good", `"good":"ramie"`, `"good":"silk"`, "good.unknown", "items.1.good"},
		{
			"a floor above the ceiling", `"floor":"100"`, `"floor":"150.001"`, "item.bounds",
			"items.1.ceiling",
		},
		{
			"less scheduled than the floor", `"floor":"100"`, `"floor":"120.001"`, "schedule.floor",
			"items.1.floor",
		},
		{
			"more scheduled than the ceiling", `"ceiling":"150"`, `"ceiling":"119.999"`,
			"schedule.quantity", "items.1.schedule.2.quantity",
		},
		{"a price without currency", `"CNY"`, `""`, "currency.form", "items.1.currency"},
		{
			"a day after the end", `"2026-12-15"`, `"2027-01-01"`, "schedule.term",
			"items.1.schedule.2.due",
		},
		{"a day twice", `"2026-12-15"`, `"2026-10-31"`, "schedule.order", "items.1.schedule.2.due"},
		{"a number that is none", `"number":1`, `"number":0`, "item.number", "items.1.number"},
		{"a decimal comma", `"820"`, `"820,5"`, "number.form", "items.1.price"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := strings.Replace(exampleTerms(""), tt.old, tt.now, 1)
			r := o.refuses(o.keeper, "propose-agreement", body, tt.reason)
			if r.At.Column != tt.column {
				t.Errorf("the fault is said to be in %q, want %q", r.At.Column, tt.column)
			}
		})
	}
}

func TestAnEndedAgreementTakesNoMoreTerms(t *testing.T) {
	o := openExample(t)
	o.refuses(o.keeper, "end-agreement",
		`{"agreement":"5","last":"2026-11-24","reason":"x","base":5}`, "day.past")
	e := o.must(o.keeper, "end-agreement",
		`{"agreement":"5","last":"2026-11-25","reason":"x","base":5}`)
	// The last day is still a day of it.
	o.must(o.keeper, "amend-agreement",
		amended(`"base":5`, fmt.Sprintf(`"base":%d`, e.Number)))
}
