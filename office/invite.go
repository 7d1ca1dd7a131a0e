package office

import (
	"context"

	"hinterland"
)

// Holds reports whether an invitation can still be taken up: in time, and while
// who made it might make it again. What whoever runs the program has made needs
// nobody's leave.
func (o *Office) Holds(
	ctx context.Context, i hinterland.Invitation, signsIn bool,
) (holds bool, err error) {
	if i.Until < hinterland.InstantOf(o.now()) {
		return false, nil
	}
	if i.By == 0 {
		return true, nil
	}
	err = o.View(ctx, Actor{Person: i.By, Party: i.For}, func(v *View) error {
		holds, err = v.MayInvite(i.Person, signsIn)
		return err
	})
	if isRefusal(err, hinterland.Denied) {
		return false, nil // they hold no post there any more
	}
	return holds, err
}

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
