package main

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/web"
	"hinterland/workbook"
)

// An importAsk is what import is told.
type importAsk struct {
	records
	person string
	party  string
	key    string
	dry    bool
	sure   bool
}

func importCommand(c *console) *cobra.Command {
	var ask importAsk
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: c.say.Say("cmd.import.short", nil),
		Long:  c.say.Say("cmd.import.long", nil),
		Example: "  hinterland import --data my-office --dry-run november.xlsx\n" +
			"  hinterland import --data my-office --as 5 --for coop north.csv south.csv",
		RunE: func(cmd *cobra.Command, files []string) error {
			if len(files) == 0 {
				return c.wants("FILE...")(cmd, files)
			}
			return c.importSheets(cmd.Context(), &ask, files)
		},
	}
	ask.flags(c, cmd)
	flags := cmd.Flags()
	flags.StringVar(&ask.person, "as", "1", c.say.Say("flag.act.as", nil))
	flags.StringVar(&ask.party, "for", "office", c.say.Say("flag.act.for", nil))
	flags.StringVar(&ask.key, "key", "", c.say.Say("flag.act.key", nil))
	flags.BoolVar(&ask.dry, "dry-run", false, c.say.Say("flag.import.dry", nil))
	flags.BoolVar(&ask.sure, "sure", false, c.say.Say("flag.import.sure", nil))
	return cmd
}

// importSheets records the deliveries of sheets, all as one entry or none, or
// tells what would come of it.
func (c *console) importSheets(ctx context.Context, ask *importAsk, files []string) error {
	sheets, err := c.readSheets(files)
	if err != nil {
		return err
	}
	r := office.Request{Act: sheets.batch(), Key: ask.key, Wary: !ask.sure}
	r.Actor.Party = hinterland.PartyCode(ask.party)
	if err := r.Actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	return ask.with(ctx, c, false, func(records hinterland.Records) error {
		done := importResult{Deliveries: len(sheets.batch().Acts)}
		o, key := openOffice(records), "import.done"
		if ask.dry {
			key = "import.dry"
			_, err = o.Preview(ctx, r)
		} else {
			var e hinterland.Entry
			e, err = o.Do(ctx, r)
			done.Entry, done.Act = e.Number, e.Act
		}
		switch {
		case err != nil:
			return ruled(sheets.placed(err))
		case c.json:
			return c.printJSON(done)
		}
		// lang: import.done import.dry
		return c.print(c.say.Say(key,
			lang.Args{"count": done.Deliveries, "entry": done.Entry}))
	})
}

// An importResult is what import says to machines: how many deliveries were
// recorded, or would be, and as which entry.
type importResult struct {
	Deliveries int   `json:"deliveries"`
	Entry      int64 `json:"entry,omitempty"`
	Act        int64 `json:"act,omitempty"`
}

// sheets are tables of deliveries, one after another.
type sheets []namedSheet

type namedSheet struct {
	*web.Sheet
	file string
}

// readSheets reads files, or refuses what in them cannot be read.
func (c *console) readSheets(files []string) (sheets, error) {
	var all sheets
	var faults hinterland.Refusals
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, usage(err)
		}
		rows, err := workbook.Read(content)
		if err != nil {
			faults = append(faults, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil).
				In(hinterland.Where{File: file}))
			continue
		}
		s := namedSheet{web.ReadSheet(c.say, rows), file}
		all = append(all, s)
		faults = append(faults, s.told()...)
		if len(s.Acts) == 0 && len(s.Faults) == 0 {
			faults = append(faults, hinterland.Refuse(hinterland.Invalid, "sheet.empty", nil).
				In(hinterland.Where{File: file}))
		}
	}
	return all, faults.Err()
}

// told is what is wrong with a sheet of which something cannot be read, with what its
// other rows and fields could not say either.
func (s namedSheet) told() hinterland.Refusals {
	if len(s.Faults) == 0 {
		return nil // the office says it
	}
	faults := s.Faults
	if len(s.Acts) > 0 {
		faults = office.Beside(faults, &office.Batch{Acts: s.Acts})
	}
	for _, r := range faults {
		s.place(r, r.At.Column)
	}
	return faults
}

// place says of a refusal where in the sheet it is, by the field of its acts.
func (s namedSheet) place(r *hinterland.Refusal, field string) {
	line, head := s.Cell(field)
	r.In(hinterland.Where{File: s.file, Line: line, Column: head, Value: r.At.Value})
}

// batch is one act of all deliveries.
func (s sheets) batch() *office.Batch {
	b := &office.Batch{}
	for _, one := range s {
		b.Acts = append(b.Acts, one.Acts...)
	}
	return b
}

// placed says of refusals of the batch where in the sheets they are, and of what
// looks like something recorded how it is recorded all the same.
func (s sheets) placed(err error) error {
	var refusals hinterland.Refusals
	if !errors.As(err, &refusals) {
		return err
	}
	for i, r := range refusals {
		if r.Reason == "event.twin" {
			r = hinterland.Refuse(hinterland.Conflict, "sheet.twin",
				hinterland.Args{"events": numbersOf(r.Args["events"])}).In(r.At)
			refusals[i] = r
		}
		act, rest, _ := strings.Cut(strings.TrimPrefix(r.At.Column, "acts."), ".")
		number, err := strconv.Atoi(act)
		for _, one := range s {
			if err == nil && number <= len(one.Acts) {
				one.place(r, "acts."+strconv.Itoa(number)+"."+rest)
				break
			}
			number -= len(one.Acts)
		}
	}
	return refusals
}

// numbersOf lists the numbers of events.
func numbersOf(events any) string {
	ids, _ := events.([]hinterland.ID[hinterland.Event])
	numbers := make([]string, len(ids))
	for i, id := range ids {
		numbers[i] = id.String()
	}
	return strings.Join(numbers, ", ")
}
