package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// deliver is where the co-operative records what went off.
const deliver = "/agreements/" + ramie + "/deliveries/new"

func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	tests := map[string]string{
		"12":                    "12",
		" 12.50 ":               "12.50",
		"1,234.5":               "1234.5",
		"12,345,678":            "12345678",
		"１２，３４５．６":              "12345.6",
		"1，000":                 "1000",
		"4,20":                  "4,20",
		"1,2345":                "1,2345",
		",123":                  ",123",
		"1234,567":              "1234,567",
		"1,234.567,8":           "1234.567,8",
		"1.234,5":               "1.234,5",
		"-1":                    "-1",
		"":                      "",
		"12 t":                  "12 t",
		strings.Repeat("9", 30): strings.Repeat("9", 30),
	}
	for typed, want := range tests {
		d := &draft{typed: url.Values{"x": {typed}}}
		if got := d.number("x"); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestDaysAreReadAsPeopleTypeThem(t *testing.T) {
	tests := map[string]string{
		"2026-11-05":   "2026-11-05",
		" 2026-11-05 ": "2026-11-05",
		"2026/11/5":    "2026-11-05",
		"2026年11月5日":   "2026-11-05",
		"２０２６年１１月５日":   "2026-11-05",
		"2026-2-29":    "day.form",
		"5.11.2026":    "day.form",
		"26-11-05":     "day.form",
		"1899-12-31":   "day.range",
		"":             "cell.blank",
		"tomorrow":     "day.form",
	}
	for typed, want := range tests {
		d := &draft{typed: url.Values{"x": {typed}}}
		got := d.day("x").String()
		if len(d.faults) > 0 {
			got = string(d.faults[0].Reason)
			if at := d.faults[0].At; at.Column != "x" || at.Value != typed {
				t.Errorf("%q: the fault is about %v", typed, at)
			}
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestFaultsStandBesideTheirFields(t *testing.T) {
	page := &formPage{
		Groups: []group{
			{Fields: []field{
				{Name: "kind"},
				{Name: "parties.2"},
				{Name: "items.1.way", Stands: []string{"items.1.from", "items.1.to"}},
			}},
			{Rows: [][]field{{
				{Name: "items.1.schedule.1.due"}, {Name: "items.1.schedule.1.quantity"},
			}}},
		},
	}
	tests := []struct{ column, field string }{
		{"kind", "kind"},
		{"parties", "parties.2"},
		{"items.1.from", "items.1.way"},
		{"items.1.schedule", "items.1.schedule.1.due"},
		{"items.1.schedule.1.quantity", "items.1.schedule.1.quantity"},
		{"items.1", "items.1.way"},
		{"note", ""},
		{"", ""},
		{"items.1.to", ""}, // which is blank, as its field has told already
	}
	for _, tt := range tests {
		page.Faults = append(page.Faults, fault{Column: tt.column, Text: tt.column})
	}
	page.Faults[len(tests)-1] = fault{Column: "items.1.to", Reason: "cell.blank"}
	page.Faults = append(page.Faults, fault{Column: "items.1.way", Text: "items.1.from"})
	if page.place(); len(page.Faults) != len(tests)-1 {
		t.Fatalf("%d faults are told", len(page.Faults))
	}
	fields, order := map[string]string{}, []string{}
	for _, f := range page.Faults {
		fields[f.Text], order = f.Field, append(order, f.Text)
	}
	for _, tt := range tests[:len(tests)-1] {
		if got := fields[tt.column]; got != tt.field {
			t.Errorf("%q stands beside %q, want %q", tt.column, got, tt.field)
		}
	}
	if got := strings.Join(order, " "); got != "note  kind parties items.1.from items.1 "+
		"items.1.schedule items.1.schedule.1.quantity" {
		t.Errorf("faults are listed in the order %q", got)
	}
	if f := page.Groups[0].Fields[2].Fault; f == nil || f.Text != "items.1.from" {
		t.Errorf("of two faults the first is shown, got %v", f)
	}
}

func TestNoBrowserChoosesForItsReader(t *testing.T) {
	one := []option{{"a", "A"}}
	two := []option{{"a", "A"}, {"b", "B"}}
	blank, chosen := field{Kind: "choice"}, field{Kind: "choice", Value: "b"}
	tests := map[string]struct {
		f    field
		want int
	}{
		"one that has to be chosen":           {blank.from(one), 1},
		"one of two":                          {blank.from(two), 3},
		"one of two that is chosen":           {chosen.from(two), 2},
		"one that may be left blank":          {blank.from(one).optional(), 2},
		"what is optional from the first":     {blank.optional().from(one), 2},
		"what may become blank again":         {chosen.from(two).optional(), 3},
		"nothing there":                       {blank.from(nil), 1},
		"a blank that has words of its own":   {blank.from([]option{{"", "All"}, {"a", "A"}}), 2},
		"what was typed and is not to be had": {field{Kind: "choice", Value: "c"}.from(two), 3},
	}
	for name, tt := range tests {
		if len(tt.f.Options) != tt.want {
			t.Errorf("%s: %d options, want %d", name, len(tt.f.Options), tt.want)
		}
	}
	if f := (field{Kind: "text", Value: "x"}).optional(); f.Value != "x" || f.Options != nil {
		t.Errorf("of a text that may be left blank becomes %+v", f)
	}
}

func TestPreviewIsWhatIsThenDone(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	before := w.entries()
	p := b.fill(deliver, previewButton, "item", "1", "quantity", "1,0.5").
		want(http.StatusUnprocessableEntity)
	if p.form().Get("quantity") != "1,0.5" {
		t.Error("what was typed is lost")
	}
	p = b.press(deliver, p.form(), previewButton, "quantity", "10.5").want(http.StatusOK)
	p.says("this would change", "Item 1 · Ramie Under way or received 50.5 t → 61 t",
		"Delivery 32 · Ramie new Day 25 November 2026 Quantity 10.5 t",
		"Due 31 October 2026 · Ramie Under way or received 50.5 t → 60 t",
		"Due 15 December 2026 · Ramie Under way or received 0 t → 1 t")
	if w.entries() != before {
		t.Fatal("looking has recorded something")
	}
	done := b.follow(b.press(deliver, p.form(), sendButton)).want(http.StatusOK)
	done.says("The delivery was recorded.", "10.5 t", "20")
	b.get("/journal/22").says("Under way or received 50.5 t → 61 t", "This entry can be undone")
}

func TestPreviewGoesStaleWhenSomethingElseHappens(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	before := w.entries()
	p := b.fill(deliver, previewButton, "item", "1", "quantity", "10").want(http.StatusOK)
	w.do(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-24","quantity":"5"}`)
	stale := b.press(deliver, p.form(), sendButton).want(http.StatusConflict)
	if got := stale.form().Get("quantity"); got != "10" {
		t.Errorf("what was typed is %q", got)
	}
	stale.says("There is a problem", "Under way or received 55.5 t → 65.5 t")
	if w.entries() != before+1 {
		t.Error("it was done otherwise than it was seen")
	}
	b.press(deliver, stale.form(), sendButton).want(http.StatusSeeOther)
}

func TestWhatIsTypedAfterAPreviewCounts(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	p := b.fill(deliver, previewButton, "item", "1", "quantity", "10").want(http.StatusOK)
	b.follow(b.press(deliver, p.form(), sendButton, "quantity", "7")).says("7 t")
}

func TestPreviewOfAnotherServerIsStale(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	p := b.fill(deliver, previewButton, "item", "1", "quantity", "10").want(http.StatusOK)
	w.restart()
	b.press(deliver, p.form(), sendButton).want(http.StatusConflict)
	w.clock.at = w.clock.at.Add(7 * time.Hour)
	p = b.fill(deliver, previewButton, "item", "1", "quantity", "10").want(http.StatusOK)
	for range 3 { // a day goes by, and the session with it but for this
		w.clock.at = w.clock.at.Add(7 * time.Hour)
		b.get("/goods")
	}
	w.clock.at = w.clock.at.Add(4 * time.Hour)
	b.press(deliver, p.form(), sendButton).want(http.StatusConflict)
}

func TestChangingTheLanguageKeepsWhatIsTyped(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	p := b.fill(deliver, "lang:zh-Hans", "item", "1", "quantity", "３", "note", "a\nb <i>").
		want(http.StatusOK)
	p.says("记录发货").hides("class=\"fault\"")
	form := p.form()
	if form.Get("quantity") != "３" || form.Get("note") != "a\nb &lt;i&gt;" ||
		form.Get("item") != "1" {
		t.Errorf("typed %v", form)
	}
	b.get("/goods").says("物资品种")
}

// TestChangingTheLanguageTellsTheFaultsInIt changes it beside a fault of the
// form, and beside one that only the office finds.
func TestChangingTheLanguageTellsTheFaultsInIt(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	before := w.entries()
	for quantity, says := range map[string]string{"much": "数字只能", "1000": "将超过条目 1 的上限"} {
		p := b.fill(deliver, sendButton, "item", "1", "quantity", quantity)
		p = b.press(deliver, p.form(), "lang:zh-Hans")
		if told := p.faults()["quantity"]; !strings.Contains(told, says) {
			t.Errorf("beside %s stands %q", quantity, told)
		}
		p = b.press(deliver, p.form(), "lang:en", "quantity", "1")
		p.want(http.StatusOK).says("this would change")
	}
	if w.entries() != before {
		t.Error("it was done")
	}
}

// termsTyped is a whole contract as it is typed.
func termsTyped() []string {
	return []string{
		"parties.2", "mill", "title", "Paper for Ramie", "from", "2027-01-01",
		"last", "2027-12-31", "items.1.good", "paper", "items.1.floor", "10",
		"items.1.ceiling", "1,000", "items.1.price", "５，１００．５",
		"items.1.schedule.2.due", "2027年6月30日", "items.1.schedule.2.quantity", "10",
	}
}

func TestAgreementIsEnteredWithItsItems(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.fill("/agreements/new", sendButton, termsTyped()...)
	b.follow(p).want(http.StatusOK).says("The agreement was proposed.",
		"Paper for Ramie", "Proposed", "County office, Paper mill",
		"1 January 2027 to 31 December 2027", "1 · Paper",
		"County office to Paper mill · 10 t guaranteed, up to 1,000 t · Firm · 5,100.5 CNY per t",
		"30 June 2027 10 0 0 In 217 days")
}

func TestRowsAreAddedAndTakenOutWithoutScripts(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.fill("/agreements/new", addItem, termsTyped()...).want(http.StatusOK)
	form := p.form()
	if form.Get("items.2.number") != "2" || form.Get("items.1.good") != "paper" {
		t.Fatalf("after adding: %v", form)
	}
	p = b.press("/agreements/new", form, addItem, "items.2.good", "ramie", "items.2.floor", "7")
	p = b.press("/agreements/new", p.form(), dropItem+"1").want(http.StatusOK)
	form = p.form()
	if form.Get("items.1.good") != "ramie" || form.Get("items.1.floor") != "7" ||
		form.Get("items.1.number") != "2" || form.Get("items.2.number") != "3" ||
		form["items.3.number"] != nil || form.Get("items.1.schedule.2.due") != "" {
		t.Errorf("after taking the first out: %v", form)
	}
	if _, ok := form["items.1.schedule.4.due"]; ok {
		t.Errorf("the schedule has grown: %v", form)
	}
	p = b.press("/agreements/new", form, addDates+"1").want(http.StatusOK)
	if _, ok := p.form()["items.1.schedule.6.due"]; !ok {
		t.Errorf("after adding dates: %v", p.form())
	}
	for _, odd := range []string{
		dropItem + "99", addDates + "0", addDates + "99", "odd", "", dropItem + "-1",
	} {
		if p := b.press("/agreements/new", form, odd); p.status != http.StatusOK {
			t.Errorf("button %q answers %d", odd, p.status)
		}
	}
}

func TestEveryFieldOfAnAgreementSaysWhatIsWrong(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	tests := map[string]struct {
		typed []string
		field string
		want  string
	}{
		"no other party":       {[]string{"parties.2", ""}, "parties.2", "Choose one."},
		"an unknown party":     {[]string{"parties.2", "nobody"}, "", "There is no party nobody."},
		"no title":             {[]string{"title", " "}, "title", "Fill this in."},
		"a long title":         {[]string{"title", strings.Repeat("长", 201)}, "title", "200"},
		"a title turned round": {[]string{"title", "a\u202eb"}, "title", "cannot be seen"},
		"no first day":         {[]string{"from", ""}, "from", "Fill this in."},
		"days backwards":       {[]string{"last", "2026-12-31"}, "last", "1"},
		"no good":              {[]string{"items.1.good", ""}, "items.1.good", "Choose one."},
		"no floor":             {[]string{"items.1.floor", ""}, "items.1.floor", "Fill this in."},
		"a floor of letters":   {[]string{"items.1.floor", "ten"}, "items.1.floor", "digits"},
		"a floor too fine":     {[]string{"items.1.floor", "0.55"}, "items.1.floor", "decimal"},
		"a ceiling too low":    {[]string{"items.1.ceiling", "9"}, "items.1.ceiling", "ceiling"},
		"a price of letters":   {[]string{"items.1.price", "free"}, "items.1.price", "digits"},
		"an odd currency":      {[]string{"items.1.currency", "元"}, "items.1.currency", "currency"},
		"a day outside": {
			[]string{"items.1.schedule.2.due", "2028-01-01"}, "items.1.schedule.1.due", "term",
		},
		"a quantity of nothing": {
			[]string{"items.1.schedule.2.quantity", "0"}, "items.1.schedule.1.quantity", "is 0",
		},
		"a day without quantity": {
			[]string{"items.1.schedule.2.quantity", ""}, "items.1.schedule.1.quantity", "Fill this",
		},
		"a schedule below the floor": {
			[]string{"items.1.schedule.2.quantity", "9.9"},
			"items.1.floor",
			"Item 1: all dates together come to 9.9 t",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			mine := *b
			mine.world = w.under(t)
			p := mine.fill("/agreements/new", sendButton, append(termsTyped(), tt.typed...)...)
			if p.status == http.StatusOK || p.status == http.StatusSeeOther {
				t.Fatalf("status %d", p.status)
			}
			p.says(tt.want)
			if got := p.faults()[tt.field]; tt.field != "" && !strings.Contains(got, tt.want) {
				t.Errorf("beside the fields stands %v", p.faults())
			}
			form := p.form()
			if form.Get("items.1.schedule.1.due") == "" || form.Get("items.1.ceiling") == "" {
				t.Errorf("what was typed is lost: %v", form)
			}
		})
	}
	if got := w.entries(); got != 21 {
		t.Errorf("%d entries", got)
	}
}

// TestWhatIsNoNumberIsToldWithTheOtherFaults holds a form to telling everything
// at once that can be seen without the records.
func TestWhatIsNoNumberIsToldWithTheOtherFaults(t *testing.T) {
	b := newWorld(t).as(li)
	typed := append(termsTyped(), "title", "", "items.1.floor", "八十", "items.1.ceiling", "90吨")
	p := b.fill("/agreements/new", previewButton, typed...)
	for field, want := range map[string]string{
		"title": "Fill this in.", "items.1.floor": "digits", "items.1.ceiling": "digits",
	} {
		if got := p.faults()[field]; !strings.Contains(got, want) {
			t.Errorf("%s: beside the field stands %q", field, got)
		}
	}
	p = b.fill(deliver, sendButton, "item", "1", "day", "2026-02-30", "quantity", "9 t")
	if told := p.faults(); told["day"] == "" || !strings.Contains(told["quantity"], "digits") {
		t.Errorf("beside the fields of a delivery stands %v", told)
	}
}

func TestAmendingBeginsWithTheLatestTerms(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/versions/new"
	form := b.get(target).form()
	for name, want := range map[string]string{
		"title": "Ramie, 2026", "parties.2": "office", "items.1.way": weSupply,
		"items.1.good": "ramie", "items.1.price": "820", "items.1.schedule.2.due": "2026-12-15",
		"text": "Weighed at the office.\nWet goes back.",
	} {
		if form.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, form.Get(name), want)
		}
	}
	p := b.press(target, form, sendButton, "items.1.ceiling", "200")
	b.follow(p).says("Other terms were proposed.", "Version 2", "up to 200 t")
	office := w.as(li).get(target).form()
	if office.Get("items.1.way") != theySupply || office.Get("parties.2") != "coop" {
		t.Errorf("the other side sees %v", office)
	}
}

func TestAssentIsToTheTextThatIsShown(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/assents/new"
	p := b.get(target).says("as Wang Fang, by being signed in", "no digital signature",
		"The text of version 1", "Weighed at the office.", "31 October 2026 60")
	form := p.form()
	if len(form.Get("digest")) != 64 || !strings.Contains(p.text(), form.Get("digest")) {
		t.Errorf("the digest is %q", form.Get("digest"))
	}
	w.do(li, "office", "amend-agreement", strings.Replace(strings.Replace(ramieTerms,
		`"floor":"100"`, `"floor":"110"`, 1), `{"kind"`, `{"agreement":"14","base":14,"kind"`, 1))
	stale := b.press(target, form, sendButton).want(http.StatusConflict)
	stale.says("The text of version 2", "110 t guaranteed")
	p = b.follow(b.press(target, stale.form(), sendButton))
	p.says("The assent was given.", "Signed in", "Wang Fang, 25 November 2026, 12:00, signed in")

	of := "/agreements/" + seedling + "/papers/new"
	paper := w.as(li).get(of + "?party=farm")
	b = w.as(li)
	p = b.press(of, paper.form(), sendButton)
	p.want(http.StatusUnprocessableEntity)
	if p.faults()["document"] != "Fill this in." {
		t.Errorf("faults %v", p.faults())
	}
	p = b.press(of, p.form(), sendButton, "document", "scan 20.pdf")
	b.follow(p).says("On paper, by the word of another party: Li Ming recorded it",
		"the document is scan 20.pdf")
	b.get("/").hides("Your assent is missing.\">Ramie")
}

func TestReceiptDividesTheDelivery(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	target := "/deliveries/" + sent + "/receipts/new"
	b.get("/").says("12.5 t of Ramie went off on 20 November 2026. Has it come?")
	if got := b.get(target).form().Get("received"); got != "12.5" {
		t.Errorf("received begins with %q", got)
	}
	p := b.fill(target, sendButton, "received", "12", "short", "0.25").
		want(http.StatusUnprocessableEntity)
	if len(p.faults()) != 2 || p.faults()["received"] == "" || p.faults()["reason"] == "" {
		t.Errorf("faults %v", p.faults())
	}
	p = b.press(target, p.form(), sendButton, "rejected", "0.25", "reason", "Torn sacks")
	b.follow(p).says("The receipt was recorded.", "0.25 t short", "0.25 t rejected", "Torn sacks",
		"Ramie t · Ramie co-op to County office 120 60 0 0 50 70", "41,000 CNY")
	b.get("/").hides("Has it come?")
}

func TestMistakeIsTakenBackWithItsReason(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/events/" + sent + "/reversals/new"
	b.get(target).says("Ramie, 12.5 t", "stays to be seen")
	b.fill(target, sendButton).want(http.StatusUnprocessableEntity)
	p := b.fill(target, sendButton, "reason", "Another item")
	b.follow(p).says("It was taken back.", "Another item", "taken back by 32")
	b.fill(target, sendButton, "reason", "Again").want(http.StatusConflict).
		says("was taken back already")
	b.fill("/events/"+received+"/reversals/new", sendButton, "reason", "x").
		want(http.StatusConflict).says("Something was recorded about it: 17.")
}

func TestEntryIsUndoneWhereNothingStandsInTheWay(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	b.get("/journal/16").says("What it changed", "Later entries").
		leads("/journal/17", "/journal/18").hides("/journal/16/undo")
	b.get("/journal/17").says("This needs a post in County office").hides("/journal/17/undo")
	b.get("/journal/18").says("This entry can be undone")
	p := b.fill("/journal/18/undo", previewButton).want(http.StatusOK)
	p.says("Item 1 · Ramie Under way or received 50.5 t → 38 t", "Delivery 18 · Ramie gone")
	p = b.follow(b.press("/journal/18/undo", p.form(), sendButton))
	p.says("The entry was undone.", "Undoes entry 18", "be undone")
	p = b.get("/journal/18").says("Undone by entry 22").leads("/journal/22")
	p.hides("/journal/18/undo", "Later entries", "What it changed becomes")
	b.get("/journal").says("undoes 18", "undone by 22")
	b.fill("/journal/18/undo", sendButton).want(http.StatusConflict).
		says("undone already, by entry 22")
	b.get("/agreements/" + ramie).hides(`id="event-18"`)
	w.as(zhao).get("/journal/18").want(http.StatusNotFound)
}

func TestLookingAtAnEntryDrawsNoNumber(t *testing.T) {
	w := newWorld(t)
	register := func(code string) int64 {
		return w.do(li, "office", "register-party",
			`{"code":"`+code+`","name":{"en":"`+code+`"}}`).Act
	}
	first := register("one")
	w.as(li).get("/journal/18").want(http.StatusOK)
	if next := register("two"); next != first+1 {
		t.Errorf("after act %d comes %d", first, next)
	}
}

func TestListsTakeNewLines(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.fill("/parties/new", sendButton, "name.en", "", "code", "a b")
	p.want(http.StatusUnprocessableEntity)
	if p.faults()["name.en"] != "Fill this in." || p.faults()["code"] == "" {
		t.Errorf("faults %v", p.faults())
	}
	p = b.press("/parties/new", p.form(), sendButton, "name.en", "Rail/Road & Co", "code", "r/oad")
	b.follow(p).says("The party was entered.", "Rail/Road & Co", "r/oad")
	p = b.fill("/parties/r%2Foad/name", sendButton, "name.zh", "路局")
	b.follow(p).says("路局")
	p = b.fill("/goods/new", sendButton, "name.en", "Salt", "code", "ramie", "unit", "kg")
	p.want(http.StatusConflict).says("belongs to another good")
	p = b.press("/goods/new", p.form(), sendButton, "code", "salt", "decimals", "2")
	b.follow(p).says("The good was entered.", "Salt salt kg 0.01")
	p = b.fill("/people/new", sendButton, "name", "Chen Hua", "mail", "chen@example.org")
	p = b.follow(p).want(http.StatusOK).says("The person was entered.", "Give a post")
	if p.form().Get("from") != "2026-11-25" || p.form().Get("person") == "" {
		t.Errorf("the form begins with %v", p.form())
	}
	b.follow(b.press("/posts/new", p.form(), sendButton, "duty", "clerk", "last", "2027-01-31")).
		says("The post was given.", "Chen Hua", "clerk", "25 November 2026 to 31 January 2027")
	p = b.fill("/posts/9/end", sendButton, "last", "2026-11-30")
	b.follow(p).says("The end of the post was recorded.")
	b.get("/people/" + wang).says("1 January 2026 to 30 November 2026").says("End the post")
}

func TestEndedAgreementTakesNoMore(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	target := "/agreements/" + ramie + "/end"
	p := b.fill(target, sendButton, "last", "2026-11-24", "reason", "The mill closes")
	p.want(http.StatusUnprocessableEntity)
	if p.faults()["last"] == "" {
		t.Errorf("faults %v", p.faults())
	}
	b.follow(b.press(target, p.form(), sendButton, "last", "2026-11-25")).
		says("Ended after 25 November 2026")
	w.clock.at = w.clock.at.Add(5 * time.Hour)
	b.get("/agreements").hides(`">Ended<`)
	w.clock.at = w.clock.at.Add(7*time.Hour + time.Minute) // midnight in Shanghai has passed
	b.get("/agreements/" + ramie).says("Ended").hides("/deliveries/new")
	b.get("/").says("Nothing is late.")
}

func TestDecimalsAreWordedExactly(t *testing.T) {
	tests := []struct {
		quantity hinterland.Quantity
		decimals int
		price    hinterland.Money
		want     string
	}{
		{0, 3, 820_000_000, "0"},
		{38_000, 3, 820_000_000, "31160"},
		{1, 3, 1, "0.000000001"},
		{333, 1, 100_000, "3.33"},
		{1 << 52, 6, 1 << 43, "39614081257132168.796771975168"},
	}
	for _, tt := range tests {
		if got := worth(tt.quantity, tt.decimals, tt.price); got != tt.want {
			t.Errorf("%d at %d: %s, want %s", tt.quantity, tt.price, got, tt.want)
		}
	}
}
