package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hinterland"
)

// opening is a form that opens the four quarters of 2028, but for what is typed
// otherwise.
func (b *browser) opening(typed ...string) *page {
	b.t.Helper()
	return b.fill("/horizons/new", sendButton, append([]string{
		"name.en", "The year 2028", "code", "y2028", "class", "annual", "from", "2028-01-01",
		"period", "quarter", "periods", "4",
	}, typed...)...)
}

func TestAHorizonIsOpenedLengthenedAndClosedOnPages(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	b.follow(b.opening()).says(
		"The horizon was opened.", "Offers, The year 2028", "Open",
		"1 January 2028 to 31 December 2028", "4 × quarter", "Nothing is stated here.",
	)
	b.get("/horizons").says(
		"The year 2028", "y2028", "4 × quarter", "The year 2027", "12 × month",
		"Correct", "Close it",
	).leads("/horizons/y2028", "/horizons/y2028/details", "/horizons/y2028/close")
	w.do(li, "office", "state-offer", `{"horizon":"y2028","party":"office","good":"paper",`+
		`"price":"3","quantities":["1","2","3","4"]}`)
	b.get("/horizons/y2028").says("2028-01", "2028-04", "2028-07", "2028-10", "Paper")
	b.follow(b.fill("/horizons/y2028/details", sendButton, "periods", "6")).
		says("The horizon was described.", "6 × quarter", "1 January 2028 to 30 June 2029")
	b.get("/horizons/y2028").says("2029-04")
	b.get("/horizons/y2028/close").says("Nothing more can be stated for it", "6 × quarter")
	b.follow(b.fill("/horizons/y2028/close", sendButton)).
		says("The horizon was closed.", "Closed").hides("/horizons/y2028/close")
	closed := b.get("/horizons/y2028").says("Closed", "Paper")
	closed.hides("/horizons/y2028/statements/new")
	p := b.fill("/horizons/y2028/statements/new?kind=offer", sendButton, "row.1.q1", "9")
	p.want(http.StatusConflict).says("was closed on", "nothing more is stated for it")
	p = b.fill("/horizons/y2028/close", sendButton)
	p.want(http.StatusConflict).says("was closed on")
}

func TestWhatIsNoHorizonIsToldBesideItsField(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	for name, c := range map[string]struct {
		typed []string
		field string
		says  string
	}{
		"no name":            {[]string{"name.en", ""}, "name", "Fill this in"},
		"a code with spaces": {[]string{"code", "two words"}, "code", "code"},
		"a code that is taken": {
			[]string{"code", "y2027"}, "", "belongs to another horizon",
		},
		"a day within a month": {
			[]string{"from", "2028-01-02"}, "from", "Begin on 1 January 2028 or 1 April 2028.",
		},
		"no day":                {[]string{"from", "soon"}, "from", "day"},
		"no number of periods":  {[]string{"periods", "many"}, "periods", "whole"},
		"no period":             {[]string{"periods", "0"}, "periods", "from 1 to 261"},
		"too many periods":      {[]string{"periods", "262"}, "periods", "from 1 to 261"},
		"a duration it belies":  {[]string{"periods", "12"}, "class", "which its duration belies"},
		"no kind of period":     {[]string{"period", ""}, "period", ""},
		"nothing of a duration": {[]string{"class", ""}, "class", ""},
	} {
		p := b.opening(c.typed...)
		if p.status == http.StatusSeeOther {
			t.Errorf("%s: it was opened", name)
			continue
		}
		if c.field != "" && !strings.Contains(p.body, `id="`+c.field) {
			t.Errorf("%s: no field %s", name, c.field)
		}
		if c.says != "" && !strings.Contains(p.text(), c.says) {
			t.Errorf("%s: it does not say %q:\n%s", name, c.says, p.text())
		}
		if got := p.form().Get("periods"); c.typed[0] == "periods" && got != c.typed[1] {
			t.Errorf("%s: what was typed is lost: %s", name, got)
		}
	}
	p := b.fill("/horizons/y2027/details", sendButton, "periods", "11")
	p.want(http.StatusUnprocessableEntity).says("has 12 periods, and none is taken away")
	p = b.fill("/horizons/y2027/details", sendButton, "periods", "x")
	p.want(http.StatusUnprocessableEntity)
	for _, target := range []string{
		"/horizons/none", "/horizons/none/details", "/horizons/none/close",
		"/horizons/none/statements/new", "/horizons/none/goods/ramie",
		"/horizons/none/statements.csv", "/horizons/none/statements.xlsx",
	} {
		b.get(target).want(http.StatusNotFound)
	}
}

