package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

// TestALineIsFixedAndLetGo goes from a line of a plan to its fixing, changes it, is
// told of what cannot be, and lets it go.
func TestALineIsFixedAndLetGo(t *testing.T) {
	w := newSettledWorld(t)
	b, list := w.as(li), "/horizons/y2027/fixings"
	fix := list + "/new?from=coop&good=ramie&period=1&quantity=10&to=office"
	leads := func(p *page, to string) {
		p.leads(strings.ReplaceAll(to, "&", "&amp;"))
	}
	leads(b.get(aPlanPath), fix)
	b.get("/horizons/y2027").leads(list)
	b.get(list).says("Nothing is fixed").leads(list+"/new", "/runs?horizon=y2027")
	typed := b.get(fix).want(http.StatusOK).says("The year 2027", "Exactly this much").form()
	for name, want := range map[string]string{
		"good": "ramie", "from": "coop", "to": "office", "period": "1", "quantity": "10",
	} {
		if got := typed.Get(name); got != want {
			t.Errorf("%s is filled in as %q", name, got)
		}
	}
	for field, value := range map[string]string{"quantity": "12.6", "period": "13", "reason": ""} {
		p := b.fill(fix, sendButton, "reason", "A handshake", field, value)
		if p.faults()[field] == "" && p.faults()["quantity"] == "" {
			t.Errorf("nothing is said beside %s %q: %v", field, value, p.faults())
		}
	}
	end := list + "/end?from=coop&good=ramie&period=1&to=office"
	listed := b.follow(b.fill(fix, sendButton, "reason", "A handshake", "quantity", "4.5")).
		says("The line was fixed", "Ramie co-op", "County office", "2027-01", "4.5", "A handshake")
	leads(listed, strings.Replace(fix, "quantity=10", "quantity=4.5", 1))
	leads(listed, end)
	b.get("/runs?horizon=y2027").want(http.StatusOK)
	if got := b.get(fix).form().Get("reason"); got != "A handshake" {
		t.Errorf("the reason is filled in as %q", got)
	}
	b.follow(b.fill(fix, sendButton, "quantity", "0")).says("A handshake")
	b.fill(list+"/new", sendButton, "good", "ramie", "from", "coop", "to", "office", "period", "1",
		"quantity", "1", "reason", "Unseen").want(http.StatusConflict)
	b.get(end).says("Ramie co-op", "County office", "2027-01")
	b.follow(b.fill(end, sendButton)).says("free again", "Nothing is fixed")
	b.get("/journal").says("fix a line", "let a line go free")
	b.follow(b.fill(fix, sendButton, "reason", "Anew")).says("Anew")
	w.as(wang).get(list).want(http.StatusForbidden)
	w.as(wang).get(aPlanPath).hides("/fixings/")
	b.in("zh-CN").get(list).says("指定量", "取消指定", "重新测算")
}

// TestWhyALineCannotBeFixedIsSaidInBothLanguages types more than is offered, more than
// is needed, and past a scope, and finds what was typed again.
func TestWhyALineCannotBeFixedIsSaidInBothLanguages(t *testing.T) {
	w := newSettledWorld(t)
	fix := "/horizons/y2027/fixings/new?from=coop&good=ramie&to=office&period="
	for _, c := range []struct{ period, quantity, english, chinese string }{
		{"1", "12.501", "offers 12.5 t in all", "可供 12.5"},
		{"4", "0.001", "needs 0 t in all", "需要 0"},
	} {
		for tongue, says := range map[string]string{"en": c.english, "zh-CN": c.chinese} {
			b := w.as(li).in(tongue)
			p := b.fill(fix+c.period, sendButton, "quantity", c.quantity, "reason", "Why")
			if got := p.faults()["quantity"]; !strings.Contains(got, says) {
				t.Errorf("period %s, %s in %s: %q", c.period, c.quantity, tongue, got)
			}
			if typed := p.form(); typed.Get("quantity") != c.quantity ||
				typed.Get("reason") != "Why" {
				t.Errorf("what was typed is gone: %v", typed)
			}
		}
	}
	if listed := w.as(li).get("/horizons/y2027/fixings"); strings.Contains(listed.body, "Why") {
		t.Error("something is fixed that was refused")
	}
}

