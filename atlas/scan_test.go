package atlas

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// scan returns a scanner over a text with so many points left.
func scan(text string, budget int) *scanner {
	return &scanner{data: []byte(text), budget: &budget}
}

func TestPositionsAreTheirFirstTwoNumbers(t *testing.T) {
	for text, want := range map[string]Point{
		"[1,2]":                        {1, 2},
		"[ 1 ,\t2\r\n]":                {1, 2},
		"[1,2,300]":                    {1, 2},
		"[1,2,300,4e5]":                {1, 2},
		"[-0.5,2E-1]":                  {-0.5, 0.2},
		"[1e+2,-9.0e1]":                {100, -90},
		"[1e-400,5e-324]":              {0, 5e-324},
		"[12345678901234567890e-18,0]": {12.34567890123456789, 0},
	} {
		s := scan(text, 1)
		if x, y := s.pair(); s.fault != nil || (Point{x, y}) != want {
			t.Errorf("%s: %g, %g, fault %v; want %v", text, x, y, s.fault, want)
		}
		if s.at != len(text) {
			t.Errorf("%s: read %d bytes of %d", text, s.at, len(text))
		}
	}
}

func TestDegreesEndWhereTheEarthDoes(t *testing.T) {
	for p, want := range map[Point]bool{
		{360, 90}: true, {-360, -90}: true, {180, 0}: true,
		{math.Nextafter(360, 400), 0}: false, {math.Nextafter(-360, -400), 0}: false,
		{0, math.Nextafter(90, 100)}: false, {0, math.Nextafter(-90, -100)}: false,
		{math.NaN(), 0}: false, {0, math.NaN()}: false,
		{math.Inf(1), 0}: false, {0, math.Inf(-1)}: false,
	} {
		if degrees(p) != want {
			t.Errorf("%v on the Earth: %t", p, !want)
		}
	}
}

func TestTheFirstFaultIsToldWithItsRingAndPosition(t *testing.T) {
	cases := map[string]string{
		`[[[1,2],[3,4],[5,"6"]]]`:        `number position=3 ring=1 value="6"]]]`,
		`[[[1,2]],[[3,4],[5,6],[7,true]`: `number position=3 ring=2 value=true]`,
		`[[[1,2],[3,97]]]`:               `degrees position=2 ring=1 value=[3,97]`,
		`[[[1,2],[3]]]`:                  `position position=2 ring=1 value=`,
		`[[[1,2],3]]`:                    `list position=2 ring=1 value=3]]`,
		`[[[1,2]],{}]`:                   `list position=0 ring=2 value={}]`,
		`"a text that is very long"`:     `list position=0 ring=0 value="a text that is very`,
		`[[[1,{"x":[1,2,3,4,5,6,7,8]}]]`: `number position=1 ring=1 value={"x":[1,2,3,4,5,6,7,`,
	}
	for text, want := range cases {
		s := scan(text, 100)
		s.polygon(func([]Point, bool) {})
		if s.fault == nil || s.fault.String() != want {
			t.Errorf("%s:\n got %v\nwant %s", text, s.fault, want)
		}
	}
}

func TestRingsBeforeAFaultAreKept(t *testing.T) {
	var got []string
	s := scan(`[[[1,2],[3,4]],[],[[5,6]],[[7,8],[9,"x"]],[[1,1]]]`, 100)
	s.polygon(func(points []Point, hole bool) { got = append(got, fmt.Sprint(points, hole)) })
	if want := "[{1 2} {3 4}] false|[] true|[{5 6}] true"; strings.Join(got, "|") != want {
		t.Errorf("kept %q, want %s", got, want)
	}
}

func TestTheBudgetIsSpentToItsLastPoint(t *testing.T) {
	text := `[[[0,0],[1,0],[1,1],[0,0]]]`
	for budget, want := range map[int]string{3: "size", 4: ""} {
		s := scan(text, budget)
		s.polygon(func([]Point, bool) {})
		got := ""
		if s.fault != nil {
			got = s.fault.Reason
		}
		if got != want {
			t.Errorf("four points of %d: %q, want %q", budget, got, want)
		}
	}
}

