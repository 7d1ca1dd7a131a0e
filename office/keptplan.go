package office

import (
	"context"

	"hinterland"
)

// A Balanced is what a run has come to, and what it was made from.
type Balanced struct {
	Run    hinterland.Run
	Region *hinterland.Region
	Plan   *hinterland.Plan
}

// Balances tell what runs have come to.
type Balances interface {
	// Balanced returns what a run that was made has come to, or a refusal. It
	// has been looked at by the code that checks plans: what is wrong with it is
	// told.
	Balanced(ctx context.Context, run string) (*Balanced, error)
}

// KeepPlansOf lets plans be kept of what runs have come to, without which none
// are.
func (o *Office) KeepPlansOf(balances Balances) { o.balances = balances }

// An answer is what a run has come to, or why nobody knows.
type answer struct {
	*Balanced
	err error
}

// answers read, before an act has its turn, what the runs have come to of which
// it keeps plans: to check one takes longer than others should wait, and what a
// run has come to never changes.
func (o *Office) answers(ctx context.Context, act Act) map[string]answer {
	var found map[string]answer
	for _, single := range singles(act) {
		keep, ok := single.(*KeepPlan)
		if !ok {
			continue
		}
		if found == nil {
			found = map[string]answer{}
		}
		a := answer{err: hinterland.Refuse(hinterland.NotFound, "run.unknown",
			hinterland.Args{"value": keep.Run})}
		if o.balances != nil {
			a.Balanced, a.err = o.balances.Balanced(ctx, keep.Run)
		}
		found[keep.Run] = a
	}
	return found
}

// KeepPlan keeps what a run has come to as a preliminary plan, which only who
// plans sees. Former is the plan that it is to take the place of.
type KeepPlan struct {
	Run    string                             `json:"run"`
	Title  string                             `json:"title"`
	Former hinterland.ID[hinterland.KeptPlan] `json:"former,omitempty"`
}

// Check implements Act.
func (a *KeepPlan) Check() hinterland.Refusals {
	return append(oneFault(hinterland.CheckText("run", a.Run, hinterland.MaxName)),
		oneFault(hinterland.CheckText("title", a.Title, hinterland.MaxName))...)
}

// Side implements Act.
func (a *KeepPlan) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act. The plan was right of what it was made from; what has been
// recorded since may forbid some of its lines. Nothing is stated of its goods
// until they have been looked at.
func (a *KeepPlan) Do(t *Turn) error {
	found := t.answers[a.Run]
	if found.err != nil {
		return found.err
	}
	h, err := t.Horizon(found.Run.Horizon)
	if err != nil {
		return err
	}
	if err := t.formerOf(h.Code, a.Former); err != nil {
		return err
	}
	for i := range found.Plan.Goods {
		if _, err := t.HoldGood(found.Plan.Goods[i].Good); err != nil {
			return err
		}
	}
	now, err := t.material(h)
	if err != nil {
		return err
	}
	faults := now.Region.Forbid(&h, found.Region.Index(), found.Plan.Lines)
	if len(faults) > 0 {
		return faults
	}
	k := hinterland.KeptPlan{
		ID: next[hinterland.KeptPlan](t), Horizon: h.Code, Title: a.Title,
		Policy: found.Plan.Policy, Former: a.Former, MadeFrom: found.Run.Digest,
	}
	rows, err := k.Keep(found.Region, found.Plan)
	if err != nil {
		return err
	}
	to, refusal := k.Ask("keep-plan", hinterland.Keeping)
	if refusal != nil {
		return refusal
	}
	k.State = to
	return t.AddKeptPlan(k, rows)
}

// formerOf refuses a former plan that is of another horizon.
func (t *Turn) formerOf(
	h hinterland.HorizonCode, former hinterland.ID[hinterland.KeptPlan],
) error {
	if former == 0 {
		return nil
	}
	before, err := t.KeptPlan(former)
	if err == nil && before.Horizon != h {
		err = hinterland.Refuse(hinterland.Conflict, "plan.former", nil)
	}
	return pointed(err, "former", former.String())
}

// material is what a plan of a horizon rests on, as the records stand.
func (t *Turn) material(h hinterland.Horizon) (*Material, error) {
	v, err := t.view()
	if err != nil {
		return nil, err
	}
	m := &Material{Horizon: h, Region: &hinterland.Region{}}
	for _, read := range []func(*Material) error{v.readMarket, v.readGround, v.readScopes} {
		if err := read(m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// A PlanBody says which plan an act is about, and what it rests on.
type PlanBody struct {
	Plan hinterland.ID[hinterland.KeptPlan] `json:"plan"`
	Based
}

func (b *PlanBody) row() hinterland.Change { return rowOf("plan", int64(b.Plan)) }

// Check implements Act.
func (b *PlanBody) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (b *PlanBody) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// holdPlan holds a plan, with the state that an act of who plans leads it to.
func (b *PlanBody) holdPlan(t *Turn, act string) (hinterland.KeptPlan, error) {
	k, err := t.HoldPlan(b.Plan)
	if err != nil {
		return k, err
	}
	to, refusal := k.Ask(act, hinterland.Keeping)
	if refusal != nil {
		return k, refusal
	}
	k.State = to
	return k, nil
}

// ProposePlan puts a plan before its parties, as it stands.
type ProposePlan struct{ PlanBody }

// Do implements Act.
func (a *ProposePlan) Do(t *Turn) error {
	k, err := a.holdPlan(t, "propose-plan")
	if err != nil {
		return err
	}
	parts, err := t.PlanParts(k.ID)
	if err != nil {
		return err
	}
	if len(parts) == 0 {
		return hinterland.Refuse(hinterland.Conflict, "plan.empty", nil)
	}
	second, err := t.KeptPlans(
		hinterland.PlanQuery{Horizon: k.Horizon, State: hinterland.IsInForce}, 0, 1)
	if err == nil && len(second) > 0 && second[0].ID != k.Former {
		err = hinterland.Refuse(hinterland.Conflict, "plan.second",
			hinterland.Args{"horizon": k.Horizon})
	}
	if err != nil {
		return err
	}
	k.Proposed = t.Today
	return t.ChangePlan(k)
}

// settled implements settling: what somebody has signed stays proposed.
func (a *ProposePlan) settled(t *Turn) error {
	if _, err := t.HoldPlan(a.Plan); err != nil {
		return err
	}
	given, err := t.PlanSignatures(a.Plan)
	if err == nil && len(given) > 0 {
		err = hinterland.Refuse(hinterland.Conflict, "plan.binding", nil)
	}
	return err
}

// A PlanEnd is how a plan comes to an end.
type PlanEnd struct {
	PlanBody
	Reason string `json:"reason"`
}

// Check implements Act.
func (a *PlanEnd) Check() hinterland.Refusals { return checkReason(a.Reason) }

// end ends a plan by an act.
func (a *PlanEnd) end(t *Turn, act string) error {
	k, err := a.holdPlan(t, act)
	if err != nil {
		return err
	}
	k.Reason = a.Reason
	return t.ChangePlan(k)
}

// WithdrawPlan takes a plan back that is not in force.
type WithdrawPlan struct{ PlanEnd }

// Do implements Act.
func (a *WithdrawPlan) Do(t *Turn) error { return a.end(t, "withdraw-plan") }

// ClosePlan ends a plan that is in force. What was agreed on by it holds on.
type ClosePlan struct{ PlanEnd }

// Do implements Act.
func (a *ClosePlan) Do(t *Turn) error { return a.end(t, "close-plan") }
