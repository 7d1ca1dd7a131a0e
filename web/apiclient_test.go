package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"hinterland/office"
)

// A program is one that has a key of the world. Every answer that it gets is held
// to the description of the interface.
type program struct {
	*world
	secret  string
	headers map[string]string
	schemas *apiSchemas
}

// program makes a key on a post of a person and hands it to a program.
func (w *world) program(person, party, post, may string) *program {
	w.t.Helper()
	secret := "secret of " + post + may
	w.do(person, party, "make-key", `{"post":"`+post+`","title":"Stock","may":"`+may+
		`","last":"2026-12-31","digest":"`+digestOf(secret)+`"}`)
	return &program{world: w, secret: secret, schemas: readAPISchemas(w.t, w.site)}
}

// A replied is what a program is answered.
type replied struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

// send sends a request as it is.
func (p *program) send(method, path, body string, headers ...string) *replied {
	p.t.Helper()
	ctx := context.WithValue(context.Background(), aRequest{}, true)
	r := httptest.NewRequestWithContext(ctx, method, origin+apiPath+path, strings.NewReader(body))
	if p.secret != "" {
		r.Header.Set("Authorization", "Bearer "+p.secret)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, value := range p.headers {
		r.Header.Set(name, value)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
		}
	}
	recorder := httptest.NewRecorder()
	p.site.ServeHTTP(recorder, r)
	answer := &replied{p.t, recorder.Code, recorder.Header(), recorder.Body.String()}
	_, pattern := p.site.mux.Handler(r)
	p.schemas.hold(answer, method, pattern, path)
	return answer
}

// get reads.
func (p *program) get(path string, headers ...string) *replied {
	p.t.Helper()
	return p.send(http.MethodGet, path, "", headers...)
}

// act sends an act under a key of the request.
func (p *program) act(kind, body, key string, headers ...string) *replied {
	p.t.Helper()
	return p.send(http.MethodPost, "/acts/"+kind, body,
		append([]string{requestHeader, key}, headers...)...)
}

// want holds the status of an answer to one.
func (r *replied) want(status int) *replied {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

// refuses holds an answer to a refusal, and returns its faults.
func (r *replied) refuses(status int, code string) []problemFault {
	r.t.Helper()
	r.want(status)
	var p problem
	if err := json.Unmarshal([]byte(r.body), &p); err != nil {
		r.t.Fatal(err)
	}
	if string(p.Code) != code || p.Type != problemType+code || p.Status != status {
		r.t.Fatalf("refused for %s as %s, want %s: %s", p.Code, p.Type, code, r.body)
	}
	return p.Faults
}

// into reads an answer.
func (r *replied) into(value any) {
	r.t.Helper()
	if err := json.Unmarshal([]byte(r.body), value); err != nil {
		r.t.Fatal(err)
	}
}

// apiSchemas are the schemas of everything that programs send and are answered.
type apiSchemas struct {
	compiler *jsonschema.Compiler
	document any
	lock     sync.Mutex
}

const apiDocument = "https://hinterland.invalid/openapi.json"

// readAPISchemas reads the description that the server gives, which has to be one
// by the schema of OpenAPI 3.1.
func readAPISchemas(t *testing.T, site *Server) *apiSchemas {
	t.Helper()
	recorder := httptest.NewRecorder()
	site.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet,
		origin+apiPath+"/openapi.json", nil))
	value, err := jsonschema.UnmarshalJSON(recorder.Body)
	if err != nil || recorder.Code != http.StatusOK {
		t.Fatal(recorder.Code, err)
	}
	s := &apiSchemas{compiler: jsonschema.NewCompiler(), document: value}
	s.compiler.AssertFormat()
	if err := s.compiler.AddResource(apiDocument, value); err != nil {
		t.Fatal(err)
	}
	return s
}

// faults finds what of a body is not as the schema of a name says.
func (s *apiSchemas) faults(name, body string) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	schema, err := s.compiler.Compile(apiDocument + "#/components/schemas/" + name)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// hold holds an answer to what the description says of its address.
func (s *apiSchemas) hold(r *replied, method, pattern, path string) {
	r.t.Helper()
	name := ""
	switch kind := r.header.Get("Content-Type"); {
	case kind == "application/problem+json" && r.status >= http.StatusBadRequest:
		name = "problem"
	case r.status == http.StatusNotModified, strings.HasSuffix(pattern, "/openapi.json"),
		strings.HasSuffix(pattern, "/{digest}"): // a file, which is as it is
		return
	case kind != "application/json":
		r.t.Fatalf("%s %s is answered as %q", method, path, kind)
	}
	if name == "" {
		name = operationAt(method, pattern, path) + "." + strconv.Itoa(r.status)
	}
	if err := s.faults(name, r.body); err != nil {
		r.t.Errorf("%s %s: %v\n%s", method, path, err, r.body)
	}
}

// operationAt is the operation at an address.
func operationAt(method, pattern, path string) string {
	if strings.HasSuffix(pattern, " "+apiPath+filesOfPrograms) {
		return "keep-file"
	}
	if method == http.MethodPost {
		kind, _, _ := strings.Cut(strings.TrimPrefix(path, "/acts/"), "?")
		return kind
	}
	for _, r := range reads() {
		if strings.HasSuffix(pattern, " "+apiPath+r.path) {
			return r.name()
		}
	}
	return "nothing"
}

// TestTheDescriptionIsOneByItsStandard holds the document to the published
// schema, and each example to the schema of its act. What the schema lets
// through beside the example the office reads too.
func TestTheDescriptionIsOneByItsStandard(t *testing.T) {
	w := emptyWorld(t)
	s := readAPISchemas(t, w.site)
	text, err := os.Open("testdata/openapi-3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = text.Close() }()
	standard, err := jsonschema.UnmarshalJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("openapi", standard); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("openapi")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(s.document); err != nil {
		t.Error(err)
	}
	broken := s.document.(map[string]any)
	broken["openapi"] = "2.0"
	if schema.Validate(broken) == nil {
		t.Error("a document of another standard is let through")
	}
	for _, k := range office.Kinds() {
		if err := s.faults(k.Name, k.Example); err != nil {
			t.Error(err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(k.Example), &fields); err != nil {
			t.Fatal(err)
		}
		for name, value := range fields {
			delete(fields, name)
			body, err := json.Marshal(fields)
			if err != nil {
				t.Fatal(err)
			}
			sent := body
			if name == "base" { // which comes by If-Match as well
				if sent, err = based(body, `"2-a"`); err != nil {
					t.Fatal(err)
				}
			}
			_, refused := office.Decode(k.Name, sent)
			if told := s.faults(k.Name, string(body)); (told == nil) != (refused == nil) {
				t.Errorf("%s without %s: described as %v, read as %v", k.Name, name, told, refused)
			}
			fields[name] = value
		}
		fields["other"] = json.RawMessage("1")
		body, _ := json.Marshal(fields)
		if s.faults(k.Name, string(body)) == nil {
			t.Errorf("%s takes a field that it has not", k.Name)
		}
	}
}
