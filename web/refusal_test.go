package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// TestRefusalsSayDaysAndDutiesInTheReadersWords meets refusals that hold a day,
// a duty, a party or a row of the records.
func TestRefusalsSayDaysAndDutiesInTheReadersWords(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		person, target string
		typed          []string
		english        string
		chinese        string
	}{
		{
			wang, deliver,
			[]string{"item", "1", "quantity", "1", "day", "2026-11-26"},
			"today is 25 November 2026", "今天是 2026年11月25日",
		},
		{
			li, "/posts/new?person=" + wang,
			[]string{"party", "coop", "duty", "signatory", "from", "2026-05-01"},
			"The person is signatory there", "已任签约人",
		},
		{
			li, "/agreements/" + ramie + "/end",
			[]string{"last", "2026-11-24", "reason", "x"},
			"today is 25 November 2026", "今天是 2026年11月25日",
		},
		{
			li, "/journal/5/undo", nil, "in use: Good Ramie.", "已被使用：物资品种 苎麻。",
		},
	}
	for _, tt := range tests {
		for tongue, want := range map[string]string{"en": tt.english, "zh-CN": tt.chinese} {
			b := w.as(tt.person).in(tongue)
			p := b.fill(tt.target, sendButton, tt.typed...)
			if p.status < http.StatusBadRequest {
				t.Fatalf("%s: status %d", tt.target, p.status)
			}
			p.says(want)
			for _, raw := range []string{"2026-11-2", "[\"", "ramie\"]"} {
				if text := p.text(); strings.Contains(text, raw) {
					t.Errorf("%s in %s says %q: %s", tt.target, tongue, raw, text)
				}
			}
		}
	}
}

// TestEveryKindOfValueIsSaidInWords words what refusals can hold.
func TestEveryKindOfValueIsSaidInWords(t *testing.T) {
	a := &ask{say: lang.For(lang.Chinese)}
	day, err := hinterland.ParseDay("2026-11-05")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ value, want any }{
		{day, "2026年11月5日"},
		{hinterland.Keeper, "管理员"},
		{hinterland.PartyCode("coop"), "coop"}, // to who has not signed in
		{7, 7},
		{"17-1", "17-1"},
	} {
		if got, err := a.argOf(tt.value); got != tt.want || err != nil {
			t.Errorf("%v is said as %v, %v", tt.value, got, err)
		}
	}
}

// TestAReversalThatHasNoRoomNamesWhatTookIt fills the room that short and
// rejected goods left, and takes the receipt back.
func TestAReversalThatHasNoRoomNamesWhatTookIt(t *testing.T) {
	w := newWorld(t)
	reverse := func() *page {
		return w.as(li).fill("/events/17/reversals/new", sendButton, "reason", "Wrong day")
	}
	later := w.do(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-24","quantity":"99.5"}`)
	number := hinterland.MakeID[hinterland.Event](later.Act, 0).String()
	reverse().want(http.StatusConflict).says(number+", "+sent, "Take these back first")
	w.do(wang, "coop", "reverse-event", `{"event":"`+number+`","reason":"Too much"}`)
	reverse().want(http.StatusSeeOther)
}
