package store

import "hinterland"

// The table is called access_key, since key is a word of SQL.

func accessKeys() table[hinterland.Key] {
	return table[hinterland.Key]{
		name: "access_key",
		columns: []string{
			"id", "party", "person", "post", "title", "may", "digest", "made", "last",
			"revoked_on",
		},
		keys: 1,
		fields: func(k *hinterland.Key) []any {
			return []any{
				&k.ID, &k.Party, &k.Person, &k.Post, &k.Title, &k.May, &k.Digest, &k.Made,
				&k.Last, &k.Revoked,
			}
		},
	}
}

// Key implements hinterland.KeyBook.
func (t *tx) Key(id hinterland.ID[hinterland.Key]) (hinterland.Key, error) {
	in := accessKeys()
	rows, err := scan(t, in, in.selectSQL("id = $2")+t.dialect.forShare, []any{id})
	return only(rows, err, "key.unknown", id.String())
}

// KeyOf implements hinterland.KeyBook.
func (t *tx) KeyOf(digest string) (hinterland.Key, error) {
	rows, err := find(t, accessKeys(), "digest = $2", digest)
	return only(rows, err, "key.wrong", "")
}

// KeysOf implements hinterland.KeyBook.
func (t *tx) KeysOf(party hinterland.PartyCode) ([]hinterland.Key, error) {
	return find(t, accessKeys(), "party = $2", party)
}

// AddKey implements hinterland.KeyBook.
func (t *tx) AddKey(k hinterland.Key) error {
	added, err := insert(t, accessKeys(), &k)
	if err == nil && !added {
		err = hinterland.Refuse(hinterland.Conflict, "key.taken", nil).
			In(hinterland.Where{Column: "digest"})
	}
	return err
}

// RevokeKey implements hinterland.KeyBook.
func (t *tx) RevokeKey(id hinterland.ID[hinterland.Key], on hinterland.Day) error {
	rows, err := update(t, accessKeys(), "revoked_on = $3", "id = $2 AND revoked_on = 0", id, on)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "key.back", nil)
	}
	return err
}
