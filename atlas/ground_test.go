package atlas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// detailOf returns the detail of the only fault of a kind.
func detailOf(t *testing.T, faults []Fault, kind Kind) Detail {
	t.Helper()
	var found []Fault
	for _, f := range faults {
		if f.Kind == kind {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d faults are %s, want 1: %s", len(found), kind, told(faults))
	}
	return found[0].Detail
}

// near reports whether two areas or lengths agree to a millionth.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Max(math.Abs(a), math.Abs(b)) }

// boxKm2 is the area of a box whose sides are meridians and great circles: on
// a small box hardly less than between two parallels, R² Δλ (sin φ2 - sin φ1).
func boxKm2(west, south, east, north float64) float64 {
	return EarthKm * EarthKm * (east - west) * radians *
		(math.Sin(north*radians) - math.Sin(south*radians))
}

func TestOverlapsTellWithWhomAndHowMuch(t *testing.T) {
	// a and b lie over each other in two pieces, the second the larger.
	a := Ring{{0, 0}, {4, 0}, {4, 1}, {0, 1}, {0, 0}}
	b := Ring{
		{0.5, 0.5}, {1, 0.5}, {1, 2}, {2, 2}, {2, 0.5}, {3, 0.5}, {3, 3}, {0.5, 3}, {0.5, 0.5},
	}
	d := detailOf(t, mustSurvey(t, mustDecode(t, collection(drawn("b", b), drawn("a", a)))).Faults,
		Overlap)
	want := boxKm2(0.5, 0.5, 1, 1) + boxKm2(2, 0.5, 3, 1)
	if d.Args["other"] != "b" || d.Args["pieces"] != 2 {
		t.Errorf("%s", d)
	}
	if km2, _ := d.Args["km2"].(float64); math.Abs(km2-want) > 1e-3*want {
		t.Errorf("%g km², want %g", km2, want)
	}
}

func TestOverlapsOfThreeAreToldOfTheFirstAgainstEachOther(t *testing.T) {
	r := mustSurvey(t, mustDecode(t, collection(drawn("c", box(0, 0, 3, 3)),
		drawn("b", box(1, 1, 4, 4)), drawn("a", box(2, 2, 5, 5)))))
	var got []string
	for _, f := range r.Faults {
		if f.Kind == Overlap {
			got = append(got, fmt.Sprintf("%s-%s %.1f,%.1f", f.Code, f.Detail.Args["other"],
				f.At.Lon, f.At.Lat))
		}
	}
	// All three cover 2…3 × 2…3, which is a's with b and with c, not b's with c.
	want := "a-c 2.5,2.5|a-b 3.0,3.0|b-c 1.5,2.0"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("overlaps %s, want %s", s, want)
	}
}

func TestGapsTellWhoseNeighboursTheyAre(t *testing.T) {
	// A frame of four round an empty square, and a lone island in the middle.
	frame := []string{
		drawn("s", box(0, 0, 3, 1)), drawn("n", box(0, 2, 3, 3)),
		drawn("w", box(0, 1, 1, 2)), drawn("e", box(2, 1, 3, 2)),
	}
	d := detailOf(t, mustSurvey(t, mustDecode(t, collection(frame...))).Faults, Gap)
	if d.Args["between"] != "e, n, s, w" {
		t.Errorf("between %v", d.Args["between"])
	}
	if km2, _ := d.Args["km2"].(float64); math.Abs(km2-boxKm2(1, 1, 2, 2)) > 1e-3*km2 {
		t.Errorf("%g km²", km2)
	}
	frame = append(frame, drawn("i", box(1.25, 1.25, 1.75, 1.75)))
	d = detailOf(t, mustSurvey(t, mustDecode(t, collection(frame...))).Faults, Gap)
	if d.Args["between"] != "e, i, n, s, w" {
		t.Errorf("with an island between %v", d.Args["between"])
	}
	want := boxKm2(1, 1, 2, 2) - boxKm2(1.25, 1.25, 1.75, 1.75)
	if km2, _ := d.Args["km2"].(float64); math.Abs(km2-want) > 1e-3*want {
		t.Errorf("with an island %g km², want %g", km2, want)
	}
	// A frame without codes is named by dashes.
	nameless := strings.NewReplacer(`"id":"s",`, "", `"id":"w",`, "").Replace(collection(frame...))
	d = detailOf(t, mustSurvey(t, mustDecode(t, nameless)).Faults, Gap)
	if d.Args["between"] != "—, —, e, i, n" {
		t.Errorf("without codes between %v", d.Args["between"])
	}
}

