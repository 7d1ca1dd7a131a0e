package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// threeTyped is a contract of three, of which the last form has room for all.
func threeTyped() []string {
	return []string{
		"parties.2", "coop", "parties.3", "mill", "title", "Ramie goes round",
		"from", "2026-01-01", "last", "2026-12-31", "items.1.from", "coop", "items.1.to", "mill",
		"items.1.good", "ramie", "items.1.floor", "10", "items.1.ceiling", "20",
		"items.1.price", "800", "items.1.schedule.1.due", "2026-10-31",
		"items.1.schedule.1.quantity", "10", "items.2.from", "mill", "items.2.to", "office",
		"items.2.good", "paper", "items.2.floor", "1", "items.2.ceiling", "2",
		"items.2.schedule.1.due", "2026-12-01", "items.2.schedule.1.quantity", "2",
	}
}

// typeThree fills in a contract of three, and presses a button.
func (b *browser) typeThree(button string) *page {
	b.t.Helper()
	const target = "/agreements/new"
	p := b.fill(target, addItem, "parties.2", "coop").want(http.StatusOK)
	p = b.press(target, p.form(), addParty, "items.2.way", theySupply).want(http.StatusOK)
	form := p.form()
	for name, want := range map[string]string{
		"items.1.from": "office", "items.1.to": "coop", "items.2.from": "coop",
		"items.2.to": "office", "parties.3": "",
	} {
		if got := form.Get(name); got != want {
			b.t.Errorf("with a third party %s is %q, want %q", name, got, want)
		}
	}
	if form.Has("items.1.way") {
		b.t.Error("the form still asks who of two supplies")
	}
	p = b.press(target, form, addDates+"1", "parties.3", "mill").want(http.StatusOK) // offers it
	return b.press(target, p.form(), button, threeTyped()...)
}

func TestThreePartiesAgreeAndSeeWhoOwesWhomWhat(t *testing.T) {
	w := newWorld(t)
	p := w.as(li).typeThree(sendButton)
	path, _, _ := strings.Cut(p.want(http.StatusSeeOther).header.Get("Location"), "?")
	w.as(zhao).follow(w.as(zhao).fill(path+"/deliveries/new", sendButton, "item", "2", "day",
		"2026-11-24", "quantity", "1.5")).says("Paper mill to County office")
	b := w.as(wang)
	b.follow(b.fill(path+"/deliveries/new", sendButton, "item", "1", "quantity", "6")).
		says("Who owes whom what", "Ramie co-op Paper mill Ramie t 10 10 0 6 0 4",
			"Paper mill County office Paper t 2 0 0 1.5 0 0.5")
	waits := w.as(zhao).get("/").says("6 t of Ramie went off", "Your assent is missing")
	for _, e := range waits.all("a") {
		if strings.HasSuffix(e.attr["href"], "/receipts/new") {
			z := w.as(zhao)
			z.follow(z.fill(e.attr["href"], sendButton)).
				says("Ramie co-op Paper mill Ramie t 10 10 0 0 6 4 4,800 CNY")
		}
	}
	w.as(li).get(path).says("County office, Ramie co-op, Paper mill", "Paper mill Not yet")
	holds(t, w.as(li).get(path + "/account.csv").table()[1:], []string{
		"1|Ramie|t|Ramie co-op|Paper mill|Firm|10|20|800|CNY|10|10|0|0|0|6|4",
		"2|Paper|t|Paper mill|County office|Firm|1|2|||2|0|0|0|1.5|0|0.5",
	})
	w.as(li).get("/agreements/" + ramie).hides("Who owes whom")
}

func TestTermsOfThreeAreAmendedFromEachSide(t *testing.T) {
	w := newWorld(t)
	p := w.as(li).typeThree(sendButton)
	path, _, _ := strings.Cut(p.header.Get("Location"), "?")
	for person, others := range map[string][2]string{
		li: {"coop", "mill"}, wang: {"office", "mill"}, zhao: {"office", "coop"},
	} {
		if person == zhao { // a clerk too
			w.as(zhao).get(path + "/versions/new").want(http.StatusOK)
		}
		form := w.as(person).get(path + "/versions/new").form()
		for name, want := range map[string]string{
			"parties.2": others[0], "parties.3": others[1], "items.1.from": "coop",
			"items.1.to": "mill", "items.2.from": "mill", "items.2.to": "office",
		} {
			if got := form.Get(name); got != want {
				t.Errorf("to %s %s is %q, want %q", person, name, got, want)
			}
		}
	}
	b := w.as(wang)
	p = b.fill(path+"/versions/new", sendButton, "parties.3", "")
	p.want(http.StatusUnprocessableEntity)
	if got := p.faults(); got["items.1.to"] == "" || got["items.2.from"] == "" {
		t.Errorf("faults %v", got)
	}
	form := p.form()
	if form.Get("items.1.to") != "" || form.Get("items.1.from") != "coop" {
		t.Errorf("the browser would choose: %v", form)
	}
	b.press(path+"/versions/new", form, sendButton, "items.1.to", "office", "items.2.from",
		"coop").want(http.StatusConflict).says("was of other parties")
}

func TestAPartyThatIsNotNamedAfterAllIsLeftOut(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.fill("/agreements/new", addParty, termsTyped()...).want(http.StatusOK)
	p = b.press("/agreements/new", p.form(), sendButton).want(http.StatusSeeOther)
	path, _, _ := strings.Cut(p.header.Get("Location"), "?")
	b.get(path).says("County office, Paper mill").hides("Who owes whom")
	form := b.get(path + "/versions/new").form()
	if form.Get("items.1.way") != weSupply || form.Has("items.1.from") || form.Has("parties.3") {
		t.Errorf("of two the form is %v", form)
	}
}

func TestPartiesLeftBlankAreNone(t *testing.T) {
	d := &draft{typed: url.Values{
		forField: {"office"}, "parties.2": {""}, "parties.3": {" mill "}, "parties.4": {""},
		"parties.6": {"lost"},
	}}
	if got := d.parties(); d.countParties() != 4 || len(got) != 2 || got[1] != "mill" {
		t.Errorf("%d: %q", d.countParties(), got)
	}
	if got := d.readParties(); len(got) != 2 || len(d.faults) != 0 {
		t.Errorf("%q, %v", got, d.faults)
	}
	d.typed.Set("parties.3", "")
	if got := d.readParties(); len(got) != 2 || len(d.faults) != 1 ||
		d.faults[0].At.Column != "parties.2" {
		t.Errorf("%q, %v", got, d.faults)
	}
	for n := 2; n <= 300; n++ {
		d.typed.Set(partyField(n), "x")
	}
	if got := d.countParties(); got != 200 {
		t.Errorf("room for %d", got)
	}
	for _, stem := range []string{"way", "from"} {
		d := &draft{typed: url.Values{forField: {"a"}, "i.way": {theySupply}}}
		if stem == "from" {
			d.typed.Set("i.from", "x")
		}
		from, to := d.ends("i.", d.parties())
		want := map[string][]string{"way": {"", "a"}, "from": {"x", ""}}[stem]
		if !slices.Equal([]string{string(from), string(to)}, want) {
			t.Errorf("%s: %q to %q", stem, from, to)
		}
	}
}
