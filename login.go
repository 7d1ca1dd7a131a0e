package hinterland

import (
	"context"
	"time"
	"unicode/utf8"
)

// A Login lets a person in: the name that is typed, and the secret that a
// password is held against. Logins are keys and no records: they stand in no
// entry of the journal, and no right hangs on having one.
type Login struct {
	Person ID[Person]
	Name   string
	Secret string // says by itself how a password is to be held against it
}

// Check refuses a name that nobody could type.
func (l *Login) Check() Refusals {
	var faults Refusals
	faults.add(CheckText("name", l.Name, MaxCode))
	return faults
}

// The length of a password, in characters. NIST SP 800-63B asks for no more
// than a least length, and for nothing about which characters.
const (
	MinPassword = 8
	MaxPassword = 200
)

// CheckPassword refuses a password that is too short or too long to be one,
// and one that was not typed twice alike.
func CheckPassword(password, again string) Refusals {
	var faults Refusals
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword {
		faults.add(Refuse(Invalid, "password.length",
			Args{"low": MinPassword, "high": MaxPassword}).In(Where{Column: "password"}))
	}
	if password != again {
		faults.add(Refuse(Invalid, "password.again", nil).In(Where{Column: "again"}))
	}
	return faults
}

// An Invitation lets whoever holds it choose name and password of a person's
// login, once, up to Until. Token is a digest of what the holder holds. By and
// For are who made it for which party; zero for whoever runs the program.
type Invitation struct {
	Token  string
	Person ID[Person]
	Until  Instant
	By     ID[Person]
	For    PartyCode
}

// InvitationLasts is how long an invitation can be taken up.
const InvitationLasts = Instant(7 * 24 * time.Hour / time.Microsecond)

// A Session is one sign-in of a person, who acts for Party in it. Token is a
// digest of what the browser holds.
type Session struct {
	Token  string
	Person ID[Person]
	Party  PartyCode
	Begun  Instant
	Used   Instant // when it was last used, to the minute or so
}

// How long a session lasts: unused, and at all.
const (
	SessionIdles = Instant(8 * time.Hour / time.Microsecond)
	SessionLasts = Instant(7 * 24 * time.Hour / time.Microsecond)
)

// Over reports whether a session has come to its end.
func (s *Session) Over(now Instant) bool {
	return now-s.Used > SessionIdles || now-s.Begun > SessionLasts
}

// A Held is a page that a session is shown once it has sent a form: what was
// typed, and the answer to it. Whoever keeps it cannot read the body.
type Held struct {
	Session string // by its token
	Key     string // of the form
	Path    string // of the page
	Entry   int64  // by which it was done; 0 while it was not
	At      Instant
	Body    string
}

// MaxHeld is how many pages are held for a session.
const MaxHeld = 10

// HeldLasts is how long a page is held, if its session lasts as long.
const HeldLasts = Instant(24 * time.Hour / time.Microsecond)

// Keys are what lets people in to one region, and what else lies beside its records.
type Keys interface {
	LoginBook
	SessionBook
	HeldBook
	ExportBook
	RunBook
	RunQueue
	SendingBook
}

// LoginBook is what the keys can answer and take about logins.
type LoginBook interface {
	// Login returns the login with a name, or a refusal of kind NotFound.
	Login(ctx context.Context, name string) (Login, error)
	// LoginsOf lists the logins of a person; those of everybody if person is
	// zero.
	LoginsOf(ctx context.Context, person ID[Person]) ([]Login, error)
	// Invite records i in the place of any other invitation of its person.
	Invite(ctx context.Context, i Invitation) error
	// Invitation returns the one of a token, or a refusal of kind NotFound.
	Invitation(ctx context.Context, token string) (Invitation, error)
	// Redeem gives the person of an invitation a login in the place of any
	// other, ends the person's sessions, and uses the invitation up. It
	// refuses a token that is unknown and a name that another person has.
	Redeem(ctx context.Context, token string, l Login) error
}

// SessionBook is what the keys can answer and take about sessions.
type SessionBook interface {
	// Begin records s, and forgets all sessions begun before a time.
	Begin(ctx context.Context, s Session, forget Instant) error
	// Session returns the one of a token, or a refusal of kind NotFound.
	Session(ctx context.Context, token string) (Session, error)
	// Continue records another state of a session; one that has ended stays so.
	Continue(ctx context.Context, s Session) error
	// End forgets a session.
	End(ctx context.Context, token string) error
}

// HeldBook is what the keys can answer and take about pages that are held. They
// go with their session.
type HeldBook interface {
	// Hold keeps h in the place of what had its key. It forgets all that was
	// kept before a time, and for the session of h all but the latest MaxHeld.
	// A session that has ended is refused as NotFound.
	Hold(ctx context.Context, h Held, forget Instant) error
	// Held returns what a session's key holds, or a refusal of kind NotFound.
	Held(ctx context.Context, session, key string) (Held, error)
	// Waiting returns the key of the latest form at a path that a session was
	// shown again and that was not done; empty if there is none.
	Waiting(ctx context.Context, session, path string) (key string, err error)
}
