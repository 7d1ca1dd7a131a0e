package store

import (
	"context"
	"errors"

	"hinterland"
)

// A tx is the hand of one act on the records of one region.
type tx struct {
	ctx     context.Context
	session session
	dialect dialect
	region  int64
	changes []hinterland.Change
	// recalled is what the session remembers; nil where it remembers nothing.
	recalled map[string]any
}

// A dialect is what the engines say differently.
type dialect struct {
	// forShare keeps rows that an act has read as they are until it is done.
	// SQLite has one writer and need not say it.
	forShare string
	// forUpdate does the same for rows that an act is going to write.
	forUpdate string
	// least is the function that returns the least of some values.
	least string
	// find is the function that says where in a text another stands, from 1.
	find string
	// each reads the JSON list in $2 as rows of j: value, in the order of key.
	each string
	// lateral says that who joins with each has to say that it is read first.
	lateral bool
}

// inTurn is each with the rows found in a table that where picks for a value, looked
// up by its indexes. Where a table has just been filled, PostgreSQL believes that a
// region has one row in it, and would go through all values for every row.
func (d dialect) inTurn(table, where string) string {
	if d.lateral {
		return d.each + " CROSS JOIN LATERAL (SELECT * FROM " + table + " WHERE " + where +
			" OFFSET 0) AS found"
	}
	return d.each + " CROSS JOIN " + table + " AS found WHERE " + where
}

// Changes implements hinterland.Journal.
func (t *tx) Changes() []hinterland.Change { return t.changes }

// note adds a change of a row to the entry that is being made.
func (t *tx) note(table, key, row string) {
	t.changes = append(t.changes, hinterland.Change{Table: table, Key: key, Row: row})
}

// args puts the region before the values of a statement.
func (t *tx) args(values ...any) []any {
	args := make([]any, 0, len(values)+1)
	args = append(args, t.region)
	for _, v := range values {
		args = append(args, plain(v))
	}
	return args
}

// insert adds a row and notes it; false means that the row, or one that the
// new one may not stand beside, is there already.
func insert[T any](t *tx, in table[T], row *T) (bool, error) {
	n, err := t.session.exec(t.ctx, in.insertSQL(), t.args(in.fields(row)...)...)
	if err != nil || n == 0 {
		return false, gone(err)
	}
	t.note(in.name, in.key(row), in.json(row))
	return true, nil
}

// later adds or puts a row in whose way nothing can be, unless an act is done
// twice, and notes it. said is told what came of it, at the latest when the
// transaction ends.
func later[T any](t *tx, in table[T], sql string, row *T, said func(error) error) error {
	err := t.session.later(t.ctx, said, sql, t.args(in.fields(row)...)...)
	if err == nil {
		t.note(in.name, in.key(row), in.json(row))
	}
	return err
}

// insertNew adds many rows, none of which is there yet, and notes them.
func insertNew[T any](t *tx, in table[T], rows []T) error {
	lines := linesOf(t, in, rows)
	filled := make(chan error, 1)
	go func() { filled <- fillLines(t, in, lines) }()
	notes := make([]hinterland.Change, len(lines)) // written down while the server reads
	for i, line := range lines {
		row := line[1:]
		notes[i] = hinterland.Change{
			Table: in.name, Key: keyJSON(row[:in.keys]), Row: rowJSON(in.columns, row),
		}
	}
	if err := <-filled; err != nil {
		return gone(err)
	}
	t.changes = append(t.changes, notes...)
	return nil
}

// fill adds many rows that are not there yet, and notes none of them.
func fill[T any](t *tx, in table[T], rows []T) error {
	return fillLines(t, in, linesOf(t, in, rows))
}

// linesOf are rows as they lie in the database, the region before each.
func linesOf[T any](t *tx, in table[T], rows []T) [][]any {
	lines := make([][]any, len(rows))
	for i := range rows {
		lines[i] = t.args(in.fields(&rows[i])...)
	}
	return lines
}

func fillLines[T any](t *tx, in table[T], lines [][]any) error {
	return t.session.fill(t.ctx, in.name, append([]string{"region"}, in.columns...), lines)
}

// update changes rows by one statement whose condition is part of it, notes
// what they are afterwards, and returns them. set and where take values from
// $2 on. Where nothing is returned the condition did not hold.
func update[T any](t *tx, in table[T], set, where string, values ...any) ([]T, error) {
	rows, err := scan(t, in, in.updateSQL(set, where), values)
	for i := range rows {
		t.note(in.name, in.key(&rows[i]), in.json(&rows[i]))
	}
	return rows, err
}

// find returns the rows that where picks, in the order of their key.
func find[T any](t *tx, in table[T], where string, values ...any) ([]T, error) {
	return scan(t, in, in.selectSQL(where), values)
}

// get returns the one row that where picks, or a refusal of kind NotFound for
// the reason given.
func get[T any](t *tx, in table[T], reason hinterland.Reason, where string, key any) (T, error) {
	rows, err := find(t, in, where, key)
	return only(rows, err, reason, key)
}

// only returns the one row that was found, or a refusal of kind NotFound.
func only[T any](rows []T, err error, reason hinterland.Reason, key any) (T, error) {
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, reason, hinterland.Args{"value": key})
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}

// among is what holds of rows whose column is in the list that $2 is, as
// listed writes it: it is of a kind that both engines know.
func (t *tx) among(column, kind string) string {
	return column + " IN (SELECT CAST(j.value ->> 0 AS " + kind + ") FROM " + t.dialect.each + ")"
}

// put adds a row, or puts it in the place of the one with its key.
func put[T any](t *tx, in table[T], row *T) error {
	_, err := t.session.exec(t.ctx, in.any().putSQL(in.columns), t.args(in.fields(row)...)...)
	if err == nil {
		t.note(in.name, in.key(row), in.json(row))
	}
	return gone(err)
}

// drop takes rows out by one statement, and notes that they are gone. where takes
// values from $2 on.
func drop[T any](t *tx, in table[T], where string, values ...any) error {
	_, err := taking(t, in, where, values...)
	return err
}

// taking drops rows and returns them.
func taking[T any](t *tx, in table[T], where string, values ...any) ([]T, error) {
	rows, err := scan(t, in, in.dropSQL(where), values)
	for i := range rows {
		t.note(in.name, in.key(&rows[i]), "")
	}
	return rows, err
}

// gone makes a refusal of a row that rests on one that is not there. An act
// has looked; an undo has taken it out since.
func gone(err error) error {
	var no *broken
	if errors.As(err, &no) && no.kind == brokenForeign {
		return hinterland.Refuse(hinterland.Conflict, "record.gone", nil)
	}
	return err
}

// scan reads the rows of a statement that returns a table's columns.
func scan[T any](t *tx, in table[T], sql string, values []any) ([]T, error) {
	var rows []T
	err := t.session.query(t.ctx, sql, t.args(values...), func(scan scanner) error {
		var row T
		err := scan(in.fields(&row)...)
		rows = append(rows, row)
		return err
	})
	return rows, err
}

// taken turns "there already" into a refusal of kind Conflict.
func taken(added bool, err error, reason hinterland.Reason, value any) error {
	if err != nil || added {
		return err
	}
	return hinterland.Refuse(hinterland.Conflict, reason, hinterland.Args{"value": value})
}

// unlessTaken refuses a row whose key is taken, or that rests on one that is not
// there.
func unlessTaken(refusal *hinterland.Refusal) func(error) error {
	return func(err error) error {
		if isBroken(err, brokenUnique) {
			return refusal
		}
		return gone(err)
	}
}
