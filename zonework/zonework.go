package zonework

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"hinterland/atlas"
	"hinterland/check"
	"hinterland/zonal"
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

// Causes are why the solver refused; none where its error is of another sort.
// What the keys are stands with those who word them.
func Causes(z *check.Zoning, err error) []zonal.Cause {
	var unreachable *zoning.Unreachable
	var none *zoning.Infeasible
	var unfound *zoning.Unfound
	var size *zoning.SizeError
	switch {
	case errors.As(err, &unreachable):
		return []zonal.Cause{{Key: "unreachable", Places: placesOf(z, unreachable.Places)}}
	case errors.As(err, &none):
		var causes []zonal.Cause
		for _, c := range none.Causes {
			cause := zonal.Cause{
				Key: "cause." + string(c.Why), Places: placesOf(z, c.Places),
				Cutting: placesOf(z, c.Cutting), Weight: c.Weight, Limit: c.Limit,
			}
			for _, j := range c.Centres {
				cause.Centres = append(cause.Centres, z.Centres[j].Name)
			}
			causes = append(causes, cause)
		}
		return causes
	case errors.As(err, &unfound):
		return []zonal.Cause{{Key: "unfound"}}
	case errors.As(err, &size):
		return []zonal.Cause{{Key: "size"}}
	}
	return nil
}

// placesOf are the codes of places.
func placesOf(z *check.Zoning, numbers []int) []string {
	var codes []string
	for _, i := range numbers {
		codes = append(codes, z.Codes[i])
	}
	return codes
}

// maxListed is how many places a message names before it counts the rest.
const maxListed = 40

// Listed names places or centres, not more than a reader can take in, to be set in
// a row as the reader's language does.
func Listed(codes []string) []string {
	names := slices.Clone(codes[:min(len(codes), maxListed)])
	if more := len(codes) - maxListed; more > 0 {
		names = append(names, fmt.Sprintf("… (+%d)", more))
	}
	return names
}
