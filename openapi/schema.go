package openapi

import (
	"encoding"
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"time"
)

// An Object is a part of a document, as JSON has it.
type Object = map[string]any

// Known says what the schema is of types that say less themselves, such as the
// texts that a type can have.
type Known map[reflect.Type]Object

// Schema is the schema of a type as encoding/json writes it.
func (k Known) Schema(kind reflect.Type) Object {
	if schema, ok := k[kind]; ok {
		return maps.Clone(schema)
	}
	switch {
	case kind == reflect.TypeFor[time.Time]():
		return Object{"type": "string", "format": "date-time"}
	case kind == reflect.TypeFor[json.RawMessage](), kind.Kind() == reflect.Interface:
		return Object{} // anything
	case writesText(kind):
		return Object{"type": "string"}
	}
	switch kind.Kind() {
	case reflect.Pointer:
		return k.Schema(kind.Elem())
	case reflect.Struct:
		return k.object(kind)
	case reflect.Slice:
		if kind.Elem().Kind() == reflect.Uint8 {
			return Object{"type": "string", "contentEncoding": "base64"}
		}
		return Object{"type": "array", "items": k.Schema(kind.Elem())}
	case reflect.Map:
		return Object{"type": "object", "additionalProperties": k.Schema(kind.Elem())}
	case reflect.String:
		return Object{"type": "string"}
	case reflect.Bool:
		return Object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return Object{"type": "integer"}
	}
	panic("openapi: no schema for " + kind.String())
}

// writesText reports whether a type is written as a text of its own.
func writesText(kind reflect.Type) bool {
	return reflect.PointerTo(kind).Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// object is the schema of a struct. Fields of a struct inside it that has no name
// are its own.
func (k Known) object(kind reflect.Type) Object {
	fields, required := Object{}, []string{}
	for _, f := range reflect.VisibleFields(kind) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = k.Schema(f.Type)
		if !strings.Contains(options, "omit") {
			required = append(required, name)
		}
	}
	schema := Object{"type": "object", "properties": fields, "additionalProperties": false}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

// Enum is the schema of a text that is one of some.
func Enum[T ~string](values []T) Object {
	return Object{"type": "string", "enum": values}
}
