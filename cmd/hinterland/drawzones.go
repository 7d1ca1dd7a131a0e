package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"

	"hinterland"
	"hinterland/atlas"
	"hinterland/check"
	"hinterland/lang"
	"hinterland/report"
	"hinterland/sheet"
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
	q := &zoneQuestion{errand: e, graph: graph, index: e.region.Index()}
	problem, err := q.problem()
	if err != nil {
		return err
	}
	stop := c.watch("progress.zones")
	answer, err := zoning.Solve(ctx, problem)
	stop()
	if err != nil {
		return c.zonesError(err, graph.Code, func(j int) string {
			return string(e.zoning.Centres[j].Zone())
		})
	}
	rows := q.rows(answer)
	if verdict := check.Zones(q.claims(&problem, answer), rows); len(verdict.Findings) > 0 {
		return errors.Join(errors.New(c.say.Say("plan.unproved", nil)), verdict.Findings)
	}
	q.settle(answer)
	e.drawn = q.drawn(answer)
	e.add(map[string][]byte{"zones.csv": zonesTable(rows)})
	return nil
}

// A zoneQuestion turns the places of a region into the numbers of a problem.
type zoneQuestion struct {
	*errand
	graph *atlas.Graph
	index *hinterland.Index
}

// problem states the drawing of zones. Lengths are millimetres.
func (q *zoneQuestion) problem() (zoning.Problem, error) {
	p := zoning.Problem{Bounds: zoning.Unbounded(), Weights: make([]int64, q.graph.Len())}
	if q.zoning.Settings.Objective == hinterland.ByTies {
		p.Objective = zoning.Ties
	}
	var faults hinterland.Refusals
	for i := range p.Weights {
		p.Weights[i] = q.place(i).Weight
		for _, k := range q.graph.Neighbours(i) {
			if i < k {
				p.Borders = append(p.Borders, zoning.Border{A: i, B: k, Metres: q.length(i, k)})
			}
		}
	}
	for _, t := range q.zoning.Ties {
		a, okA := q.graph.Index(string(t.A))
		b, okB := q.graph.Index(string(t.B))
		if okA && okB {
			p.Ties = append(p.Ties, zoning.Tie{A: a, B: b, Value: t.Strength})
		}
	}
	names := map[string]int{}
	for j := range q.zoning.Centres {
		centre := &q.zoning.Centres[j]
		names[centre.Name.English] = j
		p.Centres = append(p.Centres, q.numbers(centre, &faults))
	}
	for _, pin := range q.zoning.Pins {
		if i, known := q.graph.Index(string(pin.Place)); known {
			p.Pins = append(p.Pins, zoning.Pin{Place: i, Centre: names[pin.Centre]})
		} else {
			faults = append(faults, alone(hinterland.PinsTable, pin.Row, "place", string(pin.Place)))
		}
	}
	switch b := q.zoning.Settings.Bounds; b.Kind {
	case hinterland.ByTolerance:
		p.Bounds = zoning.Bounds{Around: true, Tolerance: b.Tolerance}
	case hinterland.ByLeastAndMost:
		p.Bounds = zoning.Bounds{Least: b.Least, Most: b.Most}
	}
	return p, faults.Err()
}

// alone refuses a place that the neighbourhood does not speak of.
func alone(file string, row int, column, code string) *hinterland.Refusal {
	return hinterland.Refuse(hinterland.NotFound, "place.alone", nil).
		In(hinterland.Where{File: file, Line: row, Column: column, Value: code})
}

func (q *zoneQuestion) numbers(c *hinterland.Centre, faults *hinterland.Refusals) []int {
	var numbers []int
	for _, code := range c.Places {
		if i, known := q.graph.Index(string(code)); known {
			numbers = append(numbers, i)
		} else {
			*faults = append(*faults, alone(hinterland.CentresTable, c.Row, "places", string(code)))
		}
	}
	return numbers
}

func (q *zoneQuestion) place(i int) *hinterland.Place {
	if p, known := q.index.Place[hinterland.PlaceCode(q.graph.Code(i))]; known {
		return p
	}
	// A map may show more places than the region has; they weigh nothing.
	return &hinterland.Place{Code: hinterland.PlaceCode(q.graph.Code(i))}
}

// length is the great circle between two places' points, in millimetres.
func (q *zoneQuestion) length(i, k int) int64 {
	return int64(math.RoundToEven(atlas.DistanceKm(pointOf(q.place(i)), pointOf(q.place(k))) * 1e6))
}

