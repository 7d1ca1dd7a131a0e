package flow

import "math"

// pricedArc is an arc as pricing sees it: the direction in which it can still
// move and what a unit costs that way.
type pricedArc struct {
	ends
	cost int64
}

// ends are where an arc leads from and to in that direction.
type ends struct{ from, to int32 }

// pricedArcs stores them by slot in 12 bytes each while every cost fits 32
// bits, else in 16: a cold run reads them some hundred times over, so the
// bytes are time. Exactly one of narrow and wide is there.
type pricedArcs struct {
	ends   []ends
	narrow []int32
	wide   []int64
}

// fit makes room for costs of magnitudes up to most and empties all slots, so
// the caller stores all arcs anew. Costs of one level of wishes are often 0 and
// 1, those of the last one money: the width may change from level to level.
func (p *pricedArcs) fit(slots int, most uint64) {
	p.ends = cleared(p.ends, slots)
	if most <= math.MaxInt32 {
		p.narrow, p.wide = cleared(p.narrow, slots), nil
	} else {
		p.narrow, p.wide = nil, cleared(p.wide, slots)
	}
}

// at reads a slot.
func (p *pricedArcs) at(slot int32) pricedArc {
	if p.narrow != nil {
		return pricedArc{p.ends[slot], int64(p.narrow[slot])}
	}
	return pricedArc{p.ends[slot], p.wide[slot]}
}

// set writes a slot. The cost fits: fit has seen the greatest magnitude, and a
// cost turned round has the same.
func (p *pricedArcs) set(slot int32, h pricedArc) {
	p.ends[slot] = h.ends
	if p.narrow != nil {
		p.narrow[slot] = int32(h.cost)
		return
	}
	p.wide[slot] = h.cost
}

// turned is the arc the other way round.
func (h pricedArc) turned() pricedArc { return pricedArc{ends{h.to, h.from}, -h.cost} }
