package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hinterland"
)

func TestAFormComesBackOnAPageOfItsOwn(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	form := b.get(deliver).form()
	for button, status := range map[string]int{
		sendButton: http.StatusUnprocessableEntity, previewButton: http.StatusUnprocessableEntity,
		"lang:en": http.StatusOK,
	} {
		b.stays = true
		p := b.press(deliver, form, button, "item", "1", "quantity", "much", "note", "Wet <sacks>")
		to := p.want(http.StatusSeeOther).header.Get("Location")
		if to != deliver+"?held="+form.Get(keyField) {
			t.Errorf("%s leads to %s", button, to)
		}
		for range 2 { // loaded again, it is the same
			p = b.get(to).want(status)
			if p.form().Get("quantity") != "much" || p.form().Get("note") != "Wet &lt;sacks&gt;" {
				t.Errorf("after %s stands %v", button, p.form())
			}
			w.restart()
		}
	}
	b.stays = false
	before := w.entries()
	p := b.press(deliver, form, previewButton, "quantity", "2").want(http.StatusOK)
	b.get(p.at).want(http.StatusOK).says("Quantity 2 t")
	p = b.get(deliver).says("has not been sent").leads(strings.ReplaceAll(p.at, "&", "&amp;"))
	if p.form().Get("quantity") != "" || p.form().Get("note") != "" {
		t.Errorf("a new form begins with %v", p.form())
	}
	p = b.get(deliver + "?held=" + form.Get(keyField))
	b.press(deliver, p.form(), sendButton).want(http.StatusSeeOther)
	p = b.get(p.at).says("was done", "entry 22")
	if p.form().Get("quantity") != "" || p.form().Get(keyField) == form.Get(keyField) {
		t.Errorf("after it was done the page has %v", p.form())
	}
	b.get(deliver).hides("has not been sent")
	if got := w.entries(); got != before+1 {
		t.Errorf("%d entries, want %d", got, before+1)
	}
}

func TestWhatIsHeldIsForItsSessionAndPageOnly(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	p := b.fill(deliver, previewButton, "item", "1", "quantity", "2", "note", "Between us")
	p.want(http.StatusOK)
	key := p.form().Get(keyField)
	row, err := w.keys.Held(context.Background(), digestOf(b.cookies[sessionCookie]), key)
	if err != nil || strings.Contains(row.Body, "Between") || row.Path != deliver {
		t.Errorf("the records have %v, %v", row, err)
	}
	gone := func(p *page) {
		t.Helper()
		p.want(http.StatusOK).says("no longer kept").hides("Between us")
	}
	gone(w.as(wang).get(p.at))
	gone(b.get("/agreements/" + ramie + "/end?held=" + key))
	gone(b.get(deliver + "?held=none"))
	row.Body = "AAAA" + row.Body[4:]
	if err := w.keys.Hold(context.Background(), row, 0); err != nil {
		t.Fatal(err)
	}
	gone(b.get(p.at))
}

// full are keys of a database that takes no more.
type full struct{ hinterland.Keys }

func (full) Hold(context.Context, hinterland.Held, hinterland.Instant) error {
	return errors.New("the disk is full")
}

func TestAFormThatCannotBeHeldComesBackAtOnce(t *testing.T) {
	w := newWorld(t)
	w.keys = full{w.keys}
	w.restart()
	b := w.as(wang)
	b.stays = true
	form := b.get(deliver).form()
	p := b.press(deliver, form, sendButton, "item", "1", "quantity", "much")
	p = b.press(deliver, p.want(http.StatusUnprocessableEntity).form(), previewButton,
		"quantity", "2").want(http.StatusOK).says("Under way or received 50.5 t → 52.5 t")
	b.press(deliver, p.form(), sendButton).want(http.StatusSeeOther)
	li := w.as(li)
	li.stays = true
	li.post("/people/"+zhao+"/invitation", url.Values{}).want(http.StatusOK).says("/invitations/")
	li.fill(links+"?party=farm", sendButton).want(http.StatusOK).says("/assents/")
}

func TestALinkStandsThereStillWhenItsPageIsLoadedAgain(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.post("/people/"+zhao+"/invitation", url.Values{}).want(http.StatusOK)
	if again := b.get(p.at); again.text() != p.text() || !strings.Contains(p.at, "?held=") {
		t.Errorf("%s: %s", p.at, again.text())
	}
	w.as(li).get(p.at).want(http.StatusOK).hides("/invitations/")
	b.get("/people/" + wang + strings.TrimPrefix(p.at, "/people/"+zhao)).hides("/invitations/")
}
