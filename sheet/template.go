package sheet

import (
	"slices"
	"strconv"
	"strings"

	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// Version is that of the workbook to fill in. One of a later version may say what
// this program does not read.
const Version = 1

// A Want is which sheets are wanted.
type Want struct {
	Noun    *Noun  // the one; nil for all
	Horizon string // of which offers and needs are; empty for those that are open
	Filled  bool   // with what stands
}

// Tables are the sheets of a workbook: what it is and how to fill it in, one for
// each noun that is wanted, and what can be chosen. Filled, they have what stands in
// the office as far as the reader sees it: handed in again, they change nothing.
func Tables(v *office.View, say *lang.Printer, want Want) ([]workbook.Table, error) {
	l := &lists{
		Table: workbook.Table{Name: say.Say("sheet.lists", nil)}, v: v, say: say, want: want,
		at: map[string]workbook.Choice{},
	}
	tables := []workbook.Table{aboutTable(say)}
	for _, n := range Nouns() {
		if want.Noun != nil && want.Noun.Name != n.Name {
			continue
		}
		t, err := l.table(n)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	for i := range l.Rows { // the longest list may stand before others
		l.Rows[i] = append(l.Rows[i], make([]workbook.Cell, len(l.Heads)-len(l.Rows[i]))...)
	}
	return append(tables, l.Table), nil
}

// TableOf is the sheet of the noun that is wanted.
func TableOf(v *office.View, say *lang.Printer, want Want) (workbook.Table, error) {
	return (&lists{v: v, say: say, want: want, at: map[string]workbook.Choice{}}).table(want.Noun)
}

// aboutTable says what the workbook is. Its first row has the version.
func aboutTable(say *lang.Printer) workbook.Table {
	t := workbook.Table{
		Name:  say.Say("sheet.about", nil),
		Heads: []string{say.Say("sheet.version", nil), strconv.Itoa(Version)},
	}
	for line := range strings.Lines(say.Say("sheet.about.text", nil)) {
		t.Rows = append(t.Rows, []workbook.Cell{workbook.Text(strings.TrimSpace(line)), {}})
	}
	return t
}

// laterVersion reports whether a sheet says that its workbook is of a version that is
// not read.
func (t *Tab) laterVersion() bool {
	if !t.isCalled("sheet.about") || len(t.Rows) == 0 {
		return false
	}
	version, err := strconv.Atoi(strings.TrimSpace(t.cell(1, 1)))
	return err == nil && version > Version
}

// isCalled reports whether a sheet is called as a key says, in any language.
func (t *Tab) isCalled(key Key) bool {
	return slices.ContainsFunc(lang.Tongues(), func(tongue lang.Tongue) bool {
		return strings.EqualFold(t.Sheet, key.In(lang.For(tongue)))
	})
}

// lists are what can be chosen, each in a column of one sheet.
type lists struct {
	workbook.Table
	v    *office.View
	say  *lang.Printer
	want Want
	at   map[string]workbook.Choice
}

// table is the sheet of a noun.
func (l *lists) table(n *Noun) (workbook.Table, error) {
	t := workbook.Table{Name: n.Title.In(l.say), Choices: map[int]workbook.Choice{}}
	fields, records, err := l.standing(n)
	if err != nil {
		return t, err
	}
	for i := range fields {
		f := &fields[i]
		t.Heads = append(t.Heads, f.HeadOf(l.say))
		choice, err := l.choice(f)
		if err != nil {
			return t, err
		}
		t.Choices[i] = choice
	}
	for _, r := range records {
		row := make([]workbook.Cell, len(fields))
		for i := range fields {
			row[i] = fields[i].write(l.say, r[fields[i].Name])
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// standing are the columns of a noun's sheet, and what stands where that is wanted.
func (l *lists) standing(n *Noun) (fields []Field, records []Record, err error) {
	if n.Spread {
		over, periods, err := spreadOver(l.v, l.want.Horizon)
		for i := range over {
			if err == nil && l.want.Filled {
				var some []Record
				some, err = n.StandsIn(l.v, over[i].Code)
				records = append(records, some...)
			}
		}
		return append(slices.Clone(n.Fields), periods...), records, err
	}
	if n.Stands != nil && l.want.Filled {
		records, err = n.Stands(l.v)
	}
	return n.Fields, records, err
}

// write is a cell that is read as what it was written of.
func (f *Field) write(say *lang.Printer, text string) workbook.Cell {
	switch {
	case text == "":
		return workbook.Cell{}
	case f.Form == Figure:
		_, fraction, _ := strings.Cut(text, ".")
		return workbook.Number(text, len(fraction))
	case f.Form == Date:
		if day, err := Day(text); err == nil {
			return workbook.Day(int(day))
		}
	case slices.Contains(f.Words, text):
		return workbook.Text((f.Stem + Key(text)).In(say))
	}
	return workbook.Text(text)
}

// choice is where what can stand in a column is listed; it is listed once.
func (l *lists) choice(f *Field) (workbook.Choice, error) {
	key := f.Of
	if len(f.Words) > 0 {
		key = string(f.Stem) + strings.Join(f.Words, " ")
	}
	if at, known := l.at[key]; known || key == "" || f.Many {
		return at, nil
	}
	texts, err := l.choices(f)
	at := workbook.Choice{Sheet: l.Name, Column: len(l.Heads), Count: len(texts)}
	l.at[key] = at
	l.Heads = append(l.Heads, f.HeadOf(l.say))
	for i, text := range texts {
		if i == len(l.Rows) {
			l.Rows = append(l.Rows, nil)
		}
		for len(l.Rows[i]) < at.Column {
			l.Rows[i] = append(l.Rows[i], workbook.Cell{})
		}
		l.Rows[i] = append(l.Rows[i], workbook.Text(text))
	}
	return at, err
}

// choices are what can stand in a column.
func (l *lists) choices(f *Field) (texts []string, err error) {
	for _, choice := range f.Words {
		texts = append(texts, (f.Stem + Key(choice)).In(l.say))
	}
	if f.Of == units {
		known, err := l.v.Goods()
		for _, g := range known {
			texts = append(texts, g.Unit)
		}
		slices.Sort(texts)
		return slices.Compact(texts), err
	}
	if of := NounNamed(f.Of); of != nil && of.Stands != nil {
		records, err := of.Stands(l.v)
		for _, r := range records {
			texts = append(texts, r[of.Fields[0].Name])
		}
		return texts, err
	}
	return texts, nil
}
