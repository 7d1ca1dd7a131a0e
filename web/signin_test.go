package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hinterland"
)

const goodPassword = "竹林里的四个好词"

// invited is the path of a one-time link for a person.
func (w *world) invited(person string) string {
	w.t.Helper()
	var id hinterland.ID[hinterland.Person]
	if err := id.UnmarshalText([]byte(person)); err != nil {
		w.t.Fatal(err)
	}
	link, err := w.site.Invite(context.Background(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return strings.TrimPrefix(link, w.site.Origin)
}

// choose chooses name and password by a link.
func (b *browser) choose(link, name, password, again string) *page {
	b.t.Helper()
	return b.post(link, url.Values{"name": {name}, "password": {password}, "again": {again}})
}

// signIn types name and password into the sign-in page.
func (b *browser) signIn(name, password string) *page {
	b.t.Helper()
	return b.post("/sign-in", url.Values{
		"name": {name}, "password": {password}, "path": {"/parties"},
	})
}

func TestFirstPersonIsInvitedUntilSomebodyCanSignIn(t *testing.T) {
	w := emptyWorld(t)
	first, err := w.site.InviteFirst(t.Context())
	if err != nil || first == "" {
		t.Fatalf("link %q, %v", first, err)
	}
	link, err := w.site.InviteFirst(t.Context())
	if err != nil || link == first {
		t.Fatalf("link %q, %v", link, err)
	}
	first, link = strings.TrimPrefix(first, origin), strings.TrimPrefix(link, w.site.Origin)
	b := w.browser()
	b.get(first).want(http.StatusNotFound).says("can be used no more")
	b.get(link).want(http.StatusOK).says("Welcome, Li Ming")
	home := b.follow(b.choose(link, "Li Ming", goodPassword, goodPassword))
	home.want(http.StatusOK).says("An office begins with one agreement", "Enter the other party")
	b.get(link).want(http.StatusNotFound)
	if none, err := w.site.InviteFirst(t.Context()); err != nil || none != "" {
		t.Errorf("link %q, %v", none, err)
	}
}

func TestSignInNamesAreChosenByTheirRules(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.follow(b.choose(w.invited(li), "Li Ming", goodPassword, goodPassword)).want(http.StatusOK)
	tests := map[string]struct{ name, password, again, want string }{
		"no name":               {"", goodPassword, goodPassword, "Fill this in."},
		"a name somebody has":   {" li  MING ", goodPassword, goodPassword, "Somebody else"},
		"a name not to be seen": {"wang\u202e", goodPassword, goodPassword, "cannot be seen"},
		"a short password":      {"wang", "1234567", "1234567", "8 to 200 characters"},
		"a long password":       {"wang", strings.Repeat("长", 201), "", "8 to 200 characters"},
		"two passwords":         {"wang", goodPassword, goodPassword + "1", "not the same"},
	}
	link := w.invited(wang)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := w.under(t).browser().choose(link, tt.name, tt.password, tt.again)
			p.want(http.StatusUnprocessableEntity).says(tt.want)
		})
	}
	other := w.browser()
	p := other.choose(link, "王芳", strings.Repeat("长", 8), strings.Repeat("长", 8))
	other.follow(p).want(http.StatusOK).says("Ramie co-op: what is to be done")
}

func TestLinksEndAfterSevenDays(t *testing.T) {
	w := newWorld(t)
	link := w.invited(wang)
	w.clock.at = w.clock.at.Add(7*24*time.Hour + time.Second)
	w.browser().get(link).want(http.StatusNotFound).says("A link works once, within seven days.")
	w.browser().choose(link, "wang", goodPassword, goodPassword).want(http.StatusNotFound)
}

func TestALinkEndsWithTheLeaveToMakeIt(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "give-post",
		`{"person":"8","party":"coop","duty":"clerk","from":"2026-01-01"}`)
	p := w.as(wang).post("/people/"+sun+"/invitation", nil).want(http.StatusOK)
	_, link, _ := strings.Cut(p.text(), origin)
	link, _, _ = strings.Cut(link, " ")
	w.browser().get(link).want(http.StatusOK).says("Welcome, Sun Li")
	w.do(li, "office", "give-post",
		`{"person":"8","party":"office","duty":"signatory","from":"2027-01-01"}`)
	w.browser().get(link).want(http.StatusNotFound).says("can be used no more")
	w.browser().choose(link, "sun", goodPassword, goodPassword).want(http.StatusNotFound)
}

