package atlas

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// maxPoints bounds the points of one map. A TopoJSON file of a megabyte can
// name one long arc a hundred thousand times; without a bound it would fill
// any memory. A national map at full detail has about a million.
const maxPoints = 10_000_000

// Decode reads a GeoJSON (RFC 7946) or TopoJSON 1.0 file, told apart by its
// "type". A byte-order mark is allowed. It accepts a FeatureCollection, a
// single Feature, or a Topology; of a Topology's objects it takes the one with
// the most polygons and refuses if two have equally many. Codes are the
// features' identifiers until TakeCodes says otherwise.
//
// The error is a *DecodeError and means that there is no map at all. What is
// wrong with single features never stops the rest: such a place comes out with
// the polygons that could be read, and Survey tells the faults.
//
// Decode does not trust the file: numbers must be finite degrees, nesting is
// bounded by encoding/json, and the points of a map by a constant.
//
// Three kinds of wrong must be told apart. What is wrong with JSON itself stops
// the reading, because nothing after it can be trusted. What is wrong with the
// form of a map (no features, several objects to choose from) stops it too,
// because a person has to decide. What is wrong with a single place never does.
func Decode(data []byte) (*Map, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var doc document
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, decodeError(data, err)
	}
	var m *Map
	var err error
	switch doc.Type {
	case "FeatureCollection":
		m, err = decodeFeatures(doc.Features)
	case "Feature":
		m, err = decodeFeatures([]json.RawMessage{data})
	case "Topology":
		m, err = decodeTopology(&doc)
	default:
		return nil, &DecodeError{Reason: "type", Args: map[string]any{"type": doc.Type}}
	}
	if err != nil {
		return nil, err
	}
	if len(m.Places) == 0 {
		return nil, &DecodeError{Reason: "empty"}
	}
	m.Properties = propertyNames(m.Places)
	return m, nil
}

// document is the top level of either format.
//
// Members of both formats stand side by side; the type says which of them count.
// Anything else in the file is passed over, as both formats ask.
type document struct {
	Type      string                     `json:"type"`
	Features  []json.RawMessage          `json:"features"`
	Objects   map[string]json.RawMessage `json:"objects"`
	Arcs      json.RawMessage            `json:"arcs"`
	Transform json.RawMessage            `json:"transform"`
}

// decodeError turns what encoding/json says into a refusal with a place in the
// file. Anything but a syntax or type error cannot come out of Unmarshal.
//
// A file cut off in the middle, the commonest fault of all, is a syntax error
// at its last byte. Line and column help where a person has edited by hand;
// files written by programs are often one line of a megabyte, hence the column.
func decodeError(data []byte, err error) *DecodeError {
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	e := &DecodeError{Reason: "syntax"}
	offset := int64(0)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &shape):
		e.Reason = "shape"
		e.Args = map[string]any{"member": shape.Field, "found": shape.Value}
		offset = shape.Offset
	}
	// Offset counts the bytes read before the fault was seen.
	before := data[:max(0, min(int(offset)-1, len(data)))]
	e.Line = bytes.Count(before, []byte("\n")) + 1
	e.Column = len(before) - bytes.LastIndexByte(before, '\n')
	return e
}

// feature is a GeoJSON feature, and a TopoJSON geometry as far as it is one.
//
// The identifier may be a text or a number. Which it was makes no difference to
// us: 19001 and "19001" name the same place, since our files know codes as text
// only.
type feature struct {
	Type       string                     `json:"type"`
	ID         json.RawMessage            `json:"id"`
	Properties map[string]json.RawMessage `json:"properties"`
	Geometry   json.RawMessage            `json:"geometry"`
}

