package web

import (
	"net/http"
	"slices"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// usedStep is how often it is noted that a session is used.
const usedStep = hinterland.Instant(time.Minute / time.Microsecond)

// The cookies: what a session is known by, and the language.
const (
	sessionCookie  = "hinterland-session"
	languageCookie = "hinterland-language"
)

// A me is whoever has signed in.
type me struct {
	Session         hinterland.Session
	key             hinterland.ID[hinterland.Key] // by which a program acts for them
	office.Standing                               // once it is known
	known           bool
}

// Seat is the party that they act for.
func (m *me) Seat() office.Seat {
	at := slices.IndexFunc(m.Seats, func(s office.Seat) bool {
		return s.Party.Code == m.Session.Party
	})
	return m.Seats[max(at, 0)]
}

// actor is who acts for whom.
func (m *me) actor() office.Actor {
	return office.Actor{Person: m.Session.Person, Party: m.Seat().Party.Code, Key: m.key}
}

// tongueOf is the language of a reader: what they chose, else what their
// browser asks for.
func tongueOf(r *http.Request) lang.Tongue {
	if c, err := r.Cookie(languageCookie); err == nil {
		return lang.Match(c.Value)
	}
	return lang.Match(r.Header.Get("Accept-Language"))
}

// speak changes the language, now and for later pages.
func (a *ask) speak(t lang.Tongue) {
	a.say = lang.For(t)
	http.SetCookie(a.w, &http.Cookie{
		Name: languageCookie, Value: string(t), Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: a.secure(), SameSite: http.SameSiteLaxMode,
	})
}

// recognise finds the session that a browser is in, if any that still lasts.
func (a *ask) recognise() error {
	cookie, err := a.r.Cookie(sessionCookie)
	if err != nil {
		return nil
	}
	session, err := a.Keys.Session(a.ctx, digestOf(cookie.Value))
	if len(refusalsIn(err)) > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	now := hinterland.InstantOf(a.Now())
	if session.Over(now) {
		a.lapsed = session.Person
		return a.Keys.End(a.ctx, session.Token)
	}
	if now-session.Used > usedStep {
		session.Used = now
		if err := a.Keys.Continue(a.ctx, session); err != nil {
			return err
		}
	}
	a.me = &me{Session: session}
	return nil
}

// seat finds out who a session is of, if nobody has asked yet.
func (a *ask) seat() (err error) {
	if a.me == nil || a.me.known {
		return nil
	}
	a.me.Standing, err = a.Office.Standing(a.ctx, a.me.Session.Person)
	a.me.known = err == nil
	return err
}

// begin starts a session for a person, in the place of the one that the
// browser was in, under a token that nobody has seen.
func (a *ask) begin(person hinterland.ID[hinterland.Person]) (token string, err error) {
	if a.me != nil {
		if err := a.Keys.End(a.ctx, a.me.Session.Token); err != nil {
			return "", err
		}
	}
	token = a.token()
	now := hinterland.InstantOf(a.Now())
	session := hinterland.Session{
		Token: digestOf(token), Person: person, Begun: now, Used: now,
	}
	a.me = &me{Session: session}
	if err := a.seat(); err != nil {
		return "", err
	}
	if len(a.me.Seats) > 0 {
		a.me.Session.Party = a.me.Seats[0].Party.Code
	}
	if err := a.Keys.Begin(a.ctx, a.me.Session, now-hinterland.SessionLasts); err != nil {
		return "", err
	}
	a.keep(token, int(hinterland.SessionLasts/1_000_000))
	return token, nil
}

// keep lets the browser keep a session's token for so many seconds; negative
// makes it forget.
func (a *ask) keep(token string, seconds int) {
	http.SetCookie(a.w, &http.Cookie{
		Name: sessionCookie, Value: token, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: a.secure(), SameSite: http.SameSiteLaxMode,
	})
}

// signOut ends the session.
func signOut(a *ask) error {
	if a.me != nil {
		if err := a.Keys.End(a.ctx, a.me.Session.Token); err != nil {
			return err
		}
	}
	a.keep("", -1)
	return a.goTo("/sign-in")
}

// actFor changes the party that somebody acts for.
func actFor(a *ask) error {
	code := hinterland.PartyCode(a.r.PostForm.Get("party"))
	has := func(s office.Seat) bool { return s.Party.Code == code }
	if !slices.ContainsFunc(a.me.Seats, has) {
		return hinterland.Refuse(hinterland.Denied, "view.denied", hinterland.Args{"party": code})
	}
	session := a.me.Session
	session.Party = code
	if err := a.Keys.Continue(a.ctx, session); err != nil {
		return err
	}
	return a.goTo(local(a.r.PostForm.Get("back")))
}
