package hinterland

import (
	"strings"
	"testing"
)

func TestAMapSaysWhatItIsAndMayTellWhereItIsFrom(t *testing.T) {
	digest := DigestOf([]byte("a map"))
	whole := RegionMap{
		Name: "counties.geojson", File: digest, Property: "code", Source: "Survey", Licence: "Open",
	}
	for what, c := range map[string]struct {
		change func(*RegionMap)
		want   string
	}{
		"a whole map": {func(*RegionMap) {}, ""},
		"one that tells no more": {
			func(m *RegionMap) { *m = RegionMap{Name: "a", File: digest} }, "",
		},
		"without a name":          {func(m *RegionMap) { m.Name = "" }, "name"},
		"of a file that is none":  {func(m *RegionMap) { m.File = "counties" }, "file"},
		"a property of two lines": {func(m *RegionMap) { m.Property = "a\nb" }, "property"},
		"a source of many words": {
			func(m *RegionMap) { m.Source = strings.Repeat("长", 999) }, "source",
		},
		"a licence that is no text": {func(m *RegionMap) { m.Licence = "\x00" }, "licence"},
	} {
		m := whole
		c.change(&m)
		var at []string
		for _, r := range m.Check() {
			at = append(at, r.At.Column)
		}
		if got := strings.Join(at, " "); got != c.want {
			t.Errorf("%s is refused at %q, not %q", what, got, c.want)
		}
	}
}

func TestAPairIsTwoPlacesAndStandsOnce(t *testing.T) {
	for what, c := range map[string]struct {
		pairs []PlacePair
		want  string
	}{
		"no pairs":                   {nil, ""},
		"two pairs with one place":   {[]PlacePair{{"a", "b"}, {"b", "c"}}, ""},
		"a place beside itself":      {[]PlacePair{{"a", "b"}, {"c", "c"}}, "pairs.2.b pair.self"},
		"a pair in another order":    {[]PlacePair{{"a", "b"}, {"b", "a"}}, "pairs.2.b pair.twice"},
		"a place without a code":     {[]PlacePair{{"", "b"}}, "pairs.1.a code.form"},
		"a pair that is wrong twice": {[]PlacePair{{"c", "c"}, {"c", "c"}}, "pairs.1.b pair.self"},
	} {
		refusals := CheckPairs("pairs", c.pairs)
		got := ""
		if len(refusals) > 0 {
			got = refusals[0].At.Column + " " + string(refusals[0].Reason)
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", what, got, c.want)
		}
	}
}

func TestAMapIsToldByWhatItSaysOfItself(t *testing.T) {
	for text, want := range map[string]FileType{
		`{"type":"FeatureCollection","features":[]}`:             MapText,
		"\ufeff\n {\"objects\":{},\"type\":\"Topology\"}":        MapText,
		`{"type":"Feature","geometry":null}`:                     MapText,
		`{"type":"Point","coordinates":[1,2]}`:                   Plain,
		`{"type":"FeatureCollection","features":[]`:              Plain,
		`[{"type":"FeatureCollection","features":[]}]`:           Plain,
		"type,FeatureCollection\n":                               Plain,
		"<html>{\"type\":\"FeatureCollection\",\"features\":[]}": "",
	} {
		f, refused := NewFile([]byte(text))
		if f.Type != want || (refused == nil) != (want != "") {
			t.Errorf("%s is %q (%v)", text, f.Type, refused)
		}
	}
	if ends := MapText.Ends(); ends[0] != ".geojson" || MapText.Scanned() {
		t.Errorf("maps end in %v", ends)
	}
}
