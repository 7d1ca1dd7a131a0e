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
//     the place cannot be in the zone. Valid because the zone holds a way
//     from the place to its centre, and that way meets the set
//     (a,b-separators; Carvajal, Constantino, Goycoolea, Vielma and Weintraub
//     2013);
//   - need: the zone has to weigh at least min, a set round its centre weighs
//     less, so some place on that set's rim belongs to it. Valid because the
//     zone has a place outside the set, and the way from there to the centre
//     enters the set over its rim;
//   - fill: what is missing to min once a set of places is taken in, counted
//     in pieces no larger than what is missing; and the same for what has to
//     stay outside because of max (knapsack cover; Carr, Fleischer, Leung and
//     Phillips 2000). Valid because one piece cut down to what is missing
//     fills it alone.
//
// Each holds by the way it is made, in whole numbers; fractions only decide
// which cuts are worth making. All are about one zone, so that a cut has a
// coefficient per place and not per place and zone, and the proof adds it to
// one column of its table.
//
// Gates, needs and fills of a minimum speak of the places that may be in the
// zone, hence of the domain they were made in: they hold for the zonings in
// that domain and are forgotten with it (search.forget).
type cut struct {
	// The zone that it is about, whose shares alone it mentions.
	zone int32
	// Each place at most once, with its coefficient beside it in coef.
	places []int32
	coef   []int64
	limit  int64
	// |limit| + Σ |coef|: the most that a unit of its multiplier can add to a
	// sum of the proof. newCut and add keep it.
	span int64
	// Its row in the programme, -1 while it has none. A cut belongs to one
	// search, and that to one programme at a time.
	row int
}

func newCut(zone int, limit int64) *cut {
	return &cut{zone: int32(zone), limit: limit, span: max(limit, -limit), row: -1}
}

// add puts a place into the cut. Requires: the place is not in it yet. Rows
// name a column once, and of finds one coefficient only.
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

// size is the largest coefficient, the unit of the cut's row: gates and needs
// keep theirs of 1, and fills, whose coefficients are weights, become
// comparable with them. It is 1 for a cut without places.
func (c *cut) size() float64 {
	most := int64(1)
	for _, v := range c.coef {
		most = max(most, v, -v)
	}
	return float64(most)
}

// of is the coefficient of a place, 0 for a place not in the cut. O(places);
// it is asked only when a column is admitted late.
func (c *cut) of(place int) int64 {
	for t, i := range c.places {
		if int(i) == place {
			return c.coef[t]
		}
	}
	return 0
}

// broken is by how much the shares break the cut, in units of its size;
// negative where they keep it with room to spare. It decides which cuts get
// rows, never whether one is valid.
func (c *cut) broken(share []float64, p int) float64 {
	by := -float64(c.limit)
	for t, i := range c.places {
		by += float64(float64(c.coef[t]) * share[int(i)*p+int(c.zone)])
	}
	return by / c.size()
}