// TestALineIsFixedOnceWhoeverIsFaster opens the form twice before either is sent.
func TestALineIsFixedOnceWhoeverIsFaster(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	path := "/horizons/y2027/fixings/new?from=coop&good=ramie&to=office&period=1&quantity=3"
	first, second := b.get(path).form(), b.get(path).form()
	first.Set("reason", "First")
	second.Set("reason", "Second")
	b.press(path, first, sendButton).want(http.StatusSeeOther)
	b.press(path, second, sendButton).want(http.StatusConflict)
	b.get("/horizons/y2027/fixings").says("First").hides("Second")
	end := "/horizons/y2027/fixings/end?from=coop&good=ramie&to=office&period=1"
	gone := b.get(end).form()
	b.follow(b.fill(end, sendButton)).says("free again")
	b.press(end, gone, sendButton).says("Nothing is fixed of")
	b.get("/journal").says("fix a line", "let a line go free")
}

// locate lets everybody be somewhere who offers or needs ramie.
func (w *world) locate() {
	w.t.Helper()
	w.as(li).fill("/places/north/details", sendButton, "lon", "113.7", "lat", "28.2").
		want(http.StatusSeeOther)
	w.as(li).fill("/parties/office/place", sendButton, "place", "liuyang").
		want(http.StatusSeeOther)
}

// TestWhatFixingALineCostsIsShownBeforeItIsDone previews a line that is fixed, fixed
// anew and let go, in both languages.
func TestWhatFixingALineCostsIsShownBeforeItIsDone(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	w.locate()
	fix := "/horizons/y2027/fixings/new?from=coop&good=ramie&period=1&quantity=4&to=office"
	before := w.entries()
	b.get(fix).says("See what it costs").hides("Fix it")
	p := b.fill(fix, previewButton, "reason", "A bridge").want(http.StatusOK).
		says("What this changes", "Cost 5 CNY → 4 CNY", "Difference −1 CNY",
			"5 → 4 t (41.6% → 33.3%)", "County office", "gets less fixed line",
			"5 4 t Less short now", "Fix it").hides("See what it costs")
	if w.entries() != before {
		t.Error("what was only looked at is done")
	}
	w.as(li).in("zh-CN").fill(fix, previewButton, "reason", "Why").
		says("费用 5 CNY → 4 CNY", "减少", "登记指定量")
	b.follow(b.press("/horizons/y2027/fixings/new", p.form(), sendButton)).says("A bridge")
	end := "/horizons/y2027/fixings/end?from=coop&good=ramie&period=1&to=office"
	p = b.fill(end, previewButton).says("Difference &#43;1 CNY", "gets more")
	b.follow(b.press(strings.Split(end, "?")[0], p.form(), sendButton)).says("Nothing is fixed")
	b.fill(strings.Replace(fix, "quantity=4", "quantity=5", 1), previewButton, "reason", "Same").
		says("Nothing: a plan comes to the same")
	b.get(aPlanPath + "/moves").leads("/horizons/y2027/fixings/new?from=coop&amp;good=ramie&amp;" +
		"period=1&amp;quantity=10&amp;to=office")
}

// TestWhatCannotBeWeighedIsSaidAndTheLineCanBeFixedAllTheSame lets a good take too
// long, and a party be nowhere.
func TestWhatCannotBeWeighedIsSaidAndTheLineCanBeFixedAllTheSame(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	fix := "/horizons/y2027/fixings/new?from=coop&good=ramie&period=1&quantity=4&to=office"
	b.fill(fix, previewButton, "reason", "Why").says("not known", "has no place")
	w.locate()
	w.site.Plans = neverDone{}
	p := b.fill(fix, previewButton, "reason", "Why").
		says("What this costs is not known", "compare the two plans", "Fix it")
	b.follow(b.press("/horizons/y2027/fixings/new", p.form(), sendButton)).
		says("The line was fixed")
}

// neverDone gives up on every good, as if its time were over.
type neverDone struct{ Plans }

func (neverDone) Replan(
	context.Context, hinterland.Policy, hinterland.GoodCode, ...*hinterland.Region,
) ([]*hinterland.Plan, error) {
	return nil, hinterland.Refuse(hinterland.Conflict, "fixing.slow", nil)
}
