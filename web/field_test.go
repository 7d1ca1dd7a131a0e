package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"
)

// A bad is a value that a field does not take, and what is said beside it.
type bad struct {
	form  string // the address of the form
	who   string
	field string
	value string
	says  string
}

// goodValues fill each form so that nothing but the bad value is wrong.
func goodValues(form string) []string {
	switch form {
	case "/agreements/new":
		return append(termsTyped(), "items.1.schedule.1.due", "2027-03-31",
			"items.1.schedule.1.quantity", "5", "items.1.way", weSupply)
	case "/parties/new":
		return []string{"name.en", "Dairy", "code", "dairy"}
	case "/parties/coop/name":
		return []string{"name.en", "Ramie union", "name.zh", "苎麻联社"}
	case "/goods/new":
		return []string{"name.en", "Salt", "code", "salt", "unit", "kg", "decimals", "1"}
	case "/goods/ramie/details":
		return []string{"name.zh", "麻", "class", "fibre", "parent", "paper"}
	case "/people/new":
		return []string{"name", "Chen Hua"}
	case "/posts/new":
		return []string{"person", sun, "party", "mill", "duty", "clerk", "from", "2026-11-25"}
	case "/posts/9/end":
		return []string{"last", "2026-12-31"}
	case "/cases/new":
		return []string{"with.1", "mill", "text", "Wet.", "deadline", "2026-12-31"}
	case assign:
		return []string{"owner", "office", "deadline", "2026-12-31"}
	case remark:
		return []string{"text", "We have looked."}
	case deliver:
		return []string{"item", "1", "day", "2026-11-24", "quantity", "1"}
	case receive:
		return []string{"day", "2026-11-24", "received", "12.5"}
	case takeBack:
		return []string{"reason", "Another item"}
	case closeDown:
		return []string{"last", "2026-12-31", "reason", "The mill closes"}
	case "/recipes/new":
		return append(fullRecipe(), "recipe", "full")
	case "/recipes/office/handmade/details":
		return fullRecipe()
	case paper:
		return []string{"party", "farm", "document", "scan.pdf"}
	}
	return nil
}

// The forms about the sample agreement.
const (
	receive   = "/deliveries/" + sent + "/receipts/new"
	takeBack  = "/events/" + sent + "/reversals/new"
	closeDown = "/agreements/" + ramie + "/end"
	paper     = "/agreements/" + seedling + "/papers/new"
	assign    = "/cases/" + wet + "/owner"
	remark    = "/cases/" + wet + "/say"
)

// hidden has a sign that turns the direction of writing, control one that
// belongs to no text.
const (
	hidden  = "a\u202eb"
	control = "a\x07b"
)

