package web

import (
	"archive/zip"
	"io"
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

// The sample advance is half a tonne of ramie, worth 400 yuan; five yuan for each
// tonne that came were kept back from one receipt of 38.
func TestAnAdvanceIsShownToBothSidesUntilItIsClosed(t *testing.T) {
	w := newFundWorld(t)
	office := w.as(li)
	page := "/agreements/" + ramie
	for _, b := range []*browser{office, w.as(wang)} {
		b.get(page).says("0.5 t of Ramie", "open; 5 CNY recovered per t", "190", "210",
			"Recovery 29", "Ramie co-op")
	}
	w.as(wang).get(page).hides("/settlements/new", "/advances/new") // its giver says so
	settle := "/advances/" + advanced + "/settlements/new"
	p := office.fill(settle+"?kind=recovery", sendButton, "receipt", received)
	if p.want(http.StatusConflict).faults()["receipt"] == "" {
		t.Errorf("a delivery is no receipt: %v", p.faults())
	}
	p = office.fill(settle+"?kind=write-off", sendButton, "amount", "210.01", "reason", "Hail")
	if p.want(http.StatusConflict).faults()["amount"] == "" {
		t.Errorf("more than is open: %v", p.faults())
	}
	p = office.fill(settle+"?kind=return", sendButton, "amount", "10", "reason", "")
	if p.want(http.StatusUnprocessableEntity).faults()["reason"] == "" {
		t.Errorf("no reason: %v", p.faults())
	}
	office.follow(office.fill(settle+"?kind=return", sendButton, "amount", "10",
		"reason", "Left over")).says("The return was recorded.", "Left over")
	office.follow(office.fill(settle+"?kind=write-off", sendButton, "reason", "Hail")).
		says("It was written off.", "closed")
	p = office.get(settle+"?kind=reversal").says("Write-off", "200 CNY", "10 CNY")
	chosen := p.form()
	chosen.Set("settlement", "")
	p = office.press(settle, chosen, sendButton, "reason", "Not lost at all")
	if p.want(http.StatusUnprocessableEntity).faults()["settlement"] == "" {
		t.Errorf("nothing is chosen: %v", p.faults())
	}
}

func TestAnAdvanceIsGivenOnAForm(t *testing.T) {
	w := newFundWorld(t)
	office, form := w.as(li), "/agreements/"+ramie+"/advances/new"
	p := office.fill(form, sendButton, "value", "100", "good", "ramie")
	if p.want(http.StatusUnprocessableEntity).faults()["quantity"] == "" {
		t.Errorf("a good without a quantity: %v", p.faults())
	}
	p = office.fill(form, sendButton, "value", "100.005")
	if p.faults()["value"] == "" || p.form().Get("value") != "100.005" {
		t.Errorf("half a fen: %v", p.faults())
	}
	p = office.fill(form, sendButton, "value", "100", "currency", "jpy")
	if p.faults()["currency"] == "" {
		t.Errorf("in yen under a price in yuan: %v", p.faults())
	}
	office.follow(office.fill(form, sendButton, "value", "1,000", "note", "For the nursery")).
		says("The advance was recorded.", "Money", "1,000", "For the nursery")
	entry := office.get("/journal").text()
	if !strings.Contains(entry, "record what was advanced to a supplier") {
		t.Errorf("the journal does not tell of it: %s", entry)
	}
	office.in("zh-CN").get("/agreements/"+ramie).says("预付", "款项", "每 t 扣回 5 CNY")
	w.as(zhao).get(form).want(http.StatusNotFound)
}

// Both sides see on their accounts, with all and with one another, what was
// advanced, recovered, returned, written off and is open; and so do their
// spreadsheets.
func TestAccountsTellOfAdvances(t *testing.T) {
	w := newFundWorld(t)
	w.do(li, "office", "write-off-advance", `{"advance":"29","amount":"10","reason":"Hail"}`)
	w.do(li, "office", "give-advance", `{"agreement":"14","item":1,"day":"2026-11-02",`+
		`"value":"100","currency":"CNY"}`)
	const sums = "County office to Ramie co-op CNY 500 190 – 10 300"
	// What was recovered is not to be paid again.
	const money = "Recovered Amount Came Still to pay " +
		"County office to Ramie co-op 31,160 CNY 190 CNY 20,000 CNY 0 CNY 10,970 CNY"
	for person, other := range map[string]string{li: "coop", wang: "office"} {
		b := w.as(person)
		for _, page := range []string{"/account", "/parties/" + other} {
			b.get(page).says("Advances From and to Currency Value", sums, money)
		}
		csv := b.get("/account.csv").want(http.StatusOK).body
		if person == li && !strings.Contains(csv, "Ramie") {
			t.Errorf("the table is %s", csv)
		}
	}
	w.as(zhao).get("/account").hides("Advances")
}

func TestTheWorkbookOfAnAgreementHasItsAdvances(t *testing.T) {
	w := newFundWorld(t)
	book := w.as(wang).get("/agreements/" + ramie + "/account.xlsx").want(http.StatusOK).body
	files, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := files.Open("xl/workbook.xml")
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := io.ReadAll(f)
	for _, name := range []string{"Account", "Advances", "Recoveries, returns, write-offs"} {
		if err != nil || !strings.Contains(string(sheets), `"`+name) {
			t.Errorf("%v, no sheet %s in %s", err, name, sheets)
		}
	}
}

// What is recovered, and what is open then, is told before it is recorded: on the
// receipts that can be chosen by the rate, and of a sum in the preview.
func TestARecoveryTellsBeforeItIsSentWhatItRecoversAndWhatIsLeft(t *testing.T) {
	w := newFundWorld(t)
	e := w.do(li, "office", "give-advance", `{"agreement":"14","item":1,"day":"2026-11-02",`+
		`"value":"1000","currency":"CNY","rate":"5"}`)
	b := w.as(li)
	form := "/advances/" + hinterland.FormatDecimal(e.Act, 0) + "/settlements/new"
	b.get(form+"?kind=recovery").says("38 t, recovers 190 CNY", "Open 1,000 CNY")
	b.fill(form+"?kind=recovery", previewButton, "receipt", rejecting).
		says("Recovered 190 CNY", "Open 1,000 CNY → 810 CNY", "Amount 190 CNY")
	b.fill(form+"?kind=recovery", previewButton, "receipt", rejecting, "amount", "12.5").
		says("Recovered 12.5 CNY", "Open 1,000 CNY → 987.5 CNY", "Amount 12.5 CNY")
	b.fill(form+"?kind=write-off", previewButton, "reason", "Hail").
		says("Written off 1,000 CNY", "Open 1,000 CNY → 0 CNY")
	b.in("zh-CN").get(form+"?kind=recovery").says("可扣回 190 CNY", "未结清")
	b.fill("/agreements/"+ramie+"/advances/new", previewButton, "value", "30").
		says("未结清 30 CNY")

	e = w.do(li, "office", "give-advance", `{"agreement":"14","item":1,"day":"2026-11-02",`+
		`"value":"30","currency":"CNY"}`)
	form = "/advances/" + hinterland.FormatDecimal(e.Act, 0) + "/settlements/new"
	b.in("en").get(form + "?kind=recovery").
		says("38 t").hides("recovers")
}
