package openapi

import (
	"regexp"
	"strings"
)

// A Document is what a program has to know of an interface: its addresses, in the
// order in which they are added.
type Document struct {
	Title, Version, Text string
	Server               string // below which all addresses are
	Problem              Object // the schema of every refusal
	Operations           []Operation
}

// An Operation is one address and what can be done there.
type Operation struct {
	Method, Path string // with {names} for the parts that vary
	Name         string // of the operation, and of its schemas
	Summary      string
	Group        string
	Open         bool // nobody is asked who they are
	Parameters   []Parameter
	Body         Object // nil where nothing is sent, or no JSON
	Sends        string // the media type of what is sent that is no JSON
	Example      any    // of the body
	Answers      map[string]Answer
}

// A Parameter is something that stands in the address or in a header.
type Parameter struct {
	Name, In, Text string
	Required       bool
	Schema         Object
}

// An Answer is what comes back with one status.
type Answer struct {
	Text    string
	Schema  Object            // nil where the answer has no body, or no JSON
	Sends   string            // the media type of an answer that is no JSON
	Headers map[string]string // what each header tells, which may be left out
}

// scheme is what the way in is called in a document.
const scheme = "key"

// JSON is the document as OpenAPI 3.1 has it.
func (d *Document) JSON() Object {
	paths, schemas := Object{}, Object{"problem": d.Problem}
	for _, o := range d.Operations {
		at, ok := paths[o.Path].(Object)
		if !ok {
			at = Object{}
			paths[o.Path] = at
		}
		at[strings.ToLower(o.Method)] = o.json(schemas)
	}
	return Object{
		"openapi":           "3.1.0",
		"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
		"info":              Object{"title": d.Title, "version": d.Version, "description": d.Text},
		"servers":           []Object{{"url": d.Server}},
		"security":          []Object{{scheme: []string{}}},
		"paths":             paths,
		"components": Object{
			"schemas":         schemas,
			"securitySchemes": Object{scheme: Object{"type": "http", "scheme": "bearer"}},
		},
	}
}

// json is an operation; its schemas go among those of the document.
func (o *Operation) json(schemas Object) Object {
	answers := Object{"default": Object{
		"description": "problem", "content": content("application/problem+json", "problem", nil),
	}}
	for status, a := range o.Answers {
		answer := Object{"description": a.Text}
		if a.Schema != nil {
			name := o.Name + "." + status
			schemas[name] = a.Schema
			answer["content"] = content("application/json", name, nil)
		}
		if a.Sends != "" {
			answer["content"] = Object{a.Sends: Object{}}
		}
		if len(a.Headers) > 0 {
			answer["headers"] = headers(a.Headers)
		}
		answers[status] = answer
	}
	made := Object{
		"operationId": o.Name, "summary": o.Summary, "tags": []string{o.Group},
		"responses": answers, "parameters": o.parameters(),
	}
	if o.Open {
		made["security"] = []Object{}
	}
	if o.Body != nil {
		schemas[o.Name] = o.Body
		made["requestBody"] = Object{
			"required": true, "content": content("application/json", o.Name, o.Example),
		}
	}
	if o.Sends != "" {
		made["requestBody"] = Object{"required": true, "content": Object{o.Sends: Object{}}}
	}
	return made
}

// headers describe what an answer has beside its body.
func headers(texts map[string]string) Object {
	all := Object{}
	for name, text := range texts {
		all[name] = Object{"description": text, "schema": Object{"type": "string"}}
	}
	return all
}

// parameters are those of the address, which its path names, and all others.
func (o *Operation) parameters() []Object {
	var all []Parameter
	for _, found := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(o.Path, -1) {
		all = append(all, Parameter{Name: found[1], In: "path", Required: true})
	}
	listed := []Object{}
	for _, p := range append(all, o.Parameters...) {
		if p.Schema == nil {
			p.Schema = Object{"type": "string"}
		}
		made := Object{"name": p.Name, "in": p.In, "required": p.Required, "schema": p.Schema}
		if p.Text != "" {
			made["description"] = p.Text
		}
		listed = append(listed, made)
	}
	return listed
}

// content is a body of a type whose schema has a name.
func content(kind, name string, example any) Object {
	body := Object{"schema": Object{"$ref": "#/components/schemas/" + name}}
	if example != nil {
		body["example"] = example
	}
	return Object{kind: body}
}
