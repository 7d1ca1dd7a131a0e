package office

import (
	"fmt"
	"testing"

	"hinterland"
)

// material is what the plan of the year is made from, as somebody may read it.
func (o *exampleOffice) material(who Actor) (m *Material, err error) {
	o.t.Helper()
	viewed := o.View(o.t.Context(), who, func(v *View) error {
		m, err = v.Material("y2027")
		return nil
	})
	if viewed != nil {
		o.t.Fatal(viewed)
	}
	return m, err
}

func TestWhoPlansReadsWhatAPlanIsMadeFrom(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	o.must(o.keeper, "state-offer", offering("office", "5", `"0","7"`, 0))
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"office","good":"ramie",`+
		`"priority":2,"quantities":["3"]}`)
	_, err := o.material(o.keeper)
	if faults := refusalsIn(err); len(faults) != 1 || faults[0].Reason != "run.placeless" {
		t.Errorf("a party that is nowhere: %v", err)
	}
	o.must(o.keeper, "register-place", `{"code":"town","name":{"en":"Town"}}`)
	o.must(o.keeper, "register-place", `{"code":"far","name":{"en":"Far"}}`)
	o.must(o.keeper, "state-distance", `{"from":"town","to":"far","km":"14.5","base":0}`)
	o.must(o.keeper, "locate-party", `{"code":"office","place":"town","base":1}`)
	o.must(o.keeper, "grant-scope", `{"buyer":"office","good":"ramie","place":"town",`+
		`"from":"2027-01-15","last":"2027-03-31","basis":"public-lot"}`)
	m, err := o.material(o.keeper)
	if err != nil {
		t.Fatal(err)
	}
	r := m.Region
	if len(r.Parties) != 1 || len(r.Offers) != 1 || r.Offers[0].Period != 2 ||
		r.Offers[0].Price != 5_000_000 || len(r.Needs) != 1 || r.Needs[0].Quantity != 3000 ||
		r.Places[0].Lon != 0 || r.Goods[0].Currency != "CNY" {
		t.Errorf("it is made from %+v", r)
	}
	if len(r.Distances) != 1 || r.Distances[0].Hectometres != 145 {
		t.Errorf("distances are %v", r.Distances)
	}
	if got := fmt.Sprint(r.Scopes); got != "[{office ramie town 2 3 true 0}]" {
		t.Errorf("scopes are %s", got)
	}
	r.Goods[0].Currency = "" // as rows are that are older than currencies
	if m.settle(); r.Goods[0].Currency != "none" {
		t.Errorf("a good without currency is in %q", r.Goods[0].Currency)
	}
	if m.Horizon.Periods != 12 || len(m.Forbidden) > 0 {
		t.Errorf("the horizon is %+v, forbidden %v", m.Horizon, m.Forbidden)
	}
}

func TestOnlyWhoPlansReadsIt(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	clerk := o.giveAccount("clerk")
	if _, err := o.material(clerk); !isRefusal(err, hinterland.Denied) {
		t.Errorf("a clerk reads it: %v", err)
	}
	if _, err := o.material(o.giveAccount("planner")); err != nil {
		t.Errorf("a planner does not: %v", err)
	}
}

// TestAPlanMadeAnewStaysNearTheOneInForce signs a plan and lets somebody else offer
// as much at the same price: what was signed stays with whom it was signed with.
// Without the plan in force nothing is to stay near to.
func TestAPlanMadeAnewStaysNearTheOneInForce(t *testing.T) {
	o := openPlans(t)
	o.must(o.keeper, "register-place", `{"code":"liuyang","name":{"en":"Liuyang"}}`)
	o.must(o.keeper, "register-party", `{"code":"early","name":{"en":"Early"},"place":"liuyang"}`)
	for code, base := range map[string]string{"office": "1", "coop": "2"} {
		o.must(o.keeper, "locate-party",
			`{"code":"`+code+`","place":"liuyang","base":`+base+`}`)
	}
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"priority":1,"quantities":["3"]}`)
	o.must(o.keeper, "state-offer", offering("early", "820", `"3"`, 0))
	before, err := o.material(o.keeper)
	if err != nil || len(before.Region.Signed) != 0 {
		t.Fatalf("near to %v, %v", before, err)
	}
	plan := o.keepPlan("")
	o.signPlan(plan)
	m, err := o.material(o.keeper)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Region.Signed) != 1 || m.Region.Signed[0].Quantity != 3000 {
		t.Errorf("it is to stay near to %+v", m.Region.Signed)
	}
	for giver, region := range map[hinterland.PartyCode]*hinterland.Region{
		"early": before.Region, "office": m.Region,
	} {
		lines := balanced(t, region).Plan.Lines
		if len(lines) != 1 || lines[0].From != giver {
			t.Errorf("%s gives nothing in %+v", giver, lines)
		}
	}
}
