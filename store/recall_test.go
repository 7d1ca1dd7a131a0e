package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"hinterland"
)

// together lets the writer of a file do acts in one group, in their order, and returns
// what each was told.
func together(t *testing.T, db *SQLite, acts ...func(*tx) error) []error {
	t.Helper()
	told := make([]error, len(acts))
	var all sync.WaitGroup
	enqueue := func(do func(*tx) error, tell func(error)) {
		all.Go(func() { tell(db.enqueue(&job{ctx: context.Background(), region: 1, do: do})) })
	}
	begun, going := make(chan struct{}), make(chan struct{})
	enqueue(func(*tx) error { close(begun); <-going; return nil }, func(error) {})
	<-begun // the writer is at it, and whatever comes now waits, and joins its group
	for i, act := range acts {
		enqueue(act, func(err error) { told[i] = err })
		for len(db.queue) <= i {
			time.Sleep(time.Millisecond)
		}
	}
	close(going)
	all.Wait()
	return told
}

// asksOf counts the statements of what is asked.
func asksOf(t *tx, ask func() error) (int64, error) {
	ctx, count := Counting(t.ctx)
	kept := t.ctx
	t.ctx = ctx
	defer func() { t.ctx = kept }()
	err := ask()
	return count(), err
}

func TestAGroupAsksOnceForWhatNobodyWrites(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	furnished(t, db, 1)
	var asked []int64
	ask := func(tx *tx) error {
		n, err := asksOf(tx, func() error {
			_, e1 := tx.Charter()
			_, e2 := tx.PostsOf(personID(1), "mill")
			_, e3 := tx.Holders("", "mill", "coop")
			_, e4 := tx.Good("ramie")
			_, e5 := tx.ScopesAgainst("coop", "mill", "ramie", hinterland.Term{From: 1, To: 2})
			return errors.Join(e1, e2, e3, e4, e5)
		})
		asked = append(asked, n)
		return err
	}
	move := func(tx *tx) error { return tx.AddEvent(anEvent(99, hinterland.Delivery, yes)) }
	if err := errors.Join(together(t, db, ask, move, ask)...); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(together(t, db, ask)...); err != nil {
		t.Fatal(err)
	}
	same(t, asked, []int64{5, 0, 5})
}

func TestWhatIsRememberedIsWhatIsThere(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	furnished(t, db, 1)
	var seen []string
	name := func(tx *tx) error {
		g, err := tx.Good("ramie")
		seen = append(seen, g.Name.English)
		return err
	}
	call := func(text string, then error) func(*tx) error {
		return func(tx *tx) error {
			g, err := tx.Good("ramie")
			g.Name.English = text
			return errors.Join(err, tx.ChangeGood(g), name(tx), then)
		}
	}
	clean := func(tx *tx) error { // what it does to its answer is its own
		posts, err := tx.Holders("", "mill")
		again, e2 := tx.Holders("", "mill")
		posts[0].Party = "coop"
		if again[0].Party != "mill" {
			t.Error("an answer is shared")
		}
		return errors.Join(err, e2)
	}
	told := together(t, db, name, call("Hemp", nil), name, call("Jute", errOdd), name, clean)
	if !errors.Is(told[3], errOdd) {
		t.Errorf("told %v", told[3])
	}
	same(t, seen, []string{"Ramie", "Hemp", "Hemp", "Jute", "Hemp"})
}

func TestWhatAnotherProcessWritesIsSeenByTheNextGroup(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	r := furnished(t, db, 1)
	path := ""
	err := db.change(t.Context(), func(s session) error {
		_, err := one(t.Context(), s, "SELECT file FROM pragma_database_list WHERE seq = $1",
			[]any{0}, &path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	other := open(t, path)
	calls := func(r hinterland.Records) string {
		found := ""
		mustEnter(t, r, func(tx Tx) error {
			g, err := tx.Good("ramie")
			found = g.Name.English
			return err
		})
		return found
	}
	same(t, calls(r), "Ramie")
	mustEnter(t, other.Region(1), func(tx Tx) error {
		g := aGood("ramie")
		g.Name.English = "Hemp"
		return tx.ChangeGood(g)
	})
	same(t, calls(r), "Hemp")
}

func TestWhatMovesChangesNothingRemembered(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	var beside []string
	err := db.change(t.Context(), func(s session) error {
		return s.query(t.Context(), "SELECT tbl_name FROM sqlite_schema WHERE type = $1 "+
			"UNION SELECT f.\"table\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f "+
			"WHERE t.type = 'table' AND (f.on_update <> 'NO ACTION' OR f.on_delete <> 'NO ACTION')",
			[]any{"trigger"}, func(scan scanner) error {
				beside = append(beside, "")
				return scan(&beside[len(beside)-1])
			})
	})
	if err != nil || !slices.Contains(beside, "post") || !slices.Contains(beside, "session") {
		t.Fatalf("%v writes beside itself, %v", beside, err)
	}
	for _, table := range moving() {
		if slices.Contains(beside, table) {
			t.Errorf("what is written to %s writes more", table)
		}
	}
	for _, text := range []string{
		"UPDATE good SET name_en = $2", "INSERT INTO post (region) VALUES ($1)",
		"DELETE FROM item WHERE region = $1", "WITH x AS (SELECT 1) UPDATE item SET sent = 1",
		begin, "ROLLBACK", "", " ",
	} {
		if spares(text) {
			t.Errorf("%q is thought to change nothing", text)
		}
	}
	in, e := items(), events()
	for _, text := range []string{
		in.updateSQL("sent = 1", "number = $2"), in.selectSQL(""), e.addSQL(), "SAVEPOINT act",
	} {
		if !spares(text) {
			t.Errorf("%q is thought to change a good", text)
		}
	}
}
