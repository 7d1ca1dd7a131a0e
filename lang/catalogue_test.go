package lang

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// An entry is one text of a catalogue, by plural form; one without plurals
// has the form "other" alone.
type entry map[string]string

// A catalogue is all texts of one tongue.
type catalogue map[string]entry

// readCatalogue reads a catalogue as it lies in the program.
func readCatalogue(t *testing.T, tongue Tongue) catalogue {
	t.Helper()
	text, err := catalogues.ReadFile(string(tongue) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseCatalogue(text)
	if err != nil {
		t.Fatalf("%s: %v", tongue, err)
	}
	return c
}

func parseCatalogue(text []byte) (catalogue, error) {
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, err
	}
	c := catalogue{}
	for key, value := range raw {
		var plain string
		if json.Unmarshal(value, &plain) == nil {
			c[key] = entry{"other": plain}
			continue
		}
		var forms entry
		if err := json.Unmarshal(value, &forms); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		c[key] = forms
	}
	return c, nil
}

// placeholders lists the values that a text mentions, sorted.
func placeholders(text string) []string {
	found := map[string]bool{}
	for _, m := range regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`).FindAllStringSubmatch(text, -1) {
		found[m[1]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// prose is what a text says without its placeholders.
func prose(text string) string {
	return regexp.MustCompile(`\{\{[^}]*\}\}`).ReplaceAllString(text, "")
}

// untranslated reports whether a Chinese text is still English: it has Latin
// letters and no Chinese, or a run of English words that is no command. The
// program's own name is the same everywhere.
func untranslated(text string) bool {
	words := prose(text)
	if !strings.ContainsFunc(strings.ReplaceAll(words, "hinterland", ""), unicode.IsLetter) {
		return false
	}
	if !strings.ContainsFunc(words, isHan) {
		return true
	}
	for _, run := range regexp.MustCompile(`[A-Za-z]+(?: [A-Za-z]+){3,}`).FindAllString(words, -1) {
		if !strings.HasPrefix(run, "hinterland ") {
			return true
		}
	}
	return false
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// catalogueFaults compares two catalogues and looks at each text.
func catalogueFaults(english, chinese catalogue) []string {
	var faults []string
	add := func(key, format string, args ...any) {
		faults = append(faults, key+": "+fmt.Sprintf(format, args...))
	}
	for key := range chinese {
		if english[key] == nil {
			add(key, "is not in English")
		}
	}
	for key, en := range english {
		zh := chinese[key]
		if zh == nil {
			add(key, "is not in Chinese")
			continue
		}
		want := placeholders(en["other"])
		if got := placeholders(zh["other"]); !slices.Equal(got, want) {
			add(key, "Chinese mentions %q, English %q", got, want)
		}
		if slices.Contains(want, "count") && en["one"] == "" {
			add(key, "English counts and has no form for one")
		}
		for _, name := range placeholders(en["one"]) {
			if !slices.Contains(want, name) {
				add(key, "the form for one mentions %s, the other does not", name)
			}
		}
		if untranslated(zh["other"]) {
			add(key, "is not Chinese: %q", zh["other"])
		}
		if strings.ContainsFunc(en["other"]+en["one"], isHan) {
			add(key, "is not English: %q", en["other"])
		}
	}
	faults = append(faults, formFaults(english, "one", "other")...)
	faults = append(faults, formFaults(chinese, "other")...)
	slices.Sort(faults)
	return faults
}

// formFaults finds texts that are empty, lack the form "other", or have a
// form that the tongue does not know.
func formFaults(c catalogue, forms ...string) []string {
	var faults []string
	for key, texts := range c {
		if texts["other"] == "" {
			faults = append(faults, key+": has no text")
		}
		for form, text := range texts {
			switch {
			case !slices.Contains(forms, form):
				faults = append(faults, fmt.Sprintf("%s: has the form %q", key, form))
			case strings.TrimSpace(prose(text)) == "" && len(placeholders(text)) == 0:
				faults = append(faults, fmt.Sprintf("%s: the form %q is empty", key, form))
			}
		}
	}
	return faults
}

// useFaults compares a catalogue with how the sources use it.
func useFaults(c catalogue, uses []use) []string {
	used := map[string]bool{}
	var faults []string
	for _, u := range uses {
		for _, key := range u.keys() {
			used[key] = true
			if c[key] == nil {
				faults = append(faults, fmt.Sprintf("%s: %s is in no catalogue", u.at, key))
				continue
			}
			for _, name := range placeholders(c[key]["other"]) {
				if u.known && !slices.Contains(u.args, name) {
					faults = append(faults, fmt.Sprintf("%s: %s is not given %s", u.at, key, name))
				}
			}
		}
	}
	for key := range c {
		if !used[key] {
			faults = append(faults, key+": nothing uses it")
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

func TestCataloguesAreComplete(t *testing.T) {
	english, chinese := readCatalogue(t, English), readCatalogue(t, Chinese)
	for _, fault := range catalogueFaults(english, chinese) {
		t.Error(fault)
	}
	if len(english) == 0 {
		t.Error("no texts")
	}
}

func TestCataloguesAreWhatTheSourcesUse(t *testing.T) {
	for _, fault := range useFaults(readCatalogue(t, English), readUses(t)) {
		t.Error(fault)
	}
}

func TestCataloguesAreSorted(t *testing.T) {
	for _, tongue := range Tongues() {
		text, err := catalogues.ReadFile(string(tongue) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, m := range regexp.MustCompile(`(?m)^  "([^"]+)":`).FindAllSubmatch(text, -1) {
			keys = append(keys, string(m[1]))
		}
		if !slices.IsSorted(keys) || len(slices.Compact(keys)) != len(keys) {
			t.Errorf("the keys of %s.json are not sorted, or one stands twice", tongue)
		}
	}
}

