package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hinterland/workbook"
)

// upload sends a form with a sheet.
func (b *browser) upload(target string, values url.Values, name string, sheet []byte) *page {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field := range values {
		if err := w.WriteField(field, values.Get(field)); err != nil {
			b.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile(sheetField, name)
	if err == nil {
		_, err = part.Write(sheet)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	return b.ask(http.MethodPost, target, &body, w.FormDataContentType())
}

func TestDeliveriesComeFromASheet(t *testing.T) {
	w := newWorld(t)
	b := w.as(wang)
	const target = "/deliveries/new"
	values := b.get(target).form()
	if rows := values.Get(rowsField); !strings.Contains(rows, "14\t1\t2026-11-25\t") {
		t.Errorf("the form begins with %q", rows)
	}
	before := w.entries()
	values.Set(doField, previewButton)
	sheet := "协议,条目,日期,数量,备注\n14,1,2026/11/24,1.5,\n14,1,,,\n14,1,2026-11-30,2,\n" +
		"14,9,2026-11-24,1,\nx,1,soon,0.00001,\n"
	p := b.upload(target, values, "d.csv", []byte(sheet))
	p = p.says("Row 6, Agreement: This is no record number", "Row 6, Day: This is not a day")
	values = p.form()
	values.Set(doField, previewButton)
	values.Set(rowsField, strings.Split(values.Get(rowsField), "x\t")[0])
	b.post(target, values).says("Row 4, Day: The day has not come;", "Row 5, Item: ")
	if w.entries() != before {
		t.Error("some were recorded")
	}
	good := "agreement\titem\tday\tquantity\textra\n14\t1\t46350\t1.5\n" +
		"14\t1\t2026-11-24\t900\tyes\n"
	p = b.fill(target, previewButton, rowsField, good)
	p.says("1.5 t", "900 t")
	p = b.fill(target, sendButton, rowsField, good)
	b.follow(p).says("All of it was done: ", "914")
	if got := w.entries(); got != before+1 {
		t.Errorf("%d entries, want one more than %d", got, before)
	}
	b.fill("/journal/22/undo", sendButton).want(http.StatusSeeOther)
	b.fill(target, sendButton, rowsField, "a,b\n1,2\n").says("has no column Agreement")
	b.fill(target, sendButton, rowsField, "").says("Nothing is filled in below")
	book, err := workbook.Book(workbook.Table{
		Name: "x", Heads: []string{"Agreement", "Item", "Day", "Quantity"},
		Rows: [][]workbook.Cell{{
			workbook.Text("14"), workbook.Whole(1), workbook.Day(20_781),
			workbook.Number("2.25", 3),
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	values = b.get(target).form()
	values.Set(doField, sendButton)
	b.follow(b.upload(target, values, "d.xlsx", book)).says("Account of")
	b.upload(target, b.get(target).form(), "d.pdf", []byte("%PDF\x00")).
		says("no table that can be read")
}

func TestAPageTellsTheFirstChangesOfALongSheet(t *testing.T) {
	w := newWorld(t)
	rows := "agreement\titem\tday\tquantity\textra\n" +
		strings.Repeat("14\t1\t2026-11-24\t1\tyes\n", mostChanges)
	b := w.as(wang)
	p := b.fill("/deliveries/new", previewButton, rowsField, rows)
	p = b.press("/deliveries/new", p.form(), previewButton).want(http.StatusOK)
	p.says("further changes")
	b.follow(b.press("/deliveries/new", p.form(), sendButton))
	b.get("/journal/22").want(http.StatusOK).says("further changes")
	b.fill("/journal/22/undo", sendButton).want(http.StatusSeeOther)
}
