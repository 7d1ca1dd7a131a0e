package sheet

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hinterland"
	"hinterland/workbook"
)

// A File is what somebody hands in: a workbook, with a sheet for each noun, or a text
// of one noun.
type File struct {
	Name    string
	Content []byte // a text in UTF-8, whatever it came in
	Book    bool
	Tabs    []*Tab
}

// A Tab is a sheet of a file.
type Tab struct {
	*File
	Sheet  string // what it is called; empty in a text
	Rows   [][]string
	Noun   *Noun    // what it is about; nil where it is not read
	Passed []string // heads that no column has, so that what is below is not read

	head int            // the row of the heads, from 0
	at   map[string]int // the columns, by field
}

// ReadFile reads a workbook, or a text in UTF-8 or GB 18030, by what is in it and
// not by its name.
func ReadFile(name string, content []byte) (*File, *hinterland.Refusal) {
	f := &File{Name: name, Content: InUTF8(content), Book: isBook(content)}
	sheets, err := workbook.Sheets(f.Content)
	at := hinterland.Where{File: name}
	if errors.Is(err, workbook.ErrLarge) {
		return nil, hinterland.Refuse(hinterland.Invalid, "sheet.large", hinterland.Args{
			"rows": workbook.MaxRows, "columns": workbook.MaxColumns,
		}).In(at)
	}
	if err != nil {
		return nil, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil).In(at)
	}
	for _, s := range sheets {
		f.Tabs = append(f.Tabs, &Tab{File: f, Sheet: s.Name, Rows: s.Rows, at: map[string]int{}})
	}
	return f, nil
}

func isBook(content []byte) bool { return bytes.HasPrefix(content, []byte("PK")) }

// InUTF8 is a text in UTF-8 that may have come in GB 18030; anything else stays as it
// is.
func InUTF8(content []byte) []byte {
	if isBook(content) || utf8.Valid(content) || !chineseBytes(content) {
		return content
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
	if err != nil {
		return content
	}
	return text
}

// Called is what refusals call the sheet.
func (t *Tab) Called() string {
	if t.Sheet == "" {
		return t.Name
	}
	return t.Name + ", " + t.Sheet
}

// heads are what stands in the first row that is not blank.
func (t *Tab) heads() []string {
	t.head = slices.IndexFunc(t.Rows, func(row []string) bool { return filled(row) > 0 })
	if t.head < 0 {
		return nil
	}
	return t.Rows[t.head]
}

// Head is the row of the heads, from 1.
func (t *Tab) Head() int { return t.head + 1 }

// tell finds out what a sheet is about: what it is said to be, what it is called,
// or else what its heads fit. One that fits nothing is not read.
func (t *Tab) tell(of *Noun) *hinterland.Refusal {
	heads := t.heads()
	switch {
	case t.laterVersion():
		return hinterland.Refuse(hinterland.Invalid, "sheet.version",
			hinterland.Args{"version": Version}).In(hinterland.Where{File: t.Called(), Line: 1})
	case heads == nil || t.isCalled("sheet.about") || t.isCalled("sheet.lists"):
		return nil
	}
	t.Noun = of
	for _, n := range Nouns() {
		if t.isCalled(n.Title) || strings.EqualFold(t.Sheet, n.Name) {
			t.Noun = n
		}
	}
	if t.Noun == nil {
		best := fitting(heads, len(t.Tabs) == 1)
		if len(best) > 1 && !t.Book {
			return hinterland.Refuse(hinterland.Invalid, "sheet.which", hinterland.Args{
				"nouns": best,
			}).In(hinterland.Where{File: t.Called(), Line: t.head + 1})
		}
		if len(best) == 1 {
			t.Noun = NounNamed(best[0])
		}
	}
	if t.Noun != nil {
		t.find(heads)
	}
	return nil
}

// fitting are the nouns of whose columns a row of heads has the most, two at
// least, and if it can be those of which it has all that they must have. Of several
// sheets it has to.
func fitting(heads []string, only bool) (best []string) {
	most := 0
	for _, n := range Nouns() {
		t := &Tab{Noun: n, at: map[string]int{}}
		t.find(heads)
		fits := 2 * len(t.at)
		if len(t.missing()) == 0 {
			fits++
		} else if !only {
			continue
		}
		if fits < 4 || fits < most {
			continue
		}
		if fits > most {
			most, best = fits, nil
		}
		best = append(best, n.Name)
	}
	return best
}

// find finds the columns by their heads.
func (t *Tab) find(heads []string) {
	if t.Noun.Spread {
		t.Noun = t.Noun.spread(heads)
	}
	for i, head := range heads {
		f := slices.IndexFunc(t.Noun.Fields, func(f Field) bool {
			_, found := t.at[f.Name]
			return !found && f.called(head)
		})
		if f >= 0 {
			t.at[t.Noun.Fields[f].Name] = i
		} else if strings.TrimSpace(head) != "" {
			t.Passed = append(t.Passed, strings.TrimSpace(head))
		}
	}
}

// missing are the columns that the sheet may not lack.
func (t *Tab) missing() (missing []*Field) {
	for i := range t.Noun.Fields {
		f := &t.Noun.Fields[i]
		if _, found := t.at[f.Name]; !found && !f.May {
			missing = append(missing, f)
		}
	}
	return missing
}

// cell is what stands in a cell, empty beyond the row's end.
func (t *Tab) cell(row, column int) string {
	if row < 1 || row > len(t.Rows) || column < 0 || column >= len(t.Rows[row-1]) {
		return ""
	}
	return t.Rows[row-1][column]
}

// says is what a row says, by field, of the columns that the sheet has.
func (t *Tab) says(row int) (Record, bool) {
	said := Record{}
	blank := true
	for i := range t.Noun.Fields {
		f := &t.Noun.Fields[i]
		if at, has := t.at[f.Name]; has {
			said[f.Name] = f.read(t.cell(row, at), t.Book)
			blank = blank && said[f.Name] == ""
		}
	}
	return said, !blank && (t.Noun.Needs == "" || said[t.Noun.Needs] != "")
}
