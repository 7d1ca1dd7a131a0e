package web

import (
	"net/http"
	"testing"
)

func TestWhoReachesTheOfficeFromElsewhereIsKnownByItsAddress(t *testing.T) {
	for origin, alone := range map[string]bool{
		"http://127.0.0.1:8080": true, "http://127.8.0.1": true, "http://[::1]:8080": true,
		"http://localhost:8080": true, "https://office.example": false, "https://10.0.0.1": false,
		"https://localhost.example": false, "::": false,
	} {
		if c := (Config{Origin: origin}); c.Alone() != alone {
			t.Errorf("%s: got %t", origin, c.Alone())
		}
	}
}

func TestALinkThatLeadsNowhereElseSaysSo(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	person := "/people/" + zhao
	made := func() []*page {
		return []*page{
			b.fill(links+"?party=farm", sendButton, "last", "2026-12-01").want(http.StatusOK),
			b.post(person+"/invitation", nil).want(http.StatusOK),
		}
	}
	for _, p := range made() {
		p.hides("this machine only")
	}
	w.site.Config.Origin = "http://127.0.0.1:8080"
	for _, p := range made() {
		p.says("This link works on this machine only", "serve --origin")
	}
}
