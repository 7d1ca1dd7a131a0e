package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// longForm types so many fields of items and dates into a form of terms.
func longForm(form url.Values, fields int) url.Values {
	typed := manyItems(form, 0)
	for item := 1; ; item++ {
		stem := itemStem(item)
		typed.Set(stem+"number", fmt.Sprint(item))
		typed.Set(stem+"good", "ramie")
		for line := 1; line <= 200; line++ {
			typed.Set(dueStem(item, line)+"due", "2027-03-01")
			if len(typed) >= fields {
				return typed
			}
			typed.Set(dueStem(item, line)+"quantity", "1")
		}
	}
}

// TestALongFormTakesTimeByItsLength holds the time of a form ten times as long
// to less than forty times that of the other, which is a hundred times what
// would be so if each part asked for all of them.
func TestALongFormTakesTimeByItsLength(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	form := b.get("/agreements/new").form()
	send := func(fields int) time.Duration {
		typed, least := longForm(form, fields), time.Hour
		for range 2 {
			begun := time.Now()
			p := b.press("/agreements/new", typed, sendButton).want(http.StatusUnprocessableEntity)
			least = min(least, time.Since(begun))
			if n := strings.Count(p.body, `value="2027-03-01"`); n < fields/2-50 {
				t.Fatalf("%d dates of %d fields are shown again", n, fields)
			}
		}
		return least
	}
	if short, long := send(maxFields/30), send(maxFields/3); long > 40*short {
		t.Errorf("a form takes %v and one ten times as long %v", short, long)
	}
}

func TestAFormGrowsNoLongerThanItCanBeSent(t *testing.T) {
	for _, button := range []string{addItem, addDates + "1"} {
		d := &draft{typed: longForm(url.Values{}, maxFields-fieldsAtOnce-10)}
		for i := 0; len(d.typed) < maxFields-fieldsAtOnce; i++ {
			d.typed.Set("odd"+strconv.Itoa(i), "")
		}
		if d.editTerms(button); len(d.typed) <= maxFields-fieldsAtOnce || len(d.faults) > 0 {
			t.Errorf("%s: %d fields, %v", button, len(d.typed), d.faults)
		}
		full := len(d.typed)
		if d.editTerms(button); len(d.typed) != full || len(d.faults) != 1 {
			t.Errorf("%s: %d fields, %v", button, len(d.typed), d.faults)
		}
	}
}

// TestAnAgreementTooLongForAFormSaysSo amends one that no form could send.
func TestAnAgreementTooLongForAFormSaysSo(t *testing.T) {
	d := &draft{typed: url.Values{}}
	terms := hinterland.Terms{Items: make([]hinterland.ItemTerms, 30)}
	for i := range terms.Items {
		terms.Items[i].Schedule = make([]hinterland.Scheduled, 140)
	}
	if err := d.fillTerms(&terms); err != nil {
		t.Errorf("%d fields: %v", len(d.typed), err)
	}
	terms.Items = append(terms.Items, terms.Items...)
	if err := d.fillTerms(&terms); refusalsIn(err)[0].Reason != "form.fields" {
		t.Errorf("%d fields: %v", len(d.typed), err)
	}
}

// TestAnItemMoreThanThereMayBeIsRefused types one that no agreement can have: it
// is not left out.
func TestAnItemMoreThanThereMayBeIsRefused(t *testing.T) {
	d := &draft{typed: manyItems(url.Values{}, hinterland.MaxItems+1)}
	if n := len(d.readTerms().Items); n != hinterland.MaxItems+1 {
		t.Errorf("%d items are read", n)
	}
}

// TestLiaisonKeepsWhatWasTypedOfItems turns a contract into a liaison agreement
// after its items have been filled in.
func TestLiaisonKeepsWhatWasTypedOfItems(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	const target = "/agreements/new"
	typed := manyItems(b.get(target).form(), 1)
	typed.Set("kind", "liaison")
	before := w.entries()
	for button, status := range map[string]int{
		"lang:en": http.StatusOK, previewButton: http.StatusUnprocessableEntity,
		sendButton: http.StatusUnprocessableEntity,
	} {
		p := b.press(target, typed, button).want(status)
		if form := p.form(); form.Get("items.1.good") != "ramie" ||
			form.Get("items.1.schedule.2.quantity") == "" {
			t.Errorf("after %s: %v", button, form)
		}
	}
	if w.entries() != before {
		t.Fatal("items were passed over without a word")
	}
	p := b.press(target, typed, sendButton).says("promises no quantities", "Take this item out")
	p = b.press(target, p.form(), dropItem+"1").want(http.StatusOK)
	if _, there := p.form()["items.1.good"]; there {
		t.Error("the item that was taken out is still there")
	}
	b.press(target, p.form(), sendButton, aTask()...).want(http.StatusSeeOther)
}

// aTask is typed into the first task of a form.
func aTask() []string {
	return []string{
		"tasks.1.party", "2", "tasks.1.what", "Tell what is ready", "tasks.1.when",
		"Every ten days", "tasks.1.speak", "1",
	}
}

// TestLiaisonNeedsNoItems leaves the blank item of a new form as it is.
func TestLiaisonNeedsNoItems(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	const target = "/agreements/new"
	p := b.press(target, b.get(target).form(), "lang:en", "kind", "liaison").want(http.StatusOK)
	form := p.form()
	if _, there := p.form()["items.1.good"]; there {
		t.Error("a liaison agreement is asked for items")
	}
	p = b.press(target, p.form(), "lang:en", "kind", "purchase")
	if _, there := p.form()["items.1.good"]; !there {
		t.Error("a contract is asked for no items")
	}
	typed := append(aTask(), "title", "Talks", "parties.2", "coop", "from", "2027-01-01",
		"last", "2027-12-31")
	b.press(target, form, sendButton, typed...).want(http.StatusSeeOther)
}

// TestANewItemGetsANumberThatNoneHasHad takes an item out in one version, and
// adds one in the next.
func TestANewItemGetsANumberThatNoneHasHad(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	target := "/agreements/" + ramie + "/versions/new"
	p := b.fill(target, addItem)
	form := p.form()
	if form.Get("items.2.number") != "2" {
		t.Fatalf("the second item is %v", form)
	}
	b.press(target, form, sendButton, "items.2.good", "paper", "items.2.floor", "1",
		"items.2.ceiling", "1", "items.2.way", weSupply, "items.2.schedule.1.due", "2026-12-01",
		"items.2.schedule.1.quantity", "1").want(http.StatusSeeOther)
	p = b.press(target, b.get(target).form(), dropItem+"2")
	b.press(target, p.form(), sendButton).want(http.StatusSeeOther)
	p = b.press(target, b.get(target).form(), addItem)
	p = b.press(target, p.form(), "lang:en")
	if got := p.form().Get("items.2.number"); got != "3" {
		t.Errorf("a new item gets the number %q of one that was dropped", got)
	}
}
