package web

import (
	"strings"
	"testing"

	"hinterland"
)

// changesAt is the part of an entry's page that tells what it changed.
func (b *browser) changesAt(target string) string {
	b.t.Helper()
	_, rest, _ := strings.Cut(b.get(target).body, `<ul class="changes">`)
	told, _, _ := strings.Cut(rest, "</ul>")
	return told
}

// TestAnEntryCallsAHorizonByItsName looks at each kind of entry whose rows are of a
// horizon: what is stated, planned and fixed. What stands there leads to its page.
func TestAnEntryCallsAHorizonByItsName(t *testing.T) {
	w := newSettledWorld(t)
	w.locate()
	for name, entry := range map[string]int64{
		"a need": w.do(li, "office", "state-need", `{"horizon":"y2027","party":"office",`+
			`"good":"ramie","priority":2,"quantities":["5"],"base":0}`).Number,
		"a fixed line": w.do(li, "office", "fix-line", `{"horizon":"y2027","good":"ramie",`+
			`"from":"coop","to":"office","period":1,"quantity":"2","reason":"By hand"}`).Number,
		"a plan": w.do(li, "office", "keep-plan", `{"run":"sample","title":"Another"}`).Number,
	} {
		for tongue, want := range map[string]string{
			"en": `<a href="/horizons/y2027">The year 2027</a>`,
			"zh": `<a href="/horizons/y2027">2027年度</a>`,
		} {
			told := w.as(li).in(tongue).changesAt(entryPath(entry))
			if !strings.Contains(told, want) || strings.Contains(told, "<dd>y2027") {
				t.Errorf("%s is told as %s", name, told)
			}
		}
	}
}

func TestAHorizonThatIsNotKnownKeepsItsCodeAndLeadsNowhere(t *testing.T) {
	known := map[hinterland.HorizonCode]string{"y1": "The year"}
	told := &teller{horizon: known}
	for code, want := range map[string][2]string{
		"y1": {"The year", "/horizons/y1"},
		"y2": {"y2", ""},
		"":   {"", ""},
	} {
		r := row{"horizon": []byte(`"` + code + `"`), "title": []byte(`"x"`)}
		if text, link := told.horizonOf(r), told.leads("horizon", r); text != want[0] ||
			link != want[1] {
			t.Errorf("%q is called %q and leads to %q", code, text, link)
		}
		if link := told.leads("title", r); link != "" {
			t.Errorf("a title leads to %s", link)
		}
	}
}

func TestAnEntryThatNamesNoHorizonAsksForNone(t *testing.T) {
	w := newSettledWorld(t)
	told := w.as(li).changesAt("/journal/2")
	if told == "" || strings.Contains(told, "/horizons/") {
		t.Errorf("it tells %s", told)
	}
}
