package store

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"hinterland"
	"hinterland/store/storetest"
)

// furnishSendings begins the sendings of the furnished subscriptions.
func furnishSendings(t testing.TB, keys hinterland.Keys) {
	t.Helper()
	if err := keys.BeginSendings(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// grow lets the log of a region have so many places, as if there were entries.
func grow(t testing.TB, log hinterland.Log, size int64) {
	t.Helper()
	extend(t, log, func(tx hinterland.LogTx) error {
		head, err := tx.Head()
		head.Size = size
		return first(func() error { return err }, func() error { return tx.PutHead(head) })
	})
}

// nextOf claims a sending and says which, and where it is.
func nextOf(
	t testing.TB, keys hinterland.Keys, claim string, now, until hinterland.Instant,
) string {
	t.Helper()
	d, found, err := keys.ClaimSending(t.Context(), claim, now, until)
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		return "nothing"
	}
	return fmt.Sprintf("%s at %d, test %v", d.Of, d.Place, d.Test)
}

func sendingOf(t testing.TB, keys hinterland.Keys, act int64) hinterland.Sending {
	t.Helper()
	found, err := keys.SendingsOf(t.Context(),
		[]hinterland.ID[hinterland.Subscription]{subscriptionID(act), subscriptionID(absent)})
	if err != nil || len(found) != 1 {
		t.Fatalf("%d sendings, %v", len(found), err)
	}
	return found[0]
}

// putOff lets the daily mail of the second subscription wait, as who finds out when it is
// due does.
func putOff(t testing.TB, keys hinterland.Keys, due hinterland.Instant) {
	t.Helper()
	if got := nextOf(t, keys, "day", 1, 61); got != subscriptionID(2).String()+" at 1, test false" {
		t.Fatalf("%s is claimed", got)
	}
	d := sendingOf(t, keys, 2)
	d.Due, d.Until = due, 0
	same(t, done(keys.PutSending(t.Context(), d)), "true")
}

func TestASendingBeginsBehindTheEntryThatMadeIt(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		furnished(t, db, 1)
		keys := db.Keys(1)
		furnishSendings(t, keys) // before the entry has its place
		none, err := keys.SendingsOf(t.Context(),
			[]hinterland.ID[hinterland.Subscription]{subscriptionID(1)})
		same(t, len(none), 0)
		same(t, err, nil)
		furnishLog(t, db.Log(1))
		furnishSendings(t, keys)
		furnishSendings(t, keys)
		begun := hinterland.Sending{Of: subscriptionID(1), Place: 1, State: hinterland.Sends}
		same(t, sendingOf(t, keys, 1), begun)
		begun.Of = subscriptionID(2)
		same(t, sendingOf(t, keys, 2), begun)
		all, err := keys.SendingsOf(t.Context(),
			[]hinterland.ID[hinterland.Subscription]{subscriptionID(2), subscriptionID(3)})
		same(t, reasonOf(t, err), "")
		same(t, len(all), 1) // the third has been ended
		none, err = db.Keys(2).SendingsOf(t.Context(),
			[]hinterland.ID[hinterland.Subscription]{subscriptionID(1)})
		same(t, len(none), 0)
		same(t, err, nil)
	})
}

func TestASendingIsClaimedPutAndGivenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r, keys, ctx := furnished(t, db, 1), db.Keys(1), t.Context()
		furnishLog(t, db.Log(1))
		furnishSendings(t, keys)
		first, second := subscriptionID(1).String(), subscriptionID(2).String()
		putOff(t, keys, 500)
		same(t, nextOf(t, keys, "a", 100, 160), "nothing") // there is no news, and no day is over
		grow(t, db.Log(1), 3)
		same(t, nextOf(t, keys, "a", 100, 160), first+" at 1, test false")
		same(t, nextOf(t, keys, "b", 160, 220), "nothing")
		same(t, nextOf(t, db.Keys(2), "b", 900, 960), "nothing")

		// Who gives a sign of life keeps it; a killed one loses it, where it was.
		d := sendingOf(t, keys, 1)
		d.Place, d.Until, d.Said, d.At = 2, 200, "200", 130
		same(t, done(keys.PutSending(ctx, d)), "true")
		same(t, sendingOf(t, keys, 1), d)
		same(t, nextOf(t, keys, "b", 200, 260), "nothing")
		same(t, nextOf(t, keys, "b", 201, 260), first+" at 2, test false")
		same(t, done(keys.PutSending(ctx, d)), "false") // the claim is lost

		// One that failed waits; one that is given back in the end has no news.
		d.Claim, d.Until, d.Tries, d.Due = "b", 0, 1, 300
		same(t, done(keys.PutSending(ctx, d)), "true")
		same(t, done(keys.PutSending(ctx, d)), "false")
		same(t, nextOf(t, keys, "c", 299, 360), "nothing")
		same(t, nextOf(t, keys, "c", 300, 360), first+" at 2, test false")
		d.Claim, d.Place = "c", 3
		same(t, done(keys.PutSending(ctx, d)), "true")
		same(t, nextOf(t, keys, "d", 499, 560), "nothing")
		same(t, nextOf(t, keys, "d", 500, 560), second+" at 1, test false")
		mustEnter(t, r, func(tx Tx) error { return tx.EndSubscription(subscriptionID(2), yes) })
		same(t, nextOf(t, keys, "e", 900, 960), "nothing")
	})
}