func TestCatalogueRulesFindFaults(t *testing.T) {
	tests := map[string]struct {
		en, zh string
		want   string
	}{
		"two texts that agree":  {`{"a": "Place {{.name}}"}`, `{"a": "县市 {{.name}}"}`, ""},
		"no Chinese":            {`{"a": "Place"}`, `{}`, "a: is not in Chinese"},
		"no English":            {`{}`, `{"a": "县市"}`, "a: is not in English"},
		"other placeholders":    {`{"a": "{{.x}} in"}`, `{"a": "{{.y}} 内"}`, "Chinese mentions"},
		"English left standing": {`{"a": "Place"}`, `{"a": "Place"}`, "is not Chinese"},
		"half of it translated": {
			`{"a": "x"}`, `{"a": "县市 that no centre can reach"}`, "is not Chinese",
		},
		"a command inside is fit": {`{"a": "x"}`, `{"a": "请用 hinterland plan my region"}`, ""},
		"its name is fit": {
			`{"a": "hinterland: {{.x}}"}`, `{"a": "hinterland：{{.x}}"}`, "",
		},
		"signs alone are fit": {`{"a": "{{.x}}: "}`, `{"a": "{{.x}}："}`, ""},
		"Chinese in English":  {`{"a": "县市"}`, `{"a": "县市"}`, "is not English"},
		"an empty text":       {`{"a": ""}`, `{"a": "县市"}`, "a: has no text"},
		"a count without one": {
			`{"a": "{{.count}} places"}`, `{"a": "{{.count}} 个"}`, "no form for one",
		},
		"a count with one is fit": {
			`{"a": {"one": "A place", "other": "{{.count}} places"}}`,
			`{"a": {"other": "{{.count}} 个"}}`, "",
		},
		"one that mentions more": {
			`{"a": {"one": "{{.x}}", "other": "places"}}`, `{"a": "县市"}`,
			"the form for one mentions x",
		},
		"a form that Chinese has not": {
			`{"a": {"one": "A", "other": "B"}}`, `{"a": {"one": "个", "other": "个"}}`,
			`has the form "one"`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			english, err := parseCatalogue([]byte(tt.en))
			if err != nil {
				t.Fatal(err)
			}
			chinese, err := parseCatalogue([]byte(tt.zh))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(catalogueFaults(english, chinese), "\n")
			if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUsesAreFoundInSources(t *testing.T) {
	c := catalogue{
		"a": {"other": "A {{.x}}"}, "refusal.r": {"other": "R"}, "remedy.r": {"other": "R"},
	}
	both := `func h() { p.Say("a", Args{"x": 1}); hinterland.Refuse(0, "r", nil) }` + "\n"
	tests := map[string]struct{ source, want string }{
		"all is well":            {both, ""},
		"a key that is nowhere":  {both + `func f() { p.Say("b", nil) }`, "b is in no catalogue"},
		"a value that is absent": {both + `func f() { p.Say("a", nil) }`, "a is not given x"},
		"values that are hidden": {both + `func f(v Args) { p.Say("a", v) }`, ""},
		"a reason that is nowhere": {
			both + `func f() { hinterland.Refuse(0, "q", nil) }`, "remedy.q is in no catalogue",
		},
		"a refusal written out": {
			both + `func f() { _ = &hinterland.Refusal{Reason: "q"} }`,
			"refusal.q is in no catalogue",
		},
		"a key that nothing uses": {
			`func f() { hinterland.Refuse(0, "r", nil) }`, "a: nothing uses it",
		},
		"a constant": {
			both + "const k = \"b\"\nfunc f() { p.Say(k, nil) }", "b is in no",
		},
		"a key handed on": {
			both + "func f(k string) { p.Say(k, nil) }\nfunc g() { f(\"b\") }", "b is in no",
		},
		"a key handed on twice": {
			both + "func f(k string) { p.Say(k, nil) }\nfunc g(k string) { f(k) }\n" +
				"func i() { g(\"b\") }",
			"b is in no",
		},
		"a method that hands on": {
			both + "func (t) f(n int, k string) { p.Say(k, nil) }\nfunc g() { x.y.f(1, \"b\") }",
			"b is in no",
		},
		"a variable": {
			both + "func f() { k := \"a\"; if z { k = \"b\" }; p.Say(k, nil) }", "b is in no",
		},
		"a composed key": {
			both + "func f(n int) { p.Say(keys[n], nil) }", "composed at run time",
		},
		"a composed key listed": {
			both + "func f(n int) {\n\t//lang: a b\n\tp.Say(keys[n], nil)\n}", "b is in no",
		},
		"a composed reason": {
			both + `func f() { p.Say("refusal."+string(r.Reason), nil) }`, "",
		},
		"a composed reason made elsewhere": {
			both + "func f() { p.Say(\"word.\"+string(r.Reason), nil) }", "composed at run time",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			set := token.NewFileSet()
			source := "package x\n\n" + tt.source
			file, err := parser.ParseFile(set, "x.go", source, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			uses, faults := usesOf(set, []*ast.File{file})
			got := strings.Join(append(faults, useFaults(c, uses)...), "\n")
			if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
