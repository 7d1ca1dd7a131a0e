package web

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/openapi"
)

// apiVersion is that of what programs may rest on; it stays as long as apiPath.
const apiVersion = "1"

// known says what the texts of some types can be.
func known() openapi.Known {
	return openapi.Known{
		reflect.TypeFor[hinterland.Day]():      {"type": "string", "format": "date"},
		reflect.TypeFor[hinterland.Duty]():     openapi.Enum(hinterland.Duties()),
		reflect.TypeFor[hinterland.Leave]():    openapi.Enum(hinterland.Leaves()),
		reflect.TypeFor[hinterland.Way]():      openapi.Enum(hinterland.Ways()),
		reflect.TypeFor[hinterland.Pace]():     openapi.Enum(hinterland.Paces()),
		reflect.TypeFor[hinterland.CaseKind](): openapi.Enum(hinterland.CaseKinds()),
		reflect.TypeFor[office.Step]():         stepSchema(),
	}
}

// stepSchema is the schema of an act inside another.
func stepSchema() openapi.Object {
	return openapi.Object{
		"type": "object", "additionalProperties": false, "required": []string{"kind", "body"},
		"properties": openapi.Object{
			"kind": openapi.Object{"type": "string"}, "body": openapi.Object{"type": "object"},
		},
	}
}

// describe answers with the description of everything that programs can ask,
// which anybody may read: it says nothing of the region.
func describe(a *ask) error {
	if _, err := a.queried(); err != nil {
		return err
	}
	return a.reply(http.StatusOK, 0, a.description())
}

// description is made from the acts of the office and from what answers programs.
func (a *ask) description() openapi.Object {
	d := &openapi.Document{
		Title: "Hinterland", Version: apiVersion, Text: a.say.Say("api.lead", nil),
		Server: a.Origin + apiPath, Problem: known().Schema(reflect.TypeFor[problem]()),
	}
	for _, k := range office.Kinds() {
		d.Operations = append(d.Operations, a.actOperation(k))
	}
	for _, r := range reads() {
		d.Operations = append(d.Operations, a.readOperation(r))
	}
	d.Operations = append(d.Operations, a.fileOperations()...)
	return d.JSON()
}

// actOperation describes an act. Its field base may be left out here, since If-Match
// can stand for it.
func (a *ask) actOperation(k office.Kind) openapi.Operation {
	body := known().Schema(reflect.TypeOf(k.New()).Elem())
	parameters := []openapi.Parameter{
		{
			Name: requestHeader, In: "header", Text: a.say.Say("api.key", nil), Required: true,
			Schema: openapi.Object{"type": "string", "maxLength": hinterland.MaxName},
		},
		{
			Name: previewQuery, In: "query", Text: a.say.Say("api.preview", nil),
			Schema: openapi.Object{"type": "boolean"},
		},
	}
	if required, _ := body["required"].([]string); slices.Contains(required, "base") {
		body["required"] = slices.DeleteFunc(required, func(f string) bool { return f == "base" })
		parameters = append(parameters, openapi.Parameter{
			Name: "If-Match", In: "header", Text: a.say.Say("api.match", nil),
		})
	}
	return openapi.Operation{
		Method: http.MethodPost, Path: "/acts/" + k.Name, Name: k.Name, Group: "acts",
		Summary: a.actWords(k.Name), Example: json.RawMessage(k.Example),
		Body: body, Parameters: parameters, Answers: a.actAnswers(),
	}
}

// actAnswers are what comes of any act.
func (a *ask) actAnswers() map[string]openapi.Answer {
	return map[string]openapi.Answer{
		"200": {
			Text:   a.say.Say("api.preview", nil),
			Schema: known().Schema(reflect.TypeFor[previewAnswer]()),
		},
		"201": {
			Text:    a.say.Say("api.entry", nil),
			Schema:  known().Schema(reflect.TypeFor[entryAnswer]()),
			Headers: map[string]string{"Location": a.say.Say("api.entry", nil)},
		},
	}
}

// readOperation describes what can be read at an address.
func (a *ask) readOperation(r read) openapi.Operation {
	o := openapi.Operation{
		Method: http.MethodGet, Path: r.path, Name: r.name(), Group: "reads",
		Summary: a.readWords(r),
		Parameters: []openapi.Parameter{
			{Name: "If-None-Match", In: "header", Text: a.say.Say("api.nonematch", nil)},
		},
	}
	for _, name := range r.query {
		o.Parameters = append(o.Parameters, openapi.Parameter{Name: name, In: "query"})
	}
	schema := known().Schema(r.kind())
	if r.list {
		o.Parameters = append(o.Parameters,
			openapi.Parameter{Name: "after", In: "query", Text: a.say.Say("api.after", nil)},
			openapi.Parameter{Name: "limit", In: "query", Schema: openapi.Object{
				"type": "integer", "minimum": 1, "maximum": partAtMost, "default": partUsual,
			}})
		schema = openapi.Object{
			"type": "object", "additionalProperties": false, "required": []string{"items"},
			"properties": openapi.Object{
				"items": openapi.Object{"type": "array", "items": schema},
				"next":  openapi.Object{"type": "string"},
			},
		}
	}
	told := map[string]string{"ETag": a.say.Say("api.match", nil)}
	if r.list {
		told["Link"] = a.say.Say("api.after", nil)
	}
	o.Answers = map[string]openapi.Answer{
		"200": {Text: o.Summary, Schema: schema, Headers: told},
		"304": {Text: a.say.Say("api.nonematch", nil)},
	}
	return o
}

// name is what an address is called by programs: its path without what varies.
func (r read) name() string {
	name := "read"
	for _, part := range strings.Split(strings.Trim(r.path, "/"), "/") {
		if strings.HasPrefix(part, "{") {
			name += "-one"
			continue
		}
		name += "-" + part
	}
	return name
}

// readWords says what can be read at an address.
func (a *ask) readWords(r read) string {
	// lang: api.self api.events api.entry api.shares api.stocks row.plan_good
	text := a.say.Say(r.word, nil)
	if r.list {
		return a.say.Say("api.list", lang.Args{"what": text})
	}
	return text
}

// An apiBody is the page that tells people how programs talk to the office.
type apiBody struct {
	Address string
	Acts    []apiExample
	Reads   []apiExample
	Keys    string // where keys are made; empty for who has not signed in
}

// An apiExample is an act or a read, and what to type for it.
type apiExample struct {
	Name, Text, Command string
	Parameters          string
}

// showAPI tells how programs talk to the office, with an example of everything.
func showAPI(a *ask) error {
	body := &apiBody{Address: a.address(apiPath)}
	if a.me != nil {
		body.Keys = "/keys"
	}
	for _, k := range office.Kinds() {
		body.Acts = append(body.Acts, apiExample{
			Name: k.Name, Text: a.actWords(k.Name), Command: a.actCommand(k),
		})
	}
	for _, r := range reads() {
		body.Reads = append(body.Reads, apiExample{
			Name: r.path, Text: a.readWords(r), Parameters: strings.Join(r.query, " "),
		})
	}
	return a.show(http.StatusOK, "api", a.say.Say("web.api", nil), body)
}

// actCommand is a command that does the example of an act.
func (a *ask) actCommand(k office.Kind) string {
	return "curl -X POST " + a.address(apiPath) + "/acts/" + k.Name +
		" \\\n  -H \"Authorization: Bearer $KEY\" -H \"Idempotency-Key: $(uuidgen)\"" +
		" \\\n  -H 'Content-Type: application/json' -d '" + k.Example + "'"
}
