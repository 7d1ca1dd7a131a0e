package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/exchange"
	"hinterland/office"
	"hinterland/store"
	"hinterland/store/storetest"
	"hinterland/zonework"
)

// A world is an office of examples with a server before it, on a clock of its
// own. Its people: Li keeps the region and holds every post in the office;
// Wang signs and records for the co-operative; Zhao is a clerk of the mill,
// which has agreed nothing; Sun holds no post.
type world struct {
	t      *testing.T
	office *office.Office
	keys   hinterland.Keys
	files  hinterland.Files
	proofs *office.Log

	sketched *[]*ZoneMap // the maps that pages have asked for

	site  *Server
	clock *clock
	log   *bytes.Buffer
}

// The people of the world, by number.
const (
	li   = "1"
	wang = "6"
	zhao = "7"
	sun  = "8"
)

// The sample agreements and what happened under them.
const (
	ramie    = "14"
	liaison  = "15"
	received = "16" // a delivery that was received
	sent     = "18" // one that was not
	seedling = "20" // with the farm, where nobody holds a post
	theFund  = "22" // a fund of the office
	granted  = "25" // a grant of it to the co-operative
	advanced = "29" // what the office gave the co-operative before delivery

	rejecting = "17" // the receipt of the first, of which a part was rejected
	payment   = "19" // that nobody has confirmed
)

// filled are worlds that have been filled once, to begin others with: without a
// fund, and with one. opened is one in which nothing has happened yet.
var (
	filled [2]storetest.Mould
	opened storetest.Mould
)

// newWorld opens an office of examples on a file of its own, for a test that
// runs beside others.
func newWorld(t *testing.T) *world { t.Helper(); return startWorld(t, 0) }

// newFundWorld is newWorld with a fund in it, to which the samples lead.
func newFundWorld(t *testing.T) *world { t.Helper(); return startWorld(t, 1) }

func startWorld(t *testing.T, funds int) *world {
	t.Helper()
	t.Parallel()
	return castWorld(t, &filled[funds], func(w *world) {
		w.open()
		w.fillIn()
		if funds > 0 {
			w.fund()
		}
	})
}

// castWorld opens a copy of a world, which fill fills if it is the first.
func castWorld(t *testing.T, mould *storetest.Mould, fill func(*world)) *world {
	t.Helper()
	file := filepath.Join(t.TempDir(), "office.db")
	mould.Copy(t, file, func(path string) error {
		w, closed := openWorld(t, path)
		fill(w)
		closed()
		return nil
	})
	w, closed := openWorld(t, file)
	t.Cleanup(closed)
	return w
}

