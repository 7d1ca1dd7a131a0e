package store

import (
	"math"
	"strings"

	"hinterland"
)

// The table is called cases, since case is a word of SQL.

func cases() table[hinterland.Case] {
	return table[hinterland.Case]{
		name: "cases",
		columns: []string{
			"id", "kind", "agreement", "item", "due", "event", "good", "text", "raised", "opened",
			"owner", "person", "deadline", "proposal", "closing", "outcome", "closed", "scope",
		},
		keys:  1,
		later: []any{int64(0)},
		fields: func(c *hinterland.Case) []any {
			return []any{
				&c.ID, &c.Kind, &c.Agreement, &c.Item, &c.Due, &c.Event, &c.Good, &c.Text,
				&c.Raised, &c.Opened, &c.Owner, &c.Person, &c.Deadline, &c.Proposal, &c.Closing,
				&c.Outcome, &c.Closed, &c.Scope,
			}
		},
	}
}

func concerns() table[hinterland.Concern] {
	return table[hinterland.Concern]{
		name: "concern", columns: []string{"case_id", "party", "open"}, keys: 2,
		fields: func(c *hinterland.Concern) []any { return []any{&c.Case, &c.Party, &c.Open} },
	}
}

func remarks() table[hinterland.Remark] {
	return table[hinterland.Remark]{
		name: "remark",
		columns: []string{
			"id", "case_id", "agreement", "kind", "about", "text", "document", "party", "told_to",
			"person", "at", "owner", "deadline", "file",
		},
		keys:  1,
		later: []any{""},
		files: "file",
		fields: func(r *hinterland.Remark) []any {
			return []any{
				&r.ID, &r.Case, &r.Agreement, &r.Kind, &r.About, &r.Text, &r.Document, &r.Party,
				&r.ToldTo, &r.Person, &r.At, &r.Owner, &r.Deadline, &r.File,
			}
		},
	}
}

// Case implements hinterland.CaseBook.
func (t *tx) Case(id hinterland.ID[hinterland.Case]) (hinterland.Case, error) {
	return get(t, cases(), "case.unknown", "id = $2", id)
}

// HoldCase implements hinterland.CaseBook.
func (t *tx) HoldCase(id hinterland.ID[hinterland.Case]) (hinterland.Case, error) {
	in := cases()
	rows, err := scan(t, in, in.selectSQL("id = $2")+t.dialect.forUpdate, []any{id})
	return only(rows, err, "case.unknown", id.String())
}

// Cases implements hinterland.CaseBook. What is open is asked for literally: the
// indexes of open cases know it so.
func (t *tx) Cases(q hinterland.CaseQuery) ([]hinterland.Case, error) {
	in := cases()
	before := int64(q.Before)
	if before == 0 {
		before = math.MaxInt64
	}
	values := []any{before, q.Owner, q.Kind, q.Late, q.Limit}
	from, where := "cases c", "c.region = $1 AND c.id < $2"
	if q.Party != "" {
		values = append(values, q.Party)
		from = "concern m CROSS JOIN cases c"
		where = "m.region = $1 AND m.party = $7 AND m.case_id < $2 AND c.region = $1 " +
			"AND c.id = m.case_id"
	}
	switch open := q.Open || q.Late != 0; {
	case open && q.Party != "":
		where += " AND m.open = 1"
	case open:
		where += " AND c.closing = ''"
	case q.Closed:
		where += " AND c.closing <> ''"
	}
	return scan(t, in, "SELECT "+strings.Join(prefixed("c.", in.columns), ", ")+" FROM "+from+
		" WHERE "+where+" AND (c.owner = $3 OR $3 = '') AND (c.kind = $4 OR $4 = '') "+
		"AND (c.deadline < $5 OR $5 = 0) ORDER BY c.id DESC LIMIT $6", values)
}

// CasesUnder implements hinterland.CaseBook.
func (t *tx) CasesUnder(
	agreement hinterland.ID[hinterland.Agreement], party hinterland.PartyCode,
) ([]hinterland.Case, error) {
	in := cases()
	return scan(t, in, in.orderedSQL("agreement = $2 AND ($3 = '' OR EXISTS (SELECT 1 FROM "+
		"concern m WHERE m.region = $1 AND m.case_id = cases.id AND m.party = $3))", "id DESC"),
		[]any{agreement, party})
}

// caseWaits is no table but what a join returns: c is the case.
func caseWaits(asked string) table[hinterland.CaseWait] {
	return table[hinterland.CaseWait]{
		columns: append(prefixed("c.", cases().columns), "CASE WHEN "+asked+" THEN 1 ELSE 0 END"),
		fields: func(w *hinterland.CaseWait) []any {
			return append(cases().fields(&w.Case), &w.Asked)
		},
	}
}

