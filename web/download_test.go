package web

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hinterland"
	"hinterland/office"
	"hinterland/workbook"
)

// table reads a table that was downloaded as a file of commas, cells of a row
// joined by bars.
func (p *page) table() []string {
	p.t.Helper()
	rest, marked := strings.CutPrefix(p.want(http.StatusOK).body, "\ufeff")
	if !marked {
		p.t.Error("it has no mark that it is UTF-8")
	}
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil {
		p.t.Fatal(err)
	}
	return joined(rows)
}

// joined makes one text of each row.
func joined(rows [][]string) []string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.TrimRight(strings.Join(row, "|"), "|")
	}
	return lines
}

// holds compares rows with what is wanted.
func holds(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestDeliveriesAreDownloadedAsATable(t *testing.T) {
	w := newWorld(t)
	w.do(wang, "coop", "record-delivery", `{"agreement":"14","item":1,"day":"2026-11-24",`+
		`"quantity":"1","note":"=HYPERLINK(\"x\")"}`)
	p := w.as(li).get("/agreements/" + ramie + "/deliveries.csv")
	called := p.header.Get("Content-Disposition")
	if called != `attachment; filename=deliveries-14-2026-11-25.csv` {
		t.Errorf("it is called %s", called)
	}
	holds(t, p.table(), []string{
		"Number|What|Day|Item|Good|Quantity|Beyond the ceiling|Short|Rejected|Unit|Amount|" +
			"Currency|About|Reason|Note|Said by|Written down by|Taken back by",
		`32|Delivery|2026-11-24|1|Ramie|1|0|0|0|t|||||'=HYPERLINK("x")|Ramie co-op`,
		"19|Payment|2026-11-24|1|Ramie||||||20000|CNY||||County office",
		"18|Delivery|2026-11-20|1|Ramie|12.5|0|0|0|t||||||Ramie co-op",
		"17|Receipt|2026-11-03|1|Ramie|38|0|1|1|t|||16|Wet||County office",
		"16|Delivery|2026-11-02|1|Ramie|40|0|0|0|t||||||Ramie co-op",
	})
	zh := w.as(li).in("zh").get("/agreements/" + ramie + "/deliveries.csv").body
	if !strings.Contains(zh, "编号,事项,日期") || !strings.Contains(zh, "收货") {
		t.Error(zh)
	}
}

func TestAccountIsDownloadedAsATable(t *testing.T) {
	w := newWorld(t)
	w.agreeOnRamie()
	holds(t, w.as(wang).get("/agreements/"+ramie+"/account.csv").table(), []string{
		"Item|Good|Unit|Supplier|Taker|How firm|Floor|Ceiling|Price|Currency|Promised|" +
			"Due by today|Late|Best effort, not reached|In transit|Received|Still to send",
		"1|Ramie|t|Ramie co-op|County office|Firm|100|150|820|CNY|120|60|9.5|0|12.5|38|69.5",
	})
}

func TestAgreementsAndJournalAreDownloadedAsFarAsTheyAreSeen(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "end-agreement", `{"agreement":"15","last":"2026-11-30","reason":"Over",`+
		`"base":15}`)
	holds(t, w.as(wang).get("/agreements.csv").table(), []string{
		"Number|Title|With|Kind|Duration|First day|Until|State|Latest version|" +
			"Version in force",
		"15|Who speaks with whom|County office|Liaison|Annual|2026-01-01|2026-11-30|Proposed|1",
		"14|Ramie, 2026|County office|Purchase and sale|Annual|2026-01-01|2026-12-31|Proposed|1",
	})
	if rows := w.as(zhao).get("/agreements.csv").table(); len(rows) != 1 {
		t.Errorf("the mill sees %q", rows)
	}
	rows := w.as(wang).get("/journal.csv?before=18").table()
	holds(t, rows, []string{
		"Number|When|What|Agreement|Undoes entry|Undone by entry|By|For|Source",
		"17|2026-11-25 12:00|record what was received of a delivery (40 t Ramie)|Ramie, 2026|||" +
			"Li Ming|County office",
		"16|2026-11-25 12:00|record a delivery (40 t Ramie)|Ramie, 2026|||Wang Fang|Ramie co-op",
		"15|2026-11-25 12:00|propose an agreement|Who speaks with whom|||Li Ming|County office",
		"14|2026-11-25 12:00|propose an agreement|Ramie, 2026|||Li Ming|County office",
	})
	// A delivery, a payment to it and the end of the agreement came later.
	if all := w.as(wang).get("/journal.csv").table(); len(all) != len(rows)+3 {
		t.Errorf("the whole journal is %q", all)
	}
}

