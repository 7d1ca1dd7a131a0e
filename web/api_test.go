package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hinterland"
	"hinterland/office"
	"hinterland/store/storetest"
)

// clerkPost is Li's as clerk of the office.
const clerkPost = "1-2"

// TestEveryActByAProgramIsTheActOfTheDoor walks the registry: what a program is
// told of an example is what the door says of it to the same actor.
func TestEveryActByAProgramIsTheActOfTheDoor(t *testing.T) {
	w := newSettledWorld(t)
	done, refused := 0, 0
	for _, post := range []string{"1-1", clerkPost, "1-4"} {
		p := w.program(li, "office", post, "act")
		actor, err := w.office.KeyHolder(t.Context(), digestOf(p.secret))
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range office.Kinds() {
			act, err := office.Decode(k.Name, []byte(k.Example))
			if err != nil {
				t.Fatal(err)
			}
			door, err := w.office.Preview(t.Context(), office.Request{Actor: actor, Act: act})
			r := p.act(k.Name+"?preview=true", k.Example, "")
			if refusals := refusalsIn(err); len(refusals) > 0 {
				var told problem
				r.into(&told)
				if told.Code != refusals[0].Reason || r.status < 400 {
					t.Errorf("%s: told %d %s, at the door %v", k.Name, r.status, told.Code, err)
				}
				refused++
				continue
			}
			var seen previewAnswer
			r.want(http.StatusOK).into(&seen)
			if !slices.EqualFunc(seen.Changes, door.Changes,
				func(a changeAnswer, c hinterland.Change) bool { return a.Table == c.Table }) {
				t.Errorf("%s: told %v, at the door %v", k.Name, seen.Changes, door.Changes)
			}
			done++
		}
	}
	if done < 15 || refused < 40 {
		t.Errorf("%d examples were done and %d refused", done, refused)
	}
}

func TestAProgramActsAndIsToldInTheJournal(t *testing.T) {
	w := newWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	const straw = `{"code":"straw","name":{"en":"Straw"},"unit":"t","decimals":1}`
	before := w.entries()
	p.act("register-good?preview=true", straw, "").want(http.StatusOK)
	if w.entries() != before {
		t.Error("a preview was kept")
	}
	r := p.act("register-good", straw, "first").want(http.StatusCreated)
	var e entryAnswer
	r.into(&e)
	if e.Kind != "register-good" || e.By.String() != li || e.For != "office" || e.Through == 0 ||
		len(e.Changes) != 1 || e.Changes[0].Table != "good" {
		t.Errorf("answered %+v", e)
	}
	again := p.act("register-good", straw, "first").want(http.StatusCreated)
	if again.body != r.body {
		t.Errorf("the same again is answered with %s", again.body)
	}
	p.act("register-good", strings.Replace(straw, "straw", "chaff", 1), "first").
		refuses(http.StatusConflict, "key.used")
	p.get(strings.TrimPrefix(r.header.Get("Location"), apiPath)).want(http.StatusOK)
	w.as(li).get(entryPath(e.Number)).says("Li Ming, through the key " + e.Through.String())
}

// TestOneRequestAtOnceManyTimesHasOneEffect sends the same from five sides, to
// each of the engines.
func TestOneRequestAtOnceManyTimesHasOneEffect(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		sendsAtOnce(t, filepath.Join(t.TempDir(), "office.db"))
	})
	t.Run("postgres", func(t *testing.T) { sendsAtOnce(t, storetest.Postgres(t)) })
}

func sendsAtOnce(t *testing.T, place string) {
	t.Helper()
	w, closed := openWorld(t, place)
	defer closed()
	w.open()
	p := w.program(li, "office", clerkPost, "act")
	before := w.entries()
	answers := make([]*replied, 5)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = p.act("register-party", `{"code":"five","name":{"en":"Five"}}`, "same")
		})
	}
	all.Wait()
	for _, r := range answers {
		if r.status != http.StatusCreated || r.body != answers[0].body {
			t.Errorf("answered %d %s, and %s", r.status, r.body, answers[0].body)
		}
	}
	if n := w.entries() - before; n != 1 {
		t.Errorf("it was done %d times", n)
	}
}

