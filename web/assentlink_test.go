package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hinterland"
)

// shownLink is the page of the farm's signing link.
const shownLink = "/assents/" + shownSecret

// links is the form in which a signing link for the farm is made.
const links = "/agreements/" + seedling + "/links/new"

// signs fills in the page of a link and sends it.
func (b *browser) signs(target, name string) *page {
	b.t.Helper()
	values := b.get(target).want(http.StatusOK).form()
	values.Set("may", "yes")
	return b.press(target, values, sendButton, "may", "yes", "signer", name)
}

// TestAPartyWithoutAccountSignsByLink goes the whole way: the office makes a
// link, the farm reads and signs, and everybody sees how.
func TestAPartyWithoutAccountSignsByLink(t *testing.T) {
	w := newWorld(t)
	office := w.as(li)
	office.get("/agreements/"+seedling).says("Hill farm Not yet",
		"A signing link made for County office can be used up to 9 December 2026.",
		"Record an assent on paper Make a signing link")
	made := office.fill(links+"?party=farm", sendButton, "last", "2026-12-01").want(http.StatusOK)
	made.says("Signing link", "Hand this to whoever signs for Hill farm", "1 December 2026")
	link := regexp.MustCompile(`http://example.com(/assents/[a-z2-7]{20})<`).
		FindStringSubmatch(made.body)
	code := regexp.MustCompile(`<code>(([a-z2-7]{4} ){4}[a-z2-7]{4})</code>`).
		FindStringSubmatch(made.body)
	if link == nil || code == nil || "/assents/"+strings.ReplaceAll(code[1], " ", "") != link[1] {
		t.Fatalf("link %v, code %v", link, code)
	}
	w.browser().get(shownLink).want(http.StatusNotFound).says("replaced by a later one")
	farm := w.browser()
	p := farm.get(link[1]).want(http.StatusOK)
	p.says("Sign for Hill farm", "Li Ming of County office asks Hill farm", "up to 1 December 2026",
		"Seedlings, 2027", "In trays.", "31 March 2027", "SHA-256", "You do this for Hill farm.").
		hides("Show what would change", "/agreements/"+seedling)
	done := farm.follow(farm.signs(link[1], "Chen Jie, head of the farm"))
	how := "By one-time signing link, as Chen Jie, head of the farm, 25 November 2026, 12:00; " +
		"the link was made by Li Ming for County office"
	done.want(http.StatusOK).
		says("Signed for Hill farm", "open the same link again", how, "In trays.")
	w.browser().get(link[1]).want(http.StatusOK).says(how)
	w.browser().in("zh").get(link[1]).says("已代表山地农场签认",
		"凭一次性签认链接，署名Chen Jie, head of the farm", "链接由Li Ming代表县办公室生成")
	for _, target := range []string{
		"/agreements/" + seedling, "/agreements/" + seedling + "/versions/1",
	} {
		office.get(target).says("Hill farm By signing link", how)
	}
	office.get("/journal").says("assent by a signing link, without account · Seedlings, 2027 " +
		"Holder of a signing link Hill farm")
	office.get("/journal/23").says("Assent of Hill farm new Manner by signing link",
		"Signed as Chen Jie", "cannot be taken back here")
	office.get("/journal/22").says("Signing link for Hill farm",
		"Later entries touched the same rows: 23")
}

// Who signed a text before is told what another says differently, as whoever
// signs in is; to who signs for the first time there is nothing to compare.
func TestALinkShowsWhatIsDifferentFromWhatWasSigned(t *testing.T) {
	w := newWorld(t)
	farm := w.browser()
	farm.get(shownLink).hides("What is different")
	farm.follow(farm.signs(shownLink, "Chen Jie"))
	terms := strings.NewReplacer(`"floor":"1"`, `"floor":"1.5"`, `In trays`, `In pots`).
		Replace(seedlingTerms[1:])
	w.do(li, "office", "amend-agreement", `{"agreement":"`+seedling+`","base":20,`+terms)
	later := strings.Repeat("later", 4)
	w.offer(later, "2026-12-09")
	farm.get("/assents/"+later).says("What is different from version 1",
		"Text In trays. In pots.", "Item 1 Ramie · Floor 1 t 1.5 t").
		hides("/agreements/" + seedling)
}

