package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

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
// and key; of a path of a tree, what it should be by what stands under what. What
// lies apart differs if a personal value's token is another's, a
// file's digest is, or a file is missing that a record rests on.
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

// RunAudit makes the tables of a region anew from its journal and compares
// them row by row. It decides nothing again: it only does to empty tables what
// each entry says was done. They are made in memory, where no constraint of
// today can object to what was right when it was done.
func RunAudit(ctx context.Context, records hinterland.Records) (Audit, error) {
	var result Audit
	err := records.Read(ctx, func(source hinterland.Tx) error {
		from := source.(*tx)
		_, err := one(ctx, from.session, "SELECT count(*) FROM entry WHERE region = $1",
			from.args(), &result.Entries)
		if err != nil {
			return err
		}
		journal, err := replay(from)
		if err != nil {
			return err
		}
		for _, in := range tables() {
			if err := result.compare(from, in, journal[in.name]); err != nil {
				return err
			}
		}
		if err := result.comparePaths(from); err != nil {
			return err
		}
		if err := result.compareSealed(from); err != nil {
			return err
		}
		return result.compareFiles(from)
	})
	return result, err
}

// replayed is what the journal says of tables: rows, as JSON, by table and key.
type replayed map[string]map[string]string

// replay does to empty tables what all entries did.
func replay(from *tx) (replayed, error) {
	made := replayed{}
	for _, in := range tables() {
		made[in.name] = map[string]string{}
	}
	err := from.session.query(from.ctx, "SELECT entry, table_name, row_key, row_after FROM change "+
		"WHERE region = $1 ORDER BY entry, ordinal", from.args(), func(scan scanner) error {
		var entry int64
		var c hinterland.Change
		if err := scan(&entry, &c.Table, &c.Key, &c.Row); err != nil {
			return err
		}
		rows, ok := made[c.Table]
		switch {
		case !ok:
			return fmt.Errorf("entry %d speaks of a table %q, which is not there", entry, c.Table)
		case c.Row == "":
			delete(rows, c.Key)
		default:
			rows[c.Key] = c.Row
		}
		return nil
	})
	made.date()
	return made, err
}

// compare looks at every row of a table on both sides, and uses journal up.
func (a *Audit) compare(records *tx, in anyTable, journal map[string]string) error {
	var found []Difference
	err := records.eachRow(in, func(key, row string) error {
		a.Rows++
		said := journal[key]
		if said != row && in.complete(said) != row {
			found = append(found, Difference{in.name, key, said, row})
		}
		delete(journal, key)
		return nil
	})
	for key, said := range journal {
		a.Rows++
		found = append(found, Difference{in.name, key, said, ""})
	}
	slices.SortFunc(found, func(x, y Difference) int { return strings.Compare(x.Key, y.Key) })
	a.Differences = append(a.Differences, found...)
	return err
}

// compareSealed holds what lies apart to the tokens that records and journal
// have for it. What has been erased cannot be held to anything, but it has a row.
func (a *Audit) compareSealed(records *tx) error {
	missing, err := records.tokens()
	if err != nil {
		return err
	}
	err = records.session.query(records.ctx, "SELECT token, salt, value FROM sealed "+
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
		delete(missing, s.Token)
		return nil
	})
	for _, token := range slices.Sorted(maps.Keys(missing)) {
		a.Rows++
		a.Differences = append(a.Differences,
			Difference{"sealed", keyJSON([]any{token}), string(token), ""})
	}
	return err
}

// tokens are all that the journal has ever had in a row. They are as long as
// every other, and longer than what stands for somebody erased.
func (t *tx) tokens() (map[hinterland.Personal]bool, error) {
	found := map[hinterland.Personal]bool{}
	long := len(hinterland.Personal("").Seal(nil))
	for _, in := range tables() {
		if len(in.sealed) == 0 {
			continue
		}
		err := t.session.query(t.ctx, "SELECT row_after FROM change WHERE region = $1 AND "+
			"table_name = $2 AND row_after <> ''", t.args(in.name), func(scan scanner) error {
			var text string
			row := map[string]any{}
			if err := scan(&text); err != nil || parseJSON(text, &row) != nil {
				return err // what is no row is told of its table
			}
			for _, column := range in.sealed {
				said, _ := row[column].(string)
				if token := hinterland.Personal(said); token.IsToken() && len(token) == long {
					found[token] = true
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// eachRow reads a whole table, as JSON with its key.
func (t *tx) eachRow(in anyTable, each func(key, row string) error) error {
	values := make([]any, len(in.columns))
	pointers := make([]any, len(in.columns))
	for i := range values {
		pointers[i] = &values[i]
	}
	return t.session.query(t.ctx, in.selectSQL(), t.args(), func(scan scanner) error {
		if err := scan(pointers...); err != nil {
			return err
		}
		return each(keyJSON(values[:in.keys]), rowJSON(in.columns, values))
	})
}

// complete is a row as the journal says it, written as rows are written today.
// What is no row stays as it is, to be told as it stands.
func (t anyTable) complete(said string) string {
	row := map[string]any{}
	if err := parseJSON(said, &row); err != nil {
		return said
	}
	values := make([]any, len(t.columns))
	for i := range t.columns {
		v, err := wholes(t.value(row, i))
		if err != nil || v == nil {
			return said
		}
		values[i] = v
	}
	return rowJSON(t.columns, values)
}

// selectSQL reads all rows of a region.
func (t anyTable) selectSQL() string {
	all := table[struct{}]{name: t.name, columns: t.columns, keys: t.keys}
	return all.selectSQL("")
}
