package demo

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"

	"hinterland"
)

// shipped holds the tables of every sample, one folder each.
//
//go:embed data
var shipped embed.FS

// A loader reads the tables of one sample. The first thing that is wrong
// stops it: a faulty table is a fault of the program, found by its tests, and
// not one of a reader's that would have to be told in full.
type loader struct {
	folder fs.FS
	err    error
}

// A record is one row of a table, by column.
type record struct {
	load  *loader
	table string
	line  int
	cells map[string]string
}

func (l *loader) fail(format string, args ...any) {
	if l.err == nil {
		l.err = fmt.Errorf("demo: "+format, args...)
	}
}

// read returns the rows of a table, none if anything was wrong before.
func (l *loader) read(name string) []record {
	if l.err != nil {
		return nil
	}
	file, err := l.folder.Open(name)
	if err != nil {
		l.fail("%w", err)
		return nil
	}
	defer file.Close()
	lines := csv.NewReader(file)
	lines.Comment = '#'
	rows, err := lines.ReadAll()
	if err != nil || len(rows) == 0 {
		l.fail("%s: no table: %w", name, err)
		return nil
	}
	records := make([]record, 0, len(rows)-1)
	for i, row := range rows[1:] {
		cells := make(map[string]string, len(row))
		for j, cell := range row {
			cells[rows[0][j]] = strings.TrimSpace(cell)
		}
		records = append(records, record{load: l, table: name, line: i + 2, cells: cells})
	}
	return records
}

// text returns a cell; a column that the table lacks stops the loader.
func (r record) text(column string) string {
	cell, ok := r.cells[column]
	if !ok {
		r.fail(column, "no such column")
	}
	return cell
}

// most bounds every number in the tables, so that no product of two leaves 63
// bits.
const most = 10_000_000_000

// whole reads a number from 0; an empty cell is 0.
func (r record) whole(column string) int64 { return r.decimal(column, 0) }

// decimal reads a number in steps of 10^-places; an empty cell is 0.
func (r record) decimal(column string, places int) int64 {
	text := r.text(column)
	if text == "" {
		return 0
	}
	v, err := hinterland.ParseDecimal(text, places)
	if err != nil {
		r.fail(column, text)
		return 0
	}
	if v > most {
		r.fail(column, "too large")
		return 0
	}
	return v
}

// degrees reads a longitude or latitude.
func (r record) degrees(column string) hinterland.MicroDegrees {
	text, south := strings.CutPrefix(r.text(column), "-")
	v, err := hinterland.ParseDecimal(text, 6)
	if err != nil || v > most {
		r.fail(column, text)
		return 0
	}
	if south {
		v = -v
	}
	return hinterland.MicroDegrees(v)
}

func (r record) name() hinterland.Name {
	return hinterland.Name{English: r.text("name"), Chinese: r.text("name_zh")}
}

func (r record) fail(column, what string) {
	r.load.fail("%s:%d %s: %q", r.table, r.line, column, what)
}
