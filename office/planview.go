package office

import (
	"math/big"

	"hinterland"
)

// A plan that was proposed once is seen by all, since what is short and where is
// everybody's affair; before that by who plans. Prices are seen by who plans
// and, of what a party gives or is given, by that party.

// KeptPlans are at most limit plans older than one that the actor may see, the
// latest first. Before 0 means from the latest on.
func (v *View) KeptPlans(
	by hinterland.PlanQuery, before hinterland.ID[hinterland.KeptPlan], limit int,
) ([]hinterland.KeptPlan, error) {
	if !v.sees(Plans, Other) {
		return nil, nil
	}
	by.Shown = by.Shown || !v.Plans()
	return v.tx.KeptPlans(by, before, limit)
}

// KeptPlan finds a plan, or refuses.
func (v *View) KeptPlan(id hinterland.ID[hinterland.KeptPlan]) (hinterland.KeptPlan, error) {
	unknown := hinterland.Refuse(hinterland.NotFound, "plan.unknown",
		hinterland.Args{"value": id})
	if !v.sees(Plans, Other) {
		return hinterland.KeptPlan{}, unknown
	}
	k, err := v.tx.KeptPlan(id)
	if err == nil && !k.Shown() && !v.Plans() {
		return hinterland.KeptPlan{}, unknown
	}
	return k, err
}

// PlanParts are the parts of a plan that are to be signed, and the signatures
// given.
func (v *View) PlanParts(k *hinterland.KeptPlan) (
	parts []hinterland.PlanPart, given []hinterland.PlanSignature, err error,
) {
	if _, err = v.KeptPlan(k.ID); err != nil {
		return nil, nil, err
	}
	if parts, err = v.tx.PlanParts(k.ID); err == nil {
		given, err = v.tx.PlanSignatures(k.ID)
	}
	return parts, given, err
}

// PlanSignings are how far those of some plans are signed that wait for signatures,
// with at most so many names of who is still to sign.
func (v *View) PlanSignings(
	plans []hinterland.KeptPlan, names int,
) (map[hinterland.ID[hinterland.KeptPlan]]hinterland.PlanSigning, error) {
	if !v.sees(Plans, Other) {
		return nil, nil
	}
	var waiting []hinterland.ID[hinterland.KeptPlan]
	for i := range plans {
		if plans[i].State == hinterland.IsProposed {
			waiting = append(waiting, plans[i].ID)
		}
	}
	found, err := v.tx.PlanSignings(waiting, names)
	signings := map[hinterland.ID[hinterland.KeptPlan]]hinterland.PlanSigning{}
	for _, s := range found {
		signings[s.Plan] = s
	}
	return signings, err
}

// An Allocated is what a plan lets one party give another of a good. Prices and
// costs are 0 unless it is Priced.
type Allocated struct {
	hinterland.Allocation
	Lines  []hinterland.Line
	Priced bool
}

// InPeriod is what of it is needed in a period, whichever offers it is taken from.
func (a *Allocated) InPeriod(p hinterland.Period) (sum hinterland.Quantity) {
	for i := range a.Lines {
		if a.Lines[i].Period == p {
			sum += a.Lines[i].Quantity
		}
	}
	return sum
}

// Allocations are those of a plan, of a good or a party where they are said.
func (v *View) Allocations(
	k *hinterland.KeptPlan, good hinterland.GoodCode, party hinterland.PartyCode,
) ([]Allocated, error) {
	if _, err := v.KeptPlan(k.ID); err != nil {
		return nil, err
	}
	rows, err := v.tx.Allocations(k.ID, good, party)
	return v.allocated(rows), err
}

// PartOf are at most limit allocations of a plan that a party gives to others, or is
// given by anybody, and how many there are.
func (v *View) PartOf(
	k *hinterland.KeptPlan, party hinterland.PartyCode, gives bool, limit int,
) ([]Allocated, int, error) {
	if _, err := v.KeptPlan(k.ID); err != nil {
		return nil, 0, err
	}
	rows, many, err := v.tx.PartOf(k.ID, party, gives, limit)
	return v.allocated(rows), many, err
}

