package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"hinterland"
	"hinterland/balance"
	"hinterland/check"
	"hinterland/office"
	"hinterland/sheet"
)

// planRuns begins runs, and plans their goods beside whoever else does. What is
// kept of a run are the JSON texts of a balance.Frame, of balance.Parts and of
// their plans: the same values, and so the same bytes, whoever writes them.
type planRuns struct {
	keys interface {
		hinterland.RunBook
		hinterland.RunQueue
	}
	now   func() hinterland.Instant
	log   *slog.Logger
	pulse time.Duration // how long a worker goes without a sign of life

	workers int // how many goods are planned at once

	mu      sync.Mutex
	at      string // the run that planner is of
	planner *balance.Planner
}

// newPlanRuns is what a server has to do with runs. One processor of two or more is
// left to whoever waits for a page.
func newPlanRuns(keys hinterland.Keys, log *slog.Logger) *planRuns {
	return runsOn(time.Now, keys, log)
}

// runsOn does so on a clock.
func runsOn(clock func() time.Time, keys hinterland.Keys, log *slog.Logger) *planRuns {
	now := func() hinterland.Instant { return hinterland.InstantOf(clock()) }
	return &planRuns{
		keys: keys, now: now, log: log, pulse: runPulse,
		workers: max(runtime.GOMAXPROCS(0)-1, 1),
	}
}

// runPulse is a tenth of how long a claim holds, so that one that is late now
// and then loses nothing.
const runPulse = time.Duration(hinterland.RunLease) * time.Microsecond / 10

// Begin keeps a run of a region, which has passed Check. One that asks for
// nothing is made at once.
func (p *planRuns) Begin(ctx context.Context, r hinterland.Run, region *hinterland.Region) error {
	frame, parts := balance.Divide(region, r.Zones)
	sum := sha256.New()
	write := func(v any) ([]byte, error) {
		text, err := json.Marshal(v)
		sum.Write(text)
		return text, err
	}
	shared, err := write(frame)
	rows := make([]hinterland.RunPart, len(parts))
	for i := range parts {
		rows[i] = hinterland.RunPart{Run: r.ID, Good: parts[i].Good}
		var failed error
		rows[i].Input, failed = write(&parts[i])
		err = errors.Join(err, failed)
	}
	if err != nil {
		return err
	}
	r.Digest, r.Goods, r.State = hex.EncodeToString(sum.Sum(nil)), len(rows), hinterland.RunGoing
	if len(rows) == 0 {
		r.State, r.Ended = hinterland.RunMade, r.Asked
	}
	return p.keys.BeginRun(ctx, r, shared, rows)
}

// work plans goods until there is none to be claimed, several at once.
func (p *planRuns) work(ctx context.Context) {
	var workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() {
			for ctx.Err() == nil {
				some, err := p.one(ctx)
				if err != nil && ctx.Err() == nil {
					p.log.Error("a good of a run is not planned", "error", err)
				}
				if err != nil || !some {
					return
				}
			}
		})
	}
	workers.Wait()
}

// one claims a good and plans it, and reports whether there was one. It ends
// early where the claim is lost or the run does not go on. What was begun when
// ctx ends is given back.
func (p *planRuns) one(ctx context.Context) (bool, error) {
	claim, now := rand.Text(), p.now()
	part, found, err := p.keys.ClaimPart(ctx, claim, now, now+hinterland.RunLease)
	if err != nil || !found {
		return false, err
	}
	held, stop := context.WithCancel(ctx)
	var holding sync.WaitGroup
	holding.Go(func() { p.hold(held, stop, claim) })
	answer, short, err := p.plan(held, &part)
	lost := held.Err() != nil
	stop()
	holding.Wait()
	switch {
	case ctx.Err() != nil:
		last, done := context.WithTimeout(context.WithoutCancel(ctx), p.pulse)
		defer done()
		return false, p.keys.LeavePart(last, claim)
	case lost:
		return true, nil
	case err != nil:
		_, failed := p.keys.EndRun(ctx, part.Run, hinterland.RunFailed, string(part.Good), p.now())
		return true, errors.Join(err, failed)
	}
	_, err = p.keys.AnswerPart(ctx, claim, answer, short, p.now())
	return true, err
}

