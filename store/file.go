package store

import (
	"context"
	"encoding/base64"
	"fmt"

	"hinterland"
)

// files are what lies apart of the records of one region. The bytes lie as
// base64, so that there are but two kinds of values in all tables. A file that
// is not kept for good goes after a time; whoever comes to rest a record on it
// changes its row, so that the two cannot miss one another.
type files struct{ keys }

// PutFile implements hinterland.Files.
func (f files) PutFile(
	ctx context.Context, file hinterland.File, at, forget hinterland.Instant,
) error {
	return f.db.change(ctx, func(s session) error {
		_, err := s.exec(ctx, "DELETE FROM file WHERE region = $1 AND kept = 0 AND (at < $2 OR "+
			"digest NOT IN (SELECT digest FROM file WHERE region = $1 AND kept = 0 "+
			"ORDER BY at DESC, digest LIMIT $3))", f.args(forget, hinterland.MaxIdleFiles-1)...)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, "INSERT INTO file (region, digest, type, content, at, kept) "+
			"VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (region, digest) DO UPDATE SET "+
			"at = excluded.at, type = excluded.type", f.args(file.Digest, file.Type,
			base64.StdEncoding.EncodeToString(file.Content), at)...)
		return err
	})
}

// File implements hinterland.Files.
func (f files) File(ctx context.Context, digest string) (hinterland.File, error) {
	var file hinterland.File
	var content string
	err := f.lookUp(ctx, "scan.unknown", "SELECT digest, type, content FROM file "+
		"WHERE region = $1 AND digest = $2", digest, &file.Digest, &file.Type, &content)
	if err != nil {
		return file, err
	}
	file.Content, err = base64.StdEncoding.DecodeString(content)
	return file, err
}

// UseFile implements hinterland.FileBook.
func (t *tx) UseFile(digest string) (kind hinterland.FileType, err error) {
	found, err := one(t.ctx, t.session, "UPDATE file SET kept = 1 WHERE region = $1 "+
		"AND digest = $2 RETURNING type", t.args(digest), &kind)
	if err == nil && !found {
		err = hinterland.Refuse(hinterland.NotFound, "scan.unknown", nil).
			In(hinterland.Where{Column: "file"})
	}
	return kind, err
}

// settleFiles keeps for good the files that rows rest on again after an undo, and
// no more those that none rests on since.
func (t *tx) settleFiles(changes []hinterland.Change, former []string) error {
	for i, c := range changes {
		again, err := fileIn(c.Table, former[i])
		if err == nil && again != "" {
			_, err = t.UseFile(again)
		}
		if err != nil {
			return err
		}
		since, err := fileIn(c.Table, c.Row)
		if err == nil && since != "" {
			err = t.freeFile(since)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fileIn is the digest of the file that a row of a table rests on; empty for
// none.
func fileIn(table, row string) (string, error) {
	in, err := tableNamed(table)
	if err != nil || in.files == "" || row == "" {
		return "", err
	}
	var values map[string]any
	err = parseJSON(row, &values)
	digest, _ := values[in.files].(string) // rows that are older have none
	return digest, err
}

// freeFile keeps a file for good no more, unless a row rests on it. It is held
// first: who comes to rest on it meanwhile is waited for, and then seen.
func (t *tx) freeFile(digest string) error {
	if t.dialect.forUpdate != "" {
		hold := "SELECT 1 FROM file WHERE region = $1 AND digest = $2" + t.dialect.forUpdate
		if _, err := t.session.exec(t.ctx, hold, t.args(digest)...); err != nil {
			return err
		}
	}
	sql := "UPDATE file SET kept = 0 WHERE region = $1 AND digest = $2"
	for _, in := range tables() {
		if in.files != "" {
			sql += " AND NOT EXISTS (SELECT 1 FROM " + in.name + " o WHERE o.region = $1 AND o." +
				in.files + " = $2)"
		}
	}
	_, err := t.session.exec(t.ctx, sql, t.args(digest)...)
	return err
}

// compareFiles holds every file to its digest, and the records of a table to
// the files that they rest on.
func (a *Audit) compareFiles(records *tx) error {
	err := records.session.query(records.ctx, "SELECT digest, content FROM file "+
		"WHERE region = $1 ORDER BY digest", records.args(), func(scan scanner) error {
		var digest, content string
		if err := scan(&digest, &content); err != nil {
			return err
		}
		a.Rows++
		is := "no base64"
		if bytes, err := base64.StdEncoding.DecodeString(content); err == nil {
			is = hinterland.DigestOf(bytes)
		}
		if is != digest {
			a.Differences = append(a.Differences, fileDifference(digest, is))
		}
		return nil
	})
	for _, in := range tables() {
		if err == nil && in.files != "" {
			err = a.missingFiles(records, in)
		}
	}
	return err
}

// missingFiles finds the files that rows of a table rest on and are not there.
func (a *Audit) missingFiles(records *tx, in anyTable) error {
	sql := fmt.Sprintf("SELECT DISTINCT %[2]s FROM %[1]s WHERE region = $1 AND %[2]s <> '' "+
		"AND NOT EXISTS (SELECT 1 FROM file f WHERE f.region = %[1]s.region AND "+
		"f.digest = %[1]s.%[2]s) ORDER BY 1", in.name, in.files)
	return records.session.query(records.ctx, sql, records.args(), func(scan scanner) error {
		var digest string
		err := scan(&digest)
		a.Differences = append(a.Differences, fileDifference(digest, ""))
		return err
	})
}

// fileDifference tells that a file is not what its name says.
func fileDifference(digest, is string) Difference {
	return Difference{"file", keyJSON([]any{digest}), digest, is}
}