func TestALinkIsSentTwiceAndDoneOnce(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	values := b.get(links + "?party=farm").form()
	before := w.entries()
	first := b.press(links, values, sendButton).want(http.StatusOK)
	first.leads(strings.Replace(first.at, links+"?", "?lang=zh-Hans&amp;", 1))
	w.restart()
	again := b.press(links, values, sendButton).want(http.StatusOK)
	if first.text() != again.text() || w.entries() != before+1 {
		t.Errorf("%d entries more, %s", w.entries()-before, again.text())
	}
	zh := b.get(again.at + "&lang=zh-Hans").want(http.StatusOK)
	zh.says("请交给代表山地农场签认的人")
	if zh.secret() != first.secret() || w.entries() != before+1 {
		t.Errorf("in another language %d entries more", w.entries()-before)
	}
	b.get("/?lang=en")
	values.Set("secret", "aaaa")
	b.press(links, values, sendButton).want(http.StatusUnprocessableEntity)
	b.fill(links+"?party=farm", sendButton, "last", "2026-12-26").
		want(http.StatusUnprocessableEntity).says("to 25 December 2026 at the longest")
	farm := w.browser()
	values = farm.get("/assents/" + first.secret()).form()
	values.Set("may", "yes")
	place := farm.press(shownOf(first), values, sendButton, "may", "yes", "signer", "Chen").
		want(http.StatusSeeOther).header.Get("Location")
	w.restart()
	farm.press(shownOf(first), values, sendButton).want(http.StatusSeeOther)
	if got := w.entries(); got != before+2 || place != shownOf(first) {
		t.Errorf("%d entries more; it leads to %s", got-before, place)
	}
	values.Set("signer", "Somebody else")
	farm.press(shownOf(first), values, sendButton).want(http.StatusConflict)
	values.Set(keyField, strings.Repeat("a", 32))
	farm.press(shownOf(first), values, sendButton).want(http.StatusConflict).
		says("This signing link has been used.")
}

// secret is that of the link that a page shows.
func (p *page) secret() string {
	p.t.Helper()
	m := regexp.MustCompile(`/assents/([a-z2-7]{20})<`).FindStringSubmatch(p.body)
	if m == nil {
		p.t.Fatalf("the page shows no link:\n%s", p.text())
	}
	return m[1]
}

func shownOf(p *page) string { return "/assents/" + p.secret() }

func TestNobodySignsUnawares(t *testing.T) {
	w := newWorld(t)
	before := w.entries()
	for name, tt := range map[string]struct {
		change func(b *browser, v url.Values)
		status int
		says   string
	}{
		"no tick": {
			func(_ *browser, v url.Values) { v.Del("may") }, http.StatusUnprocessableEntity,
			"This has to be ticked.",
		},
		"no name": {
			func(_ *browser, v url.Values) { v.Set("signer", " ") }, http.StatusUnprocessableEntity,
			"Fill this in.",
		},
		"a long name": {
			func(_ *browser, v url.Values) { v.Set("signer", strings.Repeat("陈", 201)) },
			http.StatusUnprocessableEntity, "200",
		},
		"a hidden sign": {
			func(_ *browser, v url.Values) { v.Set("signer", "Chen\u202eJie") },
			http.StatusUnprocessableEntity, "",
		},
		"no key": {
			func(_ *browser, v url.Values) { v.Del(keyField) }, http.StatusUnprocessableEntity, "",
		},
		"another text": {
			func(_ *browser, v url.Values) { v.Set("digest", digestOf("x")) }, http.StatusConflict,
			"not the text that is proposed now",
		},
		"from another site": {
			func(b *browser, _ url.Values) { b.headers["Origin"] = "https://example.org" },
			http.StatusForbidden, "",
		},
		"from no origin": {
			func(b *browser, _ url.Values) { delete(b.headers, "Origin") },
			http.StatusForbidden, "",
		},
		"signed in": {
			func(b *browser, _ url.Values) { b.cookies = b.as(zhao).cookies }, http.StatusForbidden,
			"for who has no account here",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := w.under(t).browser()
			values := b.get(shownLink).form()
			values.Set("may", "yes")
			values.Set("signer", "Chen Jie")
			values.Set("may", "yes")
			values.Set(doField, sendButton)
			tt.change(b, values)
			p := b.post(shownLink, values).want(tt.status).says(tt.says)
			if name == "no tick" && p.form().Get("signer") != "Chen Jie" {
				t.Error("the name is lost")
			}
		})
	}
	w.browser().get(shownLink + "?do=send&may=yes&signer=Chen&key=" + strings.Repeat("a", 32))
	if got := w.entries(); got != before {
		t.Errorf("%d entries more", got-before)
	}
}