func TestSignInLetsInWhoKnowsThePassword(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "Wang Fang", goodPassword, goodPassword)
	wrong := "The name and the password do not belong together."
	for name, tt := range map[string]struct{ name, password string }{
		"another password": {"Wang Fang", goodPassword + "x"},
		"no password":      {"Wang Fang", ""},
		"nobody's name":    {"Zhao Min", goodPassword},
		"no name":          {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := w.under(t).browser()
			p := b.signIn(tt.name, tt.password).want(http.StatusUnprocessableEntity).says(wrong)
			if len(b.cookies) > 0 || p.form().Get("name") != tt.name {
				t.Errorf("cookies %v, form %v", b.cookies, p.form())
			}
		})
	}
	b := w.browser()
	p := b.signIn(" wang  fang", goodPassword)
	b.follow(p).want(http.StatusOK).says("Parties", "Paper mill")
	cookie := p.header.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie is %q", cookie)
		}
	}
	if strings.Contains(cookie, "Secure") {
		t.Errorf("without https the cookie would never come back: %q", cookie)
	}
}

func TestCookiesGoByHTTPSOnlyWherePeopleComeByIt(t *testing.T) {
	w := newWorld(t)
	w.site.Origin = "https://example.com"
	b := w.browser()
	p := b.choose(w.invited(wang), "wang", goodPassword, goodPassword)
	if !strings.Contains(p.header.Get("Set-Cookie"), "Secure") ||
		p.header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%v", p.header)
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	for range freeMisses {
		w.browser().signIn("wang", "guess").says("do not belong together")
	}
	w.browser().signIn("wang", goodPassword).want(http.StatusUnprocessableEntity).
		says("Wait 2 seconds.")
	w.clock.at = w.clock.at.Add(firstWait)
	w.browser().signIn("wang", goodPassword).want(http.StatusSeeOther)
	w.browser().signIn("wang", "guess").says("do not belong together")
}

func TestGuessesThatComeAtOnceAreNotAllJudged(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	var judged, waited atomic.Int64
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			switch text := w.browser().signIn("wang", "guess").text(); {
			case strings.Contains(text, "do not belong together"):
				judged.Add(1)
			case strings.Contains(text, "Wait 2 seconds."):
				waited.Add(1)
			}
		})
	}
	group.Wait()
	if judged.Load() != freeMisses || waited.Load() != 20-freeMisses {
		t.Errorf("%d guesses were judged, %d waited", judged.Load(), waited.Load())
	}
}

func TestNamesThatNobodyCanHaveAreNotKept(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{
		strings.Repeat("n", 1<<20), strings.Repeat("长", hinterland.MaxCode+1), "a\x00b", "a\xffb",
	} {
		w.browser().signIn(name, "guess").want(http.StatusUnprocessableEntity).
			says("do not belong together")
	}
	w.browser().signIn(strings.Repeat("长", hinterland.MaxCode), "guess")
	for key := range w.site.brake.miss {
		if len(key) > 100 {
			t.Errorf("a key of %d bytes is kept", len(key))
		}
	}
	if got := len(w.site.brake.miss); got != 2 { // one name, one address
		t.Errorf("%d keys are kept", got)
	}
}

func TestNobodyWaitsForAPasswordWhoHasGone(t *testing.T) {
	w := newWorld(t)
	for range passwordsAtOnce {
		w.site.cost <- funding{}
	}
	b := w.browser()
	var leave context.CancelFunc
	b.ctx, leave = context.WithCancel(context.WithValue(t.Context(), aRequest{}, true))
	time.AfterFunc(20*time.Millisecond, leave)
	b.signIn("wang", "guess").want(http.StatusInternalServerError)
	for range passwordsAtOnce {
		<-w.site.cost
	}
}

func TestSessionsEndByThemselves(t *testing.T) {
	tests := map[string]struct {
		steps []time.Duration
		lasts bool
	}{
		"used again within eight hours":   {[]time.Duration{8 * time.Hour}, true},
		"unused for longer":               {[]time.Duration{8*time.Hour + time.Second}, false},
		"used all the time for a week":    {repeat(7*time.Hour, 24), true},
		"used all the time beyond a week": {repeat(7*time.Hour, 25), false},
	}
	w := newWorld(t)
	begin := w.clock.at
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w.clock.at = begin
			b := w.under(t).as(wang)
			status := 0
			for _, step := range tt.steps {
				w.clock.at = w.clock.at.Add(step)
				status = b.get("/goods").status
			}
			if (status == http.StatusOK) != tt.lasts {
				t.Errorf("status %d", status)
			}
		})
	}
}

