package web

import (
	"net/url"
	"strings"
	"testing"

	"hinterland"
)

// TestATaskThatRepeatsBecomesAStandingAgreement has the co-operative supply ramie
// as a task twice, and follows the home page to the filled-in form.
func TestATaskThatRepeatsBecomesAStandingAgreement(t *testing.T) {
	w := newWorld(t)
	task := strings.NewReplacer(`"class":"annual"`, `"class":"task"`, "Ramie, 2026", "Ramie again").
		Replace(ramieTerms)
	w.do(li, "office", "propose-agreement", task)
	b := w.as(li)
	b.get("/").hides("as a task again")
	e := w.do(li, "office", "propose-agreement", task)
	b.get("/").says("The same good goes between the same parties as a task again", "Ramie again")
	form := b.get("/agreements/new?after=" + url.QueryEscape(hinterland.FormatDecimal(e.Act, 0))).
		says("Filled in from agreement").form()
	for name, want := range map[string]string{
		"class": "standing", "kind": "purchase", "items.1.floor": "300", "items.1.ceiling": "450",
		"from": "2027-01-01", "last": "2029-12-31", "items.1.schedule.6.due": "2029-12-15",
	} {
		if form.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, form.Get(name), want)
		}
	}
	b.follow(b.press("/agreements/new", form, sendButton)).says("Proposed", "Standing")
	b.get("/").hides("as a task again")
}

// TestADraftIsKeptChangedAndProposedOnPages follows one through its forms.
func TestADraftIsKeptChangedAndProposedOnPages(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	form := b.get("/agreements/new?after=" + ramie).form()
	p := b.press("/agreements/new", form, sendButton, "stage", stageDraft, "title", "Later")
	path, _, _ := strings.Cut(p.header.Get("Location"), "?")
	b.get(path).says("Later Draft", "Only your party sees this draft", "Propose it",
		"Drop the draft")
	w.as(wang).get(path).want(404)
	w.as(wang).get("/agreements").hides("Later")
	b.get("/").hides("Later")
	b.follow(b.fill(path+"/versions/new", sendButton, "title", "Later still"))
	b.follow(b.fill(path+"/propose", sendButton)).says("Later still Proposed")
	w.as(wang).get(path).says("Later still")
}

// TestNothingIsLateThatIsNotInForce looks at an October of which a part was
// sent, and at an agreement under which nothing can be delivered.
func TestNothingIsLateThatIsNotInForce(t *testing.T) {
	w := newWorld(t)
	b, c := w.as(li), w.as(wang)
	path := "/agreements/" + ramie
	b.get(path).hides("days late", `class="n bad"`).
		says("Nothing is in force yet", "Deliveries can be recorded", "50.5 38 Not in force")
	b.in("zh").get(path).says("协议未生效").hides("逾期 25")
	b.follow(b.fill(path+"/assents/new", sendButton))
	c.follow(c.fill(path+"/assents/new", sendButton)).says("25 days late").hides("Not in force")

	b = w.as(li)
	p := b.press("/agreements/new", b.get("/agreements/new").form(), "lang:en", "kind", "liaison")
	typed := append(aTask(), "title", "Talks", "parties.2", "coop", "from", "2027-01-01",
		"last", "2027-12-31")
	b.follow(b.press("/agreements/new", p.form(), sendButton, typed...)).
		says("Nothing is in force yet").hides("Deliveries can be recorded")
}

// TestAnAgreementIsSuspendedAndHoldsAgainOnPages puts one in force, suspends it,
// and lets it hold again.
func TestAnAgreementIsSuspendedAndHoldsAgainOnPages(t *testing.T) {
	w := newWorld(t)
	b, c := w.as(li), w.as(wang)
	path := "/agreements/" + ramie
	b.follow(b.fill(path+"/assents/new", sendButton))
	c.follow(c.fill(path+"/assents/new", sendButton)).says("In force", "Suspend the agreement")
	b.get(path).says("Declare it broken") // October is late
	b.follow(b.fill(path+"/suspend", sendButton, "until", "2026-12-20", "reason", "Flood")).
		says("Suspended until 20 December 2026", "by County office", "Flood",
			"Let the agreement hold again", "Put off to 20 December 2026: In 25 days").
		hides("Declare it broken", "Record a delivery")
	c.get(path).hides("Let the agreement hold again")
	b.follow(b.fill(path+"/resume", sendButton)).says("In force")
	b.follow(b.fill(path+"/end", sendButton, "last", "2026-11-25", "reason", "Enough")).
		says("In force", "Ended after", "Not due any more").hides("Put off to", "In 25 days")
	b.in("zh").get(path).says("不再应交")
	b.in("en")
	b.follow(b.fill(path+"/breach", sendButton, "reason", "October is late")).
		says("Broken", "Declared broken on", "October is late").hides("Propose other terms")
	b.in("zh").get(path).says("已违约", "声明违约日期")
}

// TestARenewalProposesATitleThatNamesItsOwnYears follows one that runs out to the form,
// in which its title can be changed, and one that is standing already.
func TestARenewalProposesATitleThatNamesItsOwnYears(t *testing.T) {
	w := newWorld(t)
	b, c := w.as(li), w.as(wang)
	b.follow(b.fill("/agreements/"+ramie+"/assents/new", sendButton))
	c.follow(c.fill("/agreements/"+ramie+"/assents/new", sendButton))
	const renewing = "/agreements/new?after=" + ramie
	b.get("/").says("It runs out on 31 December 2026. Ramie, 2026 Make it a standing agreement").
		leads(renewing)
	form := b.get(renewing).says("Look through title, quantities and dates").form()
	if got := form.Get("title"); got != "Ramie, 2027–2029" {
		t.Errorf("proposed as %q", got)
	}
	p := b.press("/agreements/new", form, sendButton, "title", "Ramie for long")
	path, _, _ := strings.Cut(p.header.Get("Location"), "?")
	b.follow(p).says("Ramie for long Proposed", "Standing")
	b.follow(b.fill(path+"/assents/new", sendButton))
	c.follow(c.fill(path+"/assents/new", sendButton)).says("Propose it for further years").
		hides("Make it a standing agreement")
	b.in("zh-CN").get(path).says("续签协议")
}

// TestAnAgreementThatRanOutIsToldOfForAMonth looks from the last day on.
func TestAnAgreementThatRanOutIsToldOfForAMonth(t *testing.T) {
	w := newWorld(t)
	b, c := w.as(li), w.as(wang)
	b.follow(b.fill("/agreements/"+ramie+"/assents/new", sendButton))
	c.follow(c.fill("/agreements/"+ramie+"/assents/new", sendButton))
	const ended = "It ran out on 31 December 2026, and nothing follows it. Ramie, 2026 " +
		"Make it a standing agreement"
	w.clock.at = w.clock.at.AddDate(0, 0, 36)
	w.as(li).get("/").says("It runs out on 31 December 2026.").hides("It ran out")
	w.clock.at = w.clock.at.AddDate(0, 0, 1)
	w.as(wang).get("/").says(ended)
	w.as(wang).in("zh-CN").get("/").says("协议已于2026年12月31日到期，尚未续签。")
	w.clock.at = w.clock.at.AddDate(0, 0, 29)
	b = w.as(li)
	b.get("/").says(ended)
	w.clock.at = w.clock.at.AddDate(0, 0, 1)
	w.as(li).get("/").hides("It ran out")
	w.clock.at = w.clock.at.AddDate(0, 0, -30)
	b.follow(b.press("/agreements/new", b.get("/agreements/new?after="+ramie).form(), sendButton))
	b.get("/").hides("It ran out")
}
