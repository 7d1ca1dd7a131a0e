package web

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"hinterland"
	"hinterland/store"
)

// oneRead holds requests to one read of the records at a time. A request that
// looks while it looks takes two connections, and where all are taken by such
// requests, each waits for the others.
type oneRead struct {
	hinterland.Records
	t    *testing.T
	busy sync.Map // by the context of the request
}

func (o *oneRead) Read(ctx context.Context, look func(hinterland.Tx) error) error {
	defer o.enter(ctx)()
	return o.Records.Read(ctx, look)
}

func (o *oneRead) enter(ctx context.Context) (leave func()) {
	if _, busy := o.busy.LoadOrStore(ctx, true); busy {
		o.t.Error("a request reads the records while it reads them")
	}
	return func() { o.busy.Delete(ctx) }
}

// keysBesides are keys that may not be asked while the records are read.
type keysBesides struct {
	hinterland.Keys
	records *oneRead
}

func (k keysBesides) LoginsOf(
	ctx context.Context, person hinterland.ID[hinterland.Person],
) ([]hinterland.Login, error) {
	defer k.records.enter(ctx)()
	return k.Keys.LoginsOf(ctx, person)
}

// statements counts what the database is asked for a page, and says whether that
// is one of which others alone may send the form.
func (b *browser) statements(target string) (asked int64, barred bool) {
	b.t.Helper()
	ctx, count := store.Counting(b.t.Context())
	b.ctx = ctx
	p := b.get(target)
	return count(), p.status == http.StatusForbidden
}

// grow puts more of everything into the office of examples.
func (w *world) grow() {
	w.t.Helper()
	for i := range 5 {
		good, party := fmt.Sprint("good", i), fmt.Sprint("party", i)
		w.do(li, "office", "register-good",
			`{"code":"`+good+`","name":{"en":"Good"},"unit":"t","decimals":1}`)
		w.do(li, "office", "register-party", `{"code":"`+party+`","name":{"en":"Party"}}`)
		e := w.do(li, "office", "register-person", `{"name":"Somebody"}`)
		person := hinterland.MakeID[hinterland.Person](e.Act, 0).String()
		for _, in := range []string{party, "coop"} {
			w.do(li, "office", "give-post", `{"person":"`+person+`","party":"`+in+
				`","duty":"clerk","from":"2026-01-01"}`)
		}
		w.trade(good, party, person)
	}
	w.do(li, "office", "amend-agreement", `{"agreement":"14","base":14,`+ramieTerms[1:])
	w.do(li, "office", "end-agreement",
		`{"agreement":"15","base":15,"last":"2026-11-25","reason":"Over"}`)
}

// trade lets the office agree with a party, and both act on that; and deliver
// once more under the example's agreement.
func (w *world) trade(good, party, person string) {
	w.t.Helper()
	item := func(number int) string {
		return fmt.Sprintf(`{"number":%d,"from":"%s","to":"office","good":"%s","effort":"firm",`+
			`"floor":"0",`+
			`"ceiling":"150","schedule":[{"due":"2026-10-31","quantity":"60"},`+
			`{"due":"2026-12-15","quantity":"60"}]}`, number, party, good)
	}
	e := w.do(li, "office", "propose-agreement", `{"kind":"purchase",`+
		`"class":"annual","title":"More",`+
		`"parties":["office","`+party+`"],"from":"2026-01-01","last":"2026-12-31",`+
		`"items":[`+item(1)+`,`+item(2)+`]}`)
	id := hinterland.MakeID[hinterland.Agreement](e.Act, 0).String()
	for range 2 {
		w.do(person, party, "record-delivery",
			`{"agreement":"`+id+`","item":1,"day":"2026-11-02","quantity":"4"}`)
		e := w.do(person, "coop", "record-delivery",
			`{"agreement":"14","item":1,"day":"2026-11-03","quantity":"0.1"}`)
		w.do(li, "office", "record-receipt", `{"delivery":"`+
			hinterland.MakeID[hinterland.Event](e.Act, 0).String()+
			`","day":"2026-11-03","received":"0.1"}`)
	}
}

// mostStatements is what a page may ask of the database, who is there, what they
// may see and who may do what they may not included. Whether an entry can be
// undone is tried, which takes more than that.
const mostStatements = 27

func TestEveryPageAsksNoMoreOfALargerOffice(t *testing.T) {
	w := newSettledWorld(t)
	barred := map[string]bool{}
	count := func() map[string]int64 {
		if _, err := w.proofs.Follow(t.Context()); err != nil { // as serve lets it
			t.Fatal(err)
		}
		counts := map[string]int64{}
		for _, person := range []string{li, wang} {
			b := w.as(person)
			for _, r := range w.site.routes() {
				if r.method == http.MethodGet {
					page := person + " at " + r.path
					counts[page], barred[page] = b.statements(samples()[r.path])
				}
			}
		}
		return counts
	}
	small := count()
	w.grow()
	for page, now := range count() {
		if now > small[page] {
			t.Errorf("person %s: %d statements, and %d in a larger office", page, small[page], now)
		}
		most := int64(mostStatements)
		if barred[page] {
			most += 3 // it tells besides who may
		}
		if now > most && page != li+" at /journal/{number}" {
			t.Errorf("person %s: %d statements", page, now)
		}
	}
}
