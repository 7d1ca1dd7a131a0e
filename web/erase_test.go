package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

func TestWhatIsSaidOfAPersonIsChanged(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	target := "/people/" + zhao + "/details"
	first, second := b.get(target).form(), b.get(target).form()
	if first.Get("name") != "Zhao Min" || first.Get("phone") != "0731" || first.Get("mail") != "" {
		t.Errorf("the form begins with %v", first)
	}
	p := b.press(target, first, previewButton, "name", "Zhao Minmin", "phone", "").
		want(http.StatusOK)
	p.says("Person Zhao Min Name Zhao Min → as typed Phone 0731 →")
	b.follow(b.press(target, p.form(), sendButton)).
		says("What is said of the person was changed.", "Zhao Minmin").hides("0731")
	b.get("/journal/22").says("Name Zhao Min → Zhao Minmin Phone 0731 →")
	p = b.press(target, second, sendButton, "mail", "zhao@example.org").want(http.StatusConflict)
	p.stands("name", "Now: Zhao Minmin"+byLi, "phone", "Now: left blank"+byLi,
		"mail", "Now: left blank"+byLi)
	p = b.press(target, p.form(), sendButton, "name", "").want(http.StatusUnprocessableEntity)
	if p.faults()["name"] != "Fill this in." {
		t.Errorf("faults %v", p.faults())
	}
	b.follow(b.press(target, p.form(), sendButton, "name", "Zhao")).says("zhao@example.org")
	b.get("/journal/22/undo").want(http.StatusOK)
	b.fill("/journal/22/undo", sendButton).want(http.StatusConflict)
}

func TestAPersonIsErased(t *testing.T) {
	w := newWorld(t)
	b, erased := w.as(li), w.as(wang)
	erased.get("/agreements").want(http.StatusOK)
	target := "/people/" + wang + "/erase"
	p := b.get(target).says("This cannot be undone.", "Wang Fang", "wang@example.org", "What goes",
		"What stays", "Backups")
	p = b.press(target, p.form(), sendButton).want(http.StatusUnprocessableEntity)
	p = b.press(target, p.form(), previewButton, "reason", "Asked for it").want(http.StatusOK)
	p.says("Person Wang Fang Name Wang Fang → erased Mail wang@example.org →",
		"Post Wang Fang, signatory, Ramie co-op Last day 25 November 2026")
	erased.get("/agreements").want(http.StatusOK) // looking has erased nothing
	done := b.follow(b.press(target, p.form(), sendButton)).want(http.StatusOK)
	done.says("What was said of the person was erased.", "Person 6", "Cannot sign in").
		hides("Wang", "wang@", "/people/6/erase", "/people/6/invitation", "/posts/new")
	erased.get("/agreements").want(http.StatusUnauthorized)
	for _, page := range []string{
		"/people", "/journal", "/journal/5", "/journal/9", "/journal/22", "/parties/coop",
		"/agreements/" + ramie, "/journal.csv",
	} {
		b.get(page).want(http.StatusOK).hides("Wang", "wang@example.org")
	}
	b.get("/journal/22").says("erased", "What has been erased cannot be brought back.")
	b.get(target).want(http.StatusOK)
	b.fill(target, sendButton, "reason", "Again").want(http.StatusConflict).
		says("has been erased")
	b.post("/people/"+wang+"/invitation", nil).want(http.StatusForbidden)
	var no *hinterland.Refusal
	_, err := w.site.Invite(context.Background(), hinterland.MakeID[hinterland.Person](6, 0))
	if !errors.As(err, &no) || no.Reason != "person.erased" {
		t.Errorf("invited: %v", err)
	}
	if strings.Contains(w.log.String(), "ERROR") {
		t.Error(w.log.String())
	}
}

func TestWhatAPersonIsErasedForIsSaidInBothLanguages(t *testing.T) {
	w := newWorld(t)
	w.as(li).in("zh").get("/people/"+sun+"/erase").says("此操作不能撤销", "备份", "保留的内容")
	w.as(zhao).get("/people/" + wang + "/erase").want(http.StatusNotFound)
	w.as(wang).get("/people/" + li + "/erase").want(http.StatusForbidden)
}

// TestWhoSignedByALinkIsErased erases a name that nobody signs in with.
func TestWhoSignedByALinkIsErased(t *testing.T) {
	w := newWorld(t)
	farm, b := w.browser(), w.as(li)
	target := "/agreements/" + seedling + "/signers/erase?version=1&party=farm"
	b.get("/agreements/" + seedling).hides("Erase the signer")
	b.fill(target, sendButton, "reason", "x").want(http.StatusConflict).
		says("Nobody’s name stands under this assent")
	farm.follow(farm.signs(shownLink, "Chen Jie"))
	b.get("/agreements/"+seedling).says("as Chen Jie", "Erase the signer’s name")
	w.as(zhao).get(target).want(http.StatusNotFound)
	b.in("zh").get(target).says("清除签认人姓名", "Chen Jie", "此操作不能撤销")
	p := b.in("en").get(target).says("This cannot be undone.", "Chen Jie", "Hill farm")
	p = b.press(target, p.form(), sendButton).want(http.StatusUnprocessableEntity)
	if p.faults()["reason"] != "Fill this in." {
		t.Errorf("faults %v", p.faults())
	}
	b.follow(b.press(target, p.form(), sendButton, "reason", "Asked for it")).
		says("The name of who signed was erased.")
	for _, page := range []string{
		"/agreements/" + seedling, "/agreements/" + seedling + "/versions/1", "/journal",
	} {
		b.get(page).want(http.StatusOK).hides("Chen Jie", "Erase the signer")
	}
	b.fill(target, sendButton, "reason", "Again").want(http.StatusConflict)
}