// Two squares with a strip between them that narrows to nothing: a sliver is
// told from a gap by its mean width, which has to be half the snap.
func TestStripsBelowHalfTheSnapAreNoGaps(t *testing.T) {
	strip := func(width float64) string {
		// Closed at both ends by c and d, so that it is a bounded face.
		return collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1+width, 0, 2, 1)),
			drawn("c", box(0, 1, 2, 2)), drawn("d", box(0, -1, 2, 0)))
	}
	for _, c := range []struct {
		width float64
		gaps  int
	}{{0.9e-3, 0}, {0.99e-3, 0}, {1.01e-3, 1}, {1.1e-3, 1}} {
		// Nothing moves: no two ends lie within the snap but those of one strip
		// 2e-3 wide, and these are quiet or of one place.
		r, err := Survey(mustDecode(t, strip(c.width)), Options{Snap: 0})
		if err != nil {
			t.Fatal(err)
		}
		plane := r.plane
		thin := 0
		for face := range plane.first {
			if !plane.outer[face] && plane.thin(int32(face), 1e-3) {
				thin++
			}
		}
		if thin != 1-c.gaps {
			t.Errorf("a strip of %g: %d faces are thin", c.width, thin)
		}
		if n := strings.Count(told(r.Faults), "gap"); n != 1 {
			t.Errorf("a strip of %g without a snap: %d gaps", c.width, n)
		}
	}
}

func TestBordersAreOneUpToTheSnapAndNoFurther(t *testing.T) {
	for _, snap := range []float64{1e-6, DefaultSnap, 1e-2} {
		for off, want := range map[float64]string{0: "a-b", 0.9: "a-b", 1: "a-b", 1.1: ""} {
			m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)),
				drawn("b", box(1+off*snap, 0.2, 2, 0.8))))
			r, err := Survey(m, Options{Snap: snap})
			if err != nil {
				t.Fatal(err)
			}
			if got := pairs(r.Graph); got != want {
				t.Errorf("%g snaps of %g apart: neighbours %q, want %q", off, snap, got, want)
			}
		}
	}
}

func TestWithoutASnapOnlyEqualPointsAreOne(t *testing.T) {
	for off, want := range map[float64]string{0: "a-b", 1e-9: "a-b", 1e-7: ""} {
		m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1+off, 0, 2, 1))))
		r, err := Survey(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := pairs(r.Graph); got != want {
			t.Errorf("%g apart: neighbours %q, want %q", off, got, want)
		}
	}
}

func TestABorderAsLongAsTheLeastCounts(t *testing.T) {
	m := mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0.5, 2, 2))))
	whole := mustSurvey(t, m).Graph.Borders()[0].Km
	for least, want := range map[float64]string{
		whole:                          "",
		math.Nextafter(whole, 2*whole): "isolated a; isolated b",
		math.Nextafter(whole, -whole):  "",
		10 * whole:                     "isolated a; isolated b",
		math.SmallestNonzeroFloat64:    "",
	} {
		r, err := Survey(m, Options{Snap: DefaultSnap, MinBorderKm: least})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range r.Faults {
			got = append(got, string(f.Kind)+" "+f.Code)
		}
		s, n := strings.Join(got, "; "), len(r.Graph.Borders())
		if s != want || (n == 1) != (want == "") {
			t.Errorf("at least %g km of %g: %q, %v", least, whole, s, r.Graph.Borders())
		}
	}
}

// The least border is asked of all that two places share, not of each piece.
func TestABorderInPiecesCountsAsOne(t *testing.T) {
	a := Ring{{0, 0}, {1, 0}, {1, 0.2}, {0.9, 0.4}, {0.9, 0.6}, {1, 0.8}, {1, 1}, {0, 1}, {0, 0}}
	m := mustDecode(t, collection(drawn("a", a), drawn("b", box(1, 0, 2, 1))))
	piece := DistanceKm(Point{1, 0}, Point{1, 0.2})
	r, err := Survey(m, Options{Snap: DefaultSnap, MinBorderKm: 1.5 * piece})
	if err != nil {
		t.Fatal(err)
	}
	if b := r.Graph.Borders(); len(b) != 1 || !near(b[0].Km, 2*piece) {
		t.Errorf("%v, want one border of %g km", b, 2*piece)
	}
}

