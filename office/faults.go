package office

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"hinterland"
)

// Faults are what is wrong with an act by itself: what it refuses, and beside
// that whatever no act can have, a blank where something has to stand, a code
// or a text with signs that cannot be seen. Of one field one fault is told.
func Faults(act Act) hinterland.Refusals {
	faults := act.Check()
	for _, f := range formFaults("", reflect.ValueOf(act).Elem(), false) {
		if !tells(faults, f.At.Column) {
			faults = append(faults, f)
		}
	}
	return faults
}

// Beside adds to what of an act could not even be read what it refuses by
// itself, so that all is told at once: but of a field, or of a part of it, not
// what stands there in the place of what was written.
func Beside(told hinterland.Refusals, act Act) hinterland.Refusals {
	unread := map[string]bool{}
	for _, f := range told {
		unread[f.At.Column] = true
	}
	for _, f := range Faults(act) {
		at := f.At.Column
		for at != "" && !unread[at] {
			at = at[:max(0, strings.LastIndex(at, "."))]
		}
		if at == "" {
			told = append(told, f)
		}
	}
	return told
}

// tells reports whether refusals speak of a field, of what it is a part of, or
// of a part of it.
func tells(faults hinterland.Refusals, field string) bool {
	for _, f := range faults {
		told := f.At.Column
		if told == field || strings.HasPrefix(told, field+".") ||
			strings.HasPrefix(field, told+".") {
			return true
		}
	}
	return false
}

// formFaults finds what no field of any act can be. A whole number may be nought.
func formFaults(field string, v reflect.Value, optional bool) hinterland.Refusals {
	var faults hinterland.Refusals
	known := shapeOf(v.Type())
	switch {
	case known.itself:
		if text, ok := v.Interface().(encoding.TextMarshaler); ok && !optional {
			if written, err := text.MarshalText(); err == nil && len(written) == 0 {
				return oneFault(hinterland.CheckText(field, "", hinterland.MaxNote))
			}
		}
	case v.Kind() == reflect.Struct:
		for _, f := range known.fields {
			part := formFaults(below(field, f.name), v.FieldByIndex(f.index), f.optional)
			faults = append(faults, part...)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			part := formFaults(below(field, fmt.Sprint(i+1)), v.Index(i), false)
			faults = append(faults, part...)
		}
	case v.Kind() == reflect.String:
		return textFault(field, v, optional)
	}
	return faults
}

// textFault refuses a text that no field can have.
func textFault(field string, v reflect.Value, optional bool) hinterland.Refusals {
	text := v.String()
	switch {
	case text == "" && optional:
		return nil
	case text != "" && strings.HasSuffix(v.Type().Name(), "Code"):
		return oneFault(hinterland.CheckCode(field, text))
	}
	return oneFault(hinterland.CheckText(field, text, hinterland.MaxNote))
}

// located puts refusals that name a value beside the field of an act that has
// it, where they name no field themselves.
func located(act Act, err error) error {
	for _, r := range refusalsIn(err) {
		value, named := r.Args["value"]
		if r.At.Column == "" && named {
			text := fmt.Sprint(value)
			if field := fieldWith("", reflect.ValueOf(act).Elem(), text); field != "" {
				r.In(hinterland.At(field, text))
			}
		}
	}
	return err
}

// refusalsIn are the refusals of an error; none if it is something else.
func refusalsIn(err error) hinterland.Refusals { return hinterland.RefusalsIn(err) }

// fieldWith finds the first field that has a value; none if it is empty.
func fieldWith(field string, v reflect.Value, value string) string {
	switch {
	case v.Kind() == reflect.Struct:
		for _, f := range fieldsOf(v.Type()) {
			found := fieldWith(below(field, f.name), v.FieldByIndex(f.index), value)
			if found != "" {
				return found
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			found := fieldWith(below(field, fmt.Sprint(i+1)), v.Index(i), value)
			if found != "" {
				return found
			}
		}
	case fmt.Sprint(v.Interface()) == value:
		return field
	}
	return ""
}
