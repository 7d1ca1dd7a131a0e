package web

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// samples are addresses for every route that shows something, in the office of
// examples. It is Long: it is a table.
func samples() map[string]string {
	all := map[string]string{
		"/{$}":                               "/",
		"/sign-in":                           "/sign-in",
		"/invitations/{token}":               "/invitations/none",
		"/agreements":                        "/agreements",
		"/agreements/{id}":                   "/agreements/" + ramie,
		"/agreements/{id}/versions/{number}": "/agreements/" + ramie + "/versions/1",
		"/agreements/new":                    "/agreements/new",
		"/agreements/{id}/versions/new":      "/agreements/" + ramie + "/versions/new",
		"/agreements/{id}/assents/new":       "/agreements/" + ramie + "/assents/new",
		"/agreements/{id}/papers/new":        "/agreements/" + ramie + "/papers/new?party=coop",
		"/agreements/{id}/links/new":         "/agreements/" + seedling + "/links/new?party=farm",
		"/agreements/{id}/signers/erase": "/agreements/" + seedling +
			"/signers/erase?version=1&party=farm",
		"/assents/{token}":                "/assents/" + shownSecret,
		"/files/{noun}/{record}":          "/files/scope/" + announced,
		"/files/{noun}/{record}/new":      "/files/agreement/" + ramie + "/new",
		"/files/{noun}/{record}/{digest}": "/files/agreement/" + ramie + "/none",
		"/agreements/{id}/deliveries/new": "/agreements/" + ramie + "/deliveries/new",
		"/agreements/{id}/end":            "/agreements/" + ramie + "/end",
		"/agreements/{id}/returns/new":    "/agreements/" + ramie + "/returns/new",
		"/agreements/{id}/payments/new":   "/agreements/" + ramie + "/payments/new",
		"/agreements/{id}/propose":        "/agreements/" + ramie + "/propose",
		"/agreements/{id}/drop":           "/agreements/" + ramie + "/drop",
		"/agreements/{id}/suspend":        "/agreements/" + ramie + "/suspend",
		"/agreements/{id}/resume":         "/agreements/" + ramie + "/resume",
		"/agreements/{id}/close":          "/agreements/" + ramie + "/close",
		"/agreements/{id}/breach":         "/agreements/" + ramie + "/breach",
		"/deliveries/new":                 "/deliveries/new",
		"/agreements/sheet":               "/agreements/sheet",
		"/deliveries/{id}/receipts/new":   "/deliveries/" + sent + "/receipts/new",
		"/payments/{id}/receipts/new":     "/payments/" + payment + "/receipts/new",
		"/receipts/{id}/returns/new":      "/receipts/" + rejecting + "/returns/new",
		"/events/{id}/reversals/new":      "/events/" + sent + "/reversals/new",
		"/exports/{file}":                 "/exports/ocds.json?agreement=" + ramie,
		"/exports/jobs/{id}":              "/exports/jobs/none",
		"/exports/jobs/{id}/file":         "/exports/jobs/none/file",
		"/exports/extension/{file...}":    "/exports/extension/extension.json",
		"/search":                         "/search?q=ramie",
		"/account":                        "/account",
		"/import":                         "/import",
		"/import/{file}":                  "/import/template.xlsx",
		"/cases":                          "/cases",
		"/cases/{id}":                     "/cases/" + wet,
		"/cases/new":                      "/cases/new?with=mill",
		"/cases/{id}/say":                 "/cases/" + wet + "/say?as=comment",
		"/cases/{id}/owner":               "/cases/" + wet + "/owner",
		"/parties":                        "/parties",
		"/parties/{code}":                 "/parties/coop",
		"/parties/new":                    "/parties/new",
		"/parties/{code}/name":            "/parties/coop/name",
		"/parties/{code}/place":           "/parties/coop/place",
		"/places":                         "/places",
		"/zones":                          "/zones?day=2026-11-25&other=2026-12-01",
		"/zones/{code}":                   "/zones/south?day=2026-12-01",
		"/zones/new":                      "/zones/new",
		"/zones/rule":                     "/zones/rule",
		"/map":                            "/map",
		"/map/zones":                      "/map/zones",
		"/map/new":                        "/map/new",
		"/zones/draw":                     "/zones/draw",
		"/places/{code}/move":             "/places/north/move?day=2026-12-01",
		"/zones/{code}/details":           "/zones/south/details",
		"/zones/{code}/state":             "/zones/south/state",
		"/places/{code}/pin":              "/places/north/pin",
		"/scopes":                         "/scopes?good=ramie",
		"/scopes/new":                     "/scopes/new",
		"/scopes/grants/new":              "/scopes/grants/new",
		"/scopes/rule":                    "/scopes/rule",
		"/goods/{code}/scarce":            "/goods/ramie/scarce",
		"/scopes/{id}/end":                "/scopes/" + announced + "/end",
		"/places/new":                     "/places/new",
		"/places/{code}/details":          "/places/liuyang/details",
		"/people":                         "/people",
		"/people/{id}":                    "/people/" + wang,
		"/people/new":                     "/people/new",
		"/people/{id}/details":            "/people/" + wang + "/details",
		"/people/{id}/erase":              "/people/" + wang + "/erase",
		"/posts/new":                      "/posts/new",
		"/posts/{id}/end":                 "/posts/9/end",
		"/horizons":                       "/horizons",
		"/horizons/new":                   "/horizons/new",
		"/horizons/{code}":                "/horizons/y2027?good=ramie",
		"/horizons/{code}/goods/{good}":   "/horizons/y2027/goods/ramie",
		"/horizons/{code}/details":        "/horizons/y2027/details",
		"/horizons/{code}/close":          "/horizons/y2027/close",
		"/horizons/{code}/statements/new": "/horizons/y2027/statements/new",
		"/goods":                          "/goods",
		"/goods/new":                      "/goods/new",
		"/goods/{code}/details":           "/goods/ramie/details",
		"/funds":                          "/funds",
		"/funds/{id}":                     "/funds/" + theFund,
		"/funds/new":                      "/funds/new",
		"/funds/{id}/pledges/new":         "/funds/" + theFund + "/pledges/new",
		"/funds/{id}/applications/new":    "/funds/" + theFund + "/applications/new",
		"/funds/{id}/grants/new":          "/funds/" + theFund + "/grants/new",
		"/funds/{id}/withdrawals/new":     "/funds/" + theFund + "/withdrawals/new",
		"/funds/{id}/close":               "/funds/" + theFund + "/close",
		"/grants/{id}/instalments/new":    "/grants/" + granted + "/instalments/new",
		"/agreements/{id}/advances/new":   "/agreements/" + ramie + "/advances/new",
		"/advances/{id}/settlements/new":  "/advances/" + advanced + "/settlements/new",
		"/runs":                           "/runs",
		"/runs/{id}":                      "/runs/sample",
		"/runs/{id}/tables.zip":           "/runs/sample/tables.zip",
		"/api":                            "/api",
		"/keys":                           "/keys",
		"/keys/new":                       "/keys/new",
		"/keys/{id}/revoke":               "/keys/" + stockKey + "/revoke",
		"/subscriptions":                  "/subscriptions",
		"/subscriptions/new":              "/subscriptions/new?way=mail",
		"/subscriptions/{id}":             "/subscriptions/" + stockHook,
		"/subscriptions/{id}/end":         "/subscriptions/" + stockHook + "/end",
		"/journal":                        "/journal",
		"/journal/{number}":               "/journal/2",
		"/journal/{number}/undo":          "/journal/2/undo",
		"/journal/{number}/proof.json":    "/journal/2/proof.json",
		"/journal/hinterland.key":         "/journal/hinterland.key",
	}
	maps.Copy(all, placeSamples())
	maps.Copy(all, planSamples())
	maps.Copy(all, recipeSamples())
	for path := range downloads() {
		for format := range formats() {
			id := ramie
			if strings.HasPrefix(path, "/funds") {
				id = theFund
			}
			if strings.HasPrefix(path, "/plans") {
				id = thePlan
			}
			sample := strings.Replace(path, "{id}", id, 1)
			all[path+format] = strings.Replace(sample, "{code}", "y2027", 1) + format
		}
	}
	return all
}