// TestHostilePrograms is Long: it is a table of requests.
func TestHostilePrograms(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	reader := w.program(wang, "coop", "9", "read")
	mill := w.program(zhao, "mill", "11", "act")
	const party = `{"code":"x","name":{"en":"X"}}`
	before := w.entries()
	for name, tt := range map[string]struct {
		answer *replied
		status int
		code   string
	}{
		"no key": {p.get("/parties", "Authorization", ""), 401, "key.none"},
		"a cookie": {
			p.get("/parties", "Authorization", "", "Cookie", "x=y"),
			401, "key.none",
		},
		"another scheme": {p.get("/self", "Authorization", "Basic "+p.secret), 401, "key.none"},
		"a wrong key":    {p.get("/self", "Authorization", "Bearer none"), 401, "key.wrong"},
		"its digest": {
			p.get("/self", "Authorization", "Bearer "+digestOf(p.secret)),
			401, "key.wrong",
		},
		"no request key": {p.act("register-party", party, ""), 400, "request.key"},
		"a long one": {
			p.act("register-party", party, strings.Repeat("k", 201)),
			400, "request.key",
		},
		"a strange one":  {p.act("register-party", party, "a b"), 400, "request.key"},
		"an unknown act": {p.act("fly", `{}`, "k"), 404, "act.unknown"},
		"no JSON":        {p.act("register-party", `code=x`, "k"), 400, "body.form"},
		"no body":        {p.act("register-party", ``, "k"), 400, "body.form"},
		"two bodies":     {p.act("register-party", party+party, "k"), 400, "body.form"},
		"a form": {
			p.act("register-party", party, "k", "Content-Type", "text/plain"),
			415, "body.type",
		},
		"no type": {
			p.act("register-party", party, "k", "Content-Type", ""),
			415, "body.type",
		},
		"too much": {
			p.act("register-party", strings.Repeat(" ", office.MaxBody+1), "k"),
			413, "body.long",
		},
		"an unknown field": {
			p.act("register-party", `{"code":"x","name":{"en":"X"},"y":1}`, "k"),
			422, "field.unknown",
		},
		"a wrong method":   {p.send("DELETE", "/parties", ""), 405, "request.method"},
		"acting by GET":    {p.get("/acts/register-party"), 405, "request.method"},
		"an unknown path":  {p.get("/secrets"), 404, "page.unknown"},
		"an unknown query": {p.get("/parties?sort=name"), 400, "query.unknown"},
		"a query twice":    {p.get("/parties?limit=1&limit=2"), 400, "query.unknown"},
		"a limit of none":  {p.get("/parties?limit=0"), 400, "query.limit"},
		"too great a one":  {p.get("/parties?limit=201"), 400, "query.limit"},
		"half a preview":   {p.act("register-party?preview=1", party, "k"), 400, "query.truth"},
		"acting to read":   {reader.act("record-delivery", aDelivery, "k"), 403, "key.reads"},
		"another's entry":  {mill.get("/entries/16"), 404, "entry.unknown"},
		"another's proof":  {mill.get("/entries/16/proof"), 404, "entry.unknown"},
		"another's promise": {
			mill.get("/agreements/" + ramie), 404, "agreement.unknown",
		},
		"another's events": {
			mill.get("/agreements/" + ramie + "/events"),
			404, "agreement.unknown",
		},
		"another's person": {mill.get("/people/" + wang), 404, "person.unknown"},
		"another's case":   {mill.get("/cases/" + wet), 404, "case.unknown"},
		"for another": {
			mill.act("record-delivery", aDelivery, "k"),
			422, "agreement.unknown",
		},
		"another's key": {
			mill.act("revoke-key", `{"key":"`+stockKey+`"}`, "k"),
			422, "key.unknown",
		},
		"a key by a key": {
			p.act("make-key", office.Kinds()[0].Example, "k"),
			422, "field.unknown",
		},
		"a forged base": {
			p.act("name-party", `{"code":"mill","name":{"en":"M"}}`, "k", "If-Match", `"x-1"`),
			400, "request.match",
		},
		"no number at all":  {p.get("/entries/first"), 404, "page.unknown"},
		"no record":         {p.get("/agreements/0"), 404, "page.unknown"},
		"behind a stranger": {p.get("/goods?after=nothing"), 400, "query.after"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.answer.t = t
			faults := tt.answer.refuses(tt.status, tt.code)
			if len(faults) == 0 || faults[0].Text == "" || faults[0].Remedy == "" {
				t.Errorf("it says %+v", faults)
			}
			if got := tt.answer.header.Get("WWW-Authenticate"); (got != "") != (tt.status == 401) {
				t.Errorf("it asks for %q", got)
			}
		})
	}
	if w.entries() != before {
		t.Error("something came of it")
	}
}

