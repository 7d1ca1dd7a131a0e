package main

import (
	"context"
	"crypto/rand"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/exchange"
	"hinterland/office"
	"hinterland/store"
)

// watchedReads are records that know whether somebody is reading them.
type watchedReads struct {
	hinterland.Records
	reading bool
}

// Read implements hinterland.Records.
func (r *watchedReads) Read(ctx context.Context, look func(hinterland.Tx) error) error {
	r.reading = true
	defer func() { r.reading = false }()
	return r.Records.Read(ctx, look)
}

// manyAgreements opens an office with so many agreements of the office and the
// co-operative.
func manyAgreements(t *testing.T, many int) (*office.Office, *watchedReads, office.Actor) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	records := &watchedReads{Records: db.Region(1)}
	o := office.New(records, time.Now, rand.Reader)
	actor := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	one := `{"kind":"propose-agreement","body":{"kind":"liaison","class":"task","title":"Talk",` +
		`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31",` +
		`"tasks":[{"party":"coop","what":"Write",` +
		`"when":"Mondays","speak":"office"}]}}`
	for i, step := range [][2]string{
		{"open-region", `{"charter":{"name":{"en":"Liuyang"},"language":"en","currency":"CNY",` +
			`"clock":"UTC"},"party":{"code":"office","name":{"en":"Office"}},` +
			`"person":{"name":"Li Ming"}}`},
		{"register-party", `{"code":"coop","name":{"en":"Co-op"}}`},
		{"batch", `{"acts":[` + strings.Repeat(one+",", many-1) + one + `]}`},
	} {
		act, err := office.Decode(step[0], []byte(step[1]))
		if err != nil {
			t.Fatal(err)
		}
		r := office.Request{Act: act}
		if i > 0 {
			r.Actor = actor
		}
		if _, err := o.Do(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return o, records, actor
}

// noting is a writer that knows which agreements it was given.
type noting struct {
	t       *testing.T
	records *watchedReads
	ids     map[hinterland.ID[hinterland.Agreement]]int
}

// Write implements exchange.Writer.
func (w *noting) Write(d *exchange.Dossier) error {
	if w.records.reading {
		w.t.Error("something is written while the records are read")
	}
	w.ids[d.ID]++
	return nil
}

// Close implements exchange.Writer.
func (w *noting) Close() error { return nil }

// TestEveryAgreementIsExportedOnceAndNobodyWaitsForIt has one more agreement than
// are listed at once.
func TestEveryAgreementIsExportedOnceAndNobodyWaitsForIt(t *testing.T) {
	for _, many := range []int{1, agreementsInRead, agreementsInRead + 1} {
		o, records, actor := manyAgreements(t, many)
		w := &noting{t: t, records: records, ids: map[hinterland.ID[hinterland.Agreement]]int{}}
		e := export{
			office: o, actor: actor,
			make: func(io.Writer, exchange.Cover) (exchange.Writer, error) { return w, nil },
		}
		if err := e.write(t.Context(), io.Discard); err != nil {
			t.Fatal(err)
		}
		if len(w.ids) != many {
			t.Errorf("of %d agreements %d are written", many, len(w.ids))
		}
		for id, times := range w.ids {
			if times != 1 {
				t.Errorf("agreement %s is written %d times", id, times)
			}
		}
	}
}

func TestPagesAskForThePrefixOfOCDSBeforeTheyReadAnything(t *testing.T) {
	for prefix, refused := range map[string]bool{"": true, "liuyang": true, "ocds-a1b2c3": false} {
		for _, x := range exportsOf(prefix) {
			no := x.Check != nil && x.Check() != nil
			if want := refused && x.File == "ocds.json"; no != want {
				t.Errorf("%s with the prefix %q: refused %t", x.File, prefix, no)
			}
		}
	}
}
