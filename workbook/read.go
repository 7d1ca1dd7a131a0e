package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// ErrNoTable is why something is not read: it is no xlsx workbook, nor text in
// UTF-8 with one kind of separator.
var ErrNoTable = errors.New("no table")

// The most that is read of a workbook, unpacked: a small file can unpack to a
// very large one.
const maxUnpacked = 64 << 20

// Read reads the first sheet of a workbook, or a text whose cells are apart by
// tabs, commas or semicolons, as they stand in its first line. Numbers and days
// of a workbook come as it keeps them, a day as its number.
func Read(content []byte) ([][]string, error) {
	if bytes.HasPrefix(content, []byte("PK")) {
		return readBook(content)
	}
	return ReadText(string(content))
}

// ReadText reads a text as Read does.
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
	return rows, nil
}

func readBook(content []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return nil, ErrNoTable
	}
	defer func() { _ = f.Close() }() // it lies in memory
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, ErrNoTable
	}
	rows, err := f.GetRows(sheets[0], excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, ErrNoTable
	}
	return rows, nil
}
