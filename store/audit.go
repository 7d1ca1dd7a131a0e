package store

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"hinterland"
)

// A Difference is a row that is not what the journal says it is. A row that
// one of the two does not have is empty there.
type Difference struct {
	Table, Key      string
	Journal, Record string
}

// An Audit is what comes out of one: how many entries were applied, how many
// rows compared, and every row in which journal and records differ, by table
// and key. A personal value that lies apart differs if its token is another's.
type Audit struct {
	Entries     int64        `json:"entries"`
	Rows        int64        `json:"rows"`
	Differences []Difference `json:"differences"`
}

// AuditAll audits every region of a database, and adds up what comes out.
func AuditAll(ctx context.Context, db Database) (Audit, error) {
	var all Audit
	regions, err := db.Regions(ctx)
	for _, region := range regions {
		var a Audit
		if a, err = RunAudit(ctx, db.Region(region)); err != nil {
			return all, fmt.Errorf("region %d: %w", region, err)
		}
		all.Entries, all.Rows = all.Entries+a.Entries, all.Rows+a.Rows
		all.Differences = append(all.Differences, a.Differences...)
	}
	return all, err
}

// RunAudit makes the tables of a region anew from its journal, in an empty
// file of its own, and compares them row by row. It decides nothing again: it
// only does to the empty tables what each entry says was done, so it holds
// for entries that other releases and engines made under other rules.
func RunAudit(ctx context.Context, records hinterland.Records) (Audit, error) {
	var result Audit
	folder, err := os.MkdirTemp("", "hinterland-audit-")
	if err != nil {
		return result, err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	texts, err := migrationsOf("sqlite")
	if err != nil {
		return result, err
	}
	scratch, err := openSQLite(ctx, filepath.Join(folder, "audit.db"), fleeting, texts)
	if err != nil {
		return result, err
	}
	err = records.Read(ctx, func(source hinterland.Tx) error {
		return scratch.writer.transaction(ctx, begin, func() error {
			from := source.(*tx)
			into := &tx{ctx: ctx, session: scratch.writer, region: from.region}
			if result.Entries, err = replay(from, into); err != nil {
				return err
			}
			if err := result.compare(from, into); err != nil {
				return err
			}
			return result.compareSealed(from)
		})
	})
	if closed := scratch.Close(); err == nil {
		err = closed
	}
	return result, err
}

// replay applies the changes of all entries of from to the tables of into,
// and counts the entries.
func replay(from, into *tx) (int64, error) {
	var entries, last int64
	err := from.session.query(from.ctx, "SELECT entry, table_name, row_key, row_after FROM change "+
		"WHERE region = $1 ORDER BY entry, ordinal", from.args(), func(scan scanner) error {
		var entry int64
		var c hinterland.Change
		if err := scan(&entry, &c.Table, &c.Key, &c.Row); err != nil {
			return err
		}
		if entry != last {
			entries, last = entries+1, entry
		}
		if _, err := into.apply(c); err != nil {
			return fmt.Errorf("entry %d: %w", entry, err)
		}
		return nil
	})
	return entries, err
}

// compare looks at every row of every table on both sides.
func (a *Audit) compare(records, journal *tx) error {
	for _, in := range tables() {
		want, err := journal.rows(in)
		if err != nil {
			return err
		}
		have, err := records.rows(in)
		if err != nil {
			return err
		}
		keys := maps.Clone(want)
		maps.Copy(keys, have)
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			a.Rows++
			if want[key] != have[key] {
				a.Differences = append(a.Differences,
					Difference{in.name, key, want[key], have[key]})
			}
		}
	}
	return nil
}

// compareSealed holds what lies apart to the tokens that records and journal
// have for it. What has been erased cannot be held to anything.
func (a *Audit) compareSealed(records *tx) error {
	return records.session.query(records.ctx, "SELECT token, salt, value FROM sealed "+
		"WHERE region = $1 ORDER BY token", records.args(), func(scan scanner) error {
		var s hinterland.Sealed
		if err := scan(&s.Token, &s.Salt, &s.Value); err != nil {
			return err
		}
		a.Rows++
		token := hinterland.Personal(s.Value).Seal([]byte(s.Salt))
		if s.Salt != "" && token != s.Token {
			a.Differences = append(a.Differences, Difference{
				"sealed", keyJSON([]any{s.Token}), string(s.Token), string(token),
			})
		}
		return nil
	})
}

// rows reads a whole table, as JSON by key.
func (t *tx) rows(in anyTable) (map[string]string, error) {
	rows := map[string]string{}
	values := make([]any, len(in.columns))
	pointers := make([]any, len(in.columns))
	for i := range values {
		pointers[i] = &values[i]
	}
	err := t.session.query(t.ctx, in.selectSQL(), t.args(), func(scan scanner) error {
		if err := scan(pointers...); err != nil {
			return err
		}
		rows[keyJSON(values[:in.keys])] = rowJSON(in.columns, values)
		return nil
	})
	return rows, err
}

// selectSQL reads all rows of a region.
func (t anyTable) selectSQL() string {
	all := table[struct{}]{name: t.name, columns: t.columns, keys: t.keys}
	return all.selectSQL("")
}
