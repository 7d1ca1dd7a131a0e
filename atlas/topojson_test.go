package atlas

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// topoJSON writes a topology as a quantised TopoJSON file: whole steps of a
// grid, each from the one before, and arcs run backwards by negative numbers.
func topoJSON(t *testing.T, top *Topology, scale float64, origin Point) string {
	t.Helper()
	arcs := make([][][2]int, len(top.Arcs))
	for i, a := range top.Arcs {
		x, y := 0, 0
		for _, p := range a.Points {
			nx := int((p.Lon-origin.Lon)/scale + 0.5)
			ny := int((p.Lat-origin.Lat)/scale + 0.5)
			arcs[i] = append(arcs[i], [2]int{nx - x, ny - y})
			x, y = nx, ny
		}
	}
	var members []map[string]any
	for _, s := range top.Shapes {
		members = append(members, map[string]any{
			"type": "Polygon", "id": s.Code, "arcs": s.Rings,
		})
	}
	text, err := json.Marshal(map[string]any{
		"type": "Topology", "arcs": arcs,
		"transform": map[string]any{
			"scale": []float64{scale, scale}, "translate": []float64{origin.Lon, origin.Lat},
		},
		"objects": map[string]any{"places": map[string]any{
			"type": "GeometryCollection", "geometries": members,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// onGrid moves the corners of a board to whole steps.
func (b *board) onGrid(scale float64, origin Point) {
	for i, p := range b.corner {
		b.corner[i] = Point{
			float64(int((p.Lon-origin.Lon)/scale+0.5))*scale + origin.Lon,
			float64(int((p.Lat-origin.Lat)/scale+0.5))*scale + origin.Lat,
		}
	}
}

func TestAMapWrittenAsArcsComesBackAsItWas(t *testing.T) {
	const scale = 1e-3
	origin := Point{99, 29}
	written := 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 21))
		b := newBoard(r, 3+r.IntN(5), 5)
		b.onGrid(scale, origin)
		first := mustSurvey(t, b.toMap(r, 0))
		top := first.Topology()
		if slices.ContainsFunc(top.Shapes, func(s Shape) bool { return len(s.Rings) > 1 }) {
			continue // which outer ring a hole is in is for Map to find
		}
		written++
		m := mustDecode(t, topoJSON(t, top, scale, origin))
		if m.Format.String() != "TopoJSON" {
			t.Fatalf("seed %d: the format is %s", seed, m.Format)
		}
		again := mustSurvey(t, m)
		if len(errorsOf(again.Faults)) > 0 {
			t.Fatalf("seed %d: %s", seed, errorsOf(again.Faults))
		}
		if a, b := fmt.Sprint(first.Graph.Borders()), fmt.Sprint(again.Graph.Borders()); a != b {
			t.Fatalf("seed %d:\n got %s\nwant %s", seed, b, a)
		}
	}
	if written < 10 {
		t.Errorf("only %d maps were written", written)
	}
}

func TestStepsAreSummedBeforeTheyAreScaled(t *testing.T) {
	// Ten steps of 0.1 are not 1 in float64 if each is scaled by itself.
	steps := "[0,0]" + strings.Repeat(",[1,0]", 10) + ",[0,10],[-10,0],[0,-10]"
	m := mustDecode(t, `{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[7,-3]},`+
		`"arcs":[[`+steps+`]],"objects":{"a":{"type":"Polygon","arcs":[[0]]}}}`)
	ring := m.Places[0].Polygons[0][0]
	if ring[10] != (Point{10*0.1 + 7, -3}) || ring[11] != (Point{10*0.1 + 7, 10*0.1 - 3}) {
		t.Errorf("corners %v and %v", ring[10], ring[11])
	}
	if ring[0] != ring[len(ring)-1] {
		t.Errorf("the ring is open: %v and %v", ring[0], ring[len(ring)-1])
	}
}

func TestDegreesStandAsTheyAreWithoutATransform(t *testing.T) {
	for _, transform := range []string{"", `"transform":null,`} {
		m := mustDecode(t, `{"type":"Topology",`+transform+
			`"arcs":[[[5,5],[6,5],[6,6],[5,5]]],"objects":{"a":{"type":"Polygon","arcs":[[0]]}}}`)
		if got := fmt.Sprint(m.Places[0].Polygons); got != "[[[{5 5} {6 5} {6 6} {5 5}]]]" {
			t.Errorf("with %q: %s", transform, got)
		}
	}
}

func TestTransformsLackNothing(t *testing.T) {
	for _, transform := range []string{
		`{"scale":[1,1]}`, `{"translate":[0,0]}`, `5`, `{"scale":1,"translate":[0,0]}`, `[]`,
		`{"scale":["1",1],"translate":[0,0]}`, `{"scale":null,"translate":[0,0]}`,
	} {
		_, err := Decode([]byte(`{"type":"Topology","transform":` + transform +
			`,"arcs":[],"objects":{"a":{"type":"Polygon","arcs":[]}}}`))
		refusal, ok := err.(*DecodeError)
		if !ok || refusal.Reason != "transform" {
			t.Errorf("%s: %v", transform, err)
		}
	}
}

func TestArcsThatCannotBeReadRefuseTheFile(t *testing.T) {
	for arcs, want := range map[string]string{
		`[[[0,0],[1,"x"]]]`:           "arcs position=2 ring=1",
		`[[[0,0],[1,1]],[[0,0],[1]]]`: "arcs position=2 ring=2",
		`[[[0,0],[361,0]]]`:           "arcs position=2 ring=1",
		`[[[0,90.5],[0,0]]]`:          "arcs position=1 ring=1",
		`{}`:                          "arcs position=0 ring=0",
		`[5]`:                         "arcs position=0 ring=1",
	} {
		_, err := Decode([]byte(`{"type":"Topology","arcs":` + arcs +
			`,"objects":{"a":{"type":"Polygon","arcs":[[0]]}}}`))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", arcs, err, want)
		}
	}
}

func TestTheFinestObjectIsTaken(t *testing.T) {
	polygon := func(code string) string {
		return `{"type":"Polygon","id":"` + code + `","arcs":[[0]]}`
	}
	group := func(members ...string) string {
		return `{"type":"GeometryCollection","geometries":[` + strings.Join(members, ",") + `]}`
	}
	point := `{"type":"Point","coordinates":[0,0]}`
	cases := map[string]struct{ objects, want string }{
		"counties before states": {
			`"states":` + group(polygon("s")) + `,"counties":` + group(polygon("a"), polygon("b")),
			"[a b]",
		},
		"counties before more towns": {
			`"towns":` + group(point, point, point) + `,"counties":` + group(polygon("a")), "[a]",
		},
		"the only object": {`"land":` + polygon("x"), "[x]"},
		"multipolygons too": {
			`"a":` + group(`{"type":"MultiPolygon","id":"m","arcs":[[[0]]]}`), "[m]",
		},
		"not what is no object": {
			`"a":7,"b":` + group(`5`) + `,"c":` + polygon("c"), "[c]",
		},
	}
	for name, c := range cases {
		m := mustDecode(t, `{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{`+
			c.objects+`}}`)
		if got := fmt.Sprint(m.Codes()); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	_, err := Decode([]byte(`{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{` +
		`"b":` + polygon("b") + `,"a":` + polygon("a") + `,"c":` + group(point) + `}}`))
	if err == nil || !strings.HasSuffix(err.Error(), "objects names=[a b]") {
		t.Errorf("two as fine: %v", err)
	}
}

func TestArcsJoinEndToEndInEitherDirection(t *testing.T) {
	// 0 and 1 make the square's two halves, 2 is 1 drawn the other way round.
	arcs := `"arcs":[[[0,0],[1,0],[1,1]],[[1,1],[0,1],[0,0]],[[0,0],[0,1],[1,1]]]`
	square := Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
	cases := map[string]string{ // ring -> fault
		"0,1": "", "1,0": "", "0,-3": "", "-2,-1": "", "-1,-2": "", "2,-1": "",
		"0,2": "arc-ends", "0,-2": "arc-ends", "-1,1": "arc-ends",
		"0,3": "arc", "-4,0": "arc", "0,1e2": "arc", "0,1.5": "arc", "0,\"1\"": "number",
	}
	for ring, want := range cases {
		m := mustDecode(t, `{"type":"Topology",`+arcs+
			`,"objects":{"a":{"type":"Polygon","arcs":[[`+ring+`]]}}}`)
		p := m.Places[0]
		got := ""
		if len(p.broken) > 0 {
			got = p.broken[0].Reason
		}
		if want == "arc" && got == "number" || got != want {
			t.Errorf("arcs %s: %q, want %q", ring, got, want)
			continue
		}
		if want == "" && !sameRing(p.Polygons[0][0], square) {
			t.Errorf("arcs %s make %v", ring, p.Polygons[0][0])
		}
	}
}

// sameRing reports whether two rings run through the same points in the same
// direction, wherever they begin.
func sameRing(a, b Ring) bool {
	a, b = a[1:], b[1:]
	for k := range a {
		if slices.Equal(slices.Concat(a[k:], a[:k]), b) {
			return true
		}
	}
	return false
}

func TestAnArcRunBackwardsStaysAsItIsForTheOtherPlace(t *testing.T) {
	m := mustDecode(t, `{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{"x":`+
		`{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"b","arcs":[[-1]]},`+
		`{"type":"Polygon","id":"a","arcs":[[0]]}]}}}`)
	got := fmt.Sprint(m.Places[0].lines[0].points, m.Places[1].lines[0].points)
	if want := "[{0 0} {1 1} {1 0} {0 0}] [{0 0} {1 0} {1 1} {0 0}]"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}

func TestPlacesWithoutGeometryAreToldApart(t *testing.T) {
	m := mustDecode(t, `{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{"x":`+
		`{"type":"GeometryCollection","geometries":[{"type":null,"id":"a"},`+
		`{"type":"Point","id":"b","coordinates":[1,2]},{"type":"Polygon","id":"c"},`+
		`{"id":"d"},7,{"type":"Polygon","id":"f","arcs":[[0]]}]}}}`)
	want := []string{"", "no-area type=Point", "geometry", "", "feature", ""}
	for i, p := range m.Places {
		got := ""
		for _, d := range p.broken {
			got += d.String()
		}
		if got != want[i] || p.Feature != i+1 {
			t.Errorf("place %d, feature %d: %q, want %q", i, p.Feature, got, want[i])
		}
	}
}