// repeat is a step taken so many times.
func repeat(step time.Duration, times int) []time.Duration {
	steps := make([]time.Duration, times)
	for i := range steps {
		steps[i] = step
	}
	return steps
}

func TestSigningOutEndsTheSession(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	token := b.cookies[sessionCookie]
	b.follow(b.post("/sign-out", nil)).want(http.StatusOK).says("Password")
	if _, kept := b.cookies[sessionCookie]; kept {
		t.Error("the browser keeps its token")
	}
	b.cookies[sessionCookie] = token
	b.get("/").want(http.StatusUnauthorized)
}

func TestSigningInChangesTheToken(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	b := w.as(li)
	token := b.cookies[sessionCookie]
	b.signIn("wang", goodPassword).want(http.StatusSeeOther)
	if b.cookies[sessionCookie] == token {
		t.Error("the token is the same")
	}
	b.cookies[sessionCookie] = token
	b.get("/").want(http.StatusUnauthorized) // what it was before has ended
}

func TestEndedSessionLosesNoForm(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	b := w.as(wang)
	values := b.get("/agreements/" + ramie + "/deliveries/new").form()
	before := w.entries()
	w.clock.at = w.clock.at.Add(9 * time.Hour)
	p := b.press("/agreements/"+ramie+"/deliveries/new", values, sendButton,
		"item", "1", "quantity", "3.5", "note", "on the <blue> cart")
	p.want(http.StatusUnauthorized).says("what you typed has been kept")
	if w.entries() != before {
		t.Fatal("something was recorded for who is not signed in")
	}
	held := p.form()
	wrong := b.press("/sign-in", held, "", "name", "wang", "password", "no")
	wrong.want(http.StatusUnprocessableEntity).says("what you typed has been kept")
	other := b.press("/sign-in", wrong.form(), "lang:zh-Hans").want(http.StatusOK)
	other.says("请重新登录", "已保留")
	done := b.press("/sign-in", other.form(), "", "name", "wang", "password", goodPassword)
	b.follow(done).want(http.StatusOK).says("发货已记录。", "3.5 t", "on the &lt;blue&gt; cart")
	if w.entries() != before+1 {
		t.Errorf("%d entries, want one more than %d", w.entries(), before)
	}
	again := b.press("/sign-in", held, "", "name", "wang", "password", goodPassword)
	if again.header.Get("Location") != done.header.Get("Location") || w.entries() != before+1 {
		t.Errorf("sent twice it leads to %s", again.header.Get("Location"))
	}
}

func TestHeldFormThatIsRefusedIsShown(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/deliveries/new"
	values := b.get(target).form()
	w.clock.at = w.clock.at.Add(9 * time.Hour)
	p := b.press(target, values, sendButton, "item", "1", "quantity", "some")
	p = b.press("/sign-in", p.form(), "", "name", "wang", "password", goodPassword)
	p.want(http.StatusUnprocessableEntity)
	if got := p.form().Get("quantity"); got != "some" || p.faults()["quantity"] == "" {
		t.Errorf("typed %q, faults %v", got, p.faults())
	}
	for _, e := range p.all("form") {
		if e.attr["id"] == "form" && e.attr["action"] != target {
			t.Errorf("the form goes to %s", e.attr["action"])
		}
	}
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	for _, path := range []string{
		"https://example.org/", "//example.org/", `/\example.org`, "javascript:alert(1)", "goods",
		"http:example.org", `/parties/../\example.org`, "/parties/..//example.org",
		"/parties/%2e%2e%2f%5Cexample.org", "/parties/%2e%2e%2f%2fexample.org", "/%5Cexample.org",
		"/%2fexample.org", "/parties/%2e%2e/%2fexample.org", "///example.org", "/.//example.org",
	} {
		p := w.browser().post("/sign-in", url.Values{
			"name": {"wang"}, "password": {goodPassword}, "path": {path},
		}).want(http.StatusSeeOther)
		if got := p.header.Get("Location"); got != "/" {
			t.Errorf("%q leads to %q", path, got)
		}
	}
	for _, path := range []string{"/sign-in", "/sign%2Din"} {
		p := w.browser().post("/sign-in", url.Values{
			"name": {"wang"}, "password": {goodPassword}, "path": {path}, "held": {"name=x"},
		}) // a held sign-in would go round in circles
		if got := p.want(http.StatusSeeOther).header.Get("Location"); got != "/" {
			t.Errorf("it leads to %s", got)
		}
	}
}

