package main

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/exchange"
	"hinterland/lang"
	"hinterland/web"
)

// A form is one in which agreements can be exported: what it is called, the file
// that a browser is given, and what is in that.
type form struct {
	name, file, kind string
	goods            bool // it tells of goods only
	make             func(io.Writer, exchange.Cover) (exchange.Writer, error)
}

// exportForms are all of them; what is for people and not for programs is worded
// by say.
func exportForms(say *lang.Printer) []form {
	return []form{
		{"ocds", "ocds.json", "application/json", false, packages(true)},
		{"ocds-releases", "ocds-releases.json", "application/json", false, packages(false)},
		{"ubl", "ubl.zip", "application/zip", true, advices},
		{"hledger", "hledger.journal", "text/plain; charset=utf-8", true, exchange.Ledger},
		{"years", "years.csv", "text/csv; charset=utf-8", true, yearsFor(say)},
	}
}

func packages(records bool) func(io.Writer, exchange.Cover) (exchange.Writer, error) {
	return func(w io.Writer, c exchange.Cover) (exchange.Writer, error) {
		return exchange.OCDS(w, c, records)
	}
}

func advices(w io.Writer, c exchange.Cover) (exchange.Writer, error) {
	return exchange.UBL(w, c), nil
}

// extensionForm is not one of agreements: it describes our own fields of OCDS.
const extensionForm = "ocds-extension"

// An exportAsk is what export is told.
type exportAsk struct {
	records
	format    string
	noun      string
	horizon   string
	agreement string
	person    string
	party     string
	prefix    string
	uri       string
	out       string
}

func exportCommand(c *console) *cobra.Command {
	var ask exportAsk
	cmd := &cobra.Command{
		Use:   "export",
		Short: c.say.Say("cmd.export.short", nil),
		Long:  c.say.Say("cmd.export.long", nil),
		Example: "  hinterland export --data my-office --format xlsx --out region.xlsx\n" +
			"  hinterland export --data my-office --format hledger --out accounts.journal\n" +
			"  hinterland export --data my-office --format ocds --ocid-prefix ocds-a1b2c3 \\\n" +
			"    --uri https://data.example/agreements.json --out agreements.json",
		Args: c.wants(),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.export(cmd.Context(), &ask) },
	}
	ask.flags(c, cmd)
	flags := cmd.Flags()
	flags.StringVar(&ask.format, "format", "", c.say.Say("flag.export.format", nil))
	flags.StringVar(&ask.noun, "noun", "", c.say.Say("flag.noun", nil))
	flags.StringVar(&ask.horizon, "horizon", "", c.say.Say("flag.horizon", nil))
	flags.StringVar(&ask.agreement, "agreement", "", c.say.Say("flag.export.agreement", nil))
	flags.StringVar(&ask.person, "as", "1", c.say.Say("flag.export.as", nil))
	flags.StringVar(&ask.party, "for", "office", c.say.Say("flag.act.for", nil))
	flags.StringVar(&ask.prefix, "ocid-prefix", "", c.say.Say("flag.ocid", nil))
	flags.StringVar(&ask.uri, "uri", "", c.say.Say("flag.uri", nil))
	flags.StringVar(&ask.out, "out", "", c.say.Say("flag.out.file", nil))
	return cmd
}

// export writes what a person sees of agreements in a form for other programs.
func (c *console) export(ctx context.Context, ask *exportAsk) error {
	switch ask.format {
	case extensionForm:
		return c.deliver(ask.out, writeExtension)
	case bookForm, textForm:
		return c.exportSheets(ctx, ask)
	case mapForm:
		return c.exportMap(ctx, ask)
	}
	names := []string{bookForm, textForm, mapForm}
	for _, f := range exportForms(c.say) {
		if f.name == ask.format {
			return c.exportForm(ctx, ask, f)
		}
		names = append(names, f.name)
	}
	return usage(errors.New(c.say.Say("usage.export",
		lang.Args{"formats": strings.Join(append(names, extensionForm), ", ")})))
}

func (c *console) exportForm(ctx context.Context, ask *exportAsk, f form) error {
	e := export{make: f.make, cover: exchange.Cover{
		At: hinterland.InstantOf(time.Now()), Prefix: ask.prefix, URI: ask.uri,
	}}
	e.actor.Party = hinterland.PartyCode(ask.party)
	if err := e.actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	if ask.agreement != "" {
		if err := e.only.UnmarshalText([]byte(ask.agreement)); err != nil {
			return err
		}
	}
	return ask.with(ctx, c, false, func(records hinterland.Records) error {
		e.office = openOffice(records)
		return c.deliver(ask.out, func(w io.Writer) error { return ruled(e.write(ctx, w)) })
	})
}

// writeExtension packs the description of our own fields.
func writeExtension(w io.Writer) error {
	z := zip.NewWriter(w)
	return errors.Join(z.AddFS(exchange.Extension()), z.Close())
}

// deliver lets something be written where it was asked for: into a file that is
// not there yet, which goes again if it could not be written whole, or as the
// result.
func (c *console) deliver(file string, write func(io.Writer) error) error {
	if file == "" {
		return write(c.out)
	}
	f, err := newFile(file)
	if err != nil {
		return err
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(file) // half of it is worth nothing
		return err
	}
	return c.tellDone("export.done", copied{File: file})
}

// exportsOf are the forms that the pages of an office offer.
func exportsOf(prefix string) []web.Export {
	var exports []web.Export
	for i, f := range exportForms(lang.For(lang.English)) {
		if f.name == "ocds-releases" {
			continue // a record has them all
		}
		x := web.Export{
			File: f.file, Kind: f.kind, Goods: f.goods, Whole: f.name == "years",
			Write: func(ctx context.Context, s *web.Sought, w io.Writer) error {
				e := export{
					office: s.Office, actor: s.Actor, only: s.Agreement, told: s.Told,
					make:  exportForms(s.Say)[i].make,
					cover: exchange.Cover{At: s.At, Prefix: prefix, URI: s.Address},
				}
				return e.write(ctx, w)
			},
		}
		if f.name == "ocds" {
			x.Check = func() error {
				if no := exchange.CheckPrefix(prefix); no != nil {
					return no
				}
				return nil
			}
		}
		exports = append(exports, x)
	}
	return exports
}
