package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// manyItems types a contract with so many items into a form, each with a
// schedule of two days, in the language of nobody in particular.
func manyItems(form url.Values, items int) url.Values {
	typed := url.Values{keyField: form[keyField], forField: form[forField]}
	typed.Set("kind", "purchase")
	typed.Set("class", "annual")
	typed.Set("stage", stageProposed)
	typed.Set("parties.2", "mill")
	typed.Set("title", "三十项 & <more>")
	typed.Set("from", "2027-01-01")
	typed.Set("last", "2027-12-31")
	typed.Set("text", "雨天不发货。\r\n\"Wet\" = sent back; 50 % at once +1")
	for i := 1; i <= items; i++ {
		stem := itemStem(i)
		for name, value := range map[string]string{
			"number": fmt.Sprint(i), "way": weSupply, "good": "ramie", "effort": "firm",
			"floor": "1", "ceiling": fmt.Sprint(i, "00"), "price": "", "currency": "CNY",
			"schedule.1.due": "2027-03-01", "schedule.1.quantity": "１.5",
			"schedule.2.due": "2027-06-01", "schedule.2.quantity": fmt.Sprint(i),
		} {
			typed.Set(stem+name, value)
		}
	}
	return typed
}

// TestALongFormOutlivesItsSession types thirty items, is away for two days,
// signs in again by way of the other language, and finds all that was typed.
func TestALongFormOutlivesItsSession(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(li), "li", goodPassword, goodPassword)
	b := w.as(li)
	const target = "/agreements/new"
	typed := manyItems(b.get(target).form(), 30)
	for _, button := range []string{previewButton, addItem, sendButton} {
		w.clock.at = w.clock.at.Add(48 * time.Hour)
		p := b.press(target, typed, button).want(http.StatusUnauthorized)
		p = b.press("/sign-in", p.form(), "lang:zh-Hans").want(http.StatusOK).says("已保留")
		p = b.press("/sign-in", p.form(), "lang:en").want(http.StatusOK)
		p = b.press("/sign-in", p.form(), "", "name", "li", "password", goodPassword)
		if button == sendButton {
			b.follow(p).want(http.StatusOK).says("三十项 & &lt;more&gt;", "30 · Ramie", "1.5", "雨天不发货")
			return
		}
		form := p.want(http.StatusOK).form()
		for name := range typed {
			got := html.UnescapeString(form.Get(name))
			if name != doField && got != typed.Get(name) {
				t.Errorf("after %s %s is %q, want %q", button, name, got, typed.Get(name))
			}
		}
		if button == addItem && form.Get("items.31.number") != "31" {
			t.Error("no item was added")
		}
	}
}

func TestAFormIsSentFromOneTabAfterSigningInInAnother(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(li), "li", goodPassword, goodPassword)
	b := w.as(li)
	first := manyItems(b.get("/agreements/new").form(), 2)
	second := manyItems(b.get("/agreements/new").form(), 2)
	w.clock.at = w.clock.at.Add(48 * time.Hour)
	held := b.press("/agreements/new", first, sendButton).want(http.StatusUnauthorized).form()
	p := b.press("/sign-in", held, "", "name", "li", "password", goodPassword)
	p.want(http.StatusSeeOther)
	other := b.press("/agreements/new", second, sendButton).want(http.StatusSeeOther)
	if other.header.Get("Location") == p.header.Get("Location") {
		t.Error("two forms made one agreement")
	}
	again := b.press("/agreements/new", first, sendButton).want(http.StatusSeeOther)
	if again.header.Get("Location") != p.header.Get("Location") {
		t.Error("one form sent twice made two agreements")
	}
}

func TestAPreviewThatWaitedTwoDaysIsShownAnew(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	b := w.as(wang)
	before := w.entries()
	p := b.fill(deliver, previewButton, "item", "1", "quantity", "2").want(http.StatusOK)
	w.clock.at = w.clock.at.Add(48 * time.Hour)
	p = b.press(deliver, p.form(), sendButton).want(http.StatusUnauthorized)
	p = b.press("/sign-in", p.form(), "", "name", "wang", "password", goodPassword)
	p.want(http.StatusConflict).says("As of 27 November 2026, 12:00 this would change")
	if w.entries() != before {
		t.Error("it was done as nobody has seen it")
	}
	b.follow(b.press(deliver, p.form(), sendButton)).says("The delivery was recorded.")
}

// TestTheLongestFormIsHeldToo sends nearly as much as a form may hold, in
// signs that take the most room when they are held.
func TestTheLongestFormIsHeldToo(t *testing.T) {
	w := newWorld(t)
	w.browser().choose(w.invited(li), "li", goodPassword, goodPassword)
	b := w.as(li)
	typed := manyItems(b.get("/agreements/new").form(), 1)
	w.clock.at = w.clock.at.Add(48 * time.Hour)
	typed.Set("text", strings.Repeat("长", (maxForm-2000)/9))
	p := b.press("/agreements/new", typed, sendButton).want(http.StatusUnauthorized)
	p = b.press("/sign-in", p.form(), "", "name", "li", "password", goodPassword)
	p.want(http.StatusUnprocessableEntity)
	if got := p.form().Get("text"); got != typed.Get("text") {
		t.Errorf("%d of %d bytes are left", len(got), len(typed.Get("text")))
	}
}

// TestNobodySendsWhatAnotherTyped types a form as Li, who goes away; Wang, who
// may do the same, signs in before the same browser.
func TestNobodySendsWhatAnotherTyped(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "give-post",
		`{"person":"6","party":"office","duty":"clerk","from":"2026-01-01"}`)
	w.browser().choose(w.invited(wang), "wang", goodPassword, goodPassword)
	before := w.entries()
	b := w.as(li)
	form := b.get("/agreements/new").form()
	w.clock.at = w.clock.at.Add(9 * time.Hour)
	typed := manyItems(form, 1)
	typed.Set(byField, form.Get(byField))
	held := b.press("/agreements/new", typed, sendButton).want(http.StatusUnauthorized).form()
	p := b.press("/sign-in", held, "", "name", "wang", "password", goodPassword)
	p.want(http.StatusConflict).says("Li Ming opened this form")
	if w.entries() != before {
		t.Fatal("it was done as another's")
	}
	again := b.press("/agreements/new", typed, "lang:zh-Hans").want(http.StatusOK).form()
	b.press("/agreements/new", again, sendButton).want(http.StatusConflict).says("Li Ming")
	b.press("/agreements/new", p.form(), sendButton).want(http.StatusSeeOther)
	if w.entries() != before+1 {
		t.Error("sent on purpose it is not done")
	}
}
