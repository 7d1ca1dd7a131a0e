package office

import (
	"testing"

	"hinterland"
)

// TestWhoMayInviteWhom gives a person without login posts and asks whether
// another may have a link for them.
func TestWhoMayInviteWhom(t *testing.T) {
	for _, tt := range []struct {
		name    string
		by      string // the duty of who asks, in the co-operative
		posts   []string
		signsIn bool
		may     bool
	}{
		{"a signatory, their own clerk", "signatory", []string{own}, false, true},
		{"a clerk", "clerk", []string{own}, false, false},
		{"one who signs in already", "signatory", []string{own}, true, false},
		{"nobody of theirs", "signatory", nil, false, false},
		{"one who was theirs", "signatory", []string{former}, false, false},
		{"one with a post elsewhere", "signatory", []string{own, elsewhere}, false, false},
		{"one who is to come", "signatory", []string{own, later}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := openExample(t)
			asks := o.giveAccount(tt.by)
			o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
			e := o.must(o.keeper, "register-person", `{"name":"Sun Li"}`)
			sun := hinterland.MakeID[hinterland.Person](e.Act, 0)
			for _, post := range tt.posts {
				o.must(o.keeper, "give-post", `{"person":"`+sun.String()+`",`+post+`}`)
			}
			o.mayInvite(asks, sun, tt.signsIn, tt.may)
			o.mayInvite(o.keeper, sun, tt.signsIn, !tt.signsIn)
		})
	}
}

// The posts of the person in question, as bodies have them.
const (
	own       = `"party":"coop","duty":"clerk","from":"2026-01-01"`
	former    = `"party":"coop","duty":"clerk","from":"2026-01-01","last":"2026-11-24"`
	elsewhere = `"party":"mill","duty":"signatory","from":"2026-01-01"`
	later     = `"party":"mill","duty":"clerk","from":"2027-01-01"`
)

// mayInvite holds the view's answer to a want.
func (o *exampleOffice) mayInvite(
	actor Actor, person hinterland.ID[hinterland.Person], signsIn, want bool,
) {
	o.t.Helper()
	err := o.View(o.t.Context(), actor, func(v *View) error {
		may, err := v.MayInvite(person, signsIn)
		if may != want {
			o.t.Errorf("%s may: %t", actor.Party, may)
		}
		return err
	})
	if err != nil {
		o.t.Error(err)
	}
}

func TestAnInvitationHoldsOnlyWhileItMightBeMadeAgain(t *testing.T) {
	now := hinterland.InstantOf(noon())
	for name, tt := range map[string]struct {
		until   hinterland.Instant
		then    [2]string // what happens after it was made
		signsIn bool
		holds   bool
	}{
		"nothing has happened":        {until: now, holds: true},
		"its time is over":            {until: now - 1},
		"a password was chosen":       {until: now, signsIn: true},
		"the person got another post": {until: now, then: [2]string{"give-post", elsewhere}},
		"its maker lost theirs":       {until: now, then: [2]string{"end-post", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			o := openExample(t)
			asks := o.giveAccount("signatory")
			o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
			e := o.must(o.keeper, "register-person", `{"name":"Sun Li"}`)
			sun := hinterland.MakeID[hinterland.Person](e.Act, 0)
			of := `{"person":"` + sun.String() + `",`
			o.must(o.keeper, "give-post", of+own+`}`)
			i := hinterland.Invitation{Person: sun, Until: tt.until, By: asks.Person, For: "coop"}
			switch tt.then[0] {
			case "give-post":
				o.must(o.keeper, "give-post", of+tt.then[1]+`}`)
			case "end-post":
				i.By = o.keeper.Person // who holds none there
			}
			if got, err := o.Holds(t.Context(), i, tt.signsIn); err != nil || got != tt.holds {
				t.Errorf("it holds: %t, %v", got, err)
			}
			i.By, i.For = 0, ""
			got, err := o.Holds(t.Context(), i, tt.signsIn)
			if err != nil || got != (tt.until >= now) {
				t.Errorf("from who runs the program it holds: %t, %v", got, err)
			}
		})
	}
}
