package web

import (
	"net/http"
	"testing"
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
