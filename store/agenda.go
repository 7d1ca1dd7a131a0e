package store

import "hinterland"

// dues and transits are no tables but what joins of them return: c is the
// commitment, i its item or the event's, e the event, a the agreement.

func dues() table[hinterland.Due] {
	return table[hinterland.Due]{
		columns: append(prefixed("c.", commitments().columns), "f.falls", "a.title",
			"i.from_party", "i.to_party", "i.good", "i.effort"),
		fields: func(d *hinterland.Due) []any {
			return append(commitments().fields(&d.Commitment), &d.Falls, &d.Title, &d.From,
				&d.To, &d.Good, &d.Effort)
		},
	}
}

// fallsSQL is Agreement.Falls of the commitment o under the agreement g.
const fallsSQL = "CASE WHEN o.due >= g.paused_from AND o.due < g.paused_to " +
	"THEN g.paused_to ELSE o.due END"

func transits() table[hinterland.Transit] {
	return table[hinterland.Transit]{
		columns: append(prefixed("e.", events().columns), "a.title", "i.good"),
		fields: func(w *hinterland.Transit) []any {
			return append(events().fields(&w.Event), &w.Title, &w.Good)
		},
	}
}

func prefixed(prefix string, columns []string) []string {
	names := make([]string, len(columns))
	for i, name := range columns {
		names[i] = prefix + name
	}
	return names
}

// Due implements hinterland.AgendaBook. CROSS JOIN tells SQLite, which knows
// nothing of how many rows there are, to begin with the party's agreements:
// an index leads from each to what is still to be sent, and has all that it
// takes to find out which comes first. What is due falls on that day or later, and
// before its agreement ends. Where no text is in force, nothing is past its day.
func (t *tx) Due(
	party hinterland.PartyCode, today hinterland.Day, in hinterland.Term, limit int,
) ([]hinterland.Due, error) {
	of := dues()
	return scan(t, of, "SELECT "+of.list()+" FROM ("+
		"SELECT o.agreement AS of, o.item AS item, o.due AS due, "+fallsSQL+" AS falls "+
		"FROM member m CROSS JOIN agreement g CROSS JOIN commitment o "+
		"WHERE m.region = $1 AND m.party = $2 AND m.part > 0 "+
		"AND g.region = $1 AND g.id = m.agreement AND g.ended > $3 "+
		"AND o.region = $1 AND o.agreement = g.id AND o.due < $5 AND o.sent < o.quantity "+
		"AND "+fallsSQL+" >= $4 AND "+fallsSQL+" < $5 AND "+fallsSQL+" < g.ended "+
		"AND (g.in_force > 0 OR "+fallsSQL+" >= $3) "+
		"ORDER BY falls, o.agreement, o.item LIMIT $6) AS f "+
		"CROSS JOIN commitment c CROSS JOIN item i CROSS JOIN agreement a "+
		"WHERE c.region = $1 AND c.agreement = f.of AND c.item = f.item AND c.due = f.due "+
		"AND i.region = $1 AND i.agreement = f.of AND i.number = f.item "+
		"AND a.region = $1 AND a.id = f.of ORDER BY f.falls, c.agreement, c.item",
		[]any{party, today, in.From, in.To, limit})
}

// InTransit implements hinterland.AgendaBook. Deliveries that nobody has
// received make up what was sent of their item and not received, for which
// there is an index.
func (t *tx) InTransit(
	party hinterland.PartyCode, today hinterland.Day, limit int,
) ([]hinterland.Transit, error) {
	of := transits()
	return scan(t, of, "SELECT "+of.list()+" FROM item i CROSS JOIN agreement a "+
		"CROSS JOIN event e WHERE i.region = $1 AND i.to_party = $2 "+
		"AND i.sent + i.extra > i.received + i.extra_received "+
		"AND a.region = $1 AND a.id = i.agreement AND a.ended > $3 "+
		"AND e.region = $1 AND e.agreement = i.agreement AND e.item = i.number "+
		"AND e.kind IN ('delivery', 'work') AND e.reversed = 0 "+
		"AND NOT EXISTS (SELECT 1 FROM event r "+
		"WHERE r.region = $1 AND r.about = e.id AND r.kind = 'receipt' AND r.reversed = 0) "+
		"ORDER BY e.day, e.id LIMIT $4", []any{party, today, limit})
}

