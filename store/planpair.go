package store

import "hinterland"

// onePair and otherPair are the parties of an allocation in the order of their codes.
// The index that holds pairs in order says exactly the same.
const (
	onePair   = "CASE WHEN a.from_party < a.to_party THEN a.from_party ELSE a.to_party END"
	otherPair = "CASE WHEN a.from_party < a.to_party THEN a.to_party ELSE a.from_party END"
)

// pairsOfPlan are pairs of a plan with what was made of them: a is what one gives
// the other. Read in the order of the index, the first of them cost what they are,
// however much the plan says. PostgreSQL does so only where nothing is joined before
// the limit; otherwise it reads the whole plan and sorts it.
func pairsOfPlan(further string) string {
	return "SELECT COALESCE(p.agreement, 0), a.plan, a.one, a.other FROM (" +
		"SELECT DISTINCT a.plan, " + onePair + " AS one, " + otherPair + " AS other" +
		" FROM allocation a WHERE a.region = $1 AND a.plan = $2" +
		" AND a.from_party <> a.to_party" + further +
		" AND ($3 = 0 OR NOT EXISTS (SELECT 1 FROM plan_pair p WHERE p.region = $1" +
		" AND p.plan = $2 AND p.one = " + onePair + " AND p.other = " + otherPair + "))" +
		" ORDER BY 2, 3 LIMIT $4) a LEFT JOIN plan_pair p ON p.region = $1" +
		" AND p.plan = a.plan AND p.one = a.one AND p.other = a.other ORDER BY 3, 4"
}

// PlanPairs implements hinterland.PlanPairBook.
func (t *tx) PlanPairs(of hinterland.PairQuery, limit int) ([]hinterland.PlanPair, error) {
	open := 0
	if of.Open {
		open = 1
	}
	q := &question{values: []any{of.Plan, open, limit}}
	for _, party := range of.Parties {
		q.and("(a.from_party = %s OR a.to_party = %s)", party, party)
	}
	if after := of.After; after != (hinterland.PairKey{}) {
		q.and(onePair+" >= %s AND ("+onePair+" > %s OR "+otherPair+" > %s)",
			after.One, after.One, after.Other)
	}
	return scan(t, planPairs(), pairsOfPlan(q.String()), q.values)
}

// PairsBetween implements hinterland.PlanPairBook.
func (t *tx) PairsBetween(
	horizon hinterland.HorizonCode, one, other hinterland.PartyCode,
) ([]hinterland.PlanPair, error) {
	return find(t, planPairs(), "one = $2 AND other = $3 AND plan IN "+
		"(SELECT id FROM plan WHERE region = $1 AND horizon = $4)", one, other, horizon)
}

// PlanOf implements hinterland.PlanPairBook. An agreement is of one plan at most,
// which a key of its own holds.
func (t *tx) PlanOf(
	agreement hinterland.ID[hinterland.Agreement],
) (k hinterland.KeptPlan, err error) {
	rows, err := find(t, keptPlans(),
		"id = (SELECT plan FROM plan_pair WHERE region = $1 AND agreement = $2)", agreement)
	if len(rows) > 0 {
		k = rows[0]
	}
	return k, err
}

// UnsignedPlans implements hinterland.PlanPairBook.
func (t *tx) UnsignedPlans(party hinterland.PartyCode) ([]hinterland.KeptPlan, error) {
	in := keptPlans()
	return scan(t, in, in.orderedSQL("state = 'proposed' AND EXISTS (SELECT 1 FROM plan_part p "+
		"WHERE p.region = $1 AND p.plan = plan.id AND p.party = $2) AND NOT EXISTS (SELECT 1 "+
		"FROM plan_signature s WHERE s.region = $1 AND s.plan = plan.id AND s.party = $2)",
		"id DESC"), []any{party})
}

// AddPlanPair implements hinterland.PlanPairBook.
func (t *tx) AddPlanPair(p hinterland.PlanPair) error {
	added, err := insert(t, planPairs(), &p)
	return taken(added, err, "pair.drafted", p.Other)
}