// hold gives signs of life of a claim, and stops the work where it is lost.
func (p *planRuns) hold(ctx context.Context, stop func(), claim string) {
	ticks := time.NewTicker(p.pulse)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		kept, err := p.keys.HoldPart(ctx, claim, p.now()+hinterland.RunLease)
		if err == nil && !kept { // of an error the next one will tell
			stop()
			return
		}
	}
}

// plan plans a good, and sums its plan up.
func (p *planRuns) plan(
	ctx context.Context, part *hinterland.RunPart,
) (answer, short []byte, err error) {
	planner, err := p.plannerOf(ctx, part.Run)
	if err != nil {
		return nil, nil, err
	}
	var good balance.Part
	if err := json.Unmarshal(part.Input, &good); err != nil {
		return nil, nil, err
	}
	plan, err := planner.Plan(ctx, &good)
	if err != nil {
		return nil, nil, err
	}
	if answer, err = json.Marshal(plan); err == nil {
		short, err = json.Marshal(plan.Goods[0])
	}
	return answer, short, err
}

// frameOf is what the goods of a run share.
func (p *planRuns) frameOf(ctx context.Context, run string) (*balance.Frame, error) {
	text, err := p.keys.RunFrame(ctx, run)
	if err != nil {
		return nil, err
	}
	frame := &balance.Frame{}
	return frame, json.Unmarshal(text, frame)
}

// plannerOf is the planner of a run. The last is kept: goods of one run follow
// one another.
func (p *planRuns) plannerOf(ctx context.Context, run string) (*balance.Planner, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at == run {
		return p.planner, nil
	}
	frame, err := p.frameOf(ctx, run)
	if err == nil {
		p.at, p.planner = run, balance.NewPlanner(frame)
	}
	return p.planner, err
}

// Replan plans a good of regions that differ in nothing but what is fixed of it.
// Where a region asks for nothing of it, the plan is empty. The ground is measured
// once, which takes longest where there are thousands of places.
func (p *planRuns) Replan(
	ctx context.Context, zones hinterland.Policy, good hinterland.GoodCode,
	regions ...*hinterland.Region,
) ([]*hinterland.Plan, error) {
	plans := make([]*hinterland.Plan, len(regions))
	var planner *balance.Planner
	for i, region := range regions {
		frame, parts := balance.Divide(region, zones)
		if planner == nil {
			planner = balance.NewPlanner(frame)
		}
		plans[i] = &hinterland.Plan{Policy: zones}
		at := slices.IndexFunc(parts, func(part balance.Part) bool { return part.Good == good })
		if at < 0 {
			continue
		}
		var err error
		if plans[i], err = planner.Plan(ctx, &parts[at]); err != nil {
			return nil, err
		}
	}
	return plans, nil
}

// Goods sums up the goods of a run that are planned, and names the others, by code.
func (p *planRuns) Goods(
	ctx context.Context, run string,
) (goods []hinterland.GoodSummary, missing []hinterland.GoodCode, err error) {
	parts, err := p.keys.RunShorts(ctx, run)
	for i := range parts {
		if len(parts[i].Short) == 0 {
			missing = append(missing, parts[i].Good)
			continue
		}
		var good hinterland.GoodSummary
		err = errors.Join(err, json.Unmarshal(parts[i].Short, &good))
		goods = append(goods, good)
	}
	return goods, missing, err
}

