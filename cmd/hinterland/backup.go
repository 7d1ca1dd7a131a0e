package main

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hinterland/lang"
	"hinterland/store"
)

// A fileAsk is what backup, restore and move are told of an office that lies
// in a folder.
type fileAsk struct{ data string }

func (a *fileAsk) flags(c *console, cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.data, "data", "", c.say.Say("flag.data", nil))
}

// path is the file of the office.
func (a *fileAsk) path(c *console) (string, error) {
	if a.data == "" {
		return "", usage(errors.New(c.say.Say("usage.data", nil)))
	}
	return filepath.Join(a.data, officeFile), nil
}

func backupCommand(c *console) *cobra.Command {
	var ask fileAsk
	cmd := &cobra.Command{
		Use:     "backup FILE",
		Short:   c.say.Say("cmd.backup.short", nil),
		Long:    c.say.Say("cmd.backup.long", nil),
		Example: "  hinterland backup monday.db --data my-office",
		Args:    c.wants("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := ask.path(c)
			if err != nil {
				return err
			}
			if err := store.Backup(cmd.Context(), path, args[0]); err != nil {
				return err
			}
			return c.tellDone("backup.done", copied{File: args[0]})
		},
	}
	ask.flags(c, cmd)
	return cmd
}

// A copied is what backup, restore and move say to machines.
type copied struct {
	File    string `json:"file,omitempty"`
	Entries int64  `json:"entries,omitempty"`
	Rows    int64  `json:"rows,omitempty"`
}

// tellDone says what a command has copied.
func (c *console) tellDone(key string, done copied) error {
	if c.json {
		return c.printJSON(done)
	}
	// lang: backup.done restore.done move.done proof.done key.done export.done
	return c.print(c.say.Say(key,
		lang.Args{"file": done.File, "entries": done.Entries, "rows": done.Rows}))
}

func restoreCommand(c *console) *cobra.Command {
	var ask fileAsk
	cmd := &cobra.Command{
		Use:     "restore FILE",
		Short:   c.say.Say("cmd.restore.short", nil),
		Long:    c.say.Say("cmd.restore.long", nil),
		Example: "  hinterland restore monday.db --data my-office",
		Args:    c.wants("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.restore(cmd, args[0], &ask)
		},
	}
	ask.flags(c, cmd)
	return cmd
}

// restore makes an office of a backup, unless a row of it is not what its
// journal says.
func (c *console) restore(cmd *cobra.Command, backup string, ask *fileAsk) error {
	path, err := ask.path(c)
	if err != nil {
		return err
	}
	made := missing(ask.data)
	if err := os.MkdirAll(ask.data, 0o700); err != nil {
		return usage(err)
	}
	result, err := store.Restore(cmd.Context(), backup, path)
	if err == nil {
		err = c.refuseDifferences(&result)
	}
	if err != nil {
		for _, folder := range made {
			_ = os.Remove(folder) // it stays where somebody has put something in it
		}
		return err
	}
	return c.tellDone("restore.done",
		copied{File: path, Entries: result.Entries, Rows: result.Rows})
}

// missing lists the folders on the way to one that are not there, the innermost
// first.
func missing(folder string) []string {
	var all []string
	for folder = filepath.Clean(folder); ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(folder); err == nil || folder == filepath.Dir(folder) {
			return all
		}
		all = append(all, folder)
	}
}

func moveCommand(c *console) *cobra.Command {
	var ask fileAsk
	var to string
	cmd := &cobra.Command{
		Use:     "move",
		Short:   c.say.Say("cmd.move.short", nil),
		Long:    c.say.Say("cmd.move.long", nil),
		Example: "  hinterland move --data my-office --to postgres://localhost/hinterland",
		Args:    c.wants(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.move(cmd, &ask, to) },
	}
	ask.flags(c, cmd)
	cmd.Flags().StringVar(&to, "to", "", c.say.Say("flag.move.to", nil))
	return cmd
}

// move copies an office into a PostgreSQL database. Both are audited: the
// file before anything is copied, the database afterwards.
func (c *console) move(cmd *cobra.Command, ask *fileAsk, to string) (err error) {
	ctx := cmd.Context()
	path, err := ask.path(c)
	if err != nil {
		return err
	}
	if !store.IsPostgres(to) {
		return usage(errors.New(c.say.Say("usage.move", nil)))
	}
	if _, err := os.Stat(path); err != nil {
		return usage(err)
	}
	from, err := store.OpenSQLite(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err := c.mustAudit(cmd, from); err != nil {
		return err
	}
	into, err := store.OpenPostgres(ctx, to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	rows, err := store.Move(ctx, from, into)
	if err != nil {
		return err
	}
	if err := c.mustAudit(cmd, into); err != nil {
		return err
	}
	return c.tellDone("move.done", copied{Rows: rows})
}

// mustAudit refuses a database in which a row is not what the journal says.
func (c *console) mustAudit(cmd *cobra.Command, db store.Database) error {
	result, err := store.AuditAll(cmd.Context(), db)
	if err != nil {
		return err
	}
	return c.refuseDifferences(&result)
}
