package main

import (
	"context"
	"io"

	"hinterland"
	"hinterland/office"
	"hinterland/sheet"
	"hinterland/workbook"
)

// The forms in which the office's lists are written as they are read again.
const (
	bookForm = "xlsx" // all of them
	textForm = "csv"  // one
)

// A tablesAsk is what is wanted of the lists of an office, by whom, and where.
type tablesAsk struct {
	records
	person, party, out string
	make               func(*office.View) ([]byte, error)
}

// writeTables writes what a person sees of an office.
func (c *console) writeTables(ctx context.Context, ask *tablesAsk) error {
	actor := office.Actor{Party: hinterland.PartyCode(ask.party)}
	if err := actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	return ask.with(ctx, c, false, func(records hinterland.Records) error {
		var text []byte
		err := openOffice(records).View(ctx, actor, func(v *office.View) (err error) {
			text, err = ask.make(v)
			return err
		})
		if err != nil {
			return ruled(err)
		}
		return c.deliver(ask.out, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	})
}

// book is the workbook of the lists that are wanted.
func (c *console) book(v *office.View, want sheet.Want) ([]byte, error) {
	tables, err := sheet.Tables(v, c.say, want)
	if err != nil {
		return nil, err
	}
	return workbook.Book(tables...)
}

// exportSheets writes the lists of an office: all, or one.
func (c *console) exportSheets(ctx context.Context, ask *exportAsk) error {
	n, err := c.noun(ask.noun)
	if err == nil && n == nil && ask.format == textForm {
		_, err = c.noun("?") // a text has one
	}
	if err != nil {
		return err
	}
	want := sheet.Want{Noun: n, Horizon: ask.horizon, Filled: true}
	return c.writeTables(ctx, &tablesAsk{
		records: ask.records, person: ask.person, party: ask.party, out: ask.out,
		make: func(v *office.View) ([]byte, error) {
			if ask.format == bookForm {
				return c.book(v, want)
			}
			t, err := sheet.TableOf(v, c.say, want)
			return t.CSV(), err
		},
	})
}
