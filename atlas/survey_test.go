package atlas

import (
	"math"
	"strings"
	"testing"
)

// Long: it is one table, a kind of fault to a row.
func TestEachFaultIsFoundOnceAtItsPlaceAndNothingElse(t *testing.T) {
	a, b := box(0, 0, 1, 1), box(1, 0, 2, 1)
	cases := map[string]struct {
		text  string
		want  string
		edges string
	}{
		"two squares side by side have no fault": {
			collection(drawn("a", a), drawn("b", b)), "", "a-b",
		},
		"a ring whose last point is not its first": {
			collection(drawn("a", a[:4]), drawn("b", b)), "unclosed-ring a 0.000,1.000", "a-b",
		},
		"a ring of three positions": {
			collection(drawn("a", a), drawn("b", b), drawn("c", Ring{{5, 5}, {6, 5}, {5, 5}})),
			"unclosed-ring c 5.000,5.000", "a-b",
		},
		"a bow tie, whose area is 0": {
			collection(drawn("a", a), drawn("b", b),
				drawn("c", Ring{{1, 2}, {2, 3}, {2, 2}, {1, 3}, {1, 2}})),
			"self-crossing c 1.500,2.500; isolated c 1.500,2.500", "a-b",
		},
		"a border that crosses itself in a corner": {
			collection(drawn("a", a), drawn("b", b), drawn("c",
				Ring{{1, 2}, {2, 3}, {3, 4}, {3, 2}, {2, 3}, {1, 4}, {1, 2}})),
			"self-crossing c 2.000,3.000; isolated c 2.000,3.000", "a-b",
		},
		"a border that touches itself in a corner is no fault": {
			collection(drawn("a", a), drawn("b", b), drawn("c",
				Ring{{1, 2}, {2, 3}, {3, 2}, {3, 4}, {2, 3}, {1, 4}, {1, 2}})),
			"isolated c 2.000,3.000", "a-b",
		},
		"two parts of one place that lie over each other": {
			collection(drawn("a", a), drawn("b", b),
				`{"type":"Feature","id":"c","geometry":{"type":"MultiPolygon","coordinates":[`+
					coordinates(
						[]Ring{box(4, 0, 6, 2)},
					)+","+coordinates([]Ring{box(5, 1, 7, 3)})+`]}}`),
			"self-crossing c 5.000,2.000; self-crossing c 6.000,1.000; isolated c 5.500,1.500",
			"a-b",
		},
		"a code that stands twice": {
			collection(drawn("a", a), drawn("a", box(5, 0, 6, 1)), drawn("b", b)),
			"duplicate-code a 5.500,0.500; isolated a 5.500,0.500", "a-b",
		},
		"a feature without an id": {
			collection(drawn("a", a), strings.Replace(drawn("b", b), `"id":"b",`, "", 1)),
			"missing-code  1.500,0.500", "",
		},
		"a code with a blank in it": {
			collection(drawn("a", a), drawn("b b", b)), "missing-code b b 1.500,0.500", "a-b b",
		},
		"an outer ring that runs clockwise": {
			collection(
				drawn("a", a),
				drawn("b", reversed(b)),
			), "wrong-winding b 1.000,0.000", "a-b",
		},
		"a hole that runs as its outer ring does": {
			collection(drawn("a", box(0, 0, 3, 3), box(1, 1, 2, 2)), drawn("b", box(1, 1, 2, 2))),
			"wrong-winding a 1.000,1.000; enclosed b 1.500,1.500", "a-b",
		},
		"a feature without geometry": {
			collection(drawn("a", a), drawn("b", b),
				`{"type":"Feature","id":"c","properties":{},"geometry":null}`),
			"null-geometry c 0.000,0.000", "a-b",
		},
		"a feature that is a point": {
			collection(drawn("a", a), drawn("b", b),
				`{"type":"Feature","id":"c","geometry":{"type":"Point","coordinates":[1,2]}}`),
			"null-geometry c 0.000,0.000", "a-b",
		},
		"an area whose points lie on a line": {
			collection(drawn("a", a), drawn("b", b),
				drawn("c", Ring{{5, 5}, {6, 6}, {7, 7}, {5, 5}})),
			"null-geometry c 5.000,5.000", "a-b",
		},
		"two places that lie over each other": {
			collection(
				drawn("a", a),
				drawn("b", box(0.5, 0, 2, 1)),
			), "overlap a 0.750,0.500; isolated a 0.500,0.500; isolated b 1.250,0.500", "",
		},
		"the same place twice under two codes": {
			collection(drawn("a", a), drawn("b", a)),
			"overlap a 0.500,0.500; isolated a 0.500,0.500; isolated b 0.500,0.500", "",
		},
		"a place inside another without a hole": {
			collection(drawn("a", box(0, 0, 3, 3)), drawn("b", box(1, 1, 2, 2))),
			"overlap a 1.500,1.500; isolated a 1.500,1.500; isolated b 1.500,1.500", "",
		},
		"ground between neighbours that nobody has": {
			collection(drawn("a", box(0, 0, 3, 1)), drawn("b", box(0, 2, 3, 3)),
				drawn("c", box(0, 1, 1, 2)), drawn("d", box(2, 1, 3, 2))),
			"gap a 1.500,1.500", "a-c a-d b-c b-d",
		},
		"a hole larger than the place inside it": {
			collection(drawn("a", box(0, 0, 4, 4), reversed(box(1, 1, 3, 3))),
				drawn("b", box(1.5, 1.5, 2.5, 2.5))),
			"gap a 1.250,2.000; isolated a 2.000,2.001; isolated b 2.000,2.000", "",
		},
		"a hole that its author drew for a lake is no gap": {
			collection(drawn("a", box(0, 0, 4, 4), reversed(box(1, 1, 3, 3))),
				drawn("b", box(4, 0, 5, 4))), "", "a-b",
		},
		"places that meet in a point only": {
			collection(drawn("a", a), drawn("b", box(1, 1, 2, 2))),
			"isolated a 0.500,0.500; isolated b 1.500,1.500", "",
		},
		"an enclave": {
			collection(drawn("a", box(0, 0, 3, 3), reversed(box(1, 1, 2, 2))),
				drawn("b", box(1, 1, 2, 2))), "enclosed b 1.500,1.500", "a-b",
		},
		"a name with a blank at its end": {
			collection(drawn("a", a), strings.Replace(drawn("b", b), "Place b", "Place b ", 1)),
			"untidy-name b 1.500,0.500", "a-b",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := mustSurvey(t, mustDecode(t, c.text))
			got := told(r.Faults)
			got = strings.ReplaceAll(got, "-0.000", "0.000")
			if got != c.want {
				t.Errorf("faults\n got %s\nwant %s", got, c.want)
			}
			if edges := pairs(r.Graph); edges != c.edges {
				t.Errorf("neighbours %q, want %q", edges, c.edges)
			}
		})
	}
}

