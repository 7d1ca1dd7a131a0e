package office

import (
	"fmt"
	"testing"

	"hinterland"
)

// zonesPlanned are the zones of places as a plan of the year knows them.
func (o *exampleOffice) zonesPlanned() string {
	o.t.Helper()
	var places []hinterland.Place
	err := o.View(o.t.Context(), o.keeper, func(v *View) (err error) {
		places, _, err = v.PlacesOf(&hinterland.Horizon{From: 20_454}) // 2026-01-01
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	text := ""
	for _, p := range places {
		text += fmt.Sprint(p.Code, ":", p.Zone, " ")
	}
	return text
}

// A plan that puts zones first has to know them: what lies under a place is in the
// same zone, and what is drawn for later does not count yet.
func TestAPlanKnowsInWhichZonePlacesAre(t *testing.T) {
	o := zonedOffice(t)
	o.must(o.keeper, "register-place", `{"code":"b1","name":{"en":"T"},"parent":"b"}`)
	o.must(o.keeper, "register-place", `{"code":"far","name":{"en":"F"}}`)
	if got := o.zonesPlanned(); got != "a: b: b1: c: d: e: far: " {
		t.Errorf("before any is drawn: %s", got)
	}
	o.draws("2026-11-25")
	if got := o.zonesPlanned(); got != "a:w b:w b1:w c:w d:x e:x far: " {
		t.Errorf("once they are drawn: %s", got)
	}
}

func TestZonesThatBeginLaterAreThoseOfALaterPlan(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-15")
	if got := o.zonesPlanned(); got != "a: b: c: d: e: " {
		t.Errorf("before their day: %s", got)
	}
	o.must(o.keeper, "open-horizon", aYear) // 2027
	o.must(o.keeper, "locate-party", `{"code":"office","place":"a","base":1}`)
	o.must(o.keeper, "state-offer", offering("office", "5", `"7"`, 0))
	m, err := o.material(o.keeper)
	if err != nil {
		t.Fatal(err)
	}
	if zone := m.Region.Places[0].Zone; zone != "w" {
		t.Errorf("the plan of the year after puts a into %q", zone)
	}
}

// papers brings the words of parties to a plan together.
func (o *exampleOffice) papers(plan string, parties ...hinterland.PartyCode) string {
	steps := ""
	for i, p := range parties {
		if i > 0 {
			steps += ","
		}
		kind, body := "record-plan-paper", o.onPaper(plan, p)
		if p == "office" {
			kind, body = "sign-plan", o.signing(plan, p)
		}
		steps += `{"kind":"` + kind + `","body":` + body + `}`
	}
	return `{"acts":[` + steps + `]}`
}

// A batch reads once what there is to sign: it has to count what it signs itself.
func TestPapersThatComeTogetherPutAPlanInForce(t *testing.T) {
	o := openPlans(t)
	plan := o.planIn(hinterland.IsProposed, false)
	o.refuses(o.keeper, "batch", o.papers(plan, "coop", "coop"), "plan.signed")
	if got, _ := o.stateOf(plan); got != hinterland.IsProposed {
		t.Errorf("a part signed twice makes it %q", got)
	}
	o.must(o.keeper, "batch", o.papers(plan, "coop", "office"))
	if got, _ := o.stateOf(plan); got != hinterland.IsInForce {
		t.Errorf("signed by all it is %q", got)
	}
	o.refuses(o.keeper, "sign-plan", o.signing(plan, "office"), "plan.inforce")
	o.audited()
}
