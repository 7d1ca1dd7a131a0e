package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"hinterland"
	"hinterland/store/storetest"
)

// sqliteAt opens a file of SQLite that has a furnished region.
func sqliteAt(t *testing.T, path string) *SQLite {
	t.Helper()
	db := open(t, path).(*SQLite)
	furnished(t, db, 2)
	return db
}

func TestABackupIsOfOneMomentAndIsRestored(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "hinterland.db")
	db := sqliteAt(t, path)
	var written, stop atomic.Int64
	done := make(chan struct{})
	go func() { // somebody goes on writing
		defer close(done)
		for stop.Load() == 0 {
			if _, err := enter(db.Region(2), name("x")); err != nil {
				t.Error(err)
			}
			written.Add(1)
		}
	}()
	for written.Load() < 3 {
	}
	before := written.Load()
	backup := filepath.Join(folder, "file:copy") // a name that looks like a URL
	err := Backup(t.Context(), path, backup)
	stop.Store(1)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(folder, "again.db")
	result, err := Restore(t.Context(), backup, again)
	if err != nil || result.Entries <= before || len(result.Differences) > 0 {
		t.Fatalf("%+v after %d entries, %v", result, before, err)
	}
	restored := open(t, again)
	audited(t, restored.Region(2))
	mustEnter(t, restored.Region(2), name("after all that"))
	same(t, leftovers(t, folder, "restore-*"), []string(nil))
}

func leftovers(t *testing.T, folder, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestNothingIsOverwrittenByBackupOrRestore(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "hinterland.db")
	sqliteAt(t, path)
	taken := filepath.Join(folder, "taken")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	exists := refusal(hinterland.Conflict, "file.exists")
	same(t, reasonOf(t, Backup(t.Context(), path, taken)), exists)
	for _, name := range []string{"taken", "half-wal", "half-shm", "half-journal"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		into, _, _ := strings.Cut(name, "-")
		_, err := Restore(t.Context(), path, filepath.Join(folder, into))
		same(t, reasonOf(t, err), exists)
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for what, err := range map[string]error{
		"no file to copy": Backup(t.Context(), filepath.Join(folder, "none"), taken),
		"no backup":       second(Restore(t.Context(), filepath.Join(folder, "none"), taken)),
	} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", what, err)
		}
	}
	same(t, leftovers(t, folder, "taken"), []string(nil))
}

func second[T any](_ T, err error) error { return err }

func TestABackupThatDiffersFromItsJournalIsNotRestored(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "hinterland.db")
	db := sqliteAt(t, path)
	onWriter(t, db, func(s session) error {
		_, err := s.exec(t.Context(), "UPDATE party SET place = $1 WHERE code = 'mill'", "moon")
		return err
	})
	backup, again := filepath.Join(folder, "copy"), filepath.Join(folder, "again.db")
	if err := Backup(t.Context(), path, backup); err != nil {
		t.Fatal(err)
	}
	result, err := Restore(t.Context(), backup, again)
	if err != nil || len(result.Differences) != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	if err := os.WriteFile(backup, []byte("no database at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), backup, again); err == nil {
		t.Error("what is no database was restored")
	}
	same(t, leftovers(t, folder, "again*"), []string(nil))
}

func TestMoveTakesEverythingAndGoesOn(t *testing.T) {
	from, to := newSQLite(t).(*SQLite), open(t, storetest.Postgres(t)).(*Postgres)
	furnished(t, from, 2)
	mustEnter(t, furnished(t, from, 3), erase)
	scan := hinterland.File{Type: hinterland.PNG, Content: make([]byte, hinterland.MaxFile)}
	for i := range byte(3) { // more than is copied at once
		scan.Content[0] = i
		scan.Digest = hinterland.DigestOf(scan.Content)
		putFile(t, from.Files(2), scan, 5, 0)
	}
	r := opened(t, from, 1)
	for i := range int64(40) {
		if err := (chance{100 + i, 7}).do(t, r); err != nil {
			t.Fatal(err)
		}
	}
	number, err := r.NextAct(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	moved, err := Move(t.Context(), from, to)
	if err != nil || moved == 0 {
		t.Fatalf("%d rows, %v", moved, err)
	}
	regions, err := to.Regions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, regions, []int64{1, 2, 3})
	same(t, has(t, to.Files(2), scan), "")
	for _, region := range regions {
		a, b := from.Region(region), to.Region(region)
		same(t, tablesOf(t, b), tablesOf(t, a))
		same(t, acts(t, b), acts(t, a))
		audited(t, b)
	}
	same(t, look(t, to.Region(2), func(tx Tx) (any, error) {
		return tx.Values([]hinterland.Personal{sealedName().Token})
	}), any(map[hinterland.Personal]hinterland.Sealed{sealedName().Token: sealedName()}))
	latest := look(t, to.Region(1), func(tx Tx) ([]hinterland.Entry, error) {
		return tx.Entries(0, 1)
	})
	e := mustEnter(t, to.Region(1), name("after all that"))
	if e.Act <= number || e.Number != latest[0].Number+1 {
		t.Errorf("act %d after %d, entry %d after %d", e.Act, number, e.Number, latest[0].Number)
	}
	_, err = Move(t.Context(), from, to)
	same(t, reasonOf(t, err), refusal(hinterland.Conflict, "database.used"))
	audited(t, to.Region(1))
}
