package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
	"hinterland/store"
)

// A runAsk is what run is told.
type runAsk struct {
	records
	horizon string
	zones   string
	person  string
	party   string
	out     string
}

func runCommand(c *console) *cobra.Command {
	var ask runAsk
	cmd := &cobra.Command{
		Use:     "run",
		Short:   c.say.Say("cmd.run.short", nil),
		Long:    c.say.Say("cmd.run.long", nil),
		Example: "  hinterland run --data my-office --horizon y2027 --out plan",
		Args:    c.wants(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.runHorizon(cmd.Context(), &ask)
		},
	}
	ask.flags(c, cmd)
	flags := cmd.Flags()
	flags.StringVar(&ask.horizon, "horizon", "", c.say.Say("flag.run.horizon", nil))
	flags.StringVar(&ask.zones, "zones", "first", c.say.Say("flag.balance.zones", nil))
	flags.StringVar(&ask.person, "as", "1", c.say.Say("flag.act.as", nil))
	flags.StringVar(&ask.party, "for", "office", c.say.Say("flag.act.for", nil))
	flags.StringVar(&ask.out, "out", "", c.say.Say("flag.run.out", nil))
	return cmd
}

// runHorizon balances a horizon of an office, as its page does, and waits for it.
func (c *console) runHorizon(ctx context.Context, ask *runAsk) error {
	policy, err := c.policy(ask.zones)
	if err != nil {
		return err
	}
	actor := office.Actor{Party: hinterland.PartyCode(ask.party)}
	if err := actor.Person.UnmarshalText([]byte(ask.person)); err != nil {
		return err
	}
	r := hinterland.Run{
		ID: rand.Text(), Horizon: hinterland.HorizonCode(ask.horizon), Zones: policy,
		Person: actor.Person, Party: actor.Party, Asked: hinterland.InstantOf(time.Now()),
	}
	return ask.withDatabase(ctx, c, false, func(db store.Database) error {
		runs := newPlanRuns(db.Keys(ask.region), slog.New(slog.NewTextHandler(c.errs, nil)))
		err := c.goThrough(ctx, openOffice(db.Region(ask.region)), runs, r)
		if err != nil {
			return err
		}
		b, err := runs.Balanced(ctx, r.ID)
		if err != nil {
			return err
		}
		return c.tellRun(b, ask.out)
	})
}

// goThrough plans a run from the first good to the last.
func (c *console) goThrough(
	ctx context.Context, o *office.Office, runs *planRuns, r hinterland.Run,
) error {
	actor := office.Actor{Person: r.Person, Party: r.Party}
	made, err := materialOf(ctx, o, actor, r.Horizon)
	if err != nil {
		return err
	}
	r.Barred = len(made.Forbidden)
	if err := runs.Begin(ctx, r, made.Region); err != nil {
		return err
	}
	return c.await(ctx, runs, r.ID)
}

// materialOf reads what a plan of a horizon is made from, as somebody who plans.
func materialOf(
	ctx context.Context, o *office.Office, actor office.Actor, of hinterland.HorizonCode,
) (made *office.Material, err error) {
	err = o.View(ctx, actor, func(v *office.View) error {
		made, err = v.Material(of)
		return err
	})
	return made, ruled(err)
}

// await plans the goods of a run, beside the servers that do, until there is none
// left. One that is interrupted leaves no run behind that nobody goes on with.
func (c *console) await(ctx context.Context, runs *planRuns, id string) error {
	progress := c.progress("progress.balance")
	defer progress.done()
	ended := every(ctx, pace/10, runs.work)
	defer ended()
	for {
		r, err := runs.keys.Run(ctx, id)
		switch {
		case ctx.Err() != nil:
			_, err := runs.keys.EndRun(context.WithoutCancel(ctx), id, hinterland.RunStopped, "",
				runs.now())
			return errors.Join(ctx.Err(), err)
		case err != nil || r.State == hinterland.RunMade:
			return err
		case r.State != hinterland.RunGoing:
			return refused(hinterland.Refuse(hinterland.Conflict, "run.unmade", nil).
				In(hinterland.At("run", id)))
		}
		progress.step(r.Done, r.Goods)
		select {
		case <-ctx.Done():
		case <-time.After(pace / 10):
		}
	}
}

// A runResult is what run says to machines.
type runResult struct {
	Run        string                   `json:"run"`
	Digest     string                   `json:"digest"` // of what was planned from
	Goods      []hinterland.GoodSummary `json:"goods"`
	Lines      int                      `json:"lines"`
	Shortfalls int                      `json:"shortfalls"`
	Barred     int                      `json:"barred"` // floors that a scope forbids
}

// tellRun writes the tables of what a run came to where they are wanted, and tells
// it.
func (c *console) tellRun(b *office.Balanced, out string) error {
	if out != "" {
		files, err := tablesOf(b.Region, b.Plan)
		if err == nil {
			err = sheet.ReplaceFiles(out, files, func(string) bool { return false })
		}
		if err != nil {
			return err
		}
	}
	if c.json {
		return c.printJSON(runResult{
			Run: b.Run.ID, Digest: b.Run.Digest, Goods: b.Plan.Goods, Lines: len(b.Plan.Lines),
			Shortfalls: len(b.Plan.Shortfalls), Barred: b.Run.Barred,
		})
	}
	if err := c.tellGoods(b.Region, b.Plan); err != nil {
		return err
	}
	if b.Run.Barred > 0 {
		if err := c.print(c.say.Say("run.barred", lang.Args{"count": b.Run.Barred})); err != nil {
			return err
		}
	}
	return c.print(c.say.Say("run.told", lang.Args{
		"run": b.Run.ID, "lines": len(b.Plan.Lines), "shortfalls": len(b.Plan.Shortfalls),
	}))
}
