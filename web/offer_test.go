package web

import (
	"strings"
	"testing"

	"hinterland/lang"
)

// links are the addresses to which a page leads.
func (p *page) links() map[string]bool {
	links := map[string]bool{}
	for _, e := range p.all("a") {
		links[e.attr["href"]] = true
	}
	return links
}

// TestOnlyThoseWhoMayDoSomethingAreOfferedIt looks at pages as people of several
// duties. Whoever may not is told on the page who may.
func TestOnlyThoseWhoMayDoSomethingAreOfferedIt(t *testing.T) {
	w := newWorld(t)
	speaker := w.newLiaison()
	agreement, seeds := "/agreements/"+ramie, "/agreements/"+seedling
	tests := []struct {
		person, page, link string
		offered            bool
		says               string
	}{
		{li, "/parties", "/parties/new", true, ""},
		{zhao, "/parties", "/parties/new", true, ""},
		{speaker, "/parties", "/parties/new", false, "Enter a party: This needs a post"},
		{speaker, "/goods", "/goods/new", false, "held by: Li Ming"},
		{speaker, "/people", "/people/new", false, "Enter a person: This needs a post"},
		{wang, "/people", "/posts/new", true, ""},
		{zhao, "/people", "/posts/new", false, "post in County office: keeper"},
		{speaker, "/agreements", "/agreements/new", true, ""},
		{li, "/parties/coop", "/parties/coop/name", true, ""},
		{wang, "/parties/coop", "/parties/coop/name", true, ""},
		{wang, "/people/" + wang, "/people/" + wang + "/erase", true, ""},
		{speaker, "/people/" + wang, "/people/" + wang + "/erase", false, "Erase what is said"},
		{speaker, "/people/" + wang, "/posts/9/end", false, ""},
		{wang, "/people/" + wang, "/posts/9/end", true, ""},
		{wang, agreement, agreement + "/deliveries/new", true, ""},
		{li, agreement, agreement + "/deliveries/new", false, "Record a delivery: This needs"},
		{speaker, agreement, agreement + "/versions/new", true, ""},
		{speaker, agreement, agreement + "/end", false, "End the agreement: This needs"},
		{wang, agreement, agreement + "/assents/new", true, ""},
		{speaker, agreement, agreement + "/assents/new", false, "Give your assent: This needs"},
		{li, agreement, "/deliveries/" + sent + "/receipts/new", true, ""},
		{wang, agreement, "/deliveries/" + sent + "/receipts/new", false, ""},
		{wang, agreement, "/events/" + sent + "/reversals/new", true, ""},
		{li, agreement, "/events/" + sent + "/reversals/new", false, ""},
		{li, seeds, "/events/17/reversals/new", false, ""},
		{li, seeds, seeds + "/papers/new?party=farm", true, ""},
		{wang, "/", agreement + "/assents/new", true, ""},
		{speaker, "/", agreement + "/assents/new", false, "Your assent is missing."},
		{wang, "/", agreement + "/deliveries/new?item=1", true, ""},
		{speaker, "/", agreement + "/deliveries/new?item=1", false, "Ramie"},
	}
	for _, tt := range tests {
		p := w.as(tt.person).get(tt.page)
		if p.links()[tt.link] != tt.offered {
			t.Errorf("%s at %s: %s is offered: %v", tt.person, tt.page, tt.link, !tt.offered)
		}
		if !strings.Contains(p.text(), tt.says) {
			t.Errorf("%s at %s: no %q in %s", tt.person, tt.page, tt.says, p.text())
		}
	}
}

// TestAPostThatEndsCanEndSooner shortens a post that has a last day.
func TestAPostThatEndsCanEndSooner(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	b.fill("/posts/9/end", sendButton, "last", "2026-12-31")
	b.get("/people/" + wang).says("to 31 December 2026 End the post")
	b.follow(b.fill("/posts/9/end", sendButton, "last", "2026-11-25"))
	if !b.get("/people/" + wang).links()["/posts/9/end"] {
		t.Error("on its last day it cannot have ended yesterday any more")
	}
	b.fill("/posts/9/end", sendButton, "last", "2026-11-24")
	if w.as(li).get("/people/" + wang).links()["/posts/9/end"] {
		t.Error("a post that has ended can be ended")
	}
}

// Where nobody holds a post that would do, that is said, and not who opened the
// office; and who holds one is not told to those whom it is no business of.
func TestAPostThatNobodyHoldsIsHeldByNobody(t *testing.T) {
	w := newWorld(t)
	for known, want := range map[bool]string{
		true: "nobody", false: "people whom only that party knows",
	} {
		a := &ask{Server: w.site, ctx: t.Context(), say: lang.For(lang.English)}
		args := lang.Args{"duties": "clerk", "holders": "", "known": known}
		if err := a.nameHolders(args); err != nil || args["holders"] != want {
			t.Errorf("%v, %v, want %s", args, err, want)
		}
	}
}