func TestSignInLeadsToThePageThatWasAskedFor(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	for asked, want := range map[string]string{
		"/posts/new?person=7":                   "/posts/new?person=7",
		"/journal?before=5&x=%22%26%2f":         "/journal?before=5&x=%22%26%2f",
		"/parties/a%2Fb":                        "/parties/a%2Fb",
		"/parties/%E7%BA%B8":                    "/parties/%E7%BA%B8",
		"/parties/%252e%252e%252f%255Cevil.com": "/parties/%252e%252e%252f%255Cevil.com",
		"/parties/%2e%2e%2f%5Cevil.com":         "/",
		"/agreements/" + ramie + "?done=3#a":    "/agreements/" + ramie + "?done=3",
	} {
		b := w.browser()
		form := b.get(asked).want(http.StatusUnauthorized).form()
		form.Set("name", "wang")
		form.Set("password", goodPassword)
		p := b.post("/sign-in", form).want(http.StatusSeeOther)
		if got := p.header.Get("Location"); got != want {
			t.Errorf("%s leads to %s", asked, got)
		}
	}
}

func TestLanguageIsChosenAndKept(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.get("/sign-in").says("Sign in")
	b.get("/sign-in?lang=zh-Hans").says("登录名")
	b.get("/sign-in").says("登录名")
	b.get("/sign-in?lang=xx").says("Sign in")
	w.browser().in("fr,zh-TW;q=0.5").get("/sign-in").says("登录名")
}

func TestPeopleActForOneOfTheirParties(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "give-post",
		`{"person":"7","party":"coop","duty":"clerk","from":"2026-01-01"}`)
	b := w.as(zhao)
	b.get("/").says("Ramie co-op: what is to be done") // the first by code
	b.get("/agreements").says("Ramie, 2026")
	p := b.post("/acting", url.Values{"party": {"mill"}, "back": {"/agreements"}})
	if got := p.header.Get("Location"); got != "/agreements" {
		t.Errorf("it leads to %s", got)
	}
	b.follow(p).says("There is no agreement yet.")
	b.post("/acting", url.Values{"party": {"office"}, "back": {"/"}}).want(http.StatusForbidden)
	p = b.post("/acting", url.Values{"party": {"coop"}, "back": {"https://example.org/x"}})
	if got := p.header.Get("Location"); got != "/" {
		t.Errorf("it leads to %s", got)
	}
}

func TestFormIsForThePartyThatItWasOpenedFor(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "give-post",
		`{"person":"7","party":"coop","duty":"clerk","from":"2026-01-01"}`)
	b := w.as(zhao)
	target := "/agreements/" + ramie + "/deliveries/new"
	values := b.get(target).form()
	b.post("/acting", url.Values{"party": {"mill"}, "back": {"/"}})
	p := b.press(target, values, sendButton, "item", "1", "quantity", "1")
	p.want(http.StatusSeeOther)
	w.as(li).get("/journal").
		says("record a delivery (1 t Ramie) · Ramie, 2026 Zhao Min Ramie co-op")
}

func TestWhoeverLosesTheirPostsIsToldSo(t *testing.T) {
	w := newWorld(t)
	w.as(sun).get("/").want(http.StatusForbidden).says("You hold no post today")
	w.as(sun).in("zh").get("/goods").want(http.StatusForbidden).says("未在任何单位任职")
	b := w.as(zhao)
	b.get("/").want(http.StatusOK)
	w.do(li, "office", "end-post", `{"post":"11","last":"2026-11-24","base":11}`)
	b.get("/").want(http.StatusForbidden)
}

func TestLinksAreMadeForThoseWhoCannotSignIn(t *testing.T) {
	w := newWorld(t)
	keeper := w.as(li)
	keeper.get("/people/"+zhao).says("Cannot sign in yet", "Make a one-time sign-in link")
	p := keeper.post("/people/"+zhao+"/invitation", nil).want(http.StatusOK)
	p.says("Hand this link to the person")
	_, link, _ := strings.Cut(p.text(), "http://example.com")
	link, _, _ = strings.Cut(link, " ")
	b := w.browser()
	b.follow(b.choose(link, "zhao", goodPassword, goodPassword)).says("Paper mill: what is")

	keeper.get("/people/" + zhao).says("Can sign in").hides("/invitation")
	keeper.post("/people/"+zhao+"/invitation", nil).want(http.StatusForbidden).
		says("can sign in already")
	w.as(wang).post("/people/"+sun+"/invitation", nil).want(http.StatusNotFound)
	w.as(zhao).post("/people/"+zhao+"/invitation", nil).want(http.StatusForbidden)
	w.as(wang).post("/people/"+wang+"/invitation", nil).want(http.StatusOK) // signs for the party
}
