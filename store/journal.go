package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hinterland"
)

const entryColumns = "number, act, kind, body, by_person, for_party, at, why, key, undoes"

// entryFields are pointers to what entryColumns name.
func entryFields(e *hinterland.Entry, body *string) []any {
	return []any{
		&e.Number, &e.Act, &e.Kind, body, &e.By, &e.For, &e.At, &e.Why, &e.Key, &e.Undoes,
	}
}

// Entry implements hinterland.Journal.
func (t *tx) Entry(number int64) (hinterland.Entry, error) {
	return t.entry("number = $2", number)
}

// EntryByKey implements hinterland.Journal.
func (t *tx) EntryByKey(key string) (hinterland.Entry, error) {
	return t.entry("key = $2", key)
}

func (t *tx) entry(where string, value any) (hinterland.Entry, error) {
	var e hinterland.Entry
	var body string
	sql := "SELECT " + entryColumns + " FROM entry WHERE region = $1 AND " + where
	found, err := one(t.ctx, t.session, sql, t.args(value), entryFields(&e, &body)...)
	switch {
	case err != nil:
		return e, err
	case !found:
		return e, hinterland.Refuse(hinterland.NotFound, "entry.unknown",
			hinterland.Args{"value": value})
	}
	e.Body = []byte(body)
	e.Changes, err = t.changesOf(e.Number)
	return e, err
}

func (t *tx) changesOf(number int64) ([]hinterland.Change, error) {
	var changes []hinterland.Change
	err := t.session.query(t.ctx, "SELECT table_name, row_key, row_after FROM change "+
		"WHERE region = $1 AND entry = $2 ORDER BY ordinal", t.args(number),
		func(scan scanner) error {
			var c hinterland.Change
			err := scan(&c.Table, &c.Key, &c.Row)
			changes = append(changes, c)
			return err
		})
	return changes, err
}

// Entries implements hinterland.Journal.
func (t *tx) Entries(before int64, limit int) ([]hinterland.Entry, error) {
	var entries []hinterland.Entry
	err := t.session.query(t.ctx, "SELECT "+entryColumns+" FROM entry WHERE region = $1 "+
		"AND (number < $2 OR $2 = 0) ORDER BY number DESC LIMIT $3", t.args(before, limit),
		func(scan scanner) error {
			var e hinterland.Entry
			var body string
			err := scan(entryFields(&e, &body)...)
			e.Body = []byte(body)
			entries = append(entries, e)
			return err
		})
	return entries, err
}

// Restore implements hinterland.Journal. Later entries are looked for twice:
// first, because naming them is the best answer; and again when the rows have
// been written, because a row that is not there cannot be held, and on
// PostgreSQL the first look can miss an entry that is just putting it in.
func (t *tx) Restore(number int64) error {
	changes, err := t.changesOf(number)
	if err != nil {
		return err
	}
	if err := t.hold(changes); err != nil {
		return err
	}
	if err := t.untouched(changes, number); err != nil {
		return err
	}
	for i, c := range slices.Backward(changes) {
		again := func(o hinterland.Change) bool { return o.Table == c.Table && o.Key == c.Key }
		if slices.ContainsFunc(changes[:i], again) {
			continue // an earlier change of the same row says more
		}
		if err := t.restore(c, number); err != nil {
			return err
		}
	}
	return t.untouched(changes, number)
}

// hold locks the rows of changes, as far as they are there, in the order in
// which acts hold theirs: an agreement before its items, those before what is
// due of them, smaller numbers before greater ones. Acts on the same rows then
// wait for one another and do not end in a deadlock.
func (t *tx) hold(changes []hinterland.Change) error {
	if t.dialect.forUpdate == "" {
		return nil
	}
	changes = slices.Clone(changes)
	slices.SortFunc(changes, func(a, b hinterland.Change) int {
		return cmp.Or(len(a.Key)-len(b.Key), strings.Compare(a.Key, b.Key))
	})
	for _, in := range tables() {
		for _, c := range changes {
			if c.Table != in.name {
				continue
			}
			var key []any
			if err := parseJSON(c.Key, &key); err != nil {
				return fmt.Errorf("key of %s: %w", c.Table, err)
			}
			if _, err := t.put("SELECT 1"+in.atKeySQL()+t.dialect.forUpdate, key); err != nil {
				return err
			}
		}
	}
	return nil
}

// Last implements hinterland.Journal. The row is held first, and what is read
// after is true for as long.
func (t *tx) Last(c hinterland.Change) (number int64, err error) {
	if err := t.hold([]hinterland.Change{c}); err != nil {
		return 0, err
	}
	_, err = one(t.ctx, t.session, "SELECT coalesce(max(entry), 0) FROM change WHERE region = $1 "+
		"AND table_name = $2 AND row_key = $3", t.args(c.Table, c.Key), &number)
	return number, err
}

// Former implements hinterland.Journal.
func (t *tx) Former(c hinterland.Change, before int64) (string, error) {
	var row string
	_, err := one(t.ctx, t.session, "SELECT row_after FROM change WHERE region = $1 AND "+
		"table_name = $2 AND row_key = $3 AND (entry < $4 OR $4 = 0) "+
		"ORDER BY entry DESC, ordinal DESC LIMIT 1", t.args(c.Table, c.Key, before), &row)
	return row, err
}

// restore makes one row what it was before an entry, and notes that.
func (t *tx) restore(c hinterland.Change, number int64) error {
	row, err := t.Former(c, number)
	if err != nil {
		return err
	}
	former := hinterland.Change{Table: c.Table, Key: c.Key, Row: row}
	n, err := t.apply(former)
	var no *broken
	if errors.As(err, &no) || err == nil && n == 0 && former.Row != "" {
		return hinterland.Refuse(hinterland.Conflict, "undo.used",
			hinterland.Args{"table": c.Table, "key": c.Key})
	}
	if err == nil && n > 0 {
		t.note(former.Table, former.Key, former.Row)
	}
	return err
}

// untouched refuses, naming later entries, if one of the rows is not what
// entry number left it as. Later entries that changed a row and put it back,
// as an undo does, are not in the way.
func (t *tx) untouched(changes []hinterland.Change, number int64) error {
	left := map[[2]string]string{}
	for _, c := range changes {
		left[[2]string{c.Table, c.Key}] = c.Row
	}
	var inTheWay []int64
	for row, as := range left {
		var later []int64
		now := as
		err := t.session.query(t.ctx, "SELECT entry, row_after FROM change WHERE region = $1 AND "+
			"table_name = $2 AND row_key = $3 AND entry > $4 ORDER BY entry, ordinal",
			t.args(row[0], row[1], number), func(scan scanner) error {
				var entry int64
				err := scan(&entry, &now)
				later = append(later, entry)
				return err
			})
		if err != nil {
			return err
		}
		if now != as {
			inTheWay = append(inTheWay, later...)
		}
	}
	if len(inTheWay) == 0 {
		return nil
	}
	slices.Sort(inTheWay)
	names := strings.Trim(fmt.Sprint(slices.Compact(inTheWay)), "[]")
	return hinterland.Refuse(hinterland.Conflict, "undo.later",
		hinterland.Args{"entries": strings.ReplaceAll(names, " ", ", ")})
}

// twice makes a refusal of a key or a number that another entry has. Whoever
// sent a key twice finds the first entry by it; a number comes twice where
// one preview is acted on twice.
func twice(err error) error {
	var no *broken
	if errors.As(err, &no) && no.kind == brokenUnique {
		return hinterland.Refuse(hinterland.Conflict, "entry.twice", nil)
	}
	return err
}
