package web

import (
	"fmt"
	"strings"
	"testing"
)

// TestAVersionTellsWhatIsDifferentBeforeItIsAssentedTo proposes other terms, and
// looks at the page of the version and at the form of the assent.
func TestAVersionTellsWhatIsDifferentBeforeItIsAssentedTo(t *testing.T) {
	w := newWorld(t)
	w.secondVersion(`"floor":"100"`, `"floor":"110"`, `"2026-12-15"`, `"2026-12-20"`,
		`"last":"2026-12-31"`, `"last":"2027-12-31"`)
	for _, page := range []string{"/versions/2", "/assents/new"} {
		w.as(wang).get("/agreements/"+ramie+page).says("What is different from version 1",
			"Last day 31 December 2026 31 December 2027", "Item 1 Ramie · Floor 100 t 110 t",
			"Item 1 Ramie · due on 15 December 2026 60 t –",
			"Item 1 Ramie · due on 20 December 2026 – 60 t")
	}
	w.as(li).in("zh").get("/agreements/"+ramie+"/versions/2").says("与第 1 版的不同",
		"条目 1 苎麻 · 保底量 100 t 110 t", "2026年12月20日应交数量 – 60 t")
	w.as(li).get("/agreements/" + ramie + "/versions/1").hides("What is different")
}

func TestEveryFieldThatTwoTextsCanDifferInIsWorded(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "describe-good", `{"code":"paper","name":{"en":"Paper","zh":"纸"},`+
		`"unit":"t","decimals":1,"base":13}`)
	w.do(li, "office", "amend-agreement", `{"agreement":"14","base":14,"kind":"support",`+
		`"class":"standing","title":"Paper","parties":["office","coop","mill"],`+
		`"from":"2026-02-01","last":"2029-12-31","text":"More","tasks":[{"party":"mill",`+
		`"what":"Call","when":"Daily","speak":"coop"}],"items":[{"number":2,"from":"mill",`+
		`"to":"coop","good":"paper","effort":"best","floor":"1","ceiling":"2",`+
		`"grades":[{"name":"First","price":"7"}],"currency":"CNY","right":"use",`+
		`"back":"2028-01-01","schedule":[{"due":"2027-12-31","quantity":"1"}]}],`+
		`"remedies":[{"for":"late","text":"A tenth."}]}`)
	p := w.as(wang).get("/agreements/" + ramie + "/versions/2")
	p.says("Kind Purchase and sale Support", "Duration Annual Standing, three to five years",
		"Parties – Paper mill", "Task 1 · What is to be done – Call", "Item 1 · Good Ramie –",
		"Item 2 Paper · How firm – Best effort", "price of grade First – 7",
		"Right to what is given – To use, and to give back", "Given back by – 1 January 2028",
		"If it comes late – A tenth.")
	if strings.Contains(p.text(), "web.") {
		t.Error("a text lacks")
	}
}

// Until all have assented what binds is what they assented to, in its items and
// beside them.
func TestThePageOfAnAgreementTellsWhatBinds(t *testing.T) {
	w := newWorld(t)
	w.agree(14, [2]string{li, "office"}, [2]string{wang, "coop"})
	other := strings.NewReplacer(
		`{"kind"`, fmt.Sprintf(`{"agreement":"14","base":%d,"kind"`, w.entries()),
		`"text":"Weighed at the office.`,
		`"remedies":[{"for":"late","text":"A yuan a day."}],`+
			`"text":"Weighed at the mill.`)
	w.do(li, "office", "amend-agreement", other.Replace(ramieTerms))
	b := w.as(li)
	b.get("/agreements/"+ramie).says("Weighed at the office.", "Version 2").
		hides("at the mill", "A yuan a day")
	b.get("/agreements/"+ramie+"/versions/2").
		says("Weighed at the mill.", "A yuan a day.")
	for _, person := range []string{li, wang} {
		signs := w.as(person)
		signs.follow(signs.fill("/agreements/"+ramie+"/assents/new", sendButton))
	}
	b.get("/agreements/"+ramie).says("Weighed at the mill.", "A yuan a day.")
}
