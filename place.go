package hinterland

import "strings"

// A PlaceCode names a place. Codes of all kinds are 1 to 64 characters
// without spaces; two codes are the same only if they are so byte for byte.
type PlaceCode string

// A ZoneCode names a zone; the empty ZoneCode is "in no zone".
type ZoneCode string

// MicroDegrees are a millionth of a degree: 0.11 m on the ground.
type MicroDegrees int64

// A Place is a node of the administrative tree: where parties are, and what
// scopes and zones are made of. Lon and Lat are its point in WGS84, Nowhere both
// where an office has not been told. Parent is empty for a root. Weight is what
// its zone counts (people, say), Unweighed where an office has not been told.
type Place struct {
	Code     PlaceCode
	Name     Name
	Lon, Lat MicroDegrees
	Zone     ZoneCode
	Parent   PlaceCode
	Weight   int64
	Source   string // where an office has the weight from
	Row      int
	Path     Path // in records
}

// Unweighed is the weight of a place of which nobody has said one.
const Unweighed = -1

// MaxWeight keeps the weight of any region within 63 bits.
const MaxWeight = 1_000_000_000_000

// ParseWeight reads a weight; a blank is Unweighed.
func ParseWeight(text string) (int64, error) {
	if text == "" {
		return Unweighed, nil
	}
	return ParseWhole(text, 0, MaxWeight)
}

// Weighed is the weight as ParseWeight reads it.
func (p *Place) Weighed() string {
	if p.Weight == Unweighed {
		return ""
	}
	return FormatDecimal(p.Weight, 0)
}

// Nowhere is the longitude and the latitude of a place without a position.
const Nowhere MicroDegrees = 1<<31 - 1

// ParseDegrees reads degrees with at most six decimals, negative ones west and
// south; a blank is Nowhere.
func ParseDegrees(text string) (MicroDegrees, error) {
	if text == "" {
		return Nowhere, nil
	}
	figures, negative := strings.CutPrefix(text, "-")
	steps, err := ParseDecimal(figures, degreePlaces)
	if negative {
		steps = -steps
	}
	return MicroDegrees(steps), err
}

// String writes degrees as ParseDegrees reads them.
func (d MicroDegrees) String() string {
	if d == Nowhere {
		return ""
	}
	return FormatDecimal(int64(d), degreePlaces)
}

const degreePlaces = 6

// Check refuses a place of an office whose code, name, parent or position is
// none, half a position, and a weight that does not say where it is from.
func (p *Place) Check() Refusals {
	faults := p.Name.Check("name")
	faults.add(CheckCode("code", p.Code))
	if p.Parent != "" {
		faults.add(CheckCode("parent", p.Parent))
	}
	if p.Weight != Unweighed || p.Source != "" {
		faults.add(CheckText("source", p.Source, MaxName))
	}
	if p.Weight == Unweighed && p.Source != "" {
		faults.add(Refuse(Invalid, "source.alone", nil).In(At("source", p.Source)))
	}
	switch {
	case p.Lon == Nowhere && p.Lat == Nowhere:
	case p.Lon == Nowhere:
		faults.add(Refuse(Invalid, "degrees.half", nil).In(Where{Column: "lon"}))
	case p.Lat == Nowhere:
		faults.add(Refuse(Invalid, "degrees.half", nil).In(Where{Column: "lat"}))
	default:
		if off := p.checkPoint(); off != nil {
			off.At.File = "" // it stands in no table
			faults.add(off)
		}
	}
	return faults
}

// PlaceBook is what the records can answer and take about places.
type PlaceBook interface {
	// Place returns a place, or a refusal of kind NotFound. In an act it stays as
	// it is until that is done.
	Place(code PlaceCode) (Place, error)
	// Places returns at most limit places after a path, each behind what it
	// lies in.
	Places(after Path, limit int) ([]Place, error)
	// PlacesBy returns those of some codes, by path.
	PlacesBy(codes []PlaceCode) ([]Place, error)
	// AddPlace records p and refuses a code that is taken.
	AddPlace(p Place) error
	// ChangePlace records another state of a place; what lies in it goes with it.
	// It refuses to put a place into itself.
	ChangePlace(p Place) error
	// PathTo is the path of a node, empty of one that is not there.
	PathTo(n Node) (Path, error)
	// Span is the path of a node, and how many bytes the longest path at or under
	// it has; empty and 0 of a node that is not there.
	Span(of Node) (own Path, longest int, err error)
}

// A Tree is one of the two in which records order things.
type Tree string

// The trees.
const (
	GoodTree  Tree = "good"
	PlaceTree Tree = "place"
)

// A Node is a good or a place by its code.
type Node struct {
	Tree Tree
	Code string
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
			In(cell(PlacesTable, p.Row, "lon", p.Lon.String()))
	}
	if p.Lat < -maxDegrees/2 || p.Lat > maxDegrees/2 {
		return Refuse(Invalid, "degrees.range", Args{"low": -90, "high": 90}).
			In(cell(PlacesTable, p.Row, "lat", p.Lat.String()))
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

// Codes are what a refusal names: by their codes, where nobody looks up what they
// are called.
type Codes[T ~string] []T

// Texts are as many of them as a reader can take in, the rest counted.
func (c Codes[T]) Texts() []string {
	const most = 20
	var texts []string
	for _, code := range c[:min(len(c), most)] {
		texts = append(texts, string(code))
	}
	if more := len(c) - most; more > 0 {
		texts = append(texts, "… (+"+FormatDecimal(int64(more), 0)+")")
	}
	return texts
}
