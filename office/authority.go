package office

import (
	"slices"
	"strings"

	"hinterland"
)

// A Relation is how an actor stands to the party whose act it is.
type Relation string

// The relations. What is allowed to others is allowed to all.
const (
	Own Relation = "own" // the actor acts for that party
	// Counterpart: both are in the agreement that the act is about, and nobody
	// holds a post in that party who could act for it.
	Counterpart Relation = "counterpart"
	Other       Relation = "other" // it is another's, or the region's
)

// A Right allows the holders of a duty some acts in a relation.
type Right struct {
	Duty     hinterland.Duty
	Relation Relation
	Kinds    []string
}

// Rights is the table of authority. What does not stand in it is denied.
func Rights() []Right {
	return []Right{
		{hinterland.Keeper, Other, []string{
			"register-party", "name-party", "register-person", "give-post", "end-post",
			"register-good", "batch", "undo",
		}},
		{hinterland.Clerk, Other, []string{"register-party", "register-good"}},
		{hinterland.Clerk, Own, []string{
			"name-party", "register-person", "batch", "undo", "propose-agreement",
			"amend-agreement", "record-paper-assent", "record-delivery", "record-receipt",
			"reverse-event",
		}},
		{hinterland.Clerk, Counterpart, []string{
			"record-delivery", "record-receipt", "reverse-event", "undo",
		}},
		{hinterland.Liaison, Own, []string{"propose-agreement", "amend-agreement"}},
		{hinterland.Signatory, Own, []string{
			"assent", "end-agreement", "give-post", "end-post", "batch", "undo",
		}},
	}
}

// dutiesFor lists the duties that allow an act in a relation.
func dutiesFor(kind string, relation Relation) []hinterland.Duty {
	var duties []hinterland.Duty
	for _, r := range Rights() {
		allows := r.Relation == relation || r.Relation == Other
		if allows && slices.Contains(r.Kinds, kind) {
			duties = append(duties, r.Duty)
		}
	}
	return duties
}

// allowed refuses an act that none of the actor's posts of today allows. The
// first act of a region is anybody's: there is nobody yet who could allow it.
func (t *Turn) allowed(act Act) error {
	if _, first := act.(*OpenRegion); first {
		return nil // it refuses by itself once there is a region
	}
	side, err := act.Side(t)
	if err != nil {
		return err
	}
	relation, err := t.relation(act, side)
	if err != nil {
		return err
	}
	kind := nameOf(act)
	duties := dutiesFor(kind, relation)
	posts, err := t.PostsOf(t.Actor.Person, t.Actor.Party)
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Term.Has(t.Today) && slices.Contains(duties, p.Duty) {
			return nil
		}
	}
	return t.denied(kind, side)
}

// An underAgreement is an act about what an agreement promises.
type underAgreement interface {
	agreement(t *Turn) (hinterland.ID[hinterland.Agreement], error)
}

// relation is how the actor stands to the party whose act it is.
func (t *Turn) relation(act Act, side hinterland.PartyCode) (Relation, error) {
	if side == "" {
		return Other, nil
	}
	if side == t.Actor.Party {
		return Own, nil
	}
	about, ok := act.(underAgreement)
	if !ok {
		return Other, nil
	}
	id, err := about.agreement(t)
	if err != nil {
		return Other, err
	}
	members, err := t.Members(id)
	if err != nil || !slices.Contains(members, t.Actor.Party) || !slices.Contains(members, side) {
		return Other, err
	}
	held, err := t.held(side)
	if err != nil || held {
		return Other, err
	}
	return Counterpart, nil
}

// held reports whether anybody holds a post in a party today.
func (t *Turn) held(party hinterland.PartyCode) (bool, error) {
	for _, d := range hinterland.Duties() {
		posts, err := t.Holders(party, d)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(posts, func(p hinterland.Post) bool { return p.Term.Has(t.Today) }) {
			return true, nil
		}
	}
	return false, nil
}

// denied says which posts would allow an act, and who holds one.
func (t *Turn) denied(kind string, side hinterland.PartyCode) error {
	if side == "" {
		side = t.Actor.Party
	}
	duties := dutiesFor(kind, Own)
	names := make([]string, len(duties))
	var holders []string
	for i, d := range duties {
		names[i] = string(d)
		posts, err := t.Holders(side, d)
		if err != nil {
			return err
		}
		for _, p := range posts {
			if p.Term.Has(t.Today) {
				holders = append(holders, p.Person.String())
			}
		}
	}
	return hinterland.Refuse(hinterland.Denied, "act.denied", hinterland.Args{
		"kind": kind, "party": side, "duties": strings.Join(names, " "),
		"holders": strings.Join(holders, " "),
	})
}
