package sheet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// agreed is a sheet of two agreements: in words, in codes, with names in either language,
// and with cells left blank that belong to the row above.
const agreed = "协议\t名称\t类型\t期限类别\t起始日期\t截止日期\t供方\t需方\t物资品种\t约束力\t保底量\t上限\t" +
	"单价\t货币\t交货日\t数量\n" +
	"a\tRamie for spring\t购销合同\tannual\t46388\t2027-12-31\tCo-operative\toffice\tRamie\t" +
	"确保\t" +
	"1,000.5\t1200\t8505\tCNY\t2027-03-01\t500.5\n" +
	"\t\t\t\t\t\t\t\t\t\t\t\t\t\t2027/6/1\t500\n" +
	"b\tRamie for winter\tPurchase and sale\tOne task\t2027-01-01\t2027-12-31\tcoop\toffice\t" +
	"ramie\tFirm\t10\t10\t\t\t2027-12-01\t10\n" +
	"a\tRamie for spring\t\t\t\t\toffice\tcoop\tramie\tbest\t1\t2\t\t\t2027-03-01\t1\n" +
	"a\t\t\t\t\t\tCo-operative\toffice\tRamie\t确保\t1000.5\t1200\t8505\tCNY\t2027-09-01\t0.5\n"

// latest are the terms of the agreement that was made last but some, as last proposed.
func (o *example) latest(but int) (hinterland.ID[hinterland.Agreement], hinterland.Terms) {
	o.t.Helper()
	var h office.Heading
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		all, err := v.Agreements("", 0, everything)
		h = all[but]
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return h.ID, h.Terms
}

