package office

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// A neighbourhood is an example office with a further party, the mill, which
// has an agreement with the co-operative that is none of the office's.
type neighbourhood struct {
	*exampleOffice
	coop, mill Actor
	secret     hinterland.ID[hinterland.Agreement] // between coop and mill
}

func openNeighbourhood(t *testing.T) *neighbourhood {
	t.Helper()
	o := openExample(t)
	n := &neighbourhood{exampleOffice: o, coop: o.giveAccount("clerk")}
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	e := o.must(o.keeper, "register-person", `{"name":"Sun Li","phone":"0731-555"}`)
	n.mill = Actor{Person: hinterland.MakeID[hinterland.Person](e.Act, 0), Party: "mill"}
	o.must(o.keeper, "give-post", `{"person":"`+n.mill.Person.String()+
		`","party":"mill","duty":"clerk","from":"2026-01-01"}`)
	terms := strings.NewReplacer(`["office","coop"]`, `["coop","mill"]`, `"to":"office"`,
		`"to":"mill"`, "Ramie for the mill", "Secret").Replace(exampleTerms(""))
	e = o.must(n.coop, "propose-agreement", terms)
	n.secret = hinterland.MakeID[hinterland.Agreement](e.Act, 0)
	o.must(n.coop, "record-delivery", `{"agreement":"`+n.secret.String()+
		`","item":1,"day":"2026-11-20","quantity":"7"}`)
	return n
}

// look lets an actor look and holds what comes out to a want.
func (n *neighbourhood) look(actor Actor, want string, see func(*View) (any, error)) {
	n.t.Helper()
	err := n.View(n.t.Context(), actor, func(v *View) error {
		got, err := see(v)
		if text := fmt.Sprint(got); err == nil && text != want {
			n.t.Errorf("%s sees %s, want %s", actor.Party, text, want)
		}
		return err
	})
	if err != nil {
		n.t.Error(err)
	}
}

func TestAgreementsAreSeenByTheirPartiesOnly(t *testing.T) {
	n := openNeighbourhood(t)
	numbers := func(v *View) (any, error) {
		seen, err := v.Agreements("", 0, 9)
		var ids []string
		for _, a := range seen {
			ids = append(ids, a.ID.String())
		}
		return ids, err
	}
	secret := n.secret.String()
	n.look(n.keeper, "[5]", numbers)
	n.look(n.coop, "["+secret+" 5]", numbers)
	n.look(n.mill, "["+secret+"]", numbers)
	dossier := func(id hinterland.ID[hinterland.Agreement]) func(*View) (any, error) {
		return func(v *View) (any, error) {
			d, err := v.Agreement(id)
			if isRefusal(err, hinterland.NotFound) {
				return "nothing", nil
			}
			return d.Title, err
		}
	}
	n.look(n.keeper, "nothing", dossier(n.secret))
	n.look(n.coop, "Secret", dossier(n.secret))
	n.look(n.mill, "Secret", dossier(n.secret))
	n.look(n.mill, "nothing", dossier(hinterland.MakeID[hinterland.Agreement](5, 0)))
	n.look(n.coop, "nothing", dossier(hinterland.MakeID[hinterland.Agreement](999, 0)))
}

// TestNoEntryOfAnotherPartysAgreementIsSeen looks for the secret agreement in
// all that anybody's journal shows.
func TestNoEntryOfAnotherPartysAgreementIsSeen(t *testing.T) {
	n := openNeighbourhood(t)
	for _, tt := range []struct {
		actor Actor
		sees  bool
	}{{n.keeper, false}, {n.coop, true}, {n.mill, true}} {
		err := n.View(t.Context(), tt.actor, func(v *View) error {
			entries, err := v.Entries(0, 1000)
			if err != nil {
				return err
			}
			found := false
			for _, e := range entries {
				one, err := v.Entry(e.Number)
				if err != nil || one.Number != e.Number {
					t.Errorf("entry %d is listed and not shown: %v", e.Number, err)
				}
				for _, c := range one.Changes {
					found = found || strings.Contains(c.Row, `"title":"Secret`)
				}
			}
			if found != tt.sees {
				t.Errorf("%s sees the secret: %t", tt.actor.Party, found)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	all := func(limit int) []int64 {
		var numbers []int64
		err := n.View(t.Context(), n.keeper, func(v *View) error {
			for before := int64(0); ; {
				page, err := v.Entries(before, limit)
				if err != nil || len(page) == 0 {
					return err
				}
				for _, e := range page {
					numbers = append(numbers, e.Number)
					before = e.Number
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return numbers
	}
	if whole, paged := all(1000), all(3); !slices.Equal(whole, paged) || len(whole) < 9 {
		t.Errorf("by threes %v, at once %v", paged, whole)
	}
}

func TestPeopleAreSeenByTheirCounterparts(t *testing.T) {
	n := openNeighbourhood(t)
	names := func(v *View) (any, error) {
		holders, err := v.Holders(0, 9)
		var names []string
		for _, h := range holders {
			names = append(names, string(h.Person.Name)+" "+string(h.Phone))
		}
		return names, err
	}
	n.look(n.keeper, "[Li Ming  Wang Fang  Sun Li 0731-555]", names)
	n.look(n.coop, "[Li Ming  Wang Fang  Sun Li 0731-555]", names)
	n.look(n.mill, "[Wang Fang  Sun Li 0731-555]", names)
}

func TestWhoHoldsNoPostSeesNothing(t *testing.T) {
	n := openNeighbourhood(t)
	for _, stranger := range []Actor{
		{}, {Person: n.coop.Person, Party: "mill"}, {Person: n.keeper.Person, Party: "nowhere"},
	} {
		err := n.View(t.Context(), stranger, func(*View) error {
			t.Errorf("%v looks in", stranger)
			return nil
		})
		if !isRefusal(err, hinterland.Denied) {
			t.Errorf("got %v", err)
		}
	}
}
