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