func TestBlanksAndEmptyListsAreLists(t *testing.T) {
	for text, want := range map[string]int{
		"[]": 0, " [ ] ": 0, "[[]]": 1, "\n[ [ ] , [ ]\t]": 2,
	} {
		s, n := scan(text, 0), 0
		s.list(func() {
			n++
			s.list(func() { t.Errorf("%q has something in it", text) })
		})
		if n != want || s.fault != nil {
			t.Errorf("%q has %d members, fault %v", text, n, s.fault)
		}
	}
	for _, text := range []string{"", "  ", "5", "null", `"["`, "{}"} {
		s := scan(text, 0)
		s.list(func() {})
		if s.fault == nil || s.fault.Reason != "list" {
			t.Errorf("%q is a list", text)
		}
	}
}

func TestAGeometryMayHaveManyParts(t *testing.T) {
	square := func(x float64) string { return coordinates([]Ring{box(x, 0, x+1, 1)}) }
	cases := map[string]struct {
		geometry string
		parts    []int // rings of each polygon
		broken   string
	}{
		"a polygon with two holes": {
			`{"type":"Polygon","coordinates":` + coordinates([]Ring{
				box(0, 0, 9, 9), box(1, 1, 2, 2), box(3, 3, 4, 4),
			}) + `}`, []int{3}, "",
		},
		"a multipolygon of an island and a ring": {
			`{"type":"MultiPolygon","coordinates":[` + square(0) + `,` +
				coordinates([]Ring{box(5, 0, 9, 9), box(6, 1, 7, 2)}) + `]}`, []int{1, 2}, "",
		},
		"no polygon at all": {`{"type":"MultiPolygon","coordinates":[]}`, nil, ""},
		"a collection of both": {
			`{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":` +
				square(0) + `},{"type":"MultiPolygon","coordinates":[` + square(3) + `,` +
				square(5) + `]}]}`, []int{1, 1, 1}, "",
		},
		"a collection with a road in it": {
			`{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":` +
				`[[0,0],[1,1]]},{"type":"Polygon","coordinates":` + square(0) + `}]}`,
			[]int{1},
			"no-area type=LineString",
		},
		"a collection with nothing in it": {`{"type":"GeometryCollection"}`, nil, ""},
		"a collection with a null in it": {
			`{"type":"GeometryCollection","geometries":[null,{"type":"Polygon","coordinates":` +
				square(0) + `}]}`, []int{1}, "",
		},
		"a polygon of points, the second bad": {
			`{"type":"MultiPolygon","coordinates":[` + square(0) + `,[[[0,0],[1,"y"]]]]}`,
			[]int{1},
			`number position=2 ring=2 value="y"]]]]`,
		},
		"an outer ring without points": {
			`{"type":"Polygon","coordinates":[[],[[1,1],[2,1],[2,2],[1,1]]]}`, nil, "",
		},
		"a hole without points": {
			`{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[]]}`, []int{1}, "",
		},
	}
	for name, c := range cases {
		m := mustDecode(t, collection(`{"type":"Feature","id":"a","geometry":`+c.geometry+`}`))
		var parts []int
		for _, polygon := range m.Places[0].Polygons {
			parts = append(parts, len(polygon))
		}
		if fmt.Sprint(parts) != fmt.Sprint(c.parts) {
			t.Errorf("%s: rings of the polygons %v, want %v", name, parts, c.parts)
		}
		broken := ""
		for _, d := range m.Places[0].broken {
			broken += d.String()
		}
		if broken != c.broken {
			t.Errorf("%s: broken %q, want %q", name, broken, c.broken)
		}
	}
}

func TestCollectionsNestToTheirDepthAndNoFurther(t *testing.T) {
	inner := `{"type":"Polygon","coordinates":` + coordinates([]Ring{box(0, 0, 1, 1)}) + `}`
	arc := `{"type":"Polygon","arcs":[[0]]}`
	for depth, want := range map[int]int{0: 1, 1: 1, maxDepth: 1, maxDepth + 1: 0} {
		open := strings.Repeat(`{"type":"GeometryCollection","geometries":[`, depth)
		shut := strings.Repeat("]}", depth)
		m := mustDecode(t, collection(`{"type":"Feature","geometry":`+open+inner+shut+`}`))
		if n := len(m.Places[0].Polygons); n != want {
			t.Errorf("GeoJSON %d deep: %d polygons, broken %v", depth, n, m.Places[0].broken)
		}
		// The object of a topology is one collection more.
		m = mustDecode(t, `{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{"a":`+
			`{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[]},`+
			open+arc+shut+`]}}}`)
		if n := len(m.Places[1].Polygons); n != want {
			t.Errorf("TopoJSON %d deep: %d polygons, broken %v", depth, n, m.Places[1].broken)
		}
	}
}

