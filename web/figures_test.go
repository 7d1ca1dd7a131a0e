package web

import (
	"strings"
	"testing"
)

func TestMoneyThatCameIsNotToldAsGoods(t *testing.T) {
	w := newWorld(t)
	w.agreeOnRamie()
	w.do(wang, "coop", "confirm-payment", `{"payment":"19","day":"2026-11-25",`+
		`"came":"19500","reason":"Fee"}`)
	w.do(li, "office", "record-payment", `{"agreement":"14","from":"office","to":"coop",`+
		`"day":"2026-11-25","amount":"10.50","currency":"CNY"}`)
	w.do(li, "office", "look-for-cases", `{"agreement":"14","on":"2026-11-25"}`)
	b := w.as(wang)
	rows := b.get("/agreements/" + ramie + "/deliveries.csv").table()
	holds(t, []string{rows[1][3:], rows[2][3:]}, []string{
		"Payment|2026-11-25||||||||10.5|CNY||||County office",
		"Money received|2026-11-25|1|Ramie||||||19500|CNY|19|Fee||Ramie co-op",
	})
	b.get("/agreements/"+ramie).says("Money received for number 19 500 CNY did not come",
		"money received, number ", "Ramie, receipt 17")
	b.get("/journal").says("record what came of a payment (19,500 CNY) · Ramie, 2026",
		"record a payment (10.5 CNY)", "(Hill farm, 20,000 CNY)")
	b.in("zh").get("/agreements/"+ramie).says("到账 对应 19", "苎麻，收货 17")
}

// What is left of a pledge or a grant is in its row, and not what was taken back now.
func TestTheJournalDoesNotTakeAPartThatIsWithdrawnForAllOfIt(t *testing.T) {
	w := newFundWorld(t)
	w.do(li, "office", "withdraw-pledge", `{"pledge":"23","amount":"1000","reason":"Hail"}`)
	w.do(li, "office", "revoke-grant", `{"grant":"25","amount":"500","reason":"No need"}`)
	w.do(li, "office", "register-place", `{"code":"hill","name":{"en":"Hill town"}}`)
	w.as(li).get("/journal").says("register a place (Hill town)",
		"withdraw a pledge (Raw materials)",
		"take back what of a grant is not drawn (Raw materials)",
		"pledge a sum to a fund (Raw materials, 12,000 CNY)")
	sums := w.as(li).in("zh").get("/funds/" + theFund + "/account.csv").table()
	if !strings.Contains(sums[0], "已认缴（CNY）") {
		t.Errorf("the sums are called %q", sums[0])
	}
}
