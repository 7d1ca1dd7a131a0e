package zonework

import (
	"context"
	"math"

	"hinterland/atlas"
	"hinterland/check"
	"hinterland/zonal"
)

// Numbers states a question as package check does.
func Numbers(q *zonal.Question) *check.Zoning {
	z := &check.Zoning{
		Codes: q.Codes, Weight: q.Weight, Borders: q.Borders, Pins: q.Pins,
		ByTies: q.ByTies, Least: q.Least, Most: q.Most,
	}
	for i := range q.Codes {
		lon, lat := float64(q.Lon[i])/1e6, float64(q.Lat[i])/1e6
		z.At = append(z.At, atlas.Point{Lon: lon, Lat: lat})
	}
	for _, t := range q.Ties {
		z.Ties = append(z.Ties, check.ZoneTie{A: t.A, B: t.B, Strength: t.Strength})
	}
	for _, c := range q.Centres {
		z.Centres = append(z.Centres, check.ZoneCentre(c))
	}
	z.Scale()
	switch {
	case q.ByMean:
		z.Around(q.Tolerance)
	case q.Most == 0:
		z.Most = math.MaxInt64
	}
	return z
}

// A Judge has zones looked at by package check.
type Judge struct{}

// Check implements zonal.Judge.
func (Judge) Check(q *zonal.Question, rows []zonal.Row) (string, []zonal.Finding) {
	z := Numbers(q)
	asked := make([]check.ZoneRow, len(rows))
	for i, r := range rows {
		asked[i] = check.ZoneRow{
			Line: i + 1, Code: r.Place, Centre: r.Zone, Reason: r.Reason,
		}
	}
	verdict := check.Zones(z, asked)
	var findings []zonal.Finding
	for _, f := range verdict.Findings {
		findings = append(findings, zonal.Finding{
			Row: f.At.Line, Column: f.At.Column, Value: f.At.Value,
			Reason: string(f.Reason), Args: f.Args,
		})
	}
	return z.Amount(verdict.Cost), findings
}

// Moves implements zonal.Judge.
func (Judge) Moves(q *zonal.Question, now []int) []zonal.Move {
	z := Numbers(q)
	var moves []zonal.Move
	for _, m := range check.ZoneMoves(z, now) {
		moves = append(moves, zonal.Move{
			Place: m.Place, To: m.To, Cost: z.Amount(m.Loss), Forbidden: m.Forbidden,
		})
	}
	return moves
}

// Bounds implements zonal.Judge.
func (Judge) Bounds(q *zonal.Question) (least, most int64) {
	z := Numbers(q)
	return z.Least, z.Most
}

// A Drawer has zones drawn by package zoning.
type Drawer struct{}

// Draw implements zonal.Drawer.
func (Drawer) Draw(
	ctx context.Context, q *zonal.Question,
) (*zonal.Drawing, []zonal.Cause, error) {
	z := Numbers(q)
	answer, err := Solve(ctx, z, 0)
	if err != nil {
		if causes := Causes(z, err); causes != nil {
			return nil, causes, nil
		}
		return nil, nil, err
	}
	d := &zonal.Drawing{Cost: z.Amount(answer.Cost), Bound: z.Amount(answer.Bound)}
	for _, r := range Rows(z, answer) {
		d.Rows = append(d.Rows, zonal.Row{Place: r.Code, Zone: r.Centre, Reason: r.Reason})
	}
	return d, nil, nil
}
