package balance

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"hinterland"
)

// Options say how to plan. The zero Options plan zones first, unobserved.
type Options struct {
	// Zones is how much zones matter; empty is hinterland.ZonesFirst.
	Zones hinterland.Policy
	// Progress, if set, is called after each good with the number of goods
	// done and of all goods. Calls do not overlap.
	Progress func(done, all int)
}

// Solve plans a region that passes Check. The plan is sorted, and the same
// region in any order of rows gives the same plan. What cannot be met is in
// its shortfalls, never an error; an error means that ctx ended, or that
// amounts are past exact arithmetic (*flow.RangeError).
func Solve(ctx context.Context, r *hinterland.Region, o Options) (*hinterland.Plan, error) {
	if o.Zones == "" {
		o.Zones = hinterland.ZonesFirst
	}
	frame, parts := Divide(r, o.Zones)
	planner := NewPlanner(frame)
	plans := make([]*hinterland.Plan, len(parts))
	err := o.each(ctx, len(parts), func(i int) (err error) {
		plans[i], err = planner.Plan(ctx, &parts[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return Join(o.Zones, plans), nil
}

// each does n jobs, as many at once as there are processors, and returns the
// error of a job that failed. Which job is done when decides nothing: each
// writes to a place of its own. After a failure, or when ctx ends, no further
// job begins, and those at work see their ctx end. The error is the cause and not
// what the last of them says: a job that was stopped by another's failure reports
// that its context ended, which would hide the failure.
func (o *Options) each(ctx context.Context, n int, job func(int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var workers sync.WaitGroup
	var next atomic.Int64
	told := o.teller(n)
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := job(i); err != nil {
					stop(err)
					return
				}
				told()
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}

// teller returns a function that counts a job as done and tells Progress.
func (o *Options) teller(all int) func() {
	var mutex sync.Mutex
	done := 0
	return func() {
		mutex.Lock()
		defer mutex.Unlock()
		done++
		if o.Progress != nil {
			o.Progress(done, all)
		}
	}
}

// Plan plans one good, of the frame that the planner was made for. It looks at
// ctx before every phase of a transfer, at every lot of a look at all ways,
// every few thousand pivots and before every line's reason, and so ends within
// a moment, whatever the good's size. Several goods may be planned at once, and
// one as often as it changes: a planner learns nothing from what it has
// planned, so the second plan of a part is that which a new planner would make.
func (pl *Planner) Plan(ctx context.Context, part *Part) (*hinterland.Plan, error) {
	d, err := pl.deliverGood(ctx, part)
	if err != nil {
		return nil, err
	}
	return d.plan(ctx)
}

// deliverGood settles amounts and lines of one good; the reasons are left.
func (pl *Planner) deliverGood(ctx context.Context, part *Part) (*delivery, error) {
	p := newProblem(pl, part)
	a, err := allot(ctx, p)
	if err != nil {
		return nil, err
	}
	return deliver(ctx, p, a.flows)
}