// Unconfirmed implements hinterland.AgendaBook. Where all that was paid has come,
// the totals say so, and no payment is read.
func (t *tx) Unconfirmed(
	party hinterland.PartyCode, today hinterland.Day, limit int,
) ([]hinterland.Transit, error) {
	of := transits()
	of.columns[len(of.columns)-1] = "coalesce((SELECT i.good FROM item i WHERE i.region = $1 " +
		"AND i.agreement = e.agreement AND i.number = e.item), '')"
	return scan(t, of, "SELECT "+of.list()+" FROM paid p CROSS JOIN agreement a "+
		"CROSS JOIN event e WHERE p.region = $1 AND p.to_party = $2 AND p.amount > p.came "+
		"AND a.region = $1 AND a.id = p.agreement AND a.ended > $3 "+
		"AND e.region = $1 AND e.agreement = p.agreement AND e.item = p.item "+
		"AND e.party = p.from_party AND e.to_party = $2 AND e.currency = p.currency "+
		"AND e.kind = 'payment' AND e.reversed = 0 AND NOT EXISTS (SELECT 1 FROM event r "+
		"WHERE r.region = $1 AND r.about = e.id AND r.kind = 'receipt' AND r.reversed = 0) "+
		"ORDER BY e.day, e.id LIMIT $4", []any{party, today, limit})
}

// Renewable implements hinterland.AgendaBook. For tasks there are indexes of
// their own, one for each direction. Where a row is older than its last day,
// the text in force is asked: no text that people write can hold the field's
// name in quotes.
func (t *tx) Renewable(
	party hinterland.PartyCode, today hinterland.Day, last hinterland.Term, limit int,
) ([]hinterland.Agreement, error) {
	twice := func(own, other string) string {
		return "SELECT max(i.agreement) FROM item i WHERE i.region = $1 AND i." + own + " = $2 " +
			"AND i.class = 'task' GROUP BY i." + other + ", i.good " +
			"HAVING count(DISTINCT i.agreement) > 1"
	}
	in := agreements()
	return scan(t, in, "SELECT "+in.list()+" FROM agreement a WHERE a.region = $1 "+
		"AND a.stage = '' AND a.id IN (SELECT g.id FROM member m CROSS JOIN agreement g "+
		"WHERE m.region = $1 AND m.party = $2 AND m.part > 0 "+
		"AND g.region = $1 AND g.id = m.agreement AND g.in_force > 0 AND g.ended > $3 "+
		"AND g.class <> 'task' AND (g.last >= $9 AND g.last < $4 AND g.last > 0 OR g.last = 0 "+
		"AND EXISTS (SELECT 1 FROM version v WHERE v.region = $1 AND v.agreement = g.id "+
		"AND v.number = g.in_force AND substr(v.terms, "+t.dialect.find+"(v.terms, $6) + 8, 10) "+
		"BETWEEN $7 AND $8)) "+
		"UNION "+twice("from_party", "to_party")+" UNION "+twice("to_party", "from_party")+") "+
		"AND NOT EXISTS (SELECT 1 FROM agreement n WHERE n.region = $1 AND n.after = a.id "+
		"AND n.after > 0 AND n.stage <> 'draft') ORDER BY a.id DESC LIMIT $5",
		[]any{
			party, today, last.To, limit, `"last":"`, last.From.String(), (last.To - 1).String(),
			last.From,
		})
}

// SeenBy implements hinterland.AgendaBook.
func (t *tx) SeenBy(
	party hinterland.PartyCode, ids []hinterland.ID[hinterland.Agreement],
) ([]hinterland.Agreement, error) {
	return find(t, agreements(), t.among("id", "bigint")+" AND EXISTS (SELECT 1 FROM member m "+
		"WHERE m.region = $1 AND m.agreement = agreement.id AND m.party = $3 AND m.part > 0)",
		listed(ids), party)
}

// Unassented implements hinterland.AgendaBook. A party that the version in force
// binds has to assent to one that leaves it out, too.
func (t *tx) Unassented(
	party hinterland.PartyCode, today hinterland.Day, before hinterland.ID[hinterland.Agreement],
	limit int,
) ([]hinterland.Agreement, error) {
	in := agreements()
	return scan(t, in, "SELECT "+in.list()+" FROM member m CROSS JOIN agreement a "+
		"WHERE m.region = $1 AND m.party = $2 AND (m.part & $6) > 0 "+
		"AND (m.agreement < $4 OR $4 = 0) "+
		"AND a.region = $1 AND a.id = m.agreement AND a.ended > $3 AND a.stage = '' "+
		"AND NOT EXISTS (SELECT 1 FROM assent s WHERE s.region = $1 AND s.agreement = a.id "+
		"AND s.version = a.latest AND s.party = $2) ORDER BY m.agreement DESC LIMIT $5",
		[]any{party, today, before, limit, hinterland.Named | hinterland.Bound})
}
