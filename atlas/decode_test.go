package atlas

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestDecodeRefusesWhatIsNoMap(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"nothing": {"", "syntax"},
		"prose":   {"This is no map.", "syntax"},
		"a file cut off": {
			`{"type":"FeatureCollection","features":[{"type":`,
			"syntax",
		},
		"a number beyond JSON":       {`{"type":"FeatureCollection","features":[NaN]}`, "syntax"},
		"features that are a number": {`{"type":"FeatureCollection","features":5}`, "shape"},
		"a list":                     {`[1,2]`, "shape"},
		"no type":                    {`{"features":[]}`, "type"},
		"a bare geometry":            {`{"type":"Polygon","coordinates":[]}`, "type"},
		"no features":                {`{"type":"FeatureCollection","features":[]}`, "empty"},
		"a topology of points": {
			`{"type":"Topology","arcs":[],"objects":{"a":{"type":"Point"}}}`,
			"empty",
		},
		"arcs that are no list":  {`{"type":"Topology","arcs":7,"objects":{}}`, "arcs"},
		"an arc of half a point": {`{"type":"Topology","arcs":[[[1]]],"objects":{}}`, "arcs"},
		"an arc beyond the Earth": {
			`{"type":"Topology","arcs":[[[1,1e308],[1,1e308]]],"objects":{}}`,
			"arcs",
		},
		"a transform without scale": {
			`{"type":"Topology","transform":{"translate":[0,0]},"arcs":[],"objects":{}}`,
			"transform",
		},
		"two objects as large": {
			`{"type":"Topology","arcs":[],` +
				`"objects":{"b":{"type":"Polygon"},"a":{"type":"Polygon"}}}`,
			"objects",
		},
		"nesting without end": {strings.Repeat("[", 100000), "syntax"},
	}
	for name, c := range cases {
		_, err := Decode([]byte(c.text))
		var refusal *DecodeError
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %v, want a refusal", name, err)
			continue
		}
		if refusal.Reason != c.want {
			t.Errorf("%s: reason %q, want %q", name, refusal.Reason, c.want)
		}
	}
}

func TestDecodeTellsLineAndColumn(t *testing.T) {
	_, err := Decode([]byte("{\"type\": \"FeatureCollection\",\n  \"features\": [}"))
	var refusal *DecodeError
	if !errors.As(err, &refusal) || refusal.Line != 2 || refusal.Column != 16 {
		t.Errorf("%v, want line 2 column 16", err)
	}
	if !strings.Contains(err.Error(), "line 2 column 16: syntax") {
		t.Errorf("worded %q", err)
	}
}

func TestFaultsOfOneFeatureLeaveTheOthersAlone(t *testing.T) {
	cases := map[string]struct{ geometry, want string }{
		"null is no number":         {`{"type":"Polygon","coordinates":[[[null,1]]]}`, "number"},
		"a text is no number":       {`{"type":"Polygon","coordinates":[[["1",1]]]}`, "number"},
		"a number beyond float64":   {`{"type":"Polygon","coordinates":[[[1e999,1]]]}`, "number"},
		"one number is no position": {`{"type":"Polygon","coordinates":[[[1]]]}`, "position"},
		"metres are no degrees": {
			`{"type":"Polygon","coordinates":[[[500000,4000000]]]}`,
			"degrees",
		},
		"a flat list": {`{"type":"Polygon","coordinates":[1,2,3]}`, "list"},
		"a polygon as multipolygon": {
			`{"type":"MultiPolygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}`,
			"list",
		},
		"no coordinates":            {`{"type":"Polygon"}`, "geometry"},
		"a geometry that is a text": {`"here"`, "geometry"},
		"a line": {
			`{"type":"LineString","coordinates":[[1,2],[3,4]]}`,
			"no-area",
		},
		"collections in collections": {
			strings.Repeat(
				`{"type":"GeometryCollection","geometries":[`,
				12,
			) + strings.Repeat(
				`]}`,
				12,
			), "geometry",
		},
	}
	for name, c := range cases {
		m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)),
			`{"type":"Feature","id":"b","geometry":`+c.geometry+`}`))
		if len(m.Places[0].Polygons) != 1 {
			t.Errorf("%s: the sound place is gone", name)
		}
		broken := m.Places[1].broken
		if len(broken) != 1 || broken[0].Reason != c.want {
			t.Errorf("%s: %v, want %q", name, broken, c.want)
		}
	}
	m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)), `5`))
	if b := m.Places[1].broken; len(b) != 1 || b[0].Reason != "feature" {
		t.Errorf("a feature that is a number: %v", b)
	}
}

