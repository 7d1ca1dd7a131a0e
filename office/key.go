package office

import (
	"cmp"
	"context"

	"hinterland"
)

// MakeKey makes a key that rests on a post which the actor holds today. Whoever
// makes it has drawn its secret and sends the digest of that alone. A key makes
// no keys: one that was stolen would outlive itself.
type MakeKey struct {
	Post   hinterland.ID[hinterland.Post] `json:"post"`
	Title  string                         `json:"title"`
	May    hinterland.Leave               `json:"may"`
	Last   hinterland.Day                 `json:"last"`
	Digest string                         `json:"digest"`
}

func (a *MakeKey) key() *hinterland.Key {
	return &hinterland.Key{
		Post: a.Post, Title: a.Title, May: a.May, Last: a.Last, Digest: a.Digest,
	}
}

// Check implements Act.
func (a *MakeKey) Check() hinterland.Refusals { return a.key().Check() }

// Side implements Act.
func (a *MakeKey) Side(t *Turn) (hinterland.PartyCode, error) {
	p, err := t.Post(a.Post)
	return p.Party, err
}

// Do implements Act.
func (a *MakeKey) Do(t *Turn) error {
	p, err := t.ownPost(a.Post)
	if err != nil {
		return err
	}
	k := a.key()
	if refusal := k.CheckLast(t.Today); refusal != nil {
		return refusal
	}
	k.ID, k.Party, k.Person, k.Made = next[hinterland.Key](t), p.Party, p.Person, t.Today
	return t.AddKey(*k)
}

// ownPost is a post that the actor holds today, on which something can rest.
func (t *Turn) ownPost(id hinterland.ID[hinterland.Post]) (hinterland.Post, error) {
	p, err := t.Post(id)
	own := p.Person == t.Actor.Person && p.Party == t.Actor.Party && p.Term.Has(t.Today)
	if err == nil && !own {
		err = hinterland.Refuse(hinterland.Conflict, "key.post", nil).
			In(hinterland.Where{Column: "post", Value: id.String()})
	}
	return p, err
}

// RevokeKey ends a key at once and for good. Whoever acts for its party may: that
// takes nothing from anybody which they could not make again.
type RevokeKey struct {
	Key hinterland.ID[hinterland.Key] `json:"key"`
}

// Check implements Act.
func (a *RevokeKey) Check() hinterland.Refusals { return nil }

// Side implements Act. A key of another party looks as if it were not there.
func (a *RevokeKey) Side(t *Turn) (hinterland.PartyCode, error) {
	k, err := t.Key(a.Key)
	if err == nil && k.Party != t.Actor.Party {
		err = hinterland.Refuse(hinterland.NotFound, "key.unknown",
			hinterland.Args{"value": a.Key.String()})
	}
	return k.Party, err
}

// Do implements Act.
func (a *RevokeKey) Do(t *Turn) error { return t.RevokeKey(a.Key, t.Today) }

// revokeKeys ends at once the keys that rest on posts, whose last day may be
// today.
func (t *Turn) revokeKeys(posts []hinterland.Post) error {
	for _, p := range posts {
		keys, err := t.KeysOf(p.Party)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if k.Post != p.ID || k.Over(t.Today) != nil {
				continue
			}
			if err := t.RevokeKey(k.ID, t.Today); err != nil {
				return err
			}
		}
	}
	return nil
}

// leave refuses what no key may do, or the actor's may not.
func (t *Turn) leave(act Act) error {
	if t.Actor.Key == 0 {
		return nil
	}
	k, err := t.Key(t.Actor.Key)
	if err == nil && k.May != hinterland.MayAct {
		err = hinterland.Refuse(hinterland.Denied, "key.reads", nil)
	}
	if err != nil {
		return err
	}
	switch act.(type) {
	case *MakeKey:
		err = hinterland.Refuse(hinterland.Denied, "key.chain", nil)
	case *Subscribe:
		err = hinterland.Refuse(hinterland.Denied, "key.subscribes", nil)
	}
	return err
}

