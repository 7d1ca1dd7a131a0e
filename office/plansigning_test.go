package office

import (
	"fmt"
	"testing"

	"hinterland"
)

// signingsSeen are what somebody is told of how far some plans are signed, in the order
// of the plans; "-" of a plan of which nothing is told.
func (o *exampleOffice) signingsSeen(who Actor, names int, plans ...string) []string {
	o.t.Helper()
	told := make([]string, len(plans))
	err := o.View(o.t.Context(), who, func(v *View) error {
		listed := make([]hinterland.KeptPlan, len(plans))
		for i, plan := range plans {
			k, err := v.tx.KeptPlan(mustID(o.t, plan))
			if err != nil {
				return err
			}
			listed[i] = k
		}
		found, err := v.PlanSignings(listed, names)
		for i := range listed {
			told[i] = "-"
			if s, waits := found[listed[i].ID]; waits {
				told[i] = fmt.Sprintf("%d of %d, not %v", s.Signed, s.All, s.SomeUnsigned)
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return told
}

// TestHowFarAPlanIsSignedIsToldWhileItWaits goes through the states of a plan: of those
// that wait for nobody's signature nothing is told.
func TestHowFarAPlanIsSignedIsToldWhileItWaits(t *testing.T) {
	for state, want := range map[hinterland.State]string{
		hinterland.IsPreliminary: "-",
		hinterland.IsProposed:    "0 of 2, not [coop office]",
		hinterland.IsInForce:     "-",
		hinterland.IsClosed:      "-",
		hinterland.IsWithdrawn:   "-",
	} {
		t.Run(string(state), func(t *testing.T) {
			o := openPlans(t)
			told := o.signingsSeen(o.keeper, 3, o.planIn(state, false))
			if told[0] != want {
				t.Errorf("it is said to be signed by %s", told[0])
			}
		})
	}
}

func TestHowFarAPlanIsSignedIsToldToWhoSeesIt(t *testing.T) {
	o := openPlans(t)
	half, hidden := o.planIn(hinterland.IsProposed, true), o.keepPlan("")
	coop := o.giveAccount("clerk")
	stranger := Actor{Person: coop.Person, Party: "mill"}
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must(o.keeper, "give-post", fmt.Sprintf(
		`{"person":"%s","party":"mill","duty":"clerk","from":"2026-01-01"}`, coop.Person))
	for name, tt := range map[string]struct {
		who   Actor
		names int
		want  string
	}{
		"who plans":           {o.keeper, 3, "1 of 2, not [coop]"},
		"who is to sign":      {coop, 1, "1 of 2, not [coop]"},
		"who has no part":     {stranger, 3, "1 of 2, not [coop]"},
		"who asks for nobody": {coop, 0, "1 of 2, not []"},
	} {
		t.Run(name, func(t *testing.T) {
			told := o.signingsSeen(tt.who, tt.names, hidden, half)
			if told[0] != "-" || told[1] != tt.want {
				t.Errorf("the plans are signed by %v", told)
			}
		})
	}
}
