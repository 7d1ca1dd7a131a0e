package exchange

import (
	"archive/tar"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// unpack reads an archive of what a standard has published, by name.
func unpack(t *testing.T, name string) map[string][]byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for r := tar.NewReader(unzipped); ; {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err == nil && head.Typeflag == tar.TypeReg {
			files[head.Name], err = io.ReadAll(r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A standard is OCDS as published, with our extension, and nothing beside them.
type standard struct {
	compiler *jsonschema.Compiler
	codes    map[string][]string // of each code list
}

const schemas = "https://standard.open-contracting.org/schema/1__1__5/"

// readStandard merges our extension into the release schema as the standard says
// (RFC 7396), and forbids every field that neither describes.
func readStandard(t *testing.T) *standard {
	t.Helper()
	files := unpack(t, "testdata/ocds-1.1.5.tar.gz")
	s := &standard{jsonschema.NewCompiler(), map[string][]string{}}
	s.compiler.AssertFormat()
	for _, name := range []string{
		"release-schema.json", "release-package-schema.json", "record-package-schema.json",
		"versioned-release-validation-schema.json",
	} {
		doc := decoded(t, files["schema/"+name]).(map[string]any)
		if name == "release-schema.json" {
			merge(doc, decoded(t, own(t, name)).(map[string]any))
			for _, d := range doc["definitions"].(map[string]any) {
				closed(d)
			}
			closed(doc)
		}
		if err := s.compiler.AddResource(schemas+name, doc); err != nil {
			t.Fatal(err)
		}
	}
	for name, body := range files {
		if list, found := strings.CutPrefix(name, "schema/codelists/"); found {
			s.codes[list] = column(t, body)
		}
	}
	_ = fs.WalkDir(Extension(), "codelists", func(path string, d fs.DirEntry, _ error) error {
		if d != nil && !d.IsDir() {
			list := strings.TrimPrefix(strings.TrimPrefix(path, "codelists/"), "+")
			s.codes[list] = append(s.codes[list], column(t, own(t, path))...)
		}
		return nil
	})
	return s
}

// own reads a file of our extension.
func own(t *testing.T, name string) []byte {
	t.Helper()
	body, err := fs.ReadFile(Extension(), name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// decoded reads JSON, numbers as they are written.
func decoded(t *testing.T, body []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// column is the first column of a code list.
func column(t *testing.T, body []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, row := range rows[1:] {
		codes = append(codes, row[0])
	}
	return codes
}

// merge puts a patch into a document.
func merge(into, patch map[string]any) {
	for name, value := range patch {
		below, nested := value.(map[string]any)
		there, found := into[name].(map[string]any)
		if nested && found {
			merge(there, below)
			continue
		}
		into[name] = value
	}
}

// closed forbids a schema, and those below it, fields that it does not name.
func closed(schema any) {
	s, ok := schema.(map[string]any)
	if !ok {
		return
	}
	fields, ok := s["properties"].(map[string]any)
	if !ok {
		return
	}
	s["additionalProperties"] = false
	for _, f := range fields {
		closed(f)
	}
}

// faults checks a package: its form, and every code against its list.
func (s *standard) faults(t *testing.T, schema string, body []byte) error {
	t.Helper()
	compiled, err := s.compiler.Compile(schemas + schema)
	if err != nil {
		t.Fatal(err)
	}
	doc := decoded(t, body)
	return errors.Join(compiled.Validate(doc), s.codeFaults(doc, ""))
}

// codeFaults finds words that stand in no list, closed or open. A list that is
// open may be added to, but only by an extension that says what its code means.
func (s *standard) codeFaults(value any, field string) error {
	list := map[string]string{
		"tag": "releaseTag", "roles": "partyRole",
		"scheme":       "unitClassificationScheme relatedProcessScheme",
		"relationship": "relatedProcess",
		"type":         "milestoneType", "currency": "currency", "agreementKind": "agreementKind",
		"agreementState": "agreementState", "initiationType": "initiationType",
		"agreementClass": "agreementClass", "effort": "itemEffort", "right": "itemRight",
	}[field]
	var found []error
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			found = append(found, s.codeFaults(v[name], name))
		}
	case []any:
		for _, each := range v {
			found = append(found, s.codeFaults(each, field))
		}
	case string:
		known := list == ""
		for _, name := range strings.Fields(list) {
			known = known || slices.Contains(s.codes[name+".csv"], v)
		}
		if !known {
			found = append(found, errors.New(v+" stands not in "+list))
		}
	}
	return errors.Join(found...)
}

// TestExtensionListsWhatItHas reads the extension as a publisher's tool does.
func TestExtensionListsWhatItHas(t *testing.T) {
	var e struct {
		Schemas, Codelists []string
	}
	if err := json.Unmarshal(own(t, "extension.json"), &e); err != nil {
		t.Fatal(err)
	}
	said := slices.Clone(e.Schemas)
	for _, list := range e.Codelists {
		said = append(said, "codelists/"+list)
	}
	said = append(said, "extension.json")
	var there []string
	_ = fs.WalkDir(Extension(), ".", func(path string, d fs.DirEntry, _ error) error {
		if !d.IsDir() {
			there = append(there, path)
		}
		return nil
	})
	slices.Sort(said)
	slices.Sort(there)
	if !slices.Equal(said, there) {
		t.Errorf("it lists %q and has %q", said, there)
	}
	patch := decoded(t, own(t, "release-schema.json")).(map[string]any)
	for _, list := range [][3]string{
		{"Contract", "agreementKind", "agreementKind"},
		{"Contract", "agreementState", "agreementState"},
		{"Contract", "agreementClass", "agreementClass"},
		{"Item", "effort", "itemEffort"},
		{"Item", "right", "itemRight"},
	} {
		var codes []string
		of := patch["definitions"].(map[string]any)[list[0]].(map[string]any)["properties"]
		for _, code := range of.(map[string]any)[list[1]].(map[string]any)["enum"].([]any) {
			codes = append(codes, code.(string))
		}
		if in := column(t, own(t, "codelists/"+list[2]+".csv")); !slices.Equal(in, codes) {
			t.Errorf("%s is closed, with %q in its list and %q in the schema", list[1], in, codes)
		}
	}
}
