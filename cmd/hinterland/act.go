package main

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"slices"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
)

// An actAsk is what act is told.
type actAsk struct {
	records
	body    string
	person  string
	party   string
	key     string
	preview bool
}

func actCommand(c *console) *cobra.Command {
	var ask actAsk
	cmd := &cobra.Command{
		Use:   "act KIND",
		Short: c.say.Say("cmd.act.short", nil),
		Long:  c.say.Say("cmd.act.long", nil),
		Example: "  hinterland act register-party --data my-office \\\n" +
			"    --json '{\"code\":\"mill\",\"name\":{\"en\":\"Paper mill\"}}'\n" +
			"  hinterland act register-good --data my-office --json - <good.json",
		Args: c.wants("KIND"),
		RunE: func(cmd *cobra.Command, args []string) error { return c.act(cmd, args[0], &ask) },
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&ask.body, "json", "", c.say.Say("flag.act.json", nil))
	cmd.Flags().StringVar(&ask.person, "as", "1", c.say.Say("flag.act.as", nil))
	cmd.Flags().StringVar(&ask.party, "for", "office", c.say.Say("flag.act.for", nil))
	cmd.Flags().StringVar(&ask.key, "key", "", c.say.Say("flag.act.key", nil))
	cmd.Flags().BoolVar(&ask.preview, "preview", false, c.say.Say("flag.act.preview", nil))
	return cmd
}

// act performs one act, or tells what it would do. It answers in JSON, as it
// is asked in JSON.
func (c *console) act(cmd *cobra.Command, kind string, ask *actAsk) error {
	request, err := c.actRequest(kind, ask)
	if err != nil {
		return err
	}
	return ask.withDatabase(cmd.Context(), c, false, func(db store.Database) error {
		o := openOffice(db.Region(ask.region))
		o.KeepPlansOf(newPlanRuns(db.Keys(ask.region), slog.Default()))
		if ask.preview {
			p, err := o.Preview(cmd.Context(), request)
			if err != nil {
				return ruled(err)
			}
			seen := actResult{Kind: kind, Act: p.Act, Changes: changeRows(p.Changes)}
			return c.printJSON(seen)
		}
		e, err := o.Do(cmd.Context(), request)
		if err != nil {
			return ruled(err)
		}
		return c.printJSON(actResult{
			Kind: kind, Entry: e.Number, Act: e.Act, Changes: changeRows(e.Changes),
		})
	})
}

// ruled marks refusals as a rule's no, where nothing is wrong with the form of
// what was asked: whoever asks may not do it, or what stands already forbids it.
func ruled(err error) error {
	var one *hinterland.Refusal
	var all hinterland.Refusals
	if errors.As(err, &one) {
		all = hinterland.Refusals{one}
	}
	inForm := func(r *hinterland.Refusal) bool {
		return r.Kind != hinterland.Denied && r.Kind != hinterland.Conflict
	}
	if errors.As(err, &all); len(all) > 0 && !slices.ContainsFunc(all, inForm) {
		return refused(err)
	}
	return err
}

func (c *console) actRequest(kind string, ask *actAsk) (office.Request, error) {
	body := []byte(ask.body)
	if ask.body == "-" {
		var err error
		if body, err = io.ReadAll(c.in); err != nil {
			return office.Request{}, err
		}
	}
	act, err := office.Decode(kind, body)
	if err != nil {
		return office.Request{}, err
	}
	request := office.Request{Act: act, Key: ask.key}
	request.Actor.Party = hinterland.PartyCode(ask.party)
	return request, request.Actor.Person.UnmarshalText([]byte(ask.person))
}

// An actResult is what act says: the entry that was made, none in a preview,
// and what changes.
type actResult struct {
	Kind    string      `json:"kind"`
	Entry   int64       `json:"entry,omitempty"`
	Act     int64       `json:"act"`
	Changes []changeRow `json:"changes"`
}

// A changeRow is a change as act says it.
type changeRow struct {
	Table string          `json:"table"`
	Key   json.RawMessage `json:"key"`
	Row   json.RawMessage `json:"row,omitempty"`
}

func changeRows(changes []hinterland.Change) []changeRow {
	rows := make([]changeRow, len(changes))
	for i, c := range changes {
		rows[i] = changeRow{c.Table, json.RawMessage(c.Key), json.RawMessage(c.Row)}
	}
	return rows
}

func actsCommand(c *console) *cobra.Command {
	return &cobra.Command{
		Use:     "acts",
		Short:   c.say.Say("cmd.acts.short", nil),
		Long:    c.say.Say("cmd.acts.long", nil),
		Example: "  hinterland acts\n  hinterland acts --json",
		Args:    c.wants(),
		RunE:    func(*cobra.Command, []string) error { return c.acts() },
	}
}

// acts lists every act with an example of its body.
func (c *console) acts() error {
	if c.json {
		var kinds []kindRow
		for _, k := range office.Kinds() {
			kinds = append(kinds,
				kindRow{k.Name, c.kindText(k), json.RawMessage(k.Example), k.Final != nil})
		}
		return c.printJSON(kinds)
	}
	for _, k := range office.Kinds() {
		line := c.say.Say("acts.line",
			lang.Args{"kind": k.Name, "text": c.kindText(k), "example": k.Example})
		if err := c.print(line); err != nil {
			return err
		}
	}
	return nil
}

// A kindRow is an act as acts lists it to machines.
type kindRow struct {
	Kind    string          `json:"kind"`
	Text    string          `json:"text"`
	Example json.RawMessage `json:"example"`
	Final   bool            `json:"final"`
}

// kindText says what an act does.
func (c *console) kindText(k office.Kind) string {
	// lang: act.open-region act.register-party act.name-party act.register-person
	// lang: act.describe-person act.erase-person act.give-post
	// lang: act.end-post act.register-good act.describe-good act.propose-agreement
	// lang: act.amend-agreement act.assent
	// lang: act.record-paper-assent act.offer-assent-link act.assent-by-link act.end-agreement
	// lang: act.record-delivery act.record-receipt act.record-return act.give-back
	// lang: act.record-payment act.confirm-payment act.reverse-event act.batch act.undo
	// lang: act.raise-case act.comment-case act.assign-case act.propose-closing
	// lang: act.agree-closing act.withdraw-case act.look-for-cases act.attach-file
	return c.say.Say("act."+k.Name, nil)
}
