package hinterland

// A PlaceCode names a place. Codes of all kinds are 1 to 64 characters
// without spaces; two codes are the same only if they are so byte for byte.
type PlaceCode string

// A ZoneCode names a zone; the empty ZoneCode is "in no zone".
type ZoneCode string

// MicroDegrees are a millionth of a degree: 0.11 m on the ground.
type MicroDegrees int64

// A Place is a node of the administrative tree: where parties are, and what
// scopes and zones are made of. Lon and Lat are its point in WGS84. Parent is
// empty for a root. Weight is what its zone counts (people, say).
type Place struct {
	Code     PlaceCode
	Name     Name
	Lon, Lat MicroDegrees
	Zone     ZoneCode
	Parent   PlaceCode
	Weight   int64
	Row      int
}

// A Name is what people call a thing, in English and in Chinese; either may
// be empty, then the other stands in, and last of all the code.
type Name struct {
	English string `json:"en,omitempty"`
	Chinese string `json:"zh,omitempty"`
}

// A Distance is the length of the way from one place to another, one way,
// in hectometres (0.1 km). It need not equal the way back, nor obey the
// triangle inequality.
type Distance struct {
	From, To    PlaceCode
	Hectometres int64
	Row         int
}

// maxDegrees bounds a longitude; a latitude is bounded by half of it.
const maxDegrees = 180 * 1_000_000

func (r *Region) checkPlaces(ix *Index) Refusals {
	var faults Refusals
	seen := once[PlaceCode]{}
	for _, p := range r.Places {
		faults.add(seen.see(p.Code, cell(PlacesTable, p.Row, "code", p.Code)))
		faults.add(p.checkPoint())
		if p.Parent == "" {
			continue
		}
		if _, ok := ix.Place[p.Parent]; !ok {
			faults.add(unknown(PlacesTable, p.Row, "parent", p.Parent, PlacesTable))
		} else if loops(p.Code, len(ix.Place), ix.parentPlace) {
			faults.add(Refuse(Conflict, "tree.loop", nil).
				In(cell(PlacesTable, p.Row, "parent", p.Parent)))
		}
	}
	return faults
}

func (p *Place) checkPoint() *Refusal {
	if p.Lon < -maxDegrees || p.Lon > maxDegrees {
		return Refuse(Invalid, "degrees.range", Args{"low": -180, "high": 180}).
			In(cell(PlacesTable, p.Row, "lon", FormatDecimal(int64(p.Lon), 6)))
	}
	if p.Lat < -maxDegrees/2 || p.Lat > maxDegrees/2 {
		return Refuse(Invalid, "degrees.range", Args{"low": -90, "high": 90}).
			In(cell(PlacesTable, p.Row, "lat", FormatDecimal(int64(p.Lat), 6)))
	}
	return nil
}

func (r *Region) checkDistances(ix *Index) Refusals {
	var faults Refusals
	seen := once[[2]PlaceCode]{}
	for _, d := range r.Distances {
		at := cell(DistancesTable, d.Row, "from", d.From)
		if _, ok := ix.Place[d.From]; !ok {
			faults.add(unknown(DistancesTable, d.Row, "from", d.From, PlacesTable))
		}
		if _, ok := ix.Place[d.To]; !ok {
			faults.add(unknown(DistancesTable, d.Row, "to", d.To, PlacesTable))
		}
		faults.add(seen.see([2]PlaceCode{d.From, d.To}, at))
		if d.From == d.To && d.Hectometres != 0 {
			faults.add(Refuse(Invalid, "distance.self", nil).
				In(cell(DistancesTable, d.Row, "km", FormatDecimal(d.Hectometres, 1))))
		}
	}
	return faults
}
