package workbook

import (
	"errors"
	"fmt"
	"testing"
)

func TestTablesAreReadAsTheyAreKept(t *testing.T) {
	book, err := Book(Table{
		Name: "T", Heads: []string{"a", "day", "n"},
		Rows: [][]Cell{{Text("x,y"), Day(20_000), Number("12.5", 1)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		content, want string
	}{
		"a workbook":               {string(book), `[["a" "day" "n"] ["x,y" "45569" "12.5"]]`},
		"commas":                   {"a,b\r\n\"x,1\",2\r\n", `[["a" "b"] ["x,1" "2"]]`},
		"a mark and semicolons":    {"\ufeffa;b\n1,5;2", `[["a" "b"] ["1,5" "2"]]`},
		"what was copied":          {"a\tb\n1\t2\n", `[["a" "b"] ["1" "2"]]`},
		"rows of different length": {"a,b\n1\n", `[["a" "b"] ["1"]]`},
		"nothing":                  {"", `[]`},
	} {
		sheets, err := Sheets([]byte(tt.content))
		if err != nil || len(sheets) != 1 {
			t.Fatalf("%s: %v, %v", name, sheets, err)
		}
		if got := fmt.Sprintf("%q", sheets[0].Rows); got != tt.want {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	for _, content := range []string{"PK\x03\x04broken", "a\x00b", "\xff\xfea\x00"} {
		if _, err := Sheets([]byte(content)); !errors.Is(err, ErrNoTable) {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// FuzzRead reads anything, and either has rows or says that it is no table.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"", "a,b\n1,2", "a\tb", "\"", "PK\x03\x04", "\ufeff"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		_, err := Sheets(content)
		if err != nil && !errors.Is(err, ErrNoTable) && !errors.Is(err, ErrLarge) {
			t.Errorf("%q: %v", content, err)
		}
	})
}
