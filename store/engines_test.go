package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
	"hinterland/store/storetest"
)

// The records' contract is one, and so are its tests: every one of them that
// takes a Database runs on both engines, in an empty one.

// Tx is what acts of tests write with.
type Tx = hinterland.Tx

// engine opens an empty database that lasts as long as the test.
type engine func(t testing.TB) Database

// engines lists both, by name.
func engines() map[string]engine {
	return map[string]engine{"sqlite": newSQLite, "postgres": newPostgres}
}

func newSQLite(t testing.TB) Database {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a place with spaces.db")
	emptyFile.Copy(t, path, func(path string) error {
		db, err := OpenSQLite(context.Background(), path)
		if err != nil {
			return err
		}
		return db.Close()
	})
	return open(t, path)
}

// emptyFile is a file that has had its migrations, which tests begin with.
var emptyFile storetest.Mould

// newPostgres opens the database that the tests share, where each gets regions
// of its own: to make a database takes longer than most tests.
func newPostgres(t testing.TB) Database {
	t.Helper()
	if os.Getenv(shared) == "" {
		storetest.Postgres(t)
	}
	db := open(t, os.Getenv(shared)).(*Postgres)
	base, err := db.Region(0).NextAct(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return ownRegions{db, base * 1000}
}

// ownRegions are a part of the regions of a database, numbered anew.
type ownRegions struct {
	*Postgres
	base int64
}

func (o ownRegions) Region(region int64) hinterland.Records {
	return o.Postgres.Region(o.base + region)
}

func (o ownRegions) Keys(region int64) hinterland.Keys { return o.Postgres.Keys(o.base + region) }

func (o ownRegions) Files(region int64) hinterland.Files {
	return o.Postgres.Files(o.base + region)
}

func (o ownRegions) Drawings(region int64) hinterland.Drawings {
	return o.Postgres.Drawings(o.base + region)
}

func (o ownRegions) Log(region int64) hinterland.Log { return o.Postgres.Log(o.base + region) }

// shared tells tests, and the processes that they start, of the database that
// they share.
const shared = "HINTERLAND_TEST_DATABASE"

func TestMain(m *testing.M) {
	if os.Getenv(sendTo) != "" {
		fmt.Fprintln(os.Stderr, sendUntilKilled())
		os.Exit(1)
	}
	if os.Getenv(storetest.Server) == "" || os.Getenv(shared) != "" {
		os.Exit(m.Run())
	}
	place, drop, err := storetest.Create(context.Background(), os.Getenv(storetest.Server))
	if err == nil {
		err = os.Setenv(shared, place)
	}
	code := 1
	if err == nil {
		code = m.Run()
		err = drop()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// open opens the database at a place until the test ends.
func open(t testing.TB, place string) Database {
	t.Helper()
	db, err := Open(context.Background(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// onBoth runs a test on both engines.
func onBoth(t *testing.T, test func(t *testing.T, db Database)) {
	t.Helper()
	for name, engine := range engines() {
		t.Run(name, func(t *testing.T) { test(t, engine(t)) })
	}
}

// enter does an act that makes an entry, and returns it.
func enter(r hinterland.Records, act func(Tx) error) (hinterland.Entry, error) {
	ctx := context.Background()
	number, err := r.NextAct(ctx)
	if err != nil {
		return hinterland.Entry{}, err
	}
	var made *hinterland.Entry
	err = r.Write(ctx, func(tx Tx) (*hinterland.Entry, error) {
		if err := act(tx); err != nil {
			return nil, err
		}
		made = entryOf(number)
		return made, nil
	})
	if err != nil {
		return hinterland.Entry{}, err
	}
	return *made, nil
}

// entryOf is an entry as an act returns it.
func entryOf(number int64) *hinterland.Entry {
	return &hinterland.Entry{
		Act: number, Kind: "test", Body: []byte(`{"of":"<粮>"}`), By: 7, For: "mill",
		At: 1_700_000_000_000_000, Why: "to see", Key: fmt.Sprintf("key %d", number),
	}
}

// mustEnter is enter where nothing may stand in the way.
func mustEnter(t testing.TB, r hinterland.Records, act func(Tx) error) hinterland.Entry {
	t.Helper()
	e, err := enter(r, act)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// look reads one thing of the records.
func look[T any](t testing.TB, r hinterland.Records, read func(Tx) (T, error)) T {
	t.Helper()
	var found T
	err := r.Read(context.Background(), func(tx Tx) (err error) {
		found, err = read(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// reasonOf is the reason of a refusal, with its kind; empty for no error.
func reasonOf(t testing.TB, err error) string {
	t.Helper()
	var r *hinterland.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &r):
		return fmt.Sprintf("%d %s", r.Kind, r.Reason)
	}
	t.Errorf("%v is no refusal", err)
	return err.Error()
}

// refusal is what reasonOf says of one.
func refusal(kind hinterland.Kind, reason hinterland.Reason) string {
	return fmt.Sprintf("%d %s", kind, reason)
}

// same holds what was got to what was wanted.
func same(t testing.TB, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A bookCase asks one thing of a book, in the furnished region.
type bookCase struct {
	ask    func(tx Tx) (any, error)
	want   any
	reason string
}

// checkBooks asks each case on both engines. Nothing of a case is kept, so
// that they share a region.
func checkBooks(t *testing.T, cases map[string]bookCase) {
	t.Helper()
	onBoth(t, func(t *testing.T, db Database) {
		r := db.Region(3)
		mustEnter(t, db.Region(4), furnish) // another region, which nothing may mix in
		mustEnter(t, r, furnish)
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				var got any
				var refused error
				err := r.Write(context.Background(),
					func(tx Tx) (*hinterland.Entry, error) {
						got, refused = c.ask(tx)
						return nil, nil
					})
				if err != nil && refused != nil {
					t.Fatal(err)
				}
				if err != nil {
					refused = err // a row that waited is refused at the end
				}
				same(t, reasonOf(t, refused), c.reason)
				if c.reason == "" {
					same(t, got, c.want)
				}
			})
		}
	})
}

// then asks after a change.
func then(err error, ask func() (any, error)) (any, error) {
	if err != nil {
		return nil, err
	}
	return ask()
}

// only answers with an error alone.
func fails(err error) (any, error) { return nil, err }