const aDelivery = `{"agreement":"14","item":1,"day":"2026-11-21","quantity":"1"}`

func TestAKeyThatIsOverOpensNothingAndSaysWhy(t *testing.T) {
	w := newWorld(t)
	p := w.program(zhao, "mill", "11", "act")
	var self selfAnswer
	p.get("/self").want(http.StatusOK).into(&self)
	if self.Person.String() != zhao || self.Party != "mill" ||
		!slices.Equal(self.Duties, []hinterland.Duty{hinterland.Clerk}) {
		t.Errorf("it is %+v", self)
	}
	w.clock.at = w.clock.at.AddDate(0, 0, 37) // the first of January
	faults := p.get("/self", "Accept-Language", "zh-CN").
		refuses(http.StatusUnauthorized, "key.expired")
	if !strings.Contains(faults[0].Text, "2026年12月31日") {
		t.Errorf("it says %s", faults[0].Text)
	}
	w.clock.at = w.clock.at.AddDate(0, 0, -37)
	w.do(zhao, "mill", "revoke-key", `{"key":"`+self.Key.String()+`"}`)
	p.get("/self").refuses(http.StatusUnauthorized, "key.revoked")
}

func TestWhoTriesManyKeysWaitsAndWhoHasOneDoesNot(t *testing.T) {
	w := newWorld(t)
	p := w.program(li, "office", clerkPost, "read")
	w.site.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")}
	p.headers = map[string]string{"X-Forwarded-For": "203.0.113.9"}
	for range freeMisses {
		p.get("/self", "Authorization", "Bearer guess").
			refuses(http.StatusUnauthorized, "key.wrong")
	}
	r := p.get("/self", "Authorization", "Bearer guess")
	r.refuses(http.StatusTooManyRequests, "key.wait")
	if r.header.Get("Retry-After") != "2" {
		t.Errorf("it is told to wait %q", r.header.Get("Retry-After"))
	}
	p.get("/self").want(http.StatusOK)
	if strings.Contains(w.log.String(), "guess") || strings.Contains(w.log.String(), p.secret) {
		t.Error("the log has a secret")
	}
}

func TestEveryReadIsAnsweredAsItIsDescribed(t *testing.T) {
	w := newSettledWorld(t)
	w.do(wang, "coop", "record-delivery", aDelivery)
	p := w.program(li, "office", "1-1", "read")
	w.settle()
	w.fixes()
	planner := w.program(li, "office", plannerPost, "read")
	w.as(li).attaches("party/office", "a.csv", aTable)
	for _, r := range reads() {
		path, p := readPath(r.path), p
		if r.path == "/horizons/{code}/fixings" {
			p = planner
		}
		answer := p.get(path).want(http.StatusOK)
		if r.list && !strings.Contains(answer.body, `"items":[{`) {
			t.Errorf("%s has nothing: %s", path, answer.body)
		}
		tag := answer.header.Get("ETag")
		for _, known := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			p.get(path, "If-None-Match", known).want(http.StatusNotModified)
		}
		p.get(path, "If-None-Match", `"other"`).want(http.StatusOK)
	}
	p.get("/scopes?day=2026-12-10&good=ramie&place=north").want(http.StatusOK)
	p.get("/scopes?day=soon").refuses(http.StatusBadRequest, "query.day")
	p.get("/cases?open=false").want(http.StatusOK)
	p.get("/cases?open=maybe").refuses(http.StatusBadRequest, "query.truth")
	p.get("/agreements?with=coop").want(http.StatusOK)
	p.get("/account?with=coop").want(http.StatusOK)
}