func TestRowsWithTheSameMarkAreOneAgreement(t *testing.T) {
	o := openFile(t)
	in, entry := o.bring("a.csv", agreed)
	if got := outcomes(in); got != "5 create;" || len(in.steps) != 2 {
		t.Fatalf("got %s", got)
	}
	day := func(text string) hinterland.Day {
		d, err := hinterland.ParseDay(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	_, got := o.latest(1)
	want := hinterland.Terms{
		Kind: hinterland.PurchaseContract, Class: hinterland.ForYear, Title: "Ramie for spring",
		Parties: []hinterland.PartyCode{"office", "coop"}, From: day("2027-01-01"),
		Last: day("2027-12-31"), Items: []hinterland.ItemTerms{
			{
				Number: 1, From: "coop", To: "office", Good: "ramie", Effort: hinterland.Firm,
				Floor: "1000.5", Ceiling: "1200", Price: "8505", Currency: "CNY",
				Schedule: []hinterland.Scheduled{
					{Due: day("2027-03-01"), Quantity: "500.5"},
					{Due: day("2027-06-01"), Quantity: "500"},
					{Due: day("2027-09-01"), Quantity: "0.5"},
				},
			},
			{
				Number: 2, From: "office", To: "coop", Good: "ramie", Effort: hinterland.Best,
				Floor: "1", Ceiling: "2", Schedule: []hinterland.Scheduled{
					{Due: day("2027-03-01"), Quantity: "1"},
				},
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, got := o.latest(0); got.Title != "Ramie for winter" {
		t.Errorf("the other is %s", got.Title)
	}
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
}

func TestASheetOfAgreementsIsRefusedByCell(t *testing.T) {
	o := openFile(t)
	o.must("register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	rows := strings.Split(strings.TrimSuffix(agreed, "\n"), "\n")
	for name, tt := range map[string]struct {
		row            int
		old, new, want string
	}{
		"no kind":    {2, "购销合同", "purchases", `x.csv:2 类型="purchases" agreement.kind`},
		"no day":     {3, "2027/6/1", "June", `x.csv:3 交货日="June" day.form`},
		"a late day": {3, "2027/6/1", "2028/6/1", `x.csv:3 交货日="2028/6/1" schedule.term`},
		"a word":     {4, "-01\t10", "-01\tten", `x.csv:4 数量="ten" number.form`},
		"two titles": {5, "Ramie for", "Ramie,", `x.csv:5 名称="Ramie, spring" sheet.differs`},
		"two days": {
			6, "a\t\t\t\t", "a\t\t\t\t2027-01-02",
			`x.csv:6 起始日期="2027-01-02" sheet.differs`,
		},
		"no effort": {5, "best", "perhaps", `x.csv:5 约束力="perhaps" item.effort`},
		"others'":   {4, "coop\toffice", "coop\tmill", `x.csv:4 供方="coop" sheet.foreign`},
	} {
		changed := append([]string(nil), rows...)
		changed[tt.row-1] = strings.Replace(rows[tt.row-1], tt.old, tt.new, 1)
		in := o.look("x.csv", strings.Join(changed, "\n")+"\n")
		if got := outcomes(in); !strings.Contains(got, " refuse; "+tt.want) {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestWhatStandsOfAnAgreementIsAmendedAsAWhole(t *testing.T) {
	o := openFile(t)
	entry := o.must("propose-agreement", `{"kind":"purchase","class":"annual","title":"T",`+
		`"parties":["office","coop"],"from":"2027-01-01","last":"2027-12-31","text":"Kept",`+
		`"items":[{"number":3,"from":"coop","to":"office","good":"ramie","effort":"firm",`+
		`"floor":"2","ceiling":"2.50","price":"8","currency":"CNY","schedule":[`+
		`{"due":"2027-05-31","quantity":"1"},{"due":"2027-10-31","quantity":"1"}]}]}`)
	id := hinterland.MakeID[hinterland.Agreement](entry.Act, 0).String()
	const heads = "agreement,title,kind,class,from,last,items.from,items.to,items.good," +
		"items.effort,items.floor,items.ceiling,items.schedule.due,items.schedule.quantity\n"
	first := id + ",T,purchase,annual,2027-01-01,2027-12-31,coop,office,ramie,firm,2,2.5,"
	const below = ",,,,,,,,,,,,"
	for name, tt := range map[string]struct{ rows, want string }{
		"as it stands": {first + "2027-05-31,1\n" + below + "2027-10-31,1\n", "2 same;"},
		"not all of it": {
			first + "2027-05-31,1\n",
			"1 refuse; x.csv:2 agreement=\"" + id + "\" sheet.partly",
		},
		"another day": {
			first + "2027-05-31,1\n" + below + "2027-10-30,1\n", "1 change;1 same;",
		},
		"another mark": {
			"x" + first + "2027-05-31,1\n" + below + "2027-10-31,1\n", "2 create;",
		},
	} {
		if got := outcomes(o.look("x.csv", heads+tt.rows)); got != tt.want {
			t.Errorf("%s: got %s", name, got)
		}
	}
	o.bring("x.csv", heads+first+"2027-05-31,1\n"+below+"2027-10-31,1\n"+
		id+",,,,,,office,coop,ramie,best,1,2,2027-06-01,1\n")
	_, after := o.latest(0)
	if len(after.Items) != 2 || after.Items[0].Number != 3 || after.Items[0].Price != "8" ||
		after.Items[1].Number != 4 || after.Text != "Kept" {
		t.Errorf("it is now %+v", after)
	}
}

func TestDraftsComeByThemselvesAndAreChangedOnTheirPages(t *testing.T) {
	o := openFile(t)
	o.bring("a.csv", agreed)
	book := string(o.export(lang.Chinese))
	if got := outcomes(o.look("book.xlsx", book)); !strings.HasSuffix(got, " same;") {
		t.Errorf("as it stands: %s", got)
	}
	in := o.look("a.csv", agreed,
		"p.csv", "code,name.en,name.zh,parent\nx,X,,\n")
	if got := outcomes(in); !strings.Contains(got, "a.csv:2 =\"\" draft.alone") {
		t.Errorf("beside what others see: %s", got)
	}
	id, _ := o.latest(0)
	changed := strings.NewReplacer("b\t", id.String()+"\t", "winter", "summer")
	in = o.look("a.csv", changed.Replace(agreed))
	if got := outcomes(in); !strings.Contains(got, " sheet.draft") {
		t.Errorf("another title: %s", got)
	}
}