// allocated are allocations as far as the actor may see them.
func (v *View) allocated(rows []hinterland.Allocation) []Allocated {
	all, own := v.sees(Prices, Other), v.sees(Prices, Own)
	found := make([]Allocated, len(rows))
	for i := range rows {
		a := Allocated{Allocation: rows[i], Lines: rows[i].Unpack()}
		a.Priced = all || own && (a.From == v.actor.Party || a.To == v.actor.Party)
		a.Allocation.Lines = ""
		for n := range a.Lines {
			if !a.Priced {
				a.Lines[n].Price, a.Lines[n].UnitCost = 0, 0
			}
		}
		found[i] = a
	}
	return found
}

// SomeAllocations are at most limit of those of a plan that a query asks for, by
// good, giver and taker. They are seen as Allocations are: prices are those of
// who plans and, line by line, of the two that it is about.
func (v *View) SomeAllocations(
	of hinterland.PlanRowQuery, limit int,
) ([]Allocated, error) {
	if _, err := v.KeptPlan(of.Plan); err != nil {
		return nil, err
	}
	rows, err := v.tx.SomeAllocations(of, limit)
	return v.allocated(rows), err
}

// SomeShares are at most limit of what a plan does for needs that a query asks
// for, by good and party.
func (v *View) SomeShares(
	of hinterland.PlanRowQuery, limit int,
) ([]hinterland.KeptShare, error) {
	if _, err := v.KeptPlan(of.Plan); err != nil {
		return nil, err
	}
	return v.tx.SomeShares(of, limit)
}

// KeptShares are what a plan does for needs, of a good or a party where they are
// said.
func (v *View) KeptShares(
	k *hinterland.KeptPlan, good hinterland.GoodCode, party hinterland.PartyCode,
) ([]hinterland.KeptShare, error) {
	if _, err := v.KeptPlan(k.ID); err != nil {
		return nil, err
	}
	return v.tx.KeptShares(k.ID, good, party)
}

// WholePlan is all that a plan says, with the goods that it counts in, for who
// plans: its proof tells what everybody asks for their goods.
func (v *View) WholePlan(
	k *hinterland.KeptPlan,
) (*hinterland.Plan, []hinterland.Good, error) {
	if !v.Plans() {
		return nil, nil, hinterland.Refuse(hinterland.Denied, "run.denied", nil)
	}
	rows := &hinterland.KeptRows{}
	var err error
	if rows.Allocations, err = v.tx.Allocations(k.ID, "", ""); err != nil {
		return nil, nil, err
	}
	if rows.Shares, err = v.tx.KeptShares(k.ID, "", ""); err != nil {
		return nil, nil, err
	}
	if rows.Goods, err = v.tx.KeptGoods(k.ID); err != nil {
		return nil, nil, err
	}
	plan, goods := rows.Plan(k.Policy)
	return plan, goods, nil
}

// UnsignedPlans are the plans that wait for the signature of the actor's party,
// the latest first.
func (v *View) UnsignedPlans() ([]hinterland.KeptPlan, error) {
	if !v.sees(Plans, Own) {
		return nil, nil
	}
	return v.tx.UnsignedPlans(v.actor.Party)
}

// A PlannedGood is what a plan comes to for a good. Its cost is nil to who may
// not know what is asked for it.
type PlannedGood struct {
	hinterland.GoodSummary
	Offered []hinterland.Quantity // in each period
}

// PlannedGoods are what a plan comes to for its goods, by code.
func (v *View) PlannedGoods(k *hinterland.KeptPlan) ([]PlannedGood, error) {
	if _, err := v.KeptPlan(k.ID); err != nil {
		return nil, err
	}
	rows, err := v.tx.GoodsInShort(k.ID)
	goods := make([]PlannedGood, len(rows))
	for i := range rows {
		goods[i] = PlannedGood{rows[i].Unpack(), rows[i].Offered.Quantities()}
		if !v.sees(Prices, Other) {
			goods[i].Cost = (*big.Int)(nil)
		}
	}
	return goods, err
}
