package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/office"
)

func TestHomeSaysWhatIsToBeDone(t *testing.T) {
	w := newWorld(t)
	w.agreeOnRamie()
	tests := map[string]struct {
		who, tongue string
		says        []string
		hides       []string
	}{
		"who takes": {
			li, "en",
			[]string{
				"County office: what is to be done",
				"Late Due State Quantity Good Agreement 31 October 2026 25 days late 9.5 t Ramie " +
					"Ramie co-op to County office Ramie, 2026 Waiting for you",
				"Your assent is missing. Who speaks with whom Give your assent",
				"12.5 t of Ramie went off on 20 November 2026. Has it come? Ramie, 2026 " +
					"Record the receipt",
				"Due within 30 days", "15 December 2026 In 20 days 60 t",
			},
			[]string{"deliveries/new?item=1"},
		},
		"who supplies": {
			wang, "en",
			[]string{
				"Ramie co-op: what is to be done", "25 days late 9.5 t", "Record a delivery",
				"County office paid 20,000 CNY on 24 November 2026. Has it come? Ramie, 2026 " +
					"Record what came",
			},
			[]string{"went off"},
		},
		"who supplies, in Chinese": {
			wang, "zh",
			[]string{
				"苎麻合作社待办", "已逾期", "2026年10月31日 逾期 25 天 9.5 t 苎麻 苎麻合作社→县办公室",
				"尚缺本单位的签认。", "记录发货", "三十日内应交货", "还有 20 天",
			},
			[]string{"是否收到"},
		},
		"a stranger": {
			zhao, "en",
			[]string{"Paper mill: what is", "Three steps lead there", "Enter the agreement"},
			[]string{"Ramie, 2026", "Nothing is late"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w.under(t).as(tt.who).in(tt.tongue).get("/").says(tt.says...).hides(tt.hides...)
		})
	}
}

// TestPeopleOfOneNameAreToldApart enters a second Sun Li.
func TestPeopleOfOneNameAreToldApart(t *testing.T) {
	w := newWorld(t)
	e := w.do(li, "office", "register-person", `{"name":"Sun Li"}`)
	id := hinterland.MakeID[hinterland.Person](e.Act, 0).String()
	w.as(li).get("/posts/new").says("Sun Li · Number "+sun, "Sun Li · Number "+id).
		hides("Li Ming · Number")
}

func TestHomeForgetsWhatIsFarAway(t *testing.T) {
	w := newWorld(t)
	w.clock.at = time.Date(2026, 11, 15, 4, 0, 0, 0, time.UTC)
	if b := w.as(wang); !strings.Contains(b.get("/").text(), "15 December 2026 In 30 days") {
		t.Error("thirty days ahead is not soon")
	}
	w.clock.at = time.Date(2026, 11, 14, 4, 0, 0, 0, time.UTC)
	w.as(wang).get("/").says("Nothing is due within 30 days.")
}

func TestFirstStepsLeadToTheFirstAgreement(t *testing.T) {
	w := emptyWorld(t)
	b := w.as(li)
	p := b.get("/").says("An office begins with one agreement", "Enter the other party",
		"Enter the good that is promised", "Enter the agreement")
	if strings.Contains(p.text(), "Done") {
		t.Error("nothing has been done yet")
	}
	b.follow(b.fill("/parties/new", sendButton, "name.en", "Co-op", "code", "coop"))
	b.get("/").says("Enter the other party Done")
	b.follow(b.fill("/goods/new", sendButton,
		"name.en", "Ramie", "code", "ramie", "unit", "t", "decimals", "1"))
	b.get("/").says("Enter the good that is promised Done")
	b.get("/goods").says("Ramie ramie t 0.1")
	p = b.fill("/agreements/new", sendButton, "kind", "liaison", "parties.2", "coop",
		"title", "Who speaks", "from", "2026-01-01", "last", "2026-12-31").
		says("A liaison agreement has 1 to 200 tasks")
	p = b.press("/agreements/new", p.form(), sendButton, aTask()...)
	b.follow(p).says("Liaison", "Who speaks", "Not yet").hides("/deliveries/new", `id="account"`)
	b.get("/").says("Your assent is missing.").hides("An office begins")
}