func TestTidyNamesAreNamesThatPeopleWrite(t *testing.T) {
	cases := map[string]string{
		"Xin'an":              "",
		"Ha’il 左权县 St. Louis": "",
		"":                    "",
		"a  b":                "spaces",
		"\ta":                 "spaces",
		"城　区":                 "spaces",
		"c\u200bd":            "hidden",
		"e\x07":               "hidden",
		"a\ufffd":             "broken",
		"??县":                 "broken",
		"e\u0301":             "accents",
	}
	for name, want := range cases {
		if got := untidy(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestTopoJSONMayWindEitherWayButNotBoth(t *testing.T) {
	text := func(order string) string {
		return `{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,1],[0,0]],` +
			`[[1,0],[2,0],[2,1],[1,1],[1,0]],[[2,0],[3,0],[3,1],[2,1],[2,0]]],` +
			`"objects":{"x":{"type":"GeometryCollection","geometries":[` +
			order + `]}}}`
	}
	ring := func(code, arc string) string {
		return `{"type":"Polygon","id":"` + code + `","arcs":[[` + arc + `]]}`
	}
	all := ring("a", "-1") + "," + ring("b", "-2") + "," + ring("c", "-3")
	if got := told(mustSurvey(t, mustDecode(t, text(all))).Faults); got != "" {
		t.Errorf("all clockwise: %s", got)
	}
	one := ring("a", "-1") + "," + ring("b", "1") + "," + ring("c", "-3")
	want := "wrong-winding b 1.000,0.000"
	if got := told(mustSurvey(t, mustDecode(t, text(one))).Faults); got != want {
		t.Errorf("one against the others: %q, want %q", got, want)
	}
}

func TestBordersNeedNotShareTheirPoints(t *testing.T) {
	// The left side has corners that the right side lacks, and they stand off
	// by half the snap.
	off := DefaultSnap / 2
	left := Ring{{0, 0}, {1, 0}, {1 + off, 0.3}, {1 - off, 0.55}, {1, 1}, {0, 1}, {0, 0}}
	right := Ring{{1, -1}, {2, -1}, {2, 2}, {1, 2}, {1, 0.4}, {1, -1}}
	m := mustDecode(t, collection(drawn("a", left), drawn("b", right)))
	r := mustSurvey(t, m)
	if len(r.Faults) > 0 {
		t.Errorf("faults: %s", told(r.Faults))
	}
	want := DistanceKm(Point{1, 0}, Point{1, 1})
	if got := r.Graph.Borders(); len(got) != 1 || math.Abs(got[0].Km-want) > 0.05 {
		t.Errorf("borders %v, want one of %.3f km", got, want)
	}
	// Twice as far apart as the snap they are two borders.
	right = Ring{
		{1 + 2*DefaultSnap, -1},
		{2, -1},
		{2, 2},
		{1 + 2*DefaultSnap, 2},
		{1 + 2*DefaultSnap, -1},
	}
	r = mustSurvey(t, mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)), drawn("b", right))))
	if got := pairs(r.Graph); got != "" {
		t.Errorf("neighbours across twice the snap: %s", got)
	}
}

