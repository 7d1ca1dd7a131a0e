package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

func TestMoneyIsPaidAndConfirmed(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	page := "/agreements/" + ramie + "/payments/new"
	b.fill(page, sendButton).want(http.StatusUnprocessableEntity).says("Fill this in.")
	b.fill(page, sendButton, "item", "1", "amount", "5").want(http.StatusForbidden)
	b.fill(page, sendButton, "item", "coop office", "amount", "1,250.505").
		want(http.StatusUnprocessableEntity).says("CNY has 2 decimal places")
	p := b.fill(page, sendButton, "item", "coop office", "amount", "1,250.50")
	b.follow(p).says("The payment was recorded.", "1,250.5 CNY", "the agreement as a whole",
		"Ramie co-op to County office")
	page = "/payments/" + payment + "/receipts/new"
	b.get(page).says("20,000 CNY")
	b.fill(page, sendButton, "came", "19999.99").want(http.StatusUnprocessableEntity).
		says("no reason is given")
	p = b.fill(page, sendButton, "came", "19999.99", "reason", "Bank fee")
	b.follow(p).says("0.01 CNY did not come", "Bank fee")
	b.fill(page, sendButton, "came", "20000").want(http.StatusConflict).says("19999.99")
}

func TestWhatWasRejectedGoesBack(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	page := "/receipts/" + rejecting + "/returns/new"
	if got := b.get(page).form().Get("quantity"); got != "1" {
		t.Errorf("the form begins with %s", got)
	}
	b.fill(page, sendButton, "quantity", "1.001").want(http.StatusUnprocessableEntity).
		says("1 t can still be returned, and no more")
	b.follow(b.fill(page, sendButton)).says("The return was recorded.", "1 t returned")
}

func TestADeliveryIsSplitOnAPage(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	page := "/agreements/" + ramie + "/deliveries/new?item=1"
	p := b.get(page)
	names := []string{}
	for _, e := range p.all("input") {
		if e.attr["class"] == "number" && e.attr["name"] != "quantity" {
			names = append(names, e.attr["name"])
		}
	}
	if len(names) < 2 {
		t.Fatalf("the fields are %v", names)
	}
	last := names[len(names)-1]
	b.fill(page, sendButton, "item", "1", "quantity", "3", last, "2").
		want(http.StatusUnprocessableEntity).says("The parts are not together what was sent.")
	b.fill(page, sendButton, "item", "1", "quantity", "70", last, "70").
		want(http.StatusConflict).says("Less than that is lacking on that day.")
	p = b.fill(page, sendButton, "item", "1", "quantity", "3", last, "3").
		want(http.StatusSeeOther)
	b.follow(p).says("The delivery was recorded.")
}

func TestManyEventsAreListedInParts(t *testing.T) {
	w := newWorld(t)
	last := "" // the number of the latest that was recorded
	for range 3 {
		var acts []string
		for i := range 100 {
			acts = append(acts, fmt.Sprintf(`{"kind":"record-delivery","body":{"agreement":"14",`+
				`"item":1,"day":"2026-11-%02d","quantity":"0.%03d"}}`, 2+i%20, 1+i))
		}
		e := w.do(wang, "coop", "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
		last = hinterland.MakeID[hinterland.Event](e.Act, 0).String()
	}
	b := w.as(li)
	rows := func(p *page) (many int) {
		for _, e := range p.want(http.StatusOK).all("tr") {
			if strings.HasPrefix(e.attr["id"], "event-") {
				many++
			}
		}
		return many
	}
	p := b.get("/agreements/14")
	if got := rows(p); got != eventsAtOnce {
		t.Errorf("the first part has %d events", got)
	}
	p.says("What was before", "Record the receipt").hides("From the latest on")
	next, _, _ := strings.Cut(p.elementWith("a", "?event="), "#")
	p = b.get(next)
	if got := rows(p); got < 100 || got > eventsAtOnce {
		t.Errorf("the second part has %d events", got)
	}
	p.says("From the latest on").hides("What was before")
	p = b.get("/agreements/14?event=" + last)
	if !strings.Contains(p.body, `id="event-`+last+`"`) {
		t.Error("a link to an event does not lead to it")
	}
	b.get("/agreements/14?event=none").want(http.StatusOK).hides("From the latest on")
}
