package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/workbook"
)

// openStated opens an office with a horizon of four quarters for which something is
// stated.
func openStated(t *testing.T) *example {
	t.Helper()
	o := openFile(t)
	o.bring("h.csv", "code,name.en,class,from,period,periods\n2027,Year 2027,annual,2027-01-01,"+
		"季,4\n",
		"o.csv", "horizon,party,good,price,1,2,3,4\n2027,coop,ramie,820.5,1,,2.5,\n",
		"n.csv", "计划期间,单位,物资品种,优先级,1,4\nYear 2027,office,Ramie,1,3,1\n")
	return o
}

func TestStatementsAreComparedPeriodByPeriod(t *testing.T) {
	o := openStated(t)
	for name, tt := range map[string]struct{ file, want string }{
		"as they stand, written otherwise": {
			"horizon,party,good,price,1,2,3,4\n2027,coop,ramie,820.50,1.0,0,2.500,0\n", "1 same;",
		},
		"columns that lack leave what stands": {
			"horizon,party,good,priority,1\n2027,office,ramie,1,3\n", "1 same;",
		},
		"another price is another offer": {
			"horizon,party,good,price,1\n2027,coop,ramie,820.6,1\n", "1 create;",
		},
		"a blank row of what is not stated": {
			"horizon,party,good,price,1,2\n2027,office,ramie,9,,\n", "1 same;",
		},
		"the same twice": {
			"horizon,party,good,price,1\n2027,coop,ramie,820.5,1\n2027,coop,ramie,820.50,2\n",
			"1 same;1 refuse; x.csv:3 horizon=\"2027\" sheet.twice",
		},
		"a period behind the last": {
			"horizon,party,good,price,1,5\n2027,coop,ramie,820.5,1,7\n",
			"1 refuse; x.csv:2 1=\"1\" statement.periods",
		},
		"the days of its periods": {
			"horizon,party,good,price,1 (2027-01-01 - 2027-03-31)\n2027,coop,ramie,820.5,1\n",
			"1 same;",
		},
		"the days of last year": {
			"horizon,party,good,price,1,2（2026-04-01–2026-06-30）\n2027,coop,ramie,820.5,1,\n",
			"1 same; x.csv:1 2（2026-04-01–2026-06-30）=\"\" sheet.period",
		},
	} {
		if got := outcomes(o.look("x.csv", tt.file)); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	in := o.look("x.csv", "horizon,party,good,price,1,3\n2027,coop,ramie,820.5,1,4\n")
	if got := fmt.Sprint(in.Lines[0].Diffs); got != "[{3 2.5 4}]" {
		t.Errorf("got %s", got)
	}
	o.bring("x.csv", "horizon,party,good,price,1,2\n2027,coop,ramie,820.5,1,4\n")
	in = o.look("x.csv", "horizon,party,good,price,1,2,3,4\n2027,coop,ramie,820.5,1,4,2.5,\n")
	if got := outcomes(in); got != "1 same;" {
		t.Errorf("what the sheet did not have is gone: %s", got)
	}
}

func TestABlankRowTakesAStatementBack(t *testing.T) {
	o := openStated(t)
	files := []string{
		"o.csv", "horizon,party,good,price,1,2,3,4\n2027,coop,ramie,820.5,,,,\n",
		"n.csv", "horizon,party,good,priority,1,2,3,4\n2027,office,ramie,1,,0,,\n",
	}
	in, entry := o.bring(files...)
	if got := outcomes(in); got != "2 change;" {
		t.Errorf("got %s", got)
	}
	if got := outcomes(o.look(files...)); got != "2 same;" {
		t.Errorf("again: %s", got)
	}
	_, again := o.bring("o.csv", "horizon,party,good,price,1\n2027,coop,ramie,820.5,9\n")
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, again.Number))
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
	if got := outcomes(o.look(files...)); got != "2 change;" {
		t.Errorf("undone: %s", got)
	}
}

