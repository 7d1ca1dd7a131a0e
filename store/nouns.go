package store

import (
	"fmt"
	"strings"

	"hinterland"
)

// tables lists the tables whose rows the journal can make anew, parents
// before children.
func tables() []anyTable {
	return []anyTable{
		charters().any(), people().any(), places().any(), parties().any(), posts().any(),
		borders().any(), ties().any(), distances().any(), regionMaps().any(),
		zones().any(), zoneCentres().any(), belongings().any(), pins().any(),
		zoneRules().any(),
		goods().any(), reaches().any(), scopes().any(),
		horizons().any(), statements().any(), agreements().any(), members().any(), versions().any(),
		assentLinks().any(), assents().any(), items().any(), commitments().any(), events().any(),
		fulfilments().any(),
		funds().any(), pledges().any(), applications().any(), grants().any(), instalments().any(),
		paids().any(),
		regulations().any(), scarcities().any(), trespasses().any(),
		advances().any(), settlements().any(), recoveries().any(),
		cases().any(), concerns().any(), remarks().any(), attachments().any(),
		accessKeys().any(), subscriptions().any(),
		keptPlans().any(), allocations().any(), keptShares().any(), keptGoods().any(),
		planParts().any(), planSignatures().any(), planPairs().any(), fixings().any(),
		recipes().any(), recipeGoods().any(),
	}
}

// allTables lists every table that has rows of regions: the journal, what lies
// apart, what lets people in, and what the journal can make anew.
func allTables() []anyTable {
	return append([]anyTable{
		apart("entry", 1, strings.Split(entryColumns, ", ")...),
		apart("change", 2, "entry", "ordinal", "table_name", "row_key", "row_after"),
		apart("unlogged", 1, "entry"), logHeads().any(), logLeaves().any(), logNodes().any(),
		apart("sealed", 1, "token", "salt", "value"),
		apart("file", 1, "digest", "type", "content", "at", "kept"),
		apart("drawing", 1, "key", "content", "at"),
		apart("login", 1, "person", "name", "secret"),
		apart("invitation", 1, "person", "token", "until", "by_person", "for_party"),
		apart("session", 1, "token", "person", "party", "begun", "used"),
		apart("held", 2, "session", "key", "path", "entry", "at", "body"),
		apart("sending", 1, strings.Split(sendingColumns, ", ")...),
	}, tables()...)
}

// apart is a table that the journal does not make anew.
func apart(name string, keys int, columns ...string) anyTable {
	return anyTable{name: name, columns: columns, keys: keys}
}

// An anyTable is a table whatever its rows are, for what treats all alike.
type anyTable struct {
	name    string
	columns []string
	keys    int
	files   string
	later   []any
	sealed  []string
	made    []string
}

// any forgets what the rows of a table are.
func (t table[T]) any() anyTable {
	return anyTable{t.name, t.columns, t.keys, t.files, t.later, t.sealed(), t.made}
}

// value is what a row of the journal has in its ith column: what the row says,
// or what rows have that are older than the column; nil where neither is.
func (t anyTable) value(row map[string]any, i int) any {
	if v, ok := row[t.columns[i]]; ok {
		return v
	}
	if first := len(t.columns) - len(t.later); i >= first {
		return t.later[i-first]
	}
	return nil
}

// tableNamed finds a table by its name.
func tableNamed(name string) (anyTable, error) {
	for _, t := range tables() {
		if t.name == name {
			return t, nil
		}
	}
	return anyTable{}, fmt.Errorf("the journal speaks of a table %q, which is not there", name)
}

// apply makes a row what a change says it is afterwards, without noting it,
// and counts the rows that it touched.
func (t *tx) apply(c hinterland.Change) (int64, error) {
	in, err := tableNamed(c.Table)
	if err != nil {
		return 0, err
	}
	if c.Row == "" {
		var key []any
		if err := parseJSON(c.Key, &key); err != nil {
			return 0, fmt.Errorf("key of %s: %w", c.Table, err)
		}
		return t.put(in.deleteSQL(), key)
	}
	row := map[string]any{}
	if err := parseJSON(c.Row, &row); err != nil {
		return 0, fmt.Errorf("row of %s: %w", c.Table, err)
	}
	var columns []string
	var values []any
	for i, name := range in.columns {
		if v := in.value(row, i); v != nil {
			columns, values = append(columns, name), append(values, v)
		}
	}
	return t.put(in.putSQL(columns), values)
}

// put runs a statement with values that came out of JSON.
func (t *tx) put(sql string, values []any) (int64, error) {
	for i := range values {
		v, err := wholes(values[i])
		if err != nil {
			return 0, err
		}
		values[i] = v
	}
	return t.session.exec(t.ctx, sql, t.args(values...)...)
}

// deleteSQL takes a row out by its key.
func (t anyTable) deleteSQL() string {
	return "DELETE" + t.atKeySQL()
}

// atKeySQL names the one row that has a key.
func (t anyTable) atKeySQL() string {
	sql := " FROM " + t.name + " WHERE region = $1"
	for i, name := range t.columns[:t.keys] {
		sql += fmt.Sprintf(" AND %s = $%d", name, i+2)
	}
	return sql
}

// putSQL puts a row in, or in the place of the one with its key.
func (t anyTable) putSQL(columns []string) string {
	var sets []string
	for _, name := range columns[t.keys:] {
		sets = append(sets, name+" = excluded."+name)
	}
	then := "UPDATE SET " + strings.Join(sets, ", ")
	if len(sets) == 0 {
		then = "NOTHING"
	}
	return fmt.Sprintf("INSERT INTO %s (region, %s) VALUES (%s) ON CONFLICT (%s) DO %s",
		t.name, strings.Join(columns, ", "), holes(1, len(columns)+1),
		strings.Join(append([]string{"region"}, t.columns[:t.keys]...), ", "), then)
}