// Good is what a run has come to for one good, whatever becomes of the others, with
// the good's own rows of the region; a refusal, where it is not planned. The ground, and
// so the names and places of parties, is not read: a page knows these by itself, and
// packed it is the longest text of a run.
func (p *planRuns) Good(
	ctx context.Context, run string, good hinterland.GoodCode,
) (*office.Balanced, error) {
	kept, err := p.keys.RunPart(ctx, run, good)
	if err == nil && len(kept.Answer) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "run.good", nil)
	}
	if err != nil {
		return nil, err
	}
	var part balance.Part
	b := &office.Balanced{Plan: &hinterland.Plan{}}
	if err := json.Unmarshal(kept.Input, &part); err != nil {
		return nil, err
	}
	b.Region = &hinterland.Region{
		Offers: part.Offers, Needs: part.Needs, Floors: part.Floors, Fixings: part.Fixings,
		Signed: part.Signed,
	}
	return b, json.Unmarshal(kept.Answer, b.Plan)
}

// missingFile names the goods, one a line, that tables of a run have not, since it was
// stopped before they were planned.
const missingFile = "missing.txt"

// Tables are the files of the region that a run is of and of the plan that was
// made, as balance reads and writes them. Of a run that was stopped they are those of
// the goods that are planned, so that check-plan still checks them, and one file more
// tells which goods are missing.
func (p *planRuns) Tables(ctx context.Context, r *hinterland.Run) (map[string][]byte, error) {
	region, plan, err := p.joined(ctx, r)
	if err != nil {
		return nil, err
	}
	files, err := tablesOf(region, plan)
	if err != nil || r.State == hinterland.RunMade {
		return files, err
	}
	_, missing, err := p.Goods(ctx, r.ID)
	for _, good := range missing {
		files[missingFile] = append(files[missingFile], string(good)+"\n"...)
	}
	return files, err
}

// tablesOf are the files of a region and of a plan of it.
func tablesOf(region *hinterland.Region, plan *hinterland.Plan) (map[string][]byte, error) {
	files, err := sheet.WriteRegion(region)
	if err != nil {
		return nil, err
	}
	tables, err := sheet.WritePlan(region, plan)
	maps.Copy(files, tables)
	return files, err
}

// joined is the region that a run is of, and the plan that was made; without the goods
// that are not planned, if it was stopped.
func (p *planRuns) joined(
	ctx context.Context, r *hinterland.Run,
) (*hinterland.Region, *hinterland.Plan, error) {
	frame, err := p.frameOf(ctx, r.ID)
	if err != nil {
		return nil, nil, err
	}
	region, plans := &frame.Region, []*hinterland.Plan(nil)
	err = p.keys.RunParts(ctx, r.ID, func(kept hinterland.RunPart) error {
		if len(kept.Answer) == 0 {
			return nil
		}
		var part balance.Part
		plan := &hinterland.Plan{}
		plans = append(plans, plan)
		if err := json.Unmarshal(kept.Input, &part); err != nil {
			return err
		}
		region.Offers = append(region.Offers, part.Offers...)
		region.Needs = append(region.Needs, part.Needs...)
		region.Floors = append(region.Floors, part.Floors...)
		region.Fixings = append(region.Fixings, part.Fixings...)
		region.Signed = append(region.Signed, part.Signed...)
		return json.Unmarshal(kept.Answer, plan)
	})
	return region, balance.Join(r.Zones, plans), err
}

// Balanced is what a run that was made has come to. Its plan is checked against what
// it was made from; one that fails is refused with what is wrong with it.
func (p *planRuns) Balanced(ctx context.Context, id string) (*office.Balanced, error) {
	r, err := p.keys.Run(ctx, id)
	if err == nil && r.State != hinterland.RunMade {
		err = hinterland.Refuse(hinterland.Conflict, "run.unmade", nil).
			In(hinterland.At("run", id))
	}
	if err != nil {
		return nil, err
	}
	region, plan, err := p.joined(ctx, &r)
	if err != nil {
		return nil, err
	}
	verdict, err := check.Plan(ctx, region, plan)
	if err == nil {
		err = verdict.Findings.Err()
	}
	return &office.Balanced{Run: r, Region: region, Plan: plan}, err
}

// forget lets runs go whose time is over.
func (p *planRuns) forget(ctx context.Context) error {
	return p.keys.ForgetRuns(ctx, p.now()-hinterland.RunLasts)
}
