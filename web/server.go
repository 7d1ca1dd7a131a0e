package web

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A Config is what a server is made of.
type Config struct {
	Office *office.Office
	Proofs *office.Log // the log of its journal
	Keys   hinterland.Keys
	Plans  Plans
	Maps   Maps
	Files  hinterland.Files
	Now    func() time.Time
	Wire   func() time.Time // by which connections live, where that is another clock
	Random io.Reader        // fit for secrets
	Log    *slog.Logger
	// Origin is where people reach the office: made links begin with it, and
	// where it is https cookies go no other way.
	Origin string
	// Proxies are the addresses of the servers that stand before the office:
	// nobody else is answered. There are none where browsers ask by themselves.
	Proxies []netip.Prefix
	// Mails says whether this office sends mail.
	Mails bool
	// Exports are the forms in which agreements can be had for other programs,
	// and Extension what everybody may read who reads these.
	Exports   []Export
	Extension fs.FS
	// Sample is what is told of a sample, which only this machine reaches; nil of
	// any other office.
	Sample *Sample
}

// secure reports whether people reach the office by https.
func (c *Config) secure() bool { return strings.HasPrefix(c.Origin, "https://") }

// Alone reports whether browsers on this machine only reach the office, so that
// a link is of no use to anybody else.
func (c *Config) Alone() bool {
	at, err := url.Parse(c.Origin)
	if err != nil {
		return false
	}
	ip := net.ParseIP(at.Hostname())
	return at.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// A Server answers browsers.
type Server struct {
	Config
	pages  *pages
	assets map[string]asset
	brake  *brake
	seal   []byte         // under which previews travel through a browser
	rows   int            // how many a table that is downloaded has at most
	cost   chan funding   // how many passwords may be held against secrets at once
	mux    *http.ServeMux // behind the guard
	jobs   *jobs

	drawing  chan funding // who lets the solver of zones look: one at a time
	weighing chan funding // who has a good planned while waiting: one at a time

	large   int   // from how many events on a file is made aside
	largest int64 // how many bytes such a file has at most
	front   http.Handler
}

// A funding is a place among those who may spend memory on a password.
type funding struct{}

// passwordsAtOnce bounds the memory that sign-ins can take: 19 MiB each.
const passwordsAtOnce = 2

// New makes a server.
func New(c Config) (*Server, error) {
	if c.Sample != nil && (!c.Alone() || len(c.Proxies) > 0) {
		return nil, errors.New("web: a sample is for this machine only")
	}
	if c.Wire == nil {
		c.Wire = c.Now
	}
	s := &Server{Config: c, brake: newBrake(c.Now), cost: make(chan funding, passwordsAtOnce)}
	s.rows, s.seal = rowsInTable, make([]byte, 32)
	s.drawing, s.weighing = make(chan funding, 1), make(chan funding, 1)
	s.jobs, s.large, s.largest = newJobs(), largeExport, hinterland.MaxExport
	if _, err := io.ReadFull(c.Random, s.seal); err != nil {
		return nil, err
	}
	var err error
	if s.assets, err = readAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = readPages(s.assets); err != nil {
		return nil, err
	}
	s.mux = http.NewServeMux()
	for _, r := range s.routes() {
		s.mux.Handle(r.method+" "+r.path, s.serve(r))
	}
	for _, a := range s.assets {
		s.mux.Handle("GET "+a.path, a)
	}
	s.mountPrograms()
	s.mux.Handle("/", s.serve(route{do: nowhere, open: true}))
	s.front = s.guard(s.mux)
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.front.ServeHTTP(w, r) }

// A route is one address and what answers there. An open one answers also
// those who have not signed in.
type route struct {
	method, path string
	open         bool
	unread       bool // nothing of the request is read
	upload       bool // the form may hold files
	acts         bool // the office asks who may; who asks is found out for pages only
	do           func(*ask) error
}

// routes lists every address but those of assets. It is Long: it is a table.
func (s *Server) routes() []route {
	routes := []route{
		{method: "GET", path: "/{$}", do: home},
		{method: "GET", path: "/sign-in", open: true, do: showSignIn},
		{method: "POST", path: "/sign-in", open: true, do: signIn},
		{method: "POST", path: "/sign-out", open: true, do: signOut},
		{method: "GET", path: "/invitations/{token}", open: true, do: showInvitation},
		{method: "POST", path: "/invitations/{token}", open: true, do: redeem},
		{method: "POST", path: "/assents", open: true, do: enterCode},
		{method: "GET", path: "/assents/{token}", open: true, do: showOffer},
		{method: "POST", path: "/assents/{token}", open: true, do: signOffer},
		{method: "POST", path: "/acting", do: actFor},
		{method: "GET", path: "/agreements", do: listAgreements},
		{method: "GET", path: "/agreements/{id}", do: showAgreement},
		{method: "GET", path: "/agreements/{id}/versions/{number}", do: showVersion},
		{method: "GET", path: "/files/{noun}/{record}", do: showFiles},
		{method: "GET", path: "/files/{noun}/{record}/{digest}", do: downloadFile},
		{method: "GET", path: "/exports/{file}", do: aside(export)},
		{method: "GET", path: "/exports/jobs/{id}", do: showExport},
		{method: "GET", path: "/exports/jobs/{id}/file", do: fetchExport},
		{method: "GET", path: "/exports/extension/{file...}", open: true, do: extend},
		{method: "GET", path: "/import", do: showIntake},
		{method: "POST", path: "/import", do: sendIntake, upload: true},
		{method: "GET", path: "/import/{file}", do: fetchIntake},
		{method: "GET", path: "/search", do: search},
		{method: "GET", path: "/account", do: showAccount},
		{method: "GET", path: "/cases", do: listCases},
		{method: "GET", path: "/cases/{id}", do: showCase},
		{method: "POST", path: "/cases/look", do: lookForCases},
		{method: "GET", path: "/parties", do: listParties},
		{method: "GET", path: "/parties/{code}", do: showParty},
		{method: "GET", path: "/places", do: listPlaces},
		{method: "GET", path: "/places/{code}", do: showPlace},
		{method: "GET", path: "/map", do: downloadMap},
		{method: "GET", path: "/map/zones", do: giveHomeMap},
		{method: "GET", path: "/zones", do: listZones},
		{method: "GET", path: "/zones/{code}", do: showZone},
		{method: "GET", path: "/scopes", do: listScopes},
		{method: "GET", path: "/people", do: listPeople},
		{method: "GET", path: "/people/{id}", do: showPerson},
		{method: "POST", path: "/people/{id}/invitation", do: invitePerson},
		{method: "GET", path: "/goods", do: listGoods},
		{method: "GET", path: "/horizons", do: listHorizons},
		{method: "GET", path: "/horizons/{code}", do: showHorizon},
		{method: "GET", path: "/horizons/{code}/goods/{good}", do: showMarket},
		{method: "GET", path: "/horizons/{code}/fixings", do: listFixings},
		{method: "GET", path: "/recipes", do: listRecipes},
		{method: "GET", path: "/funds", do: listFunds},
		{method: "GET", path: "/funds/{id}", do: showFund},
		{method: "GET", path: "/runs", do: listRuns},
		{method: "POST", path: "/runs", do: beginRun},
		{method: "GET", path: "/runs/{id}", do: showRun},
		{method: "GET", path: "/runs/{id}/goods/{good}", do: goodOfRun},
		{method: "GET", path: "/runs/{id}/goods/{good}/flows", do: flowsOfRun},
		{method: "GET", path: "/runs/{id}/events", do: tellRun},
		{method: "POST", path: "/runs/{id}/stop", do: stopRun},
		{method: "GET", path: "/runs/{id}/tables.zip", do: saveRun},
		{method: "GET", path: "/plans", do: listPlans},
		{method: "GET", path: "/plans/{id}", do: showPlan},
		{method: "GET", path: "/plans/{id}/goods/{good}", do: goodOfPlan},
		{method: "GET", path: "/plans/{id}/goods/{good}/flows", do: flowsOfPlan},
		{method: "GET", path: "/plans/{id}/moves", do: showMoves},
		{method: "GET", path: "/plans/{id}/network", do: showNetwork},
		{method: "GET", path: "/plans/{id}/tables.zip", do: savePlan},
		{method: "GET", path: "/keys", do: listKeys},
		{method: "GET", path: "/subscriptions", do: listSubscriptions},
		{method: "GET", path: "/subscriptions/{id}", do: showSubscription},
		{method: "POST", path: "/subscriptions/{id}/test", do: testSubscription},
		{method: "POST", path: "/subscriptions/{id}/resume", do: resumeSubscription},
		{method: "GET", path: "/api", open: true, do: showAPI},
		{method: "GET", path: "/journal", do: listEntries},
		{method: "GET", path: "/journal/{number}", do: showEntry},
		{method: "GET", path: "/journal/{number}/proof.json", do: proveEntry},
		{method: "GET", path: "/journal/hinterland.key", do: showKey},
	}
	routes = append(routes, s.sampleRoutes()...)
	for path, d := range downloads() {
		for format := range formats() {
			do := d.in(format)
			if strings.HasPrefix(path, "/agreements/{id}/") { // of all its events
				do = aside(do)
			}
			routes = append(routes, route{method: "GET", path: path + format, do: do})
		}
	}
	for path, f := range forms() {
		routes = append(routes,
			route{method: "GET", path: path, do: f.show},
			route{method: "POST", path: path, do: f.send, upload: f.uploads, acts: true})
	}
	return routes
}

// An ask is one request while it is answered.
type ask struct {
	*Server
	w   http.ResponseWriter
	r   *http.Request
	ctx context.Context
	say *lang.Printer
	me  *me // nil for who has not signed in

	v      *office.View // through which it looks, while it does
	named  *names       // that it has learnt last; nil before
	failed error        // what went wrong where nobody could be told

	offers []action // what the reader can do from the page
	barred []barred // what others could

	lapsed  hinterland.ID[hinterland.Person] // whose session has just ended, if one has
	misread hinterland.Refusals              // why files were not kept

	sheet  *Sheet           // that was read; nil where none was
	told   func(events int) // hears how much of a file is written; nil where nobody waits
	called *called          // read where a sheet may call goods and parties by name
	stood  map[string]int64 // on which entries rests what is stated, read where rows are
}

// nowhere answers where there is no page.
func nowhere(*ask) error { return hinterland.Refuse(hinterland.NotFound, "page.unknown", nil) }

// serve answers the requests of one route.
func (s *Server) serve(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &ask{Server: s, w: w, r: r, ctx: r.Context(), say: lang.For(tongueOf(r))}
		if err := a.answer(route); err != nil {
			a.refuse(err)
		}
	})
}

