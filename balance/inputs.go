package balance

import (
	"math"

	"hinterland"
	"hinterland/atlas"
)

// A Planner is a frame made ready for planning good by good, with the distance
// between any two places where a party is. It is made once, before goods are
// planned side by side, and only read after that. The region has passed Check:
// every code is known, every amount and cost is within bounds.
type Planner struct {
	frame *Frame
	index *hinterland.Index
	reach map[hinterland.GoodCode]int64 // hectometres, of goods that have one
	zones map[hinterland.ZoneCode]int   // numbered from 1; no zone is 0
	// places are those where some party is, and placeAt their numbers. Zones and
	// places are numbered as they come, which depends on the order of rows:
	// numbers may be compared for being alike, and nothing may be sorted by them.
	placeAt map[hinterland.PlaceCode]int
	places  []*hinterland.Place
	// far holds the way from place i to place j in hectometres at i·places+j:
	// the one table that grows with the square of the region.
	far []int64
}

// NewPlanner measures a frame. Its rows are pointed to and not copied, so the
// frame must not change while goods are planned. O(rows + places²), of which
// the square is all that is felt.
func NewPlanner(f *Frame) *Planner {
	pl := &Planner{
		frame: f, index: f.Region.Index(),
		reach:   map[hinterland.GoodCode]int64{},
		zones:   map[hinterland.ZoneCode]int{"": 0},
		placeAt: map[hinterland.PlaceCode]int{},
	}
	for _, reach := range f.Region.Reach {
		pl.reach[reach.Good] = reach.Hectometres
	}
	for _, place := range f.Region.Places {
		if _, known := pl.zones[place.Zone]; !known {
			pl.zones[place.Zone] = len(pl.zones)
		}
	}
	for _, party := range f.Region.Parties {
		if _, known := pl.placeAt[party.Place]; !known {
			pl.placeAt[party.Place] = len(pl.places)
			pl.places = append(pl.places, pl.index.Place[party.Place])
		}
	}
	pl.measure()
	return pl
}

func (pl *Planner) placeOf(p hinterland.PartyCode) int { return pl.placeAt[pl.index.PlaceOf(p)] }

// zoneOf numbers zones: ways are compared by zone more often than by anything
// else, and only for being alike.
func (pl *Planner) zoneOf(p hinterland.PartyCode) int { return pl.zones[pl.index.ZoneOf(p)] }

// measure fills the table of distances: what is listed, else the model. A
// distance is of one way; a list may give it there and not back, and nothing is
// said about detours being longer (the triangle inequality is not assumed). Nor
// could it do harm: goods move once, from offer to need, so no plan ever joins
// two ways into one. Rows about places where nobody is are passed over. A way
// from a place to itself is 0 hectometres, which is never worked out: the model
// would have to come to 0 exactly.
func (pl *Planner) measure() {
	pl.far = make([]int64, len(pl.places)*len(pl.places))
	for i, from := range pl.places {
		for j, to := range pl.places {
			if i != j {
				pl.far[i*len(pl.places)+j] = modelledWay(from, to)
			}
		}
	}
	for _, d := range pl.frame.Region.Distances {
		i, here := pl.placeAt[d.From]
		j, there := pl.placeAt[d.To]
		if here && there {
			pl.far[i*len(pl.places)+j] = d.Hectometres
		}
	}
}

// hectometres is the length of the way from one place to another.
func (pl *Planner) hectometres(from, to int) int64 { return pl.far[from*len(pl.places)+to] }

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
