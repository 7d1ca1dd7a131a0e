package office

import (
	"bytes"
	"encoding"
	"encoding/json"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"hinterland"
)

// decode reads one JSON value into v. It refuses anything beside it, and every
// field that cannot be read.
func decode(body []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil && d.Decode(new(any)) == io.EOF {
		return nil
	}
	if !json.Valid(body) {
		return hinterland.Refuse(hinterland.Invalid, "body.form", nil)
	}
	return bodyFaults("", body, reflect.TypeOf(v).Elem()).Err()
}

// maxFaults is how many faults of one list are told.
const maxFaults = 100

// bodyFaults finds what of a JSON value cannot be read as a type. The decoder
// tells the first fault only, and none that a noun finds by the field.
func bodyFaults(field string, body json.RawMessage, kind reflect.Type) hinterland.Refusals {
	err := readInto(body, kind)
	if err == nil {
		return nil
	}
	var faults hinterland.Refusals
	switch {
	case readsItself(kind):
		return leafFaults(field, body, err)
	case kind.Kind() == reflect.Struct:
		var parts map[string]json.RawMessage
		if json.Unmarshal(body, &parts) != nil {
			break
		}
		for _, name := range slices.Sorted(maps.Keys(parts)) {
			faults = append(faults, partFaults(below(field, name), parts[name], kind, name)...)
		}
		return faults
	case kind.Kind() == reflect.Slice:
		var parts []json.RawMessage
		if json.Unmarshal(body, &parts) != nil {
			break
		}
		for i, part := range parts {
			if len(faults) >= maxFaults {
				break
			}
			nth := hinterland.FormatDecimal(int64(i)+1, 0)
			faults = append(faults, bodyFaults(below(field, nth), part, kind.Elem())...)
		}
		return faults
	}
	return leafFaults(field, body, err)
}

// partFaults finds what is wrong with one field of a struct.
func partFaults(
	field string, body json.RawMessage, kind reflect.Type, name string,
) hinterland.Refusals {
	for _, f := range fieldsOf(kind) {
		if strings.EqualFold(f.name, name) { // as the decoder does
			return bodyFaults(field, body, f.kind)
		}
	}
	return hinterland.Refusals{hinterland.Refuse(hinterland.Invalid, "field.unknown", nil).
		In(hinterland.Where{Column: field})}
}

// leafFaults are the faults of a value that has no parts, or is read by code of
// its own.
func leafFaults(field string, body json.RawMessage, err error) hinterland.Refusals {
	value := string(body)
	var text string
	if json.Unmarshal(body, &text) == nil {
		value = text
	}
	faults := refusalsIn(err)
	switch {
	case len(faults) > 1, len(faults) == 1 && faults[0].At.Column != "":
		return under(field, faults)
	case len(faults) == 0:
		faults = oneFault(hinterland.Refuse(hinterland.Invalid, "field.type", nil))
	}
	faults[0].In(hinterland.At(field, value))
	return faults
}

// readInto tries to read a JSON value as a type.
func readInto(body json.RawMessage, kind reflect.Type) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	return d.Decode(reflect.New(kind).Interface())
}

// readsItself reports whether a type reads its JSON by code of its own.
func readsItself(kind reflect.Type) bool {
	to := reflect.PointerTo(kind)
	return to.Implements(reflect.TypeFor[json.Unmarshaler]()) ||
		to.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// A bodyField is a field of a body: its name, its type, and whether it may be
// left out.
type bodyField struct {
	name     string
	kind     reflect.Type
	index    []int
	optional bool
}

// fieldsOf lists the fields of a struct as its JSON has them: those of a struct
// inside it that has no name are its own.
func fieldsOf(kind reflect.Type) []bodyField {
	var fields []bodyField
	for _, f := range reflect.VisibleFields(kind) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			optional := strings.Contains(options, "omit")
			fields = append(fields, bodyField{name, f.Type, f.Index, optional})
		}
	}
	return fields
}

// below is the name of a part of a field.
func below(field, part string) string {
	if field == "" {
		return part
	}
	return field + "." + part
}