// TestEveryWorkbookSaysWhatItsFileOfCommasSays opens every workbook again, in both
// languages, and compares its first sheet cell by cell.
func TestEveryWorkbookSaysWhatItsFileOfCommasSays(t *testing.T) {
	w := newSettledWorld(t)
	e := w.do(li, "office", "register-party", `{"code":"other","name":{"en":"Other","zh":"别社"}}`)
	w.do(li, "office", "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
	sheets := map[string]string{
		"/agreements": "协议", "/journal": "日志", "/account": "往来|付款|预付",
		"/zones": "协作区|县市归属", "/deliveries": "各行", "/agreements/sheet": "各行|用词|物资品种|单位",
		"/recipes": "配方", "/scopes": "采购范围", "/agreements/{id}/account": "往来|收发货与付款|预付|扣回、退回和核销",
		"/agreements/{id}/deliveries": "收发货与付款",
		"/funds/{id}/account":         "资金总额|认缴|申请|拨款|提款和还款",
		"/cases":                      "案件",
		"/horizons/{code}/statements": "供应",
		"/plans/{id}/moves":           "变动的调拨", "/plans/{id}/network": "供应明细",
	}
	for path := range downloads() {
		for _, tongue := range []string{"en", "zh"} {
			b := w.as(li).in(tongue)
			target := samples()[path+".csv"]
			want := b.get(target).table()
			p := b.get(strings.TrimSuffix(target, ".csv") + ".xlsx").want(http.StatusOK)
			f, err := excelize.OpenReader(strings.NewReader(p.body))
			if err != nil {
				t.Fatal(err)
			}
			names := f.GetSheetList()
			if got := strings.Join(names, "|"); tongue == "zh" && got != sheets[path] {
				t.Errorf("%s has the sheets %s", path, got)
			}
			rows, err := f.GetRows(names[0])
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for i := range row { // numbers are shown with thousands apart, and all decimals
					if strings.Trim(row[i], "0123456789,.") == "" {
						row[i] = strings.ReplaceAll(row[i], ",", "")
					}
					whole, rest, _ := strings.Cut(row[i], ".")
					if rest != "" && strings.Trim(rest, "0123456789") == "" {
						row[i] = strings.TrimSuffix(whole+"."+strings.TrimRight(rest, "0"), ".")
					}
				}
			}
			holds(t, joined(rows), want)
		}
	}
}

func TestPagesLeadToTheirTables(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	for page, tables := range map[string][]string{
		"/agreements": {"/agreements.xlsx", "/agreements.csv"},
		"/agreements/" + ramie: {
			"/agreements/14/account.xlsx", "/agreements/14/deliveries.csv",
		},
		"/journal":                  {"/journal.csv"},
		"/journal?before=9":         {"/journal.csv?before=9", "/journal.xlsx?before=9"},
		"/journal?before=no%22%3E1": {"/journal.csv"},
	} {
		p := b.get(page).want(http.StatusOK)
		for _, table := range tables {
			if !strings.Contains(p.body, `href="`+table+`"`) {
				t.Errorf("%s does not lead to %s", page, table)
			}
			b.get(table).want(http.StatusOK)
		}
	}
}

// TestATableThatIsCutSaysSoAndWhereTheRestIs lets tables have three rows.
func TestATableThatIsCutSaysSoAndWhereTheRestIs(t *testing.T) {
	w := newWorld(t)
	for path, all := range map[string]int{"/agreements": 3, "/journal": 21} {
		for rows, cut := range map[int]bool{1: true, all - 1: true, all: false, all + 1: false} {
			w.site.rows = rows
			table := w.as(li).get(path + ".csv").table()
			last := table[len(table)-1]
			if got := strings.Contains(last, "The rest: "+path+".csv?before="); got != cut {
				t.Errorf("%s of %d rows ends with %q", path, rows, last)
			}
			if !cut {
				continue
			}
			_, next, _ := strings.Cut(last, "The rest: ")
			rest := w.as(li).get(strings.Trim(next, "|")).table()
			if want := min(rows, all-rows); len(rest) < 1+want {
				t.Errorf("%s: the rest of %d rows is %q", path, rows, rest)
			}
		}
	}
}

func TestAPriceHasTheDecimalsThatItHas(t *testing.T) {
	for _, tt := range []struct {
		price hinterland.Money
		want  workbook.Cell
	}{
		{0, workbook.Number("0", 0)},
		{820_050_000, workbook.Number("820.05", 2)},
		{12_000_000, workbook.Number("12", 0)},
		{1, workbook.Number("0.000001", 6)},
	} {
		if got := priceCell(tt.price); got != tt.want {
			t.Errorf("%d is %v, want %v", tt.price, got, tt.want)
		}
	}
	graded := &office.Promise{}
	graded.Currency = "CNY"
	if got := agreedCell(graded); got != (workbook.Cell{}) {
		t.Errorf("a price for each grade is %v", got)
	}
}