// allows reports whether an actor's posts count on a day: all of them, or the one
// that counts, or, where the actor came by a key, the one that it rests on as long as
// it opens anything.
func (a Actor) allows(
	tx hinterland.Tx, on hinterland.Day,
) (func(hinterland.Post) bool, error) {
	if a.Key == 0 {
		return func(p hinterland.Post) bool {
			return p.Term.Has(on) && (a.Post == 0 || p.ID == a.Post)
		}, nil
	}
	k, err := tx.Key(a.Key)
	return func(p hinterland.Post) bool {
		return p.ID == k.Post && p.Term.Has(on) && k.Over(on) == nil
	}, err
}

// KeyHolder is who acts by the key whose secret has a digest. It refuses a digest
// that no key has, and says why a key opens nothing any more.
func (o *Office) KeyHolder(ctx context.Context, digest string) (actor Actor, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		k, err := tx.KeyOf(digest)
		if err != nil {
			return err
		}
		v := &View{tx: tx}
		if err := v.dated(o); err != nil {
			return err
		}
		if refusal := k.Over(v.Today); refusal != nil {
			return refusal
		}
		p, err := tx.Post(k.Post)
		if err == nil && !p.Term.Has(v.Today) {
			err = hinterland.Refuse(hinterland.Denied, "key.ended",
				hinterland.Args{"duty": p.Duty, "party": p.Party})
		}
		actor = Actor{Person: k.Person, Party: k.Party, Key: k.ID}
		return err
	})
	return actor, err
}

// A KeyStanding is a key, the post that it rests on, and why it opens nothing any
// more, if it does not.
type KeyStanding struct {
	hinterland.Key
	Post hinterland.Post
	Over *hinterland.Refusal
}

// Keys are those of the actor's party, by number.
func (v *View) Keys() ([]KeyStanding, error) {
	if !v.sees(AccessKeys, Own) {
		return nil, nil
	}
	found, err := v.tx.KeysOf(v.actor.Party)
	keys := make([]KeyStanding, len(found))
	if err != nil || len(found) == 0 {
		return keys, err
	}
	posts, err := v.tx.Holders("", v.actor.Party)
	for i, k := range found {
		keys[i] = KeyStanding{Key: k, Over: k.Over(v.Today)}
		for _, p := range posts {
			if p.ID == k.Post {
				keys[i].Post = p
			}
		}
		if post := keys[i].Post; keys[i].Over == nil && !post.Term.Has(v.Today) {
			keys[i].Over = hinterland.Refuse(hinterland.Denied, "key.ended",
				hinterland.Args{"duty": post.Duty, "party": post.Party})
		}
	}
	return keys, err
}

// Key is one of them. Another is refused as if it were not there.
func (v *View) Key(id hinterland.ID[hinterland.Key]) (*KeyStanding, error) {
	keys, err := v.Keys()
	for i := range keys {
		if keys[i].ID == id {
			return &keys[i], err
		}
	}
	return nil, cmp.Or(err, error(hinterland.Refuse(hinterland.NotFound, "key.unknown",
		hinterland.Args{"value": id.String()})))
}

// Posts are those that the actor holds in the party today: keys can rest on them.
func (v *View) Posts() (posts []hinterland.Post, err error) {
	held, err := v.tx.PostsOf(v.actor.Person, v.actor.Party)
	for _, p := range held {
		if p.Term.Has(v.Today) {
			posts = append(posts, p)
		}
	}
	return posts, err
}

// keyKinds are the acts on keys. Neither is undone: what was done by a key has to
// lead to it, and one that was taken back may have been stolen.
func keyKinds() []Kind {
	final := hinterland.Refuse(hinterland.Conflict, "undo.key", nil)
	return []Kind{
		{
			Name: "make-key", New: func() Act { return &MakeKey{} }, Final: final,
			Example: `{"post":"1-2","title":"Stock program","may":"act","last":"2027-06-30",` +
				`"digest":"` + exampleCode + `"}`,
		},
		{
			Name: "revoke-key", New: func() Act { return &RevokeKey{} }, Final: final,
			Example: `{"key":"7"}`,
		},
	}
}
