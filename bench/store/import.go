package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/web"
	"hinterland/workbook"
)

// How a sheet is that is imported, and how fast that has to be.
const (
	importRows       = 30_000
	importAgreements = 100
	importBar        = 10_000
)

// imports measures how many deliveries of a sheet are recorded in a second.
func (m *measuring) imports(ctx context.Context) error {
	return onEngines(ctx, func(what, place string) error {
		b, err := openBench(ctx, place, importAgreements)
		if err != nil {
			return err
		}
		for round := range m.rounds {
			if err := b.imports(ctx, what, round); err != nil {
				return err
			}
		}
		return b.db.Close()
	})
}

// imports records the deliveries of one sheet, from its text on.
func (b *bench) imports(ctx context.Context, what string, round int) error {
	text := b.sheet(round)
	began := time.Now()
	rows, err := workbook.ReadText(text)
	if err != nil {
		return err
	}
	s := web.ReadSheet(lang.For(lang.English), rows)
	read := time.Since(began)
	_, err = b.office.Do(ctx, office.Request{
		Actor: b.keeper, Act: &office.Batch{Acts: s.Acts}, Wary: true,
	})
	if err != nil {
		return err
	}
	took := time.Since(began)
	fmt.Printf("import, %s\t%d rows\t%.0f rows/s\tread in %v\tbar %d\n", what, len(s.Acts),
		float64(len(s.Acts))/took.Seconds(), read.Round(time.Millisecond), importBar)
	return nil
}

// sheet is a sheet of which no two rows are alike, nor like those of another.
func (b *bench) sheet(round int) string {
	var s strings.Builder
	s.WriteString("agreement,item,day,quantity,note\n")
	for n := range importRows {
		day := lastDay - hinterland.Day(n/importAgreements)
		fmt.Fprintf(&s, "%s,1,%s,%s,Truck %d\n", b.callers[n%importAgreements], day,
			hinterland.FormatDecimal(int64(round+1), 3), n)
	}
	return s.String()
}
