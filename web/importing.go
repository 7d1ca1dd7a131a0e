package web

import (
	"io"
	"mime/multipart"
	"net/url"
	"path"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// The fields of the form that takes a sheet: the file, what was read of it, and
// what refusals call the acts that its rows are.
const (
	sheetField = "sheet"
	rowsField  = "rows"
	stepsField = "acts"
)

// takeSheet reads a table that arrives into the field where it can be put right.
func (a *ask) takeSheet(part *multipart.Part, came url.Values) error {
	content, err := io.ReadAll(io.LimitReader(part, maxForm+1))
	if err != nil {
		return unread(err)
	}
	if len(content) == 0 {
		return nil // none was chosen
	}
	sheets, err := workbook.Sheets(content)
	if err != nil || len(content) > maxForm {
		a.misread = append(a.misread, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil).
			In(hinterland.At(sheetField, fileName(part.FileName()))))
		return nil
	}
	came.Set(rowsField, asTyped(sheets[0].Rows))
	return nil
}

// asTyped writes rows as a spreadsheet program copies them, blank ones left out.
func asTyped(rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for i := range row {
			row[i] = strings.Join(strings.Fields(row[i]), " ")
		}
		line := strings.TrimRight(strings.Join(row, "\t"), "\t")
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// A sheetForm is a form for many acts at once, from a sheet: all of them are one
// entry, or none is done. Its words are those of the stem.
type sheetForm struct {
	stem  string
	empty string // the path of the sheet to fill in
	start func(*draft) error
	read  func(d *draft, rows [][]string) (*Sheet, error)
	more  func(d *draft, page *formPage) // asks for what is not in the sheet; may be nil
	then  string
}

// form is the form as all others are.
func (f sheetForm) form() form {
	return form{
		uploads: true,
		start:   f.start,
		read: func(d *draft) office.Act {
			rows, err := workbook.ReadText(d.typed.Get(rowsField))
			if err != nil {
				d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil))
			}
			if d.sheet, err = f.read(d, rows); err != nil {
				d.failed = err
				return &office.Batch{}
			}
			d.faults = append(d.faults, d.sheet.Faults...)
			if len(d.sheet.Acts) == 0 && len(d.faults) == 0 {
				d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "sheet.empty", nil))
			}
			return &office.Batch{Acts: d.sheet.Acts}
		},
		paint: f.paint,
		then:  func(*draft, hinterland.Entry) string { return f.then },
	}
}

func (f sheetForm) paint(d *draft) (*formPage, error) {
	// lang: web.sheet.new web.sheet.lead web.sheet.record web.sheet.hint
	// lang: web.termsheet.new web.termsheet.lead web.termsheet.record web.termsheet.hint
	page := &formPage{
		Title:  d.say.Say(f.stem+".new", nil),
		Lead:   d.say.Say(f.stem+".lead", nil),
		Submit: d.say.Say(f.stem+".record", nil),
		Facts: []fact{{
			Label: d.say.Say("web.sheet.empty", nil), Text: path.Base(f.empty),
			Link: f.empty,
		}},
		Groups: []group{{Fields: []field{
			{
				Kind: "sheet", Name: sheetField, Label: d.say.Say("web.sheet.file", nil),
				Optional: true,
			},
			d.field("rows", rowsField, "web.sheet.rows").instead(stepsField).
				hint(d.say.Say(f.stem+".hint", nil)),
		}}},
	}
	if f.more != nil {
		f.more(d, page)
	}
	return page, nil
}

// importDeliveries is the form for many deliveries, beginning with what is open.
func importDeliveries() form {
	return sheetForm{
		stem: "web.sheet", empty: "/deliveries.xlsx", then: "/account",
		start: func(d *draft) error {
			rows, err := d.sheetRows()
			d.typed.Set(rowsField, asTyped(rows))
			return err
		},
		read: func(d *draft, rows [][]string) (*Sheet, error) {
			return ReadSheet(d.say, rows), nil
		},
	}.form()
}

// importAgreements is the form for many agreements.
func importAgreements() form {
	return sheetForm{
		stem: "web.termsheet", empty: "/agreements/sheet.xlsx", then: "/agreements",
		start: func(d *draft) error {
			d.typed.Set("stage", stageDraft)
			d.typed.Set(rowsField, asTyped([][]string{termsHeads(d.say)}))
			return nil
		},
		read: (*draft).readTermsSheet,
		more: (*draft).paintStage,
	}.form()
}

// rowWords names a cell of a sheet by what refusals call it, "acts.3.day"; empty
// for any other field.
func (a *ask) rowWords(column string) string {
	if a.sheet == nil {
		return ""
	}
	row, head := a.sheet.Cell(column)
	switch {
	case row == 0:
		return ""
	case head == "":
		return a.say.Say("web.sheet.row", lang.Args{"row": row})
	}
	return a.say.Say("web.sheet.cell", lang.Args{"row": row, "column": head})
}

// sheetRows are a sheet to fill in: what the reader's party still has to send,
// a row for each item.
func (d *draft) sheetRows() ([][]string, error) {
	open, err := d.v.Supplies()
	if err != nil {
		return nil, err
	}
	rows := [][]string{{}}
	for _, column := range []string{"agreement", "item", "day", "quantity", "note"} {
		rows[0] = append(rows[0], deliveryHead(d.say, column))
	}
	rows[0] = append(rows[0], deliveryHead(d.say, "good"), deliveryHead(d.say, "unit"))
	for _, i := range open {
		good, err := d.v.Good(i.Good)
		if err != nil {
			return nil, err
		}
		rows = append(rows, []string{
			i.Agreement.String(), strconv.Itoa(i.Number), d.v.Today.String(), "", "",
			nameOf(d.say, good.Name, good.Code), good.Unit,
		})
	}
	return rows, nil
}

// sheetTables are the sheet to fill in, for a spreadsheet program.
func (a *ask) sheetTables(v *office.View) (string, []workbook.Table, error) {
	rows, err := (&draft{ask: a}).sheetRows()
	if err != nil {
		return "", nil, err
	}
	t := workbook.Table{Name: a.say.Say("web.sheet.rows", nil), Heads: rows[0]}
	for _, row := range rows[1:] {
		cells := make([]workbook.Cell, len(row))
		for i, text := range row {
			if text != "" {
				cells[i] = workbook.Text(text)
			}
		}
		cells[2] = workbook.Day(int(v.Today))
		t.Rows = append(t.Rows, cells)
	}
	return "deliveries", []workbook.Table{t}, nil
}
