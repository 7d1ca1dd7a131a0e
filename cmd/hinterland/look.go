package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

func lookCommand(c *console) *cobra.Command {
	var ask records
	cmd := &cobra.Command{
		Use:     "look",
		Short:   c.say.Say("cmd.look.short", nil),
		Long:    c.say.Say("cmd.look.long", nil),
		Example: "  hinterland look --data my-office",
		Args:    c.wants(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.look(cmd.Context(), &ask) },
	}
	ask.flags(c, cmd)
	return cmd
}

// look lets the office look for cases, by itself, and tells what came of it.
func (c *console) look(ctx context.Context, ask *records) error {
	return ask.with(ctx, c, false, func(records hinterland.Records) error {
		done, err := openOffice(records).Look(ctx)
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(done)
		}
		return c.print(c.say.Say("cases.looked",
			lang.Args{"opened": done.Opened, "closed": done.Closed}))
	})
}

// A daily is work that is done once a day of the region, and at once when it is
// first asked for.
type daily struct {
	office *office.Office
	log    *slog.Logger
	done   hinterland.Day
}

// due looks for cases if it has not been done today. What went wrong is told, and
// tried again when it is next asked for.
func (d *daily) due(ctx context.Context, at time.Time) {
	charter, err := d.office.Charter(ctx)
	if err != nil {
		d.failed(ctx, err)
		return
	}
	today, err := charter.Today(hinterland.InstantOf(at))
	if err != nil || today == d.done {
		d.failed(ctx, err)
		return
	}
	if _, err = d.office.Look(ctx); err == nil {
		d.done = today
	}
	d.failed(ctx, err)
}

func (d *daily) failed(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
		d.log.Error("cases are not looked for", "error", err)
	}
}
