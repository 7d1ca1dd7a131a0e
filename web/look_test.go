package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// folds reports whether what is folded on a page stands open, by what it is
// folded under.
func (p *page) folds() map[string]bool {
	found := map[string]bool{}
	for _, m := range regexp.MustCompile(`<details class="fold"( open)?><summary>(.*?)</summary>`).
		FindAllStringSubmatch(p.body, -1) {
		found[m[2]] = m[1] != ""
	}
	return found
}

func TestWhatFewDeliveriesNeedIsFolded(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	page, fold := "/agreements/"+ramie+"/deliveries/new?item=1",
		"For certain due days, or beyond the ceiling"
	for _, step := range []struct {
		quantity string
		open     bool
	}{
		{"", false}, // it is not filled in, but that is mended elsewhere
		{"99.5", false},
		{"99.501", true}, // beyond the ceiling, which can be allowed there
	} {
		p := b.fill(page, previewButton, "quantity", step.quantity)
		if open, there := p.folds()[fold]; !there || open != step.open {
			t.Errorf("%s: folds %v", step.quantity, p.folds())
		}
	}
	p := b.fill(page, previewButton, "quantity", "1", "split.2026-12-15", "1")
	if !p.folds()[fold] {
		t.Errorf("what is typed is folded away: %v", p.folds())
	}
}

func TestOneButtonOfAnAgreementIsTheMainOne(t *testing.T) {
	w := newWorld(t)
	mains := func(person string) (texts []string) {
		t.Helper()
		p := w.as(person).get("/agreements/" + ramie)
		for _, m := range regexp.MustCompile(`<a class="main button"[^>]*>(.*?)</a>`).
			FindAllStringSubmatch(p.body, -1) {
			texts = append(texts, m[1])
		}
		return texts
	}
	want := func(person, text string) {
		t.Helper()
		if got := mains(person); len(got) != 1 || got[0] != text {
			t.Errorf("person %s: %v, want %s", person, got, text)
		}
	}
	want(li, "Give your assent")
	want(wang, "Give your assent")
	for _, person := range []string{li, wang} {
		b := w.as(person)
		b.fill("/agreements/"+ramie+"/assents/new", sendButton).want(http.StatusSeeOther)
	}
	want(li, "Record the receipt")
	want(wang, "Record what came")
	w.as(wang).fill("/payments/"+payment+"/receipts/new", sendButton, "came", "20000").
		want(http.StatusSeeOther)
	want(wang, "Record a delivery")
	p := w.as(wang).get("/agreements/" + ramie)
	_, more, _ := strings.Cut(p.body, `<details class="more">`)
	if more, _, _ = strings.Cut(more, "</details>"); !strings.Contains(more, "/end") ||
		!strings.Contains(more, "/suspend") || strings.Contains(more, "/deliveries/new") {
		t.Errorf("folded away is %s", more)
	}
}

func TestReasonsOfAnEventStandInOneRow(t *testing.T) {
	w := newWorld(t)
	p := w.as(li).get("/events/" + rejecting + "/reversals/new")
	if got := strings.Count(p.body, "<dt>Note</dt>"); got != 1 {
		t.Errorf("%d rows are called notes", got)
	}
	p.says("for number 16 1 t short 1 t rejected Wet")
	zh := w.as(li).in("zh-CN")
	zh.get("/agreements/" + ramie).says("数量（t）").hides("数量 (t)")
}

// navigation is where every page leads to, as one text.
func (p *page) navigation() string {
	_, nav, _ := strings.Cut(p.body, `<nav class="places"`)
	nav, _, _ = strings.Cut(nav, "</nav>")
	var paths []string
	for _, m := range regexp.MustCompile(`href="(.*?)"`).FindAllStringSubmatch(nav, -1) {
		paths = append(paths, m[1])
	}
	return strings.Join(paths, " ")
}

func TestNavigationBeginsWithAgreementsAndGrowsWithTheOffice(t *testing.T) {
	all, w := newSettledWorld(t), emptyWorld(t)
	b := w.as(li)
	const first = "/ /agreements /account /runs /parties /people /goods /import /journal"
	p := b.get("/").leads("/funds", "/cases", "/horizons", "/scopes", "/places")
	if got := p.navigation(); got != first {
		t.Errorf("on the first day: %s", got)
	}
	w.do(li, "office", "register-place", `{"code":"north","name":{"en":"North town"}}`)
	want := strings.NewReplacer("/runs", "/runs /zones", "/people", "/people /places").
		Replace(first)
	if got := b.get("/goods").navigation(); got != want {
		t.Errorf("with a place: %s", got)
	}
	_, bare, _ := strings.Cut(b.get("/").body, `class="more bare"`)
	if strings.Contains(bare, `"/places"`) || !strings.Contains(bare, `"/scopes"`) {
		t.Errorf("there are places: %s", bare)
	}
	const whole = "/ /agreements /account /cases /funds /horizons /plans /recipes /runs /scopes " +
		"/zones /parties /people /places /goods /import /journal"
	for person, want := range map[string]string{
		li:   whole, // of which cases and runs are nothing of the mill's
		zhao: strings.NewReplacer("/cases ", "", "/runs ", "").Replace(whole),
	} {
		if got := all.as(person).get("/").navigation(); got != want {
			t.Errorf("person %s: %s", person, got)
		}
	}
	if strings.Contains(all.as(li).get("/").body, `class="more bare"`) {
		t.Error("there is some of everything")
	}
}

func TestTheFirstPageTellsWhatWasDoneLatelyAsFarAsItIsSeen(t *testing.T) {
	w := newSettledWorld(t)
	w.do(li, "office", "register-place", `{"code":"lately","name":{"en":"Lately town"}}`)
	rows := func(p *page) int {
		_, after, _ := strings.Cut(p.body, "Done lately")
		return strings.Count(after, "See what changed")
	}
	p := w.as(li).get("/").says("Done lately", "Lately town")
	if got := rows(p); got != entriesAtHome {
		t.Errorf("%d entries are told, want %d", got, entriesAtHome)
	}
	w.as(wang).get("/").hides("Lately town")
	w.as(li).in("zh").get("/").says("近期办理", "查看变动")
	if p := emptyWorld(t).as(li).get("/"); strings.Contains(p.body, "Done lately") {
		t.Error("where the office has just begun there are steps")
	}
	for _, e := range regexp.MustCompile(`href="/journal/(\d+)"`).FindAllString(p.body, -1) {
		w.as(li).get(strings.Trim(strings.TrimPrefix(e, "href="), `"`)).want(http.StatusOK)
	}
}
