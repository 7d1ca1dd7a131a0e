package main

import (
	"context"
	"errors"
	"maps"
	"os"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
)

// An importAsk is what import is told.
type importAsk struct {
	records
	person   string
	party    string
	key      string
	noun     string
	horizon  string
	marked   string
	template string
	dry      bool
	sure     bool
	foreign  bool
	source   string
	licence  string
	apart    bool
}

func importCommand(c *console) *cobra.Command {
	var ask importAsk
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: c.say.Say("cmd.import.short", nil),
		Long:  c.say.Say("cmd.import.long", nil),
		Example: "  hinterland import --data my-office --template region.xlsx\n" +
			"  hinterland import --data my-office --dry-run --marked faults.xlsx region.xlsx\n" +
			"  hinterland import --data my-office --as 5 --for coop north.csv south.csv\n" +
			"  hinterland import --data my-office --source 'Survey office' counties.geojson",
		RunE: func(cmd *cobra.Command, files []string) error {
			if ask.template != "" && len(files) == 0 {
				return c.writeTemplate(cmd.Context(), &ask)
			}
			if len(files) == 0 || ask.template != "" || ask.marked != "" && len(files) > 1 {
				return c.wants("FILE...")(cmd, files)
			}
			return c.importFiles(cmd.Context(), &ask, files)
		},
	}
	ask.flags(c, cmd)
	flags := cmd.Flags()
	flags.StringVar(&ask.person, "as", "1", c.say.Say("flag.act.as", nil))
	flags.StringVar(&ask.party, "for", "office", c.say.Say("flag.act.for", nil))
	flags.StringVar(&ask.key, "key", "", c.say.Say("flag.act.key", nil))
	flags.StringVar(&ask.noun, "noun", "", c.say.Say("flag.noun", nil))
	flags.StringVar(&ask.horizon, "horizon", "", c.say.Say("flag.horizon", nil))
	flags.StringVar(&ask.marked, "marked", "", c.say.Say("flag.import.marked", nil))
	flags.StringVar(&ask.template, "template", "", c.say.Say("flag.import.template", nil))
	flags.BoolVar(&ask.dry, "dry-run", false, c.say.Say("flag.import.dry", nil))
	flags.BoolVar(&ask.sure, "sure", false, c.say.Say("flag.import.sure", nil))
	flags.StringVar(&ask.source, "source", "", c.say.Say("flag.import.source", nil))
	flags.StringVar(&ask.licence, "licence", "", c.say.Say("flag.import.licence", nil))
	flags.BoolVar(&ask.apart, "no-borders", false, c.say.Say("flag.import.no-borders", nil))
	flags.BoolVar(&ask.foreign, "elsewhere", false, c.say.Say("flag.import.elsewhere", nil))
	return cmd
}

// noun is the one of a name that a flag has; nil where it has none.
func (c *console) noun(name string) (*sheet.Noun, error) {
	n := sheet.NounNamed(name)
	if n == nil && name != "" {
		var names []string
		for _, n := range sheet.Nouns() {
			names = append(names, n.Name)
		}
		return nil, usage(errors.New(c.say.Say("usage.noun",
			lang.Args{"noun": name, "nouns": names})))
	}
	return n, nil
}

// importFiles brings in a map, or what sheets say.
func (c *console) importFiles(ctx context.Context, ask *importAsk, names []string) error {
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return usage(err)
		}
		file, refusal := hinterland.NewFile(content)
		if refusal == nil && file.Type == hinterland.MapText {
			if len(names) > 1 {
				return usage(errors.New(c.say.Say("usage.import.map", nil)))
			}
			return c.importMap(ctx, ask, name, file)
		}
	}
	return c.importSheets(ctx, ask, names)
}

// importSheets brings what sheets say into the office, all as one entry or none, or
// tells what would come of it.
func (c *console) importSheets(ctx context.Context, ask *importAsk, names []string) error {
	i := &sheet.Import{Say: c.say, Sure: ask.sure, Elsewhere: ask.foreign}
	i.Actor.Party = hinterland.PartyCode(ask.party)
	if err := i.Actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	var err error
	if i.Noun, err = c.noun(ask.noun); err != nil {
		return err
	}
	if i.Files, err = readFiles(names); err != nil {
		return err
	}
	return ask.with(ctx, c, false, func(records hinterland.Records) error {
		i.Office = openOffice(records)
		var in *sheet.Intake
		var entry hinterland.Entry
		if ask.dry {
			in, err = i.Look(ctx)
		} else {
			in, entry, err = i.Do(ctx, ask.key, "")
		}
		if err == nil && len(in.Faults) > 0 {
			if err = c.mark(ask.marked, in); err == nil {
				err = commandWords(in.Refusals())
			}
		}
		if err != nil {
			return ruled(err)
		}
		return c.tellImport(ask.dry, in, entry)
	})
}