// mayBe says which statuses a person may meet at an address: who has no post
// is refused, and what is another's looks as if it were not there.
func mayBe(person, target string) []int {
	ours := person == wang || person == liaisons // of the co-operative
	agreements := regexp.MustCompile(
		`^/(agreements/\d|advances|deliveries/\d|events|payments|receipts|exports|cases/\d|` +
			`files/agreement)`)
	switch {
	case target == "/invitations/none":
		return []int{http.StatusNotFound}
	case strings.HasPrefix(target, "/files/agreement") && strings.HasSuffix(target, "/none") &&
		person != sun, strings.HasPrefix(target, "/exports/jobs/") && person != sun,
		(target == "/map" || target == "/map/zones") && person != sun, // none has been loaded
		strings.HasSuffix(target, "/flows") && (person == li ||
			person != sun && !strings.HasPrefix(target, "/runs")):
		return []int{http.StatusNotFound}
	case strings.HasPrefix(target, "/assents/"), strings.HasPrefix(target, "/exports/extension"):
		return []int{http.StatusOK} // whoever holds the link, and everybody
	case target == "/api": // tells nothing of the office
		return []int{http.StatusOK}
	case strings.HasPrefix(target, "/keys/") && target != "/keys/new" && person != li &&
		person != sun,
		strings.HasPrefix(target, "/subscriptions/"+stockHook) && person != li && person != sun:
		return []int{http.StatusNotFound}
	case ours && strings.HasPrefix(target, "/agreements/"+seedling):
		return []int{http.StatusNotFound}
	case target == "/sign-in":
		return []int{http.StatusSeeOther}
	case person == sun, person != li && strings.HasPrefix(target, "/runs"),
		person != li && strings.HasSuffix(target, "/fixings"),
		person != li && strings.HasSuffix(target, "/tables.zip"): // who does not plan
		return []int{http.StatusForbidden}
	case person == zhao && (agreements.MatchString(target) ||
		strings.HasPrefix(target, "/people/"+wang) ||
		strings.HasPrefix(target, "/posts/9") || strings.HasPrefix(target, "/journal/2")):
		return []int{http.StatusNotFound}
	case ours && strings.HasPrefix(target, "/journal/2"):
		return []int{http.StatusNotFound} // Li's own act, under no agreement of Wang's
	}
	for _, path := range barredForms()[person] {
		if samples()[path] == target {
			return []int{http.StatusForbidden}
		}
	}
	return []int{http.StatusOK}
}

