package balance

import (
	"math"

	"hinterland"
	"hinterland/atlas"
)

// inputs is a region made ready for planning good by good: rows by good, and
// the distance between any two places where a party is. It is made once, before
// goods are planned side by side, and only read after that. The region has
// passed Check: every code is known, every amount and cost is within bounds.
type inputs struct {
	region *hinterland.Region
	index  *hinterland.Index
	// Rows by good, in the order read: a problem sorts its own.
	offers map[hinterland.GoodCode][]*hinterland.Offer
	needs  map[hinterland.GoodCode][]*hinterland.Need
	floors map[hinterland.GoodCode][]*hinterland.Floor
	fixed  map[hinterland.GoodCode][]*hinterland.Fixing
	signed map[hinterland.GoodCode][]*hinterland.Line
	reach  map[hinterland.GoodCode]int64 // hectometres, of goods that have one
	zones  map[hinterland.ZoneCode]int   // numbered from 1; no zone is 0
	// places are those where some party is, and placeAt their numbers. Zones and
	// places are numbered as they come, which depends on the order of rows:
	// numbers may be compared for being alike, and nothing may be sorted by them.
	placeAt map[hinterland.PlaceCode]int
	places  []*hinterland.Place
	// far holds the way from place i to place j in hectometres at i·places+j:
	// the one table that grows with the square of the region.
	far []int64
}

// newInputs groups and measures a region. Its rows are pointed to and not
// copied, so the region must not change while goods are planned. O(rows +
// places²), of which the square is all that is felt.
func newInputs(r *hinterland.Region) *inputs {
	in := &inputs{
		region: r, index: r.Index(),
		offers: byGood(r.Offers, func(o *hinterland.Offer) hinterland.GoodCode { return o.Good }),
		needs:  byGood(r.Needs, func(n *hinterland.Need) hinterland.GoodCode { return n.Good }),
		floors: byGood(r.Floors, func(f *hinterland.Floor) hinterland.GoodCode { return f.Good }),
		fixed: byGood(r.Fixings, func(f *hinterland.Fixing) hinterland.GoodCode {
			return f.Good
		}),
		signed:  byGood(r.Signed, func(l *hinterland.Line) hinterland.GoodCode { return l.Good }),
		reach:   map[hinterland.GoodCode]int64{},
		zones:   map[hinterland.ZoneCode]int{"": 0},
		placeAt: map[hinterland.PlaceCode]int{},
	}
	for _, reach := range r.Reach {
		in.reach[reach.Good] = reach.Hectometres
	}
	for _, place := range r.Places {
		if _, known := in.zones[place.Zone]; !known {
			in.zones[place.Zone] = len(in.zones)
		}
	}
	for _, party := range r.Parties {
		if _, known := in.placeAt[party.Place]; !known {
			in.placeAt[party.Place] = len(in.places)
			in.places = append(in.places, in.index.Place[party.Place])
		}
	}
	in.measure()
	return in
}

func byGood[T any](rows []T, good func(*T) hinterland.GoodCode) map[hinterland.GoodCode][]*T {
	groups := map[hinterland.GoodCode][]*T{}
	for i := range rows {
		g := good(&rows[i])
		groups[g] = append(groups[g], &rows[i])
	}
	return groups
}

func (in *inputs) placeOf(p hinterland.PartyCode) int { return in.placeAt[in.index.PlaceOf(p)] }

// zoneOf numbers zones: ways are compared by zone more often than by anything
// else, and only for being alike.
func (in *inputs) zoneOf(p hinterland.PartyCode) int { return in.zones[in.index.ZoneOf(p)] }

// measure fills the table of distances: what is listed, else the model. A
// distance is of one way; a list may give it there and not back, and nothing is
// said about detours being longer (the triangle inequality is not assumed). Nor
// could it do harm: goods move once, from offer to need, so no plan ever joins two
// ways into one. Rows about places where nobody is are passed over. A way from a
// place to itself is 0 hectometres, which is never worked out: the model would
// have to come to 0 exactly.
func (in *inputs) measure() {
	in.far = make([]int64, len(in.places)*len(in.places))
	for i, from := range in.places {
		for j, to := range in.places {
			if i != j {
				in.far[i*len(in.places)+j] = modelledWay(from, to)
			}
		}
	}
	for _, d := range in.region.Distances {
		i, here := in.placeAt[d.From]
		j, there := in.placeAt[d.To]
		if here && there {
			in.far[i*len(in.places)+j] = d.Hectometres
		}
	}
}

// hectometres is the length of the way from one place to another.
func (in *inputs) hectometres(from, to int) int64 { return in.far[from*len(in.places)+to] }

// detour is how much longer a way is taken to be than the great circle, where
// nobody has measured it: a usual figure for roads in hilly country, and a
// model.
const detour = 1.35

// modelledWay returns the modelled length of a way in hectometres, rounded
// half to even. It is the one place where a floating-point number leads to a
// recorded one, and it is rounded at once; the check rounds its own.
func modelledWay(from, to *hinterland.Place) int64 {
	return int64(math.RoundToEven(atlas.DistanceKm(pointOf(from), pointOf(to)) * detour * 10))
}

func pointOf(p *hinterland.Place) atlas.Point {
	return atlas.Point{Lon: float64(p.Lon) / 1e6, Lat: float64(p.Lat) / 1e6}
}
