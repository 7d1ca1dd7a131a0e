package zoning

// A cut is an inequality that every zoning within the domain of the search
// satisfies, about the places of one zone,
//
//	Σ coef_t · x(places_t, zone) ≤ limit.
//
// There are three kinds:
//
//   - gate: a place stands in the zone only if some place of a set does
//     through which all its ways to the centre lead. An empty set says that
//     the place cannot be in the zone;
//   - need: the zone has to weigh at least min, a connected set round its
//     centre weighs less, so some place on that set's rim belongs to it;
//   - fill: what is missing to min once a set of places is taken in, counted
//     in pieces no larger than what is missing; and the same for what has to
//     stay outside because of max (knapsack cover; Carr, Fleischer, Leung
//     and Phillips 2000).
//
// Each holds by the way it is made, in whole numbers; fractions only decide
// which cuts are worth making.
type cut struct {
	zone   int32
	places []int32
	coef   []int64
	limit  int64
	span   int64 // |limit| + Σ |coef|: what a multiplier may meet
	row    int   // its row in the programme, -1 while it has none
}

func newCut(zone int, limit int64) *cut {
	return &cut{zone: int32(zone), limit: limit, span: max(limit, -limit), row: -1}
}

func (c *cut) add(place int, coef int64) {
	c.places = append(c.places, int32(place))
	c.coef = append(c.coef, coef)
	c.span += max(coef, -coef)
}

// gateCut says that place is in zone only if a place of gate is.
func gateCut(zone, place int, gate []int) *cut {
	c := newCut(zone, 0)
	c.add(place, 1)
	for _, s := range gate {
		c.add(s, -1)
	}
	return c
}

// size is the largest coefficient, the unit of the cut's row.
func (c *cut) size() float64 {
	most := int64(1)
	for _, v := range c.coef {
		most = max(most, v, -v)
	}
	return float64(most)
}

// of is the coefficient of a place.
func (c *cut) of(place int) int64 {
	for t, i := range c.places {
		if int(i) == place {
			return c.coef[t]
		}
	}
	return 0
}

// broken is by how much the shares break the cut, in units of its size.
func (c *cut) broken(share []float64, p int) float64 {
	by := -float64(c.limit)
	for t, i := range c.places {
		by += float64(float64(c.coef[t]) * share[int(i)*p+int(c.zone)])
	}
	return by / c.size()
}