// CasesWaiting implements hinterland.CaseBook.
func (t *tx) CasesWaiting(
	party hinterland.PartyCode, limit int,
) ([]hinterland.CaseWait, error) {
	const asked = "(c.proposal > 0 AND NOT EXISTS (SELECT 1 FROM remark r WHERE r.region = $1 " +
		"AND r.id = c.proposal AND r.party = $2) AND NOT EXISTS (SELECT 1 FROM remark r " +
		"WHERE r.region = $1 AND r.about = c.proposal AND r.party = $2 AND r.kind = 'agreed'))"
	in := caseWaits(asked)
	return scan(t, in, "SELECT "+in.list()+" FROM concern m CROSS JOIN cases c "+
		"WHERE m.region = $1 AND m.party = $2 AND m.open = 1 AND c.region = $1 "+
		"AND c.id = m.case_id AND (c.owner = $2 OR "+asked+") ORDER BY c.deadline, c.id LIMIT $3",
		[]any{party, limit})
}

// CaseCounts implements hinterland.CaseCountBook.
func (t *tx) CaseCounts(today hinterland.Day) ([]hinterland.CaseCount, error) {
	return scan(t, table[hinterland.CaseCount]{
		fields: func(c *hinterland.CaseCount) []any { return []any{&c.Kind, &c.Open, &c.Late} },
	}, "SELECT kind, COUNT(*), COUNT(CASE WHEN deadline < $2 THEN 1 END) FROM cases "+
		"WHERE region = $1 AND closing = '' GROUP BY kind ORDER BY kind", []any{today})
}

// AddCase implements hinterland.CaseBook. That a cause has one case is held by
// the database.
func (t *tx) AddCase(c hinterland.Case) (bool, error) { return insert(t, cases(), &c) }

// ChangeCase implements hinterland.CaseBook.
func (t *tx) ChangeCase(c hinterland.Case) error {
	rows, err := update(t, cases(), "owner = $3, person = $4, deadline = $5, proposal = $6, "+
		"closing = $7, outcome = $8, closed = $9", "id = $2", c.ID, c.Owner, c.Person, c.Deadline,
		c.Proposal, c.Closing, c.Outcome, c.Closed)
	_, err = only(rows, err, "case.unknown", c.ID.String())
	return err
}

// Concerned implements hinterland.CaseWorkBook.
func (t *tx) Concerned(
	ids ...hinterland.ID[hinterland.Case],
) ([]hinterland.Concern, error) {
	return find(t, concerns(), t.among("case_id", "bigint"), listed(ids))
}

// PutConcern implements hinterland.CaseWorkBook.
func (t *tx) PutConcern(c hinterland.Concern) error { return put(t, concerns(), &c) }

// Remarks implements hinterland.CaseWorkBook.
func (t *tx) Remarks(id hinterland.ID[hinterland.Case]) ([]hinterland.Remark, error) {
	return find(t, remarks(), "case_id = $2", id)
}

// AddRemark implements hinterland.CaseWorkBook.
func (t *tx) AddRemark(r hinterland.Remark) error {
	added, err := insert(t, remarks(), &r)
	return taken(added, err, "closing.twice", r.Party)
}

// AnyCase implements hinterland.CaseWorkBook.
func (t *tx) AnyCase(parties ...hinterland.PartyCode) (bool, error) {
	var found int // what stands in every row
	return one(t.ctx, t.session, "SELECT 1 FROM concern WHERE region = $1 AND "+
		t.among("party", "text")+" LIMIT 1", t.args(listed(parties)), &found)
}

// TrespassesUnder implements hinterland.CaseWorkBook.
func (t *tx) TrespassesUnder(
	agreement hinterland.ID[hinterland.Agreement],
) ([]hinterland.Trespass, error) {
	return find(t, trespasses(), "agreement = $2", agreement)
}

