package store

import (
	"strings"

	"hinterland"
)

// itemAccounts is no table but what a join returns: i is the item, a its
// agreement. The day of the first delivery is found by an index that holds
// only deliveries that stand, at its near end.
func itemAccounts() table[hinterland.ItemAccount] {
	return table[hinterland.ItemAccount]{
		columns: append(append(prefixed("i.", items().columns),
			prefixed("a.", agreements().columns)...),
			"coalesce((SELECT min(e.day) FROM event e WHERE e.region = $1 "+
				"AND e.agreement = i.agreement AND e.item = i.number "+
				"AND e.kind IN ('delivery', 'work') AND e.reversed = 0), 2147483647)"),
		fields: func(a *hinterland.ItemAccount) []any {
			return append(append(items().fields(&a.Item), agreements().fields(&a.Under)...),
				&a.First)
		},
	}
}

// between is what picks the rows of a table whose two parties are $2 and, unless
// that is empty, $3. Each side has its own index, so each is asked for apart.
func between(of, from, to, alias string) string {
	side := func(one, other string) string {
		return of + " AND " + alias + "." + one + " = $2 AND ($3 = '' OR " + alias + "." + other +
			" = $3)"
	}
	return side(from, to) + " UNION ALL " + side(to, from)
}

// ItemAccounts implements hinterland.AccountBook.
func (t *tx) ItemAccounts(party, with hinterland.PartyCode) ([]hinterland.ItemAccount, error) {
	of := itemAccounts()
	found, err := scan(t, of, between("SELECT "+of.list()+" FROM item i CROSS JOIN agreement a "+
		"WHERE i.region = $1 AND a.region = $1 AND a.id = i.agreement", "from_party", "to_party",
		"i"), []any{party, with})
	if err != nil {
		return nil, err
	}
	c := commitments()
	c.columns = prefixed("c.", c.columns)
	open, err := scan(t, c, between("SELECT "+c.list()+" FROM item i CROSS JOIN commitment c "+
		"WHERE i.region = $1 AND c.region = $1 AND c.agreement = i.agreement "+
		"AND c.item = i.number AND c.sent < c.quantity", "from_party", "to_party", "i"),
		[]any{party, with})
	type key struct {
		agreement hinterland.ID[hinterland.Agreement]
		item      int
	}
	at := map[key]*hinterland.ItemAccount{}
	for n := range found {
		at[key{found[n].Agreement, found[n].Number}] = &found[n]
	}
	for _, c := range open {
		if i := at[key{c.Agreement, c.Item}]; i != nil {
			i.Open = append(i.Open, c)
		}
	}
	return found, err
}

// Lent implements hinterland.AccountBook. Each side has an index of what is
// out. What falls due in a suspension is put off, so that more is read than is
// late.
func (t *tx) Lent(
	party hinterland.PartyCode, before hinterland.Day, limit int,
) ([]hinterland.ItemAccount, error) {
	of := itemAccounts()
	return scan(t, of, "SELECT * FROM ("+between("SELECT "+of.list()+" FROM item i "+
		"CROSS JOIN agreement a WHERE i.region = $1 AND a.region = $1 AND a.id = i.agreement "+
		"AND i.back > 0 AND i.back < $4 "+
		"AND i.received + i.extra_received > i.given_back", "from_party", "to_party", "i")+
		") AS l ORDER BY back, agreement, number LIMIT $5", []any{party, "", before, limit})
}

// PaidBetween implements hinterland.AccountBook.
func (t *tx) PaidBetween(party, with hinterland.PartyCode) ([]hinterland.Paid, error) {
	of := paids()
	return scan(t, of, between("SELECT "+of.list()+" FROM paid p WHERE p.region = $1",
		"from_party", "to_party", "p"), []any{party, with})
}

// Differences implements hinterland.AccountBook. There is an index of the
// receipts that differ.
func (t *tx) Differences(
	party, with hinterland.PartyCode, today hinterland.Day,
) ([]hinterland.Event, error) {
	of := events()
	of.columns = prefixed("e.", of.columns)
	const differs = "SELECT LIST FROM member m CROSS JOIN agreement a CROSS JOIN event e " +
		"WHERE m.region = $1 AND m.party = $2 AND m.part > 0 AND a.region = $1 " +
		"AND a.id = m.agreement AND a.ended > $4 AND e.region = $1 AND e.agreement = a.id " +
		"AND e.kind = 'receipt' AND e.reversed = 0 " +
		"AND (e.short > 0 OR e.rejected > e.returned OR e.missing > 0) " +
		"AND ($3 = '' OR EXISTS (SELECT 1 FROM member o WHERE o.region = $1 " +
		"AND o.agreement = a.id AND o.party = $3 AND o.part > 0)) ORDER BY e.id DESC"
	return scan(t, of, strings.Replace(differs, "LIST", of.list(), 1), []any{party, with, today})
}

// CountEvents implements hinterland.AccountBook. It counts lines of an index.
func (t *tx) CountEvents(
	party hinterland.PartyCode, agreement hinterland.ID[hinterland.Agreement], most int,
) (many int, err error) {
	_, err = one(t.ctx, t.session, "SELECT count(*) FROM (SELECT 1 FROM member m CROSS JOIN "+
		"event e WHERE m.region = $1 AND m.party = $2 AND m.part > 0 "+
		"AND ($3 = 0 OR m.agreement = $3) AND e.region = $1 AND e.agreement = m.agreement "+
		"LIMIT $4) AS counted", t.args(party, agreement, most), &many)
	return many, err
}
