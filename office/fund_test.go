package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// fundTotals are what is pledged, granted, drawn and repaid of the example's
// fund, in fen.
func (o *exampleOffice) fundTotals() [4]int64 {
	o.t.Helper()
	var totals [4]int64
	err := o.View(o.t.Context(), o.keeper, func(v *View) error {
		d, err := v.Fund(hinterland.MakeID[hinterland.Fund](7, 0))
		if err == nil {
			totals = [4]int64{d.Pledged, d.Granted, d.Drawn, d.Repaid}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return totals
}

func (o *exampleOffice) holdsFund(pledged, granted, drawn, repaid int64) {
	o.t.Helper()
	if got, want := o.fundTotals(), [4]int64{pledged, granted, drawn, repaid}; got != want {
		o.t.Errorf("the fund has %v, want %v", got, want)
	}
}

func TestMoneyOfAFundGoesRoundAndIsNeverMoreThanThereIs(t *testing.T) {
	o := openExamples(t) // 12,000,000 pledged, 9,000 applied for, 5,000 granted, 600 drawn
	o.holdsFund(1_200_000_000, 500_000, 60_000, 0)
	o.refuses(o.keeper, "withdraw-pledge",
		`{"pledge":"8","amount":"11995000.01","reason":"Hail"}`, "fund.free")
	o.must(o.keeper, "withdraw-pledge", `{"pledge":"8","amount":"11995000","reason":"Hail"}`)
	grant := func(amount string) string { return `{"application":"9","amount":"` + amount + `"}` }
	r := o.refuses(o.keeper, "grant-of-fund", grant("0.01"), "fund.free")
	if r.At.Column != "amount" || r.Args["free"] != hinterland.Figure("0") {
		t.Errorf("refused at %q, free %v", r.At.Column, r.Args["free"])
	}
	o.must(o.keeper, "repay-grant", `{"grant":"10","day":"2026-11-25","amount":"600"}`)
	o.refuses(o.keeper, "repay-grant",
		`{"grant":"10","day":"2026-11-25","amount":"0.01"}`, "grant.owed")
	o.refuses(o.keeper, "grant-of-fund", grant("600.01"), "fund.free")
	o.must(o.keeper, "grant-of-fund", grant("600")) // what came back goes out again
	o.holdsFund(500_000, 560_000, 60_000, 60_000)
	o.refuses(o.keeper, "reverse-instalment", `{"instalment":"11","reason":"x"}`, "grant.owed")
	o.refuses(o.keeper, "revoke-grant",
		`{"grant":"10","amount":"4400.01","reason":"x"}`, "grant.undrawn")
	o.must(o.keeper, "revoke-grant", `{"grant":"10","amount":"4400","reason":"Not needed"}`)
	o.must(o.keeper, "withdraw-application", `{"application":"9","reason":"Enough"}`)
	o.refuses(o.keeper, "grant-of-fund", grant("1"), "application.open")
	o.refuses(o.keeper, "withdraw-application", `{"application":"9","reason":"x"}`,
		"application.open")
	o.audited()
}

func TestAFundIsDrawnForItsPurposesInItsTerm(t *testing.T) {
	o := openExamples(t)
	draw := func(day, amount, use string) string {
		return `{"grant":"10","day":"` + day + `","amount":"` + amount + `","use":"` + use + `"}`
	}
	r := o.refuses(o.keeper, "draw-grant", draw("2026-11-25", "1", "A guest house"), "fund.use")
	if r.At.Column != "use" || fmt.Sprint(r.Args["purposes"]) != "[Looms Seed]" {
		t.Errorf("refused at %q: %v", r.At.Column, r.Args)
	}
	o.refuses(o.keeper, "apply-to-fund", `{"fund":"7","party":"coop","amount":"1",`+
		`"use":"A guest house","reason":"x"}`, "fund.use")
	o.refuses(o.keeper, "draw-grant", draw("2025-12-31", "1", "Seed"), "event.before")
	o.refuses(o.keeper, "draw-grant", draw("2026-11-26", "1", "Seed"), "event.future")
	o.refuses(o.keeper, "draw-grant", draw("2026-11-25", "4400.01", "Seed"), "grant.undrawn")
	o.must(o.keeper, "draw-grant", draw("2026-01-01", "4400", "Looms"))
	o.refuses(o.keeper, "apply-to-fund", `{"fund":"7","party":"office","amount":"1",`+
		`"use":"Seed","reason":"x"}`, "fund.stranger")
	o.must(o.keeper, "close-fund", `{"fund":"7","reason":"Over"}`)
	o.refuses(o.keeper, "close-fund", `{"fund":"7","reason":"Over"}`, "fund.closed")
	o.refuses(o.keeper, "pledge-to-fund", `{"fund":"7","party":"office","amount":"1"}`,
		"fund.closed")
	o.refuses(o.keeper, "grant-of-fund", `{"application":"9","amount":"1"}`, "fund.closed")
	o.must(o.keeper, "repay-grant", `{"grant":"10","day":"2026-11-25","amount":"5000"}`)
	o.holdsFund(1_200_000_000, 500_000, 500_000, 500_000)
}

// However much is asked for, and whatever other grants there are, it is told what
// this one has left, so that the second try succeeds.
func TestARefusalTellsWhatOfThisGrantIsLeft(t *testing.T) {
	o := openExamples(t)
	o.must(o.keeper, "grant-of-fund", `{"application":"9","amount":"100"}`) // another one
	for kind, rest := range map[string]string{
		"draw-grant":   `,"day":"2026-11-25","use":"Seed"}`,
		"revoke-grant": `,"reason":"x"}`,
	} {
		for _, amount := range []string{"4400.01", "999999"} {
			r := o.refuses(o.keeper, kind,
				`{"grant":"10","amount":"`+amount+`"`+rest, "grant.undrawn")
			if r.At.Column != "amount" || r.Args["free"] != hinterland.Figure("4400") {
				t.Errorf("%s of %s: at %q, %v", kind, amount, r.At.Column, r.Args)
			}
		}
	}
	o.must(o.keeper, "draw-grant", `{"grant":"10","amount":"4400","day":"2026-11-25","use":"Seed"}`)
}

// What is told is what the second try can have: of the fund where that has less left,
// and else of the application or the pledge.
func TestARefusalTellsTheLeastThatIsLeft(t *testing.T) {
	o := openExamples(t) // of 9,000 applied for 5,000 are granted, 11,995,000 are free;
	// and 4,000 less once the first of these is granted, but 1,000 more by a pledge
	e := o.must(o.keeper, "pledge-to-fund", `{"fund":"7","party":"office","amount":"1000"}`)
	second := hinterland.MakeID[hinterland.Pledge](e.Act, 0).String()
	for _, tt := range []struct {
		kind, of string
		amounts  []string
		reason   hinterland.Reason
		free     hinterland.Figure
	}{
		{
			"grant-of-fund", `"application":"9"`,
			[]string{"4000.01", "99000000"},
			"application.open", "4000",
		},
		{
			"withdraw-pledge", `"reason":"x","pledge":"` + second + `"`,
			[]string{"1000.01", "99000000"},
			"pledge.left", "1000",
		},
		{
			"withdraw-pledge", `"reason":"x","pledge":"8"`,
			[]string{"11992000.01", "99000000"},
			"fund.free", "11992000",
		},
	} {
		for _, amount := range tt.amounts {
			r := o.refuses(o.keeper, tt.kind, `{`+tt.of+`,"amount":"`+amount+`"}`, tt.reason)
			if r.At.Column != "amount" || r.At.Value != amount || r.Args["free"] != tt.free {
				t.Errorf("%s of %s: at %v, %v", tt.kind, amount, r.At, r.Args)
			}
		}
		o.must(o.keeper, tt.kind, `{`+tt.of+`,"amount":"`+string(tt.free)+`"}`)
		if tt.kind == "withdraw-pledge" { // so that all of it is there for the next
			o.must(o.keeper, "pledge-to-fund",
				`{"fund":"7","party":"office","amount":"`+string(tt.free)+`"}`)
		}
	}
}

// Each says what it then owes: who has the money that it was drawn, who keeps
// the fund that it came back. Nobody pledges, applies or draws for a party that
// has an account.
func TestNobodySpeaksForAPartyThatHasAnAccount(t *testing.T) {
	o := openExamples(t)
	pledge := `{"fund":"7","party":"coop","amount":"1"}`
	apply := `{"fund":"7","party":"coop","amount":"1","use":"Seed","reason":"x"}`
	draw := `{"grant":"10","day":"2026-11-25","amount":"1","use":"Seed"}`
	o.refuses(o.keeper, "pledge-to-fund", pledge, "act.denied") // not even without one
	e := o.must(o.keeper, "apply-to-fund", apply)
	if row := e.Changes[0].Row; !contains(row, `"party":"coop"`, `"told_to":"office"`) {
		t.Errorf("whose word it is does not show: %s", row)
	}
	clerk := o.giveAccount("clerk")
	o.refuses(o.keeper, "apply-to-fund", apply, "act.denied")
	o.refuses(o.keeper, "draw-grant", draw, "act.denied")
	o.refuses(o.keeper, "reverse-instalment", `{"instalment":"11","reason":"x"}`, "act.denied")
	o.must(clerk, "apply-to-fund", apply)
	o.must(clerk, "draw-grant", draw)
	o.refuses(clerk, "pledge-to-fund", pledge, "act.denied") // that binds, and wants a signatory
	o.refuses(clerk, "grant-of-fund", `{"application":"9","amount":"1"}`, "act.denied")
	o.refuses(clerk, "repay-grant",
		`{"grant":"10","day":"2026-11-25","amount":"1"}`, "act.denied")
}

// The trustee grants what is free in even parts, in one batch.
func TestWhatIsFreeIsProposedEvenlyToOpenApplications(t *testing.T) {
	o := openExamples(t)
	o.must(o.keeper, "withdraw-pledge", `{"pledge":"8","amount":"11994000","reason":"Hail"}`)
	for _, amount := range []string{"300", "2000"} {
		o.must(o.keeper, "apply-to-fund", `{"fund":"7","party":"coop","amount":"`+amount+
			`","use":"Seed","reason":"x"}`)
	}
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		d, err := v.Fund(hinterland.MakeID[hinterland.Fund](7, 0))
		if err != nil {
			return err
		}
		want := []int64{35_000, 30_000, 35_000} // of 1,000 free
		for i, got := range d.Proposed {
			if got != want[i] {
				t.Errorf("application %d: %d proposed, want %d", i, got, want[i])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.must(o.keeper, "batch", `{"acts":[`+
		`{"kind":"grant-of-fund","body":{"application":"9","amount":"350"}},`+
		`{"kind":"grant-of-fund","body":{"application":"13","amount":"300"}},`+
		`{"kind":"grant-of-fund","body":{"application":"14","amount":"350"}}]}`)
	o.holdsFund(600_000, 600_000, 60_000, 0)
	o.audited()
}

func TestAFundNamesPartiesThatThereAre(t *testing.T) {
	o := openExample(t)
	opening, err := kindNamed("open-fund")
	if err != nil {
		t.Fatal(err)
	}
	for eligible, reason := range map[string]hinterland.Reason{
		`["nowhere"]`: "party.unknown", `["coop","coop"]`: "party.repeated",
	} {
		body := replaced(t, opening.Example, `["coop"]`, eligible)
		r := o.refuses(o.keeper, "open-fund", body, reason)
		if !contains(r.At.Column, "eligible.") {
			t.Errorf("%s is refused at %q", eligible, r.At.Column)
		}
	}
}

// contains reports whether a text has all of some parts.
func contains(text string, parts ...string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
