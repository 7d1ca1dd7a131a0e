package office

import (
	"fmt"
	"testing"

	"hinterland"
)

// The example's advance of 100 yuan, 5 of which came back, recovers 8.505 for a
// tonne; two tonnes were received.
func TestAnAdvanceIsRecoveredAtItsRateAndHasToClose(t *testing.T) {
	o := openWalk(t)
	recovers := func(amount string) string {
		return `{"advance":"29","receipt":"28","amount":"` + amount + `"}`
	}
	r := o.refuses(o.keeper, "recover-advance", recovers("17.02"), "settlement.rate")
	if r.At.Column != "amount" || r.Args["free"] != hinterland.Figure("17.01") {
		t.Errorf("refused at %q: %v", r.At.Column, r.Args)
	}
	e := o.must(o.keeper, "recover-advance", `{"advance":"29","receipt":"28"}`)
	if row := e.Changes[0].Row; !contains(row, `"recovered":1701`, `"returned":500`) {
		t.Errorf("the account says %s", row)
	}
	o.refuses(o.keeper, "recover-advance", recovers("1"), "settlement.twice")
	o.refuses(o.keeper, "write-off-advance",
		`{"advance":"29","amount":"78","reason":"Hail"}`, "advance.open")
	o.must(o.keeper, "write-off-advance", `{"advance":"29","reason":"Hail"}`)
	o.refuses(o.keeper, "return-advance",
		`{"advance":"29","day":"2026-11-25","amount":"0.01","reason":"x"}`, "advance.open")
	o.audited()
}

// What was recovered from a receipt holds it, by a reversal and by an undo alike.
func TestAReceiptStaysAsLongAsAnAdvanceIsRecoveredFromIt(t *testing.T) {
	o := openWalk(t)
	recovered := o.must(o.keeper, "recover-advance", `{"advance":"29","receipt":"28"}`)
	o.refuses(o.keeper, "reverse-event", `{"event":"28","reason":"x"}`, "event.settled")
	o.refuses(o.keeper, "undo", `{"entry":28}`, "undo.used")
	settlement := fmt.Sprintf(`{"settlement":"%d","reason":"Wrong receipt"}`, recovered.Act)
	o.must(o.keeper, "reverse-settlement", settlement)
	o.refuses(o.keeper, "reverse-settlement", settlement, "advance.open")
	o.must(o.keeper, "reverse-event", `{"event":"28","reason":"Wrong"}`)
	o.refuses(o.keeper, "recover-advance", `{"advance":"29","receipt":"28"}`,
		"settlement.receipt")
}

func TestAnAdvanceIsTheWordOfWhoGaveIt(t *testing.T) {
	o := openWalk(t)
	clerk := o.giveAccount("clerk")
	for kind, body := range map[string]string{
		"give-advance": `{"agreement":"5","item":1,"day":"2026-11-19","value":"1",` +
			`"currency":"CNY"}`,
		"recover-advance":    `{"advance":"29","receipt":"28"}`,
		"write-off-advance":  `{"advance":"29","reason":"x"}`,
		"reverse-settlement": `{"settlement":"30","reason":"x"}`,
	} {
		o.refuses(clerk, kind, body, "act.denied") // it owes the advance
	}
	o.must(o.keeper, "reverse-settlement", `{"settlement":"30","reason":"Was not ours"}`)
	o.refuses(o.keeper, "give-advance", `{"agreement":"5","item":1,"day":"2026-11-19",`+
		`"value":"1","currency":"JPY"}`, "sum.currencies")
	o.refuses(o.keeper, "give-advance", `{"agreement":"5","item":1,"day":"2026-11-19",`+
		`"value":"1","currency":"CNY","good":"ramie"}`, "advance.good")
	o.audited()
}
