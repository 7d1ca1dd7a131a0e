package office

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// typeWord is what docs/formats.md calls the type of a field.
func typeWord(kind reflect.Type) string {
	switch name := kind.Name(); {
	case name == "Day":
		return "day"
	case name == "Step":
		return "act"
	case strings.HasPrefix(name, "ID["):
		return "record"
	case strings.HasSuffix(name, "Code"):
		return "code"
	case name == "Personal":
		return "personal"
	case kind.Kind() == reflect.String:
		return "text"
	case kind.Kind() == reflect.Bool:
		return "truth"
	case kind.Kind() == reflect.Pointer:
		return typeWord(kind.Elem())
	case kind.Kind() == reflect.Slice:
		return "list of " + typeWord(kind.Elem())
	case kind.Kind() == reflect.Struct:
		return "(" + fieldWords(kind) + ")"
	}
	return "whole"
}

// fieldWords lists the fields of a body as docs/formats.md has them.
func fieldWords(kind reflect.Type) string {
	var words []string
	for _, f := range fieldsOf(kind) {
		name := f.name
		if f.optional {
			name += "?"
		}
		words = append(words, name+" "+typeWord(f.kind))
	}
	return strings.Join(words, ", ")
}

// names collects the names of all fields of a body.
func names(kind reflect.Type, into map[string]bool) {
	switch kind.Kind() {
	case reflect.Slice:
		names(kind.Elem(), into)
	case reflect.Struct:
		for _, f := range fieldsOf(kind) {
			into[f.name] = true
			if !readsItself(f.kind) {
				names(f.kind, into)
			}
		}
	}
}

// TestThePaperOnActsIsTheRegistry holds the tables of docs/formats.md to the
// kinds of act: each with its fields, and each field with a meaning.
func TestThePaperOnActsIsTheRegistry(t *testing.T) {
	body, err := os.ReadFile("../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(body), "\n## Acts")
	section, _, _ = strings.Cut(section, "\n## ")
	if !found {
		t.Error("docs/formats.md has no section on acts")
	}
	lines := map[string]bool{}
	for _, line := range strings.Split(section, "\n") {
		lines[line] = true
	}
	fields := map[string]bool{}
	for _, k := range Kinds() {
		kind := reflect.TypeOf(k.New()).Elem()
		if line := "| `" + k.Name + "` | " + fieldWords(kind) + " |"; !lines[line] {
			t.Errorf("it lacks %s", line)
		}
		names(kind, fields)
	}
	for name := range fields {
		if !strings.Contains(section, "\n| `"+name+"` | ") {
			t.Errorf("it does not say what %s means", name)
		}
	}
	if got, want := strings.Count(section, "\n| `"), len(Kinds())+len(fields); got != want {
		t.Errorf("it has %d lines, want %d: one for each act, one for each field", got, want)
	}
}
