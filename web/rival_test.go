package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// now are the texts that tell what stands beside fields, by field.
func (p *page) now() map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`<p class="now" id="([^"]*)-now">(.*?)</p>`).
		FindAllStringSubmatch(p.body, -1) {
		found[m[1]] = m[2]
	}
	return found
}

// stands holds a page to what it tells beside fields (name, text, …), and to
// nothing more.
func (p *page) stands(pairs ...string) *page {
	p.t.Helper()
	now := p.now()
	for i := 0; i < len(pairs); i += 2 {
		if now[pairs[i]] != pairs[i+1] {
			p.t.Errorf("beside %s stands %q, want %q", pairs[i], now[pairs[i]], pairs[i+1])
		}
		delete(now, pairs[i])
	}
	if len(now) > 0 {
		p.t.Errorf("and beside others: %v", now)
	}
	return p
}

const byLi = " (Li Ming for County office, 25 November 2026, 12:00)"

func TestTheSecondOfTwoWhoNameAPartySeesBothNames(t *testing.T) {
	w := newWorld(t)
	first, second := w.as(li), w.as(li)
	const target = "/parties/coop/name"
	form := second.get(target).form()
	first.fill(target, sendButton, "name.en", "Fibre co-op").want(http.StatusSeeOther)
	entries := w.entries()
	for _, button := range []string{sendButton, previewButton} {
		p := second.press(target, form, button, "name.en", "Nettle co-op").want(http.StatusConflict)
		p.stands("name.en", "Now: Fibre co-op"+byLi)
		p.says("Somebody else has changed this", "Meanwhile changed by Li Ming")
		if p.form().Get("name.en") != "Nettle co-op" || w.entries() != entries {
			t.Fatal("what was typed is lost, or something was done")
		}
		second.get("/parties/coop").says("Fibre co-op")
	}
	p := second.in("zh").press(target, form, sendButton).want(http.StatusConflict)
	p.stands("name.en",
		"现为：Fibre co-op（Li Ming代表县办公室，2026年11月25日 12:00）")
	second.in("en").follow(second.press(target, p.form(), sendButton)).says("Nettle co-op")
}

func TestAFormThatHasLostWhatItRestsOnIsRefused(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	for target, typed := range map[string][]string{
		"/parties/coop/name":                     {"name.en", "X"},
		"/posts/9/end":                           {"last", "2026-11-30"},
		"/agreements/" + ramie + "/end":          {"last", "2026-11-30", "reason", "x"},
		"/agreements/15/versions/new":            {"title", "X"},
		"/agreements/" + ramie + "/versions/new": {"title", "X"},
	} {
		form := b.get(target).form()
		if form.Get(baseField) == "" {
			t.Errorf("%s rests on nothing", target)
		}
		for _, base := range []string{"", "0", "x", "1"} {
			form.Set(baseField, base)
			b.press(target, form, sendButton, typed...).want(http.StatusConflict)
		}
	}
	if _, ok := b.get("/parties/new").form()[baseField]; ok {
		t.Error("what overwrites nothing rests on something")
	}
}

func TestWhoMayNotSeeTheEntrySeesTheValue(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	form := b.get("/parties/coop/name").form()
	w.do(li, "office", "name-party", `{"code":"coop","name":{"zh":"合作社"},"base":2}`)
	p := b.press("/parties/coop/name", form, sendButton, "name.en", "Ours")
	p.want(http.StatusConflict).stands("name.en", "Now: left blank (somebody else)",
		"name.zh", "Now: 合作社 (somebody else)")
}

func TestTheSecondOfTwoWhoEndAPostSeesBothDays(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	form := b.get("/posts/9/end").form()
	w.do(wang, "coop", "end-post", `{"post":"9","last":"2027-01-31","base":9}`)
	p := b.press("/posts/9/end", form, sendButton, "last", "2026-12-31").want(http.StatusConflict)
	p.stands("last", "Now: 31 January 2027 (Wang Fang for Ramie co-op, 25 November 2026, 12:00)")
	b.press("/posts/9/end", p.form(), sendButton).want(http.StatusSeeOther)
}

func TestTheSecondOfTwoWhoEndAnAgreementSeesBothDays(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	target := "/agreements/" + ramie + "/end"
	form := b.get(target).form()
	b.fill(target, sendButton, "last", "2026-12-01", "reason", "Closes").want(http.StatusSeeOther)
	b.press(target, form, sendButton, "last", "2026-12-02", "reason", "Moves").
		want(http.StatusConflict).stands("last", "Now: 1 December 2026"+byLi)
}