func TestOnlyWhoPlansOpensHorizons(t *testing.T) {
	w := newSettledWorld(t)
	for _, person := range []string{wang, zhao} {
		b := w.as(person)
		b.get("/horizons").says("The year 2027", "This needs a post in County office: planner").
			hides(`href="/horizons/new"`, "/horizons/y2027/details", "/horizons/y2027/close")
		for _, target := range []string{
			"/horizons/new", "/horizons/y2027/details", "/horizons/y2027/close",
		} {
			b.get(target).want(http.StatusForbidden)
		}
	}
	// Of the co-operative Wang states what it offers; of others nothing.
	w.as(wang).get("/horizons/y2027").leads(
		"/horizons/y2027/statements/new?kind=offer", "/horizons/y2027/statements/new?kind=need")
	w.as(wang).get("/horizons/y2027/statements/new?kind=offer&party=mill").
		want(http.StatusForbidden)
	w.as(li).get("/horizons/y2027/statements/new?kind=offer&party=coop").
		want(http.StatusForbidden) // where somebody holds a post
	w.as(li).get("/horizons/y2027/statements/new?kind=offer&party=farm").
		says("Hill farm") // where nobody does
}

func TestHorizonsGoOnOnFurtherPages(t *testing.T) {
	w := newSettledWorld(t)
	for i := range horizonsAtOnce {
		w.do(li, "office", "open-horizon", `{"code":"x`+
			hinterland.FormatDecimal(int64(1000+i), 0)+`","name":{"en":"One of many"},`+
			`"class":"short","from":"2028-01-01","period":"week","periods":1}`)
	}
	b := w.as(li)
	p := b.get("/horizons").leads("/horizons?after=x1098")
	if strings.Contains(p.body, "y2027") {
		t.Error("all are on the first page")
	}
	b.get("/horizons?after=x1098").says("The year 2027").hides("x1098", "after=")
}

func TestPeriodsAreCalledByTheirFirstDay(t *testing.T) {
	day, err := hinterland.ParseDay("2027-01-21")
	if err != nil {
		t.Fatal(err)
	}
	first := day - 20
	for kind, want := range map[hinterland.PeriodKind][2]string{
		hinterland.Weeks:    {"2027-01-01", "2027-01-08"},
		hinterland.TenDays:  {"2027-01-01", "2027-01-11"},
		hinterland.Months:   {"2027-01", "2027-02"},
		hinterland.Quarters: {"2027-01", "2027-04"},
		hinterland.Years:    {"2027", "2028"},
	} {
		heads := periodHeads(&hinterland.Horizon{From: first, Kind: kind, Periods: 2})
		if len(heads) != 2 || heads[0] != want[0] || heads[1] != want[1] {
			t.Errorf("%s: %q", kind, heads)
		}
	}
}

