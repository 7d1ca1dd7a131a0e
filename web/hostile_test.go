package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// A blow is a request that nobody honest sends.
type blow struct {
	change func(b *browser, values url.Values)
	status int
}

// blows lists them by what is wrong with them. Long: it is a table.
func blows() map[string]blow {
	header := func(name, value string) func(*browser, url.Values) {
		return func(b *browser, _ url.Values) { b.headers[name] = value }
	}
	field := func(name, value string) func(*browser, url.Values) {
		return func(_ *browser, values url.Values) { values.Set(name, value) }
	}
	const invalid = http.StatusUnprocessableEntity
	return map[string]blow{
		"from another site": {header("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"from a site beside": {
			header("Sec-Fetch-Site", "same-site"), http.StatusForbidden,
		},
		"from another origin": {header("Origin", "https://example.org"), http.StatusForbidden},
		"from an unknown one": {header("Origin", "null"), http.StatusForbidden},
		"from no origin": {
			func(b *browser, _ url.Values) { delete(b.headers, "Origin") }, http.StatusForbidden,
		},
		"without a session": {
			func(b *browser, _ url.Values) { b.cookies = map[string]string{} },
			http.StatusUnauthorized,
		},
		"with a forged session": {
			func(b *browser, _ url.Values) { b.cookies[sessionCookie] = strings.Repeat("a", 32) },
			http.StatusUnauthorized,
		},
		"with the digest of a session": {
			func(b *browser, _ url.Values) {
				b.cookies[sessionCookie] = digestOf(b.cookies[sessionCookie])
			}, http.StatusUnauthorized,
		},
		"for another party":   {field(forField, "office"), http.StatusForbidden},
		"for no party":        {field(forField, ""), http.StatusForbidden},
		"for an odd party":    {field(forField, "'; DROP TABLE entry"), http.StatusForbidden},
		"with no key":         {field(keyField, ""), invalid},
		"with an odd key":     {field(keyField, "key 1"), invalid},
		"with a long key":     {field(keyField, strings.Repeat("a", 33)), invalid},
		"a forged preview":    {field(seenField, "e30.AAAA"), http.StatusConflict},
		"a preview of dots":   {field(seenField, "..."), http.StatusConflict},
		"an unknown item":     {field("item", "99"), http.StatusNotFound},
		"an item of letters":  {field("item", "x"), invalid},
		"nothing":             {field("quantity", "0"), invalid},
		"less than nothing":   {field("quantity", "-1"), invalid},
		"a comma for a point": {field("quantity", "4,20"), invalid},
		"too fine":            {field("quantity", "0.0001"), invalid},
		"too much":            {field("quantity", "1000"), http.StatusConflict},
		"beyond all numbers":  {field("quantity", strings.Repeat("9", 40)), invalid},
		"a day to come":       {field("day", "2026-12-24"), invalid},
		"a day before":        {field("day", "2025-12-31"), invalid},
		"no day":              {field("day", "2026-02-30"), invalid},
		"a hidden sign":       {field("note", "a\u202eb"), invalid},
		"a control sign":      {field("note", "a\x00b"), invalid},
		"broken letters":      {field("note", "a\xffb"), invalid},
		"a long note":         {field("note", strings.Repeat("长", 10_001)), invalid},
	}
}

func TestHostileRequestsChangeNothing(t *testing.T) {
	w := newWorld(t)
	target := "/agreements/" + ramie + "/deliveries/new"
	blows := blows()
	before := w.entries()
	for name, bl := range blows {
		t.Run(name, func(t *testing.T) {
			b := w.under(t).as(wang)
			values := b.get(target).form()
			values.Set("item", "1")
			values.Set("quantity", "1")
			values.Set(doField, sendButton)
			bl.change(b, values)
			b.post(target, values).want(bl.status)
		})
	}
	if got := w.entries(); got != before {
		t.Errorf("%d entries, want %d", got, before)
	}
	if log := w.log.String(); strings.Contains(log, "ERROR") {
		t.Error(log)
	}
}

func TestBodiesThatCannotBeReadAreRefused(t *testing.T) {
	w := newWorld(t)
	long := strings.NewReader("note=" + strings.Repeat("a", 10<<20))
	p := w.as(li).ask(http.MethodPost, "/parties/new", long, "application/x-www-form-urlencoded")
	p.want(http.StatusUnprocessableEntity).says("more than 4194304 bytes")
	p = w.as(li).ask(http.MethodPost, "/parties/new", strings.NewReader("a=%zz"),
		"application/x-www-form-urlencoded")
	p.want(http.StatusUnprocessableEntity).says("cannot be read")
	p = w.as(li).ask(http.MethodPost, "/parties/new", strings.NewReader(`{"code":"x"}`),
		"application/json")
	p.want(http.StatusUnprocessableEntity).says("not made here")
}

func TestAnothersAgreementsAreNotThere(t *testing.T) {
	w := newWorld(t)
	values := w.as(li).get("/agreements/" + ramie + "/deliveries/new").form()
	for _, target := range []string{
		"/agreements/" + ramie, "/agreements/" + ramie + "/versions/1",
		"/agreements/" + ramie + "/deliveries.csv", "/agreements/" + ramie + "/account.xlsx",
		"/agreements/" + ramie + "/deliveries/new",
		"/deliveries/" + sent + "/receipts/new", "/events/" + sent + "/reversals/new",
		"/agreements/99", "/agreements/x", "/agreements/14-70000", "/journal/x", "/people/99",
		"/agreements/" + ramie + "/versions/0", "/agreements/" + ramie + "/versions/9",
	} {
		p := w.as(zhao).get(target)
		if p.status != http.StatusNotFound && p.status != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", target, p.status)
		}
		p.hides("Ramie, 2026", "Weighed")
	}
	// The mill has a clerk, who may record; but not for others.
	b := w.as(zhao)
	values.Set(forField, "mill")
	values.Set("item", "1")
	values.Set("quantity", "1")
	for _, button := range []string{sendButton, previewButton} {
		values.Set(doField, button)
		p := b.post("/agreements/"+ramie+"/deliveries/new", values)
		if p.status != http.StatusForbidden && p.status != http.StatusNotFound {
			t.Errorf("%s answers %d", button, p.status)
		}
		p.hides("Ramie, 2026")
	}
}