func TestEnclosedPlacesTellByWhom(t *testing.T) {
	host := drawn("h", box(0, 0, 9, 9), box(1, 1, 2, 2), box(4, 4, 6, 6))
	r := mustSurvey(t, mustDecode(t, collection(strings.Replace(host, `"id":"h",`, `"id":"h",`, 1),
		drawn("i", box(1, 1, 2, 2)), drawn("j", box(4, 4, 5, 6)), drawn("k", box(5, 4, 6, 6)))))
	if d := detailOf(t, r.Faults, Enclosed); d.Args["by"] != "h" {
		t.Errorf("%s", d)
	}
	// j and k share a hole: each has two neighbours and is enclosed by none.
	for _, f := range r.Faults {
		if f.Kind == Enclosed && f.Code != "i" {
			t.Errorf("%s is enclosed", f.Code)
		}
	}
}

func TestAPlaceAtTheCoastIsNotEnclosed(t *testing.T) {
	r := mustSurvey(t, mustDecode(t, collection(
		drawn("a", Ring{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}, {0, 0}}),
		drawn("b", box(1, 1, 2, 3)))))
	if len(r.Faults) > 0 || pairs(r.Graph) != "a-b" {
		t.Errorf("neighbours %q, faults %s", pairs(r.Graph), told(r.Faults))
	}
}

func TestNamesakesAreOnePlace(t *testing.T) {
	// Two halves of a beside each other, and b beside one of them.
	r := mustSurvey(t, mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)),
		drawn("a", box(1, 0, 2, 1)), drawn("b", box(2, 0, 3, 1)))))
	if got := pairs(r.Graph); got != "a-b" || r.Graph.Len() != 2 {
		t.Errorf("neighbours %q of %d", got, r.Graph.Len())
	}
	want := "duplicate-code a 1.500,0.500; isolated a 0.500,0.500"
	if got := told(r.Faults); got != want {
		t.Errorf("faults %s, want %s", got, want)
	}
	// Their borders with a third are summed.
	r = mustSurvey(t, mustDecode(t, collection(drawn("a", box(0, 0, 1, 1)),
		drawn("a", box(0, 1, 1, 2)), drawn("b", box(1, 0, 2, 2)))))
	if km, _ := r.Graph.BorderKm(0, 1); !near(km, DistanceKm(Point{1, 0}, Point{1, 2})) {
		t.Errorf("a and b share %g km", km)
	}
}

func TestPlacesWithoutCodesAreNoNamesakes(t *testing.T) {
	text := strings.NewReplacer(`"id":"a",`, "", `"id":"b",`, "").Replace(
		collection(drawn("a", box(0, 0, 1, 1)), drawn("b", box(1, 0, 2, 1))))
	r := mustSurvey(t, mustDecode(t, text))
	want := "missing-code  0.500,0.500; missing-code  1.500,0.500"
	if got := told(r.Faults); got != want || r.Graph.Len() != 0 {
		t.Errorf("%d places, faults %s", r.Graph.Len(), got)
	}
	if d := r.Faults[1].Detail; d.String() != "no-code feature=2" {
		t.Errorf("%s", d)
	}
}

// The areas of all faces, those outside taken off, are the areas of the
// places: nothing is counted twice and nothing lost.
func TestFacesAndPlacesHaveTheSameArea(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 24))
		m := spoiledBoard(seed)
		report, err := Survey(m, Options{Snap: 1e-4 * float64(r.IntN(2))})
		if err != nil {
			t.Fatal(err)
		}
		g := report.plane
		contents := g.contents()
		sum := make([]float64, len(m.Places))
		for c := range g.first {
			if g.outer[c] {
				continue
			}
			km2 := g.km2(append([]int32{int32(c)}, contents[int32(c)]...))
			if km2 <= 0 {
				t.Fatalf("seed %d: a face of %g km²", seed, km2)
			}
			for _, o := range g.covers[c] {
				sum[o.place] += float64(o.n) * km2
			}
		}
		for i := range m.Places {
			want := m.Places[i].AreaKm2()
			if math.Abs(sum[i]-want) > 1e-3*math.Abs(want)+0.5 {
				t.Errorf("seed %d: the faces of %d have %g km², the place %g", seed, i, sum[i],
					want)
			}
		}
	}
}

