package hinterland

import (
	"math"
	"strings"
)

// The names of the tables from which zones are drawn, and of the map.
const (
	AdjacencyTable = "adjacency.csv"
	TiesTable      = "ties.csv"
	CentresTable   = "centres.csv"
	PinsTable      = "pins.csv"
	SettingsTable  = "region.csv"
	MapFile        = "map.geojson"
)

// An Adjacency says that two places share a border. It holds both ways.
type Adjacency struct {
	A, B PlaceCode
	Row  int
}

// TiePlaces is the number of decimal places of a Tie's Strength.
const TiePlaces = 6

// A Tie says how much two places have to do with each other, both ways:
// trade, journeys, or a model of them. Strength is in millionths of whatever
// was counted; a pair without a Tie has none.
type Tie struct {
	A, B     PlaceCode
	Strength int64
	Source   string // where an office has it from
	Row      int
}

// A Centre is the city, of one or more places, round which a zone is drawn.
// Its English name names it everywhere, and is never empty.
type Centre struct {
	Name   Name
	Places []PlaceCode
	Row    int
}

// Zone is the code of the zone round c: its name with hyphens for spaces.
func (c *Centre) Zone() ZoneCode {
	return ZoneCode(strings.Join(strings.Fields(c.Name.English), "-"))
}

// A Pin puts a place into the zone of a centre by hand, whatever the
// objective says, and says why.
type Pin struct {
	Place  PlaceCode
	Centre string
	Reason Name
	Row    int
}

// An Objective says what makes one zoning better than another.
type Objective string

// The two objectives.
const (
	ByDistance Objective = "distance" // people are near their centre
	ByTies     Objective = "ties"     // places are with the centre they have most to do with
)

// A BoundKind says how the weights of zones are bounded.
type BoundKind string

// The kinds of bounds.
const (
	Unbounded      BoundKind = ""
	ByTolerance    BoundKind = "tolerance" // a fraction of the mean weight, up and down
	ByLeastAndMost BoundKind = "weights"   // the same least and most weight for all
)

// NoMost is the Most of Bounds that bound only from below.
const NoMost = math.MaxInt64

// Bounds hold the weight of each zone, without its centre's places, near the
// mean or between two weights. Tolerance is in millionths and counts under
// ByTolerance only, Least and Most under ByLeastAndMost only. The zero value
// bounds nothing.
type Bounds struct {
	Kind        BoundKind
	Tolerance   int64
	Least, Most int64
}

// Settings say how a region is to be zoned, planned and shown. The zero value
// asks for zones by distance without bounds, planned zone by zone.
type Settings struct {
	Title     Name
	Objective Objective // empty is ByDistance
	Bounds    Bounds
	Policy    Policy // empty is ZonesFirst
	Period    Name   // what one period is called, "month" say
	Schematic bool   // places are to be drawn as cells, not by their borders
	Notes     []Name // what a reader should know: sources, models, inferences
}

// A Zoning is what the zones of a Region are drawn from, beside its places.
// Map is a GeoJSON text with the places' borders, empty if there is none; only
// atlas knows how to read it.
type Zoning struct {
	Adjacency []Adjacency
	Ties      []Tie
	Centres   []Centre
	Pins      []Pin
	Settings  Settings
	Map       []byte
}

// Check returns every fault of z beside the places of ix, sorted, or nothing.
// Whether bounds can be met is not a question of form and is left to the
// drawing of the zones.
func (z *Zoning) Check(ix *Index) Refusals {
	var faults Refusals
	pairs := once[[2]PlaceCode]{}
	for _, a := range z.Adjacency {
		faults = append(
			faults,
			ix.checkPair(AdjacencyTable, a.Row, [2]PlaceCode{a.A, a.B}, pairs)...)
	}
	pairs = once[[2]PlaceCode]{}
	for _, t := range z.Ties {
		faults = append(faults, ix.checkPair(TiesTable, t.Row, [2]PlaceCode{t.A, t.B}, pairs)...)
	}
	centreOf, faultsOfCentres := z.checkCentres(ix)
	faults = append(faults, faultsOfCentres...)
	faults = append(faults, z.checkPins(ix, centreOf)...)
	if b := z.Settings.Bounds; b.Kind == ByLeastAndMost && b.Least > b.Most {
		faults.add(Refuse(Conflict, "setting.order", nil).In(Where{File: SettingsTable}))
	}
	faults.Sort()
	return faults
}

// checkPair refuses a pair with an unknown place, a place with itself, and a
// pair that was there before in either direction.
func (ix *Index) checkPair(
	table string, row int, pair [2]PlaceCode, seen once[[2]PlaceCode],
) Refusals {
	var faults Refusals
	for i, column := range []string{"a", "b"} {
		if _, ok := ix.Place[pair[i]]; !ok {
			faults.add(unknown(table, row, column, pair[i], PlacesTable))
		}
	}
	if pair[0] == pair[1] {
		faults.add(Refuse(Invalid, "pair.self", nil).In(cell(table, row, "b", pair[1])))
	}
	at := cell(table, row, "a", pair[0])
	if pair[0] > pair[1] {
		pair[0], pair[1] = pair[1], pair[0]
	}
	faults.add(seen.see(pair, at))
	return faults
}

// checkCentres returns, beside the faults, which centre each place of a
// centre belongs to.
func (z *Zoning) checkCentres(ix *Index) (map[PlaceCode]string, Refusals) {
	var faults Refusals
	names, places := once[ZoneCode]{}, once[PlaceCode]{}
	centreOf := map[PlaceCode]string{}
	for _, c := range z.Centres {
		faults.add(names.see(c.Zone(), cell(CentresTable, c.Row, "name", c.Name.English)))
		for _, p := range c.Places {
			if places.see(p, Where{}) != nil {
				faults.add(Refuse(Conflict, "centre.shared", nil).
					In(cell(CentresTable, c.Row, "places", p)))
			}
			if _, ok := ix.Place[p]; !ok {
				faults.add(unknown(CentresTable, c.Row, "places", p, PlacesTable))
			}
			centreOf[p] = c.Name.English
		}
	}
	return centreOf, faults
}

func (z *Zoning) checkPins(ix *Index, centreOf map[PlaceCode]string) Refusals {
	var faults Refusals
	names := map[string]bool{}
	for _, c := range z.Centres {
		names[c.Name.English] = true
	}
	seen := once[PlaceCode]{}
	for _, p := range z.Pins {
		faults.add(seen.see(p.Place, cell(PinsTable, p.Row, "place", p.Place)))
		if _, ok := ix.Place[p.Place]; !ok {
			faults.add(unknown(PinsTable, p.Row, "place", p.Place, PlacesTable))
		}
		if !names[p.Centre] {
			faults.add(unknown(PinsTable, p.Row, "centre", p.Centre, CentresTable))
		}
		if own, ok := centreOf[p.Place]; ok && own != p.Centre {
			faults.add(Refuse(Conflict, "pin.centre", Args{"centre": own}).
				In(cell(PinsTable, p.Row, "place", p.Place)))
		}
	}
	return faults
}
