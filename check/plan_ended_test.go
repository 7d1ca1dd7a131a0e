package check

import (
	"context"
	"errors"
	"testing"

	"hinterland"
)

// judged is the verdict of a check that nobody ends.
func judged(region *hinterland.Region, plan *hinterland.Plan) *PlanVerdict {
	v, err := Plan(context.Background(), region, plan)
	if err != nil {
		panic(err)
	}
	return v
}

// A countdown is a context that ends when it has been looked at so many times,
// and counts how often that is asked after.
type countdown struct {
	context.Context
	left, after int
}

// Err ends the context at the last look.
func (c *countdown) Err() error {
	if c.left > 0 {
		c.left--
		return nil
	}
	c.after++
	return context.Canceled
}

func TestACheckThatIsEndedAnywhereEndsAtOnceWithoutAVerdict(t *testing.T) {
	for seed := range uint64(6) {
		region := bruteRegion(seed)
		b := newBrute(region, brutePolicies()[seed%3])
		plan := b.plan(b.flows[0], b.met)
		for looks := 0; ; looks++ {
			c := &countdown{Context: t.Context(), left: looks}
			v, err := Plan(c, region, plan)
			if c.after == 0 {
				break
			}
			if v != nil || !errors.Is(err, context.Canceled) {
				t.Fatalf("seed %d, ended after %d looks: %v, %v", seed, looks, v, err)
			}
			if c.after > 12 {
				t.Fatalf("seed %d, ended after %d looks: asked %d times more",
					seed, looks, c.after)
			}
		}
	}
}

// One look before each of 7 steps of a good, before it and after all, and 10 at
// its short reasons; then one at each lot for its ways and one for their prices,
// and one at each line. A zone is a step with a flow, of a phase and a look that
// there is no second.
func TestACheckLooksAtItsContextInEveryLongLoop(t *testing.T) {
	for policy, zones := range map[hinterland.Policy]int{
		hinterland.ZonesIgnore: 0, hinterland.ZonesFirst: 1,
	} {
		region := twoLots()
		region.Signed = nil
		region.Places[0].Zone = "z"
		b := newBrute(region, policy)
		plan := b.plan(b.flows[0], b.met)
		c := &countdown{Context: t.Context(), left: 1000}
		if v, err := Plan(c, region, plan); err != nil || len(v.Findings) > 0 {
			t.Fatal(err, bruteTold(v))
		}
		least := 7 + 2 + 10 + 2*len(region.Offers) + len(plan.Lines) + 3*zones
		if looks := 1000 - c.left; looks < least {
			t.Errorf("zones %s: looked only %d times, want %d", policy, looks, least)
		}
	}
}

// What is wrong with a plan is no verdict either if the rest was not looked at.
func TestAnEndedCheckOfABrokenPlanHasNoFindings(t *testing.T) {
	region, plan := spoilPlan(t)
	plan.Lines[0].UnitCost++
	ended, stop := context.WithCancel(t.Context())
	stop()
	for _, policy := range []hinterland.Policy{plan.Policy, "nearest"} {
		plan.Policy = policy
		if v, err := Plan(ended, region, plan); v != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("zones %s: %v, %v", policy, v, err)
		}
	}
}
