package sheet

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"hinterland"
)

// readCells reads a table of code, note? and amount with two decimals and
// returns what its rows held, and its refusals as "line column reason".
func readCells(text string) (rows, faults []string) {
	columns := []Column{Must("code"), May("note"), Must("amount")}
	err := ReadTable("t.csv", strings.NewReader(text), columns, func(r *Row) {
		rows = append(
			rows,
			fmt.Sprint(r.Code("code"), "|", r.Text("note"), "|", r.Decimal("amount", 2)),
		)
	})
	var refusals hinterland.Refusals
	if errors.As(err, &refusals) {
		for _, r := range refusals {
			faults = append(faults, fmt.Sprint(r.At.Line, " ", r.At.Column, " ", r.Reason))
		}
	}
	return rows, faults
}

func TestATableIsReadByTheNamesOfItsColumns(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"in any order", "amount,code\n1.5,a\n", []string{"a||150"}},
		{"with a byte-order mark", "\ufeffcode,amount\na,1\n", []string{"a||100"}},
		{
			"with lines ended as on Windows",
			"code,note,amount\r\na,x y,1\r\n",
			[]string{"a|x y|100"},
		},
		{
			"with comments and empty lines",
			"# why\ncode,amount\n\n# more\na,1\n",
			[]string{"a||100"},
		},
		{"with quoted commas", "code,note,amount\na,\"x, y\",1\n", []string{"a|x, y|100"}},
		{"with spaces round cells", " code , amount\n a , 1\n", []string{"a||100"}},
		{"with Chinese text", "code,note,amount\n太原,小麦,1\n", []string{"太原|小麦|100"}},
		{"without rows", "code,amount\n", nil},
		{"with lines ended as on old machines", "code,amount\ra,1\rb,2\r", []string{
			"a||100", "b||200",
		}},
		{"padded by a spreadsheet", "# why,,,,\ncode,amount,,\na,1,,\n,,,\nb,2,, \n", []string{
			"a||100", "b||200",
		}},
		{"padded less than it could be", "code,amount,\na,1\n", []string{"a||100"}},
		{"without a line feed at the end", "code,amount\na,1", []string{"a||100"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows, faults := readCells(test.text)
			if len(faults) > 0 || !slices.Equal(rows, test.want) {
				t.Errorf("got %q, %q, want %q", rows, faults, test.want)
			}
		})
	}
}

// Long: one row for each fault that a table can have.
func TestEveryFaultOfATableIsToldAtOnce(t *testing.T) {
	long := strings.Repeat("x", maxCell+1)
	tests := []faulty{
		{"an empty file", "", []string{"1  file.empty"}},
		{
			"a column that is not known",
			"code,amount,colour\na,1,red\n",
			[]string{"1 colour column.unknown"},
		},
		{"a column that is missing", "code\na\n", []string{"1 amount column.missing"}},
		{
			"a column that stands twice",
			"code,amount,code\na,1,b\n",
			[]string{"1 code column.twice"},
		},
		{"two faults of the first line", "kode,amount\na,1\n", []string{
			"1 code column.missing", "1 kode column.unknown",
		}},
		{"faults of several rows", "code,amount\n,1\na b,1.234\nc,x\n", []string{
			"2 code cell.blank", "3 amount number.places",
			"3 code code.form", "4 amount number.form",
		}},
		{"a blank amount", "code,amount\na,\n", []string{"2 amount cell.blank"}},
		{"too few cells", "code,amount\na\nb,1\n", []string{"2  row.width"}},
		{"too many cells", "code,amount\na,1,2\n", []string{"2  row.width"}},
		{"a quote out of place", "code,amount\na\"b,1\nc,x\n", []string{
			"2  row.quote", "3 amount number.form",
		}},
		{"a code with a character of no width", "code,amount\na\u200bb,1\n", []string{
			"2 code cell.control",
		}},
		{
			"a text that is too long",
			"code,note,amount\na," + long + ",1\n",
			[]string{"2 note cell.long"},
		},
		{"a code of 65 characters", "code,amount\n" + strings.Repeat("长", 65) + ",1\n", []string{
			"2 code code.form",
		}},
		{"a control character", "code,note,amount\na,x\ty,1\n", []string{"2 note cell.control"}},
		{"a mark that turns the reading direction", "code,amount\na\u202eb,1\n", []string{
			"2 code cell.control",
		}},
		{"a number too large", "code,amount\na,99999999999999999999\n", []string{
			"2 amount number.size",
		}},
	}
	try(t, tests)
}

// A faulty table and what it is refused for.
type faulty struct {
	name, text string
	want       []string
}

func try(t *testing.T, tests []faulty) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, faults := readCells(test.text); !slices.Equal(faults, test.want) {
				t.Errorf("got %q, want %q", faults, test.want)
			}
		})
	}
}

