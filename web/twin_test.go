package web

import (
	"net/http"
	"testing"
)

// theSame is the delivery that is known as sent, typed once more.
func theSame(quantity string) []string {
	return []string{"item", "1", "day", "2026-11-20", "quantity", quantity}
}

func TestADeliveryLikeAnotherIsDoneOnlyOnceItIsMeant(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	before := w.entries()
	for _, button := range []string{sendButton, previewButton} {
		p := b.fill(deliver, button, theSame("12.50")...).want(http.StatusConflict)
		p.says("recorded already, as number 18", "Under way or received 50.5 t → 63 t").
			hides("There is a problem")
		if p.form().Get("quantity") != "12.50" || w.entries() != before {
			t.Fatalf("%s does it, or loses %v", button, p.form())
		}
		p = b.press(deliver, p.form(), previewButton).want(http.StatusOK)
		p.hides("recorded already")
		p = b.fill(deliver, button, theSame("12.5")...)
		p = b.press(deliver, p.form(), sendButton, "day", "2026-11-02", "quantity", "40")
		p.want(http.StatusConflict).says("number 16") // it is another than the one meant
	}
	p := b.fill(deliver, sendButton, theSame("12.5")...)
	b.follow(b.press(deliver, p.form(), sendButton)).says("The delivery was recorded.")
	b.in("zh").fill(deliver, sendButton, theSame("12.5")...).says("已有：18、47 号")
}

func TestADeliveryUnlikeOthersIsNotDoubted(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	b.fill("/events/"+sent+"/reversals/new", sendButton, "reason", "Wrong").
		want(http.StatusSeeOther)
	b.fill(deliver, sendButton, theSame("12.5")...).want(http.StatusSeeOther) // taken back
	b.fill(deliver, sendButton, theSame("12.4")...).want(http.StatusSeeOther)
	w.do(wang, "coop", "record-delivery", // who sends acts means them
		`{"agreement":"14","item":1,"day":"2026-11-20","quantity":"12.4"}`)
}

// A row that stands twice in a sheet is not said to be recorded, which it is not yet.
func TestARowThatStandsTwiceInASheetIsToldWithItsRow(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	before := w.entries()
	const rows = "agreement\titem\tday\tquantity\n14\t1\t2026-11-23\t1\n" +
		"14\t1\t2026-11-24\t2\n14\t1\t2026-11-24\t2.0\n"
	p := b.fill("/deliveries/new", sendButton, "rows", rows).want(http.StatusConflict)
	p.says("Row 4: The same item, day and quantity stands in row 3 too.").hides("recorded already")
	p = b.in("zh").fill("/deliveries/new", sendButton, "rows", rows)
	p.says("第3行已有同一条目、同一日期、同一数量的一笔").hides("记录已有")
	if w.entries() != before {
		t.Error("it is recorded")
	}
	b.follow(b.press("/deliveries/new", p.form(), sendButton)) // it is meant
	if w.entries() != before+1 {
		t.Error("it is not recorded")
	}
	file := "agreement,item,day,quantity\n14,1,2026-11-22,1.5\n14,1,2026-11-22,1.5\n"
	p = b.in("en").bring("", "d.csv", file)
	p.says("stands in row 2 too", "Record all the same").hides("recorded already")
	b.follow(b.post("/import", p.hidden())).says("All of it was done: ")
}
