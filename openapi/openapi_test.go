package openapi

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// A word writes itself as a text.
type word int

func (w word) MarshalText() ([]byte, error) { return []byte{byte(w)}, nil }

type inner struct {
	Deep  int    `json:"deep"`
	Maybe string `json:"maybe,omitempty"`
}

type sample struct {
	inner
	Text   string            `json:"text"`
	Word   word              `json:"word"`
	Time   time.Time         `json:"time,omitzero"`
	List   []*inner          `json:"list"`
	Bytes  []byte            `json:"bytes,omitempty"`
	Any    any               `json:"any,omitempty"`
	Raw    json.RawMessage   `json:"raw,omitempty"`
	Names  map[string]string `json:"names,omitempty"`
	Truth  bool              `json:"truth,omitempty"`
	Hidden string            `json:"-"`
	NoTag  string
}

func text(t *testing.T, value any) string {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestASchemaIsWhatIsWritten(t *testing.T) {
	const string1 = `{"type":"string"}`
	got := text(t, Known{}.Schema(reflect.TypeFor[sample]()))
	deep := `"deep":{"type":"integer"},"maybe":` + string1
	want := `{"additionalProperties":false,"properties":{"any":{},` +
		`"bytes":{"contentEncoding":"base64","type":"string"},"deep":{"type":"integer"},` +
		`"list":{"items":{"additionalProperties":false,"properties":{` + deep +
		`},"required":["deep"],"type":"object"},"type":"array"},"maybe":` + string1 +
		`,"names":{"additionalProperties":` + string1 + `,"type":"object"},"raw":{},` +
		`"text":` + string1 + `,"time":{"format":"date-time","type":"string"},` +
		`"truth":{"type":"boolean"},"word":` + string1 + `},` +
		`"required":["deep","text","word","list"],"type":"object"}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWhatIsKnownOfATypeIsSaidOfIt(t *testing.T) {
	known := Known{reflect.TypeFor[word](): Enum([]string{"a", "b"})}
	got := text(t, known.Schema(reflect.TypeFor[struct {
		Word *word `json:"word"`
	}]()))
	if !strings.Contains(got, `"word":{"enum":["a","b"],"type":"string"}`) {
		t.Errorf("got %s", got)
	}
	known.Schema(reflect.TypeFor[word]())["more"] = 1
	if len(known[reflect.TypeFor[word]()]) != 2 {
		t.Error("what one is given changes what others are")
	}
}

func TestATypeWithoutSchemaIsAFaultOfTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a channel has a schema")
		}
	}()
	Known{}.Schema(reflect.TypeFor[chan int]())
}

func TestADocumentHasEveryOperationAtItsAddress(t *testing.T) {
	d := Document{
		Title: "T", Version: "1", Server: "http://x/v1", Problem: Object{"type": "object"},
		Operations: []Operation{
			{
				Method: "GET", Path: "/things/{id}", Name: "read-thing", Open: true,
				Answers: map[string]Answer{
					"200": {
						Text: "it", Schema: Object{"type": "string"},
						Headers: map[string]string{"ETag": "which"},
					},
					"304": {Text: "same"},
				},
			},
			{
				Method: "POST", Path: "/files", Name: "bring", Sends: "application/pdf",
				Answers: map[string]Answer{"200": {Text: "file", Sends: "image/png"}},
			},
			{
				Method: "POST", Path: "/things/{id}", Name: "make", Body: Object{"type": "object"},
				Example: json.RawMessage(`{"a":1}`),
				Parameters: []Parameter{{
					Name: "limit", In: "query", Text: "most", Schema: Object{"type": "integer"},
				}},
			},
		},
	}
	got := text(t, d.JSON())
	for _, part := range []string{
		`"openapi":"3.1.0"`, `"url":"http://x/v1"`, `"scheme":"bearer"`,
		`"name":"id","required":true,"schema":{"type":"string"}`,
		`"description":"most","in":"query","name":"limit","required":false`,
		`"example":{"a":1},"schema":{"$ref":"#/components/schemas/make"}`,
		`"304":{"description":"same"}`,
		`"headers":{"ETag":{"description":"which","schema":`,
		`"content":{"application/pdf":{}},"required":true`,
		`"content":{"image/png":{}},"description":"file"`, `"read-thing.200":{"type":"string"}`,
		`"application/problem+json":{"schema":{"$ref":"#/components/schemas/problem"}}`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("it lacks %s\n%s", part, got)
		}
	}
	if n := strings.Count(got, `"security":[]`); n != 1 {
		t.Errorf("%d operations are open", n)
	}
	if strings.Count(got, `"/things/{id}"`) != 1 {
		t.Error("an address stands twice")
	}
}
