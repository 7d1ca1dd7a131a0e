package hinterland

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// constantTexts are the texts of the constants of a file: of a type, or, where none is
// named, all whose names begin with some letters.
func constantTexts(t *testing.T, file, kind, begins string) (texts []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		spec, is := n.(*ast.ValueSpec)
		if !is || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, begins) {
			return true
		}
		if of, typed := spec.Type.(*ast.Ident); kind != "" && (!typed || of.Name != kind) {
			return true
		}
		if value, is := spec.Values[0].(*ast.BasicLit); is && value.Kind == token.STRING {
			text, err := strconv.Unquote(value.Value)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, text)
		}
		return true
	})
	slices.Sort(texts)
	return texts
}

// TestAllKnowTheSameReasonsOfZones holds together those who may not import one another:
// who draws zones, who checks them, who reports and who records them.
func TestAllKnowTheSameReasonsOfZones(t *testing.T) {
	var drawn []string
	for _, reason := range BelongingReasons() {
		if reason != ByHand {
			drawn = append(drawn, reason)
		}
	}
	slices.Sort(drawn)
	for _, of := range []struct{ file, kind, begins string }{
		{"zoning/explain.go", "Reason", ""},
		{"check/zones_reasons.go", "", "zone"},
		{"report/report.go", "ZoneReason", ""},
	} {
		if got := constantTexts(t, of.file, of.kind, of.begins); !slices.Equal(got, drawn) {
			t.Errorf("%s knows the reasons %q, the records %q", of.file, got, drawn)
		}
	}
}

// TestEveryReasonOfAZoneHasItsWords reads both catalogues, which are no package that the
// root may import: a word of each reason, and all of them where one is refused.
func TestEveryReasonOfAZoneHasItsWords(t *testing.T) {
	for _, tongue := range []string{"en", "zh-Hans"} {
		text, err := os.ReadFile("lang/" + tongue + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]any
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		var worded []string
		for key := range maps.Keys(words) {
			if reason, is := strings.CutPrefix(key, "belonging."); is {
				worded = append(worded, reason)
			}
		}
		slices.Sort(worded)
		if !slices.Equal(worded, slices.Sorted(slices.Values(BelongingReasons()))) {
			t.Errorf("%s has words of the reasons %q", tongue, worded)
		}
		remedy, _ := words["remedy.belonging.reason"].(string)
		for _, reason := range BelongingReasons() {
			if !strings.Contains(remedy, reason) {
				t.Errorf("%s: %q does not name %s", tongue, remedy, reason)
			}
		}
	}
}
