package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAFundFromItsOpeningToItsRepayment(t *testing.T) {
	w := newWorld(t)
	office, coop := w.as(li), w.as(wang)
	coop.get("/").leads("/funds") // where one can be opened
	opened := office.fill("/funds/new", sendButton, "name.en", "Raw materials",
		"low", "10,000", "high", "15000", "last", "2027-12-31", "purpose.2", "Seed",
		"purpose.3", "Looms", "asker.3", "coop")
	fund, _, _ := strings.Cut(opened.header.Get("Location"), "?")
	office.follow(opened).says("The fund was opened.", "below target",
		"10,000 to 15,000 CNY", "Seed: 0 CNY drawn")
	if nav := w.as(zhao).get("/").navigation(); !strings.Contains(nav, "/funds") {
		t.Errorf("a fund has been opened: %s", nav)
	}
	office.follow(office.fill(fund+"/pledges/new", sendButton, "amount", "12000")).
		says("within target", "0 CNY repaid = 0 CNY granted")
	coop.follow(coop.fill(fund+"/applications/new", sendButton, "amount", "8000.50", "use", "Seed",
		"reason", "Hail")).says("The application was recorded.", "8,000.5")
	form := office.get(fund + "/grants/new").form()
	if got := form.Get("grant.1.amount"); got != "8000.5" {
		t.Errorf("%s is proposed", got)
	}
	p := office.fill(fund+"/grants/new", sendButton, "grant.1.amount", "9000")
	if told := p.want(http.StatusConflict).faults()["grant.1.amount"]; !strings.Contains(told,
		"Only 8,000.5 CNY of this application") {
		t.Errorf("more than is asked for: %v", p.faults())
	}
	p = office.fill(fund+"/grants/new", sendButton, "grant.1.amount", "")
	if p.want(http.StatusUnprocessableEntity).faults()["grant.1.amount"] == "" {
		t.Errorf("nothing is granted: %v", p.faults())
	}
	p = office.fill(fund+"/grants/new", sendButton, "grant.1.amount", "5000.01",
		"day.1", "2026-12-01", "day.3", "2028-01-01")
	if p.faults()["day.3"] == "" || p.form().Get("day.3") != "2028-01-01" {
		t.Errorf("repaid after the term: %v", p.faults())
	}
	office.follow(office.fill(fund+"/grants/new", sendButton, "grant.1.amount", "5000.01",
		"day.1", "2026-12-01", "day.3", "2027-01-01")).hides("All of it was done").
		says("The money was granted.", "due 1 December 2026: 2,500.01",
			"due 1 January 2027: 2,500")
	w.repaid(fund, office, coop)
}

// repaid draws the grant of a fund, is refused what cannot be, and gives back.
func (w *world) repaid(fund string, office, coop *browser) {
	w.t.Helper()
	grant := "/grants/" + w.linkTo(coop.get(fund), "/grants/") + "/instalments/new"
	p := coop.fill(grant+"?kind=drawdown", sendButton, "amount", "5000.02", "use", "Seed")
	if p.want(http.StatusConflict).faults()["amount"] == "" {
		w.t.Errorf("more than is granted: %v", p.faults())
	}
	coop.follow(coop.fill(grant+"?kind=drawdown", sendButton, "amount", "3000", "use", "Looms")).
		says("The drawdown was recorded.", "Looms: 3,000 CNY drawn")
	office.follow(office.fill(grant, sendButton, "amount", "1000", "kind", "repayment")).
		says("1,000 CNY repaid = 5,000.01 CNY granted", "7,999.99 CNY free")
	w.clock.at = w.clock.at.Add(7 * 24 * time.Hour)
	office = w.as(li)
	office.get(fund).says("1,500.01") // late, of the first part
	page := office.get(fund+"/withdrawals/new").says("Pledge", "Grant", "2,000.01 CNY not drawn")
	values := page.form()
	values.Set("what", "nothing.7")
	p = office.press(fund+"/withdrawals/new", values, sendButton, "reason", "x")
	if p.want(http.StatusUnprocessableEntity).faults()["what"] == "" {
		w.t.Errorf("nothing was chosen: %v", p.faults())
	}
	office.follow(office.fill(fund+"/close", sendButton, "reason", "Over")).says("closed")
	w.as(wang).get(fund).hides("/applications/new", "/pledges/new")
}

// linkTo is the part of the first link that begins in a way, up to the next
// stroke.
func (w *world) linkTo(p *page, begin string) string {
	w.t.Helper()
	for _, e := range p.all("a") {
		if rest, ok := strings.CutPrefix(e.attr["href"], begin); ok {
			number, _, _ := strings.Cut(rest, "/")
			return number
		}
	}
	w.t.Fatalf("no link begins with %s", begin)
	return ""
}

// Whoever keeps a fund writes down what parties without account say, and the
// page tells so.
func TestTheTrusteeWritesDownWhatPartiesWithoutAccountSay(t *testing.T) {
	w := newFundWorld(t)
	page := w.as(li).get("/funds/" + theFund).says("Hill farm, written down by County office")
	page.says("Together", "3,900.5", "3,000.5") // open, and shared evenly
	p := w.as(li).get("/funds/" + theFund + "/applications/new").want(http.StatusOK)
	p.says("Hill farm").hides(`value="coop"`) // who has an account asks by itself
	w.as(wang).get("/funds/"+theFund).hides("/grants/new", "/close")
	w.as(li).in("zh-CN").get("/funds/"+theFund).says("原料资金", "已达目标额", "由县办公室代记")
}

// Who keeps a fund is told on the first page that it can grant what was asked for.
func TestWhatIsAskedOfAFundWaitsForWhoKeepsIt(t *testing.T) {
	w := newFundWorld(t)
	w.as(li).get("/").says("Money was asked for, and 7,500 CNY can be granted.",
		"Raw materials", "Grant what is free").leads("/funds/22/grants/new", "/funds/22")
	w.as(li).in("zh").get("/?lang=zh-Hans").
		says("有资金申请待答复，可拨 7,500 CNY。", "核定拨款")
	w.as(wang).get("/").hides("Money was asked for")
}

// Of what was drawn 2,000 were due the day before, of which 500 have come.
func TestWhatIsLateOfAFundIsToldToBothSides(t *testing.T) {
	w := newFundWorld(t)
	const repay = "/grants/25/instalments/new?kind=repayment"
	w.as(li).get("/").says("Ramie co-op is late with repaying 1,500 CNY; the first of it was due "+
		"on 24 November 2026. Raw materials Record a repayment").leads(repay, "/funds/22")
	w.as(wang).get("/").says("Your party is late with repaying 1,500 CNY; the first of it was " +
		"due on 24 November 2026. Raw materials").leads("/funds/22").hides("Record a repayment")
	w.as(wang).in("zh-CN").get("/").
		says("本单位有 1,500 CNY 逾期未还，",
			"最早一笔应于2026年11月24日归还。")
	w.as(li).in("zh-CN").get("/").says("苎麻合作社有 1,500 CNY 逾期未还", "记录还款")
	w.as(zhao).get("/").hides("late with repaying")
	b := w.as(li).in("en")
	b.follow(b.fill(repay, sendButton, "amount", "1500"))
	b.get("/").hides("late with repaying")
	w.as(wang).in("en").get("/").hides("late with repaying")
}
