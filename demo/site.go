package demo

import (
	"cmp"
	"math"
	"slices"

	"hinterland"
	"hinterland/atlas"
)

// A site is a place of a sample with the figures that its parties' offers and
// needs follow.
type site struct {
	place   hinterland.Place
	measure map[string]int64
}

// The figures that the tables of rules may name: people and workers by branch
// are heads, land is in square kilometres, each is 1,000 everywhere, so that a
// rate per thousand is a rate per party.
const (
	people  = "people"
	farming = "farm"
	mining  = "mine"
	making  = "manuf"
	land    = "land"
	each    = "each"
)

func (l *loader) site(r record, chinese string) site {
	s := site{place: hinterland.Place{
		Code: hinterland.PlaceCode(r.text("code")),
		Name: hinterland.Name{English: r.text("name"), Chinese: chinese},
		Lon:  r.degrees("lon"), Lat: r.degrees("lat"), Weight: r.whole("people"),
	}}
	s.measure = map[string]int64{people: s.place.Weight, each: 1000}
	return s
}

// byShares reads places whose workers are known as shares, in hundredths of a
// per cent, of all who work. How many work is a model: half of the people.
func (l *loader) byShares() []site {
	var sites []site
	for _, r := range l.read("places.csv") {
		s := l.site(r, r.text("name_zh"))
		for _, branch := range []string{farming, mining, making} {
			s.measure[branch] = s.place.Weight * r.whole(branch) / 20_000
		}
		sites = append(sites, s)
	}
	return sites
}

// byLand reads places whose labour force and area are known. That farming
// follows the area and that 15 in 100 of the labour force make things are
// models.
func (l *loader) byLand() []site {
	var sites []site
	for _, r := range l.read("places.csv") {
		s := l.site(r, "")
		s.measure[land] = r.whole("land")
		s.measure[making] = r.whole("labour") * 15 / 100
		sites = append(sites, s)
	}
	return sites
}

// hectometres is the way between two places as a region without a table of
// distances has it: 1.35 times the great circle, in whole hectometres, 0 for
// one place. A float decides only on which side of a half the way lies.
func hectometres(a, b *hinterland.Place) int64 {
	if a.Code == b.Code {
		return 0
	}
	const detour = 1.35
	return int64(math.RoundToEven(10 * detour * greatCircle(a, b)))
}

func greatCircle(a, b *hinterland.Place) float64 {
	return atlas.DistanceKm(
		atlas.Point{Lon: float64(a.Lon) / 1e6, Lat: float64(a.Lat) / 1e6},
		atlas.Point{Lon: float64(b.Lon) / 1e6, Lat: float64(b.Lat) / 1e6})
}

// nearest returns the sites in the order of their way to at, at itself first.
func nearest(sites []site, at *hinterland.Place) []site {
	way := make(map[hinterland.PlaceCode]int64, len(sites))
	for i := range sites {
		way[sites[i].place.Code] = hectometres(&sites[i].place, at)
	}
	return slices.SortedFunc(slices.Values(sites), func(a, b site) int {
		return cmp.Or(cmp.Compare(way[a.place.Code], way[b.place.Code]),
			cmp.Compare(a.place.Code, b.place.Code))
	})
}
