package main

import (
	"errors"

	"github.com/spf13/cobra"

	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
)

func auditCommand(c *console) *cobra.Command {
	var where records
	cmd := &cobra.Command{
		Use:     "audit",
		Short:   c.say.Say("cmd.audit.short", nil),
		Long:    c.say.Say("cmd.audit.long", nil),
		Example: "  hinterland audit --data my-office",
		Args:    c.wants(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.audit(cmd, &where) },
	}
	where.flags(c, cmd)
	return cmd
}

// audit makes all tables anew from the journal and tells every row that is
// not what the journal says.
func (c *console) audit(cmd *cobra.Command, where *records) error {
	ctx := cmd.Context()
	var result audited
	err := where.withDatabase(ctx, c, false, func(db store.Database) (err error) {
		records := db.Region(where.region)
		if result.Audit, err = store.RunAudit(ctx, records); err != nil {
			return err
		}
		if result.Totals, err = store.AuditTotals(ctx, records); err != nil {
			return err
		}
		result.Log, err = openOffice(records).Log(db.Log(where.region)).Audit(ctx)
		return ruled(err)
	})
	if err != nil {
		return err
	}
	if c.json {
		err = c.printJSON(result)
	} else {
		err = c.print(c.say.Say("audit.done", lang.Args{
			"entries": result.Entries, "rows": result.Rows, "placed": result.Log.Entries,
		}))
	}
	if err != nil {
		return err
	}
	err = errors.Join(c.refuseDifferences(&result.Audit), c.refuseTotals(result.Totals),
		c.refuseFaults(result.Log.Faults))
	if err == nil && !c.json {
		err = c.print(c.say.Say("audit.sound", nil))
	}
	return err
}

// audited is what comes out of the audits: of the records by the journal, of
// totals by the events that they are of, and of the journal by its log.
type audited struct {
	store.Audit
	Totals []store.Difference `json:"totals"`
	Log    office.LogAudit    `json:"log"`
}

// refuseTotals tells every total that is not what the events add up to, and
// refuses if there is one.
func (c *console) refuseTotals(totals []store.Difference) error {
	if len(totals) == 0 {
		return nil
	}
	for _, d := range totals {
		for _, line := range c.difference(d, true) {
			c.printError(line)
		}
	}
	return refused(errors.New(c.say.Say("audit.refused.totals", lang.Args{"count": len(totals)})))
}

// refuseFaults tells every place at which journal and log do not say the same,
// and refuses if there is one.
func (c *console) refuseFaults(faults []office.LogFault) error {
	for _, f := range faults {
		// lang: audit.log.changed audit.log.gone audit.log.astray audit.log.tree
		// lang: audit.log.checkpoint
		c.printError(c.say.Say("audit.log."+string(f.What),
			lang.Args{"entry": f.Entry, "place": f.Place + 1}))
	}
	if len(faults) == 0 {
		return nil
	}
	return refused(errors.New(c.say.Say("audit.refused.log", lang.Args{"count": len(faults)})))
}

// refuseDifferences tells every row that is not what the journal says, and
// refuses if there is one.
func (c *console) refuseDifferences(result *store.Audit) error {
	if len(result.Differences) == 0 {
		return nil
	}
	for _, d := range result.Differences {
		for _, line := range c.difference(d, false) {
			c.printError(line)
		}
	}
	return refused(errors.New(c.say.Say("audit.refused",
		lang.Args{"count": len(result.Differences)})))
}