func TestAFileOfAnotherFormIsRefusedForWhatItIs(t *testing.T) {
	full := strings.Repeat("x", maxLine-1) // and the line feed
	try(t, []faulty{
		{"bytes that are not UTF-8", "code,amount\na,1\nM\xfcnchen,2\n", []string{
			"3  file.utf8",
		}},
		{"GBK", "code,amount\na,1\n\xb4\xf3\xcd\xac,2\n", []string{"3  file.gbk"}},
		{"four bytes of GB 18030", "code\n\xb4\xf3\x81\x30\x81\x30\n", []string{"2  file.gbk"}},
		{"GBK cut in the middle", "code,amount\n\xb4\xf3\xcd", []string{"2  file.utf8"}},
		{"UTF-16, low byte first", "\xff\xfec\x00o\x00", []string{"0  file.utf16"}},
		{"UTF-16, high byte first", "\xfe\xff\x00c\x00o", []string{"0  file.utf16"}},
		{"UTF-16 without its mark", "c\x00o\x00", []string{"1  file.binary"}},
		{"a zero byte", "code,amount\na,1\nb\x00,2\n", []string{"3  file.binary"}},
		{"a workbook", "PK\x03\x04\x14\x00\x06\x00", []string{"0  file.workbook"}},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1", []string{"0  file.workbook"}},
		{"semicolons", "code;amount\na;1,5\nb;2,5\n", []string{"1  file.semicolons"}},
		{"tabs", "# why\ncode\tamount\na\t1\n", []string{"2  file.tabs"}},
		{"Chinese commas", "code，amount\na，1\n", []string{"1  file.wide-commas"}},
		{"Excel's own first line", "sep=;\ncode;amount\na;1\n", []string{"1  file.sep"}},
		{"Excel's own first line with a comma", "SEP=,\ncode,amount\n", []string{"1  file.sep"}},
		{"a line as long as may be", "code,amount\n" + full + "\n", []string{"2  row.width"}},
		{"a longer line", "code,amount\nx" + full + "\n", []string{"2  file.line"}},
		{"numbers for the eye", "code,amount\na,\"1,234\"\nb,\"1,5\"\nc,1 000\nd,\",\"\n", []string{
			"2 amount number.grouped", "3 amount number.grouped", "4 amount number.grouped",
			"5 amount number.form",
		}},
		{"a line break in a cell", "code,note,amount\na,\"x\ny\",1\nb,,x\n", []string{
			"2 note cell.break", "4 amount number.form",
		}},
		{"a column without a name", "code,,amount,\na,,1,\n", []string{"1  column.nameless"}},
		{"a cell beyond the columns", "code,amount,\na,1,x\n", []string{"2  row.width"}},
	})
}

func TestACodeOf64CharactersIsTaken(t *testing.T) {
	code := strings.Repeat("长", 64)
	rows, faults := readCells("code,amount\n" + code + ",1\n")
	if len(faults) > 0 || !slices.Equal(rows, []string{code + "||100"}) {
		t.Errorf("got %q, %q", rows, faults)
	}
}

func TestAMeasuredNumberIsRoundedHalfToEven(t *testing.T) {
	tests := []struct {
		text   string
		places int
		want   int64
	}{
		{"112.5555905", 6, 112_555_590},
		{"112.5555915", 6, 112_555_592},
		{"-0.25", 1, -2},
		{"0.35", 1, 4},
		{"12", 1, 120},
		{"0.2500000000000000000000001", 1, 2},
		{"-7", 0, -7},
	}
	for _, test := range tests {
		got, err := parseMeasured(test.text, test.places)
		if err != nil || got != test.want {
			t.Errorf(
				"%s to %d places: %d, %v, want %d",
				test.text,
				test.places,
				got,
				err,
				test.want,
			)
		}
	}
}

func TestAFaultOfReadingIsNoRefusal(t *testing.T) {
	err := ReadTable("t.csv", iotest.ErrReader(io.ErrUnexpectedEOF), nil, nil)
	var refusals hinterland.Refusals
	if !errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &refusals) {
		t.Errorf("got %v", err)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add("code,note,amount\na,\"x, y\",1.5\n")
	f.Add("\ufeffamount,code\r\n# c\r\n1,a\"b\r\n\"")
	f.Add("code,amount\n\xff\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, faults := readCells(text)
		again, _ := readCells(text)
		if !slices.Equal(rows, again) {
			t.Fatalf("read twice, it says %q and %q", rows, again)
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		if len(rows) > lines {
			t.Fatalf("%d rows from %q", len(rows), text)
		}
		for _, fault := range faults {
			var line int
			if _, err := fmt.Sscan(fault, &line); err != nil || line < 0 || line > lines {
				t.Fatalf("%q is on no line of %q", fault, text)
			}
		}
	})
}
