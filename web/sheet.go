package web

import (
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A Sheet is what was read of a table: the acts that its rows make, and what
// could not be read. The faults are of fields as a batch of the acts has them,
// "acts.3.day".
type Sheet struct {
	Acts   []office.Step
	Faults hinterland.Refusals

	layout
	say    *lang.Printer
	places map[string]int // rows, by what refusals call what stands there: "acts.3"
}

// A layout is what columns a sheet has, by the fields of its acts without the
// numbers: those that it may lack too. Further columns are passed over. Head
// words the head of one.
type layout struct {
	columns, lacking []string
	head             func(say *lang.Printer, column string) string
}

func newSheet(say *lang.Printer, l layout) *Sheet {
	return &Sheet{layout: l, say: say, places: map[string]int{}}
}

// mostFaults is how many faults of a sheet are told at once.
const mostFaults = 100

// find finds the columns of a sheet by its first row, in either language.
func (s *Sheet) find(heads []string) map[string]int {
	at := map[string]int{}
	for _, column := range s.columns {
		names := []string{column}
		for _, tongue := range []lang.Tongue{lang.English, lang.Chinese} {
			names = append(names, s.head(lang.For(tongue), column))
		}
		i := slices.IndexFunc(heads, func(head string) bool {
			return slices.ContainsFunc(names, func(name string) bool {
				return strings.EqualFold(name, strings.TrimSpace(head))
			})
		})
		if i >= 0 {
			at[column] = i
		} else if !slices.Contains(s.lacking, column) {
			missing := hinterland.Args{"column": s.head(s.say, column)}
			s.Faults = append(s.Faults, hinterland.Refuse(hinterland.Invalid, "sheet.column",
				missing).In(hinterland.At(rowsField, "")))
		}
	}
	return at
}

// each reads the rows of a table, whose first names the columns. What a row
// says is told by column, without what is blank.
func (s *Sheet) each(rows [][]string, read func(row int, cells map[string]string)) {
	if len(rows) == 0 {
		return
	}
	at := s.find(rows[0])
	for n, row := range rows[1:] {
		if len(s.Faults) >= mostFaults {
			return
		}
		cells := map[string]string{}
		for column, i := range at {
			if i < len(row) && strings.TrimSpace(row[i]) != "" {
				cells[column] = strings.TrimSpace(row[i])
			}
		}
		if len(cells) > 0 {
			read(n+2, cells) // the heads stand in the first
		}
	}
}

// epoch is the number that spreadsheet programs give to 1 January 1970.
const epoch = 25_569

// asDay is a day as a cell has it: spreadsheet programs may keep it as a number.
func asDay(text string) string {
	if serial, err := strconv.Atoi(text); err == nil && serial > 1000 {
		return hinterland.Day(serial - epoch).String()
	}
	return text
}

// Cell is the place in the sheet of what a refusal calls "acts.3.day": its row,
// and the head of its column, empty for a row as a whole. Row 0 is no place
// there.
func (s *Sheet) Cell(field string) (row int, head string) {
	for at := field; at != ""; at = at[:max(0, strings.LastIndex(at, "."))] {
		if row = s.places[at]; row > 0 {
			break
		}
	}
	if column := columnOf(field); row > 0 && slices.Contains(s.columns, column) {
		head = s.head(s.say, column)
	}
	return row, head
}

// columnOf is the column of a field, "items.floor" of "acts.3.items.1.floor".
func columnOf(field string) string {
	var words []string
	for word := range strings.SplitSeq(field, ".") {
		if _, err := strconv.Atoi(word); err != nil && word != stepsField && word != rowsField {
			words = append(words, word)
		}
	}
	return strings.Join(words, ".")
}
