package store

import (
	"testing"

	"hinterland"
)

func TestKeysLetPeopleInToTheirRegionOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) { tryKeys(t, db.Keys(1), db.Keys(2)) })
}

// furnishKeys lets one person in and invites another.
func furnishKeys(t *testing.T, keys hinterland.Keys) {
	t.Helper()
	k := keyTrial{t, keys}
	const li, wang = 1 << 16, 2 << 16
	k.invite("a", li)
	k.must(k.Redeem(t.Context(), "a", hinterland.Login{Person: li, Name: "li", Secret: "s"}))
	k.invite("b", wang)
	k.must(k.Begin(t.Context(), hinterland.Session{Token: "t", Person: li, Party: "mill"}, 0))
	k.must(k.Hold(t.Context(), hinterland.Held{Session: "t", Key: "k", Path: "/", Body: "b"}, 0))
}

// A keyTrial is a life of logins in one region.
type keyTrial struct {
	*testing.T
	hinterland.Keys
}

func (k keyTrial) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

func (k keyTrial) refuses(want hinterland.Reason, err error) {
	k.Helper()
	kind := hinterland.NotFound
	if want == "login.taken" {
		kind = hinterland.Conflict
	}
	if got := reasonOf(k, err); got != refusal(kind, want) {
		k.Fatalf("got %s, want %s", got, want)
	}
}

func (k keyTrial) invite(token string, person hinterland.ID[hinterland.Person]) {
	k.Helper()
	k.must(k.Invite(k.Context(), hinterland.Invitation{
		Token: token, Person: person, Until: 9, By: 7, For: "coop",
	}))
}

// tryKeys goes through the life of a login in one region, and sees that
// nothing of it shows in another.
func tryKeys(t *testing.T, keys, other hinterland.Keys) {
	t.Helper()
	k := keyTrial{t, keys}
	ctx := t.Context()
	const li, wang hinterland.ID[hinterland.Person] = 1, 2
	login := hinterland.Login{Person: li, Name: "li", Secret: "s"}
	k.refuses("invitation.unknown", k.Redeem(ctx, "a", login))
	k.invite("a", li)
	k.invite("b", li)
	_, err := k.Invitation(ctx, "a")
	k.refuses("invitation.unknown", err) // b has taken its place
	want := hinterland.Invitation{Token: "b", Person: li, Until: 9, By: 7, For: "coop"}
	if i, err := k.Invitation(ctx, "b"); err != nil || i != want {
		t.Fatalf("invitation %v, %v", i, err)
	}
	_, err = other.Invitation(ctx, "b")
	k.refuses("invitation.unknown", err)
	k.refuses("invitation.unknown", k.Redeem(ctx, "b",
		hinterland.Login{Person: wang, Name: "wang", Secret: "s"})) // it is not Wang's
	k.must(k.Redeem(ctx, "b", login))
	k.refuses("invitation.unknown", k.Redeem(ctx, "b", login))
	if got, err := k.Login(ctx, "li"); err != nil || got != login {
		t.Fatalf("login %v, %v", got, err)
	}
	_, err = other.Login(ctx, "li")
	k.refuses("login.unknown", err)

	k.invite("c", wang)
	k.refuses("login.taken",
		k.Redeem(ctx, "c", hinterland.Login{Person: wang, Name: "li", Secret: "s"}))
	if i, err := k.Invitation(ctx, "c"); err != nil || i.Person != wang {
		t.Fatalf("a refused name used the invitation up: %v, %v", i, err)
	}
	k.sessions(li)
	k.invite("d", li)
	login.Secret = "s2"
	k.must(k.Redeem(ctx, "d", login))
	_, err = k.Session(ctx, "v")
	k.refuses("session.unknown", err) // a new password ends what the old one began
	if all, err := k.LoginsOf(ctx, 0); err != nil || len(all) != 1 || all[0] != login {
		t.Fatalf("logins %v, %v", all, err)
	}
	if none, err := k.LoginsOf(ctx, wang); err != nil || len(none) != 0 {
		t.Fatalf("logins of Wang %v, %v", none, err)
	}
}

// sessions goes through the life of sessions, and leaves one, v.
func (k keyTrial) sessions(li hinterland.ID[hinterland.Person]) {
	k.Helper()
	ctx := k.Context()
	s := hinterland.Session{Token: "t", Person: li, Party: "office", Begun: 5, Used: 5}
	k.must(k.Begin(ctx, s, 0))
	s.Party, s.Used = "coop", 6
	k.must(k.Continue(ctx, s))
	if got, err := k.Session(ctx, "t"); err != nil || got != s {
		k.Fatalf("session %v, %v", got, err)
	}
	k.must(k.Begin(ctx, hinterland.Session{Token: "u", Person: li, Begun: 7, Used: 7}, 6))
	_, err := k.Session(ctx, "t")
	k.refuses("session.unknown", err) // begun before 6
	k.must(k.End(ctx, "u"))
	k.must(k.Continue(ctx, hinterland.Session{Token: "u", Person: li}))
	_, err = k.Session(ctx, "u")
	k.refuses("session.unknown", err) // what has ended stays so
	k.must(k.Begin(ctx, hinterland.Session{Token: "v", Person: li, Begun: 8, Used: 8}, 6))
}
