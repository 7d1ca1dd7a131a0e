package office

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// A leaf is one value of a body: where it stands, what it is read as, what it
// is in the example, and whether it may be left out.
type leaf struct {
	path     []any // names of fields, and places in lists from 0
	name     string
	kind     reflect.Type
	value    any
	optional bool
}

// leavesOf lists the values of an example, and of what it leaves out.
func leavesOf(at leaf) []leaf {
	var all []leaf
	switch {
	case at.kind == reflect.TypeFor[Step]() || readsItself(at.kind):
	case at.kind.Kind() == reflect.Struct:
		parts, _ := at.value.(map[string]any) // none where the example leaves it out
		for _, f := range fieldsOf(at.kind) {
			all = append(all, leavesOf(leaf{
				append(slices.Clone(at.path), f.name), below(at.name, f.name), f.kind,
				parts[f.name], f.optional,
			})...)
		}
		return all
	case at.kind.Kind() == reflect.Slice:
		parts, _ := at.value.([]any)
		for i, part := range parts {
			all = append(all, leavesOf(leaf{
				append(slices.Clone(at.path), i), below(at.name, fmt.Sprint(i+1)),
				at.kind.Elem(), part, at.optional,
			})...)
		}
		return all
	}
	return []leaf{at}
}

// with is a body with another value at a place.
func with(body any, path []any, value any) any {
	if len(path) == 0 {
		return value
	}
	switch at := path[0].(type) {
	case string:
		parts, _ := body.(map[string]any)
		parts = maps.Clone(parts)
		if parts == nil {
			parts = map[string]any{}
		}
		parts[at] = with(parts[at], path[1:], value)
		return parts
	case int:
		parts := slices.Clone(body.([]any))
		parts[at] = with(parts[at], path[1:], value)
		return parts
	}
	panic("a path of something else")
}

// The texts that no field takes.
var (
	veryLong = strings.Repeat("长", hinterland.MaxNote+1)
	decimal  = regexp.MustCompile(`^[0-9.]+$`)
)

// poisons are values that a field must not take. Of a field that may be left
// out, a blank is none.
func (l leaf) poisons(kind string) []any {
	bad := []any{map[string]any{"x": 1}, []any{[]any{}}, true}
	if l.kind.Kind() == reflect.Pointer { // what may be left out
		l.kind = l.kind.Elem()
	}
	switch l.kind.Kind() {
	case reflect.Bool:
		return []any{map[string]any{"x": 1}, []any{}, 7, "yes", nil}
	case reflect.Int, reflect.Int64:
		if l.kind.Name() == "int" || l.kind.Name() == "int64" {
			return append(bad, "1", "x", 1.5, -1, 1e30)
		}
	}
	bad = append(bad, 7, "a\u0007b", "a\u202eb", "a\ufffdb", veryLong)
	if !l.optional {
		bad = append(bad, "", " ", nil)
	}
	if text, ok := l.value.(string); ok && decimal.MatchString(text) {
		bad = append(bad, "-1", "12 kg", "1e3", "4,20", strings.Repeat("9", 30))
	}
	switch name := l.kind.Name(); {
	case name == "Day":
		bad = append(bad, "soon", "2026-02-30", "1000-01-01", "24.11.2026")
		if l.name == "day" || strings.HasSuffix(l.name, ".due") {
			bad = append(bad, "2025-12-31", "2027-01-01")
		}
	case strings.HasPrefix(name, "ID["):
		bad = append(bad, "x", "17-0", "-1", "999")
	case strings.HasSuffix(name, "Code"):
		bad = append(bad, "two words", "#first")
		known := regexp.MustCompile("^(register|open|found)").MatchString(kind) ||
			kind == "state-recipe" && l.name == "recipe" // which may be new
		if !known {
			bad = append(bad, "nowhere")
		}
	}
	return bad
}

// TestEveryFieldOfEveryActRefusesWhatItDoesNotTake walks the registry: an act
// with one bad value is refused, the refusal names the field and shows the
// value, and nothing comes of it.
func TestEveryFieldOfEveryActRefusesWhatItDoesNotTake(t *testing.T) {
	plain := openWalk(t)
	before := plain.state()
	for _, kind := range Kinds() {
		o := plain
		if slices.Contains(resting(), kind.Name) {
			o = openExample(t)
		}
		actor := o.ready(kind.Name)
		if o != plain {
			before := o.state()
			defer func() {
				if !maps.Equal(before, o.state()) {
					t.Errorf("something came of %s", kind.Name)
				}
			}()
		}
		var body any
		if err := json.Unmarshal([]byte(kind.Example), &body); err != nil {
			t.Fatal(err)
		}
		root := leaf{kind: reflect.TypeOf(kind.New()).Elem(), value: body}
		for _, l := range leavesOf(root) {
			for _, poison := range l.poisons(kind.Name) {
				text, err := json.Marshal(with(body, l.path, poison))
				if err != nil {
					t.Fatal(err)
				}
				o.refusesAt(actor, kind.Name, string(text), l.name, poison)
			}
		}
	}
	if !maps.Equal(before, plain.state()) {
		t.Error("something came of it")
	}
}

// refusesAt holds an act to a refusal that names a field and shows its value.
func (o *exampleOffice) refusesAt(actor Actor, kind, body, field string, value any) {
	o.t.Helper()
	act, err := Decode(kind, []byte(body))
	if err == nil {
		_, err = o.Do(o.t.Context(), Request{Actor: actor, Act: act})
	}
	shown := fmt.Sprintf("%.40v", value)
	var told []string
	for _, r := range refusalsIn(err) {
		told = append(told, fmt.Sprintf("%s at %q=%.40q", r.Reason, r.At.Column, r.At.Value))
		if slices.Contains([]string{"link.unknown", "act.denied", "item.party"}, string(r.Reason)) {
			return // it tells strangers nothing, or who may, or which two fields contradict
		}
		if strings.HasPrefix(r.At.Column, field) || strings.HasPrefix(field, r.At.Column+".") {
			text, _ := value.(string) // of other values the rest of the body is shown
			if !strings.HasPrefix(r.At.Value, text[:min(len(text), 3)]) {
				o.t.Errorf("%s: %s=%q is refused without it: %v", kind, field, shown, told)
			}
			return
		}
	}
	o.t.Errorf("%s: %s=%q is not refused there: %v %v", kind, field, shown, err != nil, told)
}
