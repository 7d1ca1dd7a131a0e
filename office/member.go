package office

import (
	"slices"

	"hinterland"
)

// members are the parties of an agreement with their parts in it.
type members []hinterland.Membership

// part is what a party has in the agreement.
func (m members) part(party hinterland.PartyCode) hinterland.Part {
	for _, one := range m {
		if one.Party == party {
			return one.Part
		}
	}
	return 0
}

// signers are those whose assent the version last proposed needs: the parties
// that it names, and those that the version in force binds, whom nobody else
// can release.
func (m members) signers() []hinterland.PartyCode {
	var signers []hinterland.PartyCode
	for _, one := range m {
		if one.Part.Acts() {
			signers = append(signers, one.Party)
		}
	}
	return signers
}

// membersOf finds the members of an agreement. To whoever may not see it, it
// looks as if it were not there: nor has one that is not there a member.
func (t *Turn) membersOf(id hinterland.ID[hinterland.Agreement]) (members, error) {
	if known, met := t.met[id]; met {
		return known, nil
	}
	found, err := t.Members(id)
	if err == nil && !members(found).part(t.Actor.Party).Sees() {
		err = hinterland.Refuse(hinterland.NotFound, "agreement.unknown",
			hinterland.Args{"value": id.String()})
	}
	if err == nil && t.met != nil {
		t.met[id] = found
	}
	return found, err
}

// memberSide is the actor's party where that acts under an agreement; else any
// party that does, on whose side the actor is not.
func (t *Turn) memberSide(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.PartyCode, error) {
	found, err := t.membersOf(id)
	if err != nil {
		return "", err
	}
	acting := found.signers()
	if slices.Contains(acting, t.Actor.Party) {
		return t.Actor.Party, nil
	}
	return acting[0], nil // every version names parties
}

// event finds an event under an agreement that the actor may see.
func (t *Turn) event(id hinterland.ID[hinterland.Event]) (hinterland.Event, error) {
	e, err := t.Event(id)
	if err != nil {
		return e, err
	}
	if _, err = t.membersOf(e.Agreement); isRefusal(err, hinterland.NotFound) {
		err = hinterland.Refuse(hinterland.NotFound, "event.unknown",
			hinterland.Args{"value": id.String()})
	}
	return e, err
}

// enrol makes the parties of a text, and no others, have a part in an
// agreement. Whoever was bound before stays known as that.
func (t *Turn) enrol(
	id hinterland.ID[hinterland.Agreement], parties []hinterland.PartyCode, as hinterland.Part,
) error {
	found, err := t.Members(id)
	if err != nil {
		return err
	}
	for _, party := range parties {
		if !slices.ContainsFunc(found, func(m hinterland.Membership) bool {
			return m.Party == party
		}) {
			found = append(found, hinterland.Membership{Agreement: id, Party: party})
		}
	}
	for _, m := range found {
		part := m.Part.With(as, slices.Contains(parties, m.Party))
		if m.Part&hinterland.Bound != 0 && part&hinterland.Bound == 0 {
			part |= hinterland.Formerly
		}
		if part == m.Part {
			continue
		}
		m.Part = part
		if err := t.PutMember(m); err != nil {
			return err
		}
	}
	return nil
}
