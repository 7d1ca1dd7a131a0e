package main

import (
	"errors"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
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
	var result store.Audit
	err := where.with(cmd.Context(), c, false, func(r hinterland.Records) (err error) {
		result, err = store.RunAudit(cmd.Context(), r)
		return err
	})
	if err != nil {
		return err
	}
	if c.json {
		err = c.printJSON(result)
	} else {
		err = c.print(c.say.Say("audit.done",
			lang.Args{"entries": result.Entries, "rows": result.Rows}))
	}
	if err != nil {
		return err
	}
	return c.refuseDifferences(&result)
}

// refuseDifferences tells every row that is not what the journal says, and
// refuses if there is one.
func (c *console) refuseDifferences(result *store.Audit) error {
	if len(result.Differences) == 0 {
		return nil
	}
	for _, d := range result.Differences {
		c.printError(c.say.Say("audit.difference", lang.Args{
			"table": d.Table, "key": d.Key, "journal": d.Journal, "record": d.Record,
		}))
	}
	return refused(errors.New(c.say.Say("audit.refused",
		lang.Args{"count": len(result.Differences)})))
}
