package workbook

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Book is an xlsx workbook with a sheet for each table, the head of each bold
// and kept in sight. It fails for a name that no sheet may have.
func Book(tables ...Table) (_ []byte, err error) {
	f := excelize.NewFile()
	defer f.Close()
	for i := range tables {
		name := tables[i].Name
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return nil, err
		}
		if err := writeSheet(f, &tables[i]); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// writeSheet writes one table, row by row, so that a long one takes no more
// memory than a short one.
func writeSheet(f *excelize.File, t *Table) error {
	s, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for i, width := range t.widths() {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	err = s.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
	})
	if err != nil {
		return err
	}
	if err := offer(f, t); err != nil {
		return err
	}
	styles := styles{f: f, known: map[string]int{}}
	for i := range len(t.Rows) + 1 {
		row, err := t.row(i, &styles)
		if err != nil {
			return err
		}
		if err := s.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			return err
		}
	}
	return s.Flush()
}

// offer lets spreadsheet programs offer what can stand below some heads.
func offer(f *excelize.File, t *Table) error {
	for i := range t.Heads {
		c := t.Choices[i]
		if c.Count == 0 {
			continue
		}
		below, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		in, err := excelize.ColumnNumberToName(c.Column + 1)
		if err != nil {
			return err
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%s2:%s%d", below, below, MaxRows))
		v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$2:$%s$%d", c.Sheet, in, in, c.Count+1))
		v.ShowErrorMessage = false
		if err := f.AddDataValidation(t.Name, v); err != nil {
			return err
		}
	}
	return nil
}

// row is a row as excelize takes it; row 0 is the head.
func (t *Table) row(i int, styles *styles) ([]any, error) {
	row := make([]any, len(t.Heads))
	for n := range row {
		format, value := bold, any(t.Heads[n])
		if i > 0 {
			format, value = t.Rows[i-1][n].format(), t.Rows[i-1][n].value()
		}
		style, err := styles.of(format)
		if err != nil {
			return nil, err
		}
		row[n] = excelize.Cell{StyleID: style, Value: value}
	}
	return row, nil
}

// bold stands for the format of a head, which no cell has.
const bold = "bold"

// format is how spreadsheet programs are to show a cell.
func (c Cell) format() string {
	switch c.kind {
	case number:
		return strings.TrimSuffix("#,##0."+strings.Repeat("0", c.places), ".")
	case day:
		return "yyyy-mm-dd"
	case moment:
		return "yyyy-mm-dd hh:mm"
	}
	return "@"
}

// value is what a workbook holds: floats for numbers, days and times. A float
// has every decimal of 15 digits to itself, so that none is lost.
func (c Cell) value() any {
	switch c.kind {
	case blank:
		return nil
	case number:
		v, _ := strconv.ParseFloat(c.text, 64) // Number has tried it
		return v
	case day, moment:
		layout := "2006-01-02 15:04"[:len(c.text)]
		at, _ := time.Parse(layout, c.text) // written by us
		return float64(at.Unix())/86_400 + epoch
	}
	return c.text
}

// A styles keeps the number of each format in its workbook.
type styles struct {
	f     *excelize.File
	known map[string]int
}

// of is the number of a format.
func (s *styles) of(format string) (int, error) {
	if style, ok := s.known[format]; ok {
		return style, nil
	}
	look := &excelize.Style{CustomNumFmt: &format}
	if format == bold {
		look = &excelize.Style{Font: &excelize.Font{Bold: true}}
	}
	style, err := s.f.NewStyle(look)
	s.known[format] = style
	return style, err
}

// The least and the greatest width of a column, in digits.
const (
	narrow = 8
	wide   = 48
)

// widths are how wide each column has to be for what stands in it.
func (t *Table) widths() []float64 {
	widths := make([]float64, len(t.Heads))
	for i, head := range t.Heads {
		widths[i] = max(narrow, signs(head))
	}
	for _, row := range t.Rows {
		for i, c := range row {
			widths[i] = max(widths[i], signs(c.text))
		}
	}
	for i := range widths {
		widths[i] = min(widths[i]+2, wide)
	}
	return widths
}

// signs is how much room a text takes, in digits: a Chinese character takes
// that of two, and a number is shown with thousands apart.
func signs(s string) float64 {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return float64(n)
}
