package store

import (
	"fmt"
	"strings"

	"hinterland"
)

func keptPlans() table[hinterland.KeptPlan] {
	return table[hinterland.KeptPlan]{
		name: "plan",
		columns: []string{
			"id", "horizon", "title", "policy", "former", "state", "made_from", "says", "shown_on",
			"reason",
		},
		keys: 1,
		fields: func(k *hinterland.KeptPlan) []any {
			return []any{
				&k.ID, &k.Horizon, &k.Title, &k.Policy, &k.Former, &k.State, &k.MadeFrom, &k.Says,
				&k.Proposed, &k.Reason,
			}
		},
	}
}

func allocations() table[hinterland.Allocation] {
	return table[hinterland.Allocation]{
		name:    "allocation",
		columns: []string{"plan", "good", "from_party", "to_party", "quantity", "lines"},
		keys:    4,
		fields: func(a *hinterland.Allocation) []any {
			return []any{&a.Plan, &a.Good, &a.From, &a.To, &a.Quantity, &a.Lines}
		},
	}
}

func keptShares() table[hinterland.KeptShare] {
	return table[hinterland.KeptShare]{
		name: "share", columns: []string{"plan", "good", "party", "needed", "met", "lines"},
		keys: 3,
		fields: func(s *hinterland.KeptShare) []any {
			return []any{&s.Plan, &s.Good, &s.Party, &s.Needed, &s.Met, &s.Lines}
		},
	}
}

func keptGoods() table[hinterland.KeptGood] {
	return table[hinterland.KeptGood]{
		name: "plan_good", columns: []string{"plan", "good", "summary", "offered", "proof"},
		keys: 2,
		fields: func(g *hinterland.KeptGood) []any {
			return []any{&g.Plan, &g.Good, &g.Summary, &g.Offered, &g.Proof}
		},
	}
}

func planParts() table[hinterland.PlanPart] {
	return table[hinterland.PlanPart]{
		name: "plan_part", columns: []string{"plan", "party", "digest"}, keys: 2,
		fields: func(p *hinterland.PlanPart) []any { return []any{&p.Plan, &p.Party, &p.Digest} },
	}
}

func planSignatures() table[hinterland.PlanSignature] {
	return table[hinterland.PlanSignature]{
		name: "plan_signature",
		columns: []string{
			"plan", "party", "manner", "document", "person", "at", "file",
		},
		keys:  2,
		files: "file",
		fields: func(s *hinterland.PlanSignature) []any {
			return []any{&s.Plan, &s.Party, &s.Manner, &s.Document, &s.Person, &s.At, &s.File}
		},
	}
}

func planPairs() table[hinterland.PlanPair] {
	return table[hinterland.PlanPair]{
		name: "plan_pair", columns: []string{"agreement", "plan", "one", "other"}, keys: 1,
		fields: func(p *hinterland.PlanPair) []any {
			return []any{&p.Agreement, &p.Plan, &p.One, &p.Other}
		},
	}
}

// KeptPlan implements hinterland.KeptPlanBook.
func (t *tx) KeptPlan(id hinterland.ID[hinterland.KeptPlan]) (hinterland.KeptPlan, error) {
	rows, err := find(t, keptPlans(), "id = $2", id)
	return only(rows, err, "plan.unknown", id)
}

// HoldPlan implements hinterland.KeptPlanBook.
func (t *tx) HoldPlan(id hinterland.ID[hinterland.KeptPlan]) (hinterland.KeptPlan, error) {
	in := keptPlans()
	rows, err := scan(t, in, in.selectSQL("id = $2")+t.dialect.forUpdate, []any{id})
	return only(rows, err, "plan.unknown", id)
}

// KeptPlans implements hinterland.KeptPlanBook.
func (t *tx) KeptPlans(
	by hinterland.PlanQuery, before hinterland.ID[hinterland.KeptPlan], limit int,
) ([]hinterland.KeptPlan, error) {
	in, shown := keptPlans(), 0
	if by.Shown {
		shown = 1
	}
	return scan(t, in, in.orderedSQL("($2 = 0 OR id < $2) AND ($3 = '' OR horizon = $3) AND "+
		"($4 = '' OR state = $4) AND shown_on >= $5", "id DESC")+" LIMIT $6",
		[]any{before, by.Horizon, by.State, shown, limit})
}