// settle gives every entry its place in the log.
func (w *world) settle() {
	w.t.Helper()
	if _, err := w.proofs.Follow(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func TestPartsOfAListAreTheList(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", "1-1", "read")
	w.fixes()
	planner := w.program(li, "office", plannerPost, "read")
	for _, r := range reads() {
		path, p := readPath(r.path), p
		if r.path == "/horizons/{code}/fixings" {
			p = planner
		}
		if !r.list {
			continue
		}
		var whole, part pageAnswer[json.RawMessage]
		p.get(path).want(http.StatusOK).into(&whole)
		var all []json.RawMessage
		for next := apiPath + path + limited(path); next != ""; next = part.Next {
			part = pageAnswer[json.RawMessage]{}
			answer := p.get(strings.TrimPrefix(next, apiPath)).want(http.StatusOK)
			answer.into(&part)
			if (part.Next != "") != (answer.header.Get("Link") != "") {
				t.Errorf("%s: %s", path, answer.header.Get("Link"))
			}
			all = append(all, part.Items...)
		}
		if whole.Next != "" || fmt.Sprint(all) != fmt.Sprint(whole.Items) {
			t.Errorf("%s: in parts %d of %d", path, len(all), len(whole.Items))
		}
	}
}

// limited asks for two items at a time.
func limited(path string) string {
	if strings.Contains(path, "?") {
		return "&limit=2"
	}
	return "?limit=2"
}

func TestAnActThatOverwritesRestsOnWhatWasRead(t *testing.T) {
	w := newWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	tag := p.get("/parties/office").want(http.StatusOK).header.Get("ETag")
	body := func(name, more string) string {
		return `{"code":"office","name":{"en":"` + name + `"}` + more + `}`
	}
	p.act("name-party", body("One", `,"base":3`), "a", "If-Match", tag).
		refuses(http.StatusUnprocessableEntity, "field.twice")
	p.act("name-party", body("One", ""), "b").
		refuses(http.StatusUnprocessableEntity, "field.missing")
	p.act("name-party", body("One", ""), "c", "If-Match", tag).want(http.StatusCreated)
	p.act("name-party", body("Two", ""), "d", "If-Match", tag).
		refuses(http.StatusPreconditionFailed, "act.base")
	p.act("name-party", body("Two", `,"base":3`), "e").refuses(http.StatusConflict, "act.base")
	p.act("register-party", `{}`, "f", "If-Match", tag).
		refuses(http.StatusUnprocessableEntity, "field.unknown")
	p.act("register-party", `[]`, "g", "If-Match", tag).refuses(http.StatusBadRequest, "body.form")
	p.get("/parties/office", "If-None-Match", tag).want(http.StatusOK)
}

func TestEveryFaultOfAnActIsToldInTheReadersLanguage(t *testing.T) {
	w := newWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	body := `{"code":"a b","name":{},"place":"nowhere"}`
	english := p.act("register-party", body, "k").
		refuses(http.StatusUnprocessableEntity, "code.form")
	chinese := p.act("register-party", body, "k", "Accept-Language", "zh-CN").
		refuses(http.StatusUnprocessableEntity, "code.form")
	if len(english) != 2 || len(chinese) != 2 {
		t.Fatalf("%v, %v", english, chinese)
	}
	for i := range english {
		if english[i].Field == "" || english[i].Text == chinese[i].Text {
			t.Errorf("%+v, %+v", english[i], chinese[i])
		}
	}
}

// TestBrowsersOfOthersAreToldNothing holds that nothing lets another site read an
// answer, and that no cookie lets anybody in.
func TestBrowsersOfOthersAreToldNothing(t *testing.T) {
	w := newWorld(t)
	p := w.program(li, "office", clerkPost, "read")
	r := p.get("/self", "Origin", "https://elsewhere.example")
	if got := r.header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("%s may read it", got)
	}
	r = p.send(http.MethodOptions, "/self", "", "Origin", "https://elsewhere.example")
	if r.status < 400 {
		t.Errorf("it is asked before and answered %d", r.status)
	}
	if page := w.as(li).get(apiPath + "/self"); page.status != http.StatusUnauthorized {
		t.Errorf("who has signed in is answered %d", page.status)
	}
}
