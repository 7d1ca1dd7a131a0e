package office

import (
	"context"
	"fmt"
	"strings"

	"hinterland"
	"hinterland/zonal"
)

// DrawnZones draws the zones that a question asks for, and makes the act that puts
// them into force from its day on: the best that the solver meets before ctx
// ends. It looks at no records, which nobody else is to wait for meanwhile, and
// refuses with all that stands in the way, by name.
func (o *Office) DrawnZones(ctx context.Context, q *ZoneQuestion) (*DrawZones, error) {
	d, causes, err := o.drawer.Draw(ctx, &q.Question)
	switch {
	case err != nil:
		return nil, err
	case d == nil:
		return nil, undrawn(causes)
	}
	act := &DrawZones{Within: q.Within, From: q.ground.on, Cost: d.Cost, Bound: d.Bound}
	for _, r := range d.Rows {
		act.Places = append(act.Places, DrawnPlace{
			Place: hinterland.PlaceCode(r.Place), Zone: hinterland.ZoneCode(r.Zone),
			Reason: r.Reason,
		})
	}
	return act, nil
}

// undrawn makes refusals of why there are no zones.
func undrawn(causes []zonal.Cause) error {
	// lang: refusal.zoning.pin-unreached remedy.zoning.pin-unreached
	// lang: refusal.zoning.pins-cross remedy.zoning.pins-cross
	// lang: refusal.zoning.too-heavy remedy.zoning.too-heavy
	// lang: refusal.zoning.pins-heavy remedy.zoning.pins-heavy
	// lang: refusal.zoning.crowded remedy.zoning.crowded
	// lang: refusal.zoning.starved remedy.zoning.starved
	// lang: refusal.zoning.indivisible remedy.zoning.indivisible
	// lang: refusal.zoning.unreachable remedy.zoning.unreachable
	// lang: refusal.zoning.unfound remedy.zoning.unfound
	// lang: refusal.zoning.size remedy.zoning.size
	var faults hinterland.Refusals
	for _, c := range causes {
		faults = append(faults, hinterland.Refuse(hinterland.Conflict,
			hinterland.Reason(fmt.Sprint("zoning.", strings.TrimPrefix(c.Key, "cause."))),
			hinterland.Args{
				"count": len(c.Places), "places": codesOf[hinterland.PlaceCode](c.Places),
				"zones":   codesOf[hinterland.ZoneCode](c.Centres),
				"cutting": codesOf[hinterland.PlaceCode](c.Cutting),
				"weight":  c.Weight, "limit": c.Limit,
			}))
	}
	return faults
}

func codesOf[T ~string](texts []string) hinterland.Codes[T] {
	codes := make(hinterland.Codes[T], len(texts))
	for i, text := range texts {
		codes[i] = T(text)
	}
	return codes
}

// A PlaceMove is a place's passing, alone, to a zone beside it: what that costs
// more, the rule that forbids it, if one does, and what the zone that it leaves
// and the one that it joins would weigh. Left is -1 where it leaves none.
type PlaceMove struct {
	To           hinterland.DatedZone
	Cost         string
	Refused      error
	Left, Joined int64
}

// MovesOf are those of a place.
func (q *ZoneQuestion) MovesOf(place hinterland.PlaceCode) []PlaceMove {
	var moves []PlaceMove
	at, weights := q.PlaceNamed(place), q.Weights(q.Now)
	for _, m := range q.Moves() {
		if m.Place != at {
			continue
		}
		move := PlaceMove{
			To: q.Zones[m.To], Cost: m.Cost, Refused: refusedBy(m), Left: -1,
			Joined: weights[m.To] + q.Weight[at],
		}
		if now := q.Now[at]; now >= 0 {
			move.Left = weights[now] - q.Weight[at]
		}
		moves = append(moves, move)
	}
	return moves
}

// Weights are what zones weigh by the zone of each place, -1 for none, without
// the places of their centres.
func (q *ZoneQuestion) Weights(zone []int) []int64 {
	weights := make([]int64, len(q.Zones))
	for i, j := range zone {
		if j >= 0 && q.zoneCentredAt(hinterland.PlaceCode(q.Codes[i])) < 0 {
			weights[j] += q.Weight[i]
		}
	}
	return weights
}

// Bounded is least and most of what a zone may weigh; hinterland.NoMost where
// nothing bounds it from above.
func (q *ZoneQuestion) Bounded() (least, most int64) { return q.judge.Bounds(&q.Question) }
