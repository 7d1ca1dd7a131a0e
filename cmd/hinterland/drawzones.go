package main

import (
	"context"
	"errors"
	"math/big"

	"hinterland"
	"hinterland/atlas"
	"hinterland/check"
	"hinterland/lang"
	"hinterland/report"
	"hinterland/zonework"
	"hinterland/zoning"
)

// drawZones draws the zones of an errand round its centres and puts each
// place into its zone. Without centres the places keep the zones they came
// with. Places that the neighbourhood does not speak of, townships say, take
// the zone of what they lie under.
func (c *console) drawZones(ctx context.Context, e *errand) error {
	if len(e.zoning.Centres) == 0 {
		return nil
	}
	graph, err := e.graph()
	if err != nil {
		return err
	}
	q := &zoneQuestion{errand: e, index: e.region.Index()}
	if q.ask, err = q.state(graph); err != nil {
		return err
	}
	answer, rows, err := c.solveZones(ctx, q.ask)
	if err != nil {
		return err
	}
	q.settle(answer)
	e.drawn = q.drawn(answer)
	e.add(map[string][]byte{zonesFile: zonesTable(rows)})
	return nil
}

// solveZones draws zones and has them checked before anybody sees them.
func (c *console) solveZones(ctx context.Context, ask *zoneAsk,
) (*zoning.Answer, []check.ZoneRow, error) {
	stop := c.watch("progress.zones")
	asked := ask.claims()
	answer, err := zonework.Solve(ctx, asked, 0)
	stop()
	if err != nil {
		return nil, nil, c.zonesError(err, ask)
	}
	rows := zonework.Rows(asked, answer)
	if verdict := check.Zones(asked, rows); len(verdict.Findings) > 0 {
		return nil, nil, &brokenPromise{verdict.Findings}
	}
	return answer, rows, nil
}

// A zoneQuestion turns the places of a region into the numbers of an ask, and
// the answer back.
type zoneQuestion struct {
	*errand
	ask   *zoneAsk
	index *hinterland.Index
}

// state gathers the ask of a region's folder.
func (q *zoneQuestion) state(graph *atlas.Graph) (*zoneAsk, error) {
	settings := &q.zoning.Settings
	ask := &zoneAsk{
		graph: graph, byTies: settings.Objective == hinterland.ByTies,
		bounds: boundsOf(settings.Bounds),
	}
	var faults hinterland.Refusals
	for i := range graph.Len() {
		p, ok := q.index.Place[hinterland.PlaceCode(graph.Code(i))]
		if !ok {
			faults = append(faults, unknownIn(hinterland.PlacesTable).
				In(hinterland.Where{File: hinterland.MapFile, Value: graph.Code(i)}))
			continue
		}
		ask.at, ask.weight = append(ask.at, pointOf(p)), append(ask.weight, p.Weight)
	}
	for _, t := range q.zoning.Ties {
		a, okA := graph.Index(string(t.A))
		b, okB := graph.Index(string(t.B))
		if okA && okB {
			ask.ties = append(ask.ties, zoning.Tie{A: a, B: b, Value: t.Strength})
		}
	}
	names := map[string]int{}
	for j := range q.zoning.Centres {
		c := &q.zoning.Centres[j]
		names[c.Name.English] = j
		centre := askedCentre{name: string(c.Zone())}
		for _, code := range c.Places {
			i := known(graph, code, cellAt(hinterland.CentresTable, c.Row, "places"), &faults)
			centre.places = append(centre.places, i)
		}
		ask.centres = append(ask.centres, centre)
	}
	for _, pin := range q.zoning.Pins {
		i := known(graph, pin.Place, cellAt(hinterland.PinsTable, pin.Row, "place"), &faults)
		ask.pins = append(ask.pins, zoning.Pin{Place: i, Centre: names[pin.Centre]})
	}
	faults = append(faults, q.forgotten(graph)...)
	return ask, faults.Err()
}

// forgotten refuses places that would silently belong to no zone: those that
// the neighbourhood does not speak of, that lie under none that it speaks of,
// and that are not above one either.
func (q *zoneQuestion) forgotten(graph *atlas.Graph) hinterland.Refusals {
	above := map[hinterland.PlaceCode]bool{}
	for i := range graph.Len() {
		for p := q.index.Place[hinterland.PlaceCode(graph.Code(i))]; p != nil && !above[p.Code]; {
			above[p.Code] = true
			p = q.index.Place[p.Parent]
		}
	}
	var faults hinterland.Refusals
	for i := range q.region.Places {
		p := &q.region.Places[i]
		spoken := above[p.Code]
		for up := p; up != nil && !spoken; up = q.index.Place[up.Parent] {
			_, spoken = graph.Index(string(up.Code))
		}
		if !spoken {
			at := cellAt(hinterland.PlacesTable, p.Row, "code")
			known(graph, p.Code, at, &faults)
		}
	}
	return faults
}

func cellAt(file string, row int, column string) hinterland.Where {
	return hinterland.Where{File: file, Line: row, Column: column}
}

