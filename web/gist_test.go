package web

import (
	"net/http"
	"testing"

	"hinterland"
)

func TestTheJournalSaysWhatEachEntryWasAbout(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	b.fill("/events/"+sent+"/reversals/new", sendButton, "reason", "Wrong").
		want(http.StatusSeeOther)
	b.fill("/journal/22/undo", sendButton).want(http.StatusSeeOther)
	keeper := w.as(li)
	keeper.get("/journal").says(
		"undo an entry (12.5 t Ramie) · Ramie, 2026 undoes 22",
		"take back what was recorded (12.5 t Ramie) · Ramie, 2026 undone by 23",
		"record what was received of a delivery (40 t Ramie) · Ramie, 2026",
		"register a good (Paper)",
		"give a person a duty in a party (Wang Fang as signatory of Ramie co-op)",
		"register a person (Sun Li)")
	keeper.get("/journal/23").says("Entry 23: undo an entry (12.5 t Ramie)")
	keeper.get("/journal/12/undo").says("Zhao Min as liaison officer of Ramie co-op")
	keeper.in("zh").get("/journal?lang=zh-Hans").says("记录发货（苎麻12.5 t） · Ramie, 2026",
		"授予职务（苎麻合作社经办人Wang Fang）")
}

func TestAnEntryAboutManyThingsNamesTheFirst(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "batch", `{"acts":[`+
		`{"kind":"register-party","body":{"code":"a","name":{"en":"One"}}},`+
		`{"kind":"register-party","body":{"code":"b","name":{"en":"Two"}}},`+
		`{"kind":"register-party","body":{"code":"c","name":{"en":"Three"}}},`+
		`{"kind":"register-party","body":{"code":"d","name":{"en":"Four"}}}]}`)
	w.as(li).get("/journal").says("(One, Two, Three, …)").hides("Four")
}

func TestRowsThatAreGoneSayNothing(t *testing.T) {
	g := gistOf([]hinterland.Change{
		{Table: "event", Key: "[1]"},
		{Table: "item", Row: "no JSON"},
		{Table: "person", Row: `{"id":5}`},
		{Table: "post", Row: `{"id":9,"person":6}`},
	})
	if people := g.people(); len(g) != 2 || people[0] != 5 || people[1] != 6 {
		t.Errorf("%v names %v", g, people)
	}
}