// bads lists them, form by form. Long: it is a table.
func bads() []bad {
	long := strings.Repeat("长", 201)
	note := strings.Repeat("长", 10_001)
	huge := strings.Repeat("9", 30)
	const blank, choose = "Fill this in.", "Choose one."
	return []bad{
		{"/parties/new", li, "name.en", "", blank},
		{"/parties/new", li, "name.en", long, "longer than 200"},
		{"/parties/new", li, "name.en", hidden, "cannot be seen"},
		{"/parties/new", li, "name.zh", control, "cannot be seen"},
		{"/parties/new", li, "code", "", blank},
		{"/parties/new", li, "code", "two words", "A code is"},
		{"/parties/new", li, "code", "#first", "A code is"},
		{"/parties/new", li, "code", long, "A code is"},
		{"/parties/new", li, "code", hidden, "cannot be seen"},
		{"/parties/coop/name", wang, "name.en", long, "longer than 200"},
		{"/parties/coop/name", wang, "name.zh", hidden, "cannot be seen"},

		{"/goods/new", li, "name.en", "", blank},
		{"/goods/new", li, "name.zh", long, "longer than 200"},
		{"/goods/new", li, "code", "a b", "A code is"},
		{"/goods/new", li, "unit", "", blank},
		{"/goods/new", li, "unit", long, "longer than 64"},
		{"/goods/new", li, "unit", control, "cannot be seen"},
		{"/goods/new", li, "decimals", "", choose},
		{"/goods/new", li, "decimals", "1.5", "A whole number"},
		{"/goods/new", li, "decimals", "-1", "from 0 to 6"},
		{"/goods/new", li, "decimals", "7", "from 0 to 6"},
		{"/goods/new", li, "decimals", huge, "A whole number"},

		{"/goods/ramie/details", li, "name.zh", long, "longer than 200"},
		{"/goods/ramie/details", li, "unit", "kg", "Something was promised"},
		{"/goods/ramie/details", li, "decimals", "2", "Something was promised"},
		{"/goods/ramie/details", li, "parent", "ramie", "leads back"},

		{"/people/new", li, "name", "", blank},
		{"/people/new", li, "name", long, "longer than 200"},
		{"/people/new", li, "name", hidden, "cannot be seen"},
		{"/people/new", li, "mail", control, "cannot be seen"},
		{"/people/new", li, "phone", long, "longer than 200"},
		{"/people/new", li, "name", "personal:abc", "may not begin with"},

		{"/posts/new", li, "person", "", choose},
		{"/posts/new", li, "person", "x", "no record number"},
		{"/posts/new", li, "person", "17-0", "no record number"},
		{"/posts/new", li, "duty", "", choose},
		{"/posts/new", li, "duty", "king", "no such duty"},
		{"/posts/new", li, "from", "", blank},
		{"/posts/new", li, "from", "soon", "not a day"},
		{"/posts/new", li, "last", "2026-11-24", "before"},
		{"/posts/new", li, "last", "2026-13-01", "not a day"},
		{"/posts/9/end", li, "last", "", blank},
		{"/posts/9/end", li, "last", "2025-12-31", "before"},
		{"/posts/9/end", li, "last", "1000-01-01", "too far"},

		{deliver, wang, "item", "", choose},
		{deliver, wang, "item", "one", choose},
		{deliver, wang, "day", "", blank},
		{deliver, wang, "day", "24.11.2026", "not a day"},
		{deliver, wang, "day", "2026-11-26", "has not come"},
		{deliver, wang, "day", "2025-12-31", "before the agreement"},
		{deliver, wang, "quantity", "", blank},
		{deliver, wang, "quantity", "twelve", "digits"},
		{deliver, wang, "quantity", "12 kg", "digits"},
		{deliver, wang, "quantity", "-3", "digits"},
		{deliver, wang, "quantity", "0", "is 0"},
		{deliver, wang, "quantity", "0.0005", "decimal places"},
		{deliver, wang, "quantity", "4,20", "digits"},
		{deliver, wang, "quantity", huge, "too large"},
		{deliver, wang, "note", note, "longer than 10000"},
		{deliver, wang, "note", hidden, "cannot be seen"},

		{receive, li, "day", "", blank},
		{receive, li, "day", "2026-11-19", "before"},
		{receive, li, "day", "2026-11-26", "has not come"},
		{receive, li, "received", "", blank},
		{receive, li, "received", "13", "together"},
		{receive, li, "received", "all", "digits"},
		{receive, li, "short", "-1", "digits"},
		{receive, li, "rejected", "1e3", "digits"},
		{receive, li, "reason", long, "longer than 200"},
		{receive, li, "reason", hidden, "cannot be seen"},
		{receive, li, "note", control, "cannot be seen"},

		{takeBack, wang, "reason", "", blank},
		{takeBack, wang, "reason", long, "longer than 200"},
		{takeBack, wang, "reason", hidden, "cannot be seen"},
		{closeDown, wang, "last", "", blank},
		{closeDown, wang, "last", "2026-11-24", "has passed"},
		{closeDown, wang, "reason", "", blank},
		{closeDown, wang, "reason", control, "cannot be seen"},
		{"/cases/new", li, "with.1", "", "about an agreement"},
		{"/cases/new", li, "text", "", blank},
		{"/cases/new", li, "text", note, "longer than 10000"},
		{"/cases/new", li, "deadline", "2026-11-24", "has passed"},
		{"/cases/new", li, "deadline", "", blank},
		{remark, li, "text", "", blank},
		{remark, li, "text", hidden, "cannot be seen"},
		{assign, li, "owner", "mill", "does not concern"},
		{assign, li, "person", wang, "no post in that party"},
		{assign, li, "deadline", "2026-11-24", "has passed"},

		{paper, li, "document", "", blank},
		{paper, li, "document", long, "longer than 200"},
		{paper, li, "document", hidden, "cannot be seen"},
		{paper, li, "party", "office", "given by its signatory"},
		{paper, li, "party", "mill", "no party of that version"},
	}
}

