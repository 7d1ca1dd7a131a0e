package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// settled opens an office with a case, and says where that is.
func settled(t *testing.T) (w *world, path string) {
	t.Helper()
	return newSettledWorld(t), "/cases/" + wet
}

func TestACaseIsTalkedOverAndClosedOnPages(t *testing.T) {
	w, path := settled(t)
	b := w.as(wang)
	b.get("/").want(http.StatusOK).leads(path).says("waits for your word")
	b.get("/agreements/" + ramie).want(http.StatusOK).leads(path)
	b.get(path).want(http.StatusOK).
		says("It comes wet.", "A tonne is sent again.", "Has not agreed", "County office")
	p := b.follow(b.fill(path+"/say?as=comment", sendButton, "text", "It had rained."))
	p.says("The remark was recorded.", "It had rained.", "Wang Fang")
	p = b.follow(b.fill(path+"/owner", sendButton, "owner", "coop", "person", wang,
		"deadline", "2026-12-20"))
	p.says("Ramie co-op, Wang Fang", "20 December 2026")
	b.get("/").leads(path).says("waits for your word") // whose case it is by now, too
	p = b.follow(b.fill(path+"/say?as=agree&party=coop", sendButton))
	p.says("Closed by agreement", "All whom it concerns")
	p.hides("as=propose", "Has not agreed")
	b.get("/cases").want(http.StatusOK).says("There is no such case.")
	b.get("/cases?state=closed").want(http.StatusOK).leads(path)
	b.in("zh-CN").get(path).want(http.StatusOK).says("协商结案", "办理经过")
}

func TestCasesAreRaisedAndWithdrawnOnPages(t *testing.T) {
	w := newWorld(t)
	b := w.as(zhao)
	b.get("/agreements").hides(`href="/cases"`) // there is none yet
	w.do(li, "office", "give-post",
		`{"person":"7","party":"mill","duty":"liaison","from":"2026-01-01"}`)
	p := b.follow(b.fill("/cases/new", sendButton, "with.1", "coop", "good", "ramie",
		"text", "They sell elsewhere.", "deadline", "2026-12-01"))
	p.says("Conflict", "They sell elsewhere.", "Paper mill", "Ramie co-op").leads("/cases")
	b.get("/cases").says("Ramie: They sell elsewhere.")
	path := strings.Split(p.elementWith("a", "as=comment"), "/say")[0]
	w.as(li).get(path).want(http.StatusOK).says("They sell elsewhere.") // who keeps the region
	w.as(wang).get(path).want(http.StatusOK).hides("as=withdraw")
	p = b.follow(b.fill(path+"/say?as=withdraw", sendButton, "reason", "Another good"))
	p.says("Withdrawn", "Another good")
}

// elementWith is where the first link leads that has a text in it.
func (p *page) elementWith(name, part string) string {
	p.t.Helper()
	for _, e := range p.all(name) {
		if strings.Contains(e.attr["href"], part) {
			return e.attr["href"]
		}
	}
	p.t.Fatalf("no link has %s", part)
	return ""
}

func TestTheKeeperLetsTheOfficeLookForCases(t *testing.T) {
	w := newWorld(t)
	w.agreeOnRamie()
	late := func() *page { return w.as(li).get("/cases?kind=overdue&whose=mine") }
	late().says("There is no such case.")
	w.as(wang).get("/cases").hides("/cases/look")
	w.as(wang).post("/cases/look", nil).want(http.StatusForbidden)
	p := w.as(li).follow(w.as(li).post("/cases/look", nil))
	p.says("Cases opened: 3; ended by themselves: 0.", "Overdue", "Difference")
	late().says("There is no such case.") // it is the co-operative's to see to
	w.as(wang).get("/cases?kind=overdue&whose=mine").says("Ramie, due on 31 October 2026")
	w.clock.at = w.clock.at.AddDate(0, 0, hinterland.CaseDays+1)
	w.as(wang).get("/cases?state=late").says("Deadline passed")
	p = w.as(li).get("/journal").want(http.StatusOK).says("the office, by itself")
	p.hides("whoever opened the office look")
	table := w.as(wang).get("/cases.csv?state=late&kind=overdue").table()
	if len(table) != 2 || !strings.Contains(table[1], "Overdue|Ramie, due on 31 October 2026|") {
		t.Errorf("the table is %q", table)
	}
}

func TestAPartyWithoutAccountIsWrittenDownToAgree(t *testing.T) {
	w := newWorld(t)
	e := w.do(li, "office", "raise-case", `{"party":"office","agreement":"`+seedling+
		`","text":"The trays are broken.","deadline":"2026-12-09"}`)
	path := casePath(hinterland.MakeID[hinterland.Case](e.Act, 0))
	b := w.as(li)
	b.follow(b.fill(path+"/say?as=propose", sendButton, "text", "They are mended.")).
		says("Write down that the party agrees")
	agree := path + "/say?as=agree&party=farm"
	b.fill(agree, sendButton).want(http.StatusUnprocessableEntity).says("A document is named")
	b.follow(b.fill(agree, sendButton, "document", "letter of 24 November")).
		says("Wrote down that Hill farm agrees", "letter of 24 November", "Closed by agreement")
}