func TestAgreementShowsBothSidesTheSame(t *testing.T) {
	w := newWorld(t)
	for _, who := range []string{li, wang} {
		w.as(who).get("/agreements/"+ramie).says(
			"Ramie, 2026 Proposed", "Purchase and sale", "County office, Ramie co-op",
			"1 January 2026 to 31 December 2026", "Version 1",
			"Weighed at the office. Wet goes back.",
			"Ramie t · Ramie co-op to County office 120 60 0 12.5 38 69.5",
			"What was received is worth, at the agreed prices: 31,160 CNY",
			"100 t guaranteed, up to 150 t · Firm · 820 CNY per t",
			"31 October 2026 60 50.5 38 Not in force", "15 December 2026 60 0 0 In 20 days",
			"18 20 November 2026 Delivery", "17 3 November 2026 Receipt for number 16 1 t short "+
				"1 t rejected Wet", "16 2 November 2026 Delivery")
	}
	p := w.as(li).in("zh").get("/agreements/" + ramie)
	p.says("待签认", "购销合同", "县办公室、苎麻合作社", "保底 100 t，上限 150 t · 确保 · 820 CNY/t",
		"协议未生效", "对应 16", "短少 1 t", "拒收 1 t", "31,160 CNY")
	for _, e := range p.all("svg") {
		if e.attr["role"] == "img" && e.attr["aria-label"] !=
			"约定 120 t，已收 38，在途 12.5，逾期 0" {
			t.Errorf("the picture says %q", e.attr["aria-label"])
		}
	}
}

func TestWordOfWhoHasNoAccountIsShownAsWrittenDown(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "register-party", `{"code":"shed","name":{"en":"Shed"}}`)
	e := w.do(li, "office", "propose-agreement", `{"kind":"purchase",`+
		`"class":"annual","title":"Straw",`+
		`"parties":["office","shed"],"from":"2026-01-01","last":"2026-12-31","items":[`+
		`{"number":1,"from":"shed","to":"office","good":"paper","effort":"firm",`+
		`"floor":"0","ceiling":"9",`+
		`"schedule":[{"due":"2026-12-01","quantity":"9"}]}]}`)
	b := w.as(li)
	target := ""
	for _, a := range b.get("/agreements").all("a") {
		if strings.HasPrefix(a.attr["href"], "/agreements/3") {
			target = a.attr["href"]
		}
	}
	b.follow(b.fill(target+"/deliveries/new", sendButton, "quantity", "2")).
		says("Shed, written down by County office", "0 t guaranteed, up to 9 t").
		hides("per t", "is worth")
	if e.Number == 0 {
		t.Error("no entry")
	}
}

func TestJournalTellsEveryKindOfActInWords(t *testing.T) {
	w := newWorld(t)
	w.do(wang, "coop", "reverse-event", `{"event":"18","reason":"Another item"}`)
	w.do(li, "office", "end-post", `{"post":"11","last":"2026-12-31","base":11}`)
	tests := []struct {
		entry  string
		en, zh []string
	}{
		{"1", []string{"Region", "Office", "Li Ming", "keeper"}, []string{"地区", "管理员"}},
		{
			"2",
			[]string{"Party Ramie co-op new", "Name in Chinese 苎麻合作社"},
			[]string{"单位 苎麻合作社 新增", "英文名称 Ramie co-op"},
		},
		{
			"4",
			[]string{"Name in English Office → County office"},
			[]string{"英文名称 Office → County office", "中文名称 县办公室"},
		},
		{"5", []string{"Good Ramie new", "Unit t"}, []string{"苎麻 新增"}},
		{"6", []string{"Person Wang Fang new"}, []string{"人员 Wang Fang 新增"}},
		{
			"9",
			[]string{"Post Wang Fang, signatory, Ramie co-op new", "First day 1 January 2026"},
			[]string{"职务 Wang Fang, 签约人, 苎麻合作社", "起始日期 2026年1月1日"},
		},
		{"12", []string{"Last day 31 December 2025"}, []string{"截止日期 2025年12月31日"}},
		{
			"14", []string{
				"Agreement Ramie, 2026 new", "Party to the agreement County office new",
				"Version 1 new", "Item 1 · Ramie new Supplier Ramie co-op Taker County office " +
					"How firm Firm Floor 100 t Ceiling 150 t Price 820 Currency CNY",
				"Due 31 October 2026 · Ramie new Quantity 60 t",
			}, []string{"供方 苎麻合作社 需方 县办公室 约束力 确保 " +
				"保底量 100 t 上限 150 t 单价 820 货币 CNY"},
		},
		{
			"17", []string{
				"Item 1 · Ramie Under way or received 40 t → 38 t Received 0 t → 38 t",
				"Receipt 17 · Ramie new Day 3 November 2026 Quantity 38 t Short 1 t Rejected 1 t " +
					"Reason Wet Said by County office",
			}, []string{"在途和已收 40 t → 38 t 已收 0 t → 38 t", "拒收 1 t"},
		},
		{
			"22", []string{
				"Reversal 32 · Ramie new", "Delivery 18 · Ramie Taken back by 32",
				"Item 1 · Ramie Under way or received 50.5 t → 38 t",
			}, []string{"冲销 32"},
		},
		{
			"23",
			[]string{"Post Zhao Min, clerk, Paper mill", "Last day 31 December 2026"},
			[]string{"经办人"},
		},
	}
	for _, tt := range tests {
		t.Run("entry "+tt.entry, func(t *testing.T) {
			w := w.under(t)
			who := li
			w.as(who).get("/journal/" + tt.entry).want(http.StatusOK).says(tt.en...)
			w.as(who).in("zh").get("/journal/" + tt.entry).want(http.StatusOK).says(tt.zh...)
		})
	}
}

