package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"

	"hinterland"
	"hinterland/office"
)

// downloadDeliveries answers with what has happened under an agreement as a
// table of commas, which spreadsheet programs open.
func downloadDeliveries(a *ask) error {
	return a.view(func(v *office.View) error {
		d, err := a.dossier(v)
		if err != nil {
			return err
		}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		b.WriteString("\ufeff") // without it, some read the file as something other than UTF-8
		w := csv.NewWriter(&b)
		for _, cells := range a.deliveryRows(n, d) {
			for i := range cells {
				cells[i] = harmless(cells[i])
			}
			if err := w.Write(cells); err != nil {
				return err
			}
		}
		if w.Flush(); w.Error() != nil {
			return w.Error()
		}
		h := a.w.Header()
		h.Set("Content-Type", "text/csv; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="agreement-`+d.ID.String()+`.csv"`)
		send(a.w, a.r, http.StatusOK, b.Bytes(), nil)
		return nil
	})
}

// deliveryRows are the head and the rows of the table. Days and quantities are
// written as tables of this program have them.
func (a *ask) deliveryRows(n *names, d *office.Dossier) [][]string {
	rows := [][]string{{
		a.say.Say("word.number", nil), a.say.Say("word.what", nil), a.say.Say("word.day", nil),
		a.say.Say("word.item", nil), a.say.Say("word.good", nil), a.say.Say("word.quantity", nil),
		a.say.Say("column.short", nil), a.say.Say("column.rejected", nil),
		a.say.Say("word.unit", nil), a.say.Say("column.about", nil),
		a.say.Say("column.reason", nil), a.say.Say("column.note", nil),
		a.say.Say("word.word", nil), a.say.Say("column.told_to", nil),
		a.say.Say("column.reversed", nil),
	}}
	for i := range d.Events {
		e := &d.Events[i]
		var of hinterland.Good
		for _, p := range d.Items {
			if p.Number == e.Item {
				of = p.Of
			}
		}
		amount := func(q hinterland.Quantity) string {
			return hinterland.FormatDecimal(int64(q), of.Decimals)
		}
		teller := ""
		if e.ToldTo != "" {
			teller = n.party(e.ToldTo)
		}
		rows = append(rows, []string{
			e.ID.String(), a.eventKind(e.Kind), e.Day.String(),
			hinterland.FormatDecimal(int64(e.Item), 0), nameOf(a.say, of.Name, of.Code),
			amount(e.Quantity), amount(e.Short), amount(e.Rejected), of.Unit, e.About.String(),
			e.Reason, e.Note, n.party(e.Party), teller, e.Reversed.String(),
		})
	}
	return rows
}

// harmless keeps spreadsheet programs from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
