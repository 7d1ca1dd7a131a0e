package zonework

import (
	"context"
	"errors"
	"fmt"
	"math"

	"hinterland/atlas"
	"hinterland/check"
	"hinterland/zoning"
)

// Problem states a zoning to the solver, borders by the great circle between
// their places, in the zoning's own steps.
func Problem(z *check.Zoning) zoning.Problem {
	p := zoning.Problem{
		Weights: z.Weight, LeaveOut: z.LeaveOut,
		Bounds: zoning.Bounds{Least: z.Least, Most: z.Most},
	}
	if z.ByMean { // the solver works its bounds out for itself
		p.Bounds = zoning.Bounds{Around: true, Tolerance: z.Tolerance}
	}
	if z.ByTies {
		p.Objective = zoning.Ties
	}
	for _, c := range z.Centres {
		p.Centres = append(p.Centres, c.Places)
	}
	for _, b := range z.Borders {
		km := atlas.DistanceKm(z.At[b[0]], z.At[b[1]])
		length := int64(math.RoundToEven(km * 1e6 / max(z.Step, 1)))
		p.Borders = append(p.Borders, zoning.Border{A: b[0], B: b[1], Length: length})
	}
	for _, t := range z.Ties {
		p.Ties = append(p.Ties, zoning.Tie{A: t.A, B: t.B, Value: t.Strength})
	}
	for i := range z.Codes {
		if j, pinned := z.Pins[i]; pinned {
			p.Pins = append(p.Pins, zoning.Pin{Place: i, Centre: j})
		}
	}
	return p
}

// Solve draws the zones that a zoning asks for in at most so many steps of the
// solver, its own default if none are given.
func Solve(ctx context.Context, z *check.Zoning, steps int64) (*zoning.Answer, error) {
	p := Problem(z)
	p.Steps = steps
	return zoning.Solve(ctx, p)
}

// Rows are an answer as package check looks at it.
func Rows(z *check.Zoning, a *zoning.Answer) []check.ZoneRow {
	var rows []check.ZoneRow
	for i, j := range a.Zone {
		if j >= 0 {
			rows = append(rows, check.ZoneRow{
				Line: len(rows) + 2, Code: z.Codes[i], Centre: z.Centres[j].Name,
				Reason: string(a.Reasons[i]),
			})
		}
	}
	return rows
}

// A Cause is why no zones are drawn: the last part of the keys of its texts, and
// what they mention.
type Cause struct {
	Key  string
	Args map[string]any
}

// Causes are why the solver refused; none where its error is of another sort.
// What the keys are stands with those who word them.
func Causes(z *check.Zoning, err error) []Cause {
	place := func(i int) string { return z.Codes[i] }
	centre := func(j int) string { return z.Centres[j].Name }
	var unreachable *zoning.Unreachable
	var none *zoning.Infeasible
	var unfound *zoning.Unfound
	var size *zoning.SizeError
	switch {
	case errors.As(err, &unreachable):
		return []Cause{{"unreachable", map[string]any{
			"count": len(unreachable.Places), "places": Listed(unreachable.Places, place),
		}}}
	case errors.As(err, &none):
		var causes []Cause
		for _, c := range none.Causes {
			causes = append(causes, Cause{"cause." + string(c.Why), map[string]any{
				"places": Listed(c.Places, place), "centres": Listed(c.Centres, centre),
				"cutting": Listed(c.Cutting, place), "weight": c.Weight, "limit": c.Limit,
			}})
		}
		return causes
	case errors.As(err, &unfound):
		return []Cause{{"unfound", nil}}
	case errors.As(err, &size):
		return []Cause{{"size", nil}}
	}
	return nil
}

// maxListed is how many places a message names before it counts the rest.
const maxListed = 40

// Listed names places or centres, not more than a reader can take in, to be set in
// a row as the reader's language does.
func Listed(numbers []int, name func(int) string) []string {
	var names []string
	for _, i := range numbers[:min(len(numbers), maxListed)] {
		names = append(names, name(i))
	}
	if more := len(numbers) - maxListed; more > 0 {
		names = append(names, fmt.Sprintf("… (+%d)", more))
	}
	return names
}
