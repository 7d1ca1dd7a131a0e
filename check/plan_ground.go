package check

import (
	"cmp"
	"math"
	"slices"

	"hinterland"
)

// planGround is what all goods of a region share: who is where, and how far
// apart. Parties and zones are numbered in the order of their codes; zone 0
// is "in no zone". Places are numbered as parties are first found there.
type planGround struct {
	region  *hinterland.Region
	index   *hinterland.Index
	parties []planParty
	number  map[hinterland.PartyCode]int
	places  []planPlace
	reach   map[hinterland.GoodCode]int64

	// way holds the distances in hectometres, from place times len(places)
	// plus to place, or planUnmeasured.
	way []int32
}

type planParty struct {
	code        hinterland.PartyCode
	place, zone int
}

type planPlace struct {
	code     hinterland.PlaceCode
	lon, lat float64 // radians
}

const planUnmeasured = -1

func newPlanGround(region *hinterland.Region) *planGround {
	gr := &planGround{
		region: region, index: region.Index(),
		number: map[hinterland.PartyCode]int{}, reach: map[hinterland.GoodCode]int64{},
	}
	for _, reach := range region.Reach {
		gr.reach[reach.Good] = reach.Hectometres
	}
	zones := zoneNumbers(region)
	codes := make([]hinterland.PartyCode, 0, len(region.Parties))
	for _, p := range region.Parties {
		codes = append(codes, p.Code)
	}
	slices.Sort(codes)
	placeAt := map[hinterland.PlaceCode]int{}
	for i, code := range codes {
		place := gr.index.Place[gr.index.PlaceOf(code)]
		at, known := placeAt[place.Code]
		if !known {
			at = len(gr.places)
			placeAt[place.Code] = at
			gr.places = append(gr.places, planPlace{
				code: place.Code, lon: planRadians(place.Lon), lat: planRadians(place.Lat),
			})
		}
		gr.number[code] = i
		gr.parties = append(gr.parties, planParty{code: code, place: at, zone: zones[place.Zone]})
	}
	gr.measure(region.Distances, placeAt)
	return gr
}

// measure takes over the distances that are listed.
func (gr *planGround) measure(listed []hinterland.Distance, at map[hinterland.PlaceCode]int) {
	gr.way = make([]int32, len(gr.places)*len(gr.places))
	for i := range gr.way {
		gr.way[i] = planUnmeasured
	}
	for _, d := range listed {
		from, known := at[d.From]
		to, alsoKnown := at[d.To]
		if known && alsoKnown {
			gr.way[from*len(gr.places)+to] = int32(d.Hectometres)
		}
	}
}

// zoneNumbers numbers the zones from 1 in the order of their codes.
func zoneNumbers(region *hinterland.Region) map[hinterland.ZoneCode]int {
	number := map[hinterland.ZoneCode]int{"": 0}
	var codes []hinterland.ZoneCode
	for _, p := range region.Places {
		if _, known := number[p.Zone]; !known {
			number[p.Zone] = 0
			codes = append(codes, p.Zone)
		}
	}
	slices.Sort(codes)
	for i, code := range codes {
		number[code] = i + 1
	}
	return number
}

func planRadians(d hinterland.MicroDegrees) float64 { return float64(d) / 1e6 * math.Pi / 180 }

// What a way is taken to be where nobody has measured it: this many
// hectometres of radius, and this much longer than as the crow flies.
const (
	planRadius = 63_710.088
	planDetour = 1.35
)

// hectometres is the length of the way between two places.
func (gr *planGround) hectometres(from, to int) int64 {
	known := &gr.way[from*len(gr.places)+to]
	if *known != planUnmeasured {
		return int64(*known)
	}
	*known = 0
	if from != to {
		*known = int32(planDistance(gr.places[from], gr.places[to]))
	}
	return int64(*known)
}

// planDistance is the haversine formula, lengthened and rounded half to even.
func planDistance(a, b planPlace) int64 {
	up, across := math.Sin((b.lat-a.lat)/2), math.Sin((b.lon-a.lon)/2)
	h := up*up + math.Cos(a.lat)*math.Cos(b.lat)*across*across
	arc := 2 * math.Asin(math.Sqrt(min(h, 1)))
	return int64(math.RoundToEven(planRadius * planDetour * arc))
}

// A planSpan is a time in which only one party may buy a good in a place.
type planSpan struct {
	first, last, buyer int
}

// spans lists, for each place, the exclusive scopes that cover the good
// there; nil for all places if the good has none.
func (gr *planGround) spans(good hinterland.GoodCode) [][]planSpan {
	var spans [][]planSpan
	for i := range gr.region.Scopes {
		s := &gr.region.Scopes[i]
		if !s.Exclusive || !gr.index.GoodUnder(good, s.Good) {
			continue
		}
		if spans == nil {
			spans = make([][]planSpan, len(gr.places))
		}
		for at, place := range gr.places {
			if s.Covers(gr.index, good, place.code, s.First) {
				spans[at] = append(
					spans[at],
					planSpan{int(s.First), int(s.Last), gr.number[s.Buyer]},
				)
			}
		}
	}
	for _, list := range spans {
		slices.SortFunc(list, func(a, b planSpan) int { return cmp.Compare(a.last, b.last) })
	}
	return spans
}
