package office

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// eventOf is the number of the event that an entry made.
func eventOf(e hinterland.Entry) string {
	return hinterland.MakeID[hinterland.Event](e.Act, 0).String()
}

func TestWhatGoesBeyondTheCeilingIsExtraByChoiceAlone(t *testing.T) {
	o := openExample(t) // 40 of at most 150 are sent
	body := func(quantity, more string) string {
		return `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"` + quantity + `"` +
			more + `}`
	}
	o.refuses(o.keeper, "record-delivery", body("130", ""), "item.ceiling")
	first := o.must(o.keeper, "record-delivery", body("130", `,"extra":true`))
	item := o.dossier().Items[0].Item
	if item.Sent != 150_000 || item.Extra != 20_000 {
		t.Errorf("sent %d, extra %d", item.Sent, item.Extra)
	}
	id := eventOf(first)
	o.must(o.keeper, "record-receipt", `{"delivery":"`+id+`","day":"2026-11-21",`+
		`"received":"125","short":"5","reason":"Scales"}`)
	item = o.dossier().Items[0].Item
	if item.Sent != 150_000 || item.Extra != 15_000 || item.Received != 125_000 {
		t.Errorf("sent %d, extra %d, received %d", item.Sent, item.Extra, item.Received)
	}
	o.must(o.keeper, "reverse-event", `{"event":"6","reason":"Never left"}`)
	item = o.dossier().Items[0].Item
	if item.Sent != 125_000 || item.Extra != 0 {
		t.Errorf("where there is room again, sent %d, extra %d", item.Sent, item.Extra)
	}
	o.audited()
}

func TestADeliveryIsSplitAsItsSenderSays(t *testing.T) {
	o := openBound(t) // 40 count for the 60 of October, 60 are due in December
	body := func(quantity, parts string) string {
		return `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"` + quantity +
			`","for":[` + parts + `]}`
	}
	october := `{"due":"2026-10-31","quantity":"%s"}`
	december := `{"due":"2026-12-15","quantity":"%s"}`
	for _, tt := range []struct {
		name, body, column string
		reason             hinterland.Reason
	}{
		{
			"more in all", body("31", fmt.Sprintf(december, "30")), "for", "split.sum",
		},
		{
			"a day on which nothing is due", body("1", `{"due":"2026-11-01","quantity":"1"}`),
			"for.1.due", "split.due",
		},
		{
			"a day twice", body("2", fmt.Sprintf(december, "1")+","+fmt.Sprintf(december, "1")),
			"for.2.due", "split.twice",
		},
		{
			"more than is lacking",
			body("21", fmt.Sprintf(october, "20.001")+","+fmt.Sprintf(december, "0.999")),
			"for.1.quantity", "split.room",
		},
	} {
		r := o.refuses(o.keeper, "record-delivery", tt.body, tt.reason)
		if r.At.Column != tt.column {
			t.Errorf("%s: the fault is said to be in %q", tt.name, r.At.Column)
		}
	}
	e := o.must(o.keeper, "record-delivery",
		body("30", fmt.Sprintf(october, "10")+","+fmt.Sprintf(december, "20")))
	want := "promised 120 due 60 late 10 open 50 transit 70 received 0: 50/0 20/0"
	if got := o.stands(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	receipt := o.must(o.keeper, "record-receipt", `{"delivery":"`+eventOf(e)+`",`+
		`"day":"2026-11-21","received":"25","short":"5","reason":"Scales"}`)
	want = "promised 120 due 60 late 10 open 55 transit 40 received 25: 50/10 15/15"
	if got := o.stands(); got != want {
		t.Errorf("after the receipt: got %s, want %s", got, want)
	}
	o.must(o.keeper, "reverse-event", `{"event":"`+eventOf(receipt)+`","reason":"x"}`)
	o.must(o.keeper, "reverse-event", `{"event":"`+eventOf(e)+`","reason":"x"}`)
	want = "promised 120 due 60 late 20 open 80 transit 40 received 0: 40/0 0/0"
	if got := o.stands(); got != want {
		t.Errorf("after all: got %s, want %s", got, want)
	}
	o.audited()
}

func TestLabourIsWorked(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "register-good",
		`{"code":"weaving","name":{"en":"Weaving"},"class":"labour","unit":"day","decimals":1}`)
	e := o.must(o.keeper, "propose-agreement",
		strings.ReplaceAll(exampleTerms(""), `"ramie"`, `"weaving"`))
	id := hinterland.MakeID[hinterland.Agreement](e.Act, 0).String()
	e = o.must(o.keeper, "record-delivery",
		`{"agreement":"`+id+`","item":1,"day":"2026-11-20","quantity":"12.5"}`)
	if !strings.Contains(e.Changes[1].Row, `"kind":"work"`) {
		t.Errorf("it is %s", e.Changes[1].Row)
	}
	o.must(o.keeper, "record-receipt",
		`{"delivery":"`+eventOf(e)+`","day":"2026-11-21","received":"12.5"}`)
	o.audited()
}