func TestAMarkIsReadFromAnAddressAsItWasWritten(t *testing.T) {
	m := hinterland.Mark{Good: "ramie", Party: "coop", Met: 3}
	if got := markIn(markText(m)); got != m {
		t.Errorf("%v", got)
	}
	for _, text := range []string{
		"", "ramie", "ramie coop", "ramie coop x", "ramie coop -1", "ramie coop 1 2",
		"ramie coop 99999999999999999999",
	} {
		if got := markIn(text); got != (hinterland.Mark{}) {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestAnAddressAsksForWhatIsStated(t *testing.T) {
	for query, want := range map[string]hinterland.StatementQuery{
		"":                       {Kind: hinterland.Offered},
		"kind=need":              {Kind: hinterland.Needed},
		"kind=wish":              {Kind: hinterland.Offered},
		"good= ramie &party=a":   {Kind: hinterland.Offered, Good: "ramie", Party: "a"},
		"place=north&class=salt": {Kind: hinterland.Offered, Place: "north", Class: "salt"},
		"after=g+p+2": {
			Kind: hinterland.Offered, After: hinterland.Mark{Good: "g", Party: "p", Met: 2},
		},
		"before=g+p+2": { // as a table that was cut says
			Kind: hinterland.Offered, After: hinterland.Mark{Good: "g", Party: "p", Met: 2},
		},
	} {
		asked, err := url.ParseQuery(strings.ReplaceAll(query, " ", "+"))
		if err != nil {
			t.Fatal(err)
		}
		want.Horizon, want.Limit = "h", 9
		w := wishIn(asked, "h", 9)
		if w.StatementQuery != want {
			t.Errorf("%q asks for %+v", query, w.StatementQuery)
		}
		if w.asked.Has("after") || w.asked.Has("before") {
			t.Errorf("%q keeps its mark: %v", query, w.asked)
		}
	}
}

// TestTheJournalTellsWhatIsStatedInWords goes to the entries of horizons,
// statements and what plans need of goods, in both languages.
func TestTheJournalTellsWhatIsStatedInWords(t *testing.T) {
	w := newSettledWorld(t)
	opened := w.do(li, "office", "open-horizon", `{"code":"y2028","name":{"en":"Later",`+
		`"zh":"以后"},"class":"short","from":"2028-01-01","period":"ten-days","periods":3}`)
	longer := w.do(li, "office", "describe-horizon", `{"code":"y2028","name":{"en":"Later",`+
		`"zh":"以后"},"class":"short","periods":6,"base":`+
		hinterland.FormatDecimal(opened.Number, 0)+`}`)
	stated := w.do(li, "office", "state-offer", `{"horizon":"y2028","party":"office",`+
		`"good":"paper","price":"1200.5","quantities":["1000","0","2.5"]}`)
	needed := w.do(li, "office", "state-need", `{"horizon":"y2028","party":"office",`+
		`"good":"paper","priority":7,"quantities":["4"]}`)
	gone := w.do(li, "office", "withdraw-need", `{"horizon":"y2028","party":"office",`+
		`"good":"paper","priority":7,"base":`+hinterland.FormatDecimal(needed.Number, 0)+`}`)
	good := w.do(li, "office", "register-good", `{"code":"milk","name":{"en":"Milk",`+
		`"zh":"牛奶"},"unit":"t","decimals":1,"freight":"0.25","storage":"3","currency":"USD",`+
		`"keeps":0,"reach":"80.5"}`)
	for number, words := range map[int64][2][]string{
		opened.Number: {
			{"Horizon Later", "Class Short term", "Each period ten days", "Periods 3"},
			{"计划期间 以后", "旬", "期数 3"},
		},
		longer.Number: {{"Periods 3 → 6"}, {"期数 3 → 6"}},
		stated.Number: {
			{
				"Statement of County office · Paper", "Kind offer", "Price 1,200.5",
				"Quantities by period 1,000 · 0 · 2.5 t",
			},
			{"县办公室 · 纸", "供应", "各期数量 1,000 · 0 · 2.5 t"},
		},
		needed.Number: {{"Kind need", "Priority 7"}, {"需要", "优先级 7"}},
		gone.Number:   {{"Statement of County office · Paper gone"}, {"县办公室 · 纸"}},
		good.Number: {
			{
				"Freight per unit and kilometre 0.25 USD", "Storage per unit and period 3 USD",
				"Periods that it keeps 0", "How far it may go · Milk new Distance, km 80.5",
			},
			{"每单位每公里运费 0.25 USD", "每单位每期储存费 3 USD", "可存期数 0", "运距上限 · 牛奶 新增 里程（公里） 80.5"},
		},
	} {
		for i, tongue := range []string{"en", "zh"} {
			b := w.as(li).in(tongue)
			b.get("/journal/" + hinterland.FormatDecimal(number, 0)).says(words[i]...)
		}
	}
}

func TestAGoodSaysOnItsFormWhatPlansNeedOfIt(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	b.follow(b.fill("/goods/new", sendButton, "name.en", "Milk", "code", "milk", "unit", "t",
		"freight", "0.25", "storage", "3", "currency", "USD", "keeps", "0", "reach", "80.5"))
	f := b.get("/goods/milk/details").form()
	for name, want := range map[string]string{
		"freight": "0.25", "storage": "3", "currency": "USD", "keeps": "0", "reach": "80.5",
	} {
		if got := f.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	b.get("/horizons/y2027/goods/milk").says(
		"Milk, in t", "0.25 USD", "3 USD", "80.5 km", "Nothing is stated here.")
	b.follow(b.press("/goods/milk/details", f, sendButton, "freight", "", "keeps", "",
		"reach", "", "currency", "", "storage", ""))
	f = b.get("/goods/milk/details").form()
	for _, name := range []string{"freight", "storage", "currency", "keeps", "reach"} {
		if got := f.Get(name); got != "" {
			t.Errorf("%s is still %q", name, got)
		}
	}
	for field, bad := range map[string]string{
		"freight": "much", "storage": "0.0000001", "currency": "yuan", "keeps": "-1",
		"reach": "400001",
	} {
		p := b.fill("/goods/milk/details", sendButton, field, bad)
		p.want(http.StatusUnprocessableEntity)
		if !strings.Contains(p.body, `id="`+field+`-fault"`) || p.form().Get(field) != bad {
			t.Errorf("%s=%s is not told beside it, or lost", field, bad)
		}
	}
	var g goodAnswer
	program := w.program(li, "office", clerkPost, "read")
	program.get("/goods/milk").want(http.StatusOK).into(&g)
	if g.Keeps != nil || g.Reach != "" || g.Currency != "CNY" || g.Freight != "0" {
		t.Errorf("%+v", g)
	}
}
