package office

import (
	"slices"

	"hinterland"
)

// DraftByPlan makes of a plan in force a draft of the agreement that it comes to
// between two parties, of which One comes first by code. Both see it, may write
// it anew, propose or drop it; it binds nobody before both assent.
type DraftByPlan struct {
	Plan  hinterland.ID[hinterland.KeptPlan] `json:"plan"`
	One   hinterland.PartyCode               `json:"one"`
	Other hinterland.PartyCode               `json:"other"`
}

// Check implements Act.
func (a *DraftByPlan) Check() hinterland.Refusals {
	pair := hinterland.PlanPair{One: a.One, Other: a.Other}
	return pair.Check()
}

// Side implements Act. Either of the two drafts for itself; who plans, for any.
func (a *DraftByPlan) Side(t *Turn) (hinterland.PartyCode, error) {
	if a.One == t.Actor.Party || a.Other == t.Actor.Party {
		return t.Actor.Party, nil
	}
	return "", nil
}

// Do implements Act.
func (a *DraftByPlan) Do(t *Turn) error {
	k, err := t.HoldPlan(a.Plan)
	if err != nil {
		return err
	}
	if _, refusal := k.Ask("draft-by-plan", hinterland.Keeping|hinterland.Member); refusal != nil {
		return refusal
	}
	if _, err := t.Party(a.One); err != nil {
		return pointed(err, "one", string(a.One))
	}
	if _, err := t.Party(a.Other); err != nil {
		return pointed(err, "other", string(a.Other))
	}
	if err := a.undrafted(t, &k); err != nil {
		return err
	}
	terms, err := a.terms(t, &k)
	if err == nil {
		err = terms.Check().Err()
	}
	if err != nil {
		return err
	}
	agreement, err := t.newAgreement(terms, 0)
	if err != nil {
		return err
	}
	agreement.Stage = hinterland.DraftStage
	if err := t.AddAgreement(agreement); err != nil {
		return err
	}
	pair := hinterland.PlanPair{
		Agreement: agreement.ID, Plan: a.Plan, One: a.One, Other: a.Other,
	}
	if err := t.AddPlanPair(pair); err != nil {
		return err
	}
	if err := t.enrol(agreement.ID, terms.Parties, hinterland.Named); err != nil {
		return err
	}
	return t.write(&agreement, terms)
}

// undrafted refuses a pair that has an agreement of the plan, or one of an
// earlier plan of the horizon that waits for assent: together they would promise
// the same goods twice.
func (a *DraftByPlan) undrafted(t *Turn, k *hinterland.KeptPlan) error {
	made, err := t.PairsBetween(k.Horizon, a.One, a.Other)
	if err != nil {
		return err
	}
	for i := range made {
		if made[i].Plan == a.Plan {
			return hinterland.Refuse(hinterland.Conflict, "pair.drafted",
				hinterland.Args{"value": a.Other})
		}
		agreement, err := t.Agreement(made[i].Agreement)
		if err != nil {
			return err
		}
		waits := []hinterland.State{hinterland.IsDraft, hinterland.IsProposed}
		if slices.Contains(waits, agreement.On(t.Today)) {
			return hinterland.Refuse(hinterland.Conflict, "pair.waiting", nil)
		}
	}
	return nil
}

// terms are what the plan comes to between the two, beyond what they have agreed
// on already. The actor's party, if it is one of them, comes first.
func (a *DraftByPlan) terms(t *Turn, k *hinterland.KeptPlan) (*hinterland.Terms, error) {
	h, err := t.Horizon(k.Horizon)
	if err != nil {
		return nil, err
	}
	given, err := t.Allocations(k.ID, "", a.One)
	if err != nil {
		return nil, err
	}
	goods, err := t.Goods()
	if err != nil {
		return nil, err
	}
	guaranteed, err := t.Guaranteed(t.Today)
	if err != nil {
		return nil, err
	}
	parties := []hinterland.PartyCode{a.One, a.Other}
	if a.Other == t.Actor.Party {
		slices.Reverse(parties)
	}
	region := &hinterland.Region{Goods: goods}
	terms := k.Draft(&h, given, h.Floors(guaranteed), region.Index(), parties...)
	if len(terms.Items) == 0 {
		return nil, hinterland.Refuse(hinterland.Conflict, "pair.nothing", nil)
	}
	return &terms, nil
}

// A PlannedPair is a pair of a plan, and whether an agreement was made of it,
// which is 0 to who is not one of the two.
type PlannedPair struct {
	hinterland.PlanPair
	Made bool
}

// PlanPairs are at most limit of the pairs of a plan that a query asks for, by
// their codes; to who does not plan, those that the own party is one of.
func (v *View) PlanPairs(of hinterland.PairQuery, limit int) ([]PlannedPair, error) {
	if _, err := v.KeptPlan(of.Plan); err != nil {
		return nil, err
	}
	if !v.Plans() {
		of.Parties = append(slices.Clone(of.Parties), v.actor.Party)
	}
	rows, err := v.tx.PlanPairs(of, limit)
	pairs := make([]PlannedPair, len(rows))
	for i, p := range rows {
		pairs[i] = PlannedPair{p, p.Agreement != 0}
		if p.One != v.actor.Party && p.Other != v.actor.Party {
			pairs[i].Agreement = 0
		}
	}
	return pairs, err
}

// PlanOf is the plan that an agreement was made from; none, where from none or
// where the actor does not see it.
func (v *View) PlanOf(
	agreement hinterland.ID[hinterland.Agreement],
) (hinterland.KeptPlan, error) {
	if !v.sees(Plans, Other) {
		return hinterland.KeptPlan{}, nil
	}
	k, err := v.tx.PlanOf(agreement)
	if !k.Shown() && !v.Plans() {
		k = hinterland.KeptPlan{}
	}
	return k, err
}
