package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"hinterland"
	"hinterland/store"
	"hinterland/web"
)

// A site is a bench's office behind its pages, on this machine's loopback,
// with a browser that has signed in.
type site struct {
	*bench
	pages  *web.Server
	server *httptest.Server
	client *http.Client
	cookie string
	wires  []wire       // of each caller of the bench
	count  func() int64 // the statements since counting began

	delivered atomic.Int64 // so many: no two are alike
}

// The login of the bench's keeper.
const (
	loginName     = "keeper"
	loginPassword = "correct horse battery"
)

// lastDay is the latest of the days of deliveries, 19 November 2026.
const lastDay hinterland.Day = 20_776

// benchOrigin is where the pages think that they are.
const benchOrigin = "http://127.0.0.1"

// openSite puts pages before a bench and signs its keeper in. Requests are
// served under a context that counts statements if counting is set.
func openSite(ctx context.Context, b *bench, counting bool) (*site, error) {
	pages, err := web.New(web.Config{
		Origin: benchOrigin, Now: time.Now, Random: rand.Reader,
		Office: b.office, Keys: b.db.Keys(1), Plans: benchPlans{keys: b.db.Keys(1)},
		Maps: noMaps{}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return nil, err
	}
	s := &site{bench: b, pages: pages, wires: make([]wire, len(b.callers))}
	serve := http.Handler(pages)
	if counting {
		var counted context.Context
		counted, s.count = store.Counting(ctx)
		serve = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			pages.ServeHTTP(w, r.WithContext(counted))
		})
	}
	s.server = httptest.NewServer(serve)
	s.client = &http.Client{
		Transport: &http.Transport{MaxIdleConnsPerHost: 256},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
	link, err := pages.Invite(ctx, b.keeper.Person)
	if err != nil {
		return nil, err
	}
	return s, s.signIn(ctx, loginName, strings.TrimPrefix(link, benchOrigin))
}

// turnAs does something with the browser of somebody else.
func (s *site) turnAs(
	ctx context.Context, person hinterland.ID[hinterland.Person], do func() error,
) error {
	link, err := s.pages.Invite(ctx, person)
	if err != nil {
		return err
	}
	keeper := s.cookie
	defer func() { s.cookie = keeper }()
	s.cookie = ""
	err = s.signIn(ctx, loginName+person.String(), strings.TrimPrefix(link, benchOrigin))
	if err != nil {
		return err
	}
	return do()
}

// signIn takes up an invitation and keeps the cookie of the session.
func (s *site) signIn(ctx context.Context, name, path string) error {
	answer, err := s.post(ctx, path, url.Values{
		"name": {name}, "password": {loginPassword}, "again": {loginPassword},
	})
	if err != nil {
		return err
	}
	for _, c := range answer.Cookies() {
		s.cookie = c.Name + "=" + c.Value
	}
	if s.cookie == "" {
		err = fmt.Errorf("no session was begun: %s", answer.Status)
	}
	return err
}

// post sends a form; the answer's body has been read.
func (s *site) post(ctx context.Context, path string, form url.Values) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.server.URL+path,
		strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", s.server.URL)
	answer, _, err := s.send(r)
	return answer, err
}

// get asks for a page and returns how long it is.
func (s *site) get(ctx context.Context, path string) (int64, error) {
	status, size, err := s.look(ctx, path)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, http.StatusText(status))
	}
	return size, err
}

// look asks for a page and returns how it is answered, and how long the answer is.
func (s *site) look(ctx context.Context, path string) (status int, size int64, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.server.URL+path, http.NoBody)
	if err != nil {
		return 0, 0, err
	}
	answer, size, err := s.send(r)
	if err != nil {
		return 0, 0, err
	}
	if answer.StatusCode >= http.StatusInternalServerError {
		err = fmt.Errorf("%s: %s", path, answer.Status)
	}
	return answer.StatusCode, size, err
}

func (s *site) send(r *http.Request) (*http.Response, int64, error) {
	if s.cookie != "" {
		r.Header.Set("Cookie", s.cookie)
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return nil, 0, err
	}
	size, err := io.Copy(io.Discard, answer.Body)
	return answer, size, errors.Join(err, answer.Body.Close())
}

// deliver records one delivery of a caller as a browser does, whose form has a
// key that no other has.
func (s *site) deliver(ctx context.Context, caller int) error {
	key := make([]byte, 20)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	n := s.delivered.Add(1)
	day := lastDay - hinterland.Day(n/1000%2000)
	w := &s.wires[caller]
	if w.conn == nil {
		if err := w.open(ctx, s.server.URL); err != nil {
			return err
		}
	}
	status, err := w.post("/agreements/"+s.callers[caller].String()+"/deliveries/new", s.cookie,
		url.Values{
			"key": {strings.ToLower(base32.StdEncoding.EncodeToString(key))}, "for": {"office"},
			"item": {"1"}, "day": {day.String()}, "do": {"send"},
			"quantity": {hinterland.FormatDecimal(n%1000+1, 3)},
		})
	if err == nil && status != http.StatusSeeOther {
		err = errors.New("the delivery is answered by " + http.StatusText(status))
	}
	return err
}

// close ends what the site has opened.
func (s *site) close() error {
	var ended error
	for i := range s.wires {
		ended = errors.Join(ended, s.wires[i].close())
	}
	s.server.Close()
	s.client.CloseIdleConnections()
	s.pages.Stop()
	return errors.Join(ended, s.db.Close())
}
