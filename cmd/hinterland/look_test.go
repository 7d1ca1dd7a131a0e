package main

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/office"
	"hinterland/store"
)

// lateOffice opens an office in which something has been late since 1 November
// 2026, and returns it with its records.
func lateOffice(t *testing.T) (*office.Office, hinterland.Records) {
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
	records := db.Region(1)
	o := openOffice(records)
	keeper := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	for i, act := range [][2]string{
		{"open-region", `{"charter":{"name":{"en":"Liuyang"},"language":"en","currency":"CNY",` +
			`"clock":"Asia/Shanghai"},"party":{"code":"office","name":{"en":"Office"}},` +
			`"person":{"name":"Li Ming"}}`},
		{"register-party", `{"code":"coop","name":{"en":"Co-op"}}`},
		{"register-good", `{"code":"ramie","name":{"en":"Ramie"},"unit":"t","decimals":3}`},
		{"propose-agreement", `{"kind":"purchase","class":"annual","title":"Ramie",` +
			`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31","items":[` +
			`{"number":1,"from":"coop","to":"office","good":"ramie","effort":"firm",` +
			`"floor":"10","ceiling":"20","schedule":[{"due":"2026-10-31","quantity":"10"}]}]}`},
	} {
		decoded, err := office.Decode(act[0], []byte(act[1]))
		if err != nil {
			t.Fatal(err)
		}
		request := office.Request{Act: decoded, Actor: keeper}
		if i == 0 {
			request.Actor = office.Actor{}
		}
		if _, err := o.Do(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	inForce(t, o, keeper)
	return o, records
}

// inForce puts the proposal of the fourth act in force.
func inForce(t *testing.T, o *office.Office, keeper office.Actor) {
	t.Helper()
	var digest string
	err := o.View(t.Context(), keeper, func(v *office.View) error {
		d, err := v.Agreement(hinterland.MakeID[hinterland.Agreement](4, 0))
		if err == nil {
			digest = d.Versions[0].Digest
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	body := `{"agreement":"4","version":1,"digest":"` + digest + `",`
	for _, act := range [][2]string{
		{"assent", body + `"party":"office"}`},
		{"record-paper-assent", body + `"party":"coop","document":"1.pdf"}`},
	} {
		decoded, err := office.Decode(act[0], []byte(act[1]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Do(t.Context(), office.Request{Act: decoded, Actor: keeper}); err != nil {
			t.Fatal(err)
		}
	}
}

// entriesIn counts the entries of a journal.
func entriesIn(t *testing.T, records hinterland.Records) (n int) {
	t.Helper()
	err := records.Read(t.Context(), func(tx hinterland.Tx) error {
		entries, err := tx.Entries(0, 99)
		n = len(entries)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestCasesAreLookedForOnceADay asks again and again: at first, on the same day,
// and on the day after, by the clock of the region.
func TestCasesAreLookedForOnceADay(t *testing.T) {
	o, records := lateOffice(t)
	before := entriesIn(t, records)
	var log bytes.Buffer
	today := daily{office: o, log: slog.New(slog.NewTextHandler(&log, nil))}
	midnight := time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC) // in Shanghai
	today.due(t.Context(), midnight.Add(-time.Second))
	if got := entriesIn(t, records); got != before+1 {
		t.Errorf("%d entries after the first look, want %d", got, before+1)
	}
	first := today.done
	today.due(t.Context(), midnight.Add(-time.Millisecond))
	if today.done != first {
		t.Errorf("looked again on day %s", today.done)
	}
	today.due(t.Context(), midnight)
	if today.done != first+1 || entriesIn(t, records) != before+1 {
		t.Errorf("on the day after: %s, %d entries", today.done, entriesIn(t, records))
	}
	if log.Len() > 0 {
		t.Error(log.String())
	}
}

// What could not be done is told, and done when it is next asked for; who is
// stopping tells nothing.
func TestALookThatFailsIsTriedAgain(t *testing.T) {
	o, records := lateOffice(t)
	before := entriesIn(t, records)
	var log bytes.Buffer
	broken := office.New(noRecords{records}, time.Now, nil)
	today := daily{office: broken, log: slog.New(slog.NewTextHandler(&log, nil))}
	today.due(t.Context(), time.Now())
	if !strings.Contains(log.String(), "cases are not looked for") || today.done != 0 {
		t.Errorf("it says %q, done %s", log.String(), today.done)
	}
	log.Reset()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	today.due(stopped, time.Now())
	if log.Len() > 0 {
		t.Errorf("who is stopping says %q", log.String())
	}
	today.office = o
	today.due(t.Context(), time.Now())
	if got := entriesIn(t, records); got != before+1 || log.Len() > 0 {
		t.Errorf("%d entries, want %d: %s", got, before+1, log.String())
	}
}

// noRecords cannot be read.
type noRecords struct{ hinterland.Records }

func (noRecords) Read(ctx context.Context, _ func(hinterland.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return context.DeadlineExceeded
}

// TestWhatIsDoneEveryDayIsDoneAtOnce does not wait for the first hour, and ends
// when it is stopped.
func TestWhatIsDoneEveryDayIsDoneAtOnce(t *testing.T) {
	ran, done := make(chan struct{}, 1), 0
	stop := every(t.Context(), time.Hour, func(context.Context) {
		done++
		ran <- struct{}{}
	})
	<-ran
	stop()
	if done != 1 {
		t.Errorf("done %d times", done)
	}
}
