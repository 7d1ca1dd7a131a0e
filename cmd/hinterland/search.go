package main

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/web"
)

// A searchAsk is what search is told.
type searchAsk struct {
	records
	person, party string
}

func searchCommand(c *console) *cobra.Command {
	var ask searchAsk
	cmd := &cobra.Command{
		Use:     "search WORDS",
		Short:   c.say.Say("cmd.search.short", nil),
		Long:    c.say.Say("cmd.search.long", nil),
		Example: "  hinterland search ramie --data my-office --as 2 --for mill",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.search(cmd.Context(), strings.Join(args, " "), &ask)
		},
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&ask.person, "as", "1", c.say.Say("flag.search.as", nil))
	cmd.Flags().StringVar(&ask.party, "for", "office", c.say.Say("flag.act.for", nil))
	return cmd
}

// A foundThing is something that was found: its noun, its code or number, and
// what it is called.
type foundThing struct {
	Noun string `json:"noun"`
	Code string `json:"code"`
	Name string `json:"name"`
}

// search tells what a person may see of what they look for.
func (c *console) search(ctx context.Context, words string, ask *searchAsk) error {
	wish := lang.Seek(words)
	if wish.Blank() {
		return usage(errors.New(c.say.Say("usage.search", nil)))
	}
	if utf8.RuneCountInString(words) > web.MostSought {
		return usage(errors.New(c.refusal(hinterland.Refuse(hinterland.Invalid, "search.long",
			hinterland.Args{"most": web.MostSought}))))
	}
	actor := office.Actor{Party: hinterland.PartyCode(ask.party)}
	if err := actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	return ask.with(ctx, c, false, func(records hinterland.Records) error {
		var found *office.Found
		err := openOffice(records).View(ctx, actor, func(v *office.View) (err error) {
			found, err = v.Search(wish.In, web.CaseWords())
			return err
		})
		if err != nil {
			return ruled(err)
		}
		things := c.things(found)
		if c.json {
			return c.printJSON(things)
		}
		for _, t := range things {
			err = errors.Join(err, c.print(c.say.Say("search.found",
				lang.Args{"noun": c.nounWord(t.Noun), "code": t.Code, "name": t.Name})))
		}
		if len(things) == 0 {
			err = c.print(c.say.Say("web.search.none", lang.Args{"sought": words}))
		}
		return err
	})
}

// nounWord words the noun of something that was found.
func (c *console) nounWord(noun string) string {
	// lang: word.party word.good word.place word.agreement word.case word.fund word.person
	// lang: word.scope
	return c.say.Say("word."+noun, nil)
}

// things list what was found, by noun.
func (c *console) things(f *office.Found) []foundThing {
	things := []foundThing{}
	put := func(noun, code, name string) { things = append(things, foundThing{noun, code, name}) }
	called := func(n hinterland.Name, code string) string {
		return c.say.Name(n.English, n.Chinese, code)
	}
	for _, p := range f.Parties {
		put("party", string(p.Code), called(p.Name, string(p.Code)))
	}
	for i := range f.Goods {
		g := &f.Goods[i]
		put("good", string(g.Code), called(g.Name, string(g.Code)))
	}
	for i := range f.Agreements {
		put("agreement", f.Agreements[i].ID.String(), f.Agreements[i].Title)
	}
	for i := range f.Cases {
		put("case", f.Cases[i].ID.String(), c.caseName(&f.Cases[i]))
	}
	for i := range f.Funds {
		u := &f.Funds[i]
		put("fund", u.ID.String(), called(u.Name, u.ID.String()))
	}
	for i := range f.Places {
		p := &f.Places[i]
		put("place", string(p.Code), called(p.Name, string(p.Code)))
	}
	for i := range f.People {
		put("person", f.People[i].ID.String(), string(f.People[i].Name))
	}
	for i := range f.Scopes {
		s := &f.Scopes[i]
		put("scope", s.ID.String(), strings.Join([]string{
			called(s.By.Name, string(s.Buyer)), called(s.Of.Name, string(s.Good)),
			called(s.In.Name, string(s.Place)),
		}, " · "))
	}
	return things
}

// caseName is what a case is, which has no name: its kind, its good, and what was
// said of it.
func (c *console) caseName(k *office.SoughtCase) string {
	// lang: case.overdue case.risk case.untaken case.difference case.off-scope case.conflict
	// lang: case.kept-back
	parts := []string{c.say.Say("case."+string(k.Kind), nil)}
	if k.Good != "" {
		parts = append(parts, c.say.Name(k.Of.Name.English, k.Of.Name.Chinese, string(k.Good)))
	}
	if k.Text != "" {
		parts = append(parts, k.Text)
	}
	return strings.Join(parts, " · ")
}
