package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"hinterland"
)

// A Column is one column that a table may have. An Optional column may be
// left out of the file, which then reads as if it were blank everywhere; a
// cell may be blank only where Blank is true.
type Column struct {
	Name     string
	Optional bool
	Blank    bool
}

// Must is a column that has to be there, filled in every row.
func Must(name string) Column { return Column{Name: name} }

// May is a column that may be left out or left blank.
func May(name string) Column { return Column{Name: name, Optional: true, Blank: true} }

// Others stands for all columns of somebody else's table that are of no
// concern here: with it among its columns a table may have any further ones.
func Others() Column { return Column{Name: "*", Optional: true, Blank: true} }

// maxCell is the longest text a cell may hold, in bytes; no name of a place
// or a party comes near it.
const maxCell = 1000

// ReadTable reads a UTF-8 comma-separated file (a byte-order mark, lines that
// begin with # and blank cells at the ends of lines are passed over) whose
// first line names its columns in any order, and calls row for every further
// line that is not empty. A file of another form earns one refusal. Column
// faults are found before any row is read; row faults are collected through
// Row's methods. The refusals name the file as name; an error that is not
// Refusals means that r could not be read.
func ReadTable(name string, r io.Reader, columns []Column, row func(*Row)) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	t := &table{name: name, column: map[string]int{}, wanted: columns}
	text, refusal := plainText(text)
	if refusal != nil {
		t.refuse(refusal, refusal.At)
		return t.faults.Err()
	}
	lines := csv.NewReader(bytes.NewReader(text))
	lines.Comment = '#'
	lines.FieldsPerRecord = -1
	lines.ReuseRecord = true
	if !t.readHeader(lines) {
		return t.faults.Err()
	}
	t.readRows(lines, row)
	return t.faults.Err()
}

// A table is one file while it is read.
type table struct {
	name   string
	wanted []Column
	column map[string]int // name to position in the file
	width  int
	faults hinterland.Refusals
}

func (t *table) refuse(r *hinterland.Refusal, at hinterland.Where) {
	at.File = t.name
	t.faults = append(t.faults, r.In(at))
}

// readHeader reads the first line and reports whether rows can be read.
func (t *table) readHeader(lines *csv.Reader) bool {
	header, err := lines.Read()
	if errors.Is(err, io.EOF) {
		t.refuse(hinterland.Refuse(hinterland.Invalid, "file.empty",
			hinterland.Args{"columns": t.names()}), hinterland.Where{Line: 1})
		return false
	}
	if err != nil {
		t.refuseSyntax(err)
		return false
	}
	line, _ := lines.FieldPos(0)
	if refusal := separator(strings.Join(header, ",")); refusal != nil {
		t.refuse(refusal, hinterland.Where{Line: line})
		return false
	}
	t.width = filled(header)
	for i, cell := range header[:t.width] {
		t.addColumn(i, line, strings.TrimSpace(cell))
	}
	for _, c := range t.wanted {
		if _, ok := t.column[c.Name]; !ok && !c.Optional {
			t.refuse(hinterland.Refuse(hinterland.Invalid, "column.missing", nil),
				hinterland.Where{Line: line, Column: c.Name})
		}
	}
	return len(t.faults) == 0
}

// filled is how many cells a line has up to its last that is not blank.
// Spreadsheet programs pad every line to the widest one.
func filled(cells []string) int {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	return n
}

func (t *table) addColumn(i, line int, name string) {
	if name == "" {
		t.refuse(hinterland.Refuse(hinterland.Invalid, "column.nameless", nil),
			hinterland.Where{Line: line})
		return
	}
	at := hinterland.Where{Line: line, Column: name, Value: name}
	known, open := false, false
	for _, c := range t.wanted {
		known = known || c.Name == name
		open = open || c == Others()
	}
	if !known && open {
		return
	}
	if !known {
		t.refuse(hinterland.Refuse(hinterland.Invalid, "column.unknown",
			hinterland.Args{"columns": t.names()}), at)
		return
	}
	if _, twice := t.column[name]; twice {
		t.refuse(hinterland.Refuse(hinterland.Invalid, "column.twice", nil), at)
		return
	}
	t.column[name] = i
}

// names lists the columns the table takes, those that may be left out with a
// question mark.
func (t *table) names() []string {
	var names []string
	for _, c := range t.wanted {
		name := c.Name
		if c.Optional {
			name += "?"
		}
		names = append(names, name)
	}
	return names
}

func (t *table) readRows(lines *csv.Reader, row func(*Row)) {
	for {
		cells, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.refuseSyntax(err)
			continue
		}
		line, _ := lines.FieldPos(0)
		last := filled(cells)
		if last == 0 {
			continue
		}
		if len(cells) < t.width || last > t.width {
			t.refuse(hinterland.Refuse(hinterland.Invalid, "row.width",
				hinterland.Args{"cells": max(last, min(len(cells), t.width)), "columns": t.width}),
				hinterland.Where{Line: line})
			continue
		}
		row(&Row{table: t, cells: cells, line: line, before: len(t.faults)})
	}
}

// refuseSyntax tells of a quote out of place.
func (t *table) refuseSyntax(err error) {
	at := hinterland.Where{}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		at.Line = parse.StartLine
	}
	t.refuse(hinterland.Refuse(hinterland.Invalid, "row.quote", nil), at)
}
