package web

import (
	"archive/zip"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hinterland"
)

// begins begins a run of ramie, flax and hemp in January and tells where its page is.
func (w *world) begins(b *browser) (at string) {
	w.t.Helper()
	w.states()
	for _, good := range []string{"hemp", "flax"} {
		w.do(li, "office", "register-good",
			`{"code":"`+good+`","name":{"en":"`+good+`"},"unit":"t","decimals":3}`)
		w.do(li, "office", "state-offer", `{"horizon":"m1","party":"office","good":"`+good+
			`","price":"5","quantities":["10"]}`)
	}
	return b.post("/runs", url.Values{"horizon": {"m1"}, "zones": {"first"}}).
		want(http.StatusSeeOther).header.Get("Location")
}

// plans plans the next good of a run.
func (w *world) plans() {
	w.t.Helper()
	claim := w.site.token()
	part, found, err := w.keys.ClaimPart(w.t.Context(), claim, 1, 2)
	if err == nil && found {
		short := bytes.Replace(ramiePlanned(w.t), []byte("ramie"), []byte(part.Good), 1)
		_, err = w.keys.AnswerPart(w.t.Context(), claim, []byte("plan"), short, 3)
	}
	if err != nil || !found {
		w.t.Fatalf("there is nothing to plan, %v", err)
	}
}

// TestARunThatIsStoppedKeepsWhatIsPlanned stops a run after one of three goods and
// finds it on the page, in a folder that says it is not all, and nowhere as a plan.
func TestARunThatIsStoppedKeepsWhatIsPlanned(t *testing.T) {
	w, b := planning(t)
	at := w.begins(b)
	w.plans()
	b.get(at).says("1 of 3 goods", "Stop with what there is").hides("Download as tables")
	b.get(at + "/tables.zip").want(http.StatusNotFound)
	b.follow(b.post(at+"/stop", nil).want(http.StatusSeeOther)).
		says("It was stopped when 1 of 3 goods", "Incomplete. Missing: hemp, Ramie.",
			"cannot be kept as a plan", "Download as tables", "flax").
		hides(at+"/keep", "Stop with").leads(at+"/goods/flax", at+"/tables.zip")
	b.in("zh-CN").get(at).says("结果不完整", "hemp", "不能存为计划")
	p := b.get(at + "/tables.zip").want(http.StatusOK)
	if called := p.header.Get("Content-Disposition"); !strings.Contains(called, "incomplete") {
		t.Errorf("the folder is called %s", called)
	}
	if _, err := zip.NewReader(strings.NewReader(p.body), int64(len(p.body))); err != nil {
		t.Error(err)
	}
	w.as(wang).get(at + "/tables.zip").want(http.StatusForbidden)
}

// TestARunThatIsStoppedAtOnceHasNothingToSave stops one of which no good is planned.
func TestARunThatIsStoppedAtOnceHasNothingToSave(t *testing.T) {
	w, b := planning(t)
	at := w.begins(b)
	b.follow(b.post(at+"/stop", nil)).says("0 of 3 goods").hides("Download as tables")
	b.get(at + "/tables.zip").want(http.StatusNotFound)
}

// A listening browser takes what is written as it comes.
type listening struct {
	*httptest.ResponseRecorder
	parts chan string
}

func (l listening) Write(text []byte) (int, error) {
	l.parts <- string(text)
	return len(text), nil
}

// listens asks for what is told of a run, part by part, until that ends.
func (b *browser) listens(target string) <-chan string {
	l := listening{httptest.NewRecorder(), make(chan string)}
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, origin+target, nil)
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	go func() {
		defer close(l.parts)
		b.site.ServeHTTP(l, r)
	}()
	return l.parts
}

// TestWhoGoesAwayIsToldNoMore leaves the page of a run that goes on.
func TestWhoGoesAwayIsToldNoMore(t *testing.T) {
	w, b := planning(t)
	at := w.begins(b)
	ctx, leave := context.WithCancel(t.Context())
	b.ctx = ctx
	done := make(chan *page)
	go func() { done <- b.get(at + "/events") }()
	leave()
	if p := <-done; strings.Contains(p.body, "event: end") {
		t.Errorf("who has gone is told %q", p.body)
	}
}

// toldOf are the events that a page is told of its run.
func toldOf(body string) (names []string) {
	for _, part := range strings.Split(strings.Trim(body, "\n"), "\n\n") {
		name, rest, _ := strings.Cut(part, "\n")
		names = append(names, strings.TrimPrefix(name, "event: "))
		for _, line := range strings.Split(rest, "\n") {
			if !strings.HasPrefix(line, "data: ") {
				names = append(names, "what is no line of an event: "+line)
			}
		}
	}
	return names
}

// TestAPageIsToldHowFarItsRunIs lets a page listen while goods are planned and the run
// ends, and one of a run that has ended already.
func TestAPageIsToldHowFarItsRunIs(t *testing.T) {
	w, b := planning(t)
	at := w.begins(b)
	page := b.get(at)
	if !strings.Contains(page.body, `data-events="`+at+`/events"`) ||
		!strings.Contains(page.header.Get("Content-Security-Policy"), "script-src 'self'") {
		t.Error("the page of a run that goes on does not listen")
	}
	for _, s := range page.all("script") {
		if src := s.attr["src"]; !strings.HasPrefix(src, "/static/run.") {
			t.Errorf("the page has a script %q", src)
		}
	}
	told := b.listens(at + "/events")
	first, all := <-told, ""
	if !strings.Contains(first, "0 of 3 goods") || toldOf(first)[0] != "part" {
		t.Errorf("the first part is %q", first)
	}
	for range 3 {
		w.plans()
	}
	for part := range told {
		all += part
	}
	if names := toldOf(all); names[len(names)-1] != "end" {
		t.Errorf("what is told is %v", names)
	}
	if got := toldOf(b.get(at + "/events").want(http.StatusOK).body); len(got) != 1 ||
		got[0] != "end" {
		t.Errorf("of a run that has ended is told %v", got)
	}
	if p := b.get(at); p.header.Get("Content-Security-Policy") != policy {
		t.Error("the page of a run that has ended lets scripts run")
	}
	w.as(wang).get(at + "/events").want(http.StatusForbidden)
	b.get("/runs/none/events").want(http.StatusNotFound)
}

// TestWhatARunCameToIsSavedWhereThereIsAnything goes through every state.
func TestWhatARunCameToIsSavedWhereThereIsAnything(t *testing.T) {
	for _, c := range []struct {
		state hinterland.RunState
		done  int
		saves bool
	}{
		{hinterland.RunGoing, 0, false},
		{hinterland.RunGoing, 2, false},
		{hinterland.RunMade, 0, true}, // of a horizon for which nothing is stated
		{hinterland.RunMade, 3, true},
		{hinterland.RunStopped, 0, false},
		{hinterland.RunStopped, 1, true},
		{hinterland.RunFailed, 2, false},
	} {
		r := &hinterland.Run{State: c.state, Goods: 3, Done: c.done}
		if got := saves(r); got != c.saves {
			t.Errorf("%s with %d goods is saved, %t", c.state, c.done, got)
		}
	}
}

// TestAnEventIsOneWhateverLinesItHas keeps the lines of an event together.
func TestAnEventIsOneWhateverLinesItHas(t *testing.T) {
	for text, want := range map[string]string{
		"":       "event: part\ndata: \n\n",
		"a":      "event: part\ndata: a\n\n",
		"a\n\nb": "event: part\ndata: a\ndata: \ndata: b\n\n",
	} {
		if got := event("part", text); got != want {
			t.Errorf("%q is told as %q", text, got)
		}
	}
}
