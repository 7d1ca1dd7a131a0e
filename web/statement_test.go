package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

// offers are what is offered in the settled world, as good, party, price and
// quantities.
func (w *world) offers() string {
	w.t.Helper()
	var all []string
	actor := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	err := w.office.View(w.t.Context(), actor, func(v *office.View) error {
		found, err := v.Statements(hinterland.StatementQuery{
			Horizon: "y2027", Kind: hinterland.Offered, Limit: 99,
		})
		for _, s := range found {
			all = append(all, fmt.Sprint(s.Good, " ", s.Party, " ", s.Price, " ", s.Quantities))
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(all, "; ")
}

const (
	statingForm = "/horizons/y2027/statements/new"
	stateOffers = statingForm + "?kind=offer"
)

func TestRowsAreStatedRestatedAndWithdrawn(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	f := b.get(stateOffers).form()
	if got := f.Get("row.1.good") + " " + f.Get("row.1.rank") + " " + f.Get("row.1.q3"); got !=
		"ramie 815.5 30" {
		t.Errorf("the first row is %s", got)
	}
	f.Set("row.1.q2", "7")       // restated
	f.Set("row.2.good", "paper") // new
	f.Set("row.2.rank", "1,200") // with thousands apart
	f.Set("row.2.q11", "１．５\t2") // two cells at once, the first full-width
	b.press(statingForm, f, sendButton).want(http.StatusSeeOther)
	want := "paper coop 1200000000 [0 0 0 0 0 0 0 0 0 0 15 20]; " +
		"ramie coop 815500000 [12500 7000 30000]"
	if got := w.offers(); got != want {
		t.Errorf("%s", got)
	}
	f = b.get(stateOffers).form()
	f.Set("row.1.rank", "1300") // another price
	for _, q := range []string{"row.2.q1", "row.2.q2", "row.2.q3"} {
		f.Set(q, "") // withdrawn
	}
	b.press(statingForm, f, sendButton).want(http.StatusSeeOther)
	if got := w.offers(); got != "paper coop 1300000000 [0 0 0 0 0 0 0 0 0 0 15 20]" {
		t.Errorf("%s", got)
	}
	f = b.get(stateOffers).form()
	p := b.press(statingForm, f, sendButton)
	if !strings.Contains(p.body, "Nothing was changed") {
		t.Error("a form without a change was done")
	}
}

func TestRowsAreStatedFromASpreadsheet(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	f := b.get(stateOffers).form()
	f.Set("rows", "Paper\t900\t1\t2\nramie\t815.5\t1\t\t3\n\nramie\t900\t4\n")
	b.press(statingForm, f, sendButton).want(http.StatusSeeOther)
	want := "paper coop 900000000 [10 20]; ramie coop 815500000 [1000 0 3000]; " +
		"ramie coop 900000000 [4000]"
	if got := w.offers(); got != want {
		t.Errorf("%s", got)
	}
	f = b.get(stateOffers).form()
	f.Set("rows", "ramie\t815.5\nramie\t900\t0\t0\n") // without a quantity: withdrawn
	b.press(statingForm, f, sendButton).want(http.StatusSeeOther)
	if got := w.offers(); got != "paper coop 900000000 [10 20]" {
		t.Errorf("%s", got)
	}
}

func TestWhatIsWrongInARowIsToldBesideIt(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	for name, c := range map[string]struct {
		field, value, told string
		status             int
	}{
		"too many decimals": {"row.1.q2", "0.0001", "row.1.q2", http.StatusUnprocessableEntity},
		"no number":         {"row.1.q2", "much", "row.1.q2", http.StatusUnprocessableEntity},
		"no good":           {"row.2.q1", "5", "row.2.good", http.StatusUnprocessableEntity},
		"a bad line":        {"rows", "hemp\t5\t1", "rows", http.StatusNotFound},
	} {
		f := b.get(stateOffers).form()
		f.Set(c.field, c.value)
		p := b.press(statingForm, f, sendButton).want(c.status)
		if !strings.Contains(p.body, `id="`+c.told+`-fault"`) ||
			p.form().Get(c.field) != c.value {
			t.Errorf("%s: it is not told at %s, or what was typed is lost", name, c.told)
		}
	}
	if got := w.offers(); got != "ramie coop 815500000 [12500 0 30000]" {
		t.Errorf("%s", got)
	}
}

func TestAFormOfRowsRestsOnWhatItShowed(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	f := b.get(stateOffers).form()
	f.Set("row.1.q2", "7")
	other := url.Values{}
	for name, values := range f {
		other[name] = values
	}
	b.press(statingForm, f, sendButton).want(http.StatusSeeOther)
	other = b.get(stateOffers).form()
	w.do(wang, "coop", "state-offer", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"price":"815.5","quantities":["1"],"base":`+other.Get("row.1.base")+`}`)
	other.Set("row.1.q2", "8")
	b.press(statingForm, other, sendButton).want(http.StatusConflict)
	if got := w.offers(); got != "ramie coop 815500000 [1000]" {
		t.Errorf("%s", got)
	}
}

func TestPricesAreNotShownToStrangers(t *testing.T) {
	w := newSettledWorld(t)
	for person, sees := range map[string]bool{li: true, wang: true, zhao: false} {
		b := w.as(person)
		for _, target := range []string{
			"/horizons/y2027", "/horizons/y2027/goods/ramie", "/horizons/y2027/statements.csv",
		} {
			p := b.get(target).want(http.StatusOK)
			shown := strings.Contains(p.body, "815.5")
			if target == "/horizons/y2027/goods/ramie" {
				if shown {
					t.Errorf("%s is shown a price among sums", person)
				}
			} else if shown != sees {
				t.Errorf("%s at %s: price shown %t", person, target, shown)
			}
		}
	}
}

func TestSumsOfAGoodGoDownThePlaces(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.get("/horizons/y2027/goods/ramie").want(http.StatusOK)
	for _, text := range []string{"Liuyang county", "1,040", "42.5", "997.5", "lacking"} {
		if !strings.Contains(p.body, text) {
			t.Errorf("it does not say %s", text)
		}
	}
	p = b.get("/horizons/y2027/goods/ramie?place=liuyang").want(http.StatusOK)
	if !strings.Contains(p.body, "North town") || strings.Contains(p.body, "1,040") {
		t.Error("what is in the county is not told by what lies in it alone")
	}
	p = b.get("/horizons/y2027/goods/ramie?place=north").want(http.StatusOK)
	if !strings.Contains(p.body, "Ramie co-op") {
		t.Error("who is in the town is not told")
	}
	b.get("/horizons/y2027/goods/hemp").want(http.StatusNotFound)
	b.get("/horizons/y2027/goods/ramie?place=nowhere").want(http.StatusNotFound)
	b.get("/horizons/y2026").want(http.StatusNotFound)
}

func TestAListOfStatementsIsNarrowedAndGoesOn(t *testing.T) {
	w := newSettledWorld(t)
	for i := range rowsAtOnce + 1 {
		w.do(li, "office", "state-offer", fmt.Sprintf(`{"horizon":"y2027","party":"office",`+
			`"good":"ramie","price":"%d","quantities":["1"]}`, i+1))
	}
	b := w.as(li)
	first := b.get("/horizons/y2027?good=ramie").want(http.StatusOK)
	next := ""
	for _, e := range first.all("a") {
		if strings.Contains(e.attr["href"], "after=") {
			next = e.attr["href"]
		}
	}
	if strings.Contains(next, "815") {
		t.Errorf("the address of the next page names a price: %s", next)
	}
	second := b.get(next).want(http.StatusOK)
	if n := strings.Count(first.body, "<tr>") - 1; n != rowsAtOnce {
		t.Errorf("the first page has %d rows", n)
	}
	if n := strings.Count(second.body, "<tr>") - 1; n != 2 {
		t.Errorf("the second page has %d rows", n)
	}
	for query, rows := range map[string]int{
		"party=coop": 1, "place=liuyang": 1, "place=liuyang&good=paper": 0, "good=paper": 0,
		"kind=need": 1, "kind=need&party=coop": 0,
	} {
		p := b.get("/horizons/y2027?" + query).want(http.StatusOK)
		if n := max(strings.Count(p.body, "<tr>")-1, 0); n != rows {
			t.Errorf("%s: %d rows", query, n)
		}
	}
}

func TestProgramsReadWhatIsStatedAndStateIt(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", clerkPost, "act")
	var page pageAnswer[statementAnswer]
	p.get("/horizons/y2027/statements").want(http.StatusOK).into(&page)
	if len(page.Items) != 1 || page.Items[0].Price != "815.5" || page.Items[0].Base == 0 ||
		strings.Join(page.Items[0].Quantities, " ") != "12.5 0 30" {
		t.Errorf("%+v", page)
	}
	page = pageAnswer[statementAnswer]{}
	p.get("/horizons/y2027/statements?kind=need").want(http.StatusOK).into(&page)
	if len(page.Items) != 1 || page.Items[0].Priority != 1 || page.Items[0].Price != "" {
		t.Errorf("%+v", page)
	}
	p.act("state-need", fmt.Sprintf(`{"horizon":"y2027","party":"office","good":"ramie",`+
		`"priority":1,"quantities":["5"],"base":%d}`, page.Items[0].Base), "need").
		want(http.StatusCreated)
	for price := range 3 {
		p.act("state-offer", fmt.Sprintf(`{"horizon":"y2027","party":"office","good":"ramie",`+
			`"price":"%d","quantities":["5"]}`, price), fmt.Sprint(price)).want(http.StatusCreated)
	}
	met, next := 0, "/horizons/y2027/statements?limit=1"
	for ; next != "" && met < 9; met++ {
		page = pageAnswer[statementAnswer]{}
		p.get(next).want(http.StatusOK).into(&page)
		next = strings.TrimPrefix(page.Next, apiPath)
	}
	if met != 4 {
		t.Errorf("met %d pages", met)
	}
	var h horizonAnswer
	p.get("/horizons/y2027").want(http.StatusOK).into(&h)
	if h.Period != hinterland.Months || h.Last.String() != "2027-12-31" || h.Closed != nil {
		t.Errorf("%+v", h)
	}
	p.get("/horizons/y2027/statements?kind=wish").refuses(http.StatusBadRequest, "query.kind")
	p.get("/horizons/y2027/statements?after=x").refuses(http.StatusBadRequest, "query.after")
}

const statingNeeds = statingForm + "?kind=need"

func TestNeedsAreStatedByPriority(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.get(statingNeeds).says("State what is needed", "Priority")
	f := p.form()
	if f.Get("row.1.rank") != "1" || f.Get("row.1.q3") != "1000" {
		t.Errorf("the first row is %v", f)
	}
	f.Set("row.1.rank", "3") // less urgent than before
	f.Set("row.2.good", "paper")
	f.Set("row.2.rank", "2")
	f.Set("row.2.q1", "5")
	seen := b.press(statingForm, f, previewButton).want(http.StatusOK)
	seen.says("Statement of County office · Ramie gone", "Priority 3", "Priority 2",
		"Quantities by period 20 · 20 · 1,000 t")
	b.follow(b.press(statingForm, seen.form(), sendButton)).
		says("All of it was done: ", "Needs, The year 2027", "Paper", "1,000")
	for name, bad := range map[string]string{
		"nothing": "0", "more than there are": "100", "no number": "soon", "blank": "",
	} {
		f = b.get(statingNeeds).form()
		f.Set("row.1.rank", bad)
		p = b.press(statingForm, f, sendButton).want(http.StatusUnprocessableEntity)
		if !strings.Contains(p.body, `id="row.1.rank-fault"`) {
			t.Errorf("%s: it is not told beside the priority", name)
		}
	}
}

func TestARowThatStandsTwiceIsRefused(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	f := b.get(stateOffers).form()
	for _, row := range []string{"row.2.", "row.3."} {
		f.Set(row+"good", "paper")
		f.Set(row+"rank", "7")
		f.Set(row+"q1", "1")
	}
	p := b.press(statingForm, f, sendButton).want(http.StatusConflict)
	p.says("stands twice", "Make one row of both.")
	if !strings.Contains(p.body, `id="row.3.good-fault"`) {
		t.Error("it is not told beside the second row")
	}
	if got := w.offers(); got != "ramie coop 815500000 [12500 0 30000]" {
		t.Errorf("%s", got)
	}
}

func TestTablesOfStatementsAreWhatThePageShows(t *testing.T) {
	w := newSettledWorld(t)
	const address = "/horizons/y2027/statements.csv"
	table := func(person, query string) [][]string {
		t.Helper()
		var rows [][]string
		for _, row := range w.as(person).get(address + query).table() {
			rows = append(rows, strings.Split(row, "|"))
		}
		return rows
	}
	rows := table(li, "")
	for i, want := range []string{
		"Party code|Party|Good code|Good|Price|Unit|Sum|2027-01|2027-02|2027-03",
		"coop|Ramie co-op|ramie|Ramie|815.5|t|42.5|12.5||30",
	} {
		if len(rows) != 2 || len(rows[0]) != 19 || strings.Join(rows[i][:10], "|") != want {
			t.Errorf("row %d of %d is %q", i, len(rows), rows[i])
		}
	}
	if rows := table(zhao, ""); rows[1][4] != "" {
		t.Errorf("a stranger is told the price %s", rows[1][4])
	}
	rows = table(li, "?kind=need&party=office")
	if len(rows) != 2 || rows[0][4] != "Priority" || rows[1][4] != "1" || rows[1][6] != "1040" {
		t.Errorf("%q", rows)
	}
	w.site.rows = 1
	w.do(wang, "coop", "state-offer", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"price":"900","quantities":["1"]}`)
	rows = table(li, "")
	if len(rows) != 3 || !strings.Contains(rows[2][0], "before=ramie+coop+1") {
		t.Errorf("a table that is cut says %q", rows)
	}
	rows = table(li, "?before=ramie+coop+1")
	if len(rows) != 2 || rows[1][4] != "900" {
		t.Errorf("the rest is %q", rows)
	}
}

func TestOfManyPeriodsPagesShowTheSums(t *testing.T) {
	w := newSettledWorld(t)
	w.do(li, "office", "open-horizon", `{"code":"long","name":{"en":"Five years"},`+
		`"class":"standing","from":"2027-01-01","period":"week","periods":261}`)
	w.do(li, "office", "state-offer", `{"horizon":"long","party":"office","good":"ramie",`+
		`"price":"1","quantities":["4","5"]}`)
	b := w.as(li)
	b.get("/horizons/long").says("Five years", "261 × week", "9 t").hides("2027-01-08")
	b.get("/horizons/long/goods/ramie").says("offer 9").hides("2027-01-08")
	if n := b.size("/horizons/long/statements/new?kind=offer"); n > mostLater {
		t.Logf("the form of 261 periods takes %d bytes", n)
	}
}
