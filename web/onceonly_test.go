package web

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hinterland"
	"hinterland/store/storetest"
)

// An occurrence is an event of one kind, as a page and a program record it.
type occurrence struct {
	kind   string
	person string // who records it, by number
	page   string
	typed  []string // into the form of the page: name, value …
	act    string
	body   string
}

// occurrences has one of each kind of event, each on a record of its own.
func occurrences(w *world) []occurrence {
	w.t.Helper()
	w.do(li, "office", "register-good", `{"code":"weaving","name":{"en":"Weaving","zh":"织工"},`+
		`"class":"labour","unit":"day","decimals":1}`)
	work := w.did(li, "office", "propose-agreement",
		strings.ReplaceAll(ramieTerms, `"ramie"`, `"weaving"`))
	loan := w.did(li, "office", "propose-agreement", `{"kind":"support","class":"short",`+
		`"title":"Looms","parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31",`+
		`"items":[{"number":1,"from":"office","to":"coop","good":"ramie","effort":"best",`+
		`"right":"use","back":"2026-12-24","floor":"0","ceiling":"5",`+
		`"schedule":[{"due":"2026-11-01","quantity":"5"}]}]}`)
	lent := w.did(li, "office", "record-delivery",
		`{"agreement":"`+loan+`","item":1,"day":"2026-11-01","quantity":"5"}`)
	w.do(wang, "coop", "record-receipt",
		`{"delivery":"`+lent+`","day":"2026-11-02","received":"5"}`)
	other := w.did(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-21","quantity":"3"}`)
	wrong := w.did(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-22","quantity":"4"}`)
	paid := w.did(li, "office", "record-payment",
		`{"agreement":"14","item":1,"day":"2026-11-24","amount":"7","currency":"CNY"}`)
	return []occurrence{
		{
			"delivery", wang, "/agreements/" + ramie + "/deliveries/new",
			[]string{"item", "1", "quantity", "2"},
			"record-delivery",
			`{"agreement":"14","item":1,"day":"2026-11-25","quantity":"6"}`,
		},
		{
			"work", wang, "/agreements/" + work + "/deliveries/new",
			[]string{"item", "1", "quantity", "2"},
			"record-delivery",
			`{"agreement":"` + work + `","item":1,"day":"2026-11-25","quantity":"6"}`,
		},
		{
			"receipt", li, "/deliveries/" + sent + "/receipts/new",
			[]string{"received", "12.5"},
			"record-receipt", `{"delivery":"` + other + `","day":"2026-11-25","received":"3"}`,
		},
		{
			"payment", li, "/agreements/" + ramie + "/payments/new",
			[]string{"item", "1", "amount", "5"},
			"record-payment",
			`{"agreement":"14","item":1,"day":"2026-11-25","amount":"6","currency":"CNY"}`,
		},
		{
			"confirmation", wang, "/payments/" + payment + "/receipts/new",
			[]string{"came", "20000"},
			"confirm-payment",
			`{"payment":"` + paid + `","day":"2026-11-25","came":"7"}`,
		},
		{
			"return", li, "/receipts/" + rejecting + "/returns/new",
			[]string{"quantity", "0.5"},
			"record-return", `{"receipt":"` + rejecting + `","day":"2026-11-25","quantity":"0.25"}`,
		},
		{
			"return of a loan", wang, "/agreements/" + loan + "/returns/new",
			[]string{"quantity", "2"},
			"give-back",
			`{"agreement":"` + loan + `","item":1,"day":"2026-11-25","quantity":"1"}`,
		},
		{
			"reversal", wang, "/events/" + wrong + "/reversals/new",
			[]string{"reason", "Wrong"},
			"reverse-event", "",
		},
	}
}

// did does an act and returns the number of what it has made.
func (w *world) did(person, party, kind, body string) string {
	w.t.Helper()
	return hinterland.MakeID[hinterland.Event](w.do(person, party, kind, body).Act, 0).String()
}

// TestEveryEventIsRecordedOnceHoweverOftenItIsSent sends the form of each event, and
// the request of a program, five times at once and again after a restart: it has one
// effect and one answer, on each of the engines.
func TestEveryEventIsRecordedOnceHoweverOftenItIsSent(t *testing.T) {
	for engine, place := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "office.db") },
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			w, closed := openWorld(t, place(t))
			defer closed()
			w.open()
			w.fillIn()
			events := occurrences(w)
			programs := map[string]*program{
				li:   w.program(li, "office", clerkPost, "act"),
				wang: w.program(wang, "coop", "10", "act"),
			}
			for _, e := range events {
				values := w.as(e.person).get(e.page).want(http.StatusOK).form()
				for i := 0; i+1 < len(e.typed); i += 2 {
					values.Set(e.typed[i], e.typed[i+1])
				}
				values.Set(doField, sendButton)
				b := w.as(e.person)
				w.once(e.kind+" by a page", func() string { return b.sent(e.page, values) })
				if e.body != "" {
					w.once(e.kind+" by a program", func() string {
						key := strings.ReplaceAll(e.kind, " ", "-")
						r := programs[e.person].act(e.act, e.body, key)
						return fmt.Sprint(r.status, " ", r.body)
					})
				}
			}
		})
	}
}

// sent posts a form with cookies of its own and tells where that leads.
func (b *browser) sent(target string, values url.Values) string {
	mine := *b
	mine.cookies = map[string]string{sessionCookie: b.cookies[sessionCookie]}
	p := mine.post(target, values)
	return fmt.Sprint(p.status, " ", p.header.Get("Location"))
}

// once does something five times at once and again in a new process, and wants one
// entry and one answer.
func (w *world) once(what string, do func() string) {
	w.t.Helper()
	before := w.entries()
	answers := make([]string, 5)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = do() })
	}
	all.Wait()
	w.restart()
	answers = append(answers, do())
	if n := w.entries() - before; n != 1 {
		w.t.Errorf("%s: recorded %d times: %s", what, n, answers[0])
	}
	if different := slices.Compact(slices.Sorted(slices.Values(answers))); len(different) != 1 {
		w.t.Errorf("%s: answered %q", what, different)
	}
}