// secondVersion is what Li has proposed while Wang was typing.
func (w *world) secondVersion(pairs ...string) {
	w.t.Helper()
	terms := strings.NewReplacer(append(pairs, `{"kind"`,
		`{"agreement":"14","base":14,"kind"`)...).Replace(ramieTerms)
	w.do(li, "office", "amend-agreement", terms)
}

// paperToo puts another item before that of ramie.
func paperToo() []string {
	return []string{`"items":[`, `"items":[{"number":2,"from":"office","to":"coop",` +
		`"good":"paper","effort":"firm","floor":"0","ceiling":"9",` +
		`"schedule":[{"due":"2026-12-01","quantity":"9"}]},`}
}

func TestTheSecondOfTwoWhoAmendSeesBothTerms(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/versions/new"
	form := b.get(target).form()
	w.secondVersion(`"floor":"100"`, `"floor":"110"`, `"2026-12-15"`, `"2026-12-20"`,
		`"ceiling":"150"`, `"ceiling":"1500"`, paperToo()[0], paperToo()[1])
	p := b.press(target, form, sendButton, "items.1.floor", "120", "items.1.ceiling", "1,500",
		"title", "Ramie").want(http.StatusConflict)
	p.stands("title", "Now: Ramie, 2026"+byLi, "items.1.floor", "Now: 110 t"+byLi,
		"items.1.schedule.2.due", "Now: 20 December 2026"+byLi)
	p.says("Item 2 · Who supplies They supply us", "Item 2 · Good Paper (t)",
		"Item 2 · Ceiling 9 t", "Item 2 · Due 1 1 December 2026").
		hides("Item 1 · ")
	p = b.follow(b.press(target, p.form(), sendButton)).want(http.StatusOK)
	p.says("120 t guaranteed", "Version 3")
	b.get("/agreements/"+ramie+"/versions/2").says("110 t guaranteed", "Paper")
}

func TestWhatTheOtherTookOutIsSaidToBeGone(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/versions/new"
	w.secondVersion(paperToo()...)
	form := b.get(target).form()
	w.do(li, "office", "amend-agreement",
		strings.Replace(ramieTerms, `{"kind"`, `{"agreement":"14","base":22,"kind"`, 1))
	gone := "Not there any more."
	b.press(target, form, sendButton).want(http.StatusConflict).stands("items.1.way", gone,
		"items.1.good", gone, "items.1.effort", gone, "items.1.floor", gone,
		"items.1.ceiling", gone,
		"items.1.currency", gone, "items.1.schedule.1.due", gone,
		"items.1.schedule.1.quantity", gone)
}

func TestTheSecondOfTwoReceiptsIsShownBesideTheFirst(t *testing.T) {
	w := newWorld(t)
	first, second := w.as(li), w.as(li)
	target := "/deliveries/" + sent + "/receipts/new"
	form := second.get(target).form()
	first.fill(target, sendButton, "received", "12", "short", "0.5", "reason", "Wet").
		want(http.StatusSeeOther)
	p := second.press(target, form, sendButton, "received", "12.5").want(http.StatusConflict)
	p.stands("received", "Now: 12 t"+byLi, "short", "Now: 0.5 t"+byLi,
		"reason", "Now: Wet"+byLi)
	p.says("There is a receipt of delivery 18 already")
	if _, ok := p.form()[baseField]; ok {
		t.Error("a second receipt seems possible")
	}
	second.press(target, p.form(), sendButton).want(http.StatusConflict)
}

func TestWhatAFormRestsOnIsKeptWhileItIsFilledIn(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/versions/new"
	p := b.get(target)
	w.secondVersion(`"floor":"100"`, `"floor":"110"`)
	for _, button := range []string{addItem, "lang:zh-Hans", "lang:en", dropItem + "2"} {
		p = b.press(target, p.form(), button).want(http.StatusOK)
		if got := p.form().Get(baseField); got != "14" {
			t.Errorf("after %s it rests on %q", button, got)
		}
	}
	b.press(target, p.form(), sendButton).want(http.StatusConflict).
		stands("items.1.floor", fmt.Sprint("Now: 110 t", byLi))
}
