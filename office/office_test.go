package office

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"hinterland"
	"hinterland/store"
)

// noon is the time of every act of a test.
func noon() time.Time { return time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC) }

// openRecords makes empty records in a file of their own.
func openRecords(t *testing.T) hinterland.Records {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "office.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db.Region(1)
}

// openOffice opens an office of examples: a region with a keeper, who is its
// first person.
func openOffice(t *testing.T) (*Office, Actor) {
	t.Helper()
	o := New(openRecords(t), noon, rand.Reader)
	must(t, o, Actor{}, "open-region", Kinds()[0].Example)
	keeper := Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	must(t, o, keeper, "register-party", `{"code":"coop","name":{"en":"Co-op"}}`)
	must(t, o, keeper, "register-person", `{"name":"Wang Fang"}`)
	must(t, o, keeper, "register-good", `{"code":"ramie","name":{"en":"Ramie"},"unit":"t",`+
		`"decimals":3}`)
	must(t, o, keeper, "propose-agreement", exampleTerms(""))
	must(t, o, keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-19","quantity":"40"}`)
	return o, keeper
}

// ask makes a request of an act's body.
func ask(t *testing.T, actor Actor, kind, body string) Request {
	t.Helper()
	act, err := Decode(kind, []byte(body))
	if err != nil {
		t.Fatalf("%s %s: %v", kind, body, err)
	}
	return Request{Actor: actor, Act: act}
}

// must performs an act that nothing may stand in the way of.
func must(t *testing.T, o *Office, actor Actor, kind, body string) hinterland.Entry {
	t.Helper()
	e, err := o.Do(context.Background(), ask(t, actor, kind, body))
	if err != nil {
		t.Fatalf("%s %s: %v", kind, body, err)
	}
	return e
}

func TestEveryExampleIsDoneAsPreviewedAndUndone(t *testing.T) {
	for _, kind := range Kinds() {
		if kind.Name == "open-region" {
			continue
		}
		t.Run(kind.Name, func(t *testing.T) {
			o, keeper := openOffice(t)
			r := ask(t, keeper, kind.Name, kind.Example)
			p, err := o.Preview(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			r.Seen = &p
			e, err := o.Do(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if len(e.Changes) == 0 || digest(e.Changes) != p.Digest {
				t.Errorf("previewed %v, done %v", p.Changes, e.Changes)
			}
			t.Log(string(e.Body), e.Changes)
		})
	}
}