func TestJournalHasPages(t *testing.T) {
	w := newWorld(t)
	for base := int64(3); base < 3+2*entriesAtOnce; {
		base = w.do(li, "office", "name-party", fmt.Sprintf(
			`{"code":"mill","name":{"en":"Mill %d"},"base":%d}`, base, base)).Number
	}
	b := w.as(li)
	seen := 0
	for target := "/journal"; target != ""; {
		p := b.get(target).want(http.StatusOK)
		target = ""
		for _, e := range p.all("a") {
			if strings.HasPrefix(e.attr["href"], "/journal?before=") {
				target = e.attr["href"]
			}
		}
		rows := strings.Count(p.body, `<th scope="row"><a href="/journal/`)
		seen += rows
		if rows > entriesAtOnce || rows == 0 {
			t.Fatalf("a page of %d entries", rows)
		}
	}
	if want := w.entries(); seen != want {
		t.Errorf("%d entries on all pages, want %d", seen, want)
	}
	for _, odd := range []string{"x", "-1", "0", "99999999999999999999"} {
		b.get("/journal?before=" + odd).want(http.StatusOK).says("give a party another name")
	}
}

func TestPeopleAreSeenWithTheirPosts(t *testing.T) {
	w := newWorld(t)
	w.as(li).get("/people").says("Li Ming keeper, County office clerk, County office",
		"Wang Fang signatory, Ramie co-op clerk, Ramie co-op", "Zhao Min clerk, Paper mill",
		"Sun Li –")
	w.as(wang).get("/people").says("Wang Fang", "Li Ming", "Zhao Min –").hides("Sun Li")
	w.as(zhao).get("/people").says("Zhao Min").hides("Wang Fang", "Li Ming<")
	w.as(li).get("/people/"+zhao).says("0731", "liaison officer Ramie co-op 1 January 2025 to "+
		"31 December 2025", "clerk Paper mill since 1 January 2026", "Cannot sign in yet")
	w.as(wang).get("/people/" + zhao).says("liaison officer Ramie co-op").hides("Paper mill<")
	w.as(wang).get("/people/" + sun).want(http.StatusNotFound)
	w.as(li).get("/parties/coop").says("Ramie co-op", "苎麻合作社", "Ramie, 2026", "Wang Fang clerk")
	w.as(zhao).get("/parties/coop").says("You see no agreement with it.").hides("Wang Fang")
}

func TestAddressesOutsideAreNotThere(t *testing.T) {
	w := newWorld(t)
	for _, target := range []string{
		"/nowhere", "/agreements/14/nowhere", "/static/", "/static/../page.go", "/goods/ramie",
		"/.env", "/agreements//14", "/journal/0", "/journal/99", "/parties/nobody", "/posts/99/end",
	} {
		p := w.as(li).get(target)
		if p.status != http.StatusNotFound && p.status != http.StatusMovedPermanently &&
			p.status != http.StatusTemporaryRedirect {
			t.Errorf("%s answers %d", target, p.status)
		}
	}
	w.as(li).in("zh").get("/nowhere").says("没有此页面。", "返回首页")
	w.browser().get("/nowhere").want(http.StatusNotFound).says("There is no such page.")
}

func TestWhatIsNotSeenIsCalledByItsCode(t *testing.T) {
	en, _ := both()
	w := newWorld(t)
	actor := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	err := w.office.View(t.Context(), actor, func(v *office.View) error {
		a := &ask{say: en}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		if got := n.party("gone") + n.party("gone"); got != "gonegone" || a.failed != nil {
			t.Errorf("a party that is not seen is called %q, %v", got, a.failed)
		}
		if got := n.goodName("gone"); got != "gone" {
			t.Errorf("a good that is not seen is called %q", got)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAVersionKeepsTheNamesThatItWasProposedWith(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "name-party", `{"code":"coop","name":{"en":"Another name"},"base":2}`)
	version := w.as(li).get("/agreements/" + ramie + "/versions/1").want(http.StatusOK)
	version.says("County office, Ramie co-op", "the same in every language")
	w.as(li).get("/agreements/"+ramie).want(http.StatusOK).says(
		"Another name", "Assents to version 1",
		"Nothing is in force yet: the assent of County office, Another name is missing.")
}

func TestTheJournalSaysUnderWhichAgreement(t *testing.T) {
	w := newWorld(t)
	list := w.as(wang).get("/journal").want(http.StatusOK)
	list.says("record a delivery (12.5 t Ramie) · Ramie, 2026",
		"propose an agreement · Who speaks with whom")
	w.as(wang).get("/journal/16").want(http.StatusOK).says("Agreement Ramie, 2026")
	w.as(li).get("/journal/2").want(http.StatusOK).hides("Ramie, 2026")
}
