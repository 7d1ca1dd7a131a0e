package web

import (
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// termsSheet is a sheet of two agreements: in words, in codes, with names in
// either language, and with cells left blank that belong to the row above.
const termsSheet = "协议\t名称\t类型\t期限类别\t起始日期\t截止日期\t供方\t需方\t物资品种\t约束力\t保底量\t上限\t" +
	"单价\t货币\t交货日\t数量\n" +
	"a\tRamie for spring\t购销合同\tannual\t46388\t2027-12-31\tRamie co-op\toffice\tRamie\t确保\t" +
	"1,000.5\t1200\t8505\tCNY\t2027-03-01\t500.5\n" +
	"\t\t\t\t\t\t\t\t\t\t\t\t\t\t2027/6/1\t500\n" +
	"a\tRamie for spring\t\t\t\t\toffice\tcoop\tramie\tbest\t1\t2\t\t\t2027-03-01\t1\n" +
	"b\tRamie for winter\tPurchase and sale\tOne task\t2027-01-01\t2027-12-31\tcoop\toffice\t" +
	"ramie\tFirm\t10\t10\t\t\t2027-12-01\t10\n"

func TestAgreementsComeFromASheet(t *testing.T) {
	w := newWorld(t)
	const target = "/agreements/sheet"
	b := w.as(li)
	b.get("/agreements").says("Enter many agreements")
	before := w.entries()
	p := b.fill(target, sendButton, rowsField, termsSheet)
	list := b.follow(p).
		says("All of it was done: ", "Ramie for spring", "Ramie for winter", "Draft")
	if got := w.entries(); got != before+1 {
		t.Errorf("%d entries, want one more than %d", got, before)
	}
	link := regexp.MustCompile(`href="([^"]*)">Ramie for spring<`).FindStringSubmatch(list.body)
	if link == nil {
		t.Fatal("it is not listed")
	}
	b.get(link[1]).says("Purchase and sale", "Annual", "1,000.5", "1,200", "8,505", "500.5",
		"Best effort", "1 March 2027", "1 June 2027", "1 January 2027")
}

func TestASheetOfAgreementsIsRefusedByCell(t *testing.T) {
	w := newWorld(t)
	const target = "/agreements/sheet"
	b := w.as(li)
	before := w.entries()
	rows := strings.Split(strings.TrimSuffix(termsSheet, "\n"), "\n")
	change := func(row int, old, new string) string {
		changed := append([]string(nil), rows...)
		if !strings.Contains(changed[row-1], old) {
			t.Fatalf("row %d has no %q", row, old)
		}
		changed[row-1] = strings.Replace(changed[row-1], old, new, 1)
		return strings.Join(changed, "\n") + "\n"
	}
	for name, tt := range map[string]struct{ sheet, says string }{
		"no kind":       {change(2, "购销合同", "purchases"), "Row 2, Kind: "},
		"no good":       {change(4, "ramie", "hemp"), "Row 4, Good: "},
		"no party":      {change(2, "Ramie co-op", "Nobody"), "Row 2: There is no party Nobody"},
		"no day":        {change(3, "2027/6/1", "June"), "This is not a day. It says “June”."},
		"a late day":    {change(3, "2027/6/1", "2028/6/1"), "Row 3, Due: "},
		"too little":    {change(3, "\t500", "\t400"), "Row 2"},
		"a word":        {change(5, "2027-12-01\t10", "2027-12-01\tten"), "Row 5, Quantity: "},
		"a low ceiling": {change(5, "\t10\t10\t", "\t11\t10\t"), "Row 5, "},
		"two titles": {
			change(4, "Ramie for spring", "Ramie"), "Row 4, Title: Row 2 says Ramie for spring",
		},
		"no effort": {change(4, "best", "perhaps"), "Row 4, How firm: "},
		"somebody else's": {
			change(5, "coop\toffice", "coop\tmill"),
			"Row 5, Supplier: Your party neither supplies nor takes",
		},
		"no column": {change(1, "数量", "how much"), "has no column Quantity"},
		"no rows":   {rows[0], "Nothing is filled in"},
	} {
		t.Run(name, func(t *testing.T) {
			p := b.fill(target, sendButton, rowsField, tt.sheet)
			p.says(tt.says)
			if got := p.form().Get(rowsField); !strings.HasPrefix(got, "协议\t") {
				t.Errorf("what was typed is lost: %.40q", got)
			}
		})
	}
	if got := w.entries(); got != before {
		t.Errorf("%d entries, want %d", got, before)
	}
}

func TestTheEmptySheetOfAgreementsTellsItsWords(t *testing.T) {
	w := newWorld(t)
	p := w.as(li).in("zh").get("/agreements/sheet.xlsx")
	sheets, err := workbook.Sheets([]byte(p.body))
	if err != nil || len(sheets) == 0 || len(sheets[0].Rows) != 1 ||
		sheets[0].Rows[0][0] != "协议" {
		t.Errorf("got %q, %v", sheets, err)
	}
	values := w.as(li).get("/agreements/sheet").form()
	values.Set(doField, sendButton)
	w.as(li).upload("/agreements/sheet", values, "t.xlsx", []byte(p.body)).
		says("Nothing is filled in")
}

func TestACellIsFoundByWhatARefusalCallsIt(t *testing.T) {
	s := newSheet(lang.For(lang.English), termsLayout())
	s.places = map[string]int{
		"acts.1": 2, "acts.1.items.1": 2, "acts.1.items.1.schedule.1": 2,
		"acts.1.items.1.schedule.2": 3, "acts.1.items.2": 4, "acts.12": 40,
	}
	for field, want := range map[string]struct {
		row  int
		head string
	}{
		"acts.1.title":                       {2, "Title"},
		"acts.1.from":                        {2, "First day"},
		"acts.1.items.2.from":                {4, "Supplier"},
		"acts.1.items.1.schedule.2.due":      {3, "Due"},
		"acts.1.items.1.schedule.2":          {3, ""},
		"acts.1.items.1.schedule.9.quantity": {2, "Quantity"},
		"acts.1.items.3.floor":               {2, "Floor"},
		"acts.12.parties.2":                  {40, ""},
		"acts.2.title":                       {0, ""},
		"title":                              {0, ""},
		"":                                   {0, ""},
	} {
		if row, head := s.Cell(field); row != want.row || head != want.head {
			t.Errorf("%s is in row %d, %q, want %v", field, row, head, want)
		}
	}
}

func TestWhatTwoAreCalledNeitherIs(t *testing.T) {
	c := calls{}
	c.add(hinterland.Name{English: "Ramie", Chinese: "苎麻"}, "ramie")
	c.add(hinterland.Name{English: "Paper", Chinese: "纸"}, "paper")
	c.add(hinterland.Name{English: "paper", Chinese: "纸张"}, "Ramie")
	for text, want := range map[string]string{
		"ramie": "ramie", "Ramie": "Ramie", "RAMIE": "ramie", "苎麻": "ramie",
		"纸": "paper", "纸张": "Ramie", "Paper": "Paper", "paper": "paper", "hemp": "hemp", "": "",
	} {
		if got := c.code(text); got != want {
			t.Errorf("%q is the code %q, want %q", text, got, want)
		}
	}
	c.add(hinterland.Name{English: "Paper"}, "third")
	if got := c.code("PAPER"); got != "PAPER" {
		t.Errorf("of three that are called so, %q is taken", got)
	}
}

func TestADayMayBeTheNumberOfASpreadsheetProgram(t *testing.T) {
	for text, want := range map[string]string{
		"46350": "2026-11-24", "1001": "1902-09-27", "2027-01-01": "2027-01-01",
		"1000": "1000", "-46350": "-46350", "46350.5": "46350.5", "": "",
	} {
		if got := asDay(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// TestASheetMayLeaveOutWhatAgreementsMayLack reads sheets with few columns, their
// order changed, and others between.
func TestASheetMayLeaveOutWhatAgreementsMayLack(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	const target = "/agreements/sheet"
	sheet := "Remarks\tQuantity\tDue\tCeiling\tFloor\tHow firm\tGood\tTaker\tSupplier\t" +
		"Last day\tFirst day\tDuration\tKind\tTitle\n" +
		"mine\t1\t2027-02-01\t2\t1\tfirm\t苎麻\tcounty office\t苎麻合作社\t" +
		"2027-12-31\t2027-01-01\ttask\tpurchase\tShort\n" +
		"yours\t1\t2027-03-01\n"
	p := b.fill(target, previewButton, rowsField, sheet, "stage", stageProposed)
	p.says("Short", "1 February 2027", "1 March 2027")
	b.follow(b.fill(target, sendButton, rowsField, sheet, "stage", stageProposed)).
		says("Short", "Proposed")
	b.fill(target, sendButton, rowsField, sheet, "stage", "x").says("Choose one.")
}

// TestAgreementsComeBackFromTheirSheet writes random agreements as rows, in
// words or in codes, with or without what the row above has said, those of
// several agreements one among another, and reads them again.
func TestAgreementsComeBackFromTheirSheet(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		agreements := make([]hinterland.Terms, 1+r.IntN(3))
		rows := [][]string{termsHeads(lang.For(lang.English))}
		for i := range agreements {
			agreements[i] = randomTerms(r, i)
		}
		for _, turn := range r.Perm(len(agreements)) {
			rows = append(rows, rowsOf(r, turn, &agreements[turn])...)
		}
		d := &draft{
			ask: &ask{
				say: lang.For(lang.English), me: &me{},
				called: &called{calls{"ramie": "ramie", " 苎麻": "ramie"}, calls{"coop": "coop"}},
			},
			typed: url.Values{forField: {"office"}, "stage": {stageDraft}},
		}
		s, err := d.readTermsSheet(rows)
		if err != nil || len(s.Faults) > 0 || len(s.Acts) != len(agreements) {
			t.Fatalf("seed %d: %d acts, %v, %v of\n%q", seed, len(s.Acts), s.Faults, err, rows)
		}
		for _, step := range s.Acts {
			got := step.Act.(*office.DraftAgreement).Terms
			n := int(got.Title[0] - 'A')
			if diff := cmp.Diff(agreements[n], got); diff != "" {
				t.Fatalf("seed %d: %s\nof %q", seed, diff, rows)
			}
		}
	}
}

// randomTerms are a purchase contract of the office whose title tells its number.
func randomTerms(r *rand.Rand, number int) hinterland.Terms {
	from := hinterland.Day(20_000 + r.IntN(1000))
	terms := hinterland.Terms{
		Kind: hinterland.PurchaseContract, Class: hinterland.ForTask,
		Title: string(rune('A'+number)) + " contract", From: from, Last: from + 300,
		Parties: []hinterland.PartyCode{"office", "coop"},
	}
	for i := range 1 + r.IntN(3) {
		item := hinterland.ItemTerms{
			Number: i + 1, From: "coop", To: "office", Good: "ramie", Effort: hinterland.Firm,
			Floor: "1", Ceiling: strconv.Itoa(1000 + i), Price: "8.5", Currency: "CNY",
		}
		if r.IntN(2) == 0 {
			item.From, item.To, item.Effort = "office", "coop", hinterland.Best
			item.Price, item.Currency = "", ""
		}
		for range 1 + r.IntN(3) {
			item.Schedule = append(item.Schedule, hinterland.Scheduled{
				Due: from + hinterland.Day(r.IntN(300)), Quantity: strconv.Itoa(1 + r.IntN(99)),
			})
		}
		terms.Items = append(terms.Items, item)
	}
	return terms
}

// rowsOf writes an agreement as rows of a sheet.
func rowsOf(r *rand.Rand, mark int, terms *hinterland.Terms) [][]string {
	either := func(of ...string) string { return of[r.IntN(len(of))] }
	var rows [][]string
	for i := range terms.Items {
		item := &terms.Items[i]
		for n, due := range item.Schedule {
			head := []string{strconv.Itoa(mark), "", "", "", "", ""}
			if len(rows) == 0 || r.IntN(2) == 0 {
				head = []string{
					head[0], terms.Title, string(terms.Kind), string(terms.Class),
					terms.From.String(), terms.Last.String(),
				}
			}
			if len(rows) > 0 {
				head[0] = either("", head[0])
			}
			what := make([]string, len(itemColumns()))
			if n == 0 || r.IntN(2) == 0 {
				what = []string{
					string(item.From), string(item.To), "ramie", string(item.Effort), item.Floor,
					item.Ceiling, item.Price, item.Currency, "", "", "",
				}
			}
			rows = append(rows, slices.Concat(head, what, []string{
				either(due.Due.String(), strconv.Itoa(int(due.Due)+epoch)), due.Quantity,
			}))
		}
	}
	return rows
}
