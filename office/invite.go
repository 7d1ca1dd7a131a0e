package office

import "hinterland"

// MayInvite reports whether the actor may be given a sign-in link for a person:
// one who has not been erased, cannot sign in yet and holds posts, today or
// later, that are all in the actor's own party, or anywhere for who gives posts
// everywhere. Nobody can replace a password: it would be a way to sign as
// another, and so would be a link for somebody who holds a post elsewhere.
func (v *View) MayInvite(
	person hinterland.ID[hinterland.Person], signsIn bool,
) (bool, error) {
	if signsIn {
		return false, nil
	}
	if p, err := v.tx.Person(person); err != nil || p.Erased() {
		return false, err
	}
	if v.sees(Invitations, Other) {
		return true, nil
	}
	posts, err := v.tx.PostsHeldBy(person)
	own := false
	for _, p := range posts {
		if p.Term.To <= v.Today {
			continue
		}
		if p.Party != v.actor.Party {
			return false, err
		}
		own = true
	}
	return own && v.sees(Invitations, Own), err
}