func TestHorizonsAreOpenedAndLengthenedBySheets(t *testing.T) {
	o := openStated(t)
	const heads = "code,name.en,class,from,period,periods\n"
	for row, want := range map[string]string{
		"2027,Year 2027,Annual,2027-01-01,quarter,4\n": "1 same;",
		"2027,Year 2027,年度,2027-01-01,quarter,5\n":     "1 change;",
		"2027,Year 2027,annual,2027-01-01,month,4\n": "1 refuse; x.csv:2 period=\"month\" " +
			"horizon.fixed",
		"2027,Year 2027,annual,2027-04-01,quarter,4\n": "1 refuse; x.csv:2 " +
			"from=\"2027-04-01\" horizon.fixed",
		"2027,Year 2027,annual,2027-01-01,quarter,3\n": "1 refuse; x.csv:2 periods=\"3\" " +
			"horizon.shorter",
	} {
		if got := outcomes(o.look("x.csv", heads+row)); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
}

// book is the workbook that is wanted.
func (o *example) book(tongue lang.Tongue, want Want) *excelize.File {
	o.t.Helper()
	var book []byte
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		tables, err := Tables(v, lang.For(tongue), want)
		if err == nil {
			book, err = workbook.Book(tables...)
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		o.t.Fatal(err)
	}
	return f
}

func TestAWorkbookOfStatementsHasTheDaysOfItsHorizon(t *testing.T) {
	o := openStated(t)
	head := func(tongue lang.Tongue, sheet string, want Want) string {
		t.Helper()
		rows, err := o.book(tongue, want).GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			rows[0] = append(rows[0], "/"+strings.Join(row, "|"))
		}
		return strings.Join(rows[0], "|")
	}
	want := "Horizon|Party|Good|Price|1 (2027-01-01 – 2027-03-31)|2 (2027-04-01 – 2027-06-30)|" +
		"3 (2027-07-01 – 2027-09-30)|4 (2027-10-01 – 2027-12-31)"
	if got := head(lang.English, "Offers", Want{Noun: NounNamed("offers")}); got != want {
		t.Errorf("got %s", got)
	}
	want = strings.NewReplacer("Horizon|Party|Good|Price", "计划期间|单位|物资品种|优先级", " (", "（",
		")", "）").Replace(want) + "|/2027|office|ramie|1|3||0|1"
	want = strings.Replace(want, "||0|1", "|||1", 1)
	filled := Want{Noun: NounNamed("needs"), Horizon: "2027", Filled: true}
	if got := head(lang.Chinese, "需要", filled); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	o.bring("h.csv", "code,name.en,class,from,period,periods\nnext,Next,short,2027-04-01,month,2\n")
	want = "Horizon|Party|Good|Price|1|2|3 (2027-07-01 – 2027-09-30)|4 (2027-10-01 – 2027-12-31)"
	if got := head(lang.English, "Offers", Want{}); got != want {
		t.Errorf("of two: %s", got)
	}
	err := o.View(t.Context(), o.actor, func(v *office.View) error {
		_, err := Tables(v, lang.For(lang.English), Want{Horizon: "2030"})
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "horizon.unknown") {
		t.Errorf("of none: %v", err)
	}
}

// manyOffers are offers of some parties, each of some goods.
func manyOffers(o *example, parties, goods int) []string {
	var p, g, text strings.Builder
	p.WriteString("code,name.en,place\n")
	g.WriteString("code,name.en,unit,decimals\n")
	text.WriteString("horizon,party,good,price,1,2,3,4\n")
	for i := range parties {
		fmt.Fprintf(&p, "p%d,P,liuyang\n", i)
		for j := range goods {
			fmt.Fprintf(&text, "2027,p%d,g%d,%d,1,,2.5,3\n", i, j, 7+j)
		}
	}
	for j := range goods {
		fmt.Fprintf(&g, "g%d,G,t,1\n", j)
	}
	o.bring("p.csv", p.String(), "g.csv", g.String())
	return []string{"o.csv", text.String()}
}

// TestALongSheetOfStatementsAsksTheRecordsNoMoreThanAShortOne looks at offers that are
// new, that stand and that are changed.
func TestALongSheetOfStatementsAsksTheRecordsNoMoreThanAShortOne(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		o.bring("h.csv", "code,name.en,class,from,period,periods\n2027,Y,annual,2027-01-01,"+
			"quarter,4\n")
		asked := func(files ...string) int64 {
			t.Helper()
			ctx, count := store.Counting(t.Context())
			in, err := o.importing(files...).compare(ctx)
			if err != nil || len(in.Faults) > 0 {
				t.Fatal(err, outcomes(in))
			}
			return count()
		}
		short := manyOffers(o, 1, 2)
		few := asked(short...)
		long := manyOffers(o, 30, 12)
		if got := asked(long...); got != few {
			t.Errorf("%d questions of 360 new offers, %d of 2", got, few)
		}
		o.bring(long...)
		if got := asked(long...); got > few {
			t.Errorf("%d questions of offers that stand, %d of new ones", got, few)
		}
		dear := strings.ReplaceAll(long[1], "2.5", "2.6")
		if got := asked("o.csv", dear); got > few {
			t.Errorf("%d questions of offers that are changed, %d of new ones", got, few)
		}
	})
}