func TestEveryFieldRefusesWhatItDoesNotTake(t *testing.T) {
	w := newSettledWorld(t)
	before := w.entries()
	for i, tt := range bads() {
		name := strings.Join([]string{tt.form, tt.field, tt.value[:min(len(tt.value), 12)]}, " ")
		t.Run(name, func(t *testing.T) {
			typed := append(goodValues(tt.form), tt.field, tt.value)
			p := w.under(t).as(tt.who).fill(tt.form, sendButton, typed...)
			if p.status < 400 || p.status > 499 {
				t.Fatalf("status %d", p.status)
			}
			if beside := p.faults()[tt.field]; !strings.Contains(beside, tt.says) {
				t.Errorf("beside it stands %v, want %q", p.faults(), tt.says)
			}
			for n := 0; n+1 < len(typed)-2; n += 2 {
				if typed[n] != tt.field && p.form().Get(typed[n]) != typed[n+1] {
					t.Errorf("%s is %q now", typed[n], p.form().Get(typed[n]))
				}
			}
			if i%9 == 0 { // any of them is worded in Chinese too
				p := w.under(t).as(tt.who).in("zh").fill(tt.form, sendButton, typed...)
				if len(p.faults()) == 0 {
					t.Errorf("in Chinese nothing stands beside the fields: %s", p.text())
				}
			}
		})
	}
	if got := w.entries(); got != before {
		t.Errorf("%d entries, want %d", got, before)
	}
}

func TestEveryFormTakesWhatIsRight(t *testing.T) {
	for _, form := range []string{
		"/parties/new", "/parties/coop/name", "/goods/new", "/goods/ramie/details",
		"/people/new", "/posts/new",
		"/posts/9/end", deliver, receive, takeBack, closeDown, paper,
	} {
		t.Run(form, func(t *testing.T) {
			w := newWorld(t)
			who := li
			if form == deliver || form == takeBack || form == closeDown ||
				form == "/parties/coop/name" {
				who = wang
			}
			b := w.as(who)
			before := w.entries()
			p := b.fill(form, previewButton, goodValues(form)...).want(http.StatusOK)
			p.says("this would change")
			b.follow(b.press(form, p.form(), sendButton)).want(http.StatusOK)
			if got := w.entries(); who == li && got != before+1 {
				t.Errorf("%d entries, want %d", got, before+1)
			}
		})
	}
}

