package store

import "hinterland"

// sizeSQL is how many changes an entry has: they are numbered from 0.
const sizeSQL = ", (SELECT coalesce(max(c.ordinal), -1) + 1 FROM change c WHERE " +
	"c.region = entry.region AND c.entry = entry.number)"

// EntryHead implements hinterland.HistoryBook.
func (t *tx) EntryHead(number int64) (e hinterland.Entry, err error) {
	var none string
	found, err := one(t.ctx, t.session, "SELECT "+headColumns+undoneSQL+sizeSQL+
		" FROM entry WHERE region = $1 AND number = $2", t.args(number),
		append(entryFields(&e, &none), &e.Undone, &e.Size)...)
	if err == nil && !found {
		err = noEntry(number)
	}
	return e, err
}

// Bodies implements hinterland.HistoryBook.
func (t *tx) Bodies(numbers ...int64) (map[int64][]byte, error) {
	bodies := map[int64][]byte{}
	err := t.session.query(t.ctx, "SELECT number, body FROM entry WHERE region = $1 AND "+
		t.among("number", "bigint"), t.args(listed(numbers)), func(scan scanner) error {
		var number int64
		var body []byte
		err := scan(&number, &body)
		bodies[number] = body
		return err
	})
	return bodies, err
}

// pricedTables hold rows that tell what everybody asks for their goods.
const pricedTables = "'allocation', 'plan_good'"

// ChangesFrom implements hinterland.HistoryBook. That a row was changed again is looked
// up by its index, and so is how many there are, unless some are not told.
func (t *tx) ChangesFrom(
	number int64, from, most int, prices bool,
) (part hinterland.ChangePart, err error) {
	of, many := "FROM change c WHERE c.region = $1 AND c.entry = $2 AND c.ordinal >= $3",
		"coalesce(max(c.ordinal), $3 - 1) + 1 - $3"
	if !prices {
		of, many = of+" AND c.table_name NOT IN ("+pricedTables+")", "count(*)"
	}
	part.Next = from
	err = t.session.query(t.ctx, "SELECT c.table_name, c.row_key, c.row_after, c.ordinal "+of+
		" AND NOT EXISTS (SELECT 1 FROM change l WHERE l.region = $1 AND "+
		"l.table_name = c.table_name AND l.row_key = c.row_key AND l.entry = $2 AND "+
		"l.ordinal > c.ordinal) ORDER BY c.ordinal LIMIT $4", t.args(number, from, most),
		func(scan scanner) error {
			var c hinterland.Change
			err := scan(&c.Table, &c.Key, &c.Row, &part.Next)
			part.Changes = append(part.Changes, c)
			part.Next++
			return err
		})
	if err == nil && len(part.Changes) == most {
		_, err = one(t.ctx, t.session, "SELECT "+many+" "+of, t.args(number, part.Next),
			&part.Rest)
	}
	return part, err
}

// NamesParty implements hinterland.HistoryBook.
func (t *tx) NamesParty(number int64, party hinterland.PartyCode) (bool, error) {
	return t.changed(number, "c.table_name IN ("+fundTables+", 'statement') AND "+
		t.dialect.naming("$3"), string(appendText(nil, string(party))))
}

// TellsPrices implements hinterland.HistoryBook. Such rows come and go with their plan.
// The plus lets its few rows be looked through, and not the many that an entry changed.
func (t *tx) TellsPrices(number int64) (bool, error) {
	plan, err := one(t.ctx, t.session, "SELECT 1 FROM change WHERE region = $1 AND "+
		"table_name = 'plan' AND +entry = $2 LIMIT 1", t.args(number), new(int))
	if err != nil || !plan {
		return false, err
	}
	return t.changed(number, "c.table_name IN ("+pricedTables+")")
}

// changed reports whether an entry changed a row of which something holds.
func (t *tx) changed(number int64, where string, values ...any) (found bool, err error) {
	return one(t.ctx, t.session, "SELECT 1 FROM change c WHERE c.region = $1 AND c.entry = $2 AND "+
		where+" LIMIT 1", t.args(append([]any{number}, values...)...), new(int))
}

// naming is what holds of a row of funds or statements that names the party whose code
// a value is, as JSON. Such rows have fields of a party's code, which no text in them
// can feign.
func (d dialect) naming(value string) string {
	return d.find + "(c.row_after, '\"party\":' || " + value + ") + " +
		d.find + "(c.row_after, '\"trustee\":' || " + value + ") > 0"
}
