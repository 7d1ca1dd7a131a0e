package office

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

// A shape is whether a type reads its JSON by code of its own, and the fields of its
// JSON, if it is a struct.
type shape struct {
	itself bool
	fields []bodyField
}

// A bodyField is a field of a body: its name, its type, and whether it may be
// left out.
type bodyField struct {
	name     string
	kind     reflect.Type
	index    []int
	optional bool
}

// shapes are those of all types that acts are made of, found out once: what is sent is
// looked at by them, thousands of acts in a sheet.
var shapes = sync.OnceValue(func() map[reflect.Type]shape {
	known := map[reflect.Type]shape{}
	for _, k := range kinds().all {
		learn(known, reflect.TypeOf(k.New()))
	}
	return known
})

// learn adds the shape of a type and of all types that its values have inside them.
func learn(known map[reflect.Type]shape, kind reflect.Type) {
	for kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice {
		kind = kind.Elem()
	}
	if _, met := known[kind]; met {
		return
	}
	found := findShape(kind)
	known[kind] = found
	for _, f := range found.fields {
		learn(known, f.kind)
	}
}

func shapeOf(kind reflect.Type) shape {
	if known, met := shapes()[kind]; met {
		return known
	}
	return findShape(kind)
}

func findShape(kind reflect.Type) shape {
	to := reflect.PointerTo(kind)
	found := shape{itself: to.Implements(reflect.TypeFor[json.Unmarshaler]()) ||
		to.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())}
	if kind.Kind() == reflect.Struct {
		found.fields = fieldsIn(kind)
	}
	return found
}

// readsItself reports whether a type reads its JSON by code of its own.
func readsItself(kind reflect.Type) bool { return shapeOf(kind).itself }

// fieldsOf lists the fields of a struct as its JSON has them.
func fieldsOf(kind reflect.Type) []bodyField { return shapeOf(kind).fields }

// fieldsIn finds the fields of a struct: those of a struct inside it that has no name are
// its own.
func fieldsIn(kind reflect.Type) []bodyField {
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
