package store

import (
	"slices"
	"strings"
)

// The writer of SQLite remembers what acts of one group have asked of rows that acts
// seldom write: the charter, who holds which post, a good, who holds a scope. Nobody else
// can write while it has the file, so that an answer stays true until it writes such a
// row itself, or rolls back that it did.

// maxRecalled bounds how many answers are remembered at once.
const maxRecalled = 1024

// moving are the tables that recording what moves writes, and its entry. No answer that
// is remembered comes from them, and a write to one changes no other.
func moving() []string {
	return []string{"item", "commitment", "event", "fulfilment", "entry", "change", "unlogged"}
}

// spares reports whether all that is remembered stays true when a statement has run.
func spares(text string) bool {
	words := append(strings.Fields(text), "", "", "")
	switch words[0] {
	case "SELECT", "SAVEPOINT", "RELEASE":
		return true
	case "INSERT":
		return slices.Contains(moving(), words[2])
	case "UPDATE":
		return slices.Contains(moving(), words[1])
	}
	return false
}

// recall is scan for what may be remembered; on PostgreSQL, and where nothing can be
// written, it is scan.
func recall[T any](t *tx, in table[T], sql string, values []any) ([]T, error) {
	if t.recalled == nil {
		return scan(t, in, sql, values)
	}
	key := sql + keyJSON(t.args(values...))
	if rows, met := t.recalled[key].([]T); met {
		return slices.Clone(rows), nil
	}
	rows, err := scan(t, in, sql, values)
	if err == nil {
		if len(t.recalled) >= maxRecalled {
			clear(t.recalled)
		}
		t.recalled[key] = slices.Clone(rows)
	}
	return rows, err
}