// fillIn does what the office of examples has seen.
func (w *world) fillIn() {
	w.t.Helper()
	for _, act := range [][2]string{
		{"register-party", `{"code":"coop","name":{"en":"Ramie co-op","zh":"苎麻合作社"}}`},
		{"register-party", `{"code":"mill","name":{"en":"Paper mill","zh":"造纸厂"}}`},
		{"name-party", `{"code":"office","name":{"en":"County office","zh":"县办公室"},` +
			`"base":1}`},
		{"register-good", `{"code":"ramie","name":{"en":"Ramie","zh":"苎麻"},"unit":"t",` +
			`"decimals":3}`},
		{"register-person", `{"name":"Wang Fang","mail":"wang@example.org"}`},
		{"register-person", `{"name":"Zhao Min","phone":"0731"}`},
		{"register-person", `{"name":"Sun Li"}`},
		{"give-post", `{"person":"6","party":"coop","duty":"signatory","from":"2026-01-01"}`},
		{"give-post", `{"person":"6","party":"coop","duty":"clerk","from":"2026-01-01"}`},
		{"give-post", `{"person":"7","party":"mill","duty":"clerk","from":"2026-01-01"}`},
		{"give-post", `{"person":"7","party":"coop","duty":"liaison","from":"2025-01-01",` +
			`"last":"2025-12-31"}`},
		{"register-good", `{"code":"paper","name":{"en":"Paper","zh":"纸"},"unit":"t",` +
			`"decimals":1}`},
		{"propose-agreement", ramieTerms},
		{"propose-agreement", `{"kind":"liaison","class":"annual",` +
			`"title":"Who speaks with whom","parties":["office","coop"],"from":"2026-01-01",` +
			`"last":"2027-12-31","tasks":[{"party":"coop","what":"Tell what is ready",` +
			`"when":"Every ten days","speak":"office"}]}`},
	} {
		w.do(li, "office", act[0], act[1])
	}
	w.do(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-02","quantity":"40"}`)
	w.do(li, "office", "record-receipt",
		`{"delivery":"16","day":"2026-11-03","received":"38","short":"1","rejected":"1",`+
			`"reason":"Wet"}`)
	w.do(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-20","quantity":"12.5"}`)
	w.do(li, "office", "batch", `{"acts":[`+
		`{"kind":"register-party","body":{"code":"farm","name":{"en":"Hill farm","zh":"山地农场"}}},`+
		`{"kind":"record-payment","body":{"agreement":"14","item":1,"day":"2026-11-24",`+
		`"amount":"20000.00","currency":"CNY"}}]}`)
	w.do(li, "office", "propose-agreement", seedlingTerms)
	w.offer(shownSecret, "2026-12-09")
}

// fund opens a fund of the office, of which the co-operative has something and
// wants more.
func (w *world) fund() {
	w.t.Helper()
	w.do(li, "office", "open-fund", `{"name":{"en":"Raw materials","zh":"原料资金"},`+
		`"trustee":"office","currency":"CNY","low":"10000","high":"15000",`+
		`"from":"2026-01-01","last":"2027-12-31","purposes":["Seed","Tools"],`+
		`"eligible":["coop","farm"]}`)
	w.do(li, "office", "pledge-to-fund", `{"fund":"22","party":"office","amount":"12000"}`)
	w.do(wang, "coop", "apply-to-fund", `{"fund":"22","party":"coop","amount":"8000.50",`+
		`"use":"Seed","reason":"Hail"}`)
	w.do(li, "office", "grant-of-fund", `{"application":"24","amount":"5000","schedule":[`+
		`{"due":"2026-11-24","amount":"2000"},{"due":"2027-06-30","amount":"3000"}]}`)
	w.do(wang, "coop", "draw-grant",
		`{"grant":"25","day":"2026-11-20","amount":"3000","use":"Seed"}`)
	w.do(li, "office", "repay-grant", `{"grant":"25","day":"2026-11-25","amount":"500"}`)
	w.do(li, "office", "apply-to-fund", `{"fund":"22","party":"farm","amount":"900",`+
		`"use":"Tools","reason":"None are left"}`)
	w.do(li, "office", "give-advance", `{"agreement":"14","item":1,"day":"2026-11-01",`+
		`"good":"ramie","quantity":"0.5","value":"400","currency":"CNY","rate":"5"}`)
	w.do(li, "office", "recover-advance", `{"advance":"29","receipt":"17"}`)
}

// wet is the case of the settled world, of the office with the co-operative.
const wet = "39"

// dispute raises it, with a proposal to close it.
func (w *world) dispute() {
	w.t.Helper()
	e := w.do(li, "office", "raise-case", `{"party":"office","agreement":"14","good":"ramie",`+
		`"text":"It comes wet.","deadline":"2026-12-09"}`)
	if number := hinterland.FormatDecimal(e.Act, 0); number != wet {
		w.t.Fatalf("the case is %s", number)
	}
	w.do(li, "office", "propose-closing", `{"case":"`+wet+`","text":"A tonne is sent again."}`)
}

// shownSecret is the secret of the farm's signing link, up to 9 December 2026.
const shownSecret = "abcdefghijklmnopqrst"

// offer makes a signing link for the farm.
func (w *world) offer(secret, last string) hinterland.Entry {
	w.t.Helper()
	digest, number := "", 0
	actor := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	err := w.office.View(context.Background(), actor, func(v *office.View) error {
		d, err := v.Agreement(hinterland.MakeID[hinterland.Agreement](20, 0))
		if err == nil {
			digest, number = d.Latest().Digest, d.Agreement.Latest
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.do(li, "office", "offer-assent-link", fmt.Sprintf(
		`{"agreement":"%s","version":%d,"party":"farm","digest":"%s","code":"%s","last":"%s"}`,
		seedling, number, digest, hinterland.CodeOf(digestOf(secret)), last))
}

const seedlingTerms = `{"kind":"purchase","class":"annual","title":"Seedlings, 2027",` +
	`"parties":["office","farm"],"from":"2026-12-01","last":"2027-12-31","text":"In trays.",` +
	`"items":[{"number":1,"from":"farm","to":"office","good":"ramie","effort":"firm","floor":"1",` +
	`"ceiling":"2","schedule":[{"due":"2027-03-31","quantity":"2"}]}]}`

const ramieTerms = `{"kind":"purchase","class":"annual","title":"Ramie, 2026",` +
	`"parties":["office","coop"],` +
	`"from":"2026-01-01","last":"2026-12-31","text":"Weighed at the office.\nWet goes back.",` +
	`"items":[{"number":1,"from":"coop","to":"office","good":"ramie","effort":"firm",` +
	`"floor":"100",` +
	`"ceiling":"150","price":"820","currency":"CNY","schedule":[` +
	`{"due":"2026-10-31","quantity":"60"},{"due":"2026-12-15","quantity":"60"}]}]}`

// newSettledWorld is a new world in which places are told too: the co-operative is
// in a town of the county; and there is a case.
func newSettledWorld(t *testing.T) *world {
	t.Helper()
	w := newFundWorld(t)
	for _, act := range [][2]string{
		{"register-place", `{"code":"liuyang","name":{"en":"Liuyang county","zh":"浏阳县"},` +
			`"lon":"113.6305","lat":"28.141"}`},
		{"register-place", `{"code":"north","name":{"en":"North town","zh":"北乡"},` +
			`"parent":"liuyang"}`},
		{"locate-party", `{"code":"coop","place":"north","base":2}`},
		{"announce-scope", `{"buyer":"office","good":"ramie","place":"liuyang",` +
			`"from":"2026-11-01","last":"2027-02-28"}`},
		{"grant-scope", `{"buyer":"office","good":"ramie","place":"north",` +
			`"from":"2026-12-01","last":"2026-12-31","basis":"public-lot","document":"Lot 7"}`},
		{"regulate", `{"subject":"off-scope","rule":"record","base":0}`},
		{"mark-scarce", `{"good":"ramie","reason":"Lot 8","base":0}`},
	} {
		e := w.do(li, "office", act[0], act[1])
		if number := hinterland.FormatDecimal(e.Act, 0); act[0] == "announce-scope" &&
			number != announced {
			t.Fatalf("the scope is %s", number)
		}
	}
	w.dispute()
	e := w.do(li, "office", "make-key", `{"post":"1-2","title":"Stock program","may":"act",`+
		`"last":"2027-06-30","digest":"`+digestOf(stockSecret)+`"}`)
	if number := hinterland.FormatDecimal(e.Act, 0); number != stockKey {
		t.Fatalf("the key is %s", number)
	}
	w.neighbours()
	w.balance()
	w.plan()
	w.zone()
	e = w.do(li, "office", "keep-plan", `{"run":"sample","title":"Ramie, January"}`)
	if number := hinterland.FormatDecimal(e.Act, 0); number != thePlan {
		t.Fatalf("the plan is %s", number)
	}
	w.do(li, "office", "propose-plan", `{"plan":"`+thePlan+`","base":`+
		hinterland.FormatDecimal(e.Number, 0)+`}`)
	e = w.do(li, "office", "subscribe", `{"post":"1-2","title":"Stock program","way":"webhook",`+
		`"pace":"each","address":"https://stock.example.org/hinterland"}`)
	if number := hinterland.FormatDecimal(e.Act, 0); number != stockHook {
		t.Fatalf("the subscription is %s", number)
	}
	w.do(li, "office", "state-recipe", `{"party":"office","recipe":"handmade",`+
		`"from":"2027-01-01","inputs":[{"good":"ramie","quantity":"1.25"}],`+
		`"outputs":[{"good":"paper","quantity":"20"}]}`)
	return w
}

// zone founds two zones, one round the county and one round the town.
func (w *world) zone() {
	w.t.Helper()
	w.do(li, "office", "found-zone", `{"code":"south","name":{"en":"South","zh":"南部"},`+
		`"lead":"office","centre":["liuyang"]}`)
	w.do(li, "office", "found-zone",
		`{"code":"upper","name":{"en":"North","zh":"北部"},"centre":["north"]}`)
	w.do(li, "office", "set-zoning", `{"objective":"ties","base":0}`)
	w.do(li, "office", "pin-place",
		`{"place":"north","zone":"upper","reason":"Its depot","base":0}`)
	w.do(li, "office", "draw-zones", `{"from":"2026-12-01","cost":"0","bound":"0","places":[`+
		`{"place":"liuyang","zone":"south","reason":"centre"},`+
		`{"place":"north","zone":"upper","reason":"centre"}]}`)
}

// neighbours says of the county and the town what can be said of two places.
func (w *world) neighbours() {
	w.t.Helper()
	w.do(li, "office", "state-border", `{"a":"north","b":"liuyang","ruling":"joined",`+
		`"reason":"A ferry","base":0}`)
	w.do(li, "office", "state-tie",
		`{"a":"north","b":"liuyang","strength":"2.5","source":"Waybills","base":0}`)
	w.do(li, "office", "state-distance", `{"from":"liuyang","to":"north","km":"14.5","base":0}`)
}

// plan opens the year 2027, for which the office and the co-operative state something.
func (w *world) plan() {
	w.t.Helper()
	w.do(li, "office", "open-horizon", `{"code":"y2027","name":{"en":"The year 2027",`+
		`"zh":"2027年度"},"class":"annual","from":"2027-01-01","period":"month","periods":12}`)
	w.do(wang, "coop", "state-offer", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"price":"815.5","quantities":["12.5","0","30"]}`)
	w.do(li, "office", "state-need", `{"horizon":"y2027","party":"office","good":"ramie",`+
		`"priority":1,"quantities":["20","20","1000"]}`)
}

// The key of the settled world rests on Li's post as clerk of the office.
const (
	stockKey    = "41"
	stockHook   = "56"
	stockSecret = "hinterland-stock"
)

// thePlan is what the settled world keeps of its run, and has proposed.
const thePlan = "54"

// announced is the office's scope in the settled world.
const announced = "35"

// emptyWorld opens an office in which nothing has happened yet.
func emptyWorld(t *testing.T) *world {
	t.Helper()
	w := castWorld(t, &opened, func(*world) {})
	w.open()
	return w
}

// openWorld opens an office on a file, and returns what closes it.
func openWorld(t *testing.T, file string) (*world, func()) {
	t.Helper()
	db, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC) // in Shanghai
	w := &world{t: t, log: &bytes.Buffer{}, clock: &clock{noon}, sketched: &[]*ZoneMap{}}
	one := &oneRead{Records: db.Region(1), t: t}
	w.office = office.New(one, w.clock.now, rand.Reader)
	w.office.JudgeZonesBy(zonework.Judge{})
	w.office.DrawZonesBy(zonework.Drawer{})
	w.office.KeepPlansOf(oneBalance{})
	w.keys = keysBesides{db.Keys(1), one}
	w.files = db.Files(1)
	w.proofs = w.office.Log(db.Log(1))
	w.restart()
	return w, func() {
		w.site.Stop()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// open opens the region of the world.
func (w *world) open() {
	w.t.Helper()
	w.do("", "", "open-region", `{"charter":{"name":{"en":"Liuyang","zh":"浏阳"},"language":"en",`+
		`"currency":"CNY","clock":"Asia/Shanghai"},"party":{"code":"office",`+
		`"name":{"en":"Office"}},"person":{"name":"Li Ming"}}`)
}

// under is the same world in a part of a test.
func (w *world) under(t *testing.T) *world {
	part := *w
	part.t = t
	return &part
}

// origin is where the world is reached.
const origin = "http://example.com"

// restart is what a new process with the same records is.
func (w *world) restart() {
	w.t.Helper()
	var err error
	w.site, err = New(Config{
		Office: w.office, Proofs: w.proofs, Keys: w.keys, Files: w.files, Now: w.clock.now,
		Random: rand.Reader,
		Log:    slog.New(slog.NewTextHandler(w.log, nil)),
		Origin: origin, Exports: titlesExported(), Extension: exchange.Extension(),
		Plans: noPlans{w.keys}, Maps: sketches{w.sketched},
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// do performs an act that nothing may stand in the way of.
func (w *world) do(person, party, kind, body string) hinterland.Entry {
	w.t.Helper()
	act, err := office.Decode(kind, []byte(body))
	if err != nil {
		w.t.Fatalf("%s %s: %v", kind, body, err)
	}
	r := office.Request{Act: act}
	r.Actor.Party = hinterland.PartyCode(party)
	if err := r.Actor.Person.UnmarshalText([]byte(person)); err != nil {
		w.t.Fatal(err)
	}
	e, err := w.office.Do(context.Background(), r)
	if err != nil {
		w.t.Fatalf("%s %s: %v", kind, body, err)
	}
	return e
}

// entries counts what the journal holds.
func (w *world) entries() int {
	w.t.Helper()
	var n int
	person := hinterland.MakeID[hinterland.Person](1, 0)
	err := w.office.View(context.Background(), office.Actor{Person: person, Party: "office"},
		func(v *office.View) error {
			entries, err := v.Entries(0, 1000)
			n = len(entries)
			return err
		})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// A browser is what somebody sits before.
type browser struct {
	*world
	cookies map[string]string
	headers map[string]string
	ctx     context.Context // of its requests, if they need one of their own
	stays   bool            // where a form that comes back does not take it
}

// aRequest keeps the contexts of requests apart.
type aRequest struct{}

func (b *browser) context() context.Context {
	if b.ctx != nil {
		return b.ctx
	}
	return context.WithValue(context.Background(), aRequest{}, true)
}

// browser opens one that nobody has signed in to.
func (w *world) browser() *browser {
	return &browser{
		world: w, cookies: map[string]string{},
		headers: map[string]string{"Origin": origin, "Accept-Language": "en"},
	}
}

// as opens a browser that a person has signed in to.
func (w *world) as(person string) *browser {
	w.t.Helper()
	var id hinterland.ID[hinterland.Person]
	if err := id.UnmarshalText([]byte(person)); err != nil {
		w.t.Fatal(err)
	}
	token := "token of " + person + rand.Text()
	now := hinterland.InstantOf(w.clock.now())
	err := w.keys.Begin(context.Background(), hinterland.Session{
		Token: digestOf(token), Person: id, Begun: now, Used: now,
	}, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	b := w.browser()
	b.cookies[sessionCookie] = token
	return b
}

// in makes the browser ask for a language.
func (b *browser) in(tongue string) *browser {
	b.headers["Accept-Language"] = tongue
	return b
}

// A page is what a server answered.
type page struct {
	t        *testing.T
	at       string // its address
	status   int
	header   http.Header
	body     string
	elements []element
}

// An element is a tag of a page with its attributes.
type element struct {
	name string
	attr map[string]string
}

// ask sends a request as it is.
func (b *browser) ask(method, target string, body io.Reader, kind string) *page {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.context(), method, origin+target, body)
	for name, value := range b.headers {
		r.Header.Set(name, value)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	recorder := httptest.NewRecorder()
	b.site.ServeHTTP(recorder, r)
	for _, c := range recorder.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
			continue
		}
		b.cookies[c.Name] = c.Value
	}
	if to := recorder.Header().Get("Location"); !b.stays && strings.Contains(to, heldField+"=") {
		return b.get(to) // the form comes back
	}
	p := &page{
		t: b.t, status: recorder.Code, header: recorder.Header(), body: recorder.Body.String(),
		at: target,
	}
	if strings.HasPrefix(p.header.Get("Content-Type"), "text/html") &&
		p.header.Get("Content-Encoding") == "" {
		p.parse()
	}
	return p
}

// get asks for a page.
func (b *browser) get(target string) *page {
	b.t.Helper()
	return b.ask(http.MethodGet, target, nil, "")
}

// post sends a form.
func (b *browser) post(target string, values url.Values) *page {
	b.t.Helper()
	return b.ask(http.MethodPost, target, strings.NewReader(values.Encode()),
		"application/x-www-form-urlencoded")
}

// follow goes where a page sends the browser.
func (b *browser) follow(p *page) *page {
	b.t.Helper()
	p.want(http.StatusSeeOther)
	return b.get(p.header.Get("Location"))
}

// parse reads the tags of a page. It is written so that a reader of XML that
// knows which tags close by themselves can read it.
func (p *page) parse() {
	p.t.Helper()
	d := xml.NewDecoder(strings.NewReader(p.body))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			p.t.Fatalf("the page cannot be read: %v\n%s", err, p.body)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		e := element{start.Name.Local, map[string]string{}}
		for _, a := range start.Attr {
			e.attr[a.Name.Local] = a.Value
		}
		p.elements = append(p.elements, e)
	}
}

// all lists the elements of some names.
func (p *page) all(names ...string) []element {
	var found []element
	for _, e := range p.elements {
		if slices.Contains(names, e.name) {
			found = append(found, e)
		}
	}
	return found
}

// want holds a page to a status.
func (p *page) want(status int) *page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("status %d, want %d\n%s", p.status, status, p.text())
	}
	return p
}

// says holds a page to texts that a reader sees.
func (p *page) says(texts ...string) *page {
	p.t.Helper()
	shown := p.text()
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			p.t.Errorf("the page does not say %q:\n%s", text, shown)
		}
	}
	return p
}

// leads wants links to addresses.
func (p *page) leads(to ...string) *page {
	p.t.Helper()
	for _, target := range to {
		if !strings.Contains(p.body, `href="`+target+`"`) {
			p.t.Errorf("no link leads to %s", target)
		}
	}
	return p
}

// hides holds a page to what may not stand anywhere in it.
func (p *page) hides(texts ...string) *page {
	p.t.Helper()
	for _, text := range texts {
		if strings.Contains(p.body, text) {
			p.t.Errorf("the page has %q:\n%s", text, p.text())
		}
	}
	return p
}

// text is what a reader sees: the content without its tags, spaces made one.
func (p *page) text() string {
	_, body, _ := strings.Cut(p.body, "<main")
	body = regexp.MustCompile(`<[^>]*>`).ReplaceAllString("<main"+body, " ")
	for entity, sign := range map[string]string{"&#39;": "'", "&amp;": "&", "&#34;": `"`} {
		body = strings.ReplaceAll(body, entity, sign)
	}
	return strings.Join(strings.Fields(body), " ")
}

// form is what the form of a page would send as it stands.
func (p *page) form() url.Values {
	p.t.Helper()
	values := url.Values{}
	selecting := ""
	inside := false
	for _, e := range p.elements {
		_, checked := e.attr["checked"]
		switch {
		case e.name == "form":
			inside = e.attr["id"] == "form"
		case !inside:
		case e.attr["type"] == "checkbox" && !checked: // browsers send no such one
		case e.name == "input":
			values.Set(e.attr["name"], e.attr["value"])
		case e.name == "select":
			selecting = e.attr["name"]
			values[selecting] = nil
		case e.name == "option":
			if _, chosen := e.attr["selected"]; chosen || values[selecting] == nil {
				values.Set(selecting, e.attr["value"]) // the first, if none is chosen
			}
		}
	}
	area := regexp.MustCompile(`(?s)<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>`)
	for _, m := range area.FindAllStringSubmatch(p.body, -1) {
		values.Set(m[1], m[2])
	}
	if len(values) == 0 {
		p.t.Fatalf("the page has no form:\n%s", p.text())
	}
	return values
}

// fill opens a form, types values into it (name, value, name, value …) and
// presses a button.
func (b *browser) fill(target, button string, typed ...string) *page {
	b.t.Helper()
	p := b.get(target)
	values := p.want(http.StatusOK).form()
	path, _, _ := strings.Cut(target, "?")
	return b.press(path, values, button, typed...)
}

// press types values into a form and presses a button.
func (b *browser) press(path string, values url.Values, button string, typed ...string) *page {
	b.t.Helper()
	for i := 0; i+1 < len(typed); i += 2 {
		if _, ok := values[typed[i]]; !ok {
			b.t.Fatalf("the form has no field %q: %v", typed[i], values)
		}
		values.Set(typed[i], typed[i+1])
	}
	values.Set(doField, button)
	return b.post(path, values)
}

// faults are the texts beside the fields of a page, by field.
func (p *page) faults() map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)<p class="fault" id="([^"]*)-fault">(.*?)</p>`).
		FindAllStringSubmatch(p.body, -1) {
		found[m[1]] = strings.TrimSpace(m[2])
	}
	return found
}

// size is how much a page takes on its way.
func (b *browser) size(target string) int {
	b.t.Helper()
	b.headers["Accept-Encoding"] = "gzip"
	defer delete(b.headers, "Accept-Encoding")
	p := b.get(target).want(http.StatusOK)
	n := len(p.body)
	for name, values := range p.header {
		n += len(name) + len(fmt.Sprint(values)) + 4
	}
	return n
}
