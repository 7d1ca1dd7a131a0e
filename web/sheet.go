package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A Sheet is what was read of a table of deliveries: an act of each row that has a
// quantity, the row in which each of them stands, and what could not be read. The
// faults are of fields as a batch of the acts has them, "acts.3.day".
type Sheet struct {
	Acts   []office.Step
	Rows   []int
	Faults hinterland.Refusals

	say *lang.Printer
}

// sheetColumns are the columns of a sheet of deliveries, by the fields of the
// act. Others that a template has are passed over.
func sheetColumns() []string {
	return []string{"agreement", "item", "day", "quantity", "extra", "note"}
}

// sheetHead words the head of a column.
func sheetHead(say *lang.Printer, column string) string {
	if column == "extra" {
		return say.Say("column.extra", nil)
	}
	// lang: word.agreement word.item word.day word.quantity word.note word.good word.unit
	return say.Say("word."+column, nil)
}

// mostFaults is how many faults of a sheet are told at once.
const mostFaults = 100

// ReadSheet reads deliveries from the rows of a table, whose first names the
// columns in either language.
func ReadSheet(say *lang.Printer, rows [][]string) *Sheet {
	s := &Sheet{say: say}
	if len(rows) == 0 {
		return s
	}
	at := s.columns(rows[0])
	for n, row := range rows[1:] {
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		if cell("quantity") == "" || len(s.Faults) >= mostFaults {
			continue
		}
		s.Acts = append(s.Acts, office.Step{Act: s.readRow(cell)})
		s.Rows = append(s.Rows, n+2) // the heads stand in the first
	}
	return s
}

// columns finds the columns of a sheet by its first row.
func (s *Sheet) columns(heads []string) map[string]int {
	at := map[string]int{}
	for _, column := range sheetColumns() {
		names := []string{column}
		for _, tongue := range []lang.Tongue{lang.English, lang.Chinese} {
			names = append(names, sheetHead(lang.For(tongue), column))
		}
		i := slices.IndexFunc(heads, func(head string) bool {
			return slices.ContainsFunc(names, func(name string) bool {
				return strings.EqualFold(name, strings.TrimSpace(head))
			})
		})
		if i >= 0 {
			at[column] = i
		} else if column != "extra" && column != "note" {
			missing := hinterland.Args{"column": sheetHead(s.say, column)}
			s.Faults = append(s.Faults, hinterland.Refuse(hinterland.Invalid, "sheet.column",
				missing).In(hinterland.At(rowsField, "")))
		}
	}
	return at
}

// readRow makes an act of a row. What cannot be read is a fault of that row.
func (s *Sheet) readRow(cell func(column string) string) *office.RecordDelivery {
	stem := stepsField + "." + strconv.Itoa(len(s.Acts)+1) + "."
	r := &draft{typed: url.Values{}}
	for _, column := range sheetColumns() {
		r.typed.Set(stem+column, cell(column))
	}
	delivery := &office.RecordDelivery{
		Quantity: r.number(stem + "quantity"), Note: r.text(stem + "note"),
		Extra: r.text(stem+"extra") != "",
	}
	if serial, err := strconv.Atoi(r.text(stem + "day")); err == nil && serial > 1000 {
		r.typed.Set(stem+"day", hinterland.Day(serial-epoch).String())
	}
	delivery.Day = r.day(stem + "day")
	r.fault(stem+"agreement", delivery.Agreement.UnmarshalText([]byte(cell("agreement"))))
	item, err := strconv.Atoi(cell("item"))
	if err != nil {
		r.fault(stem+"item", hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
	}
	delivery.Item = item
	s.Faults = append(s.Faults, r.faults...)
	return delivery
}

// epoch is the number that spreadsheet programs give to 1 January 1970.
const epoch = 25_569

// Cell is the place in the sheet of what a refusal calls "acts.3.day": its row,
// and the head of its column, empty for a row as a whole. Row 0 is no place there.
func (s *Sheet) Cell(field string) (row int, head string) {
	rest, ok := strings.CutPrefix(field, stepsField+".")
	number, column, _ := strings.Cut(rest, ".")
	act, err := strconv.Atoi(number)
	if !ok || err != nil || act < 1 || act > len(s.Rows) {
		return 0, ""
	}
	if slices.Contains(sheetColumns(), column) {
		head = sheetHead(s.say, column)
	}
	return s.Rows[act-1], head
}