// rows words an answer as the lines of zones.csv.
func (q *zoneQuestion) rows(a *zoning.Answer) []check.ZoneRow {
	var rows []check.ZoneRow
	for i, j := range a.Zone {
		if j >= 0 {
			rows = append(rows, check.ZoneRow{
				Line: len(rows) + 2, Code: q.graph.Code(i),
				Centre: string(q.zoning.Centres[j].Zone()), Reason: string(a.Reasons[i]),
			})
		}
	}
	return rows
}

// zonesTable is the text of a zones.csv.
func zonesTable(rows []check.ZoneRow) []byte {
	cells := make([][]string, len(rows))
	for i, r := range rows {
		cells[i] = []string{r.Code, r.Centre, r.Reason}
	}
	return sheet.Table([]string{"code", "centre", "reason"}, cells)
}

// claims states for the check what was asked.
func (q *zoneQuestion) claims(p *zoning.Problem, a *zoning.Answer) *check.Zoning {
	z := &check.Zoning{
		Weight: p.Weights, ByTies: p.Objective == zoning.Ties, Least: a.Least, Most: a.Most,
		Pins: map[int]int{},
	}
	for i := range p.Weights {
		z.Codes = append(z.Codes, q.graph.Code(i))
		z.At = append(z.At, pointOf(q.place(i)))
	}
	for _, b := range p.Borders {
		z.Borders = append(z.Borders, [2]int{b.A, b.B})
	}
	for _, t := range p.Ties {
		z.Ties = append(z.Ties, check.ZoneTie{A: t.A, B: t.B, Strength: t.Value})
	}
	for j, places := range p.Centres {
		z.Centres = append(z.Centres, check.ZoneCentre{
			Name: string(q.zoning.Centres[j].Zone()), Places: places,
		})
	}
	for _, pin := range p.Pins {
		z.Pins[pin.Place] = pin.Centre
	}
	return z
}

// settle writes the zones into the region's places.
func (q *zoneQuestion) settle(a *zoning.Answer) {
	zone := map[hinterland.PlaceCode]hinterland.ZoneCode{}
	for i, j := range a.Zone {
		if j >= 0 {
			zone[hinterland.PlaceCode(q.graph.Code(i))] = q.zoning.Centres[j].Zone()
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
		Cost:  hinterland.FormatDecimal(a.Cost, 6),
		Bound: hinterland.FormatDecimal(a.Bound, 6),
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
		Place:  hinterland.PlaceCode(q.graph.Code(i)),
		Reason: report.ZoneReason(a.Reasons[i]),
	}
	for _, m := range a.Moves[i] {
		p.Moves = append(p.Moves, report.Move{
			To: q.zoning.Centres[m.To].Zone(), Cost: hinterland.FormatDecimal(m.Loss, 6),
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
		Place: hinterland.PlaceCode(q.graph.Code(b.Place)),
		Worth: hinterland.FormatDecimal(b.Worth, 6), Weight: a.Weights[b.Zone], Bound: bound,
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
// lang: zones.cause.indivisible
func (c *console) zonesError(err error, place, centre func(int) string) error {
	var unreachable *zoning.Unreachable
	var none *zoning.Infeasible
	var unfound *zoning.Unfound
	var size *zoning.SizeError
	switch {
	case errors.As(err, &unreachable):
		return infeasible(errors.New(c.say.Say("zones.unreachable", lang.Args{
			"count": len(unreachable.Places), "places": listed(unreachable.Places, place),
		})))
	case errors.As(err, &none):
		var causes []error
		for _, cause := range none.Causes {
			causes = append(causes, errors.New(c.say.Say("zones.cause."+string(cause.Why), lang.Args{
				"places": listed(cause.Places, place), "centres": listed(cause.Centres, centre),
				"cutting": listed(cause.Cutting, place), "weight": cause.Weight, "limit": cause.Limit,
			})))
		}
		return infeasible(errors.Join(causes...))
	case errors.As(err, &unfound):
		return infeasible(errors.New(c.say.Say("zones.unfound", nil)))
	case errors.As(err, &size):
		return usage(errors.New(c.say.Say("zones.size", nil)))
	}
	return err
}

// maxListed is how many places a message names before it counts the rest.
const maxListed = 40

// listed names places or centres, not more than a reader can take in.
func listed(numbers []int, name func(int) string) string {
	var names []string
	for _, i := range numbers[:min(len(numbers), maxListed)] {
		names = append(names, name(i))
	}
	text := strings.Join(names, ", ")
	if more := len(numbers) - maxListed; more > 0 {
		text += fmt.Sprintf(" … (+%d)", more)
	}
	return text
}
