package main

import (
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
	asked    *check.Zoning // as numbers, once they are wanted
}

// An askedCentre is a centre by the name that answers use for it.
type askedCentre struct {
	name   string
	places []int
}

// claims states what was asked as numbers, which are solved and checked, once all
// of it has been read.
func (a *zoneAsk) claims() *check.Zoning {
	if a.asked != nil {
		return a.asked
	}
	z := &check.Zoning{
		At: a.at, Weight: a.weight, ByTies: a.byTies, LeaveOut: a.leaveOut, Pins: map[int]int{},
		Least: a.bounds.Least, Most: a.bounds.Most,
	}
	z.Scale()
	for i := range a.weight {
		z.Codes = append(z.Codes, a.graph.Code(i))
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
	if a.bounds.Around {
		z.Around(a.bounds.Tolerance)
	}
	a.asked = z
	return z
}

// tooHeavy reports whether the weights add up to more than can be counted; it is
// asked before the rest has been read.
func (a *zoneAsk) tooHeavy() bool { return (&check.Zoning{Weight: a.weight}).TooHeavy() }

// amount words a cost: weight × kilometre, or ties.
func (a *zoneAsk) amount(cost int64) string { return a.claims().Amount(cost) }

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