func TestFaultsComeInTheirOrder(t *testing.T) {
	kinds := []Kind{
		UnclosedRing, SelfCrossing, DuplicateCode, MissingCode, WrongWinding, NullGeometry,
		Overlap, Gap, Isolated, Enclosed, UntidyName,
	}
	for i, k := range kinds {
		if k.rank() != i || k.Note() != (i >= 8) {
			t.Errorf("%s has rank %d and is a note: %t", k, k.rank(), k.Note())
		}
	}
	ordered := []Fault{
		{Kind: UnclosedRing, Code: "z"},
		{Kind: Gap, Code: "a", At: Point{2, 0}},
		{Kind: Gap, Code: "b", At: Point{1, 1}},
		{Kind: Gap, Code: "b", At: Point{1, 2}},
		{Kind: Gap, Code: "b", At: Point{2, 0}},
		{Kind: Gap, Code: "b", At: Point{2, 0}, Detail: Detail{Reason: "x"}},
		{Kind: Gap, Code: "b", At: Point{2, 0}, Detail: Detail{"x", map[string]any{"n": 2}}},
		{Kind: UntidyName},
	}
	for i := range ordered {
		for j := range ordered {
			if got := sign(int64(compareFaults(ordered[i], ordered[j]))); got != sign(int64(i-j)) {
				t.Errorf("%v against %v: %d", ordered[i], ordered[j], got)
			}
		}
	}
	report := &Report{Faults: []Fault{{Kind: Isolated}, {Kind: Enclosed}, {Kind: UntidyName}}}
	if !report.OK() {
		t.Error("notes are no faults")
	}
	if report.Faults[1].Kind = Gap; report.OK() {
		t.Error("a gap among notes is a fault")
	}
}

func TestFaultsAreToldAtTheirPlaceOrNowhere(t *testing.T) {
	r := mustSurvey(t, mustDecode(t, collection(
		`{"type":"Feature","id":"n","geometry":null}`,
		`{"type":"Feature","id":"n","geometry":{"type":"Polygon","coordinates":[]}}`,
		drawn("n", box(3, 3, 4, 4)))))
	for _, f := range r.Faults {
		if f.Placed != (f.Feature == 3) {
			t.Errorf("%s of feature %d is placed: %t", f.Kind, f.Feature, f.Placed)
		}
	}
	if n := strings.Count(told(r.Faults), "null-geometry"); n != 2 {
		t.Errorf("%s", told(r.Faults))
	}
	// A bow tie's mass cancels out: its middle is that of its box.
	bow := Place{Polygons: []Polygon{{Ring{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}}
	if at, ok := bow.middle(); !ok || at != (Point{1, 1}) {
		t.Errorf("the middle of a bow tie is %v, %t", at, ok)
	}
	if at, ok := (&Place{}).middle(); ok || at != (Point{}) {
		t.Errorf("nothing has the middle %v", at)
	}
}

func TestDetailsAreWordedInTheOrderOfTheirNames(t *testing.T) {
	d := Detail{"gap", map[string]any{"km2": 1.5, "between": "a, b"}}
	if d.String() != "gap between=a, b km2=1.5" || (Detail{}).String() != "" {
		t.Errorf("%s, %q", d, Detail{})
	}
	for _, err := range []error{
		&EdgeError{"a", "b", EdgeUnknown, "x"}, &SiteError{"a", SiteTwice},
		&DecodeError{Reason: "size", Args: map[string]any{"limit": 7}, Line: 1, Column: 2},
	} {
		if !slices.Contains([]string{
			`edge "a" to "b": unknown "x"`, `site "a": twice`,
			"decode map: line 1 column 2: size limit=7",
		}, err.Error()) {
			t.Errorf("worded %q", err)
		}
	}
}
