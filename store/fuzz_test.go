package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzRestore takes files for backups that are damaged in places. Whatever they
// are, there is an answer; and where it is yes, the records are those of their
// journal.
func FuzzRestore(f *testing.F) {
	db := open(f, filepath.Join(f.TempDir(), "office.db"))
	furnished(f, db, 1)
	place := filepath.Join(f.TempDir(), "copy.db")
	if err := Backup(f.Context(), fileOf(f, db.(*SQLite)), place); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(place)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{}, uint32(0))
	f.Add(uint32(0), []byte("SQLite format 4"), uint32(0))
	f.Add(uint32(4096), []byte{0xff, 0, 0xff}, uint32(0))
	f.Add(uint32(18), []byte{9, 9}, uint32(8192))
	f.Fuzz(func(t *testing.T, at uint32, damage []byte, cut uint32) {
		spoilt := bytes.Clone(text)
		copy(spoilt[int(at)%len(spoilt):], damage)
		spoilt = spoilt[:len(spoilt)-int(cut)%len(spoilt)]
		folder := t.TempDir()
		backup, restored := filepath.Join(folder, "backup"), filepath.Join(folder, "office.db")
		if err := os.WriteFile(backup, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		result, err := Restore(t.Context(), backup, restored)
		_, missing := os.Stat(restored)
		kept := err == nil && len(result.Differences) == 0
		if kept != (missing == nil) {
			t.Errorf("%+v, %v, and the file is there: %t", result, err, missing == nil)
		}
	})
}

// fileOf is the file of a database.
func fileOf(t testing.TB, db *SQLite) (path string) {
	t.Helper()
	_, err := one(t.Context(), db.writer, "SELECT file FROM pragma_database_list", nil, &path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