// known finds a place in the neighbourhood, or refuses it.
func known(graph *atlas.Graph, code hinterland.PlaceCode, at hinterland.Where,
	faults *hinterland.Refusals,
) int {
	i, ok := graph.Index(string(code))
	if !ok {
		at.Value = string(code)
		*faults = append(*faults, hinterland.Refuse(hinterland.NotFound, "place.alone", nil).In(at))
	}
	return i
}

func boundsOf(b hinterland.Bounds) zoning.Bounds {
	switch b.Kind {
	case hinterland.ByTolerance:
		return zoning.Bounds{Around: true, Tolerance: b.Tolerance}
	case hinterland.ByLeastAndMost:
		return zoning.Bounds{Least: b.Least, Most: b.Most}
	}
	return zoning.Unbounded()
}

// settle writes the zones into the region's places.
func (q *zoneQuestion) settle(a *zoning.Answer) {
	zone := map[hinterland.PlaceCode]hinterland.ZoneCode{}
	for i, j := range a.Zone {
		if j >= 0 {
			zone[hinterland.PlaceCode(q.ask.graph.Code(i))] = q.zoning.Centres[j].Zone()
		}
	}
	for i := range q.region.Places {
		p := &q.region.Places[i]
		for up := p; up != nil; up = q.index.Place[up.Parent] {
			if z, drawn := zone[up.Code]; drawn {
				p.Zone = z
				break
			}
		}
	}
}

// drawn tells the report how the zones were found.
func (q *zoneQuestion) drawn(a *zoning.Answer) *report.Drawn {
	byTies := q.zoning.Settings.Objective == hinterland.ByTies
	d := &report.Drawn{
		Objective: hinterland.ByDistance, Proved: a.Proved, Gap: gapOf(a.Cost, a.Bound),
		Cost:  q.ask.amount(a.Cost),
		Bound: q.ask.amount(a.Bound),
	}
	if byTies {
		d.Objective = hinterland.ByTies
	}
	for i, j := range a.Zone {
		if j >= 0 {
			d.Places = append(d.Places, q.placement(a, i))
		}
	}
	for i := range a.Binding {
		d.Binding = append(d.Binding, q.binding(a, &a.Binding[i]))
	}
	return d
}

func (q *zoneQuestion) placement(a *zoning.Answer, i int) report.Placement {
	p := report.Placement{
		Place:  hinterland.PlaceCode(q.ask.graph.Code(i)),
		Reason: report.ZoneReason(a.Reasons[i]),
	}
	for _, m := range a.Moves[i] {
		p.Moves = append(p.Moves, report.Move{
			To: q.zoning.Centres[m.To].Zone(), Cost: q.ask.amount(m.Loss),
			Forbidden: report.Rule(m.Forbidden),
		})
	}
	return p
}

func (q *zoneQuestion) binding(a *zoning.Answer, b *zoning.Binding) report.Binding {
	bound := a.Least
	if b.Rule == zoning.RuleMost {
		bound = a.Most
	}
	return report.Binding{
		Rule: report.Rule(b.Rule), Zone: q.zoning.Centres[b.Zone].Zone(),
		Place: hinterland.PlaceCode(q.ask.graph.Code(b.Place)),
		Worth: q.ask.amount(b.Worth), Weight: a.Weights[b.Zone], Bound: bound,
	}
}

// gapOf is |cost − bound| ÷ |bound| to nine decimals, rounded up so that it is
// never told smaller than it is; empty where the bound is 0 and the cost not.
func gapOf(cost, bound int64) string {
	if cost == bound {
		return "0"
	}
	if bound == 0 {
		return ""
	}
	off := new(big.Int).Sub(big.NewInt(cost), big.NewInt(bound))
	off.Abs(off).Mul(off, big.NewInt(1_000_000_000))
	over := new(big.Int).Abs(big.NewInt(bound))
	off.Add(off, over).Sub(off, big.NewInt(1)).Quo(off, over)
	return hinterland.FormatTotal(off, 9)
}

// zonesError words why no zones were drawn.
//
// lang: zones.cause.pin-unreached zones.cause.pins-cross zones.cause.too-heavy
// lang: zones.cause.pins-heavy zones.cause.crowded zones.cause.starved
// lang: zones.cause.indivisible zones.unreachable zones.unfound zones.size
func (c *console) zonesError(err error, ask *zoneAsk) error {
	var told []error
	for _, cause := range zonework.Causes(ask.claims(), err) {
		args := lang.Args{
			"places":  zonework.Listed(cause.Places),
			"centres": zonework.Listed(cause.Centres), "cutting": zonework.Listed(cause.Cutting),
			"weight": cause.Weight, "limit": cause.Limit,
		}
		if cause.Key == "unreachable" {
			args["count"] = len(cause.Places)
		}
		text := errors.New(c.say.Say("zones."+cause.Key, args))
		if cause.Key == "size" {
			return usage(text)
		}
		told = append(told, text)
	}
	if told == nil {
		return err
	}
	return infeasible(errors.Join(told...))
}
