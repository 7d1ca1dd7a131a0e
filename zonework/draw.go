package zonework

import (
	"context"

	"hinterland/zonal"
)

// A Drawing is which place goes into which zone and why, what that costs, and what
// no drawing costs less than, in the words of a zonal.Judge.
type Drawing struct {
	Rows        []zonal.Row
	Cost, Bound string
}

// Draw solves a question in at most so many steps of the solver, its own default if
// none are given.
func Draw(ctx context.Context, q *zonal.Question, steps int64) (*Drawing, error) {
	asked := Numbers(q)
	answer, err := Solve(ctx, asked, steps)
	if err != nil {
		return nil, err
	}
	d := &Drawing{Cost: asked.Amount(answer.Cost), Bound: asked.Amount(answer.Bound)}
	for _, r := range Rows(asked, answer) {
		d.Rows = append(d.Rows, zonal.Row{Place: r.Code, Zone: r.Centre, Reason: r.Reason})
	}
	return d, nil
}