func TestALinkEndsOnThePageToo(t *testing.T) {
	for name, tt := range map[string]struct {
		since  func(w *world)
		status int
		says   string
	}{
		"on its last day": {
			func(w *world) { w.clock.at = w.clock.at.AddDate(0, 0, 14) }, http.StatusOK, "Sign for",
		},
		"on the day after": {
			func(w *world) { w.clock.at = w.clock.at.AddDate(0, 0, 15) }, http.StatusConflict,
			"up to 9 December 2026",
		},
		"replaced": {
			func(w *world) { w.offer("tsrqponmlkjihgfedcba", "2026-12-09") }, http.StatusNotFound,
			"no such signing link",
		},
		"amended": {
			func(w *world) {
				w.do(li, "office", "amend-agreement", `{"agreement":"`+seedling+`","base":20,`+
					strings.Replace(seedlingTerms[1:], "In trays.", "In pots.", 1))
			}, http.StatusConflict, "propose another text",
		},
		"an account since": {
			func(w *world) {
				w.do(li, "office", "give-post",
					`{"person":"8","party":"farm","duty":"signatory","from":"2026-01-01"}`)
			}, http.StatusConflict, "can sign in for this party",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			b := w.browser()
			values := b.get(shownLink).form()
			values.Set("may", "yes")
			values.Set("signer", "Chen")
			values.Set("may", "yes")
			tt.since(w)
			p := b.get(shownLink).want(tt.status).says(tt.says)
			if tt.status == http.StatusOK {
				return
			}
			p.hides("Seedlings", "In trays", "In pots", "Sun Li", "Li Ming")
			b.press(shownLink, values, sendButton).want(tt.status).hides("Seedlings", "In pots")
		})
	}
}

func TestWhoHoldsALinkSeesNothingElse(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.get(shownLink).hides("Ramie, 2026", "Wang Fang", "Zhao Min", "Paper mill", "Ramie co-op")
	for _, target := range []string{
		"/agreements/" + seedling, "/agreements/" + seedling + "/versions/1", "/journal/20",
	} {
		b.get(target).want(http.StatusUnauthorized).hides("Seedlings")
	}
	for _, target := range []string{
		"/assents/" + digestOf(shownSecret), "/assents/" + hinterland.CodeOf(digestOf(shownSecret)),
		"/assents/" + strings.ToUpper(shownSecret), "/assents/a%00b",
	} {
		b.get(target).want(http.StatusNotFound)
	}
}

func TestACodeIsTypedAsItWasReadOut(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.get("/sign-in").says("I have a code")
	for _, typed := range []string{
		shownSecret, "abcd efgh ijkl mnop qrst", "ABCD-EFGH-IJKL-MNOP-QRST",
		" ａｂｃｄ efgh ijkl mn0p qrst", "abcdefghijk1mnopqrst",
	} {
		p := b.post("/assents", url.Values{"code": {typed}})
		if strings.Contains(typed, "ａ") {
			p.want(http.StatusUnprocessableEntity) // only figures come full-width
			continue
		}
		if p.want(http.StatusSeeOther).header.Get("Location") != shownLink {
			t.Errorf("%q leads to %s", typed, p.header.Get("Location"))
		}
	}
	p := b.post("/assents", url.Values{"code": {"abcd efgh"}}).want(http.StatusUnprocessableEntity)
	p.says("There is no such signing link.")
	if !strings.Contains(p.body, `value="abcd efgh"`) {
		t.Error("what was typed is lost")
	}
	b.in("zh").post("/assents", url.Values{"code": {""}}).says("没有这个签认链接")
}

func TestGuessingLinksIsSlowedDown(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	for range freeMisses {
		b.get("/assents/none").want(http.StatusNotFound)
	}
	b.get(shownLink).want(http.StatusForbidden).says("Too many signing links", "Wait 2 seconds")
	b.post("/assents", url.Values{"code": {shownSecret}}).want(http.StatusUnprocessableEntity)
	w.clock.at = w.clock.at.Add(firstWait)
	b.get(shownLink).want(http.StatusOK)
}

func TestTheSignerReadsInTheirLanguage(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	values := b.get(shownLink).form()
	values.Set("may", "yes")
	p := b.press(shownLink, values, tongueButton+"zh-Hans", "may", "yes",
		"signer", "陈洁").want(http.StatusOK)
	p.says("代表山地农场签认", "县办公室的Li Ming请山地农场", "我有权代表山地农场签认")
	if v := p.form(); v.Get("signer") != "陈洁" || !strings.Contains(p.body, " checked") ||
		v.Get(keyField) != values.Get(keyField) {
		t.Errorf("what was typed is lost: %v", v)
	}
}

func TestAPartyWithAnAccountGetsNoLink(t *testing.T) {
	w := newWorld(t)
	w.as(li).get("/agreements/" + ramie).says("Ramie co-op Not yet").hides("/links/new")
	p := w.as(li).get("/agreements/" + ramie + "/links/new?party=coop").want(http.StatusOK)
	values := p.form()
	values.Set("party", "coop")
	w.as(li).press("/agreements/"+ramie+"/links/new", values, sendButton).
		want(http.StatusForbidden).says("signatory", "Wang Fang")
	w.as(li).get(shownLink).says("This link is for Hill farm", "sign out").hides("<textarea",
		`name="signer"`)
}
