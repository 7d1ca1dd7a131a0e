package office

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// purchase is the body of a purchase of ramie by a party from the co-operative,
// in two parts: by the end of October and by the middle of December.
func purchase(buyer string) string {
	return strings.NewReplacer(`["office","coop"]`, `["coop","`+buyer+`"]`, `"to":"office"`,
		`"to":"`+buyer+`"`).Replace(exampleTerms(""))
}

// openHeld opens a county in which the mill alone may buy ramie from the 1st of
// December on, and the co-operative is in the north of it.
func openHeld(t *testing.T, days string) *neighbourhood {
	t.Helper()
	n := openCounty(t)
	n.must(n.coop, "locate-party", `{"code":"coop","place":"north","base":2}`)
	n.must(n.keeper, "grant-scope",
		`{"buyer":"mill","good":"ramie","place":"county","basis":"public-lot",`+days+`}`)
	return n
}

const december = `"from":"2026-12-01","last":"2026-12-31"`

func TestAPurchaseOffScopeIsRefused(t *testing.T) {
	n := openHeld(t, december)
	r := n.refuses(n.coop, "propose-agreement", purchase("office"), "scope.outside")
	if got := fmt.Sprint(r.At.Column, r.Args["holder"], r.Args["good"], r.Args["place"],
		r.Args["from"], r.Args["last"]); got !=
		"items.1.goodmillramiecounty2026-12-01 2026-12-31" {
		t.Errorf("it says %s", got)
	}
	for name, body := range map[string]string{
		"the holder buys":    purchase("mill"),
		"days before":        strings.ReplaceAll(purchase("office"), "2026-12-15", "2026-11-30"),
		"what is not bought": liaisonOf(),
		"supplied from beside": strings.NewReplacer(`"from":"coop","to":"office"`,
			`"from":"office","to":"coop"`).Replace(purchase("office")),
	} {
		t.Run(name, func(t *testing.T) { n.must(n.coop, "propose-agreement", body) })
	}
	n.audited()
}

// liaisonOf is an agreement without purchases.
func liaisonOf() string {
	return `{"kind":"liaison","class":"annual","title":"Talk","parties":["coop","office"],` +
		`"from":"2026-01-01","last":"2026-12-31","tasks":[{"party":"coop","what":"Talk",` +
		`"when":"Mondays","speak":"office"}]}`
}

// A delivery under an agreement that is older than the scope is off it too; one
// on the day before is not.
func TestADeliveryOffScopeIsRefusedOrRecorded(t *testing.T) {
	n := openHeld(t, `"from":"2026-11-24","last":"2026-12-31"`)
	delivery := `{"agreement":"5","item":1,"day":"%s","quantity":"2"}`
	n.must(n.coop, "record-delivery", fmt.Sprintf(delivery, "2026-11-23"))
	late := fmt.Sprintf(delivery, "2026-11-24")
	if r := n.refuses(n.coop, "record-delivery", late, "scope.outside"); r.At.Column != "day" {
		t.Errorf("at %v", r.At)
	}
	n.refuses(n.coop, "regulate", `{"subject":"off-scope","rule":"record","base":0}`, "act.denied")
	n.refuses(n.keeper, "regulate", `{"subject":"off-scope","rule":"x","base":0}`,
		"regulation.rule")
	n.refuses(n.keeper, "regulate", `{"subject":"x","rule":"refuse","base":0}`,
		"regulation.subject")
	n.must(n.keeper, "regulate", `{"subject":"off-scope","rule":"record","base":0}`)
	e := n.must(n.coop, "record-delivery", late)
	proposed := n.must(n.coop, "propose-agreement", purchase("office"))
	told := fmt.Sprintf("[{%d %d}]", e.Act, proposed.Act)
	for _, actor := range []Actor{n.keeper, n.mill, n.coop} {
		n.look(actor, told, func(v *View) (any, error) {
			found, err := v.Trespasses(9)
			if len(found) != 2 {
				return found, err
			}
			return fmt.Sprintf("[{%d %d}]", found[1].Event.Act(), found[0].Agreement.Act()), err
		})
	}
	n.must(n.coop, "undo", undoOf(e))
	n.look(n.mill, "1", func(v *View) (any, error) {
		found, err := v.Trespasses(9)
		return len(found), err
	})
	n.audited()
}

// A version that was proposed before the scope was granted does not come into
// force against it.
func TestWhatComesIntoForceIsHeldToScopes(t *testing.T) {
	n := openCounty(t)
	n.must(n.coop, "locate-party", `{"code":"coop","place":"north","base":2}`)
	digest := n.digest(hinterland.MakeID[hinterland.Agreement](5, 0))
	assent := func(party string) string {
		return `{"agreement":"5","version":1,"party":"` + party + `","digest":"` + digest + `"}`
	}
	n.must(n.keeper, "assent", assent("office"))
	granted := n.must(n.keeper, "grant-scope", scopeBody("mill", "ramie", "county", lot))
	n.must(n.keeper, "give-post",
		`{"person":"3","party":"coop","duty":"signatory","from":"2026-01-01"}`)
	n.refuses(n.coop, "assent", assent("coop"), "scope.outside")
	n.must(n.keeper, "undo", undoOf(granted))
	n.must(n.coop, "assent", assent("coop"))
	n.audited()
}

// digest is that of the version of an agreement last proposed.
func (n *neighbourhood) digest(id hinterland.ID[hinterland.Agreement]) (digest string) {
	n.t.Helper()
	err := n.View(n.t.Context(), n.keeper, func(v *View) error {
		d, err := v.Agreement(id)
		if err == nil {
			digest = d.Latest().Digest
		}
		return err
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return digest
}

// Whoever grants a scope is told first of how many purchases it stops; whoever
// asks again means it. Nobody is told where such purchases are let through.
func TestAScopeThatStopsPurchasesAsksWhetherItIsMeant(t *testing.T) {
	n := openDeal(t)
	n.must(n.keeper, "register-place", `{"code":"county","name":{"en":"County"}}`)
	n.must(n.coop, "locate-party", `{"code":"coop","place":"county","base":2}`)
	n.must(n.keeper, "register-good",
		`{"code":"long","name":{"en":"Long ramie"},"unit":"t","decimals":3,"parent":"ramie"}`)
	grant := func(wary bool, good string) (int, error) {
		t.Helper()
		r := n.ask(n.keeper, "grant-scope", `{"buyer":"mill","good":"`+good+
			`","place":"county","basis":"public-lot",`+december+`}`)
		r.Wary = wary
		_, err := n.Preview(t.Context(), r)
		var no *hinterland.Refusal
		if errors.As(err, &no) && no.Reason == "scope.stops" {
			stopped, _ := no.Args["count"].(int)
			return stopped, nil
		}
		return 0, err
	}
	want := func(wary bool, good string, stopped int) {
		t.Helper()
		if got, err := grant(wary, good); err != nil || got != stopped {
			t.Errorf("wary %v, %s: %d, %v", wary, good, got, err)
		}
	}
	want(true, "ramie", 1)
	want(true, "long", 0) // of which nothing is agreed
	want(false, "ramie", 0)
	n.must(n.keeper, "regulate", `{"subject":"off-scope","rule":"record","base":0}`)
	want(true, "ramie", 0)
}