// decodeFeatures reads a GeoJSON collection feature by feature, so that one
// that is broken costs nothing but itself. Raw messages keep the feature's
// bytes until their turn; the file is thus scanned three times in all, at some
// hundred megabytes a second.
func decodeFeatures(features []json.RawMessage) (*Map, error) {
	m := &Map{Places: make([]Place, len(features))}
	budget := maxPoints
	for i, raw := range features {
		p := &m.Places[i]
		p.Feature = i + 1
		var f feature
		if err := json.Unmarshal(raw, &f); err != nil {
			p.broke("feature", nil)
			continue
		}
		p.label(f.ID, f.Properties)
		d := shapeReader{place: p, budget: &budget}
		d.geometry(f.Geometry, 0)
		if budget < 0 {
			return nil, &DecodeError{Reason: "size", Args: map[string]any{"limit": maxPoints}}
		}
		p.settle()
	}
	return m, nil
}

// label takes over a feature's identifier and properties.
//
// Properties are kept as text because that is what they are to us: names to
// show, a code, a weight that is read as an exact number by whoever wants one.
// Lists and objects stay as they are written.
func (p *Place) label(id json.RawMessage, properties map[string]json.RawMessage) {
	p.id, _ = plainText(id)
	p.Code = p.id
	p.Properties = make(map[string]string, len(properties))
	for name, raw := range properties {
		if text, ok := plainText(raw); ok {
			p.Properties[name] = text
		}
	}
}

// plainText returns a JSON value as text: a string's content, anything else as
// it is written. Absent and null give false.
func plainText(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", false
	}
	if raw[0] != '"' {
		return string(raw), true
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", false
	}
	return text, true
}

// broke notes that part of the place could not be read.
func (p *Place) broke(reason string, args map[string]any) {
	p.broken = append(p.broken, Detail{Reason: reason, Args: args})
}

// propertyNames returns the names of all properties of all places, sorted.
func propertyNames(places []Place) []string {
	names := map[string]bool{}
	for i := range places {
		for name := range places[i].Properties {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// maxDepth bounds collections inside collections. Nobody nests them at all.
const maxDepth = 8

// shapeReader gathers the rings of one place. budget is shared by a whole map.
//
// part counts the polygons of the place over all its geometries, so that settle
// knows which holes belong to which outer ring.
type shapeReader struct {
	place  *Place
	part   int
	budget *int
}

// geometry reads a GeoJSON geometry. A GeometryCollection counts as its parts.
// What has no area, such as a point, is noted as broken.
//
// Collections are walked to a fixed depth. encoding/json bounds nesting as
// well, at ten thousand, but each level here copies what it holds, and ten
// thousand copies of a large file would fill the memory.
func (r *shapeReader) geometry(raw json.RawMessage, depth int) {
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	var g struct {
		Type        string            `json:"type"`
		Coordinates json.RawMessage   `json:"coordinates"`
		Geometries  []json.RawMessage `json:"geometries"`
	}
	if err := json.Unmarshal(raw, &g); err != nil || depth > maxDepth {
		r.place.broke("geometry", nil)
		return
	}
	s := scanner{data: g.Coordinates, budget: r.budget}
	switch g.Type {
	case "Polygon":
		r.take(&s, s.polygon)
	case "MultiPolygon":
		r.take(&s, func(emit func([]Point, bool)) {
			s.list(func() {
				s.polygon(emit)
				r.part++
			})
		})
	case "GeometryCollection":
		for _, part := range g.Geometries {
			r.geometry(part, depth+1)
		}
	default:
		r.place.broke("no-area", map[string]any{"type": g.Type})
	}
}

// take runs a reading of coordinates and keeps the rings before the first
// fault, so that as much as possible of a place can be looked at.
func (r *shapeReader) take(s *scanner, read func(emit func([]Point, bool))) {
	s.space()
	if s.at == len(s.data) {
		r.place.broke("geometry", nil)
		return
	}
	read(func(points []Point, hole bool) { r.ring(points, hole) })
	if s.fault != nil {
		r.place.broken = append(r.place.broken, *s.fault)
	}
	r.part++
}

// ring keeps a ring as the file has it; settle makes polygons of rings when the
// whole place is there.
func (r *shapeReader) ring(points []Point, hole bool) {
	r.place.lines = append(r.place.lines, line{points: points, part: r.part, hole: hole})
}