func TestIdentifiersAndNamesAreReadAsTheyStand(t *testing.T) {
	cases := map[string]struct{ id, name string }{
		`"id":"a","properties":{"name":"A"}`:           {"a", "A"},
		`"id":19001,"properties":{"name":null}`:        {"19001", ""},
		`"id":-1.50e2`:                                 {"-1.50e2", ""},
		`"id":null`:                                    {"", ""},
		`"id":""`:                                      {"", ""},
		`"id":true,"properties":null`:                  {"true", ""},
		`"id":"\u592a\ud83d\ude00"`:                    {"太😀", ""},
		"\"id\":\"a\xffb\",\"properties\":{}":          {"a\ufffdb", ""},
		`"properties":{"name":{"en":"A"}}`:             {"", `{"en":"A"}`},
		`"properties":{"name":"\ud800"}`:               {"", "\ufffd"},
		`"properties":{"name":"first","name":"last"}`:  {"", "last"},
		`"properties":{"name":"line\nbreak \" quote"}`: {"", "line\nbreak \" quote"},
	}
	for members, want := range cases {
		m := mustDecode(t, collection(`{"type":"Feature","geometry":null,`+members+`}`))
		p := m.Places[0]
		if p.Code != want.id || p.Properties["name"] != want.name {
			t.Errorf("%s: code %q, name %q", members, p.Code, p.Properties["name"])
		}
		if m.HasIDs() != (want.id != "") {
			t.Errorf("%s: has an identifier: %t", members, m.HasIDs())
		}
	}
}

func TestASingleFeatureIsAMap(t *testing.T) {
	m := mustDecode(t, drawn("a", box(0, 0, 1, 1)))
	if len(m.Places) != 1 || m.Places[0].Code != "a" || m.Format.String() != "GeoJSON" {
		t.Errorf("%d places of %s", len(m.Places), m.Format)
	}
	if m.Places[0].Feature != 1 || len(m.Places[0].Polygons) != 1 {
		t.Errorf("%+v", m.Places[0])
	}
}

func TestTakingCodesBackAndForthLosesNone(t *testing.T) {
	m := mustDecode(t, collection(
		`{"type":"Feature","id":"b","properties":{"fips":"2"},"geometry":null}`,
		`{"type":"Feature","id":"a","properties":{"fips":"1"},"geometry":null}`,
		`{"type":"Feature","id":"a","properties":{"other":"3"},"geometry":null}`,
	))
	for _, c := range []struct{ property, want string }{
		{"", "[a b]"}, {"fips", "[1 2]"}, {"", "[a b]"}, {"other", "[3]"},
	} {
		if err := m.TakeCodes(c.property); err != nil || fmt.Sprint(m.Codes()) != c.want {
			t.Errorf("by %q: %v, %v; want %s", c.property, m.Codes(), err, c.want)
		}
	}
	err := m.TakeCodes("name")
	if err == nil || err.Error() != `no place has code "name"; properties: fips, other` {
		t.Errorf("by a property that is not there: %v", err)
	}
	if err := (&Map{}).TakeCodes("name"); err != nil {
		t.Errorf("a map of no places: %v", err)
	}
}

func TestFaultsOfJSONAreToldByLineAndColumn(t *testing.T) {
	cases := map[string]struct {
		text         string
		reason       string
		line, column int
	}{
		"at the first byte":            {"x", "syntax", 1, 1},
		"of a member's form":           {"{\"type\":5}", "shape", 1, 9},
		"after a line break":           {"{\n\"type\":\"Feature\"\n,,", "syntax", 3, 2},
		"after a mark of order":        {"\ufeff{]", "syntax", 1, 2},
		"where the file was cut off":   {"{\"type\":\n", "syntax", 1, 9},
		"of features that are a text":  {"{\"features\":\"none\"}", "shape", 1, 18},
		"of arcs that break off there": {"{\"type\":\"Topology\",\n\"arcs\":[[1}", "syntax", 2, 11},
	}
	for name, c := range cases {
		_, err := Decode([]byte(c.text))
		refusal, ok := err.(*DecodeError)
		if !ok || refusal.Reason != c.reason || refusal.Line != c.line ||
			refusal.Column != c.column {
			t.Errorf("%s: %v", name, err)
		}
	}
}