// TestAnEntryThatIsOvertakenIsToldToo numbers an entry and lets a later one be recorded,
// placed and told before it is kept. Only PostgreSQL can do that: SQLite has one writer.
func TestAnEntryThatIsOvertakenIsToldToo(t *testing.T) {
	db, err := OpenPostgres(t.Context(), storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	r, log, told := furnished(t, db, 1), db.Log(1), int64(0)
	tell := func() (entries []int64) {
		extend(t, log, placeAll)
		consult(t, log, func(tx hinterland.LogLook) error {
			leaves, err := tx.Leaves(told, told+99)
			for _, leaf := range leaves {
				entries = append(entries, leaf.Entry)
			}
			return err
		})
		told += int64(len(entries))
		return entries
	}
	tell()
	var late, early int64
	onWriter(t, db, func(s session) error {
		err := s.query(t.Context(), overtaken, []any{int64(1)}, func(scan scanner) error {
			return scan(&early)
		})
		late = mustEnter(t, r, name("x")).Number
		same(t, tell(), []int64{late})
		return err
	})
	if early == 0 || early > late {
		t.Fatalf("entry %d was overtaken by %d", early, late)
	}
	same(t, tell(), []int64{early})
	same(t, len(tell()), 0)
}

// overtaken records an entry like the last.
const overtaken = "WITH made AS (INSERT INTO entry (region, " + entryColumns + ") " +
	"SELECT region, nextval('entry_number'), act + 1000, kind, body, by_person, for_party, at, " +
	"why, key || 'x', undoes, about, through FROM entry WHERE region = $1 " +
	"ORDER BY number DESC LIMIT 1 RETURNING region, number), " +
	"waiting AS (INSERT INTO unlogged (region, entry) SELECT region, number FROM made) " +
	"SELECT number FROM made"

// placeAll gives a place to every entry that waits for one, behind those that have.
func placeAll(tx hinterland.LogTx) error {
	head, err := tx.Head()
	if err != nil {
		return err
	}
	entries, err := tx.Waiting(99)
	leaves := make([]hinterland.LogLeaf, len(entries))
	for i, e := range entries {
		leaves[i] = hinterland.LogLeaf{Place: head.Size, Entry: e.Number, Hash: "h"}
		head.Size++
	}
	return errors.Join(err, tx.AddLeaves(leaves), tx.PutHead(head))
}

func TestASendingIsTestedStoppedAndGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		furnished(t, db, 1)
		keys, ctx := db.Keys(1), t.Context()
		furnishLog(t, db.Log(1))
		furnishSendings(t, keys)
		putOff(t, keys, 500)
		first := subscriptionID(1).String()
		same(t, reasonOf(t, keys.TestSending(ctx, subscriptionID(1))), "")
		same(t, nextOf(t, keys, "a", 100, 160), first+" at 1, test true")
		d := sendingOf(t, keys, 1)
		d.Test, d.Until = false, 0 // it was asked for behind the back of who sends
		same(t, done(keys.PutSending(ctx, d)), "true")
		same(t, nextOf(t, keys, "b", 100, 160), first+" at 1, test true")
		d.Claim, d.Test, d.State, d.Tries = "b", true, hinterland.Stopped, 9
		same(t, done(keys.PutSending(ctx, d)), "true")
		grow(t, db.Log(1), 3)
		same(t, nextOf(t, keys, "c", 100, 160), "nothing")
		same(t, reasonOf(t, keys.ResumeSending(ctx, subscriptionID(1), 170)), "")
		d.State, d.Tries, d.Due, d.Claim, d.Test = hinterland.Sends, 0, 170, "", false
		same(t, sendingOf(t, keys, 1), d)
		same(t, reasonOf(t, keys.ResumeSending(ctx, subscriptionID(1), 900)), "")
		same(t, sendingOf(t, keys, 1), d) // it had not stopped
		same(t, nextOf(t, keys, "c", 169, 260), "nothing")
		same(t, nextOf(t, keys, "c", 170, 260), first+" at 1, test false")
	})
}

// Servers race for one sending: one at a time has it, and each place is told once.
func TestNobodySendsWhatAnotherIsSending(t *testing.T) {
	onEmpty(t, func(t *testing.T, _, place string) {
		const workers = 4
		places := int64(rounds(200, 20_000))
		db := open(t, place)
		furnished(t, db, 1)
		furnishLog(t, db.Log(1))
		handles := []hinterland.Keys{db.Keys(1), open(t, place).Keys(1)}
		furnishSendings(t, handles[0])
		putOff(t, handles[0], 500)
		grow(t, db.Log(1), places)
		var sending, told atomic.Int64
		var all sync.WaitGroup
		for w := range workers {
			keys := handles[w%len(handles)]
			all.Go(func() {
				for i := 0; ; i++ {
					d, found, err := keys.ClaimSending(t.Context(), fmt.Sprint(w, " ", i), 100, 200)
					if err != nil || !found && sendingOf(t, keys, 1).Place == places {
						same(t, err, nil)
						return
					}
					if !found {
						continue
					}
					if sending.Add(1) != 1 {
						t.Error("two send at once")
					}
					if d.Place < places {
						told.Add(1)
						d.Place++
					}
					sending.Add(-1)
					d.Until = 0
					kept, err := keys.PutSending(t.Context(), d)
					if same(t, done(kept, err), "true"); !kept {
						return
					}
				}
			})
		}
		all.Wait()
		same(t, told.Load(), places-1)
	})
}
