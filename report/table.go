package report

import (
	"html/template"
	"strconv"
	"strings"

	"hinterland"
)

// A table is one of the page's: its first column heads the rows. ID names its
// caption; it is unique on the page.
type table struct {
	ID      string
	Caption string
	Note    string // set below it
	Columns []column
	Rows    []row
	Tall    bool // so long that it scrolls by itself
	Hashes  bool // the last column is long and has no blanks
}

// A column holds numbers unless it is Text; Long text is sentences.
type column struct {
	Head string
	Text bool
	Long bool
}

// A row of cells; Kind is "", "sum" or "group", which heads the rows below it.
type row struct {
	Cells []cell
	Kind  string
}

// A cell shows Text, in front of it a Picture that says no more than the text
// around it does; Href makes the text a link.
type cell struct {
	Text    string
	Href    string
	Picture template.HTML
}

// Class lists the table's classes, among them those that set columns of words
// to the left.
func (t *table) Class() string {
	var classes []string
	for i, c := range t.Columns {
		if c.Text && i > 0 {
			classes = append(classes, "l"+strconv.Itoa(i+1))
		}
		if c.Long {
			classes = append(classes, "w"+strconv.Itoa(i+1))
		}
	}
	if len(t.Columns) >= manyColumns {
		classes = append(classes, "many")
	}
	if t.Hashes {
		classes = append(classes, "hash")
	}
	return strings.Join(classes, " ")
}

// manyColumns is from how many columns on a table may not be pressed into a
// narrow screen, but moves sideways.
const manyColumns = 6

// Width is the number of columns.
func (t *table) Width() int { return len(t.Columns) }

// text makes columns of words, number columns of figures.
func text(head string) column { return column{Head: head, Text: true} }

func sentences(head string) column { return column{Head: head, Text: true, Long: true} }

func number(head string) column { return column{Head: head} }

func cells(texts ...string) []cell {
	list := make([]cell, len(texts))
	for i, t := range texts {
		list[i].Text = t
	}
	return list
}

// table begins a table with a caption that no other on the page has.
func (b *book) table(caption string, columns ...column) *table {
	b.tables++
	return &table{ID: "t" + strconv.Itoa(b.tables), Caption: caption, Columns: columns}
}

func (t *table) add(cells ...cell) { t.Rows = append(t.Rows, row{Cells: cells}) }

func (t *table) addSum(cells ...cell) {
	t.Rows = append(t.Rows, row{Cells: cells, Kind: "sum"})
}

// addGroup heads the rows that follow.
func (t *table) addGroup(name string) {
	t.Rows = append(t.Rows, row{Cells: cells(name), Kind: "group"})
}

// A stretch is one part of a bar, in thousandths of the bar's whole length.
// The patterns differ in black and white as well: Kind 'u' is solid, 'o' is
// striped, 'm' is striped for what is missing, 'c' is light.
type stretch struct {
	kind byte
	part int64
}

// bar draws stretches one after another. It repeats what numbers beside it
// say, so it is hidden from those who hear the page.
func bar(stretches ...stretch) template.HTML {
	var s strings.Builder
	s.WriteString(`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none"`)
	s.WriteString(` aria-hidden="true">`)
	at := int64(0)
	for _, p := range stretches {
		if p.part <= 0 {
			continue
		}
		s.WriteString(`<path class="` + string(p.kind) + `" d="M` + strconv.FormatInt(at, 10) +
			` 0h` + strconv.FormatInt(p.part, 10) + `v10H` + strconv.FormatInt(at, 10) + `z"/>`)
		at += p.part
	}
	s.WriteString(`</svg>`)
	return template.HTML(s.String())
}

// metBar is a bar of what is met, solid, and what is not, striped. What is not
// met is never too narrow to be seen.
func metBar(met, needed int64) template.HTML {
	if needed == 0 {
		return ""
	}
	part := hinterland.MetThousandths(met, needed)
	return bar(stretch{'u', part}, stretch{'m', 1000 - part})
}
