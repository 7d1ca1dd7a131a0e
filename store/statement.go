package store

import (
	"fmt"
	"strings"

	"hinterland"
)

func statements() table[hinterland.Statement] {
	return table[hinterland.Statement]{
		name: "statement",
		columns: []string{
			"horizon", "kind", "good", "party", "priority", "price", "amounts", "total",
		},
		keys: 6,
		fields: func(s *hinterland.Statement) []any {
			return []any{
				&s.Horizon, &s.Kind, &s.Good, &s.Party, &s.Priority, &s.Price, &s.Amounts, &s.Total,
			}
		},
	}
}

// thatStatement is what holds of the statement with a key.
const thatStatement = "horizon = $2 AND kind = $3 AND good = $4 AND party = $5 AND " +
	"priority = $6 AND price = $7"

// statementKey are the values of a statement's key.
func statementKey(s *hinterland.Statement) []any {
	in := statements()
	return in.fields(s)[:in.keys]
}

// Statement implements hinterland.StatementBook.
func (t *tx) Statement(key hinterland.Statement) (hinterland.Statement, error) {
	rows, err := find(t, statements(), thatStatement, statementKey(&key)...)
	return only(rows, err, "statement.unknown", string(key.Good))
}

// PutStatement implements hinterland.StatementBook.
func (t *tx) PutStatement(s hinterland.Statement) error { return put(t, statements(), &s) }

// DropStatement implements hinterland.StatementBook.
func (t *tx) DropStatement(key hinterland.Statement) error {
	return drop(t, statements(), thatStatement, statementKey(&key)...)
}

// StatedTotal implements hinterland.StatementBook.
func (t *tx) StatedTotal(
	h hinterland.HorizonCode, kind hinterland.StatementKind, good hinterland.GoodCode,
) (total hinterland.Quantity, err error) {
	_, err = one(t.ctx, t.session, "SELECT CAST(coalesce(sum(total), 0) AS bigint) "+
		"FROM statement WHERE region = $1 AND horizon = $2 AND kind = $3 AND good = $4",
		t.args(h, kind, good), &total)
	return total, err
}

// StatementsOf implements hinterland.StatementBook.
func (t *tx) StatementsOf(
	h hinterland.HorizonCode, good hinterland.GoodCode,
) ([]hinterland.Statement, error) {
	return find(t, statements(), "horizon = $2 AND kind IN ('need', 'offer') AND good = $3",
		h, good)
}

// A question is SQL that is put together: its text, and its values.
type question struct {
	strings.Builder
	values []any
}

// and adds what holds, in which each %s is one of the values.
func (q *question) and(format string, values ...any) {
	holes := make([]any, len(values))
	for i, v := range values {
		q.values = append(q.values, v)
		holes[i] = fmt.Sprintf("$%d", len(q.values)+1) // the region comes first
	}
	fmt.Fprintf(q, " AND "+format, holes...)
}

// Statements implements hinterland.StatementBook. The tables are read in the
// order in which they stand, each by its key or an index that ends in it, so
// that rows come sorted and a page is read without what is behind it: SQLite
// obeys it, PostgreSQL finds it by itself. Goods and parties are few beside
// what is stated.
func (t *tx) Statements(by hinterland.StatementQuery) ([]hinterland.Statement, error) {
	q, order := &question{}, ""
	if by.Place == "" {
		order = q.byGood(by.After)
	} else {
		order = q.byPlace(&by)
	}
	if by.Good != "" {
		q.under("g.path", hinterland.GoodTree, string(by.Good))
	}
	if by.Party != "" {
		q.and("s.party = %s", by.Party)
	}
	if by.Class != "" {
		q.and("g.class = %s", by.Class)
	}
	q.and("s.horizon = %s AND s.kind = %s", by.Horizon, by.Kind)
	in := statements()
	in.columns = prefixed("s.", in.columns)
	fmt.Fprintf(q, " ORDER BY %s, s.priority, s.price LIMIT %d OFFSET %d", order, by.Limit,
		by.After.Met)
	return scan(t, in, "SELECT "+in.list()+" FROM "+q.String(), q.values)
}

// under lets through paths at or under that of a node; none where there is no
// such node.
func (q *question) under(path string, tree hinterland.Tree, code string) {
	of := "(SELECT path FROM " + nodes(tree) + " WHERE region = $1 AND code = %s)"
	q.and(under(path, of), code, code)
}

// byGood reads statements good by good and party by party.
func (q *question) byGood(after hinterland.Mark) (order string) {
	q.WriteString("good g CROSS JOIN statement s WHERE g.region = $1 " +
		"AND s.region = $1 AND s.good = g.code")
	q.and("g.code >= %s AND (g.code <> %s OR s.party >= %s)", after.Good, after.Good, after.Party)
	return "g.code, s.party"
}

// byPlace reads statements of the parties in a place party by party and good
// by good.
func (q *question) byPlace(by *hinterland.StatementQuery) (order string) {
	tables, good := "statement s CROSS JOIN good g", "s.good"
	if by.Good != "" { // of few goods, which are looked for one by one
		tables, good = "good g CROSS JOIN statement s", "g.code"
	}
	q.WriteString("party p CROSS JOIN place n CROSS JOIN " + tables + " WHERE p.region = $1 " +
		"AND n.region = $1 AND n.code = p.place AND g.region = $1 AND s.region = $1 " +
		"AND s.party = p.code AND s.good = g.code")
	q.and("p.code >= %s AND (p.code <> %s OR "+good+" >= %s)", by.After.Party, by.After.Party,
		by.After.Good)
	q.under("n.path", hinterland.PlaceTree, string(by.Place))
	return "p.code, " + good
}
