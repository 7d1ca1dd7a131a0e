package store

import (
	"context"

	"hinterland"
)

// An opener opens transactions that leave no entry.
type opener interface {
	// change runs do in a transaction and keeps what it writes, unless it
	// returns an error. Like an act, do may be run again.
	change(ctx context.Context, do func(session) error) error
	// look runs do where nothing can be written.
	look(ctx context.Context, do func(session) error) error
}

// keys are what lets people in to one region. Nothing of it is noted.
type keys struct {
	db     opener
	region int64
}

// args puts the region before the values of a statement.
func (k keys) args(values ...any) []any { return (&tx{region: k.region}).args(values...) }

// exec runs one statement by itself.
func (k keys) exec(ctx context.Context, sql string, values ...any) error {
	return k.db.change(ctx, func(s session) error {
		_, err := s.exec(ctx, sql, k.args(values...)...)
		return err
	})
}

// lookUp scans the first row of a query, or refuses.
func (k keys) lookUp(
	ctx context.Context, reason hinterland.Reason, sql string, value any, into ...any,
) error {
	return k.db.look(ctx, func(s session) error {
		found, err := one(ctx, s, sql, k.args(value), into...)
		if err == nil && !found {
			err = hinterland.Refuse(hinterland.NotFound, reason, nil)
		}
		return err
	})
}

// Login implements hinterland.LoginBook.
func (k keys) Login(ctx context.Context, name string) (hinterland.Login, error) {
	var l hinterland.Login
	err := k.lookUp(ctx, "login.unknown", "SELECT person, name, secret FROM login "+
		"WHERE region = $1 AND name = $2", name, &l.Person, &l.Name, &l.Secret)
	return l, err
}

// LoginsOf implements hinterland.LoginBook.
func (k keys) LoginsOf(
	ctx context.Context, person hinterland.ID[hinterland.Person],
) ([]hinterland.Login, error) {
	var logins []hinterland.Login
	err := k.db.look(ctx, func(s session) error {
		logins = nil
		return s.query(ctx, "SELECT person, name, secret FROM login WHERE region = $1 "+
			"AND (person = $2 OR $2 = 0) ORDER BY person", k.args(person),
			func(scan scanner) error {
				var l hinterland.Login
				err := scan(&l.Person, &l.Name, &l.Secret)
				logins = append(logins, l)
				return err
			})
	})
	return logins, err
}

// Invite implements hinterland.LoginBook.
func (k keys) Invite(ctx context.Context, i hinterland.Invitation) error {
	return k.exec(ctx, "INSERT INTO invitation (region, person, token, until, by_person, "+
		"for_party) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (region, person) DO UPDATE SET "+
		"token = excluded.token, until = excluded.until, by_person = excluded.by_person, "+
		"for_party = excluded.for_party", i.Person, i.Token, i.Until, i.By, i.For)
}

// Invitation implements hinterland.LoginBook.
func (k keys) Invitation(
	ctx context.Context, token string,
) (hinterland.Invitation, error) {
	var i hinterland.Invitation
	err := k.lookUp(ctx, "invitation.unknown", "SELECT token, person, until, by_person, "+
		"for_party FROM invitation WHERE region = $1 AND token = $2", token,
		&i.Token, &i.Person, &i.Until, &i.By, &i.For)
	return i, err
}

// Redeem implements hinterland.LoginBook. The invitation is taken out first:
// of two that redeem it at once, the second finds nothing.
func (k keys) Redeem(ctx context.Context, token string, l hinterland.Login) error {
	return k.db.change(ctx, func(s session) error {
		taken, err := s.exec(ctx, "DELETE FROM invitation WHERE region = $1 AND token = $2 "+
			"AND person = $3", k.args(token, l.Person)...)
		if err == nil && taken == 0 {
			err = hinterland.Refuse(hinterland.NotFound, "invitation.unknown", nil)
		}
		if err != nil {
			return err
		}
		for _, from := range []string{"login", "session"} {
			_, err := s.exec(ctx, "DELETE FROM "+from+" WHERE region = $1 AND person = $2",
				k.args(l.Person)...)
			if err != nil {
				return err
			}
		}
		added, err := s.exec(ctx, "INSERT INTO login (region, person, name, secret) "+
			"VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", k.args(l.Person, l.Name, l.Secret)...)
		if err == nil && added == 0 {
			err = hinterland.Refuse(hinterland.Conflict, "login.taken", nil).
				In(hinterland.Where{Column: "name", Value: l.Name})
		}
		return err
	})
}

// Begin implements hinterland.SessionBook.
func (k keys) Begin(
	ctx context.Context, n hinterland.Session, forget hinterland.Instant,
) error {
	return k.db.change(ctx, func(s session) error {
		_, err := s.exec(ctx, "DELETE FROM session WHERE region = $1 AND begun < $2",
			k.args(forget)...)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, "INSERT INTO session (region, token, person, party, begun, used) "+
			"VALUES ($1, $2, $3, $4, $5, $6)",
			k.args(n.Token, n.Person, n.Party, n.Begun, n.Used)...)
		return err
	})
}

// Session implements hinterland.SessionBook.
func (k keys) Session(ctx context.Context, token string) (hinterland.Session, error) {
	var s hinterland.Session
	err := k.lookUp(ctx, "session.unknown", "SELECT token, person, party, begun, used "+
		"FROM session WHERE region = $1 AND token = $2", token,
		&s.Token, &s.Person, &s.Party, &s.Begun, &s.Used)
	return s, err
}

// Continue implements hinterland.SessionBook.
func (k keys) Continue(ctx context.Context, s hinterland.Session) error {
	return k.exec(ctx, "UPDATE session SET party = $3, used = $4 WHERE region = $1 AND token = $2",
		s.Token, s.Party, s.Used)
}

// End implements hinterland.SessionBook.
func (k keys) End(ctx context.Context, token string) error {
	return k.exec(ctx, "DELETE FROM session WHERE region = $1 AND token = $2", token)
}