// Suspects implements hinterland.CaseWorkBook. Each of the ways in which a case
// may have to open asks whether there is one; whether one has ended is seen when
// its agreement is looked at.
func (t *tx) Suspects(
	day hinterland.Day, after hinterland.ID[hinterland.Agreement], limit int,
) (ids []hinterland.ID[hinterland.Agreement], err error) {
	err = t.session.query(t.ctx, "SELECT agreement FROM ("+strings.Join(waysToOpen(), " UNION ")+
		") AS found ORDER BY agreement LIMIT $4",
		t.args(day, after, limit, day-hinterland.UntakenDays), func(scan scanner) error {
			var id hinterland.ID[hinterland.Agreement]
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
	return ids, err
}

// waysToOpen ask each for $4 agreements after $3 in which on day $2 a case may
// have to open, or one that opened by itself stands.
func waysToOpen() []string {
	way := func(name, from, where string) string {
		return "SELECT agreement FROM (SELECT DISTINCT agreement FROM " + from + " WHERE " +
			where + " ORDER BY agreement LIMIT $4) AS " + name
	}
	return []string{
		way("late", "commitment o", "o.region = $1 AND o.agreement > $3 AND o.due < $2 "+
			"AND o.sent < o.quantity AND "+binds("o")+" AND EXISTS (SELECT 1 FROM item i "+
			"WHERE i.region = $1 AND i.agreement = o.agreement AND i.number = o.item "+
			"AND i.effort <> 'best') AND NOT "+
			caseOf("overdue", "o", "o.due", "0", "0")),
		way("risky", "item i", "i.region = $1 AND i.agreement > $3 AND i.effort <> 'best' "+
			"AND i.sent > 0 AND "+binds("i")+" AND NOT EXISTS (SELECT 1 FROM cases c "+
			"WHERE c.region = $1 AND c.agreement = i.agreement AND c.kind = 'risk' "+
			"AND c.item = i.number AND c.closing = '') AND "+risks()),
		way("untaken", "(SELECT e.* FROM item i CROSS JOIN event e WHERE i.region = $1 "+
			"AND i.agreement > $3 AND i.sent + i.extra > i.received + i.extra_received "+
			"AND e.region = $1 AND e.agreement = i.agreement AND e.item = i.number "+
			"AND e.day <= $5) AS e",
			"e.kind IN ('delivery', 'work') AND e.reversed = 0 AND "+runs("e")+
				" AND NOT EXISTS (SELECT 1 FROM event r WHERE r.region = $1 AND r.about = e.id "+
				"AND r.kind = 'receipt' AND r.reversed = 0) AND NOT "+
				caseOf("untaken", "e", "0", "e.id", "0")),
		way("differs", "event e", "e.region = $1 AND e.agreement > $3 AND e.kind = 'receipt' "+
			"AND e.reversed = 0 AND (e.short > 0 OR e.rejected > e.returned OR e.missing > 0) "+
			"AND "+runs("e")+" AND NOT "+
			caseOf("difference", "e", "0", "e.id", "0")),
		way("outside", "trespass o", "o.region = $1 AND o.agreement > $3 AND "+runs("o")+
			" AND EXISTS (SELECT 1 FROM item i WHERE i.region = $1 "+
			"AND i.agreement = o.agreement AND i.number = o.item) "+
			"AND (o.event = 0 OR EXISTS (SELECT 1 FROM event e WHERE e.region = $1 "+
			"AND e.id = o.event AND e.reversed = 0)) AND NOT "+
			caseOf("off-scope", "o", "0", "0", "o.scope")),
		way("kept", "(SELECT i.agreement, i.number AS item, i.back FROM item i "+
			"WHERE i.region = $1 AND i.agreement > $3 AND i.back > 0 AND i.back < $2 "+
			"AND i.received + i.extra_received > i.given_back) AS l",
			"NOT "+caseOf("kept-back", "l", "l.back", "0", "0")),
		way("standing", "cases c", "c.region = $1 AND c.agreement > $3 AND c.raised = '' "+
			"AND c.closing <> 'ended' AND c.closing = ''"),
	}
}

// risks is what holds of items i of which, at the pace of their deliveries, on a
// day after $2 something will be lacking of which there is no case: as Item.Risks
// has it, but that nothing is put off and what is just enough is no less, both of
// which make more of them: products of quantities and days may be larger than
// columns, and one engine rounds these.
func risks() string {
	const first = "(SELECT min(e.day) FROM event e WHERE e.region = $1 " +
		"AND e.agreement = i.agreement AND e.item = i.number " +
		"AND e.kind IN ('delivery', 'work') AND e.reversed = 0)"
	const lacking = "(SELECT sum(l.quantity - l.sent) FROM commitment l WHERE l.region = $1 " +
		"AND l.agreement = i.agreement AND l.item = i.number AND l.due <= o.due)"
	return "EXISTS (SELECT 1 FROM commitment o WHERE o.region = $1 " +
		"AND o.agreement = i.agreement AND o.item = i.number AND o.due > $2 " +
		"AND o.sent < o.quantity AND NOT " +
		caseOf("risk", "o", "o.due", "0", "0") +
		" AND CAST(" + lacking + " AS numeric) * ($2 - " + first + " + 1) >= " +
		"CAST(i.sent AS numeric) * (o.due - $2))"
}

// runs is what holds of rows whose agreement has not ended on day $2.
func runs(of string) string { return agreed(of, "a.ended > $2") }

// binds is what holds of those of which, beside that, a text is in force.
func binds(of string) string { return agreed(of, "a.ended > $2 AND a.in_force > 0") }

func agreed(of, holds string) string {
	return "EXISTS (SELECT 1 FROM agreement a WHERE a.region = $1 AND a.id = " + of +
		".agreement AND " + holds + ")"
}

// caseOf is that there is a case of a cause: a kind, the agreement and item of a
// row, and further values.
func caseOf(kind, row, due, event, scope string) string {
	return "EXISTS (SELECT 1 FROM cases c WHERE c.region = $1 AND c.agreement = " + row +
		".agreement AND c.kind = '" + kind + "' AND c.item = " + row + ".item AND c.due = " + due +
		" AND c.event = " + event + " AND c.scope = " + scope +
		" AND c.raised = '' AND c.closing <> 'ended')"
}