// liaisons stands for who speaks for the co-operative and does no more.
const liaisons = "liaison"

// barredForms are those that are not shown, by person: their acts are for others.
func barredForms() map[string][]string {
	nobodyElses := []string{ // who keeps the region, and the fund
		"/funds/{id}/close", "/goods/{code}/details", "/goods/{code}/scarce",
		"/places/{code}/with/{other}/border",
		"/places/{code}/with/{other}/distance", "/places/{code}/with/{other}/tie",
		"/horizons/new", "/horizons/{code}/close", "/horizons/{code}/details",
		"/zones/new", "/zones/rule", "/zones/{code}/details", "/zones/{code}/state",
		"/places/{code}/pin", "/places/{code}/move", "/zones/draw", "/map/new",
		"/horizons/{code}/fixings/new", "/horizons/{code}/fixings/end",
		"/plans/{id}/papers/new", "/plans/{id}/propose", "/plans/{id}/withdraw",
		"/plans/{id}/close",
		"/recipes/{party}/{code}/details", "/recipes/{party}/{code}/end",
		"/places/{code}/details", "/scopes/grants/new", "/scopes/rule", "/scopes/{id}/end",
	}
	return map[string][]string{
		li: {"/events/{id}/reversals/new", "/payments/{id}/receipts/new"},
		wang: append([]string{
			"/advances/{id}/settlements/new", "/deliveries/{id}/receipts/new",
			"/receipts/{id}/returns/new",
		}, nobodyElses...),
		zhao: append([]string{
			"/funds/new", "/funds/{id}/pledges/new", "/grants/{id}/instalments/new",
			"/parties/{code}/name", "/parties/{code}/place", "/plans/{id}/draft",
			"/plans/{id}/sign", "/posts/new",
		}, nobodyElses...),
		liaisons: append([]string{
			"/advances/{id}/settlements/new", "/agreements/{id}/assents/new",
			"/agreements/{id}/breach", "/agreements/{id}/close", "/agreements/{id}/end",
			"/agreements/{id}/papers/new", "/agreements/{id}/payments/new",
			"/agreements/{id}/resume", "/agreements/{id}/suspend", "/deliveries/{id}/receipts/new",
			"/events/{id}/reversals/new", "/funds/new", "/funds/{id}/applications/new",
			"/funds/{id}/pledges/new", "/goods/new", "/grants/{id}/instalments/new", "/parties/new",
			"/horizons/{code}/statements/new", "/recipes/new",
			"/parties/{code}/name", "/parties/{code}/place", "/payments/{id}/receipts/new",
			"/people/new", "/people/{id}/details", "/people/{id}/erase", "/places/new",
			"/plans/{id}/sign", "/posts/new", "/posts/{id}/end",
			"/receipts/{id}/returns/new", "/scopes/new",
		}, nobodyElses...),
	}
}

// TestEveryTemplateIsRead reads what a server reads only when it is asked for.
func TestEveryTemplateIsRead(t *testing.T) {
	assets, err := readAssets()
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPages(assets)
	if err != nil {
		t.Fatal(err)
	}
	for tongue, byName := range p.byTongue {
		for name, read := range byName {
			if _, err := read(); err != nil {
				t.Errorf("%s in %s: %v", name, tongue, err)
			}
		}
	}
}

