package office

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"

	"hinterland"
)

// decode reads one JSON object into the struct that v points to, strictly:
// each field once, exactly as it is written, none that the struct does not
// have, and every one that may not be left out.
func decode(body []byte, v any) error {
	body = bytes.TrimSpace(body)
	if !json.Valid(body) || body[0] != '{' {
		return hinterland.Refuse(hinterland.Invalid, "body.form", nil)
	}
	var r bodyReader
	r.read("", body, reflect.ValueOf(v).Elem())
	return r.faults.Err()
}

// maxFaults is how many faults of one body are told.
const maxFaults = 100

// A bodyReader reads JSON that is valid, and collects what it may not say. The
// library's own decoder would take a field in any case and twice, make nought
// of what is left out, and tell one fault.
type bodyReader struct {
	faults hinterland.Refusals
	depth  int // how many batches are around what is read
}

// full reports whether no further fault is told, nor looked for.
func (r *bodyReader) full() bool { return len(r.faults) >= maxFaults }

// refuse notes a fault of a field; a text is shown without its quotes.
func (r *bodyReader) refuse(fault *hinterland.Refusal, field string, body json.RawMessage) {
	shown := string(body)
	if len(body) > 0 && body[0] == '"' {
		must(json.Unmarshal(body, &shown))
	}
	r.faults = append(r.faults, fault.In(hinterland.At(field, shown)))
}

// read reads one value. A null is refused everywhere, and an empty text where
// a day or a number is to stand: what is not meant is left out.
func (r *bodyReader) read(field string, body json.RawMessage, v reflect.Value) {
	step, isStep := v.Addr().Interface().(*Step)
	own := readsItself(v.Type())
	switch {
	case string(body) == "null", own && string(body) == `""`:
		r.refuse(invalid("field.blank"), field, body)
	case isStep && body[0] == '{':
		r.step(field, body, step)
	case own:
		r.leaf(field, body, v)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.read(field, body, v.Elem())
	case v.Kind() == reflect.Struct && body[0] == '{':
		r.object(field, body, v)
	case v.Kind() == reflect.Slice && body[0] == '[':
		r.list(field, body, v)
	default:
		r.leaf(field, body, v)
	}
}

// object reads the fields of a struct.
func (r *bodyReader) object(field string, body json.RawMessage, v reflect.Value) {
	fields, seen := fieldsOf(v.Type()), map[string]bool{}
	parts := inside(body)
	for parts.More() && !r.full() {
		name := nameIn(parts)
		at, part := below(field, name), partIn(parts)
		i := slices.IndexFunc(fields, func(f bodyField) bool { return f.name == name })
		switch {
		case i < 0:
			r.refuse(invalid("field.unknown"), at, part)
		case seen[name]:
			r.refuse(invalid("field.twice"), at, part)
		default:
			r.read(at, part, v.FieldByIndex(fields[i].index))
		}
		seen[name] = true
	}
	for _, f := range fields {
		if !f.optional && !seen[f.name] && !r.full() {
			r.refuse(invalid("field.missing"), below(field, f.name), nil)
		}
	}
}

// list reads the parts of a list, each given room only when it comes.
func (r *bodyReader) list(field string, body json.RawMessage, v reflect.Value) {
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	parts := inside(body)
	for n := 0; parts.More() && !r.full(); n++ {
		v.Grow(1)
		v.SetLen(n + 1)
		r.read(numberedField(field, n), partIn(parts), v.Index(n))
	}
}

// step reads an act inside another, whose fields are named as the step's own.
func (r *bodyReader) step(field string, body json.RawMessage, step *Step) {
	var b stepBody
	told := len(r.faults)
	r.depth++
	defer func() { r.depth-- }()
	r.object(field, body, reflect.ValueOf(&b).Elem())
	if len(r.faults) > told {
		return
	}
	kind, err := kindNamed(b.Kind)
	if err != nil {
		r.faults = append(r.faults, under(field, refusalsIn(err))...)
		return
	}
	step.Act = kind.New()
	if _, deeper := step.Act.(*Batch); deeper && r.depth == maxBatches {
		r.refuse(hinterland.Refuse(hinterland.Invalid, "batch.deep",
			hinterland.Args{"most": maxBatches}), field, nil)
		return
	}
	r.read(field, b.Body, reflect.ValueOf(step.Act).Elem())
}

// leaf reads a value that has no parts, or is read by code of its own.
func (r *bodyReader) leaf(field string, body json.RawMessage, v reflect.Value) {
	err := json.Unmarshal(body, v.Addr().Interface())
	if err == nil {
		return
	}
	fault := invalid("field.type")
	for _, told := range refusalsIn(err) {
		fault = told
	}
	r.refuse(fault, field, body)
}

func invalid(reason hinterland.Reason) *hinterland.Refusal {
	return hinterland.Refuse(hinterland.Invalid, reason, nil)
}

// inside steps into an object or a list.
func inside(body json.RawMessage) *json.Decoder {
	d := json.NewDecoder(bytes.NewReader(body))
	_, err := d.Token()
	must(err)
	return d
}

// nameIn reads the name of the next field of an object.
func nameIn(d *json.Decoder) string {
	name, err := d.Token()
	must(err)
	return name.(string)
}

// partIn reads the next value of an object or a list.
func partIn(d *json.Decoder) (part json.RawMessage) {
	must(d.Decode(&part))
	return part
}

// must holds that JSON is read which was found valid before.
func must(err error) {
	if err != nil {
		panic("office: valid JSON is not read: " + err.Error())
	}
}

// below is the name of a part of a field.
func below(field, part string) string {
	if field == "" {
		return part
	}
	return field + "." + part
}
