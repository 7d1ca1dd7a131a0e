package balance

import (
	"testing"
	"time"

	"hinterland"
)

// county is a good of the size of a real county's: some hundred lots and
// needs over twelve periods, about as much offered as needed.
func county(seed uint64) *hinterland.Region {
	d := newDraw(seed)
	return d.region(
		size{places: 120, parties: 600, periods: 12, offers: 350, needs: 500, most: 10_000},
	)
}

// BenchmarkCounty tells the parts of planning one good apart, and how equal
// shares compare with everything else that the plan takes without reasons.
func BenchmarkCounty(b *testing.B) {
	var goods []*hinterland.Region
	for seed := range uint64(8) {
		goods = append(goods, county(seed))
	}
	var model, fill, shares, lines, reasons time.Duration
	for b.Loop() {
		for _, region := range goods {
			var s stopwatch
			frame, parts := Divide(region, hinterland.ZonesIgnore)
			planner := NewPlanner(frame)
			s.lap(nil)
			p := newProblem(planner, &parts[0])
			s.lap(&model)
			a := newAllotment(b.Context(), p)
			a.serve(0)
			a.settleFloors()
			a.open = p.ways.open
			for _, class := range p.classes() {
				a.fillUp(p.ofClass(class))
				s.lap(&fill)
				a.share(p.ofClass(class))
				s.lap(&shares)
			}
			d, err := deliver(b.Context(), p, a.flows)
			s.lap(&lines)
			if err == nil {
				_, err = d.plan(b.Context())
			}
			s.lap(&reasons)
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	each := float64(b.N * len(goods))
	for name, took := range map[string]time.Duration{
		"model-ms": model, "fill-ms": fill, "shares-ms": shares, "lines-ms": lines,
		"reasons-ms": reasons,
	} {
		b.ReportMetric(took.Seconds()*1000/each, name)
	}
	b.ReportMetric(shares.Seconds()/(model+fill+lines).Seconds(), "shares/solve")
}

// A stopwatch adds the time since its last lap to what it is given.
type stopwatch struct{ last time.Time }

func (s *stopwatch) lap(sum *time.Duration) {
	now := time.Now()
	if sum != nil {
		*sum += now.Sub(s.last)
	}
	s.last = now
}