// TestTheJournalTellsCasesInWords goes to the entries of a case, in both
// languages.
func TestTheJournalTellsCasesInWords(t *testing.T) {
	w, path := settled(t)
	w.agreeOnRamie()
	said := w.do(wang, "coop", "comment-case", `{"case":"`+wet+`","text":"It had rained."}`)
	owner := w.do(wang, "coop", "assign-case", `{"case":"`+wet+`","owner":"coop",`+
		`"person":"6","deadline":"2026-12-20","base":39}`) // the proposal
	w.as(li).follow(w.as(li).post("/cases/look", nil))
	look := owner.Number + 1
	for number, words := range map[int64][2][]string{
		said.Number: {
			{"Remark Remark new", "Text It had rained.", "Said by Ramie co-op"},
			{"办理记录 办理记录 新增"},
		},
		owner.Number: {
			{
				"Case " + wet + " · Conflict · Ramie", "County office → Ramie co-op",
				"Person who sees to it Wang Fang", "9 December 2026 → 20 December 2026",
			},
			{"承办人 Wang Fang", "2026年12月9日 → 2026年12月20日"},
		},
		look: {
			{"By the office, by itself", "Overdue", "Case concerns Ramie co-op"},
			{"办公室自动办理", "涉及单位 苎麻合作社"},
		},
	} {
		target := entryPath(number)
		w.as(wang).get(target).want(http.StatusOK).says(words[0]...)
		w.as(wang).in("zh-CN").get(target).want(http.StatusOK).says(words[1]...)
	}
	w.as(wang).get(path).want(http.StatusOK).says("Ramie co-op, by 20 December 2026")
}

// TestWordsOnACaseRefuseWhatTheyDoNotTake sends each form of a word on a case
// with what it does not take.
func TestWordsOnACaseRefuseWhatTheyDoNotTake(t *testing.T) {
	w, path := settled(t)
	for _, tt := range []struct {
		who, as, field, value, says string
	}{
		{li, "propose", "text", "", "Fill this in."},
		{li, "propose", "text", control, "cannot be seen"},
		{li, "withdraw", "reason", "", "Fill this in."},
		{li, "withdraw", "reason", strings.Repeat("长", 201), "longer than 200"},
		{wang, "comment", "text", strings.Repeat("长", 10_001), "longer than 10000"},
	} {
		p := w.as(tt.who).fill(path+"/say?as="+tt.as, sendButton, tt.field, tt.value)
		p.want(http.StatusUnprocessableEntity)
		if got := p.faults()[tt.field]; !strings.Contains(got, tt.says) {
			t.Errorf("%s %s=%.20q: beside it stands %q", tt.as, tt.field, tt.value, got)
		}
	}
	// Another proposal has taken the place of the one that the form was about.
	b := w.as(wang)
	form := b.get(path + "/say?as=agree&party=coop").want(http.StatusOK).form()
	w.do(li, "office", "propose-closing", `{"case":"`+wet+`","text":"Two tonnes."}`)
	p := b.press(path+"/say", form, sendButton)
	p.want(http.StatusConflict).says("not the proposal that stands now", "Two tonnes.")
	b.follow(b.press(path+"/say", p.form(), sendButton)).says("Closed by agreement")
}

// TestCasesAreListedInPagesAndFiltered raises more cases than a page lists.
func TestCasesAreListedInPagesAndFiltered(t *testing.T) {
	w := newWorld(t)
	for i := range casesAtOnce + 1 {
		party, other := "office", "coop"
		person := li
		if i%10 == 0 {
			party, other, person = "coop", "office", wang
		}
		w.do(person, party, "raise-case", `{"party":"`+party+`","with":["`+other+
			`"],"text":"x","deadline":"2026-11-25"}`)
	}
	rows := func(target string) int {
		p := w.as(wang).get(target).want(http.StatusOK)
		return strings.Count(p.body, "<tr><th scope=\"row\"")
	}
	next := w.as(wang).get("/cases").elementWith("a", "before=")
	for target, want := range map[string]int{
		"/cases": casesAtOnce, next: 1, "/cases?whose=mine": 6,
		"/cases?state=all&kind=conflict": casesAtOnce,
		"/cases?kind=overdue":            0, "/cases?state=closed": 0, "/cases?state=late": 0,
		"/cases?before=nonsense": casesAtOnce,
	} {
		if got := rows(target); got != want {
			t.Errorf("%s lists %d cases, want %d", target, got, want)
		}
	}
	home := w.as(li).get("/").leads("/cases?kind=conflict")
	home.says("Open cases of the region", strconv.Itoa(casesAtOnce+1))
	if strings.Contains(home.body, "state=late") {
		t.Error("a case is past its deadline on the day itself")
	}
	w.clock.at = w.clock.at.Add(24 * time.Hour)
	w.as(li).get("/").leads("/cases?kind=conflict&amp;state=late")
	w.clock.at = w.clock.at.Add(-24 * time.Hour)
	if strings.Contains(w.as(wang).get("/").body, "of the region") {
		t.Error("a party is told of the cases of others")
	}
	w.as(wang).get("/cases?whose=mine").leads("/cases.csv?whose=mine", "/cases.xlsx?whose=mine")
	w.site.rows = 2
	table := w.as(wang).get("/cases.csv?whose=mine").table()
	last := table[len(table)-1]
	if len(table) != 4 || !strings.Contains(last, "whose=mine") ||
		!strings.Contains(last, "before=") {
		t.Errorf("the table is %q", table)
	}
}
