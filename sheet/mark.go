package sheet

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"hinterland"
	"hinterland/workbook"
)

// Marked is a file as it was handed in, in which what is refused is marked
// where it stands and told with its remedy: cells of a workbook are filled and
// have a comment, and a text has a column more. A text comes back as UTF-8.
func (in *Intake) Marked(f *File, word func(*hinterland.Refusal) string) ([]byte, error) {
	told := map[*Tab]map[[2]int][]string{}
	for _, fault := range in.Faults {
		if fault.Tab == nil || fault.Tab.File != f || fault.Row == 0 {
			continue
		}
		if told[fault.Tab] == nil {
			told[fault.Tab] = map[[2]int][]string{}
		}
		at := [2]int{fault.Row, max(fault.Column, 0)}
		told[fault.Tab][at] = append(told[fault.Tab][at], word(fault.Refusal))
	}
	if !f.Book {
		return in.markedText(f, told[f.Tabs[0]]), nil
	}
	var marks []workbook.Mark
	for tab, cells := range told {
		for at, texts := range cells {
			marks = append(marks, workbook.Mark{
				Sheet: tab.Sheet, Row: at[0], Column: at[1] + 1, Text: strings.Join(texts, "\n"),
			})
		}
	}
	return workbook.Marked(f.Content, marks)
}

// markedText is a text with what is wrong with each row behind it.
func (in *Intake) markedText(f *File, told map[[2]int][]string) []byte {
	t := f.Tabs[0]
	width := 0
	for _, row := range t.Rows {
		width = max(width, filled(row))
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // without it, some read the file as something other than UTF-8
	w := csv.NewWriter(&b)
	for i, row := range t.Rows {
		cells := make([]string, width+1)
		copy(cells, row[:min(width, len(row))])
		if i == t.head {
			cells[width] = in.say.Say("sheet.wrong", nil)
		}
		var texts []string
		for column := range max(width, 1) {
			for _, text := range told[[2]int{i + 1, column}] {
				head := strings.TrimSpace(t.cell(t.head+1, column))
				if head != "" && i != t.head {
					text = head + ": " + text
				}
				texts = append(texts, text)
			}
		}
		if len(texts) > 0 {
			cells[width] = strings.Join(slices.Compact(texts), " ")
		}
		_ = w.Write(cells) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}