// formFaults finds what is wrong with a page as such.
func (p *page) formFaults(tongue string) []string {
	if p.status == http.StatusSeeOther ||
		!strings.HasPrefix(p.header.Get("Content-Type"), "text/html") {
		return nil
	}
	var faults []string
	fault := func(text string) { faults = append(faults, text) }
	if n := len(p.all("h1")); n != 1 {
		fault("it has not one heading of the first order")
	}
	title := regexp.MustCompile(`<title>\S.* · \S.*</title>`).FindString(p.body)
	chinese := strings.ContainsFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if title == "" || tongue == "zh-CN" && !chinese {
		fault("its title is " + title)
	}
	want := map[string]string{"en": "en", "zh-CN": "zh-Hans"}[tongue]
	if got := p.all("html")[0].attr["lang"]; got != want {
		fault("it is said to be in " + got)
	}
	ids, labels := map[string]bool{}, map[string]bool{}
	for _, e := range p.elements {
		if id, ok := e.attr["id"]; ok && ids[id] {
			fault("two elements are called " + id)
		} else if ok {
			ids[id] = true
		}
		if e.name == "label" {
			labels[e.attr["for"]] = true
		}
		for name, value := range e.attr {
			if name == "style" || strings.HasPrefix(name, "on") ||
				strings.HasPrefix(value, "javascript:") {
				fault("the policy forbids " + name + " of " + e.name)
			}
		}
	}
	for _, e := range p.all("script", "style", "iframe", "object") {
		fault("the policy forbids " + e.name)
	}
	for _, e := range p.all("input", "select", "textarea") {
		if e.attr["type"] != "hidden" && !labels[e.attr["id"]] {
			fault("no label says what goes into " + e.attr["name"])
		}
		for _, id := range strings.Fields(e.attr["aria-describedby"]) {
			if !ids[id] {
				fault(e.attr["name"] + " is described by " + id + ", which is not there")
			}
		}
	}
	for _, e := range p.all("form") {
		if e.attr["method"] != "post" && e.attr["method"] != "get" || e.attr["action"] == "" {
			fault("a form does not say how and where it is sent")
		}
	}
	return faults
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	w := newSettledWorld(t)
	for _, person := range []string{li, wang, zhao} {
		b := w.as(person)
		seen := map[string]bool{"/": true}
		for todo := []string{"/"}; len(todo) > 0; todo = todo[1:] {
			p := b.get(todo[0])
			if p.status != http.StatusOK {
				t.Errorf("person %s: %s answers %d", person, todo[0], p.status)
			}
			for _, e := range p.all("a") {
				target, _, _ := strings.Cut(e.attr["href"], "#")
				if strings.HasPrefix(target, "/") && !seen[target] {
					seen[target] = true
					todo = append(todo, target)
				}
			}
		}
		if len(seen) < 15 {
			t.Errorf("person %s finds only %d pages", person, len(seen))
		}
	}
}

// The most that pages may take on their way, compressed, in bytes.
const (
	mostAtFirst = 60 << 10
	mostLater   = 25 << 10
	mostStyle   = 12 << 10
	mostBook    = 50 << 10 // which somebody has asked for, and keeps
)

// mostOfTarget is the most that what lies at an address may take.
func mostOfTarget(target string) int {
	if strings.HasSuffix(target, ".xlsx") {
		return mostBook
	}
	return mostLater
}

func TestEveryPageIsSmall(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	assets := 0
	for _, a := range w.site.assets {
		n := b.size(a.path)
		assets += n
		if n > mostStyle {
			t.Errorf("%s takes %d bytes", a.path, n)
		}
	}
	largest := 0
	for _, target := range samples() {
		if b.get(target).status != http.StatusOK {
			continue
		}
		n := b.size(target)
		if strings.HasSuffix(target, ".xlsx") && n <= mostBook {
			continue
		}
		largest = max(largest, n)
		if n > mostLater || n+assets > mostAtFirst {
			t.Errorf("%s takes %d bytes, and %d on a first visit", target, n, n+assets)
		}
	}
	t.Logf("the largest page takes %d bytes, the assets %d", largest, assets)
}

func TestAssetsMayBeKeptForEver(t *testing.T) {
	b := newWorld(t).browser()
	for name, a := range b.site.assets {
		p := b.get(a.path).want(http.StatusOK)
		if !strings.Contains(p.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", name, p.header)
		}
		if p.header.Get("Content-Encoding") != "" || p.body != string(a.plain) {
			t.Errorf("%s comes packed to who cannot unpack it", name)
		}
	}
	b.get("/static/hinterland.000000000000.css").want(http.StatusNotFound)
}

func TestEveryPageForbidsWhatItDoesNotNeed(t *testing.T) {
	w := newWorld(t)
	for _, target := range []string{"/", "/nowhere", "/sign-in"} {
		p := w.as(li).get(target)
		if got := p.header.Get("Content-Security-Policy"); got != policy {
			t.Errorf("%s: policy %q", target, got)
		}
		if got := p.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: kept as %q", target, got)
		}
	}
}
