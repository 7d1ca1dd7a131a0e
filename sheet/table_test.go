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

func TestEveryFaultOfATableIsToldAtOnce(t *testing.T) {
	long := strings.Repeat("x", maxCell+1)
	tests := []struct {
		name string
		text string
		want []string
	}{
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
		{"bytes that are not UTF-8", "code,amount\na,1\n\xb4\xf3,2\n", []string{"3  file.utf8"}},
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
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, faults := readCells(test.text); !slices.Equal(faults, test.want) {
				t.Errorf("got %q, want %q", faults, test.want)
			}
		})
	}
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
		if len(rows) > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
			t.Fatalf("%d rows from %q", len(rows), text)
		}
		_ = faults
	})
}
