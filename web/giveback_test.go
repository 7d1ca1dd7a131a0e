package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hinterland"
)

// lend lends four looms to the co-operative, to be back by 20 November, five days
// ago, and gives one thing as far as possible, of which nothing went off.
func (w *world) lend() string {
	w.t.Helper()
	w.do(li, "office", "register-good",
		`{"code":"loom","name":{"en":"Loom","zh":"织机"},"unit":"台","decimals":0}`)
	e := w.do(li, "office", "propose-agreement", `{"kind":"support","class":"short",`+
		`"title":"Looms","parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31",`+
		`"items":[{"number":1,"from":"office","to":"coop","good":"loom","effort":"firm",`+
		`"right":"use","back":"2026-11-20","floor":"4","ceiling":"4",`+
		`"schedule":[{"due":"2026-11-01","quantity":"4"}]},`+
		`{"number":2,"from":"office","to":"coop","good":"loom","effort":"best",`+
		`"right":"own","floor":"0","ceiling":"3",`+
		`"schedule":[{"due":"2026-11-01","quantity":"3"}]}]}`)
	id := hinterland.MakeID[hinterland.Agreement](e.Act, 0).String()
	e = w.do(li, "office", "record-delivery",
		`{"agreement":"`+id+`","item":1,"day":"2026-11-01","quantity":"4"}`)
	w.do(wang, "coop", "record-receipt", `{"delivery":"`+
		hinterland.MakeID[hinterland.Event](e.Act, 0).String()+
		`","day":"2026-11-02","received":"4"}`)
	return "/agreements/" + id
}

func TestWhatWasLentIsLateUntilItIsGivenBack(t *testing.T) {
	w := newWorld(t)
	looms := w.lend()
	office, coop := w.as(li), w.as(wang)
	const out = "Lent: Ramie co-op has 4 台, to be back by 20 November 2026. 5 days beyond its day"
	office.get(looms).says(out).hides(looms + "/returns/new")
	coop.get(looms).says(out).leads(looms + "/returns/new?item=1")
	for _, b := range []*browser{office, coop} {
		b.get("/").says("20 November 2026 5 days beyond its day 4 台 Loom " +
			"Ramie co-op to County office Looms")
	}
	const loan = "4 台 20 November 2026 5 days beyond its day"
	for _, page := range []string{"/account", "/parties/office"} {
		coop.get(page).says("Lent and to be given back From and to Good Quantity",
			"Ramie co-op to County office Loom").says(loan).leads(looms + "/returns/new?item=1").
			leads(looms + "#item-1")
	}
	office.get("/parties/coop").says("Looms").hides(looms + "/returns/new")
	book, err := excelize.OpenReader(strings.NewReader(coop.get("/account.xlsx").body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Lent and to be given back")
	if err != nil || len(rows) != 2 || rows[1][2] != "4" || rows[1][4] != "2026-11-20" {
		t.Errorf("%v, the sheet of loans is %q", err, rows)
	}
	form := looms + "/returns/new?item=1"
	p := coop.fill(form, sendButton, "quantity", "5")
	if p.want(http.StatusConflict).faults()["quantity"] == "" {
		t.Errorf("more than is out: %v", p.faults())
	}
	coop.follow(coop.fill(form, sendButton, "quantity", "3")).
		says("It was recorded that this went back.", "Given back", "Ramie co-op has 1 台")
	coop.in("zh-CN").get(looms).says("借用：苎麻合作社现有 1 台，应于2026年11月20日前归还。逾期未还 5 天", "归还")
	coop.follow(coop.fill(form, sendButton, "quantity", "1")).hides("Lent:", "借用：")
	office.get("/").hides("beyond its day")
	office.get(looms).says("Record the receipt") // what came back is received like any delivery
}

func TestABestEffortIsMissedAndNeverLate(t *testing.T) {
	w := newWorld(t)
	looms := w.lend()
	act, err := strconv.ParseInt(strings.TrimPrefix(looms, "/agreements/"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	w.agree(act, [2]string{li, "office"}, [2]string{wang, "coop"})
	office := w.as(li)
	office.get(looms).says("Best effort missed: 3 台 did not go off by their day. That is no breach",
		"1 November 2026 3 0 0 Best effort missed", "1 November 2026 4 4 4 Received").
		hides("24 days late", "/breach")
	office.get("/").says("Best efforts missed Due State Quantity Good Agreement " +
		"1 November 2026 Best effort missed 3 台 Loom").hides("24 days late")
	office.in("zh-CN").get("/").says("尽力未达")
}

// A suspension that covers the day puts it off, on the home page and under the
// agreement alike.
func TestWhatASuspensionPutsOffIsNotLateMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.agree(14, [2]string{li, "office"}, [2]string{wang, "coop"})
	w.do(li, "office", "suspend-agreement", `{"agreement":"14","until":"2027-01-01",`+
		`"reason":"Flood","base":`+strconv.Itoa(w.entries())+`}`)
	w.clock.at = time.Date(2026, 12, 20, 4, 0, 0, 0, time.UTC)
	coop := w.as(wang)
	coop.get("/agreements/"+ramie).says("50 days late",
		"15 December 2026 60 0 0 Put off to 1 January 2027: In 12 days")
	coop.get("/").says("1 January 2027 In 12 days 60 t Ramie").hides("5 days late 60 t")
}
