package balance

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"hinterland"
)

// A countdown is a context that ends when it has been looked at so many times,
// and counts how often that is asked.
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

func TestGivingUpAnywhereGivesUpAtOnceAndLeavesNoPlan(t *testing.T) {
	d := newDraw(7)
	region := d.region(size{places: 6, parties: 12, periods: 3, offers: 20, needs: 30, most: 50})
	region.Signed = signedFrom(t, region)
	plan := func(ctx context.Context, policy hinterland.Policy) (*hinterland.Plan, error) {
		frame, parts := Divide(region, policy)
		return NewPlanner(frame).Plan(ctx, &parts[0])
	}
	for _, policy := range policies() {
		looks := 0
		for ; ; looks++ {
			c := &countdown{Context: t.Context(), left: looks}
			part, err := plan(c, policy)
			if c.after == 0 {
				break
			}
			if part != nil || !errors.Is(err, context.Canceled) {
				t.Fatalf("zones %s, ended after %d looks: %v", policy, looks, err)
			}
			if c.after > 40 {
				t.Fatalf("zones %s, ended after %d looks: asked %d times more",
					policy, looks, c.after)
			}
		}
		if p := problemOf(region, policy); looks < 2*len(p.lots) {
			t.Errorf("zones %s: looked only %d times, with %d lots", policy, looks, len(p.lots))
		}
	}
}

func TestAFailedGoodEndsTheOthers(t *testing.T) {
	o := Options{}
	failed := errors.New("no")
	begun := make([]bool, 1000)
	err := o.each(t.Context(), len(begun), func(i int) error {
		begun[i] = true
		return fmt.Errorf("good %d: %w", i, failed)
	})
	if !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	if begun[len(begun)-1] {
		t.Error("the last good was begun after the first had failed")
	}
}
