package workbook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// everything has a cell of each kind at its edges.
func everything() Table {
	return Table{
		Name: "收发货", Heads: []string{"Text", "Number", "Unit", "Day", "At"},
		Rows: [][]Cell{
			{Text("苎麻"), Number("12.5", 3), Text("t"), Day(0), Moment(time.Unix(0, 0).UTC())},
			{Text(`=HYPERLINK("x")`), Number("-0.000001", 6), Text("吨"), Day(firstDay), {}},
			{Text("@x\nsecond line"), Number("123456789012345", 0), {}, Day(firstDay - 1), {}},
			{Text(" kept "), Number("1234567890123456", 0), {}, Day(84_005), {}},
			{Text("00042"), Number("9223372036854.775807", 6), {}, {}, {}},
			{Text("<&>'\""), Whole(9_000_000_000_000_000_000), {}, {}, {}},
		},
	}
}

// open reads a workbook as a spreadsheet program does.
func open(t *testing.T, body []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func book(t *testing.T, tables ...Table) *excelize.File {
	t.Helper()
	body, err := Book(tables...)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, body)
}

// lines reads a CSV file back.
func lines(t *testing.T, table Table) [][]string {
	t.Helper()
	rest, marked := strings.CutPrefix(string(table.CSV()), "\ufeff")
	if !marked {
		t.Error("the file has no mark that it is UTF-8")
	}
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// at names a cell.
func at(t *testing.T, row, column int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAWorkbookSaysWhatTheFileOfCommasSays(t *testing.T) {
	table := everything()
	f := book(t, table)
	for r, row := range lines(t, table) {
		for c, want := range row {
			got, err := f.GetCellValue(table.Name, at(t, r, c))
			if err != nil {
				t.Fatal(err)
			}
			plain := strings.ReplaceAll(got, ",", "") // thousands are set apart for the eye
			if c == 1 && strings.Contains(plain, ".") {
				plain = strings.TrimRight(plain, "0")
			}
			if want = strings.TrimPrefix(want, "'"); plain != want {
				t.Errorf("row %d, column %d: %q, want %q", r, c, got, want)
			}
			formula, err := f.GetCellFormula(table.Name, at(t, r, c))
			if err != nil || formula != "" {
				t.Errorf("row %d, column %d is the formula %q, %v", r, c, formula, err)
			}
		}
	}
}

func TestNumbersAndDaysAreNoTexts(t *testing.T) {
	table := everything()
	f := book(t, table)
	for cell, want := range map[string]string{
		"A2": "text", "B2": "number", "D2": "number", "E2": "number",
		"B3": "number", "D3": "number", "B4": "number", "A6": "text",
		"D4": "text",   // before March 1900
		"B5": "text",   // of 16 digits
		"B6": "text",   // of 19
		"B7": "number", // noughts at the end are no digits to be lost
		"C4": "number", // blank
	} {
		kind, err := f.GetCellType(table.Name, cell)
		got := "number"
		if kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
			got = "text"
		}
		if err != nil || got != want {
			t.Errorf("%s is a %s (%v), want a %s, %v", cell, got, kind, want, err)
		}
	}
	for cell, want := range map[string]string{"B2": "12.5", "D2": "25569", "D3": "61"} {
		raw, err := f.GetCellValue(table.Name, cell, excelize.Options{RawCellValue: true})
		if err != nil || raw != want {
			t.Errorf("%s holds %q, want %q, %v", cell, raw, want, err)
		}
	}
}

func TestFifteenDigitsComeBackAsTheyWere(t *testing.T) {
	seed := uint64(7)
	table := Table{Name: "n", Heads: []string{"n"}}
	for range 2_000 {
		seed = seed*6364136223846793005 + 1442695040888963407
		places := int(seed % 7)
		whole := fmt.Sprintf("%016d", 1+seed%999_999_999_999_999)[1:]
		point := len(whole) - places
		decimal := strings.TrimLeft(whole[:point], "0") + "." + whole[point:]
		if strings.HasPrefix(decimal, ".") {
			decimal = "0" + decimal
		}
		decimal = strings.TrimRight(strings.TrimRight(decimal, "0"), ".")
		table.Rows = append(table.Rows, []Cell{Number(decimal, places)})
	}
	f := book(t, table)
	for i, row := range table.Rows {
		raw, err := f.GetCellValue("n", at(t, i+1, 0), excelize.Options{RawCellValue: true})
		if err != nil || raw != row[0].text {
			t.Errorf("%s comes back as %s, %v", row[0].text, raw, err)
		}
	}
}

func TestHeadsStayInSightAndColumnsFit(t *testing.T) {
	table := everything()
	f := book(t, table, Table{Name: "Account", Heads: []string{"Due"}})
	if names := fmt.Sprint(f.GetSheetList()); names != "[收发货 Account]" {
		t.Errorf("the sheets are %s", names)
	}
	panes, err := f.GetPanes(table.Name)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	id, err := f.GetCellStyle(table.Name, "A1")
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("the head looks like %+v, %v", style, err)
	}
	for column, want := range map[string]float64{"A": 17, "B": 22, "C": 10, "D": 12, "E": 18} {
		if got, err := f.GetColWidth(table.Name, column); err != nil || got != want {
			t.Errorf("column %s is %g wide, want %g, %v", column, got, want, err)
		}
	}
}

func TestLongTextsDoNotMakeColumnsWiderThanAPage(t *testing.T) {
	table := Table{Name: "n", Heads: []string{"n"}, Rows: [][]Cell{{Text(strings.Repeat("长", 99))}}}
	if got := table.widths()[0]; got != wide {
		t.Errorf("%g wide", got)
	}
}

func TestANameThatNoSheetMayHaveIsAnError(t *testing.T) {
	for _, name := range []string{"", "a:b", strings.Repeat("x", 32), "'x"} {
		for _, tables := range [][]Table{{{Name: name}}, {{Name: "first"}, {Name: name}}} {
			if _, err := Book(tables...); err == nil {
				t.Errorf("a sheet is called %q", name)
			}
		}
	}
	if _, err := Book(Table{Name: strings.Repeat("长", 31)}); err != nil {
		t.Error(err)
	}
}

func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	one, err := Book(everything())
	two, again := Book(everything())
	if err != nil || again != nil || !bytes.Equal(one, two) {
		t.Errorf("%d and %d bytes, %v, %v", len(one), len(two), err, again)
	}
}

func TestWhatIsNoNumberStaysAText(t *testing.T) {
	for _, text := range []string{"", "12 t", "1,000", "-"} {
		if c := Number(text, 0); c.kind == number {
			t.Errorf("%q is a number", text)
		}
	}
	if got := Number("", 0).csv(); got != "" {
		t.Errorf("nothing is %q", got)
	}
	if got := Number("-", 0).csv(); got != "'-" {
		t.Errorf("a lone sign is %q", got)
	}
}

func TestFormulasAreMadeHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "Wet": "Wet", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x",
		"\tx": "'\tx", "1-1": "'1-1", "17/3": "'17/3", "1-1-1": "1-1-1", "1-a": "1-a", "甲=乙": "甲=乙",
	} {
		if got := Text(cell).csv(); got != want {
			t.Errorf("%q becomes %q", cell, got)
		}
	}
	if got := Text("17-3").value(); got != "17-3" { // a text is none in a workbook
		t.Errorf("in a workbook 17-3 becomes %v", got)
	}
	if got := Number("-1", 0).csv(); got != "-1" {
		t.Errorf("a number becomes %q", got)
	}
}