func TestWhatWasRejectedIsReturnedOnce(t *testing.T) {
	o := openExample(t)
	o.ready("record-return") // 1.5 of 40 were rejected
	body := func(quantity, day string) string {
		return `{"receipt":"7","day":"` + day + `","quantity":"` + quantity + `"}`
	}
	o.refuses(o.keeper, "record-return", body("1.501", "2026-11-22"), "return.left")
	o.refuses(o.keeper, "record-return", body("1", "2026-11-20"), "receipt.early")
	o.refuses(o.keeper, "record-return", `{"receipt":"6","day":"2026-11-22","quantity":"1"}`,
		"event.no-receipt")
	e := o.must(o.keeper, "record-return", body("1", "2026-11-22"))
	o.refuses(o.keeper, "record-return", body("0.501", "2026-11-22"), "return.left")
	o.refuses(o.keeper, "reverse-event", `{"event":"7","reason":"x"}`, "event.received")
	differs := func() bool {
		events := o.dossier().Events
		at := slices.IndexFunc(events, func(e hinterland.Event) bool { return e.ID.Act() == 7 })
		return events[at].Differs()
	}
	if !differs() {
		t.Error("half a tonne is neither taken nor returned, and nobody is told")
	}
	o.must(o.keeper, "record-return", body("0.5", "2026-11-22"))
	if differs() {
		t.Error("it was all returned, and still differs")
	}
	back := o.must(o.keeper, "record-receipt",
		`{"delivery":"`+eventOf(e)+`","day":"2026-11-23","received":"1"}`)
	if !strings.Contains(back.Changes[0].Row, `"party":"coop"`) {
		t.Errorf("whose word it is does not show: %s", back.Changes[0].Row)
	}
	o.refuses(o.keeper, "reverse-event", `{"event":"`+eventOf(e)+`","reason":"x"}`,
		"event.received")
	o.must(o.keeper, "reverse-event", `{"event":"`+eventOf(back)+`","reason":"x"}`)
	o.must(o.keeper, "reverse-event", `{"event":"`+eventOf(e)+`","reason":"x"}`)
	if !differs() {
		t.Error("what was returned did not go back after all, and nobody is told")
	}
	o.audited()
}

func TestAPaymentIsTheWordOfTwo(t *testing.T) {
	o := openExample(t)
	pay := func(more, amount string) string {
		return `{"agreement":"5",` + more + `"day":"2026-11-24","amount":"` + amount +
			`","currency":"CNY"}`
	}
	for _, tt := range []struct {
		name, body string
		reason     hinterland.Reason
		column     string
	}{
		{"nobody pays", pay("", "1"), "cell.blank", "from"},
		{"of nothing", pay(`"item":1,`, "0"), "payment.none", "amount"},
		{"finer than a fen", pay(`"item":1,`, "1.001"), "sum.places", "amount"},
		{"an item says who pays", pay(`"item":1,"from":"coop",`, "1"), "payment.sides", "from"},
		{"to oneself", pay(`"from":"office","to":"office",`, "1"), "item.self", "to"},
		{"to a stranger", pay(`"from":"office","to":"x",`, "1"), "item.party", "to"},
	} {
		at := o.refuses(o.keeper, "record-payment", tt.body, tt.reason).At.Column
		if at != tt.column {
			t.Errorf("%s: the fault is said to be in %q", tt.name, at)
		}
	}
	paid := func(want ...hinterland.Paid) {
		t.Helper()
		if got := o.dossier().Paid(); !slices.Equal(got, want) {
			t.Errorf("paid %+v, want %+v", got, want)
		}
	}
	row := hinterland.Paid{
		Agreement: hinterland.MakeID[hinterland.Agreement](5, 0), Item: 1, From: "office",
		To: "coop", Currency: "CNY", Amount: 100_00,
	}
	e := o.must(o.keeper, "record-payment", pay(`"item":1,`, "100"))
	paid(row)
	body := `{"payment":"` + eventOf(e) + `","day":"2026-11-25",`
	o.refuses(o.keeper, "confirm-payment", body+`"came":"100.01"}`, "payment.most")
	o.refuses(o.keeper, "confirm-payment", body+`"came":"99.99"}`, "receipt.reason")
	came := o.must(o.keeper, "confirm-payment", body+`"came":"60","reason":"In part"}`)
	row.Came = 60_00
	paid(row)
	o.refuses(o.keeper, "confirm-payment", body+`"came":"40"}`, "receipt.twice")
	o.refuses(o.keeper, "reverse-event", `{"event":"`+eventOf(e)+`","reason":"x"}`,
		"event.received")
	o.must(o.keeper, "reverse-event", `{"event":"`+eventOf(came)+`","reason":"x"}`)
	o.must(o.keeper, "reverse-event", `{"event":"`+eventOf(e)+`","reason":"x"}`)
	o.must(o.keeper, "record-payment", pay(`"from":"coop","to":"office",`, "5"))
	whole := row
	whole.Came = 0
	whole.Item, whole.From, whole.To, whole.Amount = 0, "coop", "office", 500
	paid(whole)
	o.audited()
}