func TestDecodeReadsBothFormatsAlike(t *testing.T) {
	geo := "\ufeff" + collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0, 2, 1)))
	topo := `{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[0,0]},
	"arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]],
	"objects":{"land":{"type":"Polygon","arcs":[[1,2]]},
	"places":{"type":"GeometryCollection","geometries":[
	{"type":"Polygon","id":"a","arcs":[[0,1]]},
	{"type":"MultiPolygon","id":"b","arcs":[[[2,-1]]]}]}}}`
	for _, text := range []string{geo, topo} {
		r := mustSurvey(t, mustDecode(t, text))
		if len(r.Faults) > 0 || pairs(r.Graph) != "a-b" {
			t.Errorf("neighbours %q, faults: %s", pairs(r.Graph), told(r.Faults))
		}
	}
}

func TestTopologyArcsThatAreNotThere(t *testing.T) {
	for arcs, want := range map[string]string{
		"[[3]]": "arc", "[[0.5]]": "arc", "[[-9]]": "arc", "[[1e30]]": "arc", "[[0,1]]": "arc-ends",
		"[0]": "list",
	} {
		m := mustDecode(t, `{"type":"Topology","arcs":[[[0,0],[1,1]],[[5,5],[6,6]],[]],`+
			`"objects":{"a":{"type":"Polygon","arcs":`+arcs+`}}}`)
		if b := m.Places[0].broken; len(b) != 1 || b[0].Reason != want {
			t.Errorf("arcs %s: %v, want %q", arcs, b, want)
		}
	}
}

func TestOneArcNamedTooOftenIsRefused(t *testing.T) {
	arc := strings.Repeat("[0,0],[1,1],", 5000) + "[0,0]"
	ring := "[" + strings.TrimSuffix(strings.Repeat("0,", 2000), ",") + "]"
	_, err := Decode(
		[]byte(
			`{"type":"Topology","arcs":[[` + arc + `]],"objects":{"a":{"type":"Polygon","arcs":[` +
				ring + `]}}}`,
		),
	)
	var refusal *DecodeError
	if !errors.As(err, &refusal) || refusal.Reason != "size" {
		t.Errorf("%v, want a refusal for its size", err)
	}
}

func TestPropertiesKeepEveryDigit(t *testing.T) {
	m := mustDecode(
		t,
		collection(`{"type":"Feature","id":12.50,"properties":{"n":0.10,"s":"é","nil":null,`+
			`"list":[1]},"geometry":null}`),
	)
	p := m.Places[0]
	if p.Code != "12.50" || p.Properties["n"] != "0.10" || p.Properties["s"] != "é" ||
		p.Properties["list"] != "[1]" {
		t.Errorf("code %q, properties %v", p.Code, p.Properties)
	}
	if _, ok := p.Properties["nil"]; ok {
		t.Error("null is a property")
	}
	if got := strings.Join(m.Properties, " "); got != "list n s" {
		t.Errorf("properties %q", got)
	}
}

func TestCodesComeFromWhereTheUserSays(t *testing.T) {
	m := mustDecode(t, collection(`{"type":"Feature","properties":{"fips":19001,"name":"Adair"}}`,
		`{"type":"Feature","properties":{"name":"Adams"}}`))
	if m.HasIDs() {
		t.Error("has identifiers")
	}
	var refusal *CodeError
	if err := m.TakeCodes(""); !errors.As(err, &refusal) ||
		strings.Join(refusal.Known, " ") != "fips name" {
		t.Errorf("without ids: %v", err)
	}
	if err := m.TakeCodes("nowhere"); !errors.As(err, &refusal) || refusal.Property != "nowhere" {
		t.Errorf("a property that is nowhere: %v", err)
	}
	if err := m.TakeCodes("fips"); err != nil || fmt.Sprint(m.Codes()) != "[19001]" {
		t.Errorf("by property: %v, %v", err, m.Codes())
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0, 2, 1)))))
	f.Add(
		[]byte(
			`{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],` +
				`"objects":{"a":{"type":"Polygon","arcs":[[0]]}}}`,
		),
	)
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Decode(data)
		if err != nil {
			var refusal *DecodeError
			if !errors.As(err, &refusal) {
				t.Fatalf("an error that is no refusal: %v", err)
			}
			return
		}
		report, err := Survey(m, Options{Snap: DefaultSnap})
		if err != nil {
			if !errors.Is(err, ErrTangled) {
				t.Fatal(err)
			}
			return
		}
		// Whatever was read can be drawn, made simpler and surveyed again.
		again, err := Survey(report.Topology().Simplified(1).Map(), Options{})
		if err != nil && !errors.Is(err, ErrTangled) {
			t.Fatal(err)
		}
		if err == nil && again.Features != len(m.Places) {
			t.Fatalf("%d places became %d", len(m.Places), again.Features)
		}
	})
}
