package store

import (
	"context"

	"hinterland"
)

// Hold implements hinterland.HeldBook. The row of the session is what the new
// one is made from, so that there is none of a session that has ended.
func (k keys) Hold(ctx context.Context, h hinterland.Held, forget hinterland.Instant) error {
	return k.db.change(ctx, func(s session) error {
		kept, err := s.exec(ctx, "INSERT INTO held (region, session, key, path, entry, at, body) "+
			"SELECT region, token, $3, $4, CAST($5 AS bigint), CAST($6 AS bigint), $7 "+
			"FROM session WHERE region = $1 AND token = $2 "+
			"ON CONFLICT (region, session, key) DO UPDATE SET path = excluded.path, "+
			"entry = excluded.entry, at = excluded.at, body = excluded.body",
			k.args(h.Session, h.Key, h.Path, h.Entry, h.At, h.Body)...)
		if err == nil && kept == 0 {
			err = hinterland.Refuse(hinterland.NotFound, "session.unknown", nil)
		}
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, "DELETE FROM held WHERE region = $1 AND (at < $2 OR session = $3 "+
			"AND key <> $4 AND key NOT IN (SELECT key FROM held WHERE region = $1 "+
			"AND session = $3 AND key <> $4 ORDER BY at DESC, key LIMIT $5))",
			k.args(forget, h.Session, h.Key, hinterland.MaxHeld-1)...)
		return err
	})
}

// Held implements hinterland.HeldBook.
func (k keys) Held(ctx context.Context, of, key string) (hinterland.Held, error) {
	var h hinterland.Held
	err := k.db.look(ctx, func(s session) error {
		found, err := one(ctx, s, "SELECT session, key, path, entry, at, body FROM held "+
			"WHERE region = $1 AND session = $2 AND key = $3", k.args(of, key),
			&h.Session, &h.Key, &h.Path, &h.Entry, &h.At, &h.Body)
		if err == nil && !found {
			err = hinterland.Refuse(hinterland.NotFound, "page.unknown", nil)
		}
		return err
	})
	return h, err
}

// Waiting implements hinterland.HeldBook.
func (k keys) Waiting(ctx context.Context, of, path string) (key string, err error) {
	err = k.db.look(ctx, func(s session) error {
		_, err := one(ctx, s, "SELECT key FROM held WHERE region = $1 AND session = $2 "+
			"AND path = $3 AND entry = 0 ORDER BY at DESC, key LIMIT 1", k.args(of, path), &key)
		return err
	})
	return key, err
}
