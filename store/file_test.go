package store

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"hinterland"
)

// aScan is a file, one of many.
func aScan(which string) hinterland.File {
	f, refusal := hinterland.NewFile([]byte("%PDF-1.7\n\x00\xff" + which))
	if refusal != nil {
		panic(refusal)
	}
	return f
}

// putFile keeps a file, and forgets the idle ones that came before a time.
func putFile(
	t *testing.T, files hinterland.Files, f hinterland.File, at, forget hinterland.Instant,
) {
	t.Helper()
	if err := files.PutFile(t.Context(), f, at, forget); err != nil {
		t.Fatal(err)
	}
}

// has says whether a file is there as it came; the reason, where it is not.
func has(t *testing.T, files hinterland.Files, f hinterland.File) string {
	t.Helper()
	got, err := files.File(t.Context(), f.Digest)
	if err == nil && (got.Type != f.Type || got.Digest != f.Digest ||
		!bytes.Equal(got.Content, f.Content)) { // same would take a minute for ten megabytes
		t.Errorf("%s of %d bytes came back as %s of %d", f.Type, len(f.Content), got.Type,
			len(got.Content))
	}
	return reasonOf(t, err)
}

func TestAFileStaysWhileSomethingRestsOnIt(t *testing.T) {
	gone := refusal(hinterland.NotFound, "scan.unknown")
	onBoth(t, func(t *testing.T, db Database) {
		r, files := furnished(t, db, 1), db.Files(1)
		kept, idle, again := aScan("kept"), aScan("idle"), aScan("again")
		for _, f := range []hinterland.File{kept, idle, again} {
			same(t, has(t, files, f), gone)
			putFile(t, files, f, 5, 0)
			same(t, has(t, files, f), "")
			same(t, has(t, db.Files(2), f), gone)
		}
		use := func(tx Tx) error { return failure(tx.UseFile(kept.Digest)) }
		number, err := r.NextAct(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		err = r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
			return nil, failure(tx.UseFile(idle.Digest)) // a preview keeps nothing
		})
		if err != nil || number == 0 {
			t.Fatal(err)
		}
		if e := mustEnter(t, r, use); len(e.Changes) != 0 {
			t.Errorf("the journal speaks of %v", e.Changes)
		}
		_, err = enter(r, func(tx Tx) error { return failure(tx.UseFile("0")) })
		same(t, reasonOf(t, err), gone)
		putFile(t, files, again, 7, 5) // those of 5 are not before 5
		same(t, has(t, files, idle), "")
		putFile(t, files, kept, 7, 6)
		same(t, has(t, files, idle), gone)
		same(t, has(t, files, again), "")
		putFile(t, files, idle, 9, 9)
		same(t, has(t, files, again), gone)
		same(t, has(t, files, kept), "")
		_, err = enter(r, func(tx Tx) error { return failure(tx.UseFile(again.Digest)) })
		same(t, reasonOf(t, err), gone)
	})
}

func TestAFileIsLetGoWithTheLastThatRestsOnIt(t *testing.T) {
	gone := refusal(hinterland.NotFound, "scan.unknown")
	onBoth(t, func(t *testing.T, db Database) {
		r, files, scan := furnished(t, db, 1), db.Files(1), aScan("kept")
		rest := func(number int) hinterland.Entry {
			return mustEnter(t, r, func(tx Tx) error {
				version, assent := aVersion(number), anAssent("mill")
				assent.Version, assent.File = number, scan.Digest
				return first(func() error { return tx.AddVersion(version) },
					func() error { return tx.AddAssent(assent) },
					func() error { return failure(tx.UseFile(scan.Digest)) })
			})
		}
		undo := func(e hinterland.Entry) (hinterland.Entry, error) {
			return enter(r, func(tx Tx) error { return tx.Restore(e.Number) })
		}
		later := func(at hinterland.Instant) string {
			putFile(t, files, aScan("another"), at, at)
			return has(t, files, scan)
		}
		putFile(t, files, scan, 5, 0)
		one, two := rest(2), rest(3)
		undone, err := undo(one)
		same(t, err, nil)
		same(t, later(7), "") // the other still rests on it
		again, err := undo(undone)
		same(t, err, nil)
		_, err = undo(two)
		same(t, err, nil)
		same(t, later(8), "")
		undone, err = undo(again)
		same(t, err, nil)
		same(t, has(t, files, scan), "") // for a while
		same(t, later(9), gone)
		_, err = undo(undone)
		same(t, reasonOf(t, err), gone)
		audited(t, r)
	})
}

func TestManyIdleFilesMakeTheFirstGo(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		files := db.Files(1)
		scan := func(i int) hinterland.File { return aScan(fmt.Sprint(i)) }
		for i := range hinterland.MaxIdleFiles {
			putFile(t, files, scan(i), hinterland.Instant(i), 0)
		}
		same(t, has(t, files, scan(0)), "")
		putFile(t, files, scan(hinterland.MaxIdleFiles), hinterland.MaxIdleFiles, 0)
		same(t, has(t, files, scan(0)), refusal(hinterland.NotFound, "scan.unknown"))
		same(t, has(t, files, scan(1)), "")
		same(t, has(t, files, scan(hinterland.MaxIdleFiles)), "")
	})
}

func TestAuditFindsFilesThatAreMissingOrChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r, files := furnished(t, db, 1), db.Files(1)
		missing, changed, broken := aScan("missing"), aScan("changed"), aScan("broken")
		for _, f := range []hinterland.File{missing, changed, broken} {
			putFile(t, files, f, 5, 0)
		}
		mustEnter(t, r, func(tx Tx) error {
			a := anAssent("coop")
			a.File = missing.Digest
			return first(func() error { return tx.AddAssent(a) },
				func() error { return failure(tx.UseFile(missing.Digest)) })
		})
		audited(t, r)
		for sql, digest := range map[string]string{
			"DELETE FROM file WHERE region = $1 AND digest = $2":                 missing.Digest,
			"UPDATE file SET content = 'AAAA' WHERE region = $1 AND digest = $2": changed.Digest,
			"UPDATE file SET content = '????' WHERE region = $1 AND digest = $2": broken.Digest,
		} {
			onWriter(t, db, func(s session) error {
				n, err := s.exec(context.Background(), sql, regionOf(r), digest)
				same(t, n, int64(1))
				return err
			})
		}
		result, err := RunAudit(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, d := range result.Differences {
			same(t, d.Table, "file")
			same(t, d.Key, `["`+d.Journal+`"]`)
			got[d.Journal] = d.Record
		}
		same(t, got, map[string]string{
			missing.Digest: "", broken.Digest: "no base64",
			changed.Digest: hinterland.DigestOf([]byte{0, 0, 0}),
		})
	})
}