func TestTextIsReadWithoutSpacesAround(t *testing.T) {
	for typed, want := range map[string]string{
		" a ": "a", "a\r\nb": "a\nb", "\r\n": "", "a  b": "a  b", "": "", "　甲　": "甲",
	} {
		d := &draft{typed: url.Values{"x": {typed}}}
		if got := d.text("x"); got != want {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}

func TestEnterSendsShortFormsAndPreviewsLongOnes(t *testing.T) {
	short := &formPage{Groups: []group{{Fields: []field{{Name: "a"}}}}}
	if got := short.enter(); got != sendButton {
		t.Errorf("a short form: %s", got)
	}
	long := &formPage{Groups: []group{{}, {Buttons: []button{{Do: addItem}}}}}
	if got := long.enter(); got != previewButton {
		t.Errorf("a form with rows: %s", got)
	}
	b := newWorld(t).as(li)
	for target, want := range map[string]string{
		"/parties/new": sendButton, "/agreements/new": previewButton,
	} {
		for _, e := range b.get(target).all("button") {
			if e.attr["form"] == "form" || e.attr["name"] == doField {
				if e.attr["value"] != want {
					t.Errorf("%s: the first button of the form is %s", target, e.attr["value"])
				}
				break
			}
		}
	}
}

func TestChoicesBeginBlankUnlessThereIsOne(t *testing.T) {
	two := []option{{"a", "A"}, {"b", "B"}}
	if got := (field{}).from(two).Options; len(got) != 3 || got[0].Value != "" {
		t.Errorf("nothing chosen: %v", got)
	}
	if got := (field{Value: "b"}).from(two).Options; len(got) != 2 {
		t.Errorf("something chosen: %v", got)
	}
	if got := (field{}).from(two[:1]).Options; len(got) != 1 {
		t.Errorf("one to choose: %v", got)
	}
	if got := (field{}).from(nil).Options; len(got) != 1 {
		t.Errorf("none to choose: %v", got)
	}
}

// typedFields are the names of the fields of a page's form into which people
// type, or in which they choose: those that are not hidden and no button.
func (p *page) typedFields() []string {
	var names []string
	inside := false
	for _, e := range p.elements {
		switch kind := e.attr["type"]; {
		case e.name == "form":
			inside = e.attr["id"] == "form"
		case !inside || kind == "hidden" || kind == "checkbox" || kind == "file":
		case e.name == "input" || e.name == "select" || e.name == "textarea":
			names = append(names, e.attr["name"])
		}
	}
	return names
}

// TestEveryFieldOfEveryFormRefusesWhatNoFieldTakes goes through the list of
// forms: a form that is added is found by itself. Each refusal stands beside its
// field, in the language of the reader, and what was typed into a field stays.
func TestEveryFieldOfEveryFormRefusesWhatNoFieldTakes(t *testing.T) {
	w := newSettledWorld(t)
	before := w.entries()
	poisons := []string{control, hidden, "a\ufffdb", strings.Repeat("长", 10_001)}
	turn, met := 0, 0
	for path := range forms() {
		target := samples()[path]
		for _, tongue := range []string{"en", "zh-CN"} {
			b := w.as(li).in(tongue)
			p := b.get(target)
			if p.status == http.StatusForbidden { // it is not for the office to fill in
				b = w.as(wang).in(tongue)
				p = b.get(target)
			}
			p.want(http.StatusOK)
			choices := map[string]bool{}
			for _, e := range p.all("select") {
				choices[e.attr["name"]] = true
			}
			action, _, _ := strings.Cut(target, "?")
			for _, field := range p.typedFields() {
				met++
				for range 2 { // the other two come in the other language
					poison := poisons[turn%len(poisons)]
					turn++
					typed := append(goodValues(action), field, poison)
					answer := b.press(action, p.form(), sendButton, typed...)
					beside := answer.faults()[field]
					chinese := strings.ContainsFunc(beside, func(r rune) bool {
						return unicode.Is(unicode.Han, r)
					})
					if answer.status < 400 || answer.status > 499 || beside == "" ||
						chinese != (tongue == "zh-CN") {
						t.Errorf("%s, %s=%.9q: status %d, beside it %q, all %v", action, field,
							poison, answer.status, beside, answer.faults())
					}
					if got := answer.form().Get(field); !choices[field] &&
						got != strings.Map(legible, poison) {
						t.Errorf("%s: %s is %.20q now, want %.20q", action, field, got, poison)
					}
				}
			}
		}
	}
	if got := w.entries(); got != before || met < 50 {
		t.Errorf("%d fields, %d entries, want %d", met, got, before)
	}
}
