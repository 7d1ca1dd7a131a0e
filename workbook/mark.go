package workbook

import (
	"bytes"

	"github.com/xuri/excelize/v2"
)

// A Mark says what is wrong with a cell of a workbook. Row and Column count
// from 1.
type Mark struct {
	Sheet       string
	Row, Column int
	Text        string
}

// amber is what marked cells are filled with: it can be told from all that is
// black, and from paper, in print too.
const amber = "FFD966"

// Marked is a workbook with some of its cells filled and commented on. All else
// stays as it is, what else its owner has put there included.
func Marked(content []byte, marks []Mark) ([]byte, error) {
	f, err := load(content)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it lies in memory
	m := marker{f, map[int]int{}, map[string]map[string]bool{}}
	for _, mark := range marks {
		if err := m.mark(mark); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// A marker marks cells of a workbook.
type marker struct {
	*excelize.File
	filled map[int]int                // the style of a marked cell, by that of the cell
	said   map[string]map[string]bool // which cells of a sheet somebody has commented on
}

func (m *marker) mark(what Mark) error {
	cell, err := excelize.CoordinatesToCellName(what.Column, what.Row)
	if err != nil {
		return err
	}
	if err := m.fill(what.Sheet, cell); err != nil {
		return err
	}
	said, err := m.comments(what.Sheet)
	if err == nil && said[cell] {
		err = m.DeleteComment(what.Sheet, cell)
	}
	if err != nil {
		return err
	}
	said[cell] = true
	return m.AddComment(what.Sheet, excelize.Comment{
		Cell: cell, Author: "Hinterland", Width: 320, Height: 120,
		Paragraph: []excelize.RichTextRun{{Text: what.Text}},
	})
}

// fill fills a cell, and keeps what else is said of its looks.
func (m *marker) fill(sheet, cell string) error {
	was, err := m.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	style, known := m.filled[was]
	if !known {
		look, err := m.GetStyle(was)
		if err != nil {
			return err
		}
		look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{amber}}
		if style, err = m.NewStyle(look); err != nil {
			return err
		}
		m.filled[was] = style
	}
	return m.SetCellStyle(sheet, cell, cell, style)
}

// comments are the cells of a sheet on which there is a comment, read once.
func (m *marker) comments(sheet string) (map[string]bool, error) {
	if m.said[sheet] == nil {
		former, err := m.GetComments(sheet)
		if err != nil {
			return nil, err
		}
		m.said[sheet] = map[string]bool{}
		for _, c := range former {
			m.said[sheet][c.Cell] = true
		}
	}
	return m.said[sheet], nil
}
