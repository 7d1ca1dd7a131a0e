package main

import (
	"math"
	"math/big"

	"hinterland"
	"hinterland/atlas"
	"hinterland/check"
	"hinterland/sheet"
	"hinterland/zoning"
)

// A zoneAsk is everything that zones are drawn from, by whatever way it came:
// a region's folder or the flags of zones and check-zones. Place i is place i
// of the graph.
type zoneAsk struct {
	graph    *atlas.Graph
	at       []atlas.Point
	weight   []int64
	ties     []zoning.Tie
	centres  []askedCentre
	pins     []zoning.Pin
	byTies   bool
	bounds   zoning.Bounds
	leaveOut bool
}

// An askedCentre is a centre by the name that answers use for it.
type askedCentre struct {
	name   string
	places []int
}

// problem states what was asked to the solver. Lengths are steps.
func (a *zoneAsk) problem() zoning.Problem {
	p := zoning.Problem{
		Weights: a.weight, Ties: a.ties, Pins: a.pins, Bounds: a.bounds, LeaveOut: a.leaveOut,
	}
	if a.byTies {
		p.Objective = zoning.Ties
	}
	for _, c := range a.centres {
		p.Centres = append(p.Centres, c.places)
	}
	for i := range a.weight {
		for _, k := range a.graph.Neighbours(i) {
			if i < k {
				p.Borders = append(p.Borders, zoning.Border{A: i, B: k, Length: a.length(i, k)})
			}
		}
	}
	return p
}

// length is the great circle between two places' points, in steps.
func (a *zoneAsk) length(i, k int) int64 {
	return int64(math.RoundToEven(atlas.DistanceKm(a.at[i], a.at[k]) * 1e6 / a.step()))
}

// step is the length of one step in millimetres: 1, or where the weights are
// those of large provinces and nations 10, 100 or 1000, so that weight times
// 10,000 km stays below 2^57 steps and every sum is exact.
func (a *zoneAsk) step() float64 {
	step := 1.0
	for step < 1000 && a.total()*1e10/step >= 1<<57 {
		step *= 10
	}
	return step
}

// total is about what all places weigh together.
func (a *zoneAsk) total() float64 {
	sum := 0.0
	for _, w := range a.weight {
		sum += float64(w)
	}
	return sum
}

// amount words a cost: weight × kilometre, or ties.
func (a *zoneAsk) amount(cost int64) string {
	places := 6
	for step := a.step(); step > 1 && !a.byTies; step /= 10 {
		places--
	}
	return hinterland.FormatDecimal(cost, places)
}

// claims states what was asked to the check, which works out bounds for
// itself.
func (a *zoneAsk) claims() *check.Zoning {
	z := &check.Zoning{
		Codes: make([]string, len(a.weight)), At: a.at, Weight: a.weight, ByTies: a.byTies,
		LeaveOut: a.leaveOut, Pins: map[int]int{}, Step: a.step(),
	}
	z.Least, z.Most = a.leastAndMost()
	for i := range a.weight {
		z.Codes[i] = a.graph.Code(i)
		for _, k := range a.graph.Neighbours(i) {
			if i < k {
				z.Borders = append(z.Borders, [2]int{i, k})
			}
		}
	}
	for _, t := range a.ties {
		z.Ties = append(z.Ties, check.ZoneTie{A: t.A, B: t.B, Strength: t.Value})
	}
	for _, c := range a.centres {
		z.Centres = append(z.Centres, check.ZoneCentre{Name: c.name, Places: c.places})
	}
	for _, pin := range a.pins {
		z.Pins[pin.Place] = pin.Centre
	}
	return z
}

// leastAndMost are the bounds on the weight of a zone without its centre's
// places: as asked, or the mean over the zones less and plus a fraction of
// it, rounded inwards.
func (a *zoneAsk) leastAndMost() (least, most int64) {
	if !a.bounds.Around {
		return a.bounds.Least, a.bounds.Most
	}
	const one = 1_000_000
	sum := new(big.Int)
	for _, w := range a.loads() {
		sum.Add(sum, big.NewInt(w))
	}
	by := big.NewInt(one * int64(len(a.centres)))
	low := new(big.Int).Mul(sum, big.NewInt(max(one-a.bounds.Tolerance, 0)))
	low.Add(low, by).Sub(low, big.NewInt(1)).Quo(low, by)
	high := new(big.Int).Mul(sum, big.NewInt(one+a.bounds.Tolerance))
	return low.Int64(), high.Quo(high, by).Int64()
}

// tooHeavy reports whether the weights add up to more than can be counted in
// steps of way.
func (a *zoneAsk) tooHeavy() bool { return a.total() >= 1<<60 }

// loads are the weights that count towards bounds: those of places that a
// centre can reach and that are part of none.
func (a *zoneAsk) loads() []int64 {
	loads := make([]int64, len(a.weight))
	inCentre := map[int]bool{}
	for _, c := range a.centres {
		for _, i := range c.places {
			inCentre[i] = true
		}
	}
	for _, part := range a.graph.Components() {
		reached := false
		for _, i := range part {
			reached = reached || inCentre[i]
		}
		for _, i := range part {
			if reached && !inCentre[i] {
				loads[i] = a.weight[i]
			}
		}
	}
	return loads
}

// rows words an answer as the lines of a zones table.
func (a *zoneAsk) rows(answer *zoning.Answer) []check.ZoneRow {
	var rows []check.ZoneRow
	for i, j := range answer.Zone {
		if j >= 0 {
			rows = append(rows, check.ZoneRow{
				Line: len(rows) + 2, Code: a.graph.Code(i),
				Centre: a.centres[j].name, Reason: string(answer.Reasons[i]),
			})
		}
	}
	return rows
}

// zonesFile is where the zones of a region are written.
const zonesFile = "zones.csv"

// zonesTable is the text of a zones table.
func zonesTable(rows []check.ZoneRow) []byte {
	cells := make([][]string, len(rows))
	for i, r := range rows {
		cells[i] = []string{r.Code, r.Centre, r.Reason}
	}
	return sheet.Table([]string{"code", "centre", "reason"}, cells)
}
