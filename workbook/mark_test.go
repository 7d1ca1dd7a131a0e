package workbook

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestMarksStandAtTheirCellsAndTheRestStays(t *testing.T) {
	table := Table{Name: "T", Heads: []string{"a", "b"}, Rows: [][]Cell{
		{Text("x"), Number("12.50", 2)}, {Text("=1"), Day(20_000)},
	}}
	body, err := Book(table, Table{Name: "U", Heads: []string{"c"}})
	if err != nil {
		t.Fatal(err)
	}
	marks := []Mark{{"T", 2, 2, "too much"}, {"T", 3, 1, "no"}, {"U", 9, 3, "nothing"}}
	for range 2 { // the second time over what the first has said
		if body, err = Marked(body, marks); err != nil {
			t.Fatal(err)
		}
	}
	f := open(t, body)
	said := map[string]string{}
	for _, name := range f.GetSheetList() {
		comments, err := f.GetComments(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range comments {
			for _, run := range c.Paragraph {
				said[name+c.Cell] += run.Text
			}
		}
	}
	if len(said) != 3 || !strings.Contains(said["TB2"], "too much") ||
		strings.Count(said["TA3"], "no") != 1 || said["UC9"] == "" {
		t.Errorf("said is %q", said)
	}
	for cell, want := range map[string]string{"B2": "12.50", "A3": "=1", "B3": "2024-10-04"} {
		if got, err := f.GetCellValue("T", cell); got != want || err != nil {
			t.Errorf("%s is %q, want %q, %v", cell, got, want, err)
		}
	}
	if _, err := Marked([]byte("PK"), marks); !errors.Is(err, ErrNoTable) {
		t.Errorf("of no workbook: %v", err)
	}
	if _, err := Marked(body, []Mark{{"V", 1, 1, "x"}}); err == nil {
		t.Error("a sheet that is not there is marked")
	}
	if _, err := Marked(body, []Mark{{"T", 0, 1, "x"}}); err == nil {
		t.Error("a row that is none is marked")
	}
}

func TestWhatIsTooLargeIsNotRead(t *testing.T) {
	wide := strings.Repeat("x,", MaxColumns) + "x\n"
	long := strings.Repeat("x\n", MaxRows+1)
	for name, text := range map[string]string{"wide": wide, "long": long} {
		if _, err := Sheets([]byte(text)); !errors.Is(err, ErrLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Sheets([]byte(wide[2:])); err != nil {
		t.Errorf("as wide as can be: %v", err)
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	err := f.SetCellValue("Sheet1", "XFD1", "far away")
	if err == nil {
		err = f.Write(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Sheets(b.Bytes()); !errors.Is(err, ErrLarge) {
		t.Errorf("a cell far away: %v", err)
	}
}

func TestNumbersAreAsPeopleWroteThem(t *testing.T) {
	for kept, want := range map[string]string{
		"0.30000000000000004": "0.3", "1E-6": "0.000001", "1.5E+3": "1500", "12.5": "12.5",
		"100000000000000000000": "100000000000000000000", "123456789012345": "123456789012345",
		"1.0000000000000002": "1", "x": "x", "": "", "1e5": "100000", "007": "007",
	} {
		if got := Plain(kept); got != want {
			t.Errorf("%q is read as %q, want %q", kept, got, want)
		}
	}
}

func TestTheMarkBeforeATextIsTakenOffAgain(t *testing.T) {
	for _, text := range []string{"=1", "+x", "-1", "@", "17-3", "3/4", "'x", "x", "''", "\tx"} {
		if got := Unmarked(Text(text).csv()); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
	if got := Unmarked("'plain"); got != "'plain" {
		t.Errorf("what was no mark is taken off: %q", got)
	}
}
