package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"hinterland"
)

// Backup copies the SQLite file at a path into another one, which may not be
// there yet. The copy is of one moment, whoever writes meanwhile, and is on
// the disk when Backup returns.
func Backup(ctx context.Context, path, copyPath string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	full, err := filepath.Abs(copyPath) // no name that SQLite could take for a URL
	if err != nil {
		return err
	}
	f, err := create(full)
	if err != nil {
		return err
	}
	err = vacuumInto(ctx, path, full)
	if err == nil {
		err = f.Sync()
	}
	return kept(full, errors.Join(err, f.Close()))
}

// vacuumInto has SQLite write all that is in a file into an empty one.
func vacuumInto(ctx context.Context, path, into string) error {
	db, err := sql.Open("sqlite", sqliteName(path, durable))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO $1", into)
	return errors.Join(err, db.Close())
}

// create makes a file that nothing may have been before.
func create(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		err = hinterland.Refuse(hinterland.Conflict, "file.exists", nil).
			In(hinterland.Where{File: path})
	}
	return f, err
}

// kept makes the name of a finished file last, or takes an unfinished one away.
func kept(path string, err error) error {
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Restore makes the SQLite file at a path from a backup, brings it to this
// program's schema and audits every region. The path gets the file only if no
// row differs; it may not have one yet.
func Restore(ctx context.Context, backup, path string) (Audit, error) {
	// A log that another file left behind would be taken for this one's.
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		if _, err := os.Stat(name); err == nil {
			return Audit{}, hinterland.Refuse(hinterland.Conflict, "file.exists", nil).
				In(hinterland.Where{File: name})
		}
	}
	folder, err := os.MkdirTemp(filepath.Dir(path), "restore-")
	if err != nil {
		return Audit{}, err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	trial := filepath.Join(folder, filepath.Base(path))
	if err := copyFile(backup, trial); err != nil {
		return Audit{}, err
	}
	none := hinterland.Refuse(hinterland.Invalid, "backup.empty", nil).
		In(hinterland.Where{File: backup})
	db, err := OpenSQLite(ctx, trial)
	if isNoDatabase(err) {
		return Audit{}, none
	}
	if err != nil {
		return Audit{}, err
	}
	result, err := AuditAll(ctx, db)
	if err == nil && result.Entries == 0 { // SQLite takes an empty file for a database
		err = none
	}
	if err = errors.Join(err, db.Close()); err != nil || len(result.Differences) > 0 {
		return result, err
	}
	if err := os.Rename(trial, path); err != nil {
		return result, err
	}
	return result, kept(path, nil)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	out, err := create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}
