package web

import (
	"strings"

	"hinterland"
	"hinterland/lang"
)

// A plan comes into force when the last of its parties has signed, and until then all of
// them wait for whoever has not. So how far that is, and on whom it hangs, is said where
// a plan is met first: in the list of plans and at the head of its own page, where the
// table of signatures stands below all that the plan says. It is said to everybody who
// sees the plan, as the table is.

// stillNamed is how many parties are named that are still to sign a plan.
const stillNamed = 3

// signings say in a list of plans how far those are signed that wait for it. All are
// asked for at once, so that a hundred of them cost two statements as one does.
func (a *ask) signings(rows []planRow, plans []hinterland.KeptPlan) error {
	found, err := a.v.PlanSignings(plans, stillNamed)
	if err != nil || len(found) == 0 {
		return err
	}
	n := a.noNames(a.v)
	var parties []hinterland.PartyCode
	for _, s := range found {
		parties = append(parties, s.SomeUnsigned...)
	}
	err = n.learn(parties)
	for i := range rows {
		if s, waits := found[plans[i].ID]; waits {
			rows[i].Signed = a.signedBy(n, &s)
		}
	}
	return err
}

// signingNow is how far the plan of a page is signed. The page has read all parts and
// signatures for its table, so that it need not ask. Who is still to sign stands first in
// that table, by code, which names the same parties here as in a list.
func (p *planPage) signingNow() *hinterland.PlanSigning {
	s := &hinterland.PlanSigning{Plan: p.plan.ID, Signed: len(p.given), All: len(p.parts)}
	first, _ := p.signing()
	s.SomeUnsigned = first[:min(len(first), s.All-s.Signed, stillNamed)]
	return s
}

// signedBy says how far a plan is signed, and who is still to sign: some by their names,
// the others by how many they are. Of a plan that all have signed nobody is named.
func (a *ask) signedBy(n *names, s *hinterland.PlanSigning) string {
	text := a.say.Say("web.plan.signedby", lang.Args{"done": s.Signed, "count": s.All})
	called := make([]string, len(s.SomeUnsigned))
	for i, party := range s.SomeUnsigned {
		called[i] = n.party(party)
	}
	named := strings.Join(called, a.say.Say("web.and", nil))
	further := s.All - s.Signed - len(called)
	switch {
	case named == "":
		return text
	case further > 0:
		return text + a.say.Say("web.plan.unsigned.more",
			lang.Args{"parties": named, "count": further})
	}
	return text + a.say.Say("web.plan.unsigned", lang.Args{"parties": named})
}