// AddKeptPlan implements hinterland.KeptPlanBook.
func (t *tx) AddKeptPlan(k hinterland.KeptPlan, rows *hinterland.KeptRows) error {
	added, err := insert(t, keptPlans(), &k)
	if err = taken(added, err, "plan.taken", k.ID); err == nil {
		err = insertNew(t, allocations(), rows.Allocations)
	}
	if err == nil {
		err = insertNew(t, keptShares(), rows.Shares)
	}
	if err == nil {
		err = insertNew(t, keptGoods(), rows.Goods)
	}
	if err == nil {
		err = insertNew(t, planParts(), rows.Parts)
	}
	return err
}

// ChangePlan implements hinterland.KeptPlanBook. The statement looks for another
// plan in force; of two that do so at once the index stops the second.
func (t *tx) ChangePlan(k hinterland.KeptPlan) error {
	in := keptPlans()
	rows, err := update(t, in, in.setSQL(), "id = $2 AND ($7 <> 'inforce' OR NOT EXISTS ("+
		"SELECT 1 FROM plan o WHERE o.region = $1 AND o.horizon = $3 AND o.state = 'inforce' "+
		"AND o.id <> $2))", in.fields(&k)...)
	if isBroken(err, brokenUnique) || err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "plan.second",
			hinterland.Args{"horizon": k.Horizon})
	}
	return err
}

// PlanParts implements hinterland.KeptPlanBook.
func (t *tx) PlanParts(
	id hinterland.ID[hinterland.KeptPlan],
) ([]hinterland.PlanPart, error) {
	return find(t, planParts(), "plan = $2", id)
}

// signingsOf are the first parties of each plan that have not signed, and one that has,
// with how many there are of either. Both sides of a plan are told by one row each at
// least, unless nobody is on that side: a plan that all have signed has no first party
// that has not. What the windows count is the parts of the plans asked for, by the key
// of parts, and no other plan's.
func (t *tx) signingsOf() string {
	return "SELECT plan, party, unsigned, many FROM (SELECT p.plan, p.party, " +
		"CASE WHEN s.party IS NULL THEN 1 ELSE 0 END AS unsigned, " +
		"count(*) OVER (PARTITION BY p.plan, s.party IS NULL) AS many, " +
		"row_number() OVER (PARTITION BY p.plan, s.party IS NULL ORDER BY p.party) AS place " +
		"FROM plan_part p LEFT JOIN plan_signature s ON s.region = $1 AND s.plan = p.plan " +
		"AND s.party = p.party WHERE p.region = $1 AND " + t.among("p.plan", "bigint") +
		") AS sides WHERE place = 1 OR unsigned = 1 AND place <= $3 " +
		"ORDER BY plan, unsigned, party"
}

// PlanSignings implements hinterland.KeptPlanBook. Rows come plan by plan, of each first
// the one that has signed: what is signed is known when those come that are not.
func (t *tx) PlanSignings(
	of []hinterland.ID[hinterland.KeptPlan], names int,
) (found []hinterland.PlanSigning, err error) {
	if len(of) == 0 {
		return nil, nil
	}
	each := func(scan scanner) error {
		var party hinterland.PartyCode
		var plan hinterland.ID[hinterland.KeptPlan]
		var unsigned, many int
		if err := scan(&plan, &party, &unsigned, &many); err != nil {
			return err
		}
		if n := len(found); n == 0 || found[n-1].Plan != plan {
			found = append(found, hinterland.PlanSigning{Plan: plan})
		}
		s := &found[len(found)-1]
		if unsigned == 0 {
			s.Signed, s.All = many, many
			return nil
		}
		s.All = s.Signed + many
		if len(s.SomeUnsigned) < names {
			s.SomeUnsigned = append(s.SomeUnsigned, party)
		}
		return nil
	}
	return found, t.session.query(t.ctx, t.signingsOf(), t.args(listed(of), names), each)
}

// Allocations implements hinterland.PlanRowBook.
func (t *tx) Allocations(
	id hinterland.ID[hinterland.KeptPlan], good hinterland.GoodCode, party hinterland.PartyCode,
) ([]hinterland.Allocation, error) {
	in := allocations()
	switch {
	case good != "":
		return find(t, in, "plan = $2 AND good = $3 AND ($4 = '' OR $4 IN (from_party, to_party))",
			id, good, party)
	case party != "": // two looks, each by its index
		return find(t, in, "plan = $2 AND (from_party = $3 OR to_party = $3)", id, party)
	}
	return find(t, in, "plan = $2", id)
}