func TestRefusalForLackOfAuthorityNamesWhoHasIt(t *testing.T) {
	w := newWorld(t)
	target := "/agreements/" + ramie + "/deliveries/new"
	b := w.as(li)
	denied := b.get(target + "?item=1").want(http.StatusForbidden)
	denied.says("This needs a post in Ramie co-op: clerk", "Wang Fang").hides("This was not done")
	values := w.as(wang).get(target).form()
	values.Set(forField, "office")
	values.Del(byField)
	p := b.press(target, values, sendButton, "item", "1", "quantity", "1")
	p.want(http.StatusForbidden).says("This needs a post in Ramie co-op: clerk", "Wang Fang")
	if got := p.form().Get("quantity"); got != "1" {
		t.Errorf("what was typed is %q", got)
	}
	b = w.as(zhao).in("zh")
	b.follow(b.fill("/people/new", sendButton, "name", "新人")).
		says("授予职务", "县办公室", "管理员", "Li Ming")
	b.get("/posts/new").want(http.StatusForbidden).says("您无权办理", "县办公室", "Li Ming")
}

func TestRequestSentManyTimesIsDoneOnce(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/deliveries/new"
	values := b.get(target).form()
	values.Set("item", "1")
	values.Set("quantity", "2")
	values.Set(doField, sendButton)
	before := w.entries()
	var group sync.WaitGroup
	places := make([]string, 12)
	for i := range places {
		group.Go(func() {
			mine := *b // each with cookies of its own
			mine.cookies = map[string]string{sessionCookie: b.cookies[sessionCookie]}
			places[i] = mine.post(target, values).header.Get("Location")
		})
	}
	group.Wait()
	for _, place := range places {
		if place != places[0] || place == "" {
			t.Errorf("they lead to %q", places)
			break
		}
	}
	w.restart()
	if p := b.post(target, values); p.header.Get("Location") != places[0] {
		t.Errorf("after a restart it leads to %q", p.header.Get("Location"))
	}
	if got := w.entries(); got != before+1 {
		t.Errorf("%d entries, want %d", got, before+1)
	}
	values.Set("quantity", "3")
	p := b.post(target, values).want(http.StatusConflict).
		says(fmt.Sprintf("belongs to another one, entry %d", before+1))
	if p.form().Get(keyField) == values.Get(keyField) {
		t.Error("the form keeps a key that is used up")
	}
}

func TestEveryPageChangesNothing(t *testing.T) {
	w := newSettledWorld(t)
	before := w.entries()
	for _, target := range samples() {
		w.as(li).get(target + "?do=send&item=1&quantity=1&key=" + strings.Repeat("a", 32))
	}
	for _, target := range []string{"/sign-out", "/acting", "/people/7/invitation"} {
		p := w.as(li).get(target)
		if p.status != http.StatusNotFound && p.status != http.StatusMethodNotAllowed {
			t.Errorf("GET %s answers %d", target, p.status)
		}
	}
	if got := w.entries(); got != before {
		t.Errorf("%d entries, want %d", got, before)
	}
}
