package main

import (
	"bufio"
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// An initAsk is what init is told of the region that it opens.
type initAsk struct {
	records
	region   string
	language string
	currency string
	clock    string
	code     string
	party    string
	person   string
	mail     string
}

func initCommand(c *console) *cobra.Command {
	var ask initAsk
	cmd := &cobra.Command{
		Use:   "init",
		Short: c.say.Say("cmd.init.short", nil),
		Long:  c.say.Say("cmd.init.long", nil),
		Example: "  hinterland init --data my-office --name Liuyang --clock Asia/Shanghai \\\n" +
			"    --party \"County office\" --person \"Li Ming\"",
		Args: c.wants(),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.init(cmd, &ask) },
	}
	ask.flags(c, cmd)
	flags := cmd.Flags()
	flags.StringVar(&ask.region, "name", "", c.say.Say("flag.init.name", nil))
	spoken, _, _ := strings.Cut(string(c.say.Tongue()), "-") // as prompts and help name it
	flags.StringVar(&ask.language, "language", spoken, c.say.Say("flag.init.language", nil))
	flags.StringVar(&ask.currency, "currency", "CNY", c.say.Say("flag.init.currency", nil))
	flags.StringVar(&ask.clock, "clock", "", c.say.Say("flag.init.clock", nil))
	flags.StringVar(&ask.code, "code", "office", c.say.Say("flag.init.code", nil))
	flags.StringVar(&ask.party, "party", "", c.say.Say("flag.init.party", nil))
	flags.StringVar(&ask.person, "person", "", c.say.Say("flag.init.person", nil))
	flags.StringVar(&ask.mail, "mail", "", c.say.Say("flag.init.mail", nil))
	return cmd
}

// init opens a region in a database, which it makes if there is none. On a
// terminal it asks for what no flag says, and proposes the machine's time zone,
// which it never takes unseen: the region may lie in another.
func (c *console) init(cmd *cobra.Command, ask *initAsk) error {
	lines := bufio.NewReader(c.in)
	if !cmd.Flags().Changed("clock") && c.terminal() {
		ask.clock = machineClock(os.Getenv, "/etc/localtime")
	}
	if ask.nowhere() && c.terminal() {
		if err := c.put(cmd.Context(), lines, ask, ask.placeQuestions(c)); err != nil {
			return err
		}
	}
	if err := ask.unopened(cmd.Context(), c); err != nil {
		return err
	}
	if err := c.interview(cmd, lines, ask); err != nil {
		return err
	}
	act := ask.act(c)
	return ask.with(cmd.Context(), c, true, func(records hinterland.Records) error {
		entry, err := openOffice(records).Do(cmd.Context(), office.Request{Act: act})
		if err != nil {
			return ruled(err)
		}
		person := hinterland.MakeID[hinterland.Person](entry.Act, 0)
		if c.json {
			return c.printJSON(initResult{entry.Number, person, act.Party.Code})
		}
		return c.print(c.say.Say("init.done", lang.Args{
			"region": ask.region, "person": ask.person, "number": person.String(),
			"clock": ask.clock, "currency": ask.currency,
		}))
	})
}

// act is what init was told, as the act that opens a region.
func (ask *initAsk) act(c *console) *office.OpenRegion {
	language := ask.language
	if lang.Knows(language) { // else it is refused as it stands
		language = string(lang.Match(language))
	}
	return &office.OpenRegion{
		Charter: hinterland.Charter{
			Name: c.named(ask.region), Language: language, Currency: ask.currency, Clock: ask.clock,
		},
		Party: office.PartyBody{
			Code: hinterland.PartyCode(ask.code), Name: c.named(ask.party),
		},
		Person: office.PersonBody{
			Name: hinterland.Personal(ask.person), Mail: hinterland.Personal(ask.mail),
		},
	}
}

// unopened refuses a place where a region has been opened already, before
// anybody is asked anything.
func (ask *initAsk) unopened(ctx context.Context, c *console) error {
	place, err := ask.place(c)
	if err != nil {
		return err
	}
	if _, err := os.Stat(place); ask.database == "" && err != nil {
		return nil // nothing is there, or with says why it cannot be opened
	}
	return ask.with(ctx, c, true, func(records hinterland.Records) error {
		_, err := openOffice(records).Charter(ctx)
		var none *hinterland.Refusal
		switch {
		case err == nil:
			return refused(hinterland.Refuse(hinterland.Conflict, "charter.twice", nil))
		case errors.As(err, &none):
			return nil
		}
		return err
	})
}

// An initResult is what init says to machines.
type initResult struct {
	Entry  int64                            `json:"entry"`
	Person hinterland.ID[hinterland.Person] `json:"person"`
	Party  hinterland.PartyCode             `json:"party"`
}

// named is a name in the language that the reader speaks.
func (c *console) named(text string) hinterland.Name {
	if c.say.Tongue() == lang.Chinese {
		return hinterland.Name{Chinese: text}
	}
	return hinterland.Name{English: text}
}
