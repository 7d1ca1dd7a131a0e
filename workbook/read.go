package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Why something is not read.
var (
	// ErrNoTable: it is no xlsx workbook, nor text in UTF-8 with one kind of
	// separator.
	ErrNoTable = errors.New("no table")
	// ErrLarge: it has more than MaxRows rows, or rows of more than MaxColumns
	// cells, or unpacks to more than anybody writes.
	ErrLarge = errors.New("a table beyond what is read")
)

// The most that is read of a workbook, unpacked: a small file can unpack to a
// very large one.
const maxUnpacked = 128 << 20

// The most rows that a file may have, all its sheets together, and the most cells
// that a row may have.
const (
	MaxRows    = 100_000
	MaxColumns = 300 // a horizon may have 261 periods
)

// A Sheet is a sheet of a workbook as it is read, or a text, which has no name.
type Sheet struct {
	Name string
	Rows [][]string
}

// Sheets reads the sheets of a workbook, or a text whose cells are apart by tabs,
// commas or semicolons, as they stand in its first line. Numbers and days of a
// workbook come as it keeps them, a day as its number.
func Sheets(content []byte) ([]Sheet, error) {
	if bytes.HasPrefix(content, []byte("PK")) {
		return readBook(content)
	}
	rows, err := ReadText(string(content))
	return []Sheet{{Rows: rows}}, err
}

// ReadText reads a text as Sheets does.
func ReadText(text string) ([][]string, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, ErrNoTable
	}
	first, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for _, apart := range []rune{'\t', ';'} {
		if strings.ContainsRune(first, apart) {
			r.Comma = apart
			break
		}
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, ErrNoTable
	}
	if len(rows) > MaxRows || slices.ContainsFunc(rows, tooWide) {
		return nil, ErrLarge
	}
	return rows, nil
}

func tooWide(row []string) bool { return len(row) > MaxColumns }

// load opens a workbook that lies in memory.
func load(content []byte) (*excelize.File, error) {
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil && strings.HasPrefix(err.Error(), "unzip size exceeds") {
		return nil, ErrLarge
	}
	if err != nil {
		return nil, ErrNoTable
	}
	return f, nil
}

func readBook(content []byte) ([]Sheet, error) {
	f, err := load(content)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it lies in memory
	var sheets []Sheet
	room := MaxRows
	for _, name := range f.GetSheetList() {
		rows, err := readRows(f, name, room)
		if err != nil {
			return nil, err
		}
		room -= len(rows)
		sheets = append(sheets, Sheet{name, rows})
	}
	if len(sheets) == 0 {
		return nil, ErrNoTable
	}
	return sheets, nil
}

// readRows reads a sheet row by row: a cell that names the last column that there
// can be makes a row as long as that, and not many of them are to be kept.
func readRows(f *excelize.File, name string, most int) ([][]string, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, nil // a sheet of another kind, a chart
	}
	defer func() { _ = rows.Close() }() // it lies in memory
	var all [][]string
	for rows.Next() {
		row, err := rows.Columns(excelize.Options{RawCellValue: true})
		switch {
		case err != nil:
			return nil, ErrNoTable
		case tooWide(row) || len(all) == most:
			return nil, ErrLarge
		}
		all = append(all, row)
	}
	for len(all) > 0 && len(all[len(all)-1]) == 0 {
		all = all[:len(all)-1]
	}
	return all, nil
}

// Plain is a number as a workbook keeps it, as people write it: of a tenth it may
// have kept what a float is, and of a millionth a power. Beyond the digits that
// spreadsheet programs show nobody has typed anything.
func Plain(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	short := len(strings.Replace(strings.Trim(text, "-0."), ".", "", 1)) <= digits
	if err != nil || short && !strings.ContainsAny(text, "eE") {
		return text
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', digits, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
