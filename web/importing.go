package web

import (
	"io"
	"mime/multipart"
	"net/url"
	"slices"
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

// takeSheet reads a table that arrives into the field where it can be put right.
func (a *ask) takeSheet(part *multipart.Part, came url.Values) error {
	content, err := io.ReadAll(io.LimitReader(part, maxForm+1))
	if err != nil {
		return unread(err)
	}
	if len(content) == 0 {
		return nil // none was chosen
	}
	rows, err := workbook.Read(content)
	if err != nil || len(content) > maxForm {
		a.misread = append(a.misread, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil).
			In(hinterland.At(sheetField, fileName(part.FileName()))))
		return nil
	}
	came.Set(rowsField, asTyped(rows))
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

// importDeliveries is the form for many deliveries at once, from a sheet: all of
// them are one entry, or none is recorded.
func importDeliveries() form {
	return form{
		uploads: true,
		start: func(d *draft) error {
			rows, err := d.sheetRows()
			d.typed.Set(rowsField, asTyped(rows))
			return err
		},
		read: func(d *draft) office.Act {
			acts := d.readSheet()
			if len(acts) == 0 && len(d.faults) == 0 {
				d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "sheet.empty", nil))
			}
			return &office.Batch{Acts: acts}
		},
		paint: func(d *draft) (*formPage, error) {
			rows := d.field("lines", rowsField, "web.sheet.rows").instead(stepsField).
				hint(d.say.Say("web.sheet.hint", nil))
			return &formPage{
				Title:  d.say.Say("web.sheet.new", nil),
				Lead:   d.say.Say("web.sheet.lead", nil),
				Submit: d.say.Say("web.sheet.record", nil),
				Facts: []fact{{
					Label: d.say.Say("web.sheet.empty", nil), Text: "deliveries.xlsx",
					Link: "/deliveries.xlsx",
				}},
				Groups: []group{{Fields: []field{
					{
						Kind: "sheet", Name: sheetField, Label: d.say.Say("web.sheet.file", nil),
						Optional: true,
					},
					rows,
				}}},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/account" },
	}
}

// readSheet makes an act of each row that has a quantity.
func (d *draft) readSheet() []office.Step {
	rows, err := workbook.ReadText(d.typed.Get(rowsField))
	if err != nil {
		d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil))
	}
	if len(rows) == 0 {
		return nil
	}
	at := d.columns(rows[0])
	d.sheetLines = nil
	var acts []office.Step
	for n, row := range rows[1:] {
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		if cell("quantity") == "" || len(d.faults) >= mostFaults {
			continue
		}
		acts = append(acts, office.Step{Act: d.readRow(len(acts)+1, cell)})
		d.sheetLines = append(d.sheetLines, n+2) // the heads stand in the first
	}
	return acts
}

// mostFaults is how many faults of a sheet are told at once.
const mostFaults = 100

// columns finds the columns of a sheet by its first row, in either language.
func (d *draft) columns(heads []string) map[string]int {
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
			d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "sheet.column",
				hinterland.Args{"column": sheetHead(d.say, column)}))
		}
	}
	return at
}

// readRow makes an act of a row. What cannot be read is a fault of that row.
func (d *draft) readRow(act int, cell func(string) string) *office.RecordDelivery {
	name := func(column string) string {
		return stepsField + "." + strconv.Itoa(act) + "." + column
	}
	r := &draft{ask: d.ask, typed: url.Values{}}
	for _, column := range sheetColumns() {
		r.typed.Set(name(column), cell(column))
	}
	delivery := &office.RecordDelivery{
		Quantity: r.number(name("quantity")), Note: r.text(name("note")),
		Extra: r.text(name("extra")) != "",
	}
	if serial, err := strconv.Atoi(r.text(name("day"))); err == nil && serial > 1000 {
		r.typed.Set(name("day"), hinterland.Day(serial-epoch).String())
	}
	delivery.Day = r.day(name("day"))
	r.fault(name("agreement"), delivery.Agreement.UnmarshalText([]byte(cell("agreement"))))
	item, err := strconv.Atoi(cell("item"))
	if err != nil {
		r.fault(name("item"), hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
	}
	delivery.Item = item
	d.faults = append(d.faults, r.faults...)
	return delivery
}

// epoch is the number that spreadsheet programs give to 1 January 1970.
const epoch = 25_569

// rowWords names a cell of a sheet by what refusals call it, "acts.3.day"; empty
// for any other field.
func (a *ask) rowWords(column string) string {
	rest, ok := strings.CutPrefix(column, stepsField+".")
	number, field, more := strings.Cut(rest, ".")
	act, err := strconv.Atoi(number)
	if !ok || err != nil || act < 1 || act > len(a.sheetLines) {
		return ""
	}
	row := a.sheetLines[act-1]
	if !more || !slices.Contains(sheetColumns(), field) {
		return a.say.Say("web.sheet.row", lang.Args{"row": row})
	}
	return a.say.Say("web.sheet.cell",
		lang.Args{"row": row, "column": sheetHead(a.say, field)})
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
		rows[0] = append(rows[0], sheetHead(d.say, column))
	}
	rows[0] = append(rows[0], sheetHead(d.say, "good"), sheetHead(d.say, "unit"))
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
