package main

import (
	"io"

	"hinterland"
	"hinterland/exchange"
	"hinterland/lang"
	"hinterland/workbook"
)

// yearsFor writes what came of agreements year by year as a table for people.
func yearsFor(say *lang.Printer) func(io.Writer, exchange.Cover) (exchange.Writer, error) {
	return func(w io.Writer, c exchange.Cover) (exchange.Writer, error) {
		return exchange.Years(c, func(years []exchange.Year) error {
			table := yearTable(say, years)
			_, err := w.Write(table.CSV())
			return err
		})
	}
}

func yearTable(say *lang.Printer, years []exchange.Year) workbook.Table {
	var t workbook.Table
	for _, key := range []string{
		"column.year", "word.party", "years.side", "word.good", "word.unit", "column.total",
		"column.floor", "column.floor.percent", "column.year.before", "column.year.times",
	} {
		// lang: column.year word.party years.side word.good word.unit column.total column.floor
		// lang: column.floor.percent column.year.before column.year.times
		t.Heads = append(t.Heads, say.Say(key, nil))
	}
	named := func(n hinterland.Name, code string) workbook.Cell {
		return workbook.Text(say.Name(n.English, n.Chinese, code))
	}
	for i := range years {
		y := &years[i]
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Whole(int64(y.Year)), named(y.Party.Name, string(y.Party.Code)),
			workbook.Text(sideWords(say, y.Side)), named(y.Good.Name, string(y.Good.Code)),
			workbook.Text(y.Unit), workbook.Number(y.Total, 0), workbook.Number(y.Floor, 0),
			workbook.Number(y.Percent, 1), workbook.Number(y.Before, 0),
			workbook.Number(y.Times, 2),
		})
	}
	return t
}

// sideWords says what a party did.
func sideWords(say *lang.Printer, s exchange.Side) string {
	switch s {
	case exchange.Gave:
		return say.Say("year.gave", nil)
	case exchange.Got:
		return say.Say("year.got", nil)
	case exchange.Paid:
		return say.Say("year.paid", nil)
	}
	return say.Say("year.was.paid", nil)
}
