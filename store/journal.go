package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hinterland"
)

const entryColumns = "number, act, kind, body, " + entryRest

// headColumns are entryColumns without the body, which may be of any length.
const headColumns = "number, act, kind, '', " + entryRest

const entryRest = "by_person, for_party, at, why, key, undoes, about, through"

// undoneSQL is the entry that took one back.
const undoneSQL = ", (SELECT coalesce(max(u.number), 0) FROM entry u WHERE " +
	"u.region = entry.region AND u.undoes = entry.number AND u.undoes > 0)"

// entryFields are pointers to what entryColumns name.
func entryFields(e *hinterland.Entry, body *string) []any {
	return []any{
		&e.Number, &e.Act, &e.Kind, body, &e.By, &e.For, &e.At, &e.Why, &e.Key, &e.Undoes,
		&e.About, &e.Through,
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
	sql := "SELECT " + entryColumns + undoneSQL + " FROM entry WHERE region = $1 AND " + where
	into := append(entryFields(&e, &body), &e.Undone)
	found, err := one(t.ctx, t.session, sql, t.args(value), into...)
	switch {
	case err != nil:
		return e, err
	case !found:
		return e, noEntry(value)
	}
	e.Body = []byte(body)
	e.Changes, err = t.changesOf(e.Number)
	return e, err
}

// noEntry refuses to find one.
func noEntry(value any) error {
	return hinterland.Refuse(hinterland.NotFound, "entry.unknown", hinterland.Args{"value": value})
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

// gistedAtMost is how many of the first changes of an entry say what it was about: a
// sheet makes thousands, and its list names three.
const gistedAtMost = 300

// Gists implements hinterland.Journal.
func (t *tx) Gists(entries []int64) (map[int64][]hinterland.Change, error) {
	found := map[int64][]hinterland.Change{}
	err := t.session.query(t.ctx, "SELECT entry, table_name, row_key, row_after FROM change "+
		"WHERE region = $1 AND "+t.among("entry", "bigint")+" AND ordinal < "+
		strconv.Itoa(gistedAtMost)+" AND table_name IN ('party', "+
		"'good', 'person', 'post', 'place', 'item', 'event', 'advance', 'settlement', "+fundTables+
		") ORDER BY entry, ordinal",
		t.args(listed(entries)), func(scan scanner) error {
			var number int64
			var c hinterland.Change
			err := scan(&number, &c.Table, &c.Key, &c.Row)
			found[number] = append(found[number], c)
			return err
		})
	return found, err
}

// Entries implements hinterland.Journal.
func (t *tx) Entries(before int64, limit int) ([]hinterland.Entry, error) {
	return t.entries(entryColumns, "(number < $2 OR $2 = 0) ORDER BY number DESC LIMIT $3", before,
		limit)
}

// EntriesFor implements hinterland.AgendaBook. Each of the ways in which an entry
// can concern a party has an index of its own, and no more than limit are taken
// by any.
func (t *tx) EntriesFor(
	party hinterland.PartyCode, whole []hinterland.ID[hinterland.Agreement], before int64,
	limit int,
) ([]hinterland.Entry, error) {
	way := func(from, where string) string {
		return "SELECT number FROM (SELECT number FROM " + from + " WHERE e.region = $1 AND " +
			where + " AND (number < $3 OR $3 = 0) ORDER BY number DESC LIMIT $4) AS way"
	}
	about := func(group hinterland.ID[hinterland.Agreement]) string {
		return "e.about = " + strconv.FormatInt(int64(group), 10)
	}
	ways := []string{
		way("entry e", "e.for_party = $2"),
		way("member m CROSS JOIN entry e",
			"m.region = $1 AND m.party = $2 AND m.part > 0 AND e.about = m.agreement"),
		way("entry e", about(hinterland.Several)),
	}
	for _, group := range whole {
		ways = append(ways, way("entry e", about(group)))
	}
	values := []any{party, before, limit}
	rows := slices.DeleteFunc([]hinterland.ID[hinterland.Agreement]{
		hinterland.Funded, hinterland.Stated,
	}, func(group hinterland.ID[hinterland.Agreement]) bool {
		return slices.Contains(whole, group)
	})
	if len(rows) > 0 {
		values = append(values, string(appendText(nil, string(party))))
	}
	named := t.dialect.naming("$5")
	for _, group := range rows {
		ways = append(ways, way("entry e", about(group)+" AND EXISTS (SELECT 1 FROM change c "+
			"WHERE c.region = $1 AND c.entry = e.number AND c.table_name IN ("+fundTables+
			", 'statement') AND "+named+")"))
	}
	return t.entries(headColumns, "number IN ("+strings.Join(ways, " UNION ")+
		") ORDER BY number DESC LIMIT $4", values...)
}

// entries reads entries without their changes.
func (t *tx) entries(columns, where string, values ...any) ([]hinterland.Entry, error) {
	var entries []hinterland.Entry
	sql := "SELECT " + columns + undoneSQL + " FROM entry WHERE region = $1 AND " + where
	err := t.session.query(t.ctx, sql, t.args(values...), func(scan scanner) error {
		var e hinterland.Entry
		var body string
		err := scan(append(entryFields(&e, &body), &e.Undone)...)
		e.Body = []byte(body)
		entries = append(entries, e)
		return err
	})
	return entries, err
}

// before reads the changes of an entry and the rows as they were before it, and
// refuses where a later one is in the way.
func (t *tx) before(number int64) (changes []hinterland.Change, former []string, err error) {
	if changes, err = t.changesOf(number); err != nil {
		return nil, nil, err
	}
	if err := t.hold(changes); err != nil {
		return nil, nil, err
	}
	if err := t.untouched(changes, number); err != nil {
		return nil, nil, err
	}
	former, err = t.Former(changes, number)
	return changes, former, err
}

// Restore implements hinterland.UndoBook. Later entries are looked for twice:
// first, because naming them is the best answer; and again when the rows have
// been written, because a row that is not there cannot be held, and on
// PostgreSQL the first look can miss an entry that is just putting it in.
func (t *tx) Restore(number int64) error {
	changes, former, err := t.before(number)
	if err != nil {
		return err
	}
	first, last := map[string]int{}, map[string]int{} // where rows were changed
	for i, c := range changes {
		if _, again := first[c.String()]; !again {
			first[c.String()] = i
		}
		last[c.String()] = i
	}
	for i, c := range slices.Backward(changes) {
		at := first // a row goes where it came, after what came to rest on it
		if former[i] != "" {
			at = last // and comes back where it went, before what rested on it
		}
		if at[c.String()] != i {
			continue
		}
		c.Row = former[i]
		if err := t.restore(c); err != nil {
			return err
		}
	}
	if err := t.settleFiles(changes, former); err != nil {
		return err
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

// Opened implements hinterland.UndoBook. It holds nothing: what opened a region is
// undone by nobody, and who asks for it does so before every act.
func (t *tx) Opened() (hinterland.Entry, error) {
	entries, err := t.entries(entryColumns, "number = "+
		"(SELECT max(entry) FROM change "+
		"WHERE region = $1 AND table_name = 'charter' AND row_key = '[]')")
	if err == nil && len(entries) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "charter.none", nil)
	}
	if err != nil {
		return hinterland.Entry{}, err
	}
	return entries[0], nil
}

// Bases implements hinterland.UndoBook.
func (t *tx) Bases(of []hinterland.Change) ([]int64, error) {
	bases := make([]int64, 0, len(of))
	err := t.session.query(t.ctx, "SELECT coalesce((SELECT max(entry) FROM change "+
		"WHERE region = $1 AND table_name = j.value ->> 0 AND row_key = j.value ->> 1), 0) "+
		"FROM "+t.dialect.each+" ORDER BY j.key", t.args(rowKeys(of)),
		func(scan scanner) error {
			base := int64(0)
			err := scan(&base)
			bases = append(bases, base)
			return err
		})
	return bases, err
}

// Former implements hinterland.Journal.
func (t *tx) Former(changes []hinterland.Change, before int64) ([]string, error) {
	var rows []string
	err := t.session.query(t.ctx, "SELECT coalesce((SELECT row_after FROM change "+
		"WHERE region = $1 AND table_name = j.value ->> 0 AND row_key = j.value ->> 1 "+
		"AND (entry < $3 OR $3 = 0) ORDER BY entry DESC, ordinal DESC LIMIT 1), '') "+
		"FROM "+t.dialect.each+" ORDER BY j.key", t.args(rowKeys(changes), before),
		func(scan scanner) error {
			var row string
			err := scan(&row)
			rows = append(rows, row)
			return err
		})
	return rows, err
}

// rowKeys lists the rows of changes, each by table and key.
func rowKeys(changes []hinterland.Change) string {
	keys := make([]string, len(changes))
	for i, c := range changes {
		keys[i] = keyJSON([]any{c.Table, c.Key})
	}
	return "[" + strings.Join(keys, ",") + "]"
}

// restore makes one row what a change says that it was, and notes that.
func (t *tx) restore(c hinterland.Change) error {
	c, err := t.dated(c)
	if err != nil {
		return err
	}
	n, err := t.apply(c)
	var no *broken
	if errors.As(err, &no) || err == nil && n == 0 && c.Row != "" {
		return undoUsed(c.Table, c.Key)
	}
	if err == nil && n > 0 {
		t.note(c.Table, c.Key, c.Row)
	}
	return err
}

// untouched refuses, naming later entries, if one of the rows is not what
// entry number left it as. Later entries that changed a row and put it back,
// as an undo does, are not in the way.
func (t *tx) untouched(changes []hinterland.Change, number int64) error {
	type row struct{ table, key string }
	left, now := map[row]string{}, map[row]string{}
	for _, c := range changes {
		left[row{c.Table, c.Key}] = c.Row
	}
	later := map[row][]int64{}
	err := t.session.query(t.ctx, "SELECT table_name, row_key, entry, row_after FROM "+
		t.dialect.inTurn("change", "region = $1 AND table_name = j.value ->> 0 "+
			"AND row_key = j.value ->> 1 AND entry > $3")+" ORDER BY entry, ordinal",
		t.args(rowKeys(changes), number), func(scan scanner) error {
			var of row
			var entry int64
			var after string
			err := scan(&of.table, &of.key, &entry, &after)
			later[of], now[of] = append(later[of], entry), after
			return err
		})
	if err != nil {
		return err
	}
	var inTheWay []int64
	for of, entries := range later {
		if now[of] != left[of] {
			inTheWay = append(inTheWay, entries...)
		}
	}
	if len(inTheWay) == 0 {
		return nil
	}
	slices.Sort(inTheWay)
	var names []string
	for _, number := range slices.Compact(inTheWay) {
		names = append(names, hinterland.FormatDecimal(number, 0))
	}
	return hinterland.Refuse(hinterland.Conflict, "undo.later",
		hinterland.Args{"entries": names})
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
