package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// here is where a sample is reached.
const here = "http://127.0.0.1:8080"

// newSample is a world that is a sample, in which one can be Wang.
func newSample(t *testing.T) *world {
	w := newWorld(t)
	c := w.site.Config
	guest := Guest{
		Name: "Wang Fang", Role: "cooperative",
		Party: hinterland.Name{English: "Ramie co-op", Chinese: "苎麻合作社"},
	}
	if err := guest.Person.UnmarshalText([]byte(wang)); err != nil {
		t.Fatal(err)
	}
	c.Origin, c.Sample = here, &Sample{
		Note:   hinterland.Name{English: "All of it is made up.", Chinese: "均系虚构。"},
		Guests: []Guest{guest},
	}
	w.site.Stop()
	var err error
	if w.site, err = New(c); err != nil {
		t.Fatal(err)
	}
	return w
}

// sends sends a request to the site as a page of an origin does, or none.
func (w *world) sends(method, target, from string, form url.Values) *http.Response {
	w.t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", "en")
	if from != "" {
		r.Header.Set("Origin", from)
	}
	recorder := httptest.NewRecorder()
	w.site.ServeHTTP(recorder, r)
	return recorder.Result()
}

// chosen is the form that chooses a person.
func chosen(person string) url.Values {
	return url.Values{"person": {person}, "path": {"/agreements"}}
}

func TestAnOfficeOfOnesOwnLetsNobodyBeChosen(t *testing.T) {
	w := newWorld(t)
	w.site.Config.Origin = here
	got := w.sends(http.MethodPost, here+samplePath, here, chosen(wang))
	if got.StatusCode != http.StatusNotFound || len(got.Cookies()) > 0 {
		t.Errorf("an office lets people be chosen: %d", got.StatusCode)
	}
	w.browser().get("/sign-in").want(http.StatusOK).says("Password").hides("Wang Fang")
}

func TestASampleIsForThisMachineOnly(t *testing.T) {
	w := newWorld(t)
	for _, origin := range []string{"https://office.example", "http://10.0.0.1", "::"} {
		c := w.site.Config
		c.Origin, c.Sample = origin, &Sample{}
		if _, err := New(c); err == nil {
			t.Errorf("a sample is open at %s", origin)
		}
	}
	c := w.behind("127.0.0.0/8").site.Config
	c.Origin, c.Sample = here, &Sample{}
	if _, err := New(c); err == nil {
		t.Error("a sample is open behind another server")
	}
}

func TestWhoComesToASampleChoosesWhomToBe(t *testing.T) {
	w := newSample(t)
	b := w.browser()
	b.get("/agreements").want(http.StatusUnauthorized).
		says("Wang Fang", "Ramie co-op", "All of it is made up.", "25 November 2026").
		hides("Password")
	b.get("/sign-in").want(http.StatusOK).says("Wang Fang")
	b.in("zh-CN").get("/").says("苎麻合作社", "均系虚构。")
	got := w.sends(http.MethodPost, here+samplePath, here, chosen(wang))
	if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/agreements" {
		t.Fatalf("%d to %s", got.StatusCode, got.Header.Get("Location"))
	}
	for _, c := range got.Cookies() {
		b.cookies[c.Name] = c.Value
	}
	b.in("en").get("/agreements").want(http.StatusOK).says("Ramie, 2026", "All of it is made up.")
	b.get("/subscriptions").want(http.StatusOK).says("which sends nothing")
	b.get("/sign-in").want(http.StatusSeeOther)
}

func TestNobodyElseIsChosenAndNoOtherPageChooses(t *testing.T) {
	w := newSample(t)
	for name, try := range map[string]struct {
		target, from, person string
		want                 int
	}{
		"somebody who is no guest":   {here, here, li, http.StatusNotFound},
		"nobody":                     {here, here, "", http.StatusNotFound},
		"another site":               {here, "http://evil.example", wang, http.StatusForbidden},
		"no site":                    {here, "", wang, http.StatusForbidden},
		"a name that leads here":     {"http://evil.example", "http://evil.example", wang, 403},
		"another port of this place": {here, "http://127.0.0.1:9090", wang, http.StatusForbidden},
	} {
		got := w.sends(http.MethodPost, try.target+samplePath, try.from, chosen(try.person))
		if got.StatusCode != try.want || len(got.Cookies()) > 0 {
			t.Errorf("%s: %d, want %d", name, got.StatusCode, try.want)
		}
	}
	got := w.sends(http.MethodGet, here+samplePath+"?person="+wang, "", nil)
	if len(got.Cookies()) > 0 {
		t.Errorf("a link signs in: %d", got.StatusCode)
	}
}

// A sample's clock stands in another year. What is downloaded takes its time by the
// machine's: by the sample's that would be over before it began.
func TestConnectionsLiveByTheMachinesClock(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	for name, try := range map[string]struct {
		wire func() time.Time
		come bool
	}{
		"the machine's clock": {time.Now, true},
		"a clock long past":   {func() time.Time { return time.Unix(0, 0) }, false},
	} {
		c := w.site.Config
		c.Wire = try.wire
		site, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(site)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			server.URL+"/exports/years.csv", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: b.cookies[sessionCookie]})
		got, err := http.DefaultClient.Do(r)
		if came := err == nil && got.StatusCode == http.StatusOK; came != try.come {
			t.Errorf("by %s: %v", name, err)
		}
		if err == nil {
			_ = got.Body.Close()
		}
		server.Close()
		site.Stop()
	}
}

// Who looks around goes on where they were, and becomes somebody else by signing out.
func TestASampleIsLeftAndEnteredAgain(t *testing.T) {
	w := newSample(t)
	form := url.Values{"person": {wang}, "path": {"//evil.example/"}}
	got := w.sends(http.MethodPost, here+samplePath, here, form)
	if to := got.Header.Get("Location"); to != "/" {
		t.Errorf("it leads to %s", to)
	}
	b := w.browser()
	for _, c := range got.Cookies() {
		b.cookies[c.Name] = c.Value
	}
	b.get("/").want(http.StatusOK).says("All of it is made up.")
	b.post("/sign-out", nil).want(http.StatusSeeOther)
	p := b.get("/").want(http.StatusUnauthorized).says("Wang Fang")
	for _, e := range p.all("form") {
		if e.attr["action"] == samplePath && e.attr["method"] != "post" {
			t.Errorf("people are chosen by %s", e.attr["method"])
		}
	}
	paths := 0
	for _, e := range b.get("/cases?state=all").all("input") {
		if e.attr["name"] == "path" && e.attr["value"] == "/cases?state=all" {
			paths++
		}
	}
	if paths != 1 {
		t.Errorf("%d forms go on where somebody was", paths)
	}
	if got := b.post("/agreements/new", nil).want(http.StatusUnauthorized); got != nil {
		got.says("Wang Fang") // and leads to the first page: nothing is sent again
	}
}
