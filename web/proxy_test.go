package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// behind puts servers before the world, that all its browsers come through if
// they are in 192.0.2.0/24.
func (w *world) behind(networks ...string) *world {
	for _, text := range networks {
		w.site.Proxies = append(w.site.Proxies, netip.MustParsePrefix(text))
	}
	return w
}

func TestOnlyAServerBeforeTheOfficeTellsWhoAsks(t *testing.T) {
	for name, tt := range map[string]struct {
		remote string
		told   []string
		want   string
	}{
		"nobody before it":             {"203.0.113.5:99", nil, "203.0.113.5"},
		"one who says they are a page": {"203.0.113.5:99", []string{"10.1.1.1"}, "203.0.113.5"},
		"the proxy, of one":            {"192.0.2.1:99", []string{"203.0.113.5"}, "203.0.113.5"},
		"the proxy, of one with a tale": {
			"192.0.2.1:99", []string{"198.51.100.7, 203.0.113.5"}, "203.0.113.5",
		},
		"in two headers": {
			"192.0.2.1:99", []string{"198.51.100.7", "203.0.113.5"}, "203.0.113.5",
		},
		"two proxies": {"192.0.2.1:99", []string{"203.0.113.5, 192.0.2.9"}, "203.0.113.5"},
		"with a port": {"192.0.2.1:99", []string{"203.0.113.5:4711"}, "203.0.113.5"},
		"of version 6": {
			"[::ffff:192.0.2.1]:99", []string{"2001:db8::1"}, "2001:db8::1",
		},
		"the proxy, which does not say": {"192.0.2.1:99", nil, "invalid IP"},
		"the proxy, which says nonsense": {
			"192.0.2.1:99", []string{"1.1.1.1, me"}, "invalid IP",
		},
		"the proxy, which speaks for itself": {"192.0.2.1:99", []string{"192.0.2.1"}, "192.0.2.1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = tt.remote
			r.Header["X-Forwarded-For"] = tt.told
			proxies := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
			a := &ask{Server: &Server{Config: Config{Proxies: proxies}}, r: r}
			if got := a.from().String(); got != tt.want {
				t.Errorf("from %s, want %s", got, tt.want)
			}
		})
	}
}

func TestGuessingIsSlowedDownByAddressBehindAServer(t *testing.T) {
	w := newWorld(t).behind("192.0.2.0/24")
	from := func(address string) *browser {
		b := w.browser()
		b.headers["X-Forwarded-For"] = address
		return b
	}
	for i := range freeMisses {
		from("2001:db8::"+string(rune('1'+i))).signIn(strings.Repeat("n", i+1), "guess")
	}
	from("2001:db8::99").signIn("another", "guess").says("Wait 2 seconds.")
	from("2001:db8:0:1::1").signIn("another", "guess").says("do not belong together")
	from("203.0.113.5").signIn("others", "guess").says("do not belong together")
	for i := range freeMisses + 1 { // nobody is stopped for what nobody knows whose it is
		w.browser().signIn("nobody"+string(rune('1'+i)), "guess").says("do not belong together")
	}
	if !strings.Contains(w.log.String(), "does not tell who asks it") {
		t.Error("the log does not say that the server before the office does not tell")
	}
}

func TestNobodyComesPastTheServerBeforeTheOffice(t *testing.T) {
	w := newWorld(t).behind("10.0.0.2/32")
	w.site.Origin = "https://office.example"
	for _, path := range []string{"/", "/sign-in", "/assents/" + shownSecret, "/x"} {
		w.as(li).get(path).want(http.StatusForbidden).
			says("reached at https://office.example only").hides("Ramie")
	}
	w.as(li).post("/sign-in", nil).want(http.StatusForbidden).says("only")
	w.as(li).in("zh").get("/").says("只能通过 https://office.example 访问")
}

func TestMadeLinksLeadWherePeopleReachTheOffice(t *testing.T) {
	w := newWorld(t)
	w.site.Config.Origin = "https://office.example" // while browsers ask example.com
	p := w.as(li).post("/people/"+zhao+"/invitation", nil).want(http.StatusOK)
	p.says("https://office.example/invitations/").hides("://example.com")
	target := "/agreements/" + seedling + "/links/new"
	p = w.as(li).fill(target+"?party=farm", sendButton, "last", "2026-12-01").want(http.StatusOK)
	p.says("https://office.example/assents/").hides("://example.com")
}

func TestAServerThatChangesHostDoesNotMakeFormsForeign(t *testing.T) {
	w := newWorld(t).behind("192.0.2.0/24")
	for sent, want := range map[string]int{
		origin: http.StatusUnprocessableEntity, "https://evil.example": http.StatusForbidden,
	} {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8080/sign-in", nil)
		r.Header.Set("Origin", sent)
		recorder := httptest.NewRecorder()
		w.site.ServeHTTP(recorder, r)
		if recorder.Code != want {
			t.Errorf("from a page of %s: %d, want %d", sent, recorder.Code, want)
		}
	}
}
