package web

import (
	"net/http"
	"strings"
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
	keeper.in("zh").get("/journal?lang=zh-Hans").says("记录发货（苎麻 12.5 t） · Ramie, 2026",
		"授予职务（苎麻合作社经办人Wang Fang）")
}

// Of what was rejected and went back an entry changes nothing of the item.
func TestTheJournalSaysWhatWentBack(t *testing.T) {
	w := newWorld(t)
	looms := strings.TrimPrefix(w.lend(), "/agreements/")
	w.do(wang, "coop", "give-back",
		`{"agreement":"`+looms+`","item":1,"day":"2026-11-20","quantity":"3"}`)
	rejecting := w.did(li, "office", "record-receipt", `{"delivery":"`+sent+`",`+
		`"day":"2026-11-20","received":"10.5","rejected":"2","reason":"Wet"}`)
	returned := w.did(li, "office", "record-return",
		`{"receipt":"`+rejecting+`","day":"2026-11-21","quantity":"2"}`)
	w.do(li, "office", "reverse-event", `{"event":"`+returned+`","reason":"Wrong"}`)
	w.as(wang).get("/journal").says("record that what was lent went back (3 台 Loom) · Looms",
		"record the return of what was rejected (2 t Ramie) · Ramie, 2026",
		"take back what was recorded (2 t Ramie) · Ramie, 2026")
}

// What was done with money of a fund is told to those whom it names, whoever
// did it; the mill has nothing to do with it.
func TestTheJournalTellsOfFundsToWhomTheyConcern(t *testing.T) {
	w := newFundWorld(t)
	coop := w.as(wang)
	coop.get("/journal").says("(Raw materials, 3,000 CNY)", "(Raw materials, 500 CNY)",
		"(Raw materials, 5,000 CNY)").hides("12,000 CNY", "900 CNY")
	coop.get("/journal/25").want(http.StatusOK) // the grant
	coop.get("/journal/23").want(http.StatusNotFound)
	w.as(li).get("/journal").says("12,000 CNY", "900 CNY", "400 CNY")
	w.as(zhao).get("/journal").hides("Raw materials")
	w.as(zhao).get("/journal/25").want(http.StatusNotFound)
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

// Of several acts together the journal says which they were, and how often each.
func TestAnEntryOfSeveralActsSaysWhichTheyWere(t *testing.T) {
	w := newWorld(t)
	e := w.do(li, "office", "batch", `{"acts":[`+
		`{"kind":"register-party","body":{"code":"a","name":{"en":"One"}}},`+
		`{"kind":"register-place","body":{"code":"x","name":{"en":"Upper"}}},`+
		`{"kind":"register-party","body":{"code":"b","name":{"en":"Two"}}},`+
		`{"kind":"register-good","body":{"code":"salt","name":{"en":"Salt"},"unit":"t",`+
		`"decimals":1}},{"kind":"register-person","body":{"name":"Sun Li"}}]}`)
	b := w.as(li)
	const what = "register a party, 2 times; register a place; register a good; others"
	for _, path := range []string{"/", "/journal", entryPath(e.Number)} {
		b.get(path).says(what + " (One, Upper, Two, …)").hides("all or none")
	}
	b.get(withDone("/parties", e.Number)).says("All of it was done: " + what + ".")
	b.in("zh").get(withDone("/parties?lang=zh-Hans", e.Number)).
		says("已全部办理：登记单位 2 次；登记县市；登记物资品种；其他操作。")
}

func TestAPreviewSaysWhatMattersAndNothingOfNought(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	p := b.fill("/agreements/new", previewButton, termsTyped()...).want(http.StatusOK)
	p.says("Version 1 new Term 1 January 2027 to 31 December 2027").
		hides("Version in force", "Digest", "Sent", "Received")
	p = b.fill("/agreements/new", previewButton, append(termsTyped(), "items.1.price", "")...)
	p.says("Floor 10 t").hides("Price 0", "<dt>Price")
	p = b.fill("/agreements/new", previewButton, append(termsTyped(), "stage", stageDraft)...)
	p.says("Kind Purchase and sale", "Item 1 Paper · Supplier County office",
		"Item 1 Paper · Floor 10 t", "Item 1 Paper · due on 30 June 2027 10 t")
	b.fill("/goods/new", previewButton, "code", "salt", "name.en", "Salt", "unit", "kg",
		"decimals", "2").says("Good Salt new Code salt", "Smallest step 0.01")
	w.do(wang, "coop", "amend-agreement", `{"agreement":"14","base":14,`+ramieTerms[1:])
	assents := "/agreements/" + ramie + "/assents/new"
	b.follow(b.fill(assents, sendButton))
	w.as(wang).fill(assents, previewButton).says("Assent of Ramie co-op").
		hides("Item 1 · Ramie <", "Under way or received 50.5 t")
	b.follow(w.as(wang).fill(assents, sendButton))
	b.fill("/agreements/"+ramie+"/versions/new", previewButton, "items.1.ceiling", "160",
		"last", "2027-01-31").says("Item 1 Ramie · Ceiling 150 t → 160 t",
		"Last day 31 December 2026 → 31 January 2027").hides("Ramie · Floor", "<dt>Term")
}

func TestWhoHoldsNoPostIsToldSoAndNotRefused(t *testing.T) {
	w := newWorld(t)
	w.as(sun).get("/").want(http.StatusForbidden).says("You are signed in", "no post today").
		hides("This was not done")
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