func TestMinBorderLeavesOutShortBorders(t *testing.T) {
	m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0.9, 2, 2)),
		drawn("c", box(0, 1, 1, 2))))
	for least, want := range map[float64]string{0: "a-b a-c b-c", 20: "a-c b-c", 112: ""} {
		r, err := Survey(m, Options{Snap: DefaultSnap, MinBorderKm: least})
		if err != nil {
			t.Fatal(err)
		}
		if got := pairs(r.Graph); got != want {
			t.Errorf("from %g km: %q, want %q", least, got, want)
		}
	}
}

func TestAPlacePressedIntoALineHasNeighbours(t *testing.T) {
	m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0, 2, 1)),
		drawn("c", Ring{{1, 0.25}, {1, 0.75}, {1, 0.5}, {1, 0.25}})))
	if got := pairs(mustSurvey(t, m).Graph); got != "a-b a-c b-c" {
		t.Errorf("neighbours %q", got)
	}
}

func TestIowaHasItsBordersAndNoFault(t *testing.T) {
	m := mustDecode(t, string(readFile(t, "../demo/data/iowa/map.geojson")))
	r := mustSurvey(t, m)
	if len(r.Faults) != 0 || r.Features != 99 || len(r.Graph.Borders()) != 222 {
		t.Errorf(
			"%d places, %d borders, faults: %s",
			r.Features,
			len(r.Graph.Borders()),
			told(r.Faults),
		)
	}
	if parts := r.Graph.Components(); len(parts) != 1 {
		t.Errorf("%d parts", len(parts))
	}
	if !r.OK() {
		t.Error("not OK without a fault")
	}
}
