package web

import (
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

const soonMail = `"title":"To me","way":"mail","pace":"each","language":"en"}`

func TestMailAtOnceComesMinutesApart(t *testing.T) {
	w := newWorld(t)
	d := w.sendingOf(w.subscribed(wang, "coop", "10", soonMail))
	w.do(li, "office", "record-receipt", `{"delivery":"`+sent+`","day":"2026-11-25",`+
		`"received":"12.5"}`)
	told := w.tell(&d)
	now := hinterland.InstantOf(w.clock.now())
	if len(told.Messages) != 1 || told.Due != now+hinterland.MailAfter {
		t.Fatalf("%v, until %v", namesOf(told), told.Due.Time())
	}
	if told.Messages[0].Next != told.Next {
		t.Error("it goes on elsewhere than behind what it tells")
	}
	if told := w.tell(&d); len(told.Messages) != 0 {
		t.Errorf("without news it tells %v", namesOf(told))
	}
}

func TestATestByMailSaysNothingElse(t *testing.T) {
	w := newWorld(t)
	d := w.sendingOf(w.subscribed(wang, "coop", "10", soonMail))
	d.Test = true
	told := w.tell(&d)
	if len(told.Messages) != 1 || told.Messages[0].Mail.Subject != "Liuyang: a test" {
		t.Fatalf("%v", namesOf(told))
	}
	if text := told.Messages[0].Mail.Text; strings.Contains(text, "What others did") {
		t.Errorf("it tells %s", text)
	}
}

func TestWhoHasNoAddressAnyMoreIsWrittenNothing(t *testing.T) {
	w := newWorld(t)
	d := w.sendingOf(w.subscribed(wang, "coop", "10", soonMail))
	w.do(li, "office", "describe-person", `{"person":"6","name":"Wang Fang","base":6}`)
	d.Test = true
	_, err := w.site.Tell(t.Context(), d)
	if r := refusalsIn(err); len(r) != 1 || r[0].Reason != "subscription.nomail" {
		t.Errorf("%v", err)
	}
}

func TestALetterLetsNothingOfATextBecomeItsPage(t *testing.T) {
	l := &letter{
		Tongue: lang.English, Title: "<b>1</b>",
		Parts: []letterPart{{"Head", []letterLine{{"<i>", "https://a.example/?a=1&b=2"}}}},
	}
	page, err := l.page()
	if err != nil || strings.Contains(page, "<b>") || strings.Contains(page, "<i>") ||
		!strings.Contains(page, `href="https://a.example/?a=1&amp;b=2"`) {
		t.Errorf("%v: %s", err, page)
	}
	want := "<b>1</b>\n\nHead\n\n- <i>\n  https://a.example/?a=1&b=2\n\n-- \n"
	if l.text() != want {
		t.Errorf("%q", l.text())
	}
}