// KeptShares implements hinterland.PlanRowBook.
func (t *tx) KeptShares(
	id hinterland.ID[hinterland.KeptPlan], good hinterland.GoodCode, party hinterland.PartyCode,
) ([]hinterland.KeptShare, error) {
	in := keptShares()
	switch {
	case good != "":
		return find(t, in, "plan = $2 AND good = $3 AND ($4 = '' OR party = $4)", id, good, party)
	case party != "":
		return find(t, in, "plan = $2 AND party = $3", id, party)
	}
	return find(t, in, "plan = $2", id)
}

// SomeAllocations implements hinterland.PlanListBook. Keys are compared as rows are,
// column by column, for which both engines go to the place in the key where the
// part begins: what is before it is not read.
func (t *tx) SomeAllocations(
	of hinterland.PlanRowQuery, limit int,
) ([]hinterland.Allocation, error) {
	q := &question{}
	q.and("plan = %s AND (good, from_party, to_party) > (%s, %s, %s)", of.Plan,
		of.After.Good, of.After.From, of.After.To)
	if of.Good != "" {
		q.and("good = %s", of.Good)
	}
	if of.Party != "" {
		q.and("(from_party = %s OR to_party = %s)", of.Party, of.Party)
	}
	return someOf(t, allocations(), q, limit)
}

// SomeShares implements hinterland.PlanListBook.
func (t *tx) SomeShares(
	of hinterland.PlanRowQuery, limit int,
) ([]hinterland.KeptShare, error) {
	q := &question{}
	q.and("plan = %s AND (good, party) > (%s, %s)", of.Plan, of.After.Good,
		of.After.To)
	if of.Good != "" {
		q.and("good = %s", of.Good)
	}
	if of.Party != "" {
		q.and("party = %s", of.Party)
	}
	return someOf(t, keptShares(), q, limit)
}

// someOf are the first rows, by their key, of which holds what a question says.
func someOf[T any](t *tx, in table[T], q *question, limit int) ([]T, error) {
	where := strings.TrimPrefix(q.String(), " AND ")
	first := fmt.Sprintf(" LIMIT %d", limit)
	return scan(t, in, in.selectSQL(where)+first, q.values)
}

// KeptGoods implements hinterland.PlanRowBook.
func (t *tx) KeptGoods(
	id hinterland.ID[hinterland.KeptPlan],
) ([]hinterland.KeptGood, error) {
	return find(t, keptGoods(), "plan = $2", id)
}

// PlanSignatures implements hinterland.PlanRowBook.
func (t *tx) PlanSignatures(
	id hinterland.ID[hinterland.KeptPlan],
) ([]hinterland.PlanSignature, error) {
	return find(t, planSignatures(), "plan = $2", id)
}

// AddPlanSignature implements hinterland.PlanRowBook.
func (t *tx) AddPlanSignature(s hinterland.PlanSignature) error {
	added, err := insert(t, planSignatures(), &s)
	return taken(added, err, "plan.signed", s.Party)
}

// GoodsInShort implements hinterland.PlanRowBook.
func (t *tx) GoodsInShort(
	id hinterland.ID[hinterland.KeptPlan],
) ([]hinterland.KeptGood, error) {
	in := keptGoods()
	in.columns = []string{"plan", "good", "summary", "offered", "''"}
	return find(t, in, "plan = $2", id)
}

// PartOf implements hinterland.PlanRowBook.
func (t *tx) PartOf(
	id hinterland.ID[hinterland.KeptPlan], party hinterland.PartyCode, gives bool, limit int,
) (rows []hinterland.Allocation, many int, err error) {
	of := "plan = $2 AND to_party = $3" // what it gives itself it is given
	if gives {
		of = "plan = $2 AND from_party = $3 AND to_party <> $3"
	}
	in := allocations()
	kept := in.fields
	in.columns = append(in.columns,
		"(SELECT count(*) FROM allocation WHERE region = $1 AND "+of+")")
	in.fields = func(a *hinterland.Allocation) []any { return append(kept(a), &many) }
	rows, err = scan(t, in, in.selectSQL(of)+" LIMIT $4", []any{id, party, limit})
	return rows, many, err
}