// readFiles reads files, or refuses what in them cannot be read.
func readFiles(names []string) (files []*sheet.File, err error) {
	var faults hinterland.Refusals
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, usage(err)
		}
		f, refusal := sheet.ReadFile(name, content)
		if refusal != nil {
			faults = append(faults, refusal)
		}
		files = append(files, f)
	}
	return files, faults.Err()
}

// mark writes the file that was handed in with what is wrong in it, where that is
// asked for.
func (c *console) mark(into string, in *sheet.Intake) error {
	if into == "" {
		return nil
	}
	text, err := in.Marked(in.Files[0], func(r *hinterland.Refusal) string {
		bare := *r
		bare.At = hinterland.Where{} // it stands there
		return c.refusal(&bare)
	})
	if err != nil {
		return err
	}
	f, err := newFile(into)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// commandWords say of what looks like something recorded how a command records it
// all the same.
func commandWords(refusals hinterland.Refusals) error {
	for i, r := range refusals {
		switch r.Reason {
		case "event.twin":
			args := maps.Clone(r.Args)
			args["events"] = numbersOf(args["events"])
			refusals[i] = hinterland.Refuse(hinterland.Conflict, "sheet.twin", args).In(r.At)
		case "event.double":
			refusals[i] = hinterland.Refuse(hinterland.Conflict, "sheet.double", r.Args).In(r.At)
		}
	}
	return refusals.Err()
}

// numbersOf lists the numbers of events.
func numbersOf(events any) []string {
	ids, _ := events.([]hinterland.ID[hinterland.Event])
	numbers := make([]string, len(ids))
	for i, id := range ids {
		numbers[i] = id.String()
	}
	return numbers
}

// An importResult is what import says to machines: how many rows there are of each
// outcome, and as which entry they are recorded.
type importResult struct {
	Created   int      `json:"created"`
	Changed   int      `json:"changed"`
	Same      int      `json:"same"`
	Unread    []string `json:"unread,omitempty"`
	Rehearsed *bool    `json:"rehearsed,omitempty"`
	Entry     int64    `json:"entry,omitempty"`
	Act       int64    `json:"act,omitempty"`
}

// tellImport tells what came of sheets, or would.
func (c *console) tellImport(dry bool, in *sheet.Intake, e hinterland.Entry) error {
	done := importResult{
		Created: in.Count(sheet.Creates), Changed: in.Count(sheet.Changes),
		Same: in.Count(sheet.Same), Unread: in.Passed, Entry: e.Number, Act: e.Act,
	}
	key := "import.done"
	switch {
	case dry:
		key, done.Rehearsed = "import.dry", &in.Rehearsed
	case e.Number == 0:
		key = "import.same"
	}
	if c.json {
		return c.printJSON(done)
	}
	for _, l := range in.Lines {
		for _, d := range l.Diffs {
			line := c.say.Say("import.differs", lang.Args{
				"sheet": l.Called(), "row": l.Row, "column": d.Head, "was": shown(d.Was),
				"now": shown(d.Now),
			})
			if err := c.print(line); dry && err != nil {
				return err
			}
		}
	}
	for _, what := range in.Passed {
		c.printError(c.say.Say("import.unread", lang.Args{"what": what}))
	}
	if dry && !in.Rehearsed {
		c.printError(c.say.Say("import.untried", nil))
	}
	// lang: import.done import.dry import.same
	return c.print(c.say.Say(key, lang.Args{
		"created": done.Created, "changed": done.Changed, "same": done.Same, "entry": e.Number,
	}))
}

// writeTemplate writes the workbook to fill in.
func (c *console) writeTemplate(ctx context.Context, ask *importAsk) error {
	n, err := c.noun(ask.noun)
	if err != nil {
		return err
	}
	return c.writeTables(ctx, &tablesAsk{
		records: ask.records, person: ask.person, party: ask.party, out: ask.template,
		make: func(v *office.View) ([]byte, error) {
			return c.book(v, sheet.Want{Noun: n, Horizon: ask.horizon})
		},
	})
}
