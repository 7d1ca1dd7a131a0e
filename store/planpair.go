package store

import "hinterland"

// pairsOfPlan are all pairs of a plan with what was made of them: a is what one
// gives the other.
const pairsOfPlan = "WITH pair AS (SELECT DISTINCT " +
	"CASE WHEN a.from_party < a.to_party THEN a.from_party ELSE a.to_party END AS one, " +
	"CASE WHEN a.from_party < a.to_party THEN a.to_party ELSE a.from_party END AS other " +
	"FROM allocation a WHERE a.region = $1 AND a.plan = $2 AND a.from_party <> a.to_party " +
	"AND ($3 = '' OR a.from_party = $3 OR a.to_party = $3)) " +
	"SELECT COALESCE(p.agreement, 0), $2, pair.one, pair.other FROM pair " +
	"LEFT JOIN plan_pair p ON p.region = $1 AND p.plan = $2 AND p.one = pair.one " +
	"AND p.other = pair.other WHERE $4 = 0 OR p.agreement IS NULL " +
	"ORDER BY pair.one, pair.other LIMIT $5"

// PlanPairs implements hinterland.PlanPairBook.
func (t *tx) PlanPairs(of hinterland.PairQuery, limit int) ([]hinterland.PlanPair, error) {
	open := 0
	if of.Open {
		open = 1
	}
	return scan(t, planPairs(), pairsOfPlan, []any{of.Plan, of.Party, open, limit})
}

// PairsBetween implements hinterland.PlanPairBook.
func (t *tx) PairsBetween(
	horizon hinterland.HorizonCode, one, other hinterland.PartyCode,
) ([]hinterland.PlanPair, error) {
	return find(t, planPairs(), "one = $2 AND other = $3 AND plan IN "+
		"(SELECT id FROM plan WHERE region = $1 AND horizon = $4)", one, other, horizon)
}

// PairOf implements hinterland.PlanPairBook.
func (t *tx) PairOf(
	agreement hinterland.ID[hinterland.Agreement],
) (pair hinterland.PlanPair, err error) {
	rows, err := find(t, planPairs(), "agreement = $2", agreement)
	if len(rows) > 0 {
		pair = rows[0]
	}
	return pair, err
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