// answer finds out who asks, and lets the route answer. Whoever has not
// signed in is asked to, with what they sent kept.
func (a *ask) answer(route route) error {
	if route.unread {
		return route.do(a)
	}
	if err := a.recognise(); err != nil {
		return err
	}
	if !route.acts || isUpload(a.r) {
		if err := a.seat(); err != nil {
			return err
		}
	}
	if err := a.read(route); err != nil {
		return err
	}
	if wish := a.r.Form.Get("lang"); wish != "" && a.r.Method == http.MethodGet {
		a.speak(lang.Match(wish))
	}
	if a.me == nil && !route.open {
		return a.askToSignIn(http.StatusUnauthorized)
	}
	if !route.open && !route.acts {
		if err := a.seated(); err != nil {
			return err
		}
	}
	return route.do(a)
}

// seated refuses who holds no post anywhere.
func (a *ask) seated() error {
	err := a.seat()
	if err == nil && len(a.me.Seats) == 0 {
		err = hinterland.Refuse(hinterland.Denied, "seat.none", nil)
	}
	return err
}

// read reads the form that was sent.
func (a *ask) read(route route) error {
	if route.upload && isUpload(a.r) {
		return a.readUpload()
	}
	if err := a.r.ParseForm(); err != nil {
		return unread(err)
	}
	return nil
}

// unread makes a refusal of why a body could not be read.
func unread(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return hinterland.Refuse(hinterland.Invalid, "body.long",
			hinterland.Args{"most": large.Limit})
	}
	return hinterland.Refuse(hinterland.Invalid, "form.broken", nil)
}

// view lets the ask look at the records as whom it is from. What looks while
// it looks already sees the same state.
func (a *ask) view(look func(*office.View) error) error {
	if a.v != nil {
		return look(a.v)
	}
	if err := a.seated(); err != nil {
		return err
	}
	defer func() { a.v = nil }()
	return a.Office.View(a.ctx, a.me.actor(), func(v *office.View) error {
		a.v = v
		return look(v)
	})
}

// token draws a new secret that nobody can guess.
func (s *Server) token() string {
	text := make([]byte, 20)
	if _, err := io.ReadFull(s.Random, text); err != nil {
		return rand.Text() // never asks twice
	}
	return base32Text(text)
}
