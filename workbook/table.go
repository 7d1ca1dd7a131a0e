package workbook

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"
)

// A Table is what one sheet of a workbook, or one CSV file, holds. Each row
// has a cell for each head. Name is that of the sheet: at most 31 characters,
// none of them one of []:*?/\ and the apostrophe at neither end. Choices are what
// spreadsheet programs offer below a head, by its place: what stands in a column
// of another sheet. Something else can be written all the same.
type Table struct {
	Name    string
	Heads   []string
	Rows    [][]Cell
	Choices map[int]Choice
}

// A Choice is the column of a sheet, from 0, in which so many things to choose
// from stand below the head.
type Choice struct {
	Sheet  string
	Column int
	Count  int
}

// A Cell is one value of a row. The zero Cell is blank.
type Cell struct {
	kind   kind
	text   string // as CSV has it
	places int    // decimals that a number is shown with
}

type kind int

const (
	blank kind = iota
	text
	number
	day
	moment
)

// Text is a cell of words, whatever they look like.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: text, text: s}
}

// digits is how many significant digits spreadsheet programs keep.
const digits = 15

// Number is a cell of a decimal, as in 12.5, shown with so many places. One
// of more digits than spreadsheet programs keep stands as a text.
func Number(decimal string, places int) Cell {
	if decimal == "" {
		return Cell{}
	}
	c := Cell{kind: number, text: decimal, places: places}
	bare := strings.Trim(strings.Replace(decimal, ".", "", 1), "-0")
	if _, err := strconv.ParseFloat(decimal, 64); err != nil || len(bare) > digits {
		c.kind = text
	}
	return c
}

// Whole is a cell of a whole number.
func Whole(n int64) Cell { return Number(strconv.FormatInt(n, 10), 0) }

// Days are counted by spreadsheet programs from the end of 1899. They know a
// 29 February 1900 that never was, so that days before March are counted
// otherwise by each: those stand as texts.
const (
	epoch    = 25_569  // 1970-01-01
	firstDay = -25_508 // 1900-03-01
)

// Day is a cell of a day, counted from 1970-01-01.
func Day(days int) Cell {
	c := Cell{kind: day, text: time.Unix(int64(days)*86_400, 0).UTC().Format(time.DateOnly)}
	if days < firstDay {
		c.kind = text
	}
	return c
}

// Moment is a cell of a time to the minute, by the clock of t's own place.
func Moment(t time.Time) Cell {
	return Cell{kind: moment, text: t.Format("2006-01-02 15:04")}
}

// CSV is the table as a CSV file that spreadsheet programs read as UTF-8.
func (t *Table) CSV() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff") // without it, some read the file as something other than UTF-8
	w := csv.NewWriter(&b)
	_ = w.Write(t.Heads) // a buffer takes everything
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.csv()
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

// csv is the cell's text, with a mark before one that spreadsheet programs
// would take for a formula, or for a day where it is a number in two parts.
func (c Cell) csv() string {
	if c.kind == text &&
		(strings.ContainsRune("=+-@\t\r", rune(c.text[0])) || inTwoParts(c.text)) {
		return "'" + c.text
	}
	return c.text
}

// Unmarked is a text of a CSV file without the mark that CSV puts before some.
func Unmarked(cell string) string {
	bare, marked := strings.CutPrefix(cell, "'")
	if marked && bare != "" && Text(bare).csv() == cell {
		return bare
	}
	return cell
}

// inTwoParts reports whether a text is a number in two parts, as in 17-3.
func inTwoParts(text string) bool {
	one := strings.Count(text, "-")+strings.Count(text, "/") == 1
	return one && strings.Trim(text, "0123456789-/") == ""
}
