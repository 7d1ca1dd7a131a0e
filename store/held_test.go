package store

import (
	"strings"
	"testing"

	"hinterland"
)

func TestPagesAreHeldForTheirSessionOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		k := keyTrial{t, db.Keys(1)}
		ctx := t.Context()
		page := hinterland.Held{Session: "s", Key: "k", Path: "/p", At: 5, Body: "typed"}
		k.refuses("session.unknown", k.Hold(ctx, page, 0))
		for _, token := range []string{"s", "other"} {
			k.must(k.Begin(ctx, hinterland.Session{Token: token, Person: 1}, 0))
		}
		k.must(k.Hold(ctx, page, 0))
		page.Body = strings.Repeat("typed again, and longer ", 1000)
		k.must(k.Hold(ctx, page, 0))
		if got, err := k.Held(ctx, "s", "k"); err != nil || got != page {
			t.Fatalf("held %v, %v", got, err)
		}
		for _, other := range [][2]string{{"other", "k"}, {"s", "l"}, {"", ""}, {"s", "\x00"}} {
			_, err := k.Held(ctx, other[0], other[1])
			k.refuses("page.unknown", err)
		}
		_, err := db.Keys(2).Held(ctx, "s", "k")
		k.refuses("page.unknown", err)
		k.must(k.End(ctx, "s"))
		_, err = k.Held(ctx, "s", "k")
		k.refuses("page.unknown", err)
	})
}

func TestFewPagesAreHeldAndNotForLong(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		k := keyTrial{t, db.Keys(1)}
		ctx := t.Context()
		hold := func(session, key string, at, forget hinterland.Instant) {
			t.Helper()
			k.must(k.Hold(ctx, hinterland.Held{
				Session: session, Key: key, Path: "/p", At: at, Body: "typed",
			}, forget))
		}
		has := func(want bool, session, key string) {
			t.Helper()
			if _, err := k.Held(ctx, session, key); (err == nil) != want {
				t.Errorf("%s of %s: %v", key, session, err)
			}
		}
		k.must(k.Begin(ctx, hinterland.Session{Token: "s", Person: 1}, 0))
		k.must(k.Begin(ctx, hinterland.Session{Token: "other", Person: 1}, 0))
		hold("other", "x", 1, 0)
		for i := range hinterland.MaxHeld {
			hold("s", string(rune('a'+i)), hinterland.Instant(2+i), 0)
		}
		has(true, "s", "a")
		hold("s", "z", hinterland.MaxHeld+1, 0) // at the same moment as the latest
		has(true, "s", "z")
		has(false, "s", "a") // the earliest of one too many
		has(true, "s", "b")
		has(true, "other", "x")
		hold("s", "z", 51, 2) // and what came before 2
		has(false, "other", "x")
		has(true, "s", "b")
	})
}

func TestTheLatestPageThatWasNotDoneWaits(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		k := keyTrial{t, db.Keys(1)}
		ctx := t.Context()
		k.must(k.Begin(ctx, hinterland.Session{Token: "s", Person: 1}, 0))
		waits := func(path, want string) {
			t.Helper()
			if got, err := k.Waiting(ctx, "s", path); err != nil || got != want {
				t.Errorf("at %s waits %q, want %q: %v", path, got, want, err)
			}
		}
		waits("/p", "")
		for i, key := range []string{"early", "late", "done"} {
			h := hinterland.Held{Session: "s", Key: key, Path: "/p", At: hinterland.Instant(i)}
			if key == "done" {
				h.Entry = 7
			}
			k.must(k.Hold(ctx, h, -1))
		}
		waits("/p", "late")
		waits("/q", "")
	})
}
