package office

import (
	"fmt"
	"slices"
	"testing"

	"hinterland"
)

// dealt lets everything come of the secret agreement that can, and returns the
// numbers of the entries.
func (n *neighbourhood) dealt() (entries []int64) {
	n.t.Helper()
	do := func(actor Actor, kind, body string, of ...any) hinterland.Entry {
		e := n.must(actor, kind, fmt.Sprintf(body, of...))
		entries = append(entries, e.Number)
		return e
	}
	sent := do(n.coop, "record-delivery",
		`{"agreement":"%s","item":1,"day":"2026-11-20","quantity":"9"}`, n.secret)
	came := do(n.mill, "record-receipt", `{"delivery":"%s","day":"2026-11-21","received":"7",`+
		`"rejected":"2","reason":"Wet"}`, eventOf(sent))
	back := do(n.mill, "record-return",
		`{"receipt":"%s","day":"2026-11-22","quantity":"2"}`, eventOf(came))
	home := do(n.coop, "record-receipt",
		`{"delivery":"%s","day":"2026-11-23","received":"2"}`, eventOf(back))
	do(n.coop, "undo", `{"entry":%d}`, home.Number)
	paid := do(n.mill, "record-payment", `{"agreement":"%s","item":1,"day":"2026-11-24",`+
		`"amount":"31160","currency":"CNY"}`, n.secret)
	do(n.coop, "confirm-payment", `{"payment":"%s","day":"2026-11-25","came":"31160"}`,
		eventOf(paid))
	wrong := do(n.mill, "record-payment", `{"agreement":"%s","from":"mill","to":"coop",`+
		`"day":"2026-11-24","amount":"5","currency":"CNY"}`, n.secret)
	do(n.mill, "undo", `{"entry":%d}`, wrong.Number)
	do(n.mill, "attach-file", `{"noun":"event","record":"%s","name":"x.pdf","file":"%s"}`,
		eventOf(paid), exampleFile)
	do(n.mill, "undo", `{"entry":%d}`, entries[len(entries)-1])
	return entries
}

// TestWhatIsDoneUnderAnAgreementIsToldToItsParties lets everything come of an
// agreement of two others: whoever keeps the region learns none of it from the
// journal, either side all of it.
func TestWhatIsDoneUnderAnAgreementIsToldToItsParties(t *testing.T) {
	n := openNeighbourhood(t)
	secret := n.dealt()
	for _, tt := range []struct {
		actor Actor
		want  []int64
	}{{n.keeper, nil}, {n.coop, secret}, {n.mill, secret}} {
		if got := n.told(tt.actor, secret); !slices.Equal(got, tt.want) {
			t.Errorf("%s is told %v of %v", tt.actor.Party, got, secret)
		}
	}
	audit, err := n.log().Audit(t.Context())
	if err != nil || len(audit.Faults) > 0 {
		t.Errorf("the audit finds %v, %v", audit.Faults, err)
	}
}

// told are those of some entries that an actor finds in the journal, which is
// also shown each by itself.
func (n *exampleOffice) told(actor Actor, of []int64) (found []int64) {
	n.t.Helper()
	err := n.View(n.t.Context(), actor, func(v *View) error {
		listed, err := v.Entries(0, 1000)
		for _, number := range of {
			in := slices.ContainsFunc(listed, func(e hinterland.Entry) bool {
				return e.Number == number
			})
			_, no := v.Entry(number)
			if in != (no == nil) {
				n.t.Errorf("%s: entry %d is listed %v and shown %v", actor.Party, number, in, no)
			}
			if in {
				found = append(found, number)
			}
		}
		return err
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return found
}

// TestTheJournalTellsPricesToWhomTheyAreShown holds entries on what is offered
// to the rule for prices: whose offer it is and who plans learn of them, and
// who keeps the region does not.
func TestTheJournalTellsPricesToWhomTheyAreShown(t *testing.T) {
	n := openNeighbourhood(t)
	n.must(n.keeper, "open-horizon", aYear)
	n.must(n.keeper, "give-post",
		`{"person":"3","party":"office","duty":"keeper","from":"2026-01-01"}`)
	keeper := Actor{Person: n.coop.Person, Party: "office"}
	mills := n.must(n.mill, "state-offer", offering("mill", "5", `"1"`, 0))
	n.must(n.keeper, "register-party", `{"code":"farm","name":{"en":"Farm"}}`)
	farms := n.must(n.keeper, "state-offer", offering("farm", "5", `"1"`, 0))
	n.must(n.keeper, "give-post",
		`{"person":"3","party":"farm","duty":"clerk","from":"2026-01-01"}`)
	offers := []int64{mills.Number, farms.Number}
	for _, tt := range []struct {
		actor Actor
		want  []int64
	}{
		{n.keeper, offers}, // who plans, too
		{keeper, offers[1:]},
		{n.mill, offers[:1]},
		{n.coop, nil},
		{Actor{Person: n.coop.Person, Party: "farm"}, offers[1:]},
	} {
		if got := n.told(tt.actor, offers); !slices.Equal(got, tt.want) {
			t.Errorf("%v is told %v of %v", tt.actor, got, offers)
		}
	}
}
